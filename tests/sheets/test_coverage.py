"""Coverage: every number of a document is a figure or excluded with a reason, and every token is where it is said."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from tests.needs import needs_documents

from ssbmodel import FigureError, load_sheet, verify
from ssbmodel.sheets.reader import LARGEST_FILE, Sheet

each = pytest.mark.parametrize

TEXT = "<h2>News</h2> At 5 Ω·cm² a pack costs 0.4 yuan/Wh, three times less than one of 2024. It may.\n"
SHEET = """
[document]
id           = "news"
file         = "news.txt"
sha256       = "{sha256}"
date         = 2025
date_basis   = "stated"
about        = "a made-up text"
digit_runs   = {digit_runs}
lexicon_hits = {lexicon_hits}
"""
SPANS = [
    ("2", "markup"), ("2", "markup"), ("5 Ω·cm²", ""), ("0.4 yuan/Wh", ""), ("three times", ""),
    ("one", "article_or_pronoun"), ("2024", ""), ("may", "modal_verb"),
]  # fmt: skip
ROWS = {
    "5 Ω·cm²": 'quantity = "area_specific_resistance"\nunit = "ohm cm2"\nlow = 5\nhigh = 5',
    "0.4 yuan/Wh": 'quantity = "battery_cost"\nunit = "CNY/Wh"\nprice_year = "unstated"\nlow = 0.4\nhigh = 0.4',
    "three times": 'quantity = "cost_multiple"\nunit = ""\nlow = 3\nhigh = 3',
    "2024": 'quantity = "date"\nunit = ""\nlow = 2024\nhigh = 2024',
}


def rows(left_out: str = "") -> str:
    """Return the tables of figures and exclusions that cover the text, save those of one token."""
    found, place = [], 0
    for number, (token, reason) in enumerate(SPANS):
        place = TEXT.index(token, place)
        where = f'token = "{token}"\nstart = {place}\n'
        if token in ROWS:
            head = f'[[figure]]\nid = "news/f{number}"\nsubject = "pack"\nkind = "reported"\nqualifier = "exact"\n'
            found.append(f"{head}{ROWS[token]}\n{where}")
        else:
            found.append(f'[[exclusion]]\nreason = "{reason}"\n{where}')
        place += len(token)
    return "\n".join(row for row in found if not left_out or f'token = "{left_out}"' not in row)


@pytest.fixture
def news(tmp_path: Path) -> Any:
    """Write the document and return a maker of sheets that speak about it."""
    (tmp_path / "news.txt").write_bytes(TEXT.encode())

    def sheet(left_out: str = "", **changes: Any) -> Sheet:
        stated = {"sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "digit_runs": 7, "lexicon_hits": 4} | changes
        path = tmp_path / "news.toml"
        path.write_text(SHEET.format(**stated) + rows(left_out), encoding="utf-8")
        return load_sheet(path)

    return sheet


# the shipped sheets against the documents


def test_the_five_documents_are_covered_without_remainder() -> None:
    report = verify(needs_documents())
    assert report.failures == ()
    assert sum(row.digit_runs for row in report.coverage) == 198
    assert sum(row.lexicon_hits for row in report.coverage) == 79
    assert [row.left_over for row in report.coverage] == [()] * 5
    for row in report.coverage:
        assert row.covered + sum(row.excluded.values()) == row.digit_runs + row.lexicon_hits


def test_one_changed_character_of_a_document_is_found(tmp_path: Path) -> None:
    for path in needs_documents().glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"6.2 yuan/Wh", b"6.3 yuan/Wh"))
    report = verify(tmp_path)
    assert [failure.id for failure in report.failures] == ["004", "004/battery-cost-2025"]
    assert "has sha256" in report.failures[0].message
    assert report.failures[1].message == (
        "token '1.9 to 6.2 yuan/Wh' is not at 17881; there stands '1.9 to 6.3 yuan/Wh'"
    )


# any sheet


def test_a_covered_document_holds(news: Any, tmp_path: Path) -> None:
    report = verify(tmp_path, news())
    assert report.ok
    (row,) = report.coverage
    assert (row.document, row.digit_runs, row.lexicon_hits, row.covered, row.left_over) == ("news", 7, 4, 7, ())
    assert row.excluded == {"article_or_pronoun": 1, "markup": 2, "modal_verb": 1}
    assert str(report) == ("news: 7 digit-runs, 4 number words; 7 covered, 4 excluded, 0 left over\neverything holds")


@each(
    ("left_out", "over"),
    [("0.4 yuan/Wh", ["0", "4"]), ("three times", ["three", "times"]), ("may", ["may"]), ("2024", ["2024"])],
)
def test_a_number_left_over_is_found(news: Any, tmp_path: Path, left_out: str, over: list[str]) -> None:
    report = verify(tmp_path, [news(left_out)])
    first = TEXT.index(left_out)
    places = [TEXT.index(word, first) for word in over]
    assert report.failures == tuple(
        ("news", f"{word!r} at {place} is in no figure and not excluded") for word, place in zip(over, places)
    )
    assert [span.start for span in report.coverage[0].left_over] == places
    assert str(report).endswith(f"{len(over)} failures" if len(over) > 1 else "1 failure")


def test_a_sheet_that_promises_no_coverage_may_leave_numbers_over(news: Any, tmp_path: Path) -> None:
    sheet = news("may")
    head = sheet.document.model_copy(update={"digit_runs": None, "lexicon_hits": None})
    report = verify(tmp_path, Sheet(head, sheet.figures, sheet.exclusions))
    assert report.ok
    assert [span.text for span in report.coverage[0].left_over] == ["may"]


@each(
    ("changes", "message"),
    [
        ({"digit_runs": 6}, "digit_runs = 6, but the document has 7"),
        ({"lexicon_hits": 5}, "lexicon_hits = 5, but the document has 4"),
        ({"sha256": "0" * 64}, f"'news.txt' has sha256 {hashlib.sha256(TEXT.encode()).hexdigest()}, the sheet speaks"),
    ],
)
def test_what_differs_from_the_head_is_found(news: Any, tmp_path: Path, changes: Any, message: str) -> None:
    (failure,) = verify(tmp_path, news(**changes)).failures
    assert failure.id == "news"
    assert message in failure.message


def test_offsets_count_characters_as_they_stand(news: Any, tmp_path: Path) -> None:
    sheet = news()
    (tmp_path / "news.txt").write_bytes(TEXT.replace("Ω", "\u2126").encode())  # the ohm sign, which NFKC makes an omega
    failures = verify(tmp_path, sheet).failures
    assert [failure.id for failure in failures] == ["news", "news/f2"]


def test_overlapping_spans_are_found(news: Any, tmp_path: Path) -> None:
    sheet = news()
    cost = sheet.figures["news/f3"]
    moved = cost.model_copy(update={"start": cost.start + 1, "token": cost.token[1:]})
    twice = type(sheet.figures)(dict(sheet.figures) | {"news/g": moved})
    (failure,) = verify(tmp_path, Sheet(sheet.document, twice, sheet.exclusions)).failures
    start, end = TEXT.index("0.4") + 1, TEXT.index(", three")
    assert failure.message == (
        f"figure 'news/g' at {start} overlaps figure 'news/f3', which ends at {end}. Write one span for each number."
    )


@each(
    ("raw", "message"),
    [
        (None, "there is no document 'news.txt' in the folder"),
        (b"\xff", "'news.txt' is not utf-8 at byte 0"),
        (b"x" * (LARGEST_FILE + 1), "'news.txt' is larger than 5,000,000 bytes"),
    ],
    ids=["missing", "not text", "large"],
)
def test_a_document_that_cannot_be_read_is_a_failure(
    news: Any, tmp_path: Path, raw: bytes | None, message: str
) -> None:
    sheet = news()
    (tmp_path / "news.txt").unlink()
    if raw is not None:
        (tmp_path / "news.txt").write_bytes(raw)
    report = verify(tmp_path, sheet)
    assert message in [failure.message for failure in report.failures]
    assert report.coverage == ()


@each("folder", ["no/such/folder", None, 3, "a\x00b"])
def test_a_folder_that_is_none_is_refused(folder: Any) -> None:
    with pytest.raises(FigureError, match=r"Expected the folder that holds the documents; write its path\."):
        verify(folder)
