"""The forecast of one series: what its cost will be, in its own money, as a distribution per coming year."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import ScenarioError, did_you_mean
from ...ground.quantities import Quantity
from ...ground.units import Q
from ...presets.loader import preset
from . import fits
from .distributions import Array
from .fits import Prior, Settings, Window
from .series import CostSeries, in_unit

ENGINES = ("pooled", "moore", "mixture")
_HALVINGS = 80


class Averaged(NamedTuple):
    """The mean of many distributions along their first axis, such as one per sampled deployment path."""

    parts: Any

    def cdf(self, value: Array) -> Array:
        """Return the probability of a value or less."""
        return np.mean(self.parts.cdf(value), axis=0)

    def quantile(self, probability: Array) -> Array:
        """Return the value below which the probability lies, by halving the gap between the parts' quantiles."""
        ends = self.parts.quantile(probability)
        low, high = ends.min(0), ends.max(0)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = self.cdf(middle) < probability
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return (low + high) / 2


@dataclass(frozen=True)
class Forecast:
    """A distribution of the cost for each coming year.

    ``weight_of_series`` is the share of the exponent that comes from the series itself; the rest is the panel's.
    """

    series: CostSeries = field(repr=False)
    years: tuple[int, ...]
    engine: str
    law: Any = field(repr=False)
    floor: float = field(repr=False)
    weight_of_series: float | None

    def quantile(self, probability: float, by: int | None = None) -> Quantity:
        """Return the cost below which the probability lies, of every coming year or of one."""
        if not 0 < probability < 1:
            raise ScenarioError(f"probability={probability!r}. Expected a value in (0, 1).")
        start = self._start()
        costs = self.floor + start * np.exp(self.law.quantile(np.asarray(probability)))
        return Q(costs if by is None else float(costs[self._index(by)]), f"{self.series.money}/Wh")

    def probability_below(self, cost: Quantity, *, by: int) -> float:
        """Return the probability that the cost of a year is at or below one given in the money of the series."""
        unit = f"{self.series.money}/Wh"
        above = float(in_unit("cost", cost, unit)) - self.floor
        if above <= 0:
            return 0.0
        return float(np.broadcast_to(self.law.cdf(np.log(above / self._start())), len(self.years))[self._index(by)])

    def _start(self) -> float:
        return float(np.exp(self.series.y[-1])) - self.floor

    def _index(self, year: int) -> int:
        if year not in self.years:
            raise ScenarioError(f"by={year!r}. The forecast covers {self.years[0]} to {self.years[-1]}.")
        return self.years.index(year)


def cost_forecast(
    series: CostSeries,
    *,
    until: int,
    prior: Prior,
    settings: Settings,
    engine: str = "pooled",
    outputs: Quantity | None = None,
    floor: Quantity | None = None,
) -> Forecast:
    """Forecast the cost of a series.

    Parameters
    ----------
    series : CostSeries
    until : int
        Last year of the forecast.
    prior : Prior
        What other technologies say, such as ``named_prior("experience-curves")``.
    settings : Settings
        Such as ``named_settings()``.
    engine : ``pooled``, ``moore`` or ``mixture``
    outputs : quantity (years,) or (draws, years) [Wh], optional
        Output of each coming year. Without it, experience goes on growing as in the window; with prior experience that
        is a poor forecast, so give a path.
    floor : quantity [money/Wh], optional
        Cost that neither learning nor noise can cross.

    Returns
    -------
    Forecast

    Raises
    ------
    ScenarioError
        If the engine is not known, the series is too short, the floor is not below every cost, or the outputs do not
        fit the years.

    Examples
    --------
    >>> from ssbmodel.study.forecast.series import named_series
    >>> cells = named_series("lithium-ion-cells")
    >>> prior, settings = named_prior("experience-curves"), named_settings()
    >>> ahead = cost_forecast(cells, until=2020, prior=prior, settings=settings)
    >>> print(f"{ahead.quantile(0.5, by=2020).to('USD_2018/kWh'):.0f}")
    119 USD_2018 / kilowatt_hour
    """
    if engine not in ENGINES:
        raise ScenarioError(f"engine={engine!r}.{did_you_mean(engine, ENGINES)} Expected one of {', '.join(ENGINES)}.")
    years = tuple(range(series.years[-1] + 1, until + 1))
    if not years:
        raise ScenarioError(f"until={until}. The series ends in {series.years[-1]}; expected a later year.")
    least = 0.0 if floor is None else float(in_unit("floor", floor, f"{series.money}/Wh"))
    window = _window(series, settings, least)
    growth = None if outputs is None else growth_of(series, outputs, len(years))
    law = _law(engine, Given(window, settings, prior), np.arange(1.0, len(years) + 1), growth)
    weight = None if engine == "moore" else float(fits.posterior(window, settings, prior).weight)
    sampled = growth is not None and growth.ndim == 2 and engine != "moore"
    return Forecast(series, years, engine, Averaged(law) if sampled else law, least, weight)


