"""What went and does not come back."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "ssbmodel"
TEXTS = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}

WENT = (
    "class Trip:", "class Charge(", "AAA_TEMPERATURE", "class Chain", "class FieldSpec", "class Outlook",
    "class Scenario(", "class OfScenario", "class OfDoor", "class Way(", "class CellDesign(", "class PackDesign(",
    "class PricedPack(", "class PlantPreset(", "def needed(", "def stack_press(",
)  # fmt: skip


@pytest.mark.parametrize("mark", WENT)
def test_what_is_gone_does_not_come_back(mark: str) -> None:
    assert not [name for name, text in TEXTS.items() if mark in text]
