"""Polynomials of an input, whose means are known exactly."""

import functools
import itertools
from typing import Any, NamedTuple

import numpy as np

from .distributions import Distribution, Input
from .inverse import inverse

MOST_DEGREE = 5
_SMOOTH = {"uniform", "triangular", "pert", "normal", "truncated_normal", "lognormal", "log_uniform"}


class Basis(NamedTuple):
    """Functions of one input, of mean 0 and variance 1 and uncorrelated, one for each degree.

    They are made of the powers of the input, or of its logarithm, and of the input itself for the first. ``centres``
    and ``widths`` of both make them comparable with 1.
    """

    centres: tuple[float, float]
    widths: tuple[float, float]
    logarithmic: bool
    itself: bool
    coefficients: Any

    def __call__(self, values: Any) -> Any:
        """Return the functions at some values, shape (degrees, cases)."""
        return (self.coefficients @ self.powers(values))[1:]

    def powers(self, values: Any) -> Any:
        """Return 1, the input or its logarithm, and the powers from the second on."""
        one = (values - self.centres[0]) / self.widths[0]
        base = (np.log(values) - self.centres[1]) / self.widths[1] if self.logarithmic else one
        _, *higher = itertools.accumulate([base] * MOST_DEGREE, np.multiply)
        return np.stack([np.ones_like(one), one if self.itself else base, *higher])


def bases_of(one: Input) -> tuple[Basis, ...]:
    """Return the functions of an input; none for what is not one of the smooth kinds, or does not vary.

    A lognormal one gives two sets, with and without itself: its long tail serves an answer that rises with it, and
    spoils one that does not.
    """
    if not isinstance(one.law, Distribution) or one.law.kind not in _SMOOTH:
        return ()
    return _bases(one.law.kind, getattr(one.law, one.law.kind), one.scale, one.offset)


@functools.lru_cache(maxsize=256)
def _bases(kind: str, numbers: tuple[float, ...], scale: float, offset: float) -> tuple[Basis, ...]:
    values = inverse(kind, numbers)(_nodes()[0]) * scale + offset
    if np.ptp(values) <= 1e-12 * np.abs(values).max() or (kind == "lognormal" and offset):
        return ()
    if kind != "lognormal":
        return (_basis(values, values, itself=True),)
    return _basis(values, np.log(values), itself=True), _basis(values, np.log(values), itself=False)


def _basis(values: Any, base: Any, *, itself: bool) -> Basis:
    weights = _nodes()[1]
    moments = (_moments(values, weights), _moments(base, weights))
    (centres, widths), logarithmic = zip(*moments), base is not values
    plain = Basis(centres, widths, logarithmic, itself, np.eye(MOST_DEGREE + 1))
    triangle = np.linalg.qr((plain.powers(values) * np.sqrt(weights)).T)[1]
    return plain._replace(coefficients=np.linalg.inv(triangle).T)


def _moments(values: Any, weights: Any) -> tuple[float, float]:
    mean = float(weights @ values)
    return mean, float(np.sqrt(weights @ (values - mean) ** 2))


@functools.cache
def _nodes() -> tuple[Any, Any]:
    """Return Gauss-Legendre nodes and weights on cells of the shares from 0 to 1 that halve towards both ends."""
    nodes, weights = np.polynomial.legendre.leggauss(8)
    tail = 0.5 ** np.arange(7, 54)
    edges = np.unique(np.concatenate([[0.0], tail, np.arange(2, 127) / 128, 1 - tail, [1.0]]))
    widths = np.diff(edges)[:, None]
    return (edges[:-1, None] + widths * (nodes + 1) / 2).ravel(), (widths * weights / 2).ravel()
