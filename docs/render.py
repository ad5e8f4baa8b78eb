"""Writes docs/nomenclature.md and docs/validation.md from the code, the sheets and the check values.

``python docs/render.py`` writes both; ``--check`` compares instead and exits 1 where they differ; ``--benchmarks`` runs
the benchmarks too and puts their ratios in, ``--hindcast`` the hindcast. A section that cannot be made here (no
documents at hand, no benchmarks run) or that is written by hand stays as it stands in the file.
"""

import argparse
import difflib
import functools
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import designs
import numpy as np

import ssbmodel
from ssbmodel.ground.door import Door
from ssbmodel.ground.nomenclature import TERMS, cells, packs, plants, studies
from ssbmodel.sheets.vocabulary import QUANTITIES

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
DESIGNS = {"cells": cells, "packs": packs, "plants": plants, "studies": studies}


def _named(group: Any) -> list[str]:
    """Return the names that a group of rows defines."""
    return [line.partition(": ")[0] for text in group.ROWS.values() for line in text.strip().splitlines()]


def design_names(group: Any) -> str:
    """Return the glossary of one group of designs."""
    rows = (
        [code(name), code(TERMS[name].unit), code(TERMS[name].basis), TERMS[name].meaning] for name in _named(group)
    )
    return table(("name", "unit", "basis unit", "meaning"), rows)


def names() -> str:
    """Return the glossary of parameters and results."""
    apart = {name for group in DESIGNS.values() for name in _named(group)}
    left = {name: term for name, term in TERMS.items() if name not in apart}
    rows = ([code(name), term.symbol, code(term.unit), code(term.basis), term.meaning] for name, term in left.items())
    told = (
        "The basis unit keeps apart what ordinary units cannot; a test runs every function where they are dimensions."
    )
    return f"{told}\n\n" + table(("name", "symbol", "unit", "basis unit", "meaning"), rows)


@cache
def doors() -> dict[str, Door[..., Any]]:
    """Return the public model functions by the module they stand in."""
    found = {}
    modules = [info.name for info in pkgutil.walk_packages(ssbmodel.__path__, "ssbmodel.") if ".models." in info.name]
    for module in sorted(modules):
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, Door) and name[0] != "_":
                found[name] = value
    return found


def signature(function: Door[..., Any]) -> str:
    """Return a signature with its units: ``pack_cost(rated_energy [Wh], unit_cost [money/Wh]) -> [money]``."""
    parts: list[str] = []
    for parameter in function.__signature__.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        unit = function.units[parameter.name]
        parts.append(parameter.name if isinstance(unit, dict) else f"{parameter.name} [{unit or '1'}]")
    answer = function.units["return"]
    results = answer if isinstance(answer, dict) else {"": answer}
    told = ", ".join(f"{name} [{unit or '1'}]".strip() for name, unit in results.items())
    return f"{function.kernel.__name__}({', '.join(parts)}) -> {told}"


def functions() -> str:
    """Return every public model function: signature, meaning, equation."""
    rows = []
    for function in doors().values():
        doc = function.__doc__ or ""
        equation = re.search(r"\.\. math:: (.+)", doc)
        meaning = re.sub(r":\w+:(?=`)", "", doc.partition("\n")[0])
        rows.append([code(signature(function)), meaning, f"${equation[1]}$" if equation else ""])
    return table(("function", "meaning", "equation"), rows)


def quantities() -> str:
    """Return what a figure may state."""
    rows = ([code(name), code(meaning.unit), meaning.kind, meaning.group] for name, meaning in QUANTITIES.items())
    told = "Two quantities of different kind never add, compare or substitute, even where their units agree."
    return f"{told}\n\n" + table(("quantity", "unit", "kind", "group"), rows)


NOMENCLATURE = [
    Section("Names of parameters and results", names),
    Section("Quantities of a figure", quantities),
]


# validation


def held_against() -> str:
    """Return how many values were computed elsewhere, and where they stand beside ours."""
    from render_checks import checks

    used = max(float(row[4].rstrip("%")) for row in checks())
    return (
        f"{len(checks())} values of published tables and other programs stand beside ours in [checks.md](checks.md). "
        f"All lie within what is allowed; the worst uses {used:.0f} % of it."
    )


