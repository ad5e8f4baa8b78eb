"""Exact sums by lists: each cell of a coarse grid knows its linear term and the few steps that may change sign in it.

The grid has the axes of the sheared ratios (see :mod:`.shear`): X even, Y by the square, z even with a node at 0. A
step that keeps its sign at a cell's corners keeps it in the cell, so nothing is approximated.
"""

from typing import Any, NamedTuple

import numpy as np

from .cycle import DRAG_END, ROLLING_ENDS, Cycle
from .shear import LINEAR_ENDS, sheared

ROWS, COLUMNS, LAYERS = 64, 96, 3  # cells along X, Y, z
BLOCK = 4096  # cases whose pairs with the steps of their lists stay in a core's cache
LOW, HIGH = ROLLING_ENDS
LEAST, MOST = LINEAR_ENDS


class Lists(NamedTuple):
    """Per cell four sums over the steps always positive, and where in ``steps`` its list starts and how long it is."""

    layers: int
    columns: tuple[Any, Any, Any, Any]
    fixed: tuple[Any, Any, Any, Any]
    start: Any
    count: Any
    steps: Any


def lists_of(cycle: Cycle, layers: int = LAYERS) -> Lists:
    """Return the lists of a cycle, built when first asked for and kept with it; without layers those for z = 0."""
    kept: dict[int, Lists] = cycle.__dict__.setdefault("lists", {})
    if layers not in kept:
        kept[layers] = _built(cycle, layers)
    return kept[layers]


def by_lists(lists: Lists, x: Any, z: Any, y: Any) -> Any:
    """Return w of plain rows of cases inside the domain, x and y sheared: exactly the sum over all steps."""
    a, b, r, c = lists.columns
    constant, along, slope, against = lists.fixed
    at = _cell(lists, x, z, y)
    count = lists.count.take(at)
    end = np.cumsum(count)
    who = np.repeat(np.arange(len(at)), count)
    first = np.repeat(lists.start.take(at) - end + count, count)
    step = lists.steps.take(np.add(first, np.arange(len(who)), out=first))
    work = a.take(step)
    fixed = constant.take(at)
    parts = ((b, along, x), (c, against, y), (r, slope, z)) if lists.layers else ((b, along, x), (c, against, y))
    for column, per_cell, value in parts:
        part = column.take(step)
        work += np.multiply(part, value.take(who), out=part)
        fixed += per_cell.take(at) * value
    return fixed + np.bincount(who, np.maximum(work, 0.0, out=work), len(at))


def _cell(lists: Lists, x: Any, z: Any, y: Any) -> Any:
    """Return the cell of each case; the last node belongs to the last cell."""
    row = np.minimum(np.floor((x - LOW) * (ROWS / (HIGH - LOW))), ROWS - 1)
    column = np.minimum(np.floor(np.sqrt(y) * (COLUMNS / DRAG_END**0.5)), COLUMNS - 1)
    if not lists.layers:
        return (row * COLUMNS + column).astype(np.intp)
    layer = np.minimum(np.floor((z - LEAST) * (lists.layers / (MOST - LEAST))), lists.layers - 1)
    return ((layer * ROWS + row) * COLUMNS + column).astype(np.intp)


def _built(cycle: Cycle, layers: int) -> Lists:
    """Sort every step of every row of cells by the columns from which on it may be, and surely is, positive."""
    columns = sheared(cycle).columns
    xs, ys = np.linspace(LOW, HIGH, ROWS + 1), DRAG_END * (np.arange(COLUMNS + 1) / COLUMNS) ** 2
    zs = np.linspace(LEAST, MOST, layers + 1) if layers else np.zeros(2)
    row, step = steps_by_row((len(zs) - 1) * ROWS, len(columns[0]))
    opens, closes = (found.ravel() for found in _thresholds(columns, xs, zs, ys))
    fixed = tuple(summed(row, closes, column[step], COLUMNS) for column in columns)
    length = closes - opens
    cell = np.repeat(row * COLUMNS + opens - np.cumsum(length) + length, length) + np.arange(length.sum())
    count = np.bincount(cell, minlength=len(fixed[0]))
    order = np.argsort(cell, kind="stable")
    steps = np.repeat(step, length)[order]
    return Lists(layers, columns, fixed, np.cumsum(count) - count, count, steps)


def _thresholds(columns: Any, xs: Any, zs: Any, ys: Any) -> tuple[Any, Any]:
    """Return per layer, row and step the first cell in Y where it may be, and the first where it is, positive."""
    a, b, r, c = columns
    ends = r * zs[:-1, None], r * zs[1:, None]
    least = a + b * xs[:-1, None] + np.minimum(*ends)[:, None]
    most = a + b * xs[1:, None] + np.maximum(*ends)[:, None]
    # a step is open in cell j if it is positive at that cell's upper end, ys[j + 1], at its most
    with np.errstate(divide="ignore", invalid="ignore"):  # a step so slow that its drag is 0
        opens = np.searchsorted(ys[1:], -most / c, side="right")
        closes = np.searchsorted(ys[:-1], -least / c, side="left")
    return np.minimum(opens, closes), closes


def steps_by_row(rows: int, steps: int) -> tuple[Any, Any]:
    """Return row and step of every pair of the two."""
    return np.repeat(np.arange(rows), steps), np.tile(np.arange(steps), rows)


def summed(row: Any, first: Any, values: Any, columns: int) -> Any:
    """Return per row and column the sum of the values whose first column is not after it, in one row."""
    rows = int(row[-1]) + 1
    sums = np.bincount(row * (columns + 1) + first, values, rows * (columns + 1))
    return np.cumsum(sums.reshape(rows, columns + 1), axis=1)[:, :columns].ravel()
