"""Prices of lithium-ion packs as surveys print them, and what analysts had said that they would be."""

import math
from functools import cache
from typing import NamedTuple

from ..ground.errors import MoneyError
from ..ground.quantities import Quantity
from ..ground.units import Q
from ..sheets.money import exchange
from .loader import preset

RATES = "fed-h10-world-bank"


class PackPrice(NamedTuple):
    """A surveyed price of packs or cells in a year, in the money in which it is printed.

    ``least`` is True where the source prints it as *more than*. Surveys restate their history in the money of their own
    year, and the mix of what they count changes from year to year: prices of different money are never differenced.
    """

    year: int
    value: Quantity
    level: str
    of: str
    least: bool
    source: str


class PackForecast(NamedTuple):
    """A point forecast of the price of a pack, its price year (None where it is not stated), and what came of it.

    ``outcome`` is the survey's headline in the money of its own year, None where the year is not over.
    """

    by: str
    made: int
    year: int
    usd_per_kwh: float
    money: int | None
    outcome: Quantity | None
    source: str

    @property
    def ahead(self) -> int:
        """Years from the year in which it was made to the one it is for."""
        return self.year - self.made

    @property
    def printed_error(self) -> float | None:
        """Logarithm of outcome over forecast as both are printed, whatever their money; above 0 where it was dearer."""
        return None if self.outcome is None else math.log(self.outcome.m_as(f"USD_{self.year}/kWh") / self.usd_per_kwh)

    @property
    def error(self) -> float | None:
        """The same in one money, by the US consumer price index; None where money or index of a year is not known."""
        if self.outcome is None or self.money is None:
            return None
        try:
            paid = exchange(self.outcome, to=f"USD_{self.money}", rates=RATES, index="cpi")
        except MoneyError:
            return None
        return math.log(paid.m_as(f"USD_{self.money}/kWh") / self.usd_per_kwh)


@cache
def pack_prices() -> tuple[PackPrice, ...]:
    """Return the surveyed prices.

    >>> latest = pack_prices()[-1]
    >>> latest.year, latest.of, f"{latest.value:g~}"
    (2025, 'stationary storage', '70 USD_2025 / kWh')
    """
    return tuple(
        PackPrice(
            row["year"],
            Q(float(row["value"]), f"USD_{row['money']}/kWh"),
            row["level"],
            row["of"],
            row.get("least", False),
            row["source"],
        )
        for row in preset("pack_prices.toml")["price"]
    )


@cache
def pack_forecasts() -> tuple[PackForecast, ...]:
    """Return the analysts' forecasts, each beside its outcome.

    >>> first = pack_forecasts()[0]
    >>> first.by, first.ahead, round(first.printed_error, 3), round(first.error, 3)
    ('BloombergNEF', 5, 0.14, -0.065)
    """
    headlines = {p.year: p.value for p in pack_prices() if (p.level, p.of) == ("pack", "all") and _own_money(p)}
    return tuple(
        PackForecast(
            row["by"],
            row["made"],
            row["year"],
            float(row["value"]),
            row["money"] or None,
            headlines.get(row["year"]),
            row["source"],
        )
        for row in preset("pack_prices.toml")["forecast"]
    )


def _own_money(price: PackPrice) -> bool:
    return f"USD_{price.year}" in f"{price.value.units:~}"
