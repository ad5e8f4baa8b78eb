"""The nodes of a car that carries the study's pack: its body, its cycle, the cold and its charge."""

import math

from ..core.checks import Flagged, condition
from ..core.graph import Node, node
from ..models.vehicle.charging import charge_rate, mean_charging_power, range_added_per_time
from ..models.vehicle.climate import range_lost
from ..models.vehicle.consumption import battery_consumption, wall_consumption
from ..models.vehicle.driving import (
    air_density_ratio,
    cold_consumption,
    consumption_ratio,
    drive_ratio,
    driving_range,
    range_retention,
)
from ..models.vehicle.heat import cabin_power, heat_pump_cop, tyre_ratio, warm_up_energy
from ..models.vehicle.road.work import wheel_work_from_coefficients
from .models.body import (
    drag_per_speed_squared,
    original_pack_mass,
    original_rated_energy,
    road_load_of_mass,
    rolling_force,
    vehicle_mass,
    vehicle_mass_without_pack,
)
from .models.charging import (
    charge_window,
    charged_energy,
    charged_share,
    charging_time_at_power,
    charging_time_at_station,
    curve_room,
)
from .models.cold import (
    cabin_consumption,
    cold_over_reference,
    cold_road_load_constant,
    cold_road_load_square,
    consumption_rise,
    consumption_with_heat,
    interaction_consumption,
    temperature_drop,
    warm_up_consumption,
)
from .models.trip import auxiliary_energy, mean_speed, no_load_loss, trip_distance


def _work(kind: str = "", *, constant: str = "road_load_constant", square: str = "road_load_square") -> Node:
    """Return the work at the wheels of a car on its cycle, its results under names of a kind."""
    gives = {"positive_work": f"{kind}positive_work", "braking_work": f"{kind}braking_work", "net_work": ""}
    takes = {"road_load_a": constant, "road_load_b": "road_load_linear", "road_load_c": square}
    return node(wheel_work_from_coefficients, gives=gives, mass="vehicle_mass", **takes)


def _drawn(gives: str, kind: str) -> Node:
    """Return what such work draws from the pack per distance."""
    works = {name: f"{kind}{name}" for name in ("positive_work", "braking_work")}
    return node(battery_consumption, gives=gives, **works)


def _at_mass(gives: str, road_load: str, known_mass: str, mass: str) -> Node:
    return node(road_load_of_mass, gives=gives, road_load_a=road_load, known_mass=known_mass, mass=mass)


WARM_RANGE = (node(driving_range, capacity_retention="reference_capacity_retention"),)
IN_THE_COLD = (
    node(range_retention),
    node(driving_range, gives="cold_range", battery_consumption="cold_consumption"),
)
STATED_IN_THE_COLD = (
    node(air_density_ratio, gives="drag_ratio"),
    node(drive_ratio),
    node(consumption_ratio),
    node(cold_consumption),
    *IN_THE_COLD,
)
# its own pack is taken out, the study's rides in it; what a car states itself is not computed
BODY = (
    node(original_rated_energy),
    node(original_pack_mass),
    node(rolling_force, gives="road_load_constant_as_built", mass="vehicle_mass_as_built"),
    node(drag_per_speed_squared, gives="road_load_square"),
    node(vehicle_mass_without_pack),
    _at_mass(
        "road_load_constant_without_pack",
        "road_load_constant_as_built", "vehicle_mass_as_built", "vehicle_mass_without_pack",
    ),
    node(vehicle_mass),
    _at_mass(
        "road_load_constant", "road_load_constant_without_pack", "vehicle_mass_without_pack", "vehicle_mass"
    ),
)  # fmt: skip
# with the pack that it was built with, a car's mass and road load are those of its own table
AS_BUILT = (
    node(rolling_force, gives="road_load_constant", mass="vehicle_mass"),
    node(drag_per_speed_squared, gives="road_load_square"),
)
ON_THE_CYCLE = (
    node(trip_distance),
    node(mean_speed),
    node(no_load_loss),
    node(auxiliary_energy),
    _work(),
    _drawn("battery_consumption", ""),
    node(wall_consumption),
)
AIR_AND_TYRES = (
    node(air_density_ratio, gives="drag_ratio"),
    node(temperature_drop, road_load_temperature="reference_temperature", soak_temperature="ambient_temperature"),
    node(tyre_ratio),
    node(cold_road_load_constant, rolling_ratio="tyre_ratio"),
    node(cold_road_load_square),
    _work("cold_", constant="cold_road_load_constant", square="cold_road_load_square"),
    _drawn("cold_drive_consumption", "cold_"),
    node(cabin_consumption),
    node(cabin_consumption, gives="battery_heat_consumption", cabin_power="battery_heating_power"),
    node(warm_up_consumption),
    node(consumption_with_heat, gives="cold_consumption"),
    node(cold_over_reference, gives="consumption_ratio"),
    node(wall_consumption, gives="cold_wall_consumption", battery_consumption="cold_consumption"),
)
# only when asked: each cause alone, and the range lost to it
BY_CAUSE = (
    _work("air_", square="cold_road_load_square"),
    _drawn("consumption_in_cold_air", "air_"),
    node(consumption_rise, gives="air_consumption", raised_consumption="consumption_in_cold_air"),
    _work("tyre_", constant="cold_road_load_constant"),
    _drawn("consumption_on_cold_tyres", "tyre_"),
    node(consumption_rise, gives="tyre_consumption", raised_consumption="consumption_on_cold_tyres"),
    node(consumption_rise, gives="drive_rise", raised_consumption="cold_drive_consumption"),
    node(interaction_consumption),
    node(range_lost, gives={"driving_range": "", "cold_range": ""}),
)
HEATED = (
    node(cabin_power),
    node(
        warm_up_energy,
        soak_temperature="ambient_temperature", kept_temperature="cabin_temperature",
        heat_capacity="cabin_heat_capacity",
    ),
)  # fmt: skip
COLD_TYRES = Flagged(
    "tyre_ratio", "ambient_temperature", ("lowest_tyre_temperature", "highest_tyre_temperature"),
    "Tyres at {value}: the straight line of their resistance is extrapolated; road loads are corrected along it "
    "from {low} to {high}.",
)  # fmt: skip
UNCOOLED = Flagged(
    "cabin_power", "ambient_temperature", (-math.inf, "reference_temperature"),
    "Air at {value}: no cooling is modelled, so that range is an upper bound; five cars kept 0.83 of theirs at 35 °C "
    "with cooling, 0.96 without (AAA 2019).",
)  # fmt: skip
HEATER: dict[str, tuple[Node, ...]] = {
    "resistive": HEATED,
    "heat-pump": (node(heat_pump_cop, gives="heating_cop"), *HEATED),
    "off": (),
}
AT_THE_STATION = (
    condition(
        charge_window,
        (0.0, 1.0),
        "a charge from start_charge to end_charge adds {value:g} of the battery. Expected start_charge <= end_charge.",
    ),
    node(charged_share),
    node(charged_energy),
    node(mean_charging_power),
    node(charge_rate, gives="mean_charge_rate", charging_power="mean_charging_power"),
    node(driving_range, gives="range_added", usable_energy="charged_energy", capacity_retention=1.0),
    node(range_added_per_time, charging_power="mean_charging_power"),
)
WITH_A_CURVE = (
    condition(
        curve_room, (0.0, 1.0),
        "the charge leaves its curve by {value:g} of the battery. Expected start_charge and end_charge inside it.",
    ),
    node(charging_time_at_station, gives="charging_time"),
)  # fmt: skip
WITHOUT_A_CURVE = (node(charging_time_at_power, gives="charging_time"),)
