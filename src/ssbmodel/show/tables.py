"""Tables for the terminal; each fits itself to the width it is shown in.

Every function returns something that rich prints; below a certain width columns are put under one another instead of
being cut. Texts of users are shown without what a terminal would act on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..sheets.figure import Figure
from ..study.flags import Flag
from ..study.implied import Implied, implied_by_systems
from ..study.intervals import Interval
from ..study.relations import Relation, worked_relations
from .answers import Answers, label
from .wording import NOTHING, circumstances, claim, number, plain, said, span, unit_of, with_unit

WIDE, NARROW = 90, 60
RANGES = ("driving_range", "cold_range")
YEARLY = ("pack_unit_price", "pack_price")
NEEDS = ("annual_decline", "doublings", "required_doublings", "required_learning_rate")
STEADY = (
    *NEEDS,
    "cells_mass",
    "pack_mass",
    "pack_volume",
    "usable_energy",
    "driving_range",
    "cold_range",
    "range_retention",
)
IMPLIED = {
    "pack_energy": ("Energy", "kWh"),
    "cells_mass": ("Cells", "kg"),
    "charging_power": ("Charging", "kW"),
    "price_today": ("Cost today", "CNY"),
    "price_then": ("Cost 2030", "CNY"),
}
_VERDICTS = {"consistent": "green", "in tension": "yellow", "contradictory": "red"}
CASES = ("low", "central", "high")


@dataclass(frozen=True)
class Fitted:
    """A table that is made when its width is known."""

    make: Callable[[int], Any]

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        """Yield the table that fits."""
        yield self.make(options.max_width)


def report_tables(outlooks: Iterable[Answers]) -> tuple[Any, ...]:
    """Return what a terminal shows of outlooks: for each, its costs by year, its other answers, and its flags."""
    return tuple(
        shown
        for outlook in outlooks
        for shown in (outlook_table(outlook), answers_table(outlook), *map(_sentence, outlook.flags))
    )


def _sentence(flag: Flag) -> Any:
    from rich.text import Text

    return Text(plain(flag.text))


def outlook_table(outlook: Answers) -> Fitted:
    """Return price per energy and pack price by year: 5 %, median and 95 % of the draws.

    Examples
    --------
    >>> from ssbmodel import Study
    >>> outlook = Answers(Study.named("liquid-baseline").replace(years=[2025, 2030]))
    >>> from rich.console import Console
    >>> Console(width=60).print(outlook_table(outlook))
    Liquid-electrolyte pack that the documents imply
    <BLANKLINE>
         Price per energy            Pack price
      Year        CNY_2025/Wh              CNY_2025
     ───────────────────────────────────────────────
      2025              0.757                75,700
              (0.455 to 1.30)   (45,500 to 130,000)
      2030              0.400                40,000
    <BLANKLINE>
    """
    return Fitted(lambda width: _yearly(outlook, width))


def _yearly(outlook: Answers, width: int) -> Any:
    names = [name for name in YEARLY if name in outlook.results]
    heads = [f"{label(name)}\n{unit_of(outlook.results[name])}" for name in names]
    wide = width >= WIDE and len(outlook.cases) > 1
    table = _table(outlook.title, "Year")
    for head in [f"{head}\n{case}" for head in heads for case in CASES] if wide else heads:
        table.add_column(head, justify="right", overflow="fold")
    for row, year in enumerate(outlook.years):
        values = [[float(outlook.case(name, case).magnitude[row]) for case in CASES] for name in names]
        cells = [number(v) for ends in values for v in ends] if wide else [_spread("\n", *ends) for ends in values]
        _add(table, str(year), *cells)
    return table


def answers_table(outlook: Answers) -> Fitted:
    """Return the answers that do not change with the year."""
    return Fitted(lambda width: _answers(outlook, width))


def _answers(outlook: Answers, width: int) -> Any:
    table = _table("", "Answer")
    table.add_column("Median (90 % of draws)", justify="right", overflow="fold")
    for name in (name for name in STEADY if name in outlook.results and "year" not in outlook.found[name].dims):
        how = said(name, unit_of(outlook.results[name]))
        ends = how.values(outlook.case(name, case).magnitude[0] for case in CASES)
        head = _at_temperature(outlook, name) if name in RANGES else label(name)
        _add(table, head, with_unit(_spread("\n" if width < NARROW else " ", *ends), how.unit))
    return table


def _at_temperature(outlook: Answers, name: str) -> str:
    """Return a range's label with the temperature it holds at."""
    field = "reference_temperature" if name == "driving_range" else "ambient_temperature"
    if field not in outlook.names:
        return label(name)
    assumption = outlook.said(field)
    return f"Range at {assumption.ends.central:g} {assumption.unit.replace('degC', '°C')}".replace(" -", " −")


