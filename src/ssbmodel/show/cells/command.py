"""The command ``ssbmodel cell``: designs of named chemistries, other values for them, and what would reach a target."""

import json
import textwrap
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from ...ground.errors import StudyError, did_you_mean, short
from ...ground.units import Q
from ...presets.cells.chemistries import chemistries, chemistry
from ...presets.cells.formats import formats
from ...presets.cells.processes import named_plant, process as of_name
from ...study.cells.cans import CannedDesign, canned_cell
from ...study.cells.design import cell_design
from ...study.cells.parts import mass_parts, price_parts
from ...study.cells.solve import MONEY
from ...study.files.exports import csv_text
from ...study.results import Results
from ..wording import UNCHARGED, money_words, number, plain
from .cans import NOT_JUDGED, POUCH, aligned, can_parts, can_row, can_sources, can_table
from .rates import rate_lines, rate_rows

# What is told of a design: name, label, unit.
TOLD = (
    ("stack_specific_energy", "stack", "Wh/kg"),
    ("cell_specific_energy", "cell", "Wh/kg"),
    ("cell_energy_density", "cell", "Wh/L"),
    ("pack_specific_energy", "pack", "Wh/kg"),
    ("pack_energy_density", "pack", "Wh/L"),
    ("electrolyte_loading", "electrolyte", "kg/kWh"),
    ("cell_unit_cost", "cell", f"{MONEY}/kWh"),
    ("base_pack_unit_price", "pack", f"{MONEY}/kWh"),
)
Text = str | None
WIDTH = 80  # of a line


