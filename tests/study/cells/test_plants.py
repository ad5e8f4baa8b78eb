"""Packs from other plants and processes: costs that follow the step table, and rates that resistances allow."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, ScenarioError, cell_design, chemistries, figures
from ssbmodel.models.economics.plant.steps import Step
from ssbmodel.presets.cells.processes import PlantChange, plant_with
from ssbmodel.study.cells.around.plants import costs_by_plant, packs_a_year
from ssbmodel.study.cells.chain import doors, priced, reference_pack
from ssbmodel.study.cells.claims import resistance_readings

DESIGN = reference_pack(Q(60, "min"), Q(68.179107, "Ah"), Q(120, "um"), Q(20.1109178, "mm"))


@pytest.mark.parametrize("name", chemistries())
def test_a_pack_is_dearer_from_the_small_plant_and_the_same_pack(name: str) -> None:
    large, small = costs_by_plant(name)
    assert small.design.unit_cost > large.design.unit_cost
    assert small.design.pack_mass == large.design.pack_mass
    assert small.design.priced.materials == large.design.priced.materials
    assert_allclose(large.design.unit_cost.magnitude, cell_design(name).unit_cost.magnitude, rtol=1e-12)
    assert_allclose((small.packs * Q(100, "kWh")).m_as("GWh"), 4)


def test_small_plants_cost_the_reference_pack_what_the_workbooks_arithmetic_gives() -> None:
    # worked out of BatPaC's tables apart from this library; 4 GWh a year lies between the first two
    found = {gwh: priced(DESIGN, Q(gwh * 1e4, ""), doors()).price.pack_price.m_as("USD") / 100 for gwh in (2.5, 5, 10)}
    assert_allclose(list(found.values()), [120.73, 117.80, 115.20], atol=0.005)
    small = priced(DESIGN, packs_a_year("documents-4-gwh"), doors()).price.pack_price.m_as("USD") / 100
    assert 117.80 < small < 120.73


def test_a_step_of_ones_own_costs_what_the_four_multipliers_say() -> None:
    own = Step("sinter", "cell", "made_energy", 1e5, 1.0, 4e8, 1.0, 2e4, 1.0)
    plant = plant_with(PlantChange("Sintered", {}, "an offer", more=(own,)))
    dearer, known = (priced(DESIGN, Q(5e5, ""), way).price.pack_price for way in (doors(plant), doors()))
    # BatPaC's price is linear: wage, capital and floor per pack times three printed multipliers, 25 USD/h, 3000 USD/m2
    expected = (1.86648 * 25 * 1e5 + 0.253704 * 4e8 + 0.153252 * 3000 * 2e4) / 5e5
    assert_allclose((dearer - known).m_as("USD"), expected, rtol=1e-5)


def test_a_plants_name_is_no_plant() -> None:
    with pytest.raises(ScenarioError, match=r"plant='documents-4-gwh'\. Expected what plant_with\(\) gives"):
        cell_design("sulfide-nmc-li", plant="documents-4-gwh")  # type: ignore[arg-type]


def test_a_process_reaches_a_chemistry() -> None:
    dry = cell_design("liquid-nmc811-graphite", plant=plant_with("dry-electrode"))
    wet = cell_design("liquid-nmc811-graphite")
    assert dry.unit_cost < wet.unit_cost
    assert dry.priced.materials.solvent_cost.magnitude == 0
    assert dry.cell_specific_energy == wet.cell_specific_energy


def test_readings_of_resistance_rest_on_their_figures_and_bound_the_rates() -> None:
    stated, interfaces, whole = resistance_readings(Q(0.05, ""))
    assert stated.area_specific_resistance == figures["004/interface-resistance"].high
    # 0.9306 and 2.1549 ohm cm2 at the interfaces, 17.2 in all, a hundred times
    assert_allclose(interfaces.area_specific_resistance.m_as("ohm cm**2"), 308.55, rtol=1e-4)
    assert_allclose(whole.area_specific_resistance.m_as("ohm cm**2"), 1720)
    assert [reading.bound for reading in (stated, interfaces, whole)] == ["at least", "at most", "at most"]
    for name in chemistries():
        rates = [reading.rates[name].m_as("1/hour") for reading in (stated, interfaces, whole)]
        assert_allclose(rates[0] / rates[2], 1720 / 5, rtol=1e-12)
        assert rates[1] < 1 < rates[0]
