"""Draws depend on seed, block and name alone; correlations come out as they were asked for."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from ssbmodel import Distribution, DomainError, propagate
from ssbmodel.study.uncertainty.drawing import sampling
from ssbmodel.study.uncertainty.drawing.sampling import METHODS, copula, shares

each = pytest.mark.parametrize
UNIT = Distribution(uniform=(0, 1), unit="")


@each("method", METHODS)
def test_shares_lie_strictly_inside_and_fill_the_interval_evenly(method: str) -> None:
    for share in shares(method, ["a", "b"], 4096, 1, 0).values():
        assert 0 <= share.min() < 0.01
        assert 0.99 < share.max() < 1
        assert abs(share.mean() - 0.5) < 4 / np.sqrt(12 * 4096)


@each("method", ["latin", "sobol"])
def test_each_stratum_holds_one_share(method: str) -> None:
    for share in shares(method, ["a", "b", "c"], 512, 1, 3).values():
        assert sorted((share * 512).astype(int)) == list(range(512))


@each("bits", range(9))
def test_two_sobol_inputs_put_one_case_in_every_box_of_equal_size(bits: int) -> None:
    one, two = shares("sobol", ["a", "b"], 256, 5, 2).values()
    boxes = (one * 2**bits).astype(int) * 256 + (two * 2 ** (8 - bits)).astype(int)
    assert np.unique(boxes).size == 256


@each("rows", [1, 2, 3, 1000, 5000])
def test_any_number_of_sobol_cases_lies_inside_and_apart(rows: int) -> None:
    for share in shares("sobol", ["a", "b", "c"], rows, 5, 2).values():
        assert ((share > 0) & (share < 1)).all()
        assert np.unique(share).size == rows


def test_sobol_points_are_scipys_before_they_are_scrambled() -> None:
    made = sampling._combined(sampling._directions(20, 9), np.zeros((20, 1), np.int64)) / 2.0**52
    known = stats.qmc.Sobol(20, scramble=False).random(512)
    assert sorted(map(tuple, made.T)) == sorted(map(tuple, known))


@each("method", ["random", "latin"])
def test_another_input_changes_no_others_draws(method: str) -> None:
    few, many = shares(method, ["a", "c"], 100, 7, 2), shares(method, ["a", "b", "c"], 100, 7, 2)
    assert all(np.array_equal(few[name], many[name]) for name in few)


@each("method", METHODS)
def test_blocks_and_seeds_differ_and_calls_do_not(method: str) -> None:
    one, again = (shares(method, ["a"], 64, 5, 1)["a"] for _ in range(2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, shares(method, ["a"], 64, 5, 2)["a"])
    assert not np.array_equal(one, shares(method, ["a"], 64, 6, 1)["a"])


def test_another_process_draws_the_same() -> None:
    code = "from ssbmodel.study.uncertainty.drawing.sampling import shares\n"
    code += "print(shares('random', ['name'], 3, 1, 2)['name'].tolist())"
    done = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": salt, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for salt in ("1", "2")
    ]  # fmt: skip
    assert done == [f"{shares('random', ['name'], 3, 1, 2)['name'].tolist()}\n"] * 2


@each("method", METHODS)
def test_the_order_of_the_inputs_changes_nothing(method: str) -> None:
    def f(a: Any, b: Any) -> Any:
        return a - 2 * b

    one = propagate(f, {"a": UNIT, "b": UNIT}, n=256, method=method)
    other = propagate(f, {"b": UNIT, "a": UNIT}, n=256, method=method)
    assert np.array_equal(one["f"].draws.magnitude, other["f"].draws.magnitude)


@each("rank", [-1.0, -0.8, 0.0, 0.3, 0.95, 1.0])
def test_a_rank_correlation_comes_out_as_asked(rank: float) -> None:
    def both(x: Any, y: Any) -> Any:
        return x, y

    laws = {"x": Distribution(lognormal=(1, 1), unit=""), "y": Distribution(triangular=(0, 0, 1), unit="")}
    found = propagate(both, laws, n=2**14, correlations={("x", "y"): rank}).summary.draws
    x, y = np.concatenate(found, axis=1)
    assert_allclose(stats.spearmanr(x, y).statistic, rank, atol=2e-3)
    assert_allclose(np.median(x), 1, rtol=1e-2)  # the marginal distributions stay what they were


def test_three_correlations_hold_together() -> None:
    def all_three(x: Any, y: Any, z: Any) -> Any:
        return x, y, z

    asked = {("x", "y"): 0.7, ("z", "x"): -0.4, ("y", "z"): -0.2}
    found = propagate(all_three, dict.fromkeys("xyz", UNIT), n=2**14, correlations=asked).correlation()
    assert_allclose(found, [[1, 0.7, -0.4], [0.7, 1, -0.2], [-0.4, -0.2, 1]], atol=2e-3)


@each(
    ("asked", "told"),
    [
        (
            {("x", "y"): 0.9, ("y", "z"): 0.9, ("x", "z"): -0.9},
            "of x, y, z cannot hold together: .* not positive semi-def",
        ),
        ({("x", "y"): 1.2}, "correlation of 'x' and 'y' is 1.2. Expected a value from -1 to 1"),
        ({("x", "y"): float("nan")}, "correlation of 'x' and 'y' is nan"),
        ({("x", "y"): 0.5, ("y", "x"): 0.5}, "correlation of 'y' and 'x' is given twice"),
        ({("x", "x"): 0.5}, "Expected a pair of two different inputs"),
        ({("x", "yy"): 0.5}, r"correlation of 'yy', which is no distributed input. Did you mean 'y'\?"),
    ],
)
def test_correlations_that_cannot_be_are_refused(asked: Any, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        copula(asked, ["x", "y", "z"])
