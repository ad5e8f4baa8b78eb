"""Laws that hold for every public model function whatever it computes, drawn from its units and bounds."""

from typing import Any

import numpy as np
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from ssbmodel import Q
from ssbmodel.ground.spelling import read_unit
from ssbmodel.ground.units import container

from .doors import DOORS, MONEYS, Function, Values, cases, compatible, each_door, inputs, parts, results, slack

# The house units in dimensions that a kernel, holding no conversion, cannot tell apart from others: a length of road is
# no length in a cell, and a litre no cube of either.
HOUSE = {
    "watt_hour": {"energy": 1},
    "watt": {"energy": 1, "time": -1},
    "hour": {"time": 1},
    "ampere": {"current": 1},
    "volt": {"energy": 1, "time": -1, "current": -1},
    "ohm": {"energy": 1, "time": -1, "current": -2},
    "kilometer": {"road": 1},
    "meter": {"length": 1},
    "liter": {"volume": 1},
    "kilogram": {"mass": 1},
    "kelvin": {"temperature": 1},
    "money": {"money": 1},
}
DIMENSIONS = sorted({dimension for powers in HOUSE.values() for dimension in powers})
# A power of two changes no digit, so a lawful kernel gives the same digits again; the tolerance is for roots alone.
scales = st.fixed_dictionaries({dimension: st.integers(-20, 20).map(lambda n: 2.0**n) for dimension in DIMENSIONS})
shapes = st.sampled_from([(), (1,), (4,), (3, 1), (3, 4), (1, 4)])


def quantities(function: Function, values: Values, money: str) -> Values:
    """Return values in declared units as quantities."""
    return {name: Q(values[name], unit.replace("money", money)) for name, unit in inputs(function).items()}


def factor(unit: str, scale: dict[str, float]) -> float:
    """Return what one of a unit becomes when the base units are rescaled."""
    powers = [(scale[d], power * p) for name, power in read_unit(unit) for d, p in HOUSE[name].items()]
    return float(np.prod([base**power for base, power in powers]))


def test_there_are_functions_to_hold_to_the_laws() -> None:
    assert {"pack_cost", "driving_range", "cost_after_learning"} <= set(DOORS)


@each_door
@given(data=st.data(), money=st.sampled_from(MONEYS))
def test_the_answer_does_not_depend_on_the_units_it_was_asked_in(function: Function, data: Any, money: str) -> None:
    values = data.draw(cases(function))
    house = quantities(function, values, money)
    others = {name: data.draw(compatible(unit, money), name) for name, unit in inputs(function).items()}
    asked = {name: quantity.to(container(read_unit(others[name]))) for name, quantity in house.items()}
    answer, other = parts(function, function(**house)), parts(function, function(**asked))
    for name, error in slack(function, values).items():
        assert other[name].units == answer[name].units
        assert_allclose(other[name].magnitude, answer[name].magnitude, rtol=1e-12, atol=error)


@each_door
@given(data=st.data(), scale=scales)
def test_rescaling_the_base_units_rescales_the_answer(function: Function, data: Any, scale: dict[str, float]) -> None:
    values = data.draw(cases(function))
    rescaled = {name: values[name] * factor(unit, scale) for name, unit in inputs(function).items()}
    answer, other = parts(function, function.kernel(**values)), parts(function, function.kernel(**rescaled))
    for name, unit in results(function).items():
        assert_allclose(other[name], answer[name] * factor(unit, scale), rtol=1e-12)


@each_door
@given(data=st.data())
def test_an_array_call_is_one_call_per_element(function: Function, data: Any) -> None:
    values = data.draw(cases(function, shapes))
    answer = parts(function, function(**quantities(function, values, "CNY_2025")))
    spread = dict(zip(values, np.broadcast_arrays(*values.values())))
    shape = np.broadcast_shapes(*[np.shape(value) for value in values.values()])
    for name, quantity in answer.items():
        assert np.shape(quantity.magnitude) == shape
        for place in np.ndindex(shape):
            one = {key: float(value[place]) for key, value in spread.items()}
            single = parts(function, function(**quantities(function, one, "CNY_2025")))[name]
            error = slack(function, one)[name]
            assert_allclose(np.asarray(quantity.magnitude)[place], single.magnitude, rtol=1e-14, atol=error)


@each_door
@given(data=st.data())
def test_the_door_gives_what_the_kernel_gives(function: Function, data: Any) -> None:
    values = data.draw(cases(function, shapes))
    answer = parts(function, function(**quantities(function, values, "EUR_2024")))
    for name, value in parts(function, function.kernel(**values)).items():
        assert_array_equal(answer[name].magnitude, value)
        assert answer[name].units == Q(1, results(function)[name].replace("money", "EUR_2024")).units


@each_door
@given(data=st.data())
def test_every_answer_to_usual_inputs_is_finite(function: Function, data: Any) -> None:
    values = data.draw(cases(function, shapes))
    for value in parts(function, function.kernel(**values)).values():
        assert np.isfinite(value).all()
