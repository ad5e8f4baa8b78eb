"""The doors through which a question can be asked: commands, the report's page and data, README and examples."""

import contextlib
import csv
import io
import json
import re
import runpy
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ssbmodel.show.cli import run

ROOT = Path(__file__).parents[2]
COMPUTED = ("sulfide-in-et7", "oxide-in-et7", "hybrid-in-et7", "liquid-nmc-in-et7", "liquid-lfp-in-et7")
SOLID, LIQUID = "documents-central", "liquid-baseline"
STATED = {
    SOLID: "Solid-state pack, central path of the documents",
    LIQUID: "Liquid-electrolyte pack that the documents imply",
}
# how the report heads the columns of the computed cells
COLUMNS = dict(
    zip(
        COMPUTED,
        (
            "Sulfide cell with lithium metal",
            "Oxide cell with lithium metal",
            "Semi-solid cell with silicon",
            "Liquid NMC811 cell",
            "Liquid LFP cell",
        ),
    )
)
DIGITS = 5e-3  # pages print three digits
DRAWN = 2**14  # draws behind every printed band
NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?(?:e[+-]\d+)?")

Asked = dict[tuple[str, ...], float]


@cache
def command(*words: str) -> str:
    """Return what a command prints where it does not fail; `check` and `coherence` tell by their exit code too."""
    said = io.TextIOWrapper(io.BytesIO(), "utf-8")
    code: Any = None
    with contextlib.redirect_stdout(said):
        try:
            run(words)
        except SystemExit as left:
            code = left.code
    said.flush()
    assert code in {0, 3, 4, 5, 6}, words
    return said.buffer.getvalue().decode()  # type: ignore[attr-defined]


def keyed(text: str) -> Asked:
    """Return a table of answers: value by name and labels, units in the last place."""
    rows = list(csv.reader(io.StringIO(text)))
    value, unit = rows[0].index("value"), rows[0].index("unit")
    return {(row[0], row[1], *filter(None, row[3:value]), row[unit]): float(row[value]) for row in rows[1:]}


@cache
def outlook(study: str) -> Asked:
    """Return what the command `outlook` prints of a study."""
    return keyed(command("outlook", study, "--csv"))


def of(answers: Asked, study: str, name: str, *labels: str) -> float:
    """Return one answer of a table; a case that it does not have is left out."""
    fits = [
        value
        for (whose, what, *at, unit), value in answers.items()
        if (whose, what) == (study, name)
        and not unit.startswith("USD")
        and all(each in at or (each == "median" and not {"5 %", "95 %"} & set(at)) for each in labels)
    ]
    assert len(fits) == 1, (study, name, labels, fits)
    return fits[0]


@cache
def spread(study: str) -> dict[str, dict[str, str]]:
    """Return what the command `spread` prints of a study: the columns of each answer."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in command("spread", study, "--n", str(DRAWN)).splitlines()]
    head = next(line for line in lines if line[0] == "answer")
    return {line[0]: dict(zip(head[1:], line[1:])) for line in lines if len(line) == len(head) and line is not head}


def number(text: str, place: int = 0) -> float:
    """Return one of the numbers in a printed text.

    >>> number("153,000 CNY_2025"), number("3.76 2.47 to 5.43", 2)
    (153000.0, 5.43)
    """
    return float(NUMBER.findall(text)[place].replace(",", "").replace("−", "-"))


def row(table: Sequence[dict[str, str]], head: str) -> dict[str, str]:
    """Return the row of a table whose first cell begins so."""
    return next(line for line in table if next(iter(line.values())).startswith(head))


@cache
def example(name: str) -> str:
    """Return what an example prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        runpy.run_path(str(ROOT / "examples" / f"{name}.py"), run_name="__main__")
    return said.getvalue()


def readme(start: str) -> str:
    """Return the comment beside the first line of README.md's Python that begins so."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    return next(line for line in lines if line.strip().startswith(start) and "  # " in line).partition("  # ")[2]


def told(*words: str) -> Any:
    """Return what a command prints as JSON."""
    return json.loads(command(*words, "--json"))
