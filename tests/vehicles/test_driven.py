"""A car that carries the study's pack: the same numbers as a trip with its own, and what a heavier pack costs it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ssbmodel import Q, StudyError, presets, trip, vehicles
from ssbmodel.core.assumption import Assumption
from ssbmodel.models.vehicle.climate import cold_split, range_lost
from ssbmodel.models.vehicle.road.cycle import Cycle
from ssbmodel.study.driving.evidence import conditions
from ssbmodel.study.results import Results

from .studies import CARS, preset, study

AIR = (-20.0, -6.7, 10.0, 23.0)
MEDIAN = 1  # of the three cases that the spreads of cabin and tyres open
SPLIT = ("battery_consumption", "cold_consumption", "air_consumption", "tyre_consumption", "cabin_consumption",
         "warm_up_consumption", "interaction_consumption")  # fmt: skip
RANGES = ("driving_range", "cold_range", "lost_to_capacity", "lost_to_air", "lost_to_tyres", "lost_to_cabin",
          "lost_to_warm_up")  # fmt: skip
CLOSE = 4e-15
each_car = pytest.mark.parametrize("car", CARS)
each_heater = pytest.mark.parametrize("heater", ["resistive", "heat-pump", "off"])


def climate(heater: str = "resistive", **more: Any) -> vehicles.Climate:
    return vehicles.Climate(**{"ambient_temperature": Q(AIR, "degC"), "heater": heater, **more})


def at_medians(found: Results, name: str) -> Any:
    """Return an answer along the temperatures, at median inputs."""
    one = found[name]
    values = np.asarray(one.m_as(one.unit))
    values = values[MEDIAN] if "case" in one.dims else values
    return values if "ambient_temperature" in one.dims else np.broadcast_to(values, len(AIR))


@each_heater
@each_car
def test_a_car_with_its_own_pack_drives_as_the_functions_by_hand(car: str, heater: str) -> None:
    own = study(preset(car), climate=climate(heater)).run("original_pack_mass").original_pack_mass.value
    mass = Q(max(float(own.m_as("kg")), 1e-13), "kg")  # the concept car is stated without any
    modes = (
        {"tyre_slope": "0.0047 1/K"} if heater == "off" else {"tyre_slope": "0.0047 1/K", "cabin_heat_loss": "80 W/K"}
    )
    found = study(preset(car), mass, climate=climate(heater, **modes)).run(*SPLIT, *RANGES)  # by hand at the modes
    for place, celsius in enumerate(AIR):
        split = cold_split(presets.cycle("WLTC"), presets.vehicle(car).car, conditions(Q(celsius, "degC"), heater))
        ranges = range_lost(Q(100, "kWh"), Q(0.9, ""), split)
        for names, told, scale in (
            (SPLIT, split, float(split.cold_consumption.magnitude)),
            (RANGES, ranges, float(ranges.driving_range.magnitude)),
        ):
            for name in names:
                expected = float(getattr(told, name).magnitude)
                assert at_medians(found, name)[place] == pytest.approx(expected, rel=CLOSE, abs=CLOSE * scale)


@each_car
def test_a_heavier_pack_of_equal_energy_never_goes_farther(car: str) -> None:
    masses = np.arange(100.0, 1500.0, 50.0)
    specific = Q(100_000 / masses, "Wh/kg")
    heavier = study(preset(car), climate=climate("heat-pump", ambient_temperature=Q(-10, "degC")))
    found = heavier.replace(cell_specific_energy=specific).run("driving_range", "cold_range")
    for name in ("driving_range", "cold_range"):
        values = np.asarray(found[name].m_as("km"))
        along = found[name].dims.index("cell_specific_energy")
        assert (np.diff(values, axis=along) < 0).all()


def test_a_pack_of_the_same_mass_leaves_the_car_as_it_was_built() -> None:
    found = study(vehicles.Preset("nio-et7-150"), "575 kg").run(
        "vehicle_mass", "road_load_constant", "road_load_linear"
    )
    assert found.vehicle_mass.m_as("kg") == pytest.approx(2640, rel=1e-15)
    assert found.road_load_constant.m_as("N") == pytest.approx(2640 * 9.80665 * 0.0085, rel=1e-14)
    assert found.road_load_linear.m_as("N s/m") == 0


def test_100_kg_of_pack_are_140_kg_of_car() -> None:
    light, heavy = (
        study(vehicles.Preset("nissan-leaf"), f"{mass} kg").run("vehicle_mass").vehicle_mass.m_as("kg")
        for mass in (300, 400)
    )
    assert heavy - light == pytest.approx(140, rel=1e-12)


def test_the_mass_of_a_pack_is_taken_from_its_energy_where_nothing_else_is_known() -> None:
    found = study(vehicles.Preset("volkswagen-id4")).run("original_pack_mass", "original_rated_energy")
    assert found.original_rated_energy.m_as("kWh") == pytest.approx(77 / 0.93, rel=1e-14)
    assert found.original_pack_mass.m_as("kg") == pytest.approx(77_000 / 0.93 / 144, rel=1e-14)
    rated = study(vehicles.Preset("bmw-i4")).run("original_pack_mass")
    assert rated.original_pack_mass.m_as("kg") == pytest.approx(83_900 / 144, rel=1e-14)


@pytest.mark.parametrize(("car", "mass"), [("nissan-leaf", 303), ("nio-et7-150", 575), ("concept-1500-km", 0)])
def test_a_mass_that_is_known_is_taken(car: str, mass: float) -> None:
    assert study(vehicles.Preset(car)).run("original_pack_mass").original_pack_mass.m_as("kg") == mass


def test_a_car_of_whose_pack_nothing_is_known_is_refused_with_the_line_to_write() -> None:
    refused = study(vehicles.Preset("lucid-air"))
    told = r"nothing is known of the pack .* Write vehicles.Preset\('lucid-air', original_pack_mass=\"... kg\"\)"
    with pytest.raises(StudyError, match=told):
        refused.run()
    assert refused.replace(original_pack_mass="600 kg").run("driving_range").driving_range.m_as("km") > 300


@each_heater
def test_checked_functions_give_the_same_bits(heater: str) -> None:
    made = study(vehicles.Preset("nio-et7-150"), climate=climate(heater)).composition
    names = ("vehicle_mass", "battery_consumption", *SPLIT, *RANGES, "cold_wall_consumption", "range_retention")
    varied = {"drag_area": ("draw",)}
    plain, checked = (made.plan(names, varied, checked=way) for way in (False, True))
    drawn = np.linspace(0.3, 0.9, 7)
    told = plain(**plain.entered({"drag_area": drawn}))
    quantities = checked(**{name: Q(value, "m2") for name, value in checked.entered({"drag_area": drawn}).items()})
    for name in names:
        assert np.array_equal(np.asarray(told[name]), np.asarray(quantities[name].magnitude)), name


def test_no_work_is_left_at_the_brakes_of_a_steady_drive() -> None:
    for speed in (30.0, 60.0, 83.9, 120.0):
        steady = Cycle("steady", np.linspace(0, 1, 61), np.full(61, speed))
        found = study(vehicles.Preset("volkswagen-id4", cycle=steady)).run("braking_work")
        assert 0 <= float(found.braking_work.magnitude) <= 1e-9


def test_a_cycle_of_ones_own_is_driven() -> None:
    steady = presets.cycle("WLTC").phase("low")
    slow = study(vehicles.Preset("nio-et7-150", cycle=steady)).run("mean_speed", "battery_consumption")
    assert slow.mean_speed.m_as("km/h") == pytest.approx(steady.distance / steady.duration)
    assert slow.battery_consumption.m_as("Wh/km") == pytest.approx(
        trip("nio-et7-150", steady, Q(23, "degC")).battery_consumption.m_as("Wh/km"), rel=0.05
    )


MINE = """
[vehicle]
name = "my-van"
title = "My van"

