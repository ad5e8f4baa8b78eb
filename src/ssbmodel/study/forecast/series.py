"""A cost over the years and the experience behind it, as types that refuse what cannot be compared."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np

from ...ground.errors import MoneyError, ScenarioError, UnitError, did_you_mean, short
from ...ground.quantities import PositiveUnitCost, Quantity, declared
from ...ground.units import Q, adopt, converter
from ...presets.loader import preset
from .fits import Window

FEWEST_YEARS = 2
Kind = Literal["cost", "price"]
Level = Literal["cell", "pack"]
Basis = Literal["rated", "usable"]


@dataclass(frozen=True)
class Experience:
    """Cumulative output by year: of what, since when, and what came before the count.

    Parameters
    ----------
    amount : quantity, one per year [Wh]
        Cumulative output at the end of each year, that year's output included.
    scope : text
        Output of what, where.
    since : int
        First year that is counted.
    prior : quantity [Wh]
        Experience from before the count, or from a related product. Required: 0 is an answer.
    prior_reason : text

    Raises
    ------
    UnitError
        If a unit is missing or wrong.
    ScenarioError
        If an amount is not positive, finite and growing, or the prior is negative or has no reason.

    Examples
    --------
    >>> from ssbmodel import Q
    >>> Experience(Q([1.0, 3.0], "GWh"), "cells, world", 1991, Q(1.0, "GWh"), "made before 1991").x.round(3)
    array([21.416, 22.11 ])
    """

    amount: Quantity = field(repr=False)
    scope: str
    since: int
    prior: Quantity
    prior_reason: str = field(repr=False)

    def __post_init__(self) -> None:
        amounts, prior = self._amounts, self._prior
        bad = np.flatnonzero(~(np.isfinite(amounts) & (np.diff(amounts, prepend=0.0) > 0)))
        if bad.size:
            told = f"experience {self.scope!r}: amount {bad[0] + 1} of {len(amounts)} is {amounts[bad[0]]:g} Wh."
            raise ScenarioError(f"{told} Expected finite amounts above 0, each above the one before.")
        if not (math.isfinite(prior) and prior >= 0) or len(self.prior_reason) < 3:
            raise ScenarioError(
                f"experience {self.scope!r}: prior={self.prior}. Expected 0 Wh or more with a reason; write 0 for none."
            )

    @cached_property
    def _amounts(self) -> np.ndarray:
        return np.atleast_1d(in_unit("amount", self.amount, "Wh"))

    @cached_property
    def _prior(self) -> float:
        return float(in_unit("prior", self.prior, "Wh"))

    @property
    def x(self) -> np.ndarray:
        """Logarithm of experience, prior experience included."""
        return np.asarray(np.log(self._amounts + self._prior))

    def with_prior(self, prior: Quantity, reason: str) -> "Experience":
        """Return the same count with another prior experience."""
        return Experience(self.amount, self.scope, self.since, prior, reason)

    def __add__(self, other: "Experience") -> "Experience":
        """Add two amounts of one scope, counted since one year."""
        if (self.scope, self.since) != (other.scope, other.since):
            raise ScenarioError(
                f"experience {self.scope!r} since {self.since} and {other.scope!r} since {other.since} do not add. "
                "Expected one scope and one first year."
            )
        amount: Any = self.amount
        prior: Any = self.prior
        reason = f"{self.prior_reason}; {other.prior_reason}"
        return Experience(amount + other.amount, self.scope, self.since, prior + other.prior, reason)


@dataclass(frozen=True)
class CostSeries:
    """A cost or price per energy, year by year, in one money and on one basis.

    Parameters
    ----------
    name : text
    years : whole numbers, each one after the last
    cost : quantity, one per year [money/Wh]
        In the money of one stated year: a nominal series has no place here.
    kind : ``cost`` or ``price``
    level : ``cell`` or ``pack``
    basis : ``rated`` or ``usable``
    source : text
    experience : Experience, optional
        One amount per year; without it only laws in time can be fitted.

    Raises
    ------
    UnitError, MoneyError
        If the cost has no unit or the wrong one, no price year, or is in mixed money.
    ScenarioError
        If it is too short, unordered, with gaps, not positive, or its experience has another length.

    Examples
    --------
    >>> from ssbmodel import Q
    >>> CostSeries("toy", (2020, 2021), Q([2.0, 1.0], "CNY_2025/Wh"), "price", "cell", "rated", "none").money
    'CNY_2025'
    """

    name: str
    years: tuple[int, ...] = field(repr=False)
    cost: Quantity = field(repr=False)
    kind: Kind
    level: Level
    basis: Basis
    source: str = field(repr=False)
    experience: Experience | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "years", tuple(self.years))
        object.__setattr__(self, "cost", _one_money(self.name, self.years, self.cost))
        _refuse_gaps(self.name, self.years)
        lengths = {"costs": len(self._values), "amounts of experience": len(self.years)}
        if self.experience is not None:
            lengths["amounts of experience"] = len(self.experience.x)
        for what, length in lengths.items():
            if length != len(self.years):
                raise ScenarioError(f"series {self.name!r}: {len(self.years)} years but {length} {what}.")
        for year, value in zip(self.years, self._values):
            if not (math.isfinite(value) and value > 0):
                told = f"series {self.name!r}: the cost of {year} is {value:g} {self.money}/Wh."
                raise ScenarioError(f"{told} Expected a finite value above 0.")
        if "_" not in self.money:
            told = f"series {self.name!r}: cost is in {self.money} of no stated year."
            raise MoneyError(f"{told} Expected money of one price year, such as USD_2018/kWh.")

    @cached_property
    def _read(self) -> tuple[np.ndarray, str]:
        word = declared(PositiveUnitCost)
        assert word is not None
        conversion = converter(word[0]).conversion(tuple(adopt(self.cost).unit_items()))
        return np.atleast_1d(np.asarray(conversion(adopt(self.cost).magnitude), float)), conversion.money

    @property
    def _values(self) -> np.ndarray:
        return self._read[0]

    @property
    def money(self) -> str:
        """Currency and price year, such as ``USD_2018``."""
        return self._read[1]

    @property
    def y(self) -> np.ndarray:
        """Logarithm of the cost in its money per Wh."""
        return np.asarray(np.log(self._values))

    @property
    def last(self) -> Quantity:
        """The cost of the last year."""
        return Q(float(self._values[-1]), f"{self.money}/Wh")

    def until(self, year: int) -> "CostSeries":
        """Return what was known at the end of a year."""
        return self._cut([i for i, y in enumerate(self.years) if y <= year])

    def since(self, year: int) -> "CostSeries":
        """Return the years from one on."""
        return self._cut([i for i, y in enumerate(self.years) if y >= year])

    def with_prior(self, prior: Quantity, reason: str) -> "CostSeries":
        """Return the series with another prior experience."""
        experience = self._experience().with_prior(prior, reason)
        return CostSeries(self.name, self.years, self.cost, self.kind, self.level, self.basis, self.source, experience)

    def window(self, length: int | None) -> Window:
        """Return the last increments, all of them where the length is None."""
        first = 0 if length is None else max(0, len(self.years) - 1 - length)
        x = np.zeros(len(self.years)) if self.experience is None else self.experience.x
        return Window.of(np.diff(x[first:]), np.diff(self.y[first:]))

    @property
    def x(self) -> np.ndarray:
        """Logarithm of experience, prior experience included."""
        return np.asarray(self._experience().x)

    def _experience(self) -> Experience:
        if self.experience is None:
            raise ScenarioError(f"series {self.name!r} has no experience. Write experience=Experience(...).")
        return self.experience

    def _cut(self, held: list[int]) -> "CostSeries":
        if len(held) < FEWEST_YEARS:
            told = f"series {self.name!r} covers {self.years[0]} to {self.years[-1]}: too few of its years are left."
            raise ScenarioError(f"{told} Expected {FEWEST_YEARS} or more.")
        index, e = np.array(held), self.experience
        amount: Any = None if e is None else Q(e._amounts[index], "Wh")
        cut = None if e is None else Experience(amount, e.scope, e.since, e.prior, e.prior_reason)
        cost = Q(self._values[index], f"{self.money}/Wh")
        years = tuple(self.years[i] for i in held)
        return CostSeries(self.name, years, cost, self.kind, self.level, self.basis, self.source, cut)


class Levels(NamedTuple):
    """An ordinary regression of ln(cost): slope, its standard error, residual standard deviation, fit, points."""

    slope: float
    error: float
    residual: float
    r2: float
    points: int

    @property
    def learning_rate(self) -> float:
        """Share of the cost that goes with each doubling, where the regression is on ln(experience)."""
        return float(-np.expm1(self.slope * np.log(2)))

    @property
    def annual_decline(self) -> float:
        """Share of the cost that goes each year, where the regression is on time."""
        return float(-np.expm1(self.slope))


def fit_levels(u: Any, y: Any) -> Levels:
    """Regress ln(cost) on ln(experience) or on time; its residuals are autocorrelated, its error far too small."""
    u, y = np.asarray(u, float), np.asarray(y, float)
    du, dy = u - u.mean(), y - y.mean()
    slope = (du @ dy) / (du @ du)
    rest = dy - slope * du
    residual = math.sqrt(rest @ rest / (len(u) - 2))
    return Levels(float(slope), residual / math.sqrt(du @ du), residual, float(1 - rest @ rest / (dy @ dy)), len(u))


class Separation(NamedTuple):
    """Can time and experience be told apart? Not with ``implied`` near ``drift`` and ``correlation`` near 1."""

    drift: float
    implied: float
    correlation: float


def separation(series: CostSeries) -> Separation:
    """Return the drift of ln(cost), the drift that Wright's law implies, and how straight ln(experience) is in time."""
    x, years = series.x, np.asarray(series.years, float)
    drift, exponent = fit_levels(years, series.y).slope, -fit_levels(x, series.y).slope
    return Separation(drift, -exponent * fit_levels(years, x).slope, float(np.corrcoef(x, years)[0, 1]))