def check_sections() -> list[Section]:
    """Return the sections of docs/checks.md."""
    import render_checks

    return [
        Section("Values computed elsewhere", render_checks.check_values),
        Section("Distributions propagated elsewhere", render_checks.published),
    ]


def relations() -> str:
    """Return the verdicts on the five relations that the library works out from the documents' figures."""
    from ssbmodel import worked_relations

    rows = ([found.id, found.title, found.verdict] for found in worked_relations().values())
    told = "Equations, values and the figures they rest on: [relations.md](relations.md)."
    return f"{told}\n\n" + table(("relation", "what", "verdict"), rows)


def relation_sections() -> list[Section]:
    """Return the sections of docs/relations.md."""
    from ssbmodel import worked_relations

    found = worked_relations().values()
    return [Section(f"{one.id}: {one.title}", functools.partial(relation, one)) for one in found]


def relation(found: Any) -> str:
    """Return one worked relation: verdict, why, what is computed."""
    rows = ([code(name), amount(value)] for name, value in found.values.items())
    told = f"**{found.verdict}** (`{found.equation}`): {found.because} Open: {found.question}"
    rests = "Rests on " + ", ".join(map(code, found.rests_on)) + "."
    return f"{told}\n\n{table(('computed', 'value'), rows)}\n\n{rests}"


def amount(quantity: Any) -> str:
    """Return a quantity in four digits, several values with strokes between."""
    numbers = " / ".join(f"{float(f'{x:.4g}'):,.12g}" for x in np.ravel(quantity.magnitude))
    return f"{numbers} {quantity.units:~P}".strip()


def claims() -> str:
    """Return the documents checked against themselves and each other, and each named system on its own."""
    from ssbmodel import consistency_report
    from ssbmodel.study.claims.documents import system_checks

    found, kinds = system_checks(), dict[str, list[str]]()
    for id, check in found.items():
        kinds.setdefault(check.verdict, []).append(id)
    rows = [
        [id, entry.title, entry.verdict, claim_cases(entry), claim_proof(entry)]
        for id, entry in consistency_report().items()
    ]
    told = "Verdicts are of the words as printed; a proof is upper bounds over lower bounds, which must be at least 1."
    systems = "\n".join(f"- {verdict} ({len(ids)}): {', '.join(ids)}" for verdict, ids in sorted(kinds.items()))
    head = ("relation", "what", "verdict", "other readings and cases", "proof")
    return f"{told}\n\n{table(head, rows)}\n\nEach named system with figures, on its own:\n\n{systems}"


def claim_cases(entry: Any) -> str:
    """Return the verdicts of the other readings and cases."""
    return "; ".join(f"{name}: {verdict}" for name, verdict in entry.by_case.items() if name != "as printed")


def claim_proof(entry: Any) -> str:
    """Return the first line of the arithmetic behind a conflict."""
    certificate = entry.shown.certificate
    return certificate.text().splitlines()[0] if certificate else ""


def coverage() -> str | None:
    """Return how much of the documents the sheets cover; only where the documents are at hand."""
    folder = os.environ.get("SSBMODEL_DOCUMENTS")
    return covered(folder) if folder and Path(folder).is_dir() else None


def covered(folder: str) -> str:
    """Return the coverage of each document, and of all."""
    from ssbmodel import verify

    report = verify(folder)
    rows = [
        (row.document, row.digit_runs, row.lexicon_hits, row.covered, sum(row.excluded.values()), len(row.left_over))
        for row in report.coverage
    ]
    rows.append(("all", *(sum(column) for column in list(zip(*rows))[1:])))
    told = f"Every token stands at its place in the document: {'yes' if report.ok else 'NO'}."
    head = ("document", "digit-runs", "number words", "in a figure", "excluded with a reason", "left over")
    return f"{told}\n\n" + table(head, [[str(cell) for cell in row] for row in rows])


def hindcasts() -> str | None:
    """Return how the forecasts did on history; only where the panel is at hand."""
    folder = Path(os.environ.get("SSBMODEL_DATA", ""), "pcdb_experience_curves.csv")
    if not os.environ.get("SSBMODEL_DATA") or not folder.is_file():
        return None
    from ssbmodel.show.forecast.validation import told

    return told(folder, DOCS)


