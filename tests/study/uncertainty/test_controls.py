"""Means of short Sobol runs are exact for polynomials of the inputs, and no worse than the draws for the rest."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from ssbmodel import Distribution, propagate

from .examples import same_bits, spread

each = pytest.mark.parametrize
LAWS: dict[str, tuple[dict[str, Any], Any]] = {
    "uniform": ({"uniform": (2, 5)}, stats.uniform(2, 3)),
    "triangular": ({"triangular": (1, 2, 5)}, stats.triang(0.25, 1, 4)),
    "pert": ({"pert": (0, 2, 10)}, stats.beta(1.8, 4.2, 0, 10)),
    "normal": ({"normal": (10, 3)}, stats.norm(10, 3)),
    "truncated normal": ({"truncated_normal": (1, 2, 0, 3)}, stats.truncnorm(-0.5, 1, 1, 2)),
    "lognormal": ({"lognormal": (2, 0.5)}, stats.lognorm(0.5, scale=2)),
    "log-uniform": ({"log_uniform": (1, 100)}, stats.loguniform(1, 100)),
}


def law(**told: Any) -> Distribution:
    return Distribution(**told, unit="")


def product(x: Any, y: Any) -> Any:
    return x + x * y


@each("first", LAWS)
@each("second", LAWS)
def test_the_mean_of_a_product_is_the_product_of_the_means(first: str, second: str) -> None:
    (x, of_x), (y, of_y) = LAWS[first], LAWS[second]
    found = propagate(product, {"x": law(**x), "y": law(**y)}, n=256)["product"]
    assert_allclose(found.mean, of_x.mean() * (1 + of_y.mean()), rtol=2e-9)
    # the draws alone are not that near
    assert abs(found.draws.magnitude.mean() / (of_x.mean() * (1 + of_y.mean())) - 1) > 1e-8


@given(st.lists(st.floats(-3, 3), min_size=4, max_size=4), st.integers(0, 2**32))
def test_the_mean_of_a_cubic_is_exact_whatever_the_seed(c: list[float], seed: int) -> None:
    def cubic(x: Any) -> Any:
        return c[0] + c[1] * x + c[2] * x**2 + c[3] * x**3

    found = propagate(cubic, {"x": law(uniform=(0, 2))}, n=128, rng=seed)["cubic"]
    assert_allclose(found.mean, c[0] + c[1] + c[2] * 4 / 3 + c[3] * 2, rtol=0, atol=1e-9)


KINKED = {
    "step": lambda x, y: (x + y > 5.5) * 1.0,
    "cap": lambda x, y: np.minimum(x * y, 10.0),
    "reciprocal": lambda x, y: y / (1 + x * x),
    "logarithm": lambda x, y: np.log(1 + x * x) + y,
    "wave": lambda x, y: np.sin(9 * x) * y,
}
SPANS = {"normal": (2, 1), "lognormal": (1, 2), "uniform": (0, 4), "triangular": (0, 1, 9)}


@each("kind", SPANS)
@each("name", KINKED)
@each("cases", [64, 1000, 4096])
def test_what_is_no_polynomial_has_a_mean_no_worse_than_that_of_the_draws(name: str, kind: str, cases: int) -> None:
    inputs = {"x": law(**{kind: SPANS[kind]}), "y": law(uniform=(1, 4))}
    truth = propagate(KINKED[name], inputs, n=2**20, block=2**20)["answer"].mean
    found = [propagate(KINKED[name], inputs, n=cases, rng=seed)["answer"] for seed in range(12)]
    ours, plain = (
        np.asarray(x) - truth.magnitude for x in zip(*((f.mean.magnitude, f.draws.magnitude.mean()) for f in found))
    )
    noise = 2e-5 * abs(truth.magnitude)  # of the truth itself, a plain mean of 2**20 draws
    assert np.sqrt((ours**2).mean()) < 1.3 * np.sqrt((plain**2).mean()) + noise


@each(
    ("laws", "options"),
    [
        ({"x": law(discrete=((1, 1), (2, 3))), "y": law(empirical=(1, 2, 4))}, {}),
        ({"x": stats.gamma(2), "y": stats.poisson(3)}, {}),
        ({"x": law(uniform=(1, 2)), "y": law(normal=(1, 2))}, {"correlations": {("x", "y"): 0.5}}),
        ({"x": law(uniform=(1, 2)), "y": law(normal=(1, 2))}, {"block": 128}),
        ({"x": law(uniform=(1, 2)), "y": law(normal=(1, 2))}, {"method": "random"}),
        ({"x": law(uniform=(1, 2)), "y": law(normal=(1, 2))}, {"n": 40}),
        ({"x": law(uniform=(1, 1)), "y": law(normal=(1, 0))}, {}),
    ],
    ids=["steps", "foreign", "correlated", "blocks", "random", "few", "constant"],
)
def test_where_no_mean_is_known_or_asked_for_the_mean_is_that_of_the_draws(laws: Any, options: Any) -> None:
    found = propagate(product, laws, **({"n": 512} | options))["product"]
    assert_allclose(found.mean, found.draws.magnitude.mean(), rtol=1e-14)


def test_an_input_beside_correlated_ones_still_tells() -> None:
    def three(x: Any, y: Any, z: Any) -> Any:
        return z + 0 * x * y

    laws = {"x": law(uniform=(1, 2)), "y": law(normal=(1, 2)), "z": law(lognormal=(1, 1))}
    found = propagate(three, laws, n=256, correlations={("x", "y"): 0.5})["three"]
    assert_allclose(found.mean, np.exp(0.5), rtol=2e-9)


def test_kept_or_counted_here_or_elsewhere_the_mean_has_the_same_bits() -> None:
    one, other = (spread(n=4096, block=4096, reduce=reduce)["driving_range"].mean for reduce in ("arrays", "stream"))
    assert one == other
    with ThreadPoolExecutor(2) as pool:
        assert same_bits(spread(n=4096, block=4096), spread(n=4096, block=4096, executor=pool))


def test_the_number_of_threads_of_blas_changes_no_bit() -> None:
    code = (
        "from ssbmodel import Distribution, propagate\n"
        "laws = {f'x{i}': Distribution(normal=(1, 1), unit='') for i in range(7)}\n"
        "print(propagate(lambda **x: sum(x.values()) ** 3, laws, n=4096)['answer'].mean.magnitude.hex())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code], env={"OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for threads in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
