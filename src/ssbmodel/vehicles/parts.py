"""Vehicles and what they meet as parts of a study."""

from functools import cached_property
from typing import Any, ClassVar

from pydantic import field_validator

from ..core.assumption import Assumption, Prepared
from ..core.checks import Flagged
from ..core.graph import Node, given, taken
from ..core.part import Facts, Part, Requirement
from ..documents.own import Preset as Car
from ..ground.errors import SsbError, StudyError, did_you_mean, short
from ..models.vehicle.curves import ChargingCurve
from ..models.vehicle.road.cycle import Cycle
from ..presets.power_curves import PublicCurve
from ..presets.stated.vehicles import climate_assumptions
from ..presets.traces import cycle as shipped
from . import driving
from .catalogues import any_car, cars, charging_curves, own_pack
from .models.charging import PowerByCharge

Stating = tuple[Assumption | Prepared, ...]
HEATERS = tuple(driving.HEATER)
AS_BUILT = "as built"
OWN_ENERGY = ("rated_energy", "usable_share")  # of the pack that a car keeps, where its usable energy is not known
A_PACK = Requirement(
    "pack", (), "drives on a pack; there is none. Add pack=packs.Ratios(...) or pack=packs.BatPaC(...)."
)
A_VEHICLE = Requirement(
    "vehicle", (),
    "is what a vehicle meets; there is none. Add vehicle=vehicles.Stated(...) or vehicle=vehicles.Preset(...).",
)  # fmt: skip
CHARGED = Requirement(
    "pack", (), "charges a pack; there is none. Add pack=packs.Ratios(...) or pack=packs.BatPaC(...)."
)

# what a car's own table calls otherwise than a study, in which the pack's names are the study's pack's
STUDY_NAMES = {
    "mass": "vehicle_mass_as_built",
    "road_load_a": "road_load_constant_as_built",
    "road_load_b": "road_load_linear",
    "road_load_c": "road_load_square",
    "pack_mass": "original_pack_mass",
    "rated_energy": "original_rated_energy",
    "usable_energy": "original_usable_energy",
}
# what the car keeps its own pack for: the names of its table are then those of the study
AS_BUILT_NAMES = {
    "vehicle_mass_as_built": "vehicle_mass",
    "road_load_constant_as_built": "road_load_constant",
    "original_pack_mass": "pack_mass",
    "original_rated_energy": "rated_energy",
    "original_usable_energy": "usable_energy",
    "original_usable_share": "usable_share",
}
NO_HEAT = (
    Assumption(name="cabin_power", value=0, unit="W", reason="The heater is off."),
    Assumption(name="warm_up_energy", value=0, unit="Wh", reason="The heater is off."),
)
RESISTIVE = (Assumption(name="heating_cop", value=1, reason="A resistive heater gives the heat that it draws."),)
UNHEATED = (
    Assumption(name="battery_heating_power", value=0, unit="W", reason="The battery is not heated while driving."),
)