[[assumption]]
name = "mass"
value = 2300
unit = "kg"
reason = "weighed"

[[assumption]]
name = "drag_area"
value = 1.1
unit = "m2"
reason = "guessed"

[[assumption]]
name = "pack_mass"
value = 450
unit = "kg"
reason = "data sheet"
"""


def test_a_vehicle_of_ones_own_runs_from_a_file(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    place.write_text(MINE.replace('title = "My van"', 'title = "My van"\nbase = "nio-et7-150"'), encoding="utf-8")
    (own,) = vehicles.cars.found(place).values()
    found = study(vehicles.Preset(own)).run("vehicle_mass", "driving_range")
    assert found.vehicle_mass.m_as("kg") == pytest.approx(2300 + 1.4 * 50)
    assert found.driving_range.m_as("km") < study(vehicles.Preset("nio-et7-150")).run().driving_range.m_as("km")
    narrow = study(vehicles.Preset(own, drag_area="0.8 m2")).run("driving_range").driving_range.m_as("km")
    assert narrow > found.driving_range.m_as("km")


def test_a_vehicle_of_ones_own_needs_no_more_than_mass_road_load_and_pack(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    rolling = '[[assumption]]\nname = "rolling_resistance"\nvalue = 0.009\nreason = "tyre label"\n'
    place.write_text(MINE + rolling, encoding="utf-8")
    (own,) = vehicles.cars.found(place).values()
    found = study(vehicles.Preset(own)).run("battery_consumption", "road_load_constant_as_built")
    assert found.road_load_constant_as_built.m_as("N") == pytest.approx(2300 * 9.80665 * 0.009, rel=1e-14)
    assert 150 < found.battery_consumption.m_as("Wh/km") < 350


def test_a_vehicle_of_ones_own_states_nothing_that_no_car_asks_for() -> None:
    wage = Assumption(name="wage", value=20, unit="USD_2022/h", reason="a slip")
    with pytest.raises(StudyError, match=r"vehicle 'mine' states wage, which no car asks for"):
        vehicles.Preset(vehicles.cars["nissan-leaf"].named("mine", "Mine", {}, wage))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: vehicles.Preset("nio-et"), r"no vehicle called 'nio-et'.*nio-et7-150"),
        (vehicles.Preset, r"vehicle=None\. Expected an id"),
        (lambda: vehicles.Preset("nio-et7-150", cycle="WLTP3"), r"no cycle 'WLTP3'"),
        (lambda: vehicles.Preset("nio-et7-150", cycle=3), r"cycle=3\. Expected a name"),
        (lambda: climate("heatpump"), r"heater='heatpump'\. Did you mean 'heat-pump'\?"),
        (lambda: study(preset("nissan-leaf", drag_area="0.7 m2")).run(), r"'drag_area' is asked for by nothing"),
        (
            lambda: study(vehicles.Stated(battery_consumption="150 Wh/km", drag_share=0.4), climate=climate()).run(),
            r"heater='resistive' reaches nothing beside a stated consumption",
        ),
        (
            lambda: study(preset("nissan-leaf"), climate=climate(mean_speed="60 km/h")).run(),
            r"mean_speed is the cycle's",
        ),
        (
            lambda: study(preset("nissan-leaf"), climate=climate("off", cabin_heat_loss="60 W/K")).run(),
            r"'cabin_heat_loss' is asked for by nothing",
        ),
    ],
)  # fmt: skip
def test_what_reaches_nothing_or_is_unknown_is_refused(made: Any, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        made()


@pytest.mark.parametrize("varied", ["ambient_temperature", "drag_area", "cell_specific_energy", "tyre_slope"])
def test_the_range_line_compiles_and_its_gradients_are_differences(varied: str) -> None:
    jax = pytest.importorskip("jax")
    at = {"ambient_temperature": 262.0, "drag_area": 0.5, "cell_specific_energy": 200.0, "tyre_slope": 0.005}
    meets = climate("heat-pump", ambient_temperature="-10 degC", cabin_heat_loss="80 W/K", tyre_slope="0.005 1/K")
    line = study(vehicles.Preset("nio-et7-150"), climate=meets).kernel("cold_range", varied=tuple(at))

    def reach(value: Any) -> Any:
        return line(**{**at, varied: value})["cold_range"]

    with jax.enable_x64(True):
        value = at[varied]
        assert float(jax.jit(reach)(value)) == pytest.approx(float(reach(value)), rel=1e-14)
        step = 1e-5 * value
        difference = float(reach(value + step) - reach(value - step)) / (2 * step)
        assert float(jax.grad(reach)(value)) == pytest.approx(difference, rel=1e-6)


def test_a_driven_car_is_written_and_read_back(tmp_path: Path) -> None:
    made = study(
        vehicles.Preset("nio-et7-150", cycle="UDDS", drag_area="0.5 m2"),
        climate=climate("heat-pump"), charger=vehicles.Charger(station_power="150 kW", curve="Nissan Leaf 40 kWh"),
    )  # fmt: skip
    again = type(made).from_toml(made.to_toml())
    assert again == made
    assert again.to_toml() == made.to_toml()
    assert np.array_equal(
        at_medians(again.run("cold_range"), "cold_range"), at_medians(made.run("cold_range"), "cold_range")
    )
