"""Cost, mass and range of a million packs, in copies of an array and against plain numpy.

``python benchmarks/million_packs.py [--quick] [--json]``
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from common import Ratio, Result, copy_time, main, race

from ssbmodel import Q, driving_range, pack_cost, pack_mass

PACKS, PACKS_QUICK = 1_000_000, 10_000
Call = Callable[[], Any]


def calls(size: int) -> tuple[dict[str, Call], dict[str, Call]]:
    """Return the three questions for ``size`` packs, asked at the door and in plain numpy."""
    rng = np.random.default_rng(2)
    spans = {"e": (5e4, 2e5), "u": (0.4, 6.2), "g": (250, 500), "m": (0.5, 0.8), "c": (100, 250), "r": (0.7, 1.0)}
    x = {name: rng.uniform(*ends, size) for name, ends in spans.items()}
    units = {"e": "Wh", "u": "CNY_2025/Wh", "g": "Wh/kg", "m": "", "c": "Wh/km", "r": ""}
    q = {name: Q(x[name], unit) for name, unit in units.items()}
    ours: dict[str, Call] = {
        "pack_cost": lambda: pack_cost(q["e"], q["u"]),
        "pack_mass": lambda: pack_mass(q["e"], q["g"], cell_to_pack_mass_ratio=q["m"]),
        "driving_range": lambda: driving_range(q["e"], q["c"], capacity_retention=q["r"]),
    }
    plain: dict[str, Call] = {
        "pack_cost": lambda: x["e"] * x["u"],
        "pack_mass": lambda: x["e"] / (x["g"] * x["m"]),
        "driving_range": lambda: x["e"] * x["r"] / x["c"],
    }
    return ours, plain


def measure(quick: bool) -> Result:
    """Return the ratios of each question."""
    size = PACKS_QUICK if quick else PACKS
    copy = copy_time(quick) * size
    ours, plain = calls(size)
    seconds = race({**ours, **{f"numpy {name}": call for name, call in plain.items()}}, quick=quick)
    ratios = {}
    for name in ours:
        ratios[f"{name}_in_copies"] = Ratio(seconds[name] / copy, None, "door / one copy of as many elements")
        ratios[f"{name}_over_numpy"] = Ratio(seconds[name] / seconds[f"numpy {name}"], None, "door / the plain formula")
    return Result(ratios, {"one copy": f"{copy / size * 1e9:.2f} ns per element"})


if __name__ == "__main__":
    main("a million packs", measure)