class Stated(Part):
    """A vehicle of stated consumption at the battery; it does not feel the mass of its pack.

    Parameters
    ----------
    battery_consumption : energy from the pack per distance at the reference temperature, on the cycle meant
    drag_share : share of air drag in it
    """

    role: ClassVar[str] = "vehicle"
    answers: ClassVar[tuple[str, ...]] = ("driving_range",)
    requires: ClassVar[tuple[Requirement, ...]] = (A_PACK,)

    battery_consumption: Any = None
    drag_share: Any = None

    def facts(self) -> Facts:
        """Return that the vehicle is stated, not driven."""
        return {"vehicle": "stated"}

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the range at the reference temperature."""
        return driving.WARM_RANGE


class Preset(Part):
    """A car of the catalogue, or one's own, on a drive cycle: its own pack is taken out, the study's rides in it.

    Parameters
    ----------
    vehicle : id of a car in ``vehicles.cars``, or what that catalogue holds
    cycle : name of a shipped drive cycle, or a :class:`Cycle`; ranges are quoted for it
    vehicle_mass_as_built : with load and the pack it was built with
    original_pack_mass, original_rated_energy, original_usable_energy : of that pack, whichever is known
    mass_multiplier : mass of the car per mass of its pack
    road_load_constant_as_built, road_load_linear, road_load_square : of a car that was tested
    drag_area, rolling_resistance, air_density : of one that was not
    inertia_factor, traction_efficiency, regeneration_efficiency, no_load_power, auxiliary_power : its drive
    charging_efficiency : energy into the pack over energy from the wall

    Notes
    -----
    Where only the energy of a car's own pack is known, its mass follows from a typical specific energy; where nothing
    is, the part is refused with the line to write, as its pack would be counted twice.
    """

    role: ClassVar[str] = "vehicle"
    answers: ClassVar[tuple[str, ...]] = ("vehicle_mass", "battery_consumption", "wall_consumption", "driving_range")
    requires: ClassVar[tuple[Requirement, ...]] = (A_PACK,)

    vehicle: Any = None
    cycle: Any = "WLTC"
    vehicle_mass_as_built: Any = None
    original_pack_mass: Any = None
    original_rated_energy: Any = None
    original_usable_energy: Any = None
    original_usable_share: Any = None
    original_pack_specific_energy: Any = None
    mass_multiplier: Any = None
    road_load_constant_as_built: Any = None
    road_load_linear: Any = None
    road_load_square: Any = None
    drag_area: Any = None
    rolling_resistance: Any = None
    air_density: Any = None
    gravity: Any = None
    inertia_factor: Any = None
    traction_efficiency: Any = None
    regeneration_efficiency: Any = None
    no_load_power: Any = None
    auxiliary_power: Any = None
    charging_efficiency: Any = None

    def __init__(self, vehicle: Any = None, **values: Any) -> None:
        super().__init__(**{"vehicle": vehicle, **values})

    @field_validator("vehicle")
    @classmethod
    def _known_car(cls, vehicle: Any) -> Any:
        car = _car(vehicle)
        told = [_of_no_car(one.name, car) for one in car.assumptions if _study_name(one.name) not in cls.statable()]
        if told:
            raise ValueError("\n".join(told))
        return vehicle

    @field_validator("cycle")
    @classmethod
    def _known_cycle(cls, cycle: Any) -> Any:
        _cycle(cycle)
        return cycle

    @cached_property
    def car(self) -> Car:
        """What the car states, under the names of its own table."""
        return _car(self.vehicle)

    def _known(self, facts: Facts) -> dict[str, Assumption]:
        """Return what the car states under a study's names, what the user says instead of it included."""
        pack = {one.name: one for one in own_pack(self.car.name)}
        own = {one.name: one for one in map(_in_a_study, self.car.assumptions)}
        known = {**{one.name: one for one in any_car()}, **pack, **own, **{one.name: one for one in self.fields_stated}}
        return known if facts.get("pack") != AS_BUILT else {one.name: one for one in map(_as_built, known.values())}

    def facts(self) -> Facts:
        """Return that the vehicle is driven over a cycle, and whether the usable energy of its own pack is known."""
        own = {_study_name(one.name) for one in (*self.car.assumptions, *self.fields_stated)}
        return {"vehicle": "driven", "own_usable_energy": "original_usable_energy" in own}

    def stated(self, facts: Facts) -> Stating:
        """Return what the car states and nodes ask for, its own pack's energy where it is kept, and the cycle."""
        known = self._known(facts)
        asked = dict.fromkeys(name for one in self.nodes(facts) for name in taken(one))
        asked |= dict.fromkeys(OWN_ENERGY if facts.get("pack") == AS_BUILT and not facts["own_usable_energy"] else ())
        fields = self.fields_stated if facts.get("pack") != AS_BUILT else map(_as_built, self.fields_stated)
        found = {**{one.name: one for one in fields}, **{name: known[name] for name in asked if name in known}}
        cycle = _cycle(self.cycle)
        return (*found.values(), Prepared("cycle", cycle, cycle.source, cycle.name))

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return mass, road load, consumption and range with the study's pack; what the car states is not computed."""
        known = self._known(facts).keys()
        body = driving.AS_BUILT if facts.get("pack") == AS_BUILT else driving.BODY
        own = tuple(one for one in body if not given(one).keys() <= known)
        return (*own, *driving.ON_THE_CYCLE, *driving.WARM_RANGE)

    def unused(self, facts: Facts) -> dict[str, str]:
        """Return what to write where nothing is known of the car's own pack."""
        wanted = ("original_pack_mass", "original_rated_energy", "original_usable_energy")
        if facts.get("pack") == AS_BUILT or set(wanted) & self._known(facts).keys():
            return {}
        call = f'{self.title()}({self.car.name!r}, original_pack_mass="... kg")'
        told = f"nothing is known of the pack that {self.car.title} was built with, which the study's pack replaces"
        return {"vehicle": f'{self.title()}: {told}. Write {call}, or original_usable_energy="... kWh".'}


