"""The commands ``hindcast`` and ``decline``."""

import json
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from ...study.files.exports import csv_text
from ...study.forecast.claims import CostClaim, claim_names
from ...study.forecast.engine import named_settings
from ...study.forecast.fits import Settings
from ...study.forecast.hindcast import GRID, Hindcast, candidates, chosen, held_out, hindcast, trials
from ...study.forecast.panel import Panel, read_panel
from ...study.forecast.series import named_series
from ..commands import AsCsv, AsJson, _data, _form, _show, app
from . import rows
from .rows import Table
from .scenarios import claim_records, claim_tables, subsidies_table

PANEL = "pcdb_experience_curves.csv"


@app.command("hindcast", epilog="Example: ssbmodel hindcast --data DIR")
def hindcast_command(
    data: Annotated[Path, typer.Option("--data", metavar="PATH", help=f"The panel {PANEL}, or its folder.")],
    *,
    settings: Annotated[
        str, typer.Option(metavar="NAME", help="default, reference (published methods) or long-memory.")
    ] = "default",
    strict: Annotated[bool, typer.Option("--strict", help="Priors see only the years up to the origin.")] = False,
    choose: Annotated[bool, typer.Option("--choose", help="Choose the settings again, and hold out; minutes.")] = False,
    chart: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the chart: .png or .svg")] = None,
    csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Test the cost forecasts on history.

    Fits to year t and forecasts t + h, for every origin and horizon of a panel.
    """
    panel, used = read_panel(_file(data)), named_settings(settings)
    if choose:
        _choose(panel, used)
        return
    found = hindcast(panel, used, knowledge="strict" if strict else "full")
    if chart is not None:
        from .charts import hindcast_chart

        figure: Any = hindcast_chart(found)[0].figure
        figure.savefig(chart, dpi=160)
    if _form(csv, as_json):
        _data(csv_text(records(found)) if csv else json.dumps(records(found), indent=2) + "\n")
    else:
        _tell(panel, found, used)


def _file(path: Path) -> Path:
    return path / PANEL if path.is_dir() else path


def records(found: Hindcast) -> list[dict[str, Any]]:
    """Return the summary of every method, over all horizons and by horizon, as flat records."""
    listed: list[dict[str, Any]] = []
    for name, score in found.scores.items():
        parts = {"all": score.summary()} | {str(h): s for h, s in score.by_horizon(rows.HORIZONS).items()}
        listed += [{"method": name, "horizon": h, "knowledge": found.knowledge} | s._asdict() for h, s in parts.items()]
    return listed


def _tell(panel: Panel, found: Hindcast, used: Settings) -> None:
    prior = panel.prior()
    told = f"Prior: exponent {prior.exponent:.4f}, spread {prior.exponent_spread:.4f}, noise {prior.noise:.4f} where "
    told += f"ln(experience) grows by {prior.usual_growth:.4f} a year, to the power {prior.noise_slope:.4f} of growth."
    weak = (
        f" The weak prior stood in for {100 * found.without_panel:.0f} % of the forecasts."
        if found.without_panel
        else ""
    )
    cells = rows.lithium_hindcasts(panel, used, named_series("lithium-ion-cells"))
    title = "Lithium-ion cells 1991-2016 under the same settings, CRPS (in 90 %)"
    shown = [rows.scores_table(found, f"{found['pooled'].summary().forecasts:,} forecasts")]
    shown += [
        rows.horizon_table(found, "CRPS (in 90 %) by horizon"),
        rows.losses_table(found, "pooled-known", "wright-known"),
    ]
    _show(
        [text(rows.file_line(panel)), text(told + weak), *(rich(t) for t in (*shown, rows.series_table(cells, title)))]
    )


def _choose(panel: Panel, used: Settings) -> None:
    tried = trials(panel, candidates(used))
    best = chosen(tried)
    told = ", ".join(f"{name} {getattr(best.settings, name):g}" for name in GRID)
    print(f"Chosen of {len(tried)}: {told}.")
    known, ahead = best.known.summary(), best.forecast.summary()
    print(f"CRPS {known.crps:.4f} with volume known, {ahead.crps:.4f} with volume forecast.")
    print(rows.held_out_line(held_out(tried, **rows.HELD_OUT)))


@app.command("decline", epilog="Example: ssbmodel decline claim-low-large-own")
def decline(
    names: Annotated[list[str] | None, typer.Argument(metavar="CLAIM", help="All twelve where left out.")] = None,
    *,
    csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Tell how likely the cost claim is.

    Start, path of output and experience make a scenario; each asks for something else to be believed.
    """
    asked = names or list(claim_names())
    sentences = [CostClaim.named(name).sentence for name in asked]
    records = claim_records(asked)
    if _form(csv, as_json):
        _data(csv_text(records) if csv else json.dumps(records, indent=2) + "\n")
        return
    _show([rich(table) for table in claim_tables(records)])
    _show([text(sentence) for sentence in sentences] if names else [rich(subsidies_table())])


def text(told: str) -> Any:
    """Return a sentence that a terminal wraps between words."""
    from rich.text import Text

    return Text(told)


def rich(table: Table) -> Any:
    """Return a table for a terminal: heads are wrapped between words, and the first column gives way where it must."""
    from rich import box
    from rich.table import Table as Grid

    grid = Grid(title=table.title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    grid.add_column(table.heads[0], overflow="fold")
    columns = list(zip(*_plain(table.rows)))
    for head, cells in zip(table.heads[1:], columns[1:]):
        grid.add_column(_wrapped(head, max(map(len, cells))), justify="right", no_wrap=True)
    for row in zip(*columns):
        grid.add_row(*row)
    return grid


def _wrapped(head: str, width: int) -> str:
    """Return a head in lines as long as its longest word or the column's longest cell; a unit stays with its number."""
    glued = re.sub(r"(?<=\d) (?=%)", "\u00a0", head)
    lines = textwrap.wrap(glued, max(width, *map(len, glued.split(" "))), break_long_words=False)
    return "\n".join(lines).replace("\u00a0", " ")


def _plain(listed: Iterable[list[str]]) -> list[list[str]]:
    from ..wording import plain

    return [[plain(cell) for cell in row] for row in listed]
