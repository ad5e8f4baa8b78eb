"""Reads what a user states of a name: a quantity, text, a number, a list, a distribution or a whole assumption."""

from typing import Any

import numpy as np

from ..ground.errors import SsbError, StudyError, UnitError, short
from ..ground.records import SpreadSpec
from ..ground.spelling import write_unit
from ..ground.units import Q, converter
from .assumption import Assumption
from .terms import near, term, unit_of

GIVEN = "Given by the user."


def assumed(name: str, value: Any) -> Assumption:
    """Return what is stated of a name as an assumption; a value handed over alone has neither figure nor source.

    Raises
    ------
    StudyError
        If there is no such name, or the value has no unit or one of another kind.

    Examples
    --------
    >>> print(assumed("rated_energy", "100 kWh"))
    rated_energy = 100 kWh [assumed: Given by the user.]
    """
    if term(name) is None:
        raise StudyError(f"{name!r} is no name.{near(name)}")
    if isinstance(value, Assumption):
        if value.name != name:
            raise StudyError(f"{name}={short(value)} is an assumption about {value.name!r}. Give it under its name.")
        _check(name, value.unit, value)
        return value
    if isinstance(value, SpreadSpec):
        unit = str(getattr(value, "unit", ""))
        _check(name, unit, value)
        spread = SpreadSpec(**{value.kind: getattr(value, value.kind)})
        return Assumption(name=name, unit=unit, spread=spread, reason=GIVEN)
    return _valued(name, value)


def _valued(name: str, value: Any) -> Assumption:
    wanted = unit_of(name)
    if (
        isinstance(value, (list, tuple))
        and value
        and all(isinstance(v, str) or hasattr(v, "unit_items") for v in value)
    ):
        value = _together(name, value)
    try:
        quantity: Any = Q(value) if isinstance(value, str) else value
    except SsbError as error:
        raise StudyError(f"{name}={short(value)}. {error}") from None
    if not hasattr(quantity, "unit_items"):
        if wanted:
            told = wanted.replace("money", "CNY_2025")
            raise UnitError(
                f'{name}={short(value)} has no unit. Expected {wanted}; write {name}=Q({short(value)}, "{told}").'
            )
        quantity = Q(value, "")
    axes = tuple(getattr(quantity, "dims", ()))
    quantity = getattr(quantity, "value", quantity)
    unit = write_unit(tuple(quantity.unit_items()))
    _check(name, unit, value)
    magnitude = np.asarray(quantity.magnitude, float)
    return Assumption(name=name, unit=unit, value=_plain(magnitude), axes=axes, reason=GIVEN)


def _together(name: str, values: Any) -> Any:
    """Return a list of quantities or texts as one quantity, in the unit of the first."""
    read: list[Any] = [Q(v) if isinstance(v, str) else v for v in values]
    unit = write_unit(tuple(read[0].unit_items()))
    try:
        return Q([float(Q(one, unit).magnitude) for one in read], unit)
    except SsbError as error:
        raise StudyError(f"{name}={short(values)}. {error}") from None


def _plain(magnitude: Any) -> Any:
    """Return an array as nested tuples, a number as a float."""
    return float(magnitude) if magnitude.ndim == 0 else tuple(_plain(row) for row in magnitude)


def _check(name: str, unit: str, value: Any) -> None:
    """Refuse a unit of another kind than the name's."""
    if not unit and isinstance(value, Assumption) and value.rests_on:
        return
    wanted = unit_of(name)
    try:
        converter(wanted).conversion(tuple(Q(1.0, unit).unit_items()))  # type: ignore[attr-defined]
    except SsbError as error:
        told = f"in {unit}" if unit else "a plain ratio"
        raise StudyError(f"{name} is {told}. {error}") from None
