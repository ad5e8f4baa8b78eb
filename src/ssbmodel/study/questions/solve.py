"""What must be true to reach a target: the values of one input, or of several, at which the answers are as asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import CallError, DomainError, did_you_mean, short
from ...ground.units import Q
from ..uncertainty.blocks import whole
from ..uncertainty.drawing.sampling import shares
from .asked import changed, is_study, question
from .question import Question, magnitude

SCAN = 513  # points over the bounds: two roots nearer than 1/512 of them may be told as none or one
CHUNK = 2048  # targets at a time


@dataclass(frozen=True)
class Solution:
    """What solves ``answer = target``, for one unknown.

    ``roots`` is a quantity of shape (roots,) or (targets, roots), NaN where a target has fewer; ``found`` says which
    targets have one; ``nearest`` and ``nearest_answer`` are the input within the bounds whose answer comes nearest.
    """

    unknown: str
    answer: str
    found: Any
    bounds: Any
    roots: Any
    nearest: Any
    target: Any
    nearest_answer: Any

    def told_in(self, input_unit: Any, answer_unit: Any) -> "Solution":
        """Return the same in other units, as the question was asked; None leaves them."""
        units = {"bounds": input_unit, "roots": input_unit, "nearest": input_unit}
        units |= {"target": answer_unit, "nearest_answer": answer_unit}
        return replace(self, **{k: getattr(self, k).to(unit) for k, unit in units.items() if unit is not None})

    @property
    def value(self) -> Any:
        """The one root; refused where there is none or several."""
        if np.ndim(self.target.magnitude) or not self.found or self.roots.magnitude.shape[-1] != 1:
            raise DomainError(f"{self}. Read roots, found and nearest.")
        return self.roots[0]

    def __str__(self) -> str:
        if np.ndim(self.target.magnitude):
            return f"{self.unknown} solves {self.answer} for {int(np.sum(self.found))} of {np.size(self.found)} targets"
        span = f"{self.unknown} from {told(self.bounds[0])} to {told(self.bounds[1])}"
        if not self.found:
            missed = f"{self.answer} = {told(self.target)} is not reached with {span}"
            return f"{missed}; nearest {told(self.nearest_answer)} at {told(self.nearest)}"
        values = " and ".join(told(root) for root in self.roots)
        return f"{self.answer} = {told(self.target)} at {self.unknown} = {values}"


def told(quantity: Any) -> str:
    """Return a quantity as a reader wants it: six digits, thousands apart.

    >>> from ssbmodel import Q
    >>> told(Q(138040.25, "Wh"))
    '138,040 Wh'
    """
    return f"{float(quantity.magnitude):,.6g} {quantity.units:~P}".strip()


@dataclass(frozen=True)
class Several:
    """What solves several targets at once: a value per unknown, the answers there, and whether all are met."""

    values: Mapping[str, Any]
    answers: Mapping[str, Any]
    targets: Mapping[str, Any]
    found: bool

    def __str__(self) -> str:
        values = ", ".join(f"{name} = {told(value)}" for name, value in self.values.items())
        answers = ", ".join(f"{name} = {told(value)}" for name, value in self.answers.items())
        return f"{answers} at {values}" if self.found else f"not reached; nearest {answers} at {values}"


def solve(
    asked: Any,
    target: Mapping[str, Any],
    *,
    for_: str | tuple[str, ...],
    bounds: Any,
    inputs: Mapping[str, Any] | None = None,
    years: Any = None,
    points: int = SCAN,
) -> Any:
    """Return what must be true of an input for an answer to be as asked; distributed inputs stay at their centre.

    Parameters
    ----------
    asked, inputs, years : as for :func:`ssbmodel.propagate`
    target : mapping
        The answer and its value, such as ``{"range_cold": "500 km"}``; an array asks for many values at once. Several
        answers for several unknowns.
    for_ : name of the input to find, or several
    bounds : pair of quantities or texts; with several unknowns, a mapping from each to its pair
    points : places looked at between the bounds before the roots are refined

    Returns
    -------
    Solution, or Several where several unknowns are asked for
        Every root between the bounds; none is an answer too, with the nearest value that can be reached.

    Raises
    ------
    CallError, DomainError, UnitError
        If a name is unknown, or bounds or target do not fit it.

    Notes
    -----
    Between two neighbouring points one root is found where the answer passes the target, two where it turns there.
    An answer that turns more often asks for more ``points``.

    Examples
    --------
    >>> from ssbmodel import driving_range
    >>> print(
    ...     solve(
    ...         driving_range,
    ...         {"driving_range": "500 km"},
    ...         for_="usable_energy",
    ...         bounds=("10 kWh", "200 kWh"),
    ...         inputs={"battery_consumption": "150 Wh/km", "capacity_retention": "1"},
    ...     )
    ... )
    driving_range = 500 km at usable_energy = 75 kWh
    """
    unknowns, spans = unknowns_of(for_, bounds)
    if is_study(asked):
        from .verbs import solved

        return solved(changed(asked, inputs, years), target, for_=for_, bounds=bounds, points=points)
    made = _study(asked, inputs or {}, unknowns, spans, years=years, outputs=list(target))
    return solution(made, target, spans, points)


def unknowns_of(for_: Any, bounds: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Return the names that are looked for, and the pair of bounds of each.

    Raises
    ------
    CallError
        If there is no name, or bounds of several do not stand by name.
    """
    if isinstance(for_, str):
        return (for_,), {for_: bounds}
    if not (isinstance(for_, (list, tuple)) and for_ and all(isinstance(name, str) for name in for_)):
        raise CallError(f"for_={short(for_)}. Expected a stated name, such as for_='rated_energy', or several.")
    if not isinstance(bounds, Mapping):
        raise CallError(f"bounds={short(bounds)}. Expected a pair for each name: bounds={{{for_[0]!r}: (low, high)}}.")
    return tuple(for_), dict(bounds)


