"""Writes docs/study.md: what was asked of the study beside what is measured now.

``python docs/render_study.py`` takes some minutes, as it runs the benchmarks of plans, lines and import.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from ssbmodel import Study

HERE = Path(__file__).parent
ROOT = HERE.parent
SHOWN = {
    "base_pack_unit_price": "USD_2025/kWh", "pack_mass": "kg", "pack_volume": "L", "driving_range": "km",
    "cold_range": "km",
}  # fmt: skip
HELD = (
    ("frozen answers unchanged but for names, to 4e-15", "checks/frozen cells/test_designed.py"),
    ("check rows and validation tables unchanged", "checks/test_checks.py checks/designs"),
    (
        "checked, plain, folded and unfolded plans alike; arrays as their elements",
        "laws/test_plans.py study/test_study.py",
    ),
    ("each stated name replaced, drawn, solved for, explained", "study/test_every_name.py"),
    ("a cut field as if its function had given it; echoes unchanged", "cells/test_cuts.py core/test_plan.py"),
    ("unit invariance, money at entrance and exit", "laws/test_units_of_every_function.py study/test_moneys.py"),
    ("basis on edges and in kernels, seeded swaps", "laws/test_plans.py laws/test_basis.py"),
    ("every combination of parts runs or says what to write", "study/test_combinations.py"),
    ("errors, all at once; files written and read again", "study/refusals study/test_files.py"),
    ("range rises with temperature and nowhere jumps", "vehicles/test_cold.py"),
    ("explanations end in figures, sources or reasons; weights as differences", "study/test_explanation.py"),
    ("plans pickle; compiled lines and gradients", "laws/test_plans.py vehicles/test_driven.py"),
    ("one answer per question, through every door", "answers"),
)
HEADS = ("price at the deck's date, USD_2025/kWh", "mass, kg", "volume, L", "range at 23 °C, km", "range at -20 °C, km")


def main() -> None:
    """Write the page."""
    text = "\n".join([*head(), *equal(), *times(), *computed(), *benchmarks(), *missing()])
    (HERE / "study.md").write_text(text + "\n", encoding="utf-8")


def head() -> list[str]:
    """Return the first lines."""
    return [
        "# One study: asked and measured",
        "",
        "Written by `python docs/render_study.py` on two cores; ratios were taken within one run.",
        "",
        "## What the tests hold",
        "",
        "| asked | held by |",
        "|---|---|",
        *(f"| {asked} | {', '.join(f'`tests/{place}`' for place in places.split())} |" for asked, places in HELD),
        "",
        "## The same numbers by two roads",
        "",
    ]


def equal() -> list[str]:
    """Return how checked and plain plans of every named study compare."""
    worst, names = 0.0, 0
    for name in Study.named_studies():
        made = Study.named(name).composition
        wanted = made.answers()
        plain, checked = made.plan(wanted, {})(), made.plan(wanted, {}, checked=True)()
        for one in wanted:
            a, b = np.asarray(plain[one], float), np.asarray(checked[one].magnitude, float)
            worst, names = max(worst, float(np.max(np.abs(a - b) / np.maximum(np.abs(a), 1e-300)))), names + 1
    told = f"{names} answers of {len(Study.named_studies())} named studies, through checked functions with quantities"
    return [f"- {told}, differ from the plain kernels by at most {worst:.1e} (asked: to the last bit).", ""]


def times() -> list[str]:
    """Return how long making and running each named study takes, the quietest of five."""
    lines = ["## Making and running a named study (asked: at most 50 ms)", "", "| study | ms |", "|---|---|"]
    for name in Study.named_studies():
        Study.named(name).run()
        lines.append(f"| {name} | {min(_once(name) for _ in range(5)) * 1000:.0f} |")
    return [*lines, ""]


def _once(name: str) -> float:
    start = time.perf_counter()
    study = Study.named(name)
    type(study)(**{field: getattr(study, field) for field in type(study).model_fields}).run()
    return time.perf_counter() - start


def computed() -> list[str]:
    """Return the answers of the computed studies at median inputs."""
    head = f"| study | {' | '.join(HEADS)} |"
    lines = ["## The computed studies, at median inputs", "", head, "|---|" + "---|" * len(HEADS)]
    for name in (name for name in Study.named_studies() if name.endswith("-in-et7")):
        study = Study.named(name)
        found = study.run(*SHOWN).in_money("USD_2025")
        cells = [_at(found[key], unit) for key, unit in SHOWN.items()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, "", "Processes of solid cells are not yet charged.", ""]


def _at(one: Any, unit: str) -> str:
    for axis in one.dims:
        label = "at median inputs" if axis == "case" else one.labels[axis][0]
        one = one.sel(**{axis: label})
    return f"{float(one.m_as(unit)):.0f}"


def benchmarks() -> list[str]:
    """Return the figures of the benchmarks of plans, the whole line and import."""
    lines = ["## Speed", "", "| what | measured | asked |", "|---|---|---|"]
    for script in ("plan_overhead", "import_cost", "pipeline"):
        command = [sys.executable, str(ROOT / "benchmarks" / f"{script}.py"), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        for row in json.loads(done.stdout)["ratios"].values():
            lines.append(f"| {row['meaning']} | {row['value']:.3g} | {_bar(row.get('bar'))} |")
    return [*lines, ""]


def _bar(bar: Any) -> str:
    return "" if bar is None else f"{bar:g}"


def missing() -> list[str]:
    """Return what is not reached yet."""
    return [
        "## What is not reached yet",
        "",
        "- A cell in a can is a function beside the study, whose electrode pair it takes: its format has no nodes.",
        "- A charge without a curve knows the station's limit alone, so its time is the shortest possible.",
    ]


if __name__ == "__main__":
    main()