class Climate(Part):
    """What a trip meets: air temperature, and what heating draws.

    Parameters
    ----------
    ambient_temperature : of air, tyres and cabin at the start; a list opens an axis
    heater : ``resistive``, ``heat-pump`` or ``off``, beside a driven vehicle
    trip_length : distance between two cold starts
    cabin_temperature, cabin_heat_loss, cabin_gains, cabin_heat_capacity : of the cabin
    carnot_share, greatest_cop : of the heat pump
    tyre_slope : rise of the rolling resistance per kelvin
    battery_heating_power : mean power drawn to keep the battery warm
    heater_power, rolling_ratio, mean_speed : beside a stated vehicle

    Notes
    -----
    What is not given is the library's own assumption; cabin and tyres have a spread, which opens ``case`` in ``run``.
    """

    role: ClassVar[str] = "climate"
    answers: ClassVar[tuple[str, ...]] = (
        "drag_ratio", "tyre_ratio", "drive_ratio", "cabin_power", "consumption_ratio", "cold_consumption",
        "cold_wall_consumption", "range_retention", "cold_range",
    )  # fmt: skip
    requires: ClassVar[tuple[Requirement, ...]] = (A_VEHICLE,)

    ambient_temperature: Any = None
    heater: str = "resistive"
    trip_length: Any = None
    cabin_temperature: Any = None
    cabin_heat_loss: Any = None
    cabin_gains: Any = None
    cabin_heat_capacity: Any = None
    carnot_share: Any = None
    greatest_cop: Any = None
    tyre_slope: Any = None
    battery_heating_power: Any = None
    heater_power: Any = None
    rolling_ratio: Any = None
    mean_speed: Any = None

    @field_validator("heater")
    @classmethod
    def _known_heater(cls, heater: str) -> str:
        if heater not in HEATERS:
            told = f"heater={short(heater)}.{did_you_mean(heater, HEATERS)}"
            raise ValueError(f"{told} Expected one of: {', '.join(HEATERS)}.")
        return heater

    def stated(self, facts: Facts) -> Stating:
        """Return the fields given, and beside a driven vehicle what is assumed where they say nothing."""
        fields = {one.name: one for one in self.fields_stated}
        if facts.get("vehicle") != "driven":
            return tuple(fields.values())
        of_heater = NO_HEAT if self.heater == "off" else RESISTIVE if self.heater == "resistive" else ()
        assumed = {one.name: one for one in (*climate_assumptions(), *of_heater, *UNHEATED)}
        asked = dict.fromkeys(name for one in self.nodes(facts) for name in taken(one))
        asked |= dict.fromkeys(name for one in self.flags(facts) for name in one.asks)
        own = {name: assumed[name] for name in asked if name in assumed and name != "reference_temperature"}
        return tuple({**own, **fields}.values())

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return consumption and range in the cold."""
        if facts.get("vehicle") != "driven":
            return driving.STATED_IN_THE_COLD
        return (*driving.AIR_AND_TYRES, *driving.HEATER[self.heater], *driving.BY_CAUSE, *driving.IN_THE_COLD)

    def flags(self, facts: Facts) -> tuple[Flagged, ...]:
        """Return where tyres and cabin stand outside what their models were made for."""
        return (driving.COLD_TYRES, driving.UNCOOLED) if facts.get("vehicle") == "driven" else ()

    def unused(self, facts: Facts) -> dict[str, str]:
        """Return the choices that mean nothing beside the study's vehicle."""
        driven = facts.get("vehicle") == "driven"
        if driven and self.mean_speed is not None:
            told = "mean_speed is the cycle's beside vehicles.Preset. Leave it out, or give the vehicle another cycle."
            return {"mean_speed": f"{self.title()}: {told}"}
        if driven or "heater" not in self.model_fields_set:
            return {}
        told = f"heater={self.heater!r} reaches nothing beside a stated consumption. Write heater_power=..."
        return {"heater": f"{self.title()}: {told}, or drive a car: vehicle=vehicles.Preset(...)."}


