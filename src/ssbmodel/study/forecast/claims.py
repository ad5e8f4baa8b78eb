"""The documents' cost claim as named scenarios: where it starts, how much is made, what experience counts.

A name is ``claim-<start>-<path>-<base>``: ``low``, ``high`` or ``range``; ``large`` or ``small``; ``own`` or
``shared``. The answers move far more with path and base than with the learning rate, so all stand side by side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import DomainError, ScenarioError, did_you_mean
from ...ground.quantities import Quantity
from ...ground.units import Q
from ...models.economics.decline import LN2
from ...models.economics.investment import excess_cost, learning_investment, log_growth
from ...models.economics.laws import learning_rate
from ...presets.loader import preset
from .engine import named_exponent, named_settings
from .paths import Parity, Process, parity
from .series import in_unit

EXPONENTS = ("panel", "lithium-ion-levels", "way-batteries")
MONEY = "CNY_2025"
_UNIT = f"{MONEY}/Wh"


@dataclass(frozen=True)
class CostClaim:
    """One scenario of the claim; entries of presets/claims.toml by name, and output added to every coming year."""

    start: str
    path: str
    base: str
    extra: float = field(default=0.0, repr=False)

    @classmethod
    def named(cls, name: str) -> "CostClaim":
        """Return a scenario by its name.

        >>> print(f"{CostClaim.named('claim-low-large-own').doublings(2030):.2f}")
        5.81
        """
        if name not in claim_names():
            told = did_you_mean(name, claim_names())
            raise ScenarioError(f"no claim {name!r}.{told} Expected one of {', '.join(claim_names())}.")
        _, start, path, base = name.split("-")
        return cls(start, path, base)

    @property
    def name(self) -> str:
        """Name of the scenario."""
        return f"claim-{self.start}-{self.path}-{self.base}"

    @property
    def median(self) -> float:
        """Median of the cost at the start, in CNY_2025/Wh."""
        return float(_entry("start", self.start)["median"])

    @cached_property
    def outputs(self) -> np.ndarray:
        """Wh made in each year from the one behind the start to the last that is sampled."""
        entry = _entry("path", self.path)
        first, last, after = entry["first"], entry["last"], preset("claims.toml")["after"]["growth"]
        return np.asarray(_grown(first, last, after) * 1e9 + self.extra)

    @cached_property
    def experience(self) -> float:
        """Experience at the start, prior experience included, in Wh."""
        return float(_entry("path", self.path)["experience"] + _entry("base", self.base)["prior"]) * 1e9

    @cached_property
    def growth(self) -> np.ndarray:
        """Growth of ln(experience) from the start to the end of each coming year."""
        return np.asarray(np.log1p(np.cumsum(self.outputs) / self.experience))

    def doublings(self, year: int) -> float:
        """Return the doublings of experience from the start to the end of a year."""
        return float(self.growth[_index(year)] / LN2)

    @property
    def required_rate(self) -> float:
        """Learning rate that leads from the start to the claim in its year, without noise."""
        claim = preset("claims.toml")["claim"]
        return float(-np.expm1(np.log(claim["cost"] / self.median) / self.doublings(claim["year"])))

    def process(self, exponent: str) -> Process:
        """Return the cost as a process, with an exponent named in presets/forecast.toml."""
        entry, start = named_exponent(exponent), _entry("start", self.start)
        parameters = entry["value"], entry["sd"], entry["noise"], named_settings().wright_memory
        return Process(start["median"], *parameters, self.growth, start_sd=start["sd"])

    def probability_below(self, cost: Quantity, *, by: int, exponent: str) -> float:
        """Return the probability that the cost of a year is at or below one."""
        return float(self.process(exponent).probability_below(float(in_unit("cost", cost, _UNIT)))[_index(by)])

    def parity(self, exponent: str) -> Parity:
        """Return when the cost meets that of liquid-electrolyte cells, which fall too."""
        liquid, sampling = preset("claims.toml")["liquid"], preset("claims.toml")["sampling"]
        correlations = {name: liquid[name] for name in ("noise_correlation", "exponent_correlation")}
        ours = self.process(exponent)
        return parity(ours, liquid_cells(), **correlations, paths=sampling["paths"], seed=sampling["seed"])

    def parity_year(self, exponent: str, probability: float = 0.5) -> int | None:
        """Return the first year by which parity is reached with a probability; None where not within the horizon."""
        year = self.parity(exponent).year(probability)
        return None if year is None else preset("claims.toml")["claim"]["start"] + year

    def with_line(self, yearly: Quantity) -> "CostClaim":
        """Return the scenario with output added to every coming year, such as a new line at full use."""
        return replace(self, extra=self.extra + float(in_unit("yearly", yearly, "Wh")))

    def bought(self, subsidy: Quantity, *, exponent: str) -> "Bought | None":
        """Return what a sum buys at most against today's price of liquid cells; None where it pays for all the way."""
        start: dict[str, Any] = {"start_cost": Q(self.median, _UNIT), "parity_cost": Q(liquid_cells().start, _UNIT)}
        start["learning_rate"] = learning_rate(Q(named_exponent(exponent)["value"], ""))
        made = _entry("path", self.path)["experience"]
        start |= {"experience": Q(made, "GWh"), "prior_experience": Q(self.experience / 1e9 - made, "GWh")}
        whole: Any = learning_investment(**start)
        return None if subsidy > whole else experience_bought(subsidy, **start)

    @property
    def sentence(self) -> str:
        """What must be believed, in one sentence."""
        claim = preset("claims.toml")["claim"]
        year, cost = claim["year"], claim["cost"]
        panel = self.probability_below(Q(cost, _UNIT), by=year, exponent="panel")
        start = f"{self.median:.3g}{_entry('start', self.start).get('told', '')}"
        return (
            f"To believe in less than {cost} yuan/Wh in {year}, starting from {start}, one must believe that "
            f"experience doubles {self.doublings(year):.1f} times by then and that each doubling takes "
            f"{100 * self.required_rate:.0f} % off the cost; the history of 76 technologies gives that {chance(panel)}."
        )


