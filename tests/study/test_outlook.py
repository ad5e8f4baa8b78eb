"""Outlooks: the documents' numbers year by year, with bounds that bound, in every form they are exported to."""

import csv
import io
import json
import sys

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import ExtraError, Q, Scenario
from ssbmodel.study.export import csv_text
from ssbmodel.study.outlook import LINES

NAMES = Scenario.names()


@pytest.fixture(scope="module")
def central():
    return Scenario.named("documents-central").outlook()


@pytest.mark.parametrize("name", NAMES)
def test_low_central_and_high_stand_in_order_and_everything_is_finite(name):
    outlook = Scenario.named(name).outlook()
    for quantity in outlook.results.values():
        low, middle, high = np.moveaxis(quantity.magnitude, -1, 0)
        assert np.isfinite(quantity.magnitude).all()
        assert (low <= middle * (1 + 1e-12)).all()
        assert (middle <= high * (1 + 1e-12)).all()


def test_the_path_starts_and_ends_where_the_documents_say(central):
    assert_allclose(central.unit_cost.m_as("CNY_2025/Wh")[0], [1.9, np.sqrt(1.9 * 6.2), 6.2], rtol=1e-12)
    assert_allclose(central.unit_cost.m_as("CNY_2025/Wh")[-1], 0.4, rtol=1e-12)
    assert_allclose(central.pack_cost.m_as("CNY_2025")[-1], 40_000, rtol=1e-12)


def test_a_scenario_without_spreads_has_one_value_a_year():
    fixed = Scenario.named("documents-low").replace(
        cell_to_pack_mass_ratio="0.6", battery_consumption="150 Wh/km", heater_power="3 kW", learning_rate="0.2"
    )
    outlook = fixed.outlook([2025, 2030])
    assert outlook.cases == ("central",)
    assert outlook.pack_cost.magnitude.shape == (2,)
    assert_allclose(outlook.case("range_warm", "low").m_as("km"), 85_000 / 150)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_no_value_inside_the_spreads_leads_outside_the_bounds(shares):
    scenario = Scenario.named("documents-central")
    varied = ["start_cost", "cell_to_pack_mass_ratio", "battery_consumption", "heater_power"]
    chosen = {}
    for field, share in zip(varied, shares):
        low, _, high = scenario[field].ends
        chosen[field] = Q(low + share * (high - low), scenario[field].unit)
    inside, whole = scenario.replace(**chosen).outlook([2027]), scenario.outlook([2027])
    for line in LINES:
        low, _, high = whole.results[line.name].magnitude[0]
        value = inside.case(line.name, "central").magnitude[0]
        assert low * (1 - 1e-9) <= value <= high * (1 + 1e-9)


def test_records_csv_and_json_say_the_same_and_what_each_number_rests_on(central):
    rows = list(csv.DictReader(io.StringIO(central.to_csv())))
    data = json.loads(central.to_json())
    assert len(rows) == len(central.years) * len(LINES)
    row = next(r for r in rows if r["quantity"] == "pack_cost" and r["year"] == "2030")
    assert float(row["central"]) == data["results"]["pack_cost"]["values"][-1][1]
    assert "004/battery-cost-2030" in row["rests_on"].split()
    assert "end_cost" in row["assumptions"].split()
    assert data["results"]["pack_cost"]["rests_on"] == row["rests_on"].split()
    assert set(data["figures"]) >= set(row["rests_on"].split())
    assert "0.4 CNY/Wh" in data["figures"]["004/battery-cost-2030"]


def test_every_answer_rests_on_something(central):
    assert all(record["assumptions"] for record in central.to_records())


def test_a_cell_that_a_spreadsheet_would_run_is_neutralised():
    text = csv_text([{"a": "=1+1", "b": "@x", "c": "-2", "d": "+3", "e": -2.0, "f": "plain"}])
    assert text.splitlines()[1] == "'=1+1,'@x,'-2,'+3,-2.0,plain"


def test_the_frame_holds_the_records(central):
    frame = central.to_frame()
    assert list(frame.columns)[:3] == ["scenario", "year", "quantity"]
    assert len(frame) == len(central.to_records())


def test_a_frame_without_pandas_says_what_to_install(central, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExtraError, match=r"pip install 'ssbmodel\[frames\]'"):
        central.to_frame()


def test_money_is_exchanged_and_nothing_else(central):
    table = "fed-h10-world-bank"
    dollars = central.in_money("USD_2025", rates=table)
    ratio = central.pack_cost.m_as("CNY_2025") / dollars.pack_cost.m_as("USD_2025")
    assert_allclose(ratio, 7.1875, rtol=1e-4)  # Fed H.10 annual mean of 2025
    assert dollars.pack_mass is central.pack_mass


def test_the_share_of_range_kept_is_far_below_the_claim_once_the_cabin_is_heated(central):
    assert central.range_retention.magnitude[0, 1] < 0.7


def test_an_explanation_leads_to_the_printed_figure(central):
    told = central.explain("range_cold")
    assert told.steps[0] == "range_cold = driving_range(usable_energy, cold_consumption, capacity_retention)"
    assert {"004/saic-capacity-retention", "004/pack-rated-energy"} <= {figure.id for figure in told.figures}
    assert central.explain("pack_cost").answers[1] == "2030: 40,000 CNY_2025"
    assert central.explain("pack_cost").answers[0].endswith("(190,000 to 620,000) CNY_2025")
    assert "why: " in str(told)
    assert "more than 90 %" in str(told)
    assert central.explain("rated_energy").figures[0].token == "100 kWh"
