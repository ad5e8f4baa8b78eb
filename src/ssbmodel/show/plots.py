"""Charts: cost path, cost against range, range in the cold, and what the named systems claim.

Each function draws on the Axes it is given, or makes a Figure of its own, and returns the Axes. Units stand on every
axis, and a line under the chart names the figures it rests on. Matplotlib (extra ``report``) is loaded when first
used; pyplot and its global state are never touched.
"""

import functools
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np

from ..ground.errors import ExtraError, MoneyError
from ..ground.units import Q
from ..models.economics.cost import pack_cost
from ..models.vehicle.driving import energy_for_range
from ..sheets import reader
from ..sheets.figure import Figure as Claim
from ..sheets.systems import System, systems
from .answers import Answers
from .wording import claim, number, plain, source_line, span, unit_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's colours, which people with any colour vision can tell apart.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
INK, MUTED, GRID, PAPER = "#1b2733", "#5b6875", "#dde3e9", "#ffffff"
MARKERS = "osD^vP"
COST_TODAY, COST_THEN = "004/battery-cost-2025", "004/battery-cost-2030"
STYLE = {
    "font.size": 10, "axes.labelsize": 10, "xtick.labelsize": 9, "ytick.labelsize": 9, "legend.fontsize": 9,
    "axes.edgecolor": MUTED, "axes.labelcolor": INK, "text.color": INK, "xtick.color": MUTED, "ytick.color": MUTED,
    "xtick.labelcolor": INK, "ytick.labelcolor": INK, "axes.spines.top": False, "axes.spines.right": False,
    "axes.grid": False, "grid.color": GRID, "legend.frameon": False, "figure.facecolor": PAPER, "axes.facecolor": PAPER,
    "axes.axisbelow": True,
}  # fmt: skip
WIDTH = 7.2
_MISSING = "charts need matplotlib, which is not installed. Write: pip install 'ssbmodel[report]'."
_ROW = 0.42  # inches of a chart's height per named system


P = ParamSpec("P")
R = TypeVar("R")


def _styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Let a chart be drawn in the house's style, whatever the user's own settings are."""

    @functools.wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            import matplotlib.style
        except ImportError:
            raise ExtraError(_MISSING) from None
        with matplotlib.style.context(["default", STYLE]):
            return draw(*args, **kwargs)

    return drawn


def _new_axes(height: float, rows: Sequence[float] = (1,)) -> "list[Axes]":
    """Return one Axes per row of a new Figure."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return list(figure.subplots(len(rows), 1, height_ratios=list(rows), squeeze=False)[:, 0])


