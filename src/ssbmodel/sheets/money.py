"""Money from one currency and price year to another: one explicit function, and the tables of rates it needs.

Each pair of currency and price year is a dimension of its own, so that nothing is exchanged or deflated by accident.
A price year that a document does not state is assigned by an act of its own, never guessed.
"""

import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, NamedTuple, get_args

from ..ground.errors import MoneyError, UnitError, did_you_mean
from ..ground.quantities import Quantity
from ..ground.spelling import CURRENCIES, PRICE_YEARS, Units, is_money, write_unit
from ..ground.units import Q, adopt, make
from .figure import Lookup
from .reader import parse_toml, read_toml
from .rules import shown

Index = Literal["gdp_deflator", "cpi"]
Order = Literal["deflate_exchange", "exchange_deflate"]
Years = Mapping[int, float]


class Money(NamedTuple):
    """A currency with its price year."""

    currency: str
    year: int

    def __str__(self) -> str:
        return f"{self.currency}_{self.year}"


@dataclass(frozen=True)
class RateTable:
    """Exchange rates and inflation of several currencies, with their sources.

    Parameters
    ----------
    name : text
    sources : texts
        Where the numbers were published.
    per_usd : currency -> year -> rate
        Units of the currency for one US dollar, mean of the year; the dollar itself is left out.
    inflation : currency -> ``gdp_deflator`` or ``cpi`` -> year -> share
        Change of the index of the currency's economy: the value of year t leads from t-1 to t.

    Raises
    ------
    MoneyError
        If a currency, index, year or rate cannot be.

    Examples
    --------
    >>> table = RateTable("bank", ("a bank",), {"CNY": {2024: 7.2, 2025: 7.2}}, {"CNY": {"cpi": {2025: 0.002}}})
    >>> print(f"{exchange(Q(7.2, 'CNY_2024/Wh'), to='USD_2024', rates=table):.6g}")
    1 USD_2024 / watt_hour
    """

    name: str
    sources: tuple[str, ...]
    per_usd: Mapping[str, Years] = field(repr=False)
    inflation: Mapping[str, Mapping[str, Years]] = field(repr=False)

    def __post_init__(self) -> None:
        rates = {name: _years(self.name, f"per_usd.{name}", years, 0.0) for name, years in self.per_usd.items()}
        _refuse_strangers(self.name, [*rates, *self.inflation], CURRENCIES)
        levels = {}
        for currency, indices in self.inflation.items():
            _refuse_strangers(self.name, indices, get_args(Index))
            place = f"inflation.{currency}"
            levels[currency] = Lookup({i: _years(self.name, f"{place}.{i}", indices[i], -1.0) for i in indices})
        object.__setattr__(self, "sources", tuple(self.sources))
        object.__setattr__(self, "per_usd", Lookup(rates))
        object.__setattr__(self, "inflation", Lookup(levels))

    def __hash__(self) -> int:
        return hash(self.name)

    def cross_rate(self, currency: str, other: str, year: int) -> float:
        """Return how much of the other currency one unit of the first is worth, mean of the year."""
        return self._per_usd(other, year) / self._per_usd(currency, year)

    def price_ratio(self, currency: str, index: str, start: int, end: int) -> float:
        """Return the price level of one year over that of another, chained over the years between."""
        of_currency = self._of(self.inflation, currency, "inflation")
        yearly: Years = self._of(of_currency, index, f"inflation of {currency}")
        steps = range(min(start, end) + 1, max(start, end) + 1)
        if missing := [year for year in steps if year not in yearly]:
            raise MoneyError(self._lacks(f"{index} inflation of {currency}", missing[0], yearly))
        ratio: float = math.prod(1 + yearly[year] for year in steps)
        return ratio if start <= end else 1 / ratio

    def _per_usd(self, currency: str, year: int) -> float:
        if currency == "USD":
            return 1.0
        yearly: Years = self._of(self.per_usd, currency, "exchange rate")
        if year not in yearly:
            raise MoneyError(self._lacks(f"exchange rate of {currency}", year, yearly))
        return yearly[year]

    def _of(self, rows: Mapping[str, Any], key: str, what: str) -> Any:
        if key not in rows:
            listed = ", ".join(rows) or "none"
            raise MoneyError(f"exchange: rates {self.name!r} have no {what} for {key}. They have {listed}.")
        return rows[key]

    def _lacks(self, what: str, year: int, yearly: Years) -> str:
        return f"exchange: rates {self.name!r} have no {what} for {year}. They have {_span(yearly)}."


