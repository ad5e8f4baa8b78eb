"""The report: one self-contained page, its charts as files, and the numbers as CSV and JSON.

The same studies give the same bytes: nothing in the report depends on the time, the place or the machine.
"""

import io
import json
import re
import shlex
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from ..ground.errors import ExtraError, MoneyError, StudyError
from ..sheets.money import RateTable, rate_table
from ..study.files.exports import COLUMNS, SCHEMA as RESULTS_SCHEMA, csv_text, json_text
from ..study.implied import implied_by_systems
from ..study.study import Study
from . import page, plots, tables
from .answers import Answers, label
from .cells import section as cells
from .cells.section import cells_section
from .claims.section import conflicts, consistency_lines, systems_told
from .computed import Computed
from .driving import section
from .forecast.charts import claim_fan
from .forecast.scenarios import claim_section
from .page import COSTS, LIQUID, SOLID
from .provenance import Cell, Trail, figure_cell
from .uncertainty import page as uncertain
from .wording import plain, unit_of

SCHEMA = "ssbmodel-report-1"
DOCUMENTS = (SOLID, LIQUID)
# The paths of the documents, which are compared whatever else is shown.
STATED = (SOLID, "documents-low", "documents-high", LIQUID)
_SIZE = 160  # dots per inch of a PNG


class Written(NamedTuple):
    """What a report left behind: its files, and its tables for a terminal."""

    files: tuple[Path, ...]
    tables: tuple[Any, ...]


@dataclass(frozen=True)
class Chart:
    """One chart of the page: its picture, what it tells, and where its numbers come from."""

    name: str
    title: str
    told: str
    sources: tuple[Cell, ...]
    also: tuple[tuple[str, str], ...]
    pictures: dict[str, bytes]
    svg: str


def write_report(
    studies: Study | str | Path | Iterable[str | Path | Study] | None = None,
    out: str | Path = "ssbmodel-report",
    *,
    rates: str | RateTable | None = None,
    dated: str = "",
) -> Written:
    """Write the report of the documents' two batteries, and of any further studies, to a folder.

    Parameters
    ----------
    studies : one or several: studies, names of the library's own, or TOML files
        Shown in full beside the documents' central path and the liquid baseline, which always stand first.
    out : folder
        Made where missing; files of the same names are replaced.
    rates : RateTable, or the name of a shipped one
        For the second money; each study's own where left out. Its index and order are the study's own.
    dated : text
        Printed in the footer; the report has no date otherwise.

    Returns
    -------
    Written
        ``files``: report.html, outlook.csv, outlook.json, and a PNG and an SVG of every chart. ``tables``: what the
        command line prints.

    Raises
    ------
    ExtraError
        If jinja2 or matplotlib is not installed.
    StudyError
        If a study is unknown, or two different ones have the same name.
    """
    environment = _environment()
    table = rate_table(rates) if isinstance(rates, str) else rates
    shown = _studies([studies] if isinstance(studies, (Study, str, Path)) else studies or ())
    compared = _studies([*shown, *STATED])
    trail = Trail(map(Answers, compared))
    outlooks = [trail.outlooks[study.name] for study in shown]
    drawn, folder = _drawn(trail, outlooks, table), Path(out)
    folder.mkdir(parents=True, exist_ok=True)  # here, so that one that cannot be made is told before the slow part
    charts = [_chart(trail, name, axes) for name, axes in drawn.items()]
    pictures = {name: content for chart in charts for name, content in chart.pictures.items()}
    data = {"outlook.csv": _csv(trail, table), "outlook.json": _json(trail, table)}
    context = _context(trail, outlooks, table, charts) | {"dated": plain(dated), "files": [*data, *pictures]}
    text = environment.get_template("report.html.j2").render(context)
    files = {"report.html": text.encode(), **data, **pictures}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return Written(tuple(folder / name for name in files), _tables(trail, outlooks))


def _tables(trail: Trail, outlooks: list[Answers]) -> tuple[Any, ...]:
    """Return what the command line prints of a report; of the named systems those whose figures imply something."""
    telling = (row for row in implied_by_systems() if row.pack_energy or row.cells_mass or row.charging_power)
    compared = tables.studies_table(trail.outlooks.values())
    return (*tables.report_tables(outlooks), compared, tables.relations_table(), tables.systems_table(telling))


