"""The tables of hindcasts as plain rows of text, for a terminal and for a page alike."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from ...presets.pack_surveys import PackForecast, pack_forecasts
from ...study.forecast.fits import Settings
from ...study.forecast.hindcast import METHODS, HeldOut, Hindcast, Score, gain, hindcast
from ...study.forecast.panel import Panel, Technology
from ...study.forecast.series import CostSeries

HORIZONS = (1, 5, 10, 20)
HELD_OUT = {"folds": 5, "splits": 20, "seed": 1}
BOOTSTRAP = {"draws": 20_000, "seed": 1}
# The methods that are shown by horizon, in order; the others only lengthen a table.
SHOWN = ("random-walk", "log-log", "moore", "wright-known", "pooled-known", "pooled", "mixture")


class Table(NamedTuple):
    """A title, the heads of the columns, and rows of text."""

    title: str
    heads: tuple[str, ...]
    rows: list[list[str]]


def scores_table(found: Hindcast, title: str) -> Table:
    """Return how every method did, all horizons together."""
    heads = ("method", "CRPS", "in 90 %", "in 50 %", "abs. error", "CRPS by technology")
    return Table(title, heads, [_summary_row(score) for score in found.scores.values()])


def strict_table(full: Hindcast, strict: Hindcast, published: Hindcast) -> Table:
    """Return the methods side by side: default settings, the same in strict time, and as published."""
    heads = (
        "method",
        "CRPS",
        "in 90 %",
        "in 50 %",
        "by technology",
        "strict time: CRPS (90 %)",
        "as published: CRPS (90 %)",
    )
    rows = []
    for name, score in full.scores.items():
        row = _summary_row(score)
        others = [hc[name].summary() for hc in (strict, published)]
        rows.append([*row[:4], row[5], *(_score(s.crps, s.coverage_90) for s in others)])
    return Table("All horizons together", heads, rows)


def _summary_row(score: Score) -> list[str]:
    s = score.summary()
    point = s.coverage_90 == 0
    bands = ("–", "–") if point else (f"{s.coverage_90:.3f}", f"{s.coverage_50:.3f}")
    return [score.title, f"{s.crps:.3f}", *bands, f"{s.error:.3f}", f"{s.crps_balanced:.3f}"]


def horizon_table(found: Hindcast, title: str) -> Table:
    """Return CRPS and coverage of the 90 % band by horizon."""
    rows = []
    for name in [n for n in SHOWN if n in found.scores]:
        by = found[name].by_horizon(HORIZONS)
        rows.append([found[name].title, *(f"{s.crps:.3f} ({s.coverage_90:.2f})" for s in by.values())])
    return Table(title, ("method", *(f"{h} years" if h > 1 else "1 year" for h in HORIZONS)), rows)


def pit_table(found: Hindcast, title: str) -> Table:
    """Return the share of outcomes in each tenth of the forecast distribution."""
    names = [n for n in SHOWN if n in found.scores]
    heads = ("method", *(f"{tenth}" for tenth in range(1, 11)))
    return Table(title, heads, [[found[n].title, *(f"{share:.3f}" for share in found[n].tenths())] for n in names])


def losses_table(found: Hindcast, better: str, worse: str, most: int = 10) -> Table:
    """Return the technologies where the default loses most to another method."""
    ours, theirs = found[better].by_technology(), found[worse].by_technology()
    lost = sorted((name for name in ours if ours[name].crps > theirs[name].crps), key=lambda n: _lost(n, ours, theirs))
    rows = [
        [name.replace("_", " "), str(ours[name].forecasts), f"{ours[name].crps:.3f}", f"{theirs[name].crps:.3f}"]
        for name in lost[:most]
    ]
    title = f"{len(lost)} of {len(ours)} technologies where '{found[better].title}' loses to '{found[worse].title}'"
    title += f"; the {most} that lose most" if len(lost) > most else ""
    return Table(title, ("technology", "forecasts", "ours", "theirs"), rows)


def _lost(name: str, ours: Any, theirs: Any) -> float:
    return float(theirs[name].crps - ours[name].crps)


def series_table(found: Iterable[tuple[str, Hindcast]], title: str) -> Table:
    """Return CRPS and coverage of one series under several settings or priors, side by side."""
    listed = list(found)
    names = [name for name in METHODS if all(name in hc.scores for _, hc in listed)]
    rows = []
    for name in names:
        cells = [hc[name].summary() for _, hc in listed]
        rows.append([METHODS[name].title, *(_score(s.crps, s.coverage_90) for s in cells)])
    return Table(title, ("method", *(label for label, _ in listed)), rows)


def _score(crps: float, coverage: float) -> str:
    """Return an error with its coverage; a point covers nothing."""
    return f"{crps:.3f} ({coverage:.2f})" if coverage else f"{crps:.3f}"


def as_technology(series: CostSeries, prior_experience: float = 0.0) -> Technology:
    """Return a series as something the hindcast can forecast, with another prior experience in Wh."""
    x = np.log(np.exp(series.x) + prior_experience)
    return Technology(series.name, np.array(series.years, float), x, series.y)


def held_out_line(found: HeldOut) -> str:
    """Return how settings did on technologies that had no part in choosing them."""
    told = [f"{crps:.3f} ({coverage:.3f})" for crps, coverage in zip(found.crps, found.coverage)]
    return (
        f"Settings chosen without a fifth of the technologies and scored on that fifth, mean of {HELD_OUT['splits']} "
        f"splits: CRPS (coverage) {told[0]} with volume known, {told[1]} with volume forecast."
    )


def file_line(panel: Panel) -> str:
    """Return which file was read."""
    return (
        f"{panel.file}: {panel.rows:,} rows, SHA-256 {panel.digest}; {len(panel)} technologies kept, "
        f"{len(panel.left_out)} left out (gaps, shrinking output, fewer than 8 points)."
    )


def gains_table(found: Hindcast) -> Table:
    """Return by how much the default beats others, and how sure that is."""
    pairs = [("pooled-known", "wright-known"), *(("pooled", other) for other in ("wright", "moore", "mixture"))]
    rows = []
    for better, worse in pairs:
        gained = gain(found[better], found[worse], **BOOTSTRAP)
        shares = [" / ".join(f"{100 * share:.0f}" for share in part) for part in gained]
        rows.append([found[better].title, found[worse].title, *shares])
    title = f"CRPS lower by, in %: 5 / 50 / 95 % of {BOOTSTRAP['draws']:,} bootstrap samples of technologies"
    return Table(title, ("method", "against", "by technology", "all forecasts"), rows)


def memory_table(panel: Panel, settings: Settings) -> Table:
    """Return what the memory of Moore's noise does: none, and both values that its source gives."""
    rows, names = [], ("moore", "moore-pooled", "mixture")
    for memory in (0.0, 0.25, settings.moore_memory):
        scores = hindcast(panel, settings._replace(moore_memory=memory), methods=names).scores.values()
        rows.append([f"{memory:g}", *(_score(s.crps, s.coverage_90) for s in (score.summary() for score in scores))])
    title = "Memory of Moore's noise (0.25 and 0.63: Farmer & Lafond 2016): CRPS (share in the 90 % band)"
    return Table(title, ("memory", *(METHODS[name].title for name in names)), rows)


