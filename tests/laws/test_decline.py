"""Laws of decline and learning: composition, inverses, limits, and digits kept where rates are small."""

import math
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import (
    DomainError,
    Q,
    annual_decline,
    cost_after_learning,
    cost_at_rate,
    effective_doublings,
    required_doublings,
    required_learning_rate,
)

costs = st.floats(0.01, 100)
shares = st.floats(0, 0.999)
energies = st.floats(1e-3, 1e4)
rates = st.floats(1e-3, 0.9)
steps = st.floats(0, 30)


def cost(value: Any) -> Any:
    return Q(value, "CNY_2025/Wh")


def made(value: Any) -> Any:
    return Q(value, "GWh")


def learned(start: Any, rate: Any, experience: Any, added: Any, *, prior: Any = 0.0, floor: Any = 0.0) -> Any:
    """Return the cost after learning, in CNY_2025/Wh."""
    after = cost_after_learning(
        cost(start), Q(rate, ""), made(experience), made(added), prior_experience=made(prior), floor=cost(floor)
    )
    return after.m_as("CNY_2025/Wh")


# a steady rate


@given(costs, st.floats(-0.5, 0.99), steps, steps)
def test_two_spells_of_decline_are_one_long_one(start: float, rate: float, first: float, then: float) -> None:
    halfway = cost_at_rate(cost(start), Q(rate, ""), Q(first, "years"))
    twice = cost_at_rate(halfway, Q(rate, ""), Q(then, "years"))
    once = cost_at_rate(cost(start), Q(rate, ""), Q(first + then, "years"))
    assert_allclose(twice.magnitude, once.magnitude, rtol=1e-12)


@given(costs, st.floats(-0.5, 0.9), st.floats(0.5, 30))
def test_the_rate_between_two_costs_leads_from_one_to_the_other(start: float, rate: float, years: float) -> None:
    end = cost_at_rate(cost(start), Q(rate, ""), Q(years, "years"))
    assert_allclose(annual_decline(cost(start), end, Q(years, "years")).magnitude, rate, rtol=1e-12, atol=1e-15)


@given(costs, st.floats(0.1, 10), st.floats(1, 30))
def test_a_rise_back_undoes_a_fall(start: float, ratio: float, years: float) -> None:
    end = start * ratio
    down = annual_decline(cost(start), cost(end), Q(years, ""))
    up = annual_decline(cost(end), cost(start), Q(years, ""))
    assert_allclose((1 - down.magnitude) * (1 - up.magnitude), 1, rtol=1e-13)


@given(costs, steps)
def test_no_rate_or_no_time_changes_nothing(start: float, years: float) -> None:
    assert cost_at_rate(cost(start), Q(0, ""), Q(years, "")).magnitude == start
    assert cost_at_rate(cost(start), Q(0.5, ""), Q(0, "")).magnitude == start


def test_half_the_cost_each_year_is_a_thousandth_in_ten_years() -> None:
    assert_allclose(cost_at_rate(cost(1024), Q(50, "%"), Q(10, "years")).magnitude, 1, rtol=1e-14)


# learning


@given(costs, shares, energies)
def test_a_doubling_takes_the_learning_rate_off(start: float, rate: float, experience: float) -> None:
    assert_allclose(learned(start, rate, experience, added=experience), start * (1 - rate), rtol=1e-12)


@given(start=costs, rate=shares, share=shares, output=st.tuples(energies, energies, energies), prior=st.floats(0, 1e4))
def test_two_periods_of_learning_compose_to_one(
    *, start: float, rate: float, share: float, output: tuple[float, float, float], prior: float
) -> None:
    (experience, first, then), rest = output, {"prior": prior, "floor": share * start}
    halfway = learned(start, rate, experience, first, **rest)
    twice = learned(max(halfway, rest["floor"]), rate, experience + first, then, **rest)
    assert_allclose(twice, learned(start, rate, experience, first + then, **rest), rtol=1e-12)


@given(costs, shares, shares, energies, st.floats(0, 1e12))
def test_a_cost_never_leaves_the_span_from_floor_to_start(
    start: float, rate: float, share: float, experience: float, added: float
) -> None:
    after = learned(start, rate, experience, added, floor=share * start)
    assert share * start * (1 - 1e-15) <= after <= start * (1 + 1e-15)


@given(costs, shares, shares, energies, st.floats(0, 1e4))
def test_nothing_added_is_nothing_learned(
    start: float, rate: float, share: float, experience: float, prior: float
) -> None:
    after = learned(start, rate, experience, 0.0, prior=prior, floor=share * start)
    assert_allclose(after, start, rtol=1e-15)


