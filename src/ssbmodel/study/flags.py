"""What to know of answers that stand outside what their models were made for: a sentence, and where it holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..core.checks import Flagged
from ..core.graph import factor
from ..core.labelled import label_text, place_of
from .axes import labels_of
from .composition import CASE, EDIT, Composition

MOST_LABELS, MOST_ANSWERS = 4, 3  # that a line shows
_LAST_DIGITS = 1e-9  # of a value: a limit that was read in another unit is met but for its last digits


@dataclass(frozen=True)
class Flag:
    """A sentence on answers that stand outside what their models were made for.

    Parameters
    ----------
    text : the sentence
    answers : the answers that rest on it
    places : where it holds, as labels by axis; one place without labels where no axis opens
    units : units of labels that have one, by axis
    """

    text: str
    answers: tuple[str, ...]
    places: tuple[Mapping[str, Any], ...] = ({},)
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The places in words; nothing where no axis opens."""
        axes = dict.fromkeys(axis for place in self.places for axis in place)
        labels = {axis: dict.fromkeys(place[axis] for place in self.places if axis in place) for axis in axes}
        return "; ".join(f"{axis.replace('_', ' ')} {self._shown(axis, list(own))}" for axis, own in labels.items())

    def _shown(self, axis: str, labels: list[Any]) -> str:
        words = [label_text(label, self.units.get(axis, "")) for label in labels]
        if len(words) > MOST_LABELS and not any(isinstance(label, str) for label in labels):
            return f"{words[0]} to {words[-1]}"
        return _listed(words, MOST_LABELS)

    def __str__(self) -> str:
        at = f" at {self.where}" if self.where else ""
        return f"{self.text} ({_listed(self.answers[::-1], MOST_ANSWERS)}{at})"


def _listed(words: Iterable[str], most: int) -> str:
    shown = list(words)
    more = [f"{len(shown) - most} more"] if len(shown) > most else []
    return ", ".join(shown[:most]) + (f" and {more[0]}" if more else "")


def flags_of(study: Any, names: Iterable[str], at: Mapping[str, Any]) -> tuple[Flag, ...]:
    """Return what is flagged of some answers of a study, or of several over a further axis, at labels.

    Parameters
    ----------
    study : a study, or a family of them
    names : answers
    at : labels by axis at which alone one looks
    """
    axis = getattr(study, "axis", None)
    if axis is None:
        return tuple(_of_study(study.composition, tuple(names), at))
    found: dict[str, list[Flag]] = {}
    for label, one in study.studies.items():
        for flag in _of_study(one.composition, tuple(names), at):
            places = tuple({axis: label, **place} for place in flag.places)
            found.setdefault(flag.text, []).append(Flag(flag.text, flag.answers, places, flag.units))
    return tuple(_joined(flags) for flags in found.values())


def _joined(flags: list[Flag]) -> Flag:
    """Return flags of one sentence as one."""
    answers = tuple(dict.fromkeys(name for flag in flags for name in flag.answers))
    places = tuple(place for flag in flags for place in flag.places)
    return Flag(flags[0].text, answers, places, {axis: unit for flag in flags for axis, unit in flag.units.items()})


def _of_study(made: Composition, names: tuple[str, ...], at: Mapping[str, Any]) -> Iterator[Flag]:
    """Yield the flags of one study; a name that its user states or computes himself has none."""
    for one in made.flags:
        own = made.by.get(one.on) == EDIT or one.on in made.cuts
        if own or one.on not in made.graph.names or not all(map(made.graph.has, one.asks)):
            continue
        moved = made.graph.reached({one.on})
        answers = tuple(name for name in names if name in moved)
        flag = _held(made, one, answers, at) if answers else None
        if flag is not None:
            yield flag


def _held(made: Composition, one: Flagged, answers: tuple[str, ...], at: Mapping[str, Any]) -> Flag | None:
    """Return the flag of a name where it lies outside its limits at any of the places; None where it nowhere does."""
    axes, arrays, cases = _values(made, one)
    labels, units = labels_of(made, tuple(axis for axis in axes if axis != CASE))
    picked = tuple(
        place_of(axis, at[axis], labels[axis], units.get(axis, "")) if axis in at and axis in labels else slice(None)
        for axis in axes
    )
    shape = [cases if axis == CASE else len(labels[axis]) for axis in axes]
    value, low, high = (np.broadcast_to(array, shape)[picked] for array in arrays)
    beyond = np.maximum(low - value, value - high)
    outside = beyond > _LAST_DIGITS * np.abs(value)
    if not np.any(outside):
        return None
    worst = np.unravel_index(np.argmax(beyond), beyond.shape)
    shown = {
        key: _shown(made, one.name, array[worst]) for key, array in {"value": value, "low": low, "high": high}.items()
    }
    left = [axis for axis, place in zip(axes, picked) if isinstance(place, slice)]
    places = [{axis: labels[axis][k] for axis, k in zip(left, place) if axis != CASE} for place in np.argwhere(outside)]
    unlike = tuple({tuple(place.items()): place for place in places}.values())
    return Flag(one.sentence.format(**shown), answers, unlike, {axis: units[axis] for axis in left if axis in units})


def _values(made: Composition, one: Flagged) -> tuple[tuple[str, ...], tuple[Any, Any, Any], int]:
    """Return axes, value and limits along them in the name's unit, and the number of cases where there are any.

    Spreads stand at all corners of their ends, or at their centres where they are too many.
    """
    from .running import MOST_SPREADS, corners_of

    spread = made.spreads_behind(one.asks)
    corners = corners_of(made, spread if len(spread) <= MOST_SPREADS else ())
    plan = made.plan(one.asks, dict.fromkeys(corners, (CASE,)))
    found = plan(**plan.entered({name: corners[name] for name in plan.inputs}))
    scaled = {name: found[name] * factor(made.graph.unit(name), made.graph.unit(one.name)) for name in one.asks}
    low, high = (scaled[end] if isinstance(end, str) else end for end in one.within)
    return plan.axes, (scaled[one.name], low, high), max((array.size for array in corners.values()), default=1)


def _shown(made: Composition, name: str, value: Any) -> str:
    from .explanation.words import valued

    return valued(name, float(value), made.graph.unit(name).replace("money", made.money))
