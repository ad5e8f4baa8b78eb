"""Packs from other plants and processes: costs that follow the step table, and rates that resistances allow."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import PlantChange, Q, Study, StudyError, cell_design, chemistries, figures, plants
from ssbmodel.models.economics.plant.steps import Step
from ssbmodel.study.cells.claims import resistance_readings
from ssbmodel.study.cells.solve import published_design
from ssbmodel.study.cells.targets import affordable_materials, routes


@pytest.mark.parametrize("name", chemistries())
def test_a_pack_is_dearer_from_the_small_plant_and_the_same_pack(name: str) -> None:
    large, small = (cell_design(name, plant=plant) for plant in ("batpac-50-gwh", "documents-4-gwh"))
    assert small.base_pack_unit_price.value > large.base_pack_unit_price.value
    assert small.pack_mass == large.pack_mass
    assert (
        small.run("cell_material_cost")["cell_material_cost"] == large.run("cell_material_cost")["cell_material_cost"]
    )
    assert large.base_pack_unit_price == cell_design(name).base_pack_unit_price
    assert_allclose((small.run("pack_rate").pack_rate.value * Q(100, "kWh")).m_as("GWh"), 4)


def test_plants_stand_side_by_side_as_studies_over_an_axis() -> None:
    studies = {name: cell_design("sulfide-nmc-li", plant=name).study for name in plants.catalogue}
    found = Study.over("plant", studies).run("base_pack_unit_price").base_pack_unit_price
    assert found.labels["plant"] == ("batpac-50-gwh", "documents-4-gwh")
    assert found[0] < found[1]


def price(study: Study) -> float:
    return float(study.run("base_pack_price").base_pack_price.m_as("USD_2022"))


def test_small_plants_cost_the_reference_pack_what_the_workbooks_arithmetic_gives() -> None:
    # worked out of BatPaC's tables apart from this library; 4 GWh a year lies between the first two
    found = [price(published_design().replace(pack_rate=gwh * 1e4)) / 100 for gwh in (2.5, 5, 10)]
    assert_allclose(found, [120.73, 117.80, 115.20], atol=0.005)
    small = price(published_design().replace(cost=plants.PlantPrice("documents-4-gwh"))) / 100
    assert 117.80 < small < 120.73


def test_a_step_of_ones_own_costs_what_the_four_multipliers_say() -> None:
    own = Step("sinter", "cell", "made_energy", 1e5, 1.0, 4e8, 1.0, 2e4, 1.0)
    change = PlantChange("Sintered", {}, "an offer", more=(own,))
    dearer = published_design().replace(cost=plants.PlantPrice(processes=change))
    # BatPaC's price is linear: wage, capital and floor per pack times three printed multipliers, 25 USD/h, 3000 USD/m2
    expected = (1.86648 * 25 * 1e5 + 0.253704 * 4e8 + 0.153252 * 3000 * 2e4) / 5e5
    assert_allclose(price(dearer) - price(published_design()), expected, rtol=1e-5)


def test_factors_on_one_step_multiply_and_no_change_leaves_the_plant() -> None:
    half = PlantChange("half", {"stack": (0.5, 0.5, 0.5)}, "a test")
    quarter = PlantChange("quarter", {"stack": (0.25, 0.25, 0.25)}, "a test")
    twice, once, none = (
        cell_design("oxide-nmc-li", processes=changes).base_pack_price.value for changes in ((half, half), quarter, ())
    )
    assert twice == once < none == cell_design("oxide-nmc-li").base_pack_price.value


def test_a_loss_of_cells_counts() -> None:
    change = PlantChange("Pressed", {}, "an offer", yield_factor=0.9)
    kept = cell_design("oxide-nmc-li", processes=change).run("cell_yield").cell_yield
    assert_allclose(float(kept), 0.855)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (PlantChange("Mine", {"stck": (1, 1, 1)}, "a test"), r"Mine: no step called 'stck'\. Did you mean 'stack'\?"),
        (
            PlantChange("Mine", {"stack": (-1, 0, 0)}, "a test"),
            r"Mine: stack = -1, 0, 0\. Expected finite numbers",
        ),
        (PlantChange("Mine", {}, "a test", yield_factor=float("nan")), r"Mine: yield_factor = nan\. Expected"),
    ],
)
def test_a_change_that_cannot_be_is_refused(change: PlantChange, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        cell_design("oxide-nmc-li", processes=change)


def test_a_process_reaches_a_chemistry() -> None:
    dry = cell_design("liquid-nmc811-graphite", processes="dry-electrode")
    wet = cell_design("liquid-nmc811-graphite")
    assert dry.base_pack_unit_price.value < wet.base_pack_unit_price.value
    assert dry.run("solvent_cost").solvent_cost.magnitude == 0
    assert dry.cell_specific_energy == wet.cell_specific_energy


def test_routes_set_each_chemistry_against_the_forecast() -> None:
    found = {route.design.study.name: route for route in routes()}
    assert tuple(found) == chemistries()
    for name, route in found.items():
        price = route.design.base_pack_unit_price.value
        assert route.small_plant_price > price
        assert (route.with_free_electrolyte < price) == route.design.study.composition.facts["solid"], name


@pytest.mark.parametrize("name", ["sulfide-nmc-li", "liquid-lfp-graphite"])
def test_materials_at_the_affordable_share_meet_the_price(name: str) -> None:
    design, target = cell_design(name), Q(75, "USD_2022/kWh")
    share = affordable_materials(design, target)
    assert 0 < share < 1
    cheaper = design.study.replace(cell_material_cost=share * design.run("cell_material_cost").cell_material_cost.value)
    assert_allclose(cheaper.run("base_pack_unit_price").base_pack_unit_price.m_as("USD_2022/kWh"), 75, rtol=1e-12)


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
