"""Small doors that the tests of the door try, and how they look at a refusal."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, cast

import pint
import pytest

from ssbmodel import SsbError
from ssbmodel.ground.door import door
from ssbmodel.ground.quantities import Count, DeclineRate, Energy, Money, Share, Temperature, UnitCost

FOREIGN: Any = pint.UnitRegistry()
EXACT: Any = pint.UnitRegistry(non_int_type=Decimal)
OFFSET_FREE: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)  # as MetPy sets its registry


class Split(NamedTuple):
    """Two results of one kernel."""

    sold: Money
    kept: Energy


@door
def split(rated_energy: Energy, unit_cost: UnitCost, *, share: Share) -> Split:
    """Sell a share of an energy."""
    return Split(rated_energy * share * unit_cost, rated_energy * (1 - cast(Any, share)))


@door
def net_cost(unit_cost: UnitCost, *, credit: Money, rated_energy: Energy) -> Money:
    """Cost of a pack less a credit."""
    return unit_cost * rated_energy - credit


@door
def warmer(temperature: Temperature) -> Temperature:
    """Give a temperature back."""
    return temperature


@door
def steps_left(steps: Count, rate: DeclineRate) -> Count:
    """Take a plain number."""
    return steps - rate


def refusal(call: Callable[[], Any], kind: type[SsbError]) -> str:
    """Return the text with which a call is refused."""
    with pytest.raises(kind) as refused:
        call()
    assert type(refused.value) is kind
    return str(refused.value)