def exchange(
    q: Quantity | str,
    *,
    to: str,
    rates: RateTable | str,
    index: Index | None = None,
    order: Order | None = None,
) -> Quantity:
    r"""Money in another currency and price year; only the money of the unit is replaced.

    .. math:: c' = c \, \frac{I(Y)}{I(t)} \, X(Y) \quad\text{or}\quad c' = c \, X(t) \, \frac{I'(Y)}{I'(t)}

    with :math:`X` the worth of the first currency in the second, :math:`I` the price index of the first currency's
    economy and :math:`I'` that of the second's. The first form deflates, then exchanges; they differ by the change of
    the real exchange rate, so the caller names the order.

    Parameters
    ----------
    q : quantity, any shape, with one money in its unit
        Such as ``CNY_2022/Wh``. Bare ``CNY`` is refused: :func:`assign_price_year` first.
    to : text
        The money wanted, such as ``"USD_2023"``.
    rates : RateTable, or the name of a shipped one
        ``"fed-h10-world-bank"`` ships; :func:`read_rate_table` reads your own.
    index : "gdp_deflator" or "cpi"
        Needed where the years differ.
    order : "deflate_exchange" or "exchange_deflate"
        Needed where both years and currencies differ.

    Returns
    -------
    quantity, shape of q

    Raises
    ------
    MoneyError
        If a price year is not stated, the table lacks a year or a currency, or a needed choice is missing.

    Notes
    -----
    The way back takes the other order: what was deflated first is inflated last.

    Examples
    --------
    >>> cost = exchange(Q(0.4, "CNY_2025/Wh"), to="USD_2025", rates="fed-h10-world-bank")
    >>> print(f"{cost.to('USD_2025/kWh'):.4g}")
    55.65 USD_2025 / kilowatt_hour
    """
    quantity = _read("exchange", q)
    name, power = _sole_money("exchange", quantity)
    source, target = _priced(name, "q", quantity), _priced(to, "to", quantity)
    for key, value, options in (("index", index, get_args(Index)), ("order", order, get_args(Order))):
        if value is not None and value not in options:
            raise MoneyError(f"exchange: {key} = {shown(value)}. Expected {' or '.join(map(repr, options))}.")
    table = rates if isinstance(rates, RateTable) else rate_table(rates)
    factor = _factor(source, target, table, index, order)
    magnitude = quantity.magnitude if source == target else quantity.magnitude * factor**power
    return _in_money(magnitude, quantity, name, str(target))


def assign_price_year(q: Quantity | str, year: int) -> Quantity:
    """Say which year a money of unstated price year is in: ``CNY/Wh`` becomes ``CNY_2025/Wh``.

    This is a choice, not a conversion; an assumption names its reason.

    Raises
    ------
    MoneyError
        If the unit holds no money, or one that has a price year already.

    Examples
    --------
    >>> print(assign_price_year(Q(0.4, "CNY/Wh"), 2025))
    0.4 CNY_2025 / watt_hour
    """
    quantity = _read("assign_price_year", q)
    name, _ = _sole_money("assign_price_year", quantity)
    if "_" in name:
        advice = f"exchange(q, to='{name[:3]}_{year}', rates=...) changes it"
        raise MoneyError(f"assign_price_year: q is in {_unit(quantity)}, which has a price year; {advice}.")
    if not isinstance(year, int) or isinstance(year, bool) or year not in PRICE_YEARS:
        span = f"{PRICE_YEARS[0]} to {PRICE_YEARS[-1]}"
        raise MoneyError(f"assign_price_year: year = {shown(year)}. Expected a whole year from {span}.")
    return _in_money(quantity.magnitude, quantity, name, f"{name}_{year}")


