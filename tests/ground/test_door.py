"""The door of a model function: what it takes and gives, and how it is made."""

import inspect
import pickle
from typing import Any, cast

import numpy as np
import pint
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from ssbmodel import DomainError, Q, ShapeError, driving_range, pack_cost
from ssbmodel.ground.door import Door, RelatedDoor, door, door_where
from ssbmodel.ground.quantities import Energy, UnitCost
from ssbmodel.ground.units import registry

from .toys import EXACT, FOREIGN, OFFSET_FREE, Split, net_cost, refusal, split, steps_left, warmer

each = pytest.mark.parametrize


@door_where("kept <= had")
def sold(kept: Energy, had: Energy) -> Energy:
    """Return what is gone."""
    return had - kept


class Lazy:
    """An array that cannot say what it holds."""

    dtype, shape, ndim, size = np.dtype(float), (2,), 1, 2

    def __array_namespace__(self) -> None: ...

    def __sub__(self, other: Any) -> "Lazy":
        return self


# what a door takes and gives


def test_quantities_in_any_fitting_unit_give_a_quantity_in_the_declared_one() -> None:
    answer = driving_range(Q(540, "MJ"), Q(16, "kWh/km") / 100, capacity_retention=Q(90, "%"))
    assert str(answer.units) == "kilometer"
    assert_allclose(answer.magnitude, 843.75, rtol=1e-15)


def test_text_is_taken_at_the_prompt() -> None:
    answer = pack_cost("100 kWh", "1.9 yuan/Wh")  # type: ignore[arg-type]
    assert (answer.magnitude, str(answer.units)) == (190000, "CNY")
    assert_allclose(warmer("-20 degC").magnitude, 253.15, rtol=1e-15)  # type: ignore[arg-type]
    assert steps_left("5 years", "50 %").magnitude == 4.5  # type: ignore[arg-type]


def test_arguments_may_be_named() -> None:
    energy, cost = Q(100, "kWh"), Q(2, "USD_2024/kWh")
    assert pack_cost(unit_cost=cost, rated_energy=energy) == pack_cost(energy, cost) == Q(200, "USD_2024")


def test_a_kernel_takes_and_gives_plain_numbers_in_declared_units() -> None:
    assert pack_cost.kernel(100000.0, 1.9) == 190000
    assert pack_cost.units == {"rated_energy": "Wh", "unit_cost": "money/Wh", "return": "money"}


def test_several_results_come_as_the_named_tuple_of_the_kernel() -> None:
    answer = split(Q([1, 2], "kWh"), Q(2, "EUR_2024/kWh"), share=Q(25, "%"))
    assert isinstance(answer, Split)
    assert str(answer.sold.units) == "EUR_2024"
    assert_array_equal(answer.sold.magnitude, [0.5, 1.0])
    assert_array_equal(answer.kept.m_as("kWh"), [0.75, 1.5])
    assert split.units["return"] == {"sold": "money", "kept": "Wh"}
    assert "-> [{'sold': 'money', 'kept': 'Wh'}]" in repr(split)


@each("money", ["CNY", "CNY_2025", "USD_2031", "EUR"])
def test_the_answer_is_in_the_money_of_the_arguments(money: str) -> None:
    answer = net_cost(Q(2, f"{money}/Wh"), credit=Q(5, money), rated_energy=Q(10, "Wh"))
    assert (answer.magnitude, str(answer.units)) == (15, money)


@each("theirs", [FOREIGN, OFFSET_FREE, EXACT])
def test_quantities_of_other_registries_are_taken(theirs: Any) -> None:
    answer = driving_range(theirs("150 kWh"), theirs("160 Wh/km"), capacity_retention=theirs("90 percent"))
    assert answer.units == Q(1, "km").units
    assert_allclose(answer.magnitude, 843.75, rtol=1e-15)
    assert_allclose(warmer(theirs.Quantity(-20, "degC")).magnitude, 253.15, rtol=1e-15)


def test_a_stored_offset_temperature_is_read_into_kelvin() -> None:
    assert_allclose(warmer(Q(-20, "degC").to("degC")).magnitude, 253.15, rtol=1e-15)
    assert_allclose(warmer(Q(300, "K").to("degF")).magnitude, 300, rtol=1e-14)


