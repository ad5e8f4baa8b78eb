"""The systems that the documents name: cells, packs, vehicles, programmes, policies, actors.

A system carries the ids of its figures. Its roles say which figure stands for which quantity of the models; no role
joins the figures of different systems. Aliases are spellings to look a name up by, not identities.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, Field, PlainSerializer, ValidationError

from ..ground.errors import FigureError, MissingError, did_you_mean
from .figure import Figure, Lookup, Names, Record, SolidClass, SystemType, mistyped
from .reader import Figures, figures, parse_toml, refuse_unknown, seeds_folder
from .rules import shown
from .vocabulary import QUANTITIES

Roles = Annotated[Mapping[str, str], AfterValidator(Lookup), PlainSerializer(dict)]


class System(Record):
    """One system: what the documents call it, what it is, and its figures.

    ``kind`` is given where the type is ``named``: a route, process, actor, class that carries no figure.
    """

    id: str
    name: str
    type: SystemType
    kind: str | None = None
    documents: Names
    solid_class: SolidClass = "unspecified"
    aliases: Names = ()
    figure_ids: Names = Field((), alias="figures")
    roles: Roles = Lookup({})

    @property
    def figures(self) -> Figures:
        """The figures of the system, by id."""
        known = figures()
        return Figures({id: known[id] for id in self.figure_ids})

    def role(self, quantity: str) -> Figure:
        """Return the figure that stands for a quantity.

        Raises
        ------
        FigureError
            If the system has no such role.

        Examples
        --------
        >>> print(systems()["S25"].role("battery_cost"))
        004/battery-cost-2030: below 0.4 CNY/Wh (forecast 2030; price year and level unspecified)
        """
        if quantity not in self.roles:
            listed = ", ".join(self.roles) or "no role"
            near = did_you_mean(quantity, self.roles)
            raise FigureError(f"system {self.id!r}: role = {shown(quantity)}. It has {listed}.{near}")
        return figures()[self.roles[quantity]]

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        many = len(self.figure_ids)
        count = f"{many} figure{'s' * (many != 1)}" if many else self.kind or "no figures"
        return f"{self.id} {self.name} ({self.type}; {count}; documents {', '.join(self.documents)})"

    def __repr__(self) -> str:
        return f"<System {self}>"


class Systems(Lookup[str, System]):
    """Systems by id; an immutable mapping.

    Examples
    --------
    >>> list(systems().find(name="Kunpeng"))
    ['S14']
    """

    def __getitem__(self, key: str) -> System:
        try:
            return super().__getitem__(key)
        except (KeyError, TypeError):
            raise MissingError(f"no system called {shown(key)}. {self._advice(str(key))}") from None

    def _advice(self, key: str) -> str:
        """Return what to write for an id that is unknown; a name or an alias may have been meant."""
        named = next((id for id, row in self.items() if key.lower() in _names(row)), None)
        if named:
            return f"Write {named!r}, the id of {self[named].name!r}."
        return did_you_mean(key, self).strip() or "Expected an id such as 'S25'; find(name=...) looks names up."

    def find(
        self,
        *,
        name: str | None = None,
        type: str | None = None,
        document: str | None = None,
        solid_class: str | None = None,
    ) -> "Systems":
        """Return the systems that agree with everything asked; a name is looked up among the aliases too.

        Raises
        ------
        FigureError
            If a name is not one that any system has.
        """
        asked = {"name": name, "type": type, "document": document, "solid_class": solid_class}
        found = dict(self)
        for key, value in asked.items():
            if value is None:
                continue
            wanted = value.lower() if key == "name" and isinstance(value, str) else value
            known = _CLOSED.get(key) or {term for row in self.values() for term in _terms(row, key)}
            refuse_unknown("find", key, wanted, known)
            found = {id: row for id, row in found.items() if wanted in _terms(row, key)}
        return Systems(found)

    def __repr__(self) -> str:
        return f"<Systems: {len(self)}>"


_CLOSED: dict[str, tuple[str, ...]] = {"type": get_args(SystemType), "solid_class": get_args(SolidClass)}


def _names(row: System) -> list[str]:
    return [term.lower() for term in (row.name, *row.aliases)]


def _terms(row: System, key: str) -> list[str]:
    """Return what a system answers to under a key of :meth:`Systems.find`."""
    if key == "name":
        return _names(row)
    return list(row.documents) if key == "document" else [str(getattr(row, key))]


@cache
def systems() -> Systems:
    """Return the systems of the five documents.

    >>> print(systems()["S12"])
    S12 Mainstream liquid battery (baseline; 1 figure; documents 004)
    """
    return read_systems(parse_toml((seeds_folder() / "systems.toml").read_bytes(), "systems.toml"), figures())


def read_systems(tables: Mapping[str, Any], known: Figures) -> Systems:
    """Return the systems that the tables of a file hold, or raise FigureError with everything that is wrong."""
    rows = tables.get("system", [])
    if set(tables) - {"system"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FigureError("systems.toml: Expected a list of tables, [[system]] above each, and nothing beside it.")
    found: list[System] = []
    problems: list[str] = []
    for row in rows:
        try:
            found.append(System.model_validate(row))
        except ValidationError as error:
            keys = [field.alias or name for name, field in System.model_fields.items()]
            problems += [f"system {shown(row.get('id'))}{problem}" for problem in mistyped(error, row, keys)[0]]
    repeated = [id for id, times in Counter(row.id for row in found).items() if times > 1]
    problems += [f"system {id!r} stands twice. Write each id once." for id in repeated]
    problems += [f"system {row.id!r}{problem}" for row in found for problem in _mismatched(row, known)]
    if problems:
        raise FigureError("\n".join(f"systems.toml: {problem}" for problem in problems))
    return Systems({row.id: row for row in found})


def _mismatched(row: System, known: Figures) -> Iterator[str]:
    """Yield what a system says of figures that is not so."""
    if (row.type == "named") != (row.kind is not None):
        yield f": type = {row.type!r}, kind = {row.kind!r}. Expected a kind where the type is 'named', and only there."
    for id in row.figure_ids:
        if id not in known:
            yield f": figures names {shown(id)}, which does not exist.{did_you_mean(id, known)}"
        elif known[id].document not in row.documents:
            yield f": figures names {id!r}, but documents = {list(row.documents)}. Add {known[id].document!r}."
    for role, id in row.roles.items():
        if role not in QUANTITIES:
            yield f": role {role!r} is unknown.{did_you_mean(role, QUANTITIES)} Write a quantity of the vocabulary."
        elif id not in row.figure_ids:
            yield f": role {role!r} is {shown(id)}, which is none of its figures. Add it to figures."
        elif id in known and known[id].quantity != role:
            yield f": role {role!r} is {id!r}, which states {known[id].quantity}. Write {known[id].quantity} = {id!r}."
