"""How the benchmarks measure: ratios taken within one run, from the quiet minimum of at least seven repeats.

Times of two machines, or of two runs on one machine, are never compared; the ratios are.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

REPEATS = 7
COPIED = 64_000_000  # smaller arrays sit in cache, where a copy costs nothing like memory traffic
COPIED_QUICK = 1_000_000


class Ratio(NamedTuple):
    """A measured ratio, the most it may be (None where it only informs), and what it divides by what."""

    value: float
    bar: float | None
    meaning: str

    @property
    def verdict(self) -> str:
        """Whether the ratio is within its bar."""
        return "" if self.bar is None else "within" if self.value <= self.bar else "ABOVE"


class Result(NamedTuple):
    """The ratios of one benchmark, and what else it saw."""

    ratios: Mapping[str, Ratio]
    notes: Mapping[str, str] = {}


def race(calls: Mapping[str, Callable[[], Any]], *, quick: bool = False, repeats: int = REPEATS) -> dict[str, float]:
    """Return the seconds per call of each, in turns so that a noisy moment meets all of them."""
    seconds = 0.002 if quick else 0.1
    numbers = {name: max(1, round(seconds / _once(call))) for name, call in calls.items()}
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(repeats if quick else 3 * repeats):
        for name, call in calls.items():
            best[name] = min(best[name], _per_call(call, numbers[name]))
    return best


def _once(call: Callable[[], Any]) -> float:
    """Return the seconds of one call that is not the first."""
    call()
    return max(_per_call(call, 3), 1e-9)


def _per_call(call: Callable[[], Any], number: int) -> float:
    start = time.perf_counter()
    for _ in range(number):
        call()
    return (time.perf_counter() - start) / number


def copy_time(quick: bool = False) -> float:
    """Return the seconds per element of ``np.copyto`` between two arrays that exist and have been touched."""
    source, target = np.ones(COPIED_QUICK if quick else COPIED), np.zeros(COPIED_QUICK if quick else COPIED)
    target[:] = 2.0
    return min(_per_call(lambda: np.copyto(target, source), 1) for _ in range(REPEATS + 1)) / source.size


def main(title: str, measure: Callable[[bool], Result]) -> None:
    """Run one benchmark as a script: a table, or with ``--json`` one JSON object."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it runs, measures little")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    result = measure(options.quick)
    print(json.dumps(_record(title, options.quick, result), indent=2) if options.json else _table(title, result))


def _record(title: str, quick: bool, result: Result) -> dict[str, Any]:
    ratios = {name: ratio._asdict() for name, ratio in result.ratios.items()}
    return {"benchmark": title, "quick": quick, "ratios": ratios, "notes": dict(result.notes)}


def _table(title: str, result: Result) -> str:
    width = max(map(len, result.ratios))
    lines = [title, "=" * len(title)]
    for name, ratio in result.ratios.items():
        bar = "      " if ratio.bar is None else f"<={ratio.bar:5.2f}"
        lines.append(f"{name:{width}}  {ratio.value:8.3f}  {bar:7}  {ratio.verdict:6}  {ratio.meaning}")
    return "\n".join([*lines, *(f"{name}: {text}" for name, text in result.notes.items())])
