"""Money from one currency and price year to another: one explicit function, and the tables of rates it needs.

Each pair of currency and price year is a dimension of its own, so that nothing is exchanged or deflated by accident.
A price year that a document does not state is assigned by an act of its own, never guessed.
"""

from typing import Any, Literal, NamedTuple, get_args

from ..ground.errors import MoneyError, UnitError, did_you_mean
from ..ground.quantities import Quantity
from ..ground.spelling import CURRENCIES, PRICE_YEARS, Units, is_money, write_unit
from ..ground.units import Q, adopt, make
from .rates import Index, RateTable, rate_table, rate_tables, read_rate_table
from .rules import shown

__all__ = [
    "Index", "Order", "RateTable", "assign_price_year", "exchange", "rate_table", "rate_tables", "read_rate_table",
]  # fmt: skip
Order = Literal["deflate_exchange", "exchange_deflate"]


class Priced(NamedTuple):
    """A currency with its price year."""

    currency: str
    year: int

    def __str__(self) -> str:
        return f"{self.currency}_{self.year}"


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
    if "_" not in name:
        act = "q = assign_price_year(q, 2025)"
        raise MoneyError(f"exchange: q is in {_unit(quantity)}, whose price year is not stated. Write {act} first.")
    source, target = priced(name, "exchange: q", "q='{}'"), priced(to, "exchange: to", "to='{}'")
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


def priced(name: Any, told: str, write: str) -> Priced:
    """Return currency and price year of a name, or raise with what was asked and what to write in its place.

    >>> priced("USD_2025", "exchange: to", "to='{}'")
    Priced(currency='USD', year=2025)
    """
    currency, _, year = name.partition("_") if isinstance(name, str) else ("", "", "")
    if currency not in CURRENCIES or (year and not is_money(name)):
        near = did_you_mean(currency, CURRENCIES) or f" Expected one of {', '.join(CURRENCIES)}."
        raise MoneyError(f"{told} = {shown(name)} is no money.{near} Write {write.format('USD_2025')}.")
    instead = write.format(f"{currency}_2025")
    if year and int(year) not in PRICE_YEARS:
        span = f"{PRICE_YEARS[0]} to {PRICE_YEARS[-1]}"
        raise MoneyError(f"{told} = {name!r}. Expected a price year from {span}; write {instead}.")
    if not year:
        raise MoneyError(f"{told} = {name!r} names no price year. Write {instead}.")
    return Priced(currency, int(year))


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


def _factor(source: Priced, target: Priced, table: RateTable, index: str | None, order: str | None) -> float:
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
