"""Chemistries in cans: what they hold beside the pouch, parts, and what is refused."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, ScenarioError, StudyError, UnitError, canned_cell, cell_design, cells, chemistries
from ssbmodel.presets.cells.formats import cell_format, formats
from ssbmodel.study.cells.cans import canned_parts

each_chemistry = pytest.mark.parametrize("name", chemistries())
each_format = pytest.mark.parametrize("form", formats())


@each_chemistry
@each_format
def test_a_cell_in_a_can_lies_below_its_stack(name: str, form: str) -> None:
    found, design = canned_cell(name, form), cell_design(name)
    assert found.cell_specific_energy < design.stack_specific_energy.value
    assert found.cell_energy_density < design.stack_energy_density.value
    voltage = found.rated_energy / found.cell.single_cell_capacity
    assert_allclose((voltage / design.cell_voltage.value).m_as(""), 1, rtol=1e-12)
    assert_allclose((sum(canned_parts(found).values()) / found.cell.single_cell_mass).m_as(""), 1, rtol=1e-12)


def test_a_solid_cell_holds_no_liquid() -> None:
    assert canned_cell("sulfide-nmc-li", "cylindrical").cell.liquid_mass.magnitude == 0
    assert canned_cell("liquid-nmc811-graphite", "cylindrical").cell.liquid_mass.magnitude > 0


def test_fields_of_can_and_chemistry_may_both_be_arrays() -> None:
    found = canned_cell(
        "liquid-nmc811-graphite",
        "cylindrical",
        can_wall=Q([[0.1], [0.3]], "mm"),
        separator_thickness=Q([10.0, 15, 20], "um"),
    )
    assert found.cell_specific_energy.shape == (2, 3)
    assert np.all(np.diff(found.cell_specific_energy.magnitude) < 0)


def test_several_lists_for_the_layers_open_an_axis_each() -> None:
    layers: dict[str, Any] = {"areal_capacity": ["4 mAh/cm2", "5 mAh/cm2"], "first_cycle_efficiency": [0.8, 0.85, 0.9]}
    found = canned_cell("sulfide-nmc-li", "cylindrical", **layers)
    assert found.cell_specific_energy.shape == (3, 2)  # in the order in which the chemistry states them
    one = canned_cell("sulfide-nmc-li", "cylindrical", areal_capacity="5 mAh/cm2", first_cycle_efficiency=0.85)
    assert_allclose(found.cell_specific_energy[1, 1].magnitude, one.cell_specific_energy.magnitude, rtol=1e-14)


def test_a_chemistry_of_ones_own_goes_into_a_can() -> None:
    own = cells.chemistries["sulfide-nmc-li"].named("mine", "Mine", {})
    found, known = canned_cell(own, "prismatic"), canned_cell("sulfide-nmc-li", "prismatic")
    assert found.rated_energy == known.rated_energy
    assert found.title.startswith("Mine. BEV2")


def test_what_no_source_gives_is_left_at_nothing_and_says_so() -> None:
    for entry in cell_format("prismatic").entries:
        assumed_rooms = entry.field in {"head_room", "side_room", "extra_mass", "roll_clearance"}
        assert not assumed_rooms or (entry.text.startswith("0 ") and "nothing" in entry.why)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"no format called 'cilindrical'\. Did you mean 'cylindrical'\?"):
        canned_cell("sulfide-nmc-li", "cilindrical")
    with pytest.raises(StudyError, match="cylindrical: walls, rooms and overhangs leave no room"):
        canned_cell("sulfide-nmc-li", "cylindrical", head_room=Q(80, "mm"))
    with pytest.raises(StudyError, match="prismatic-stacked: walls, rooms and overhangs leave no room"):
        canned_cell("sulfide-nmc-li", "prismatic-stacked", separator_overhang_width=Q(200, "mm"))
    with pytest.raises(StudyError, match=r"sulfide-nmc-li: no field called 'can_wal'\. Did you mean 'can_wall'\?"):
        canned_cell("sulfide-nmc-li", "cylindrical", can_wal=Q(1, "mm"))
    for priced in ({"cell_yield": 0.9}, {"plant": "documents-4-gwh"}, {"layer_price": "50 USD_2022/kg"}):
        told = rf"cylindrical: {next(iter(priced))} moves the price of a pack; .* Leave it out\."
        with pytest.raises(StudyError, match=told):
            canned_cell("sulfide-nmc-li", "cylindrical", **priced)
    with pytest.raises(UnitError, match=r'cylindrical: can_wall=1 has no unit\. Write can_wall=Q\(1, "mm"\)\.'):
        canned_cell("sulfide-nmc-li", "cylindrical", can_wall=1)
    with pytest.raises(UnitError, match=r"cylindrical: can_wall is in g\. Expected something convertible to mm\."):
        canned_cell("sulfide-nmc-li", "cylindrical", can_wall=Q(1, "g"))