def solution(made: Question, target: Mapping[str, Any], spans: Mapping[str, Any], points: int) -> Any:
    """Return what solves a question in one form whose unknowns are held fixed; see :func:`solve`."""
    read = {name: _bounds(made, name, span) for name, span in spans.items()}
    targets = _targets(made, target)
    if len(spans) > 1 or len(targets) > 1:
        return _several(made, read, targets)
    found = _single(made, next(iter(read.items())), next(iter(targets.items())), whole("points", points))
    (span,), (wanted,) = spans.values(), target.values()
    return found.told_in(_asked_unit(span[0]), _asked_unit(wanted))


def _asked_unit(value: Any) -> Any:
    """Return the unit in which a value was written, None for a plain number."""
    quantity: Any = Q(value) if isinstance(value, str) else value
    return getattr(quantity, "units", None)


def _study(asked: Any, inputs: Mapping[str, Any], unknowns: tuple[str, ...], spans: Any, **of: Any) -> Question:
    """Return the study with the unknowns held at their lower bound for now."""
    missing = [name for name in unknowns if name not in spans]
    if missing:
        raise CallError(f"bounds of {missing[0]!r} are missing. Write bounds={{{missing[0]!r}: (low, high)}}.")
    given = {**inputs, **{name: spans[name][0] for name in unknowns}}
    return question(asked, given, **of)


def _bounds(made: Question, name: str, span: Any) -> tuple[float, float]:
    if name not in made.words:
        raise CallError(f"for_={name!r} is no input.{did_you_mean(name, made.words)}")
    unit, allowed = made.words[name]
    plain = made.takes_plain(unit)
    low, high = (float(magnitude(name, end, unit, allowed, free=plain)[0]) for end in span)
    if not low < high:
        raise DomainError(f"bounds of {name} are {low:g} and {high:g}. Expected the lower one first.")
    return low, high


def _targets(made: Question, target: Mapping[str, Any]) -> dict[str, Any]:
    """Return the targets' values in the units of the answers."""
    known = _evaluate(made, {})
    read = {}
    for name, value in target.items():
        if name not in known:
            raise CallError(f"no answer called {name!r}.{did_you_mean(name, known)}")
        unit = made.units.get(name, "")
        read[name] = np.asarray(magnitude(name, value, unit, free=made.takes_plain(unit))[0], float)
        if not np.isfinite(read[name]).all():
            raise DomainError(f"target of {name} is {read[name]}. Expected finite values.")
    if not read:
        raise CallError("target is empty. Write target={answer: value}.")
    return read


