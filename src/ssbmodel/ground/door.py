"""The strict public door of a model function: quantities in, a quantity out.

A kernel is written once on plain arrays in the units its signature declares. The door reads the signature, converts
every argument, refuses all wrong ones in one message, and puts the unit on the answer. It never computes.
"""

import functools
import inspect
import typing
from collections.abc import Callable
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar, cast

import numpy as np

from .errors import CallError, DomainError, MoneyError, ShapeError, SsbError, UnitError, did_you_mean, short
from .quantities import FINITE, Kernel, declared
from .spelling import read_quantity, write_unit
from .units import Conversion, adopt, container, converter, registry

P = ParamSpec("P")
R = TypeVar("R")


class Slot:
    """One declared parameter or result: its name, unit and bounds."""

    made: Any

    def __init__(self, owner: str, name: str, annotation: Any) -> None:
        word = declared(annotation)
        if word is None:
            raise TypeError(f"{owner}: {name} declares no unit. Annotate it with a word of ssbmodel.ground.quantities.")
        self.name = name
        self.unit, self.bounds = word
        self.low, self.high = self.bounds.closed
        self.converter = converter(self.unit)
        self.known = self.converter.known
        self.containers: dict[str, Any] = {}

    def read(self, value: Any) -> tuple[Any, Conversion]:
        """Return the magnitude in the declared unit and the conversion used."""
        if isinstance(value, str):
            magnitude, units = read_quantity(value)
            told = write_unit(units)
        elif hasattr(value, "unit_items"):
            quantity, told = adopt(value), write_unit(value.unit_items())
            magnitude, units = quantity.magnitude, tuple(quantity.unit_items())
        else:
            raise UnitError(f"{self.name}={short(value)} has no unit. {self._advice(value)}")
        try:
            conversion = self.converter.conversion(units)
        except UnitError as error:
            raise UnitError(f"{self.name} is {'in ' + told if told else 'a plain ratio'}. {error}") from None
        return conversion(magnitude), conversion

    def _advice(self, value: Any) -> str:
        unit = self.unit.replace("money", "CNY_2025")
        expected = self.unit or "a plain ratio"
        return f'Expected {expected}; write {self.name}=Q({short(value)}, "{unit}").'

    def inside(self, magnitude: Any) -> bool:
        """Return whether every value is a finite float within the bounds; arrays not yet computed pass."""
        if isinstance(magnitude, (np.ndarray, np.generic, float)):
            array = np.asanyarray(magnitude)
            if type(array) is not np.ndarray or array.dtype.kind != "f":
                return False
            return not array.size or bool(self.low <= float(array.min()) and float(array.max()) <= self.high)
        return hasattr(magnitude, "dtype")

    def quantity(self, magnitude: Any, money: str) -> Any:
        """Put the declared unit, in the caller's money, on a magnitude."""
        try:
            return self.made(magnitude, self.containers[money])
        except (AttributeError, KeyError):
            self.made = registry().Quantity
            self.containers[money] = container(self.converter.units(money))
            return self.made(magnitude, self.containers[money])

    def outside(self, magnitude: Any) -> str:
        """Return the message for a magnitude that is not inside."""
        array = np.asarray(magnitude, dtype=float)
        bad = array[~((array >= self.low) & (array <= self.high))]
        more = f" (and {bad.size - 1} more)" if bad.size > 1 else ""
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.name}={float(bad.flat[0])!r}{unit}{more}. Expected {self.bounds}{unit}."


