"""Writes docs/nomenclature.md and docs/validation.md from the code, the sheets and the check values.

``python docs/render.py`` writes both; ``--check`` compares instead and exits 1 where they differ; ``--benchmarks`` runs
the benchmarks too and puts their ratios in, ``--hindcast`` the hindcast. A section that cannot be made here (no
documents at hand, no benchmarks run) or that is written by hand stays as it stands in the file.
"""

import argparse
import difflib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from ssbmodel.ground.nomenclature import TERMS, cells, packs, plants

DOCS = Path(__file__).parent
ROOT = DOCS.parent
BY_HAND = "What could not be reached"


class Section(NamedTuple):
    """A heading and what makes its text; where that gives None, the text in the file stays."""

    title: str
    text: Callable[[], str | None]


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Return text as code, a plain ratio as 1."""
    return f"`{text or '1'}`"


# nomenclature


# Names of designs fill files of their own.
DESIGNS = {"cells": cells, "packs": packs, "plants": plants}


def _named(group: Any) -> list[str]:
    """Return the names that a group of rows defines."""
    return [line.partition(": ")[0] for text in group.ROWS.values() for line in text.strip().splitlines()]


def design_names(group: Any) -> str:
    """Return the glossary of one group of designs."""
    rows = ([code(name), code(TERMS[name].unit), TERMS[name].meaning] for name in _named(group))
    return table(("name", "unit", "meaning"), rows)


def names() -> str:
    """Return the glossary of parameters and results."""
    return names_apart() | {
        names: rendered(names, "Nomenclature", about_names, NOMENCLATURE),
        checks: rendered(checks, "Validation", about_checks, validation(run_benchmarks, run_hindcast)),
        DOCS / "checks.md": rendered(
            DOCS / "checks.md",
            "Values computed elsewhere",
            "Published values beside ours. Rendered by `python docs/render.py` from tests/checks.",
            check_sections(),
        ),
        reach: rendered(reach, "Range, cold, charging: what they were held against", about_reach, range_sections()),
    }


def differences(path: Path, text: str) -> list[str]:
    """Return the lines in which a file differs from what it should be."""
    now = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return list(difflib.unified_diff(now, text.splitlines(), f"{path.name} now", f"{path.name} rendered", lineterm=""))


def main() -> int:
    """Write the documents, or compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing, exit 1 where a document differs")
    parser.add_argument("--benchmarks", action="store_true", help="run the benchmarks and put their ratios in")
    parser.add_argument("--hindcast", action="store_true", help="run the hindcast of the panel in SSBMODEL_DATA too")
    options = parser.parse_args()
    made = documents(options.benchmarks, options.hindcast)
    if options.check:
        lines = [line for path, text in made.items() for line in differences(path, text)]
        print("\n".join([*lines, "Write: python docs/render.py"]) if lines else "current")
        return bool(lines)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