def _evaluate(made: Question, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the answers with some inputs replaced, the distributed ones at their centre."""
    values = {**made.reference(), **inputs}
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # beyond where a function has an answer: nan
        return dict(made.open(values)(values))


class _Scan(NamedTuple):
    """The answer at points over the bounds."""

    x: Any
    y: Any


def _single(made: Question, unknown: tuple[str, tuple[float, float]], goal: tuple[str, Any], points: int) -> Solution:
    (name, span), (answer, target) = unknown, goal
    low, high = span
    x = np.geomspace(low, high, points) if low > 0 and high / low > 100 else np.linspace(low, high, points)
    x[0], x[-1] = low, high

    def function(values: Any) -> Any:
        return np.broadcast_to(np.asarray(_evaluate(made, {name: values})[answer], float), np.shape(values))

    scan = _with_extremes(function, _Scan(x, function(x).copy()))
    wanted = target.reshape(-1)
    roots = _stacked([_roots(function, scan, part) for part in np.array_split(wanted, -(-wanted.size // CHUNK))])
    roots = np.sort(np.where(made.inside({name: roots.ravel()}).reshape(roots.shape), roots, np.nan), axis=1)
    near = np.asarray([int(np.nanargmin(abs(scan.y - value))) for value in wanted])
    shape, own, unit = target.shape, made.unit_of_input(name), made.units.get(answer, "")
    inputs = (np.asarray(span), roots.reshape(*shape, roots.shape[-1]), scan.x[near].reshape(shape)[()])
    answers = (target[()], scan.y[near].reshape(shape)[()])
    found = (~np.isnan(roots)).any(axis=1).reshape(shape)[()]
    return Solution(name, answer, found, *(Q(x, own) for x in inputs), *(Q(y, unit) for y in answers))


def _with_extremes(function: Callable[[Any], Any], scan: _Scan) -> _Scan:
    """Add the highest and lowest points between the scanned ones, so that a target just reached there is not missed."""
    from scipy.optimize import elementwise

    rise = np.sign(np.diff(scan.y))
    turning = np.flatnonzero(rise[:-1] * rise[1:] < 0) + 1
    if not turning.size:
        return scan
    sign = np.sign(rise[turning])  # negative at a highest point, where the negated function has its lowest
    left, middle, right = (scan.x[turning + step] for step in (-1, 0, 1))
    found = elementwise.find_minimum(lambda x, s: s * function(x), (left, middle, right), args=(sign,))
    x = np.concatenate([scan.x, found.x])
    order = np.argsort(x, kind="stable")
    return _Scan(x[order], np.concatenate([scan.y, function(found.x)])[order])


def _roots(function: Callable[[Any], Any], scan: _Scan, targets: Any) -> Any:
    """Return all roots of some targets, shape (targets, roots), NaN where there are fewer."""
    from scipy.optimize import elementwise

    gap = scan.y[None] - targets[:, None]
    # a highest point is found to half the digits of its place, which is all digits but the last few of its height
    touched = abs(gap) <= 1e-14 * np.maximum(abs(targets[:, None]), abs(scan.y[None]))
    crossing = (np.sign(gap[:, :-1]) * np.sign(gap[:, 1:]) < 0) & ~touched[:, :-1] & ~touched[:, 1:]
    row, column = np.nonzero(crossing)
    at_row, at_column = np.nonzero(touched & ~np.pad(touched, ((0, 0), (1, 0)))[:, :-1])
    values = scan.x[at_column]
    if row.size:
        ends = scan.x[column], scan.x[column + 1]
        found = elementwise.find_root(lambda x, goal: function(x) - goal, ends, args=(targets[row],))
        # where the answer leaps past the target, nothing between comes nearer to it than the two points did
        met = abs(found.f_x) < np.minimum(abs(gap[row, column]), abs(gap[row, column + 1]))
        row, values = np.concatenate([row[met], at_row]), np.concatenate([found.x[met], values])
    else:
        row = at_row
    return _ragged(row, values, targets.size)


def _ragged(row: Any, values: Any, rows: int) -> Any:
    """Return values by row, in rising order, padded with NaN; at least one column."""
    order = np.lexsort((values, row))
    row, values = row[order], values[order]
    counts = np.bincount(row, minlength=rows)
    table = np.full((rows, max(1, int(counts.max(initial=0)))), np.nan)
    place = np.arange(row.size) - np.repeat(np.cumsum(counts) - counts, counts)
    table[row, place] = values
    return table


def _stacked(tables: list[Any]) -> Any:
    width = max(table.shape[1] for table in tables)
    return np.concatenate([np.pad(t, ((0, 0), (0, width - t.shape[1])), constant_values=np.nan) for t in tables])


def _several(made: Question, spans: Mapping[str, tuple[float, float]], targets: Mapping[str, Any]) -> Several:
    """Return the values of several unknowns that meet several targets, from the best of sixteen starts."""
    from scipy.optimize import least_squares

    names, wanted = tuple(spans), {name: float(value) for name, value in targets.items()}
    if len(names) != len(wanted):
        raise CallError(f"{len(names)} unknowns and {len(wanted)} targets. Expected as many of one as of the other.")
    low, width = np.asarray([spans[n][0] for n in names]), np.asarray([spans[n][1] - spans[n][0] for n in names])

    def misses(place: Any) -> Any:
        given = _evaluate(made, dict(zip(names, low + width * place)))
        return np.asarray([float(np.squeeze(given[a])) / (goal or 1.0) - bool(goal) for a, goal in wanted.items()])

    starts = np.stack(list(shares("sobol", names, 16, 0, 0).values()), axis=1)
    tries = (least_squares(misses, start, bounds=(0, 1), xtol=1e-15, ftol=1e-15, gtol=1e-15) for start in starts)
    best = min(tries, key=lambda found: (found.cost, tuple(found.x)))
    at = dict(zip(names, map(float, low + width * best.x)))
    given = _evaluate(made, at)
    units = made.units
    return Several(
        {name: Q(value, made.unit_of_input(name)) for name, value in at.items()},
        {name: Q(float(np.squeeze(given[name])), units.get(name, "")) for name in wanted},
        {name: Q(value, units.get(name, "")) for name, value in wanted.items()},
        bool(np.abs(best.fun).max() < 1e-9 and made.inside(at).all()),
    )
