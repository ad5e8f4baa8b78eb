"""Rules read figures; what may not stand behind a name is refused, and money keeps the year it was said in."""

import math
from collections.abc import Mapping
from typing import Any

import pytest
from numpy.testing import assert_allclose

from ssbmodel.core.assumption import Assumption
from ssbmodel.documents.rules import READS, RULES, assumption_from, resolve
from ssbmodel.ground.errors import MoneyError, StudyError
from ssbmodel.sheets.figure import Figure
from ssbmodel.sheets.reader import figures

each = pytest.mark.parametrize
KNOWN = figures()


def resting(name: str, figure: str | list[str], rule: str, **more: Any) -> Assumption:
    return Assumption(name=name, rests_on=[figure] if isinstance(figure, str) else figure, rule=rule, **more)


def own(**row: Any) -> Mapping[str, Figure]:
    """Return a mapping with one figure, as a user's own sheet would give it."""
    base: dict[str, Any] = {
        "id": "own/one", "qualifier": "exact", "subject": "solid-state-battery", "kind": "reported", "as_of": 2026,
        "token": f"{row['low']} {row['unit']}", "start": 0, "document": "own", "sha256": "0" * 64,
    }  # fmt: skip
    made = Figure(**base | row)
    return {made.id: made}


def test_a_value_and_a_spread_are_what_was_stated() -> None:
    one = Assumption(name="wage", value=[20, 25], unit="USD_2022/h")
    assert resolve(one, {}) == ((20.0, 25.0), None, "USD_2022/h")
    other = Assumption(name="wage", spread={"uniform": [20, 25]}, unit="USD_2022/h")
    assert resolve(other, {}) == (None, other.spread, "USD_2022/h")


@each(
    ("made", "value", "unit"),
    [
        (resting("rated_energy", "004/pack-rated-energy", "as printed"), 100, "kWh"),
        (resting("rated_energy", "004/pack-rated-energy", "as printed", unit="MWh"), 0.1, "MWh"),
        (resting("cell_specific_energy", "004/saic-specific-energy", "printed bound taken as the value"), 400, "Wh/kg"),
        (resting("capacity_retention", "004/saic-capacity-retention", "printed bound taken as the value"), 90, "%"),
        (
            resting("capacity_retention", "004/saic-capacity-retention", "low end as printed", unit="1"),
            0.9,
            "1",
        ),
        (resting("ambient_temperature", "004/saic-cold-temperature", "as printed"), -20, "degC"),
        (resting("ambient_temperature", "004/saic-cold-temperature", "as printed", unit="K"), 253.15, "K"),
        (resting("ambient_temperature", "004/saic-cold-temperature", "as printed", unit="degF"), -4, "degF"),
        (resting("target_year", "004/cost-target-date", "high end as printed"), 2030, ""),
        (
            resting(
                "base_pack_unit_price",
                ["004/battery-cost-2025", "004/cost-multiple-liquid"],
                "quotient of the low ends",
                unit="CNY_2025/kWh",
            ),
            475,  # 1.9 CNY/Wh over a multiple of 4
            "CNY_2025/kWh",
        ),
    ],
    ids=lambda one: one.name if isinstance(one, Assumption) else "",
)
def test_a_rule_reads_a_value_in_the_figures_unit_or_the_one_asked(made: Assumption, value: float, unit: str) -> None:
    found = resolve(made, KNOWN)
    assert (found.spread, found.unit) == (None, unit)
    assert_allclose(found.value, value, rtol=1e-12)


@each(
    ("rule", "numbers"),
    [
        ("middle of the printed bounds, spread over them", {"uniform": (1900, 6200)}),
        (
            "geometric mean of the printed bounds, spread over them",
            {"triangular": (1900, math.sqrt(1900 * 6200), 6200)},
        ),
        ("quotient of the low ends, spread over the hull of all quotients", {"triangular": (1900 / 5, 475, 6200 / 4)}),
    ],
)
def test_a_rule_reads_a_spread(rule: str, numbers: dict[str, Any]) -> None:
    ids = ["004/battery-cost-2025", "004/cost-multiple-liquid"]
    found = resolve(resting("base_pack_unit_price", ids, rule, unit="CNY_2025/kWh"), KNOWN)
    assert found.spread is not None
    assert found.spread.kind == next(iter(numbers))
    assert_allclose(getattr(found.spread, found.spread.kind), *numbers.values(), rtol=1e-12)


