"""An interval holds the numbers between its ends, open or missing as they are."""

import math

import pytest
from hypothesis import given, strategies as st

from ssbmodel.core.interval import FINITE, POSITIVE, Interval

each = pytest.mark.parametrize
ends = st.floats(-5, 5) | st.none()
intervals = st.builds(Interval.of, ends, ends, st.booleans(), st.booleans())


@given(intervals, intervals, st.floats(-6, 6))
def test_what_is_in_both_is_in_their_intersection(one: Interval, other: Interval, value: float) -> None:
    assert (value in one & other) == (value in one and value in other)


@given(intervals, st.floats(-6, 6))
def test_an_empty_interval_holds_nothing(one: Interval, value: float) -> None:
    assert not (one.empty and value in one)


@each("value", [math.inf, -math.inf, math.nan])
def test_no_interval_holds_what_is_not_finite(value: float) -> None:
    assert value not in FINITE


@each(
    ("interval", "inside", "outside"),
    [
        (POSITIVE, 5e-324, 0.0),
        (Interval.of(None, 2, high_open=True), math.nextafter(2, 0), 2),
        (Interval.of(1, 2), 2, math.nextafter(2, 3)),
    ],
)
def test_an_open_end_excludes_its_value_alone(interval: Interval, inside: float, outside: float) -> None:
    assert inside in interval
    assert outside not in interval


@each(("interval", "empty"), [(Interval(1, 1), False), (Interval(1, 1, low_open=True), True), (Interval(2, 1), True)])
def test_it_knows_whether_anything_is_in_it(interval: Interval, empty: bool) -> None:
    assert interval.empty is empty
