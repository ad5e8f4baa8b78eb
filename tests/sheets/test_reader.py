"""Sheets: the shipped five are sound, a user's own is read by the same rules, and a hostile file only ever fails."""

import contextlib
import os
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import ssbmodel
from ssbmodel import FigureError, MoneyError, load_sheet
from ssbmodel.sheets.lexicon import digit_runs, lexicon_hits
from ssbmodel.sheets.reader import (
    LARGEST_FILE,
    LONGEST_LIST,
    Sheet,
    figures,
    parse_toml,
    read_toml,
    seeds_folder,
    sheets,
)

each = pytest.mark.parametrize

HEAD = """
[document]
id         = "report-2025"
file       = "report.txt"
sha256     = "{sha256}"
date       = "2025-04"
date_basis = "inferred"
about      = "a report on packs"
""".format(sha256="0" * 64)
FIGURE = """
[[figure]]
id         = "report-2025/{name}"
quantity   = "battery_cost"
high       = 0.4
high_open  = true
qualifier  = "less_than"
unit       = "CNY/Wh"
price_year = {year}
subject    = "some-pack"
kind       = "reported"
token      = "0.4 yuan/Wh"
start      = {start}
"""
COST = FIGURE.format(name="pack-cost", year='"unstated"', start=17)
OUT = '[[exclusion]]\ntoken = "2"\nstart = {start}\nreason = "markup"\n'


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Write a file and return its path."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "own.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def refusal(path: Any) -> str:
    with pytest.raises(FigureError) as caught:
        load_sheet(path)
    return str(caught.value)


# the shipped sheets


def test_five_sheets_ship_in_the_order_of_the_documents() -> None:
    assert [sheet.document.id for sheet in sheets()] == ["000", "001", "002", "003", "004"]
    assert sum(len(sheet.figures) for sheet in sheets()) == len(figures())


def test_the_tokens_alone_hold_all_digits_and_no_more_words_than_the_documents() -> None:
    for sheet in sheets():
        tokens = [row.token for row in (*sheet.figures.values(), *sheet.exclusions)]
        assert sum(len(digit_runs(token)) for token in tokens) == sheet.document.digit_runs
        assert sum(len(lexicon_hits(token)) for token in tokens) <= (sheet.document.lexicon_hits or 0)


def test_the_five_documents_hold_198_digit_runs_and_79_number_words() -> None:
    assert [sheet.document.digit_runs for sheet in sheets()] == [15, 13, 5, 17, 148]
    assert [sheet.document.lexicon_hits for sheet in sheets()] == [9, 8, 3, 17, 42]


def test_figures_stand_in_the_order_of_the_text_and_hold_no_sentence() -> None:
    for sheet in sheets():
        starts = [figure.start for figure in sheet.figures.values()]
        assert starts == sorted(starts)
    assert max(len(figure.token) for figure in figures().values()) <= 40


def test_conflicts_are_named_from_both_sides() -> None:
    known = figures()
    assert all(row.id in known[other].conflicts for row in known.values() for other in row.conflicts)


def test_no_date_is_a_parameter_of_a_model() -> None:
    assert not figures().find(group="date", techno_economic=True)


# the mapping


def test_figures_are_found_by_quantity_subject_group_document_and_use() -> None:
    found = figures()
    assert [*found.find(quantity="battery_cost")] == ["004/battery-cost-2025", "004/battery-cost-2030"]
    assert [*found.find(document="000", group="cost")] == ["000/lzc-area-price", "000/previous-chloride-area-price"]
    assert [*found.find(subject="nio-et7-pack").find(techno_economic=True)] == ["000/et7-rated-energy"]
    assert found.find() == found
    parts = [len(found.find(techno_economic=use)) for use in (True, False)]
    assert sum(parts) == len(found)


