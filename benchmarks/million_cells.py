"""A million designs of cells, packs and plants: in copies of an array of as many, and rounds of the fixed point.

``python benchmarks/million_cells.py [--quick] [--json]``
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from common import Ratio, Result, copy_time, main, race
from pipeline import memory

from ssbmodel import Q, in_blocks
from ssbmodel.study.cells.solve import MOVED, published_design, solve_reference

DESIGNS, QUICK = 1_000_000, 20_000
ONE_BLOCK = 8_192  # designs that the fixed point moves together
ROUNDS = 40  # of one search, which draws up its plan once
MOST_MEMORY = 64 * 2**20
Call = Callable[[], Any]

DESIGN = published_design()
CHAIN = DESIGN.kernel("base_pack_price", "pack_mass_unpressed", "jacket_volume", varied=MOVED)
CELLS = DESIGN.kernel("stack_mass", "single_cell_mass", "single_cell_volume", varied=MOVED)
# what each round of the fixed point asks, and all of the pack around it
PACK = DESIGN.kernel("pack_energy", "chosen_coating", "layer_count", "pack_mass_unpressed", varied=MOVED)


def columns(count: int) -> dict[str, Any]:
    """Return designs by their capacity, positive coating and cell thickness."""
    rng = np.random.default_rng(4)
    ends = {"positive_coating": (30e-6, 120e-6), "single_cell_capacity": (60, 75), "cell_thickness": (0.018, 0.022)}
    return {name: rng.uniform(*between, count) for name, between in ends.items()}


def fixed_point() -> dict[str, Call]:
    """Return a round's two sides: the walk from layers to pack, and the search that repeats it."""
    some = columns(ONE_BLOCK)
    times = Q(np.random.default_rng(5).uniform(10, 60, ONE_BLOCK), "min")
    return {
        "pack": lambda: PACK(**some),
        "solve": lambda: solve_reference(times, cell_thickness=Q(some["cell_thickness"], "m"), rounds=ROUNDS),
    }


QUESTIONS: dict[str, Callable[..., Any]] = {"cells": CELLS, "chain": CHAIN}


def measure(quick: bool) -> Result:
    """Return each question's time in copies of as many elements, and a round's over a walk along the chain."""
    count = QUICK if quick else DESIGNS
    designs = columns(count)
    kept = {name: {key: np.full(count, 0.0) for key in ask(**columns(2))} for name, ask in QUESTIONS.items()}
    calls = {
        name: lambda name=name, ask=ask: in_blocks(ask, designs, out=kept[name]) for name, ask in QUESTIONS.items()
    }
    before = memory()  # the most so far, so the arrays that are copied come after
    for call in calls.values():
        call()
    growth, copy = memory() - before, copy_time(quick) * count
    seconds = race(calls, quick=quick, repeats=2 if quick else 5)
    seconds |= race(fixed_point(), quick=quick, repeats=2 if quick else 5)
    ratios = {
        "stack_and_cell_in_copies": Ratio(seconds["cells"] / copy, 60, "stack and cell / one copy of as many elements"),
        "chain_in_copies": Ratio(seconds["chain"] / copy, 600, "layers to price / one copy of as many elements"),
        "round_over_pack": Ratio(
            seconds["solve"] / ROUNDS / seconds["pack"], 1.2, "a round of the fixed point / layers to pack"
        ),
        "memory_growth": Ratio(max(growth, 1) / MOST_MEMORY, 1.0, f"growth over sweeps of {count:,} designs / 64 MiB"),
    }
    rate = count / seconds["chain"]
    return Result(ratios, {"designs": f"{rate:,.0f} packs and prices per second", "swept": f"{count:,} designs"})


if __name__ == "__main__":
    main("a million cells", measure)
