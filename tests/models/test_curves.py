"""Charging curves: closed form against quadrature, adjacent windows, limits."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, strategies as st
from numpy.testing import assert_allclose
from scipy.integrate import quad

from ssbmodel import ChargingCurve, DomainError, Q, charging_time, limited_curve, presets

ENERGY = Q(80, "kWh")
powers = st.lists(st.floats(5, 400), min_size=3, max_size=8)
shares = st.floats(0, 1)


def curve(values: list[float]) -> ChargingCurve:
    return ChargingCurve(Q(np.linspace(0, 1, len(values)), ""), Q(values, "kW"))


def minutes(shape: ChargingCurve, start: Any, end: Any) -> Any:
    return charging_time(shape, ENERGY, start_charge=Q(start, ""), end_charge=Q(end, "")).m_as("minute")


@pytest.mark.parametrize("name", sorted(presets.charging_curves()))
def test_the_time_beside_each_public_curve_is_its_integral(name: str) -> None:
    # an arithmetic check, no validation: the times are integrals of the same curves, printed to 0.001 min
    public = presets.charging_curve(name)
    energy = Q(public.usable_energy_kwh, "kWh")
    time = charging_time(public.curve, energy, start_charge=Q(10, "%"), end_charge=Q(80, "%"))
    assert_allclose(time.m_as("minute"), public.time_10_80_min, atol=0.001)


@given(values=powers)
@example(values=[5.0, 400.0, 5.0])  # steep: a rule with fixed steps misses a ten-thousandth here
def test_the_closed_form_is_the_integral(values: list[float]) -> None:
    knots = np.linspace(0, 1, len(values))
    pieces = [
        quad(lambda s: 1 / np.interp(s, knots, values), *ends, epsabs=0, epsrel=1e-12)[0] for ends in pairwise(knots)
    ]
    assert_allclose(minutes(curve(values), 0, 1), 80 * 60 * sum(pieces), rtol=1e-10)


@given(values=powers, ends=st.lists(shares, min_size=3, max_size=3))
def test_times_add_over_adjacent_windows(values: list[float], ends: list[float]) -> None:
    first, middle, last = sorted(ends)
    parts = minutes(curve(values), first, middle) + minutes(curve(values), middle, last)
    assert_allclose(parts, minutes(curve(values), first, last), rtol=1e-12, atol=1e-12)


def test_level_power_takes_energy_over_power() -> None:
    assert_allclose(minutes(curve([60, 60, 60]), 0.1, 0.8), 0.7 * 80, rtol=1e-14)
    assert_allclose(minutes(curve([60, 60 * (1 + 1e-13)]), 0.1, 0.8), 0.7 * 80, rtol=1e-12)


@given(values=powers, station=st.floats(5, 400))
def test_a_limit_never_makes_a_charge_quicker_and_is_exact(values: list[float], station: float) -> None:
    shape = curve(values)
    lower = limited_curve(shape, ChargingCurve(Q([0, 1], ""), Q([station, station], "kW")))
    places = np.linspace(0, 1, 97)
    wanted = np.minimum(np.interp(places, np.linspace(0, 1, len(values)), values), station)
    found = np.interp(places, lower.state_of_charge.magnitude, lower.charging_power.m_as("kilowatt"))
    assert_allclose(found, wanted, rtol=1e-12)
    assert minutes(lower, 0, 1) >= minutes(shape, 0, 1) * (1 - 1e-12)


def test_windows_broadcast() -> None:
    assert minutes(curve([100, 50, 20]), [0.1, 0.2], [[0.5], [0.8]]).shape == (2, 2)


def test_a_window_that_falls_is_refused() -> None:
    with pytest.raises(
        DomainError, match=r"charging_time: start_charge=0\.8 and end_charge=0\.1\. Expected start_charge <="
    ):
        minutes(curve([100, 50]), 0.8, 0.1)


def test_a_window_that_ends_without_power_is_refused() -> None:
    with pytest.raises(DomainError, match=r"the curve gives no power there. Expected a window that ends before"):
        minutes(curve([100, 50, 0]), 0.1, 1)


def test_a_window_beyond_the_curve_is_refused() -> None:
    short = ChargingCurve(Q([0.1, 0.8], ""), Q([100, 50], "kW"))
    with pytest.raises(DomainError, match=r"Expected a window inside the curve, 0\.1 to 0\.8"):
        minutes(short, 0, 0.5)


def test_knots_that_do_not_rise_are_refused() -> None:
    with pytest.raises(DomainError, match=r"Expected two equal rows of at least two knots, state_of_charge rising"):
        minutes(ChargingCurve(Q([0, 0.5, 0.5], ""), Q([100, 50, 20], "kW")), 0, 0.2)
