"""A cost as the sum of components, each of which learns from its own experience and a share of a related product's.

With one common experience the learning rate of the sum can only fall, as the slowest component's share grows.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ...ground.quantities import Quantity
from .decline import cost_after_learning
from .laws import counted_experience, experience_exponent, learning_rate


class Component(NamedTuple):
    """One component: its cost now, how it learns, and what experience counts for it.

    Parameters
    ----------
    name : text
    start_cost : quantity [money/Wh]
    learning_rate : quantity [1]
        Share of the cost above the floor that goes with each doubling.
    prior_experience : quantity [Wh]
        Never a volume that ``shared_share`` counts too.
    shared_share : quantity, 0 to 1 [1]
        Share of the related product's experience that counts.
    floor : quantity [money/Wh]
    """

    name: str
    start_cost: Quantity
    learning_rate: Quantity
    prior_experience: Quantity
    shared_share: Quantity
    floor: Quantity


class Volumes(NamedTuple):
    """Cumulative output of the product and of the related one, counted since the same year [Wh]."""

    own: Quantity
    related: Quantity


def component_costs(parts: Iterable[Component], now: Volumes, then: Volumes) -> dict[str, Any]:
    """Return the cost of every component after both products have gone from one cumulative output to another.

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, or costs differ in money.

    Examples
    --------
    >>> cell = Component("cell", Q(1, "CNY_2025/Wh"), Q(50, "%"), Q(0, "Wh"), Q(0, ""), Q(0, "CNY_2025/Wh"))
    >>> costs = component_costs([cell], Volumes(Q(1, "GWh"), Q(0, "Wh")), Volumes(Q(2, "GWh"), Q(0, "Wh")))
    >>> print(f"{costs['cell']:.6g}")
    0.5 CNY_2025 / watt_hour
    """
    return {part.name: _cost(part, now, then) for part in parts}


def aggregate_learning_rate(parts: Iterable[Component], now: Volumes, then: Volumes) -> Any:
    """Return the learning rate of the sum, per doubling of the product's own output, at the later point.

    Examples
    --------
    >>> cell = Component("cell", Q(1, "CNY_2025/Wh"), Q(50, "%"), Q(0, "Wh"), Q(0, ""), Q(0, "CNY_2025/Wh"))
    >>> at = Volumes(Q(1, "GWh"), Q(0, "Wh"))
    >>> aggregate_learning_rate([cell], at, at)
    <Quantity(0.5, 'dimensionless')>
    """
    total: Any = 0
    fall: Any = 0
    for part in parts:
        cost = _cost(part, now, then)
        counted: Any = counted_experience(then.own, then.related, part.shared_share) + part.prior_experience
        exponent: Any = experience_exponent(part.learning_rate)
        fall = fall + (cost - part.floor) * exponent * (then.own / counted)
        total = total + cost
    return learning_rate((fall / total).to(""))


def _cost(part: Component, now: Volumes, then: Volumes) -> Any:
    before: Any = counted_experience(now.own, now.related, part.shared_share)
    after: Any = counted_experience(then.own, then.related, part.shared_share)
    return cost_after_learning(
        part.start_cost,
        part.learning_rate,
        before,
        after - before,
        prior_experience=part.prior_experience,
        floor=part.floor,
    )
