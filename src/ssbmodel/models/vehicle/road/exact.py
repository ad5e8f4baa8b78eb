"""Positive work exactly: few cases over all steps, more of them by block, many by lists.

All ways give the same sum, to rounding. Lists cost some tens of milliseconds once per cycle and are quickest after.
"""

import functools
from typing import Any

import numpy as np

from ....ground.arrays import are_plain, in_blocks
from .cycle import Cycle
from .lists import LAYERS, by_lists, lists_of
from .shear import inside, sheared, three_ratios
from .sums import FEW, by_block, positive_sum, size_of, sum_at_once

LISTED = 256  # from so many cases on lists are worth building
MOST_STEPS = 8192  # the lists of a longer cycle are too long to keep
BLOCK = 4096  # cases whose pairs with the steps of their lists stay in a core's cache


def exact_ratio(cycle: Cycle, rolling: Any, drag: Any) -> Any:
    """Return positive work per effective mass [Wh/kg], summed over the steps."""
    if is_chunked(rolling, drag):
        return in_chunks(functools.partial(exact_ratio, cycle), rolling, drag)
    every = cycle.columns.inertia, cycle.rolling, cycle.drag
    if not are_plain(rolling, drag):
        return positive_sum(every, (1.0, rolling, drag))
    x, y = np.broadcast_arrays(rolling, drag)
    if x.size > FEW:
        return in_blocks(functools.partial(_level_block, cycle, _is_listed(cycle, x.size)), x, y, size=BLOCK)[0]
    if not inside(x, 0.0, y).all():
        return positive_sum(every, (1.0, x, y))
    (inertia, along, against), *columns = cycle.creases
    return inertia + along * x + against * y + positive_sum(columns, (1.0, x, y))


def positive_work(cycle: Cycle, *loads: Any) -> Any:
    """Return positive work [Wh] of effective mass [kg] and road load in house units, summed over the steps."""
    if is_chunked(*loads):
        return in_chunks(functools.partial(positive_work, cycle), *loads)
    if not are_plain(*loads) or (count := size_of(*loads)) <= FEW:
        return sum_at_once(cycle.columns, loads)
    return in_blocks(functools.partial(_sloped_block, cycle, _is_listed(cycle, count)), *loads, size=BLOCK)[0]


def is_chunked(*arrays: Any) -> bool:
    """Return whether any of them is dask's."""
    return any(hasattr(array, "map_blocks") for array in arrays)


def in_chunks(function: Any, *arrays: Any) -> Any:
    """Return an element-wise function of dask arrays, worked out chunk by chunk when they are computed."""
    from dask import array as dask_array

    library: Any = dask_array
    # what is not in the same chunks would be handed whole to each of them
    whole = iter(library.broadcast_arrays(*(array for array in arrays if np.ndim(array))))
    parts = [next(whole) if np.ndim(array) else array for array in arrays]
    return library.map_blocks(function, *parts, dtype=float)


def _is_listed(cycle: Cycle, count: int) -> bool:
    return count >= LISTED and len(cycle.columns.inertia) <= MOST_STEPS


def _level_block(cycle: Cycle, listed: bool, x: Any, y: Any) -> tuple[Any]:
    """Return w of one block of cases without a force per speed."""
    rows = x.ravel(), y.ravel()
    columns = cycle.columns.inertia, cycle.rolling, cycle.drag
    if not listed:
        return (by_block(columns, rows).reshape(x.shape),)
    lists = lists_of(cycle, 0)
    within = inside(rows[0], 0.0, rows[1])
    return (_divided(within, lambda x, y: by_lists(lists, x, None, y), columns, rows, rows).reshape(x.shape),)


def _sloped_block(cycle: Cycle, listed: bool, *loads: Any) -> tuple[Any]:
    """Return positive work of one block of cases."""
    *ratios, effective = np.broadcast_arrays(*three_ratios(*loads), loads[0])
    x, z, y = rows = [ratio.ravel() for ratio in ratios]
    columns = cycle.columns.inertia, cycle.rolling, cycle.viscous, cycle.drag
    if not listed:
        return (effective * by_block(columns, rows).reshape(effective.shape),)
    lists, shear = lists_of(cycle, LAYERS), sheared(cycle)
    moved = x + shear.along * z, z, y + shear.against * z
    found = _divided(inside(*moved), functools.partial(by_lists, lists), columns, rows, moved)
    return (effective * found.reshape(effective.shape),)


def _divided(within: Any, read: Any, columns: Any, rows: Any, moved: Any) -> Any:
    """Return w read at the moved ratios inside the domain of the lists, summed by block outside."""
    if within.all():
        return read(*moved)
    answer, without = np.empty(within.shape), ~within
    answer[within] = read(*(row[within] for row in moved))
    answer[without] = by_block(columns, [row[without] for row in rows])
    return answer
