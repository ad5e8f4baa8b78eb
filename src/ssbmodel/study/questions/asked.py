"""What is asked: a model function, a scenario or anyone's own function, in one form with its inputs and units."""

import functools
import re
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ...core.assumption import Assumption
from ...documents.rules import resolve
from ...ground.door import Door
from ...ground.errors import CallError, DomainError, MoneyError, StudyError, UnitError, did_you_mean, short
from ...ground.quantities import FINITE, Between, declared
from ...ground.spelling import write_unit
from ...ground.units import Q, converter
from ..study import Study as Graphed
from ..uncertainty.blocks import Asked, named_answers, unwritable
from ..uncertainty.drawing.distributions import Distribution, Input, drawn_input, is_law
from ..uncertainty.grid import Grid
from .graph import OfGraph, OfStudy

Word = tuple[str, Between]
_MONEY = re.compile(r"\b[A-Z]{3}(_\d{4})?\b")


@dataclass(frozen=True)
class Study:
    """A question in one form: a function of arrays by name, what is drawn, what is fixed, and the units of all.

    ``function`` takes the drawn arrays by name and gives all answers by name; ``fixed`` holds the other inputs'
    values in the function's units. Of a study on its graph, ``grids`` says where the answers stand on their axes,
    ``look`` refuses draws that lead where a name cannot be, ``open`` leaves some fixed inputs to be given.
    """

    function: Asked
    inputs: tuple[Input, ...]
    fixed: Mapping[str, Any]
    units: Mapping[str, str]
    words: Mapping[str, Word] = field(default_factory=dict)
    money: str = ""
    grids: tuple[Grid, ...] = ()
    look: Callable[[Mapping[str, Any]], None] | None = None
    open: Callable[[Iterable[str]], Asked] | None = None

    @property
    def free(self) -> bool:
        """Whether the function is anyone's own, which may take and give plain numbers."""
        return isinstance(self.function, OfUser)

    def unit_of_input(self, name: str) -> str:
        """Return the unit that an input is computed in, money by its name."""
        return self.words[name][0].replace("money", self.money) if name in self.words else ""

    def freed(self, names: Iterable[str]) -> Asked:
        """Return the function with some of its fixed inputs left to be given by name."""
        if self.open is not None:
            return self.open(tuple(names))
        function: Any = self.function
        return replace(function, fixed={name: value for name, value in self.fixed.items() if name not in names})  # type: ignore[no-any-return]

    def drawn(self) -> "Study":
        """Return the question itself, or refuse one in which nothing has a distribution."""
        if self.inputs:
            return self
        if self.open is not None:
            raise StudyError(
                "no stated name of the study has a spread. "
                'Write study.replace(rated_energy=Distribution(uniform=(90, 110), unit="kWh")), or the like.'
            )
        raise CallError("no input has a distribution. Write Distribution(...) for at least one.")

    def reached(self) -> "Study":
        """Return the question with those of its drawn inputs alone that its answers rest on."""
        function = self.function
        if not isinstance(function, OfGraph):
            return self
        return replace(self, inputs=tuple(one for one in self.inputs if function.reaches(one.name)))

    def takes_plain(self, unit: str) -> bool:
        """Return whether values in a unit may be plain numbers: those of one's own function, and ratios of a study."""
        return self.free or (self.open is not None and not unit)

    def reference(self) -> dict[str, float]:
        """Return every input's central value: the mode or middle of a distribution, its median where it has neither."""
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


# the three kinds of function; each is picklable where the user's own function is


