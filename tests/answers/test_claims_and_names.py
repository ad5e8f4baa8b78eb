"""One question, one answer, through every door: what the claims come to, and one name for one thing."""

import csv
import io

import pytest

from ssbmodel import Study, check_system, consistency_report
from ssbmodel.core.terms import RETIRED
from ssbmodel.show.report import Written

from ..show.reader import Page
from .doors import COMPUTED, ROOT, STATED, command, example, row, told

TEN_MINUTES = ROOT / "examples" / "claims" / "ten_minutes.toml"


def test_a_named_system_on_its_own_has_one_verdict() -> None:
    found = check_system("S08")
    assert command("check", "S08").splitlines()[0].endswith(f": {found.verdict}")
    assert told("check", "S08")["verdict"] == found.verdict
    assert f"S08 {found.verdict}" in example("can_all_of_it_be_true")


@pytest.mark.parametrize("id", consistency_report())
def test_a_relation_of_the_documents_has_one_verdict_as_printed(id: str, page: Page) -> None:
    entry = consistency_report()[id]
    line = next(line for line in command("coherence").splitlines() if line.startswith(f"{id} "))
    assert line.removeprefix(f"{id} {entry.title}: ").partition(" (")[0] == entry.verdict
    shown = row(page.table("Relations between figures"), f"{id} ")
    assert shown["Verdict as printed"].endswith(entry.verdict)


def test_ten_minutes_read_as_printed_are_in_tension_and_as_a_window_consistent_everywhere() -> None:
    # the announcement alone names no platform and no car class; with both it is this relation and this file
    cases = consistency_report()["R12"].by_case
    printed, window = (cases[name] for name in list(cases)[:2])
    assert (printed, window) == ("in tension", "consistent")
    assert list(told("check", str(TEN_MINUTES))["readings"].values())[:2] == [printed, window]
    out = command("check", str(TEN_MINUTES))
    assert out.splitlines()[0].endswith(f": {window}")
    assert f"Read as printed: {printed}" in out
    assert f"\n{printed}, by a factor of" in example("can_all_of_it_be_true")


@pytest.mark.parametrize("name", [*COMPUTED, *STATED])
def test_no_retired_name_is_printed_as_an_answer(name: str) -> None:
    rows = csv.DictReader(io.StringIO(command("outlook", name, "--csv")))
    assert not {line["name"] for line in rows} & set(RETIRED)
    assert not set(Study.named(name).names) & set(RETIRED)


def test_no_retired_name_heads_the_data_of_the_report(written: Written) -> None:
    rows = csv.DictReader(io.StringIO(written.files[1].read_text("utf-8")))
    assert not {line["name"] for line in rows} & set(RETIRED)


def test_two_doors_to_a_car_use_one_name_for_its_range() -> None:
    trip = told("range", "--vehicle", "nio-et7-150", "--ambient", "-20")
    assert not set(map(str, trip)) & set(RETIRED)
