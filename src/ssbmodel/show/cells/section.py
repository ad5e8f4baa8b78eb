"""The section of the report on cells: what each route holds and costs, and how far it is from the forecast price."""

import textwrap
from typing import Any, NamedTuple

from ...presets.cells.chemistries import Entry, chemistry
from ...presets.cells.formats import cell_format, formats
from ...presets.cells.processes import missing_processes
from ...study.cells.design import cell_design
from ...study.cells.solve import MONEY
from ...study.cells.targets import FORECAST, SAID, SMALL_SAID, Route, forecast_in_dollars, routes
from ..grids import Column, Row, Table
from ..plots import MUTED, PALETTE
from ..provenance import Cell
from ..wording import UNCHARGED, money_words, number
from .cans import NOT_JUDGED, format_chart
from .plots import waterfall
from .rates import LOST, RateSection, rate_section

_PRICED = f"{MONEY}/kWh"
_PRICE = money_words(_PRICED)
_COLUMNS = (
    Column("Cell", "Wh/kg"),
    Column("Cell", "Wh/L"),
    Column("Pack", "Wh/kg"),
    Column("Solid electrolyte", "kg/kWh"),
    Column("Pressure hardware", "kg"),
    Column("Pack price", _PRICE),
    Column("From 4 GWh a year", _PRICE),
    Column("With free solid electrolyte", _PRICE),
    Column("Materials that would meet the forecast", "% of their cost"),
)


_SHOWN = "sulfide-nmc-li"
TOLD: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cell-price": (
        "Where the price of a pack comes from",
        "A sulfide cell against lithium, part by part down to the price of its 100 kWh pack. The line is the forecast "
        "of below 0.4 yuan/Wh: what stands to its right would have to go.",
        (),
    ),
    "cell-formats": (
        "The same layers in other cans",
        f"A pouch's room for terminals and seams counts, a box's rooms do not: no source gives them. {NOT_JUDGED}",
        (),
    ),
}

LINKS = {
    "cell-price": ((f"rests-cell-{_SHOWN}", "those of the route"),),
    "cell-formats": (("rests-cell-formats", "those of the cans"),),
}


def drawn() -> dict[str, Any]:
    """Return the charts of this section by the name of their files."""
    design = cell_design(_SHOWN)
    price, rated = waterfall(design, "price"), design.run("rated_energy").rated_energy
    forecast = float(forecast_in_dollars().m_as(_PRICED)) * float(rated.m_as("kWh"))
    price.axvline(forecast, color=PALETTE[1], linewidth=1.2, linestyle="--", zorder=0)
    line = f"Dashed: forecast of below 0.4 yuan/Wh ({FORECAST}), {number(forecast)} {money_words(MONEY)} a pack. {SAID}"
    cans = format_chart()
    _sourced(price, line)
    _sourced(cans, "Cans: M. J. Lacey's cellmodels (round), data sheet of a Samsung SDI 94 Ah cell (box).")
    return {"cell-price": price, "cell-formats": cans}


def _sourced(axes: Any, told: str) -> None:
    """Write a source line below a chart; the page tells it in its own words."""
    axes.figure.supxlabel(textwrap.fill(told, 110), color=MUTED, fontsize=8).set_gid("source")


class Basis(NamedTuple):
    """Where a route's numbers come from: its assumptions, its sources, and the verdict on the documents' prices."""

    anchor: str
    title: str
    assumed: str
    sourced: str
    verdict: str
    because: str


class CanBasis(NamedTuple):
    """Where a format's numbers come from."""

    title: str
    assumed: str
    sourced: str


class Section(NamedTuple):
    """The table of routes, the rates that resistances allow, and what each rests on."""

    table: Table
    rates: RateSection
    bases: tuple[Basis, ...]
    cans: tuple[CanBasis, ...]
    missing: dict[str, str]


def cells_section() -> Section:
    """Return the section; every number leads to what its route rests on."""
    found = routes()
    target = number(float(forecast_in_dollars().m_as(_PRICED)))
    solid = [route for route in found if route.design.study.composition.facts["solid"]]
    least = min(float(route.with_free_electrolyte.m_as(_PRICED)) for route in solid)
    table = Table(
        "Routes to a cell, today's prices", "Route", _COLUMNS, tuple(map(_row, found)),
        f"Rated energy at C/3 and full charge, in a pack of 100 kWh from a plant of 50 GWh a year; subsidies outside. "
        f"{SMALL_SAID} Pressure hardware is counted in pack and price. {UNCHARGED} "
        f"Forecast: below 0.4 yuan/Wh, {target} {_PRICE}; with free electrolyte the cheapest solid route comes to "
        f"{number(least)}. – : cannot be met by cheaper materials alone. {SAID} "
        "No published calculation with full inputs was found for a solid cell: these prices are checked by their parts "
        "alone.",
    )  # fmt: skip
    bases, cans = tuple(map(_basis, found)), tuple(map(_can_basis, formats()))
    return Section(table, rate_section(LOST), bases, cans, missing_processes())


def _row(route: Route) -> Row:
    d = route.design
    share = route.affordable_materials
    shown = (
        (d.cell_specific_energy, "Wh/kg"), (d.cell_energy_density, "Wh/L"), (d.pack_specific_energy, "Wh/kg"),
        (d.electrolyte_loading, "kg/kWh"), (d.run("pack_press_mass").pack_press_mass, "kg"),
        (d.base_pack_unit_price, _PRICED), (route.small_plant_price, _PRICED), (route.with_free_electrolyte, _PRICED),
    )  # fmt: skip
    cells = [_cell(route, number(float(value.m_as(unit)))) for value, unit in shown]
    met = _cell(route, number(100 * share)) if share > 0 else Cell("–", title="not by cheaper materials alone")
    return Row(d.study.title, d.study.name, (*cells, met))


def _cell(route: Route, text: str) -> Cell:
    return Cell(text, _anchor(route), f"What {route.design.study.name} rests on")


def _anchor(route: Route) -> str:
    return f"rests-cell-{route.design.study.name}"


def _basis(route: Route) -> Basis:
    assumed, sourced = _entries(chemistry(route.design.study.name).entries)
    claim = route.claim
    return Basis(_anchor(route), route.design.study.title, assumed, sourced, claim.verdict, claim.because)


def _can_basis(name: str) -> CanBasis:
    found = cell_format(name)
    return CanBasis(found.title, *_entries(found.entries))


def _entries(entries: tuple[Entry, ...]) -> tuple[str, str]:
    """Return what is assumed and what is sourced, as text."""
    assumed = "; ".join(
        f"{e.field.replace('_', ' ')} {e.text}: {e.why.rstrip('.')}" for e in entries if e.derivation == "assumed"
    )
    sourced = "; ".join(f"{e.field.replace('_', ' ')} {e.text} ({e.why})" for e in entries if e.derivation == "sourced")
    return assumed, sourced
