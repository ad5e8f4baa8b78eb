"""Writes docs/nomenclature.md and docs/validation.md from the code, the sheets and the check values.

``python docs/render.py`` writes both; ``--check`` compares instead and exits 1 where they differ; ``--benchmarks`` runs
the benchmarks too and puts their ratios in, ``--hindcast`` the hindcast. A section that cannot be made here (no
documents at hand, no benchmarks run) or that is written by hand stays as it stands in the file.
"""

import argparse
import difflib
import importlib
import importlib.util
import json
import os
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import ssbmodel.models
from ssbmodel import Q
from ssbmodel.ground.door import Door
from ssbmodel.ground.nomenclature import TERMS
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


def names() -> str:
    """Return the glossary of parameters and results."""
    rows = ([code(name), term.symbol, code(term.unit), code(term.basis), term.meaning] for name, term in TERMS.items())
    told = (
        "The basis unit keeps apart what ordinary units cannot; a test runs every function where they are dimensions."
    )
    return f"{told}\n\n" + table(("name", "symbol", "unit", "basis unit", "meaning"), rows)


@cache
def doors() -> dict[str, Door[..., Any]]:
    """Return the public model functions by the module they stand in."""
    found = {}
    for module in sorted(info.name for info in pkgutil.walk_packages(ssbmodel.models.__path__, "ssbmodel.models.")):
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
    Section("Functions", functions),
    Section("Quantities of a figure", quantities),
]


# validation


def check_values() -> str:
    """Return ours beside theirs, and the functions that nothing computed elsewhere stands behind yet."""
    files = sorted((ROOT / "tests" / "checks").glob("*.toml"))
    checks = [check for path in files for check in tomllib.loads(path.read_text(encoding="utf-8"))["check"]]
    head = ("function", "theirs", "ours", "allowed", "used", "source of theirs")
    told = "`allowed` is relative and comes from the digits printed; `used` is the difference as a share of it."
    missing = sorted(set(doors()) - {check["function"] for check in checks})
    still = f"Still without one: {', '.join(map(code, missing)) or 'none'}."
    return f"{told}\n\n{table(head, map(check_row, checks))}\n\n{still}"


def published() -> str:
    """Return published results of propagated distributions beside ours."""
    path = ROOT / "tests" / "checks" / "uncertainty" / "test_published.py"
    spec: Any = importlib.util.spec_from_file_location("published", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = []
    for case in module.CASES.values():
        spread = module.spread(case)
        for row in case["expected"]:
            one = spread[row["answer"]]
            ours = float((one.quantile(row["share"]) if "share" in row else getattr(one, row["of"])).magnitude)
            # rounded to a hundredth of what is allowed, so that a zero is shown as one
            ours = round(ours / row["within"], 2) * row["within"] + 0.0
            of = f"quantile {row['share']:g}" if "share" in row else row["of"]
            cells = [case["name"], of, f"{row['value']:.9g}", f"{ours:.7g}", f"{row['within']:g}"]
            rows.append([*cells, f"{case['source']}; read in {case['read']}"])
    told = "`allowed` is absolute; 262,144 Sobol draws, first seed."
    return f"{told}\n\n" + table(("case", "of", "theirs", "ours", "allowed", "source"), rows)


def check_row(check: dict[str, Any]) -> list[str]:
    """Return one value computed elsewhere beside ours, in its unit."""
    function = doors()[check["function"]]
    answer: Any = function(**check["given"])
    if "over" in check:
        answer = answer / function(**check["over"])
    theirs = Q(check["expected"])
    ours = answer.m_as(theirs.units)
    used = abs(ours / theirs.magnitude - 1) / check["rtol"]
    unit = f"{theirs.units:~P}"
    row = [code(check["function"]), check["expected"], f"{ours:.7g} {unit}", f"{check['rtol']:.0e}", f"{used:.0%}"]
    return [*row, check["source"]]


def relations() -> str:
    """Return the five relations that the library works out from the documents' figures."""
    from ssbmodel import worked_relations

    return "\n\n".join(relation(found) for found in worked_relations().values())


def relation(found: Any) -> str:
    """Return one worked relation: verdict, why, what is computed."""
    rows = ([code(name), amount(value)] for name, value in found.values.items())
    told = f"**{found.verdict}** (`{found.equation}`): {found.because} Open: {found.question}"
    rests = "Rests on " + ", ".join(map(code, found.rests_on)) + "."
    return f"### {found.id}: {found.title}\n\n{told}\n\n{table(('computed', 'value'), rows)}\n\n{rests}"


def amount(quantity: Any) -> str:
    """Return a quantity in four digits, several values with strokes between."""
    numbers = " / ".join(f"{float(f'{x:.4g}'):,.12g}" for x in np.ravel(quantity.magnitude))
    return f"{numbers} {quantity.units:~P}".strip()


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
    """Return the scores of the consumption model; the rest has a document of its own."""
    from ssbmodel.study.driving.certification import scores

    rows = ([score.title, str(len(score.errors)), f"{score.mean:.1%}"] for score in scores())
    told = (
        "Certification tests of 2022. Every car, the cycles, the certificate, cold and charging: [range.md](range.md)."
    )
    return f"{told}\n\n" + table(("constants", "tests", "mean absolute error"), rows)


def range_sections() -> list[Section]:
    """Return the sections of docs/range.md."""
    from render_range import sections

    return [Section(title, lambda text=text: text) for title, text in sections()]  # type: ignore[misc]


def kept() -> None:
    """Leave a section as it stands."""


def validation(run_benchmarks: bool, run_hindcast: bool) -> list[Section]:
    """Return the sections of docs/validation.md; a new one is a new line here."""
    return [
        Section("Values computed elsewhere", check_values),
        Section("Distributions propagated elsewhere", published),
        Section("Worked relations", relations),
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


def documents(run_benchmarks: bool, run_hindcast: bool) -> dict[Path, str]:
    """Return every rendered document by its path."""
    names, checks, reach = (DOCS / f"{name}.md" for name in ("nomenclature", "validation", "range"))
    about_reach = "Ours beside measurements, certificates and other programs. Rendered by `python docs/render.py`."
    about_names = "One name, one dimension, one meaning. Rendered by `python docs/render.py` from the code."
    about_checks = (
        f"What the library's numbers were held against. Rendered by `python docs/render.py`, but for *{BY_HAND}*."
    )
    return {
        names: rendered(names, "Nomenclature", about_names, NOMENCLATURE),
        checks: rendered(checks, "Validation", about_checks, validation(run_benchmarks, run_hindcast)),
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
