"""Fast inverses of cumulative distributions.

Smooth ones are tabulated once: parabolas on equal cells between the tails, and in the tails cubics on cells whose
width falls with the distance to the end, so that both keep their relative precision. There the bits of a share name
its cell. Errors are near 1e-9 of the standard deviation.
"""

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

Inverse = Callable[[Any], Any]
MOST_TABLES = 64  # a quarter of a megabyte each
_LEAST = 2.0**-54  # a share of 0 stands for the middle of the first step of a 53-bit number
_CELLS = 5  # bits: 32 cells per octave of the distance to the end
_OCTAVES = 54
_SHIFT = 52 - _CELLS
_BASE = int(np.float64(_LEAST).view(np.int64)) >> _SHIFT
_SIDE = (_OCTAVES << _CELLS) + 1
_MIDDLE, _TAIL = 8192, 128  # equal cells, and how many of them at each end are left to the tails' table
_STEPS = 2.0**52 / _MIDDLE  # added to a share, it rounds it to a whole number of cells, which its last bits then hold
_INNER = int(np.float64(_STEPS).view(np.int64)) + _TAIL
# of triangles: the most that one side is steeper, the least width whose square is a number, and what widens others
_STEEP, _NARROW, _WIDER = 1e100, 1e-50, 2.0**500


@functools.lru_cache(maxsize=MOST_TABLES)
def inverse(kind: str, values: tuple[Any, ...]) -> Inverse:
    """Return the function from shares, shape (n,), to values, for one kind of distribution and its parameters."""
    return _MADE[kind](*values) if kind not in _LISTED else _MADE[kind](values)


def _uniform(low: float, high: float) -> Inverse:
    width = high - low

    def icdf(u: Any) -> Any:
        value = u * width
        value += low
        return value

    return icdf


def _triangular(low: float, mode: float, high: float) -> Inverse:
    if high == low:
        return lambda u: np.full(u.shape, float(low))
    width = high - low
    if width < _NARROW:
        wide = _triangular(low * _WIDER, mode * _WIDER, high * _WIDER)
        return lambda u: wide(u) / _WIDER
    rise, fall = (max(leg, width / _STEEP) for leg in (mode - low, high - mode))  # each is divided by
    below, above = rise * width, rise * width * (rise / fall)

    def icdf(u: Any) -> Any:
        # (a - rise**2) / (rise + sqrt(a)) is sqrt(a) - rise: in this form one root serves both sides of the mode
        value, root = u * below, 1.0 - u
        root *= above
        np.minimum(value, root, out=root)
        np.sqrt(root, out=root)
        root += rise
        value -= rise * rise
        value /= root
        value += mode
        return value

    return icdf


def _log_uniform(low: float, high: float) -> Inverse:
    start, width = math.log(low), math.log(high / low)
    return lambda u: np.exp(start + width * u)


def _normal(mean: float, sd: float) -> Inverse:
    from scipy.special import ndtri

    return _tabulated(lambda m: mean + sd * ndtri(m), lambda m: mean - sd * ndtri(m))


def _truncated_normal(mean: float, sd: float, low: float, high: float) -> Inverse:
    from scipy.special import ndtr, ndtri

    if sd == 0:
        return lambda u: np.full(u.shape, float(mean))
    a, b = (low - mean) / sd, (high - mean) / sd
    inside = ndtr(b) - ndtr(a)
    return _tabulated(
        lambda m: np.maximum(mean + sd * ndtri(ndtr(a) + m * inside), low),
        lambda m: np.minimum(mean - sd * ndtri(ndtr(-b) + m * inside), high),
        (low, high),
    )


def _lognormal(median: float, sd: float) -> Inverse:
    from scipy.special import ndtri

    return _tabulated(lambda m: median * np.exp(sd * ndtri(m)), lambda m: median * np.exp(-sd * ndtri(m)))


def _pert(low: float, mode: float, high: float) -> Inverse:
    from scipy.special import betaincinv

    if high == low:
        return lambda u: np.full(u.shape, float(low))
    a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    width = high - low
    lower, upper = (lambda m: low + width * betaincinv(a, b, m)), (lambda m: high - width * betaincinv(b, a, m))
    return _tabulated(lower, upper, (low, high))


def _discrete(pairs: tuple[tuple[float, float], ...]) -> Inverse:
    ordered: Any = np.asarray(sorted(pairs), float)
    values, weights = ordered.T
    steps = np.cumsum(weights) / np.sum(weights)
    last = int(np.flatnonzero(weights)[-1])
    return lambda u: values[np.minimum(np.searchsorted(steps, u, side="right"), last)]


