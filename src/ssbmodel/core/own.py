"""Nodes that are no quantity functions: anyone's own on plain arrays, and the exchange of a stated money."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..ground.errors import StudyError, did_you_mean, short
from ..ground.nomenclature import TERMS
from ..ground.quantities import FINITE
from ..ground.spelling import read_unit
from ..ground.units import make
from .terms import unit_of

AS_STATED = " as stated"  # behind a name: its value in the money it was stated in


class OwnSlot:
    """What is known of a parameter or result: its name and the glossary's unit; bounds stand where it is used."""

    bounds = FINITE
    low, high = FINITE.closed

    def __init__(self, name: str, unit: str) -> None:
        self.name, self.unit = name, unit

    def inside(self, value: Any) -> bool:
        """Return whether all values are finite."""
        return bool(np.isfinite(np.asarray(value, float)).all())

    def outside(self, value: Any) -> str:
        """Return the message for a value that is not finite."""
        return f"{self.name}={short(value)}. Expected a finite value."


class OwnFunction:
    """A function of plain arrays that takes and gives names of the glossary.

    Parameters
    ----------
    name : what it gives
    function : takes arrays in the glossary's units, one for each name
    takes : names that fill parameters of other names
    units : units of names that the glossary does not know
    """

    named: tuple[str, ...] = ()
    results: tuple[OwnSlot, ...] = ()
    record: Any = None

    def __init__(
        self, name: str, function: Callable[..., Any], takes: Mapping[str, str], units: Mapping[str, str]
    ) -> None:
        self.name, self.function, self.takes, self.units = name, function, dict(takes), dict(units)
        self.kernel, self.__name__ = function, name
        parameters = inspect.signature(function).parameters
        filled = {parameter: self.takes.get(parameter, parameter) for parameter in parameters}
        self._known = known = {**{key: row.unit for key, row in TERMS.items()}, **self.units}
        told = [f"{said!r} is no name.{_near(said, name, known)}" for said in filled.values() if said not in known]
        told += [f"no parameter {key!r}.{did_you_mean(key, parameters)}" for key in self.takes if key not in parameters]
        if name not in known:
            more = f'For an answer of your own, give its unit: with_node("{name}", ..., unit="kg").'
            told.append(f"{name!r} is no name.{did_you_mean(name, known)} {more}")
        if told:
            raise StudyError("\n".join(f'with_node("{name}"): {line}' for line in told))
        self.slots = tuple(OwnSlot(parameter, known[said]) for parameter, said in filled.items())
        self.result = OwnSlot(name, known[name])

    def __call__(self, *arguments: Any) -> Any:
        """Return the answer to quantities, as a quantity."""
        moneys = [n for a in arguments if hasattr(a, "unit_items") for n, _ in a.unit_items() if n[:3].isupper()]
        answer = self.function(*(getattr(argument, "magnitude", argument) for argument in arguments))
        unit = self.result.unit.replace("money", next(iter(moneys), "money"))
        return make(answer, read_unit(unit))

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, OwnFunction) and self.function is other.function
        return same and self.name == other.name and self.takes == other.takes  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((self.name, self.function))

    def __reduce__(self) -> Any:
        return OwnFunction, (self.name, self.function, self.takes, self.units)

    def __repr__(self) -> str:
        return f"<own function {self.name}({', '.join(slot.name for slot in self.slots)})>"


def _near(said: str, gives: str, known: Mapping[str, str]) -> str:
    """Return a near name as a question: one that speaks of the same thing as the answer where there is one."""
    same = [
        name for name in known if name.split("_")[0] == gives.split("_", maxsplit=1)[0] and name.endswith(f"_{said}")
    ]
    return f" Did you mean {same[0]!r}?" if same else did_you_mean(said, known)


class Exchanged:
    """Brings a value in the money it was stated in into the study's: one factor for each pair of moneys."""

    named: tuple[str, ...] = ()
    results: tuple[Any, ...] = ()
    record: Any = None

    def __init__(self, name: str, exchange: str) -> None:
        self.name, self.exchange = name, exchange
        self.__name__ = f"in the study's money: {name}"
        self.slots = OwnSlot(name + AS_STATED, unit_of(name)), OwnSlot(exchange, "")
        self.result = OwnSlot(name, unit_of(name))

    @staticmethod
    def kernel(value: Any, exchange: Any) -> Any:
        """Return the value times the factor."""
        return value * exchange

    def __call__(self, value: Any, exchange: Any) -> Any:
        """Return the same for quantities."""
        return value * exchange.magnitude

    def __reduce__(self) -> Any:
        return Exchanged, (self.name, self.exchange)
