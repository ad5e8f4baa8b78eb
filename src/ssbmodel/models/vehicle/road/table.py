"""Work at the wheels from a table of two axes, and the certificate that comes with it.

Positive work is k m w(x, y) with x = C / k and y = rho S / (m k), and w is a sum of maxima of planes: convex. So a
value interpolated between the corners of a cell never lies below w, and a tangent at a corner never above it: both
together are an interval that holds, whatever the grid. The y axis is stretched, the interpolation is not.
"""

import functools
from typing import Any, NamedTuple

import numpy as np

from ....ground.arrays import PLAIN, are_plain, in_blocks, namespace
from ....ground.door import door
from ....ground.quantities import (
    AirDensity,
    Area,
    Energy,
    InertiaFactor,
    PositiveMass,
    RollingResistance,
    Share,
    SignedEnergy,
    Slope,
)
from .cycle import DRAG_END, ROLLING_ENDS, Cycle
from .exact import exact_ratio
from .work import ratios, wheel_work_from

NODES = 65
LOW, HIGH = ROLLING_ENDS
BLOCK = 12_288  # cases whose arrays stay in a core's cache, and below the size at which each would be mapped anew
ROUNDING = 2.0**-46  # the exact sum itself is only good to some ten units in the last place


class TabulatedWork(NamedTuple):
    """Work at the wheels from the table; where ``from_table`` is 0 the exact sum answered instead."""

    positive_work: Energy
    net_work: SignedEnergy
    braking_work: Energy
    from_table: Share


class WorkBounds(NamedTuple):
    """An interval that contains the positive work; of no width where ``from_table`` is 0."""

    least_work: Energy
    most_work: Energy
    from_table: Share


class Table(NamedTuple):
    """Coefficients of 1, x, y, xy per cell, tangents at the nodes and at the cells' centres, values; all flat."""

    nodes: int
    axes: tuple[Any, Any]
    cells: tuple[Any, ...]
    planes: tuple[Any, ...]
    centres: tuple[Any, ...]
    values: Any


@door
def tabulated_work(
    cycle: Cycle,
    mass: PositiveMass,
    drag_area: Area,
    rolling_resistance: RollingResistance,
    *,
    air_density: AirDensity,
    inertia_factor: InertiaFactor,
    grade: Slope,
) -> TabulatedWork:
    r"""Work at the wheels over a cycle, from a table: for many cars.

    .. math:: W_+ = k m \, w(x, y), \quad x = C / k, \quad y = \rho S / (m k)

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed; its table is built when first asked for.
    mass : quantity, any shape [kg]
        Mass :math:`m` of the car with its load.
    drag_area : quantity, broadcast [m2]
        Drag coefficient times frontal area :math:`S`.
    rolling_resistance : quantity, broadcast [1]
        Rolling resistance coefficient on the level; :math:`C` is its share along a grade, and the grade's own pull.
    air_density : quantity, broadcast [kg/m3]
        Density :math:`\rho` of the air.
    inertia_factor : quantity, broadcast [1]
        Mass with the turning parts over mass, :math:`k`.
    grade : quantity, broadcast [1]
        Rise over run of the whole trip; negative downhill.

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
    Never below the exact :func:`wheel_work`; :func:`work_bounds` says how far above at most.

    References
    ----------
    Own derivation from convexity (docs/decisions/010-work-from-a-table.md); checked against the exact sum on 20,000
    cars.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> work = tabulated_work(
    ...     presets.cycle("WLTC"), Q(1950, "kg"), Q(0.62, "m2"), Q(0.0085, ""),
    ...     air_density=Q(1.19, "kg/m3"), inertia_factor=Q(1.04, ""), grade=Q(0, ""),
    ... )
    >>> round(float(work.positive_work.magnitude), 1), float(work.from_table.magnitude)
    (3588.4, 1.0)
    """
    inputs = mass, drag_area, rolling_resistance, air_density, inertia_factor, grade
    return TabulatedWork(*in_blocks(functools.partial(_tabulated, cycle), *inputs, size=BLOCK))


