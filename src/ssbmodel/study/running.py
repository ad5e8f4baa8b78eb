"""Runs a study: arrays at the entrance, one plan, labelled answers at the exit."""

import itertools
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import numpy as np

from ..core.checks import conditions_among, hold
from ..core.labelled import Labelled, on_axes
from ..core.own import AS_STATED
from ..ground.errors import StudyError, did_you_mean, short
from ..ground.spelling import read_unit
from ..ground.units import make
from .axes import labels_of, look_at_stated
from .composition import CASE, DRAW, YEAR, Composition
from .results import Results

MOST_SPREADS = 12


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
    corners = corners_of(made, spread)
    if conditions := conditions_among(made.graph, every):
        with np.errstate(all="ignore"):
            held = made.plan(conditions, dict.fromkeys(corners, (CASE,)))
            found = held(**held.entered({name: corners[name] for name in held.inputs}))
        hold(made.graph, found)
    plain = tuple(name for name in every if _is_plain(name, made))
    plan, values = _computed(made, plain, corners, spread)
    made.look(values)
    sizes = _sizes(made, spread)
    found = {name: _labelled(made, plan, name, values[name], sizes) for name in wanted}
    return Results(study, found)


def _computed(made: Composition, names: tuple[str, ...], corners: dict[str, Any], spread: tuple[str, ...]) -> Any:
    """Return the plan of some names and its values."""
    try:
        with np.errstate(all="ignore"):  # what is not finite is refused by its name
            plan = made.plan(names, dict.fromkeys(corners, (CASE,)), echoes=True)
            return plan, plan(**plan.entered(corners))
    except MemoryError:
        raise StudyError(_too_large(_sizes(made, spread))) from None


def _too_large(sizes: Mapping[str, int]) -> str:
    longest = ", ".join(f"{axis} {size}" for axis, size in sorted(sizes.items(), key=lambda one: -one[1])[:4])
    return f"the answers on all axes together do not fit in memory ({longest}). Shorten a list, or ask one at a time."


def _is_plain(name: str, made: Composition) -> bool:
    return name not in made.prepared and not name.endswith(AS_STATED)


def corners_of(made: Composition, spread: tuple[str, ...]) -> dict[str, Any]:
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


class Family:
    """Several studies whose answers are stacked along a further axis."""

    def __init__(self, axis: str, studies: Mapping[Any, Any]) -> None:
        if told := list(_misgiven(axis, studies)):
            raise StudyError("\n".join(f"over({axis!r}): {line}" for line in told))
        self.axis, self.studies = axis, dict(studies)

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
        if years is not None:
            held = {label: study.replace(years=years) for label, study in self.studies.items()}
            return Family(self.axis, held).run(*names)
        wanted = names or self.answers
        if not wanted:
            raise StudyError(f"over({self.axis!r}): the studies have no answer in common. Ask for one by its name.")
        runs = {label: study.run(*wanted) for label, study in self.studies.items()}
        return Results(self, {name: self._stacked(name, [found[name] for found in runs.values()]) for name in wanted})

    def _stacked(self, name: str, found: list[Labelled]) -> Labelled:
        """Return one answer of all studies on the all axes; what does not depend on an axis is repeated along it."""
        unit = found[0].unit
        dims = tuple(dict.fromkeys(axis for one in found for axis in one.dims))
        if self.axis in dims:
            raise StudyError(f"over({self.axis!r}): {name} has an axis of that name already. Write another one.")
        labels = {axis: one.labels[axis] for one in reversed(found) for axis in one.dims}
        for label, one in zip(self.studies, found):
            self._held(name, label, one, labels)
        sizes = [len(labels[axis]) for axis in dims]
        values = np.stack([np.broadcast_to(on_axes(one.to(unit), dims).magnitude, sizes) for one in found])
        units = {axis: told for one in found for axis, told in one.units.items()}
        made = make(values, tuple(found[0].value.unit_items()))
        return Labelled(made, (self.axis, *dims), {self.axis: tuple(self.studies), **labels}, units, name)

    def _held(self, name: str, label: Any, one: Labelled, labels: Mapping[str, tuple[Any, ...]]) -> None:
        """Refuse an answer that has other labels than the rest, or holds at one place of an axis that others have."""
        other = [axis for axis in labels if axis in one.dims and one.labels[axis] != labels[axis]]
        made = self.studies[label].composition
        behind = made.graph.walk(name)
        other += [axis for axis in labels if axis not in one.dims and axis in made.said and axis in behind]
        if other:
            told = "years" if other[0] == YEAR else other[0]
            raise StudyError(
                f"over({self.axis!r}): {name} has other values of {told} in study {label!r} than in another. "
                f"Give all studies the same: study.replace({told}=...)."
            )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        told = f"{name!r} is asked of one study at a time, such as studies[{next(iter(self.studies))!r}].{name}(...)."
        raise AttributeError(f"over({self.axis!r}): {told}")

    def __getitem__(self, label: Any) -> Any:
        if isinstance(label, Hashable) and label in self.studies:
            return self.studies[label]
        told = f"no study called {short(label)}.{did_you_mean(label, map(str, self.studies))}"
        raise StudyError(f"{told} There are: {', '.join(map(str, self.studies))}.")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Family):
            return NotImplemented
        return self.axis == other.axis and list(self.studies.items()) == list(other.studies.items())

    def __hash__(self) -> int:
        return hash((self.axis, *self.studies))

    def __repr__(self) -> str:
        return f"<{len(self.studies)} studies over {self.axis!r}: {', '.join(map(str, self.studies))}>"


def _misgiven(axis: Any, studies: Mapping[Any, Any]) -> Iterator[str]:
    """Tell of an axis that cannot be, and of what is no study or one in another money."""
    if not isinstance(axis, str) or not axis or axis in (YEAR, CASE, DRAW):
        yield "the axis has a name of its own. Write such as over('chemistry', ...)."
    if not isinstance(studies, Mapping) or not studies:
        yield f"{short(studies)} holds no studies. Expected some by label, such as {{'thin': study}}."
        return
    if bare := [label for label, one in studies.items() if not hasattr(one, "composition")]:
        yield f"{short(studies[bare[0]])} at {short(bare[0])} is no study."
        return
    if any(one.money != next(iter(studies.values())).money for one in studies.values()):
        yield "the studies have several moneys. Give them one: study.replace(money=...)."
