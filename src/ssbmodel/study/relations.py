"""Five relations between the documents' figures, worked out in full: what they imply, and whether they fit together.

Every number is computed from figures and named assumptions by the model functions; the verdict is that of the
consistency report (:mod:`.claims.documents`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..ground.units import Q
from ..models.battery.cell import cells_mass, cells_volume
from ..models.economics.cost import pack_cost, unit_cost
from ..models.economics.decline import annual_decline
from ..models.vehicle.charging import charging_current, mean_charging_power
from ..models.vehicle.driving import (
    air_density_ratio,
    consumption_ratio,
    energy_for_range,
    range_retention,
)
from ..sheets import reader
from .claims.documents import entry
from .study import Study

# Highest charging current shown in public before document 004 was written; dated envelope, read in a secondary source.
ENVELOPE_CURRENT = ("1000 A", "BYD, 2025-03-17: 1,000 V x 1,000 A (electrichybridvehicletechnology.com)")
WINDOW = 0.7  # a charge from 10 to 80 %


@dataclass(frozen=True)
class Relation:
    """One worked relation: equation, values by name, verdict, why, and the question it leaves open."""

    id: str
    title: str
    equation: str
    values: Mapping[str, Any]
    verdict: str
    because: str
    question: str
    rests_on: tuple[str, ...]


def worked_relations() -> dict[str, Relation]:
    """Return the five worked relations by id.

    Examples
    --------
    >>> worked_relations()["R01"].verdict
    'consistent'
    """
    return {relation.id: relation for relation in (_pack_cost(), _decline(), _long_range(), _fast_charge(), _cold())}


def _figures(*ends: str) -> Iterator[Any]:
    """Yield one printed end of each figure named ``id.low`` or ``id.high``."""
    for name in ends:
        figure, _, end = name.rpartition(".")
        yield getattr(reader.figures()[figure], end)


def _consumption() -> Any:
    """Return the assumed least, likeliest and greatest consumption of a mid-size car."""
    said = Study.named("documents-central").composition.said["battery_consumption"]
    assert said.spread is not None
    return Q(list(said.spread.ends), said.unit)


def _pack_cost() -> Relation:
    ids = ("004/battery-cost-2025", "004/pack-rated-energy", "004/pack-material-cost")
    low, high, energy, material = _figures(f"{ids[0]}.low", f"{ids[0]}.high", f"{ids[1]}.low", f"{ids[2]}.low")
    packs = [pack_cost(energy, end) for end in (low, high)]
    least = unit_cost(material, energy)
    low_end_fails = packs[0] < material
    return Relation(
        "R01",
        "Pack cost against the material cost of the pack",
        "C = c E; material <= C",
        {"pack_cost_low": packs[0], "pack_cost_high": packs[1], "least_cost": least, "over_low_end": least / low},
        entry("R01").verdict,
        f"One cost above {least.m_as('CNY/Wh'):g} CNY/Wh meets all three figures; "
        + ("read as a population, the printed low end does not." if low_end_fails else "so does the printed low end."),
        entry("R01").question,
        ids,
    )


def _decline() -> Relation:
    ids = ("004/battery-cost-2025", "004/battery-cost-2030", "004/cost-target-date")
    *today, then = _figures(f"{ids[0]}.low", f"{ids[0]}.high", f"{ids[1]}.high")
    values: dict[str, Any] = {}
    for end, start in zip(("low", "high"), today):
        values[f"total_decline_{end}"] = annual_decline(start, then, Q(1, ""))
        values[f"factor_{end}"] = start / then
        values[f"annual_decline_{end}"] = annual_decline(start, then, Q([5, 5.7], "years"))
    return Relation(
        "R04",
        "Decline from today's cost to the forecast",
        "r = 1 - (c1/c0)^(1/T), T = 5 or 5.7 years",
        values,
        entry("R04").verdict,
        "The forecast is an upper bound, so each rate is a lower bound; a rate alone meets no second figure.",
        entry("R04").question,
        ids,
    )


def _long_range() -> Relation:
    ids = ("004/outlook-range", "004/battery-cost-2025", "004/battery-cost-2030", "004/pack-rated-energy")
    distance, low, high, then, pack = _figures(
        f"{ids[0]}.low", f"{ids[1]}.low", f"{ids[1]}.high", f"{ids[2]}.high", f"{ids[3]}.low"
    )
    consumption = _consumption()
    energy = energy_for_range(distance, consumption, capacity_retention=Q(1, ""))
    needed = (pack / distance).to("Wh/km")
    costs = {"today_low": low, "today_high": high, "then": then}
    values = {f"pack_cost_{name}": pack_cost(energy, cost) for name, cost in costs.items()}
    values |= {f"cell_mass_{g}": cells_mass(energy, Q(g, "Wh/kg")) for g in (250, 300, 400, 600)}
    values |= {"energy": energy, "cells_volume": cells_volume(energy, Q(800, "Wh/L")), "needed_consumption": needed}
    miss = (consumption[0] / needed).to("")
    return Relation(
        "R10",
        "Pack of a car with the outlook's range",
        "E = e D; m = E/g; V = E/u; C = c E",
        values | {"miss_factor": miss},
        entry("R10").verdict,
        "Pack energy is not stated; here all of it is usable. With the 100 kWh pack of the cost passage it would need "
        f"{needed.magnitude:.1f} Wh/km, {miss.magnitude:.2f} times below the lowest assumed consumption: "
        "in tension under that join.",
        entry("R10").question,
        ids,
    )


def _fast_charge() -> Relation:
    ids = ("004/toyota-range", "004/toyota-charging-time", "004/platform-voltage")
    added, time, voltage = _figures(*(f"{name}.low" for name in ids))
    limit = Q(ENVELOPE_CURRENT[0])
    values = _charged("printed", added, time, voltage) | _charged("window", added * WINDOW, time, voltage)
    for reading, distance in (("printed", added), ("window", added * WINDOW)):
        values[f"most_consumption_{reading}"] = (limit * voltage * time / distance).to("Wh/km")
    least = values["current_printed"].min()
    return Relation(
        "R12",
        "Range added in ten minutes",
        "E = e D; P = E/t; I = P/U",
        values,
        entry("R12").verdict,
        f"At least {least.magnitude:,.0f} A as printed against {limit.magnitude:,.0f} A shown in public "
        f"({ENVELOPE_CURRENT[1]}). Read as 10 to 80 % it fits up to "
        f"{values['most_consumption_window'].magnitude:.1f} Wh/km. Alone it is not checkable: power is not stated.",
        entry("R12").question,
        ids,
    )


def _charged(reading: str, distance: Any, time: Any, voltage: Any) -> dict[str, Any]:
    """Return energy, mean power and mean current of a charge for a distance, at each assumed consumption."""
    energy = energy_for_range(distance, _consumption(), capacity_retention=Q(1, ""))
    power = mean_charging_power(energy, time)
    current = charging_current(power, voltage)
    return {f"energy_{reading}": energy, f"power_{reading}": power, f"current_{reading}": current}


def _cold() -> Relation:
    ids = ("004/saic-capacity-retention", "004/saic-range-loss", "004/saic-cold-temperature")
    capacity, loss, cold = _figures(f"{ids[0]}.low", f"{ids[1]}.high", f"{ids[2]}.low")
    kept = (Q(1, "") - loss).to("")
    values = _heated(capacity, kept) | {"air_density_ratio": air_density_ratio(Q("20 degC"), cold), "range_kept": kept}
    return Relation(
        "R16",
        "Range in the cold against capacity in the cold",
        "r_rng = r_cap e_ref/e_cold; e_cold = k e_ref + P/v",
        values,
        entry("R16").verdict,
        "A 3 kW heater at 60 km/h alone, without the denser air, leaves "
        f"{values['range_retention_heating_alone'].magnitude:.3f} of the range, against "
        f"{kept.magnitude:.2f} claimed; even a perfect cell leaves room for "
        f"{values['most_heater_power'].magnitude:,.0f} W. The range claim is the stronger one.",
        entry("R16").question,
        ids,
    )


def _heated(capacity: Any, kept: Any) -> dict[str, Any]:
    """Return what a 3 kW heater at 60 km/h alone leaves of the range, and what the claim leaves to any heater."""
    full, consumption, speed = Q(1, ""), Q("150 Wh/km"), Q("60 km/h")
    heated = consumption_ratio(consumption, drive_ratio=full, heater_power=Q("3 kW"), mean_speed=speed)
    return {
        "most_ratio_perfect_cell": full / kept,
        "most_ratio_at_bound": (capacity / kept).to(""),
        "heating_alone_ratio": heated,
        "range_retention_heating_alone": range_retention(capacity, heated),
        "most_heater_power": ((full / kept - full) * consumption * speed).to("W"),
    }