def _empirical(values: tuple[float, ...]) -> Inverse:
    known = np.sort(np.asarray(values, float))
    if known.size == 1:
        return lambda u: np.full(u.shape, known[0])
    rises, last = np.diff(known), known.size - 2

    def icdf(u: Any) -> Any:
        place = u * (known.size - 1)
        index = np.minimum(place.astype(np.int64), last)
        return known[index] + rises[index] * (place - index)

    return icdf


_LISTED = {"discrete", "empirical"}
_MADE: dict[str, Callable[..., Inverse]] = {
    "uniform": _uniform,
    "triangular": _triangular,
    "pert": _pert,
    "normal": _normal,
    "truncated_normal": _truncated_normal,
    "lognormal": _lognormal,
    "log_uniform": _log_uniform,
    "discrete": _discrete,
    "empirical": _empirical,
}


def _tabulated(lower: Inverse, upper: Inverse, ends: tuple[float, float] = (-np.inf, np.inf)) -> Inverse:
    """Return a table of two functions, which take the distance of a share to their own end, 0 or 1.

    No value of the table lies outside ``ends``.
    """
    tails = _look_up(np.concatenate([_fitted(lower), _fitted(upper)], axis=1), ends)
    c0, c1, c2 = _parabolas(lower, upper)
    last = np.uint64(c0.size - 1)

    def icdf(u: Any) -> Any:
        cell = (u + _STEPS).view(np.int64)
        cell -= _INNER
        value = c2.take(cell, mode="clip")
        for c in (c1, c0):
            value *= u
            value += c.take(cell, mode="clip")
        outer = np.flatnonzero(cell.view(np.uint64) > last)
        value[outer] = tails(u[outer])
        return value

    return icdf


def _nodes(number: int) -> Any:
    """Return Chebyshev's points between 0 and 1."""
    return (1 - np.cos((2 * np.arange(number) + 1) * np.pi / (2 * number))) / 2


def _polynomials(nodes: Any, heights: Any) -> Any:
    """Return the coefficients of the polynomials through the heights at some nodes, one row of heights each."""
    return np.linalg.solve(np.vander(nodes, increasing=True), heights.T)


def _parabolas(lower: Inverse, upper: Inverse) -> Any:
    """Return the parabola of each equal cell in the share, shape (3, cells)."""
    nodes = _nodes(3)
    start = (np.arange(_TAIL, _MIDDLE - _TAIL + 1) - 0.5) / _MIDDLE
    places = start[:, None] + nodes / _MIDDLE
    heights: Any = np.where(places < 0.5, lower(np.minimum(places, 0.5)), upper(np.minimum(1 - places, 0.5)))
    c0, c1, c2 = _polynomials(nodes, heights)
    c1, c2 = c1 * _MIDDLE, c2 * _MIDDLE**2
    return np.stack([c0 - start * (c1 - start * c2), c1 - 2 * start * c2, c2])


def _fitted(side: Inverse) -> Any:
    """Return the cubic of each cell of a tail in the distance from the cell's start, shape (4, cells)."""
    nodes = _nodes(4)
    starts: Any = (np.arange(_BASE, _BASE + _SIDE, dtype=np.int64) << _SHIFT).view(np.float64)
    octaves: Any = np.exp2(np.floor(np.log2(starts)))
    widths = octaves / (1 << _CELLS)
    heights: Any = side(np.minimum(starts[:-1, None] + widths[:-1, None] * nodes, 0.5))
    last = np.zeros((4, 1))
    last[0] = side(np.asarray([0.5]))
    cubics = _polynomials(nodes, heights) / widths[:-1] ** np.arange(4)[:, None]
    return np.concatenate([cubics, last], axis=1)


def _look_up(table: Any, ends: tuple[float, float]) -> Inverse:
    cubics = np.ascontiguousarray(table.T)  # together, so that a cell that is not in cache is fetched once

    def icdf(u: Any) -> Any:
        distance = np.maximum(np.minimum(u, 1.0 - u), _LEAST)
        bits = distance.view(np.int64) >> _SHIFT
        t = distance - (bits << _SHIFT).view(np.float64)
        cell = bits - _BASE + _SIDE * (u > 0.5)
        c0, c1, c2, c3 = cubics.take(cell, axis=0).T
        return np.clip(((c3 * t + c2) * t + c1) * t + c0, *ends)

    return icdf
