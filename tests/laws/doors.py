"""Every public model function, and what the laws feed it: drawn from its declared units and bounds alone."""

import importlib
import math
import pkgutil
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import ssbmodel
from ssbmodel.ground.door import Door, RelatedDoor
from ssbmodel.ground.quantities import Between, declared
from ssbmodel.ground.spelling import SPELLINGS, is_money, read_unit, write_unit
from ssbmodel.ground.units import registry

Function = Door[..., Any]
Values = dict[str, Any]
# Values an engineer would meet, per declared unit; everything else lies between 0.05 and 10,000.
EXTENT = {"": (-0.9, 30.0), "K": (220.0, 330.0)}
USUAL = (0.05, 1e4)
MONEYS = ("CNY", "CNY_2025", "USD_2024")
SCALARS: st.SearchStrategy[tuple[int, ...]] = st.just(())


def _found() -> dict[str, Function]:
    names = [m.name for m in pkgutil.walk_packages(ssbmodel.__path__, f"{ssbmodel.__name__}.") if ".models." in m.name]
    modules = [importlib.import_module(name) for name in names]
    return {
        name: value
        for module in modules
        for name, value in sorted(vars(module).items())
        if isinstance(value, Door) and value.__module__ == module.__name__
    }


EVERY = _found()
# Drive cycles and records of quantities cannot be drawn from units and bounds; their functions have laws of their own.
DOORS = {
    name: function
    for name, function in EVERY.items()
    if not any(isinstance(unit, dict) for key, unit in function.units.items() if key != "return")
}
each_door: Callable[..., Any] = pytest.mark.parametrize("function", DOORS.values(), ids=DOORS)


def inputs(function: Function) -> dict[str, str]:
    """Return the names of the parameters with their declared units."""
    return {name: unit for name, unit in function.units.items() if name != "return"}


def results(function: Function) -> dict[str, str]:
    """Return the names of the results with their declared units; a sole result bears the function's name."""
    answer = function.units["return"]
    return answer if isinstance(answer, dict) else {function.__name__: answer}


def parts(function: Function, answer: Any) -> Values:
    """Return the results of a call, of kernel or door, by name."""
    return (
        dict(zip(results(function), answer))
        if isinstance(function.units["return"], dict)
        else {function.__name__: answer}
    )


def _bounds(function: Function) -> dict[str, Between]:
    hints = typing.get_type_hints(function.kernel, include_extras=True)
    return {name: (declared(hints[name]) or ("", Between(0, 1)))[1] for name in inputs(function)}


def usual(unit: str, bounds: Between) -> st.SearchStrategy[float]:
    """Draw values of one parameter: usual ones and the ends of its bounds, where these belong to it."""
    low, high = EXTENT.get(unit, USUAL)
    low, high = max(low, bounds.low), min(high, bounds.high)
    inner = st.floats(low or USUAL[0], high - 1e-3 * abs(high))
    ends = [e for e, is_open in ((bounds.low, bounds.low_open), (bounds.high, bounds.high_open)) if not is_open]
    return st.one_of(inner, *[st.just(float(end)) for end in ends if math.isfinite(end)])


@st.composite
def cases(draw: Any, function: Function, shapes: st.SearchStrategy[tuple[int, ...]] = SCALARS) -> Values:
    """Draw one value, or one array, for each parameter; a declared relation holds."""
    values: Values = {}
    for name, bounds in _bounds(function).items():
        elements = usual(inputs(function)[name], bounds)
        shape = draw(shapes)
        values[name] = draw(hnp.arrays(float, shape, elements=elements)) if shape else draw(elements)
    if isinstance(function, RelatedDoor):
        low, high = function.relation.split(" <= ")
        least, most = np.min(values[high]), np.max(values[low])
        if most > least:
            values[low] = values[low] * (least / most)
    return values


def slack(function: Function, values: Values) -> Values:
    """Return how far the last digits of the inputs move each result: no computed answer can be closer than that."""
    base = parts(function, function.kernel(**values))
    moved = dict.fromkeys(base, 0.0)
    for name, value in values.items():
        near = parts(function, function.kernel(**{**values, name: value * (1 - 1e-6)}))
        # a temperature passes through scales whose zero lies up to 255 K away, and loses the digits of the sum
        lost = 1 + 255 / np.abs(value) if inputs(function)[name] == "K" else 1.0
        moved = {key: moved[key] + lost * np.abs(near[key] - base[key]) / 1e-6 for key in base}
    return {key: 8 * np.finfo(float).eps * value for key, value in moved.items()}


@cache
def _kinds() -> dict[Any, list[str]]:
    """Return the spelled units by dimension; offset units and differences of temperature stand apart."""
    kinds: dict[Any, list[str]] = {}
    for name in dict.fromkeys(SPELLINGS.values()):
        if not is_money(name) and "degree" not in name:
            kinds.setdefault(registry().Quantity(1.0, name).dimensionality, []).append(name)
    return kinds


@st.composite
def compatible(draw: Any, unit: str, money: str) -> str:
    """Draw a unit of the same kind as a declared one, in a given money."""
    if unit == "K":
        return draw(st.sampled_from(["K", "degC", "degF"]))  # type: ignore[no-any-return]
    if unit == "":
        return draw(st.sampled_from(["", "%", "year", "month"]))  # type: ignore[no-any-return]
    drawn = []
    for name, power in read_unit(unit.replace("money", money)):
        kind = [name] if is_money(name) else _kinds()[registry().Quantity(1.0, name).dimensionality]
        drawn.append((draw(st.sampled_from(kind)), power))
    return write_unit(drawn)
