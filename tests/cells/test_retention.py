"""Capacity retention in the cold: monotone lines, each family with a source or a reason, slopes that cannot mix."""

import json
import subprocess
import sys
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import Q
from ssbmodel.cells.models.retention import (
    capacity_retention_in_driving,
    cell_capacity_retention,
)
from ssbmodel.cells.retention import RetentionLine, retention_families, retention_line
from ssbmodel.ground.errors import StudyError
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.presets.cells.chemistries import chemistries

# Each line by the temperature it is against.
LINES = {"cell": cell_capacity_retention, "driving": capacity_retention_in_driving}
COLDEST, WARMEST = -30.0, 60.0
each_line = pytest.mark.parametrize("kind", LINES)
each_family = pytest.mark.parametrize("family", retention_families())
celsius = st.floats(COLDEST, WARMEST)


def kept(line: RetentionLine, kind: str, at: Any, slope: Any = None) -> Any:
    """Return what a line keeps at temperatures in degrees Celsius, with its own slope or another."""
    own = {key: line.stated[f"{kind}_retention_{key}"].quantity() for key in ("temperature", "slope")}
    own |= {} if slope is None else {"slope": Q(slope, "1/K")}
    named = {f"{kind}_retention_{key}": value for key, value in own.items()}
    return np.asarray(LINES[kind](Q(np.asarray(at, float), "degC"), **named).magnitude)


# laws


@each_line
@each_family
@given(first=celsius, second=celsius, place=st.floats(0, 1))
def test_a_warmer_battery_never_keeps_less(family: str, kind: str, first: float, second: float, place: float) -> None:
    line = retention_line(family)
    low, high = line.bands[f"{kind}_retention_slope"]
    colder, warmer = kept(line, kind, sorted((first, second)), low + place * (high - low))
    assert 0 < colder <= warmer <= 1


@each_line
@each_family
def test_nothing_is_lost_when_warm_and_something_just_below(family: str, kind: str) -> None:
    line, warm = retention_line(family), {"cell": 25.0, "driving": 23.0}[kind]
    assert kept(line, kind, [warm, warm + 10, WARMEST]).tolist() == [1, 1, 1]
    assert kept(line, kind, warm - 0.5) < 1


@each_line
@each_family
def test_no_step_is_larger_than_its_neighbours(family: str, kind: str) -> None:
    steps = np.diff(kept(retention_line(family), kind, np.arange(COLDEST, 20.25, 0.25)))
    assert (steps > 0).all()
    assert all(0.999 < later / earlier < 1.001 for earlier, later in pairwise(steps))


@each_line
@each_family
def test_a_slope_lies_inside_its_band(family: str, kind: str) -> None:
    line = retention_line(family)
    name = f"{kind}_retention_slope"
    low, high = line.bands[name]
    assert 0 < low < line.stated[name].value < high < 0.02
    drawn = line.spread(name)
    assert (drawn.value, drawn.unit, drawn.sources) == (None, "1/K", line.stated[name].sources)
    assert drawn.spread is not None
    assert (drawn.spread.ends.low, drawn.spread.ends.high) == (low, high)


@each_family
def test_a_car_that_warms_its_pack_loses_less_than_a_cell_as_cold_as_the_air(family: str) -> None:
    line, cold = retention_line(family), np.linspace(-20, 15, 8)
    assert (kept(line, "driving", cold) > kept(line, "cell", cold)).all()


def test_lfp_loses_most_and_sodium_least_of_the_cells_that_are_not_assumed_as_others() -> None:
    found = {name: retention_line(name) for name in retention_families()}
    at = {name: float(kept(line, "cell", -20)) for name, line in found.items() if not line.assumed_as}
    assert min(at, key=at.__getitem__) == "lfp"
    assert max(at, key=at.__getitem__) == "sodium"


# against what was measured, guaranteed and claimed


def test_lfp_lies_between_the_guarantees_of_two_makers() -> None:
    at_zero, at_minus_twenty = kept(retention_line("lfp"), "cell", [0, -20])
    assert 0.80 < at_zero < 0.85
    assert 0.40 < at_minus_twenty < 0.70