class RecordSlot:
    """A parameter that is a record: each field carries a word of its own, and is read as a parameter would be."""

    bounds, low, high = FINITE, 0.0, 0.0
    known: typing.ClassVar[dict[Any, Any]] = {}  # nothing is a record in passing: the slow way reads it

    def __init__(self, owner: str, name: str, record: Any) -> None:
        hints = typing.get_type_hints(record, include_extras=True)
        self.name, self.record = name, record
        self.fields: tuple[Any, ...] = tuple(_slot(owner, field, hints[field]) for field in record._fields)
        self.unit: Any = {slot.name: slot.unit for slot in self.fields}

    def read(self, value: Any) -> tuple[Any, Conversion]:
        """Return the record in plain arrays in the declared units."""
        if not isinstance(value, self.record):
            kind = self.record.__name__
            raise CallError(f"{self.name}={short(value)}. Expected a {kind}; write {self.name}={kind}(...).")
        if (quick := self._quick(value)) is not None:
            return quick
        magnitudes, errors, moneys = [], [], dict[str, str]()
        for slot, part in zip(self.fields, value):
            try:
                magnitude, conversion = slot.read(part)
                magnitudes.append(magnitude)
            except SsbError as error:
                errors.append(type(error)(_named(slot.name, error)))
                continue
            if conversion.money:
                moneys.setdefault(conversion.money, slot.name)
            if not slot.inside(magnitude):
                errors.append(DomainError(slot.outside(magnitude)))
        if len(moneys) > 1:
            errors.append(_mixed(self.unit, moneys))
        if errors:
            raise type(errors[0])("\n".join(f"{self.name}.{error}" for error in errors))
        return self.record(*magnitudes), Conversion(1.0, 0.0, next(iter(moneys), ""))

    def _quick(self, value: Any) -> tuple[Any, Conversion] | None:
        """Return the record where all is as usual; None sends it the slow way, which says what is not."""
        magnitudes: list[Any] = []
        money = ""
        try:
            for slot, part in zip(self.fields, value):
                if type(slot) is Slot:
                    scale, offset, this = slot.known[tuple(part.unit_items())]
                    magnitude = part.magnitude * scale + offset if scale != 1.0 or offset else part.magnitude
                    within = slot.low <= magnitude <= slot.high if type(magnitude) is float else slot.inside(magnitude)
                else:
                    magnitude, (_, _, this) = slot.read(part)
                    within = True
                if not within or (this and money and this != money):
                    return None
                magnitudes.append(magnitude)
                money = this or money
        except (AttributeError, KeyError, TypeError):
            return None
        return self.record(*magnitudes), Conversion(1.0, 0.0, money)

    def quantity(self, magnitudes: Any, money: str) -> Any:
        """Put the declared units on a record of magnitudes."""
        return self.record(*[slot.quantity(part, money) for slot, part in zip(self.fields, magnitudes)])

    def inside(self, _: Any) -> bool:
        """Return True: the fields were looked at one by one."""
        return True

    def outside(self, _: Any) -> str:
        """Return nothing: a record is never outside as a whole."""
        return ""


class GivenSlot(RecordSlot):
    """A parameter that is prepared data, such as a drive cycle: it goes to the kernel as it is."""

    def __init__(self, name: str, kind: Any) -> None:
        self.name, self.record, self.fields, self.unit = name, kind, (), {}

    def read(self, value: Any) -> tuple[Any, Conversion]:
        """Return the object itself."""
        if not isinstance(value, self.record):
            raise CallError(f"{self.name}={short(value)}. Expected {self.record.expected}.")
        return value, Conversion(1.0, 0.0, getattr(value, "money", ""))


def _slot(owner: str, name: str, annotation: Any) -> Any:
    """Return the slot of a parameter: a quantity, a record of quantities, or prepared data."""
    if hasattr(annotation, "_fields"):
        return RecordSlot(owner, name, annotation)
    return GivenSlot(name, annotation) if hasattr(annotation, "expected") else Slot(owner, name, annotation)


