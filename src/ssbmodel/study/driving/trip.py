"""One trip of one car: what it draws and how far it gets, warm and in the cold, with every cause and every doubt."""

from dataclasses import dataclass
from typing import Any

from ...ground.errors import ScenarioError
from ...ground.units import Q
from ...models.vehicle.climate import ColdSplit, RangeLost, TripConditions, cold_split, range_lost
from ...models.vehicle.compounding import pack_energy_for_range, range_ceiling
from ...models.vehicle.consumption import wall_consumption
from ...models.vehicle.driving import air_density_ratio, range_retention
from ...models.vehicle.heat import cabin_power, heat_pump_cop, tyre_ratio, warm_up_energy
from ...models.vehicle.road.cycle import Cycle
from ...presets.cars import Vehicle, vehicle as known
from ...presets.conditions import climate
from ...presets.traces import cycle as shipped

HEATERS = ("resistive", "heat-pump", "off")
# AAA's figure holds at one temperature; three kelvin either way are let pass for it.
AAA_TEMPERATURE, AAA_REACH = -6.7, 3.0
HOT = (
    "no cooling is modelled: the range is an upper bound; "
    "five cars kept 0.83 of theirs at 35 °C with cooling, 0.96 without (AAA 2019)"
)
TYRE_VALID = (5.0, 40.0)
COLD = 20.0  # below it cells give less, and how much less needs a source
PARTS = (
    "air_consumption",
    "tyre_consumption",
    "cabin_consumption",
    "battery_heat_consumption",
    "warm_up_consumption",
    "interaction_consumption",
)


@dataclass(frozen=True)
class Trip:
    """What one car does on one cycle at one temperature; ranges are quoted for that cycle."""

    vehicle: Vehicle
    cycle: Cycle
    ambient: Any
    heater: str
    capacity_retention: Any
    split: ColdSplit
    ranges: RangeLost | None
    notes: tuple[str, ...]

    @property
    def wall_consumption(self) -> Any:
        """Energy from the wall per distance in the cold."""
        return wall_consumption(
            self.split.cold_consumption, charging_efficiency=self.vehicle.quantity("charging_efficiency")
        )

    @property
    def consumption_ratio(self) -> Any:
        """Consumption in the cold over that at the reference."""
        return (self.split.cold_consumption / self.split.battery_consumption).to("")

    @property
    def range_retention(self) -> Any:
        """Range in the cold over that at the reference: never to be taken for the capacity retention."""
        return range_retention(self.capacity_retention, self.consumption_ratio)


def trip(
    vehicle: Vehicle | str,
    cycle: Cycle | str,
    ambient: Any,
    *,
    heater: str = "resistive",
    capacity_retention: Any = None,
    trip_length: Any = None,
    usable_energy: Any = None,
    heat_loss: Any = None,
    battery_heating: Any = None,
) -> Trip:
    """Drive a car over a cycle at a temperature.

    Parameters
    ----------
    vehicle : car, or the id of a preset
    cycle : drive cycle, or the name of a shipped one
    ambient : temperature of air, tyres and cabin at the start, such as ``Q(-20, "degC")``
    heater : ``resistive``, ``heat-pump`` or ``off``
    capacity_retention, trip_length, usable_energy, heat_loss : quantities; the presets' where None
    battery_heating : mean power drawn to keep the battery warm; none where None

    Returns
    -------
    Trip
        Its notes say what was assumed or extrapolated.

    Examples
    --------
    >>> cold = trip("nissan-leaf", "WLTC", Q(-20, "degC"), capacity_retention=Q(0.9, ""))
    >>> bool(cold.range_retention < cold.capacity_retention)
    True
    """
    car = known(vehicle) if isinstance(vehicle, str) else vehicle
    driven = shipped(cycle) if isinstance(cycle, str) else cycle
    ambient = Q(ambient) if isinstance(ambient, str) else Q(ambient, "K")
    notes: list[str] = []
    meets = conditions(ambient, heater, trip_length, heat_loss, notes)
    if battery_heating is not None:
        meets = meets._replace(battery_heating_power=battery_heating)
    split = cold_split(driven, car.car, meets)
    kept = _capacity(ambient, capacity_retention, notes)
    energy = usable_energy
    if energy is None and "usable_energy" in car.assumptions:
        energy = car.quantity("usable_energy")
    ranges = range_lost(energy, kept, split) if energy is not None else None
    return Trip(car, driven, ambient, heater, kept, split, ranges, tuple(notes))