class PriorFit(NamedTuple):
    """Prior experience that makes Wright's law fit best: value and 95 % interval, exponent, residual deviation."""

    prior: Quantity
    low: Quantity
    high: Quantity
    exponent: float
    residual: float

    @property
    def learning_rate(self) -> float:
        """Share of the cost that goes with each doubling."""
        return float(-np.expm1(-self.exponent * np.log(2)))


def fit_prior_experience(series: CostSeries) -> PriorFit:
    """Find the prior experience for which ln(cost) is straightest in ln(experience), with its profile interval.

    The interval holds every value whose likelihood ratio stays below 1.92 (95 % of a chi-square with one freedom).
    """
    from scipy.optimize import brentq, minimize_scalar

    amounts, y = series._experience()._amounts, series.y
    ends = np.log(amounts[0]) - 5, np.log(amounts[-1]) + 2

    def error(log_prior: float) -> float:
        return fit_levels(np.log(amounts + np.exp(log_prior)), y).residual

    grid = np.linspace(*ends, 400)
    start = int(np.argmin([error(b) for b in grid]))
    around = grid[max(start - 1, 0)], grid[min(start + 1, len(grid) - 1)]
    found: Any = minimize_scalar(error, bounds=around, method="bounded", options={"xatol": 1e-10})
    best = float(found.x)
    limit = error(best) * math.exp(1.92 / len(y))
    low: Any = brentq(lambda b: error(b) - limit, ends[0], best) if error(ends[0]) > limit else -math.inf
    high: Any = brentq(lambda b: error(b) - limit, best, ends[1]) if error(ends[1]) > limit else math.inf
    prior, least, most = (Q(math.exp(b), "Wh") for b in (best, low, high))
    return PriorFit(prior, least, most, -fit_levels(np.log(amounts + math.exp(best)), y).slope, error(best))


