"""Nodes and the graph they make: a model function whose arguments are filled from the names they bear.

Every argument, and every field of every record argument, is taken from the node or the stated value of its own name;
``takes`` renames. One name has one supplier and one unit, the glossary's.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from ..ground.errors import DomainError, StudyError, did_you_mean, short
from ..ground.slots import GivenSlot, RecordSlot
from ..ground.spelling import read_unit
from ..ground.units import converter
from .terms import near, term, unit_of

_FEW = 3  # names that a message lists
_KEPT = 4096  # functions whose arguments and results were once listed


class Node(NamedTuple):
    """One model function in a graph: what its arguments are taken from, what its results are called, whose it is."""

    function: Any
    takes: Mapping[str, str | float]
    gives: Mapping[str, str]
    part: str = ""

    @property
    def owner(self) -> str:
        """The function and the part it belongs to, as a message shows them."""
        return f"{self.function.__name__} ({self.part})" if self.part else str(self.function.__name__)


class Leaf(NamedTuple):
    """One value that a node takes: the declared argument or record field, and the name that fills it."""

    slot: Any
    name: str | float


def node(function: Any, *, gives: str | Mapping[str, str] = "", **takes: str | float) -> Node:
    """Return a model function as a node of a graph.

    Parameters
    ----------
    function : quantity function
    gives : text, or names by field
        What the result is called in the graph; a field of a record result keeps its own name where none is given, and
        supplies nothing where the name is empty.
    takes : names or plain ratios, by argument or record field
        From what else than the name it bears an argument is taken.

    Raises
    ------
    StudyError
        If the function has no argument or result of a name.

    Examples
    --------
    >>> from ssbmodel import driving_range
    >>> node(driving_range, gives="cold_range", battery_consumption="cold_consumption").gives
    {'driving_range': 'cold_range'}
    """
    named = {function.__name__: gives} if isinstance(gives, str) and gives else dict(gives or {})
    known = [leaf.slot.name for leaf in leaves(Node(function, {}, {}))]
    fields = [slot.name for slot in result_slots(function)] if function.results else [function.__name__]
    told = [f"takes no {key!r}.{did_you_mean(key, known)}" for key in takes if key not in known]
    told += [f"gives no {key!r}.{did_you_mean(key, fields)}" for key in named if key not in fields]
    told += [f"gives {name!r} twice." for name in set(named.values()) if name and [*named.values()].count(name) > 1]
    if told:
        raise StudyError("\n".join(f"node({function.__name__}): {line}" for line in told))
    return Node(function, takes, named)


def result_slots(function: Any) -> tuple[Any, ...]:
    """Return what a function declares of its results, one entry where it gives a single value."""
    return function.results or (function.result,)


Pairs = tuple[tuple[str, Any], ...]


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Return what a node takes, records field by field."""
    return _leaves(node.function, tuple(node.takes.items()))


@lru_cache(maxsize=_KEPT)
def _leaves(function: Any, takes: Pairs) -> tuple[Leaf, ...]:
    renamed = dict(takes)
    return tuple(Leaf(slot, renamed.get(slot.name, slot.name)) for one in function.slots for slot in _fields(one))


def _fields(slot: Any) -> Iterator[Any]:
    if isinstance(slot, RecordSlot) and not isinstance(slot, GivenSlot):
        for field in slot.fields:
            yield from _fields(field)
    else:
        yield slot


def taken(node: Node) -> Mapping[str, Any]:
    """Return the declared argument behind each name that a node takes, each name once."""
    return _taken(node.function, tuple(node.takes.items()))


@lru_cache(maxsize=_KEPT)
def _taken(function: Any, takes: Pairs) -> Mapping[str, Any]:
    return {leaf.name: leaf.slot for leaf in _leaves(function, takes) if isinstance(leaf.name, str)}


def given(node: Node) -> Mapping[str, tuple[int, Any]]:
    """Return place and declaration of each result that a node supplies; what it takes under the same name is none."""
    return _given(node.function, tuple(node.takes.items()), tuple(node.gives.items()))


@lru_cache(maxsize=_KEPT)
def _given(function: Any, takes: Pairs, gives: Pairs) -> Mapping[str, tuple[int, Any]]:
    own, renamed, slots = _taken(function, takes), dict(gives), function.results
    if not slots:
        name = renamed.get(function.__name__, function.__name__)
        return {name: (-1, function.result)} if name else {}
    names = {place: renamed.get(slot.name, slot.name) for place, slot in enumerate(slots)}
    return {name: (place, slots[place]) for place, name in names.items() if name and name not in own}


def echoes(node: Node) -> dict[str, int]:
    """Return the results that a node takes under the same name, with their places."""
    own = taken(node)
    names = {node.gives.get(slot.name, slot.name): place for place, slot in enumerate(node.function.results)}
    return {name: place for name, place in names.items() if name in own}


