"""Charts of forecasts: the fan of a claim over its history, and what a hindcast found."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ...costs.money import Money
from ...ground.spelling import is_money
from ...ground.units import Q
from ...presets.loader import preset
from ...presets.pack_surveys import pack_prices
from ...study.forecast.claims import MONEY, CostClaim, liquid_outputs
from ...study.forecast.engine import cost_forecast, named_prior, named_settings
from ...study.forecast.hindcast import Hindcast
from ...study.forecast.series import CostSeries, named_series
from ..plots import GRID, INK, MUTED, PALETTE, PAPER, _log_ticks, _new_axes, _styled, _told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = Money("USD_2025")
BANDS = ((0.05, 0.95, 0.16), (0.25, 0.75, 0.26))
UNTIL = 2035
LINES = {
    "random-walk": ("random walk", MUTED, ":"),
    "log-log": ("log-log, volume known", PALETTE[1], "--"),
    "moore": ("Moore", PALETTE[3], "-."),
    "wright-known": ("first-difference Wright, volume known", PALETTE[4], "--"),
    "pooled-known": ("pooled Wright, volume known", PALETTE[2], "--"),
    "pooled": ("pooled Wright, volume forecast", PALETTE[0], "-"),
    "mixture": ("mixture, volume forecast", PALETTE[5], "-"),
}


@_styled
def claim_fan(name: str = "claim-range-large-own", ax: "Axes | None" = None) -> "Axes":
    """Draw lithium-ion's history and forecast, and the claim for solid-state with the fan of one of its scenarios.

    Everything is in US dollars of the year of the claim, by the index and the order of a study.

    Parameters
    ----------
    name : a scenario of the claim
    ax : Axes to draw on; a new Figure where None
    """
    ax = ax or _new_axes(4.9)[0]
    cells, claim = named_series("lithium-ion-cells-extended"), CostClaim.named(name)
    _history(ax, cells)
    _paid(ax)
    made = liquid_outputs(cells.years[-1] + 1, UNTIL)
    prior, settings = named_prior("experience-curves"), named_settings()
    ahead = cost_forecast(cells, until=UNTIL, prior=prior, settings=settings, outputs=made)
    years = [cells.years[-1], *ahead.years]
    _fan(
        ax,
        years,
        lambda p: np.r_[_shown(cells.last), _shown(ahead.quantile(p))],
        PALETTE[0],
        "liquid, forecast from 2018",
    )
    process, first = claim.process("panel"), preset("claims.toml")["claim"]["start"]
    start = process.start * np.exp(process.start_sd * _normal(np.array([0.05, 0.25, 0.5, 0.75, 0.95])))
    begins = dict(zip((0.05, 0.25, 0.5, 0.75, 0.95), start))
    span = range(first, UNTIL + 1)
    told = f"{claim.start} start, {claim.path} path, {claim.base} experience"
    costs = {p: np.r_[begins[p], process.quantile(p)[: len(span) - 1]] for p in begins}
    _fan(ax, list(span), lambda p: _claimed(costs[p]), PALETTE[1], f"solid-state: {told}")
    _mark(ax)
    _finish(ax, claim)
    return ax


def _history(ax: "Axes", cells: CostSeries) -> None:
    costs = _shown(Q(np.exp(cells.y), f"{cells.money}/Wh"))
    ax.plot(cells.years, costs, "o", color=INK, ms=3.5, label="lithium-ion cells, prices paid")


def _paid(ax: "Axes") -> None:
    """Mark the surveyed price of cells in the money shown: it is later than the history and has no part in the fit."""
    paid = next(p for p in pack_prices() if p.level == "cell" and f"{p.value.units:~}".startswith(SHOWN.unit))
    which = "all cells" if paid.of == "all" else f"cells of {paid.of}"
    label = f"{which}, {paid.year} (BloombergNEF)"
    ax.plot([paid.year], [paid.value.m_as(f"{SHOWN.unit}/kWh")], "o", color=INK, mfc=PAPER, ms=5, label=label)


def _fan(ax: "Axes", years: list[int], quantile: Any, colour: str, label: str) -> None:
    for low, high, opacity in BANDS:
        ax.fill_between(years, quantile(low), quantile(high), color=colour, alpha=opacity, lw=0)
    ax.plot(years, quantile(0.5), color=colour, lw=1.8, label=label)


def _mark(ax: "Axes") -> None:
    claim = preset("claims.toml")["claim"]
    cost = float(_claimed(np.array([claim["cost"]]))[0])
    ax.annotate("", (claim["year"], cost * 0.62), (claim["year"], cost), arrowprops={"arrowstyle": "->", "color": INK})
    ax.plot([claim["year"]], [cost], marker="_", ms=12, mew=2.2, color=INK)
    told = f"the claim: below {claim['cost']} yuan/Wh\nin {claim['year']} ({cost:.0f} {SHOWN.unit}/kWh)"
    ax.annotate(told, (claim["year"], cost), (-8, -6), textcoords="offset points", ha="right", va="top", fontsize=9)


def _finish(ax: "Axes", claim: CostClaim) -> None:
    ax.set_xlim(1990.5, UNTIL + 0.5)
    ax.set_ylim(10, 12_000)
    _log_ticks(ax, [])
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.grid(axis="y", color=GRID)
    ax.set(xlabel="Year", ylabel=f"Cost per rated energy ({SHOWN.unit}/kWh)")
    ax.legend(loc="upper right", labelcolor=INK, frameon=True, facecolor=PAPER, framealpha=0.85, edgecolor="none")
    data, history = preset("claims.toml")["claim"], named_series("lithium-ion-cells")
    source = (
        f"History: {history.source}; money by {SHOWN.entrance(history.money).how}. Claim and start: figures "
        f"{', '.join(data['rests_on'])}, taken as {MONEY} and {SHOWN.entrance(MONEY).how}. Volume of liquid "
        "cells: constructed to 2025, then assumed to reach 3 TWh in 2030. Bands hold 50 and 90 %. "
        "Exponents: 76 technologies."
    )
    _told(ax, "A claim and the history it follows", source)


def _shown(cost: Any) -> np.ndarray:
    money = next(name for name, _ in cost.unit_items() if is_money(name))
    return np.asarray(cost.m_as(f"{money}/kWh") * SHOWN.entrance(money).factor)


def _claimed(costs: np.ndarray) -> np.ndarray:
    """Return the claim's yuan as dollars of the same year."""
    return _shown(Q(costs, f"{MONEY}/Wh"))


