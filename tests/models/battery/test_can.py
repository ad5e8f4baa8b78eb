"""Cells in cans: geometry that is exact, parts that make the whole, limits, and what moves which way."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose
from scipy.integrate import quad

from ssbmodel import (
    BoxCan,
    Filling,
    RoundCan,
    box_cell_of_rolls,
    box_cell_of_sheets,
    cell_design,
    roll_length,
    round_cell,
)
from ssbmodel.models.battery.reference.shapes import Repeat


def pair_of(**changes: Any) -> Any:
    """Return an electrode pair on plain numbers."""
    found = cell_design("liquid-nmc811-graphite", **changes).study.kernel(*Repeat._fields, varied=())()
    return Repeat._make(found[field] for field in Repeat._fields)


PAIR = pair_of()
BARE = Filling(0.0, 0.0, 0.0, 0.0)
ROUND = RoundCan(0.021, 0.07, 0.0, 7900.0, 0.0025, 0.0, 0.0, 0.0)
BOX = BoxCan(0.173, 0.125, 0.045, 0.0, 0.0, 2700.0, 1.0, 0.0, 0.0, 0.0, 0.0)
STRIP = 2 * (PAIR.positive_coating + PAIR.negative_coating + PAIR.separator_thickness) + (
    PAIR.positive_foil + PAIR.negative_foil
)
MAKERS = ((round_cell, ROUND), (box_cell_of_rolls, BOX), (box_cell_of_sheets, BOX))
each_can = pytest.mark.parametrize(("make", "can"), MAKERS, ids=["round", "rolls", "sheets"])
lengths = st.floats(1e-4, 2e-3)


def made(make: Any, can: Any, filling: Filling = BARE, pair: Any = PAIR, share: float = 1.0) -> Any:
    """Return a cell on plain numbers."""
    return make.kernel(share, repeat=pair, can=can, filling=filling)


@given(outer=st.floats(0.01, 0.05), inner=st.floats(0.001, 0.009), strip=st.floats(1e-4, 6e-4))
def test_a_strip_is_as_long_as_its_spiral(outer: float, inner: float, strip: float) -> None:
    pitch = strip / (2 * math.pi)

    def arc(angle: float) -> float:
        return math.hypot(inner / 2 + pitch * angle, pitch)

    spiral, _ = quad(arc, 0, (outer - inner) / 2 / pitch)
    # the arc of a spiral is longer than its radius times the angle by half (pitch / radius)^2, no more
    assert_allclose(roll_length.kernel(outer, inner, strip), spiral, rtol=(pitch / (inner / 2)) ** 2 / 2 + 1e-9)


@given(st.tuples(lengths, lengths, lengths, st.floats(0, 0.1), st.floats(0, 0.1)))
@each_can
def test_parts_make_the_whole(make: Any, can: Any, drawn: tuple[float, ...]) -> None:
    wall, room, over, excess, extra = drawn
    found = made(
        make, can._replace(can_wall=wall, head_room=room, extra_mass=extra), Filling(over, 2 * over, excess, 0.001)
    )
    assert_allclose(sum(found[2:10]), found.single_cell_mass, rtol=1e-12)


@each_can
def test_with_no_wall_and_no_room_layers_fill_the_can(make: Any, can: Any) -> None:
    found = made(make, can._replace(**({"core_diameter": 0.0} if can is ROUND else {})))
    filled = found.coated_area / 2 * STRIP / found.single_cell_volume
    rounded = math.pi / 4 * 0.045**2 / (0.125 * 0.045) + 1 - 0.045 / 0.125
    closing = 1 - (2 * PAIR.negative_coating + PAIR.negative_foil) / 0.045
    assert_allclose(
        filled, {round_cell: 1.0, box_cell_of_rolls: rounded, box_cell_of_sheets: closing}[make], rtol=1e-12
    )


@each_can
def test_a_can_is_its_outside_less_its_inside(make: Any, can: Any) -> None:
    wall = 1e-7  # a thin can is its surface times its wall
    surface = (
        math.pi * 0.021 * (0.07 + 0.021 / 2) if can is ROUND else 2 * (0.173 * 0.125 + 0.173 * 0.045 + 0.125 * 0.045)
    )
    thin = can._replace(can_wall=wall, **({} if can is ROUND else {"lid_thickness": wall}))
    assert_allclose(made(make, thin).container_mass, can.can_density * surface * wall, rtol=1e-4)
    assert made(make, can).container_mass == pytest.approx(0, abs=1e-12)


@each_can
@pytest.mark.parametrize("field", ["can_wall", "head_room", "roll_clearance", "extra_mass"])
def test_specific_energy_falls_with_walls_rooms_and_extras(make: Any, can: Any, field: str) -> None:
    found = made(make, can._replace(**{"can_wall": 1e-4, field: np.array([2e-4, 1e-3, 3e-3])}))
    assert np.all(np.diff(found.single_cell_capacity / found.single_cell_mass) < 0)


@each_can
def test_charge_rises_with_the_loading_ever_more_slowly(make: Any, can: Any) -> None:
    found = made(make, can, pair=pair_of(areal_capacity=_loadings())).single_cell_capacity
    assert np.all(np.diff(found) > 0)
    assert np.all(np.diff(found, 2) < 0)


def _loadings() -> Any:
    from ssbmodel import Q

    return Q(np.linspace(1.0, 6.0, 6), "mAh/cm2")


@each_can
def test_charge_and_liquid_by_charge_scale_with_what_comes_back(make: Any, can: Any) -> None:
    by_charge = Filling(0.0, 0.0, 0.0, 0.002)
    dry = PAIR._replace(positive_liquid=0.0, negative_liquid=0.0, separator_liquid=0.0)
    first, second = (made(make, can, by_charge, dry, share) for share in (1.0, 0.5))
    assert_allclose(second.single_cell_capacity, first.single_cell_capacity / 2, rtol=1e-12)
    assert_allclose(second.liquid_mass, 0.002 * second.single_cell_capacity, rtol=1e-12)
    assert second.positive_coating_mass == first.positive_coating_mass


def test_more_rolls_lose_more_at_their_ends_and_sheets_lose_least() -> None:
    one, two = (made(box_cell_of_rolls, BOX._replace(roll_count=count)).coated_area for count in (2.0, 1.0))
    assert two < one < made(box_cell_of_sheets, BOX).coated_area


def test_overhangs_weigh_without_holding_charge() -> None:
    for make, can in MAKERS:
        plain, wide = made(make, can), made(make, can, Filling(0.004, 0.0, 0.0, 0.0))
        assert wide.single_cell_capacity == plain.single_cell_capacity
        assert wide.negative_coating_mass > plain.negative_coating_mass
        assert made(make, can, Filling(0.0, 0.004, 0.0, 0.0)).single_cell_capacity < plain.single_cell_capacity


@each_can
def test_where_nothing_is_left_nothing_is_held_even_if_two_rooms_are_short(make: Any, can: Any) -> None:
    short: dict[str, float] = {"core_diameter": 0.03, "head_room": 0.1} if can is ROUND else {"head_room": 0.2}
    assert made(make, can._replace(**short), Filling(0.0, 0.2, 0.0, 0.0)).single_cell_capacity == 0
    assert roll_length.kernel(0.004, 0.02, 3e-4) == 0


def test_a_roll_in_a_low_box_is_round() -> None:
    low = made(box_cell_of_rolls, BOX._replace(can_height=0.02))
    assert_allclose(low.coated_area / 2 * STRIP, math.pi / 4 * 0.02**2 * 0.173, rtol=1e-12)