def measured(results: list[dict[str, Any]]) -> str:
    """Return the ratios of the benchmarks."""
    rows = []
    for result in results:
        for name, ratio in result["ratios"].items():
            bar = "" if ratio["bar"] is None else f"{ratio['bar']:.2f}"
            rows.append([result["benchmark"], code(name), f"{ratio['value']:.3g}", bar, ratio["meaning"]])
    told = "Each ratio is taken within one run, from the quiet minimum of at least seven repeats; machines differ."
    return f"{told}\n\n" + table(("benchmark", "ratio", "value", "at most", "what"), rows)


def benchmarks() -> str:
    """Run every benchmark and return its ratios."""
    scripts = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if path.name != "common.py")
    commands = ([sys.executable, str(script), "--json"] for script in scripts)
    return measured([json.loads(subprocess.run(c, check=True, capture_output=True).stdout) for c in commands])


def driving() -> str:
    """Return the scores of the consumption model, car by car; the rest has a document of its own."""
    from render_range import tests

    return f"Cycles, certificate of the table, cold and charging: [range.md](range.md).\n\n{tests()}"


def range_sections() -> list[Section]:
    """Return the sections of docs/range.md."""
    from render_range import sections

    return [Section(title, lambda text=text: text) for title, text in sections()]  # type: ignore[misc]


def kept() -> None:
    """Leave a section as it stands."""


def validation(run_benchmarks: bool, run_hindcast: bool) -> list[Section]:
    """Return the sections of docs/validation.md; a new one is a new line here."""
    return [
        Section("Values computed elsewhere", held_against),
        Section("Whole designs", functools.partial(designs.section, table)),
        Section("Worked relations", relations),
        Section("Claims checked together", claims),
        Section("Seeded errors in sets of claims", kept),
        Section("Range, cold and charging", driving),
        Section("Coverage of the documents", coverage),
        Section("Hindcast of the cost forecasts", hindcasts if run_hindcast else kept),
        Section("Benchmarks", benchmarks if run_benchmarks else kept),
        Section(BY_HAND, kept),
    ]


# files


def sections_of(path: Path) -> dict[str, str]:
    """Return the sections that a document has now."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = re.split(r"^## (.+)\n", text, flags=re.M)
    return {title: body.strip() for title, body in zip(parts[1::2], parts[2::2])}


def rendered(path: Path, title: str, about: str, sections: list[Section]) -> str:
    """Return the whole text of a document."""
    now = sections_of(path)
    made = {section.title: section.text() for section in sections}
    told = {name: text if text is not None else now.get(name, "Not made yet.") for name, text in made.items()}
    return f"# {title}\n\n{about}\n\n" + "\n\n".join(f"## {name}\n\n{text}" for name, text in told.items()) + "\n"


def part_of_names(title: str, heading: str, section: Section) -> dict[Path, str]:
    """Return a part of the nomenclature that fills a document of its own."""
    path = DOCS / "names" / f"{title}.md"
    about = "Part of the nomenclature. Rendered by `python docs/render.py` from the code."
    return {path: rendered(path, heading, about, [section])}


def design_documents() -> dict[Path, str]:
    """Return the functions, and the names of cells, packs and plants, each group in a document of its own."""
    found = part_of_names("functions", "Functions", Section("Functions", functions))
    for title, group in DESIGNS.items():
        names = Section("Parameters and results", functools.partial(design_names, group))
        found |= part_of_names(title, f"Names of {title}", names)
    return found


def documents(run_benchmarks: bool, run_hindcast: bool) -> dict[Path, str]:
    """Return every rendered document by its path."""
    names, checks, reach = (DOCS / f"{name}.md" for name in ("nomenclature", "validation", "range"))
    about_reach = "Ours beside measurements, certificates and other programs. Rendered by `python docs/render.py`."
    about_names = "One name, one dimension, one meaning. Rendered by `python docs/render.py` from the code."
    about_checks = (
        f"What the library's numbers were held against. Rendered by `python docs/render.py`, but for *{BY_HAND}*."
    )
    return design_documents() | {
        names: rendered(names, "Nomenclature", about_names, NOMENCLATURE),
        checks: rendered(checks, "Validation", about_checks, validation(run_benchmarks, run_hindcast)),
        DOCS / "relations.md": rendered(
            DOCS / "relations.md",
            "Worked relations",
            "What the documents' figures say of each other. Rendered by `python docs/render.py` from the sheets.",
            relation_sections(),
        ),
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
