"""Predictive distributions against scipy and quadrature, and the laws of mixtures."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose
from scipy import integrate, stats

from ssbmodel.study.forecast.distributions import Mixture, Point, StudentT
from ssbmodel.study.forecast.engine import Averaged

places = st.floats(-3, 3)
scales = st.floats(0.05, 3)
freedoms = st.sampled_from([2.0, 4.0, 8.0, 30.0, np.inf])
chances = st.floats(0.01, 0.99)
students = st.builds(StudentT, places, scales, freedoms)


def oracle(law: StudentT) -> Any:
    if np.isinf(law.freedom):
        return stats.norm(law.location, law.scale)
    return stats.t(law.freedom, law.location, law.scale)


def crps_by_quadrature(law: Any, outcome: float, edges: float = 400.0) -> float:
    below = integrate.quad(lambda v: float(law.cdf(v)) ** 2, -edges, outcome, limit=400, points=[-8, 0])[0]
    above = integrate.quad(lambda v: (1 - float(law.cdf(v))) ** 2, outcome, edges, limit=400, points=[0, 8])[0]
    return below + above


@given(students, places, chances)
def test_a_student_t_has_scipys_cdf_and_quantiles(law: StudentT, value: float, chance: float) -> None:
    assert_allclose(law.cdf(value), oracle(law).cdf(value), rtol=1e-10, atol=1e-14)
    assert_allclose(law.quantile(chance), oracle(law).ppf(chance), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("law", [StudentT(0.2, 0.5, 4.0), StudentT(-1.0, 0.3, 8.0), StudentT(0.0, 1.0, np.inf)])
@pytest.mark.parametrize("outcome", [-1.5, 0.1, 2.0])
def test_the_crps_is_the_integral_of_the_squared_distance_of_distributions(law: StudentT, outcome: float) -> None:
    assert_allclose(law.crps(outcome), crps_by_quadrature(law, outcome), rtol=1e-6)


@pytest.mark.parametrize(
    "parts",
    [
        (StudentT(0.0, 0.2, 8.0), StudentT(-0.5, 0.6, 8.0)),
        (StudentT(0.0, 0.05, 4.0), StudentT(1.0, 2.0, 14.0)),
        (StudentT(0.0, 0.3, np.inf), StudentT(0.1, 0.3, 4.0)),
    ],
)
@pytest.mark.parametrize("weight", [0.1, 0.5])
@pytest.mark.parametrize("outcome", [-1.0, 0.4])
def test_the_crps_of_a_mixture_is_that_integral_too(parts: Any, weight: float, outcome: float) -> None:
    law = Mixture(parts, (weight, 1 - weight))
    assert_allclose(law.crps(outcome), crps_by_quadrature(law, outcome), rtol=1e-6)


@given(students, students, st.floats(0, 1), chances)
def test_a_mixtures_quantile_lies_between_those_of_its_parts(
    one: StudentT, other: StudentT, weight: float, chance: float
) -> None:
    law = Mixture((one, other), (weight, 1 - weight))
    quantile, ends = law.quantile(chance), sorted([one.quantile(chance), other.quantile(chance)])
    assert ends[0] - 1e-12 <= quantile <= ends[1] + 1e-12
    assert_allclose(law.cdf(quantile), chance, rtol=1e-9)


@settings(max_examples=5)
@given(students.filter(lambda law: law.freedom > 2), places)
def test_a_mixture_of_one_distribution_with_itself_is_that_distribution(law: StudentT, value: float) -> None:
    twice = Mixture((law, law), (0.3, 0.7))
    assert_allclose(twice.cdf(value), law.cdf(value), rtol=1e-12)
    assert_allclose(twice.crps(value), law.crps(value), rtol=1e-8, atol=1e-12)


@given(students, places, places)
def test_a_cdf_never_falls(law: StudentT, one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert law.cdf(low) <= law.cdf(high)


@pytest.mark.parametrize("law", [StudentT(0.2, 0.5, 5.0), StudentT(0.2, 0.5, np.inf)])
def test_samples_have_the_quantiles_of_the_closed_form(law: StudentT) -> None:
    drawn = law.sample(200_000, np.random.default_rng(5))
    for chance in (0.05, 0.5, 0.95):
        assert abs((drawn <= law.quantile(chance)).mean() - chance) < 4 * np.sqrt(chance * (1 - chance) / 200_000)


def test_samples_of_a_mixture_have_its_quantiles() -> None:
    law = Mixture((StudentT(-1.0, 0.2, 6.0), StudentT(1.0, 0.5, 6.0)), (0.25, 0.75))
    drawn = law.sample(200_000, np.random.default_rng(6))
    for chance in (0.05, 0.3, 0.95):
        assert abs((drawn <= law.quantile(chance)).mean() - chance) < 4 * np.sqrt(chance * (1 - chance) / 200_000)


def test_a_point_scores_its_absolute_error() -> None:
    point = Point(np.array([0.5, -1.0]))
    assert_allclose(point.crps(np.array([1.0, -1.0])), [0.5, 0.0])
    assert_allclose(point.quantile(0.3), [0.5, -1.0])
    assert_allclose(point.cdf(0.0), [0.0, 1.0])
    assert point.sample(3, np.random.default_rng(0)).shape == (3, 2)


def test_an_average_over_paths_is_a_mixture_with_equal_weights() -> None:
    parts = StudentT(np.array([[0.0], [1.0]]), np.array([[0.5], [0.2]]), 8.0)
    mixture = Mixture((StudentT(0.0, 0.5, 8.0), StudentT(1.0, 0.2, 8.0)), (0.5, 0.5))
    assert_allclose(Averaged(parts).quantile(0.3), [mixture.quantile(0.3)], rtol=1e-12)
    assert_allclose(Averaged(parts).cdf(0.4), [mixture.cdf(0.4)], rtol=1e-12)
