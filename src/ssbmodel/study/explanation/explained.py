"""The explanation of one name of a study."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...core.assumption import Assumption
from ...core.graph import Node, given, leaves, taken
from ...core.own import AS_STATED, Exchanged
from ...core.terms import term
from ..axes import look_at_stated
from ..flags import flags_of
from .place import Place, at_place, shown_name
from .weights import giving_way, is_plain, size, slopes, weights_at
from .words import behind, label, money_line, number, stated, valued

MOST_NODES, MOST_ARGUMENTS, MOST_ANSWERS, MOST_WEIGHTS, MOST_BORDER = 8, 6, 4, 10, 2
LEAST_SHOWN = 5e-5  # of the answer, for a usual change


@dataclass(frozen=True)
class Explanation:
    """Where a number comes from; print it to read it.

    ``weights`` holds the slope of every stated number behind it, the heaviest first: relative change per relative
    change, or per kelvin or year. ``figures`` and ``assumptions`` are what stands behind it, ``all`` every name.
    """

    study: Any
    name: str
    place: Place

    @cached_property
    def value(self) -> Any:
        """The value, as a quantity."""
        from ...ground.spelling import read_unit
        from ...ground.units import make

        return make(self.place.values[self.name], read_unit(self._unit(self.name)))

    @cached_property
    def weights(self) -> dict[str, float]:
        """The slope of the answer by every stated number behind it, the heaviest first."""
        return weights_at(self.place)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Every assumption behind it, the heaviest first."""
        names = dict.fromkeys([*self.weights, *map(shown_name, self.place.graph.stated)])
        return tuple(self._said[name].assumption for name in names if name in self._said)

    @cached_property
    def figures(self) -> tuple[Any, ...]:
        """Every figure that an assumption behind it rests on."""
        known = self.study.known_figures
        ids = dict.fromkeys(key for one in self.assumptions for key in one.rests_on)
        return tuple(known[key] for key in ids)

    @property
    def text(self) -> str:
        """The explanation in 20 to 30 lines."""
        return "\n".join(_lines(self))

    @property
    def all(self) -> str:
        """Every name behind it with its value: stated ones with what they rest on, computed ones with their formula."""
        place = self.place
        rows = [f"  {self.stated_line(name)}" for name in dict.fromkeys(map(shown_name, place.graph.stated))]
        calls = {id(one): one for name in place.names if (one := place.graph.suppliers.get(name))}
        rows += [f"  {self.call(one)}" for one in calls.values() if not isinstance(one.function, Exchanged)]
        return "\n".join([self.text, "all of it:", *rows])

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def _said(self) -> Mapping[str, Any]:
        return self.place.made.said

    def _unit(self, name: str) -> str:
        return self.place.graph.unit(name).replace("money", self.place.made.money)

    def shown(self, name: str) -> str:
        """Return the value of a name with its unit, a prepared object by its key."""
        prepared = self.place.made.prepared.get(name)
        if prepared is not None:
            return prepared.key or name
        return valued(name, self.place.values[name], self._unit(name))

    def stated_line(self, name: str) -> str:
        """Return one stated name: what it is, and what stands behind it."""
        made = self.place.made
        if name in made.prepared:
            prepared = made.prepared[name]
            return f"{name}: {prepared.key or 'stated'}; {prepared.source or 'given by the user'}"
        if name not in made.said:
            return f"{name} = {self.shown(name)}"
        said, figures = made.said[name], self.study.known_figures
        value = self.place.values[name]
        exchange = f"exchange_{said.money}_{made.money}"
        if said.money and name + AS_STATED in self.place.graph.stated:
            how = made.said[exchange].assumption
            told = how.reason or "; ".join(how.sources)
            return money_line(said, made.money, value, (self.place.values[exchange], told), figures)
        return f"{label(name)} = {stated(said, value)}; {behind(said.assumption, figures)}"

    def call(self, one: Node) -> str:
        """Return a call with the values of its arguments."""
        names = dict.fromkeys(leaf.name for leaf in leaves(one) if isinstance(leaf.name, str))
        told = [f"{name} = {self.shown(name)}" for name in names]
        more = [f"and {len(told) - MOST_ARGUMENTS} more"] if len(told) > MOST_ARGUMENTS else []
        results = [f"{name} = {self.shown(name)}" for name in given(one) if name in self.place.values]
        gives = ", ".join(results[:2]) + (f" and {len(results) - 2} more" if len(results) > 2 else "")
        function = "own function" if one.part == "own function" else one.function.__name__
        return f"{gives} <- {function}({', '.join([*told[:MOST_ARGUMENTS], *more])})"


def explained(study: Any, name: str, where: Mapping[str, Any]) -> Explanation:
    """Return where a name's value comes from at one place; see :meth:`Study.explain`.

    Raises
    ------
    StudyError
        If the name is unknown, or the place is none.
    """
    look_at_stated(study.composition, study.composition.graph.walk(name))
    return Explanation(study, name, at_place(study.composition, name, where))


