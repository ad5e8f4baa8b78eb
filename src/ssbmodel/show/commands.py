"""The commands of the program ``ssbmodel``: each reads its words, asks the library one question, prints the answer.

What a program reads on (TOML, CSV, JSON) is written as utf-8 whatever the terminal, so that ``> my.toml`` reads back.
"""

import itertools
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from .. import __version__
from ..core.terms import near, term
from ..ground.errors import SsbError, StudyError, short
from ..sheets import coverage, reader, systems as named
from ..sheets.money import priced
from ..study.axes import look_at_stated
from ..study.files.exports import csv_text
from ..study.relations import Relation, worked_relations
from ..study.study import Study
from . import tables
from .answers import Answers
from .cells.command import cell
from .claims import command as claim_commands
from .driving.command import range_command
from .wording import humanised, number, plain, said, unit_of

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help can be read in any terminal, however narrow
    context_settings={"help_option_names": ["-h", "--help"]},
)
FAULTS = 1
_YEARS = re.compile(r"([0-9]{4})(?:[-–]([0-9]{4}))?")

Text = str | None
AnyStudy = Annotated[str, typer.Argument(metavar="STUDY", help="A name that 'studies' lists, or a TOML file.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _option(metavar: str, told: str, *names: str) -> Any:
    """Return an option that takes a text."""
    return typer.Option(*names, metavar=metavar, help=told)


@app.callback(invoke_without_command=True, epilog="First try: ssbmodel report")
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """What a solid-state EV battery would cost and how far it would go, against a liquid-electrolyte one.

    Every number is a figure of a document or an assumption with a reason; 'explain' shows which.
    """
    if version:
        print(f"ssbmodel {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command(epilog="Example: ssbmodel report parity-2030 my.toml --out my-report")
def report(
    studies: Annotated[
        list[str] | None,
        typer.Argument(metavar="STUDY", help="Names or TOML files, beside the documents' own two."),
    ] = None,
    out: Annotated[Path, _option("DIR", "Folder to write to; made where missing.")] = Path("ssbmodel-report"),
) -> None:
    """Write the report: a page for the browser, charts, CSV and JSON."""
    from .report import write_report

    if out.exists() and not out.is_dir():
        raise typer.BadParameter(f"{str(out)!r} is a file. Write the name of a folder.", param_hint="--out")
    written = write_report([_study(word) for word in studies or ()], out=out)
    _show(written.tables)
    for path in written.files:
        print(plain(str(path)))


@app.command(epilog='Example: ssbmodel outlook documents-central --rated-energy "80 kWh"')
def outlook(
    study: AnyStudy,
    *,
    years: Annotated[Text, _option("YEARS", "2025-2030, or 2025,2030; all of them where left out.")] = None,
    ambient: Annotated[Text, _option("TEXT", 'Air temperature in the cold: "-7 degC". Needs the next three.')] = None,
    capacity_retention: Annotated[Text, _option("TEXT", "Share of the usable energy left at it: 0.9")] = None,
    rolling_ratio: Annotated[Text, _option("TEXT", "Consumption but for air drag at it, over the reference: 1")] = None,
    heater_power: Annotated[Text, _option("TEXT", 'Mean heating power at it: "3 kW"')] = None,
    rated_energy: Annotated[Text, _option("TEXT", 'Energy of the pack: "80 kWh"')] = None,
    consumption: Annotated[Text, _option("TEXT", 'Energy per distance at the battery: "160 Wh/km"')] = None,
    other: Annotated[
        list[str] | None, _option("TEXT", 'Any name: mean_speed="50 km/h". May be repeated.', "--set")
    ] = None,
    money: Annotated[Text, _option("MONEY", "Currency and price year to show: USD_2025")] = None,
    rates: Annotated[Text, _option("NAME", "Table of exchange rates; the study's where left out.")] = None,
    index: Annotated[Text, _option("NAME", "Index of prices: cpi or gdp_deflator; the study's where left out.")] = None,
    order: Annotated[Text, _option("NAME", "exchange_deflate or deflate_exchange; the study's where left out.")] = None,
    csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Answer a study year by year: price, mass, volume, range.

    Options put another value in the place of the study's. A value has its unit, and quotes where there is a space
    in it.
    """
    cold = {"ambient_temperature": ambient, "capacity_retention": capacity_retention, "rolling_ratio": rolling_ratio}
    pack = {"heater_power": heater_power, "rated_energy": rated_energy, "battery_consumption": consumption}
    asked = _changed(_study(study), cold | pack, other or ())
    answers = Answers(asked if years is None else _in_years(asked, years))
    if any(word is not None for word in (money, rates, index, order)):
        wanted = asked.money.unit if money is None else str(priced(money, "--money", "--money {}"))
        answers = answers.in_money(wanted, rates=rates, index=index, order=order)
    if _form(csv, as_json):
        _data(answers.found.to_csv() if csv else answers.found.to_json())
    else:
        _show(tables.report_tables([answers]))


@app.command(epilog="Example: ssbmodel studies")
def studies() -> None:
    """List the studies that come with the program."""
    names = Study.named_studies()
    width = max(map(len, names))
    for name in names:
        print(f"{name:{width}}  {Study.named(name).title}")


@app.command(epilog="Example: ssbmodel study documents-central --out my.toml")
def study(
    name: AnyStudy,
    *,
    out: Annotated[Path | None, _option("FILE", "File to write to, as utf-8; the terminal where left out.")] = None,
) -> None:
    """Print a study as TOML, to edit and run.

    What is edited runs with: ssbmodel outlook my.toml
    """
    text = _study(name).to_toml()
    if out is None:
        _data(text)
    else:
        out.write_text(text, encoding="utf-8")
        print(plain(str(out)))


@app.command(epilog="Example: ssbmodel wiring documents-central cold_range")
def wiring(
    study: AnyStudy,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="An answer; all of the study's where left out.")
    ] = None,
) -> None:
    """Show which part of a study supplies what to which."""
    _print(str(_study(study).wiring(name)))


@app.command(epilog="Example: ssbmodel explain documents-central cold_range")
def explain(
    study: AnyStudy,
    name: Annotated[str, typer.Argument(metavar="NAME", help="An answer, such as pack_mass, or an input.")],
) -> None:
    """Show where a number comes from, down to the documents.

    First the formula, then each assumption with its reason and the figures it rests on.
    """
    _print(str(_study(study).explain(name)))


@app.command(epilog="Example: ssbmodel figures --quantity specific_energy")
def figures(
    *,
    quantity: Annotated[Text, _option("NAME", "What is stated: battery_cost")] = None,
    subject: Annotated[Text, _option("NAME", "Of what it is stated: solid-state-battery")] = None,
    group: Annotated[Text, _option("NAME", "Kind of quantity: cost, battery, charging ...")] = None,
    document: Annotated[Text, _option("ID", "Document that states it: 004")] = None,
    id: Annotated[Text, _option("ID", "One figure: 004/battery-cost-2030")] = None,
    csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List what the documents say, one figure per line."""
    known = reader.figures()
    found = known.find(quantity=quantity, subject=subject, group=group, document=document)
    found = found if id is None else reader.Figures({id: known[id]} if known[id].id in found else {})
    _listed(found.values(), found.to_records(), csv, as_json)


@app.command(epilog="Example: ssbmodel systems --type vehicle")
def systems(
    *,
    name: Annotated[Text, _option("NAME", "Name or alias: Kunpeng")] = None,
    type: Annotated[Text, _option("NAME", "What it is: cell, pack, vehicle, programme, policy ...")] = None,
    document: Annotated[Text, _option("ID", "Document that names it: 004")] = None,
    solid_class: Annotated[Text, _option("NAME", "liquid, hybrid, solid or unspecified")] = None,
    id: Annotated[Text, _option("ID", "One system: S25")] = None,
    csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List the batteries, vehicles and plans the documents name."""
    known = named.systems()
    found = known.find(name=name, type=type, document=document, solid_class=solid_class)
    rows = [row for row in (found.values() if id is None else [known[id]]) if row.id in found]
    _listed(rows, [row.model_dump(mode="json", by_alias=True) for row in rows], csv, as_json)


@app.command(epilog="Example: ssbmodel verify --documents my-documents")
def verify(
    documents: Annotated[Path, _option("DIR", "Folder that holds the documents.")],
    sheet: Annotated[
        list[Path] | None, _option("FILE", "A sheet of your own, in place of the shipped ones. May be repeated.")
    ] = None,
) -> None:
    """Compare the sheets of figures with the documents.

    Every token must be in its place, and every number of a document accounted for. The exit code is 1
    where something does not hold; the ids are printed.
    """
    found = coverage.verify(documents, [reader.load_sheet(path) for path in sheet] if sheet else None)
    _print(str(found))
    if not found.ok:
        raise typer.Exit(FAULTS)


@app.command(epilog="Example: ssbmodel relations")
def relations() -> None:
    """Work out five relations between the figures.

    Each with what it implies, and whether the figures fit together.
    """
    _print("\n\n".join("\n".join(_worked(relation)) for relation in worked_relations().values()))


app.command(epilog="Example: ssbmodel cell --chemistry sulfide-nmc-li --set cell_yield=0.9")(cell)
app.command("range", epilog="Example: ssbmodel range --vehicle nissan-leaf --cycle WLTC --ambient -20")(range_command)


def _worked(relation: Relation) -> Iterator[str]:
    """Yield the lines that tell a relation."""
    yield f"{relation.id} {relation.title}: {relation.verdict}"
    yield f"  {relation.equation}"
    for name, value in relation.values.items():
        how = said("annual_decline" if "decline" in name else name, unit_of(value))
        numbers = " / ".join(map(number, how.values(np.atleast_1d(value.magnitude))))
        yield f"  {humanised(name)}: {numbers} {how.unit}".rstrip()
    yield f"  {relation.because}"
    yield f"  Open: {relation.question}"
    yield f"  Figures: {', '.join(relation.rests_on)}"


def _study(word: str) -> Study:
    """Return a named study, or the one in a file."""
    looks_like_file = "/" in word or "\\" in word or word.lower().endswith(".toml") or os.path.exists(word)
    if word in Study.named_studies() or not looks_like_file:
        return Study.named(word)
    try:
        return _looked_at(Study.read(word))
    except SsbError as error:
        name = os.path.basename(word)
        named = name in str(error) or not os.path.isfile(word)
        raise StudyError(str(error) if named else f"{name}: {error}") from None


def _looked_at(study: Study) -> Study:
    """Return a study whose parts fit together and whose stated values can be, so that its file is named if not."""
    made = study.composition
    look_at_stated(made, made.graph.walk(*study.answers))
    return study


def _changed(study: Study, options: Mapping[str, Text], settings: Iterable[str]) -> Study:
    """Return a study with the values that the command line gives for some of its names."""
    given = {name: _value(text) for name, text in options.items() if text is not None}
    for setting in settings:
        field, equals, text = setting.partition("=")
        if not equals:
            raise StudyError(f'--set {short(setting)} has no "=". Write --set mean_speed="50 km/h".')
        if field in given:
            raise StudyError(f"{field} is given twice. Keep one.")
        if term(field) is None and field not in study.names:
            raise StudyError(f"{field!r} is no name.{near(field)}")
        given[field] = _value(text)
    return study.replace(**given) if given else study


def _in_years(study: Study, text: str) -> Study:
    """Return a study asked in the years that the command line gives, none before that of its base price."""
    years = list(_years(text) or ())
    first = study.composition.said.get("base_year")
    if first is not None and years[0] < first.value:
        raise StudyError(f"--years {short(text)}. Expected years from {first.value:g} on, the year of the price today.")
    return study.replace(years=years)


def _value(text: str) -> Any:
    """Return a text as a value: a plain number where it is one, else text with its unit."""
    try:
        return float(text)
    except ValueError:
        return text


def _years(text: Text) -> Iterable[int] | None:
    """Return the years of ``2025-2030`` or ``2025,2030``."""
    if text is None:
        return None
    spans: list[range] = []
    for part in text.split(","):
        found = _YEARS.fullmatch(part.strip())
        spans.append(range(int(found[1]), int(found[2] or found[1]) + 1) if found else range(0))
    if not all(spans):
        wanted = "Expected years, or first to last; write 2025-2030 or 2025,2030."
        raise StudyError(f"--years {short(text)}. {wanted}")
    return itertools.chain.from_iterable(spans)


def _form(csv: bool, as_json: bool) -> bool:
    """Return whether data is asked for, in one form."""
    if csv and as_json:
        raise StudyError("--csv and --json are both given. Keep one.")
    return csv or as_json


def _listed(found: Iterable[Any], rows: list[dict[str, Any]], csv: bool, as_json: bool) -> None:
    """Print what was found, as lines or as data."""
    if not rows:
        print("ssbmodel: nothing agrees with all that was asked.", file=sys.stderr)
    if not _form(csv, as_json):
        for row in found:
            print(row)
    elif csv:
        _data(csv_text([{key: _cell(value) for key, value in row.items()} for row in rows]))
    else:
        _data(json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _cell(value: Any) -> Any:
    """Return a value as one that fits a cell of a table."""
    if isinstance(value, dict):
        return " ".join(f"{key}={item}" for key, item in value.items())
    return " ".join(value) if isinstance(value, list) else value


def _data(text: str) -> None:
    typer.echo(text.encode("utf-8"), nl=False)


def _print(text: str) -> None:
    """Print lines that may hold a user's words, without what a terminal would act on."""
    for line in text.split("\n"):
        print(plain(line))


def _show(renderables: Iterable[Any]) -> None:
    from rich.console import Console

    Console(highlight=False).print(*renderables, sep="\n")


claim_commands.add_to(app)
