"""The reference results of rows.toml, asked one by one."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from numpy.testing import assert_allclose

from ...needs import needs_data
from .panels import PANEL_QUESTIONS
from .questions import QUESTIONS

ROWS = tomllib.loads((Path(__file__).parent / "rows.toml").read_text(encoding="utf-8"))["row"]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_the_library_gives_the_reference_result(row: dict[str, Any]) -> None:
    name, *words = row["ask"].split()
    answer = PANEL_QUESTIONS[name](needs_data(), *words) if row.get("data") else QUESTIONS[row["ask"]]()
    assert_allclose(answer, row["expected"], rtol=row.get("rtol", 0), atol=row.get("atol", 0))


def test_every_question_is_asked() -> None:
    assert {row["ask"].split()[0] for row in ROWS} == {*QUESTIONS, *PANEL_QUESTIONS}
