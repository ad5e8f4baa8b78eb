"""A plan: the straight line of calls that leads to some names of a graph, on plain arrays.

What does not depend on a varied name is computed once, when the plan is made. Arrays are viewed on one order of axes
at the entrance, and axes that an answer does not carry are taken away at the exit; nothing between knows of names.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from ..ground.arrays import unwritable
from ..ground.errors import StudyError, did_you_mean
from ..ground.slots import GivenSlot, RecordSlot
from ..ground.spelling import read_unit
from ..ground.units import make
from .checks import Unchanged, is_plain, look_at_arrays
from .graph import Graph, Node, axes_of_varied, echoes, factor, given

MANY = 256  # numbers from which on an array's memory costs more than looking after it


class Step(NamedTuple):
    """One call: what is called, the places of its arguments, and where each part of the answer goes.

    ``function`` is a quantity function, a record to be put together from its fields, or None where a number only
    changes its unit. ``keeps`` lists (place in the answer, place in the line, factor); place -1 is the answer itself.
    """

    function: Any
    takes: tuple[int, ...]
    keeps: tuple[tuple[int, int, float], ...]
    scale: float = 1.0
    units: tuple[str, ...] = ()  # of what is kept, where quantities pass


@dataclass
class Line:
    """A line while it is drawn up: values that are known, steps that are left, and the place of each name."""

    graph: Graph
    needed: frozenset[str]
    checked: str | None
    echoes: bool = False
    values: list[Any] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    places: dict[Any, int] = field(default_factory=dict)
    waits: set[int] = field(default_factory=set)  # places that are filled at each call

    def put(self, key: Any, value: Any = None, *, waits: bool = False) -> int:
        """Give a value, or one that is to come, a place."""
        self.places[key] = len(self.values)
        self.values.append(value)
        if waits:
            self.waits.add(self.places[key])
        return self.places[key]

    def add(self, step: Step) -> None:
        """Take a step now where all it takes is known; else leave it for each call."""
        if self.waits.isdisjoint(step.takes):
            _take(step, self.values, self.checked)
        else:
            self.steps.append(step)
            self.waits.update(place for _, place, _ in step.keeps)

    def argument(self, one: Node, slot: Any) -> int:
        """Return the place of an argument: a name's in the declared unit, or a record put together from its fields."""
        if isinstance(slot, RecordSlot) and not isinstance(slot, GivenSlot):
            return self._record(one, slot)
        name = one.takes.get(slot.name, slot.name)
        if not isinstance(name, str):
            value = float(name) if self.checked is None else make(float(name), ())
            return self.put(("fixed", id(one), slot.name), value)
        if isinstance(slot, GivenSlot) or self.checked is not None:
            return self.places[name]
        return self._scaled(name, factor(self.graph.unit(name), slot.unit))

    def _scaled(self, name: str, scale: float) -> int:
        if scale == 1.0:
            return self.places[name]
        if (name, scale) not in self.places:
            place = self.put((name, scale))
            self.add(Step(None, (self.places[name],), ((-1, place, 1.0),), scale))
        return self.places[(name, scale)]

    def _record(self, one: Node, slot: RecordSlot) -> int:
        whole = self._whole(one, slot)
        if whole is not None:
            return whole
        takes = tuple(self.argument(one, part) for part in slot.fields)
        key = (slot.record, takes)
        if key not in self.places:
            self.add(Step(slot.record, takes, ((-1, self.put(key), 1.0),)))
        return self.places[key]

    def _whole(self, one: Node, slot: RecordSlot) -> int | None:
        """Return the place of a record as a node gave it, where every field is still that node's own."""
        names = [one.takes.get(part.name, part.name) for part in slot.fields]
        if any(isinstance(part, RecordSlot) for part in slot.fields):
            return None
        source = next((self.graph.suppliers.get(name) for name in names if name in self.graph.suppliers), None)
        if source is None or ("record", id(source)) not in self.places:
            return None
        said = tuple(source.gives.get(part.name, part.name) for part in source.function.results)
        same = (
            said == tuple(names)
            and source.function.record is slot.record
            and all(map(self._unscaled, slot.fields, names))
        )
        own = {**dict.fromkeys(echoes(source)), **{n: None for n, s in self.graph.suppliers.items() if s is source}}
        return self.places[("record", id(source))] if same and own.keys() >= set(names) else None

    def _unscaled(self, slot: Any, name: Any) -> bool:
        return self.checked is None and factor(self.graph.unit(name), slot.unit) == 1.0

    def call(self, one: Node) -> None:
        """Add the call of a node, and a place for each name it supplies."""
        takes = tuple(self.argument(one, slot) for slot in one.function.slots)
        own = given(one)
        names = [name for name in own if name in self.needed and self.graph.suppliers.get(name) is one]
        keeps = [(own[n][0], self.put(n), factor(own[n][1].unit, self.graph.unit(n))) for n in names]
        units = [self.graph.unit(name) for name in names]
        if one.function.results:
            keeps.append((-1, self.put(("record", id(one))), 1.0))
            units.append("")
        told = () if self.checked is None else tuple(unit.replace("money", self.checked) for unit in units)
        self.add(Step(one.function, takes, tuple(keeps), units=told))
        if self.echoes:
            self._compare(one)

    def _compare(self, one: Node) -> None:
        """Add a look at each result that repeats what the node takes."""
        for name, place in echoes(one).items():
            if not isinstance(one.function.results[place], RecordSlot):
                scale = 1.0 if self.checked else factor(one.function.results[place].unit, self.graph.unit(name))
                look = Unchanged(one.owner, name, place, scale)
                self.add(Step(look, (self.places[("record", id(one))], self.places[name]), ()))


