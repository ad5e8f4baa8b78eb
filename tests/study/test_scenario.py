"""Scenarios: complete, checked, frozen, and the same after a round trip through TOML."""

import re

import pytest

from ssbmodel import Assumption, Q, Scenario, ScenarioError
from ssbmodel.presets.loader import preset
from ssbmodel.sheets import reader
from ssbmodel.study.fields import FIELDS


@pytest.fixture
def central():
    return Scenario.named("documents-central")


def edited(scenario, old, new):
    text = scenario.to_toml()
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize("name", Scenario.names())
def test_a_named_scenario_survives_the_way_through_toml(name):
    scenario = Scenario.named(name)
    assert Scenario.from_toml(scenario.to_toml()) == scenario


def test_the_six_scenarios_that_the_documents_call_for_exist():
    assert set(Scenario.names()) == {
        "documents-low", "documents-central", "documents-high",
        "liquid-baseline", "parity-2030", "large-scale-after-2030",
    }  # fmt: skip


def test_a_title_with_unusual_letters_survives_the_way_through_toml(central):
    odd = central.replace(title='Größe "quoted" \\ \x7f 电池')
    assert Scenario.from_toml(odd.to_toml()) == odd


def test_a_text_too_long_to_read_back_is_refused(central):
    with pytest.raises(ScenarioError, match="at most 1000 characters"):
        central.replace(title="x" * 1001)


def test_every_field_has_an_assumption_with_a_reason_and_no_target_stands_for_today(central):
    assert [a.field for a in central.assumptions] == list(FIELDS)
    assert all(len(a.reason) > 20 for a in central.assumptions)


def test_an_assumption_that_is_not_assumed_names_what_it_rests_on():
    for name in Scenario.names():
        for a in Scenario.named(name).assumptions:
            assert a.derivation == "assumed" or a.rests_on or a.sources


def test_the_sum_of_added_output_follows_its_rule():
    growth = (614.1 / 12) ** (1 / 5)
    added = sum(12 * growth**year for year in range(1, 6))
    assert Scenario.named("documents-central")["added"].value == pytest.approx(added, abs=0.05)


def test_the_car_is_the_same_for_both_batteries(central):
    liquid = Scenario.named("liquid-baseline")
    shared = [
        a["field"] for part in preset("scenarios.toml")["set"] if part["name"] == "car" for a in part["assumption"]
    ]
    assert all(central[field] == liquid[field] for field in shared)


def test_the_documents_bounds_become_the_start_cost(central):
    assert central["start_cost"].ends == pytest.approx((1.9, 3.43220046, 6.2))
    assert Scenario.named("documents-low")["start_cost"].value == 1.9
    assert Scenario.named("documents-high")["start_cost"].value == 6.2
    assert Scenario.named("liquid-baseline")["start_cost"].ends == pytest.approx((0.38, 0.475, 1.55))


def test_replacing_a_value_changes_it_alone(central):
    smaller = central.replace(rated_energy="80 kWh", usable_share=Q(90, "%"))
    assert smaller["rated_energy"].quantity().m_as("Wh") == 80_000
    assert smaller["usable_share"].value == pytest.approx(0.9)
    assert smaller["start_cost"] == central["start_cost"]
    assert central["rated_energy"].value == 100


def test_a_whole_assumption_can_be_replaced(central):
    own = Assumption(field="rated_energy", unit="kWh", value=70, rule="own car", reason="The car that is asked about.")
    assert central.replace(rated_energy=own)["rated_energy"] is own


def test_it_is_frozen(central):
    with pytest.raises(ScenarioError, match="frozen"):
        central.name = "other"


