"""An assumption has a value, a spread or a rule, never two of them, and says what it rests on."""

import pickle
import tomllib
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q
from ssbmodel.core.assumption import Assumption, Prepared
from ssbmodel.ground.errors import StudyError

each = pytest.mark.parametrize
FIGURE: dict[str, Any] = {"rests_on": ["004/pack-rated-energy"], "rule": "as printed"}


@each(
    ("wrong", "told"),
    [
        (
            {"rests_on": ["004/saic-energy-density"]},
            "cell_energy_density: rests_on needs a rule that reads it; for context write see = [...].",
        ),
        (
            {"rule": "as printed"},
            "cell_energy_density: rule = 'as printed' names no figure to read. "
            "Write rests_on = [figure ids], or drop the rule.",
        ),
        (
            {**FIGURE, "value": 900, "unit": "Wh/L"},
            "cell_energy_density: value = 900 Wh/L stands beside a rule. "
            "Remove rests_on and rule: the value is then yours.",
        ),
        (
            {**FIGURE, "spread": {"uniform": [1, 2]}},
            "cell_energy_density: a spread stands beside a rule. Remove rests_on and rule: the spread is then yours.",
        ),
        (
            {"value": 10, "spread": {"uniform": [1, 2]}},
            "cell_energy_density: value stands beside a spread, whose centre is its median. Keep one of them.",
        ),
        (
            {"reason": "none"},
            "cell_energy_density: no value. Write value = ..., or spread = {...}, "
            "or rests_on = [figure ids] with a rule.",
        ),
        (
            {"value": 1, "unit": "Whh/L"},
            "cell_energy_density: unit 'Whh/L': 'Whh' is not a known unit. Did you mean 'Wh'?",
        ),
        (
            {"value": "900 Wh/L"},
            "cell_energy_density: value = '900 Wh/L'. Expected a finite number, or lists of them of equal length; "
            "the unit stands apart: value = 20, unit = 'um'.",
        ),
        ({"value": []}, "cell_energy_density: value is an empty list. Expected a number, or at least one in a list."),
        (
            {"value": 1, "axes": ["year"]},
            "cell_energy_density: axes are of a list; this value is none. Drop axes.",
        ),
        (
            {"value": [[1, 2], [3, 4]]},
            "cell_energy_density: nested lists need names of their axes. "
            "Write axes = [..., ...], one name for each of its 2 axes.",
        ),
        (
            {"value": [1, 2], "axes": ["year", "case"]},
            "cell_energy_density: axes = ['year', 'case']. Write axes = [...], one name for each of its 1 axes.",
        ),
        (
            {"value": [[1, 2], [3, 4]], "axes": ["year", "year"]},
            "cell_energy_density: axes = ['year', 'year']. Write axes = [..., ...], one name for each of its 2 axes.",
        ),
        ({"valeu": 1}, "cell_energy_density: unknown key 'valeu'. Did you mean 'value'?"),
    ],
)
def test_what_does_not_hold_together_is_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(StudyError) as caught:
        Assumption(name="cell_energy_density", **wrong)
    assert str(caught.value) == told


@each("value", [True, None, float("nan"), float("inf"), [1, True], [1, [2, 3]], "5", Q(5, "Wh"), {"a": 1}, [None]])
def test_what_is_no_finite_number_is_no_value(value: Any) -> None:
    with pytest.raises(StudyError, match=r"wage: (value|no value)"):
        Assumption(name="wage", value=value)


def test_everything_wrong_is_told_together_line_by_line() -> None:
    with pytest.raises(StudyError) as caught:
        Assumption(name="wage", value=1, spread={"uniform": [1, 2]}, unit="USDD/h", rests_on=["a/b"])
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["wage"] * 3


def test_a_spread_that_is_none_is_refused_with_its_own_sentence() -> None:
    with pytest.raises(StudyError, match=r"wage: uniform=\[2.0, 1.0\] is not in rising order"):
        Assumption(name="wage", spread={"uniform": [2, 1]})


def test_an_assumption_is_frozen() -> None:
    with pytest.raises(StudyError, match=r"Assumption is frozen: value cannot be set"):
        Assumption(name="wage", value=1).value = 2


@each(
    ("given", "derivation"),
    [
        (FIGURE, "figure"),
        ({"value": 1, "sources": ["A survey, 2022"]}, "sourced"),
        ({"value": 1, "see": ["004/battery-cost-2030"]}, "assumed"),
        ({"spread": {"uniform": [1, 2]}, "reason": "a guess"}, "assumed"),
    ],
)
def test_the_derivation_follows_from_what_it_rests_on(given: dict[str, Any], derivation: str) -> None:
    assert Assumption(name="wage", **given).derivation == derivation


