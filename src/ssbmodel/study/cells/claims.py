"""What the documents say of electrolyte and resistance, worked out for each chemistry's design."""

from typing import Any, NamedTuple

import numpy as np

from ...models.battery.resistance import rate_at_voltage_loss
from ...presets.cells.chemistries import chemistries
from ...sheets import reader
from .design import CellDesign, cell_design
from .parts import materials_per_energy

PRICE, COST, RESISTANCE = "004/sulfide-electrolyte-price", "004/battery-cost-2025", "004/interface-resistance"


class ElectrolyteClaim(NamedTuple):
    """The documents' price of sulfide electrolyte against their cost of a battery, for one design."""

    chemistry: str
    sulfide_loading: Any
    electrolyte_cost_low: Any
    electrolyte_cost_high: Any
    verdict: str
    because: str
    rests_on: tuple[str, ...]


def sulfide_loading(design: CellDesign) -> Any:
    """Return the mass of sulfide electrolyte bought per rated energy, in layers and coatings."""
    c, amounts = design.chemistry, materials_per_energy(design)
    coatings, layers = amounts["electrolyte in coatings"], amounts["electrolyte in layers"]
    found = coatings if c.catholyte == "sulfide" else 0 * coatings
    if c.layer == "sulfide":
        return found + layers
    if c.second_layer == "sulfide":
        v = design.values
        first, second = v["separator"] * v["layer_density"], v["second"] * v["second_layer_density"]
        return found + layers * second / (first + second)
    return found


def electrolyte_claim(design: CellDesign) -> ElectrolyteClaim:
    """Set the documents' price of sulfide electrolyte against both ends of their battery cost.

    The verdict is never *contradictory*: how much electrolyte a cell takes is an assumption of its chemistry.

    >>> electrolyte_claim(cell_design("sulfide-nmc-li")).verdict
    'in tension'
    """
    price, cost = reader.figures()[PRICE], reader.figures()[COST]
    loading = sulfide_loading(design)
    low, high = price.low * loading, price.high * loading
    verdict, because = _judged(low, cost)
    return ElectrolyteClaim(design.chemistry.name, loading, low, high, verdict, because, (price.id, cost.id))


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
    return {name: electrolyte_claim(cell_design(name)) for name in chemistries()}


def rates_at_resistance(lost_share: Any) -> dict[str, Any]:
    """Return the rate that the documents' area-specific resistance allows in each chemistry, for a loss of voltage.

    >>> from ssbmodel import Q
    >>> print(round(rates_at_resistance(Q(0.05, ""))["sulfide-nmc-li"].m_as("1/hour"), 1))
    7.7
    """
    resistance: Any = reader.figures()[RESISTANCE].high
    designs = {name: cell_design(name) for name in chemistries()}
    return {
        name: rate_at_voltage_loss(
            d.priced.design.duty.mean_ocv, lost_share, area_resistance=resistance,
            areal_capacity=d.repeat.areal_capacity,
        )
        for name, d in designs.items()
    }  # fmt: skip
