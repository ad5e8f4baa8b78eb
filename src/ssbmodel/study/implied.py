"""What each named system claims, and what that implies for pack energy, mass, charging power and price."""

from dataclasses import dataclass
from typing import Any

from ..ground.units import Q
from ..models.battery.cell import cells_mass
from ..models.battery.pack import rated_energy
from ..models.economics.cost import pack_cost
from ..models.vehicle.charging import mean_charging_power
from ..models.vehicle.driving import energy_for_range
from ..sheets import reader
from ..sheets.figure import Figure
from ..sheets.systems import System, systems
from .intervals import Interval, through
from .said import stated
from .study import Study


@dataclass(frozen=True)
class Implied:
    """One named system: its figures, and the ranges they imply; None where the figures say nothing of it.

    ``assumed`` names the fields of the documents' central scenario that stand in for what the system leaves open.
    """

    system: System
    figures: tuple[Figure, ...]
    pack_energy: Interval | None
    cells_mass: Interval | None
    charging_power: Interval | None
    price_today: Interval | None
    price_then: Interval | None
    assumed: tuple[str, ...]
    rests_on: tuple[str, ...]


def implied_by_systems() -> tuple[Implied, ...]:
    """Return one row per named system that has figures, in the order of their ids.

    Examples
    --------
    >>> len(implied_by_systems())
    49
    """
    return tuple(implied(system) for system in systems().values() if system.figures)


def implied(system: System) -> Implied:
    """Return what one system's figures imply; consumption and costs come from the named scenarios' assumptions."""
    known = reader.figures()
    roles = {role: known[name] for role, name in system.roles.items()}
    energy, power = _energy(roles), _power(roles)
    mass, assumed = _mass(roles, energy, system.solid_class)
    if energy and "rated_energy" not in roles:
        assumed.insert(0, "usable_share")
    if "usable_share" in assumed or power:
        assumed.insert(0, "battery_consumption")
    costs = ("004/battery-cost-2025", "004/battery-cost-2030")
    today, then = (
        through(pack_cost, rated_energy=energy, unit_cost=Interval.of(known[c])) if energy else None for c in costs
    )
    used = [figure.id for figure in roles.values()] + (list(costs) if energy else [])
    figures = tuple(known[name] for name in system.figures)
    return Implied(system, figures, energy, mass, power, today, then, tuple(assumed), tuple(used))


def consumption() -> Interval:
    """Return the consumption that every implied energy is computed with."""
    return _assumed("battery_consumption")


def _assumed(field: str) -> Interval:
    assumption = stated(Study.named("documents-central"), field)
    return Interval.at(assumption.quantity("low"), assumption.quantity("high"))


def _of(roles: dict[str, Figure], role: str) -> Interval:
    return Interval.of(roles[role])


def _for_distance(distance: Interval) -> Interval:
    return through(
        energy_for_range,
        driving_range=distance,
        battery_consumption=consumption(),
        capacity_retention=Interval.at(Q(1, "")),
    )


def _energy(roles: dict[str, Figure]) -> Interval | None:
    """Return the rated energy: stated, or that of a pack whose usable energy lasts for the stated range."""
    if "rated_energy" in roles:
        return _of(roles, "rated_energy")
    if "driving_range" not in roles:
        return None
    usable = _for_distance(_of(roles, "driving_range"))
    return through(rated_energy, usable_energy=usable, usable_share=_assumed("usable_share"))


def _mass(roles: dict[str, Figure], energy: Interval | None, solid_class: str) -> tuple[Interval | None, list[str]]:
    """Return the mass of the cells and what is assumed for it.

    A system that states a specific energy but no energy is given the reference pack's; one that states the energy but
    no specific energy is given the solid cell's, unless it is known to be no solid one.
    """
    stated = _of(roles, "specific_energy") if "specific_energy" in roles else None
    if stated is None and (energy is None or solid_class in {"liquid", "hybrid"}):
        return None, []
    missing = {"rated_energy": energy, "cell_specific_energy": stated}
    assumed = [field for field, interval in missing.items() if interval is None]
    ends = {field: _assumed(field) if interval is None else interval for field, interval in missing.items()}
    return through(cells_mass, **ends), assumed


def _power(roles: dict[str, Figure]) -> Interval | None:
    """Return the mean charging power of a stated range added, or of the whole range, in the stated time."""
    distance: Any = roles.get("range_added") or roles.get("driving_range")
    if distance is None or "charging_time" not in roles:
        return None
    return through(
        mean_charging_power,
        charged_energy=_for_distance(Interval.of(distance)),
        charging_time=_of(roles, "charging_time"),
    )
