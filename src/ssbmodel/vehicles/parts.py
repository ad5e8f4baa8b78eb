"""Vehicles and what they meet as parts of a study."""

from typing import Any, ClassVar

from ..core.graph import Node, node
from ..core.part import Facts, Part, Requirement
from ..models.vehicle.driving import (
    air_density_ratio,
    cold_consumption,
    consumption_ratio,
    drive_ratio,
    driving_range,
    range_retention,
)

WARM_RANGE = (node(driving_range, capacity_retention="reference_capacity_retention"),)
STATED_IN_THE_COLD = (
    node(air_density_ratio, gives="drag_ratio"),
    node(drive_ratio),
    node(consumption_ratio),
    node(cold_consumption),
    node(range_retention),
    node(driving_range, gives="cold_range", battery_consumption="cold_consumption"),
)
A_PACK = Requirement(
    "pack", (), "drives on a pack; there is none. Add pack=packs.Ratios(...) or pack=packs.BatPaC(...)."
)
A_VEHICLE = Requirement("vehicle", (), "is what a vehicle meets; there is none. Add vehicle=vehicles.Stated(...).")


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
        return WARM_RANGE


class Climate(Part):
    """What a trip meets: air temperature, and what heating draws.

    Parameters
    ----------
    ambient_temperature : of the air; a list opens an axis
    heater_power, rolling_ratio, mean_speed : beside a stated vehicle
    """

    role: ClassVar[str] = "climate"
    answers: ClassVar[tuple[str, ...]] = (
        "drag_ratio", "drive_ratio", "consumption_ratio", "cold_consumption", "range_retention", "cold_range",
    )  # fmt: skip
    requires: ClassVar[tuple[Requirement, ...]] = (A_VEHICLE,)

    ambient_temperature: Any = None
    heater_power: Any = None
    rolling_ratio: Any = None
    mean_speed: Any = None

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return consumption and range in the cold."""
        return STATED_IN_THE_COLD