class Door(Generic[P, R]):
    """A model function that takes and gives quantities; ``kernel`` is the plain function, ``units`` what it takes."""

    __name__: str

    def __init__(self, kernel: Callable[P, R]) -> None:
        functools.update_wrapper(self, kernel)
        self.kernel: Kernel = kernel
        self.__signature__ = inspect.signature(kernel)
        hints = typing.get_type_hints(kernel, include_extras=True)
        parameters = self.__signature__.parameters.values()
        self._owner = kernel.__name__
        self._slots = tuple(_slot(self._owner, p.name, hints.get(p.name)) for p in parameters)
        self._names = tuple(slot.name for slot in self._slots)
        self._positional = sum(p.kind is not p.KEYWORD_ONLY for p in parameters)
        self._named = self._names[self._positional :]
        self._unnamed = -1 if self._named else self._positional
        self._hot = tuple((slot.known, slot.low, slot.high, slot.inside) for slot in self._slots)
        self._result, self._results = _results(self._owner, hints.get("return"))
        self.units: dict[str, Any] = {slot.name: slot.unit for slot in self._slots}
        self.units["return"] = {s.name: s.unit for s in self._results} if self._results else self._result.unit

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        values = args if len(args) == self._unnamed and not kwargs else self._in_order(args, kwargs)
        magnitudes, money = self._read(values)
        try:
            if self._named:
                k = self._positional
                answer = self.kernel(*magnitudes[:k], **dict(zip(self._named, magnitudes[k:])))
            else:
                answer = self.kernel(*magnitudes)
        except ValueError:
            self._check_shapes(magnitudes)
            raise
        if self._results:
            return cast(R, type(answer)(*[slot.quantity(part, money) for slot, part in zip(self._results, answer)]))
        return cast(R, self._result.quantity(answer, money))

    def _in_order(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """Return the arguments in the order of the signature."""
        taken = len(args)
        if taken <= self._positional and taken + len(kwargs) == len(self._names):
            try:
                return (*args, *[kwargs[name] for name in self._names[taken:]])
            except KeyError:
                pass
        self._refuse_call(taken, kwargs)

    def _read(self, values: tuple[Any, ...]) -> tuple[list[Any], str]:
        """Return every magnitude in its declared unit, and the money that all of them share.

        This is the path of the usual call: whatever is not a quantity in a known unit, within bounds, with one money
        goes to ``_read_all``, which says why.
        """
        magnitudes: list[Any] = []
        money = ""
        try:
            for (known, low, high, inside), value in zip(self._hot, values):
                scale, offset, this_money = known[tuple(value.unit_items())]
                magnitude = value.magnitude
                if scale != 1.0 or offset:
                    magnitude = magnitude * scale + offset if offset else magnitude * scale
                if this_money:
                    if money and money != this_money:
                        return self._read_all(values)
                    money = this_money
                if not (low <= magnitude <= high if type(magnitude) is float else inside(magnitude)):
                    return self._read_all(values)
                magnitudes.append(magnitude)
        except (AttributeError, KeyError, TypeError):
            return self._read_all(values)
        return magnitudes, money

    def _read_all(self, values: tuple[Any, ...]) -> tuple[list[Any], str]:
        """Read every argument once more, slowly, and refuse all the wrong ones together."""
        magnitudes, errors, moneys = [], [], dict[str, str]()
        for slot, value in zip(self._slots, values):
            try:
                magnitude, conversion = slot.read(value)
                magnitudes.append(magnitude)
            except SsbError as error:
                errors.append(type(error)(_named(slot.name, error)))
                continue
            if conversion.money:
                moneys.setdefault(conversion.money, slot.name)
            if not slot.inside(magnitude):
                errors.append(DomainError(slot.outside(magnitude)))
        if len(moneys) > 1:
            errors.append(_mixed(self.units, moneys))
        if errors:
            lines = [line for error in errors for line in str(error).splitlines()]  # a record's fields have one each
            raise type(errors[0])("\n".join(f"{self._owner}: {line}" for line in lines))
        return magnitudes, next(iter(moneys), "")

    def _check_shapes(self, magnitudes: list[Any]) -> None:
        """Refuse shapes that do not broadcast."""
        plain = [type(slot) is Slot for slot in self._slots]
        shapes = [np.shape(magnitude) if asked else () for magnitude, asked in zip(magnitudes, plain)]
        try:
            np.broadcast_shapes(*shapes)
        except ValueError:
            told = " but ".join(f"{name} is of shape {shape}" for name, shape in zip(self._names, shapes) if shape)
            raise ShapeError(f"{self._owner}: {told}. Expected lengths that are equal or 1, axis by axis.") from None

    def _refuse_call(self, taken: int, kwargs: dict[str, Any]) -> NoReturn:
        """Say which arguments are missing, unknown or given twice."""
        names = self._names
        told = [f"{n!r} is not a parameter.{did_you_mean(n, names)}" for n in kwargs if n not in names]
        told += [f"{n!r} is given twice." for n in names[:taken] if n in kwargs]
        told += [f"{n!r} is missing." for n in names[taken:] if n not in kwargs]
        if taken > self._positional:
            told.append(f"{taken} positional arguments. Expected at most {self._positional}.")
        raise CallError("\n".join(f"{self._owner}: {line}" for line in told) + f"\nWrite {self._call()}.")

    def _call(self) -> str:
        """Return the call as one would write it."""
        return f"{self._owner}({', '.join([*self._names[: self._positional], *(f'{n}=...' for n in self._named)])})"

    def __repr__(self) -> str:
        units = ", ".join(
            name if isinstance(unit, dict) else f"{name} [{unit or '1'}]"
            for name, unit in self.units.items()
            if name != "return"
        )
        return f"<door {self._owner}({units}) -> [{self.units['return'] or '1'}]>"

    def __reduce__(self) -> str:
        # Doors pickle as functions do: by name.
        return self._owner


class RelatedDoor(Door[P, R]):
    """A door that also keeps one argument at or below another, case by case."""

    def __init__(self, kernel: Callable[P, R], relation: str) -> None:
        super().__init__(kernel)
        self.relation = relation
        low, high = relation.split(" <= ")
        self._low, self._high = self._names.index(low), self._names.index(high)

    def _read(self, values: tuple[Any, ...]) -> tuple[list[Any], str]:
        magnitudes, money = super()._read(values)
        low, high = magnitudes[self._low], magnitudes[self._high]
        if not (isinstance(low, float) and isinstance(high, float) and low <= high):
            self._check_shapes(magnitudes)
            self._check_relation(low, high, money)
        return magnitudes, money

    def _check_relation(self, low: Any, high: Any, money: str) -> None:
        """Refuse the first case that breaks the relation; arrays not yet computed pass."""
        if all(isinstance(magnitude, (np.ndarray, np.generic, float)) for magnitude in (low, high)):
            low, high = np.broadcast_arrays(low, high)
            # equal values may come in two units, or in single precision, and differ in the last digit
            if (over := low > high * (1 + 1e-6)).any():
                names, unit = self.relation.split(" <= "), self._slots[self._low].unit.replace("money", money)
                told = f"{names[0]}={float(low[over][0])!r} and {names[1]}={float(high[over][0])!r} {unit}".strip()
                raise DomainError(f"{self._owner}: {told}. Expected {self.relation}.")


def door(kernel: Callable[P, R]) -> Door[P, R]:
    """Give a kernel its strict public door; a parameter without a declared unit fails at import."""
    return Door(kernel)


def door_where(relation: str) -> Callable[[Callable[P, R]], Door[P, R]]:
    """Give a kernel a door that also asks for a relation of two arguments, such as ``"floor <= start_cost"``."""

    def related(kernel: Callable[P, R]) -> Door[P, R]:
        return RelatedDoor(kernel, relation)

    return related


class CheckedDoor(Door[P, R]):
    """A door that lets a function look at the plain arguments together, which raises where they do not fit."""

    def __init__(self, kernel: Callable[P, R], check: Callable[..., None]) -> None:
        super().__init__(kernel)
        self.check = check

    def _read(self, values: tuple[Any, ...]) -> tuple[list[Any], str]:
        magnitudes, money = super()._read(values)
        k = self._positional
        try:
            self.check(*magnitudes[:k], **dict(zip(self._named, magnitudes[k:])))
        except SsbError as error:
            raise type(error)(f"{self._owner}: {error}") from None
        return magnitudes, money


def door_after(check: Callable[..., None]) -> Callable[[Callable[P, R]], Door[P, R]]:
    """Give a kernel a door that opens after a check of all arguments together, in house units."""

    def checked(kernel: Callable[P, R]) -> Door[P, R]:
        return CheckedDoor(kernel, check)

    return checked


def _results(owner: str, annotation: Any) -> tuple[Slot, tuple[Slot, ...]]:
    """Return the slot of a single result, or those of a NamedTuple's fields."""
    if hasattr(annotation, "_fields"):
        hints = typing.get_type_hints(annotation, include_extras=True)
        slots = tuple(Slot(owner, name, hints[name]) for name in annotation._fields)
        return slots[0], slots
    return Slot(owner, "return", annotation), ()


def _named(name: str, error: SsbError) -> str:
    text = str(error)
    return text if text.startswith((f"{name}=", f"{name} ", f"{name}.")) else f"{name}: {text}"


def _mixed(units: dict[str, Any], moneys: dict[str, str]) -> MoneyError:
    """Return the error that says which arguments are in which money."""
    said = [f"{name} is in {_unit_in(units[name], money)}" for money, name in moneys.items()]
    return MoneyError(f"{' but '.join(said)}. Convert one of them first: exchange(..., rates=...).")


def _unit_in(unit: Any, money: str) -> str:
    """Return a unit in a money; a record holds many, so the money alone tells."""
    return unit.replace("money", money) if isinstance(unit, str) else money
