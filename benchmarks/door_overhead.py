"""What the strict public door costs, for arrays and for single numbers.

``python benchmarks/door_overhead.py [--quick] [--json]``
"""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pint
from common import Ratio, Result, main, race

from ssbmodel import Q, driving_range, pack_cost
from ssbmodel.ground.door import Door, Slot

SIZE, SIZE_QUICK = 1_000_000, 10_000


def units_only(kernel: Callable[..., Any]) -> Door[..., Any]:
    """Return a door of the same kernel that checks units and looks at no value."""
    with patch.object(Slot, "inside", lambda slot, magnitude: True):
        return Door(kernel)


def arrays(quick: bool) -> dict[str, Ratio]:
    """Return the ratios for arrays in the declared units."""
    size = SIZE_QUICK if quick else SIZE
    rng = np.random.default_rng(1)
    energy, consumption, retention = (rng.uniform(*ends, size) for ends in ((5e4, 2e5), (100, 250), (0.7, 1.0)))
    e, c, r = Q(energy, "Wh"), Q(consumption, "Wh/km"), Q(retention, "")
    kernel, unchecked = driving_range.kernel, units_only(driving_range.kernel)

    def passes_and_units() -> Any:
        # In one call: passes alone would find in cache what the kernel's own arrays push out of it.
        return [(x.min(), x.max()) for x in (energy, consumption, retention)], unchecked(e, c, capacity_retention=r)

    seconds = race(
        {
            "kernel": lambda: kernel(energy, consumption, capacity_retention=retention),
            "units": lambda: unchecked(e, c, capacity_retention=r),
            "door": lambda: driving_range(e, c, capacity_retention=r),
            "passes": passes_and_units,
        },
        quick=quick,
    )
    passes = "door with bounds / one min and one max pass per input, then the door without"
    return {
        "units_over_kernel": Ratio(seconds["units"] / seconds["kernel"], 1.10, "door without bounds / bare kernel"),
        "bounds_over_passes": Ratio(seconds["door"] / seconds["passes"], 1.05, passes),
        "door_over_kernel": Ratio(seconds["door"] / seconds["kernel"], None, "door with bounds / bare kernel"),
    }


def scalars(quick: bool) -> dict[str, Ratio]:
    """Return the ratios for single numbers, against pint's arithmetic in a registry of its own."""
    e, c, r, u = Q(150, "kWh"), Q(160, "Wh/km"), Q(0.9, ""), Q(1.9, "CNY_2025/Wh")
    peer = pint.UnitRegistry()
    peer.define("CNY_2025 = [CNY_2025]")
    pe, pc, pr = peer.Quantity(150.0, "kWh"), peer.Quantity(160.0, "Wh/km"), peer.Quantity(0.9, "")
    pu = peer.Quantity(1.9, "CNY_2025/Wh")
    seconds = race(
        {
            "range": lambda: driving_range(e, c, capacity_retention=r),
            "cost": lambda: pack_cost(e, u),
            "pint_range": lambda: (pe * pr / pc).to("km"),
            "pint_cost": lambda: pe * pu,
        },
        quick=quick,
    )
    return {
        "scalar_range_over_pint": Ratio(seconds["range"] / seconds["pint_range"], 0.2, "door / (E * r / c).to('km')"),
        "scalar_cost_over_pint": Ratio(seconds["cost"] / seconds["pint_cost"], 0.6, "door / E * c in pint"),
    }


def measure(quick: bool) -> Result:
    """Return all ratios of the door."""
    return Result({**arrays(quick), **scalars(quick)})


if __name__ == "__main__":
    main("door overhead", measure)
