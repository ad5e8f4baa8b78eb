"""What people see of a checked set: a page, a chart, a terminal, data and exit codes."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest

from ssbmodel import Claim, check, load_claims
from ssbmodel.show.claims.chart import claims_chart
from ssbmodel.show.claims.page import claims_page
from ssbmodel.show.claims.section import consistency_lines, systems_told
from ssbmodel.show.claims.words import headline, record, span_words, told
from ssbmodel.study.claims.ranges import Span

from ..program import called

SETS = Path(__file__).parents[3] / "examples" / "claims"
JUDGING = re.compile(r"\b(lie|lying|false|fake|fraud|hype|impossible|misleading|dishonest|wrong)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def cell():
    return load_claims(SETS / "cell_test.toml").check()


@pytest.fixture(scope="module")
def ten():
    return load_claims(SETS / "ten_minutes.toml").check()


def text(page: str) -> str:
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_a_page_shows_verdict_chain_proof_and_what_was_not_measured(cell):
    page = claims_page(cell)
    shown = text(page)
    for words in ("contradictory", "The chain", "24.5 × 3.65 / 93.5", "25.62 to 26.62 Ah", "Checked in exact",
                  "single_cell_capacity · cell_voltage", "Not measured", "dimensions"):  # fmt: skip
        assert words in shown
    assert page == claims_page(cell)
    assert not re.search(r"https?://(?!www.w3.org)", page)


def test_a_page_tells_the_other_readings_and_what_would_change_the_verdict(ten):
    shown = text(claims_page(ten))
    assert "Read as printed: in tension under" in shown
    assert "1200 km, read as 840 km" in shown
    assert "130 to 158.7 Wh/km" in shown
    assert "What would change the verdict" in shown


def test_words_are_about_numbers_never_about_people(cell, ten):
    for found in (cell, ten):
        assert not JUDGING.search(text(claims_page(found)))
        assert not JUDGING.search("\n".join(told(found)))


def test_what_a_user_writes_cannot_act_on_the_page():
    found = check([Claim("driving_range", "1 km", id="<script>x</script>", source="<img src=x>")], title="<b>\x1b[31m")
    page = claims_page(found)
    assert "<script>" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "\x1b" not in page


def test_a_set_without_anything_to_draw_has_a_page_too():
    found = check([Claim("specific_energy", "400 Wh/kg")])
    assert "What to ask" in text(claims_page(found))
    dates = check([Claim("market_entry", "at most 2026"), Claim("demonstration_year", "2027")])
    assert "by 1 year;" in headline(dates.judgement)
    assert "2026 - 2027" in text(claims_page(dates))


def test_the_chart_has_a_row_for_each_member_of_a_conflict(cell):
    axes = claims_chart(cell)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["Single cell capacity\n24 Ah", "Cell voltage\n3.6 V", "Single cell energy\n94 Wh"]
    low, high = axes.get_xlim()
    assert low < 1 < high


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span("rated_energy", 156_000, 216_000), "156 to 216 kWh"),
        (Span("charging_time", None, 1 / 6), "at most 10 min"),
        (Span("charging_time", 2.5, None, low_open=True), "above 2.5 h"),
        (Span("market_entry", 2027, None), "at least 2027"),
        (Span("cell_voltage", None, None), "anything"),
        (Span("mean_charging_power", None, 8e5, high_open=True), "below 800 kW"),
        (Span("area_specific_resistance", 5e-4, 5e-4), "5 ohm cm2"),
    ],
)
def test_a_range_is_said_as_people_say_it(span, words):
    assert span_words(span) == words


def test_money_is_named_where_it_is_known():
    assert span_words(Span("pack_cost", 1e5, 2e5), "CNY_2025") == "100,000 to 200,000 CNY_2025"


def test_the_record_holds_the_verdict_the_proof_and_what_it_would_take(cell):
    row = json.loads(json.dumps(record(cell), allow_nan=False))
    assert (row["verdict"], row["proved"]) == ("contradictory", True)
    assert [member["id"] for member in row["subset"]] == ["single_cell_capacity", "cell_voltage", "single_cell_energy"]
    assert row["would_have_to_be"][0]["unit"] == "Ah"


def written(tmp_path, *claims: str, head: str = "") -> str:
    path = tmp_path / "set.toml"
    rows = [f'[[claim]]\nquantity = "{name}"\nsays = "{says}"\n' for name, says in (c.split(": ") for c in claims)]
    path.write_text(head + "\n".join(rows))
    return str(path)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        (("range_added: 400 km", "charging_time: 5 min", "peak_charging_power: 1 MW"), 0),
        (("driving_range: 1500 km", "rated_energy: 100 kWh"), 3),
        (("single_cell_capacity: 24 Ah", "cell_voltage: 3.6 V", "single_cell_energy: 94 Wh"), 4),
        (("specific_energy: 400 Wh/kg",), 5),
        (("driving_rang: 1 km",), 2),
    ],
)
def test_the_exit_code_tells_the_verdict(capsys, tmp_path, claims, code):
    done = called(capsys, "check", written(tmp_path, *claims))
    assert done.code == code
    assert bool(done.err) == (code == 2)


def test_undecided_has_an_exit_code_of_its_own():
    from ssbmodel.show.claims.command import EXIT

    assert EXIT["undecided"] == 6
    assert len(set(EXIT.values())) == 5


def test_check_writes_a_page_and_prints_json_or_csv(capsys, tmp_path):
    page = tmp_path / "page.html"
    done = called(capsys, "check", str(SETS / "cell_test.toml"), "--html", str(page), "--json")
    assert json.loads(done.out)["verdict"] == "contradictory"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    done = called(capsys, "check", str(SETS / "cell_test.toml"), "--csv")
    assert [row["verdict"] for row in csv.DictReader(io.StringIO(done.out))] == ["contradictory"] * 3
    done = called(capsys, "check", str(SETS / "cell_test.toml"), "--csv", "--json")
    assert (done.code, "Keep one" in done.err) == (2, True)


def test_several_sets_have_a_line_each_and_the_highest_exit_code(capsys):
    done = called(capsys, "check", str(SETS / "cell_test.toml"), str(SETS / "ten_minutes.toml"), "S08")
    assert done.code == 4
    assert done.out.splitlines() == [
        "One cell, three numbers: contradictory", "1,200 km in ten minutes: consistent",
        "Toyota solid-state vehicle: consistent",
    ]  # fmt: skip
    done = called(capsys, "check", str(SETS / "cell_test.toml"), "S08", "--csv")
    assert {row["set"] for row in csv.DictReader(io.StringIO(done.out))} >= {"One cell, three numbers"}


def test_a_text_becomes_claims_to_complete_and_they_check(capsys, tmp_path):
    words = tmp_path / "text.txt"
    words.write_text("It adds 400 km in 5 minutes of charging. The town is 3 km away.", encoding="utf-8")
    done = called(capsys, "claims", str(words))
    assert 'quantity = "range_added"' in done.out
    assert "# quantity = " in done.out
    path = tmp_path / "claims.toml"
    path.write_text(done.out, encoding="utf-8")
    assert called(capsys, "check", str(path)).code == 0


def test_coherence_prints_a_line_for_each_relation(capsys):
    lines = called(capsys, "coherence").out.splitlines()
    assert len(lines) == 36
    assert lines[0].startswith("R01 Pack cost against the material cost of the pack: consistent (read as a population")


def test_the_report_has_a_line_for_each_relation_and_a_sentence_on_the_systems():
    lines = consistency_lines()
    assert len(lines) == 36
    assert all((line.arithmetic != "") == (line.verdict in {"in tension", "contradictory"}) for line in lines)
    assert systems_told().startswith("Each of the 49 named systems was checked on its own: ")
