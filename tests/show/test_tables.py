"""Tables for the terminal: they fit, they say their units, and no text in them is acted on."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console

from ssbmodel import Scenario, figures
from ssbmodel.show import tables
from ssbmodel.study.implied import implied_by_systems

CENTRAL = Scenario.named("documents-central").outlook()
EVERY: dict[str, Callable[[], Any]] = {
    "outlook": lambda: tables.outlook_table(CENTRAL),
    "answers": lambda: tables.answers_table(CENTRAL),
    "scenarios": lambda: tables.scenarios_table(Scenario.named(name).outlook() for name in Scenario.names()),
    "relations": tables.relations_table,
    "systems": tables.systems_table,
    "figures": lambda: tables.figures_table(figures.values()),
}
each = pytest.mark.parametrize


def shown(table: Any, width: int) -> str:
    """Return what a terminal of a width shows, without colours."""
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False, highlight=False).print(table)
    return out.getvalue()


def squeezed(text: str) -> str:
    """Return text without the spaces and line ends that its width brought in."""
    return "".join(text.split())


@each("width", [40, 60, 120])
@each("make", EVERY.values(), ids=EVERY)
def test_a_table_fits_its_width_and_cuts_nothing(make: Callable[[], Any], width: int) -> None:
    text = shown(make(), width)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text


@each("width", [40, 60, 120])
def test_costs_by_year_are_all_there_at_any_width(width: int) -> None:
    text = shown(tables.outlook_table(CENTRAL), width)
    for year in range(2025, 2031):
        assert str(year) in text
    for part in ("CNY_2025/Wh", "1.90", "3.43", "6.20", "343,000", "190,000", "620,000"):
        assert part in text


def test_a_wide_table_has_a_column_for_each_case() -> None:
    text = shown(tables.outlook_table(CENTRAL), 120)
    assert text.count("central") >= 2
    assert text.count("low") >= 2


@each("width", [40, 60, 120])
def test_answers_carry_their_units(width: int) -> None:
    text = squeezed(shown(tables.answers_table(CENTRAL), width))
    for part in ("(345to431)kg", "Rangeat−20°C", "(26.8to42.2)%", "85.0kWh"):
        assert part in text


@each("width", [40, 60, 120])
def test_every_scenario_figure_and_system_is_named_at_any_width(width: int) -> None:
    scenarios, listed, systems = (squeezed(shown(EVERY[name](), width)) for name in ("scenarios", "figures", "systems"))
    assert all(name in scenarios for name in ("documents-central", "liquid-baseline"))
    assert listed.count("004/battery-cost-2030") == 1
    assert all(row.system.id in systems for row in implied_by_systems())


def test_relations_say_why_where_there_is_room() -> None:
    assert "in tension" in shown(tables.relations_table(), 40)
    assert "heater" in shown(tables.relations_table(), 120)


def test_markup_and_escapes_in_a_title_are_text() -> None:
    odd = Scenario.named("documents-central").replace(title="[red]loud[/red] \x1b[31m")
    text = shown(tables.outlook_table(odd.outlook()), 80)
    assert "[red]loud[/red]" in text
    assert "\x1b" not in text


def test_a_scenarios_name_is_not_read_as_markup() -> None:
    odd = Scenario.named("documents-central").replace(name="[bold]x[/bold] [/]")
    assert "[bold]x[/bold]" in shown(tables.scenarios_table([odd.outlook()]), 120)


def test_an_outlook_without_spreads_shows_one_number() -> None:
    low = Scenario.named("documents-low")
    text = shown(tables.outlook_table(low.outlook([2025])), 60)
    assert "1.90" in text
    assert "(" not in text


def test_a_report_shows_two_tables_for_each_outlook() -> None:
    assert len(tables.report_tables([CENTRAL, CENTRAL])) == 4
