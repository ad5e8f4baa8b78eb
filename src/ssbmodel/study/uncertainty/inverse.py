"""Fast inverses of cumulative distributions.

Smooth ones are tabulated once: cubic polynomials on equal cells between the tails, and in the tails on cells whose
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
_MIDDLE, _TAIL = 4096, 32  # equal cells, and how many of them at each end are left to the tails' table
_NODES: Any = (1 - np.cos((2 * np.arange(4) + 1) * np.pi / 8)) / 2


@functools.lru_cache(maxsize=MOST_TABLES)
def inverse(kind: str, values: tuple[Any, ...]) -> Inverse:
    """Return the function from shares, shape (n,), to values, for one kind of distribution and its parameters."""
    return _MADE[kind](*values) if kind not in _LISTED else _MADE[kind](values)


def _uniform(low: float, high: float) -> Inverse:
    width = high - low
    return lambda u: low + width * u


def _triangular(low: float, mode: float, high: float) -> Inverse:
    if high == low:
        return lambda u: np.full(u.shape, float(low))
    width = high - low
    split = (mode - low) / width
    rise, fall = width * (mode - low), width * (high - mode)

    def icdf(u: Any) -> Any:
        below = u < split
        root = np.where(below, u * rise, fall - u * fall)
        np.sqrt(root, out=root)
        return np.where(below, low + root, high - root)

    return icdf


def _log_uniform(low: float, high: float) -> Inverse:
    start, width = math.log(low), math.log(high / low)
    return lambda u: np.exp(start + width * u)


def _normal(mean: float, sd: float) -> Inverse:
    from scipy.special import ndtri

    return _scaled(_tabulated(("normal",), ndtri, lambda m: -ndtri(m)), mean, sd)


def _truncated_normal(mean: float, sd: float, low: float, high: float) -> Inverse:
    from scipy.special import ndtr, ndtri

    if sd == 0:
        return lambda u: np.full(u.shape, float(mean))
    a, b = (low - mean) / sd, (high - mean) / sd
    inside = ndtr(b) - ndtr(a)
    lower, upper = (lambda m: ndtri(ndtr(a) + m * inside)), (lambda m: -ndtri(ndtr(-b) + m * inside))
    return _clipped(_scaled(_tabulated(("truncated", a, b), lower, upper), mean, sd), low, high)


def _lognormal(median: float, sd: float) -> Inverse:
    from scipy.special import ndtri

    table = _tabulated(("lognormal", sd), lambda m: np.exp(sd * ndtri(m)), lambda m: np.exp(-sd * ndtri(m)))
    return _scaled(table, 0.0, median)


def _pert(low: float, mode: float, high: float) -> Inverse:
    from scipy.special import betaincinv

    if high == low:
        return lambda u: np.full(u.shape, float(low))
    a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    table = _tabulated(("beta", a, b), lambda m: betaincinv(a, b, m), lambda m: 1.0 - betaincinv(b, a, m))
    return _clipped(_scaled(table, low, high - low), low, high)


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


def _scaled(standard: Inverse, origin: float, scale: float) -> Inverse:
    def icdf(u: Any) -> Any:
        value = standard(u)
        value *= scale
        value += origin
        return value

    return icdf


def _clipped(icdf: Inverse, low: float, high: float) -> Inverse:
    def inside(u: Any) -> Any:
        value = icdf(u)
        return np.clip(value, low, high, out=value)

    return inside


_tables: dict[tuple[Any, ...], Inverse] = {}


def _tabulated(key: tuple[Any, ...], lower: Inverse, upper: Inverse) -> Inverse:
    """Return the table of a standard distribution; ``lower`` and ``upper`` take the distance to their own end."""
    table = _tables.get(key)
    if table is None:
        tails = _look_up(np.concatenate([_fitted(lower), _fitted(upper)], axis=1))
        table = _even(_halves(lower, upper), tails)
        if len(_tables) >= MOST_TABLES:
            _tables.clear()
        _tables[key] = table
    return table


def _halves(lower: Inverse, upper: Inverse) -> Any:
    """Return the cubic of each equal cell in the part of the cell below a share, shape (4, cells)."""
    places = (np.arange(_MIDDLE)[:, None] + _NODES) / _MIDDLE
    heights: Any = np.where(places < 0.5, lower(np.minimum(places, 0.5)), upper(np.minimum(1 - places, 0.5)))
    return np.linalg.solve(np.vander(_NODES, increasing=True), heights.T)


def _even(cubics: Any, tails: Inverse) -> Inverse:
    c0, c1, c2, c3 = (np.ascontiguousarray(row) for row in cubics)

    def icdf(u: Any) -> Any:
        t = u * _MIDDLE
        cell = t.astype(np.int64)
        t -= cell
        value = c3.take(cell, mode="clip")
        for c in (c2, c1, c0):
            value *= t
            value += c.take(cell, mode="clip")
        cell -= _TAIL
        outer = np.flatnonzero(cell.view(np.uint64) >= _MIDDLE - 2 * _TAIL)
        value[outer] = tails(u[outer])
        return value

    return icdf


def _fitted(side: Inverse) -> Any:
    """Return the cubic of each cell in the distance from the cell's start, shape (4, cells)."""
    starts: Any = (np.arange(_BASE, _BASE + _SIDE, dtype=np.int64) << _SHIFT).view(np.float64)
    octaves: Any = np.exp2(np.floor(np.log2(starts)))
    widths = octaves / (1 << _CELLS)
    heights: Any = side(np.minimum(starts[:-1, None] + widths[:-1, None] * _NODES, 0.5))
    cubics = np.linalg.solve(np.vander(_NODES, increasing=True), heights.T)
    last = np.zeros((4, 1))
    last[0] = side(np.asarray([0.5]))
    return np.concatenate([cubics / widths[:-1] ** np.arange(4)[:, None], last], axis=1)


def _look_up(table: Any) -> Inverse:
    c0, c1, c2, c3 = (np.ascontiguousarray(row) for row in table)

    def icdf(u: Any) -> Any:
        distance = np.maximum(np.minimum(u, 1.0 - u), _LEAST)
        bits = distance.view(np.int64) >> _SHIFT
        t = distance - (bits << _SHIFT).view(np.float64)
        cell = bits - _BASE + _SIDE * (u > 0.5)
        return ((c3[cell] * t + c2[cell]) * t + c1[cell]) * t + c0[cell]

    return icdf