def _lines(one: Explanation) -> Iterator[str]:
    yield f"{', '.join([f'{label(one.name)} = {one.shown(one.name)}', *_where(one)])}"
    supplier = one.place.graph.suppliers.get(one.name)
    if supplier is None or isinstance(supplier.function, Exchanged):
        yield f"  {one.stated_line(one.name)}"
        return
    yield f"computed by {supplier.part or 'the study'}:"
    yield from _last_part(one, supplier.part)
    yield from _parts_before(one, supplier.part)
    yield from _weighing(one)
    yield from (flag.text for flag in flags_of(one.study, (one.name,), one.place.labels))


def _where(one: Explanation) -> Iterator[str]:
    """Yield where on the axes one looks, and which spreads stand at their centres."""
    for axis, text in one.place.where.items():
        if axis != one.name:
            yield f"{'in' if axis == 'year' else axis.replace('_', ' ')} {text}"
    said = {name: one.place.made.said.get(name) for name in map(shown_name, one.place.graph.stated)}
    spread = [name for name, told in said.items() if told is not None and told.spread is not None]
    if spread:
        yield f"at the centre of {' and '.join(spread) if len(spread) < 3 else f'{len(spread)} spreads'}"


def _last_part(one: Explanation, part: str) -> Iterator[str]:
    """Yield the calls of the part that gives the answer, the last one first."""
    graph = one.place.graph
    calls: dict[int, Node] = {}
    for name in reversed(one.place.names):
        supplier = graph.suppliers.get(name)
        if supplier is not None and supplier.part == part and not isinstance(supplier.function, Exchanged):
            calls.setdefault(id(supplier), supplier)
    for call in list(calls.values())[:MOST_NODES]:
        yield f"  {one.call(call)}"
    if len(calls) > MOST_NODES:
        yield f"  and {len(calls) - MOST_NODES} calls before them"


def _parts_before(one: Explanation, last: str) -> Iterator[str]:
    """Yield each other part in one line: its answers, and what weighs most of what goes on from it."""
    place = one.place
    titles = dict.fromkeys([*(part.title() for part in place.made.parts), "own function", "the study"])
    answers = {part.title(): part.answers for part in place.made.parts}
    for title in (title for title in titles if title != last):
        border = _border(place, title)
        if not border:
            continue
        told = [f"{name} = {one.shown(name)}" for name in answers.get(title, ()) if name in place.values]
        heavy = sorted((found := _border_slopes(one, border)), key=lambda name: -size(name, found[name]))
        most = ", ".join(f"{shown_name(n)} {effect(n, found[n], one.name, one)}" for n in heavy[:MOST_BORDER])
        yield f"{title}: {', '.join([*told[:MOST_ANSWERS], f'weighing most of what goes on: {most}'])}"


def _border(place: Place, title: str) -> tuple[str, ...]:
    """Return the numbers that go on from a part to others."""
    found: dict[str, None] = {}
    for one in place.graph.nodes:
        if one.part != title:
            found |= {place.entry(name): None for name in taken(one) if _comes_from(place, name, title)}
    return tuple(found)


def _comes_from(place: Place, name: str, title: str) -> bool:
    """Return whether a number is computed or stated by a part."""
    giver = place.graph.suppliers.get(name)
    if giver is None:
        return name in place.inputs and place.made.by.get(name) == title
    return giver.part == title


def _border_slopes(one: Explanation, border: tuple[str, ...]) -> dict[str, float]:
    """Return the slopes by what goes on from a part, all of it cut."""
    place = one.place
    computed = [name for name in border if name in place.graph.suppliers]
    if not computed:
        return {name: one.weights[shown_name(name)] for name in border}
    return slopes(place.beyond(border), place.values, one.name, border, place.made.graph)


def _weighing(one: Explanation) -> Iterator[str]:
    if not one.weights:
        return
    plain = any(is_plain(name) for name in list(one.weights)[:MOST_WEIGHTS])
    more = ", or +1 K or year where that is said" if plain else ""
    if giving_way(one.place.made.graph, one.place.values).keys() & one.weights.keys():
        more += ", a share against the largest other of its sum"
    yield f"what weighs most, by the change of {one.name} for +1 % of each{more}:"
    shown = [name for name, slope in one.weights.items() if size(name, slope) >= LEAST_SHOWN][:MOST_WEIGHTS]
    for name in shown:
        yield f"  {effect(name, one.weights[name], one.name, one):>9}  {one.stated_line(name)}"
    rest = {name: slope for name, slope in one.weights.items() if name not in shown}
    if rest:
        total = sum(size(name, slope) for name, slope in rest.items())
        others = f"the {len(rest)} others together" if len(rest) > 1 else "the other one"
        yield f"{others}: at most {_amount(total, one.name, one)}"


def effect(name: str, slope: float, answer: str, one: Explanation) -> str:
    """Return what +1 % of an input, or +1 K or year, does to the answer."""
    row = term(shown_name(name))
    per = "" if not is_plain(name) else " per K" if row and row.unit == "K" else " per year"
    step = slope * (1.0 if is_plain(name) else 0.01)
    return f"{'+' if step >= 0 else '-'}{_amount(abs(step), answer, one)}{per}"


def _amount(change: float, answer: str, one: Explanation) -> str:
    if is_plain(answer) or one.place.values[answer] == 0:
        return f"{number(change)} {one._unit(answer)}".rstrip()
    return f"{100 * change:.2f} %"
