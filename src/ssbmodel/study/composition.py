"""Puts the parts of a study together: who states and computes each name, edits and cuts, and values in one money."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np

from ..core.along import uneven
from ..core.assumption import Assumption, Prepared
from ..core.checks import Flagged, outside
from ..core.graph import Graph, Node, given, taken, without
from ..core.labelled import label_text
from ..core.own import AS_STATED, Exchanged
from ..core.part import KINDS, Facts, Part
from ..core.plan import Plan
from ..core.statement import assumed
from ..core.terms import near, term, unit_of
from ..core.years import out_of_order
from ..ground.arrays import unwritable
from ..ground.errors import DomainError, SsbError, StudyError
from ..ground.records import SpreadSpec
from ..ground.units import Q, converter

YEAR, CASE, DRAW = "year", "case", "draw"
EDIT, OWN = "the study", "own function"
_MONEY = re.compile(r"\bmoney\b")
CLOSE = 1e-6  # kelvin, and the like


class Said(NamedTuple):
    """What is stated of a name: the assumption, who states it, and its value or spread in the glossary's unit."""

    assumption: Assumption
    by: str
    value: Any  # a number or an array; the centre of a spread
    spread: SpreadSpec | None = None
    scale: float = 1.0
    offset: float = 0.0
    unit: str = ""  # as it was stated
    money: str = ""
    factor: float = 1.0  # from the money it was stated in to the study's
    found: Any = None  # the value in the unit it was stated in

    def law_values(self, values: Any) -> Any:
        """Return values of the spread in the glossary's unit and the study's money."""
        return self.own_values(values) * self.factor

    def own_values(self, values: Any) -> Any:
        """Return values of the spread in the glossary's unit and the money it was stated in."""
        return np.asarray(values, float) * self.scale + self.offset


