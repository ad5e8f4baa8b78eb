"""Runs a study: arrays at the entrance, one plan, labelled answers at the exit."""

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..core.checks import conditions_among, hold
from ..core.labelled import Labelled
from ..core.own import AS_STATED
from ..ground.errors import StudyError, did_you_mean
from ..ground.spelling import read_unit
from ..ground.units import make
from .composition import CASE, YEAR, Composition
from .results import Results

MOST_SPREADS = 12
CASES = ("least corner", "at median inputs", "greatest corner")


def ran(study: Any, names: tuple[str, ...]) -> Results:
    """Return the answers of a study; see :meth:`Study.run`."""
    made: Composition = study.composition
    wanted = names or made.answers()
    if not wanted:
        made.graph.walk(*(name for part in made.parts for name in part.answers))  # says what is missing
        raise StudyError("the study has no part that answers anything. Add one: cell=..., pack=..., vehicle=...")
    every = made.graph.walk(*wanted)
    look_at_stated(made, every)
    spread = made.spreads_behind(wanted)
    if len(spread) > MOST_SPREADS:
        raise StudyError(
            f"{len(spread)} inputs have a spread: {', '.join(spread)}. Expected at most {MOST_SPREADS} in run; "
            "write study.propagate(n=1e5), or give the least important ones a value."
        )
    corners = _corners(made, spread)
    if conditions := conditions_among(made.graph, every):
        held = made.plan(conditions, dict.fromkeys(corners, (CASE,)))
        hold(made.graph, held(**held.entered({name: corners[name] for name in held.inputs})))
    plain = tuple(name for name in every if _is_plain(name, made))
    plan = made.plan(plain, dict.fromkeys(corners, (CASE,)), echoes=True)
    values = plan(**plan.entered(corners))
    made.look(values)
    sizes = _sizes(made, spread)
    found = {name: _labelled(made, plan, name, values[name], sizes) for name in wanted}
    return Results(study, found)


def _is_plain(name: str, made: Composition) -> bool:
    return name not in made.prepared and not name.endswith(AS_STATED)


def look_at_stated(made: Composition, names: tuple[str, ...]) -> None:
    """Look at stated values before anything is computed, so that no kernel meets what it cannot take."""
    known = made.graph.stated
    made.look(
        {name: known[name] for name in names if name in known and name not in made.prepared and name in made.said}
    )


def _corners(made: Composition, spread: tuple[str, ...]) -> dict[str, Any]:
    """Return the spreads' ends in all combinations, the centres last."""
    picks = list(itertools.product((0, 1), repeat=len(spread)))
    corners = {}
    for place, name in enumerate(spread):
        one = made.said[name]
        assert one.spread is not None
        ends = one.own_values([one.spread.ends.low, one.spread.ends.high])
        corners[made.entry(name)] = np.asarray([ends[pick[place]] for pick in picks] + [one.value])
    return corners


def _sizes(made: Composition, spread: tuple[str, ...]) -> dict[str, int]:
    sizes = {YEAR: len(made.years), CASE: 2 ** len(spread) + 1}
    for one in made.said.values():
        sizes |= dict(zip(one.assumption.axes, np.shape(one.value)))
    return sizes


def _labelled(made: Composition, plan: Any, name: str, value: Any, sizes: Mapping[str, int]) -> Labelled:
    dims = plan.dims[name]
    left = plan.left(name, value, sizes)
    if CASE in dims:
        left = _least_and_greatest(left, dims.index(CASE))
    unit = plan.units[name].replace("money", made.money)
    if isinstance(left, np.ndarray):
        left = left.copy()
    labels, units = labels_of(made, dims)
    return Labelled(make(left, read_unit(unit)), dims, labels, units, name)


def _least_and_greatest(value: Any, axis: int) -> Any:
    """Return the least, the central and the greatest along the axis of all corners; the centre stands last."""
    return np.stack([value.min(axis=axis), np.take(value, -1, axis=axis), value.max(axis=axis)], axis=axis)


