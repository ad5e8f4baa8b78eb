"""A question in one form, whoever answers it: a study, a model function, or anyone's own function of arrays."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ...ground.errors import CallError, DomainError, MoneyError, StudyError, UnitError, did_you_mean, short
from ...ground.quantities import FINITE, Between
from ...ground.units import Q, converter
from ..uncertainty.blocks import Asked
from ..uncertainty.drawing.distributions import Distribution, Input
from ..uncertainty.grid import Grid
from .graph import OfGraph

Word = tuple[str, Between]
_MONEY = re.compile(r"\b[A-Z]{3}(_\d{4})?\b")


def _closed(names: Iterable[str]) -> Asked:
    raise CallError(f"{', '.join(names)} cannot be given here.")


def _anywhere(values: Mapping[str, Any]) -> Any:
    return np.ones(max((np.size(value) for value in values.values()), default=1), bool)


@dataclass(frozen=True)
class Question:
    """A question in one form: a function of arrays by name, what is drawn, what is fixed, and the units of all.

    ``function`` takes the drawn arrays by name and gives all answers by name; ``fixed`` holds the other inputs'
    values in the function's units, and ``open`` leaves some of them to be given by name. ``grids`` says where the
    answers stand on their axes; ``look`` refuses draws that lead where a name of a study cannot be. ``whose`` is what
    is asked: a "study", a "function" of the library, or an "own function", which may take and give plain numbers.
    ``inside`` says of values of what is fixed which of them lead every name where it can be.
    """

    function: Asked
    inputs: tuple[Input, ...]
    fixed: Mapping[str, Any]
    units: Mapping[str, str]
    words: Mapping[str, Word] = field(default_factory=dict)
    money: str = ""
    grids: tuple[Grid, ...] = ()
    look: Callable[[Mapping[str, Any]], None] | None = None
    open: Callable[[Iterable[str]], Asked] = _closed
    whose: str = "study"
    inside: Callable[[Mapping[str, Any]], Any] = _anywhere

    def unit_of_input(self, name: str) -> str:
        """Return the unit that an input is computed in, money by its name."""
        return self.words[name][0].replace("money", self.money) if name in self.words else ""

    def drawn(self) -> "Question":
        """Return the question itself, or refuse one in which nothing has a distribution."""
        if self.inputs:
            return self
        if self.whose == "study":
            raise StudyError(
                "no stated name of the study has a spread. "
                'Write study.replace(rated_energy=Distribution(uniform=(90, 110), unit="kWh")), or the like.'
            )
        raise CallError("no input has a distribution. Write Distribution(...) for at least one.")

    def reached(self) -> "Question":
        """Return the question with those of its drawn inputs alone that its answers rest on."""
        function = self.function
        if not isinstance(function, OfGraph):
            return self
        return replace(self, inputs=tuple(one for one in self.inputs if function.reaches(one.name)))

    def takes_plain(self, unit: str) -> bool:
        """Return whether values in a unit may be plain numbers: those of one's own function, and ratios of a study."""
        return self.whose == "own function" or (self.whose == "study" and not unit)

    def reference(self) -> dict[str, float]:
        """Return every input's central value: the median of its distribution."""
        return {one.name: central(one) for one in self.inputs}


def central(one: Input) -> float:
    """Return the central value of a drawn input, in the function's unit."""
    if one.middle is not None:
        return float(one.middle * one.scale + one.offset)
    if isinstance(one.law, Distribution):
        return float(one.law.percentiles()[1] * one.scale + one.offset)
    return float(one.values(np.asarray([0.5]))[0])


def ends(one: Input) -> tuple[float, float]:
    """Return the ends of a drawn input, in the function's unit: those of its support, 5 and 95 % where it has none."""
    if isinstance(one.law, Distribution):
        return one.law.ends.low * one.scale + one.offset, one.law.ends.high * one.scale + one.offset
    low, high = one.values(np.asarray([0.05, 0.95]))
    return float(low), float(high)


def chosen_answers(given: Iterable[str], outputs: Any) -> tuple[str, ...]:
    """Return the answers asked for, in the function's order; a name stands for all its years and places too."""
    known = tuple(given)
    if outputs is None:
        return known
    wanted = [outputs] if isinstance(outputs, str) else list(outputs)
    stems = {name: _stem(name) for name in known}
    for name in wanted:
        if name not in known and name not in stems.values():
            told = f"no answer called {name!r}.{did_you_mean(name, known)}"
            raise CallError(f"{told} Expected some of: {', '.join(known)}.")
    return tuple(name for name in known if name in wanted or stems[name] in wanted)


def _stem(name: str) -> str:
    """Return an answer's name without its place on the axes, or without its year or number."""
    stem, digits = name.rpartition("_")[::2]
    return name.partition("[")[0] if "[" in name else stem if digits.isdigit() else name


def magnitude(name: str, value: Any, unit: str, bounds: Between = FINITE, *, free: bool = False) -> tuple[Any, str]:
    """Return a quantity's magnitude in a declared unit, and the money it is in; ``free`` lets plain numbers pass."""
    quantity: Any = Q(value) if isinstance(value, str) else value
    if not hasattr(quantity, "unit_items") and free:
        return _within(name, value, _plain_numbers(name, value), unit, bounds), ""
    if not hasattr(quantity, "unit_items"):
        told = f"{name}={short(value)} has no unit. Expected {unit or 'a plain ratio'}"
        raise UnitError(f"{told}; write {_with_unit(value, unit.replace('money', 'CNY_2025'))}.")
    try:
        conversion = converter(_MONEY.sub("money", unit)).conversion(tuple(quantity.unit_items()))
    except UnitError as error:
        raise UnitError(f"{name}={short(value)}. {error}") from None
    if conversion.money not in unit and "money" not in unit:
        raise MoneyError(f"{name}={short(value)}. Expected {unit}; convert it first: exchange(..., rates=...).")
    return _within(name, value, conversion(quantity.magnitude), unit, bounds), conversion.money


def _within(name: str, said: Any, made: Any, unit: str, bounds: Between) -> Any:
    """Return numbers, or refuse those outside bounds."""
    low, high = bounds.closed
    if not bool(np.all((np.asarray(made) >= low) & (np.asarray(made) <= high))):
        raise DomainError(f"{name}={short(said)}. Expected {bounds} {unit}".strip() + ".")
    return made


def _plain_numbers(name: str, value: Any) -> Any:
    """Return numbers without a unit, or refuse what is none."""
    try:
        return np.asarray(Q(value, "").magnitude, float)[()]
    except UnitError as error:
        raise UnitError(f"{name}={short(value)}. {error}") from None


def _with_unit(value: Any, unit: str) -> str:
    """Return what to write instead of a value without a unit: the same number, or an example of one."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and np.isfinite(value)
    return f'Q({short(value)}, "{unit}")' if number or not unit else f'"... {unit}"'
