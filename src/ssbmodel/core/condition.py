"""Conditions between names, such as shares that sum to one: a node whose result must lie between two ends."""

from typing import Any

import numpy as np

from .graph import Node, node


class ConditionSlot:
    """What a condition declares of its result: the ends it must lie between, and the sentence where it does not."""

    def __init__(self, name: str, unit: str, ends: tuple[float, float], sentence: str) -> None:
        self.name, self.unit, self.sentence = name, unit, sentence
        self.low, self.high = ends

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
    """Return a condition as a node: whoever asks for all that it takes is held to it.

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
