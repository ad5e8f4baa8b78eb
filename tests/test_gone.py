"""What must still go, and what went and does not come back."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "ssbmodel"
TEXTS = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}

# What must still go, by the issue that owns it: the list may only get shorter.
GONE = {
    "class Way(": "the walk of arrays through cell and pack, beside the study's nodes",
    "class CellDesign(": "the results of cell_design",
    "class PricedPack(": "its priced pack",
}
WENT = (
    "class Trip:",
    "class Charge(",
    "AAA_TEMPERATURE",
    "class Chain",
    "class FieldSpec",
    "class Outlook",
    "class Scenario(",
    "class OfScenario",
    "class OfDoor",
)


@pytest.mark.parametrize("mark", GONE)
def test_what_must_still_go_is_still_there_or_leaves_the_list(mark: str) -> None:
    assert any(mark in text for text in TEXTS.values())


@pytest.mark.parametrize("mark", WENT)
def test_what_is_gone_does_not_come_back(mark: str) -> None:
    assert not [name for name, text in TEXTS.items() if mark in text]
