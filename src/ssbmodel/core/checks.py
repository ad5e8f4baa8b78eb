"""What the names of a graph may be: declared bounds, results that repeat arguments, conditions between names."""

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from ..ground.errors import DomainError, StudyError, short
from ..ground.quantities import Interval
from ..ground.slots import RecordSlot
from .graph import Graph, Node, factor, node, taken

_DIGITS = 1e-12  # of a repeated value that went through another unit


def declared(graph: Graph, name: str) -> Iterator[tuple[Any, float]]:
    """Yield what the giver and the takers of a name declare of it, and the factor into each one's unit."""
    for slot in graph.declared(name):
        if not isinstance(slot, RecordSlot):
            yield slot, factor(graph.unit(name), slot.unit)


def bounds_of(graph: Graph, name: str) -> tuple[float, float]:
    """Return the least and the greatest number that a name's giver and all its takers allow, in the name's unit."""
    ends = [(slot.low / scale, slot.high / scale) for slot, scale in declared(graph, name)]
    return max((low for low, _ in ends), default=-math.inf), min((high for _, high in ends), default=math.inf)


def outside(graph: Graph, name: str, value: Any) -> str | None:
    """Return what to say where a value of a name lies outside what its giver or a taker declares; else None."""
    for slot, scale in declared(graph, name):
        if type(value) is float and slot.low <= value * scale <= slot.high:
            continue
        own = np.asarray(value, float) * scale if scale != 1.0 else np.asarray(value, float)
        if not slot.inside(own):
            told = str(slot.outside(own))
            for own_name in (slot.name, "return"):
                if told.startswith(f"{own_name}="):
                    return f"{name}{told.removeprefix(own_name)}"
            return f"{name}: {told}"
    return None


def is_plain(value: Any) -> bool:
    """Return whether something can be calculated with as it stands: no list, no text, nothing with a unit."""
    return isinstance(value, (float, np.ndarray)) or not (
        value is None or isinstance(value, (str, bytes, list, tuple, Mapping)) or hasattr(value, "unit_items")
    )


def look_at_arrays(arrays: Mapping[str, Any]) -> None:
    """Refuse what a plan cannot calculate with.

    Raises
    ------
    StudyError
        With the name and what to write.
    """
    for name, value in arrays.items():
        if not is_plain(value):
            told = f"{name}={short(value)}. Expected a plain number or an array of numbers"
            raise StudyError(f"{told} in the glossary's unit, such as np.asarray(...).")


class Unchanged:
    """Refuses a function whose result repeats what it takes under a name with another value."""

    named: tuple[str, ...] = ()
    results: tuple[Any, ...] = ()

    def __init__(self, owner: str, name: str, place: int, scale: float) -> None:
        self.owner, self.name, self.place, self.scale = owner, name, place, scale
        self.__name__ = f"{name} unchanged"

    def kernel(self, answer: Any, value: Any) -> None:
        """Compare a field of a record with what was taken."""
        again, before = (getattr(one, "magnitude", one) for one in (answer[self.place], value))
        if again is before and self.scale == 1.0:
            return
        close = np.isclose(np.asarray(again) * self.scale, before, rtol=_DIGITS, atol=0.0, equal_nan=True)
        if not np.all(close):
            raise DomainError(
                f"{self.owner} takes {self.name!r} and gives another value under that name. Rename the result."
            )

    __call__ = kernel


class ConditionSlot:
    """What a condition declares of its result: the ends it must lie between, and the sentence where it does not."""

    def __init__(self, name: str, unit: str, ends: tuple[float, float], sentence: str) -> None:
        self.name, self.unit, self.sentence = name, unit, sentence
        self.low, self.high = ends
        self.bounds = Interval(*ends)

    def inside(self, value: Any) -> bool:
        """Return whether all values lie between the ends."""
        array = np.asarray(value, float)
        return bool(((array >= self.low) & (array <= self.high)).all())

    def outside(self, value: Any) -> str:
        """Return the sentence with the value that lies outside, or with the first of them."""
        array = np.asarray(value, float)
        bad = array[~((array >= self.low) & (array <= self.high))]
        return self.sentence.format(value=float(bad.flat[0]))


class Condition:
    """A model function whose result is no answer but must lie between two ends."""

    results: tuple[Any, ...] = ()
    record: Any = None

    def __init__(self, function: Any, ends: tuple[float, float], sentence: str) -> None:
        self.function, self.ends, self.sentence = function, ends, sentence
        self.__name__, self.kernel = function.__name__, function.kernel
        self.slots, self.named = function.slots, function.named
        self.result = ConditionSlot(function.__name__, function.result.unit, ends, sentence)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Return the result for quantities, as a quantity."""
        return self.function(*arguments, **named)

    def __reduce__(self) -> Any:
        return Condition, (self.function, self.ends, self.sentence)


def condition(function: Any, ends: tuple[float, float], sentence: str, **takes: str | float) -> Node:
    """Return a condition as a node: whoever asks for anything that it takes is held to it.

    Parameters
    ----------
    function : quantity function of one result
    ends : the least and the greatest that the result may be
    sentence : what to say where it is not, with ``{value}`` for the result
    takes : names by argument, as :func:`ssbmodel.node` takes them

    Examples
    --------
    >>> from ssbmodel.models.battery.cell import cell_density
    >>> made = condition(cell_density, (1.0, 5.0), "a cell of {value:g} kg/L is none.")
    >>> made.function.result.outside(9.0)
    'a cell of 9 kg/L is none.'
    """
    return node(Condition(function, ends, sentence), gives="", **takes)


def conditions_among(graph: Graph, names: Collection[str]) -> tuple[str, ...]:
    """Return the conditions on some names of a graph: those that take any of them, where all they take is supplied."""
    among = set(names)
    held = ((name, one) for name, one in graph.suppliers.items() if isinstance(one.function, Condition))
    return tuple(name for name, one in held if among & set(taken(one)) and graph.has(name))


def hold(graph: Graph, values: Mapping[str, Any]) -> None:
    """Refuse values of conditions that lie outside their ends, each with its sentence.

    Raises
    ------
    DomainError
        With all that do not hold.
    """
    slots = {name: graph.suppliers[name].function.result for name in values}
    told = [slots[name].outside(value) for name, value in values.items() if not slots[name].inside(value)]
    if told:
        raise DomainError("\n".join(told))


class Flagged(NamedTuple):
    """Where an answer stands outside what its model was made for: it is given all the same, with a sentence.

    ``on`` is the name whose model it is: all that rests on it is flagged where ``name`` lies outside ``within``, whose
    ends are names or numbers; whoever states ``on`` himself is not. The sentence may show ``{value}``, that farthest
    outside, and the ends ``{low}`` and ``{high}``.
    """

    on: str
    name: str
    within: tuple[str | float, str | float]
    sentence: str

    @property
    def asks(self) -> tuple[str, ...]:
        """The names that are held against each other."""
        return (self.name, *(end for end in self.within if isinstance(end, str)))