def claim_names() -> tuple[str, ...]:
    """Return the names of all scenarios of the claim.

    >>> len(claim_names())
    12
    """
    data = preset("claims.toml")
    kinds = [[entry["name"] for entry in data[kind]] for kind in ("start", "path", "base")]
    return tuple(f"claim-{start}-{path}-{base}" for start in kinds[0] for path in kinds[1] for base in kinds[2])


def liquid_cells() -> Process:
    """Return the cost of liquid-electrolyte cells as a process over the same years."""
    entry = preset("claims.toml")["liquid"]
    exponent = named_exponent(entry["exponent"])
    outputs = _grown(entry["first"], entry["last"], (entry["last"] / entry["first"]) ** (1 / _claimed_steps()))
    growth = np.log1p(np.cumsum(outputs) / entry["experience"])
    parameters = exponent["value"], exponent["sd"], exponent["noise"], named_settings().wright_memory
    return Process(entry["cny"], *parameters, growth)


def liquid_outputs(first: int, until: int) -> Quantity:
    """Return what is made of lithium-ion cells in each year: constructed to the claim's start, assumed behind it."""
    market, entry, start = (
        preset("series.toml")["market"],
        preset("claims.toml")["liquid"],
        preset("claims.toml")["claim"],
    )
    made = dict(enumerate(market["amount"], market["first_year"]))
    yearly = (entry["last"] / entry["first"]) ** (1 / _claimed_steps())
    made |= dict(enumerate(_grown(entry["first"], entry["last"], yearly), start["start"] + 1))
    return Q(np.array([made[year] for year in range(first, until + 1)]), "GWh")


def chance(probability: float) -> str:
    """Return a probability as a reader takes it in.

    >>> chance(0.0035), chance(0.219), chance(0.9995)
    ('a chance of 0.4 %', 'a chance of 22 %', 'a chance above 99 %')
    """
    if not 0.0005 <= probability <= 0.99:
        return "a chance below 0.1 %" if probability < 0.5 else "a chance above 99 %"
    return f"a chance of {100 * probability:.{0 if probability >= 0.0995 else 1}f} %"


class Bought(NamedTuple):
    """What a sum of money buys at most: output, doublings, the cost behind it, its share of the whole investment."""

    added: Quantity
    doublings: float
    cost: Quantity
    share: float


