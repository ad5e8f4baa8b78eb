"""Sampled paths of a cost that agree with the closed forms, and when one product's cost first meets another's.

A draw keeps one exponent for its whole path and gets its noise year by year. The probability that a path has crossed
by a year is at least the probability that it lies below in that year; both are given.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import ScenarioError
from .distributions import Array, StudentT
from .fits import Prior, Settings, Window, fading, moore_fit, noise_ratio, posterior

BLOCK = 8_192  # arrays of 128 KiB and more are mapped anew at every allocation
_NEVER_APART = 1e-12


@dataclass(frozen=True)
class Process:
    """Wright's law with a known exponent's error and noise, along a given growth of experience.

    Parameters
    ----------
    start, start_sd : float
        Median of the cost now, in money per Wh, and the standard deviation of its logarithm (0 where it is known).
    exponent, exponent_sd : float
        Exponent of experience and its standard error.
    noise, memory : float
        Standard deviation of the yearly noise of ln(cost), and its MA(1) coefficient.
    growth : array (years,)
        Growth of ln(experience) from now to the end of each coming year, prior experience included.
    floor : float
        Cost that learning and noise cannot cross.
    base_known : bool
        Whether the noise of the base year is taken as 0 (Way's form) rather than as not known.
    """

    start: float
    exponent: float
    exponent_sd: float
    noise: float
    memory: float
    growth: Any = field(repr=False)
    start_sd: float = 0.0
    floor: float = 0.0
    base_known: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "growth", np.atleast_1d(np.asarray(self.growth, float)))
        if not (np.isfinite(self.growth).all() and self.growth.ndim == 1 and self.growth[0] >= 0):
            raise ScenarioError("growth of ln(experience): expected one finite value per year, from 0 up.")
        if not 0 <= self.floor < self.start:
            raise ScenarioError(f"floor={self.floor!r}. Expected 0 or more, below the start of {self.start!r}.")

    @property
    def innovation(self) -> float:
        """Standard deviation of one innovation of the noise."""
        return self.noise / float(np.sqrt(1 + self.memory**2))

    @property
    def carried(self) -> float:
        """Weight of the base year's innovation in the first coming year: none where that innovation is known."""
        return 0.0 if self.base_known else self.memory

    @property
    def horizon(self) -> Array:
        """The coming years, counted from 1."""
        return np.arange(1.0, len(self.growth) + 1)

    def distribution(self) -> StudentT:
        """Return the normal distribution of ln(cost above the floor) in each coming year."""
        ratio = noise_ratio(self.horizon, self.memory, base_known=self.base_known)
        variance = (self.growth * self.exponent_sd) ** 2 + self.innovation**2 * ratio + self.start_sd**2
        location = np.log(self.start - self.floor) - self.exponent * self.growth
        return StudentT(location, np.sqrt(variance), np.inf)

    def quantile(self, probability: float) -> Array:
        """Return the cost in each coming year below which the probability lies."""
        return self.floor + np.exp(self.distribution().quantile(np.asarray(probability)))

    def probability_below(self, cost: float) -> Array:
        """Return the probability of a cost or less in each coming year."""
        if cost <= self.floor:
            return np.zeros(len(self.growth))
        return self.chance(np.log(cost - self.floor))

    def chance(self, level: Array) -> Array:
        """Return the probability that ln(cost above the floor) is at or below a level, in each coming year."""
        law = self.distribution()
        sure = law.scale == 0
        spread = StudentT(law.location, np.where(sure, 1.0, law.scale), np.inf).cdf(level)
        return np.where(sure, level >= law.location, spread)

    def sample(self, size: int, seed: int) -> Array:
        """Return sampled costs (paths, years)."""
        levels = [level.copy() for level in self.levels(size, np.random.default_rng(seed))]
        return self.floor + np.exp(np.stack(levels, axis=1))

    def levels(self, size: int, rng: np.random.Generator) -> Any:
        """Yield ln(cost above the floor) of every path year by year, in one array that is written over."""
        level = np.log(self.start - self.floor) + self.start_sd * rng.standard_normal(size)
        slopes = self.exponent + self.exponent_sd * rng.standard_normal(size)
        before = np.zeros(size) if self.base_known else rng.standard_normal(size)
        draw, spare = np.empty(size), np.empty(size)
        for growth in self.growth:
            rng.standard_normal(out=draw)
            np.multiply(before, self.memory, out=before)
            before += draw
            level += np.multiply(before, self.innovation, out=before)
            before, draw = draw, before
            yield np.subtract(level, np.multiply(slopes, growth, out=spare), out=spare)


@dataclass(frozen=True)
class Parity:
    """When one cost meets another: per year the chance to lie at or below it, and to have met it by then.

    ``decided`` is False where the two cannot be told apart at all; ``below`` is then one half.
    """

    below: np.ndarray
    reached: np.ndarray
    decided: np.ndarray = field(repr=False)
    paths: int

    @property
    def never(self) -> float:
        """Probability that the costs do not meet within the horizon."""
        return float(1 - self.reached[-1])

    @property
    def passage(self) -> np.ndarray:
        """Probability that the costs first meet in each year."""
        return np.diff(self.reached, prepend=0.0)

    def year(self, probability: float = 0.5) -> int | None:
        """Return the first year by which the costs have met with a probability; None where not within the horizon."""
        met = np.flatnonzero(self.reached >= probability)
        return int(met[0]) + 1 if met.size else None


def parity(
    solid: Process,
    liquid: Process,
    *,
    noise_correlation: float,
    exponent_correlation: float,
    paths: int,
    seed: int,
    executor: Executor | None = None,
) -> Parity:
    """Return when a cost meets another that moves too.

    Parameters
    ----------
    solid, liquid : Process
        Over the same years, in the same money per Wh.
    noise_correlation, exponent_correlation : float, -1 to 1
        Of the yearly noise (shared metals) and of the exponents (shared technology).
    paths, seed : int
        The answer depends on them alone, not on the workers.
    executor : concurrent.futures.Executor, optional
        Computes the blocks of paths.

    Returns
    -------
    Parity

    Raises
    ------
    ScenarioError
        If the processes have different years, or a correlation lies outside -1 to 1.
    """
    if len(solid.growth) != len(liquid.growth):
        told = f"solid has {len(solid.growth)} years but liquid has {len(liquid.growth)}."
        raise ScenarioError(f"{told} Expected the same years.")
    for name, value in (("noise_correlation", noise_correlation), ("exponent_correlation", exponent_correlation)):
        if not -1 <= value <= 1:
            raise ScenarioError(f"{name}={value!r}. Expected a value in [-1, 1].")
    if paths < 1:
        raise ScenarioError(f"paths={paths!r}. Expected 1 or more.")
    below, decided = marginal(solid, liquid, noise_correlation, exponent_correlation)
    block = partial(_crossings, Pair(solid, liquid, noise_correlation, exponent_correlation), paths, seed)
    run: Callable[..., Any] = map if executor is None else executor.map
    counts = sum(run(block, range(-(-paths // BLOCK))))
    return Parity(below, np.cumsum(counts) / paths, decided, paths)


def marginal(solid: Process, liquid: Process, noise_correlation: float, exponent_correlation: float) -> Any:
    """Return per year the probability that the first cost is below the second, and whether they differ at all.

    In closed form where neither has a floor; with one, from a Gauss rule over the second cost, uncorrelated only.
    """
    if solid.floor or liquid.floor:
        return _marginal_with_floor(solid, liquid, noise_correlation, exponent_correlation)
    a, b = solid.distribution(), liquid.distribution()
    shared = noise_correlation * solid.innovation * liquid.innovation * _shared_noise(solid, liquid)
    shared = shared + exponent_correlation * solid.growth * solid.exponent_sd * liquid.growth * liquid.exponent_sd
    variance, gap = a.scale**2 + b.scale**2 - 2 * shared, a.location - b.location
    same = variance <= _NEVER_APART * (a.scale**2 + b.scale**2)
    safe = np.sqrt(np.where(same, 1.0, variance))
    chance = StudentT(0.0, 1.0, np.inf).cdf(-gap / safe)
    sure = np.where(np.abs(gap) < _NEVER_APART, 0.5, np.where(gap < 0, 1.0, 0.0))
    return np.where(same, sure, chance), ~same | (sure != 0.5)


def _shared_noise(solid: Process, liquid: Process) -> Array:
    """Return the covariance of two sums of MA(1) noise over that of their innovations."""
    inner = (solid.horizon - 1) * (1 + solid.memory) * (1 + liquid.memory) + 1
    return inner + solid.carried * liquid.carried


def _marginal_with_floor(solid: Process, liquid: Process, noise_correlation: float, exponent_correlation: float) -> Any:
    if noise_correlation or exponent_correlation:
        raise ScenarioError("a floor with correlated noise has no closed form. Write both correlations as 0.")
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    law = liquid.distribution()
    costs = liquid.floor + np.exp(law.location + law.scale * nodes[:, None])
    above = np.maximum(costs - solid.floor, np.finfo(float).tiny)
    chance = solid.chance(np.log(above))
    return (weights[:, None] * chance).sum(0) / weights.sum(), np.ones(len(solid.growth), bool)


class Pair(NamedTuple):
    """Two processes, and the correlations of their noise and exponents."""

    solid: Process
    liquid: Process
    noise: float
    exponent: float

    def gap_noise(self) -> list[tuple[float, float]]:
        """Return the noise of the logarithm of the costs' ratio: per year, the weights of its draw and of the last one.

        The yearly noise of the ratio is normal and correlated with that of the next year alone, whatever the memories
        of the two; so one draw a year has its exact law (the Cholesky factor of such a covariance has two diagonals).
        """
        a, b, shared = self.solid, self.liquid, self.noise * self.solid.innovation * self.liquid.innovation
        first = a.innovation**2 * (1 + a.carried**2) + b.innovation**2 * (1 + b.carried**2)
        alone = a.innovation**2 * (1 + a.memory**2) + b.innovation**2 * (1 + b.memory**2)
        next_ = a.innovation**2 * a.memory + b.innovation**2 * b.memory - shared * (a.memory + b.memory)
        variances = [first - 2 * shared * (1 + a.carried * b.carried), alone - 2 * shared * (1 + a.memory * b.memory)]
        found, carried = list[tuple[float, float]](), 0.0
        for year in range(len(a.growth)):
            rest = variances[min(year, 1)] - carried**2
            own = np.sqrt(rest) if rest > _NEVER_APART * alone else 0.0
            found.append((own, carried))
            carried = next_ / own if own else 0.0
        return found


def _crossings(pair: Pair, paths: int, seed: int, block: int) -> Array:
    """Return how many paths of a block first meet in each year."""
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(block,))))
    size, years = min(BLOCK, paths - block * BLOCK), len(pair.solid.growth)
    waiting, counts = np.ones(size, bool), np.zeros(years, dtype=np.int64)
    floors = pair.solid.floor or pair.liquid.floor
    for year, met in enumerate((_met_above_floors if floors else _met)(pair, size, rng)):
        counts[year] = np.count_nonzero(met & waiting)
        waiting &= ~met
    return counts


def _met(pair: Pair, size: int, rng: np.random.Generator) -> Any:
    """Yield year by year which paths lie at or below the other's, from the ratio of the costs."""
    a, b, noise = pair.solid, pair.liquid, pair.gap_noise()
    gap = np.log(a.start / b.start) + np.hypot(a.start_sd, b.start_sd) * rng.standard_normal(size)
    own, other = rng.standard_normal(size), rng.standard_normal(size)
    slopes = a.exponent + a.exponent_sd * own
    others = b.exponent + b.exponent_sd * (pair.exponent * own + np.sqrt(1 - pair.exponent**2) * other)
    before, draw, spare = np.zeros(size), np.empty(size), np.empty(size)
    for (weight, carried), of_solid, of_liquid in zip(noise, a.growth, b.growth):
        rng.standard_normal(out=draw)
        gap += np.multiply(draw, weight, out=spare)
        gap += np.multiply(before, carried, out=before)
        before, draw = draw, before
        np.multiply(slopes, of_solid, out=spare)
        spare -= others * of_liquid
        yield gap <= spare


def _met_above_floors(pair: Pair, size: int, rng: np.random.Generator) -> Any:
    """Yield the same where a floor keeps the ratio from being lognormal: both costs are drawn, uncorrelated."""
    slack = pair.liquid.floor - pair.solid.floor
    for own, other in zip(pair.solid.levels(size, rng), pair.liquid.levels(size, rng)):
        yield _below_sum(own, other, slack, True) if slack >= 0 else ~_below_sum(other, own, -slack, False)


def _below_sum(own: Array, other: Array, slack: float, equal: bool) -> Array:
    """Return where exp(own) is below slack + exp(other); exponentials are taken only where bounds leave it open."""
    least = np.maximum(other, np.log(slack) if slack > 0 else -np.inf)
    met = own <= least if equal else own < least
    unsure = np.flatnonzero(~met & (own <= least + np.log(2)))
    left, right = np.exp(own[unsure]), slack + np.exp(other[unsure])
    met[unsure] = left <= right if equal else left < right
    return met


def first_passage(cost: Any, target: Any) -> Parity:
    """Return when sampled costs (paths, years) first meet sampled or fixed targets."""
    met = np.asarray(cost) <= np.asarray(target)
    reached = np.maximum.accumulate(met, axis=1).mean(0)
    return Parity(met.mean(0), reached, np.ones(met.shape[1], bool), met.shape[0])


def sample_moore(window: Window, years: int, settings: Settings, prior: Prior, *, size: int, seed: int) -> Array:
    """Return paths (size, years) of ln(cost ratio) under pooled Moore; each year's law is that of ``fits.moore``."""
    rng = np.random.default_rng(seed)
    mean, squares = moore_fit(window)
    freedom = window.m - 1 + settings.prior_freedom
    variance = (squares + settings.prior_freedom * prior.noise**2) / freedom
    stretch = np.sqrt(variance / (1 + settings.moore_memory**2) * freedom / rng.chisquare(freedom, size))
    shocks = rng.standard_normal((size, window.m + 1 + years))
    noise = shocks[:, 1:] + settings.moore_memory * shocks[:, :-1]
    past, future = noise[:, : window.m], noise[:, window.m :]
    ahead = np.arange(1, years + 1)
    error = np.cumsum(future, axis=1) - past.mean(1, keepdims=True) * ahead
    return ahead * mean + stretch[:, None] * error


def sample_wright(
    window: Window,
    years: int,
    settings: Settings,
    prior: Prior,
    *,
    size: int,
    seed: int,
    growth: Array | None = None,
) -> Array:
    """Return paths (size, years) of ln(cost ratio) under pooled Wright; each year's law is that of ``pooled_wright``.

    ``growth`` holds the coming growth of ln(experience), cumulated, (years,) or (size, years); without it volume is
    forecast by its own mean and variance.
    """
    rng = np.random.default_rng(seed)
    post, ahead = posterior(window, settings, prior), np.arange(1, years + 1)
    stretch = np.sqrt(post.freedom / rng.chisquare(post.freedom, size))[:, None]
    shocks = rng.standard_normal((size, years + 1))
    memory = settings.wright_memory
    steps = (shocks[:, 1:] + memory * shocks[:, :-1]) * np.sqrt(post.noise / (1 + memory**2))
    fade, worth = settings.growth_fade, fading(ahead, settings.growth_fade)
    given = worth * window.mean_growth() if growth is None else np.asarray(growth)
    error = np.cumsum(steps, axis=1) + given * np.sqrt(post.variance) * rng.standard_normal((size, 1))
    if growth is None:
        yearly = np.cumsum(fade**ahead * rng.standard_normal((size, years)), axis=1)
        trend = worth * rng.standard_normal((size, 1)) / np.sqrt(window.m)
        error = error + post.exponent * np.sqrt(window.growth_variance()) * (yearly + trend)
    return -post.exponent * given + stretch * error


def investment_along(time: Any, cost: Any, target: Any, output: Any) -> Array:
    """Return the money spent above a moving target until a cost first meets it.

    Parameters
    ----------
    time : array (times,)
        In annual steps, rising.
    cost, target : arrays (..., times)
        In money per Wh, at those times.
    output : array (..., times)
        Wh made per step.

    Returns
    -------
    array (...)
        By the trapezoidal rule, ended where the straight line between two times crosses; all of it where none does.
    """
    gap, rate = np.broadcast_arrays(np.asarray(cost) - np.asarray(target), np.asarray(output))
    running = np.logical_and.accumulate(gap > 0, axis=-1)
    left, right, step = gap[..., :-1], gap[..., 1:], np.diff(time)
    share = np.where(right > 0, 1.0, left / np.where(left > right, left - right, 1.0))
    end_gap = np.where(right > 0, right, 0.0)
    end_rate = rate[..., :-1] + share * np.diff(rate, axis=-1)
    pieces = (left * rate[..., :-1] + end_gap * end_rate) / 2 * share * step
    return np.where(running[..., :-1], pieces, 0.0).sum(-1)
