"""What a verdict on a set of claims costs, in calls of the linear program it needs; and how seeded errors fare.

``python benchmarks/claim_verdicts.py [--quick] [--json]``; ``--sets 10000`` counts errors found over that many random
sets instead (minutes), with its progress on standard error.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial

import numpy as np
from common import Ratio, Result, main, race

from ssbmodel import (
    Claim,
    cell_density,
    cells_mass,
    cells_volume,
    charge_rate,
    charging_current,
    cold_consumption,
    consumption_ratio,
    driving_range,
    mean_charging_power,
    pack_cost,
    pack_mass,
    pack_volume,
    range_retention,
    usable_energy,
)
from ssbmodel.study.claims.checker import Judgement, judge
from ssbmodel.study.claims.engine.rows import Tier
from ssbmodel.study.claims.problem import assembled
from ssbmodel.study.claims.vocabulary import quantity

# What a car is made of: low and high end of each quantity, in house units.
PARTS = {
    "rated_energy": (40e3, 250e3), "usable_share": (0.8, 0.98), "battery_consumption": (110, 240),
    "cell_specific_energy": (150, 500), "cell_energy_density": (400, 1200), "cell_to_pack_mass_ratio": (0.55, 0.9),
    "cell_to_pack_volume_ratio": (0.4, 0.8), "charge_window": (0.3, 0.9), "charging_time": (0.05, 1.0),
    "pack_voltage": (350, 1000), "pack_unit_cost": (0.3, 7), "capacity_retention": (0.6, 0.98),
    "drive_ratio": (1.0, 1.3), "heater_power": (200, 5000), "mean_speed": (20, 120),
}  # fmt: skip


def car(rng: np.random.Generator) -> dict[str, float]:
    """Return a car that the library's own kernels make of random parts."""
    c = {name: float(np.exp(rng.uniform(*np.log(ends)))) for name, ends in PARTS.items()}
    c["usable_energy"] = usable_energy.kernel(c["rated_energy"], usable_share=c["usable_share"])
    c["driving_range"] = driving_range.kernel(c["usable_energy"], c["battery_consumption"], capacity_retention=1.0)
    c["cells_mass"] = cells_mass.kernel(c["rated_energy"], c["cell_specific_energy"])
    c["cells_volume"] = cells_volume.kernel(c["rated_energy"], c["cell_energy_density"])
    c["cell_density"] = cell_density.kernel(c["cell_energy_density"], c["cell_specific_energy"])
    mass, volume = c["cell_to_pack_mass_ratio"], c["cell_to_pack_volume_ratio"]
    c["pack_mass"] = pack_mass.kernel(c["rated_energy"], c["cell_specific_energy"], cell_to_pack_mass_ratio=mass)
    c["pack_volume"] = pack_volume.kernel(c["rated_energy"], c["cell_energy_density"], cell_to_pack_volume_ratio=volume)
    c["pack_cost"] = pack_cost.kernel(c["rated_energy"], c["pack_unit_cost"])
    return c | _charge(c) | _cold(c)


def _charge(c: dict[str, float]) -> dict[str, float]:
    energy = c["charge_window"] * c["rated_energy"]
    power = mean_charging_power.kernel(energy, c["charging_time"])
    return {
        "charged_energy": energy,
        "mean_charging_power": power,
        "mean_charging_current": charging_current.kernel(power, c["pack_voltage"]),
        "mean_charge_rate": charge_rate.kernel(power, c["rated_energy"]),
        "range_added": energy / c["battery_consumption"],
    }


def _cold(c: dict[str, float]) -> dict[str, float]:
    drive, heater, speed = c["drive_ratio"], c["heater_power"], c["mean_speed"]
    ratio = consumption_ratio.kernel(c["battery_consumption"], drive_ratio=drive, heater_power=heater, mean_speed=speed)
    kept = range_retention.kernel(c["capacity_retention"], ratio)
    cold = cold_consumption.kernel(c["battery_consumption"], ratio)
    return {"consumption_ratio": ratio, "range_retention": kept, "cold_consumption": cold}


def claimed(name: str, low: float, high: float) -> Claim:
    """Return a claim in house units; money without a price year."""
    unit = quantity(name).unit.replace("money", "CNY")
    return Claim(name, low=f"{low:.9g}", high=f"{high:.9g}", unit=unit, id=name)


def around(built: dict[str, float], names: Iterator[str], width: float) -> list[Claim]:
    """Return claims as ranges round the values of a car."""
    return [claimed(name, built[name] / (1 + width), built[name] * (1 + width)) for name in names]


