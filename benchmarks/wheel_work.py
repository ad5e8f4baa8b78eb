"""Work at the wheels of many cars: in copies of an array, and against FASTSim where it is installed.

``python benchmarks/wheel_work.py [--quick] [--json]``; FASTSim 3.1 beside it: ``pip install fastsim==3.1.0``.
"""

import importlib
import importlib.metadata
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from common import Ratio, Result, copy_time, main, race

from ssbmodel import (
    battery_consumption,
    presets,
    tabulated_work,
    wheel_work,
    wheel_work_from_coefficients,
    work_bounds,
)
from ssbmodel.ground.arrays import in_blocks
from ssbmodel.models.vehicle.road.layers import tabulated_work_from_coefficients, work_bounds_from_coefficients
from ssbmodel.models.vehicle.road.sums import positive_sum

CARS, CARS_QUICK = 20_000, 2_000
MANY, MANY_QUICK = 1_000_000, 40_000
CYCLES = ("UDDS", "HWFET", "US06", "WLTC", "NEDC")
DENSITIES = (1.395, 1.29, 1.19)  # kg/m3 at -20, 0 and 23 degC
MOST_COPIES, LEAST_TABLE, LEAST_EXACT, MOST_WIDTH, MOST_DIFFERENCE = 60.0, 5e5, 2e4, 2e-4, 1e-3
MOST_OF_ALL_STEPS = 0.1  # the lists were built for a tenth at most
# FASTSim: its Zoe, the density its drag energy implies, and its g over the standard one
ZOE = {"mass": 1600.0, "drag_area": 0.33 * 2.5121646, "rolling": 0.009 * 9.80 / 9.80665, "density": 1.1728}
ZOE_INERTIA = 1 + 4 * 0.815 / (0.31045**2 * 1600.0)
BLOCK = 12_288
Call = Callable[[], Any]


def cars(count: int) -> tuple[list[Any], dict[str, Any]]:
    """Return random cars over the range that the table is made for."""
    rng = np.random.default_rng(7)
    ends = ((900, 3500), (0.4, 1.6), (0.004, 0.016), (1.0, 1.08))
    mass, area, rolling, inertia = (rng.uniform(*end, count) for end in ends)
    return [mass, area, rolling], {"air_density": 1.19, "inertia_factor": inertia, "grade": 0.0}


def answers(cycle: Any, args: list[Any], named: dict[str, Any]) -> Any:
    """Return consumption at the battery from the table, efficiencies and auxiliaries included."""
    work = tabulated_work.kernel(cycle, *args, **named)
    parts = {"no_load_loss": 0.0, "auxiliary_energy": 300.0 * cycle.duration, "trip_distance": cycle.distance}
    efficiencies = {"traction_efficiency": 0.9, "regeneration_efficiency": 0.6}
    return battery_consumption.kernel(work.positive_work, work.braking_work, **efficiencies, **parts)


def consumption_of(cycle: Any, args: list[Any], named: dict[str, Any]) -> Any:
    """Return the consumption of all cars, worked out in blocks."""

    def block(*values: Any) -> tuple[Any]:
        mass, area, rolling, inertia = values
        return (answers(cycle, [mass, area, rolling], named | {"inertia_factor": inertia}),)

    return in_blocks(block, *args, named["inertia_factor"], size=BLOCK)[0]


def million_trips(count: int) -> float:
    """Return the seconds per answer of a million cars on five cycles in three densities of air, streamed in blocks.

    All blocks do the same work; the quietest stands for them, as the quietest copy does for copies.
    """
    args, named = cars(count)
    driven = [presets.cycle(name) for name in CYCLES]
    best, total = float("inf"), 0.0
    for first in range(0, count - BLOCK + 1, BLOCK):
        part = slice(first, first + BLOCK)
        some, inertia = [arg[part] for arg in args], named["inertia_factor"][part]
        start = time.perf_counter()
        for cycle in driven:
            for density in DENSITIES:
                given = {"air_density": density, "inertia_factor": inertia, "grade": 0.0}
                total += float(answers(cycle, some, given).sum())
        best = min(best, time.perf_counter() - start)
    return best / (BLOCK * len(driven) * len(DENSITIES))


def width(args: list[Any], named: dict[str, Any]) -> float:
    """Return the widest certificate over all cars and cycles; a car outside one ends the benchmark."""
    widest = 0.0
    for name in CYCLES:
        cycle = presets.cycle(name)
        exact = wheel_work.kernel(cycle, *args, **named).positive_work
        least, most, _ = work_bounds.kernel(cycle, *args, **named)
        if not ((least <= exact) & (exact <= most)).all():
            raise AssertionError(f"{name}: a certificate does not contain the exact work")
        widest = max(widest, float(((most - least) / exact).max()))
    return widest


def measure(quick: bool) -> Result:
    """Return the ratios."""
    count = CARS_QUICK if quick else CARS
    args, named = cars(count)
    copy = copy_time(quick)
    calls: dict[str, Call] = {}
    for name in ("UDDS", "HWFET"):
        cycle = presets.cycle(name)
        calls[f"table {name}"] = lambda c=cycle: consumption_of(c, args, named)  # type: ignore[misc]
        calls[f"bounds {name}"] = lambda c=cycle: work_bounds.kernel(c, *args, **named)  # type: ignore[misc]
        calls[f"exact {name}"] = lambda c=cycle: wheel_work.kernel(c, *args, **named)  # type: ignore[misc]
    seconds = {name: value / count for name, value in race(calls, quick=quick, repeats=3).items()}
    trips = million_trips(MANY_QUICK if quick else MANY)
    widest = width(args, named)
    ratios = {
        "trips_in_copies": Ratio(trips / copy, MOST_COPIES, "one of 15 answers per car / one copy of an element"),
        "certificate_width": Ratio(widest / MOST_WIDTH, 1.0, f"widest certificate, {widest:.1e} of the work / 2e-4"),
        "bounds_over_table": Ratio(seconds["bounds UDDS"] / seconds["table UDDS"], None, "interval / value"),
        "exact_over_table": Ratio(seconds["exact UDDS"] / seconds["table UDDS"], None, "exact sum / table, UDDS"),
    }
    ratios |= from_coefficients(copy, quick) | beside_fastsim(seconds)
    notes = {name: f"{value * 1e9:.1f} ns per car" for name, value in seconds.items()}
    return Result(ratios, notes | {"one copy": f"{copy * 1e9:.2f} ns", "one trip": f"{trips * 1e9:.1f} ns"})


