"""A pack laid out part by part: what it needs, what it feels, what is refused."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, Study, StudyError, cells, packs
from ssbmodel.ground.errors import DomainError


def laid_out(chemistry: str = "sulfide-nmc-li", **fields: object) -> Study:
    return Study(cell=cells.Designed(chemistry), pack=packs.BatPaC(**fields))


def test_the_parts_of_a_pack_sum_to_its_mass() -> None:
    parts = (
        "cells_mass", "module_hardware_mass", "racks_mass", "cooling_mass", "jacket_mass", "links_mass",
        "electronics_mass", "pack_press_mass",
    )  # fmt: skip
    found = laid_out().run(*parts, "pack_mass")
    assert_allclose(sum(found[name].m_as("kg") for name in parts), found.pack_mass.m_as("kg"), rtol=1e-12)


def test_volume_has_one_unit_whoever_computes_it() -> None:
    found = laid_out().run("pack_volume", "jacket_volume", "cells_volume")
    assert found.pack_volume.value.units == Q(1, "L").units == found.cells_volume.value.units
    assert 1000 * found.jacket_volume.m_as("m3") < found.pack_volume.m_as("L") < 1200 * found.jacket_volume.m_as("m3")


def test_more_energy_makes_larger_cells_and_the_same_number_of_them() -> None:
    small, large = (
        laid_out(rated_energy=energy).run("single_cell_capacity", "pack_mass") for energy in ("75 kWh", "150 kWh")
    )
    assert_allclose(large.single_cell_capacity.m_as("A h") / small.single_cell_capacity.m_as("A h"), 2, rtol=1e-12)
    assert 1 < large.pack_mass.m_as("kg") / small.pack_mass.m_as("kg") < 2


def test_what_nobody_gives_the_layout_states() -> None:
    found = laid_out().run("usable_energy", "rated_energy")
    assert found.rated_energy.m_as("kWh") == 100
    assert found.usable_energy.m_as("kWh") == 85
    assert laid_out(usable_share=0.9).run("usable_energy").usable_energy.m_as("kWh") == 90


def test_without_pressure_nothing_presses() -> None:
    parts = laid_out().replace(stack_pressure="0 MPa").run("pack_press_mass", "pack_press_volume")
    assert parts.pack_press_mass.m_as("kg") == 0
    assert parts.pack_press_volume.m_as("m3") == 0


def test_a_cell_in_the_reference_layout_is_the_same_as_in_the_pack() -> None:
    ratios = packs.Ratios(rated_energy="100 kWh", cell_to_pack_mass_ratio=0.6)
    names = "cell_specific_energy", "single_cell_mass", "layer_count"
    alone, by_ratios = (
        Study(cell=cells.Designed("oxide-nmc-li")),
        Study(cell=cells.Designed("oxide-nmc-li"), pack=ratios),
    )
    whole = laid_out("oxide-nmc-li").run(*names)
    for other in (alone.run(*names), by_ratios.run(*names)):
        assert [other[name].value for name in names] == [whole[name].value for name in names]


def test_coatings_that_no_pulse_gets_through_are_refused() -> None:
    told = r"areal_capacity is so high that the pulse of the pack takes 1\.[0-9]+"
    assert laid_out().replace(areal_capacity="30 mAh/cm2").run("pack_mass")
    with pytest.raises(DomainError, match=told):
        laid_out().replace(areal_capacity="40 mAh/cm2").run()


def test_another_layout_is_refused() -> None:
    with pytest.raises(StudyError, match=r"packs.BatPaC: layout='mine' is none. Expected: batpac-100-kwh."):
        packs.BatPaC(layout="mine")