def _environment() -> Any:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise ExtraError(
            "a report needs jinja2, which is not installed. Write: pip install 'ssbmodel[report]'."
        ) from None
    return Environment(
        loader=PackageLoader("ssbmodel.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _studies(names: Iterable[str | Path | Study]) -> list[Study]:
    """Return the documents' two studies and the ones asked for, each once."""
    found = {name: Study.named(name) for name in DOCUMENTS}
    for asked in names:
        study = _study(asked)
        known = found.setdefault(study.name, study)
        if known != study:
            raise StudyError(
                f"two different studies are called {study.name!r}. "
                "Write another name in the [study] table of one, or replace(name=...)."
            )
    return list(found.values())


def _study(asked: str | Path | Study) -> Study:
    if isinstance(asked, Study):
        return asked
    return Study.named(str(asked)) if str(asked) in Study.named_studies() else Study.read(asked)


def _csv(trail: Trail, rates: RateTable | None) -> bytes:
    """Return every answer of every study, prices in the second money too."""
    rows = []
    for outlook in trail.outlooks.values():
        rows += outlook.found.to_records()
        second = page.exchanged(outlook, rates).outlook
        rows += [row for row in second.found.to_records() if row["name"] in COSTS] if second else []
    return csv_text(_alike_rows(rows)).encode()


def _alike_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with the columns of all of them: a study may have axes that another has not."""
    axes = dict.fromkeys(column for row in rows for column in row if column not in COLUMNS)
    first, last = COLUMNS[:3], COLUMNS[3:]
    return [{column: row.get(column, "") for column in (*first, *axes, *last)} for row in rows]


def _json(trail: Trail, rates: RateTable | None) -> bytes:
    """Return every outlook as its own JSON, and its costs in the second money."""
    listed = []
    for outlook in trail.outlooks.values():
        second = page.exchanged(outlook, rates)
        costs = (
            {name: second.outlook.results[name].magnitude.tolist() for name in COSTS if name in outlook.results}
            if second.outlook
            else {}
        )
        told = {"money": second.money, "rates": second.rates, "note": second.note, "values": costs}
        listed.append(json.loads(json_text(outlook.found)) | {"exchanged": told})
    data = {"schema": SCHEMA, "outlooks": listed}
    return (json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _drawn(trail: Trail, outlooks: list[Answers], rates: RateTable | None) -> dict[str, Any]:
    """Return the axes of the report's charts, in the order of the page."""
    solid = trail.outlooks[SOLID]
    alike = _alike(outlooks, rates)
    return {
        "cost-path": plots.cost_path(alike),
        "range": plots.range_bars(outlooks),
        "cost-range-map": plots.cost_range_map(solid),
        **section.drawn(),
        **cells.drawn(),
        "systems": plots.system_comparison()[0],
        "claim-fan": claim_fan(),
    } | uncertain.charts(trail.outlooks[SOLID])


_TOLD: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cost-path": (
        "Price per energy by year",
        "Lines are medians, bands hold 90 % of the draws. The bar at the left is what the document claims for "
        "today, the arrow at the right its upper bound. The scale is logarithmic.",
        ("base_pack_unit_price", "target_pack_unit_price"),
    ),
    "range": (
        "Range of the stated car, warm and cold",
        "Bars are medians, whiskers hold 90 % of the draws.",
        ("rated_energy", "usable_share", "battery_consumption", "capacity_retention", "heater_power"),
    ),
    "cost-range-map": (
        "What a range costs",
        "Colour is the cost of the pack that a range needs at a cost per energy. Circles: the central path's own pack, "
        "first and last year. Diamonds: the longest claimed range at the costs claimed.",
        ("battery_consumption", "usable_share", "base_pack_unit_price", "target_pack_unit_price"),
    ),
    "systems": (
        "What the named systems claim",
        "Specific energy above, distances below, the greatest first. An arrow is an end that the document leaves open.",
        (),
    ),
    "claim-fan": (
        "The claim and the history it follows",
        "Dots are prices paid for lithium-ion cells; their forecast rests on them and 76 other technologies, not on "
        "the ring. The claim's fan starts from the range of today's cost and follows the large path. Bands hold 50 and "
        "90 %.",
        (),
    ),
} | uncertain.TOLD


def _alike(outlooks: list[Answers], rates: RateTable | None) -> list[Answers]:
    """Return the outlooks in the money of the first; one that the table cannot exchange is left out."""
    money = unit_of(outlooks[0].results["pack_unit_price"]).partition("/")[0]
    kept = []
    for outlook in (one for one in outlooks if "pack_unit_price" in one.results):
        try:
            kept.append(
                outlook
                if unit_of(outlook.results["pack_unit_price"]).startswith(money)
                else outlook.in_money(money, rates=rates)
            )
        except MoneyError:
            continue
    return kept


