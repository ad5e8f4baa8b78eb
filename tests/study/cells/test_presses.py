"""Pressure in a pack: a part of its own that goes with the pressure, in mass, volume and price."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, cell_design, chemistries
from ssbmodel.presets.cells.chemistries import chemistry
from ssbmodel.study.cells.parts import mass_parts, price_parts

PRESSED = [name for name in chemistries() if chemistry(name).values["stack_pressure"].magnitude > 0]


def test_the_designs_with_a_sulfide_layer_are_pressed_and_no_others() -> None:
    sulfide = [name for name in chemistries() if "sulfide" in {chemistry(name).layer, chemistry(name).second_layer}]
    assert sulfide == PRESSED


@pytest.mark.parametrize("name", chemistries())
def test_no_pressure_leaves_the_pack_as_it_is_without_a_press(name: str) -> None:
    found = cell_design(name, stack_pressure=Q(0, "MPa"))
    assert found.pack_mass.value == found.run("pack_mass_unpressed").pack_mass_unpressed.value
    assert mass_parts(found)["pressure hardware"].magnitude == 0
    assert price_parts(found)["pressure hardware"].magnitude == 0


@pytest.mark.parametrize("name", PRESSED)
def test_pressure_makes_a_pack_heavier_larger_and_dearer_and_leaves_its_cells_alone(name: str) -> None:
    found = cell_design(name, stack_pressure=Q([0.0, 0.5, 2, 10], "MPa"))
    assert np.all(np.diff(found.pack_mass.magnitude) > 0)
    assert np.all(np.diff(found.pack_volume.magnitude) > 0)
    assert np.all(np.diff(found.base_pack_unit_price.magnitude) > 0)
    assert found.cell_specific_energy.dims == ()
    assert_allclose((sum(mass_parts(found).values()) / found.pack_mass.value).m_as(""), 1, rtol=1e-12)
    assert_allclose((sum(price_parts(found).values()) / found.base_pack_price.value).m_as(""), 1, rtol=1e-12)


def test_a_press_costs_a_pack_what_it_costs_and_what_follows_from_it() -> None:
    pressed, free = (cell_design("sulfide-nmc-li", stack_pressure=Q(p, "MPa")) for p in (2, 0))
    cost = price_parts(pressed)["pressure hardware"]
    more = (pressed.base_pack_price.value - free.base_pack_price.value) / cost
    assert_allclose(more.m_as(""), 1.06656, rtol=1e-5)  # BatPaC's launch, working capital, profit and warranty


def test_a_pad_gives_way_as_far_as_lithium_grows() -> None:
    found = cell_design("sulfide-nmc-li").run("pack_press_pad_mass", "layer_count", "cell_width", "cell_length")
    # 4.850 um for each mAh/cm2, from lithium's weight and density
    growth = 4.850e-6 * 5 * 2 * float(found.layer_count)
    pads = 300 * 400 * found.cell_width.m_as("m") * found.cell_length.m_as("m") * growth
    assert_allclose(found.pack_press_pad_mass.m_as("kg"), pads, rtol=1e-3)
