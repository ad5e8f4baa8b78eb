"""Nodes that are no quantity functions: anyone's own on plain arrays, and the exchange of a stated money."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..ground.arrays import unwritable
from ..ground.errors import SsbError, StudyError, did_you_mean, short
from ..ground.nomenclature import TERMS
from ..ground.quantities import FINITE
from ..ground.spelling import read_unit
from ..ground.units import converter, make
from .terms import term, unit_of

RESERVED = ("year", "case", "draw")  # the study's own axes
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
        return f"{self.name}={short(np.asarray(value).tolist())}. Expected a finite value."


class OwnFunction:
    """A function of plain arrays that takes and gives names of the glossary.

    Parameters
    ----------
    name : what it gives
    function : takes arrays in the glossary's units, one for each name
    takes : names that fill parameters of other names
    units : units of names that the glossary does not know
    money : the money that its numbers were written in, and the amount of the study's money per amount of that one
    """

    results: tuple[OwnSlot, ...] = ()
    record: Any = None

    def __init__(
        self,
        name: str,
        function: Callable[..., Any],
        takes: Mapping[str, str],
        units: Mapping[str, str],
        money: tuple[str, float] = ("", 1.0),
    ) -> None:
        _look(name, takes, units)
        self.name, self.function, self.takes, self.units = name, function, dict(takes), dict(units)
        self.money, self.factor = money
        self.__name__ = name
        parameters = _parameters(name, function)
        self.named = tuple(key for key, one in parameters.items() if one.kind is one.KEYWORD_ONLY)
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

    def entered(self, factor: float) -> "OwnFunction":
        """Return the same function in a study of another money: it is given and gives amounts of its own."""
        speaks = any("money" in slot.unit for slot in (*self.slots, self.result))
        return OwnFunction(self.name, self.function, self.takes, self.units, (self.money, factor)) if speaks else self

    def kernel(self, *arguments: Any, **named: Any) -> Any:
        """Return the answer to numbers and arrays; the function may not write to what it is given.

        Raises
        ------
        StudyError
            If the function fails, or gives anything but a real number or an array of the shape of its arguments.
        """
        if self.factor != 1.0:
            arguments, named = self._in_its_money(arguments, named)
        try:
            answer = self.function(*map(unwritable, arguments), **{n: unwritable(v) for n, v in named.items()})
        except SsbError:
            raise
        except Exception as error:
            if any(_kind(one) == "c" for one in (*arguments, *named.values())):
                raise  # whoever takes complex steps tries differences then
            raise StudyError(self._failed(error)) from error
        read = answer if type(answer) is float else self._read(answer, (*arguments, *named.values()))
        return read * self.factor if "money" in self.result.unit else read

    def _in_its_money(self, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[tuple[Any, ...], Any]:
        """Return what is given with amounts of the study's money in the function's own."""
        priced = {slot.name for slot in self.slots if "money" in slot.unit}
        plain = [slot.name for slot in self.slots if slot.name not in self.named]
        given = tuple(one / self.factor if name in priced else one for name, one in zip(plain, arguments))
        return given, {name: one / self.factor if name in priced else one for name, one in named.items()}

    def _failed(self, error: Exception) -> str:
        given = ", ".join(slot.name for slot in self.slots)
        told = f'with_node("{self.name}"): the function failed: {type(error).__name__}: {error}.'
        return f"{told} It must take {given or 'nothing'} as a number or an array of numbers, and change neither."

    def _read(self, answer: Any, arguments: tuple[Any, ...]) -> Any:
        """Return an answer as numbers; one of a foreign kind of array as it is."""
        kind = _kind(answer)
        shape = np.broadcast_shapes(*map(np.shape, arguments))
        fine = "iufc" if any(_kind(one) == "c" for one in arguments) else "iuf"  # complex steps go in and come out
        if hasattr(answer, "unit_items") or kind not in tuple(fine):
            told = f"Expected a number or an array of numbers in {self.result.unit or 'unit 1'}, without a unit."
        elif np.shape(answer) != () and not _fits(np.shape(answer), shape):
            told = f"Expected one number, or an array of the shape of its arguments: {shape}, not {np.shape(answer)}."
        else:
            whole = kind in tuple("iu") and isinstance(answer, (int, np.integer, np.ndarray))
            return np.asarray(answer, float)[()] if whole else answer
        raise StudyError(f'with_node("{self.name}"): the function returned {short(answer)}. {told}')

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Return the answer to quantities, as a quantity."""
        given = (*arguments, *named.values())
        moneys = [n for a in given if hasattr(a, "unit_items") for n, _ in a.unit_items() if n[:3].isupper()]
        plain = {name: getattr(one, "magnitude", one) for name, one in named.items()}
        answer = self.kernel(*(getattr(argument, "magnitude", argument) for argument in arguments), **plain)
        unit = self.result.unit.replace("money", next(iter(moneys), "money"))
        return make(answer, read_unit(unit))

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, OwnFunction) and self.function is other.function
        if not same:
            return False
        return (self.name, self.takes, self.money, self.factor) == (other.name, other.takes, other.money, other.factor)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((self.name, self.function))

    def __reduce__(self) -> Any:
        return OwnFunction, (self.name, self.function, self.takes, self.units, (self.money, self.factor))

    def __repr__(self) -> str:
        return f"<own function {self.name}({', '.join(slot.name for slot in self.slots)})>"


def _parameters(name: str, function: Any) -> Mapping[str, inspect.Parameter]:
    """Return the parameters of a function, each of which must bear a name of its own."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        told = f"{short(function)} names no parameters. Write a function of names: lambda separator_thickness: ..."
        raise StudyError(f'with_node("{name}"): {told}') from None
    for key, one in parameters.items():
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD):
            raise StudyError(f'with_node("{name}"): *{key} names nothing. Write one parameter for each name.')
    return parameters


def _look(name: Any, takes: Mapping[str, Any], units: Mapping[str, Any]) -> None:
    """Refuse a name that cannot be one of an answer, a parameter filled by no name, and a unit that is none."""
    told = []
    if not isinstance(name, str) or not name.isidentifier() or name in RESERVED:
        told.append(f"with_node({short(name)}): that cannot be the name of an answer. Expected such as 'pack_mass'.")
    for parameter, said in takes.items():
        if not isinstance(said, str):
            told.append(f"with_node({short(name)}): {parameter}={short(said)} is no name. Expected text.")
    if not told and (wrong := _no_unit(name, units.get(name, unit_of(name)))):
        told.append(f'with_node("{name}"): {wrong}')
    if told:
        raise StudyError("\n".join(told))


def _no_unit(name: str, unit: Any) -> str:
    """Return what to say of a unit that is none, or is of another kind than the name's; nothing of any other."""
    if not isinstance(unit, str):
        return f'unit={short(unit)}. Expected text, such as unit="kg".'
    try:
        said = read_unit(unit.replace("money", "CNY_2025"))
        if term(name) is not None:
            converter(unit_of(name)).conversion(said)
    except SsbError as error:
        return f"unit={short(unit)}. {error}"
    return ""


def _kind(value: Any) -> str:
    """Return the letter that numpy gives a kind of numbers."""
    if type(value) in (int, float, complex):
        return {int: "i", float: "f", complex: "c"}[type(value)]
    return str(getattr(getattr(value, "dtype", None), "kind", ""))


def _fits(own: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    """Return whether an array stretches to a shape without making it any larger."""
    try:
        return np.broadcast_shapes(own, shape) == shape
    except ValueError:
        return False


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
