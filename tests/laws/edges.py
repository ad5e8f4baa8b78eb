"""Every node that the library ships, and what basis its edges have."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import ssbmodel
from ssbmodel.core.graph import Node, leaves
from ssbmodel.core.terms import term
from ssbmodel.ground.nomenclature import basis_powers

_DEPTH = 4  # of tables of nodes within tables


class Edge(NamedTuple):
    """A name on a node: the function, whether it takes or gives, the argument's or result's own name, the study's."""

    function: str
    way: str
    own: str
    name: str


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, (dict, tuple, list)) and depth < _DEPTH:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _nodes(inner, depth + 1)


def _shipped() -> list[Node]:
    found: dict[Any, Node] = {}
    for module in pkgutil.walk_packages(ssbmodel.__path__, "ssbmodel."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                for one in _nodes(value):
                    key = one.function.__name__, tuple(one.takes.items()), tuple(one.gives.items())
                    found.setdefault(key, one)
    return list(found.values())


SHIPPED = _shipped()


def edges(one: Node) -> list[Edge]:
    """Return the names that a node takes and gives; conditions give none, prepared objects have no basis."""
    function = one.function.__name__
    names = [Edge(function, "takes", leaf.slot.name, leaf.name) for leaf in leaves(one) if isinstance(leaf.name, str)]
    results = [slot.name for slot in one.function.results] or [function]
    names += [Edge(function, "gives", own, one.gives.get(own, own)) for own in results]
    return [edge for edge in names if edge.name and term(edge.own) is not None and term(edge.name) is not None]


def unequal(one: Node) -> list[Edge]:
    """Return the edges whose name has another basis than the argument or result it stands for."""
    return [edge for edge in edges(one) if basis_of(edge.own) != basis_of(edge.name)]


@cache
def basis_of(name: str) -> dict[str, int]:
    """Return the basis of a name."""
    row = term(name)
    assert row is not None
    return basis_powers(row.basis)
