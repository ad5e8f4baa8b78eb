"""Prices as parts of a study: a stated base price, and how it declines."""

from typing import Any, ClassVar

from ..core.graph import Node, node
from ..core.part import Facts, Part, Requirement
from ..models.economics.cost import pack_cost
from ..models.economics.decline import (
    annual_decline,
    cost_at_rate,
    effective_doublings,
    required_doublings,
    required_learning_rate,
)
from .models.years import decline_steps, elapsed_steps, steady_price

BASE_PRICE = (node(pack_cost, unit_cost="base_pack_unit_price", gives="base_pack_price"),)
PRICE = (node(pack_cost, unit_cost="pack_unit_price", gives="pack_price"),)
BETWEEN: dict[str, Any] = {"start_cost": "base_pack_unit_price", "end_cost": "target_pack_unit_price"}
AT_RATE = (
    node(elapsed_steps),
    node(decline_steps),
    node(annual_decline, steps="decline_steps", **BETWEEN),
    node(cost_at_rate, gives="pack_unit_price", steps="elapsed_steps", start_cost="base_pack_unit_price"),
    node(effective_doublings, gives="doublings"),
    node(required_learning_rate, **BETWEEN),
    node(required_doublings, **BETWEEN),
)
STEADY = (node(steady_price, gives="pack_unit_price"),)
A_PRICE = Requirement(
    "base_price",
    (),
    "starts from a price today; there is none. Add cost=costs.Stated(...) or cost=plants.PlantPrice(...).",
)


class Stated(Part):
    """A stated price of the pack per rated energy in a base year.

    Parameters
    ----------
    base_pack_unit_price : money per rated energy
    base_year : the year it is of
    """

    role: ClassVar[str] = "cost"
    answers: ClassVar[tuple[str, ...]] = ("base_pack_price",)

    base_pack_unit_price: Any = None
    base_year: Any = None

    def facts(self) -> Facts:
        """Return that there is a base price, stated."""
        return {"base_price": "stated"}

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the price of the pack in the base year."""
        return BASE_PRICE


class AtRate(Part):
    """A decline at a steady rate to a target price in a target year, and what that asks of learning.

    Parameters
    ----------
    target_pack_unit_price, target_year : where the price goes
    experience, added, prior_experience : cumulative output so far, output added until then, experience counted before
    learning_rate : share of the price that goes with each doubling
    """

    role: ClassVar[str] = "decline"
    answers: ClassVar[tuple[str, ...]] = (
        "annual_decline", "pack_unit_price", "pack_price", "doublings", "required_learning_rate", "required_doublings",
    )  # fmt: skip
    requires: ClassVar[tuple[Requirement, ...]] = (A_PRICE,)

    target_pack_unit_price: Any = None
    target_year: Any = None
    experience: Any = None
    added: Any = None
    prior_experience: Any = None
    learning_rate: Any = None

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the rate, the prices by year, and what they ask of learning."""
        return AT_RATE + PRICE


class Constant(Part):
    """A price that stays what it is in the base year."""

    role: ClassVar[str] = "decline"
    answers: ClassVar[tuple[str, ...]] = ("pack_unit_price", "pack_price")
    requires: ClassVar[tuple[Requirement, ...]] = (A_PRICE,)

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the same price for every year."""
        return STEADY + PRICE