def test_a_list_opens_an_axis_of_its_name() -> None:
    made = Assumption(name="ambient_temperature", value=[-20, 0, 23], unit="degC")
    assert made.axes == ("ambient_temperature",)
    assert_allclose(made.quantity().m_as("K"), [253.15, 273.15, 296.15])
    assert Assumption(name="wage", value=np.arange(1.0, 4.0), axes=("year",)).value == (1.0, 2.0, 3.0)


def test_nested_lists_open_the_axes_that_are_named() -> None:
    made = Assumption(name="wage", value=[[1, 2, 3], [4, 5, 6]], axes=["case", "year"], unit="USD_2022/h")
    assert made.quantity().m_as("USD_2022/h").shape == (2, 3)
    assert Assumption(**made.to_table()) == made


def test_a_value_becomes_a_quantity_and_nothing_else_does() -> None:
    assert Assumption(name="rated_energy", value=100, unit="kWh").quantity() == Q(100, "kWh")
    with pytest.raises(StudyError, match=r"rated_energy states no value, it rests on 004/pack-rated-energy"):
        Assumption(name="rated_energy", **FIGURE).quantity()
    with pytest.raises(StudyError, match=r"wage states no value, it has a spread"):
        Assumption(name="wage", spread={"uniform": [1, 2]}).quantity()


FULL = [
    Assumption(name="separator_thickness", value=20, unit="um", reason="what a coater of 2026 was shown to reach"),
    Assumption(name="rated_energy", **FIGURE, see=("004/battery-cost-2030",)),
    Assumption(name="ambient_temperature", value=[-20, 23], unit="degC", sources=("A test, 2024",), date="2024-02"),
    Assumption(name="capacity_retention", value=0.9, holds_at={"ambient_temperature": "-20 degC"}),
    Assumption(name="wage", spread={"lognormal": {"p5": 15, "p95": 40}}, unit="USD_2022/h", reason="a wide band"),
    Assumption(name="wage", spread={"discrete": [[20, 1], [30, 2]]}, unit="USD_2022/h"),
    Assumption(name="wage", spread={"empirical": [20, 21, 25]}, unit="USD_2022/h"),
]


@each("made", FULL, ids=lambda made: made.name)
def test_what_is_written_is_read_again_as_equal(made: Assumption) -> None:
    assert Assumption(**made.to_table()) == made
    assert Assumption(**Assumption(**made.to_table()).to_table()).to_table() == made.to_table()
    assert pickle.loads(pickle.dumps(made)) == made
    assert hash(Assumption(**made.to_table())) == hash(made)


def test_a_table_has_its_keys_in_reading_order_and_no_empty_ones() -> None:
    assert list(FULL[0].to_table()) == ["name", "value", "unit", "reason"]
    assert list(FULL[1].to_table()) == ["name", "rests_on", "rule", "see"]
    assert list(FULL[2].to_table()) == ["name", "value", "unit", "sources", "date"]
    assert FULL[3].to_table()["holds_at"] == {"ambient_temperature": "-20 degC"}


def test_a_file_may_name_the_numbers_of_a_spread() -> None:
    text = 'name = "wage"\nspread = { truncated_normal = { sd = 5, mean = 25, low = 0, high = 60 } }'
    assert (
        Assumption(**tomllib.loads(text)).spread
        == Assumption(name="wage", spread={"truncated_normal": [25, 5, 0, 60]}).spread
    )


@each(
    ("made", "said"),
    list(
        zip(
            FULL,
            [
                "separator_thickness = 20 um [assumed: what a coater of 2026 was shown to reach]",
                "rated_energy from 004/pack-rated-energy: as printed [figure]",
                "ambient_temperature = -20, 23 degC [sourced: A test, 2024]",
                "capacity_retention = 0.9 [assumed]",
                "wage = lognormal: median 24.4949, log sd 0.298151 USD_2022/h [assumed: a wide band]",
                "wage = discrete: 2 values from 20 to 30 USD_2022/h [assumed]",
                "wage = empirical: 3 values from 20 to 25 USD_2022/h [assumed]",
            ],
            strict=True,
        )
    ),
    ids=lambda one: one.name if isinstance(one, Assumption) else "",
)
def test_it_says_in_one_line_what_it_is(made: Assumption, said: str) -> None:
    assert str(made) == said


def test_a_long_list_is_cut_in_words() -> None:
    assert "1, 2, 3, 4, 5, 6, ..." in str(Assumption(name="wage", value=range(1, 9)))


def test_a_prepared_object_carries_its_source() -> None:
    made = Prepared("cycle", [1, 2], source="a regulation")
    assert (made.name, made.source, made.key) == ("cycle", "a regulation", "")
