"""A model function as a question: a graph of this one node, on which its arguments are stated."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.graph import Graph, Node, echoes, leaves, result_slots, taken
from ...ground.door import Door
from ...ground.errors import CallError, MoneyError, ShapeError, did_you_mean, short
from ...ground.slots import GivenSlot, RecordSlot
from ..composition import DRAW
from ..uncertainty.drawing.distributions import Input, drawn_input, is_law
from ..uncertainty.grid import Grid
from .graph import OfGraph, rows_at_once
from .question import Question, Word, central, magnitude


@dataclass(frozen=True)
class OfFunction:
    """Draws up what is asked of one model function: its graph, and the places of its answers.

    ``fixed`` opens an axis of its own name where it is a list, as a list stated in a study does.
    """

    graph: Graph
    fixed: Mapping[str, Any]
    money: str

    @property
    def wanted(self) -> tuple[str, ...]:
        """The function's answers."""
        return tuple(self.graph.suppliers)

    @property
    def units(self) -> dict[str, str]:
        """The unit of each answer at each place."""
        known = {name: self.graph.unit(name).replace("money", self.money) for name in self.wanted}
        return {flat: unit for name, unit in known.items() for flat in self.grid(name, ()).flat}

    def grid(self, name: str, varied: Iterable[str]) -> Grid:
        """Return the places of an answer on the axes that it carries where some arguments are given at each call."""
        dims = self.graph.axes_of([name], dict.fromkeys(varied, ()))[name]
        labels = {axis: tuple(map(float, self.fixed[axis])) for axis in dims}
        units = {axis: self.graph.unit(axis).replace("money", self.money) for axis in dims}
        return Grid(name, dims, labels, units)

    def function(self, varied: Iterable[str]) -> OfGraph:
        """Return what asks a plan in which some arguments are given at each call."""
        names = tuple(varied)
        plan = self.graph.plan(self.wanted, dict.fromkeys(names, (DRAW,)))
        grids = tuple(self.grid(name, names) for name in self.wanted)
        widest = max(len(grid.flat) for grid in grids)
        return OfGraph(plan, grids, {name: (name, 1.0) for name in names}, rows_at_once(widest))


def of_function(door: Door[..., Any], given: Mapping[str, Any]) -> Question:
    """Return a model function as a question; see :func:`ssbmodel.study.questions.asked.question`.

    Parameters
    ----------
    door : model function
    given : by argument, or by field of an argument that is a record: a distribution, or a value to hold fixed

    Raises
    ------
    CallError, MoneyError, ShapeError, UnitError
        If an argument is missing, unknown or of the wrong kind.
    """
    slots = _arguments(door)
    values = dict(_by_field(door, given))
    _same_names(str(door.__name__), values, slots)
    words = {name: (slot.unit, slot.bounds) for name, slot in slots.items() if not isinstance(slot, GivenSlot)}
    prepared = {name: slot.read(values[name])[0] for name, slot in slots.items() if name not in words}
    drawn, fixed, money = _read({name: values[name] for name in words}, words)
    graph = _graph(door, slots, {**prepared, **fixed, **{one.name: central(one) for one in drawn}})
    of = OfFunction(graph, fixed, money)
    opened = functools.lru_cache(maxsize=8)(of.function)
    made = of.function([one.name for one in drawn])
    return Question(
        made, drawn, fixed, of.units, words, money, made.grids, None, lambda names: opened(tuple(names)), "function"
    )


def _arguments(door: Door[..., Any]) -> dict[str, Any]:
    """Return what a function declares of each of its arguments, records field by field."""
    slots = [leaf.slot for leaf in leaves(Node(door, {}, {}))]
    names = [slot.name for slot in slots]
    if twice := [name for name in names if names.count(name) > 1]:
        raise CallError(
            f"{door.__name__}: {twice[0]!r} stands in two of its records. Ask a function of your own, such as "
            f"lambda {twice[0]}: {door.__name__}.kernel(...)."
        )
    return {slot.name: slot for slot in slots}


def _by_field(door: Door[..., Any], given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what is given, records that are given whole field by field."""
    records = {slot.name: slot for slot in door.slots if type(slot) is RecordSlot}
    for name, value in given.items():
        if name in records:
            yield from _fields(records[name], value)
        else:
            yield name, value


def _fields(slot: RecordSlot, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, slot.record):
        fields = ", ".join(part.name for part in slot.fields[:2])
        kind = slot.record.__name__
        raise CallError(f"{slot.name}={short(value)}. Expected a {kind}, or its fields by name: {fields}, ...")
    for part, field in zip(slot.fields, value):
        if type(part) is RecordSlot:
            yield from _fields(part, field)
        else:
            yield part.name, field


def _graph(door: Door[..., Any], slots: Mapping[str, Any], stated: Mapping[str, Any]) -> Graph:
    """Return the graph of one function; a result that bears an argument's name is told apart from it."""
    again = echoes(Node(door, {}, {}))
    node = Node(door, {}, {name: f"resulting_{name}" for name in again})
    units = {name: slot.unit for name, slot in slots.items() if isinstance(slot.unit, str)}
    for slot in result_slots(door):
        own = slot.name if door.results else str(door.__name__)
        units[node.gives.get(own, own)] = slot.unit
    dims = {name: (name,) for name in taken(node) if isinstance(stated[name], np.ndarray)}
    return Graph([node], stated, dims=dims, units=units, axes=tuple(dims))


def _same_names(owner: str, given: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    told = [f"{name!r} is not a parameter.{did_you_mean(str(name), known)}" for name in given if name not in known]
    told += [f"{name!r} is missing." for name in known if name not in given]
    if told:
        raise CallError("\n".join(f"{owner}: {line}" for line in told))


def _read(given: Mapping[str, Any], words: Mapping[str, Word]) -> tuple[tuple[Input, ...], dict[str, Any], str]:
    """Return what is drawn, what is fixed in the declared units, and the one money of all."""
    drawn, fixed, moneys = [], {}, dict[str, str]()
    for name, value in given.items():
        unit, bounds = words[name]
        if is_law(value):
            one, money = drawn_input(name, value, unit, bounds)
            drawn.append(one)
        else:
            fixed[name], money = magnitude(name, value, unit, bounds)
            if np.ndim(fixed[name]) > 1 or not np.size(fixed[name]):
                raise ShapeError(
                    f"{name} is of shape {np.shape(fixed[name])}. Expected a number, or a list of at least one."
                )
        if money:
            moneys.setdefault(money, name)
    if len(moneys) > 1:
        told = " but ".join(f"{name} is in {money}" for money, name in moneys.items())
        raise MoneyError(f"{told}. Convert one of them first: exchange(..., rates=...).")
    return tuple(sorted(drawn, key=lambda one: one.name)), fixed, next(iter(moneys), "")