def growth_of(series: CostSeries, outputs: Quantity, years: int) -> np.ndarray:
    """Return the growth of ln(experience) from the last year on, cumulated, that yearly outputs bring."""
    made = in_unit("outputs", outputs, "Wh")
    if made.shape[-1:] != (years,) or made.ndim > 2 or not (made >= 0).all():
        raise ScenarioError(f"outputs of shape {made.shape}. Expected {years} values of 0 Wh or more, one per year.")
    return np.asarray(np.log1p(np.cumsum(made, axis=-1) / np.exp(series.x[-1])))


class Given(NamedTuple):
    """What a law is fitted to: the window, the settings and the panel's prior."""

    window: Window
    settings: Settings
    prior: Prior


def _law(engine: str, given: Given, ahead: Array, growth: Array | None) -> Any:
    window, settings, prior = given
    if engine == "moore":
        return fits.moore(window, ahead, settings, prior)
    if growth is None and window.m < 2:
        raise ScenarioError("the window has one increment, too few to forecast volume. Write outputs=Q([...], 'GWh').")
    return (fits.pooled_wright if engine == "pooled" else fits.mixture)(window, ahead, settings, prior, growth)


def _window(series: CostSeries, settings: Settings, floor: float) -> Window:
    """Return the window of ln(cost above the floor)."""
    window, costs = series.window(settings.window), np.exp(series.y)
    if not floor:
        return window
    if not 0 <= floor < costs[-window.m - 1 :].min():
        raise ScenarioError(f"floor={floor!r} {series.money}/Wh. Expected 0 or more, below every cost of the window.")
    return Window.of(window.x, np.diff(np.log(costs[-window.m - 1 :] - floor)))


def named_prior(name: str) -> Prior:
    """Return a prior that the library carries, with the panel it comes from in presets/forecast.toml.

    >>> named_prior("weak")[:3]
    (0.0, 0.5, 0.1)
    """
    entry = _named("prior", name)
    return Prior(**{word: entry[word] for word in Prior._fields if word in entry})


def named_exponent(name: str) -> dict[str, Any]:
    """Return an exponent with its standard deviation, noise and source."""
    return dict(_named("exponent", name))


def named_settings(name: str = "default", **changed: Any) -> Settings:
    """Return the settings of the engine, ``default`` or those of the published methods (``reference``).

    Every one has its reason in presets/forecast.toml; there a window of 0 stands for all increments.

    >>> named_settings("reference").window
    5
    """
    entry = _named("settings", name)
    words: dict[str, Any] = {key: entry[key] for key in Settings._fields}
    words["window"] = entry["window"] or None
    return Settings(**words)._replace(**changed)


def _named(kind: str, name: str) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = {entry["name"]: entry for entry in preset("forecast.toml")[kind]}
    if name not in known:
        raise ScenarioError(f"no {kind} {name!r}.{did_you_mean(name, known)} Expected one of {', '.join(known)}.")
    return known[name]