@dataclass(frozen=True)
class OfDoor:
    """Asks a model function's kernel."""

    door: Door[..., Any]
    fixed: Mapping[str, Any]

    def __call__(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        return named_answers(self.door.kernel(**self.fixed, **inputs), str(self.door.__name__))


@dataclass(frozen=True)
class OfUser:
    """Asks anyone's function of arrays, its inputs by keyword."""

    function: Any
    fixed: Mapping[str, Any]

    def __call__(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        name = getattr(self.function, "__name__", "")
        try:
            given = self.function(**{key: unwritable(value) for key, value in {**self.fixed, **inputs}.items()})
        except ValueError as error:
            if "read-only" not in str(error):
                raise
            raise CallError(
                f"{name or 'the function'} changes what it is given ({error}). Write x = x * 2 instead of x *= 2."
            ) from error
        if isinstance(given, list):
            raise CallError(
                f"{name or 'the function'} gives a list. Expected an array, such as np.asarray(...), a tuple of arrays "
                "or arrays by name."
            )
        return named_answers(given, name if name.isidentifier() else "answer")


# making a study


def study(asked: Any, inputs: Mapping[str, Any] | None = None, years: Any = None, outputs: Any = None) -> Study:
    """Return a question in one form.

    Parameters
    ----------
    asked : a model function, a study, or a function of arrays by keyword that gives an array, a tuple or arrays by
        name
    inputs : by name: a distribution to draw from, or a quantity, text or number to hold fixed. A study takes the
        spreads of its names, and its other values, where an input is not named here
    years : of a study
    outputs : names of the answers to keep; all where None

    Raises
    ------
    CallError
        If an input is missing or unknown, or nothing is left to ask.
    """
    given = dict(inputs or {})
    if isinstance(asked, Graphed):
        made = of_graph(changed(asked, given, years), outputs)
    elif isinstance(asked, Study):
        return asked
    elif isinstance(asked, Door):
        made = _of_door(asked, given)
    elif callable(asked):
        made = _of_user(asked, given)
    else:
        raise CallError(f"asked={short(asked)}. Expected a model function, a study or a function of arrays.")
    return made


def changed(asked: Graphed, inputs: Mapping[str, Any] | None, years: Any = None) -> Graphed:
    """Return a study with some names stated otherwise, and asked for other years."""
    return asked.replace(**(inputs or {}), **({} if years is None else {"years": years}))


def of_graph(asked: Graphed, outputs: Any) -> Study:
    """Return a study on its graph as a question; see :func:`study`."""
    of = OfStudy(asked, outputs)
    inputs = tuple(map(of.input, of.spreads))
    function = of.function([one.name for one in inputs])
    once = functools.lru_cache(maxsize=8)(of.function)

    def opened(names: Iterable[str]) -> OfGraph:
        return once(tuple(names))

    return Study(function, inputs, of.numbers, of.units, {}, of.made.money, function.grids, of.look, opened)


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


def _of_door(door: Door[..., Any], given: dict[str, Any]) -> Study:
    hints = typing.get_type_hints(door.kernel, include_extras=True)
    words = {name: _word(hints[name]) for name in door.units if name != "return"}
    _same_names(str(door.__name__), given, words)
    drawn, fixed, money = _read(given, words)
    units = door.units["return"] if isinstance(door.units["return"], dict) else {door.__name__: door.units["return"]}
    units = {str(name): unit.replace("money", money) for name, unit in units.items()}
    return Study(OfDoor(door, fixed), drawn, fixed, units, words, money)


def _of_user(function: Any, given: dict[str, Any]) -> Study:
    drawn, fixed, words = [], {}, {}
    for name, value in resolved(given).items():
        if is_law(value):
            drawn.append(drawn_input(name, value, own=True)[0])
            words[name] = (getattr(value, "unit", ""), FINITE)
        else:
            quantity: Any = Q(value) if isinstance(value, str) else value
            fixed[name] = getattr(quantity, "magnitude", quantity)
            words[name] = (_unit_text(quantity), FINITE)
    drawn.sort(key=lambda one: one.name)
    return Study(OfUser(function, fixed), tuple(drawn), fixed, {}, words)


def resolved(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given with assumptions as what they come to: a distribution, or a quantity."""
    from ...sheets.reader import figures

    values = dict(given)
    for name, value in given.items():
        if isinstance(value, Assumption):
            found = resolve(value, figures()) if value.rests_on else value
            spread = found.spread
            of = None if spread is None else {spread.kind: getattr(spread, spread.kind)}
            values[name] = Q(found.value, found.unit) if of is None else Distribution(**of, unit=found.unit)
    return values


def _unit_text(quantity: Any) -> str:
    return write_unit(tuple(quantity.unit_items())) if hasattr(quantity, "unit_items") else ""


def _word(annotation: Any) -> Word:
    word = declared(annotation)
    if word is None:
        raise UnitError(f"{annotation!r} declares no unit. Expected a word of ssbmodel.ground.quantities.")
    return word


def _same_names(owner: str, given: Mapping[str, Any], words: Mapping[str, Word]) -> None:
    told = [f"{name!r} is not a parameter.{did_you_mean(name, words)}" for name in given if name not in words]
    told += [f"{name!r} is missing." for name in words if name not in given]
    if told:
        raise CallError("\n".join(f"{owner}: {line}" for line in told))


def _read(given: Mapping[str, Any], words: Mapping[str, Word]) -> tuple[tuple[Input, ...], dict[str, Any], str]:
    """Return what is drawn, what is fixed in the declared units, and the one money of all."""
    drawn, fixed, moneys = [], {}, dict[str, str]()
    for name, value in resolved(given).items():
        unit, bounds = words[name]
        if is_law(value):
            one, money = drawn_input(name, value, unit, bounds)
            drawn.append(one)
        else:
            fixed[name], money = magnitude(name, value, unit, bounds)
        if money:
            moneys.setdefault(money, name)
    if len(moneys) > 1:
        told = " but ".join(f"{name} is in {money}" for money, name in moneys.items())
        raise MoneyError(f"{told}. Convert one of them first: exchange(..., rates=...).")
    return tuple(sorted(drawn, key=lambda one: one.name)), fixed, next(iter(moneys), "")


def magnitude(name: str, value: Any, unit: str, bounds: Between = FINITE, *, free: bool = False) -> tuple[Any, str]:
    """Return a quantity's magnitude in a declared unit, and the money it is in; ``free`` lets plain numbers pass."""
    quantity: Any = Q(value) if isinstance(value, str) else value
    if not hasattr(quantity, "unit_items") and free:
        return np.asarray(quantity, float)[()], ""
    if not hasattr(quantity, "unit_items"):
        raise UnitError(
            f"{name}={short(value)} has no unit. Expected {unit or 'a plain ratio'}: a quantity, or a Distribution."
        )
    try:
        conversion = converter(_MONEY.sub("money", unit)).conversion(tuple(quantity.unit_items()))
    except UnitError as error:
        raise UnitError(f"{name}={short(value)}. {error}") from None
    if conversion.money not in unit and "money" not in unit:
        raise MoneyError(f"{name}={short(value)}. Expected {unit}; convert it first: exchange(..., rates=...).")
    made = conversion(quantity.magnitude)
    low, high = bounds.closed
    if not bool(np.all((np.asarray(made) >= low) & (np.asarray(made) <= high))):
        raise DomainError(f"{name}={short(value)}. Expected {bounds} {unit}".strip() + ".")
    return made, conversion.money