class TwoFactor(NamedTuple):
    """Exponents of experience and knowledge, fitted together, with the condition number of the standardised design."""

    experience_exponent: float
    knowledge_exponent: float
    condition: float


def fit_two_factors(x: Any, knowledge: Any, y: Any, *, limit: float = 10.0) -> TwoFactor:
    """Regress ln(cost) on ln(experience) and ln(knowledge).

    Raises
    ------
    ScenarioError
        If the two move together so closely (condition number above the limit) that separate rates mean nothing.
    """
    columns = np.array([x, knowledge], float).T
    spread = columns.std(0)
    design = (columns - columns.mean(0)) / spread
    condition = float(np.linalg.cond(design))
    if not condition <= limit:
        raise ScenarioError(
            f"condition={condition:.3g} of experience and knowledge. Expected at most {limit:g}: they move "
            "together, so separate rates mean nothing. Fit one factor."
        )
    slopes = np.linalg.lstsq(design, np.asarray(y, float) - np.mean(y), rcond=None)[0] / spread
    return TwoFactor(float(-slopes[0]), float(-slopes[1]), condition)


def named_series(name: str) -> CostSeries:
    """Return one of the series that the library carries, as published.

    >>> named_series("lithium-ion-cells").years[-1]
    2016
    """
    known = {entry["name"]: entry for entry in preset("series.toml")["series"]}
    if name not in known:
        raise ScenarioError(f"no series {name!r}.{did_you_mean(name, known)} Expected one of {', '.join(known)}.")
    e = known[name]
    experience = None
    if "experience" in e:
        z = e["experience"]
        amount, prior = Q(np.array(z["amount"], float), z["unit"]), Q(float(z["prior"]), z["unit"])
        experience = Experience(amount, z["scope"], z["since"], prior, z["prior_reason"])
    years = tuple(range(e["first_year"], e["first_year"] + len(e["cost"])))
    cost = Q(np.array(e["cost"], float), e["unit"])
    return CostSeries(name, years, cost, e["kind"], e["level"], e["basis"], e["source"], experience)


