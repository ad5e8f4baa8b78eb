"""What a plan costs over the calls it is made of, written out by hand in one function.

``python benchmarks/plan_overhead.py [--quick] [--json]``
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from common import Ratio, Result, main, race

from ssbmodel import cells, costs, packs, plants, vehicles
from ssbmodel.core.plan import Plan, Step
from ssbmodel.study.study import Study

SIZE, SIZE_QUICK = 1_000_000, 10_000
MOST_PER_STEP = 0.5  # microseconds
MICRO = 1e6


def computed() -> Plan:
    """Return the line from the layers of a cell to the price of its pack, three inputs varied."""
    study = Study(
        cell=cells.Designed("sulfide-nmc-li"),
        pack=packs.BatPaC(rated_energy="100 kWh"),
        cost=plants.PlantPrice("batpac-50-gwh"),
        decline=costs.Constant(),
        years=2025,
    )
    return study.kernel("pack_unit_price", varied=["separator_thickness", "areal_capacity", "rated_energy"])


def stated() -> Plan:
    """Return the line of stated parts: mass, price and cold range of a pack, five inputs varied."""
    study = Study(
        cell=cells.Stated(cell_specific_energy="400 Wh/kg", capacity_retention=0.9),
        pack=packs.Ratios(rated_energy="100 kWh", usable_share=0.9, cell_to_pack_mass_ratio=0.7),
        cost=costs.Stated(base_pack_unit_price="2 CNY_2025/Wh", base_year=2025),
        decline=costs.AtRate(target_pack_unit_price="0.4 CNY_2025/Wh", target_year=2030),
        vehicle=vehicles.Stated(battery_consumption="160 Wh/km", drag_share=0.5),
        climate=vehicles.Climate(
            ambient_temperature="-10 degC", heater_power="2 kW", rolling_ratio=1.1, mean_speed="60 km/h"
        ),
        years=2028,
    )
    names = ["rated_energy", "cell_specific_energy", "battery_consumption", "heater_power", "target_pack_unit_price"]
    return study.kernel("pack_mass", "pack_price", "cold_range", varied=names)


INPUTS = {
    "separator_thickness": 30e-6, "areal_capacity": 50.0, "rated_energy": 1e5, "cell_specific_energy": 400.0,
    "battery_consumption": 160.0, "heater_power": 2e3, "target_pack_unit_price": 0.4,
}  # fmt: skip


def by_hand(plan: Plan) -> Callable[..., dict[str, Any]]:
    """Return the calls of a plan as a function that was written out: one line per call, no table of values."""
    known: dict[str, Any] = {f"v{place}": value for place, value in enumerate(plan.start)}
    lines = [line for number, step in enumerate(plan.steps) for line in _written(step, number, known)]
    local = "".join(f", v{place}=v{place}" for place in range(len(plan.start)) if place not in _filled(plan))
    names = ", ".join(f"{name}" for name in plan.inputs)
    taken = [f"v{plan.places[name]} = {name}" for name in plan.inputs]
    given = ", ".join(f"{name!r}: v{plan.places[name]}" for name in plan.outputs)
    body = "\n    ".join([*taken, *lines, f"return {{{given}}}"])
    exec(f"def straight({names}, *{local}):\n    {body}", known)
    function: Callable[..., dict[str, Any]] = known["straight"]
    return function


def _filled(plan: Plan) -> set[int]:
    """Return the places that are filled at each call."""
    return {plan.places[name] for name in plan.inputs} | {to for step in plan.steps for _, to, _ in step.keeps}


def _written(step: Step, number: int, known: dict[str, Any]) -> list[str]:
    """Return the lines of one call."""
    takes = [f"v{place}" for place in step.takes]
    if step.function is None:
        return [f"v{step.keeps[0][1]} = {takes[0]} * {step.scale!r}"]
    known[f"f{number}"] = step.function if isinstance(step.function, type) else step.function.kernel
    named = () if isinstance(step.function, type) else step.function.named
    plain, later = takes[: len(takes) - len(named)], takes[len(takes) - len(named) :]
    call = f"f{number}({', '.join([*plain, *(f'{name}={value}' for name, value in zip(named, later))])})"
    kept = []
    for place, to, scale in step.keeps:
        part = "answer" if place < 0 else f"answer[{place}]"
        kept.append(f"v{to} = {part}" + (f" * {scale!r}" if scale != 1.0 else ""))
    return [f"answer = {call}", *kept]


def numbers(plan: Plan, quick: bool) -> float:
    """Return the microseconds a step of a plan costs over the same calls written out, with single numbers."""
    inputs = {name: INPUTS[name] for name in plan.inputs}
    straight = by_hand(plan)
    assert straight(**inputs) == plan(**inputs)
    seconds = race({"plan": lambda: plan(**inputs), "straight": lambda: straight(**inputs)}, quick=quick)
    return MICRO * (seconds["plan"] - seconds["straight"]) / len(plan.steps)


def arrays(plan: Plan, quick: bool) -> float:
    """Return the time of a plan over that of the same calls written out, with arrays."""
    rng = np.random.default_rng(2)
    size = SIZE_QUICK if quick else SIZE
    inputs = {name: INPUTS[name] * rng.uniform(0.9, 1.1, size) for name in plan.inputs}
    straight = by_hand(plan)
    seconds = race({"plan": lambda: plan(**inputs), "straight": lambda: straight(**inputs)}, quick=quick)
    return seconds["plan"] / seconds["straight"]


def measure(quick: bool) -> Result:
    """Return what plans cost over calls."""
    lines = {"stated": stated(), "computed": computed()}
    ratios = {}
    for name, plan in lines.items():
        step = max(numbers(plan, quick), 1e-6)
        steps = f"{len(plan.steps)} steps, single numbers: microseconds per step over the calls / {MOST_PER_STEP}"
        ratios[f"{name}_step_over_limit"] = Ratio(step / MOST_PER_STEP, 1.0, steps)
        size = SIZE_QUICK if quick else SIZE
        told = f"plan / the calls written out, arrays of {size:,}"
        ratios[f"{name}_arrays_over_calls"] = Ratio(arrays(plan, quick), 1.03, told)
    return Result(ratios)


if __name__ == "__main__":
    main("A plan over the calls it is made of", measure)
