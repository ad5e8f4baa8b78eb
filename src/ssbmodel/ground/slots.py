"""What a door declares of each argument and result: its name, unit and bounds, alone or in the fields of a record."""

import typing
from typing import Any

import numpy as np

from .errors import CallError, DomainError, MoneyError, SsbError, UnitError, short
from .quantities import FINITE, declared
from .spelling import read_quantity, write_unit
from .units import Conversion, adopt, container, converter, registry


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
        self.fields: tuple[Any, ...] = tuple(slot_of(owner, field, hints[field]) for field in record._fields)
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
                errors.append(type(error)(told_of(slot.name, error)))
                continue
            if conversion.money:
                moneys.setdefault(conversion.money, slot.name)
            if not slot.inside(magnitude):
                errors.append(DomainError(slot.outside(magnitude)))
        if len(moneys) > 1:
            errors.append(mixed_money(self.unit, moneys))
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


def slot_of(owner: str, name: str, annotation: Any) -> Any:
    """Return the slot of a parameter: a quantity, a record of quantities, or prepared data."""
    if hasattr(annotation, "_fields"):
        return RecordSlot(owner, name, annotation)
    return GivenSlot(name, annotation) if hasattr(annotation, "expected") else Slot(owner, name, annotation)


def result_slots(owner: str, annotation: Any) -> tuple[Slot, tuple[Slot, ...]]:
    """Return the slot of a single result, or those of a NamedTuple's fields."""
    if hasattr(annotation, "_fields"):
        hints = typing.get_type_hints(annotation, include_extras=True)
        slots = tuple(Slot(owner, name, hints[name]) for name in annotation._fields)
        return slots[0], slots
    return Slot(owner, "return", annotation), ()


def told_of(name: str, error: SsbError) -> str:
    """Return an argument's problem with its name in front."""
    text = str(error)
    return text if text.startswith((f"{name}=", f"{name} ", f"{name}.")) else f"{name}: {text}"


def mixed_money(units: dict[str, Any], moneys: dict[str, str]) -> MoneyError:
    """Return the error that says which arguments are in which money."""
    said = [f"{name} is in {_unit_in(units[name], money)}" for money, name in moneys.items()]
    return MoneyError(f"{' but '.join(said)}. Convert one of them first: exchange(..., rates=...).")


def _unit_in(unit: Any, money: str) -> str:
    """Return a unit in a money; a record holds many, so the money alone tells."""
    return unit.replace("money", money) if isinstance(unit, str) else money


def plain_record(record: Any) -> Any:
    """Return a record of quantities as one of plain arrays in house units, as kernels take it.

    Raises
    ------
    SsbError
        If a field has no unit, the wrong one, or lies outside its bounds.
    """
    return RecordSlot("plain_record", "record", type(record)).read(record)[0]