def rate_table(name: str) -> RateTable:
    """Return a shipped table by its name.

    Raises
    ------
    MoneyError
        If no such table ships.
    """
    known = sorted(entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml"))
    if name not in known:
        near = did_you_mean(str(name), known)
        raise MoneyError(f"exchange: rates = {shown(name)}. Expected a RateTable or one of {', '.join(known)}.{near}")
    return _shipped(name)


def _folder() -> Traversable:
    return files("ssbmodel.sheets") / "tables"


@cache
def _shipped(name: str) -> RateTable:
    return _table(parse_toml((_folder() / f"{name}.toml").read_bytes(), f"{name}.toml", MoneyError))


def read_rate_table(path: str | os.PathLike[str]) -> RateTable:
    """Read a table of your own: TOML with ``name``, ``sources``, ``[per_usd.CNY]``, ``[inflation_percent.CNY.cpi]``.

    Raises
    ------
    MoneyError
        If the file is no such table.
    """
    return _table(read_toml(path, MoneyError))


def _table(tables: dict[str, Any]) -> RateTable:
    """Return the tables of a file, years as numbers and percent as shares."""
    keys = ("name", "sources", "per_usd", "inflation_percent")
    _refuse_strangers("a file", tables, keys)
    if missing := [key for key in keys if key not in tables]:
        raise MoneyError(f"rates: the file has no {missing[0]}. Expected {', '.join(keys)}.")
    name, sources, rates, inflation = (tables[key] for key in keys)
    if not isinstance(name, str) or not isinstance(sources, list) or not all(isinstance(text, str) for text in sources):
        raise MoneyError("rates: name or sources is no text. Write name = '...' and sources = ['...'].")
    try:
        per_usd = {currency: _numbered(rows, 1) for currency, rows in rates.items()}
        shares = {
            currency: {index: _numbered(rows, 100) for index, rows in indices.items()}
            for currency, indices in inflation.items()
        }
    except (AttributeError, TypeError, ValueError):
        raise MoneyError("rates: Expected tables of years, such as [per_usd.CNY] with 2025 = 7.1875.") from None
    return RateTable(name, tuple(sources), per_usd, shares)


def _numbered(rows: Mapping[str, float], unit: float) -> dict[int, float]:
    """Return the years of a file as numbers and their values over a unit: 100 for percent."""
    return {int(year): value / unit for year, value in rows.items()}


def _years(name: str, place: str, years: Years, above: float) -> Years:
    for year, value in years.items():
        if year not in PRICE_YEARS or isinstance(value, bool) or not isinstance(value, (int, float)):
            raise MoneyError(f"rates {name!r}: {place} = {{{year}: {shown(value)}}}. Expected years with numbers.")
        if not above < value < math.inf:
            raise MoneyError(
                f"rates {name!r}: {place} of {year} = {value:g}. Expected a finite number above {above:g}."
            )
    return Lookup(years)


def _refuse_strangers(name: str, keys: Iterable[str], known: Iterable[str]) -> None:
    options = list(known)
    for key in keys:
        if key not in options:
            near = did_you_mean(str(key), options) or f" Expected one of {', '.join(options)}."
            raise MoneyError(f"rates {name!r}: {shown(key)} is unknown.{near}")


def _span(years: Iterable[int]) -> str:
    known = sorted(years)
    if known and len(known) == known[-1] - known[0] + 1:
        return f"{known[0]} to {known[-1]}"
    return ", ".join(map(str, known)) or "none"


def _read(asker: str, q: Any) -> Any:
    """Return what was given as a quantity of the library."""
    if isinstance(q, str):
        return Q(q)
    if not hasattr(q, "unit_items"):
        raise UnitError(f"{asker}: q = {shown(q)} has no unit. Expected money; write Q({shown(q)}, 'CNY_2025/Wh').")
    return adopt(q)


def _unit(quantity: Any) -> str:
    return write_unit(quantity.unit_items()) or "a plain ratio"


def _sole_money(asker: str, quantity: Any) -> tuple[str, Any]:
    """Return the one money in a quantity's unit, and its exponent."""
    moneys = [(name, power) for name, power in quantity.unit_items() if is_money(name)]
    if len(moneys) != 1:
        found = "no money" if not moneys else "more than one money"
        raise MoneyError(f"{asker}: q is in {_unit(quantity)}, which holds {found}. Expected one, such as CNY_2025/Wh.")
    return moneys[0]


def _priced(name: str, key: str, quantity: Any) -> Money:
    """Return currency and price year of a name, or raise with what to write."""
    currency, _, year = name.partition("_") if isinstance(name, str) else ("", "", "")
    if currency not in CURRENCIES or (year and not is_money(name)):
        near = did_you_mean(currency, CURRENCIES) or f" Expected one of {', '.join(CURRENCIES)}."
        raise MoneyError(f"exchange: {key} = {shown(name)} is no money.{near} Write {key}='USD_2025'.")
    if not year and key == "q":
        act = "q = assign_price_year(q, 2025)"
        raise MoneyError(f"exchange: q is in {_unit(quantity)}, whose price year is not stated. Write {act} first.")
    if year and int(year) not in PRICE_YEARS:
        span = f"{PRICE_YEARS[0]} to {PRICE_YEARS[-1]}"
        raise MoneyError(
            f"exchange: {key} = {name!r}. Expected a price year from {span}; write {key}='{currency}_2025'."
        )
    if not year:
        raise MoneyError(f"exchange: {key} = {name!r} names no price year. Write {key}='{currency}_2025'.")
    return Money(currency, int(year))


def _factor(source: Money, target: Money, table: RateTable, index: str | None, order: str | None) -> float:
    """Return the worth of one unit of the source in the target."""
    if source == target:
        return 1.0
    if source.year == target.year:
        return table.cross_rate(source.currency, target.currency, source.year)
    if index is None:
        options = "index='gdp_deflator' or index='cpi'"
        raise MoneyError(f"exchange: {source} to {target} crosses years, and no index is named. Write {options}.")
    if source.currency == target.currency:
        return table.price_ratio(source.currency, index, source.year, target.year)
    if order is None:
        options = "order='deflate_exchange' or order='exchange_deflate'"
        raise MoneyError(f"exchange: {source} to {target} crosses years and currencies. Write {options}.")
    first = order == "deflate_exchange"
    economy, year = (source.currency, target.year) if first else (target.currency, source.year)
    rate = table.cross_rate(source.currency, target.currency, year)
    return rate * table.price_ratio(economy, index, source.year, target.year)


def _in_money(magnitude: Any, quantity: Any, old: str, new: str) -> Quantity:
    """Return a magnitude in a quantity's unit, with its money replaced."""
    units: Units = tuple((new if name == old else name, power) for name, power in quantity.unit_items())
    replaced: Quantity = make(magnitude, units)
    return replaced
