"""A figure: what it says of itself, in which units, and everything that is refused in one."""

import contextlib
import copy
import json
import pickle
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose
from pydantic import ValidationError

from ssbmodel import Figure, FigureError, Q
from ssbmodel.ground.spelling import read_unit
from ssbmodel.sheets.figure import FIGURE_KEYS, Lookup
from ssbmodel.sheets.reader import figures
from ssbmodel.sheets.vocabulary import QUANTITIES

each = pytest.mark.parametrize

COST: dict[str, Any] = {
    "id": "report-2025/pack-cost", "quantity": "battery_cost", "high": 0.4, "high_open": True,
    "qualifier": "less_than", "unit": "CNY/Wh", "price_year": "unstated", "subject": "some-pack",
    "kind": "reported", "as_of": 2025, "token": "0.4 yuan/Wh", "start": 17, "document": "report-2025",
    "sha256": "0" * 64,
}  # fmt: skip
GONE = object()


def figure(**changes: Any) -> Figure:
    """Return the example with some keys changed, or left out where they are GONE."""
    return Figure(**{key: value for key, value in (COST | changes).items() if value is not GONE})


def ranged(low: float, high: float, token: str, **changes: Any) -> Figure:
    return figure(low=low, high=high, high_open=False, qualifier="range", token=token, **changes)


def refused(**changes: Any) -> str:
    """Return what is said of the example with some keys changed."""
    with pytest.raises(FigureError) as caught:
        figure(**changes)
    return str(caught.value)


# what a figure is


def test_bounds_are_quantities_and_a_missing_bound_is_none() -> None:
    assert figure().low is None
    assert figure().high == Q(0.4, "CNY/Wh")
    assert (figure().low_value, figure().high_value) == (None, 0.4)


def test_money_of_unstated_year_mixes_with_no_other_and_a_stated_year_is_its_unit() -> None:
    assert figure(price_year=2024).high == Q(0.4, "CNY_2024/Wh")
    assert figure(price_year=2024, unit="yuan/Wh").high == Q(0.4, "CNY_2024/Wh")
    assert figure(price_year="unstated").high != Q(0.4, "CNY_2024/Wh")


def test_temperatures_are_kelvin_and_months_are_parts_of_a_year() -> None:
    assert_allclose(figures()["004/saic-cold-temperature"].low.m_as("K"), 253.15, rtol=1e-15)  # type: ignore[union-attr]
    assert figures()["004/catl-cycle-before"].high == Q(1.5, "year")


def test_every_shipped_bound_is_convertible_to_the_reference_unit_of_its_quantity() -> None:
    for row in figures().values():
        money = {name[:3] for name, _ in read_unit(row.unit) if name[:3] in {"CNY", "USD", "EUR"}}
        reference = QUANTITIES[row.quantity].unit.replace("money", "".join(money))
        for bound in (row.low, row.high):
            assert bound is None or isinstance(bound.m_as(Q(1, reference).units), float)


def test_a_figure_knows_its_place_and_its_quantity() -> None:
    row = figure()
    assert (row.start, row.end, row.document) == (17, 28, "report-2025")
    assert (row.group, row.kind_of_quantity) == ("cost", "cost per energy")


def test_a_figure_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        figure().high_value = 0.3
    with pytest.raises(TypeError):
        figure(conditions={"cycle": "unspecified"}).conditions["cycle"] = "CLTC"  # type: ignore[index]


def test_figures_pickle_copy_and_are_told_apart_by_their_id() -> None:
    for row in figures().values():
        assert pickle.loads(pickle.dumps(row)) == copy.deepcopy(row) == row
        assert hash(pickle.loads(pickle.dumps(row))) == hash(row)
    assert len({figure(), figure(), figure(id="report-2025/other")}) == 2


