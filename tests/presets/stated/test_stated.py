"""Every value that a preset states equals what today's readers give, has a name, and a source or a reason."""

import re
from typing import Any

import pytest

from ssbmodel import Q
from ssbmodel.core.assumption import Assumption
from ssbmodel.documents.rules import resolve
from ssbmodel.ground.errors import ScenarioError
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.ground.spelling import write_unit
from ssbmodel.models.economics.plant.bill import Prices, Recipe, Solvents, Yields
from ssbmodel.models.economics.plant.price import Rates
from ssbmodel.models.economics.plant.purchased import Electronics
from ssbmodel.presets.cars import vehicle, vehicles
from ssbmodel.presets.cells.chemistries import chemistries, chemistry, value_of
from ssbmodel.presets.cells.formats import cell_format, formats
from ssbmodel.presets.cells.plants import step_table
from ssbmodel.presets.cells.processes import named_plant, plants
from ssbmodel.presets.cells.reference import quantities, reference
from ssbmodel.presets.conditions import climate, label
from ssbmodel.presets.loader import preset
from ssbmodel.presets.stated.cells import (
    chemistry_assumptions,
    chemistry_facts,
    format_assumptions,
    material_prices,
    press_assumptions,
)  # fmt: skip
from ssbmodel.presets.stated.plants import plant_assumptions, plant_tables, price_deck
from ssbmodel.presets.stated.reference import REFERENCE, recipe_assumptions, reference_assumptions
from ssbmodel.presets.stated.vehicles import (
    climate_assumptions,
    label_assumptions,
    vehicle_assumptions,
)  # fmt: skip
from ssbmodel.sheets.reader import figures

each = pytest.mark.parametrize
KNOWN = figures()
EVERY: dict[str, tuple[Assumption, ...]] = {
    **{f"chemistry {name}": chemistry_assumptions(name)[1] + material_prices(name) for name in chemistries()},
    **{f"format {name}": format_assumptions(name) for name in formats()},
    **{f"plant {name}": plant_assumptions(name) for name in plants()},
    **{f"vehicle {name}": vehicle_assumptions(name) for name in vehicles()},
    "press": press_assumptions(),
    "reference": reference_assumptions(),
    "climate": climate_assumptions(),
    "label": label_assumptions(),
}
# names that the glossary does not hold yet
WAITING = {
    "annual_output", "cabin_heat_capacity", "battery_heat_capacity", "liquid_capacity_retention",
    "claimed_capacity_retention", "reference_capacity_retention",
}  # fmt: skip


def said(one: Assumption) -> tuple[float, str]:
    """Return an assumption's number and its unit, the price year apart."""
    found = resolve(one, KNOWN)
    return found.value, re.sub(r"([A-Z]{3})_\d{4}", r"\1", found.unit)


def today(value: Any) -> tuple[float, str]:
    """Return a quantity's number and unit."""
    return float(value.magnitude), write_unit(tuple(value.unit_items()))


def same(one: Assumption, value: Any) -> bool:
    """Return whether an assumption states a quantity, to the last digit in its own unit."""
    number, unit = said(one)
    return today(Q(number, unit)) == today(value)


@each("stated", EVERY.values(), ids=EVERY.keys())
def test_every_value_has_a_source_or_a_reason_and_stands_once(stated: tuple[Assumption, ...]) -> None:
    assert [one.name for one in stated if not (one.sources or one.reason)] == []
    assert len({one.name for one in stated}) == len(stated)


@each("stated", EVERY.values(), ids=EVERY.keys())
def test_every_name_is_one_of_the_glossary_in_a_unit_of_its_kind(stated: tuple[Assumption, ...]) -> None:
    for one in stated:
        if not one.name.startswith("price_year_") and one.name not in WAITING - TERMS.keys():
            unit = resolve(one, KNOWN).unit
            assert Q(1, re.sub(r"[A-Z]{3}_\d{4}", "USD", unit)).is_compatible_with(
                Q(1, TERMS[one.name].unit.replace("money", "USD")).units
            ), one


@each("stated", EVERY.values(), ids=EVERY.keys())
def test_all_money_has_a_price_year(stated: tuple[Assumption, ...]) -> None:
    assert [one for one in stated if re.search(r"\b(USD|CNY|EUR)\b", one.unit)] == []


@each("stated", EVERY.values(), ids=EVERY.keys())
def test_what_is_stated_is_written_and_read_again_as_equal(stated: tuple[Assumption, ...]) -> None:
    assert tuple(Assumption(**one.to_table()) for one in stated) == stated


@each("name", chemistries())
def test_a_chemistry_states_what_todays_reader_gives(name: str) -> None:
    _, stated = chemistry_assumptions(name)
    everything = {one.name: one for one in (*stated, *material_prices(name))}
    values = chemistry(name).values
    assert {key for key in everything if not key.startswith("price_year")} == values.keys()
    assert [key for key, value in values.items() if not same(everything[key], value)] == []
    by_name = {entry.field: entry for entry in chemistry(name).entries}
    assert [key for key, entry in by_name.items() if entry.why not in str(everything[key])] == []
    assert [key for key, entry in by_name.items() if everything[key].derivation != entry.derivation] == []


