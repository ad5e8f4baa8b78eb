"""A study in another money: every price enters anew at the money it was stated in."""

import re
from typing import Any

from ..core.own import AS_STATED
from ..costs.money import Money
from ..ground.errors import MoneyError
from ..sheets.money import priced

_EXCHANGE = re.compile(r"exchange_[A-Z]{3}_[0-9]{4}_[A-Z]{3}_[0-9]{4}")


def money_of(own: Money, to: Any, *, rates: Any = None, index: Any = None, order: Any = None) -> Money:
    """Return another money, with the table, index and order of one's own where nothing else is said.

    Raises
    ------
    MoneyError
        If it is no money with a price year, or there is no such table, index or order.

    Examples
    --------
    >>> money_of(Money("CNY_2025", index="gdp_deflator"), "USD_2025").index
    'gdp_deflator'
    """
    said = {"rates": rates, "index": index, "order": order}
    chosen: dict[str, Any] = {name: getattr(own, name) if one is None else one for name, one in said.items()}
    return Money(str(priced(to, "in_money: to", "in_money('{}')")), **chosen)


def in_other_money(study: Any, to: Any, *, rates: Any = None, index: Any = None, order: Any = None) -> Any:
    """Return a study, or each of several, in another money.

    Raises
    ------
    MoneyError
        If that is no such money, or the study states a factor into its own, which says nothing of the other.
    """
    money = money_of(study.money, to, rates=rates, index=index, order=order)
    if not hasattr(study, "studies"):
        return _in_money(study, money)
    return type(study)(study.axis, {label: _in_money(one, money) for label, one in study.studies.items()})


def _in_money(study: Any, money: Money) -> Any:
    """Return one study in another money, which each of its prices must be able to enter."""
    for name in (edit.name for edit in study.edits if _EXCHANGE.fullmatch(edit.name)):
        if not name.endswith(money.unit):
            stated = f"exchange_{name.split('_', 1)[1][:8]}_{money.unit}"
            write = f"Write study.replace(money={money.unit!r}).replace({stated}=...) in its place."
            raise MoneyError(f"in_money: {name} is stated by hand and says nothing of {money.unit}. {write}")
    for stated in stated_moneys(study):
        money.entrance(stated)
    return study.replace(money=money)


def stated_moneys(study: Any, *names: str) -> tuple[str, ...]:
    """Return the moneys in which the prices behind some answers were stated, or all prices of a study.

    >>> from ssbmodel import Study
    >>> stated_moneys(Study.named("sulfide-in-et7"), "pack_price")
    ('USD_2022', 'USD_2025')
    """
    made = study.composition
    behind = {one.removesuffix(AS_STATED) for one in made.graph.behind(*names)} if names else set(made.said)
    priced_ones = (one for name, one in made.said.items() if name in behind and "money" in made.graph.unit(name))
    return tuple(dict.fromkeys(one.money or made.money for one in priced_ones))
