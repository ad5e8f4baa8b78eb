"""What the documents say of electrolyte and resistance, worked out for each chemistry's design."""

from typing import Any, NamedTuple

import numpy as np

from ...cells.catalogues import chemistries
from ...models.battery.resistance import rate_at_voltage_loss
from ...sheets import reader
from ..results import Results
from .design import cell_design
from .parts import ELECTROLYTES, materials_per_energy

PRICE, COST, RESISTANCE = "004/sulfide-electrolyte-price", "004/battery-cost-2025", "004/interface-resistance"
MULTIPLE = "004/interface-impedance-multiple"


class ElectrolyteClaim(NamedTuple):
    """The documents' price of sulfide electrolyte against their cost of a battery, for one design."""

    chemistry: str
    sulfide_loading: Any
    electrolyte_cost_low: Any
    electrolyte_cost_high: Any
    verdict: str
    because: str
    rests_on: tuple[str, ...]


def sulfide_loading(design: Results) -> Any:
    """Return the mass of sulfide electrolyte bought per rated energy, in layers and coatings."""
    facts, amounts = design.study.composition.facts, materials_per_energy(design)
    held = [amounts[part] for material, part in ELECTROLYTES.items() if facts.get(material) == "sulfide"]
    return sum(held, 0 * amounts[ELECTROLYTES["catholyte"]])


def electrolyte_claim(design: Results) -> ElectrolyteClaim:
    """Set the documents' price of sulfide electrolyte against both ends of their battery cost.

    The verdict is never *contradictory*: how much electrolyte a cell takes is an assumption of its chemistry.

    >>> electrolyte_claim(cell_design("sulfide-nmc-li")).verdict
    'in tension'
    """
    price, cost = reader.figures()[PRICE], reader.figures()[COST]
    loading = sulfide_loading(design)
    low, high = price.low * loading, price.high * loading
    verdict, because = _judged(low, cost)
    return ElectrolyteClaim(design.study.cell.preset.name, loading, low, high, verdict, because, (price.id, cost.id))


def _judged(low: Any, cost: Any) -> tuple[str, str]:
    if not np.any(low.magnitude):
        return "not checkable", "The cell holds no sulfide, and no other electrolyte has a price in the documents."
    if np.all(low > cost.high):
        return "in tension", "The electrolyte alone, at its lower price, costs more than the dearest battery."
    if np.any(low > cost.low):
        return "in tension", "The electrolyte alone, at its lower price, costs more than the cheapest battery."
    return "consistent", "The electrolyte at its lower price leaves room for the rest of the cheapest battery."


def electrolyte_claims() -> dict[str, ElectrolyteClaim]:
    """Return the verdict for every chemistry."""
    return {name: electrolyte_claim(cell_design(name)) for name in chemistries}


class ResistanceReading(NamedTuple):
    """One reading of what the documents say of resistance, and the rate that it allows in each chemistry."""

    told: str
    bound: str
    area_specific_resistance: Any
    rates: dict[str, Any]
    rests_on: tuple[str, ...]
    because: str


def rates_at_resistance(lost_share: Any, area_specific_resistance: Any = None) -> dict[str, Any]:
    """Return the rate that an area-specific resistance allows in each chemistry, for a loss of voltage.

    The resistance is the documents' where left out.

    >>> from ssbmodel import Q
    >>> print(round(rates_at_resistance(Q(0.05, ""))["sulfide-nmc-li"].m_as("1/hour"), 1))
    7.7
    """
    resistance: Any = (
        reader.figures()[RESISTANCE].high if area_specific_resistance is None else area_specific_resistance
    )
    designs = {name: cell_design(name).run("mean_open_voltage", "areal_capacity") for name in chemistries}
    return {
        name: rate_at_voltage_loss(
            found.mean_open_voltage.value, lost_share, area_specific_resistance=resistance,
            areal_capacity=found.areal_capacity.value,
        )
        for name, found in designs.items()
    }  # fmt: skip


def resistance_readings(lost_share: Any) -> tuple[ResistanceReading, ...]:
    """Return the documents' two statements on resistance, and what each allows.

    "Over 100 times that of traditional liquid batteries" names no base. It is read twice: against the interfaces of the
    liquid reference, like against like, and against all of its resistance. Both bound the resistance from
    below, so the rates from above.

    >>> from ssbmodel import Q
    >>> [round(float(r.area_specific_resistance.m_as("ohm cm**2"))) for r in resistance_readings(Q(0.05, ""))]
    [5, 309, 1720]
    """
    figures: Any = reader.figures()
    times = figures[MULTIPLE].low
    liquid = cell_design("liquid-nmc811-graphite").run("interface_resistance", "area_specific_resistance")
    interfaces, whole = liquid.interface_resistance.value, liquid.area_specific_resistance.value
    readings = (
        ("below 5 ohm cm2", "at least", figures[RESISTANCE].high, RESISTANCE, "As stated, read as the whole cell's."),
        ("over 100 times a liquid cell's interfaces", "at most", times * interfaces, MULTIPLE,
         "The base is both interfaces of BatPaC's liquid reference; the layer's own resistance is left out."),
        ("over 100 times a whole liquid cell", "at most", times * whole, MULTIPLE,
         "The base is all of the liquid reference's resistance at its rated discharge."),
    )  # fmt: skip
    return tuple(
        ResistanceReading(told, bound, resistance, rates_at_resistance(lost_share, resistance), (figure,), because)
        for told, bound, resistance, figure, because in readings
    )