def without(node: Node, names: Collection[str]) -> Node:
    """Return a node that no longer supplies some names.

    >>> from ssbmodel import driving_range
    >>> dict(given(without(node(driving_range), {"driving_range"})))
    {}
    """
    cut = [name for name in given(node) if name in names]
    if not cut:
        return node
    if not node.function.results:
        return node._replace(gives={node.function.__name__: ""})
    hidden = {slot.name: "" for slot in node.function.results if node.gives.get(slot.name, slot.name) in cut}
    return node._replace(gives={**node.gives, **hidden})


@lru_cache(maxsize=4096)
def factor(said: str, wanted: str) -> float:
    """Return the factor from one unit to another of the same kind, money taken as the same.

    >>> factor("m3", "L")
    1000.0
    """
    if said == wanted:
        return 1.0
    told = read_unit(said.replace("money", "CNY_2025"))
    return float(converter(wanted).conversion(told).scale)


def axes_of_varied(varied: Any) -> dict[str, tuple[str, ...]]:
    """Return the axes of names that are given at each call; one axis of draws where none is said.

    Raises
    ------
    StudyError
        If they are no names, or their axes none.
    """
    names = [varied] if isinstance(varied, str) else varied
    if not np.iterable(names) or not all(isinstance(name, str) for name in names):
        raise StudyError(f"varied={short(varied)}. Expected stated names, such as varied=('rated_energy',).")
    axes = {name: varied[name] if isinstance(varied, Mapping) else ("draw",) for name in names}
    for name, own in axes.items():
        if not isinstance(own, (list, tuple)) or not all(isinstance(axis, str) for axis in own):
            raise StudyError(f"varied: axes of {name!r} are {short(own)}. Expected names of axes, such as ('draw',).")
    return {name: tuple(own) for name, own in axes.items()}