def _normal(probability: np.ndarray) -> np.ndarray:
    from scipy.special import ndtri

    return np.asarray(ndtri(probability))


@_styled
def hindcast_chart(found: Hindcast, axes: "list[Axes] | None" = None) -> "list[Axes]":
    """Draw CRPS and coverage by horizon for the methods side by side, and where outcomes fell in the forecasts.

    Parameters
    ----------
    found : Hindcast
    axes : three Axes to draw on; a new Figure where None
    """
    axes = axes or _new_axes(8.6, (1.3, 1, 0.8))
    for name in [n for n in LINES if n in found.scores]:
        label, colour, style = LINES[name]
        by = found[name].by_horizon(range(1, 21))
        axes[0].plot(list(by), [s.crps for s in by.values()], style, color=colour, label=label)
        axes[1].plot(list(by), [s.coverage_90 for s in by.values()], style, color=colour)
    axes[0].set(ylabel="CRPS of ln(cost)", ylim=(0, 1.4))
    axes[0].legend(loc="upper left", ncols=2)
    axes[1].axhline(0.9, color=INK, lw=0.8)
    axes[1].set(ylabel="Outcomes in the 90 % band", xlabel="Years ahead", ylim=(0.3, 1))
    for ax in axes[:2]:
        ax.grid(axis="y", color=GRID)
        ax.set_xticks([1, 5, 10, 15, 20])
    _tenths(axes[2], found)
    panel = found.panel
    source = f"{panel.file}: {len(panel)} technologies, {found['pooled'].summary().forecasts:,} forecasts."
    _told(axes[0], "Forecasts of the past: error, coverage, and where outcomes fell", source)
    return axes


def _tenths(ax: "Axes", found: Hindcast) -> None:
    for place, name in enumerate(("pooled-known", "pooled")):
        label, colour, _ = LINES[name]
        ax.bar(np.arange(10) + 0.3 + 0.4 * place, found[name].tenths(), 0.36, color=colour, label=label, alpha=0.85)
    ax.axhline(0.1, color=INK, lw=0.8)
    ax.set_xticks(np.arange(11), [f"{p}" for p in range(0, 101, 10)])
    ax.set(ylabel="Share of outcomes", xlabel="Percentile of the forecast in which the outcome fell", xlim=(0, 10))
    ax.legend(loc="upper right")
