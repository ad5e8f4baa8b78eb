"""Cars and cycles that several tests drive."""

from typing import Any

import numpy as np

from ssbmodel import Q, presets, road_load
from ssbmodel.models.vehicle.climate import Car

CYCLES = ("UDDS", "HWFET", "US06", "WLTC", "NEDC")
# mass kg, drag area m2, rolling resistance, inertia factor, air density kg/m3
REFERENCE = {
    "R1": (1950.0, 0.62, 0.0085, 1.04, 1.19),
    "R2": (1500.0, 0.70, 0.0100, 1.00, 1.225),
    "R3": (2300.0, 0.80, 0.0090, 1.02, 1.395),
}


def arguments(name: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the inputs of the work kernels for a reference car."""
    mass, area, rolling, inertia, density = REFERENCE[name]
    return (mass, area, rolling), {"air_density": density, "inertia_factor": inertia, "grade": 0.0}


def random_cars(count: int, seed: int = 1) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return as many cars, drawn over the range that the table is made for."""
    rng = np.random.default_rng(seed)
    ends = ((900, 3500), (0.4, 1.6), (0.004, 0.016), (0.9, 1.45), (1.0, 1.08))
    mass, area, rolling, density, inertia = (rng.uniform(*end, count) for end in ends)
    return (mass, area, rolling), {"air_density": density, "inertia_factor": inertia, "grade": 0.0}


def reference_car(auxiliary: str = "300 W") -> Car:
    """Return the reference car R1 with quantities."""
    mass, area, rolling, inertia, density = REFERENCE["R1"]
    loads = road_load(Q(mass, "kg"), Q(area, "m2"), Q(rolling, ""), air_density=Q(density, "kg/m3"))
    return Car(Q(mass, "kg"), Q(inertia, ""), *loads, Q(0.897, ""), Q(0.79, ""), Q(0, "W"), Q(auxiliary))


def cycle(name: str) -> Any:
    """Return a shipped cycle."""
    return presets.cycle(name)