def trial(rng: np.random.Generator, factor: float = 10.0) -> tuple[bool, bool, bool]:
    """Return of one random set: false alarm, whether one scaled number was found, whether it ought to be.

    It ought to be found where the scaled range misses the one that all other rows imply.
    """
    built = car(rng)
    names = list(rng.choice(sorted(built), size=int(rng.integers(3, 13)), replace=False))
    claims = around(built, iter(names), float(rng.choice([0.001, 0.01, 0.05])))
    alarm = judge(assembled(claims, (), (), ()), claims).verdict not in {"consistent", "not checkable"}
    spoilt = int(rng.integers(len(names)))
    own = claims[spoilt]
    scale = factor if rng.random() < 0.5 else 1 / factor
    low, high = (float(end) * scale for end in own.bounds[:2])  # type: ignore[arg-type]
    changed = [claimed(own.quantity, low, high) if i == spoilt else claim for i, claim in enumerate(claims)]
    found = judge(assembled(changed, (), (), ()), changed).verdict == "contradictory"
    return alarm, found, misses(changed, spoilt, low, high)


def misses(claims: list[Claim], place: int, low: float, high: float) -> bool:
    """Return whether the range that all other rows imply for a claim's quantity has no value in common with it."""
    problem = assembled(claims, (), (), ())
    name = f" | {claims[place].variable}"
    if name not in problem.names:
        return False
    group = next(i for i, g in enumerate(problem.groups) if g.id == claims[place].label and g.tier == Tier.CLAIM)
    aim, rest = np.eye(problem.program.size)[problem.names.index(name)], problem.tiers(Tier.LIMIT) - {group}
    ends = problem.program.least(rest, aim), problem.program.least(rest, -aim)
    least, most = (-np.inf if ends[0] is None else ends[0]), (np.inf if ends[1] is None else -ends[1])
    return bool(np.log(high) < least - 1e-7 or np.log(low) > most + 1e-7)


def errors(sets: int) -> Counter[str]:
    """Return how many of some random sets gave a false alarm, and how many errors were found, expected and differ."""
    counts: Counter[str] = Counter()
    for i in range(sets):
        alarm, found, expected = trial(np.random.default_rng([7, i]))
        counts.update(
            {"sets": 1, "false alarms": alarm, "found": found, "expected": expected, "differ": found != expected}
        )
        if found != expected:
            print(f"set {i}: found {found}, expected {expected}", file=sys.stderr)
        if i % 500 == 499:
            print(f"{i + 1} of {sets}", file=sys.stderr)
    return counts


def measure(quick: bool) -> Result:
    """Return the ratios of a consistent and a contradictory set."""
    rng = np.random.default_rng(1)
    built = car(rng)
    names = "range_added charging_time pack_voltage mean_charging_current rated_energy driving_range pack_mass"
    good = around(built, iter(names.split()), 0.02)
    bad = [claimed("range_added", built["range_added"] * 10, built["range_added"] * 11), *good[1:],
           *around(built, iter(["battery_consumption"]), 0.02)]  # fmt: skip
    ratios = {}
    for label, claims in (("consistent", good), ("contradictory", bad)):
        problem = assembled(claims, (), (), ())
        active = problem.program.active(problem.tiers(Tier.ENVELOPE))
        seconds = race({
            "verdict": lambda claims=claims: judge(assembled(claims, (), (), ()), claims).verdict,
            "call": lambda problem=problem, active=active: problem.program.point(active),
        }, quick=quick)  # fmt: skip
        told = f"verdict on a {label} set / one linprog call on its matrix"
        ratios[f"{label}_over_call"] = Ratio(seconds["verdict"] / seconds["call"], 4.0, told)
    return Result(ratios | report(good, quick))


def report(claims: list[Claim], quick: bool) -> dict[str, Ratio]:
    """Return the ratio of a full report to its calls of the linear program, each on the matrix it is made on."""

    def full() -> Judgement:
        judged = judge(assembled(claims, (), (), ()), claims)
        assert judged.implied
        assert judged.by_claim
        return judged

    problem = full().problem
    programs = {"narrow": problem.program, "wide": problem.wide.program}
    calls = {name: program.calls for name, program in programs.items()}
    rows = {name: list(range(len(program.rows))) for name, program in programs.items()}
    seconds = race(
        {"full": full} | {name: partial(program.point, rows[name]) for name, program in programs.items()}, quick=quick
    )
    own = sum(calls[name] * seconds[name] for name in programs)
    told = f"full report of a consistent set / its {sum(calls.values())} linprog calls"
    return {"report_over_calls": Ratio(seconds["full"] / own, 1.3, told)}


if __name__ == "__main__":
    if "--sets" in sys.argv:
        print(dict(errors(int(sys.argv[sys.argv.index("--sets") + 1]))))
    else:
        main("claim verdicts", measure)