def _take(step: Step, values: list[Any], checked: str | None) -> None:
    """Take one step on the values of a line."""
    arguments = [values[place] for place in step.takes]
    answer = _called(step, arguments, checked)
    for row, (place, to, scale) in enumerate(step.keeps):
        part = answer if place < 0 else answer[place]
        if scale != 1.0:
            part = part * scale if checked is None else make(part.magnitude * scale, read_unit(step.units[row]))
        values[to] = part


def _called(step: Step, arguments: list[Any], checked: str | None) -> Any:
    function = step.function
    if function is None:
        return arguments[0] * step.scale
    if isinstance(function, type):
        return function(*arguments)
    call = function.kernel if checked is None else function
    k = len(arguments) - len(function.named)
    return call(*arguments[:k], **dict(zip(function.named, arguments[k:])))


def planned(
    graph: Graph, wanted: Sequence[str], varied: Any, *, checked: str | None = None, echoes: bool = False
) -> "Plan":
    """Return the plan of some names of a graph; see :meth:`Graph.plan`."""
    axes = axes_of_varied(varied)
    if computed := [name for name in axes if name not in graph.stated]:
        told = f"{computed[0]!r} is no stated name here.{did_you_mean(computed[0], graph.stated)}"
        raise StudyError(f"{told} Expected names that are stated; cut a computed one with study.replace(...).")
    order = graph.order_of(axes)
    dims = graph.axes_of(wanted, axes)
    present = [axis for axis in order if any(axis in own for own in dims.values())]
    names = tuple(dims)
    line = Line(graph, frozenset(names), checked, echoes)
    _draw_up(line, names, axes, present)
    inputs = tuple(name for name in axes if name in line.places)
    return Plan(
        steps=_read_later(line.steps, {line.places[name] for name in wanted}),
        start=tuple(line.values),
        inputs=inputs,
        outputs=tuple(wanted),
        places={name: line.places[name] for name in (*inputs, *wanted)},
        dims={name: dims[name] for name in wanted},
        varied={name: axes[name] for name in inputs},
        axes=tuple(present),
        units={name: graph.unit(name) for name in wanted},
        checked=checked,
        idle=tuple(name for name in axes if name not in line.places),
    )


def _read_later(steps: Sequence[Step], wanted: set[int]) -> tuple[Step, ...]:
    """Return steps that keep only what a later one takes or what is wanted."""
    used, found = set(wanted), list[Step]()
    for step in reversed(steps):
        kept = [row for row, (_, to, _) in enumerate(step.keeps) if to in used]
        if kept or not step.keeps:
            units = tuple(step.units[row] for row in kept) if step.units else ()
            found.append(step._replace(keeps=tuple(step.keeps[row] for row in kept), units=units))
            used.update(step.takes)
    return tuple(reversed(found))