@_styled
def cost_path(outlooks: Iterable[Answers], ax: "Axes | None" = None) -> "Axes":
    """Draw each outlook's cost per energy by year, the band that holds 90 % of the draws, and what the documents claim.

    Parameters
    ----------
    outlooks : outlooks in one money
    ax : Axes to draw on; a new Figure where None

    Raises
    ------
    MoneyError
        If the outlooks are in different money.
    ExtraError
        If matplotlib is not installed.
    """
    shown = [outlook for outlook in outlooks if "pack_unit_price" in outlook.results]
    unit = _one_money(shown)
    ax = ax or _new_axes(4.5)[0]
    for i, outlook in enumerate(shown):
        _path(ax, outlook, i)
    claims = _claimed_costs(ax, unit)
    years = sorted({year for outlook in shown for year in outlook.years})
    ax.set_xlim(years[0] - 0.45, years[-1] + 0.45)
    ax.set_xticks(years if len(years) < 16 else years[:: len(years) // 8])
    _log_ticks(ax, claims)
    ax.grid(axis="y", color=GRID)
    ax.set(xlabel="Year", ylabel=f"Price per rated energy ({unit})")
    ax.legend(loc="upper right", labelcolor=INK, frameon=True, facecolor=PAPER, framealpha=0.85, edgecolor="none")
    used = (name for outlook in shown for name in outlook.rests_on("pack_unit_price")[1])
    _told(ax, "Price per energy: median, and 90 % of the draws", source_line(used))
    return ax


@_styled
def cost_range_map(outlook: Answers, ax: "Axes | None" = None) -> "Axes":
    """Map the cost of a pack over the range it gives and its cost per energy, at the study's median consumption.

    Parameters
    ----------
    outlook : its consumption and usable share make the map; its start and its end are marked, as are the claims
    ax : Axes to draw on; a new Figure where None
    """
    from matplotlib.colors import LogNorm

    ax = ax or _new_axes(5.2)[0]
    unit = unit_of(outlook.results["base_pack_price"]) + "/Wh"
    distance, cost = np.linspace(200, 1800, 120), np.geomspace(0.25, 8, 120)
    packs = _pack_for(outlook, Q(distance, "km"), Q(cost[:, None], unit)).magnitude / 1000
    levels = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    filled = ax.contourf(distance, cost, packs, levels, norm=LogNorm(levels[0], levels[-1]), cmap="cividis")
    bar = ax.figure.colorbar(filled, ax=ax, pad=0.02, ticks=levels)
    bar.outline.set_visible(False)
    bar.ax.set_yticklabels([f"{level:,}" for level in levels])
    bar.ax.minorticks_off()
    bar.set_label(f"Pack cost (thousand {unit.partition('/')[0]})", color=INK)
    _mark_packs(ax, outlook, unit)
    _log_ticks(ax, [0.4])
    consumption = outlook.said("battery_consumption")
    told = f"{number(consumption.ends.central)} {consumption.unit} at the battery, cycle not stated"
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set(xlabel=f"Range (km) at {told}", ylabel=f"Cost per rated energy ({unit})", xlim=(200, 1800))
    prices = (outlook.said(f"{which}_pack_unit_price").rests_on for which in ("base", "target"))
    used = (*(figure for rests in prices for figure in rests), *_ranges_claimed().values())
    _told(ax, "What a range costs", source_line(used, "consumption and usable share are assumptions"))
    return ax


@_styled
def range_bars(outlooks: Iterable[Answers], ax: "Axes | None" = None) -> "Axes":
    """Draw how far each outlook's pack carries the stated car, at the reference temperature and in the cold."""
    shown = [outlook for outlook in outlooks if {"driving_range", "cold_range"} <= set(outlook.results)]
    ax = ax or _new_axes(1.3 + 1.1 * len(shown))[0]
    places, labels = [], []
    for i, outlook in enumerate(shown):
        for j, (name, field) in enumerate(
            (("driving_range", "reference_temperature"), ("cold_range", "ambient_temperature"))
        ):
            places.append(i * 2.6 + j)
            labels.append(f"{outlook.said(field).ends.central:g} °C".replace("-", "−"))
            _bar(ax, outlook, name, places[-1], PALETTE[i % len(PALETTE)])
        ax.annotate(_label(outlook.title), (0, i * 2.6 - 0.5), (2, 2), textcoords="offset points", color=INK)
    ax.set_yticks(places, labels)
    ax.set(ylim=(max(places) + 0.6, -1.05), xlabel=f"Range of the stated car (km), {_car(shown)}")
    ax.margins(x=0.4)
    ax.set_xlim(left=0)
    ax.grid(axis="x", color=GRID)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    names = dict.fromkeys(f for o in shown for n in ("driving_range", "cold_range") for f in o.rests_on(n)[1])
    _told(ax, "Range, warm and cold", source_line(names, "the car is an assumption; whiskers hold 90 % of the draws"))
    return ax


@_styled
def system_comparison(axes: "Sequence[Axes] | None" = None) -> "tuple[Axes, Axes]":
    """Draw what the named systems claim, sorted: specific energy above, distances below.

    A filled mark is reported, a hollow one a target or forecast; an arrow shows an end that the document leaves open.

    Parameters
    ----------
    axes : two Axes to draw on; a new Figure where None
    """
    energies, distances = claimed("specific_energy"), claimed("driving_range", "range_added")
    if axes is None:
        sizes = (len(energies), len(distances))
        axes = _new_axes(1.9 + _ROW * sum(sizes), sizes)
    above, below = axes
    _claims(above, energies, "Wh/kg")
    _claims(below, distances, "km")
    above.set_xlabel("Specific energy (Wh/kg), cell or pack as the document leaves it")
    below.set_xlabel("Range, or range added in one charge (km), cycle not stated")
    _key(above)
    _told(above, "What the named systems claim\n", source_line(figure.id for _, figure in (*energies, *distances)))
    return above, below


def _path(ax: "Axes", outlook: Answers, place: int) -> None:
    """Draw one outlook's cost path with its band; where two coincide the first stays on top."""
    low, central, high = (outlook.case("pack_unit_price", case).magnitude for case in ("low", "central", "high"))
    colour, marker = PALETTE[place % len(PALETTE)], MARKERS[place % len(MARKERS)]
    ax.fill_between(outlook.years, low, high, color=colour, alpha=0.16, linewidth=0)
    line = ax.plot(outlook.years, central, color=colour, marker=marker, markersize=5, linewidth=2)[0]
    line.set(label=_label(outlook.title), zorder=5 - 0.1 * place)


def _bar(ax: "Axes", outlook: Answers, name: str, place: float, colour: str) -> None:
    """Draw one range as a bar with whiskers, its numbers beside it."""
    low, central, high = (float(outlook.case(name, case).magnitude[0]) for case in ("low", "central", "high"))
    ax.barh(place, central, 0.72, color=colour, alpha=0.55 if name == "cold_range" else 1.0)
    ax.plot((low, high), (place, place), color=INK, linewidth=1.4, marker="|", markersize=7)
    words = f"{number(central)} ({span(low, high)}) km" if low != high else f"{number(central)} km"
    ax.annotate(words, (high, place), (7, 0), textcoords="offset points", va="center", fontsize=9)


def claimed(*quantities: str) -> list[tuple[System, Claim]]:
    """Return the systems that claim one of the quantities, each with its figure, the greatest first."""
    known = reader.figures()
    rows = [(s, known[s.roles[q]]) for s in systems().values() for q in quantities if q in s.roles]
    return sorted(rows, key=lambda row: (-_ends(row[1])[1], row[0].id))


def _ends(figure: Claim) -> tuple[float, float]:
    """Return a figure's ends, the one it states in place of a missing one."""
    ends = [float(value) for value in (figure.low_value, figure.high_value) if value is not None]
    return ends[0], ends[-1]


def _claims(ax: "Axes", rows: list[tuple[System, Claim]], unit: str) -> None:
    """Draw one row per claim: a mark or a bar, an arrow at an open end, and the words beside it."""
    for place, (system, figure) in enumerate(rows):
        low, high = (float(Q(end, figure.unit).m_as(Q(1, unit).units)) for end in _ends(figure))
        colour = PALETTE[1] if system.solid_class == "liquid" else PALETTE[0]
        face = PAPER if figure.kind in {"target", "forecast"} else colour
        marker = "s" if figure.quantity == "range_added" else "o"
        ax.plot((low, high), (place, place), color=colour, linewidth=5, solid_capstyle="round", alpha=0.6)
        ax.plot(
            (low, high), (place, place), marker, color=colour, markerfacecolor=face, markersize=7, markeredgewidth=1.6
        )
        if figure.high_value is None or figure.low_value is None:
            _arrow(ax, (high, place), 30 if figure.high_value is None else -30, 0, colour)
        side = 38 if figure.high_value is None else 9
        ax.annotate(
            claim(figure), (high, place), (side, 0), textcoords="offset points", va="center", color=INK, fontsize=9
        )
    ax.set_yticks(range(len(rows)), [textwrap.fill(system.name, 30) for system, _ in rows])
    ax.set(ylim=(len(rows) - 0.4, -0.6), xlim=(0, max(_ends(f)[1] for _, f in rows) * 1.55))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.grid(axis="x", color=GRID)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _key(ax: "Axes") -> None:
    """Say what the marks mean, in a line above the chart."""
    from matplotlib.lines import Line2D

    marks: dict[str, dict[str, Any]] = {
        "reported": {"marker": "o", "color": PALETTE[0]},
        "target or forecast": {"marker": "o", "color": PALETTE[0], "markerfacecolor": PAPER},
        "range added": {"marker": "s", "color": PALETTE[0], "markerfacecolor": PAPER},
        "liquid": {"marker": "o", "color": PALETTE[1]},
    }
    style: dict[str, Any] = {"linestyle": "none", "markeredgewidth": 1.6, "markersize": 7}
    handles = [Line2D([], [], label=label, **style, **mark) for label, mark in marks.items()]
    ax.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 0.98), ncols=4, handletextpad=0.2, columnspacing=1.2
    )


