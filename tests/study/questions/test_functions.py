"""A model function is asked as a study of this one node would be: lists, records and prepared objects included."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import (
    CallError,
    Distribution,
    DomainError,
    MoneyError,
    Q,
    ShapeError,
    UnitError,
    annual_decline,
    car_with_pack,
    driving_range,
    elasticities,
    limited_curve,
    propagate,
    range_with_pack,
    solve,
    tornado,
)
from ssbmodel.study.questions.asked import question

from ...models.cars import cycle, reference_car

CONSUMED = Distribution(triangular=(130, 150, 180), unit="Wh/km")
INPUTS: dict[str, Any] = {"usable_energy": "85 kWh", "battery_consumption": CONSUMED, "capacity_retention": "0.9"}


def test_a_list_opens_an_axis_of_its_name() -> None:
    spread = propagate(driving_range, {**INPUTS, "usable_energy": Q([80, 90], "kWh")}, n=1024)
    alone = propagate(driving_range, {**INPUTS, "usable_energy": "90 kWh"}, n=1024)
    assert list(spread) == ["driving_range[usable_energy=80000 Wh]", "driving_range[usable_energy=90000 Wh]"]
    assert spread["driving_range"].sel(usable_energy="90 kWh").median == alone["driving_range"].median
    slopes = elasticities(driving_range, {**INPUTS, "usable_energy": Q([80, 90], "kWh")})
    assert_allclose(slopes.values, -1)


def test_a_record_is_given_whole_or_field_by_field() -> None:
    car = reference_car()
    mass = Distribution(uniform=(400, 600), unit="kg")
    whole = {"car": car, "pack_mass": mass, "mass_multiplier": Q(1.4, "")}
    by_field = {**car._asdict(), "pack_mass": mass, "mass_multiplier": Q(1.4, "")}
    one, other = (propagate(car_with_pack, inputs, n=1024) for inputs in (whole, by_field))
    assert_allclose(one["resulting_mass"].draws.magnitude, other["resulting_mass"].draws.magnitude, rtol=0)
    assert_allclose(one["resulting_mass"].mean.m_as("kg"), car.mass.m_as("kg") + 1.4 * 500, rtol=1e-6)
    drawn = propagate(car_with_pack, {**by_field, "mass": Distribution(uniform=(1000, 1200), unit="kg")}, n=64)
    assert drawn["resulting_mass"].least < one["resulting_mass"].least


def test_a_prepared_object_goes_to_the_function_as_it_is() -> None:
    inputs = {
        "cycle": cycle("WLTC"), "car": reference_car(), "rated_energy": Distribution(uniform=(80, 120), unit="kWh"),
        "usable_share": Q(0.9, ""), "pack_specific_energy": "250 Wh/kg", "mass_multiplier": Q(1.4, ""),
    }  # fmt: skip
    spread = propagate(range_with_pack, inputs, n=256)["range_with_pack"]
    straight = range_with_pack(**{**inputs, "rated_energy": Q(100, "kWh")})
    (bar,) = tornado(range_with_pack, inputs).bars
    assert_allclose(bar.answer_reference.m_as("km"), straight.m_as("km"), rtol=1e-12)
    assert spread.least < straight < spread.greatest


def test_central_values_are_medians() -> None:
    assert question(driving_range, INPUTS).reference() == {"battery_consumption": CONSUMED.percentiles()[1]}
    (bar,) = tornado(driving_range, INPUTS).bars
    assert_allclose(bar.reference.m_as("Wh/km"), 180 - np.sqrt(50 * 30 / 2), rtol=1e-12)


@pytest.mark.parametrize(
    ("function", "inputs", "error", "told"),
    [
        (driving_range, {**INPUTS, "usable_energy": Q([[80, 90]], "kWh")}, ShapeError, "Expected a number, or a list"),
        (driving_range, {**INPUTS, "usable_energy": Q([], "kWh")}, ShapeError, "or a list of at least one"),
        (driving_range, {**INPUTS, "capacity_retention": 0.9}, UnitError, r'ratio; write Q\(0\.9, ""\)'),
        (driving_range, {**INPUTS, "usable_energi": "1 kWh"}, CallError, "Did you mean 'usable_energy'"),
        (driving_range, {"usable_energy": "85 kWh"}, CallError, "'battery_consumption' is missing"),
        (driving_range, 3, CallError, "inputs=3. Expected values by name"),
        (driving_range, {**INPUTS, "capacity_retention": Q(2, "")}, DomainError, "capacity_retention=.*Expected"),
        (car_with_pack, {"car": 3}, CallError, "car=3. Expected a Car, or its fields by name: mass, inertia_factor"),
        (limited_curve, {}, CallError, "'state_of_charge' stands in two of its records. Ask a function of your own"),
        (
            annual_decline,
            {"start_cost": "3 USD_2022/kWh", "end_cost": "4 CNY_2025/kWh", "steps": Q(5, "")},
            MoneyError,
            "start_cost is in USD_2022 but end_cost is in CNY_2025. Convert one of them first",
        ),
    ],
)
def test_what_cannot_be_asked_of_a_function_is_told(function: Any, inputs: Any, error: Any, told: str) -> None:
    with pytest.raises(error, match=told):
        propagate(function, inputs, n=64)


def test_advice_on_a_ratio_without_a_unit_can_be_followed() -> None:
    asked: dict[str, Any] = {
        "for_": "capacity_retention", "inputs": {"usable_energy": "85 kWh", "battery_consumption": "150 Wh/km"},
    }  # fmt: skip
    with pytest.raises(UnitError, match=r'capacity_retention=0\.1 has no unit.*write Q\(0\.1, ""\)'):
        solve(driving_range, {"driving_range": "510 km"}, bounds=(0.1, 1), **asked)
    found = solve(driving_range, {"driving_range": "510 km"}, bounds=(Q(0.1, ""), Q(1, "")), **asked)
    assert_allclose(found.value.magnitude, 0.9, rtol=1e-12)
