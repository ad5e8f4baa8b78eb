"""The chart of a checked set: what each claim says, against what all the others leave room for."""

import math
import textwrap
from typing import TYPE_CHECKING, Any

from ...study.claims.checker import Check, Judgement
from ...study.claims.engine.rows import Group, Tier
from ...study.claims.ranges import BreakEven, spans_without
from ...study.claims.vocabulary import quantity
from ..plots import GRID, INK, MUTED, PALETTE, _new_axes, _styled, _told
from ..wording import plain
from .words import called, money_of, span_words, tier

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FURTHEST = 30.0  # a range that goes on is drawn this many times beyond the claim, with an arrow
_LABEL = 46


def _lines(judgement: Judgement) -> list[BreakEven]:
    """Return what is drawn: the members of a conflict, or every claim; dates have no place on this axis."""
    lines = judgement.break_even if judgement.subset else spans_without(judgement.problem, Tier.CLAIM)
    return [
        line
        for line in lines
        if not quantity(line.span.quantity.partition("__")[0]).plain and _stated(judgement, line.group)
    ]


def _stated(judgement: Judgement, group: Group) -> tuple[float | None, float | None] | None:
    """Return the bounds that a group states itself, as numbers."""
    ends: dict[bool, float] = {}
    for row in judgement.problem.program.rows:
        if judgement.groups[row.group] is group and len(row.terms) == 1:
            upper = row.terms[0][1] > 0
            ends[upper] = float(row.bound if upper else 1 / row.bound)
    return (ends.get(False), ends.get(True)) if ends else None


@_styled
def claims_chart(check: Check, ax: "Axes | None" = None) -> "Axes":
    """Draw, for each claim or member of the conflict, its own range and the one that the others leave to it.

    Parameters
    ----------
    check : a checked set of claims
    ax : Axes to draw on; a new Figure where None

    Notes
    -----
    Everything is drawn relative to the claim itself, so that quantities of any unit share one axis. Where the two bars
    of a row do not overlap, the set does not hold together.
    """
    judgement = check.judgement
    lines = _lines(judgement)
    ax = ax or _new_axes(1.7 + 0.62 * max(1, len(lines)))[0]
    reach = 1.5
    for place, line in enumerate(lines):
        reach = max(reach, _row(ax, judgement, line, place))
    ax.set_yticks(range(len(lines)), [_label(line, judgement) for line in lines])
    ax.set_xscale("log")
    reach = min(reach, _FURTHEST) * 1.25
    ax.set(ylim=(len(lines) - 0.4, -0.6), xlim=(1 / reach, reach), xlabel="Relative to what is stated (1 = as stated)")
    _ticks(ax, reach)
    ax.grid(axis="x", color=GRID)
    ax.axvline(1, color=MUTED, linewidth=0.8, zorder=0)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    _key(ax, bool(judgement.subset))
    _told(
        ax,
        f"{_cut(check.title)}: {check.verdict}\n",
        "An end without a mark goes on. Bars that do not overlap cannot both hold.",
    )
    return ax


def _ticks(ax: "Axes", reach: float) -> None:
    """Put a few round numbers on the axis, mirrored about one."""
    from matplotlib.ticker import FixedLocator, NullLocator

    known = (1.05, 1.1, 1.2, 1.5, 2, 3, 5, 10, 20, 30)
    inside = [tick for tick in known if tick < reach][-2:]
    ticks = sorted([1.0, *inside, *(1 / tick for tick in inside)])
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.3g}")


def _row(ax: "Axes", judgement: Judgement, line: BreakEven, place: int) -> float:
    """Draw one row and return how far it reaches from one."""
    stated = _stated(judgement, line.group)
    assert stated is not None
    middle = _middle(stated)
    own, others = ([None if end is None else end / middle for end in ends] for ends in (stated, line.span[1:3]))
    colour = PALETTE[0] if line.group.tier == Tier.CLAIM else PALETTE[4]
    _bar(ax, own, place - 0.1, colour, 8)
    if not line.free:
        _bar(ax, others, place + 0.16, PALETTE[1] if judgement.subset else PALETTE[2], 2.5)
    words = "free" if line.free else span_words(line.span, money_of(judgement))
    ax.annotate(words, (1.02, place + 0.16), xycoords=ax.get_yaxis_transform(), va="center", fontsize=9, color=INK)
    ends = [end for end in (*own, *([] if line.free else others)) if end]
    return max(max(end, 1 / end) for end in ends)


def _middle(ends: tuple[float | None, float | None]) -> float:
    low, high = ends
    return (
        math.sqrt(low * high) if low is not None and high is not None else float(low if low is not None else high or 1)
    )


def _bar(ax: "Axes", ends: list[float | None], place: float, colour: str, width: float) -> None:
    """Draw a range as a bar; an end that goes on is an arrow."""
    low, high = ends
    left, right = (1 / _FURTHEST / 10 if low is None else low), (_FURTHEST * 10 if high is None else high)
    style: dict[str, Any] = {"color": colour, "solid_capstyle": "butt"}
    ax.plot((left, right), (place, place), linewidth=width, **style)
    for end in (low, high):
        if end is not None:
            ax.plot(end, place, "|", color=colour, markersize=10, markeredgewidth=2)


def _label(line: BreakEven, judgement: Judgement) -> str:
    group = line.group
    name = (
        called(line.span.name, judgement)
        if group.tier == Tier.CLAIM
        else f"{called(line.span.name, judgement)} ({tier(group)})"
    )
    return f"{_cut(name)}\n{_cut(group.text)}"


def _cut(text: str) -> str:
    """Return a user's words as matplotlib prints them: short, and without what would start a formula."""
    return textwrap.shorten(plain(text), _LABEL, placeholder=" …").replace("$", r"\$")


def _key(ax: "Axes", apart: bool) -> None:
    """Say what the bars mean."""
    from matplotlib.lines import Line2D

    left = ("left to it by all others", PALETTE[1 if apart else 2], 2.5)
    rows = (("claimed", PALETTE[0], 6), ("assumed or seen", PALETTE[4], 6), left)
    handles = [Line2D([], [], color=colour, linewidth=width, label=label) for label, colour, width in rows]
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 0.98), ncols=3, columnspacing=1.2)