@door
def work_bounds(
    cycle: Cycle,
    mass: PositiveMass,
    drag_area: Area,
    rolling_resistance: RollingResistance,
    *,
    air_density: AirDensity,
    inertia_factor: InertiaFactor,
    grade: Slope,
) -> WorkBounds:
    r"""Interval that contains the positive work at the wheels, from the table alone.

    .. math:: \max_c \; [w_c + \nabla w_c \cdot (p - p_c)] \le w(p) \le \text{lower hull of the corners}

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed; its table is built when first asked for.
    mass : quantity, any shape [kg]
        Mass of the car with its load.
    drag_area : quantity, broadcast [m2]
        Drag coefficient times frontal area.
    rolling_resistance : quantity, broadcast [1]
        Rolling resistance coefficient on the level.
    air_density : quantity, broadcast [kg/m3]
        Density of the air.
    inertia_factor : quantity, broadcast [1]
        Mass with the turning parts over mass.
    grade : quantity, broadcast [1]
        Rise over run of the whole trip; negative downhill.

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
    >>> ends = work_bounds(
    ...     presets.cycle("WLTC"), Q(1950, "kg"), Q(0.62, "m2"), Q(0.0085, ""),
    ...     air_density=Q(1.19, "kg/m3"), inertia_factor=Q(1.04, ""), grade=Q(0, ""),
    ... )
    >>> round(float(ends.least_work.magnitude), 1), round(float(ends.most_work.magnitude), 1)
    (3588.4, 3588.4)
    """
    inputs = mass, drag_area, rolling_resistance, air_density, inertia_factor, grade
    return WorkBounds(*in_blocks(functools.partial(_bounded, cycle), *inputs, size=BLOCK))


def table_of(cycle: Cycle, nodes: int = NODES) -> Table:
    """Return the table of a cycle, built when first asked for and kept with it."""
    kept: dict[int, Table] = cycle.__dict__.setdefault("tables", {})
    if nodes not in kept:
        kept[nodes] = _built(cycle, nodes)
    return kept[nodes]


def _built(cycle: Cycle, nodes: int) -> Table:
    """Work out values and tangents at the nodes and at the cells' centres, and the cells' coefficients."""
    xs = np.linspace(LOW, HIGH, nodes)
    ys = DRAG_END * (np.arange(nodes) / (nodes - 1)) ** 2
    planes = _planes(cycle, xs, ys)
    constant, along, against = planes
    values = constant + along * xs[:, None] + against * ys
    centres = _planes(cycle, (xs[1:] + xs[:-1]) / 2, (ys[1:] + ys[:-1]) / 2)
    cells, tangents, middle = (_flat(part, nodes) for part in (_cells(values, xs, ys), planes, centres))
    return Table(nodes, (xs, ys), cells, tangents, middle, values.ravel())


def _flat(arrays: Any, nodes: int) -> tuple[Any, ...]:
    """Return arrays per node in one row; cells get a last row and column, so that the upper edges have one too."""
    return tuple(np.pad(array, (0, nodes - len(array)), mode="edge").ravel() for array in arrays)


def _planes(cycle: Cycle, xs: Any, ys: Any) -> tuple[Any, Any, Any]:
    """Return the planes that touch w at the crossings of two axes: constant, slope in x, slope in y."""
    (inertia, rolling, drag), a, b, c = cycle.creases
    rows = []
    for x in xs:
        positive = a + b * x + c * ys[:, None] > 0
        rows.append([np.where(positive, column, 0.0).sum(-1) for column in (a, b, c)])
    constant, along, against = np.array(rows).transpose(1, 0, 2)
    return constant + inertia, along + rolling, against + drag


