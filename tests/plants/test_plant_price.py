"""The price of a pack from a plant: whose prices, which money, which year, which processes, and what moves it."""

from typing import Any

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Money, Q, Study, StudyError, cells, costs, packs, plants
from ssbmodel.presets.cells.processes import PlantChange

PRICE = "base_pack_unit_price"


def study(chemistry: str = "sulfide-nmc-li", money: str = "CNY_2025", **cost: Any) -> Study:
    part = plants.PlantPrice(**cost)
    return Study(cell=cells.Designed(chemistry), pack=packs.BatPaC(), cost=part, money=Money(money), years=[2025])


def price(one: Study) -> float:
    return float(one.run(PRICE)[PRICE].value.magnitude)


def test_the_published_design_costs_what_the_workbook_says() -> None:
    made = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice(), money=Money("USD_2022"))
    # the workbook's own sum for its reference, as printed by the walk through it
    assert_allclose(float(made.run("base_pack_price").base_pack_price.m_as("USD_2022")), 11009.1, atol=0.05)


def test_tables_follow_the_money_that_enters() -> None:
    lines = "plant_capital", "purchased_cost", "building_price"
    own, other = (study(money=money).run(*lines) for money in ("USD_2022", "CNY_2025"))
    factors = {name: float(other[name].value.magnitude / own[name].value.magnitude) for name in lines}
    assert_allclose(list(factors.values()), factors["building_price"], rtol=1e-12)
    assert factors["building_price"] > 6


def test_a_rate_that_is_replaced_reaches_the_tables_too() -> None:
    rate, base = "exchange_USD_2022_CNY_2025", study("liquid-nmc811-graphite")
    higher = base.replace(**{rate: 1.1 * base.composition.said[rate].value})
    assert_allclose(price(higher), 1.1 * price(base), rtol=1e-12)


def test_the_base_year_is_the_deck_s_and_a_decline_starts_there() -> None:
    assert study().composition.said["base_year"].value == 2022
    falling = study().replace(decline=costs.AtRate(target_pack_unit_price="0.6 CNY_2025/Wh", target_year=2030))
    assert falling.run("elapsed_steps").elapsed_steps.value.magnitude.tolist() == [3.0]
    with pytest.raises(StudyError, match="year 2021 lies before base_year = 2022"):
        falling.replace(years=[2021]).run("pack_unit_price")


def test_a_smaller_plant_a_lower_yield_and_fewer_packs_cost_more() -> None:
    base = price(study())
    assert price(study(plant="documents-4-gwh")) > base
    assert price(study(cell_yield=0.8)) > base
    assert price(study(pack_rate=4e4)) == price(study(plant="documents-4-gwh"))
    wet, dry = (price(study("liquid-nmc811-graphite", processes=changes)) for changes in ((), ["dry-electrode"]))
    assert dry < wet


def test_a_process_of_one_s_own_changes_its_steps() -> None:
    cheap = PlantChange("half", {"formation": (1.0, 0.5, 1.0)}, "an offer", yield_factor=0.9)
    capital = [float(study(processes=p).run("plant_capital").plant_capital.value.magnitude) for p in ((), cheap)]
    assert capital[1] != capital[0]
    assert study(processes=cheap).composition.said["cell_yield"].value == pytest.approx(0.9 * 0.95)
    with pytest.raises(StudyError, match=r"half: no step called 'formaton'. Did you mean 'formation'"):
        study(processes=PlantChange("half", {"formaton": (1.0, 0.5, 1.0)}, "an offer")).run()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"plant": "batpac-5-gwh"}, "plants.PlantPrice: no plant called 'batpac-5-gwh'. Did you mean 'batpac-50-gwh'"),
        ({"plant": 3}, "plants.PlantPrice: plant=3. Expected a name: batpac-50-gwh, documents-4-gwh."),
        ({"prices": "batpac"}, "no price deck called 'batpac'. Did you mean 'batpac-2022'"),
        ({"processes": "dry"}, "plants.PlantPrice: no process called 'dry'"),
        ({"wages": 3}, "wages"),
    ],
)
def test_what_there_is_none_of_is_refused_by_name(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(StudyError) as refused:
        plants.PlantPrice(**wrong)
    assert told in str(refused.value)


def test_own_plants_and_decks_are_taken_as_they_are() -> None:
    wage = Q(50, "USD_2022/h")
    base = plants.price_decks["batpac-2022"]
    own = base.named("mine", "Mine", {}, base["wage"].model_copy(update={"value": 50.0}))
    assert price(study(prices=own)) == price(study().replace(wage=wage)) > price(study())
    plant = plants.catalogue["batpac-50-gwh"]
    mine = plant.named("mine", "Mine", {}, plant["cell_yield"].model_copy(update={"value": 0.8}))
    assert price(study(plant=mine)) == price(study(cell_yield=0.8))


def test_layers_of_a_cell_move_its_price_and_prices_of_materials_belong_to_the_cost() -> None:
    base = study("chloride-nmc-li")
    assert price(base.replace(second_layer_price="300 USD_2022/kg")) > price(base)
    assert price(base.replace(second_layer_thickness="20 um")) > price(base)
    alone = Study(cell=cells.Designed("chloride-nmc-li"), pack=packs.BatPaC())
    with pytest.raises(StudyError, match="'layer_price' is asked for by nothing"):
        alone.replace(layer_price="10 USD_2022/kg")