def experience_bought(subsidy: Quantity, **start: Any) -> Bought:
    """Return the output whose cost above a price a sum of money pays for.

    Parameters
    ----------
    subsidy : quantity [money]
        All of it closes the gap between cost and price: an upper bound of what money for equipment or research buys.
    **start : quantities
        ``start_cost``, ``parity_cost``, ``learning_rate``, ``experience``, ``prior_experience`` as
        :func:`ssbmodel.learning_investment` takes them; single values.

    Raises
    ------
    UnitError, DomainError, MoneyError
        As there, and if the sum is more than the whole learning investment.

    Examples
    --------
    >>> bought = experience_bought(Q(30e6, "CNY_2025"), start_cost=Q(1.9, "CNY_2025/Wh"), learning_rate=Q(20, "%"),
    ...     parity_cost=Q(0.45, "CNY_2025/Wh"), experience=Q(20, "GWh"), prior_experience=Q(0, "GWh"))
    >>> print(f"{bought.added.to('GWh'):.3g}")
    0.0207 gigawatt_hour
    """
    from scipy.optimize import brentq

    whole: Any = learning_investment(**start)
    given: Any = subsidy
    share = float((given / whole).m_as(""))
    if not 0 <= share <= 1:
        told = f"experience_bought: subsidy={given:g} is more than the whole learning investment of {whole:.4g}."
        raise DomainError(f"{told} Expected at most that: behind parity there is no gap to close.")
    money = f"{start['start_cost'].units:~}".partition(" ")[0]
    cost, price = (float(in_unit(name, start[name], f"{money}/Wh")) for name in ("start_cost", "parity_cost"))
    rate, base = float(start["learning_rate"].m_as("")), start["experience"] + start["prior_experience"]
    target = share * excess_cost(np, cost, price, rate, log_growth(np, cost, price, rate))
    end = float(log_growth(np, cost, price, rate))

    def short_of(growth: float) -> float:
        return float(excess_cost(np, cost, price, rate, growth) - target)

    growth: Any = brentq(short_of, 0.0, end, xtol=1e-15) if 0 < share < 1 else share * end
    after = cost * np.exp(growth * np.log1p(-rate) / LN2)
    return Bought(base * np.expm1(growth), growth / LN2, Q(float(after), f"{money}/Wh"), share)


def named_subsidies() -> Mapping[str, Mapping[str, Any]]:
    """Return the sums that the documents name."""
    return {entry["name"]: entry for entry in preset("claims.toml")["subsidy"]}


class Effect(NamedTuple):
    """Parity with and without an addition to every year's output; years, None where not within the horizon."""

    without: int | None
    with_it: int | None
    reached: tuple[float, float]


def effect_on_parity(claim: CostClaim, yearly: Quantity, *, exponent: str) -> Effect:
    """Return how output added to every coming year moves the parity date; ``reached`` is by the end of the horizon."""
    more = claim.with_line(yearly)
    before, after = claim.parity(exponent), more.parity(exponent)
    years = claim.parity_year(exponent), more.parity_year(exponent)
    return Effect(*years, (float(before.reached[-1]), float(after.reached[-1])))


def _entry(kind: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in preset("claims.toml")[kind] if entry["name"] == name)
    return found


def _claimed_steps() -> int:
    claim = preset("claims.toml")["claim"]
    return int(claim["year"] - claim["start"])


def _grown(first: float, last: float, after: float) -> np.ndarray:
    """Return yearly outputs: steady growth to the claim's year, a given growth behind it."""
    steps, data = _claimed_steps(), preset("claims.toml")
    early = first * (last / first) ** (np.arange(1, steps + 1) / steps)
    late = last * after ** np.arange(1, data["sampling"]["until"] - data["claim"]["year"] + 1)
    return np.concatenate([early, late])


def _index(year: int) -> int:
    data = preset("claims.toml")
    first, last = data["claim"]["start"] + 1, data["sampling"]["until"]
    if not first <= year <= last:
        raise ScenarioError(f"year={year!r}. The claim's scenarios cover {first} to {last}.")
    return int(year - first)
