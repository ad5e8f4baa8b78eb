"""Work at the wheels from road-load coefficients by a table of three axes, and the certificate that comes with it.

The axes are the sheared ratios X, Y, z (see :mod:`.shear`). Positive work is convex in them, so that the value
interpolated between the eight corners of a cell is never below it, and the tangent at the cell's centre never above it.
Most of the curvature along z is gone with the shear: four layers suffice, and the one at z = 0 has no force per speed.
"""

import functools
from typing import Any, NamedTuple

import numpy as np

from ....ground.arrays import PLAIN, are_plain, in_blocks, namespace
from ....ground.door import door
from ....ground.quantities import Force, ForcePerSpeed, ForcePerSpeedSquared, InertiaFactor, PositiveMass
from .cycle import DRAG_END, ROLLING_ENDS, Cycle
from .exact import in_chunks, is_chunked, positive_work
from .lists import steps_by_row, summed
from .shear import LINEAR_ENDS, Sheared, inside, sheared, three_ratios
from .table import ROUNDING, TabulatedWork, WorkBounds
from .work import braking_work, net_work_of

ROWS, COLUMNS, LAYERS = 65, 97, 4  # nodes along X, Y, z
BLOCK = 12_288  # cases whose arrays stay in a core's cache
LOW, HIGH = ROLLING_ENDS
LEAST, MOST = LINEAR_ENDS
_PER_ROW, _PER_COLUMN, _PER_LAYER = (
    (ROWS - 1) / (HIGH - LOW),
    (COLUMNS - 1) / DRAG_END**0.5,
    (LAYERS - 1) / (MOST - LEAST),
)


class Layers(NamedTuple):
    """Per cell the coefficients of 1, X, Y, X Y, each a constant and a slope along z, and the tangent at its centre."""

    shear: Sheared
    cells: tuple[tuple[Any, Any], ...]
    centres: tuple[Any, Any, Any, Any]


@door
def tabulated_work_from_coefficients(
    cycle: Cycle,
    mass: PositiveMass,
    road_load_a: Force,
    road_load_b: ForcePerSpeed,
    road_load_c: ForcePerSpeedSquared,
    *,
    inertia_factor: InertiaFactor,
) -> TabulatedWork:
    r"""Work at the wheels over a cycle from road-load coefficients, from a table: for millions of cars.

    .. math:: W_+ = k m \, w\!\left(\frac{A}{k m g}, \frac{B}{k m}, \frac{2 C}{k m}\right)

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed; its table is built when first asked for.
    mass : quantity, any shape [kg]
        Mass :math:`m` of the car as tested, with its load.
    road_load_a : quantity, broadcast [Wh/km]
        Force :math:`A` at standstill; one newton is one joule per metre.
    road_load_b : quantity, broadcast [Wh h/km2]
        Force per speed :math:`B`; negative in some certificates.
    road_load_c : quantity, broadcast [Wh h2/km3]
        Force per speed squared :math:`C`.
    inertia_factor : quantity, broadcast [1]
        Mass with the turning parts over mass, :math:`k`.

    Returns
    -------
    TabulatedWork of quantities, shape of the inputs broadcast
        Positive, net and braking work [Wh]
        and 1 where the table answered, 0 where the case lies outside it and the exact sum did [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    Never below the exact :func:`wheel_work_from_coefficients`; :func:`work_bounds_from_coefficients` says how far
    above at most.

    References
    ----------
    Own derivation (docs/decisions/010-work-from-a-table.md, and the shear in :mod:`.shear`); checked against the
    exact sum on 20,000 cars.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> work = tabulated_work_from_coefficients(
    ...     presets.cycle("UDDS"), Q(2268, "kg"), Q(150.8, "N"), Q(0.338, "N s/m"), Q(0.3713, "N s2/m2"),
    ...     inertia_factor=Q(1.015, ""),
    ... )
    >>> round(float(work.net_work.magnitude / 11.99)), float(work.from_table.magnitude)
    (66, 1.0)
    """
    loads = mass, road_load_a, road_load_b, road_load_c, inertia_factor
    return TabulatedWork(*_answered(functools.partial(_tabulated, cycle), 4, loads))