def in_unit(name: str, value: Any, unit: str) -> np.ndarray:
    """Return the plain numbers of a quantity in a unit, or refuse it by its name."""
    if not hasattr(value, "unit_items"):
        raise UnitError(
            f"{name}={short(value)} has no unit. Expected {unit}; write {name}=Q({short(value)}, {unit!r})."
        )
    try:
        return np.asarray(Q(value, unit).magnitude, float)
    except UnitError as error:
        raise UnitError(str(error).replace("Q: value", name, 1)) from None


def _one_money(name: str, years: Sequence[int], cost: Any) -> Quantity:
    """Return one quantity array; a list of quantities must be in one unit."""
    if hasattr(cost, "unit_items"):
        return adopt(cost)  # type: ignore[no-any-return]
    if not isinstance(cost, (list, tuple)) or not all(hasattr(value, "unit_items") for value in cost):
        raise UnitError(f"series {name!r}: the cost has no unit. Write cost=Q([...], 'USD_2018/kWh').")
    first = cost[0]
    for year, value in zip(years, cost):
        if value.units != first.units:
            told = (
                f"series {name!r}: the cost of {years[0]} is in {first.units:~} but that of {year} in {value.units:~}."
            )
            raise MoneyError(f"{told} Convert one of them first: exchange(..., rates=...).")
    return Q(np.array([value.magnitude for value in cost]), f"{first.units:~}".replace(" ", ""))


def _refuse_gaps(name: str, years: Sequence[int]) -> None:
    if len(years) < FEWEST_YEARS:
        raise ScenarioError(f"series {name!r} has years={list(years)}. Expected {FEWEST_YEARS} years or more.")
    for before, year in pairwise(years):
        if year != before + 1:
            raise ScenarioError(f"series {name!r}: {year} follows {before}. Expected years that step by exactly 1.")
