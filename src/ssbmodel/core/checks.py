"""What the names of a graph may be: the bounds that givers and takers declare, and results that repeat arguments."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..ground.errors import DomainError
from ..ground.slots import RecordSlot
from .graph import Graph, factor, given, leaves

_DIGITS = 1e-12  # of a repeated value that went through another unit


def declared(graph: Graph, name: str) -> Iterator[tuple[Any, float]]:
    """Yield what the giver and the takers of a name declare of it, and the factor into each one's unit."""
    slots = [leaf.slot for one in graph.askers.get(name, ()) for leaf in leaves(one) if leaf.name == name]
    if name in graph.suppliers:
        slots.append(given(graph.suppliers[name])[name][1])
    for slot in slots:
        if not isinstance(slot, RecordSlot):
            yield slot, factor(graph.unit(name), slot.unit)


def bounds_of(graph: Graph, name: str) -> tuple[float, float]:
    """Return the least and the greatest number that a name's giver and all its takers allow, in the name's unit."""
    ends = [(slot.low / scale, slot.high / scale) for slot, scale in declared(graph, name)]
    return max((low for low, _ in ends), default=-math.inf), min((high for _, high in ends), default=math.inf)


def outside(graph: Graph, name: str, value: Any) -> str | None:
    """Return what to say where a value of a name lies outside what its giver or a taker declares; else None."""
    for slot, scale in declared(graph, name):
        own = np.asarray(value, float) * scale if scale != 1.0 else np.asarray(value, float)
        if not slot.inside(own):
            told = str(slot.outside(own)).removeprefix("return")
            if told.startswith("="):
                return f"{name}{told}"
            return told if told.startswith(f"{name}=") else f"{name}: {told}"
    return None


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
        close = np.isclose(np.asarray(again) * self.scale, before, rtol=_DIGITS, atol=0.0, equal_nan=True)
        if not np.all(close):
            raise DomainError(
                f"{self.owner} takes {self.name!r} and gives another value under that name. Rename the result."
            )

    __call__ = kernel
