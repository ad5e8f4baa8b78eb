"""The linear programs behind a verdict. They find; :mod:`proof` proves in exact fractions.

scipy's HiGHS decides whether rows can be met together. Open bounds share one slack; sums of positive terms are decided
by boxes of the share that the first term has in the sum.
"""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from ....ground.errors import ClaimError
from .rows import Row, Sum

TOLERANCE = 1e-9  # two claims that miss each other by less are said to touch
NARROWEST = Fraction(1, 10_000)  # a share box is not split further: the answer is then undecided
MOST_BOXES = 2_000
MOST_SEARCHED = 60  # boxes per end of a range; beyond it the range is given a little too wide
SUM_TOLERANCE = 1e-6
_NARROWER = Fraction(1, 10**9)
_OPTIONS = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}

Array = np.ndarray[Any, np.dtype[np.float64]]
Box = tuple[tuple[Fraction, Fraction], ...]


class Answer(NamedTuple):
    """Whether rows can be met together, with a point or the boxes of shares that were discarded.

    ``feasible``, ``infeasible``, ``undecided``, or ``touching``: only an open bound or the tolerance is in the way.
    """

    state: str
    point: Array | None = None
    boxes: tuple[Box, ...] = ()


class Program:
    """Rows as arrays, and the questions that are asked of any selection of their groups."""

    def __init__(self, rows: Sequence[Row], sums: Sequence[Sum], size: int) -> None:
        self.rows, self.sums, self.size = list(rows), list(sums), size
        self.calls = 0
        self._failing = "infeasible"
        self._matrix = matrix(self.rows, size)
        self._bounds = np.array([logarithm(row) for row in self.rows])
        self._groups = np.array([row.group for row in self.rows], dtype=int)
        self._open = np.array([row.open for row in self.rows], dtype=bool)
        self._same = np.array([row.same for row in self.rows], dtype=bool)

    def active(self, groups: Iterable[int]) -> list[int]:
        """Return the numbers of the rows of some groups."""
        return [int(i) for i in np.flatnonzero(np.isin(self._groups, list(groups)))]

    def decide(self, groups: Iterable[int]) -> Answer:
        """Return whether the rows and sums of some groups can be met together."""
        chosen = set(groups)
        rows, sums = self.active(chosen), [s for s in self.sums if s.group in chosen]
        if not sums:
            point = self.point(rows)
            return Answer("feasible", point) if point is not None else Answer(self._failing)
        return self._without(rows, sums) or self._searched(rows, sums)

    def point(self, rows: Sequence[int], extra: Sequence[Row] = ()) -> Array | None:
        """Return a point that meets the rows, open ones strictly and with as much room as there is, or None."""
        slack = self._open[rows]
        answer = self._solve(rows, extra, np.zeros(self.size), slack)
        if answer.status == 2 or (slack.any() and answer.x[-1] <= TOLERANCE):
            self._failing = "infeasible" if answer.status == 2 else "touching"
            return None
        found: Array = answer.x[:-1]
        return found

    def extreme(self, rows: Sequence[int], aim: Array, extra: Sequence[Row] = ()) -> float | None:
        """Return the least value of ``aim @ x`` over feasible rows, or None where there is none."""
        answer = self._solve(rows, extra, aim)
        return float(answer.fun) if answer.status == 0 else None

    def least(self, groups: Iterable[int], aim: Array) -> float | None:
        """Return the least value of ``aim @ x`` over feasible groups with their sums, or None where there is none.

        Boxes of shares are searched, the one with the lowest bound first; what is returned is never above the least
        value, and below it by the tolerance of sums at most.
        """
        chosen = set(groups)
        rows, sums = self.active(chosen), [s for s in self.sums if s.group in chosen]
        bound = self.extreme(rows, aim)
        if not sums:
            return bound
        best, waiting = math.inf, [(-math.inf if bound is None else bound, ((Fraction(0), Fraction(1)),) * len(sums))]
        for _ in range(MOST_SEARCHED):
            node = min(waiting, key=lambda node: node[0])
            waiting.remove(node)
            for half in _halved(node[1], _NARROWER):
                low, high = self._between(rows, sums, half, aim)
                best = min(best, high)
                waiting += [(low, half)] if low < best else []
            waiting = [node for node in waiting if node[0] < best - SUM_TOLERANCE]
            if not waiting:
                break
        found = min([best, *(node[0] for node in waiting)])
        return found if math.isfinite(found) else None

    def _between(self, rows: list[int], sums: list[Sum], box: Box, aim: Array) -> tuple[float, float]:
        """Return a bound below the least value in a box of shares, and a value that is reached there."""
        answer = self._solve(rows, shares(sums, box), aim)
        if answer.status != 0:
            return (math.inf if answer.status == 2 else -math.inf), math.inf
        inside = tuple((w, w) for w in (_share(answer.x, s, *ends) for s, ends in zip(sums, box)))
        met = self._solve(rows, shares(sums, inside), aim)
        return float(answer.fun), (float(met.fun) if met.status == 0 else math.inf)

    def reaches(self, rows: Sequence[int], aim: Array, value: float, extra: Sequence[Row] = ()) -> bool:
        """Return whether ``aim @ x`` takes a value where the open rows are met strictly."""
        answer = self._solve(rows, extra, np.zeros(self.size), self._open[rows], held=(aim, value))
        return bool(answer.status == 0 and answer.x[-1] > TOLERANCE)

    def _solve(
        self,
        rows: Sequence[int],
        extra: Sequence[Row],
        aim: Array,
        slack: Any = None,
        *,
        held: tuple[Array, float] | None = None,
    ) -> Any:
        """Solve one linear program over the rows; where rows share a slack, in its last column, it is maximised."""
        A, b = self._matrix[rows], self._bounds[rows]
        shared = np.zeros(len(rows)) if slack is None else np.asarray(slack, dtype=float)
        A = np.hstack([A, shared[:, None]])
        if extra:
            more = np.hstack([matrix(extra, self.size), np.zeros((len(extra), 1))])
            A, b = np.vstack([A, more]), np.concatenate([b, [logarithm(row) for row in extra]])
        same = np.concatenate([self._same[rows], [row.same for row in extra]]).astype(bool)
        A_eq, b_eq = A[same], b[same]
        if held is not None:
            A_eq, b_eq = np.vstack([A_eq, np.append(held[0], 0.0)]), np.append(b_eq, held[1])
        bounds = [(None, None)] * self.size + [(0.0, 1.0)]
        self.calls += 1
        return solved(np.append(aim, 0.0 if slack is None else -1.0), (A[~same], b[~same]), (A_eq, b_eq), bounds)

    def _without(self, rows: list[int], sums: list[Sum]) -> Answer | None:
        """Return a feasible answer in which the terms that may vanish are zero, where there is one."""
        gone = {column for s in sums for column in s.vanishing}
        if not gone or any(not s.vanishing for s in sums):
            return None
        equal = [
            Row(s.group, ((_other(s), Fraction(1)), (s.whole, Fraction(-1))), Fraction(1), same=True) for s in sums
        ]
        point = self.point(rows, equal)
        if point is None:
            return None
        aims = (np.eye(self.size)[column] for column in gone)
        if any(self.extreme(rows, aim, equal) is not None for aim in aims):
            return None
        point[list(gone)] = -np.inf
        return Answer("feasible", point)

    def _searched(self, rows: list[int], sums: list[Sum]) -> Answer:
        """Return the answer by boxes of shares: each is discarded, met by a point, or split."""
        waiting: list[Box] = [((Fraction(0), Fraction(1)),) * len(sums)]
        closed: list[Box] = []
        narrow, failing = False, "infeasible"
        for _ in range(MOST_BOXES):
            if not waiting:
                return Answer("undecided" if narrow else failing, boxes=tuple(closed))
            box = waiting.pop()
            point = self.point(rows, shares(sums, box))
            if point is None:
                closed.append(box)
                failing = max(failing, self._failing)  # "touching" where one box is
                continue
            met = self._met(rows, sums, box, point)
            if met is not None:
                return Answer("feasible", met)
            halves = _halved(box)
            narrow |= not halves
            waiting += halves
        return Answer("undecided")

    def _met(self, rows: list[int], sums: list[Sum], box: Box, point: Array) -> Array | None:
        """Return a point at which the sums hold, tried at the shares of a point at which the rows do."""
        inside = (_share(point, s, *ends) for s, ends in zip(sums, box))
        return self.point(rows, shares(sums, tuple((w, w) for w in inside)))

    def tightened(self, groups: Iterable[int], rounds: int = 50) -> tuple[list[int], list[Row]]:
        """Return the rows of feasible groups with what the sums add: bounds by interval propagation."""
        chosen = set(groups)
        rows, sums = self.active(chosen), [s for s in self.sums if s.group in chosen]
        known: dict[tuple[int, int], float] = {}
        for _ in range(rounds):
            before = dict(known)
            for s in sums:
                self._propagate(rows, s, known)
            if all(abs(known[key] - before.get(key, math.inf)) <= TOLERANCE for key in known):
                break
        return rows, _bounding(known)

    def _propagate(self, rows: list[int], s: Sum, known: dict[tuple[int, int], float]) -> None:
        """Tighten the three ends of one sum from each other."""
        ends = {c: self._ends(rows, c, _bounding(known)) for c in (s.whole, s.first, s.second)}
        (y0, y1), (a0, a1), (b0, b1) = (ends[c] for c in (s.whole, s.first, s.second))
        zero = {c: c in s.vanishing for c in (s.first, s.second)}
        a0, b0 = (0.0 if zero[s.first] else a0), (0.0 if zero[s.second] else b0)
        for column, low, high in (
            (s.whole, a0 + b0, a1 + b1),
            (s.first, y0 - b1, y1 - b0),
            (s.second, y0 - a1, y1 - a0),
        ):
            if low > 0 and not zero.get(column):
                known[column, -1] = max(math.log(low), known.get((column, -1), -math.inf))
            if 0 < high < math.inf:
                known[column, 1] = min(math.log(high), known.get((column, 1), math.inf))

    def _ends(self, rows: list[int], column: int, extra: Sequence[Row]) -> tuple[float, float]:
        aim = np.eye(self.size)[column]
        low, high = self.extreme(rows, aim, extra), self.extreme(rows, -aim, extra)
        return (0.0 if low is None else math.exp(low)), (math.inf if high is None else math.exp(-high))