@each(
    ("made", "told"),
    [
        (
            resting("rated_energy", "004/pack-rated-enery", "as printed"),
            "rated_energy rests on '004/pack-rated-enery', which is no figure. Did you mean '004/pack-rated-energy'?",
        ),
        (
            resting("rated_energy", "004/pack-rated-energy", "as prnted"),
            "rated_energy: rule = 'as prnted' reads no figure. Did you mean 'as printed'?",
        ),
        (
            resting("rated_energy", "004/pack-rated-energy", "mine"),
            f"rated_energy: rule = 'mine' reads no figure. Expected one of: {'; '.join(RULES)}.",
        ),
        (
            resting("base_pack_unit_price", "004/battery-cost-2025", "quotient of the low ends"),
            "base_pack_unit_price: rule = 'quotient of the low ends' reads two figures. Write rests_on = [one, other].",
        ),
        (
            resting("cell_energy_density", "004/saic-specific-energy", "as printed"),
            "cell_energy_density rests on '004/saic-specific-energy', which states specific_energy (unspecified). "
            "Expected a figure of: energy_density.",
        ),
        (
            resting("pack_mass", "004/saic-specific-energy", "as printed"),
            "pack_mass rests on '004/saic-specific-energy', which states specific_energy (unspecified). "
            "Expected a source or a reason.",
        ),
        (
            resting("base_pack_unit_price", "004/battery-cost-2030", "printed bound taken as the value"),
            "base_pack_unit_price rests on '004/battery-cost-2030', which is a forecast for 2030. Neither is ever "
            "today's value; rest it on a measured or reported figure, or on a published source.",
        ),
        (
            resting("target_pack_unit_price", "004/battery-cost-2030", "low end as printed"),
            "target_pack_unit_price: figure '004/battery-cost-2030' states no low end. "
            "Choose a rule that reads the other end.",
        ),
        (
            resting("base_pack_unit_price", "004/battery-cost-2025", "as printed"),
            "base_pack_unit_price: figure '004/battery-cost-2025' prints two ends, 1.9 and 6.2. "
            "Choose a rule for them.",
        ),
        (
            resting("rated_energy", "004/pack-rated-energy", "as printed", unit="kg"),
            "rated_energy: unit = 'kg' is of another kind than the figure's 'kWh'. Leave it out.",
        ),
    ],
    ids=lambda one: one.name if isinstance(one, Assumption) else "",
)
def test_what_no_rule_may_read_is_refused(made: Assumption, told: str) -> None:
    with pytest.raises(StudyError) as caught:
        resolve(made, KNOWN)
    assert str(caught.value) == told


def test_a_figure_of_another_level_is_refused() -> None:
    sheet = own(quantity="specific_energy", low=200, high=200, unit="Wh/kg", level="pack")
    with pytest.raises(StudyError, match=r"'own/one', which is at pack level\. Expected cell level\."):
        resolve(resting("cell_specific_energy", "own/one", "as printed"), sheet)


def test_a_users_own_sheet_is_read_like_the_documents() -> None:
    sheet = own(quantity="specific_energy", low=350, high=350, unit="Wh/kg", level="cell")
    assert resolve(resting("cell_specific_energy", "own/one", "as printed"), sheet).value == 350
    with pytest.raises(StudyError, match=r"which is no figure\. Did you mean 'own/one'\?"):
        resolve(resting("cell_specific_energy", "own/two", "as printed"), sheet)


LOW = "low end as printed"


def test_money_without_a_year_needs_one_to_be_assigned() -> None:
    with pytest.raises(MoneyError) as caught:
        resolve(resting("base_pack_unit_price", "004/battery-cost-2025", LOW), KNOWN)
    assert str(caught.value) == (
        "base_pack_unit_price: figure '004/battery-cost-2025' names no price year. "
        'Assign one with its reason: unit = "CNY_2025/Wh", reason = "...".'
    )
    made = resting("base_pack_unit_price", "004/battery-cost-2025", LOW, unit="CNY_2025/Wh")
    assert resolve(made, KNOWN) == (1.9, None, "CNY_2025/Wh")


@each(
    ("unit", "told"),
    [
        ("CNY_2025/Wh", r"is in CNY_2024, the unit in CNY_2025\. Write unit = \"CNY_2024/Wh\"; the study converts it"),
        ("USD_2024/Wh", r"is in CNY_2024, the unit in USD_2024\. Write unit = \"CNY_2024/Wh\"; the study converts it"),
        ("CNY/Wh", r"names no price year"),
    ],
)
def test_money_of_a_stated_year_is_never_renamed(unit: str, told: str) -> None:
    row = {"quantity": "battery_cost", "low": 2, "high": 2, "unit": "CNY/Wh", "price_year": 2024}
    with pytest.raises(MoneyError, match=told):
        resolve(resting("base_pack_unit_price", "own/one", "as printed", unit=unit), own(**row))
    assert resolve(resting("base_pack_unit_price", "own/one", "as printed"), own(**row)).unit == "CNY_2024/Wh"


def test_an_edited_value_beside_a_rule_is_told_what_the_rule_reads() -> None:
    table = {"name": "rated_energy", "value": 75, "unit": "kWh", "rests_on": ["004/pack-rated-energy"]}
    with pytest.raises(StudyError) as caught:
        assumption_from({**table, "rule": "as printed"}, KNOWN)
    assert str(caught.value) == (
        'rated_energy = 75 kWh is not what "as printed" reads from 004/pack-rated-energy (100 kWh). '
        "Remove rests_on and rule: the value is then yours."
    )


@each("table", [{"name": "wage", "value": 3, "rests_on": ["no/figure"], "rule": "as printed"}, {"name": "wage"}])
def test_a_table_that_does_not_hold_together_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(StudyError, match=r"wage: (value = 3 stands beside a rule|no value)"):
        assumption_from(table, KNOWN)


def test_a_forecast_may_stand_behind_names_of_the_future_alone() -> None:
    assert {name for name, reads in READS.items() if reads.then} == {"target_year", "target_pack_unit_price", "added"}
