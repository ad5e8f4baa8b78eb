"""A part of a study: what it states, what it computes, and what it asks of the other parts."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from pydantic import ConfigDict, model_validator

from ..ground.errors import SsbError, StudyError, did_you_mean, short
from ..ground.nomenclature import TERMS
from ..ground.records import Record
from .assumption import Assumption, Prepared
from .checks import Flagged
from .graph import Node
from .statement import assumed

ROLES = ("common", "cell", "pack", "cost", "decline", "rival", "vehicle", "climate", "charger")
Facts = Mapping[str, str | bool]


class Requirement(NamedTuple):
    """What a part asks of the others: a fact, its allowed values (any where empty), and the sentence that refuses."""

    fact: str
    allowed: tuple[str | bool, ...]
    sentence: str


KINDS: dict[tuple[str, str], type["Part"]] = {}
_MAKERS = {  # what to write where something that is no part is given
    "cell": "cells.Stated(...) or cells.Designed(...)",
    "pack": "packs.Ratios(...) or packs.BatPaC(...)",
    "cost": "costs.Stated(...) or plants.PlantPrice(...)",
    "decline": "costs.AtRate(...), costs.Learning(...) or costs.Constant()",
    "vehicle": "vehicles.Stated(...) or vehicles.Preset(...)",
    "climate": "vehicles.Climate(...)",
    "charger": "vehicles.Charger(...)",
}


class Part(Record):
    """A frozen part of a study.

    A field that bears a name of the glossary states it: a quantity, text with a unit, a plain number where the unit is
    1, a list (which opens an axis), a distribution or a whole assumption. Other fields are choices. A part class needs
    ``role``, ``answers``, ``nodes``, ``stated`` where it brings more than its fields, and ``flags`` where its models
    hold within limits.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    role: ClassVar[str] = ""
    kind: ClassVar[str] = ""
    answers: ClassVar[tuple[str, ...]] = ()
    requires: ClassVar[tuple[Requirement, ...]] = ()

    def __init_subclass__(cls, **values: Any) -> None:
        super().__init_subclass__(**values)
        if cls.role:
            if cls.role not in ROLES:
                raise StudyError(f"{cls.__name__}: role={cls.role!r}. Expected one of: {', '.join(ROLES)}.")
            cls.kind = cls.__dict__.get("kind") or _kebab(cls.__name__)
            KINDS[(cls.role, cls.kind)] = cls

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return StudyError

    @classmethod
    def _label(cls, values: dict[str, Any]) -> str:
        return f"{cls.title()}: "

    @classmethod
    def title(cls) -> str:
        """Return how messages and pages call the part: its domain and class."""
        package = [word for word in cls.__module__.split(".")[1:-1] if word != "parts"]
        return f"{package[0]}.{cls.__name__}" if package and cls.__module__.startswith("ssbmodel.") else cls.__name__

    @classmethod
    def statable(cls) -> tuple[str, ...]:
        """Return the fields that state a name of the glossary."""
        return tuple(name for name in cls.model_fields if name in TERMS)

    @model_validator(mode="before")
    @classmethod
    def _as_assumptions(cls, values: Any) -> Any:
        read, told = {}, []
        for name, value in dict(values).items():
            try:
                states = name in cls.statable() and value is not None
                read[name] = assumed(name, value) if states else value
            except SsbError as error:
                told.append(str(error))
        if told:
            raise ValueError("\n".join(told))
        return read

    @property
    def fields_stated(self) -> tuple[Assumption, ...]:
        """What the user stated in the part's own fields."""
        values = (getattr(self, name) for name in self.statable())
        return tuple(value for value in values if value is not None)

    def facts(self) -> Facts:
        """Return discrete choices that other parts may read, such as the chemistry."""
        return {}

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return what the part states, its own fields first."""
        return self.fields_stated

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return what the part computes."""
        return ()

    def flags(self, facts: Facts) -> tuple[Flagged, ...]:
        """Return where answers stand outside what the part's models were made for."""
        return ()

    def unused(self, facts: Facts) -> Mapping[str, str]:
        """Return choices of the user that reach nothing beside the other parts, each with a sentence; none usually."""
        return {}


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() and k else c.lower() for k, c in enumerate(name))


def kind_of(role: str, kind: str) -> type[Part]:
    """Return the part class of a role by its kind, as files name it.

    Raises
    ------
    StudyError
        If there is none.
    """
    if isinstance(kind, str) and (role, kind) in KINDS:
        return KINDS[(role, kind)]
    known = [name for own, name in KINDS if own == role]
    told = f"[{role}] kind = {short(kind)} is none.{did_you_mean(kind, known)}"
    raise StudyError(f"{told} Expected one of: {', '.join(known)}.")


def of_role(role: str, part: Any) -> Any:
    """Return a part of a role, or None as it is.

    Raises
    ------
    ValueError
        If it is no part, or one of another role; a record says so in its own error.
    """
    if (part is None and role != "common") or (isinstance(part, Part) and part.role == role):
        return part
    if isinstance(part, Part):
        raise ValueError(f"{role}={part.title()}(...) is a {part.role}. Write {part.role}=...")
    raise ValueError(f"{role}={short(part)} is no part. Write {role}={_MAKERS.get(role, 'a part of that role')}.")