def cell(  # noqa: PLR0917
    name: Annotated[
        Text, typer.Option("--chemistry", metavar="NAME", help="One chemistry; all of them where left out.")
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="TEXT", help='A value: separator_thickness="20 um". May be repeated.'),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="NAME", help="pouch (in its pack), cylindrical (21700), prismatic or prismatic-stacked."
        ),
    ] = POUCH,
    plant: Annotated[Text, typer.Option(metavar="NAME", help="A plant: batpac-50-gwh or documents-4-gwh.")] = None,
    process: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A change of process: dry-electrode or no-filling. May be repeated."),
    ] = None,
    rates: Annotated[
        Text,
        typer.Option(metavar="SHARE", help='Rates that the resistances of the documents allow, for a loss: "5 %".'),
    ] = None,
    reach: Annotated[Text, typer.Option(metavar="TEXT", help='A target: cell_specific_energy="400 Wh/kg".')] = None,
    by: Annotated[
        Text, typer.Option(metavar="TEXT", help='What moves, and how far: areal_capacity="2..12 mAh/cm2".')
    ] = None,
    parts: Annotated[bool, typer.Option("--parts", help="Show mass and price in parts.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="Show where each value comes from.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Design a cell from its layers: energy, mass, price of the pack.

    Prices are in US dollars of 2022, the year of the deck of prices. Energy is rated, at C/3 and full charge.
    """
    if csv and as_json:
        raise StudyError("--csv and --json are both given. Keep one.")
    if rates is not None:
        _alone(change, form, plant, process, reach, by, parts, sources)
        if not _as_data(rate_rows(Q(rates), name), csv, as_json):
            _print(rate_lines(Q(rates), name))
        return
    changes = _made_there({field: Q(text) for field, text in map(_pair, change or ())}, form, plant, process)
    if reach is not None or by is not None:
        if csv or as_json or parts or sources:
            raise StudyError("--reach and --by print lines. Leave out --csv, --json, --parts and --sources.")
        _print(_needs(name, *_asked(reach, by, form), changes))
        return
    found = _designs([name] if name else list(chemistries()), form, changes)
    rows = [_row(each) if isinstance(each, Results) else can_row(each) for each in found]
    if not _as_data(rows, csv, as_json):
        _print(_where(plant, process))
        _told_of(found, parts, sources)


def _alone(change: Any, form: str, *others: Any) -> None:
    """Refuse what does not move the rates."""
    if change or form != POUCH or any(others):
        raise StudyError("--rates goes with --chemistry, --csv and --json alone. Leave the others out.")


def _as_data(rows: list[dict[str, Any]], csv: bool, as_json: bool) -> bool:
    """Print rows as data where that is asked for, and return whether it was."""
    if csv or as_json:
        text = csv_text(rows) if csv else json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
        typer.echo(text.encode("utf-8"), nl=False)
    return csv or as_json


def _where(plant: Text, process: list[str] | None) -> list[str]:
    """Return what is said of a plant and of changes of process, nothing of the reference alone."""
    made = named_plant(plant) if plant else None
    told = [f"{made.title}{f' ({made.rests_on[0]})' if made.rests_on else ''}. {made.why}"] if made else []
    return told + [f"{of_name(each).title}. {of_name(each).why}" for each in process or ()]


def _made_there(changes: dict[str, Any], form: str, plant: Text, process: list[str] | None) -> dict[str, Any]:
    """Return the changes with a plant and its processes."""
    if form != POUCH and (plant or process):
        raise StudyError(
            f"--plant and --process move the price of a pack, --format {form} has no price. Leave one out."
        )
    if plant is not None and "pack_rate" in changes:
        raise StudyError("--plant and --set pack_rate are both given. Keep one.")
    return changes | ({"plant": plant} if plant else {}) | ({"processes": process} if process else {})


def _asked(reach: Text, by: Text, form: str) -> tuple[str, str]:
    """Return what shall be reached and what moves, both given."""
    if reach is None or by is None:
        raise StudyError(
            f'--reach and --by go together. Write --reach base_pack_unit_price="99 {MONEY}/kWh" --by cell_yield=0.5..1.'
        )
    if form != POUCH:
        raise StudyError(f"--reach and --format {form} do not go together: targets are those of a pouch in its pack.")
    return reach, by


def _designs(names: list[str], form: str, changes: dict[str, Any]) -> list[Results] | list[CannedDesign]:
    """Return chemistries in their pack, or in a can."""
    if form == POUCH:
        return [cell_design(each, **changes) for each in names]
    if form not in formats():
        known = (POUCH, *formats())
        raise StudyError(f"no format called {form!r}.{did_you_mean(form, known)} Choose of {', '.join(known)}.")
    return [canned_cell(each, form, **changes) for each in names]


def _told_of(found: list[Results] | list[CannedDesign], parts: bool, sources: bool) -> None:
    """Print a table, and what is asked beside it."""
    packs = [each for each in found if isinstance(each, Results)]
    cans = [each for each in found if isinstance(each, CannedDesign)]
    _print(_table(packs) if packs else can_table(cans))
    _print((NOT_JUDGED,) if cans else ())
    _print(can_sources(cans[0].format.name) if cans and sources else ())
    for each in found:
        lines = _parts(each) if isinstance(each, Results) else can_parts(each)
        chemistry_name = (each if isinstance(each, Results) else each.design).study.name
        _print(lines if parts else ())
        _print(_sources(chemistry_name) if sources else ())


def _pair(setting: str) -> tuple[str, str]:
    """Return field and text of ``field=text``."""
    field, equals, text = setting.partition("=")
    if not equals:
        raise StudyError(f'{short(setting)} has no "=". Write separator_thickness="20 um".')
    return field, text


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(plain(line))


def _needs(name: Text, reach: str, by: str, changes: dict[str, Any]) -> list[str]:
    """Return one line per chemistry: the value that reaches a target, or how near its ends come."""
    answer, target = _pair(reach)
    field, between = _pair(by)
    low, dots, high = between.partition("..")
    if not dots:
        raise StudyError(f'--by {short(by)} has no "..". Write areal_capacity="2..12 mAh/cm2".')
    most = Q(high)
    ends = Q(float(low), str(high).strip().partition(" ")[2]), most
    lines = []
    for each in [name] if name else chemistries():
        study = cell_design(each, **changes).study
        if field in study.composition.said or field not in _every_field():
            solution = study.solve({answer: Q(target)}, for_=field, bounds=ends)
            lines.append(f"{each:26}{solution}")
    return lines


def _every_field() -> set[str]:
    return {field for name in chemistries() for field in chemistry(name).values}


def _row(design: Results) -> dict[str, Any]:
    told = {f"{key} [{unit}]": _value(design, key, unit) for key, _, unit in TOLD}
    return {"chemistry": design.study.name, **told}


def _value(design: Results, key: str, unit: str) -> float:
    return float(design[key].m_as(unit))


def _table(designs: list[Results]) -> list[str]:
    """Return a table of designs as lines; rated energy, at C/3 and full charge."""
    rows = [(design.study.name, [_value(design, key, unit) for key, _, unit in TOLD]) for design in designs]
    heads = [(label, unit.replace(MONEY, MONEY.partition("_")[0])) for _, label, unit in TOLD]
    solid = any(design.study.composition.facts["solid"] for design in designs)
    uncharged = textwrap.wrap(UNCHARGED, WIDTH) if solid else []
    return [*aligned(heads, rows), f"Prices in {money_words(MONEY)}.", *uncharged]


def _parts(design: Results) -> list[str]:
    """Return mass and price of a pack in parts that sum to the whole."""
    lines = [f"{design.study.title}: pack of 100 kWh"]
    for told, found, unit in (("mass", mass_parts(design), "kg"), ("price", price_parts(design), MONEY)):
        whole = sum(found.values())
        for part, amount in [*found.items(), ("sum", whole)]:
            share = float((amount / whole).m_as(""))
            lines.append(f"  {told:6}{part:28}{number(float(amount.m_as(unit))):>10} {unit:4}{share:7.1%}")
    return lines


def _sources(name: str) -> list[str]:
    """Return every value of a chemistry with its source, or the reason it was assumed."""
    found = chemistry(name)
    lines = (f"  {entry.field:22}{entry.text:18}{entry.derivation:9}{entry.why}" for entry in found.entries)
    return [found.title, *lines]
