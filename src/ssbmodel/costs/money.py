"""The money of a study: one currency and price year, and how every other money is brought into it."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, Self

from pydantic import InstanceOf, field_validator

from ..ground.errors import MoneyError, SsbError, short
from ..ground.records import Record
from ..ground.spelling import CURRENCIES
from ..ground.units import Q
from ..sheets.money import Index, Order, Priced, RateTable, exchange, priced, rate_table, rate_tables
from ..sheets.rates import Series, Status
from ..sheets.rules import shown

_RATES = "fed-h10-world-bank"
_ECONOMY = {
    "CNY": "China's",
    "USD": "the US",
    "EUR": "the euro area's",
    "JPY": "Japan's",
    "KRW": "Korea's",
    "GBP": "the UK's",
}
_INDEX: dict[Index, str] = {"cpi": "CPI", "gdp_deflator": "GDP deflator"}
_STATUS: dict[Status, str] = {
    "estimate": "an estimate",
    "forecast": "a forecast",
    "derived": "a derived value",
    "part-year": "of part of the year",
}


class Entrance(NamedTuple):
    """How one money enters another: the name of the factor, the factor, and how it was found."""

    name: str
    factor: float
    how: str


class Money(Record):
    r"""The money in which a study computes, and how amounts in any other money are brought into it.

    Every model function is homogeneous in money, so that it does not matter whether prices are exchanged before they
    enter or the answer afterwards, as long as all of them are exchanged in one way. Which way that is matters much and
    is said once, here:

    .. math:: f = X(t) \, \frac{I'(Y)}{I'(t)} \quad\text{or}\quad f = \frac{I(Y)}{I(t)} \, X(Y)

    with :math:`X` the worth of the money stated in the study's currency, :math:`I` the price index of the stated
    money's economy and :math:`I'` that of the study's; t is the price year stated and Y that of the study. The first
    form (``exchange_deflate``) answers *what did it cost here then, in the money of today*; the second
    (``deflate_exchange``) *what does it cost there today, at today's exchange rate*.

    Parameters
    ----------
    unit : text
        Currency and price year, such as ``"CNY_2025"``.
    rates : name of a table of exchange rates and inflation, or a RateTable
        ``"fed-h10-world-bank"`` unless said: rates of the US Federal Reserve, inflation of the World Bank to 2023 and
        of the International Monetary Fund to 2025, the last year an estimate.
    index : "cpi" or "gdp_deflator"
        Consumer prices unless said.
    order : "exchange_deflate" or "deflate_exchange"
        Exchanged first, in the year stated, unless said.

    Raises
    ------
    MoneyError
        If the unit is no money with a price year, or there is no such table, index or order.

    References
    ----------
    The sources of the table are ``Money(...).sources``.

    Examples
    --------
    >>> money = Money("CNY_2025")
    >>> name, factor, how = money.entrance("USD_2022")
    >>> print(f"{name} = {factor:.3f}: {how}")
    exchange_USD_2022_CNY_2025 = 6.760: exchanged at 6.729 of 2022, then China's CPI to 2025, an estimate
    """

    unit: str
    rates: str | InstanceOf[RateTable] = _RATES
    index: Index = "cpi"
    order: Order = "exchange_deflate"

    def __init__(
        self,
        unit: str = "",
        *,
        rates: str | RateTable = _RATES,
        index: Index = "cpi",
        order: Order = "exchange_deflate",
        **others: Any,
    ) -> None:
        super().__init__(unit=unit, rates=rates, index=index, order=order, **others)

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return MoneyError

    @classmethod
    def _label(cls, values: dict[str, Any]) -> str:
        return "Money: "

    @field_validator("unit", mode="before")
    @classmethod
    def _with_its_year(cls, unit: Any) -> str:
        try:
            return str(priced(unit, "unit", "Money('{}')"))
        except MoneyError as error:
            raise ValueError(str(error)) from None

    @field_validator("rates", mode="before")
    @classmethod
    def _known(cls, rates: Any) -> str | RateTable:
        """Return a table's name where there is a table of that name, and the table itself where it is one's own."""
        if isinstance(rates, RateTable):
            return rates.name if rate_tables.get(rates.name) == rates else rates
        rate_table(rates, asker="Money")
        return str(rates)

    @property
    def table(self) -> RateTable:
        """The table of exchange rates and inflation."""
        return self.rates if isinstance(self.rates, RateTable) else rate_table(self.rates, asker="Money")

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the rates were published.

        >>> Money("CNY_2025").sources[1]
        'inflation: World Bank, consumer prices (FP.CPI.TOTL.ZG) and GDP deflator, via datasets/inflation (PDDL)'
        """
        return self.table.sources

    def entrance(self, money: str) -> Entrance:
        """Return the factor from another money into this one, the name it bears in a study, and how it was found.

        Parameters
        ----------
        money : text
            Currency and price year, such as ``"USD_2022"``.

        Returns
        -------
        Entrance
            ``name``, ``factor`` (a plain number) and ``how`` (one line of text).

        Raises
        ------
        MoneyError
            If the money states no price year, or the table lacks a year between the two.

        Examples
        --------
        >>> Money("CNY_2025").entrance("USD_2025")
        Entrance(name='exchange_USD_2025_CNY_2025', factor=7.1875, how='exchanged at 7.1875 of 2025')
        """
        if isinstance(money, str) and money in CURRENCIES:
            write = f"Write its unit with the year, such as '{money}_2025/kg'; or assign_price_year(price, 2025)."
            raise MoneyError(f"Money: a price in {money} states no price year. {write}")
        own: Any = self  # frozen, so that it can be a key
        return _entrance(own, str(priced(money, "Money: money", "'{}'")))

    def both_orders(self, money: str) -> dict[Order, float]:
        """Return the factor from another money into this one for either order, exchanged first and deflated first.

        >>> {order: round(f, 2) for order, f in Money("CNY_2025").both_orders("USD_2022").items()}
        {'exchange_deflate': 6.76, 'deflate_exchange': 7.91}
        """
        orders: tuple[Order, ...] = ("exchange_deflate", "deflate_exchange")
        said: dict[str, Any] = {"rates": self.rates, "index": self.index}
        return {order: Money(self.unit, **said, order=order).entrance(money).factor for order in orders}

    def to_table(self) -> dict[str, str]:
        """Return the money as a file writes it.

        Raises
        ------
        MoneyError
            If its rates are a table of one's own that no name stands for.

        Examples
        --------
        >>> Money("EUR_2024").to_table()
        {'unit': 'EUR_2024', 'rates': 'fed-h10-world-bank', 'index': 'cpi', 'order': 'exchange_deflate'}
        """
        if isinstance(self.rates, RateTable):
            write = "Add it first: rate_tables.add(table.name, table), or rate_tables.read(path)."
            raise MoneyError(f"Money: a file names its rates, and {self.rates.name!r} is the name of none. {write}")
        return {"unit": self.unit, "rates": self.rates, "index": self.index, "order": self.order}

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Self:
        """Return the money that a file writes.

        Raises
        ------
        MoneyError
            If it is no table, or does not hold together.
        """
        if not isinstance(table, Mapping):
            raise MoneyError(f"money = {shown(table)}. Expected a table; write money = {{ unit = 'CNY_2025' }}.")
        return cls(**table)


@cache
def _entrance(money: Money, stated: str) -> Entrance:
    factor = exchange(Q(1.0, stated), to=money.unit, rates=money.table, index=money.index, order=money.order).magnitude
    source, target = (priced(name, "Money: money", "'{}'") for name in (stated, money.unit))
    return Entrance(f"exchange_{source}_{target}", float(factor), _how(money, source, target))


def _how(money: Money, source: Priced, target: Priced) -> str:
    """Return in words how an amount comes from one money into another."""
    exchanged_first = money.order == "exchange_deflate"
    year, economy = (source.year, target.currency) if exchanged_first else (target.year, source.currency)
    acts = []
    if source.currency != target.currency:
        acts.append(_exchanged(money.table, source.currency, target.currency, year))
    if source.year != target.year:
        acts.append(_moved(money, economy, source.year, target.year))
    return ", then ".join(acts if exchanged_first else acts[::-1]) or "the money of the study itself"


def _exchanged(table: RateTable, currency: str, other: str, year: int) -> str:
    """Return at which rate of which year an amount was exchanged, and whether that is an actual value."""
    marks = {mark: None for name in (currency, other) if (mark := _mark(table, name, "per_usd", year))}
    return ", ".join([f"exchanged at {table.cross_rate(currency, other, year):.5g} of {year}", *marks])


def _moved(money: Money, currency: str, start: int, end: int) -> str:
    """Return which index was followed to which year, and which of its years are no actual values."""
    years = range(min(start, end) + 1, max(start, end) + 1)
    marks = {year: mark for year in years if (mark := _mark(money.table, currency, money.index, year))}
    told = [*marks.values()] if [*marks] == [end] else [f"{year} {mark}" for year, mark in marks.items()]
    return ", ".join([f"{_ECONOMY[currency]} {_INDEX[money.index]} to {end}", *told])


def _mark(table: RateTable, currency: str, series: Series, year: int) -> str:
    return _STATUS.get(table.origin(currency, series, year).status, "")


def one_money(money: Any) -> Money:
    """Return a money, or one that is named by its unit.

    Raises
    ------
    ValueError
        If it is neither; a record says so in its own error.

    Examples
    --------
    >>> one_money("USD_2025") == Money("USD_2025")
    True
    """
    if isinstance(money, Money):
        return money
    if not isinstance(money, str):
        raise ValueError(f'money={short(money)}. Expected a money with its year; write money=Money("CNY_2025").')
    try:
        return Money(money)
    except SsbError as error:
        raise ValueError(str(error)) from None