def test_a_new_air_temperature_needs_the_values_that_hold_there(central):
    told = "Write them too: capacity_retention=..., rolling_ratio=..., heater_power=..."
    with pytest.raises(ScenarioError, match=re.escape(told)):
        central.replace(ambient_temperature="-10 degC")
    mild = central.replace(
        ambient_temperature="-10 degC", capacity_retention="0.95", rolling_ratio="1", heater_power="2 kW"
    )
    assert mild["ambient_temperature"].quantity().m_as("K") == pytest.approx(263.15)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda s: s.replace(rated_enrgy="80 kWh"), "no assumption called 'rated_enrgy'. Did you mean 'rated_energy'?"),
        (lambda s: s.replace(rated_energy="80 kW"), "rated_energy='80 kW' does not fit. Expected one value in Wh"),
        (lambda s: s.replace(rated_energy=80.0), "rated_energy=80.0 does not fit. Expected one value in Wh"),
        (lambda s: s.replace(usable_share="120 %"), "usable_share=1.2. Expected a value in (0, 1]"),
        (lambda s: s.replace(rated_energy=Q([1, 2], "kWh")), "Expected one value in Wh"),
        (lambda s: s.replace(end_year="2024"), "end_year is not after start_year"),
        (lambda s: s.replace(end_year="2030.5"), "end_year=2030.5. Expected one whole year"),
        (lambda s: s.replace(end_cost="50 USD_2025/kWh"), "start_cost and end_cost are in CNY_2025/Wh and USD_2025/Wh"),
        (lambda s: s["battery_cost_203"], "no assumption called 'battery_cost_203'."),
        (lambda s: Scenario.named("document-central"), "Did you mean 'documents-central'?"),
        (lambda s: s.outlook([2031]), "years=[2031]. Expected years from 2025 to 2030"),
        (lambda s: s.outlook([]), "Expected years from 2025 to 2030"),
        (lambda s: s.outlook("soon"), "years='soon'. Expected whole years; write outlook(range(2025, 2031))"),
        (lambda s: s.outlook().pack_csot, "no answer called 'pack_csot'. Did you mean 'pack_cost'?"),
        (lambda s: s.explain("pack_csot"), "nothing called 'pack_csot' to explain. Did you mean 'pack_cost'?"),
    ],
)
def test_a_wrong_question_is_answered_with_what_to_write(central, call, told):
    with pytest.raises(ScenarioError, match=re.escape(told)):
        call(central)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('field      = "rated_energy"', 'field      = "rated_enery"', "Did you mean 'rated_energy'?"),
        ('field      = "rated_energy"', 'field      = "rated_energy"\ncolour = "red"', "unknown key 'colour'"),
        ("value      = 100.0", "value      = nan", "value=nan"),
        ("value      = 100.0", "value      = -100.0", "rated_energy=-100 kWh. Expected a finite value > 0 Wh."),
        (
            'unit       = "kWh"',
            'unit       = "kW"',
            "'rated_energy' is in kW. Expected something convertible",
        ),
        ("value      = 100.0", 'value      = "100"', "assumption 'rated_energy': value='100'"),
        ('"004/pack-rated-energy"', '"004/pack-rated-enrgy"', "Did you mean '004/pack-rated-energy'?"),
        ('battery = "solid"', 'battery = "gas"', "battery='gas'"),
        ("[scenario]", "[scenaro]", "unknown table 'scenaro'. Did you mean 'scenario'?"),
        ('name    = "documents-central"', "", "key 'name' is missing"),
    ],
)
def test_a_mistake_in_a_file_is_named(central, old, new, told):
    with pytest.raises(ScenarioError, match=re.escape(told)):
        Scenario.from_toml(edited(central, old, new))


@pytest.mark.parametrize(
    ("field", "figure", "told"),
    [
        ("start_cost", "004/battery-cost-2030", "is a forecast for 2030. Neither is ever today's value"),
        ("cell_specific_energy", "004/byd-specific-energy", "is a target for 2027. Neither is ever today's value"),
        (
            "start_cost",
            "004/sulfide-electrolyte-price",
            "states material_price (production_cost). Expected",
        ),
        ("cell_specific_energy", "004/of-a-module", "is at module level. Expected cell level"),
        ("capacity_retention", "004/saic-range-loss", "states range_loss"),
    ],
)
def test_a_figure_that_may_not_stand_behind_a_value_is_refused(central, monkeypatch, field, figure, told):
    known = dict(reader.figures())
    known["004/of-a-module"] = known["004/ganfeng-specific-energy"].model_copy(update={"level": "module"})
    monkeypatch.setattr(reader, "figures", lambda: known)
    unit = FIELDS[field].word.__metadata__[0].replace("money", "CNY_2025")
    value = Assumption(
        field=field, unit=unit, value=0.5, rests_on=(figure,), rule="taken", reason="Tried as a new user would.",
        derivation="sourced",
    )  # fmt: skip
    with pytest.raises(ScenarioError, match=re.escape(told)):
        central.replace(**{field: value})


def test_a_repeated_or_missing_assumption_is_named(central):
    data = [a.model_dump() for a in central.assumptions]
    with pytest.raises(ScenarioError, match="'rated_energy' stands 2 times"):
        Scenario(name="x", title="x", battery="solid", assumptions=[*data, data[4]])
    with pytest.raises(ScenarioError, match="'start_year' is missing"):
        Scenario(name="x", title="x", battery="solid", assumptions=data[1:])


def test_an_assumption_without_value_needs_a_rule_that_computes_one():
    told = "has neither value nor spread, and rule='a feeling' computes none"
    entry = {"field": "rated_energy", "unit": "kWh", "rule": "a feeling", "reason": "No reason that would help."}
    with pytest.raises(ScenarioError, match=told):
        Scenario(name="x", title="x", battery="solid", assumptions=[entry])


@pytest.mark.parametrize(
    ("figure", "rule", "told"),
    [
        ("004/battery-cost-2025", "as printed", "prints two ends, 1.9 and 6.2"),
        ("004/battery-cost-2030", "low end as printed", "states no low end"),
        ("004/battery-cost-2025", "printed bound taken as the value", "prints two ends"),
    ],
)
def test_a_rule_that_does_not_fit_its_figure_says_so(figure, rule, told):
    entry = {
        "field": "start_cost",
        "unit": "CNY_2025/Wh",
        "rests_on": [figure],
        "rule": rule,
        "reason": "A wrong rule.",
    }
    with pytest.raises(ScenarioError, match=told):
        Scenario(name="x", title="x", battery="solid", assumptions=[entry])


def test_a_derivation_that_rests_on_nothing_is_refused():
    with pytest.raises(ScenarioError, match="derivation='sourced' names nothing it rests on"):
        Assumption(field="x", unit="", value=1, rule="none", reason="No source at all.", derivation="sourced")


def test_a_spread_out_of_order_or_doubled_is_refused():
    for spread, told in (
        ({"triangular": [3, 2, 1]}, "not in rising order"),
        ({"uniform": [1, 2], "normal": [1, 1]}, "Expected exactly one distribution"),
    ):
        with pytest.raises(ScenarioError, match=told):
            Assumption(field="x", unit="", spread=spread, rule="none", reason="A spread gone wrong.")