def analysts_table() -> Table:
    """Return what analysts said that packs would cost beside what they did cost, the shortest horizon first."""
    over = sorted((f for f in pack_forecasts() if f.outcome is not None), key=lambda f: (f.ahead, f.made))
    heads = ("forecast", "years ahead", "USD/kWh (money)", "outcome", "error as printed", "error in one money")
    return Table("Analysts' forecasts of pack prices: ln(outcome / forecast)", heads, [_analyst_row(f) for f in over])


def _analyst_row(found: PackForecast) -> list[str]:
    assert found.outcome is not None
    outcome = f"{found.outcome.m_as(f'USD_{found.year}/kWh'):.0f}"
    errors = ["–" if e is None else f"{e:+.3f}" for e in (found.printed_error, found.error)]
    money = {None: " (not stated)", found.year: ""}.get(found.money, f" (of {found.money})")
    told = f"{found.by} {found.made} for {found.year}"
    return [told, str(found.ahead), f"{found.usd_per_kwh:g}{money}", outcome, *errors]


def analysts_line(*found: tuple[str, Hindcast]) -> str:
    """Return how far analysts missed on average, beside the median of pooled Wright over the same horizons."""
    over = [f for f in pack_forecasts() if f.outcome is not None]
    printed = [abs(f.printed_error) for f in over if f.printed_error is not None]
    real = [abs(f.error) for f in over if f.error is not None]
    ahead = [f.ahead for f in over if f.ahead]
    ours = []
    for name, hindcast_ in found:
        by = hindcast_["pooled"].by_horizon(set(ahead))
        ours.append(f"{np.mean([by[h].error for h in ahead]):.3f} on {name}")
    return (
        f"Mean absolute error of the analysts: {np.mean(printed):.3f} as printed ({len(printed)} forecasts), "
        f"{np.mean(real):.3f} in one money ({len(real)}). Medians of pooled Wright, volume forecast, at the same "
        f"horizons of a year or more: {', '.join(ours)}."
    )


def percent(share: float) -> str:
    """Return a share in percent, never rounded to none or to all.

    >>> percent(0.0001), percent(0.034), percent(0.42), percent(0.999)
    ('<0.1 %', '3.4 %', '42 %', '>99 %')
    """
    if share < 0.0005:
        return "<0.1 %"
    if share > 0.99:
        return ">99 %"
    return f"{100 * share:.{1 if share < 0.0995 else 0}f} %"


def markdown(table: Table) -> str:
    """Return a table in Markdown, its title above it."""
    lines = [table.heads, ["---"] * len(table.heads), *table.rows]
    return f"**{table.title}**\n\n" + "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def lithium_hindcasts(panel: Panel, settings: Settings, cells: CostSeries) -> list[tuple[str, Hindcast]]:
    """Return lithium-ion's own hindcast under one set of settings, for three prior experiences."""
    cases = (("B = 0", 0.0), ("B = 1 GWh", 1e9), ("B = 5 GWh", 5e9))
    return [(label, hindcast(panel, settings, series=[as_technology(cells, prior)])) for label, prior in cases]
