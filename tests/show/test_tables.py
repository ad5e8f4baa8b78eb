"""Tables for the terminal: they fit, they say their units, and no text in them is acted on."""

import io
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from rich.console import Console

from ssbmodel import Study, figures
from ssbmodel.show import tables
from ssbmodel.show.answers import Answers
from ssbmodel.study.implied import implied_by_systems

from .by_hand import PRICE, RATIO, cold_draws, triangle

CENTRAL = Answers(Study.named("documents-central"))
STATED = ("documents-central", "documents-low", "liquid-baseline", "parity-2030")
EVERY: dict[str, Callable[[], Any]] = {
    "outlook": lambda: tables.outlook_table(CENTRAL),
    "answers": lambda: tables.answers_table(CENTRAL),
    "studies": lambda: tables.studies_table(Answers(Study.named(name)) for name in STATED),
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
    # the triangle of the price today at 5, 50 and 95 %, and 100 kWh at each
    for end in triangle([0.05, 0.5, 0.95], *PRICE):
        assert f"{end:.3g}" in text
        assert f"{round(1e5 * end, -3):,.0f}" in text
    for part in ("CNY_2025/Wh", "2.47", "3.76", "5.43", "376,000", "0.400", "40,000"):
        assert part in text


def test_a_wide_table_has_a_column_for_each_case() -> None:
    text = shown(tables.outlook_table(CENTRAL), 120)
    assert text.count("central") >= 2
    assert text.count("low") >= 2


@each("width", [40, 60, 120])
def test_answers_carry_their_units(width: int) -> None:
    text = squeezed(shown(tables.answers_table(CENTRAL), width))
    low, high = 250 / triangle([0.95, 0.05], *RATIO)
    slow, fast = 100 * (1 - (0.4 / triangle([0.05, 0.95], *PRICE)) ** 0.2)
    for part in (f"({low:.0f}to{high:.0f})kg", "Rangeat−20°C", f"({slow:.1f}to{fast:.1f})%", "85.0kWh"):
        assert part in text


@each("width", [60, 120])
def test_ranges_in_the_cold_are_the_median_and_the_ends_of_draws_by_hand(width: int) -> None:
    text = squeezed(shown(tables.answers_table(CENTRAL), width))
    cold, kept = cold_draws()
    for found, draws in (
        (r"Rangeat−20°C([\d.]+)\(([\d.]+)to([\d.]+)\)km", cold),
        (r"retentioninthecold([\d.]+)\(([\d.]+)to([\d.]+)\)%", 100 * kept),
    ):
        told = re.search(found, text)
        assert told
        median, low, high = map(float, told.groups())
        # half of the last digit printed, and what draws miss
        assert_allclose((low, median, high), np.quantile(draws, [0.05, 0.5, 0.95]), rtol=3e-3)


@each("width", [40, 60, 120])
def test_every_study_figure_and_system_is_named_at_any_width(width: int) -> None:
    studies, listed, systems = (squeezed(shown(EVERY[name](), width)) for name in ("studies", "figures", "systems"))
    assert all(name in studies for name in STATED)
    assert listed.count("004/battery-cost-2030") == 1
    assert all(row.system.id in systems for row in implied_by_systems())


def test_relations_say_why_where_there_is_room() -> None:
    assert "in tension" in shown(tables.relations_table(), 40)
    assert "heater" in shown(tables.relations_table(), 120)


def test_markup_and_escapes_in_a_title_are_text() -> None:
    odd = Study.named("documents-central").replace(title="[red]loud[/red] \x1b[31m")
    text = shown(tables.outlook_table(Answers(odd)), 80)
    assert "[red]loud[/red]" in text
    assert "\x1b" not in text


def test_a_studys_name_is_not_read_as_markup() -> None:
    odd = Study.named("documents-central").replace(name="[bold]x[/bold] [/]")
    assert "[bold]x[/bold]" in shown(tables.studies_table([Answers(odd)]), 120)


def test_an_outlook_without_spreads_shows_one_number() -> None:
    low = Study.named("documents-low")
    text = shown(tables.outlook_table(Answers(low.replace(years=[2025]))), 60)
    assert "1.90" in text
    assert "(" not in text


def test_a_report_shows_two_tables_for_each_outlook() -> None:
    assert len(tables.report_tables([CENTRAL, CENTRAL])) == 4


@pytest.mark.parametrize(("years", "told"), [([2030, 2032], True), ([2029, 2030], False)])
def test_under_the_tables_of_an_outlook_stand_its_flags(years: list[int], told: bool) -> None:
    *_, last = tables.report_tables([Answers(Study.named("documents-central").replace(years=years))])
    assert str(last).startswith("Prices of 2032: the decline is carried on beyond 2030") == told
