"""Reads what a user states of a name: a quantity, text, a number, a list, a distribution or a whole assumption."""

import math
from typing import Any

import numpy as np

from ..ground.errors import SsbError, StudyError, UnitError, short
from ..ground.records import SpreadSpec
from ..ground.spelling import write_unit
from ..ground.units import Q, converter
from .assumption import Assumption
from .labelled import Labelled
from .terms import near, term, unit_of

GIVEN = "Given by the user."
_PLACES = 9  # of a temperature in degrees Celsius, which is kept in kelvin


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
    value, axes = _unlabelled(value)
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
        if wanted or value is None:
            raise UnitError(f"{name}={short(value)} has no unit. Expected {wanted or '1'}; write {_as(name, value)}.")
        try:
            quantity = Q(value, "")
        except SsbError as error:
            raise StudyError(f"{name}={short(value)}. {error}") from None
    unit = write_unit(tuple(quantity.unit_items()))
    _check(name, unit, value)
    magnitude, unit = _in_celsius(name, np.asarray(quantity.magnitude, float), unit)
    return Assumption(name=name, unit=unit, value=_plain(magnitude), axes=axes, reason=GIVEN)


def _unlabelled(value: Any) -> tuple[Any, tuple[str, ...]]:
    """Return what an array with named axes holds, and their names: an answer of a study, or an xarray array."""
    axes = getattr(value, "dims", None)
    if not isinstance(axes, tuple):
        return value, ()
    return (value.value if isinstance(value, Labelled) else value.data), axes


def _in_celsius(name: str, magnitude: Any, unit: str) -> tuple[Any, str]:
    """Return a temperature on a scale in degrees Celsius, as one reads it, where that is the same to the last digit."""
    if unit != "K" or not _is_a_temperature(name):
        return magnitude, unit
    zero = float(Q(0, "degC").magnitude)
    with np.errstate(over="ignore"):
        celsius = np.round(magnitude - zero, _PLACES)
    return (celsius, "degC") if np.array_equal(celsius + zero, magnitude) else (magnitude, unit)


def _as(name: str, value: Any) -> str:
    """Return what to write for a name instead of a bare value: a number with its unit, or an example of one."""
    unit = _example(name)
    plain = value if isinstance(value, (list, tuple)) else [value]
    fine = all(isinstance(one, (int, float)) and not isinstance(one, bool) and math.isfinite(one) for one in plain)
    if not (plain and fine):
        return f'{name}="... {unit}"' if unit else f"{name}=... (a number)"
    return f'{name}=Q({short(value)}, "{unit}")' if unit else f"{name}={short(value)}"


def _example(name: str) -> str:
    """Return a unit to write for a name."""
    return "degC" if _is_a_temperature(name) else unit_of(name).replace("money", "CNY_2025")


def _is_a_temperature(name: str) -> bool:
    """Return whether a name is a temperature on a scale, and no difference of two."""
    return unit_of(name) == "K" and name.endswith("_temperature") and name != "activation_temperature"


def _together(name: str, values: Any) -> Any:
    """Return a list of quantities or texts as one quantity, in the unit of the first."""
    read: list[Any] = [Q(v) if isinstance(v, str) else v for v in values]
    if lists := [v for v, one in zip(values, read) if np.ndim(one.magnitude)]:
        raise StudyError(f"{name}: {short(lists[0])} stands in a list. Expected single values; write one list of all.")
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
        written = ""
        if isinstance(value, str) and not unit:
            written = f' Write {name}="{value.strip()} {_example(name)}".'
        wrong = str(error).replace("money", "CNY_2025")
        raise StudyError(f"{name} is {told}. {wrong}{written}") from None
    if wanted == "K" and _is_a_temperature(name) and "delta_" in unit:
        raise StudyError(f'{name}={short(value)} is a difference. Expected a temperature; write {name}="... degC".')
    if wanted == "K" and not _is_a_temperature(name) and "deg" in unit and "delta_" not in unit:
        raise StudyError(f'{name}={short(value)} is a temperature. Expected a difference; write {name}="... K".')
