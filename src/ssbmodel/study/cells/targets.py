"""What each chemistry costs now, and what would have to change for the price that the documents forecast."""

from typing import Any, NamedTuple

from ...ground.units import Q
from ...presets.cells.chemistries import chemistries
from ...sheets import reader
from ...sheets.money import assign_price_year, exchange
from .around.plants import packs_a_year
from .claims import ElectrolyteClaim, electrolyte_claim
from .design import CellDesign, cell_design

FORECAST = "004/battery-cost-2030"
RATES, YEAR = "fed-h10-world-bank", 2025
# The presets' sources state no price year: their dollars are set against the forecast's as if they were of one year.
SAID = (
    "The dollars of the sources, whose year is not stated, are read as dollars of 2025; so is the yuan of the forecast."
)


SMALL = "documents-4-gwh"
SMALL_SAID = "4 GWh is what the documents say of a production line (004/ganfeng-plant-output), read as a year's output."


class Route(NamedTuple):
    """A chemistry now, and how far it is from the forecast price."""

    design: CellDesign
    small_plant_cost: Any
    with_free_electrolyte: Any
    affordable_materials: float
    claim: ElectrolyteClaim


def forecast_in_dollars() -> Any:
    """Return the forecast price of a battery in the presets' dollars per energy.

    >>> print(round(forecast_in_dollars().m_as("USD/kWh")))
    56
    """
    printed: Any = reader.figures()[FORECAST].high
    said = assign_price_year(printed, YEAR)
    dollars = exchange(said, to=f"USD_{YEAR}", rates=RATES)
    return Q(float(dollars.m_as(f"USD_{YEAR}/kWh")), "USD/kWh")


def affordable_materials(design: CellDesign, target: Any) -> float:
    """Return the share of today's material cost at which the pack meets a price; below nothing it never does.

    A price is linear in what is bought: each dollar of material brings launch, working capital, profit and warranty.
    """
    r = design.priced.design.duty.rated_energy
    rates = _rates()
    each = (1 + rates.profit_share * (rates.material_launch + rates.working_capital)) * (1 + rates.warranty_share)
    over = design.unit_cost - target
    return float((1 - over / (each * design.priced.price.material_line / r)).m_as(""))


def _rates() -> Any:
    from ...presets.cells.plants import reference_plant

    return reference_plant().rates


def routes() -> tuple[Route, ...]:
    """Return every chemistry with its distance from the forecast."""
    target = forecast_in_dollars()
    found = []
    for name in chemistries():
        design = cell_design(name)
        free = cell_design(name, electrolyte_price=Q(0, "USD/kg")) if design.chemistry.solid else design
        small = cell_design(name, pack_rate=packs_a_year(SMALL)).unit_cost
        share, claim = affordable_materials(design, target), electrolyte_claim(design)
        found.append(Route(design, small, free.unit_cost, share, claim))
    return tuple(found)
