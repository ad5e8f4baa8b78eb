"""A charge under a curve and a station: exact beside the lower of two curves, and by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from ssbmodel import DomainError, Q, StudyError, vehicles
from ssbmodel.models.vehicle.curves import ChargingCurve, charging_time, limited_curve
from ssbmodel.study.driving.charge import level
from ssbmodel.vehicles.models.charging import PowerByCharge, charging_time_at_station

from .studies import study

CURVES = tuple(vehicles.charging_curves)
CAR = vehicles.Stated(battery_consumption="160 Wh/km")


def charger(**more: Any) -> vehicles.Charger:
    return vehicles.Charger(**{"station_power": "100 kW", "start_charge": 0.1, "end_charge": 0.8, **more})


@pytest.mark.parametrize("name", CURVES)
def test_a_charge_is_that_of_the_lower_of_curve_and_station(name: str) -> None:
    curve, window = vehicles.charging_curves[name].curve, {"start_charge": Q(0.1, ""), "end_charge": Q(0.8, "")}
    for power in ("20 kW", "50 kW", "100 kW", "400 kW"):
        hours = float(charging_time(limited_curve(curve, level(power)), Q(100, "kWh"), **window).m_as("h"))
        found = study(CAR, charger=charger(station_power=power, curve=name)).run()
        assert found.charging_time.m_as("h") == pytest.approx(hours, rel=1e-13)
        assert found.mean_charging_power.m_as("kW") == pytest.approx(70 / hours, rel=1e-13)
        assert found.mean_charge_rate.m_as("1/h") == pytest.approx(0.7 / hours, rel=1e-13)
        assert found.range_added.m_as("km") == pytest.approx(70 / 0.16, rel=1e-13)
        assert found.range_added_per_time.m_as("km/h") == pytest.approx(70 / 0.16 / hours, rel=1e-13)


def test_without_a_curve_the_station_alone_holds_back() -> None:
    found = study(CAR, charger=charger(station_power="140 kW")).run("charging_time", "range_added", "mean_charge_rate")
    assert found.charging_time.m_as("min") == pytest.approx(30)
    assert found.range_added.m_as("km") == pytest.approx(437.5)
    assert found.mean_charge_rate.m_as("1/h") == pytest.approx(1.4)


POWER = st.floats(1e3, 1e6)
PLACE = st.floats(0, 1)


@given(st.lists(POWER, min_size=2, max_size=6), st.lists(POWER, min_size=1, max_size=4), PLACE, PLACE)
def test_arrays_equal_their_elements_and_the_sum_of_small_steps(
    powers: list[float], stations: list[float], one: float, other: float
) -> None:
    curve = PowerByCharge(np.linspace(0, 1, len(powers)), powers)
    start, end = sorted((one, other))
    kernel = charging_time_at_station.kernel
    found = kernel(curve, 5e4, np.asarray(stations), start_charge=start, end_charge=end)
    alone = [kernel(curve, 5e4, station, start_charge=start, end_charge=end) for station in stations]
    assert found == pytest.approx(np.asarray(alone), rel=1e-14)
    middle = start + (end - start) * (np.arange(4000) + 0.5) / 4000
    limit = np.minimum(np.interp(middle, curve.state_of_charge, powers), np.asarray(stations)[:, None])
    assert found == pytest.approx((5e4 * (end - start) / limit).mean(axis=-1), rel=2e-3, abs=1e-12)


def test_a_station_of_any_power_leaves_the_curve_alone() -> None:
    public = vehicles.charging_curves[CURVES[0]].curve
    curve = PowerByCharge(public.state_of_charge.m_as(""), public.charging_power.m_as("W"))
    window = {"start_charge": Q(0.1, ""), "end_charge": Q(0.8, "")}
    told = charging_time_at_station(curve, Q(60, "kWh"), Q(1e4, "kW"), **window)
    assert told.m_as("h") == pytest.approx(charging_time(public, Q(60, "kWh"), **window).m_as("h"), rel=1e-13)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: charger(curve="Nissan Leaf 41 kWh"), r"no charging curve.*Did you mean 'Nissan Leaf 40 kWh'"),
        (lambda: charger(curve=3), r"curve=3\. Expected a ChargingCurve"),
        (lambda: study(CAR, charger=charger(start_charge=0.9, curve=CURVES[0])).run(), r"adds -0\.1 of the battery"),
        (
            lambda: study(CAR, charger=charger(curve=ChargingCurve(Q([0.2, 1], ""), Q([90, 40], "kW")))).run(),
            r"leaves its curve by -0\.1 of the battery",
        ),
        (
            lambda: study(CAR, charger=charger(curve=ChargingCurve(Q([0, 0.5, 1], ""), Q([90, 0, 0], "kW")))).run(),
            r"charging_time=inf",
        ),
        (lambda: PowerByCharge([0, 0], [1, 1]), r"Expected two equal rows of at least two knots"),
    ],
)
def test_a_charge_that_cannot_be_is_refused(made: Any, told: str) -> None:
    with pytest.raises((StudyError, DomainError), match=told):
        made()


def test_a_window_outside_the_curve_is_refused_by_the_checked_function() -> None:
    with pytest.raises(DomainError, match=r"Expected a window inside the curve, 0\.2 to 1\."):
        charging_time_at_station(
            PowerByCharge([0.2, 1], [9e4, 4e4]),
            Q(60, "kWh"),
            Q(50, "kW"),
            start_charge=Q(0.1, ""),
            end_charge=Q(0.8, ""),
        )