def test_whole_numbers_of_another_registry_do_not_overflow() -> None:
    theirs: Any = pint.UnitRegistry()
    theirs.define("CNY_2025 = [money]")
    energy = theirs.Quantity(np.array([2_000_000_000], dtype="int32"), "Wh")
    price = theirs.Quantity(np.array([2], dtype="int32"), "CNY_2025/Wh")
    for _ in range(2):  # the second call finds the units known
        assert_array_equal(pack_cost(energy, price).magnitude, [4e9])
    kept = steps_left(FOREIGN.Quantity(np.array([200, 3], dtype="uint8"), ""), FOREIGN.Quantity(-100, ""))
    assert_array_equal(kept.magnitude, [300.0, 103.0])


@each("dtype", ["float32", "float64"])
def test_zero_dimensional_and_empty_arrays_pass_and_keep_their_type(dtype: str) -> None:
    for array in (np.array(2, dtype), np.empty(0, dtype), np.empty((0, 3), dtype), np.arange(6, dtype=dtype)[::2]):
        answer = pack_cost(Q(array, "kWh"), Q(np.array(1, dtype), "CNY/Wh")).magnitude
        assert (answer.dtype, answer.shape) == (np.dtype(dtype), array.shape)


def test_arguments_are_never_changed() -> None:
    array = np.array([1.0, 2.0])
    array.flags.writeable = False
    cost = Q(array, "CNY_2025/Wh")
    assert_array_equal(pack_cost(Q(array, "kWh"), cost).magnitude, [1000.0, 4000.0])
    assert cost.magnitude is array


def test_a_door_looks_like_its_kernel() -> None:
    assert driving_range.__name__ == "driving_range"
    assert (driving_range.__doc__ or "").startswith("Distance a full pack covers")
    assert inspect.signature(driving_range) == inspect.signature(driving_range.kernel)
    told = "<door pack_cost(rated_energy [Wh], unit_cost [money/Wh]) -> [money]>"
    assert repr(pack_cost) == told
    assert pickle.loads(pickle.dumps(pack_cost)) is pack_cost


# relations


@each("shape", [(), (3,)])
def test_a_relation_of_two_arguments_is_kept_in_every_case(shape: tuple[int, ...]) -> None:
    assert_array_equal(sold(Q(np.full(shape, 1.0), "Wh"), Q([3, 1, 2], "Wh")).magnitude, [2, 0, 1])
    told = "sold: kept=2.0 and had=1.0 Wh. Expected kept <= had."
    assert refusal(lambda: sold(Q(np.full(shape, 2.0), "Wh"), Q([3, 1, 2], "Wh")), DomainError) == told


def test_equal_values_in_two_units_keep_a_relation_in_spite_of_rounding() -> None:
    kept, had = Q(700, "CNY_2025/kWh"), Q(0.7, "CNY_2025/Wh")
    assert kept.m_as(had.units) > had.magnitude

    @door_where("floor <= start")
    def above(floor: UnitCost, start: UnitCost) -> UnitCost:
        return cast(Any, start) - floor

    assert_allclose(above(kept, had).magnitude, 0, atol=1e-15)


def test_a_relation_does_not_compute_lazy_arrays_and_refuses_shapes() -> None:
    assert isinstance(sold, RelatedDoor)
    assert sold.relation == "kept <= had"
    lazy = Lazy()
    assert sold(Q(lazy, "Wh"), Q(lazy, "Wh")).magnitude is lazy
    told = "sold: kept is of shape (2,) but had is of shape (3,). Expected lengths that are equal or 1, axis by axis."
    assert refusal(lambda: sold(Q([1, 2], "Wh"), Q([1, 2, 3], "Wh")), ShapeError) == told


# making doors


def test_a_parameter_or_result_without_a_unit_fails_when_the_door_is_made() -> None:
    def bare(rated_energy: float) -> Energy:
        return Q(rated_energy, "Wh")

    def unannotated(rated_energy):  # type: ignore[no-untyped-def]
        return rated_energy

    def open_ended(rated_energy: Energy) -> float:
        return 1.0

    for kernel, name in ((bare, "rated_energy"), (unannotated, "rated_energy"), (open_ended, "return")):
        told = (
            rf"^{kernel.__name__}: {name} declares no unit\. Annotate it with a word of ssbmodel\.ground\.quantities\.$"
        )
        with pytest.raises(TypeError, match=told):
            door(cast(Any, kernel))


def test_a_door_needs_no_more_than_its_kernel_and_the_registry() -> None:
    assert isinstance(warmer, Door)
    assert cast(Any, warmer(Q(300, "K")))._REGISTRY is registry()