def matrix(rows: Sequence[Row], size: int) -> Array:
    """Return the coefficients of rows as an array."""
    made = np.zeros((len(rows), size))
    places = [(i, column) for i, row in enumerate(rows) for column, _ in row.terms]
    if places:
        at = tuple(np.array(places).T)
        np.add.at(made, at, list(chain.from_iterable((float(power) for _, power in row.terms) for row in rows)))
    return made


def logarithm(row: Row) -> float:
    """Return a row's right-hand side as the program takes it."""
    if row.plain:
        return float(row.bound)
    return math.log(row.bound.numerator) - math.log(row.bound.denominator)


def solved(aim: Array, upper: tuple[Array, Array], equal: tuple[Array, Array], bounds: Any) -> Any:
    """Return HiGHS's answer: optimal (0), infeasible (2) or unbounded (3); anything else is an error.

    Raises
    ------
    ClaimError
        If the solver gives up; that is never taken for a verdict.
    """
    from scipy.optimize import linprog

    given = {"A_ub": upper[0], "b_ub": upper[1]} if len(upper[1]) else {}
    given |= {"A_eq": equal[0], "b_eq": equal[1]} if len(equal[1]) else {}
    answer = linprog(aim, **given, bounds=bounds, method="highs", options=_OPTIONS)
    if answer.status not in {0, 2, 3}:
        raise ClaimError(f"the linear program could not be solved: {answer.message} Write fewer or simpler claims.")
    return answer


