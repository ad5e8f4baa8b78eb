"""The sections of docs/checks.md: values that others computed, beside ours."""

import importlib.util
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from render import code, doors, table

from ssbmodel import Q

FOLDER = Path(__file__).parents[1] / "tests" / "checks"


@cache
def given() -> tuple[dict[str, Any], ...]:
    """Return every check value as it is written down."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml")))
    return tuple(check for text in texts for check in tomllib.loads(text)["check"])


@cache
def checks() -> tuple[list[str], ...]:
    """Return each check value beside ours."""
    return tuple(map(check_row, given()))


def check_values() -> str:
    """Return ours beside theirs, and the functions that nothing computed elsewhere stands behind yet."""
    head = ("function", "theirs", "ours", "allowed", "used", "source of theirs")
    told = "`allowed` is relative and comes from the digits printed; `used` is the difference as a share of it."
    missing = sorted(set(doors()) - {check["function"] for check in given()})
    still = f"Still without one: {', '.join(map(code, missing)) or 'none'}."
    return f"{told}\n\n{table(head, checks())}\n\n{still}"


def published() -> str:
    """Return published results of propagated distributions beside ours."""
    path = FOLDER / "uncertainty" / "test_published.py"
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
    answer = getattr(answer, check["part"]) if "part" in check else answer
    theirs = Q(check["expected"])
    ours = answer.m_as(theirs.units)
    used = abs(ours / theirs.magnitude - 1) / check["rtol"]
    unit = f"{theirs.units:~P}"
    row = [code(check["function"]), check["expected"], f"{ours:.7g} {unit}", f"{check['rtol']:.0e}", f"{used:.0%}"]
    return [*row, check["source"]]
