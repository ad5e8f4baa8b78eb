"""Tests the forecasts on history: fit to year t, forecast t + h, for every origin and horizon of a panel.

The prior of each target is recomputed without it; in *strict time* it also sees only the years up to the origin.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any, Literal, NamedTuple

import numpy as np

from ...ground.errors import ScenarioError, did_you_mean
from . import fits
from .distributions import Array, Distribution, Point, StudentT
from .fits import Prior, Settings, Window
from .panel import Panel, Technology

FIRST_ORIGIN, LONGEST_HORIZON = 5, 20
FIXED_RATE = 0.18
LEAST_COVERED, MOST_COVERED = 0.88, 0.93
GRID = {
    "prior_freedom": (4.0, 12.0, 24.0, 40.0, 80.0, 160.0),
    "age_weight": (1.0, 0.9, 0.8, 0.7),
    "growth_fade": (0.95, 0.96, 0.97, 0.98, 1.0),
    "growth_noise": (0.0, 1.0),
}
Knowledge = Literal["full", "strict", "family"]


@dataclass(frozen=True)
class Cases:
    """All forecasts of a hindcast: window, horizon, realised growth and outcome, and where each comes from."""

    window: Window
    horizon: Array
    growth: Array
    outcome: Array
    technology: Array
    year: Array

    def __len__(self) -> int:
        return len(self.horizon)


class Method(NamedTuple):
    """One way to forecast: its name, and the distribution it gives for all cases."""

    title: str
    forecast: Callable[[Cases, Settings, Prior], Distribution]


def _random_walk(cases: Cases, settings: Settings, prior: Prior) -> Distribution:
    window = cases.window
    scale = np.sqrt(cases.horizon * (window.y**2).sum(-1) / window.m)
    return StudentT(np.zeros(len(cases)), scale, window.m * 1.0)


def _fixed_rate(cases: Cases, settings: Settings, prior: Prior) -> Distribution:
    return Point(cases.growth * np.log2(1 - FIXED_RATE))


def _levels(steps: Array) -> Array:
    """Return a series of levels from its increments, 0 at the origin."""
    ends = np.cumsum(steps[..., ::-1], axis=-1)[..., ::-1]
    return np.concatenate([-ends, np.zeros_like(ends[..., :1])], axis=-1)


def _textbook(u: Array, window: Window, ahead: Array) -> StudentT:
    """Ordinary least squares of ln(cost) on u, with the textbook prediction interval."""
    held = np.concatenate([window.held, np.ones_like(window.held[..., :1])], axis=-1)
    points = window.m + 1
    y = _levels(window.y)
    mean_u, mean_y = (np.where(held, v, 0).sum(-1) / points for v in (u, y))
    du, dy = (np.where(held, v - mean[..., None], 0) for v, mean in ((u, mean_u), (y, mean_y)))
    slope = (du * dy).sum(-1) / (du**2).sum(-1)
    noise = ((dy - slope[..., None] * du) ** 2).sum(-1) / (points - 2)
    away = ahead - mean_u
    scale = np.sqrt(noise * (1 + 1 / points + away**2 / (du**2).sum(-1)))
    return StudentT(mean_y + slope * away, scale, points - 2.0)


def _trend(cases: Cases, settings: Settings, prior: Prior) -> Distribution:
    width = cases.window.y.shape[-1]
    return _textbook(np.broadcast_to(np.arange(-width, 1.0), (len(cases), width + 1)), cases.window, cases.horizon)


def _log_log(cases: Cases, settings: Settings, prior: Prior) -> Distribution:
    return _textbook(_levels(cases.window.x), cases.window, cases.growth)


METHODS: dict[str, Method] = {
    "random-walk": Method("random walk, no drift", _random_walk),
    "fixed-rate": Method("fixed learning rate 18 %, point, volume known", _fixed_rate),
    "trend": Method("log-linear trend, textbook interval", _trend),
    "log-log": Method("log-log Wright, textbook interval, volume known", _log_log),
    "moore": Method("Moore IMA", lambda c, s, p: fits.moore(c.window, c.horizon, s)),
    "moore-pooled": Method("Moore IMA, pooled variance", lambda c, s, p: fits.moore(c.window, c.horizon, s, p)),
    "wright-known": Method(
        "first-difference Wright, volume known", lambda c, s, p: fits.wright(c.window, c.horizon, s, c.growth)
    ),
    "wright": Method("first-difference Wright, volume forecast", lambda c, s, p: fits.wright(c.window, c.horizon, s)),
    "pooled-known": Method(
        "pooled Wright, volume known", lambda c, s, p: fits.pooled_wright(c.window, c.horizon, s, p, c.growth)
    ),
    "pooled": Method("pooled Wright, volume forecast", lambda c, s, p: fits.pooled_wright(c.window, c.horizon, s, p)),
    "mixture-known": Method("mixture, volume known", lambda c, s, p: fits.mixture(c.window, c.horizon, s, p, c.growth)),
    "mixture": Method("mixture, volume forecast", lambda c, s, p: fits.mixture(c.window, c.horizon, s, p)),
}


@dataclass(frozen=True)
class Score:
    """How one method did on all cases: one entry per forecast, and their summary."""

    title: str
    crps: np.ndarray = field(repr=False)
    error: np.ndarray = field(repr=False)
    pit: np.ndarray = field(repr=False)
    cases: Cases = field(repr=False)

    def summary(self, chosen: Array | None = None) -> "Summary":
        """Return the means over all forecasts, or over those chosen by a mask."""
        held = np.ones(len(self.crps), bool) if chosen is None else np.asarray(chosen)
        pit, of = self.pit[held], self.cases.technology[held]
        balanced = [self.crps[held][of == tech].mean() for tech in np.unique(of)]
        return Summary(
            int(held.sum()),
            float(self.crps[held].mean()),
            float(((pit > 0.05) & (pit < 0.95)).mean()),
            float(((pit > 0.25) & (pit < 0.75)).mean()),
            float(np.abs(self.error[held]).mean()),
            float(np.mean(balanced)),
        )

    def by_horizon(self, horizons: Iterable[int] = (1, 5, 10, 20)) -> dict[int, "Summary"]:
        """Return the summary of each horizon."""
        return {h: self.summary(self.cases.horizon == h) for h in horizons if (self.cases.horizon == h).any()}

    def by_technology(self) -> dict[str, "Summary"]:
        """Return the summary of each technology."""
        return {str(tech): self.summary(self.cases.technology == tech) for tech in np.unique(self.cases.technology)}

    def tenths(self) -> list[float]:
        """Return the share of outcomes in each tenth of the forecast distribution; all 0.1 where it is calibrated."""
        counts, _ = np.histogram(self.pit, np.linspace(0, 1, 11))
        return [float(count / len(self.pit)) for count in counts]


class Summary(NamedTuple):
    """Number of forecasts, mean CRPS, coverage of the 90 and 50 % bands, mean absolute error, CRPS by technology."""

    forecasts: int
    crps: float
    coverage_90: float
    coverage_50: float
    error: float
    crps_balanced: float


@dataclass(frozen=True)
class Hindcast:
    """The scores of every method, the settings, and the share of forecasts that had to do without a panel."""

    scores: Mapping[str, Score]
    settings: Settings
    knowledge: Knowledge
    panel: Panel = field(repr=False)
    without_panel: float = 0.0

    def __getitem__(self, method: str) -> Score:
        if method not in self.scores:
            raise ScenarioError(f"no method {method!r} in this hindcast.{did_you_mean(method, self.scores)}")
        return self.scores[method]


def cases_of(technologies: Iterable[Technology], settings: Settings) -> Cases:
    """Return every origin and horizon of the protocol for some series."""
    rows: list[tuple[Any, ...]] = []
    for tech in technologies:
        for t in range(FIRST_ORIGIN, len(tech) - 1):
            first = 0 if settings.window is None else max(0, t - settings.window)
            dx, dy = np.diff(tech.x[first : t + 1]), np.diff(tech.y[first : t + 1])
            for h in range(1, min(LONGEST_HORIZON, len(tech) - 1 - t) + 1):
                ends = tech.x[t + h] - tech.x[t], tech.y[t + h] - tech.y[t]
                rows.append((dx, dy, t - first, h, *ends, tech.name, tech.years[t]))
    if not rows:
        raise ScenarioError(f"no series has {FIRST_ORIGIN + 2} points, so there is nothing to forecast.")
    x, y, m, horizon, growth, outcome, names, years = zip(*rows)
    window = Window(_padded(x), _padded(y), np.array(m))
    return Cases(window, np.array(horizon, float), *map(np.array, (growth, outcome, names, years)))


def _padded(rows: Iterable[np.ndarray]) -> np.ndarray:
    listed = list(rows)
    width = max(map(len, listed))
    return np.array([np.concatenate([np.zeros(width - len(row)), row]) for row in listed])


def priors(cases: Cases, panel: Panel, knowledge: Knowledge) -> tuple[Prior, float]:
    """Return the prior of each case, and the share of cases that had to take the weak one."""
    inside = {tech.name for tech in panel.technologies}

    @cache
    def of(name: str, year: float) -> tuple[Prior, bool]:
        if knowledge == "strict":
            return panel.prior_at(year, name)
        if knowledge == "family":
            return panel.prior(panel.family(name)), False
        return panel.prior({name} & inside), False

    strict = knowledge == "strict"
    found = [of(str(n), float(y) if strict else 0.0) for n, y in zip(cases.technology, cases.year)]
    columns = np.array([prior for prior, _ in found]).T
    return Prior(*columns), float(np.mean([weak for _, weak in found]))


def hindcast(
    panel: Panel,
    settings: Settings,
    *,
    methods: Iterable[str] = tuple(METHODS),
    knowledge: Knowledge = "full",
    series: Iterable[Technology] | None = None,
) -> Hindcast:
    """Forecast every year of a panel's history from the years before it, and score the forecasts.

    Parameters
    ----------
    panel : Panel
    settings : Settings
    methods : names of ``METHODS``
    knowledge : ``full``, ``strict`` or ``family``
        Whether the prior sees the other technologies' whole history, only the years up to the origin, or the whole
        history of those that are no relatives of the target.
    series : technologies, optional
        What to forecast instead of the panel itself.

    Returns
    -------
    Hindcast
    """
    cases = cases_of(panel.technologies if series is None else series, settings)
    prior, weak = priors(cases, panel, knowledge)
    scores = {name: score(_method(name), cases, settings, prior) for name in methods}
    return Hindcast(scores, settings, knowledge, panel, weak)


def score(method: Method, cases: Cases, settings: Settings, prior: Prior) -> Score:
    """Score one method on all cases."""
    forecast = method.forecast(cases, settings, prior)
    error = forecast.quantile(np.array(0.5)) - cases.outcome
    return Score(method.title, forecast.crps(cases.outcome), error, forecast.cdf(cases.outcome), cases)


class Gain(NamedTuple):
    """Share by which one method's CRPS is below another's, at 5, 50 and 95 % of bootstrap samples of technologies.

    ``balanced`` is of the mean over technologies, ``pooled`` of the mean over forecasts.
    """

    balanced: tuple[float, ...]
    pooled: tuple[float, ...]


def gain(better: Score, worse: Score, *, draws: int, seed: int) -> Gain:
    """Return how sure it is that one method beats another on technologies like these: a bootstrap over technologies."""
    names, place, counts = np.unique(better.cases.technology, return_inverse=True, return_counts=True)
    sums = np.array([np.bincount(place, score_.crps, len(names)) for score_ in (better, worse)])
    drawn = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), draws)
    spreads = []
    for of_technology in (sums / counts, sums):
        ours, theirs = drawn @ of_technology.T[:, 0], drawn @ of_technology.T[:, 1]
        spreads.append(tuple(float(q) for q in np.quantile(1 - ours / theirs, (0.05, 0.5, 0.95))))
    return Gain(*spreads)


def candidates(start: Settings) -> list[Settings]:
    """Return the grid of settings from which the default ones were chosen by panel scores."""
    grid = product(*GRID.values())
    return [start._replace(window=None, **dict(zip(GRID, values))) for values in grid]


class Trial(NamedTuple):
    """One candidate and its scores with volume known and with volume forecast."""

    settings: Settings
    known: Score
    forecast: Score


def trials(panel: Panel, tried: Iterable[Settings]) -> list[Trial]:
    """Score candidates on a panel."""
    found: list[Trial] = []
    for settings in tried:
        scores = hindcast(panel, settings, methods=("pooled-known", "pooled")).scores
        found.append(Trial(settings, scores["pooled-known"], scores["pooled"]))
    return found


class Tally(NamedTuple):
    """Sums per technology of what candidates scored: (candidates, known or forecast, technologies), and the counts."""

    crps: np.ndarray
    covered: np.ndarray
    forecasts: np.ndarray

    @classmethod
    def of(cls, tried: list[Trial]) -> "Tally":
        """Add up the scores of each technology."""
        names, place, counts = np.unique(tried[0].known.cases.technology, return_inverse=True, return_counts=True)
        both = [[trial.known, trial.forecast] for trial in tried]

        def added(part: Callable[[Score], Any]) -> np.ndarray:
            return np.array([[np.bincount(place, part(s), len(names)) for s in pair] for pair in both])

        return cls(added(lambda s: s.crps), added(lambda s: (s.pit > 0.05) & (s.pit < 0.95)), counts)

    def best(self, kept: Any) -> int:
        """Return the candidate with the lowest sum of both CRPS among those whose 90 % bands cover what they should.

        Only the technologies kept have a say; where no candidate is calibrated, all of them compete.
        """
        number = self.forecasts[kept].sum()
        covered = self.covered[..., kept].sum(-1) / number
        missed = ((covered < LEAST_COVERED) | (covered > MOST_COVERED)).any(-1)
        return int(np.lexsort((self.crps[..., kept].sum((-1, -2)), missed))[0])


def chosen(tried: Iterable[Trial]) -> Trial:
    """Return the candidate that the panel chooses: see :meth:`Tally.best`."""
    listed = list(tried)
    return listed[Tally.of(listed).best(slice(None))]


class HeldOut(NamedTuple):
    """CRPS and coverage of the 90 % band, with volume known and with volume forecast, on technologies held out."""

    crps: tuple[float, float]
    coverage: tuple[float, float]


def held_out(tried: Iterable[Trial], *, folds: int, splits: int, seed: int) -> HeldOut:
    """Choose settings without a part of the technologies and score them on that part; the mean of random splits."""
    tally = Tally.of(list(tried))
    rng, size, total = np.random.default_rng(seed), len(tally.forecasts), np.zeros((2, 2))
    for _ in range(splits):
        place = rng.permutation(size) % folds
        for fold in range(folds):
            pick, out = tally.best(place != fold), place == fold
            total += np.array([tally.crps[pick][:, out].sum(-1), tally.covered[pick][:, out].sum(-1)])
    crps, coverage = total / splits / tally.forecasts.sum()
    return HeldOut((float(crps[0]), float(crps[1])), (float(coverage[0]), float(coverage[1])))


def _method(name: str) -> Method:
    if name not in METHODS:
        raise ScenarioError(f"no method {name!r}.{did_you_mean(name, METHODS)} Expected one of {', '.join(METHODS)}.")
    return METHODS[name]