def _arrow(ax: "Axes", start: tuple[float, float], right: float, up: float, colour: str) -> None:
    """Draw an arrow from a point, its length in points of the page."""
    arrow = {"arrowstyle": "<|-", "color": colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=start, xytext=(right, up), textcoords="offset points", arrowprops=arrow)


def _claimed_costs(ax: "Axes", unit: str) -> list[float]:
    """Draw the documents' cost today as a bar and their forecast as an upper bound; return the values drawn."""
    if not unit.startswith("CNY"):
        return []
    today, then = (reader.figures()[name] for name in (COST_TODAY, COST_THEN))
    (low, high), (_, bound) = _ends(today), _ends(then)
    year, end = _year(today) - 0.22, _year(then) + 0.22
    ax.plot((year, year), (low, high), color=INK, linewidth=1.6, marker="_", markersize=9)
    ax.plot((end,), (bound,), color=INK, marker="_", markersize=11, markeredgewidth=1.8)
    _arrow(ax, (end, bound), 0, -24, INK)
    beside: dict[str, Any] = {"textcoords": "offset points", "fontsize": 8.5, "color": INK}
    ax.annotate(f"claimed {span(low, high)}", (year, high), (-2, 6), **beside)
    ax.annotate(f"claimed {claim(then).rpartition(' ')[0]}", (end, bound), (-9, -20), ha="right", **beside)
    ax.set_ylim(bound * 0.6, max(high * 1.25, ax.get_ylim()[1]))
    return [bound]