def test_sulfide_lies_between_two_claims() -> None:
    line = retention_line("sulfide-nmc-li")
    assert kept(line, "cell", -30) > 0.72
    assert kept(line, "cell", -20) < 0.90


def test_no_advantage_of_a_solid_cell_over_a_liquid_one_is_assumed() -> None:
    solid, liquid = retention_line("sulfide"), retention_line("nmc")
    assert_allclose(kept(solid, "cell", -20), kept(liquid, "cell", -20), rtol=1e-15)
    assert "No test shows an advantage" in solid.stated["cell_retention_slope"].reason


# the temperatures of the tests behind a line


def test_the_air_in_the_tests_of_cars_was_of_three_temperatures_in_fahrenheit() -> None:
    ends = [retention_line("nmc").stated[f"{end}_retention_ambient_temperature"] for end in ("lowest", "highest")]
    assert_allclose([one.quantity().m_as("degF") for one in ends], [20, 95], atol=0.1)
    assert all("AAA" in one.sources[0] for one in ends)


def test_a_polymer_cell_is_stated_warm() -> None:
    stated = retention_line("polymer-lfp-li").stated
    ends = [stated[f"{end}_retention_cell_temperature"].quantity().m_as("degC") for end in ("lowest", "highest")]
    assert_allclose(ends, [60, 80], atol=1e-9)


# data


def test_every_chemistry_has_a_line() -> None:
    families = {name: retention_line(name).family for name in chemistries()}
    assert families == {
        "liquid-nmc811-graphite": "nmc",
        "liquid-lfp-graphite": "lfp",
        "semisolid-nmc811-sic": "semi-solid",
        "sulfide-nmc-li": "sulfide",
        "sulfide-nmc-si": "sulfide",
        "oxide-nmc-li": "oxide",
        "polymer-lfp-li": "polymer",
        "chloride-nmc-li": "chloride",
    }


@each_family
def test_every_assumption_says_why_in_the_unit_of_the_glossary(family: str) -> None:
    line = retention_line(family)
    for name, stated in line.stated.items():
        assert len(stated.reason) > 20
        assert Q(1, stated.unit).is_compatible_with(Q(1, TERMS[name].unit).units)
    assert line.stated["cell_retention_slope"].derivation == ("assumed" if line.assumed_as else "sourced")


def test_slopes_taken_from_another_family_say_so_and_bring_no_source_along() -> None:
    borrowed = {name: retention_line(name) for name in ("oxide", "chloride", "polymer")}
    assert {name: line.assumed_as for name, line in borrowed.items()} == {
        "oxide": "semi-solid", "chloride": "sulfide", "polymer": "lfp",
    }  # fmt: skip
    for line, kind in product(borrowed.values(), LINES):
        stated = line.stated[f"{kind}_retention_slope"]
        assert stated.reason.startswith(f"assumed as {retention_line(line.assumed_as).title}: no cold test")
        assert (stated.sources, stated.see, stated.derivation) == ((), (), "assumed")
        assert stated.value == retention_line(line.assumed_as).stated[stated.name].value


def test_the_slopes_of_cell_and_car_have_names_and_bases_of_their_own() -> None:
    cell, car = (set(LINES[kind].units) - {"return"} for kind in LINES)
    assert not cell & car
    assert TERMS["cell_retention_slope"].basis != TERMS["driving_retention_slope"].basis


# refusals


def test_an_unknown_family_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        StudyError, match=r"no retention line of 'sulfid'\. Did you mean 'sulfide'\? Name a family: nmc"
    ):
        retention_line("sulfid")


def test_a_name_without_a_band_is_refused() -> None:
    with pytest.raises(StudyError, match=r"nmc: cell_retention_temperature has no band\. Expected one of: cell_ret"):
        retention_line("nmc").spread("cell_retention_temperature")


def test_the_file_is_read_when_a_line_is_asked_for() -> None:
    code = "import json, sys, ssbmodel.cells; print(json.dumps('ssbmodel.cells.retention' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) is False
