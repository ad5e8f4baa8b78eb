"""Drive cycles: the regulations' own checks, a user's file, and what is wrong with one."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import CycleError, presets
from ssbmodel.presets.traces import head

from ..needs import needs_data

# distance km, duration s, top speed km/h as each regulation or its summary prints them; see the heads of the files
CHECKS = {name: head(name)["published"] for name in presets.cycles()}
PHASES = {"low": (3.0945, 56.5), "medium": (4.7559, 76.6), "high": (7.1617, 97.4), "extra high": (8.2541, 131.3)}
each_cycle = pytest.mark.parametrize("name", presets.cycles())


@each_cycle
def test_a_cycle_has_the_published_distance_duration_and_top_speed(name: str) -> None:
    cycle, published = presets.cycle(name), CHECKS[name]
    assert_allclose(cycle.distance, published["distance_km"], rtol=2e-3)
    assert_allclose(cycle.top_speed, published["top_speed_kmh"], atol=0.06)
    # US06 is stored with four idle seconds more than its nominal 596 s, NEDC ends at rest one second earlier
    assert_allclose(cycle.duration * 3600, published["duration_s"], atol=4.001 if name == "US06" else 1.001)


@pytest.mark.parametrize("phase", PHASES)
def test_the_phases_of_the_wltc_have_their_lengths_and_top_speeds(phase: str) -> None:
    part = presets.cycle("WLTC").phase(phase)
    assert_allclose((part.distance, part.top_speed), PHASES[phase], rtol=2e-5)


def test_phases_sum_to_the_cycle() -> None:
    for name in ("WLTC", "NEDC"):
        cycle = presets.cycle(name)
        assert_allclose(sum(cycle.phase(phase).distance for phase, *_ in cycle.phases), cycle.distance, rtol=1e-9)


@each_cycle
def test_a_cycle_agrees_with_a_second_copy(name: str) -> None:
    other = needs_data() / "cycles" / f"{'WLTC_class3b' if name == 'WLTC' else name}.csv"
    theirs = np.loadtxt(other, delimiter=",", skiprows=1)
    assert_allclose(presets.cycle(name).speed, theirs[:, 1], atol=1e-5)
    assert_allclose(presets.cycle(name).time * 3600, theirs[:, 0], atol=1e-9)


def test_an_alias_is_the_same_cycle() -> None:
    assert presets.cycle("wltc 3b").name == "WLTC"
    assert presets.cycle("FTP-72").name == "UDDS"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("time_s,speed_kmh\n0,0\n1,5\n2,-1\n3,0\n", "row 3: speed=-1.0. Expected speeds of 0 km/h or more"),
        ("time_s,speed_kmh\n0,0\n1,5\n2,6\n3,5\n60,0\n", "row 5: time in h=.* no gap longer than five usual steps"),
        ("time_s,speed_kmh\n0,0\n1,5\n1,6\n", "row 3: time in h=.* Expected times that rise"),
        ("time_s,speed_kmh\n0,0\n1,five\n2,0\n", "row 2: 'five' is not a number"),
        ("time_s,speed_kmh\n0,0\n1,nan\n2,0\n", "row 2: speed=nan. Expected finite numbers"),
        ("time_s,speed_kmh\n0,0\n1\n2,0\n", "row 2: '' is not a number"),
        ("t,v\n0,0\n1,5\n2,0\n", "columns .* Expected time_s and one of speed_kmh, speed_mph, speed_mps"),
        ("time_s,speed_kmh\n0,0\n1,0\n2,0\n", "does not move"),
        ("time_s,speed_kmh\n0,1\n", "Expected two equal columns of 3 to"),
        ("+++\nname = \n+++\ntime_s,speed_kmh\n0,0\n", "its head is no TOML"),
    ],
)
def test_a_bad_file_is_refused_with_its_row(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CycleError, match=rf"cycle 'mine'.*{told}"):
        presets.read_cycle(path)


def test_a_users_own_cycle_in_any_of_three_units_is_the_same(tmp_path: Path) -> None:
    speeds = {"speed_kmh": 1.0, "speed_mps": 1 / 3.6, "speed_mph": 1 / 1.609344}
    found = []
    for column, scale in speeds.items():
        path = tmp_path / f"{column}.csv"
        rows = "\n".join(f"{i},{36 * scale * (0 < i < 9)!r}" for i in range(10))
        path.write_text(f"time_s,{column}\n{rows}\n", encoding="utf-8")
        found.append(presets.read_cycle(path))
    assert_allclose([cycle.distance for cycle in found], 0.08, rtol=1e-12)


def test_an_unknown_cycle_or_phase_is_refused_with_what_there_is() -> None:
    with pytest.raises(CycleError, match=r"no cycle 'UDSS'. Did you mean 'udds'"):
        presets.cycle("UDSS")
    with pytest.raises(CycleError, match=r"CLTC-P is not shipped"):
        presets.cycle("CLTC-P")
    with pytest.raises(CycleError, match=r"cycle 'UDDS' has no phase 'low'. Expected one of: none"):
        presets.cycle("UDDS").phase("low")
