"""Charts of uncertain answers: a distribution, a fan over the years, a tornado, the influence of the inputs.

Each draws on the Axes it is given, or makes a Figure of its own, and returns the Axes.
"""

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.terms import term
from ...study.questions.influence import Influence, Tornado
from ...study.uncertainty.spread import Answer, Spread
from ..answers import label
from ..plots import GRID, INK, PALETTE, PAPER, _new_axes, _styled, _told
from ..wording import Said, exactly, humanised, number, said, unit_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FAN = (0.98, 0.9, 0.5)  # nested intervals, the widest first
_YEAR = re.compile(r"\[year=(\d{4})\]$")
_ROW = 0.42  # inches of a chart's height per input


@_styled
def spread_chart(answer: Answer, ax: "Axes | None" = None) -> "Axes":
    """Draw one answer's distribution, its median and the interval that holds 90 % of the cases."""
    ax = ax or _new_axes(3.4)[0]
    edges, shares = answer.histogram(60)
    how = said(answer.name, unit_of(edges))
    places = _in(how, edges.magnitude)
    widths = np.diff(places)
    low, high, *_ = answer.interval(0.9)
    ends = [float(_in(how, end.magnitude)) for end in (low, answer.quantile(0.5), high)]
    heights = np.divide(shares, widths, out=np.zeros_like(shares), where=widths > 0)
    inside = (places[:-1] + widths / 2 >= ends[0]) & (places[:-1] + widths / 2 <= ends[2])
    for part, alpha in ((inside, 0.85), (~inside, 0.3)):
        ax.bar(places[:-1][part], heights[part], widths[part], align="edge", color=PALETTE[0], alpha=alpha, linewidth=0)
    ax.axvline(ends[1], color=INK, linewidth=1.4)
    told = f"median {number(ends[1])}; 90 % of cases from {number(ends[0])} to {number(ends[2])}"
    ax.set(xlabel=_axis(answer.name, how.unit), ylim=(0, None))
    ax.set_yticks([])
    ax.xaxis.set_major_formatter("{x:,.6g}")
    ax.spines["left"].set_visible(False)
    _told(ax, f"{_words(answer.name)}: {told}", _drawn(answer.spread))
    return ax


