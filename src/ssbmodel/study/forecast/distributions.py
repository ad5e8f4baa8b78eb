"""Predictive distributions of the logarithm of a cost ratio: Student t, normal, and mixtures of them.

Everything broadcasts: location, scale and degrees of freedom may be arrays, one entry per forecast. A ratio's mean does
not exist where its logarithm has a Student t; report quantiles.

CRPS after Gneiting & Raftery (2007) and Jordan, Krueger & Lerch (2019), J. Statistical Software 90.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

Array = Any  # a float or a numpy array
_TAIL, _NODES = 14.0, 281  # sinh-spaced trapezoid: spectral for a t density; 1e-12 from three degrees of freedom on
_HALVINGS = 80


class Distribution(Protocol):
    """What a forecast gives: the distribution of ln(cost then / cost now)."""

    def cdf(self, value: Array) -> Array:
        """Return the probability of a value or less."""
        ...

    def quantile(self, probability: Array) -> Array:
        """Return the value below which the probability lies."""
        ...

    def crps(self, value: Array) -> Array:
        """Return the continuous ranked probability score of an outcome; smaller is better."""
        ...

    def sample(self, size: int, rng: np.random.Generator) -> Array:
        """Return draws along a new first axis."""
        ...


class StudentT(NamedTuple):
    """A Student t with a location and a scale; infinite degrees of freedom make it normal.

    ``scale`` is the scale of the t, not its standard deviation.

    >>> print(f"{StudentT(0.0, 1.0, 4.0).crps(0.5):.8f}")
    0.35509953
    """

    location: Array
    scale: Array
    freedom: Array

    def cdf(self, value: Array) -> Array:
        """Return the probability of a value or less."""
        return _cdf((value - self.location) / self.scale, self.freedom)

    def quantile(self, probability: Array) -> Array:
        """Return the value below which the probability lies."""
        from scipy.special import ndtri, stdtrit

        finite = np.where(np.isinf(self.freedom), 1.0, self.freedom)
        standard = np.where(np.isinf(self.freedom), ndtri(probability), stdtrit(finite, probability))
        return self.location + self.scale * standard

    def crps(self, value: Array) -> Array:
        """Return the continuous ranked probability score of an outcome."""
        return self.distance(value) - self.spread() / 2

    def distance(self, value: Array) -> Array:
        """Return the mean absolute difference between a draw and a value."""
        z = (value - self.location) / self.scale
        return self.scale * (z * (2 * _cdf(z, self.freedom) - 1) + 2 * _partial_mean(z, self.freedom))

    def spread(self) -> Array:
        """Return the mean absolute difference between two draws."""
        from scipy.special import beta

        nu = np.where(np.isinf(self.freedom), 3.0, self.freedom)
        of_t = 2 * np.sqrt(nu) / (nu - 1) * beta(0.5, nu - 0.5) / beta(nu / 2, 0.5) ** 2
        return 2 * self.scale * np.where(np.isinf(self.freedom), 1 / np.sqrt(np.pi), of_t)

    def sample(self, size: int, rng: np.random.Generator) -> Array:
        """Return draws along a new first axis."""
        shape = (size, *np.broadcast_shapes(np.shape(self.location), np.shape(self.scale), np.shape(self.freedom)))
        finite = np.where(np.isinf(self.freedom), 1.0, self.freedom)
        stretch = np.where(np.isinf(self.freedom), 1.0, np.sqrt(finite / rng.chisquare(finite, shape)))
        return self.location + self.scale * stretch * rng.standard_normal(shape)


class Mixture(NamedTuple):
    """A weighted mixture of Student t distributions.

    >>> narrow, wide = StudentT(0.0, 1.0, 8.0), StudentT(0.0, 2.0, 8.0)
    >>> print(f"{Mixture((narrow, wide), (0.5, 0.5)).cdf(0.0):.3f}")
    0.500
    """

    parts: Sequence[StudentT]
    weights: Sequence[Array]

    def cdf(self, value: Array) -> Array:
        """Return the probability of a value or less."""
        return sum(weight * part.cdf(value) for weight, part in zip(self.weights, self.parts))

    def quantile(self, probability: Array) -> Array:
        """Return the value below which the probability lies, by halving the gap between the parts' quantiles."""
        ends = [part.quantile(probability) for part in self.parts]
        low, high = np.minimum.reduce(ends), np.maximum.reduce(ends)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = self.cdf(middle) < probability
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return (low + high) / 2

    def crps(self, value: Array) -> Array:
        """Return the continuous ranked probability score of an outcome."""
        pairs = [(i, j) for i in range(len(self.parts)) for j in range(i + 1, len(self.parts))]
        own = sum(w**2 * part.spread() for w, part in zip(self.weights, self.parts))
        cross = sum(2 * self.weights[i] * self.weights[j] * _between(self.parts[i], self.parts[j]) for i, j in pairs)
        return sum(w * p.distance(value) for w, p in zip(self.weights, self.parts)) - (own + cross) / 2

    def sample(self, size: int, rng: np.random.Generator) -> Array:
        """Return draws along a new first axis."""
        draws = [part.sample(size, rng) for part in self.parts]
        below = np.cumsum(np.broadcast_arrays(*self.weights), axis=0)
        choice = rng.random(np.broadcast_shapes(*[draw.shape for draw in draws]))
        answer = draws[-1]
        for draw, edge in reversed(list(zip(draws[:-1], below))):
            answer = np.where(choice < edge, draw, answer)
        return answer