@each(
    ("asked", "message"),
    [
        ({"quantity": "batery_cost"}, "find: quantity = 'batery_cost' is unknown. Did you mean 'battery_cost'?"),
        ({"subject": "nio-et7-pak"}, "find: subject = 'nio-et7-pak' is unknown. Did you mean 'nio-et7-pack'?"),
        ({"group": "costs"}, "find: group = 'costs' is unknown. Did you mean 'cost'?"),
        ({"document": "x"}, "find: document = 'x' is unknown. Expected one of 000, 001, 002, 003, 004."),
        ({"quantity": ["battery_cost"]}, "find: quantity = ['battery_cost'] is unknown."),
    ],
)
def test_asking_for_what_no_figure_has_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(FigureError) as caught:
        figures().find(**asked)
    assert str(caught.value).startswith(message)


def test_a_missing_figure_is_refused_with_a_near_one() -> None:
    with pytest.raises(KeyError) as caught:
        figures()["004/battery-cost-203"]
    assert isinstance(caught.value, FigureError)
    assert str(caught.value) == "no figure called '004/battery-cost-203'. Did you mean '004/battery-cost-2030'?"
    assert figures().get("004/battery-cost-203") is None
    assert "004/battery-cost-203" not in figures()
    assert [] not in figures()


def test_the_package_offers_the_figures_as_an_object_made_once() -> None:
    assert ssbmodel.figures is ssbmodel.figures
    assert ssbmodel.figures == figures()
    assert repr(figures()) == f"<Figures: {len(figures())} of 000, 001, 002, 003, 004>"
    assert pickle.loads(pickle.dumps(figures())) == figures()


def test_sixteen_threads_read_the_same_figures() -> None:
    sheets.cache_clear()
    figures.cache_clear()
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: figures(), range(16)))
    assert all(one == found[0] for one in found)


# a sheet of one's own


def test_an_own_sheet_is_read_by_the_same_rules(written: Any) -> None:
    sheet = load_sheet(written(HEAD + COST + OUT.format(start=90)))
    assert isinstance(sheet, Sheet)
    row = sheet.figures["report-2025/pack-cost"]
    assert (row.as_of, row.as_of_basis, row.document, row.sha256) == ("2025-04", "inferred", "report-2025", "0" * 64)
    assert (sheet.document.digit_runs, sheet.exclusions[0].reason, sheet.exclusions[0].end) == (None, "markup", 91)
    assert load_sheet(str(written(b"\xef\xbb\xbf" + (HEAD + COST).encode()))).figures == sheet.figures
    with pytest.raises(AttributeError):
        sheet.figures = figures()  # type: ignore[misc]


def test_a_forecast_takes_no_date_from_its_document(written: Any) -> None:
    aimed = COST.replace("reported", "forecast") + 'conditions = { target_date = "unspecified" }\n'
    assert load_sheet(written(HEAD + aimed)).figures["report-2025/pack-cost"].as_of is None


def test_an_own_sheet_may_name_figures_of_other_documents(written: Any) -> None:
    text = HEAD + COST + 'conflicts = ["004/battery-cost-2030", "other/report"]\n'
    assert load_sheet(written(text)).figures["report-2025/pack-cost"].conflicts[1] == "other/report"


