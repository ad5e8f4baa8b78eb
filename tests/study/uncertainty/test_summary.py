"""Summaries add up to the same bits in any grouping, and their bins hold what was counted."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import DomainError, RunError
from ssbmodel.study.uncertainty.summary import Counts, Summary, joined, packed, unpacked

numbers = st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: x if abs(x) > 1e-12 else 0.0)


def summary(block: int, values: Any, keep: bool = False) -> Summary:
    return Summary.of(block, list(np.atleast_2d(np.asarray(values, float))), ["x", "y", "z"], keep=keep)


@given(st.lists(numbers, min_size=1, max_size=50))
def test_every_value_is_counted_in_a_bin_that_holds_it(values: list[float]) -> None:
    array = np.asarray(values)
    lower, upper, counts = Counts.of(array, array.min(), array.max()).bins()
    assert counts.sum() == len(values)
    assert (np.diff(lower[counts > 0]) >= 0).all()
    for low, high, count in zip(lower[counts > 0], upper[counts > 0], counts[counts > 0]):
        inside = (array > low) & (array <= high) if low < 0 else (array >= low) & (array < high)
        assert count == (inside if high > low else array == 0).sum()


def test_a_bin_is_at_most_a_fifth_of_a_per_cent_wide() -> None:
    values = np.geomspace(1e-9, 1e9, 5000)
    lower, upper, counts = Counts.of(np.concatenate([values, -values]), -1e9, 1e9).bins()
    used = counts > 0
    assert (abs(upper - lower)[used] <= 2**-9 * np.maximum(abs(lower), abs(upper))[used]).all()


@given(st.permutations(range(6)), st.integers(1, 5))
def test_any_grouping_of_blocks_gives_the_same_bits(order: list[int], cut: int) -> None:
    rng = np.random.default_rng(3)
    parts = [summary(i, rng.normal(1e6, 1, (3, 40)) * [[1], [-1], [0]]) for i in range(6)]
    straight = joined(parts)
    grouped = joined([parts[i] for i in order[:cut]]) + joined([parts[i] for i in order[cut:]])
    for name, array in packed(straight).items():
        assert np.array_equal(array, packed(grouped)[name]), name


def test_a_block_cannot_be_joined_twice() -> None:
    with pytest.raises(RunError, match=r"block 4 stands in two parts. Join each once"):
        summary(4, [1.0]) + summary(4, [2.0])


@pytest.mark.parametrize("keep", [True, False])
def test_a_written_summary_reads_back(keep: bool) -> None:
    one = summary(0, [[1.0, -2.0, 0.0], [3, 4, 5]], keep) + summary(1, [[7.0], [8]], keep)
    again = unpacked(packed(one))
    assert packed(again).keys() == packed(one).keys()
    assert all(np.array_equal(packed(again)[name], array) for name, array in packed(one).items())


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_answers_that_are_not_finite_are_refused_by_name(bad: float) -> None:
    with pytest.raises(DomainError, match="y is not finite in 1 of the draws of block 3"):
        summary(3, [[1.0, 2.0], [1.0, bad]])


@pytest.mark.parametrize("size", [1, 40, 8192, 20_001])
def test_moments_of_any_number_of_cases_are_numpys(size: int) -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(size=(3, size)) * [[1], [3], [0.1]] + [[0], [2], [100]]
    found = summary(0, values)
    assert_allclose(found.means[0], values.mean(axis=1), rtol=1e-12, atol=1e-12)
    expected = (np.cov(values, bias=True) * size)[np.triu_indices(3)]
    assert_allclose(found.comoments[0], expected, rtol=0, atol=1e-12 * max(size, 1) * 9)


def test_a_mean_of_large_numbers_loses_no_spread() -> None:
    rng = np.random.default_rng(1)
    values = 1e9 + rng.normal(size=(1, 3000))
    parts = joined([summary(i, part) for i, part in enumerate(np.array_split(values, 7, axis=1))])
    sizes, means = parts.sizes, parts.means[:, 0]
    mean = (sizes * means).sum() / sizes.sum()
    total = parts.comoments[:, 0].sum() + (sizes * (means - mean) ** 2).sum()
    # a block's mean is rounded to 1e-7 here, beside a shift of 0.05 between blocks
    assert_allclose(total / 2999, np.var(values - 1e9, ddof=1), rtol=1e-8)
