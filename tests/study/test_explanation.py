"""An explanation tells a number's way, in few lines, and weighs what stands behind it rightly."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q
from ssbmodel.core.checks import bounds_of
from ssbmodel.core.own import OwnFunction
from ssbmodel.core.plan import Plan
from ssbmodel.ground.errors import StudyError
from ssbmodel.study.study import Study

from .studies import DOLLARS, cell_and_pack, cold, stated

each_name = pytest.mark.parametrize("name", Study.named_studies())
SMALL = 1e-30  # the imaginary step of a derivative without differences


def by_complex_step(study: Study, answer: str, name: str) -> float:
    """Return the relative change of an answer per relative change of a stated name."""
    plan = study.kernel(answer, varied=name)
    value = study.composition.graph.stated[name]
    found = np.ravel(plan(**{name: complex(value, SMALL * value)})[answer])[-1]
    return float(found.imag / SMALL / found.real)


@pytest.mark.parametrize("answer", ["pack_mass", "pack_volume", "pack_price", "driving_range", "cold_range"])
def test_weights_agree_with_a_complex_step(answer: str) -> None:
    study = stated()
    weights = study.explain(answer, **({"year": 2028} if answer == "pack_price" else {})).weights
    study = study.replace(years=2028)
    plain = {"base_year", "target_year", "ambient_temperature", "reference_temperature"}
    assert set(weights) - plain
    for name in set(weights) - plain:
        assert_allclose(weights[name], by_complex_step(study, answer, name), rtol=1e-6, atol=1e-9)


def test_a_temperature_weighs_by_its_difference() -> None:
    study = stated()
    warmer = study.replace(ambient_temperature="-19.999 degC").run("cold_range").cold_range.m_as("km")
    colder = study.replace(ambient_temperature="-20.001 degC").run("cold_range").cold_range.m_as("km")
    slope = (warmer - colder) / 0.002 / study.run("cold_range").cold_range.m_as("km")
    assert_allclose(study.explain("cold_range").weights["ambient_temperature"], slope, rtol=1e-6)


@each_name
def test_no_call_leaves_the_bounds_of_a_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    study, met = Study.named(name), dict[str, list[Any]]()
    call = Plan.__call__

    def watched(plan: Plan, **arrays: Any) -> Any:
        for key, value in arrays.items():
            met.setdefault(key, []).append(value)
        return call(plan, **arrays)

    monkeypatch.setattr(Plan, "__call__", watched)
    for answer in study.answers:
        study.explain(answer).weights  # noqa: B018
    assert met
    for key, values in met.items():
        low, high = bounds_of(study.composition.graph, key)
        assert all(low <= np.min(value) and np.max(value) <= high for value in values)


def test_a_share_of_one_is_weighed_from_one_side() -> None:
    weights = stated().explain("driving_range").weights
    assert_allclose(weights["reference_capacity_retention"], 1.0, rtol=1e-8)


@each_name
def test_explanations_end_in_figures_sources_or_reasons(name: str) -> None:
    study = Study.named(name)
    for answer in study.answers:
        told = study.explain(answer)
        assert told.assumptions
        for one in told.assumptions:
            assert (one.rests_on and one.rule) or one.sources or one.reason
        assert {figure.id for figure in told.figures} == {key for one in told.assumptions for key in one.rests_on}
        assert len(str(told).splitlines()) <= 30


def test_an_explanation_says_value_place_formula_parts_weights_and_words_of_the_documents() -> None:
    text = str(Study.named("documents-central").explain("pack_price"))
    assert text.startswith("pack_price (price of a pack) = 40,000 CNY_2025, in 2030, at the centre of base_pack_unit")
    assert "computed by costs.AtRate:" in text
    assert "pack_cost(rated_energy = 100,000 Wh, pack_unit_price = 0.4 CNY_2025/Wh)" in text
    assert "packs.Ratios: weighing most of what goes on: rated_energy +1.00 %" in text
    assert 'figure 004/battery-cost-2030, "0.4 yuan/Wh": printed bound taken as the value' in text


def test_a_place_is_said_and_the_last_year_and_first_temperature_are_taken_unasked() -> None:
    study = stated(ambient_temperature=cold(-20, 0))
    assert "in 2027" in str(study.explain("pack_price", year=2027))
    assert "ambient temperature 0 °C" in str(study.explain("cold_range", ambient_temperature="0 degC"))
    assert "ambient temperature -20 °C" in str(study.explain("cold_range"))
    assert_allclose(study.explain("pack_price").value.m_as("CNY_2025"), 40_000)
    with pytest.raises(StudyError, match=r"cold_range has no axis 'yaer'\. It has: ambient_temperature"):
        study.explain("cold_range", yaer=2030)


def test_money_comes_in_on_one_line_and_its_rate_weighs_too() -> None:
    told = stated(base_pack_unit_price=DOLLARS).explain("base_pack_price")
    line = next(line for line in str(told).splitlines() if "base_pack_unit_price = " in line and "USD_2022 to" in line)
    assert "base_pack_unit_price = 489.9 USD/kWh (5-50-95 %: 315.1, 489.9, 761.7 USD/kWh)" in line
    assert "as USD_2022 (assumed: two makers) x 6.760 (USD_2022 to CNY_2025: exchanged at 6.729 of 2022, then" in line
    assert line.endswith("= 3,312 CNY_2025/kWh")
    assert_allclose(told.weights["exchange_USD_2022_CNY_2025"], 1.0, rtol=1e-8)
    assert_allclose(told.weights["base_pack_unit_price"], 1.0, rtol=1e-8)


def test_what_goes_on_from_a_part_is_weighed_with_all_of_it_cut() -> None:
    text = str(stated().explain("range_retention"))
    assert "vehicles.Stated: weighing most of what goes on: battery_consumption +0.16 %" in text


def test_all_lists_every_stated_name_and_every_call() -> None:
    told = stated().explain("pack_price").all
    for name in stated().composition.graph.walk("pack_price"):
        assert f"{name} = " in told or f"{name} (" in told


def test_a_stated_name_is_explained_by_what_it_rests_on() -> None:
    told = Study.named("documents-central").explain("rated_energy")
    assert told.weights == {}
    assert 'figure 004/pack-rated-energy, "100 kWh": as printed' in str(told)


def test_an_own_function_is_a_supplier_like_any_other() -> None:
    study = cell_and_pack().with_node("pack_mass", lambda cells_mass: cells_mass + 100.0)
    told = study.explain("pack_mass")
    assert "computed by own function:" in str(told)
    assert_allclose(told.weights["rated_energy"], 250 / 350, rtol=1e-8)
    assert isinstance(study.composition.graph.suppliers["pack_mass"].function, OwnFunction)


def test_an_unknown_name_is_asked_back() -> None:
    with pytest.raises(StudyError, match=r"'pack_mas' is no name\. Did you mean 'pack_mass'"):
        stated().explain("pack_mas")


def test_the_value_is_that_of_the_run() -> None:
    study = stated(rated_energy=Q([80, 100], "kWh"))
    found = study.run("pack_mass").pack_mass.sel(rated_energy="100 kWh")
    assert_allclose(study.explain("pack_mass", rated_energy="100 kWh").value.m_as("kg"), found.m_as("kg"), rtol=1e-15)