def _draw_up(line: Line, names: Sequence[str], axes: Any, present: Sequence[str]) -> None:
    """Put the calls behind some names on a line, and take all that can be taken now."""
    graph, checked = line.graph, line.checked
    for name in (name for name in names if name not in graph.suppliers):
        value = None if name in axes else _viewed(graph.stated[name], graph.dims.get(name, ()), present)
        line.put(name, _quantity(value, graph.unit(name), checked) if checked else value, waits=name in axes)
    done: set[int] = set()
    for one in (graph.suppliers[name] for name in names if name in graph.suppliers):
        if id(one) not in done:
            done.add(id(one))
            line.call(one)


def _quantity(value: Any, unit: str, checked: str) -> Any:
    number = isinstance(value, (float, int, np.ndarray, np.generic))
    return make(value, read_unit(unit.replace("money", checked))) if number else value


def _viewed(value: Any, own: tuple[str, ...], present: Sequence[str]) -> Any:
    """Return an array on the order of all axes, with length one along those that it lacks; numbers stay numbers."""
    if not own:
        return value
    lengths = dict(zip(own, np.shape(value)))
    there = sorted(own, key=present.index)
    turned = value if there == list(own) else np.transpose(value, [own.index(axis) for axis in there])
    return turned.reshape([lengths.get(axis, 1) for axis in present])


