"""Polynomials of an input, whose means are known exactly."""

import functools
import itertools
from typing import Any, NamedTuple

import numpy as np

from .distributions import Distribution, Input

MOST_DEGREE = 5
_SMOOTH = {"uniform", "triangular", "pert", "normal", "truncated_normal", "lognormal", "log_uniform"}


class Basis(NamedTuple):
    """Functions of one input, of mean 0 and variance 1 and uncorrelated, one for each degree.

    They are made of the input itself and of the powers of the input, or of its logarithm where it is lognormal: so that
    no high moment of a long tail is needed. ``centres`` and ``widths`` make both comparable with 1.
    """

    centres: tuple[float, float]
    widths: tuple[float, float]
    logarithmic: bool
    coefficients: Any

    def __call__(self, values: Any) -> Any:
        """Return the functions at some values, shape (degrees, cases)."""
        return (self.coefficients @ self.powers(values))[1:]

    def powers(self, values: Any) -> Any:
        """Return 1, the input, and the powers from the second on."""
        one = (values - self.centres[0]) / self.widths[0]
        base = (np.log(values) - self.centres[1]) / self.widths[1] if self.logarithmic else one
        _, *higher = itertools.accumulate([base] * MOST_DEGREE, np.multiply)
        return np.stack([np.ones_like(one), one, *higher])


def basis_of(one: Input) -> Basis | None:
    """Return the functions of an input; None for what is not one of the smooth kinds, or does not vary."""
    if isinstance(one.law, Distribution) and one.law.kind in _SMOOTH and not one.offset:
        return _basis(one.law, one.scale)
    return None


@functools.lru_cache(maxsize=256)
def _basis(law: Distribution, scale: float) -> Basis | None:
    shares, weights = _nodes()
    values = law.icdf(shares) * scale
    logarithmic = law.kind == "lognormal"
    (centre, width), other = (_moments(each, weights) for each in (values, np.log(values) if logarithmic else values))
    if width <= 1e-12 * np.abs(values).max():
        return None
    plain = Basis((centre, other[0]), (width, other[1]), logarithmic, np.eye(MOST_DEGREE + 1))
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
