"""Rows of presets become assumptions: values as printed, works by name, money in the year its source is given."""

from typing import Any

import pytest

from ssbmodel.core.assumption import Assumption
from ssbmodel.documents.presets import PriceYear, Sources, assumptions, price_years, years_behind
from ssbmodel.ground.errors import StudyError

each = pytest.mark.parametrize
DECK = PriceYear("a-deck", 2022, ("a deck",), "saved then")
OURS = PriceYear("ours", 2025, (), "chosen now")
WORKS = Sources({"deck": "a deck", "book": "a book"}, {"deck": "2022-07-22"}, {"deck": DECK, "assumed": OURS})


@each(
    ("row", "made"),
    [
        (["0.25", "sourced", "book"], Assumption(name="x", value=0.25, sources=["a book"])),
        (["2 m", "sourced", "deck"], Assumption(name="x", value=2, unit="m", sources=["a deck"], date="2022-07-22")),
        (["2 MPa", "assumed", "Held at that."], Assumption(name="x", value=2, unit="MPa", reason="Held at that.")),
        (
            ["26 USD/kg", "sourced", "deck"],
            Assumption(
                name="x", value=26, unit="USD_2022/kg", sources=["a deck"], date="2022-07-22",
                reason="Money taken as of 2022.",
            ),
        ),
        (
            ["50 USD", "assumed", "An input to vary."],
            Assumption(name="x", value=50, unit="USD_2025", reason="An input to vary. Money taken as of 2025."),
        ),
        (
            ["50 USD", "assumed", "As a deck has it.", "deck"],
            Assumption(name="x", value=50, unit="USD_2022", reason="As a deck has it. Money taken as of 2022."),
        ),
        (
            ["50 USD_2019", "assumed", "The source names the year."],
            Assumption(name="x", value=50, unit="USD_2019", reason="The source names the year."),
        ),
    ],
)  # fmt: skip
def test_a_row_becomes_an_assumption(row: list[str], made: Assumption) -> None:
    assert assumptions({"x": row}, sources=WORKS) == (made,)


@each(
    ("row", "told"),
    [
        (["1", "sourced", "bok"], r"x: no work called 'bok'\. Write it under \[sources\]\."),
        (["1", "guessed", "why"], r"x = \['1', 'guessed', 'why'\]\. Expected \[value, \"sourced\", work\] or"),
        ("1", r"x = '1'\. Expected \[value"),
        (["1 USD/kg", "sourced", "book"], r"x = 1 USD/kg names no price year, and its source is given none\. Write \["),
    ],
)
def test_a_row_without_a_work_a_reason_or_a_year_is_refused(row: Any, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        assumptions({"x": row}, sources=WORKS)


def test_plain_texts_rest_on_the_one_work_of_their_file() -> None:
    works = WORKS._replace(work="deck")
    one, other = assumptions({"x": "2 mm", "y": 3}, sources=works)
    assert (one.value, one.unit, one.sources, other.value, other.unit) == (2, "mm", ("a deck",), 3, "")


def test_the_years_behind_prices_are_told_once_each() -> None:
    rows = {"a": ["1 USD", "sourced", "deck"], "b": ["2 USD/kg", "sourced", "deck"], "c": ["3 um", "assumed", "why"]}
    (year,) = years_behind(rows, WORKS)
    assert (year.name, year.value, year.reason, year.sources) == ("price_year_a_deck", 2022, "saved then", ("a deck",))


def test_price_years_are_read_from_their_table() -> None:
    assert price_years({"a-deck": {"year": 2022, "sources": ["a deck"], "reason": "saved then"}}) == {"a-deck": DECK}


TABLE: dict[str, Any] = {
    "field": "start_cost", "unit": "CNY_2025/Wh", "rests_on": ["004/battery-cost-2025"], "rule": "low end as printed",
    "reason": "The cheapest.", "derivation": "sourced",
}  # fmt: skip


def test_a_rule_that_reads_figures_stays_one() -> None:
    (made,) = assumptions([TABLE], {"start_cost": "base_pack_unit_price"})
    assert made.to_table() == {
        "name": "base_pack_unit_price",
        "unit": "CNY_2025/Wh",
        "rests_on": ["004/battery-cost-2025"],
        "rule": "low end as printed",
        "reason": "The cheapest.",
    }


def test_a_rule_that_reads_none_becomes_part_of_the_reason_and_its_figures_context() -> None:
    (made,) = assumptions([TABLE | {"value": 2025, "unit": "", "rule": "date of the document"}])
    assert (made.value, made.see, made.rests_on, made.rule) == (2025, ("004/battery-cost-2025",), (), "")
    assert made.reason == "Date of the document. The cheapest."


def test_a_value_may_hold_at_one_place_alone() -> None:
    (made,) = assumptions([TABLE], holds_at={"start_cost": {"ambient_temperature": "-20 degC"}})
    assert made.holds_at == {"ambient_temperature": "-20 degC"}
