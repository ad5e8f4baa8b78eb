"""Numbers and arrays together: sums, products and shapes, without work where there is none."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from ssbmodel.ground.arrays import product, together, total

ARRAY = np.array([1.0, 2.0])


def test_numbers_alone_stay_a_number() -> None:
    assert total(1.0, 2, 0.5) == 3.5
    assert product(2.0, 3, 0.5) == 3.0
    assert isinstance(total(), float)


def test_an_array_is_not_touched_by_what_changes_nothing() -> None:
    assert total(0.0, ARRAY) is ARRAY
    assert product(ARRAY, 2.0, 0.5) is ARRAY


def test_the_order_of_numbers_and_arrays_does_not_matter() -> None:
    assert_array_equal(total(1.0, ARRAY, 2.0, ARRAY), [5.0, 7.0])
    assert_array_equal(product(ARRAY, 2.0, ARRAY, 3.0), [6.0, 24.0])


def test_nothing_of_something_is_nothing() -> None:
    assert product(ARRAY, 0.0, ARRAY) == 0.0


def test_inputs_stay_as_they_were() -> None:
    before = ARRAY.copy()
    total(ARRAY, 1.0, ARRAY)
    product(ARRAY, 2.0, ARRAY)
    assert_array_equal(ARRAY, before)


def test_values_come_in_the_shape_they_broadcast_to() -> None:
    found = together(np.ones((3, 1)), np.arange(4.0), 2.0)
    assert [value.shape for value in found] == [(3, 4)] * 3
    assert_array_equal(found[1][2], np.arange(4.0))
    assert float(found[2].min()) == float(found[2].max()) == 2.0


def test_what_has_one_shape_is_handed_back() -> None:
    assert together(1.0, 2.0) == (1.0, 2.0)
    assert together(ARRAY, ARRAY)[1] is ARRAY


def test_a_repeated_number_cannot_be_written_to() -> None:
    _, repeated = together(ARRAY, 2.0)
    with pytest.raises(ValueError, match="read-only"):
        repeated[0] = 1.0


def test_arrays_of_another_library_are_spread_by_arithmetic() -> None:
    strict = pytest.importorskip("array_api_strict")
    found = together(strict.ones((2,)), 3.0)
    assert [float(value) for value in found[1]] == [3.0, 3.0]
