"""What presses a stack: nothing at no pressure, straps with the pressure, plates with its root, parts that sum."""

from typing import Any

import numpy as np
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import PressedStack, Q
from ssbmodel.packs.models.press import PressMetal, module_press
from ssbmodel.plants.models.materials import PressedMetal, PressPrices, press_cost

MPA = Q(1, "MPa").m_as("Wh/m**3")
STEEL = PressMetal(7800.0, 250 * MPA, 0.75, 300.0)
STACK = PressedStack(0.0192, 0.41, 0.0703, 20.0, 0.001)
pressures = st.floats(1e-3, 100)


def pressed(megapascals: Any, stack: Any = STACK, material: Any = STEEL) -> Any:
    return module_press.kernel(MPA * np.asarray(megapascals), pressed=stack, metal=material)


def test_no_pressure_removes_the_part_exactly() -> None:
    assert all(np.all(part == 0) for part in pressed(0.0))


@given(pressures)
def test_straps_rise_with_the_pressure_plates_with_its_root_pads_not_at_all(pressure: float) -> None:
    once, four = pressed(pressure), pressed(4 * pressure)
    assert_allclose(four.strap_mass, 4 * once.strap_mass, rtol=1e-12)
    assert_allclose(four.end_plate_mass, 2 * once.end_plate_mass, rtol=1e-12)
    assert_allclose(four.press_pad_mass, once.press_pad_mass, rtol=1e-12)


@given(pressures, st.floats(0, 0.003))
def test_parts_make_the_whole(pressure: float, growth: float) -> None:
    found = pressed(pressure, STACK._replace(cell_growth=growth))
    assert_allclose(found.strap_mass + found.end_plate_mass + found.press_pad_mass, found.module_press_mass, rtol=1e-12)
    volume = (found.strap_mass + found.end_plate_mass) / 7800 + found.press_pad_mass / 300
    assert_allclose(found.module_press_volume, volume, rtol=1e-12)


def test_five_megapascals_ask_for_the_steel_that_mechanics_says() -> None:
    found = pressed(5.0, STACK._replace(cell_growth=0.0, face_area=0.0703 * 0.2733))
    # by hand, to three digits: 5/250 of 7800 kg/m3 x 192.1 cm2 x 0.41 m, and two plates of 8.61 mm
    assert_allclose([found.strap_mass, found.end_plate_mass], [1.23, 2.58], atol=5e-3)


def test_everything_rises_with_the_pressure() -> None:
    found = pressed([0.0, 0.1, 1.0, 10.0])
    metal = PressedMetal(found.strap_mass, found.end_plate_mass, 20.0)
    cost = press_cost.kernel(np.array([0.0, 0.1, 1.0, 10.0]), 20.0, metal=metal, prices=PressPrices(1.325, 0.2))
    for part in (found.module_press_mass, found.module_press_volume, cost.module_press_cost, cost.pack_press_cost):
        assert np.all(np.diff(part) > 0)
    assert cost.module_press_cost[0] == 0
