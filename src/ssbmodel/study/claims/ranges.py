"""Ranges that follow: what hidden quantities would have to be, and at which value a verdict changes."""

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from .engine.program import Array, logarithm
from .engine.rows import Group, Row, Tier
from .problem import Problem

_APART = " | "
Over = tuple[list[int], list[Row]]


class Span(NamedTuple):
    """A range in the quantity's own unit; a missing end is None, an open one excludes its value."""

    name: str
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False

    @property
    def quantity(self) -> str:
        """The quantity's name, without its context."""
        return self.name.rpartition(_APART)[2]

    @property
    def context(self) -> str:
        """Whose quantity it is."""
        return self.name.rpartition(_APART)[0]


class BreakEven(NamedTuple):
    """A group of rows, and the range its quantity may take as far as all the others go."""

    group: Group
    span: Span

    @property
    def free(self) -> bool:
        """Whether nothing bounds the quantity but the group itself."""
        return self.span.low is None and self.span.high is None


def implied(problem: Problem, groups: Iterable[int]) -> dict[str, Span]:
    """Return the range of every quantity over some groups; those without a bound are left out."""
    chosen = frozenset(groups)
    problem = problem.wide
    active, extra = problem.program.tightened(chosen)
    spans: dict[str, Span] = {}
    near = _near(problem)
    for column in sorted(near):
        span = _span(problem, column, (active, extra))
        if (span.low is not None or span.high is not None) and not _given(problem, column, span):
            spans[span.name] = span
    return spans


def _near(problem: Problem) -> set[int]:
    """Return the variables that hang together with a claim."""
    ties = [[c for c, _ in row.terms] for row in problem.program.rows]
    ties += [list(s[1:4]) for s in problem.program.sums]
    found = {c for row in problem.program.rows if problem.groups[row.group].tier == Tier.CLAIM for c, _ in row.terms}
    size = -1
    while size != len(found):
        size = len(found)
        for tie in ties:
            if not found.isdisjoint(tie):
                found.update(tie)
    return found


def _given(problem: Problem, column: int, span: Span) -> bool:
    """Return whether a range only repeats a limit or an envelope of the quantity itself."""
    single = [row for row in problem.program.rows if len(row.terms) == 1 and row.terms[0][0] == column]
    if not single or any(problem.groups[row.group].tier < Tier.LIMIT for row in single) or column in problem.plain:
        return False
    ends = {(row.terms[0][1] > 0, round(logarithm(row), 9)) for row in single}
    found = {(True, span.high), (False, span.low)}
    return all(
        value is None or (upper, round(math.log(value) * (1 if upper else -1), 9)) in ends for upper, value in found
    )


def break_evens(problem: Problem, subset: frozenset[int]) -> tuple[BreakEven, ...]:
    """Return what each member of a conflict would have to be for the others to stand."""
    definitions = problem.tiers(Tier.DEFINITION)
    found = (_without(problem, group, (subset - {group}) | definitions) for group in sorted(subset))
    return tuple(line for line in found if line is not None)


def spans_without(problem: Problem, tier: Tier) -> tuple[BreakEven, ...]:
    """Return, for each group of a tier (and above it, from joins on), the range its quantity has without it."""
    everything = problem.tiers(Tier.ENVELOPE)
    wanted = [i for i, g in enumerate(problem.groups) if (g.tier == tier if tier < Tier.JOIN else g.tier >= tier)]
    found = (_without(problem, group, everything - {group}) for group in wanted)
    return tuple(line for line in found if line is not None)


def _without(problem: Problem, group: int, rest: Iterable[int]) -> BreakEven | None:
    """Return the range of a group's quantity without the group, or None where it has none or is not used."""
    name = problem.groups[group].variable
    if name not in problem.names:
        return None
    column, chosen = problem.names.index(name), frozenset(rest)
    span = _span(problem, column, problem.program.tightened(chosen))
    return BreakEven(problem.groups[group], _sharpened(problem, column, span, chosen))


def _sharpened(problem: Problem, column: int, span: Span, groups: frozenset[int]) -> Span:
    """Return a range with the ends that the sums allow; propagation leaves it too wide where terms hang together."""
    program = problem.program
    if not any(s.group in groups for s in program.sums) or column in problem.plain:
        return span
    aim: Array = np.eye(program.size)[column]
    low, high = program.least(groups, aim), program.least(groups, -aim)
    ends = [None if low is None else math.exp(low), None if high is None else math.exp(-high)]
    kept = [_inner(*pair) for pair in zip(span[1:3], ends, (max, min))]
    return span._replace(low=kept[0], high=kept[1])


def _inner(one: float | None, other: float | None, choose: Callable[[float, float], float]) -> float | None:
    return other if one is None else one if other is None else choose(one, other)


def _span(problem: Problem, column: int, over: Over) -> Span:
    """Return the range of a variable over some rows."""
    program, (active, extra) = problem.program, over
    aim: Array = np.eye(program.size)[column]
    low, high = program.extreme(active, aim, extra), program.extreme(active, -aim, extra)
    plain = column in problem.plain
    ends = [low, None if high is None else -high]
    opened = [_excluded(problem, aim, end, over) for end in ends]
    values = [None if end is None else end if plain else math.exp(end) for end in ends]
    return Span(problem.names[column], values[0], values[1], opened[0], opened[1])


def _excluded(problem: Problem, aim: Array, end: float | None, over: Over) -> bool:
    """Return whether an end is open: no point that meets the open rows strictly reaches it."""
    program, (active, extra) = problem.program, over
    if end is None or not any(program.rows[i].open for i in active):
        return False
    return not program.reaches(active, aim, end, extra)
