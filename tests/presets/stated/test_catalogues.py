"""Catalogues hold what ships and what a user adds; a file of one's own says what is wrong in it, all at once."""

from pathlib import Path
from typing import Any

import pytest

from ssbmodel import StudyError
from ssbmodel.cells import catalogues
from ssbmodel.cells.catalogues import formats
from ssbmodel.core.catalogue import Catalogue
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.plants.catalogues import catalogue, price_decks
from ssbmodel.presets.stated.cells import chemistry_facts
from ssbmodel.vehicles.catalogues import cars, charging_curves

each = pytest.mark.parametrize
OF_PRESETS: dict[str, Any] = {
    "chemistry": catalogues.chemistries, "cell_format": formats, "plant": catalogue, "price_deck": price_decks,
    "vehicle": cars,
}  # fmt: skip
OWN = """
[chemistry]
name = "my-sulfide"
title = "Sulfide with a thinner layer"
base = "sulfide-nmc-li"

[[assumption]]
name = "separator_thickness"
value = 15
unit = "um"
reason = "What a coater was shown to reach."

[[assumption]]
name = "layer_price"
spread = { lognormal = { p5 = 60, p95 = 300 } }
unit = "USD_2025/kg"
sources = ["an offer of 2026"]
"""


@pytest.fixture
def chemistries(monkeypatch: pytest.MonkeyPatch) -> Catalogue[Any]:
    """Return the chemistries, which forget what a test adds."""
    monkeypatch.setattr(catalogues.chemistries, "_own", [])
    monkeypatch.setattr(catalogues.chemistries, "_held", {})
    return catalogues.chemistries


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


@each("kind", OF_PRESETS)
def test_everything_that_ships_can_be_had_by_name(kind: str) -> None:
    for name, found in OF_PRESETS[kind].items():
        assert (found.kind, found.name, found.facts[kind]) == (kind, name, name)
        assert found.title
        assert found.assumptions


IN_THE_GLOSSARY = pytest.mark.skipif("annual_output" not in TERMS, reason="annual_output has no row in the glossary")


@each("kind", [pytest.param(kind, marks=[IN_THE_GLOSSARY] * (kind == "plant")) for kind in OF_PRESETS])
def test_what_ships_is_written_and_read_again_as_equal(kind: str, tmp_path: Path) -> None:
    found = next(iter(OF_PRESETS[kind].values()))
    text = found.to_toml().replace(f'"{found.name}"', '"copy"', 1)
    read: Any = OF_PRESETS[kind]._reader(written(tmp_path, text))["copy"]
    assert read.assumptions == found.assumptions
    assert read.title == found.title
    facts = {key: value for key, value in found.facts.items() if value != ""}
    assert dict(read.facts) == {**facts, kind: "copy"}


def test_charging_curves_are_there_by_car() -> None:
    assert len(charging_curves) == 12
    with pytest.raises(StudyError, match=r"no charging curve called 'x'\. Choose of"):
        charging_curves["x"]


def test_a_chemistry_of_ones_own_rests_on_another(tmp_path: Path, chemistries: Catalogue[Any]) -> None:
    assert chemistries.read(written(tmp_path, OWN)) == ("my-sulfide",)
    mine, base = chemistries["my-sulfide"], chemistries["sulfide-nmc-li"]
    assert dict(mine.facts) == {**chemistry_facts("sulfide-nmc-li"), "chemistry": "my-sulfide"}
    assert (mine.title, mine["separator_thickness"].value) == ("Sulfide with a thinner layer", 15)
    assert mine["layer_price"].spread.kind == "lognormal"
    changed = {"separator_thickness", "layer_price"}
    same = [one for one in base.assumptions if one.name not in changed]
    assert [one for one in mine.assumptions if one.name not in changed] == same
    assert repr(mine) == f"<chemistry 'my-sulfide': {mine.title}; {len(base.assumptions)} assumptions>"


def test_what_is_not_stated_is_refused_with_a_near_name() -> None:
    with pytest.raises(StudyError, match=r"chemistry 'sulfide-nmc-li' states no 'seperator_thickness'\. Did you mean"):
        catalogues.chemistries["sulfide-nmc-li"]["seperator_thickness"]


def test_everything_wrong_in_a_file_is_told_together(tmp_path: Path, chemistries: Catalogue[Any]) -> None:
    text = (
        '[chemistry]\nname = "My Own"\nsolid = "yes"\nlayr = "sulfide"\n\n[[asumption]]\nname = "wage"\n\n'
        '[[assumption]]\nname = "seperator_thickness"\nvalue = 1\nreason = "mine"\n\n'
        '[[assumption]]\nname = "wage"\nvalue = 20\nunit = "USD/h"\n\n'
        '[[assumption]]\nname = "wage"\nvalue = 20\nunit = "USD_2025/h"\nreason = "mine"\n\n'
        '[[assumption]]\nname = "pack_mass"\nvalue = 20\nspread = { uniform = [1, 2] }\n'
    )
    with pytest.raises(StudyError) as caught:
        chemistries.read(written(tmp_path, text))
    assert str(caught.value).splitlines() == [
        "mine.toml: unknown table 'asumption'. Did you mean 'assumption'?",
        "mine.toml: [chemistry]: solid = 'yes'. Expected true or false.",
        "mine.toml: [chemistry]: unknown key 'layr'. Did you mean 'layer'?",
        "mine.toml: [chemistry]: name = 'My Own'. Expected lower-case words joined by hyphens.",
        "mine.toml: pack_mass: value stands beside a spread, whose centre is its median. Keep one of them.",
        "mine.toml: wage stands 2 times. Keep one.",
        "mine.toml: 'seperator_thickness' is no name. Did you mean 'separator_thickness'?",
        'mine.toml: wage has neither source nor reason. Write sources = ["..."] or reason = "...".',
        'mine.toml: wage is in USD/h, which names no price year. Write the year of the money: unit = "USD_2025/h".',
    ]


@each(
    ("text", "told"),
    [
        ("", r"mine\.toml: table \[chemistry\] is missing\. Write \[chemistry\] with name = \"my-own\"\."),
        ("assumption = 3\n[chemistry]\nname = 'mine'", r"assumption is no list of tables\. Write \[\[assumption\]\]"),
        ("assumption = [3]\n[chemistry]\nname = 'mine'", r"mine\.toml: 3 is no table\."),
        ("[chemistry]\nname = 'mine'\nbase = 'sulfid'", r"no chemistry called 'sulfid'\. Did you mean 'sulfide-"),
        ("[chemistry]\nname = 'sulfide-nmc-li'", r"chemistry 'sulfide-nmc-li' is there already\."),
        ("[chemistry", r"mine\.toml: not valid TOML"),
    ],
)
def test_a_file_that_is_no_chemistry_is_refused(
    text: str, told: str, tmp_path: Path, chemistries: Catalogue[Any]
) -> None:
    with pytest.raises(StudyError, match=told):
        chemistries.read(written(tmp_path, text))
    assert chemistries.names == catalogues.chemistry_names()
