"""The answers of the library, frozen with all digits: the oracle that new objects are held to while both live.

``answers.json`` holds kind -> case -> dotted name -> [value, unit], under the names that the answers bore when they
were frozen; ``names.json`` says what a part of a name is called since. Written from this folder's parent by::

    python -c "from checks.frozen.test_frozen import frozen_now; print(frozen_now())" > checks/frozen/answers.json

It is never written again: a number that moves is a number to explain.
"""

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q

from .today import GIVERS, Answers, spellings

HERE = Path(__file__).parent
# A last bit or two: names that are asked for in another unit are converted once more.
RTOL = 4e-15
# What each cause adds to a trip is a difference of sums over the cycle, whose last bits are those of the sums.
DIFFERENCES = dict.fromkeys(("split.air", "split.tyres", "split.interaction"), "split.cold_consumption")
DIFFERENCES |= dict.fromkeys(("ranges.lost_to_air", "ranges.lost_to_tyres"), "ranges.driving_range")
SIZE = 1_000_000
COUNTS = {
    "outlook": 6, "cell_design": 16, "canned_cell": 24, "plant": 16, "reference_chain": 2, "trip": 216, "claim": 12,
}  # fmt: skip


@cache
def answers() -> dict[str, Any]:
    """Return the frozen answers by kind, case and dotted name."""
    return dict(json.loads((HERE / "answers.json").read_text(encoding="utf-8")))


def frozen_now() -> str:
    """Return today's answers as the text of ``answers.json``."""
    found = {kind: giver() for kind, giver in GIVERS.items()}
    kinds = (f'"{kind}": {{\n{_cases(cases)}\n}}' for kind, cases in found.items())
    return "{\n" + ",\n".join(kinds) + "\n}"


def _cases(cases: dict[str, Answers]) -> str:
    return ",\n".join(
        f"{json.dumps(case)}: {json.dumps(names, separators=(',', ':'))}" for case, names in cases.items()
    )


def known(frozen: str, live: Answers) -> str | None:
    """Return under which name an answer is given today, if it is."""
    parts = (spellings(part) for part in frozen.split("."))
    return next((".".join(new) for new in product(*parts) if ".".join(new) in live), None)


def moved(kind: str) -> Iterator[str]:
    """Yield what a kind's answers no longer give, and where a number moved."""
    given = GIVERS[kind]()
    for case, names in answers()[kind].items():
        for frozen, (value, unit) in names.items():
            name = known(frozen, given.get(case, {}))
            if name is None:
                yield f"{case}: {frozen} is gone"
            elif not same(value, unit, *given[case][name], size=names.get(DIFFERENCES.get(frozen, ""), [0.0])[0]):
                yield f"{case}: {frozen} was {value} {unit}, is {given[case][name]}"


def same(value: Any, unit: str, now: Any, now_in: str, size: float = 0.0) -> bool:
    """Return whether two answers agree to the last bits, whatever the unit each is in; of a size, if a difference."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        return bool(value == now)
    try:
        assert_allclose(Q(np.asarray(now), now_in).m_as(Q(1, unit).units), value, rtol=RTOL, atol=RTOL * size)
    except AssertionError:
        return False
    return True


def test_the_frozen_answers_are_whole_and_small() -> None:
    assert {kind: len(cases) for kind, cases in answers().items()} == COUNTS
    assert len([name for name in answers()["outlook"]["documents-central"] if name not in ("years", "cases")]) == 19
    assert (HERE / "answers.json").stat().st_size < SIZE


@pytest.mark.parametrize("kind", GIVERS)
def test_the_library_still_gives_the_frozen_answers(kind: str) -> None:
    assert list(moved(kind)) == []


def test_an_answer_that_moves_by_a_few_last_bits_is_seen() -> None:
    assert same(1.0, "m", 1000.0, "mm")
    assert not same(1.0, "m", 1.0 + 5e-15, "m")
    assert known("cell_mass", {"cells_mass": (1.0, "kg")}) == "cells_mass"
    assert known("cell_mass", {"mass": (1.0, "kg")}) is None