def test_records_are_flat_and_survive_json_and_a_data_frame() -> None:
    records = figures().to_records()
    assert json.loads(json.dumps(records)) == records
    assert all(isinstance(cell, (str, int, float, bool, type(None))) for row in records for cell in row.values())
    frame = pd.DataFrame(records).set_index("id")
    assert frame.loc["004/battery-cost-2025", ["low", "high", "unit"]].tolist() == [1.9, 6.2, "CNY/Wh"]
    assert frame.loc["003/ytd-period", "as_of"] == "2021-01; 2021-10"
    assert set(FIGURE_KEYS) | {"document", "sha256", "end", "group", "kind_of_quantity"} == {"id", *frame.columns}


def test_dumping_a_figure_as_pydantic_does_gives_back_its_keys() -> None:
    row = figure(conditions={"cycle": "unspecified"})
    assert Figure(**row.model_dump(by_alias=True)) == row


def test_a_figure_can_be_read_another_way() -> None:
    row = figures()["003/increase-october"]
    assert row.low == Q(1.3, "")
    other = row.read_as("times_as_factor")
    assert (other.low, other.high, other.qualifier, other.id) == (Q(0.3, ""), Q(0.3, ""), "exact", row.id)
    assert figures()["004/ganfeng-plant-output"].read_as("per_year_missing").low == Q(4, "GWh/year")


def test_an_unknown_reading_is_refused_with_the_known_ones() -> None:
    message = "figure '003/increase-october': reading 'times_as_facto'. Expected times_as_factor. Did you mean"
    with pytest.raises(FigureError, match=message):
        figures()["003/increase-october"].read_as("times_as_facto")
    with pytest.raises(FigureError, match="Expected no other reading"):
        figures()["004/battery-cost-2030"].read_as("times_as_factor")


# what a figure says


@each(
    ("id", "words"),
    [
        ("004/battery-cost-2025", "1.9 to 6.2 CNY/Wh (reported 2025; price year and level unspecified)"),
        ("004/battery-cost-2030", "below 0.4 CNY/Wh (forecast 2030; price year and level unspecified)"),
        ("004/pack-material-cost", "more than 200,000 CNY (reported 2025; pack; price year unspecified)"),
        ("004/guangdong-subsidy", "up to 30,000,000 CNY (reported 2025-04; price year unspecified)"),
        ("003/liquid-horizon", "at least 10 years (forecast 2021 to 2031)"),
        ("001/nio-app-daily-users", "about 150,000 (reported 2021-05-03)"),
        ("004/cost-multiple-liquid", "4 to 5 times (reported 2025; level unspecified)"),
        ("004/ganfeng-cell-format", "21700 (reported 2025-04; cell)"),
        ("004/large-scale-after", "after 2030 (forecast; market)"),
        ("004/first-models-date", "from 2027 (forecast; vehicle)"),
        ("004/saic-mass-production-date", "by 2025-12 (target)"),
        ("000/et7-rated-energy", "150 kWh (target, date unspecified; pack)"),
        ("004/catl-cycle-after", "3 months (reported 2025-04)"),
    ],
)
def test_a_figure_reads_as_a_person_would_say_it(id: str, words: str) -> None:
    assert str(figures()[id]) == f"{id}: {words}"
    assert repr(figures()[id]) == f"<Figure {id}: {words}>"


def test_a_stated_price_year_is_said() -> None:
    assert str(figure(price_year=2024, level="pack")).endswith("below 0.4 CNY/Wh (reported 2025; money of 2024; pack)")


# what is refused


