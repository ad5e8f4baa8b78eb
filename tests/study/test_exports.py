"""Answers on their way out: every value with its labels, its unit and what it rests on."""

import csv
import io
import json
import pickle
from typing import Any

import numpy as np
import pytest

from ssbmodel import Labelled, Q, along, cells, packs
from ssbmodel.study.files.exports import SCHEMA, csv_text
from ssbmodel.study.results import Results
from ssbmodel.study.study import Study

from ..needs import needs_module

NAMES = ("pack_mass", "pack_unit_price", "cold_range")


def central() -> Results:
    return Study.named("documents-central").run(*NAMES)


def battery() -> Results:
    named = {name: Study.named(name) for name in ("documents-central", "liquid-baseline")}
    results: Results = Study.over("battery", named).run(*NAMES)
    return results


def test_there_is_one_record_for_each_value_with_a_column_for_each_axis() -> None:
    rows = central().to_records()
    assert [row["name"] for row in rows] == ["pack_mass"] * 3 + ["pack_unit_price"] * 18 + ["cold_range"] * 3
    assert list(rows[0]) == ["study", "name", "label", "case", "year", "value", "unit", "rests_on"]
    last = next(row for row in rows if row["name"] == "pack_unit_price" and row["year"] == 2030)
    assert (last["case"], last["unit"]) == ("least corner", "CNY_2025/Wh")
    assert last["value"] == pytest.approx(0.4, rel=1e-15)
    assert last["rests_on"].split() == ["004/battery-cost-2025", "004/battery-cost-2030", "004/cost-target-date"]
    assert rows[0]["label"] == "mass of a pack with everything around the cells"
    assert (rows[0]["study"], rows[0]["year"]) == ("documents-central", "")


def test_records_of_several_studies_say_what_each_rests_on() -> None:
    rows = [row for row in battery().to_records() if row["name"] == "pack_mass"]
    assert [row["battery"] for row in rows] == ["documents-central"] * 3 + ["liquid-baseline"] * 3
    assert {row["study"]: row["rests_on"].split()[-1] for row in rows} == {
        "documents-central": "004/saic-specific-energy", "liquid-baseline": "004/liquid-specific-energy",
    }  # fmt: skip
    assert battery().sel(battery="liquid-baseline").to_records()[0]["study"] == "liquid-baseline"


def test_temperatures_stand_in_degrees_and_an_axis_never_takes_the_column_of_a_value() -> None:
    study = Study(
        cell=cells.Stated(cell_specific_energy="400 Wh/kg"),
        pack=packs.Ratios(rated_energy=["80 kWh", "0.1 MWh"], cell_to_pack_mass_ratio=0.5),
    )
    assert [row["rated_energy [Wh]"] for row in study.run("pack_mass").to_records()] == pytest.approx([8e4, 1e5])
    warm = Labelled(Q([1.0, 2.0], "km"), ("ambient_temperature",), {"ambient_temperature": (253.15, 296.15)},
                    {"ambient_temperature": "K"}, "cold_range")  # fmt: skip
    held = Results(Study.named("documents-central"), {"cold_range": warm}).to_records()
    assert [row["ambient_temperature [degC]"] for row in held] == [-20, 23]
    rows = Study.over("value", {1: study, 2: study}).run("pack_mass").to_records()
    assert [row["value axis"] for row in rows] == [1, 1, 2, 2]


def test_csv_holds_what_the_records_hold_and_no_formula() -> None:
    results = central()
    study = results.study.replace(name="=1+1", title="-x")
    rows = list(csv.DictReader(io.StringIO(study.run(*NAMES).to_csv())))
    assert [float(row["value"]) for row in rows] == [row["value"] for row in results.to_records()]
    assert {row["study"] for row in rows} == {"'=1+1"}
    over = Study.over("battery", {"@one": study, "two": study}).run("pack_mass")
    assert "'@one" in over.to_csv()
    assert csv_text([]) == ""


def strict(text: str) -> Any:
    """Return what a strict reader of JSON finds."""
    return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_json_holds_answers_studies_assumptions_and_figures() -> None:
    held = strict(central().to_json())
    assert held["schema"] == SCHEMA
    price = held["answers"]["pack_unit_price"]
    assert (price["dims"], price["unit"]) == (["case", "year"], "CNY_2025/Wh")
    assert price["labels"]["year"] == list(range(2025, 2031))
    assert np.shape(price["values"]) == (3, 6)
    assert price["values"][1] == central().pack_unit_price.magnitude[1].tolist()
    (study,) = held["studies"]
    assert study["money"]["unit"] == "CNY_2025"
    assert study["assumptions"]["heater_power"]["holds_at"] == {"ambient_temperature": "-20 degC"}
    assert set(price["assumptions"]) <= set(study["assumptions"])
    rested = {figure for answer in held["answers"].values() for figure in answer["rests_on"]}
    assert rested == set(held["figures"])
    assert "learning_rate" not in study["assumptions"]  # nothing that was asked rests on it


def test_json_of_several_studies_names_each_and_holds_no_number_that_is_none() -> None:
    held = strict(battery().to_json())
    assert [study["label"] for study in held["studies"]] == ["documents-central", "liquid-baseline"]
    assert held["axis"] == "battery"
    gone = Labelled(Q([1.0, np.nan], "km"), ("year",), {"year": (2025, 2026)}, {}, "cold_range")
    answer = strict(Results(Study.named("documents-central"), {"cold_range": gone}).to_json())["answers"]["cold_range"]
    assert answer["values"] == [1.0, None]


def test_own_functions_are_named_in_json() -> None:
    own = Study.named("documents-central").with_node("cells_mass", lambda rated_energy: rated_energy / 400)
    (study,) = strict(own.run("pack_mass").to_json())["studies"]
    assert study["own_functions"] == ["cells_mass"]


def test_a_frame_has_the_records() -> None:
    needs_module("pandas")
    results = central()
    assert results.to_frame().to_dict("records") == results.to_records()


def test_a_dataset_has_axes_as_coordinates_and_units_as_attributes() -> None:
    needs_module("xarray")
    found = central().to_xarray()
    assert found["pack_unit_price"].attrs["units"] == "CNY_2025/Wh"
    assert found["pack_unit_price"].dims == ("case", "year")
    assert float(found["pack_unit_price"].sel(case="at median inputs", year=2030)) == pytest.approx(0.4, rel=1e-15)
    assert found.attrs["study"] == "documents-central"
    assert battery().to_xarray()["pack_mass"].dims == ("battery", "case")


def test_results_are_equal_when_their_study_and_numbers_are_and_survive_pickling() -> None:
    for results in (central(), battery()):
        other = pickle.loads(pickle.dumps(results))
        assert other == results
        assert hash(other) == hash(results)
        assert other.pack_mass == results.pack_mass
    assert central() != battery()
    assert central() != central().sel(year=2030)
    changed = Study.named("documents-central").replace(rated_energy="80 kWh").run(*NAMES)
    assert changed.pack_mass != central().pack_mass


def test_a_summary_of_results_has_at_most_25_lines() -> None:
    study = Study.named("documents-central")
    everything = study.run(*study.names)
    assert len(everything) > 25
    assert len(repr(everything).splitlines()) <= 25
    assert "... and" in repr(everything)
    many = study.replace(**along("variant", rated_energy=Q(np.linspace(50, 150, 500), "kWh"), usable_share=[0.9] * 500))
    assert len(repr(many.run()).splitlines()) <= 25
