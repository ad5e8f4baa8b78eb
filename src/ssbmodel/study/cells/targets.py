"""What each chemistry costs now, and what would have to change for the price that the documents forecast."""

from typing import Any, NamedTuple

from ...cells.catalogues import chemistries
from ...costs.money import Money
from ...ground.units import Q
from ...sheets import reader
from ...sheets.money import assign_price_year
from ..results import Results
from .claims import ElectrolyteClaim, electrolyte_claim
from .design import cell_design
from .solve import MONEY, PRICED

FORECAST = "004/battery-cost-2030"
YEAR = 2025
# The forecast states no price year.
SAID = (
    f"Dollars are of {PRICED}, the year of the workbook's prices; the yuan of the forecast, whose year is not stated, "
    f"is read as yuan of {YEAR} and brought there by the exchange rate of that year and US consumer prices."
)
SMALL = "documents-4-gwh"
SMALL_SAID = "4 GWh is what the documents say of a production line (004/ganfeng-plant-output), read as a year's output."
_ELECTROLYTE = ("layer_price", "second_layer_price", "catholyte_price")
_RATES = ("profit_share", "material_launch", "working_capital", "warranty_share")


class Route(NamedTuple):
    """A chemistry now, and how far it is from the forecast price."""

    design: Results
    small_plant_price: Any
    with_free_electrolyte: Any
    affordable_materials: float
    claim: ElectrolyteClaim


def forecast_in_dollars() -> Any:
    """Return the forecast price of a battery in dollars of the year that packs are priced in.

    >>> print(round(forecast_in_dollars().m_as("USD_2022/kWh"), 1))
    50.5
    """
    printed: Any = reader.figures()[FORECAST].high
    said = assign_price_year(printed, YEAR)
    factor = Money(MONEY).entrance(f"CNY_{YEAR}").factor
    return Q(factor * float(said.m_as(f"CNY_{YEAR}/kWh")), f"{MONEY}/kWh")


def affordable_materials(design: Results, target: Any) -> float:
    """Return the share of today's material cost at which the pack meets a price; below nothing it never does.

    A price is linear in what is bought: each dollar of material brings launch, working capital, profit and warranty.
    """
    found = design.run("material_line", "rated_energy", "base_pack_unit_price", *_RATES)
    profit, launch, working, warranty = (float(found[name]) for name in _RATES)
    each = (1 + profit * (launch + working)) * (1 + warranty)
    over = found.base_pack_unit_price.value - target
    return float((1 - over / (each * found.material_line.value / found.rated_energy.value)).m_as(""))


def routes() -> tuple[Route, ...]:
    """Return every chemistry with its distance from the forecast."""
    return tuple(_route(name, forecast_in_dollars()) for name in chemistries)


def _route(name: str, target: Any) -> Route:
    design = cell_design(name)
    free = {price: Q(0, f"{MONEY}/kg") for price in _ELECTROLYTE if price in design.study.names}
    small, none = cell_design(name, plant=SMALL), cell_design(name, **free)
    return Route(
        design, small.base_pack_unit_price.value, none.base_pack_unit_price.value, affordable_materials(design, target),
        electrolyte_claim(design),
    )  # fmt: skip