def _cells(values: Any, xs: Any, ys: Any) -> tuple[Any, Any, Any, Any]:
    """Return the coefficients of 1, x, y, xy that interpolate the corners of each cell."""
    x, y, dx, dy = xs[:-1, None], ys[:-1], np.diff(xs)[:, None], np.diff(ys)
    w00, w10, w01, w11 = values[:-1, :-1], values[1:, :-1], values[:-1, 1:], values[1:, 1:]
    twist = (w11 - w10 - w01 + w00) / (dx * dy)
    along, against = (w10 - w00) / dx - twist * y, (w01 - w00) / dy - twist * x
    constant = w00 - along * x - against * y - twist * x * y
    return constant, along, against, twist


def _tabulated(cycle: Cycle, *properties: Any) -> tuple[Any, ...]:
    """Return the fields of :class:`TabulatedWork` for one block of cases."""
    x, y, scale = ratios(*properties)
    (ratio,), told = answered(cycle, x, y, bilinear)
    return *wheel_work_from(cycle, ratio * scale, x, y, scale), told


def _bounded(cycle: Cycle, *properties: Any) -> tuple[Any, ...]:
    """Return the fields of :class:`WorkBounds` for one block of cases."""
    x, y, scale = ratios(*properties)
    (least, most), told = answered(cycle, x, y, hull_and_tangents)
    return least * scale, most * scale, told


def answered(cycle: Cycle, x: Any, y: Any, read: Any, nodes: int = NODES) -> tuple[tuple[Any, ...], Any]:
    """Return what the table reads, the exact sum outside its domain, and which of the two answered."""
    table = table_of(cycle, nodes)
    if any(hasattr(array, "map_blocks") for array in (x, y)):
        return _answered_in_chunks(functools.partial(answered, cycle, read=read, nodes=nodes), x, y, RESULTS[read])
    if not are_plain(x, y):
        return _answered_lazily(cycle, table, x, y, read)
    if np.shape(x) != np.shape(y):
        x, y = np.broadcast_arrays(x, y)
    x, y = np.asarray(x), np.asarray(y)
    if x.size and x.min() >= LOW and x.max() <= HIGH and y.min() >= 0 and y.max() <= DRAG_END:
        return read(np, table, x, y), np.ones(x.shape)
    inside = (x >= LOW) & (x <= HIGH) & (y >= 0) & (y <= DRAG_END)
    exact = exact_ratio(cycle, x[~inside], y[~inside])
    parts = read(np, table, x[inside], y[inside])
    found = tuple(np.empty(x.shape) for _ in parts)
    for whole, part in zip(found, parts):
        whole[inside], whole[~inside] = part, exact
    return found, inside.astype(float)


def _answered_in_chunks(answer: Any, x: Any, y: Any, count: int) -> tuple[tuple[Any, ...], Any]:
    """Answer for dask arrays chunk by chunk, when they are computed."""
    from dask import array as dask_array

    map_blocks: Any = dask_array.map_blocks

    def part(x: Any, y: Any, place: int) -> Any:
        found, told = answer(x, y)
        return (*found, told)[place]

    *parts, told = (map_blocks(part, x, y, place=place, dtype=float) for place in range(count + 1))
    return tuple(parts), told


def _answered_lazily(cycle: Cycle, table: Table, x: Any, y: Any, read: Any) -> tuple[tuple[Any, ...], Any]:
    """Answer for arrays that are not numpy's: both ways, and the domain decides."""
    xp = namespace(x, y)
    inside = (x >= LOW) & (x <= HIGH) & (y >= 0) & (y <= DRAG_END)
    parts = read(xp, table, xp.clip(x, LOW, HIGH), xp.clip(y, 0.0, DRAG_END))
    exact = exact_ratio(cycle, x, y)
    return tuple(xp.where(inside, part, exact) for part in parts), xp.where(inside, xp.ones_like(x), xp.zeros_like(x))


def _places(xp: Any, table: Table, x: Any, y: Any) -> tuple[Any, Any]:
    """Return the row and column of the cell in which each case lies, as floats; the last node is a cell of its own."""
    whole = table.nodes - 1
    along, against = (x - LOW) * (whole / (HIGH - LOW)), xp.sqrt(y * (whole**2 / DRAG_END))
    return xp.floor(along), xp.floor(against)


