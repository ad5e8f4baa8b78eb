"""The words for quantities: bounds say in floats what they say in print, and any quantity of the library conforms."""

import math
from typing import Annotated, Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from ssbmodel import Q, Quantity
from ssbmodel.ground import quantities
from ssbmodel.ground.arrays import namespace
from ssbmodel.ground.quantities import FINITE, NOT_NEGATIVE, POSITIVE, Between, declared
from ssbmodel.ground.spelling import read_unit

each = pytest.mark.parametrize
WORDS = {name: word for name, word in vars(quantities).items() if declared(word) is not None}
bounds = st.builds(
    lambda low, width, *ends: Between(low, low + width, *ends),
    st.floats(-1e6, 1e6),
    st.floats(1e-3, 1e6),
    st.booleans(),
    st.booleans(),
)


@given(bounds, st.floats(allow_nan=True, allow_infinity=True))
def test_two_comparisons_decide_what_the_bounds_say(bound: Between, value: float) -> None:
    low, high = bound.closed
    above = bound.low < value or (value == bound.low and not bound.low_open)
    below = value < bound.high or (value == bound.high and not bound.high_open)
    assert (low <= value <= high) == (above and below)


@each("bound", [FINITE, NOT_NEGATIVE, POSITIVE, Between(-math.inf, 1)])
@each("value", [math.nan, math.inf, -math.inf])
def test_no_bounds_hold_what_is_not_finite(bound: Between, value: float) -> None:
    low, high = bound.closed
    assert not low <= value <= high


@each(
    ("bound", "printed"),
    [
        (FINITE, "a finite value"),
        (NOT_NEGATIVE, "a finite value >= 0"),
        (POSITIVE, "a finite value > 0"),
        (Between(-math.inf, 1), "a finite value <= 1"),
        (Between(-math.inf, 1, high_open=True), "a finite value < 1"),
        (Between(0, 1), "a value in [0, 1]"),
        (Between(0, 1, low_open=True, high_open=True), "a value in (0, 1)"),
    ],
)
def test_bounds_are_printed_as_one_writes_them(bound: Between, printed: str) -> None:
    assert str(bound) == printed


@each("word", WORDS.values(), ids=WORDS)
def test_a_word_declares_a_unit_that_can_be_read_and_a_span_that_is_not_empty(word: Any) -> None:
    unit, bound = declared(word) or ("", FINITE)
    low, high = bound.closed
    assert read_unit(unit) is not None
    assert low < high


@each("annotation", [float, None, Quantity, "Wh", Annotated[float, 3], list[float]])
def test_anything_else_declares_nothing(annotation: Any) -> None:
    assert declared(annotation) is None


def test_a_word_without_bounds_takes_every_finite_value() -> None:
    assert declared(Annotated[Quantity, "km"]) == ("km", FINITE)


@each("value", [Q(1, "km"), Q([1, 2], "CNY_2025/Wh"), Q("-20 degC")])
def test_what_the_library_makes_conforms_to_its_protocol(value: Any) -> None:
    assert isinstance(value, Quantity)


@each("value", [1.0, "1 km", np.ones(2), None])
def test_bare_numbers_and_text_do_not_conform(value: Any) -> None:
    assert not isinstance(value, Quantity)


def test_the_first_array_with_a_namespace_of_its_own_decides() -> None:
    class Own:
        def __array_namespace__(self) -> str:
            return "own"

    assert namespace(1.0, np.ones(2), Own()) == "own"
    assert namespace(1.0, 2, np.float32(3), np.ones(2)) is np
    assert namespace(Q([1, 2], "km")) is np
