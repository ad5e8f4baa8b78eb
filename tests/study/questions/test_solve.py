"""Roots are roots, all of them; where there is none the nearest is said."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import CallError, DomainError, MoneyError, Q, Study, UnitError, driving_range, pack_cost, solve

each = pytest.mark.parametrize
CENTRAL = Study.named("documents-central")
CAR = {"battery_consumption": "150 Wh/km", "capacity_retention": "0.9"}
SPAN = ("10 kWh", "300 kWh")


def sine(x: Any) -> Any:
    return np.sin(x)


@given(st.floats(80, 1700))
def test_the_solution_gives_the_target_back(distance: float) -> None:
    found = solve(driving_range, {"driving_range": Q(distance, "km")}, for_="usable_energy", bounds=SPAN, inputs=CAR)
    assert_allclose(found.value.m_as("Wh"), distance * 150 / 0.9, rtol=1e-12)
    again = driving_range(found.value, "150 Wh/km", capacity_retention="0.9")
    assert_allclose(again.m_as("km"), distance, rtol=1e-12)


def at_medians(study: Study, name: str, **place: Any) -> Any:
    """Return an answer of a study where each spread stands at its median."""
    found = study.run(name)[name].sel(**place)
    return found.sel(case="at median inputs").value if "case" in found.dims else found.value


def test_a_studys_answer_is_reached_by_the_study_with_that_value() -> None:
    found = solve(CENTRAL, {"cold_range": "500 km"}, for_="rated_energy", bounds=("20 kWh", "300 kWh"))
    again = at_medians(CENTRAL.replace(rated_energy=found.value), "cold_range")
    assert_allclose(again.m_as("km"), 500, rtol=1e-12)
    # by hand: 85 % of it is usable, 90 % of that in the cold; medians of the consumption and of the heater's power
    consumption = (180 - 750**0.5) * (1 + 0.42 * (298.15 / 253.15 - 1)) + 3000 / 2**0.5 / 60
    assert_allclose(found.value.m_as("Wh"), 500 * consumption / 0.9 / 0.85, rtol=1e-12)
    assert str(found) == "cold_range = 500 km at rated_energy = 130.303 kWh"


def test_a_year_is_part_of_the_place_of_an_answer() -> None:
    bounds = ("0.05 CNY_2025/Wh", "2 CNY_2025/Wh")
    target = {"pack_price[year=2028]": "60000 CNY_2025"}
    found = solve(CENTRAL, target, for_="target_pack_unit_price", bounds=bounds)
    again = at_medians(CENTRAL.replace(target_pack_unit_price=found.value), "pack_price", year=2028)
    assert_allclose(again.m_as("CNY_2025"), 60_000, rtol=1e-12)


def test_no_solution_is_an_answer_with_the_nearest_value() -> None:
    found = solve(CENTRAL, {"cold_range": "5000 km"}, for_="rated_energy", bounds=("20 kWh", "300 kWh"))
    assert not found.found
    assert found.nearest.m_as("kWh") == 300
    assert str(found).startswith(
        "cold_range = 5,000 km is not reached with rated_energy from 20 kWh to 300 kWh; nearest 1,151.16 km"
    )
    with pytest.raises(DomainError, match=r"is not reached with .* Read roots, found and nearest"):
        _ = found.value


def test_all_roots_of_a_function_that_rises_and_falls_are_found() -> None:
    found = solve(sine, {"sine": 0.5}, for_="x", bounds=(0.0, 20.0))
    expected = sorted(x for k in range(4) for x in (np.pi / 6 + 2 * np.pi * k, 5 * np.pi / 6 + 2 * np.pi * k) if x < 20)
    assert_allclose(found.roots.magnitude, expected, rtol=1e-12)
    with pytest.raises(DomainError, match=r"sine = 0.5 at x = 0.523599 and"):
        _ = found.value


def test_a_target_just_touched_is_found_at_the_top() -> None:
    found = solve(sine, {"sine": 1.0}, for_="x", bounds=(0.0, 20.0))
    # the place of a highest point is known to half the digits
    assert_allclose(found.roots.magnitude, np.pi * np.asarray([0.5, 2.5, 4.5]), rtol=1e-7)


def test_two_roots_between_neighbouring_points_are_found() -> None:
    found = solve(lambda x: 1 - 1e6 * (x - 0.5001) ** 2, {"answer": 0.5}, for_="x", bounds=(0.0, 1.0), points=51)
    assert_allclose(found.roots.magnitude, 0.5001 + np.sqrt(0.5e-6) * np.asarray([-1, 1]), rtol=1e-9)


def test_a_root_at_an_end_counts() -> None:
    found = solve(lambda x: x**2, {"answer": 4.0}, for_="x", bounds=(0.0, 2.0))
    assert_allclose(found.roots.magnitude, [2.0], rtol=1e-12)


def test_many_targets_are_solved_at_once() -> None:
    targets = np.linspace(50, 5000, 3001)
    found = solve(driving_range, {"driving_range": Q(targets, "km")}, for_="usable_energy", bounds=SPAN, inputs=CAR)
    expected = targets * 150 / 0.9 / 1000
    assert np.array_equal(found.found, (expected >= 10) & (expected <= 300))
    assert_allclose(found.roots.m_as("kWh")[found.found, 0], expected[found.found], rtol=1e-12)
    assert np.isnan(found.roots.magnitude[~found.found]).all()


def test_two_unknowns_meet_two_targets() -> None:
    bounds = {"rated_energy": ("20 kWh", "300 kWh"), "cell_specific_energy": ("200 Wh/kg", "900 Wh/kg")}
    target = {"cold_range": "500 km", "pack_mass": "400 kg"}
    found = solve(CENTRAL, target, for_=("rated_energy", "cell_specific_energy"), bounds=bounds)
    assert found.found
    again = CENTRAL.replace(**found.values)
    assert_allclose(at_medians(again, "cold_range").m_as("km"), 500, rtol=1e-9)
    assert_allclose(at_medians(again, "pack_mass").m_as("kg"), 400, rtol=1e-9)


def test_two_targets_that_cannot_be_met_are_told_with_the_nearest() -> None:
    bounds = {"rated_energy": ("20 kWh", "100 kWh"), "cell_specific_energy": ("200 Wh/kg", "900 Wh/kg")}
    target = {"cold_range": "900 km", "pack_mass": "400 kg"}
    found = solve(CENTRAL, target, for_=("rated_energy", "cell_specific_energy"), bounds=bounds)
    assert not found.found
    assert str(found).startswith("not reached; nearest cold_range = 383")


@each(
    ("change", "error", "told"),
    [
        ({"for_": "usable_energi"}, CallError, "'usable_energi' is not a parameter. Did you mean 'usable_energy'"),
        ({"target": {"driving_rnge": "1 km"}}, CallError, "no answer called 'driving_rnge'. Did you mean"),
        ({"target": {}}, CallError, "target is empty"),
        ({"target": {"driving_range": 500.0}}, UnitError, "driving_range=500.0 has no unit. Expected km"),
        ({"target": {"driving_range": "500 kWh"}}, UnitError, "driving_range='500 kWh'. Expected something"),
        ({"target": {"driving_range": Q(np.nan, "km")}}, DomainError, "driving_range=.*Expected a finite value"),
        ({"bounds": ("300 kWh", "10 kWh")}, DomainError, "bounds of usable_energy are 300000 and 10000. Expected"),
        ({"bounds": ("-1 kWh", "10 kWh")}, DomainError, "usable_energy='-1 kWh'. Expected a finite value >= 0 Wh"),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(change: Any, error: type[Exception], told: str) -> None:
    question: dict[str, Any] = {"target": {"driving_range": "500 km"}, "for_": "usable_energy", "bounds": SPAN}
    question |= change
    with pytest.raises(error, match=told):
        solve(driving_range, question.pop("target"), inputs=CAR, **question)


def test_a_target_in_other_money_is_refused_by_a_function_and_exchanged_by_a_study() -> None:
    bounds = ("0.05 CNY_2025/Wh", "2 CNY_2025/Wh")
    priced: dict[str, Any] = {"for_": "unit_cost", "bounds": bounds, "inputs": {"rated_energy": "100 kWh"}}
    with pytest.raises(MoneyError, match=r"pack_cost='1000 USD_2025'. Expected CNY_2025; convert it first"):
        solve(pack_cost, {"pack_cost": "1000 USD_2025"}, **priced)
    target = {"pack_price[year=2030]": "4000 USD_2025"}
    found = solve(CENTRAL, target, for_="target_pack_unit_price", bounds=bounds)
    # 4,000 dollars at 7.1875 yuan (H.10, mean of 2025) for 100 kWh
    assert_allclose(found.value.m_as("CNY_2025/Wh"), 4000 * 7.1875 / 1e5, rtol=1e-12)


def test_as_many_targets_as_unknowns_are_asked_for() -> None:
    bounds = {"rated_energy": ("1 kWh", "2 kWh"), "usable_share": ("0.5", "1")}
    with pytest.raises(CallError, match=r"2 unknowns and 1 targets. Expected as many"):
        solve(CENTRAL, {"driving_range": "1 km"}, for_=("rated_energy", "usable_share"), bounds=bounds)