def loads(count: int) -> tuple[Any, ...]:
    """Return mass, road load A, B, C in house units and inertia factor of random cars."""
    rng = np.random.default_rng(8)
    ends = ((900, 3500), (0.003, 0.015), (-0.001, 0.0035), (0.3, 1.6), (1.0, 1.08))
    mass, rolling, slope, area, inertia = (rng.uniform(*end, count) for end in ends)
    return mass, mass * 9.80665 * rolling / 3.6, mass * slope / 12.96, 0.6 * area / 46.656, inertia


def from_coefficients(copy: float, quick: bool) -> dict[str, Ratio]:
    """Return what work from road-load coefficients costs per car, in the mean of the five cycles, in one block."""
    count = CARS_QUICK if quick else BLOCK
    *given, inertia = loads(count)
    driven = [presets.cycle(name) for name in CYCLES]

    def each(door: Any) -> Call:
        return lambda: [door.kernel(cycle, *given, inertia_factor=inertia) for cycle in driven]

    calls = {"exact": each(wheel_work_from_coefficients), "table": each(tabulated_work_from_coefficients)}
    calls["bounds"] = each(work_bounds_from_coefficients)
    calls["steps"] = lambda: [positive_sum(cycle.columns, (inertia * given[0], *given[1:])) for cycle in driven]
    seconds = {name: value / count / len(CYCLES) for name, value in race(calls, quick=quick, repeats=3).items()}
    told = {"exact": "exact by lists", "table": "table of three axes", "bounds": "its interval"}
    ratios = {
        f"coefficients_{name}_in_copies": Ratio(seconds[name] / copy, None, f"{text} / one copy of an element")
        for name, text in told.items()
    }
    meaning = "exact by lists / the sum over all steps"
    return ratios | {"lists_over_all_steps": Ratio(seconds["exact"] / seconds["steps"], MOST_OF_ALL_STEPS, meaning)}


def beside_fastsim(seconds: dict[str, float]) -> dict[str, Ratio]:
    """Return how many of ours FASTSim's time for one car and cycle holds; nothing where it is not installed."""
    try:
        fastsim: Any = importlib.import_module("fastsim")
        version = importlib.metadata.version("fastsim")
    except ModuleNotFoundError:
        return {}
    ratios = {}
    run = _with_3 if version.startswith("3") else _with_2
    for name in ("UDDS", "HWFET"):
        theirs, difference = run(fastsim, name)
        for ours, least in (("table", LEAST_TABLE), ("exact", LEAST_EXACT)):
            part = seconds[f"{ours} {name}"] / theirs
            bar = 1.0 if version.startswith("3") else None
            told = f"time / ({least:,.0f}th of FASTSim {version}); it is 1 / {1 / part:,.0f}"
            ratios[f"{ours}_beside_fastsim_{name}"] = Ratio(part * least, bar, told)
        if difference is not None:
            told = f"net work, {difference:.1e} from FASTSim's / 1e-3"
            ratios[f"net_work_difference_{name}"] = Ratio(difference / MOST_DIFFERENCE, 1.0, told)
    return ratios


def _with_3(fastsim: Any, name: str) -> tuple[float, float | None]:
    """Return FASTSim's quietest seconds without history, and how far our net work is from its tractive energy."""
    vehicle = fastsim.Vehicle.from_resource("2022_Renault_Zoe_ZE50_R135.yaml")
    vehicle.set_save_interval(None)
    cycle = fastsim.Cycle.from_resource(f"{name.lower()}.csv")
    best = float("inf")
    for _ in range(7):
        drive = fastsim.SimDrive(vehicle, cycle)
        start = time.perf_counter()
        getattr(drive, "run", drive.walk)()
        best = min(best, time.perf_counter() - start)
    theirs = drive.to_dict()["veh"]["state"]["energy_tractive_joules"] / 3600
    named = {"air_density": ZOE["density"], "inertia_factor": ZOE_INERTIA, "grade": 0.0}
    ours = wheel_work.kernel(presets.cycle(name), ZOE["mass"], ZOE["drag_area"], ZOE["rolling"], **named).net_work
    return best, abs(float(ours) / theirs - 1)


def _with_2(fastsim: Any, name: str) -> tuple[float, None]:
    """Return the quietest seconds of FASTSim 2 by its compiled core."""
    vehicle = fastsim.vehicle.Vehicle.from_vehdb(17).to_rust()
    cycle = fastsim.cycle.Cycle.from_file(name.lower()).to_rust()
    best = float("inf")
    for _ in range(7):
        drive = fastsim.simdrive.RustSimDrive(cycle, vehicle)
        start = time.perf_counter()
        drive.sim_drive()
        best = min(best, time.perf_counter() - start)
    return best, None


if __name__ == "__main__":
    main("work at the wheels", measure)
