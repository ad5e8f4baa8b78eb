"""One trip of a car with its own pack: what it draws and how far it gets, warm and in the cold, and every cause."""

from typing import Any

from ...models.vehicle.compounding import pack_energy_for_range, range_ceiling
from ...models.vehicle.road.cycle import Cycle
from ...packs.parts import AsBuilt
from ...presets.cars import Vehicle, vehicle as known
from ...presets.traces import cycle as shipped
from ...vehicles.parts import Climate, Preset
from ..axes import CASES
from ..results import Results
from ..study import Study

CAUSES = (
    "air_consumption", "tyre_consumption", "cabin_consumption", "battery_heat_consumption", "warm_up_consumption",
    "interaction_consumption",
)  # fmt: skip
LOSSES = (
    "lost_to_capacity", "lost_to_air", "lost_to_tyres", "lost_to_cabin", "lost_to_battery_heat", "lost_to_warm_up",
)  # fmt: skip


def trip(vehicle: Any, cycle: Any, ambient: Any, *, heater: str = "resistive", **replaced: Any) -> Results:
    """Drive a car with the pack that it was built with over a cycle, at a temperature or at many.

    Parameters
    ----------
    vehicle : id of a car in ``vehicles.cars``, or what that catalogue holds
    cycle : name of a shipped drive cycle, or a :class:`Cycle`; ranges are quoted for it
    ambient : temperature of air, tyres and cabin at the start, such as ``Q(-20, "degC")``; a list opens an axis
    heater : ``resistive``, ``heat-pump`` or ``off``
    replaced : other values of names of the study, such as ``usable_energy``, ``capacity_retention``, ``trip_length``,
        ``cabin_heat_loss`` or ``battery_heating_power``

    Returns
    -------
    Results
        Of the study of ``packs.AsBuilt``, ``vehicles.Preset`` and ``vehicles.Climate``, at median inputs: consumption,
        what each cause adds to it and takes of the range, and ranges where the energy of the pack is known. Its
        ``study`` has the spreads.

    Raises
    ------
    StudyError
        If there is no such car, cycle or name, or a value reaches nothing.

    Examples
    --------
    >>> cold = trip("nissan-leaf", "WLTC", "-20 degC", capacity_retention=0.9)
    >>> print(f"{cold.driving_range.m_as('km'):.0f} km, {cold.cold_range.m_as('km'):.0f} km in the cold")
    257 km, 138 km in the cold
    """
    study = Study(
        name=f"{vehicle if isinstance(vehicle, str) else getattr(vehicle, 'name', 'car')} with its own pack",
        pack=AsBuilt(), vehicle=Preset(vehicle, cycle=cycle),
        climate=Climate(ambient_temperature=ambient, heater=heater),
    ).replace(**replaced)  # fmt: skip
    more = tuple(name for name in ("capacity_retention", *CAUSES, *LOSSES) if study.composition.graph.has(name))
    return at_medians(study.run(*study.answers, *more))


def at_medians(found: Results) -> Results:
    """Return results without the cases that spreads open: the answers at the medians of the spreads."""
    return found.sel(case=CASES[1]) if "case" in found.axes else found


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
