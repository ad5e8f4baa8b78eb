"""Laws of deployment, components and learning investment."""

import math
from typing import Any

import numpy as np
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose
from scipy import integrate

from ssbmodel import (
    Q,
    cost_after_learning,
    cost_in_two_stages,
    experience_exponent,
    exponential_added,
    exponential_output,
    gompertz_added,
    gompertz_output,
    learning_investment,
    learning_rate,
    logistic_added,
    logistic_output,
    parity_experience,
)
from ssbmodel.models.economics.components import Component, Volumes, aggregate_learning_rate, component_costs

rates = st.floats(0.05, 0.5)
outputs = st.floats(0.1, 50)
growths = st.floats(0.01, 1.5)
years = st.floats(0.1, 12)
NONE = Q(0, "GWh")


def made(value: float) -> Any:
    return Q(value, "GWh")


def cost(value: float) -> Any:
    return Q(value, "CNY_2025/Wh")


@given(outputs, st.floats(1, 1e4), growths, years)
def test_what_is_added_is_the_integral_of_output(first: float, ratio: float, growth: float, steps: float) -> None:
    curves: list[tuple[Any, Any, tuple[float, ...]]] = [
        (exponential_output.kernel, exponential_added.kernel, (first,)),
        (logistic_output.kernel, logistic_added.kernel, (first, first * ratio)),
        (gompertz_output.kernel, gompertz_added.kernel, (first, first * ratio)),
    ]
    for output, added, start in curves:
        wanted = integrate.quad(lambda t, output=output, start=start: output(*start, growth, t), 0, steps, limit=200)[0]
        assert_allclose(added(*start, growth, steps), wanted, rtol=1e-7)


@given(outputs, st.floats(1, 1e4), growths, years)
def test_an_s_curve_starts_at_its_output_and_never_passes_its_ceiling(
    first: float, ratio: float, growth: float, steps: float
) -> None:
    for curve in (logistic_output, gompertz_output):
        start, later = (curve(made(first), made(first * ratio), Q(growth, ""), Q(t, "")) for t in (0, steps))
        assert_allclose(start.m_as("GWh"), first, rtol=1e-10)
        assert later.m_as("GWh") <= first * ratio * (1 + 1e-12)


def test_growth_of_zero_adds_output_times_years() -> None:
    assert_allclose(exponential_added(made(3), Q(0, ""), Q(5, "")).m_as("GWh"), 15, rtol=1e-15)


@given(st.floats(0.001, 0.999))
def test_a_rate_and_its_exponent_are_inverse(rate: float) -> None:
    assert_allclose(learning_rate(experience_exponent(Q(rate, ""))).magnitude, rate, rtol=1e-12)


@given(st.floats(1.01, 20), rates, st.floats(0.1, 100), st.floats(0, 100))
def test_at_parity_experience_the_cost_is_the_price(ratio: float, rate: float, first: float, prior: float) -> None:
    end = parity_experience(cost(ratio), cost(1), Q(rate, ""), made(first), prior_experience=made(prior))
    after = cost_after_learning(
        cost(ratio), Q(rate, ""), made(first), end - made(first), prior_experience=made(prior), floor=cost(0)
    )
    assert_allclose(after.m_as("CNY_2025/Wh"), 1, rtol=1e-9)


@given(st.floats(1.01, 20), rates, st.floats(0.1, 100), st.floats(0, 100), st.floats(0.1, 50))
def test_the_investment_grows_with_the_start_and_in_step_with_all_experience(
    ratio: float, rate: float, first: float, prior: float, scale: float
) -> None:
    def paid(start: float, size: float) -> float:
        answer = learning_investment(
            cost(start), cost(1), Q(rate, ""), made(first * size), prior_experience=made(prior * size)
        )
        return float(answer.m_as("CNY_2025"))

    assert 0 < paid(ratio, 1) < paid(ratio * 1.01, 1)
    assert_allclose(paid(ratio, scale), scale * paid(ratio, 1), rtol=1e-9)
    assert abs(paid(1.0, 1)) <= 1e-6


def test_a_rate_of_one_half_has_no_singularity() -> None:
    near, at = (
        learning_investment(cost(4), cost(1), Q(rate, ""), made(1), prior_experience=NONE).m_as("CNY_2025")
        for rate in (0.5 - 1e-9, 0.5)
    )
    assert_allclose(at, 1e9 * (4 * math.log(4) - 3), rtol=1e-12)
    assert_allclose(near, at, rtol=1e-7)


def parts(rates_: list[float], floor: float = 0.0) -> list[Component]:
    return [
        Component(str(n), cost(1 / len(rates_)), Q(rate, ""), NONE, Q(0, ""), cost(floor / len(rates_)))
        for n, rate in enumerate(rates_)
    ]


shares = st.lists(rates, min_size=2, max_size=5)


@given(shares, st.floats(0, 8), st.floats(0.1, 5))
def test_on_one_experience_the_learning_rate_of_the_sum_only_falls(
    listed: list[float], doublings: float, more: float
) -> None:
    now = Volumes(made(1), NONE)
    early, late = (
        aggregate_learning_rate(parts(listed), now, Volumes(made(2.0**d), NONE)).magnitude
        for d in (doublings, doublings + more)
    )
    assert late <= early + 1e-12
    assert min(listed) - 1e-12 <= late <= max(listed) + 1e-12


@given(rates, st.floats(0, 8))
def test_equal_components_learn_as_one(rate: float, doublings: float) -> None:
    now, then = Volumes(made(1), NONE), Volumes(made(2.0**doublings), NONE)
    assert_allclose(aggregate_learning_rate(parts([rate] * 3), now, then).magnitude, rate, rtol=1e-10)
    total = sum(part.m_as("CNY_2025/Wh") for part in component_costs(parts([rate] * 3), now, then).values())
    assert_allclose(total, (1 - rate) ** doublings, rtol=1e-10)


@given(shares, st.floats(0, 0.9), st.floats(0, 40))
def test_components_stay_above_their_floors(listed: list[float], floor: float, doublings: float) -> None:
    now, then = Volumes(made(1), NONE), Volumes(made(2.0**doublings), NONE)
    for part in component_costs(parts(listed, floor), now, then).values():
        assert part.m_as("CNY_2025/Wh") >= floor / len(listed) * (1 - 1e-12)


def test_a_shared_experience_slows_the_learning_of_its_component() -> None:
    related = made(5000)
    alone, shared = (Component("x", cost(1), Q(0.2, ""), NONE, Q(share, ""), cost(0)) for share in (0.0, 0.5))
    now, then = Volumes(made(1), related), Volumes(made(100), made(5500))
    costs = [component_costs([part], now, then)["x"].m_as("CNY_2025/Wh") for part in (alone, shared)]
    assert costs[0] < costs[1] < 1


@given(st.floats(0, 30))
def test_two_stages_never_cross_the_minerals(doublings: float) -> None:
    end = cost_in_two_stages(
        cost(0.9), cost(0.5), cost(0.6), cost(1),
        material_learning_rate=Q(0.3, ""), material_doublings=Q(doublings, ""),
        other_learning_rate=Q(0.2, ""), other_doublings=Q(doublings, ""),
    )  # fmt: skip
    assert 0.6 <= end.m_as("CNY_2025/Wh") <= 2.0 + 1e-12


def test_a_path_of_outputs_may_be_an_array() -> None:
    found = exponential_output(made(1), Q([0.0, 1.0], ""), Q([[1.0], [2.0]], "")).m_as("GWh")
    assert_allclose(found, np.exp([[0, 1], [0, 2]]), rtol=1e-12)