def _year(figure: Claim) -> int:
    return int(str(figure.as_of)[:4])


def _mark_packs(ax: "Axes", outlook: Answers, unit: str) -> None:
    """Mark the study's own pack in its first and last year, and the longest claimed range at the claimed costs."""
    own = float(outlook.case("driving_range", "central").magnitude[0])
    energy = outlook.said("rated_energy").quantity().m_as("kWh")
    for end in (0, -1):
        cost = float(outlook.case("pack_unit_price", "central").magnitude[end])
        _mark_pack(ax, outlook, "o", f"{outlook.years[end]}, {energy:g} kWh pack", (own, cost))
    if unit.startswith("CNY"):
        distance = max(_ranges_claimed())
        for cost in (*_ends(reader.figures()[COST_TODAY]), _ends(reader.figures()[COST_THEN])[1]):
            _mark_pack(ax, outlook, "D", f"{distance:,g} km at {cost:g}", (distance, cost))


def _mark_pack(ax: "Axes", outlook: Answers, marker: str, words: str, place: tuple[float, float]) -> None:
    """Mark one pack at its range and cost per energy, and write its cost beside it."""
    unit = unit_of(outlook.results["base_pack_price"]) + "/Wh"
    pack = number(float(_pack_for(outlook, Q(place[0], "km"), Q(place[1], unit)).magnitude))
    box = {"boxstyle": "round,pad=0.25", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.9}
    ax.plot(*place, marker, color=INK, markerfacecolor=PAPER, markersize=7, markeredgewidth=1.6)
    ax.annotate(f"{words}: {pack}", place, (0, 11), textcoords="offset points", ha="center", fontsize=8, bbox=box)


def _pack_for(outlook: Answers, distance: Any, cost: Any) -> Any:
    """Return the cost of the pack that a distance needs at the study's consumption and usable share."""
    consumption, share = (outlook.said(field).quantity() for field in ("battery_consumption", "usable_share"))
    usable = energy_for_range(distance, consumption, capacity_retention=Q(1, ""))
    return pack_cost(usable / share, cost)


def _ranges_claimed() -> dict[float, str]:
    """Return each claimed range with the first figure that states it."""
    rows = claimed("driving_range")
    return {_ends(figure)[1]: figure.id for _, figure in reversed(rows)}


def _one_money(outlooks: list[Answers]) -> str:
    units = dict.fromkeys(unit_of(outlook.results["pack_unit_price"]) for outlook in outlooks)
    if len(units) > 1:
        raise MoneyError(
            f"cost_path: outlooks are in {' and '.join(units)}. Convert one first: outlook.in_money(..., rates=...)."
        )
    return next(iter(units))


def _car(outlooks: list[Answers]) -> str:
    """Return the car in words; its consumption is the first outlook's."""
    ends = outlooks[0].said("battery_consumption").ends
    return f"{number(ends.central)} ({span(ends.low, ends.high)}) Wh/km at the battery, cycle not stated"


def _label(title: str) -> str:
    """Return a title that matplotlib prints as it stands: a dollar would start a formula."""
    return textwrap.shorten(plain(title), 70, placeholder=" …").replace("$", r"\$")


def _log_ticks(ax: "Axes", also: Iterable[float]) -> None:
    """Put a logarithmic scale on the vertical axis with ticks at 1, 2 and 5, and at the values that matter."""
    from matplotlib.ticker import FixedLocator, NullLocator

    ax.set_yscale("log")
    low, high = ax.get_ylim()
    decades = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    ticks = {round(step * 10.0**decade, 12) for decade in decades for step in (1, 2, 5)} | set(also)
    ax.yaxis.set_major_locator(FixedLocator(sorted(tick for tick in ticks if low <= tick <= high)))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_formatter("{x:g}")


def _told(ax: "Axes", title: str, source: str) -> None:
    """Put a title above a chart and its source under it; ``gid`` lets a page that tells both itself take them away."""
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold", pad=10, gid="title")
    figure = ax.figure
    lines = [figure.get_supxlabel(), textwrap.fill(source, 128, break_on_hyphens=False)]
    told = "\n".join(dict.fromkeys(line for line in lines if line))
    figure.supxlabel(told, x=0.01, ha="left", fontsize=7, color=MUTED, gid="source")
