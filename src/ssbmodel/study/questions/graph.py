"""A study's graph as a question: what has a spread is drawn, and an answer is told apart by its place on the axes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ...core.checks import Condition, conditions_among, declared
from ...core.own import AS_STATED
from ...core.plan import Plan
from ...core.terms import term
from ...documents.rules import resolve
from ...ground.arrays import unwritable
from ...ground.errors import DomainError, StudyError, did_you_mean, short
from ...ground.quantities import FINITE, Interval
from ..axes import labels_of, look_at_stated
from ..composition import DRAW, YEAR, Composition
from ..uncertainty.drawing.distributions import Distribution, Input
from ..uncertainty.grid import Grid

WIDEST = 65_536  # numbers of the widest array that a call makes
LEAST = 512  # draws that are asked at a time, however many places there are
MOST_PLACES = 400


@dataclass(frozen=True)
class OfGraph:
    """Asks a plan, so many draws at a time that its widest array stays in cache.

    ``takes`` gives the plan's own name of each input and the factor into its money, ``scales`` the factor of answers
    that are told in another money than the study's.
    """

    plan: Plan
    grids: tuple[Grid, ...]
    takes: Mapping[str, tuple[str, float]]
    chunk: int = WIDEST
    fixed: Mapping[str, Any] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        values = {**self.fixed, **inputs}
        arrays = {
            own: unwritable(values[n] if by == 1.0 else values[n] * by) for n, (own, by) in self._taken
        }  # fmt: skip
        rows = max((np.size(value) for value in arrays.values()), default=1)
        if rows <= self.chunk:
            return dict(zip(self._names, (row for table in self._asked(arrays, rows) for row in table)))
        answers = np.empty((len(self._names), rows))
        for start in range(0, rows, self.chunk):
            part = slice(start, min(start + self.chunk, rows))
            few = {name: value[part] if np.ndim(value) else value for name, value in arrays.items()}
            place = 0
            for table in self._asked(few, part.stop - start):
                answers[place : place + len(table), part] = table
                place += len(table)
        return dict(zip(self._names, answers))

    def reaches(self, name: str) -> bool:
        """Return whether an answer rests on an input."""
        return name in self.takes and self.takes[name][0] in self.plan.inputs

    @cached_property
    def _taken(self) -> tuple[tuple[str, tuple[str, float]], ...]:
        return tuple((name, told) for name, told in self.takes.items() if told[0] in self.plan.inputs)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for grid in self.grids for name in grid.flat)

    @cached_property
    def _shapes(self) -> tuple[tuple[int, ...], ...]:
        """The lengths of all axes but that of the draws, for each answer."""
        sizes = (dict(zip(grid.dims, grid.shape)) for grid in self.grids)
        return tuple(tuple(own.get(axis, 1) for axis in self.plan.axes if axis != DRAW) for own in sizes)

    def _asked(self, arrays: Mapping[str, Any], rows: int) -> Iterator[Any]:
        """Yield each answer at all its places, shape (places, draws)."""
        ones = (1,) * (len(self.plan.axes) - 1)
        if ones:
            arrays = {name: value.reshape(*ones, -1) if np.ndim(value) else value for name, value in arrays.items()}
        found = self.plan(**arrays)
        for grid, shape in zip(self.grids, self._shapes):
            value = found[grid.name]
            if grid.name in self.scales:
                value = value * self.scales[grid.name]
            if DRAW not in self.plan.axes and np.ndim(value):
                value = value[..., None]
            if np.shape(value) != (*shape, rows):
                value = np.broadcast_to(value, (*shape, rows))
            yield value.reshape(-1, rows)


class OfStudy:
    """Draws up what is asked of one study: its plans, its drawn inputs, the places of its answers."""

    def __init__(self, study: Any, outputs: Any = None) -> None:
        self.study, self.made = study, study.composition
        self.wanted = self._wanted(outputs)
        self.every = self.made.graph.walk(*self.wanted)
        look_at_stated(self.made, self.every)
        self._known: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}

    def _wanted(self, outputs: Any) -> tuple[str, ...]:
        if outputs is not None and not (isinstance(outputs, Iterable) and (isinstance(outputs, str) or [*outputs])):
            raise StudyError(f"outputs={short(outputs)}. Expected names of answers, such as outputs=['pack_mass'].")
        names = self.study.answers if outputs is None else [outputs] if isinstance(outputs, str) else list(outputs)
        if not names:
            self.made.graph.walk(*self.made.left_out())  # says what is missing
            raise StudyError("the study has no part that answers anything. Add one: cell=..., pack=..., vehicle=...")
        return tuple(dict.fromkeys(str(name).partition("[")[0] for name in names))

    @property
    def spreads(self) -> tuple[str, ...]:
        """The names that are drawn: all with a spread that an answer of the study rests on, whatever is asked of it,
        so that an answer has the same draws whatever is asked beside it.
        """
        return tuple(sorted(self.made.spreads_behind(tuple(dict.fromkeys([*self.study.answers, *self.wanted])))))

    @property
    def numbers(self) -> dict[str, float]:
        """The stated numbers behind the answers, each as stated, those with a spread at their centre."""
        names = (name.removesuffix(AS_STATED) for name in self.every if name in self.made.graph.stated)
        known = {name: self.made.said[name].value for name in names if name in self.made.said and name != YEAR}
        return {name: float(value) for name, value in known.items() if not np.ndim(value)}

    def input(self, name: str) -> Input:
        """Return a name with a spread as an input to draw.

        Raises
        ------
        DomainError
            If it may be drawn from where the name cannot be.
        """
        said = self.made.said[name]
        law = Distribution(**{said.spread.kind: getattr(said.spread, said.spread.kind)}, unit=self._unit(name))
        low, high = interval_of(self.made, name).closed
        ends = [end * said.scale + said.offset for end in law.support]
        middle = self.study.centre(said.spread)
        checked = not (low <= ends[0] and ends[1] <= high)
        made = Input(name, law, said.scale, said.offset, low, high, checked, middle)
        if checked and np.isfinite(ends).all():
            made.refuse_outside(np.asarray(ends))
        return made

    def _unit(self, name: str) -> str:
        return str(resolve(self.made.said[name].assumption, self.study.known_figures).unit)

    def function(self, varied: Iterable[str], **more: Any) -> OfGraph:
        """Return what asks a plan in which some stated names are given at each call."""
        names = [name for name in varied if self.made.entry(name) in self.made.graph.stated]
        plan = self.made.graph.plan(self.wanted, {self.made.entry(name): (DRAW,) for name in names})
        takes = {name: (self.made.entry(name), 1.0) for name in names}
        grids = tuple(self.grid(name, names) for name in self.wanted)
        return OfGraph(plan, grids, takes, self.chunk(names), **more)

    def grid(self, name: str, varied: Iterable[str] = ()) -> Grid:
        """Return the places of an answer on the axes that it carries where some names are given at each call."""
        dims = self._axes(varied)[name]
        return Grid(name, dims, *labels_of(self.made, dims))

    def _axes(self, varied: Iterable[str]) -> dict[str, tuple[str, ...]]:
        key = tuple(map(self.made.entry, varied))
        if key not in self._known:
            self._known[key] = self.made.graph.axes_of(self.wanted, dict.fromkeys(key, ()))
        return self._known[key]

    def chunk(self, varied: Sequence[str]) -> int:
        """Return how many draws are asked at a time: a power of two."""
        sizes = self.sizes
        widest = max(int(np.prod([sizes[axis] for axis in dims] or [1])) for dims in self._axes(varied).values())
        places = sum(len(self.grid(name, varied).flat) for name in self.wanted)
        if places > MOST_PLACES:
            raise StudyError(
                f"the answers stand at {places} places on their axes. Expected at most {MOST_PLACES}; "
                "name fewer outputs, or ask for fewer years."
            )
        return rows_at_once(widest)

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many labels each axis has."""
        sizes = {YEAR: len(self.made.years)}
        for one in self.made.said.values():
            sizes |= dict(zip(one.assumption.axes, np.shape(one.value)))
        return sizes

    @property
    def units(self) -> dict[str, str]:
        """The unit of each answer at each place."""
        known = {name: self.made.graph.unit(name).replace("money", self.made.money) for name in self.wanted}
        return {flat: known[name] for name in self.wanted for flat in self.grid(name).flat}

    def look(self, drawn: Mapping[str, Any]) -> None:
        """Refuse draws that lead where a name cannot be, and say how many of them do.

        Raises
        ------
        DomainError
            With every such name, the worst value and the share of the draws.
        """
        varied = {
            self.made.entry(name): drawn[name] for name in drawn if self.made.entry(name) in self.made.graph.stated
        }
        self._hold(conditions_among(self.made.graph, self.every), varied)
        self._hold(tuple(name for name in self.every if name in self.made.graph.suppliers), varied)

    def inside(self, varied: Mapping[str, Any]) -> Any:
        """Return which of some values of stated names, as they enter, lead every name behind the answers where it
        can be, shape (values,).
        """
        computed = [*conditions_among(self.made.graph, self.every)]
        computed += [name for name in self.every if name in self.made.graph.suppliers]
        plan = self.made.graph.plan(computed, dict.fromkeys(varied, (DRAW,)))
        with np.errstate(all="ignore"):
            found = plan(**plan.entered({name: varied[name] for name in plan.inputs}))
        fine = np.ones(np.broadcast_shapes(*map(np.shape, varied.values())), bool)
        for name in computed:
            if isinstance(value := found[name], (float, int, np.ndarray, np.generic)):
                low, high = interval_of(self.made, name).closed
                held = np.atleast_1d((np.asarray(value) >= low) & (np.asarray(value) <= high))
                moves = DRAW in plan.dims[name]
                fine &= held.reshape(-1, held.shape[-1]).all(axis=0) if moves else held.all()
        return fine

    def _hold(self, computed: tuple[str, ...], varied: Mapping[str, Any]) -> None:
        plan = self.made.graph.plan(computed, dict.fromkeys(varied, (DRAW,)))
        found = plan(**plan.entered({name: varied[name] for name in plan.inputs}))
        told = [line for name in computed if (line := self._outside(name, found[name]))]
        if told:
            raise DomainError("\n".join(told))

    def _outside(self, name: str, value: Any) -> str:
        if not isinstance(value, (float, int, np.ndarray, np.generic)):
            return ""
        return self._share_outside(name, np.asarray(value))

    def _share_outside(self, name: str, value: Any) -> str:
        interval = interval_of(self.made, name)
        low, high = interval.closed
        bad = np.logical_not((value >= low) & (value <= high))
        if not np.any(bad):
            return ""
        share = np.mean(np.any(bad, axis=tuple(range(np.ndim(bad) - 1)))) if np.ndim(bad) else 1.0
        function = self.made.graph.suppliers[name].function
        if isinstance(function, Condition):
            return f"{function.result.outside(value)} That is so in {share:.2g} of the draws."
        unit = self.made.graph.unit(name).replace("money", self.made.money)
        told = f"{name}={float(value[bad].flat[0]):g} {unit}".rstrip()
        owner = self.made.graph.suppliers[name].owner
        if share == 1:
            return f"{owner}: {told}. Expected {interval}."
        return f"{owner}: {told} in {share:.2g} of the draws. Expected {interval}; narrow the spreads."


