"""The cold takes range smoothly: for every car and heater, a warmer day never takes more."""

import numpy as np
import pytest

from ssbmodel import Q, Study, cells, packs, vehicles

from .studies import CARS, preset, study

AIR = np.arange(-30.0, 20.01, 0.25)
MOST = 3.0  # a step over its neighbours
LOSS = {"cabin_heat_loss": "80 W/K"}


@pytest.mark.parametrize("heater", ["resistive", "heat-pump", "off"])
@pytest.mark.parametrize("car", CARS)
def test_range_rises_with_temperature_and_nowhere_jumps(car: str, heater: str) -> None:
    meets = vehicles.Climate(ambient_temperature=Q(AIR, "degC"), heater=heater)
    found = study(preset(car), climate=meets).run("cold_range").cold_range
    ranges = np.asarray(found.m_as("km"))
    assert found.dims[-1] == "ambient_temperature"
    steps = np.diff(np.atleast_2d(ranges))
    assert (steps >= 0).all()
    beside = np.maximum(steps[:, :-2], steps[:, 2:])
    assert (steps[:, 1:-1] <= MOST * beside).all()


def test_each_heater_costs_less_than_the_one_before() -> None:
    meets = (
        vehicles.Climate(ambient_temperature="-10 degC", tyre_slope="0.005 1/K", heater=heater, **loss)
        for heater, loss in (("resistive", LOSS), ("heat-pump", LOSS), ("off", {}))
    )
    ranges = [study(preset("nissan-leaf"), climate=one).run("cold_range").cold_range.m_as("km") for one in meets]
    assert ranges[0] < ranges[1] < ranges[2]


def test_heating_by_hand() -> None:
    """80 W/K over 32 K are 2560 W; over 46.5 km/h 55 Wh/km; 22.2 Wh/K over 32 K are 710 Wh, over 50 km 14 Wh/km."""
    meets = vehicles.Climate(
        ambient_temperature="-10 degC", cabin_heat_loss="80 W/K", tyre_slope="0 1/K", trip_length="50 km"
    )
    names = ("cabin_power", "cabin_consumption", "warm_up_energy", "warm_up_consumption", "mean_speed", "tyre_ratio")
    found = study(preset("nissan-leaf"), climate=meets).run(*names)
    assert found.cabin_power.m_as("W") == pytest.approx(2560)
    assert found.warm_up_energy.m_as("Wh") == pytest.approx(710.4)
    assert found.warm_up_consumption.m_as("Wh/km") == pytest.approx(14.208)
    assert found.cabin_consumption.m_as("Wh/km") == pytest.approx(2560 / found.mean_speed.m_as("km/h"))
    assert found.tyre_ratio.m_as("") == 1


def test_at_the_reference_without_heat_the_cold_takes_nothing() -> None:
    meets = vehicles.Climate(ambient_temperature="23 degC", heater="off")
    found = study(preset("volvo-xc40"), retention=1, climate=meets).run("cold_range", "driving_range")
    assert np.asarray(found.cold_range.m_as("km")) == pytest.approx(found.driving_range.m_as("km"), rel=1e-15)


def test_battery_heat_is_drawn_over_the_whole_trip() -> None:
    meets = vehicles.Climate(ambient_temperature="-10 degC", heater="off", battery_heating_power="465 W")
    found = study(preset("nissan-leaf"), climate=meets).run("battery_heat_consumption", "mean_speed")
    assert found.battery_heat_consumption.m_as("Wh/km") == pytest.approx(465 / found.mean_speed.m_as("km/h"))


def test_every_input_of_the_cold_may_be_a_list() -> None:
    meets = vehicles.Climate(
        ambient_temperature=Q([-20, 0], "degC"), trip_length=Q([10, 50, 200], "km"), cabin_heat_loss=Q([60, 90], "W/K"),
        tyre_slope="0.005 1/K",
    )  # fmt: skip
    found = study(preset("nissan-leaf"), climate=meets).run("cold_range").cold_range
    assert set(found.dims) == {"ambient_temperature", "trip_length", "cabin_heat_loss"}
    assert np.asarray(found.m_as("km")).size == 12


@pytest.mark.parametrize("heater", ["resistive", "heat-pump"])
@pytest.mark.parametrize("chemistry", ["sulfide-nmc-li", "liquid-lfp-graphite"])
def test_a_designed_cell_keeps_the_law(chemistry: str, heater: str) -> None:
    meets = vehicles.Climate(ambient_temperature=Q(AIR, "degC"), heater=heater)
    pack = packs.BatPaC(rated_energy="100 kWh")
    made = Study(cell=cells.Designed(chemistry), pack=pack, vehicle=vehicles.Preset("nio-et7-150"), climate=meets)
    found = made.run("cold_range", "capacity_retention")
    steps = np.diff(np.asarray(found.cold_range.m_as("km")))
    assert (np.diff(found.capacity_retention.m_as("")) > 0).all()
    assert (steps > 0).all()
    assert (steps[:, 1:-1] <= MOST * np.maximum(steps[:, :-2], steps[:, 2:])).all()