@each(
    ("changes", "message"),
    [
        ({"id": "Report/Pack Cost"}, "figure 'Report/Pack Cost': id. Expected document, slash, lower-case letters"),
        ({"id": "report-2025/Pack cost"}, "write id = 'report-2025/pack-cost'"),
        ({"id": "other/pack-cost"}, "Expected the sheet's own document; write id = 'report-2025/pack-cost'"),
        ({"id": GONE}, "figure with token '0.4 yuan/Wh' has no id. Write id = ...; expected text such as"),
        ({"quantity": "batery_cost"}, "quantity = 'batery_cost' is not in the vocabulary (sheets/vocabulary.py). "
         "Did you mean 'battery_cost'?"),
        ({"unit": "CNY/kg"}, "unit = 'CNY/kg' for battery_cost. Expected something convertible to money/Wh. "
         "Write unit = 'CNY/Wh'."),
        ({"unit": "CNY/ton"}, "write 't' for a tonne"),
        ({"unit": "Wh", "price_year": GONE}, "Expected something convertible to money/Wh"),
        ({"price_year": GONE}, "figure 'report-2025/pack-cost' is in CNY/Wh but has no price_year. "
         'Write the year the money is in, or price_year = "unstated".'),
        ({"price_year": 1066}, 'price_year = 1066. Expected a year from 1960 to 2100, or price_year = "unstated"'),
        ({"price_year": "unknown"}, "price_year = 'unknown'. Expected a whole year, or price_year = \"unstated\""),
        ({"price_year": 2025.5}, "price_year = 2025.5. Expected a whole year"),
        ({"unit": "CNY_2025/Wh"}, "unit = 'CNY_2025/Wh' holds a price year. "
         "Write unit = 'CNY/Wh' and price_year = 2025"),
        ({"quantity": "driving_range", "unit": "km"}, "price_year = 'unstated', but unit = 'km' holds no money. "
         "Remove price_year."),
        ({"high": GONE}, "has neither low nor high. Write at least one of them, as printed."),
        ({"high": GONE}, "high_open = true, but there is no high. Write high = ..., or remove high_open."),
        ({"high": float("inf")}, "high = inf. Expected a finite number; leave a missing bound out."),
        ({"high": float("nan")}, "high = nan. Expected a finite number; leave a missing bound out."),
        ({"high": 10**400}, "0000.... Expected a number, as printed"),
        ({"high": 10**5000}, "high = a very large number. Expected a number, as printed"),
        ({"high": "0.4"}, "high = '0.4'. Expected a number, as printed."),
        ({"high": True}, "high = True. Expected a number, as printed."),
        ({"low": 0.4}, "low = high = 0.4 with an open end holds no value. Write only the open bound, or close it."),
        ({"low": 0.5}, "low = 0.5 is above high = 0.4. Expected low <= high; write them the other way round."),
        ({"qualifier": "at_most"}, "qualifier = 'at_most' does not fit no low, high = 0.4 (open). "
         "Expected less_than; write qualifier = 'less_than', or mend the bounds."),
        ({"qualifier": "under"}, "qualifier = 'under'. Expected one of exact, approx, at_least, more_than, less_than"),
        ({"level": "cel"}, "level = 'cel'. Expected one of material, electrode, cell, module, pack, vehicle, plant, "
         "market, unspecified. Did you mean 'cell'?"),
        ({"kind": "prognosis"}, "kind = 'prognosis'. Expected one of measured, reported, target, forecast, historic"),
        ({"basis": "prices"}, "Did you mean 'price'?"),
        ({"stage": "lab"}, "stage = 'lab'. Expected one of laboratory, demonstration, first_vehicle"),
        ({"solid_class": "solid_state"}, "Expected one of liquid, hybrid, solid, unspecified"),
        ({"solid_label": "all-solid"}, "Did you mean 'all_solid'?"),
        ({"evidence": "rumour"}, "evidence = 'rumour'. Expected one of said, target, maker_data"),
        ({"as_of_basis": "guessed"}, "as_of_basis = 'guessed'. Expected one of stated, inferred"),
        ({"rounding": "up"}, "rounding = 'up'. Expected one of last_place, declared, none"),
        ({"high": 0.5}, "high = 0.5 does not follow from token = '0.4 yuan/Wh' (0.4). Write it as printed."),
        ({"token": "cheap"}, "high = 0.4 does not follow from token = 'cheap' (no number)"),
        ({"token": "0.4 yuan/Wh, which is far below today's price"}, "token of 45 characters. Expected 1 to 40; "
         "write the number and unit only."),
        ({"token": ""}, "token of 0 characters. Expected 1 to 40"),
        ({"start": -1}, "start = -1. Expected the character offset of the token, zero or more."),
        ({"start": "17"}, "start = '17'. Expected the character offset of the token, a whole number."),
        ({"sha256": "00"}, "sha256 = '00'. Expected 64 hexadecimal digits"),
        ({"levle": "cell"}, "figure 'report-2025/pack-cost': unknown key 'levle'. Did you mean 'level'?"),
        ({"end": 28}, "unknown key 'end'."),
        ({"subject": "Some pack"}, "subject = 'Some pack'. Expected a lower-case slug; write subject = 'some-pack'."),
        ({"subject": GONE}, "has no subject. Write subject = ...; expected a lower-case slug such as"),
        ({"claimant": "BYD"}, "claimant = 'BYD'. Expected a lower-case slug; write claimant = 'byd'."),
        ({"note_code": "base missing"}, "note_code = 'base missing'. Expected one short code"),
        ({"kind": "forecast", "as_of": GONE}, "is a forecast without as_of. Write the date it aims at as as_of, or "
         'conditions = { target_date = "unspecified" }.'),
        ({"as_of": "April 2025"}, "as_of = 'April 2025'. Expected 2030, \"2030-06\", \"2030-06-15\" or [from, to]"),
        ({"as_of": "2025-02-30"}, "as_of = '2025-02-30'. Expected 2030"),
        ({"as_of": [2026, 2025]}, "as_of = [2026, 2025]. Expected 2030"),
        ({"as_of": [2025]}, "as_of = [2025]. Expected a year, "),
        ({"as_of": 3}, "as_of = 3. Expected 2030"),
        ({"iso_date": "2025-04"}, "iso_date = '2025-04', but battery_cost is no date. Remove iso_date."),
        ({"conditions": {"cycle": "as the maker says in a sentence that is too long to be a short value"}},
         "Expected a short value or a figure's id, not a sentence."),
        ({"conditions": {"a b": 1}}, "conditions.a b = 1. Expected a short value"),
        ({"conditions": {"temperature": float("nan")}}, "conditions.temperature = nan"),
        ({"conditions": {"cycle": ["CLTC"]}}, "Expected a table of short values"),
        ({"conflicts": ["the other one"]}, "conflicts = 'the other one'. Expected the id of another figure"),
        ({"conflicts": ["report-2025/pack-cost"]}, "conflicts = 'report-2025/pack-cost'. Expected the id of another"),
        ({"doubts": [{"topic": "x" * 130, "source": "a paper"}]}, "doubts[0]. Expected a topic and a source"),
        ({"doubts": [{"topic": "semi-solid"}]}, "has no doubts[0].source. Write doubts[0].source = ..."),
        ({"doubts": [{"topic": "semi-solid", "sorce": "a paper", "source": "b"}]}, "unknown key 'doubts[0].sorce'. "
         "Did you mean 'source'?"),
        ({"alternatives": [{"low": 2, "high": 1, "reason_code": "x"}]}, "alternatives[0]: low = 2 is above high = 1."),
        ({"alternatives": [{"reason_code": "x"}]}, "alternatives[0]: has neither low nor high"),
        ({"alternatives": [{"high": 1, "unit": "km", "reason_code": "x"}]}, "alternatives[0].unit = 'km' for battery_"),
        ({"alternatives": [{"hihg": 1, "reason_code": "x"}]}, "key 'alternatives[0].hihg'. Did you mean 'high'?"),
        ({"alternatives": 3}, "alternatives = 3. Expected a list of readings such as { low = 4"),
        ({"techno_economic": "yes"}, "techno_economic = 'yes'. Expected true or false."),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_with_what_to_write(changes: dict[str, Any], message: str) -> None:
    assert message in refused(**changes)


@each(
    ("changes", "fits"),
    [
        ({"low": 400, "low_open": True}, "more_than"),
        ({"low": 400}, "at_least"),
        ({"high": 400, "high_open": True}, "less_than"),
        ({"high": 400}, "at_most"),
        ({"low": 400, "high": 400}, "exact"),
        ({"low": 400, "high": 400}, "target"),
        ({"low": 400, "high": 400}, "approx"),
        ({"low": 330, "high": 400}, "range"),
        ({"low": 330, "high": 400, "low_open": True}, "range"),
        ({"low": 330, "high": 400, "note_code": "approx"}, "approx"),
        ({"low": 330, "high": 400, "note_code": "approx"}, "range"),
    ],
)
def test_the_qualifiers_agree_with_the_bounds_and_no_other_does(changes: dict[str, Any], fits: str) -> None:
    row = {"quantity": "specific_energy", "unit": "Wh/kg", "price_year": GONE, "token": "330-400Wh/kg"}
    row |= {"high": GONE, "high_open": False} | changes
    assert figure(**row, qualifier=fits).qualifier == fits
    one_sided = {"more_than", "at_least", "less_than", "at_most"}
    for wrong in one_sided - {fits} if fits in one_sided else one_sided:
        assert f"qualifier = '{wrong}' does not fit" in refused(**row, qualifier=wrong)


def test_an_approximate_range_says_so_in_its_note_code() -> None:
    said = refused(low=0.2, high_open=False, token="0.2 to 0.4", qualifier="approx")
    assert "Expected range; write qualifier = 'range', or add note_code = \"approx\", or mend the bounds." in said


@each(
    ("changes", "message"),
    [
        ({"token": "April 2026"}, "low = 2025 does not follow from token = 'April 2026' (2026)"),
        ({"iso_date": "2026-04"}, 'iso_date = \'2026-04\'. Expected "YYYY-MM" or "YYYY-MM-DD" in the year of low'),
        ({"iso_date": "2025-13"}, "iso_date = '2025-13'. Expected"),
        ({"iso_date": "2025"}, "iso_date = '2025'. Expected"),
        ({"low": 25, "high": 25}, "target_date = 25. Expected a calendar year from 1900 to 2200."),
    ],
)
def test_dates_agree_with_their_token_and_their_finer_date(changes: dict[str, Any], message: str) -> None:
    row = {"quantity": "target_date", "unit": "", "price_year": GONE, "token": "end of this year", "low": 2025}
    row |= {"high": 2025, "high_open": False, "qualifier": "exact", "iso_date": "2025-12"}
    assert str(figure(**row)) == "report-2025/pack-cost: 2025-12 (reported)"
    assert message in refused(**row | changes)


def test_everything_wrong_with_a_figure_is_said_at_once() -> None:
    said = refused(level="cel", price_year=GONE, start=-1, subject="A", levle=1).split("\n")
    assert len(said) == 5
    assert all(line.startswith("figure 'report-2025/pack-cost'") for line in said)


@given(st.dictionaries(st.sampled_from([*FIGURE_KEYS, "self", "cls"]), st.none() | st.booleans() | st.integers()
                       | st.floats() | st.text(max_size=60) | st.lists(st.integers() | st.text(max_size=5), max_size=3)
                       | st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2)))  # fmt: skip
def test_no_row_raises_anything_but_a_figure_error(row: dict[str, Any]) -> None:
    with contextlib.suppress(FigureError):
        assert Figure(**(COST | row)).document == "report-2025"


@given(st.floats(1e-3, 1e9), st.floats(1e-3, 1e9))
def test_bounds_come_back_as_they_were_printed(one: float, other: float) -> None:
    low, high = sorted((round(one, 3), round(other, 3)))
    if low < high and f"{high:f}".rstrip("0").startswith(str(high)):
        row = ranged(low, high, f"{low:.3f} to {high:.3f}")
        assert row.low == Q(low, "CNY/Wh")
        assert row.high == Q(high, "CNY/Wh")


def test_a_lookup_is_a_mapping_that_cannot_be_changed() -> None:
    lookup = Lookup({"a": 1})
    assert lookup == {"a": 1}
    assert pickle.loads(pickle.dumps(lookup)) == lookup
    assert ([] in lookup, "a" in lookup, lookup.get("b")) == (False, True, None)
    with pytest.raises(TypeError):
        lookup["a"] = 2  # type: ignore[index]
