"""The money of a study: one currency and price year for all answers, and how others are brought into it."""

from functools import cache
from typing import Any

from ..ground.errors import MoneyError, SsbError
from ..ground.records import Record
from ..ground.units import Q
from ..sheets.money import exchange


class Money(Record):
    """The one money of a study's answers, and the declared way of other moneys into it.

    Parameters
    ----------
    unit : currency and price year, such as ``"CNY_2025"``
    rates : name of a table of rates
    index : ``"cpi"`` or ``"gdp_deflator"``
    order : ``"exchange_deflate"`` or ``"deflate_exchange"``
    """

    unit: str = "CNY_2025"
    rates: str = "fed-h10-world-bank"
    index: str = "cpi"
    order: str = "exchange_deflate"

    def __init__(self, unit: str = "CNY_2025", **values: Any) -> None:
        super().__init__(unit=unit, **values)

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return MoneyError

    def entrance(self, money: str) -> tuple[str, float, str]:
        """Return the name of the factor from a money into this one, its value, and how it was found."""
        return _entrance(money, self)

    def __hash__(self) -> int:
        return hash((self.unit, self.rates, self.index, self.order))


@cache
def _entrance(money: str, into: Money) -> tuple[str, float, str]:
    how: Any = {"to": into.unit, "rates": into.rates, "index": into.index, "order": into.order}
    value = float(exchange(Q(1.0, money), **how).m_as(into.unit))
    told = f"{money} to {into.unit} by {into.rates}: {into.index}, {into.order.replace('_', ', then ')}"
    return f"exchange_{money}_{into.unit}", value, told