@each(
    ("text", "message"),
    [
        (COST, "own.toml: no [document] table. Write [document] with id, file, sha256, date, date_basis, about."),
        (HEAD.replace("report-2025", "Report 2025"), "document: id = 'Report 2025'. Expected a short lower-case slug"),
        (HEAD.replace("report.txt", "../report.txt"), "document: file = '../report.txt'. Expected a plain file name, "),
        (HEAD.replace("report.txt", ".."), "document: file = '..'. Expected a plain file name, without folders."),
        (HEAD.replace("0" * 64, "0" * 63), "document: sha256 = '"),
        (HEAD.replace("2025-04", "April"), "document: date = 'April'. Expected 2025, \"2025-04\" or \"2025-04-30\"."),
        (HEAD.replace('"2025-04"', "2025-04-30"), 'document: date = datetime.date(2025, 4, 30). Expected 2025, "'),
        (HEAD.replace("inferred", "guessed"), "document: date_basis = 'guessed'. Expected one of stated, inferred."),
        (HEAD.replace("a report", "a" * 130), "document: about of 139 characters. Expected at most 120, in own words."),
        (HEAD.replace("about ", "abuot "), "own.toml: 2 problems:\n- document has no about. Write about = ..."),
        (HEAD.replace("about ", "abuot "), "- document: unknown key 'abuot'. Did you mean 'about'?"),
        (HEAD + "[figures]\n", "own.toml: unknown key 'figures'. Did you mean 'figure'?"),
        (HEAD + "[figure]\nid = 1\n", "own.toml: figure is no list of tables. Write [[figure]] above each."),
        ("exclusion = [1]\n" + HEAD, "own.toml: exclusion is no list of tables. Write [[exclusion]] above each."),
        (HEAD + COST + COST.replace("= 17", "= 40"), "'report-2025/pack-cost' stands 2 times. Write each id once."),
        (HEAD + COST + FIGURE.format(name="b", year=2024, start=20), "own.toml: figure 'report-2025/b' at 20 overlaps "
         "figure 'report-2025/pack-cost', which ends at 28. Write one span for each number."),
        (HEAD + COST + OUT.format(start=27), "exclusion '2' at 27 overlaps figure 'report-2025/pack-cost'"),
        (HEAD + OUT.format(start=-1), "exclusion 1: token = '2', start = -1. Expected 1 to 40 characters"),
        (HEAD + OUT.format(start=1).replace("markup", "html"), "exclusion 1: reason = 'html'. Expected one of markup,"),
        (HEAD + COST + 'sha256 = "0"\n', "cost': unknown key 'sha256'. It stands in [document] alone."),
        (HEAD + COST + 'conflicts = ["report-2025/pack-mass"]\n', "figure 'report-2025/pack-cost' names "
         "'report-2025/pack-mass', which does not exist. Did you mean 'report-2025/pack-cost'?"),
        (HEAD + COST + 'conditions = { of = "report-2025/pack-mass" }\n', "'report-2025/pack-mass', which does not"),
        (HEAD + COST + "as_of = 2025-04-30\n", "as_of = datetime.date(2025, 4, 30). Expected a year, \"YYYY-MM\", "),
    ],
)  # fmt: skip
def test_what_a_sheet_cannot_say_is_refused(written: Any, text: str, message: str) -> None:
    assert message in refusal(written(text))


def test_all_problems_of_a_sheet_are_said_together(written: Any) -> None:
    rows = [FIGURE.format(name=f"n{n}", year=year, start=20 * n) for n, year in enumerate(("1066", '"x"', "2024"))]
    said = refusal(written(HEAD + "".join(rows) + OUT.format(start=-1))).split("\n")
    assert said[0] == "own.toml: 3 problems:"
    assert said[1].startswith("- figure 'report-2025/n0': price_year = 1066. Expected a year from 1960 to 2100")
    assert said[2].startswith("- figure 'report-2025/n1': price_year = 'x'. Expected a whole year")
    assert said[3:] == ["- exclusion 1: token = '2', start = -1. Expected 1 to 40 characters at a character offset."]


# hostile and mistaken files


def test_a_file_of_100_mb_is_refused_by_its_size_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert "has 100,000,000 bytes. Expected at most 5,000,000; split the file." in refusal(path)