def rows_at_once(places: int) -> int:
    """Return how many draws are asked at a time where an answer stands at so many places: a power of two."""
    return max(LEAST, 1 << max(WIDEST // places, 1).bit_length() - 1)


def interval_of(made: Composition, name: str) -> Interval:
    """Return what a name may be, in its unit: between the bounds of its giver and of all that take it."""
    found = FINITE
    for slot, scale in declared(made.graph, name):
        own = slot.bounds
        found &= Interval(own.low / scale, own.high / scale, own.low_open, own.high_open)
    return found


def look_at_labels(at: Any) -> None:
    """Refuse what are no labels by axis."""
    if not (at is None or (isinstance(at, Mapping) and all(isinstance(axis, str) for axis in at))):
        raise StudyError(f'at={short(at)}. Expected labels by axis, such as at={{"year": 2030}}.')


def place_of(study: Any, name: str, at: Mapping[str, Any] | None) -> str:
    """Return the flat name of one place of an answer: the last year and the first of each other axis, unless said.

    Raises
    ------
    StudyError
        If the answer has no such axis or label.
    """
    look_at_labels(at)
    if not isinstance(name, str):
        raise StudyError(f"{short(name)} is no name. Expected text, such as 'pack_mass'.")
    if "[" in name:
        return name
    grid = OfStudy(study, name).grid(name)
    picked = {axis: labels[-1 if axis == YEAR else 0] for axis, labels in grid.labels.items()}
    return grid.flat[grid.at(**{**picked, **(at or {})})[1][0]]


def unknown_number(made: Composition, name: str) -> str:
    """Return what to say of a name that is no stated number of a study."""
    if name in made.graph.suppliers:
        return f"{name!r} is computed here by {made.graph.suppliers[name].owner}. Cut it: study.replace({name}=...)."
    if name in made.prepared or term(name) is not None:
        return f"{name!r} is no stated number of this study.{did_you_mean(name, made.said)}"
    return made.graph.missing(name)