@given(costs, shares, energies, energies)
def test_with_endless_prior_experience_nothing_is_learned(
    start: float, rate: float, experience: float, added: float
) -> None:
    assert_allclose(learned(start, rate, experience, added, prior=1e25), start, rtol=1e-12)


@given(costs, rates, energies)
def test_with_endless_output_the_cost_comes_down_to_the_floor(start: float, rate: float, experience: float) -> None:
    doublings = math.ceil(math.log(1e-14) / math.log1p(-rate))
    added = experience * 2.0 ** min(doublings, 900)
    if doublings < 900:
        assert_allclose(learned(start, rate, experience, added, floor=0.4 * start), 0.4 * start, rtol=1e-12)


@given(costs, shares, energies, energies)
def test_prior_experience_is_experience(start: float, rate: float, experience: float, prior: float) -> None:
    counted = learned(start, rate, experience + prior, 5.0)
    assert_allclose(learned(start, rate, experience, 5.0, prior=prior), counted, rtol=1e-12)


@given(shares, energies, energies, st.floats(0, 1e4))
def test_effective_doublings_are_those_of_the_learning_curve(
    rate: float, experience: float, added: float, prior: float
) -> None:
    doublings = effective_doublings(made(experience), made(added), prior_experience=made(prior)).magnitude
    assert_allclose(learned(1.0, rate, experience, added, prior=prior), (1 - rate) ** doublings, rtol=1e-12)


def test_a_thousandfold_of_experience_is_ten_doublings() -> None:
    doublings = effective_doublings(made(1), made(1023), prior_experience=made(0))
    assert_allclose(doublings.magnitude, 10, rtol=1e-15)


def test_a_floor_above_the_start_is_refused() -> None:
    told = r"^cost_after_learning: floor=2\.5 and start_cost=2\.0 CNY_2025/Wh\. Expected floor <= start_cost\.$"
    with pytest.raises(DomainError, match=told):
        learned(np.array([3.0, 2.0]), 0.2, 1.0, 1.0, floor=2.5)


# what a target asks for


@given(costs, st.floats(0.05, 1), st.floats(1, 30), st.floats(0, 0.9))
def test_the_required_rate_reaches_the_target(start: float, ratio: float, doublings: float, share: float) -> None:
    end, floor = start * ratio, share * start * ratio
    rate = required_learning_rate(cost(start), cost(end), Q(doublings, "")).magnitude
    above = required_learning_rate(cost(start - floor), cost(end - floor), Q(doublings, "")).magnitude
    added = 2.0**doublings - 1
    assert_allclose(learned(start, rate, 1.0, added), end, rtol=1e-11)
    assert_allclose(learned(start, above, 1.0, added, floor=floor), end, rtol=1e-11)


@given(costs, st.floats(0.01, 0.99), st.floats(0.5, 30))
def test_required_rate_and_required_doublings_are_inverse(start: float, kept: float, doublings: float) -> None:
    rate = required_learning_rate(cost(start), cost(start * kept), Q(doublings, ""))
    assert_allclose(required_doublings(cost(start), cost(start * kept), rate).magnitude, doublings, rtol=1e-12)


@given(costs, costs)
def test_a_target_above_the_start_asks_for_less_than_no_learning(one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert required_learning_rate(cost(low), cost(high), Q(3, "")).magnitude <= 0
    assert required_doublings(cost(low), cost(high), Q(0.2, "")).magnitude <= 0


# digits kept where rates are small: the textbook forms lose most of them here


def exact(value: float) -> Decimal:
    return Decimal(value)  # the float itself, not its shortest text


@pytest.mark.parametrize("small", [1e-3, 1e-6, 1e-9, 1e-12, 1e-15])
def test_small_additions_and_rates_keep_their_digits(small: float) -> None:
    with localcontext() as context:
        context.prec = 60
        doublings = (1 + exact(small)).ln() / Decimal(2).ln()
        needed = Decimal("0.5").ln() / (1 - exact(small)).ln()
        yearly = 1 - (Decimal("0.5").ln() * exact(small)).exp()
        fallen = 1 - ((1 - exact(small)).ln() * 5).exp()
    one, half = cost(1.0), cost(0.5)
    added = effective_doublings(made(1.0), made(small), prior_experience=made(0.0))
    assert_allclose(added.magnitude, float(doublings), rtol=1e-14)
    assert_allclose(required_doublings(one, half, Q(small, "")).magnitude, float(needed), rtol=1e-14)
    assert_allclose(annual_decline(one, half, Q(1 / small, "")).magnitude, float(yearly), rtol=1e-14)
    assert_allclose(required_learning_rate(one, half, Q(1 / small, "")).magnitude, float(yearly), rtol=1e-14)
    assert_allclose(1 - cost_at_rate(one, Q(small, ""), Q(5, "")).magnitude, float(fallen), atol=2.3e-16)