class Charger(Part):
    """A charge over a window of charge, held back by the station and by the battery's curve.

    Parameters
    ----------
    station_power : power of the station at most
    start_charge, end_charge : state of charge at start and end
    curve : power into the battery by state of charge
        A :class:`ChargingCurve`, or one of ``vehicles.charging_curves`` or its name; its power is taken as it is,
        whatever the size of the study's pack. Without one the station alone holds the charge back, so that the time is
        the shortest there is.
    """

    role: ClassVar[str] = "charger"
    answers: ClassVar[tuple[str, ...]] = (
        "charged_energy", "charging_time", "mean_charging_power", "mean_charge_rate", "range_added",
        "range_added_per_time",
    )  # fmt: skip
    requires: ClassVar[tuple[Requirement, ...]] = (CHARGED,)

    station_power: Any = None
    start_charge: Any = None
    end_charge: Any = None
    curve: Any = None

    @field_validator("curve")
    @classmethod
    def _known_curve(cls, curve: Any) -> Any:
        if curve is not None:
            _power_by_charge(curve)
        return curve

    def stated(self, facts: Facts) -> Stating:
        """Return the fields given, and the curve."""
        if self.curve is None:
            return self.fields_stated
        curve = _power_by_charge(self.curve)
        key = self.curve if isinstance(self.curve, str) else ""
        return (*self.fields_stated, Prepared("charging_curve", curve, curve.source, key))

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return time, power and range of the charge."""
        timed = driving.WITHOUT_A_CURVE if self.curve is None else driving.WITH_A_CURVE
        return (*driving.AT_THE_STATION, *timed)


def _car(vehicle: Any) -> Car:
    """Return a car of the catalogue by its id, or one that was read from it."""
    if isinstance(vehicle, Car) and vehicle.kind == "vehicle":
        return vehicle
    if not isinstance(vehicle, str):
        raise ValueError(
            f'vehicle={short(vehicle)}. Expected an id, such as Preset("nio-et7-150"), or vehicles.cars[...].'
        )
    try:
        return cars[vehicle]
    except SsbError as error:
        raise ValueError(str(error)) from None


def _cycle(cycle: Any) -> Cycle:
    if isinstance(cycle, Cycle):
        return cycle
    if not isinstance(cycle, str):
        raise ValueError(f'cycle={short(cycle)}. Expected a name, such as cycle="WLTC", or a drive cycle.')
    try:
        return shipped(cycle)
    except SsbError as error:
        raise ValueError(str(error)) from None


def _power_by_charge(curve: Any) -> PowerByCharge:
    """Return a curve as the model takes it."""
    if isinstance(curve, PowerByCharge):
        return curve
    try:
        if isinstance(curve, str):
            curve = charging_curves[curve]
        source = f"public charging curve of the {curve.vehicle}" if isinstance(curve, PublicCurve) else ""
        knots = curve.curve if isinstance(curve, PublicCurve) else curve
        if not isinstance(knots, ChargingCurve):
            raise StudyError(f"curve={short(curve)}. Expected a ChargingCurve, or one of vehicles.charging_curves.")
        return PowerByCharge(knots.state_of_charge.m_as(""), knots.charging_power.m_as("W"), source)
    except SsbError as error:
        raise ValueError(str(error)) from None


def _study_name(name: str) -> str:
    return STUDY_NAMES.get(name, name)


def _in_a_study(one: Assumption) -> Assumption:
    """Return what a car's own table states, under the name that a study has for it."""
    return _renamed(one, _study_name(one.name))


def _as_built(one: Assumption) -> Assumption:
    """Return what a car states of the pack that it keeps, which is the study's pack."""
    return _renamed(one, AS_BUILT_NAMES.get(one.name, one.name))


def _renamed(one: Assumption, name: str) -> Assumption:
    axes = (name,) if one.axes == (one.name,) else one.axes
    return one.model_copy(update={"name": name, "axes": axes})


def _of_no_car(name: str, car: Car) -> str:
    known = (*STUDY_NAMES, *Preset.statable())
    return f"vehicle {car.name!r} states {name}, which no car asks for.{did_you_mean(name, known)}"