def _chart(trail: Trail, name: str, axes: Any) -> Chart:
    """Return a chart with what is told of it; its sources are those that its own source line names."""
    title, told, fields = (_TOLD | section.TOLD | cells.TOLD)[name]
    figure = axes.figure
    sources = tuple(map(figure_cell, re.findall(r"\d{3}/[a-z0-9-]+", figure.get_supxlabel())))
    solid = trail.outlooks[SOLID]
    also = tuple((trail.assumption(solid, field).href, label(field).lower()) for field in fields)
    also += cells.LINKS.get(name, ())
    pictures = {f"{name}.{kind}": _picture(figure, kind) for kind in ("png", "svg")}
    for part in figure.findobj(lambda part: part.get_gid() in {"title", "source"}):
        part.set_visible(False)
    return Chart(
        name, title, told, sources, also, pictures, _inline(_picture(figure, "svg").decode(), name, f"{title}. {told}")
    )


def _picture(figure: Any, kind: str) -> bytes:
    """Return a figure as the bytes of a file, the same for the same figure."""
    import matplotlib.style

    style: list[Any] = ["default", plots.STYLE, {"svg.hashsalt": "ssbmodel", "svg.fonttype": "none"}]
    buffer = io.BytesIO()
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    with warnings.catch_warnings(), matplotlib.style.context(style):
        # A title may be in any script: an SVG uses the reader's own fonts, a PNG draws boxes for what is missing.
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        figure.savefig(buffer, format=kind, dpi=_SIZE if kind == "png" else 72, metadata=metadata)
    return buffer.getvalue()


_COLOURS = {plots.INK: "ink", plots.MUTED: "muted", plots.GRID: "line", plots.PAPER: "paper"}
_COLOURS |= {colour: f"c{i}" for i, colour in enumerate(plots.PALETTE)}


def _inline(svg: str, name: str, told: str) -> str:
    """Return a picture as part of the page: its ids its own, its colours and letters those of the page."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r' xmlns(:xlink)?="[^"]*"| (?:width|height)="[\d.]+pt"', "", body).replace("xlink:href", "href")
    body = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", body)
    for colour, variable in _COLOURS.items():
        body = body.replace(f": {colour}", f": var(--{variable})")
    body = re.sub(r"(font: [^;\"']*?\d+px) [^;\"]*", r"\1 var(--sans)", body)
    return body.replace("<svg", f'<svg role="img" aria-label="{escape(told)}"', 1)


def _context(trail: Trail, outlooks: list[Answers], rates: RateTable | None, charts: list[Chart]) -> dict[str, Any]:
    """Return what the template of the page asks for."""
    from markupsafe import Markup

    return {
        "version": __version__,
        "schema": f"{SCHEMA}, {RESULTS_SCHEMA}",
        "command": _command([outlook.name for outlook in outlooks[len(DOCUMENTS) :]]),
        "first_year": outlooks[0].years[0],
        "last_year": outlooks[0].years[-1],
        "rates": rates or outlooks[0].study.money.table,
        "charts": {chart.name: replace(chart, svg=Markup(chart.svg)) for chart in charts},
        "costs": [page.cost_table(trail, one, rates) for one in outlooks if "pack_price" in one.results],
        "pack": page.pack_table(trail, outlooks),
        "car": page.car(trail, outlooks),
        "implied_columns": page.IMPLIED.values(),
        "cells": cells_section(),
        "computed": Computed(),
    } | {name: make(trail) for name, make in _PARTS.items()}


def _command(names: list[str]) -> str:
    """Return the line that makes the report again; a study of the user's own stands in a file."""
    words = (name if name in Study.named_studies() else f"{name}.toml" for name in names)
    return " ".join(["python -m ssbmodel report", *(shlex.quote(plain(word)) for word in words)])


_PARTS: dict[str, Callable[[Trail], Any]] = {
    "answer": page.answer,
    "reach": page.reach,
    "summary": page.summary,
    "needs": page.needs_table,
    "relations": page.cards,
    "consistency": lambda _: {"lines": consistency_lines(), "patterns": conflicts(), "systems": systems_told()},
    "systems": lambda _: page.named_systems(),
    "reasons": page.reasons,
    "implied_reasons": page.implied_reasons,
    "assumptions": Trail.chosen,
    "documents": lambda _: page.documents(),
    "decline": lambda _: claim_section(),
}