def studies_table(outlooks: Iterable[Answers]) -> Fitted:
    """Return what each study's price asks for, one row per study."""
    shown = list(outlooks)
    return Fitted(lambda width: _studies(shown, width))


def _studies(outlooks: list[Answers], width: int) -> Any:
    wide = width >= WIDE
    table = _table("What each study asks for", "Study", least=22 if wide else 0)
    for head in ("Cost, first\nto last year", *_ASKED) if wide else ():
        table.add_column(head, justify="right", overflow="fold")
    for outlook in outlooks:
        if any(name not in outlook.results for name in (*NEEDS, "pack_unit_price")):
            continue
        cost = outlook.case("pack_unit_price", "central").magnitude
        path = f"{number(float(cost[0]))} to {number(float(cost[-1]))} {unit_of(outlook.results['pack_unit_price'])}"
        asked = [_asked(outlook, name, "\n" if wide else " ") for name in NEEDS]
        named = plain(outlook.name)
        years = f"{outlook.years[0]} to {outlook.years[-1]}"
        told = (f"  {head.lower()}: {text}".replace("\n", " ") for head, text in zip(_ASKED, asked))
        _add(
            table,
            *([f"{named}\n{years}", path, *asked] if wide else ["\n".join([f"{named}, {years}", f"  {path}", *told])]),
        )
    return table


_ASKED = ("Decline\na year", "Doublings\nexpected", "Doublings\nneeded", "Learning\nneeded")


def _asked(outlook: Answers, name: str, between: str) -> str:
    how = said(name, "")
    ends = how.values(outlook.case(name, case).magnitude[0] for case in CASES)
    return with_unit(_spread(between, *ends), how.unit)


def relations_table(relations: Iterable[Relation] | None = None) -> Fitted:
    """Return the worked relations with their verdicts."""
    shown = list(worked_relations().values() if relations is None else relations)
    return Fitted(lambda width: _relations(shown, width))


def _relations(relations: list[Relation], width: int) -> Any:
    from rich.text import Text

    table = _table("Do the claims fit together?", "Relation")
    table.add_column("Verdict", overflow="fold", max_width=14)
    if width >= NARROW:
        table.add_column("Because", ratio=2, overflow="fold")
    for relation in relations:
        verdict = Text(relation.verdict, style=_VERDICTS.get(relation.verdict, "dim"))
        head = f"{relation.id} {relation.title}"
        _add(table, head, verdict, *([relation.because] if width >= NARROW else []))
    return table


def systems_table(rows: Iterable[Implied] | None = None) -> Fitted:
    """Return the named systems and what their figures imply; all that carry figures where none are given."""
    shown = list(implied_by_systems() if rows is None else rows)
    return Fitted(lambda width: _systems(shown, width))


def _systems(rows: list[Implied], width: int) -> Any:
    table = _table("What the named systems imply", "System")
    heads = [f"{label}\n{unit}" for label, unit in IMPLIED.values()]
    for head in heads if width >= WIDE else ["Implied"]:
        table.add_column(head, justify="right", overflow="fold")
    for row in rows:
        told = {field: _implied(getattr(row, field), unit) for field, (_, unit) in IMPLIED.items()}
        lines = [f"{IMPLIED[f][0].lower()} {text} {IMPLIED[f][1]}" for f, text in told.items() if text != NOTHING]
        cells = list(told.values()) if width >= WIDE else ["\n".join(lines) or NOTHING]
        _add(table, f"{row.system.id} {row.system.name}", *cells)
    return table


def figures_table(figures: Iterable[Figure]) -> Fitted:
    """Return figures with what they say, one row each."""
    shown = list(figures)
    return Fitted(lambda width: _figures(shown, width))


def _figures(figures: list[Figure], width: int) -> Any:
    table = _table("What the documents say", "Figure")
    for head in ("Says", "Circumstances") if width >= WIDE else ():
        table.add_column(head, overflow="fold")
    for figure in figures:
        told = (figure.id, claim(figure), circumstances(figure))
        _add(table, *(told if width >= WIDE else [f"{told[0]}\n  {told[1]} ({told[2]})"]))
    return table


def _implied(interval: Interval | None, unit: str) -> str:
    if interval is None or interval.low is interval.high is None:
        return NOTHING
    return interval.text(unit)


def _spread(between: str, low: float, central: float, high: float) -> str:
    """Return a central value with its range behind or below it."""
    text = span(low, high)
    return number(central) if text == number(central) else f"{number(central)}{between}({text})"


def _add(table: Any, *cells: Any) -> None:
    """Add a row; text stays text, whatever brackets a user's name has."""
    from rich.text import Text

    table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in cells))


def _table(title: str, first: str, least: int = 0) -> Any:
    """Return an empty table; no text in it is read as markup."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=Text(plain(title), style="bold") if title else None, title_justify="left")
    table.add_column(first, overflow="fold", min_width=least or None)
    return table