def _whole(xp: Any, array: Any) -> Any:
    return array.astype("int64") if hasattr(array, "astype") else xp.astype(array, xp.int64)


def _take(xp: Any, array: Any, at: Any) -> Any:
    # numpy copies once more where it has to raise for an index that is outside; none is
    return array.take(at, mode="wrap") if isinstance(at, PLAIN) else xp.take(xp.asarray(array), at)


def bilinear(xp: Any, table: Table, x: Any, y: Any) -> tuple[Any]:
    """Return the value interpolated between the corners: never below w."""
    if xp is np and np.ndim(x):
        return (_bilinear_in_place(table, x, y),)
    i, j = _places(xp, table, x, y)
    cell = _whole(xp, i * table.nodes + j)
    constant, along, against, twist = (_take(xp, part, cell) for part in table.cells)
    return (constant + along * x + (against + twist * x) * y,)


def _bilinear_in_place(table: Table, x: Any, y: Any) -> Any:
    """Return the same for numpy's arrays, which are worked on where they lie: a third of the time."""
    whole = table.nodes - 1
    row = x - LOW
    np.multiply(row, whole / (HIGH - LOW), out=row)
    np.floor(row, out=row)
    np.multiply(row, table.nodes, out=row)
    column = np.sqrt(y)
    np.multiply(column, whole / DRAG_END**0.5, out=column)
    np.floor(column, out=column)
    np.add(row, column, out=row)
    cell = row.astype(np.intp)
    constant, along, against, twist = (part.take(cell, mode="wrap") for part in table.cells)
    np.multiply(twist, x, out=twist)
    np.add(against, twist, out=against)
    np.multiply(against, y, out=against)
    np.multiply(along, x, out=along)
    np.add(constant, along, out=constant)
    return np.add(constant, against, out=constant)


def hull_and_tangents(xp: Any, table: Table, x: Any, y: Any) -> tuple[Any, Any]:
    """Return the largest of the tangents at corners and centre, and the lower hull of the corners."""
    i, j = (_whole(xp, xp.clip(place, 0, table.nodes - 2)) for place in _places(xp, table, x, y))
    corner, beside = i * table.nodes + j, (i + 1) * table.nodes + j
    corners = corner, beside, corner + 1, beside + 1
    least = _plane(xp, table.centres, corner, x, y)
    for at in corners:
        least = xp.maximum(least, _plane(xp, table.planes, at, x, y))
    u, v = (_within(xp, axis, at, value) for axis, at, value in zip(table.axes, (i, j), (x, y)))
    most = _hull(xp, u, v, tuple(_take(xp, table.values, at) for at in corners))
    return least * (1 - ROUNDING), most * (1 + ROUNDING)


def _plane(xp: Any, planes: Any, at: Any, x: Any, y: Any) -> Any:
    constant, along, against = (_take(xp, part, at) for part in planes)
    return constant + along * x + against * y


def _within(xp: Any, axis: Any, at: Any, value: Any) -> Any:
    """Return where in its cell a value lies, 0 to 1."""
    start = _take(xp, axis, at)
    return (value - start) / (_take(xp, axis, at + 1) - start)


def _hull(xp: Any, u: Any, v: Any, corners: tuple[Any, ...]) -> Any:
    """Return the lower hull of a cell's corners: the lower of its two ways to be cut into triangles."""
    w00, w10, w01, w11 = corners
    rising = w00 + xp.where(u >= v, (w10 - w00) * u + (w11 - w10) * v, (w11 - w01) * u + (w01 - w00) * v)
    near = w00 + (w10 - w00) * u + (w01 - w00) * v
    far = w11 + (w01 - w11) * (1 - u) + (w10 - w11) * (1 - v)
    return xp.minimum(rising, xp.where(u + v <= 1, near, far))


RESULTS = {bilinear: 1, hull_and_tangents: 2}