class Graph:
    """Nodes and stated names; each name has one supplier.

    Parameters
    ----------
    nodes : nodes
    stated : values by name, in the glossary's units; arrays carry the axes of ``dims``
    dims : axes of stated values, by name
    by : who states each name, for messages
    units : units of names that the glossary does not know
    """

    def __init__(
        self, nodes: Iterable[Node], stated: Mapping[str, Any], *, dims: Mapping[str, tuple[str, ...]] | None = None,
        by: Mapping[str, str] | None = None, units: Mapping[str, str] | None = None,
        axes: Sequence[str] = (), hints: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.nodes, self.stated = tuple(nodes), dict(stated)
        self.dims, self.by = dict(dims or {}), dict(by or {})
        self.own_units, self.axes, self.hints = dict(units or {}), tuple(axes), dict(hints or {})
        self.suppliers: dict[str, Node] = {}
        self._needs: dict[str, tuple[str, ...]] = {}
        self._supplied: set[str] = set()  # names behind which all is known to be supplied
        self._declared: dict[str, list[Any]] = {}
        told = list(self._supply())
        if told:
            raise StudyError("\n".join(told))
        self.askers: dict[str, list[Node]] = {}
        for one in self.nodes:
            for name in taken(one):
                self.askers.setdefault(name, []).append(one)

    def _supply(self) -> Iterator[str]:
        """Note who supplies each computed name; yield what is supplied twice."""
        for one in self.nodes:
            for name in given(one):
                if name in self.suppliers:
                    yield (
                        f"{name!r} is computed by {self.suppliers[name].owner} and by {one.owner}. "
                        f"Rename one, or cut them: study.replace({name}=...)."
                    )
                elif name in self.stated:
                    yield (
                        f"{name!r} is stated by {self.by.get(name, 'the study')} and computed by {one.owner}. "
                        f"Rename one, or cut the computed one: study.replace({name}=...)."
                    )
                else:
                    self.suppliers[name] = one

    def unit(self, name: str) -> str:
        """Return the one unit of a name; ``money`` in it stands for the study's money."""
        return self.own_units[name] if name in self.own_units else unit_of(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is supplied: stated ones first."""
        return (*self.stated, *self.suppliers)

    def supplier(self, name: str) -> Any:
        """Return the node that computes a name, or its stated value.

        Raises
        ------
        StudyError
            If nobody supplies it.
        """
        if name in self.suppliers:
            return self.suppliers[name]
        if name in self.stated:
            return self.stated[name]
        raise StudyError(self.missing(name))

    def missing(self, name: str) -> str:
        """Return what to say of a name that nobody supplies."""
        if term(name) is None and name not in self.own_units and name not in self.askers:
            return f"{name!r} is no name.{did_you_mean(name, self.names) or near(name)}"
        asks = sorted({next(iter(given(one)), one.owner) for one in self.askers.get(name, ())})
        if not asks:
            told = self.hints.get(name, "no part of this study knows it, ").removesuffix(", ")
            return f"{name!r} is supplied by nobody. {told[0].upper()}{told[1:]}."
        unit = unit_of(name).replace("money", "CNY_2025")
        hint = self.hints.get(name, "")
        write = f'study.replace({name}="... {unit}")' if unit else f"study.replace({name}=...)"
        told = f"{hint}or write {write}" if hint else f"Write {write}"
        return f"{name!r} is supplied by nobody; {asks[0]} asks for it. {told}."

    def needs(self, name: str) -> tuple[str, ...]:
        """Return the names that a name is computed from directly; none for a stated one."""
        if name not in self._needs:
            self._needs[name] = tuple(taken(self.suppliers[name])) if name in self.suppliers else ()
        return self._needs[name]

    def declared(self, name: str) -> list[Any]:
        """Return what the takers and the giver of a name declare of it, takers first."""
        if not self._declared:
            for one in self.nodes:
                for leaf in leaves(one):
                    if isinstance(leaf.name, str):
                        self._declared.setdefault(leaf.name, []).append(leaf.slot)
            for key, giver in self.suppliers.items():
                self._declared.setdefault(key, []).append(given(giver)[key][1])
        return self._declared.get(name, [])

    def walk(self, *wanted: str) -> tuple[str, ...]:
        """Return all names behind some, each once, each after what it needs, the wanted ones included.

        Raises
        ------
        StudyError
            If a name is supplied by nobody, or names need each other in a circle.
        """
        order: dict[str, None] = {}
        told: dict[str, None] = {}
        for name in wanted:
            if isinstance(name, str):
                self._visit(name, order, told, [])
            else:
                told[f"{short(name)} is no name. Expected text, such as 'pack_mass'."] = None
        if told:
            raise StudyError("\n".join(told))
        return tuple(order)

    def _visit(self, name: str, order: dict[str, None], told: dict[str, None], path: list[str]) -> None:
        if name in order:
            return
        if name in path:
            told[self._circle([*path[path.index(name) :], name])] = None
            return
        if name not in self.suppliers and name not in self.stated:
            told[self.missing(name)] = None
            return
        path.append(name)
        for needed in self.needs(name):
            if needed not in order:
                self._visit(needed, order, told, path)
        path.pop()
        order[name] = None

    def _circle(self, path: list[str]) -> str:
        own = {name: "own function " for name, one in self.suppliers.items() if one.part == "own function"}
        told = " <- ".join(f"{own.get(name, '')}{name}" for name in path)
        return f"a circle: {told}. Solve it: study.solve({{...}}, for_=...)."

    def has(self, name: str) -> bool:
        """Return whether a name and all that stands behind it is supplied."""
        if name not in self._supplied:
            try:
                self._supplied.update(self.walk(name))
            except StudyError:
                return False
        return True

    def behind(self, *wanted: str) -> tuple[str, ...]:
        """Return the stated names behind some, in order."""
        return tuple(name for name in self.walk(*wanted) if name not in self.suppliers)

    def reached(self, varied: Collection[str]) -> frozenset[str]:
        """Return the names that move with some: these, and all that is computed from them."""
        found, waiting = set(varied), list(varied)
        while waiting:
            for one in self.askers.get(waiting.pop(), ()):
                for name in given(one):
                    if self.suppliers.get(name) is one and name not in found:
                        found.add(name)
                        waiting.append(name)
        return frozenset(found)

    def axes_of(self, wanted: Iterable[str], varied: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return the axes of names and of all behind them: a result carries those of all arguments."""
        found: dict[str, set[str]] = {}
        for name in self.walk(*wanted):
            if name in self.suppliers:
                found[name] = set().union(*(found[needed] for needed in self.needs(name)))
            else:
                found[name] = set(varied.get(name, self.dims.get(name, ())))
        stated = {name: own for name, own in self.dims.items() if name not in varied}
        places = {axis: place for place, axis in enumerate(self.order_of({**stated, **varied}))}
        return {name: tuple(sorted(own, key=places.__getitem__)) for name, own in found.items()}

    def order_of(self, varied: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return all axes in one order: those of the graph, then what varied names add."""
        return tuple(dict.fromkeys([*self.axes, *(axis for own in varied.values() for axis in own)]))

    def plan(self, wanted: Sequence[str], varied: Any = (), *, checked: str | None = None, echoes: bool = False) -> Any:
        """Return the straight line of calls that leads to some names.

        Parameters
        ----------
        wanted : names
        varied : names, or axes by name
            Stated names that are given at each call instead; on the axis ``draw`` where none is said.
        checked : money
            Go through the checked functions with quantities in this money, to the same numbers.
        echoes : bool
            Look that no function changes a value that it takes and gives under one name.
        """
        from .plan import planned

        try:
            return planned(self, wanted, varied, checked=checked, echoes=echoes)
        except ArithmeticError as error:  # of plain numbers; arrays become infinite, which is looked for
            zero = [name for name in self.behind(*wanted) if type(value := self.stated[name]) is float and value == 0]
            told = f" Zero are: {', '.join(zero)}." if zero else ""
            whose = ", ".join(wanted) if len(wanted) <= _FEW else "the answers"
            raise DomainError(f"{whose}: {error}. Expected values that give one.{told}") from error
