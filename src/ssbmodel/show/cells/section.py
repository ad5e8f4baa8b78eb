"""The section of the report on cells: what each route holds and costs, and how far it is from the forecast price."""

from typing import Any, NamedTuple

from ...study.cells.targets import SAID, Route, forecast_in_dollars, routes
from ..page import Column, Row, Table
from ..provenance import Cell
from ..wording import number

_COLUMNS = (
    Column("Cell", "Wh/kg"),
    Column("Cell", "Wh/L"),
    Column("Pack", "Wh/kg"),
    Column("Solid electrolyte", "kg/kWh"),
    Column("Pack price", "USD/kWh"),
    Column("With free electrolyte", "USD/kWh"),
    Column("Materials that would meet the forecast", "% of their cost"),
)


class Basis(NamedTuple):
    """Where a route's numbers come from: its assumptions, its sources, and the verdict on the documents' prices."""

    anchor: str
    title: str
    assumed: str
    sourced: str
    verdict: str
    because: str


class Section(NamedTuple):
    """The table of routes and what each rests on."""

    table: Table
    bases: tuple[Basis, ...]


def cells_section() -> Section:
    """Return the section; every number leads to what its route rests on."""
    found = routes()
    target = number(float(forecast_in_dollars().m_as("USD/kWh")))
    table = Table(
        "Routes to a cell, today's prices", "Route", _COLUMNS, tuple(map(_row, found)),
        f"Rated energy at C/3 and full charge, in a pack of 100 kWh from a plant of 50 GWh a year; subsidies outside. "
        f"Forecast: below 0.4 yuan/Wh, {target} USD/kWh. – : cannot be met by cheaper materials alone. {SAID} "
        "No published calculation with full inputs was found for a solid cell: these prices are checked by their parts "
        "alone.",
    )  # fmt: skip
    return Section(table, tuple(map(_basis, found)))


def _row(route: Route) -> Row:
    d = route.design
    share = route.affordable_materials
    shown = (
        (d.cell_specific_energy, "Wh/kg"), (d.cell_energy_density, "Wh/L"), (d.pack_specific_energy, "Wh/kg"),
        (d.electrolyte_loading, "kg/kWh"), (d.unit_cost, "USD/kWh"), (route.with_free_electrolyte, "USD/kWh"),
    )  # fmt: skip
    cells = [_cell(route, number(float(value.m_as(unit)))) for value, unit in shown]
    met = _cell(route, number(100 * share)) if share > 0 else Cell("–", title="not by cheaper materials alone")
    return Row(d.chemistry.title, d.chemistry.name, (*cells, met))


def _cell(route: Route, text: str) -> Cell:
    return Cell(text, _anchor(route), f"What {route.design.chemistry.name} rests on")


def _anchor(route: Route) -> str:
    return f"rests-cell-{route.design.chemistry.name}"


def _basis(route: Route) -> Basis:
    entries: Any = route.design.chemistry.entries
    assumed = "; ".join(
        f"{e.field.replace('_', ' ')} {e.text}: {e.why.rstrip('.')}" for e in entries if e.derivation == "assumed"
    )
    sourced = "; ".join(f"{e.field.replace('_', ' ')} {e.text} ({e.why})" for e in entries if e.derivation == "sourced")
    claim = route.claim
    return Basis(_anchor(route), route.design.chemistry.title, assumed, sourced, claim.verdict, claim.because)