def conditions(ambient: Any, heater: str, trip_length: Any, heat_loss: Any, notes: list[str]) -> TripConditions:
    """Return what a trip meets at a temperature, from the presets; what was stretched is added to the notes."""
    if heater not in HEATERS:
        raise ScenarioError(f"heater={heater!r}. Expected one of: {', '.join(HEATERS)}.")
    value = {name: climate(name).quantity() for name in ("reference_temperature", "cabin_temperature")}
    celsius = float(ambient.magnitude) - float(Q(0, "degC").magnitude)
    if not TYRE_VALID[0] <= celsius <= TYRE_VALID[1]:
        notes.append(f"tyres: the line is used at {celsius:g} °C, outside {TYRE_VALID[0]:g} to {TYRE_VALID[1]:g} °C")
    tyres = tyre_ratio(value["reference_temperature"] - ambient, tyre_slope=climate("tyre_slope").quantity())
    power, warm_up = _heat(value["cabin_temperature"], ambient, heater, heat_loss)
    if power > Q(0, "W"):
        notes.append(f"cabin: {power.m_as('kW'):.2f} kW drawn for heat ({heater}); its heat loss is an assumption")
    if float(ambient.magnitude) > float(value["reference_temperature"].magnitude):
        notes.append(HOT)
    length = climate("trip_length").quantity() if trip_length is None else trip_length
    drag = air_density_ratio(value["reference_temperature"], ambient)
    return TripConditions(drag, tyres, power, Q(0, "W"), warm_up, length)


def _heat(cabin: Any, ambient: Any, heater: str, heat_loss: Any) -> tuple[Any, Any]:
    """Return the mean power and the energy of the start that the cabin's heat draws from the pack."""
    if heater == "off":
        return Q(0, "W"), Q(0, "Wh")
    cop = Q(1, "")
    if heater == "heat-pump":
        limits = {name: climate(name).quantity() for name in ("carnot_share", "greatest_cop")}
        cop = heat_pump_cop(cabin, ambient, **limits)
    loss = climate("cabin_heat_loss").quantity() if heat_loss is None else heat_loss
    gains = climate("cabin_gains").quantity()
    power = cabin_power(cabin, ambient, cabin_heat_loss=loss, cabin_gains=gains, heating_cop=cop)
    start = warm_up_energy(ambient, cabin, heat_capacity=climate("cabin_heat_capacity").quantity(), heating_cop=cop)
    return power, start


def _capacity(ambient: Any, given: Any, notes: list[str]) -> Any:
    """Return the capacity retention: given, or the one that was measured at this temperature, or none lost."""
    if given is not None:
        return Q(given, "")
    celsius = float(ambient.magnitude) - float(Q(0, "degC").magnitude)
    if abs(celsius - AAA_TEMPERATURE) <= AAA_REACH:
        found = climate("liquid_capacity_retention")
        notes.append(f"capacity retention {found.ends.central:g}: {found.sources[0]}")
        return found.quantity()
    if celsius < COLD:
        notes.append(
            "capacity retention taken as 1, as none is sourced at this temperature: the range is an upper bound"
        )
    return Q(1, "")


def ceiling(vehicle: Vehicle | str, cycle: Cycle | str, pack_specific_energy: Any, *, usable_share: Any) -> Any:
    """Return the range that no pack of a specific energy reaches in a car, however large.

    >>> most = ceiling("concept-1500-km", "WLTC", Q(250, "Wh/kg"), usable_share=Q(0.9, ""))
    >>> bool(most > Q(1500, "km"))
    True
    """
    car, driven = _car_and_cycle(vehicle, cycle)
    multiplier = car.quantity("mass_multiplier")
    pack = {"usable_share": usable_share, "pack_specific_energy": pack_specific_energy, "mass_multiplier": multiplier}
    return range_ceiling(driven, car.bare_car, **pack)


def pack_for(
    vehicle: Vehicle | str, cycle: Cycle | str, distance: Any, specific_energy: Any, *, usable_share: Any
) -> Any:
    """Return the rated energy of the pack that carries car and pack over a distance."""
    car, driven = _car_and_cycle(vehicle, cycle)
    multiplier = car.quantity("mass_multiplier")
    pack = {"usable_share": usable_share, "pack_specific_energy": specific_energy, "mass_multiplier": multiplier}
    return pack_energy_for_range(driven, car.bare_car, distance, **pack)


def _car_and_cycle(vehicle: Vehicle | str, cycle: Cycle | str) -> tuple[Vehicle, Cycle]:
    return (
        known(vehicle) if isinstance(vehicle, str) else vehicle,
        shipped(cycle) if isinstance(cycle, str) else cycle,
    )