@_styled
def fan_chart(spread: Spread, name: str, ax: "Axes | None" = None) -> "Axes":
    """Draw an answer over the years: the median, and bands that hold 50, 90 and 98 % of the cases.

    Parameters
    ----------
    spread : of a study, over several years
    name : the answer without its year, such as ``"pack_price"``
    ax : Axes to draw on; a new Figure where None
    """
    ax = ax or _new_axes(4.2)[0]
    years, columns = _by_year(spread, name)
    how = said(name, unit_of(columns[0].mean))
    for level, alpha in zip(FAN, (0.14, 0.26, 0.44)):
        low, high = (
            [float(_in(how, column.quantile(share).magnitude)) for column in columns]
            for share in ((1 - level) / 2, (1 + level) / 2)
        )
        ax.fill_between(years, low, high, color=PALETTE[0], alpha=alpha, linewidth=0, label=f"{level:.0%} of cases")
    middle = [float(_in(how, column.quantile(0.5).magnitude)) for column in columns]
    ax.plot(years, middle, color=PALETTE[0], linewidth=2, marker="o", markersize=5, label="median")
    ax.annotate(number(middle[-1]), (years[-1], middle[-1]), (7, -3), textcoords="offset points", color=INK, fontsize=9)
    ax.set(ylabel=_axis(name, how.unit), xlabel="Year", ylim=(0, None), xlim=(years[0], years[-1] + 0.35))
    ax.set_xticks(years if len(years) < 16 else years[:: len(years) // 8])
    ax.yaxis.set_major_formatter("{x:,.6g}")
    ax.grid(axis="y", color=GRID)
    ax.legend(loc="upper right", labelcolor=INK)
    _told(ax, f"{_words(name)}, as the assumptions spread it", _drawn(spread))
    return ax


@_styled
def tornado_chart(tornado: Tornado, ax: "Axes | None" = None) -> "Axes":
    """Draw an answer at both ends of each input that moves it, the widest bar on top, both ends in their units."""
    bars = tornado.moving
    ax = ax or _new_axes(1.3 + _ROW * max(1, len(bars)))[0]
    how = said(tornado.answer, unit_of(tornado.bars[0].answer_reference))
    middle = float(_in(how, tornado.bars[0].answer_reference.magnitude))
    for place, bar in enumerate(bars):
        for end, colour in ((0, PALETTE[5]), (1, PALETTE[0])):
            value = float(_in(how, (bar.answer_low, bar.answer_high)[end].magnitude))
            ax.barh(place, value - middle, 0.66, left=middle, color=colour, linewidth=0)
            other = float(_in(how, (bar.answer_high, bar.answer_low)[end].magnitude))
            side = 1 if value > min(middle, other) else -1
            words = _amount(bar.input, (bar.low, bar.high)[end])
            style: dict[str, Any] = {"va": "center", "ha": "left" if side > 0 else "right", "fontsize": 8.5}
            ax.annotate(words, (value, place), (5 * side, 0), textcoords="offset points", color=INK, **style)
    ax.axvline(middle, color=INK, linewidth=1.2)
    ax.set_yticks(range(len(bars)), [humanised(bar.input) for bar in bars])
    ax.set(ylim=(len(bars) - 0.4, -0.6), xlabel=_axis(tornado.answer, how.unit))
    ax.xaxis.set_major_formatter("{x:,.6g}")
    ax.margins(x=0.25)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color=GRID)
    _told(ax, f"{_words(tornado.answer)}: {number(middle)} at median inputs", "")
    return ax


@_styled
def influence_chart(influence: Influence, answer: str, ax: "Axes | None" = None) -> "Axes":
    """Draw the share of an answer's variance that each input carries: alone, and together with the others."""
    rows = [row for row in influence.of(answer) if row[2] >= 0.005]
    ax = ax or _new_axes(1.3 + _ROW * max(1, len(rows)))[0]
    for place, (_, first, total) in enumerate(rows):
        ax.barh(place, total, 0.66, color=PALETTE[0], alpha=0.35, linewidth=0, label=None if place else "with others")
        ax.barh(place, max(first, 0), 0.66, color=PALETTE[0], linewidth=0, label=None if place else "alone")
        ax.annotate(f"{total:.2f}", (total, place), (5, 0), textcoords="offset points", va="center", fontsize=8.5)
    ax.set_yticks(range(len(rows)), [humanised(name) for name, *_ in rows])
    ax.set(ylim=(len(rows) - 0.4, -0.6), xlim=(0, 1.1), xlabel="Share of the variance (Sobol indices)")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color=GRID)
    ax.legend(loc="lower right", labelcolor=INK, facecolor=PAPER)
    _told(ax, f"What drives {_words(answer).lower()}", f"two Sobol sets of {influence.n:,} cases")
    return ax


def _by_year(spread: Spread, name: str) -> tuple[list[int], list[Answer]]:
    """Return the years of an answer and its distribution in each; one that does not change has a single year."""
    found = {int(year[1]): spread[one] for one in spread if (year := _YEAR.search(one)) and one[: year.start()] == name}
    if not found:
        return [0], [spread[name]]
    return sorted(found), [found[year] for year in sorted(found)]


def _in(how: Said, value: Any) -> Any:
    """Return a value, or an array, in the unit in which people say it."""
    return value * how.scale + how.offset


def _words(name: str) -> str:
    """Return what a reader calls an answer, its year behind it."""
    year = _YEAR.search(name)
    stem = name[: year.start()] if year else name
    told = label(stem) if term(stem) else humanised(stem)
    return f"{told}, {year[1]}" if year else told


def _axis(name: str, unit: str) -> str:
    told = _words(_YEAR.sub("", name))
    return f"{told} ({unit})" if unit else told


def _amount(name: str, quantity: Any) -> str:
    how = said(name, unit_of(quantity))
    return f"{exactly(float(_in(how, quantity.magnitude)), name)} {how.unit}".rstrip()


def _drawn(spread: Spread) -> str:
    """Return how the cases were drawn, for the line under a chart."""
    return f"{spread.n:,} cases, {spread.method} draws, seed {spread.seed}"