class Point(NamedTuple):
    """A forecast without a band; its score is the absolute error, and its band covers nothing."""

    location: Array

    def cdf(self, value: Array) -> Array:
        """Return 0 below the point, 1 from it on."""
        return np.where(value < self.location, 0.0, 1.0)

    def quantile(self, probability: Array) -> Array:
        """Return the point whatever the probability."""
        return self.location + 0.0 * probability

    def crps(self, value: Array) -> Array:
        """Return the absolute error."""
        return np.abs(value - self.location)

    def sample(self, size: int, rng: np.random.Generator) -> Array:
        """Return the point, many times."""
        return np.broadcast_to(self.location, (size, *np.shape(self.location)))


def _cdf(z: Array, freedom: Array) -> Array:
    from scipy.special import ndtr, stdtr

    if not np.isinf(freedom).any():
        return stdtr(freedom, z)
    return np.where(np.isinf(freedom), ndtr(z), stdtr(np.where(np.isinf(freedom), 1.0, freedom), z))


def _density(z: Array, freedom: Array) -> Array:
    from scipy.special import beta

    nu = np.where(np.isinf(freedom), 1.0, freedom)
    of_t = np.exp(-(nu + 1) / 2 * np.log1p(z**2 / nu)) / (np.sqrt(nu) * beta(nu / 2, 0.5))
    return np.where(np.isinf(freedom), np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi), of_t)


def _partial_mean(z: Array, freedom: Array) -> Array:
    """Return the integral of u f(u) from z on."""
    nu = np.where(np.isinf(freedom), 2.0, freedom)
    return _density(z, freedom) * np.where(np.isinf(freedom), 1.0, (nu + z**2) / (nu - 1))


def _between(one: StudentT, other: StudentT) -> Array:
    """Return the mean absolute difference of a draw of each, integrated over the wider one."""
    a, b = np.broadcast_arrays(one.scale, other.scale)
    wide = a >= b
    first = StudentT(*(np.where(wide, x, y) for x, y in zip(one, other)))
    second = StudentT(*(np.where(wide, y, x) for x, y in zip(one, other)))
    total: Array = 0.0
    # Integrating the wider part's smooth mean distance against the narrower part's density.
    for v in np.linspace(-_TAIL, _TAIL, _NODES):
        u = np.sinh(v)
        weight = _density(u, second.freedom) * np.cosh(v) * (2 * _TAIL / (_NODES - 1))
        total = total + weight * first.distance(second.location + second.scale * u)
    return total
