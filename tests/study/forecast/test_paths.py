"""Laws of parity and of sampled costs: probabilities that add up, floors that hold, the same bits for any workers."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from ssbmodel import Q, ScenarioError, learning_investment
from ssbmodel.study.forecast.paths import (
    Pair,
    Parity,
    Process,
    first_passage,
    investment_along,
    marginal,
    parity,
)

AHEAD = np.arange(1, 11)
SOLID = Process(2.5, 0.35, 0.12, 0.13, 0.19, 0.6 * AHEAD)
LIQUID = Process(0.5, 0.30, 0.05, 0.12, 0.19, 0.25 * AHEAD)
correlations = st.floats(-0.9, 0.9)
processes = st.builds(
    Process,
    st.floats(0.1, 5),
    st.floats(0, 0.6),
    st.floats(0, 0.3),
    st.floats(0.01, 0.3),
    st.floats(0, 0.6),
    st.floats(0, 1).map(lambda g: g * AHEAD),
    start_sd=st.floats(0, 0.5),
)


def asked(solid: Process, liquid: Process, **changed: Any) -> Parity:
    given_: dict[str, Any] = {"noise_correlation": 0.3, "exponent_correlation": 0.2, "paths": 40_000, "seed": 7}
    return parity(solid, liquid, **(given_ | changed))


@given(processes, processes, correlations, correlations)
def test_swapping_the_products_gives_the_other_probability(
    one: Process, other: Process, noise: float, exponent: float
) -> None:
    assert_allclose(marginal(one, other, noise, exponent)[0], 1 - marginal(other, one, noise, exponent)[0], atol=1e-12)


@given(processes, processes, correlations)
def test_passing_once_is_at_least_as_likely_as_lying_below_and_never_falls(
    one: Process, other: Process, noise: float
) -> None:
    found = asked(one, other, noise_correlation=noise, paths=4_000)
    assert (np.diff(found.reached) >= 0).all()
    assert (found.reached >= found.below - 4 * 0.5 / np.sqrt(4_000)).all()
    assert_allclose(found.passage.sum() + found.never, 1, rtol=1e-12)
    assert (found.passage >= 0).all()


def test_the_closed_form_is_what_sampled_costs_show() -> None:
    solid, liquid = SOLID.sample(200_000, 1), LIQUID.sample(200_000, 2)
    assert_allclose((solid <= liquid).mean(0), marginal(SOLID, LIQUID, 0.0, 0.0)[0], atol=4 * 0.5 / np.sqrt(200_000))
    for chance in (0.05, 0.5, 0.95):
        share = (solid <= SOLID.quantile(chance)).mean(0)
        assert_allclose(share, chance, atol=4 * np.sqrt(chance * (1 - chance) / 200_000))


def sums_of_innovations(process: Process) -> np.ndarray:
    """Return the weights of all innovations, the base year's first, in the noise of each coming year."""
    years = len(process.growth)
    weights = np.eye(years, years + 1, 1) + process.memory * np.eye(years, years + 1)
    if process.base_known:
        weights[:, 0] = 0
    return process.innovation * weights


def both_drawn(solid: Process, liquid: Process, noise: float, exponent: float, size: int) -> Parity:
    """Return the passage of two costs that are both drawn, from innovations that are correlated one by one."""
    rng, years, costs = np.random.default_rng(11), len(AHEAD), []
    ours, free = rng.standard_normal((2, size, years + 2))
    mixed = np.array([exponent, *[noise] * (years + 1)])
    for process, drawn in ((solid, ours), (liquid, mixed * ours + np.sqrt(1 - mixed**2) * free)):
        slopes = process.exponent + process.exponent_sd * drawn[:, :1]
        start = np.log(process.start) + process.start_sd * rng.standard_normal((size, 1))
        costs.append(start + np.cumsum(drawn[:, 1:] @ sums_of_innovations(process).T, axis=1) - slopes * process.growth)
    return first_passage(*costs)


@pytest.mark.parametrize("memory", [0.19, 0.8])
@pytest.mark.parametrize("known", [(False, False), (True, False), (True, True)])
def test_drawing_the_ratio_or_both_costs_comes_to_the_same(memory: float, known: tuple[bool, bool]) -> None:
    solid = replace(SOLID, base_known=known[0], start_sd=0.2)
    liquid = replace(LIQUID, base_known=known[1], memory=memory)
    apart = both_drawn(solid, liquid, -0.4, 0.2, 200_000)
    found = asked(solid, liquid, noise_correlation=-0.4, paths=200_000)
    assert_allclose(found.reached, apart.reached, atol=4 * 0.71 / np.sqrt(200_000))
    assert_allclose(found.below, apart.below, atol=4 * 0.5 / np.sqrt(200_000))


@given(processes, processes, correlations, st.booleans(), st.booleans())
def test_one_draw_a_year_has_the_covariance_of_all_innovations(
    one: Process, other: Process, noise: float, known: bool, other_known: bool
) -> None:
    one, other = replace(one, base_known=known), replace(other, base_known=other_known)
    a, b = sums_of_innovations(one), sums_of_innovations(other)
    wanted = a @ a.T + b @ b.T - noise * (a @ b.T + b @ a.T)
    own, carried = np.array(Pair(one, other, noise, 0.0).gap_noise()).T
    factor = np.diag(own) + np.diag(carried[1:], -1)
    assert_allclose(factor @ factor.T, wanted, atol=1e-12 * np.trace(wanted))


def test_the_answer_does_not_depend_on_the_workers() -> None:
    alone = asked(SOLID, LIQUID)
    for workers in (1, 3):
        with ThreadPoolExecutor(workers) as pool:
            assert_array_equal(asked(SOLID, LIQUID, executor=pool).reached, alone.reached)


