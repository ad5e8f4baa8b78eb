"""Doors that take records of quantities, prepared data, and checks of all arguments together."""

from typing import Any, NamedTuple

import numpy as np
import pytest

from ssbmodel import CallError, DomainError, Q, UnitError
from ssbmodel.ground.door import door, door_after
from ssbmodel.ground.quantities import Energy, Mass, Share


class Box(NamedTuple):
    """A record whose fields carry words."""

    mass: Mass
    usable_share: Share


class Plan:
    """Prepared data, which a door hands over as it is."""

    expected = "a plan; write plan=Plan()"


def _light(box: Box, rated_energy: Any) -> None:
    if np.any(box.mass > 1000):
        raise DomainError("box is too heavy. Expected at most 1000 kg.")


@door_after(_light)
def energy_in(box: Box, rated_energy: Energy) -> Energy:
    """Return a share of an energy."""
    return box.usable_share * rated_energy


@door
def planned(plan: Plan, rated_energy: Energy) -> Energy:
    """Return an energy."""
    assert isinstance(plan, Plan)
    return rated_energy


@door
def heavier(box: Box) -> Box:
    """Return a record."""
    return box._replace(mass=2 * box.mass)


def test_a_record_is_read_field_by_field() -> None:
    assert energy_in(Box(Q(3, "t"), Q(50, "%"))._replace(mass=Q("500 kg")), Q(10, "kWh")) == Q(5000, "Wh")
    assert energy_in.units == {"box": {"mass": "kg", "usable_share": ""}, "rated_energy": "Wh", "return": "Wh"}


def test_text_will_do_in_a_record() -> None:
    assert energy_in(Box("500 kg", "0.5"), "10 kWh") == Q(5000, "Wh")  # type: ignore[arg-type]


def test_a_record_may_be_the_answer() -> None:
    assert heavier(Box(Q(1, "t"), Q(1, ""))).mass == Q(2000, "kg")


def test_every_wrong_field_is_named() -> None:
    with pytest.raises(UnitError) as caught:
        energy_in(Box(3.0, Q(1.5, "")), Q(1, "kg"))  # type: ignore[arg-type]
    assert str(caught.value).splitlines() == [
        'energy_in: box.mass=3.0 has no unit. Expected kg; write mass=Q(3.0, "kg").',
        "energy_in: box.usable_share=1.5. Expected a value in [0, 1].",
        "energy_in: rated_energy is in kg. Expected something convertible to Wh.",
    ]


def test_something_else_in_the_place_of_a_record_is_refused() -> None:
    with pytest.raises(CallError, match=r"energy_in: box=3\. Expected a Box; write box=Box\(\.\.\.\)\."):
        energy_in(3, Q(1, "Wh"))  # type: ignore[arg-type]
    with pytest.raises(CallError, match=r"planned: plan='x'\. Expected a plan; write plan=Plan\(\)\."):
        planned("x", Q(1, "Wh"))  # type: ignore[arg-type]
    assert planned(Plan(), Q(1, "Wh")) == Q(1, "Wh")


def test_a_check_of_all_arguments_names_the_function() -> None:
    with pytest.raises(DomainError, match=r"^energy_in: box is too heavy\. Expected at most 1000 kg\.$"):
        energy_in(Box(Q(2, "t"), Q(1, "")), Q(1, "Wh"))