@door
def work_bounds_from_coefficients(
    cycle: Cycle,
    mass: PositiveMass,
    road_load_a: Force,
    road_load_b: ForcePerSpeed,
    road_load_c: ForcePerSpeedSquared,
    *,
    inertia_factor: InertiaFactor,
) -> WorkBounds:
    r"""Interval that contains the positive work at the wheels, from the table of road-load coefficients alone.

    .. math:: w_c + \nabla w_c \cdot (p - p_c) \le w(p) \le \text{interpolated corners}

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed; its table is built when first asked for.
    mass : quantity, any shape [kg]
        Mass of the car as tested, with its load.
    road_load_a : quantity, broadcast [Wh/km]
        Force at standstill.
    road_load_b : quantity, broadcast [Wh h/km2]
        Force per speed; negative in some certificates.
    road_load_c : quantity, broadcast [Wh h2/km3]
        Force per speed squared.
    inertia_factor : quantity, broadcast [1]
        Mass with the turning parts over mass.

    Returns
    -------
    WorkBounds of quantities, shape of the inputs broadcast
        Least and most positive work [Wh]
        and 1 where the table answered, 0 where the exact sum did [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation from convexity (docs/decisions/010-work-from-a-table.md); checked against the exact sum on 20,000
    cars.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> ends = work_bounds_from_coefficients(
    ...     presets.cycle("UDDS"), Q(2268, "kg"), Q(150.8, "N"), Q(0.338, "N s/m"), Q(0.3713, "N s2/m2"),
    ...     inertia_factor=Q(1.015, ""),
    ... )
    >>> bool(0.0 <= ends.most_work / ends.least_work - 1 < 1e-4)
    True
    """
    loads = mass, road_load_a, road_load_b, road_load_c, inertia_factor
    return WorkBounds(*_answered(functools.partial(_bounded, cycle), 3, loads))


def layers_of(cycle: Cycle) -> Layers:
    """Return the table of a cycle, built when first asked for and kept with it."""
    kept: Any = cycle.__dict__.get("layers")
    if kept is None:
        kept = cycle.__dict__["layers"] = _built(cycle)
    return kept


def _built(cycle: Cycle) -> Layers:
    """Work out values at the nodes, tangents at the cells' centres, and the cells' coefficients."""
    shear = sheared(cycle)
    xs, ys = np.linspace(LOW, HIGH, ROWS), DRAG_END * (np.arange(COLUMNS) / (COLUMNS - 1)) ** 2
    zs = np.linspace(LEAST, MOST, LAYERS)
    constant, along, slope, against = _planes(shear.columns, zs, xs, ys)
    values = constant + along * xs[:, None] + slope * zs[:, None, None] + against * ys
    layers = np.stack(_bilinear(values, xs, ys))
    rise = np.diff(layers, axis=1) / np.diff(zs)[:, None, None]
    start = layers[:, :-1] - rise * zs[:-1, None, None]
    centres = _planes(shear.columns, *((axis[1:] + axis[:-1]) / 2 for axis in (zs, xs, ys)))
    return Layers(shear, tuple(zip(_flat(start), _flat(rise))), _flat(centres))


def _planes(columns: Any, zs: Any, xs: Any, ys: Any) -> tuple[Any, ...]:
    """Return the planes that touch w at the crossings of three axes, in the order of the columns; by layer and row."""
    a, b, r, c = columns
    row, step = steps_by_row(len(zs) * len(xs), len(a))
    with np.errstate(divide="ignore", invalid="ignore"):  # a step so slow that its drag is 0
        turns = (-(a + b * xs[:, None] + (r * zs[:, None])[:, None]) / c).ravel()
    first = np.searchsorted(ys, turns)
    shape = len(zs), len(xs), len(ys)
    return tuple(summed(row, first, column[step], len(ys)).reshape(shape) for column in columns)


def _bilinear(values: Any, xs: Any, ys: Any) -> tuple[Any, Any, Any, Any]:
    """Return the coefficients of 1, X, Y, X Y that interpolate the corners of each cell of each layer."""
    x, y, dx, dy = xs[:-1, None], ys[:-1], np.diff(xs)[:, None], np.diff(ys)
    w00, w10, w01, w11 = values[:, :-1, :-1], values[:, 1:, :-1], values[:, :-1, 1:], values[:, 1:, 1:]
    twist = (w11 - w10 - w01 + w00) / (dx * dy)
    along, against = (w10 - w00) / dx - twist * y, (w01 - w00) / dy - twist * x
    return w00 - along * x - against * y - twist * x * y, along, against, twist


def _flat(parts: Any) -> tuple[Any, ...]:
    """Return arrays per cell in one row; the last node of each axis gets a cell too, that of its neighbour."""
    return tuple(np.pad(part, ((0, 1), (0, 1), (0, 1)), mode="edge").ravel() for part in parts)