@each(
    ("text", "message"),
    [
        (b"a = 1\na = 2\n", "own.toml: not valid TOML: Cannot overwrite a value (at line 2, column 6). "
         "Write each key once, and text in quotes."),
        (b"a = b\n", "own.toml: not valid TOML: Invalid value"),
        (b"a = \xff\n", "own.toml: byte 4 is not utf-8. Save the file as utf-8."),
        (b"\x00", "own.toml: not valid TOML"),
        (b"a = " + b"[" * 1500, "own.toml: nested too deeply. Expected at most 8 levels."),
        (b"a = " + b"[\n" * 100_000, "own.toml: nested too deeply. Expected at most 8 levels."),
        (b"a = " + b"{a=" * 500, "own.toml: nested too deeply. Expected at most 8 levels."),
        (b"a = " + b"[" * 20 + b"1" + b"]" * 20, "own.toml: nested too deeply. Expected at most 8 levels."),
        (b"a = '" + b"x" * 3000 + b"'", "own.toml: line 1 is too long. Expected at most 2,000 characters and 12 dots"),
        (b"\n" + b"a." * 13 + b"a = 1", "own.toml: line 2 is too long."),
        (b"\n" + b"1." * 13 + b"1 = 1", "own.toml: line 2 is too long."),
        (b"a = [" + b"0.5, " * 100 + b"0.5]", "unknown key 'a'."),
        (b"a.b.c.d.e.f.g.h.i.j = 1", "own.toml: nested too deeply. Expected at most 8 levels."),
        (b"a = [\n" + b"1,\n" * (LONGEST_LIST + 1) + b"]", "a list of 10,001 entries. Expected at most 10,000; split"),
        (b"a = " + b"9" * 1990, "unknown key 'a'."),
    ],
    ids=range(15),
)  # fmt: skip
def test_a_hostile_file_is_refused_in_words(written: Any, text: bytes, message: str) -> None:
    assert message in refusal(written(text))


@each(
    ("path", "message"),
    [
        ("no/such.toml", "there is no file 'no/such.toml'. Write its path from the working folder, or a full path."),
        (None, "path = None. Expected the path of a TOML file; write 'figures.toml'."),
        (3, "path = 3. Expected the path of a TOML file"),
        (b"own.toml", "path = b'own.toml'. Expected the path of a TOML file"),
        ("a\x00b", "cannot be read: "),
        ("x" * 5000, "cannot be read: File name too long. Expected a TOML file."),
        ("", "there is no file ''."),
    ],
    ids=range(7),
)
def test_a_path_that_leads_nowhere_is_refused(path: Any, message: str) -> None:
    assert message in refusal(path)


@pytest.mark.skipif(os.sep != "/", reason="a path with backslashes is a good one here")
def test_a_windows_path_is_refused_with_the_path_to_write() -> None:
    said = refusal(r"C:\sheets\own.toml")
    assert said.endswith("Folders are separated by '/' here; write '/sheets/own.toml'.")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder. Expected a TOML file; write the name of a file in it." in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert "is no regular file. Expected a TOML file." in refusal(tmp_path / "pipe.toml")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "stat", forbidden)
    with pytest.raises(FigureError, match=r"cannot be read: Permission denied. Expected a TOML file."):
        read_toml("own.toml")


def test_the_reader_raises_the_error_it_is_asked_for() -> None:
    with pytest.raises(MoneyError, match=r"there is no file 'no\.toml'"):
        read_toml("no.toml", MoneyError)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_a_figure_error(raw: bytes) -> None:
    with contextlib.suppress(FigureError):
        assert isinstance(parse_toml(raw, "own.toml"), dict)


def test_reading_leaves_the_recursion_limit_as_it_was(written: Any) -> None:
    before = sys.getrecursionlimit()
    refusal(written(b"a = " + b"[\n" * 100_000))
    assert (sys.getrecursionlimit(), LARGEST_FILE) == (before, 5_000_000)


def test_an_installed_package_carries_its_sheets_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ssbmodel.sheets.reader.files", lambda _: tmp_path / "site" / "ssbmodel")
    monkeypatch.setattr("ssbmodel.sheets.reader.__file__", str(tmp_path / "a" / "b" / "c" / "reader.py"))
    with pytest.raises(FigureError, match=r"the sheets of figures are missing from the installation. Install ssbmodel"):
        seeds_folder()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "seeds").mkdir()
    assert seeds_folder() == tmp_path / "seeds"
    (tmp_path / "site" / "ssbmodel" / "seeds").mkdir(parents=True)
    assert seeds_folder() == tmp_path / "site" / "ssbmodel" / "seeds"