@dataclass(frozen=True)
class Composition:
    """The parts of a study put together."""

    parts: tuple[Part, ...]
    facts: Facts
    said: Mapping[str, Said]
    prepared: Mapping[str, Prepared]
    by: Mapping[str, str]
    nodes: tuple[Node, ...]
    cuts: Mapping[str, str]
    years: tuple[int, ...]
    units: Mapping[str, str]
    climate_axes: tuple[str, ...] = ()
    flags: tuple[Flagged, ...] = ()
    _graphs: dict[Any, Graph] = field(default_factory=dict, repr=False)

    @cached_property
    def graph(self) -> Graph:
        """The graph of all nodes and stated names."""
        return self.graph_without(frozenset())

    def graph_without(self, direct: frozenset[str]) -> Graph:
        """Return the graph in which some money names are given in the study's money."""
        if direct not in self._graphs:
            self._graphs[direct] = self._graph(direct)
        return self._graphs[direct]

    def _graph(self, direct: frozenset[str]) -> Graph:
        stated: dict[str, Any] = {YEAR: unwritable(np.asarray(self.years, float))} if self.years else {}
        dims: dict[str, tuple[str, ...]] = {YEAR: (YEAR,)}
        units: dict[str, str] = dict(self.units)
        nodes = list(self.nodes)
        for name, one in self.said.items():
            axes = one.assumption.axes
            if one.money and name not in direct:
                exchange = exchange_name(one.money, self.money)
                nodes.append(Node(Exchanged(name, exchange), {}, {f"in the study's money: {name}": name}, one.by))
                stated[name + AS_STATED], dims[name + AS_STATED] = one.value, axes
                units[name + AS_STATED] = unit_of(name)
            else:
                stated[name], dims[name] = unwritable(one.value * one.factor), axes
        stated |= {name: prepared.object for name, prepared in self.prepared.items()}
        return Graph(nodes, stated, dims=dims, by=self.by, units=units, axes=self.axes, hints=hints(self.parts))

    @property
    def money(self) -> str:
        """The money of all answers."""
        return str(self.facts.get("money", ""))

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """All axes in order: those the user opened, cases, years, climate; draws come last."""
        opened = dict.fromkeys(axis for one in self.said.values() for axis in one.assumption.axes)
        own = [axis for axis in opened if axis not in self.climate_axes and axis not in (YEAR, CASE)]
        return (*own, CASE, YEAR, *(axis for axis in opened if axis in self.climate_axes))

    def answers(self) -> tuple[str, ...]:
        """Return the answers that the parts name and that can be given, each once."""
        named = dict.fromkeys(name for part in self.parts for name in part.answers)
        return tuple(name for name in named if self.graph.has(name))

    def left_out(self) -> tuple[str, ...]:
        """Return the answers that the parts name and whose inputs nobody states."""
        named = dict.fromkeys(name for part in self.parts for name in part.answers)
        return tuple(name for name in named if not self.graph.has(name))

    def plan(
        self,
        wanted: tuple[str, ...],
        varied: Mapping[str, tuple[str, ...]],
        *,
        checked: bool = False,
        echoes: bool = False,
    ) -> Plan:
        """Return a plan; varied money names are given in the study's money, or in their own ``as stated``."""
        direct = frozenset(name for name in varied if name in self.said and self.said[name].money)
        graph = self.graph_without(direct)
        plan: Plan = graph.plan(wanted, varied, checked=(self.money or "CNY_2025") if checked else None, echoes=echoes)
        return plan

    def entry(self, name: str) -> str:
        """Return the name under which a stated value enters: ``as stated`` where it is in another money."""
        return name + AS_STATED if self.said[name].money else name

    def spreads_behind(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names with a spread that some names rest on."""
        names = (name.removesuffix(AS_STATED) for name in self.graph.behind(*wanted))
        return tuple(name for name in names if name in self.said and self.said[name].spread is not None)

    def said_in(self, name: str) -> str:
        """Return the unit in which a name was stated."""
        return self.said[name].unit

    def look(self, values: Mapping[str, Any]) -> None:
        """Refuse values that lie outside what their givers and takers declare.

        Raises
        ------
        DomainError
            With the name, the value and what was expected, all problems in one message.
        """
        told = []
        for name, value in values.items():
            problem = (
                outside(self.graph, name, value) if isinstance(value, (float, int, np.ndarray, np.generic)) else None
            )
            if problem:
                supplier = self.graph.suppliers.get(name)
                who = supplier.owner if supplier is not None else self.by.get(name, EDIT)
                told.append(f"{who}: {_MONEY.sub(self.money, problem)}")
        if told:
            raise DomainError("\n".join(told))


def exchange_name(said: str, wanted: str) -> str:
    """Return the name of the factor between two moneys."""
    return f"exchange_{said}_{wanted}"


def hints(parts: tuple[Part, ...]) -> dict[str, str]:
    """Return which part could supply a name, for the roles that a study lacks."""
    held = {part.role for part in parts}
    found: dict[str, str] = {}
    for (role, _), kind in KINDS.items():
        for name in (*kind.statable(), *kind.answers):
            if role not in held and role != "common":
                found.setdefault(name, f"Add {role}={kind.title()}(...), ")
    return found


def composed(study: Any) -> Composition:
    """Return the parts of a study put together, or refuse them with every problem in one message."""
    parts = study.parts
    facts: dict[str, str | bool] = {"money": study.money.unit}
    for part in parts:
        facts |= dict(part.facts())
    told = [line for part in parts for line in _refused(part, facts)]
    if told:
        raise StudyError("\n".join(dict.fromkeys(told)))
    stated, prepared, by, told = _stated(parts, facts)
    whole = tuple(one._replace(part=part.title()) for part in parts for one in part.nodes(facts))
    flags = tuple(one for part in parts for one in part.flags(facts))
    nodes, cuts = _edited(study, whole, stated, by)
    said, wrong = _resolved(stated, by, study)
    told += wrong + list(_asked(study, nodes, whole, said, flags)) + list(_beyond(said))
    told += uneven(stated.values(), len(study.years))
    if "base_year" in said and any("elapsed_steps" in given(one) for one in nodes):
        ends = (said[name].value if name in said else None for name in ("base_year", "target_year"))
        told += out_of_order(study.years, *ends)
    climate = next((part for part in parts if part.role == "climate"), None)
    axes = tuple(a for one in (climate.fields_stated if climate else ()) for a in one.axes)
    units = {one.name: one.result.unit for one in study.own if term(one.name) is None}
    made = Composition(parts, facts, said, prepared, by, tuple(nodes), cuts, study.years, units, axes, flags)
    told += _twice(made)
    if told:
        raise StudyError("\n".join(dict.fromkeys(told)))
    return made


def _twice(made: Composition) -> list[str]:
    """Tell of names that have two suppliers."""
    try:
        _ = made.graph
    except StudyError as error:
        return str(error).splitlines()
    return []


def _refused(part: Part, facts: Facts) -> Iterator[str]:
    for need in part.requires:
        value = facts.get(need.fact)
        if value is None or (need.allowed and value not in need.allowed):
            yield f"{part.title()} {need.sentence}"
    yield from part.unused(facts).values()


def _stated(parts: tuple[Part, ...], facts: Facts) -> Any:
    stated: dict[str, Assumption] = {}
    prepared: dict[str, Prepared] = {}
    by: dict[str, str] = {}
    told = []
    for part in parts:
        for one in part.stated(facts):
            if one.name in by:
                told.append(f"{one.name!r} is stated by {by[one.name]} and by {part.title()}. State it once.")
            by[one.name] = part.title()
            if isinstance(one, Prepared):
                prepared[one.name] = one
            else:
                stated[one.name] = one
    return stated, prepared, by, told


def _edited(study: Any, nodes: tuple[Node, ...], stated: dict[str, Assumption], by: dict[str, str]) -> Any:
    """Apply edits and own functions: a stated name is replaced, a computed one is cut.

    Return the nodes that still supply something, and what was cut from whom.
    """
    cuts: dict[str, str] = {}
    computed = {name: one for one in nodes for name in given(one)}
    entered = [one.entered(study.money.entrance(one.money).factor) if one.money else one for one in study.own]
    own = [Node(one, one.takes, {}, OWN) for one in entered]
    for name in (*(edit.name for edit in study.edits), *(one.name for one in study.own)):
        if name in computed:
            cuts[name] = computed[name].owner
    for edit in study.edits:
        stated[edit.name], by[edit.name] = edit, EDIT
    for one in study.own:
        if one.name in stated:
            cuts[one.name] = f"stated by {by.pop(one.name)}"
            del stated[one.name]
    kept = [left for one in nodes if given(left := without(one, cuts)) or not given(one)]
    return [*kept, *own], cuts


def _asked(
    study: Any, nodes: list[Node], whole: tuple[Node, ...], said: Mapping[str, Said], flags: tuple[Flagged, ...]
) -> Iterator[str]:
    """Tell of edits that no node takes, and of fields of a part that none takes even where nothing is cut.

    A rate of exchange is taken where a money enters, the limits of a model by its flags.
    """
    computed = {name: one for one in whole for name in given(one)}
    takers = {name for one in nodes for name in taken(one)} | {name for one in flags for name in one.asks}
    takers |= {exchange_name(one.money, study.money.unit) for one in said.values() if one.money}
    answers = {answer for part in study.parts for answer in part.answers}
    for edit in study.edits:
        if edit.name not in takers or (edit.name in computed and not _moves(nodes, edit.name) & answers):
            yield _unheard(edit.name, computed)
    takers |= {name for one in whole for name in taken(one)}
    for part in study.parts:
        for one in part.fields_stated:
            if one.name not in takers and one.name not in part.answers:
                yield f"{part.title()}: {_unheard(one.name, computed)}"


def _moves(nodes: list[Node], name: str) -> set[str]:
    """Return what is computed from a name, step by step."""
    found, waiting = set[str](), [name]
    while waiting:
        one = waiting.pop()
        new = {result for node in nodes if one in taken(node) for result in given(node)} - found
        found |= new
        waiting += new
    return found


def _unheard(name: str, results: Mapping[str, Node]) -> str:
    if name in results:
        whose = results[name].part
        role = next((role for (role, _), kind in KINDS.items() if kind.title() == whose), "")
        other = next((k for (r, _), k in KINDS.items() if r == role and name in k.statable()), None)
        told = f"{name!r} is an answer here ({whose}); nothing asks for it."
        return f"{told} Replace the part: {role}={other.title()}({name}=...)." if other else told
    if term(name) is None:
        return f"{name!r} is no name.{near(name)}"
    return f"{name!r} is asked for by nothing in this study: no answer would move. Leave it out."


def _resolved(stated: Mapping[str, Assumption], by: Mapping[str, str], study: Any) -> Any:
    """Return each assumption with its value in the glossary's unit, and the moneys that enter."""
    said: dict[str, Said] = {}
    told: list[str] = []
    known = study.known_figures
    for name, assumption in stated.items():
        try:
            said[name] = _read(name, assumption, by[name], study, known)
        except SsbError as error:
            told.append(str(error) if name in str(error) else f"{name}: {error}")
    moneys = dict.fromkeys(one.money for one in said.values() if one.money)
    for money in moneys:
        try:
            name, value, how = study.money.entrance(money)
        except SsbError as error:
            whose = ", ".join(name for name, one in said.items() if one.money == money)
            told.append(f"{whose}: {str(error).removeprefix('Money: ')}")
            continue
        if name not in said:
            rate = Assumption(name=name, unit="", value=value, sources=study.money.sources, reason=how)
            said[name] = Said(rate, "the study's money", float(value), found=float(value))
        factor = said[name].value
        if np.ndim(factor) == 0:
            said |= {n: one._replace(factor=factor) for n, one in said.items() if one.money == money}
    return said, told


def _beyond(said: Mapping[str, Said]) -> Iterator[str]:
    """Tell of values that hold at one place alone where the study asks at another."""
    for name, one in said.items():
        for where, text in one.assumption.holds_at.items():
            try:
                place = float(np.asarray(assumed(where, text).quantity().m_as(unit_of(where))))
            except SsbError as error:
                yield f"{name}: holds_at: {error}"
                continue
            other = said.get(where)
            if other is not None and np.any(np.abs(np.asarray(other.value) - place) > CLOSE):
                asked = np.asarray(other.value).flat[np.argmax(np.abs(np.asarray(other.value) - place))]
                shown = [label_text(float(value), unit_of(where)) for value in (place, asked)]
                yield f"{name} holds at {shown[0]}; the study asks at {shown[1]}. {_slope(name)}"


def _slope(name: str) -> str:
    if "retention" in name:
        return "Give the cell its slope with temperature, or another value."
    return f"Give another value: {name}=..."


def _read(name: str, assumption: Assumption, by: str, study: Any, known: Mapping[str, Any]) -> Said:
    from ..documents.rules import resolve

    found = resolve(assumption, known)
    wanted = unit_of(name)
    scale, offset, said_in = _conversion(found.unit, wanted)
    money = said_in if said_in != study.money.unit else ""
    if found.spread is not None:
        middle = study.centre(found.spread) * scale + offset
        return Said(assumption, by, middle, found.spread, scale, offset, found.unit, money)
    with np.errstate(over="ignore"):  # refused by its name where it is asked for
        value = np.asarray(found.value, float) * scale + offset
    held = unwritable(value) if value.ndim else float(value)
    return Said(assumption, by, held, None, scale, offset, found.unit, money, found=found.value)


@lru_cache(maxsize=1024)
def _conversion(unit: str, wanted: str) -> tuple[float, float, str]:
    """Return scale and offset from a unit to another, and the money in it."""
    conversion = converter(wanted).conversion(tuple(Q(1.0, unit).unit_items()))  # type: ignore[attr-defined]
    zero, one = (float(Q(value, unit).magnitude) for value in (0.0, 1.0))  # degrees become kelvin
    return (one - zero) * conversion.scale, zero * conversion.scale + conversion.offset, conversion.money