def labels_of(made: Composition, dims: tuple[str, ...]) -> tuple[dict[str, tuple[Any, ...]], dict[str, str]]:
    """Return the labels along axes, and the units of those that have one."""
    labels: dict[str, tuple[Any, ...]] = {}
    units: dict[str, str] = {}
    for axis in dims:
        if axis == YEAR:
            labels[axis] = made.years
        elif axis == CASE:
            labels[axis] = CASES
        elif axis in made.said and made.said[axis].assumption.axes == (axis,):
            labels[axis] = tuple(float(v) for v in np.asarray(made.said[axis].value))
            units[axis] = made.graph.unit(axis).replace("money", made.said[axis].money or made.money)
        else:
            size = next(
                np.shape(o.value)[o.assumption.axes.index(axis)]
                for o in made.said.values()
                if axis in o.assumption.axes
            )
            labels[axis] = tuple(range(size))
    return labels, units


class Family:
    """Several studies whose answers are stacked along a further axis."""

    def __init__(self, axis: str, studies: dict[Any, Any]) -> None:
        if not studies:
            raise StudyError(f"over({axis!r}): no studies. Expected some by label.")
        self.axis, self.studies = axis, studies

    @property
    def money(self) -> Any:
        """The money of the first study, in which results of all are shown."""
        return next(iter(self.studies.values())).money

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers that all of them give unasked."""
        sets = [study.answers for study in self.studies.values()]
        return tuple(name for name in sets[0] if all(name in other for other in sets))

    def run(self, *names: str, years: Any = None) -> Results:
        """Return answers of all studies, each with the further axis first."""
        wanted = names or self.answers
        runs = {label: study.run(*wanted, years=years) for label, study in self.studies.items()}
        return Results(self, {name: self._stacked(name, [found[name] for found in runs.values()]) for name in wanted})

    def _stacked(self, name: str, found: list[Labelled]) -> Labelled:
        """Return one answer of all studies on the axes of any of them; where one lacks an axis it is repeated."""
        unit = found[0].unit
        dims = tuple(dict.fromkeys(axis for one in found for axis in one.dims))
        labels = {axis: one.labels[axis] for one in reversed(found) for axis in one.dims}
        for one in found:
            if any(one.labels[axis] != labels[axis] for axis in one.dims):
                raise StudyError(f"{name} has other labels in one study than in another. Give all the same lists.")
        sizes = [len(labels[axis]) for axis in dims]
        values = np.stack([np.broadcast_to(_on(one, dims, unit), sizes) for one in found])
        units = {axis: told for one in found for axis, told in one.units.items()}
        made = make(values, tuple(found[0].value.unit_items()))
        return Labelled(made, (self.axis, *dims), {self.axis: tuple(self.studies), **labels}, units, name)

    def __getitem__(self, label: Any) -> Any:
        if label not in self.studies:
            raise StudyError(f"no study called {label!r}.{did_you_mean(str(label), map(str, self.studies))}")
        return self.studies[label]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Family):
            return NotImplemented
        return self.axis == other.axis and list(self.studies.items()) == list(other.studies.items())

    def __hash__(self) -> int:
        return hash((self.axis, *self.studies))

    def __repr__(self) -> str:
        return f"<{len(self.studies)} studies over {self.axis!r}: {', '.join(map(str, self.studies))}>"


def _on(one: Labelled, dims: tuple[str, ...], unit: str) -> Any:
    """Return the numbers of an answer with all axes of some, of length one where it lacks one."""
    value = np.asarray(one.m_as(unit))
    there = [axis for axis in dims if axis in one.dims]
    turned = np.transpose(value, [one.dims.index(axis) for axis in there])
    sizes = dict(zip(there, turned.shape))
    return turned.reshape([sizes.get(axis, 1) for axis in dims])