def shares(sums: Sequence[Sum], box: Box) -> list[Row]:
    """Return the rows that hold when the first term's share of each sum lies in a box."""
    rows: list[Row] = []
    one = Fraction(1)
    for s, (low, high) in zip(sums, box):
        for part, least, most in ((s.first, low, high), (s.second, 1 - high, 1 - low)):
            if most < 1:
                bound = most if most else Fraction(1, 10**30)
                rows.append(Row(s.group, ((part, one), (s.whole, -one)), bound))
            if least > 0:
                rows.append(Row(s.group, ((s.whole, one), (part, -one)), 1 / least))
    return rows


def _other(s: Sum) -> int:
    """Return the term of a sum that stays where the other vanishes."""
    return s.second if s.first in s.vanishing else s.first


def _share(point: Array, s: Sum, low: Fraction, high: Fraction) -> Fraction:
    """Return the share of the first term at a point, inside a box and off zero and one."""
    difference = min(max(float(point[s.second] - point[s.first]), -50.0), 50.0)
    share = Fraction(1 / (1 + math.exp(difference))).limit_denominator(10**7)
    edge = Fraction(1, 10**7)
    return min(max(share, low, edge), high, 1 - edge)


def _halved(box: Box, narrowest: Fraction = NARROWEST) -> list[Box]:
    """Return a box split in the middle of its widest side, or nothing where that is too narrow."""
    side = max(range(len(box)), key=lambda i: box[i][1] - box[i][0])
    low, high = box[side]
    if high - low < narrowest:
        return []
    middle = (low + high) / 2
    return [(*box[:side], ends, *box[side + 1 :]) for ends in ((low, middle), (middle, high))]


def _bounding(known: dict[tuple[int, int], float]) -> list[Row]:
    """Return bounds by propagation as rows."""
    signs = {1: Fraction(1), -1: Fraction(-1)}
    return [
        Row(0, ((column, signs[sign]),), Fraction(math.exp(sign * value) * (1 + TOLERANCE)))
        for (column, sign), value in known.items()
        if abs(value) < 600
    ]