class Plan:
    """A frozen line of calls from varied names to wanted ones, on plain arrays in the glossary's units.

    Call it with one array for each of ``inputs``; it gives the ``outputs`` by name. ``dims`` names the axes of each
    answer. It can be pickled where the functions in it can.
    """

    def __init__(
        self, *, steps: tuple[Step, ...], start: tuple[Any, ...], inputs: tuple[str, ...], outputs: tuple[str, ...],
        places: Mapping[str, int], dims: Mapping[str, tuple[str, ...]], varied: Mapping[str, tuple[str, ...]],
        axes: tuple[str, ...], units: Mapping[str, str], checked: str | None = None, idle: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.steps, self.start = steps, tuple(map(unwritable, start))
        self.inputs, self.outputs, self.places, self.idle = inputs, outputs, places, idle
        self.dims, self.varied, self.axes, self.units, self.checked = dims, varied, axes, units, checked
        self._run = tuple(map(_prepared, steps)) if checked is None else ()
        self._over = _over_after(steps, {places[name] for name in outputs})

    def __reduce__(self) -> Any:
        return _plan, ({name: value for name, value in vars(self).items() if not name.startswith("_")},)

    def __call__(self, **arrays: Any) -> dict[str, Any]:
        """Return the outputs by name.

        Raises
        ------
        StudyError
            If an input is missing or unknown.
        """
        if len(arrays) > len(self.inputs) or not all(map(is_plain, arrays.values())):
            self._refuse(arrays)
        line = list(self.start)
        try:
            for name in self.inputs:
                line[self.places[name]] = arrays[name]
        except KeyError as error:
            raise StudyError(f"input {error.args[0]!r} is missing. Expected: {', '.join(self.inputs)}.") from None
        if self.checked is not None:
            for step in self.steps:
                _take(step, line, self.checked)
        elif any(getattr(value, "size", 1) > MANY for value in arrays.values()):
            for take, over in zip(self._run, self._over):
                take(line)
                for place in over:
                    line[place] = None
        else:
            for take in self._run:
                take(line)
        return {name: line[self.places[name]] for name in self.outputs}

    def _refuse(self, arrays: Mapping[str, Any]) -> None:
        """Refuse a name that is no input, and what is no array; one that reaches none of the outputs passes."""
        wrong = [name for name in arrays if name not in self.inputs and name not in self.idle]
        if wrong:
            told = f"{wrong[0]!r} is no input of this plan.{did_you_mean(wrong[0], self.inputs)}"
            raise StudyError(f"{told} Expected: {', '.join(self.inputs) or 'none'}.")
        if self.checked is None:
            look_at_arrays(arrays)

    def entered(self, arrays: Mapping[str, Any]) -> dict[str, Any]:
        """Return arrays, each on its own axes, viewed on the order of the plan's."""
        return {name: _viewed(value, self.varied[name], self.axes) for name, value in arrays.items()}

    def left(self, name: str, value: Any, sizes: Mapping[str, int]) -> Any:
        """Return an answer on its own axes: those of length one that it does not carry are taken away."""
        own = self.dims[name]
        if not own:
            return value if np.ndim(value) == 0 else np.reshape(value, ())[()]
        shape = tuple(sizes[axis] if axis in own else 1 for axis in self.axes)
        return np.broadcast_to(value, shape).reshape([sizes[axis] for axis in own])

    def __repr__(self) -> str:
        return f"<plan of {len(self.steps)} steps: {', '.join(self.inputs) or 'nothing'} -> {', '.join(self.outputs)}>"


def _over_after(steps: Sequence[Step], wanted: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """Return which places no later step takes, for each step, so that long arrays make room for the next ones."""
    made: set[int] = set()
    last: dict[int, int] = {}
    for number, step in enumerate(steps):
        made.update(place for _, place, _ in step.keeps)
        last |= dict.fromkeys([*(place for _, place, _ in step.keeps), *step.takes], number)
    over: list[list[int]] = [[] for _ in steps]
    for place, number in last.items():
        if place in made and place not in wanted:
            over[number].append(place)
    return tuple(map(tuple, over))


def _plan(fields: Mapping[str, Any]) -> Plan:
    return Plan(**fields)


def _prepared(step: Step) -> Callable[[list[Any]], None]:
    """Return a step as one call on the line, with nothing left to decide."""
    many = _getter(step.takes)
    keeps = step.keeps
    function = step.function
    if function is None:
        (source,), scale, ((_, to, _),) = step.takes, step.scale, keeps

        def rescale(line: list[Any]) -> None:
            line[to] = line[source] * scale

        return rescale
    if isinstance(function, type):
        record, ((_, to, _),) = function._make, keeps  # type: ignore[attr-defined]

        def gather(line: list[Any]) -> None:
            line[to] = record(many(line))

        return gather
    return _calling(function, step)


def _getter(places: tuple[int, ...]) -> Callable[[list[Any]], Any]:
    if len(places) == 1:
        (only,) = places
        return lambda line: (line[only],)
    return itemgetter(*places) if places else lambda line: ()


def _calling(function: Any, step: Step) -> Callable[[list[Any]], None]:
    call, keeps = _called_with(function, step.takes), step.keeps
    if len(keeps) == 1 and keeps[0][2] == 1.0:
        ((part, to, _),) = keeps

        def whole(line: list[Any]) -> None:
            line[to] = call(line)

        def one(line: list[Any]) -> None:
            line[to] = call(line)[part]

        return whole if part < 0 else one
    return _keeping(call, keeps)


def _keeping(call: Callable[[list[Any]], Any], keeps: tuple[Any, ...]) -> Callable[[list[Any]], None]:
    plain = tuple((part, to) for part, to, scale in keeps if part >= 0 and scale == 1.0)
    others = tuple(keep for keep in keeps if keep[:2] not in plain)

    def record(line: list[Any]) -> None:
        answer = call(line)
        for part, to in plain:
            line[to] = answer[part]
        for part, to, scale in others:
            value = answer if part < 0 else answer[part]
            line[to] = value if scale == 1.0 else value * scale

    return record


def _called_with(function: Any, takes: tuple[int, ...]) -> Callable[[list[Any]], Any]:
    """Return the call of a kernel on a line; one or two arguments by name, as most have, are put together quickest."""
    kernel, named = function.kernel, function.named
    k = len(takes) - len(named)
    first, later = _getter(takes[:k]), takes[k:]
    if not named:
        return lambda line: kernel(*first(line))
    if len(named) == 1:
        (name,), (place,) = named, later
        return lambda line: kernel(*first(line), **{name: line[place]})
    if len(named) == 2:
        (name, other), (place, further) = named, later
        return lambda line: kernel(*first(line), **{name: line[place], other: line[further]})
    many = _getter(later)
    return lambda line: kernel(*first(line), **dict(zip(named, many(line))))
