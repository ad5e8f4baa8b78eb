"""Designs of cells, packs and plants in bulk: in copies of an array, block by block, and rounds of the fixed point.

``python benchmarks/million_cells.py [--quick] [--json]``
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from common import Ratio, Result, copy_time, main, race

from ssbmodel import Q
from ssbmodel.ground.arrays import plain_record
from ssbmodel.models.battery.reference.cell import pouch_cell
from ssbmodel.models.battery.stack import insertion_pair, stack, stack_specific_energy
from ssbmodel.presets.cells.reference import reference
from ssbmodel.study.cells.chain import kernels, pack_of, priced
from ssbmodel.study.cells.solve import solve_reference

# Blocks fit a core's cache; a million designs are sixty of them, and memory stays that of one.
BLOCK = 8_192
Call = Callable[[], Any]


def calls() -> dict[str, Call]:
    """Return the questions for one block of designs."""
    rng = np.random.default_rng(4)
    areal, capacity, thickness = (
        rng.uniform(20, 80, BLOCK),
        rng.uniform(60, 75, BLOCK),
        rng.uniform(0.018, 0.022, BLOCK),
    )
    way, duty = kernels(), plain_record(reference().duty(Q(60, "min")))
    sides = {name: plain_record(side) for name, side in reference().sides().items()}

    def cells() -> Any:
        pair = insertion_pair.kernel(areal, **sides)
        energy = stack_specific_energy.kernel(areal, 3.7, stack.kernel(repeat=pair).stack_mass)
        return energy, pouch_cell.kernel(
            capacity, thickness, repeat=pair, shape=way.parts.pouch, metals=way.parts.metals
        )

    def chain() -> Any:
        pair = insertion_pair.kernel(areal, **sides)
        return priced(pack_of(way, pair, duty, capacity, thickness), 5e5, way)

    def pack() -> Any:
        return pack_of(way, insertion_pair.kernel(areal, **sides), duty, capacity, thickness)

    times = Q(rng.uniform(10, 60, BLOCK), "min")
    return {"cells": cells, "pack": pack, "chain": chain, "fixed point": lambda: _solved(times, thickness)}


def _solved(times: Any, thickness: Any) -> Any:
    return solve_reference(times, cell_thickness=Q(thickness, "m"), rounds=ROUNDS)


ROUNDS = 10


def measure(quick: bool) -> Result:
    """Return each question's time in copies of as many elements, and a round's over a walk along the chain."""
    copy = copy_time(quick) * BLOCK
    seconds = race(calls(), quick=quick, repeats=2 if quick else 7)
    ratios = {
        "stack_and_cell_in_copies": Ratio(seconds["cells"] / copy, 60, "stack and cell / one copy of as many elements"),
        "chain_in_copies": Ratio(seconds["chain"] / copy, 600, "layers to price / one copy of as many elements"),
        "round_over_pack": Ratio(
            seconds["fixed point"] / ROUNDS / seconds["pack"], 1.2, "a round of the fixed point / layers to pack"
        ),
    }
    rate = BLOCK / seconds["chain"]
    return Result(ratios, {"designs": f"{rate:,.0f} packs and prices per second", "block": f"{BLOCK} designs"})


if __name__ == "__main__":
    main("a million cells", measure)