def test_products_that_cannot_be_told_apart_are_never_decided() -> None:
    found = asked(SOLID, SOLID, noise_correlation=1.0, exponent_correlation=1.0)
    assert not found.decided.any()
    assert_array_equal(found.below, 0.5)


def test_certain_costs_meet_when_they_meet() -> None:
    still = Process(1.0, 0.0, 0.0, 0.0, 0.0, np.zeros(10))
    falling = Process(1.5, 1.0, 0.0, 0.0, 0.0, np.log(1.1) * AHEAD)
    found = asked(falling, still)
    wanted = 1.5 / 1.1**AHEAD <= 1.0
    assert_array_equal(found.reached, wanted)
    assert_array_equal(found.below, wanted)
    assert found.year() == 5
    assert asked(still, falling).year(0.5) == 1
    assert asked(Process(9.0, 0.0, 0.0, 0.0, 0.0, np.zeros(10)), still).year() is None


@given(st.floats(0.01, 0.9))
def test_no_draw_crosses_its_floor(share: float) -> None:
    process = replace(SOLID, floor=share * SOLID.start, noise=0.8)
    assert (process.sample(500, 1) >= process.floor).all()
    assert process.probability_below(process.floor).max() == 0
    assert (process.quantile(0.001) >= process.floor).all()


@pytest.mark.parametrize("floors", [(0.2, 0.25), (0.3, 0.1), (0.2, 0.2), (0.0, 0.4), (1.5, 0.0)])
@pytest.mark.parametrize("known", [True, False])
def test_parity_with_floors_is_what_sampled_costs_show(floors: tuple[float, float], known: bool) -> None:
    solid = replace(SOLID, floor=floors[0], start_sd=0.3, base_known=known)
    liquid = replace(LIQUID, floor=floors[1], memory=0.5, base_known=known)
    found = asked(solid, liquid, noise_correlation=0.0, exponent_correlation=0.0, paths=200_000)
    sampled = first_passage(solid.sample(200_000, 5), liquid.sample(200_000, 6))
    assert_allclose(found.below, sampled.below, atol=0.005)
    assert_allclose(found.reached, sampled.reached, atol=4 * 0.71 / np.sqrt(200_000))


def test_a_certain_cost_is_below_what_it_does_not_exceed() -> None:
    falling = Process(1.5, 1.0, 0.0, 0.0, 0.0, np.log(1.1) * AHEAD, floor=0.5)
    assert_array_equal(falling.probability_below(1.0), 0.5 + 1 / 1.1**AHEAD <= 1.0)


def test_certain_costs_above_floors_meet_when_they_meet() -> None:
    falling = Process(1.5, 1.0, 0.0, 0.0, 0.0, np.log(1.1) * AHEAD, floor=0.5)
    still = Process(1.0, 0.0, 0.0, 0.0, 0.0, np.zeros(10), floor=0.2)
    uncorrelated = {"noise_correlation": 0.0, "exponent_correlation": 0.0}
    assert_array_equal(asked(falling, still, **uncorrelated).reached, 0.5 + 1 / 1.1**AHEAD <= 1.0)
    assert asked(still, falling, **uncorrelated).year() == 1


def test_the_investment_along_a_path_is_that_of_the_closed_form() -> None:
    time = np.linspace(0, 20, 20_001)
    rate, base, output = 0.2, 5e8, 1e8
    made = base + output * time
    cost = 1.9 * (made / base) ** np.log2(1 - rate)
    paid = investment_along(time, cost, 1.2, output)
    wanted = learning_investment(
        Q(1.9, "CNY_2025/Wh"), Q(1.2, "CNY_2025/Wh"), Q(rate, ""), Q(base, "Wh"), prior_experience=Q(0, "Wh")
    )
    assert_allclose(paid, wanted.m_as("CNY_2025"), rtol=1e-6)


def test_a_falling_target_costs_more_and_a_cost_already_there_costs_nothing() -> None:
    time = np.linspace(0, 20, 2_001)
    cost = 2.0 * np.exp(-0.1 * time)
    fixed, moving = (investment_along(time, cost, target, 1.0) for target in (1.0, np.exp(-0.03 * time)))
    assert moving > fixed > 0
    assert investment_along(time, cost, 3.0, 1.0) == 0


def test_a_steeper_growth_of_experience_lowers_the_median() -> None:
    assert (replace(SOLID, growth=1.2 * AHEAD).quantile(0.5) < SOLID.quantile(0.5)).all()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"^solid has 10 years but liquid has 5\. Expected the same years\.$"):
        asked(SOLID, replace(LIQUID, growth=np.arange(1, 6)))
    with pytest.raises(ScenarioError, match=r"^noise_correlation=1\.5\. Expected a value in \[-1, 1\]\.$"):
        asked(SOLID, LIQUID, noise_correlation=1.5)
    with pytest.raises(ScenarioError, match=r"^paths=0\. Expected 1 or more\.$"):
        asked(SOLID, LIQUID, paths=0)
    with pytest.raises(ScenarioError, match=r"^floor=3\.0\. Expected 0 or more, below the start of 2\.5\.$"):
        replace(SOLID, floor=3.0)
    with pytest.raises(ScenarioError, match=r"^growth of ln\(experience\): expected one finite value per year"):
        replace(SOLID, growth=[np.nan])
    with pytest.raises(ScenarioError, match=r"^a floor with correlated noise has no closed form\."):
        marginal(replace(SOLID, floor=0.1), LIQUID, 0.5, 0.0)
