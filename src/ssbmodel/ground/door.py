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

from .errors import CallError, DomainError, ShapeError, SsbError, did_you_mean
from .quantities import Kernel
from .slots import Slot, mixed_money, result_slots, slot_of, told_of

P = ParamSpec("P")
R = TypeVar("R")


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
        self._slots = tuple(slot_of(self._owner, p.name, hints.get(p.name)) for p in parameters)
        self._names = tuple(slot.name for slot in self._slots)
        self._positional = sum(p.kind is not p.KEYWORD_ONLY for p in parameters)
        self._named = self._names[self._positional :]
        self._unnamed = -1 if self._named else self._positional
        self._hot = tuple((slot.known, slot.low, slot.high, slot.inside) for slot in self._slots)
        self._result, self._results = result_slots(self._owner, hints.get("return"))
        self.record = hints["return"] if self._results else None
        self.units: dict[str, Any] = {slot.name: slot.unit for slot in self._slots}
        self.units["return"] = {s.name: s.unit for s in self._results} if self._results else self._result.unit

    @property
    def slots(self) -> tuple[Any, ...]:
        """What is declared of each argument, in order."""
        return self._slots

    @property
    def results(self) -> tuple[Slot, ...]:
        """What is declared of each result: the fields of a record, or the one value under the function's name."""
        return self._results

    @property
    def result(self) -> Slot:
        """What is declared of a single result."""
        return self._result

    @property
    def named(self) -> tuple[str, ...]:
        """The arguments that are given by name alone."""
        return self._named

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
                errors.append(type(error)(told_of(slot.name, error)))
                continue
            if conversion.money:
                moneys.setdefault(conversion.money, slot.name)
            if not slot.inside(magnitude):
                errors.append(DomainError(slot.outside(magnitude)))
        if len(moneys) > 1:
            errors.append(mixed_money(self.units, moneys))
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
