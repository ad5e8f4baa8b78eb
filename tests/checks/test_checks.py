"""Values computed elsewhere, each with its source and tolerance: ``*.toml`` in this folder, one table a check."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q

from ..laws.doors import DOORS, inputs

# Functions that no value computed elsewhere stands behind yet. This list only ever gets shorter.
UNCHECKED = {"drive_ratio"}
# Functions that join the models of a study: whole designs, trips and claims stand behind them, to 4e-15
# (tests/cells/test_designed.py, tests/vehicles/test_driven.py, tests/costs/test_learning.py), so no row of their own.
JOINING = ("cells.models", "packs.models", "plants.models", "vehicles.models", "costs.models")
KEYS = {"function", "given", "expected", "rtol", "source"}
LOOSEST = 0.02


def _checks() -> dict[str, dict[str, Any]]:
    checks = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for place, check in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["check"], start=1):
            checks[f"{path.stem} {place}: {check['function']}"] = check
    return checks


CHECKS = _checks()
each_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)


@each_check
def test_a_check_says_what_it_needs_and_no_more(check: dict[str, Any]) -> None:
    assert KEYS <= set(check) <= KEYS | {"over", "part"}
    assert 0 < check["rtol"] <= LOOSEST
    assert len(check["source"]) > 10
    assert set(check["given"]) == set(inputs(DOORS[check["function"]]))


@each_check
def test_the_library_gives_the_value_computed_elsewhere(check: dict[str, Any]) -> None:
    function = DOORS[check["function"]]
    answer: Any = function(**check["given"])
    if "over" in check:
        answer = answer / function(**check["over"])
    answer = getattr(answer, check["part"]) if "part" in check else answer
    expected = Q(check["expected"])
    assert_allclose(answer.m_as(expected.units), expected.magnitude, rtol=check["rtol"])


def test_the_functions_without_a_check_are_known_and_get_fewer() -> None:
    joining = {name for name, door in DOORS.items() if any(f".{part}." in door.kernel.__module__ for part in JOINING)}
    assert joining < set(DOORS)
    assert set(DOORS) - joining - {check["function"] for check in CHECKS.values()} == UNCHECKED