def test_facts_name_the_materials_of_a_chemistry() -> None:
    assert chemistry_facts("sulfide-nmc-li") == {
        "chemistry": "sulfide-nmc-li", "solid": True, "positive": "nmc811", "negative": "lithium", "layer": "sulfide",
        "catholyte": "sulfide", "second_layer": "",
    }  # fmt: skip


@each("name", formats())
def test_a_format_states_what_todays_reader_gives(name: str) -> None:
    stated, values = {one.name: one for one in format_assumptions(name)}, cell_format(name).values
    assert stated.keys() == values.keys()
    assert [key for key, value in values.items() if not same(stated[key], value)] == []


def test_a_press_states_what_its_file_says() -> None:
    stated = {one.name: one for one in press_assumptions()}
    rows = preset("chemistries.toml")["press"]
    assert len(rows) == 6
    assert [name for name, row in rows.items() if not same(stated[name], value_of(row[0]))] == []


def test_the_reference_states_every_field_of_its_records() -> None:
    stated, known = {one.name: one for one in reference_assumptions()}, reference()
    records = [*known.parts, known.kinetics, known.charge_fit, known.duty(Q(1, "h")), *known.sides().values()]
    fields = {key: value for record in records for key, value in record._asdict().items()}
    del fields["design_charging_time"]
    assert stated.keys() == fields.keys()
    assert [key for key, value in fields.items() if not same(stated[key], value)] == []


def test_the_recipe_of_the_reference_is_what_its_plant_buys_by() -> None:
    stated, known = {one.name: one for one in recipe_assumptions()}, quantities(preset("reference.toml")["recipe"])
    assert tuple(stated) == tuple(known) == Recipe._fields
    assert [key for key, value in known.items() if not same(stated[key], value)] == []


def test_the_reference_is_given_by_section() -> None:
    assert [one.name for one in reference_assumptions("layout")] == list(reference().parts.layout._fields)
    assert sum(len(reference_assumptions(section)) for section in REFERENCE) == len(reference_assumptions())
    with pytest.raises(ScenarioError, match=r"the reference has no section 'layuot'\. Did you mean 'layout'\? Choose"):
        reference_assumptions("layuot")


@each("name", plants())
def test_a_plant_states_every_field_of_its_records(name: str) -> None:
    stated = {one.name: one for one in plant_assumptions(name)}
    records = {"yields": Yields, "solvents": Solvents, "prices": Prices, "rates": Rates, "electronics": Electronics}
    found = {section: quantities(preset("plants.toml")[section]) for section in records}
    assert {section: tuple(fields) for section, fields in found.items()} == {k: v._fields for k, v in records.items()}
    fields = {key: value for section in found.values() for key, value in section.items()}
    fields |= {"annual_output": named_plant(name).annual_output, "working_days": Q(320, "")}
    assert stated.keys() - fields.keys() == {"price_year_batpac_2022"}
    assert [key for key, value in fields.items() if not same(stated[key], value)] == []


def test_the_deck_is_in_dollars_of_2022_and_says_why() -> None:
    deck = {one.name: one for one in price_deck("batpac-2022")}
    assert deck["positive_active_price"].quantity() == Q(26, "USD_2022/kg")
    assert deck["price_year_batpac_2022"].value == 2022
    assert "names no price year" in deck["price_year_batpac_2022"].reason
    assert [table.object.money for table in plant_tables()] == ["USD_2022"] * 2
    assert plant_tables()[0].object.steps == step_table().steps
    with pytest.raises(ScenarioError, match=r"no price deck called 'batpac-2023'\. Choose of batpac-2022\."):
        price_deck("batpac-2023")


@each(
    ("name", "years"),
    [
        ("liquid-nmc811-graphite", {"batpac_2022"}),
        ("sulfide-nmc-li", {"batpac_2022", "opencell", "trade_press"}),
        ("sulfide-nmc-si", {"batpac_2022", "own_choices", "trade_press"}),
        ("semisolid-nmc811-sic", {"batpac_2022", "argonne_2024"}),
    ],
)
def test_a_chemistrys_prices_bring_the_years_they_are_given(name: str, years: set[str]) -> None:
    found = {one.name.removeprefix("price_year_") for one in material_prices(name) if "price_year" in one.name}
    assert found == years


@each("name", vehicles())
def test_a_car_states_what_todays_reader_gives(name: str) -> None:
    stated, known = {one.name: one for one in vehicle_assumptions(name)}, vehicle(name)
    assert [key for key, old in known.assumptions.items() if not same(stated[key], old.quantity())] == []
    if known.test is not None:
        loads = [key for key in ("mass", "road_load_a", "road_load_b", "road_load_c") if key in stated]
        found = {key: Q(*said(stated[key])).to(getattr(known.car, key).units) for key in loads}
        assert found == {key: getattr(known.car, key) for key in known.car._fields[:1] + known.car._fields[2:5]}


def test_the_cold_states_what_todays_reader_gives() -> None:
    for one in climate_assumptions():
        old = climate(one.name)
        if one.spread is not None:
            assert (one.spread, one.unit) == (old.spread, old.unit)
        else:
            assert Q(*said(one)) == old.quantity()
    assert [one.name for one in climate_assumptions() if one.holds_at] == [
        "liquid_capacity_retention",
        "claimed_capacity_retention",
    ]
    assert all(same(one, label(one.name).quantity()) for one in label_assumptions())