def _answered(block: Any, count: int, loads: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the results of a block of cases: in blocks, for dask by chunks, for other libraries at once."""
    if is_chunked(*loads):
        return tuple(in_chunks(functools.partial(_one_of, block, place), *loads) for place in range(count))
    return in_blocks(block, *loads, size=BLOCK)


def _one_of(block: Any, place: int, *loads: Any) -> Any:
    return in_blocks(block, *loads, size=BLOCK)[place]


def _tabulated(cycle: Cycle, *loads: Any) -> tuple[Any, ...]:
    """Return the fields of :class:`TabulatedWork` for one block of cases."""
    mass, *given, inertia = loads
    weights = inertia * mass, *given
    (positive,), told = _read(cycle, interpolated, weights)
    net = net_work_of(cycle, weights)
    return positive, net, braking_work(positive, net), told


def _bounded(cycle: Cycle, *loads: Any) -> tuple[Any, ...]:
    """Return the fields of :class:`WorkBounds` for one block of cases."""
    mass, *given, inertia = loads
    ends, told = _read(cycle, between, (inertia * mass, *given))
    return *ends, told


def _read(cycle: Cycle, read: Any, weights: tuple[Any, ...]) -> tuple[tuple[Any, ...], Any]:
    """Return what the table reads times the effective mass, the exact sum outside, and which of the two answered."""
    table = layers_of(cycle)
    x, z, y = three_ratios(*weights)
    moved = x + table.shear.along * z, z, y + table.shear.against * z
    if not are_plain(*moved):
        return _read_lazily(cycle, table, read, weights, moved)
    effective, *rows = np.broadcast_arrays(weights[0], *moved)
    if _all_inside(*rows):
        return tuple(effective * part for part in read(np, table, *rows)), np.ones(effective.shape)
    within = inside(*rows)
    exact = positive_work(cycle, *(weight[~within] for weight in np.broadcast_arrays(*weights)))
    parts = read(np, table, *(row[within] for row in rows))
    found = tuple(np.empty(effective.shape) for _ in parts)
    for whole, part in zip(found, parts):
        whole[within], whole[~within] = effective[within] * part, exact
    return found, within.astype(float)


def _all_inside(x: Any, z: Any, y: Any) -> bool:
    """Return whether all cases lie in the table; the extremes tell it in a third of the time."""
    ends = (x, LOW, HIGH), (y, 0.0, DRAG_END), (z, LEAST, MOST)
    return bool(x.size) and all(row.min() >= low and row.max() <= high for row, low, high in ends)


def _read_lazily(cycle: Cycle, table: Layers, read: Any, weights: Any, moved: Any) -> tuple[tuple[Any, ...], Any]:
    """Read for arrays that are not numpy's: both ways, and the domain decides."""
    xp, within = namespace(*moved), inside(*moved)
    x, z, y = (xp.clip(row, *ends) for row, ends in zip(moved, (ROLLING_ENDS, LINEAR_ENDS, (0.0, DRAG_END))))
    exact = positive_work(cycle, *weights)
    found = tuple(xp.where(within, weights[0] * part, exact) for part in read(xp, table, x, z, y))
    return found, xp.where(within, xp.ones_like(exact), xp.zeros_like(exact))


def _cell(xp: Any, x: Any, z: Any, y: Any) -> Any:
    """Return the cell in which each case lies."""
    if xp is np and np.ndim(x):
        return _cell_in_place(x, z, y)
    row, column, layer = (x - LOW) * _PER_ROW, xp.sqrt(y) * _PER_COLUMN, (z - LEAST) * _PER_LAYER
    cell = (xp.floor(layer) * ROWS + xp.floor(row)) * COLUMNS + xp.floor(column)
    return cell.astype("int64") if hasattr(cell, "astype") else xp.astype(cell, xp.int64)


def _cell_in_place(x: Any, z: Any, y: Any) -> Any:
    """Return the same for numpy's arrays, which are worked on where they lie."""
    cell, part = np.subtract(z, LEAST), np.subtract(x, LOW)
    np.floor(np.multiply(cell, _PER_LAYER, out=cell), out=cell)
    np.floor(np.multiply(part, _PER_ROW, out=part), out=part)
    np.add(np.multiply(cell, ROWS, out=cell), part, out=cell)
    np.multiply(np.sqrt(y, out=part), _PER_COLUMN, out=part)
    np.add(np.multiply(cell, COLUMNS, out=cell), np.floor(part, out=part), out=cell)
    return cell.astype(np.intp)


def _take(xp: Any, array: Any, at: Any) -> Any:
    # numpy copies once more where it has to raise for an index that is outside; none is
    return array.take(at, mode="wrap") if isinstance(at, PLAIN) else xp.take(xp.asarray(array), at)


def interpolated(xp: Any, table: Layers, x: Any, z: Any, y: Any) -> tuple[Any]:
    """Return the value interpolated between the corners: never below w."""
    return (_interpolated(xp, table, _cell(xp, x, z, y), (x, z, y)),)


def _interpolated(xp: Any, table: Layers, cell: Any, at: tuple[Any, Any, Any]) -> Any:
    x, z, y = at
    constant, along, against, twist = (_line(xp, pair, cell, z) for pair in table.cells)
    twist *= x
    against += twist
    against *= y
    along *= x
    constant += along
    constant += against
    return constant


def _line(xp: Any, pair: tuple[Any, Any], cell: Any, z: Any) -> Any:
    """Return a coefficient at z."""
    start, rise = (_take(xp, part, cell) for part in pair)
    rise *= z
    rise += start
    return rise


def between(xp: Any, table: Layers, x: Any, z: Any, y: Any) -> tuple[Any, Any]:
    """Return the tangent at the cell's centre, and the value interpolated between the corners."""
    cell = _cell(xp, x, z, y)
    constant, along, slope, against = (_take(xp, part, cell) for part in table.centres)
    least = constant + along * x + slope * z + against * y
    return least * (1 - ROUNDING), _interpolated(xp, table, cell, (x, z, y)) * (1 + ROUNDING)
