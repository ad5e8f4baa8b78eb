"""A study at one place on its axes: every value behind one name as a plain number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...core.graph import Graph, Node, given, without
from ...core.labelled import label_text, place_of
from ...core.own import AS_STATED
from ...ground.errors import StudyError, did_you_mean
from ..axes import labels_of
from ..composition import YEAR, Composition


@dataclass(frozen=True)
class Place:
    """All that stands behind one name of a study, at one place on its axes; spreads at their centres."""

    made: Composition
    name: str
    where: Mapping[str, str]  # axis and label, as a page shows them
    graph: Graph
    labels: Mapping[str, Any]  # by axis

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names behind the one, each after what it needs."""
        return self.graph.walk(self.name)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The value of each name, in the glossary's unit and the study's money."""
        found: dict[str, Any] = self.graph.plan(self.names)()
        return found

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The stated numbers: prepared objects and the year, which is where one looks, are none."""
        return tuple(name for name in self.names if name in self.graph.stated and self._is_input(name))

    def _is_input(self, name: str) -> bool:
        return name != YEAR and name not in self.made.prepared

    def entry(self, name: str) -> str:
        """Return the name under which a stated value enters: ``as stated`` where it is in another money."""
        return name + AS_STATED if name + AS_STATED in self.graph.stated else name

    def beyond(self, border: Collection[str]) -> Graph:
        """Return the graph of what moves with some names, which are stated in it as all else is that it needs."""
        moved = [name for name in self.graph.reached(border) if name not in border]
        calls = {id(one): one for name in moved if (one := self.graph.suppliers.get(name)) is not None}
        given_here = {name for one in calls.values() for name in given(one)}
        kept = [without(one, given_here - set(moved)) for one in calls.values()]
        stated = {name: value for name, value in self.values.items() if name not in moved}
        return Graph(kept, stated, by=self.graph.by, units=self.graph.own_units)


def at_place(made: Composition, name: str, where: Mapping[str, Any]) -> Place:
    """Return what stands behind a name at one place: the last year and the first of each other axis unless said.

    Raises
    ------
    StudyError
        If a name or label is unknown, or the name does not carry the axis.
    """
    graph = made.graph
    names = graph.walk(name)
    dims = graph.axes_of([name], {})[name]
    if wrong := [axis for axis in where if axis not in dims]:
        told = f"{name} has no axis {wrong[0]!r}.{did_you_mean(wrong[0], dims)}"
        raise StudyError(f"{told} It has: {', '.join(dims) or 'none'}.")
    labels, units = labels_of(made, dims)
    places = {axis: len(labels[axis]) - 1 if axis == YEAR else 0 for axis in dims}
    places |= {axis: place_of(axis, label, labels[axis], units.get(axis, "")) for axis, label in where.items()}
    there = {axis: labels[axis][place] for axis, place in places.items()}
    shown = {axis: label_text(label, units.get(axis, "")) for axis, label in there.items()}
    return Place(made, name, shown, _point(graph, names, places), there)


def _point(graph: Graph, names: tuple[str, ...], places: Mapping[str, int]) -> Graph:
    """Return the part of a graph behind some names, each stated array picked at one place."""
    nodes: dict[int, Node] = {id(one): one for name in names if (one := graph.suppliers.get(name)) is not None}
    stated = {n: _picked(graph.stated[n], graph.dims.get(n, ()), places) for n in names if n not in graph.suppliers}
    return Graph(tuple(nodes.values()), stated, by=graph.by, units=graph.own_units)


def _picked(value: Any, dims: tuple[str, ...], places: Mapping[str, int]) -> Any:
    return float(np.asarray(value)[tuple(places[axis] for axis in dims)]) if dims else value


def shown_name(name: str) -> str:
    """Return a name as pages show it: a value as it was stated, under its own name."""
    return name.removesuffix(AS_STATED)
