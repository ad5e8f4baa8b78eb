"""The price that learning leaves: sums of yearly output in closed form, growth of experience, Wright's law."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from ssbmodel import Q
from ssbmodel.costs.models.learning import base_experience, experience_growth, learned_price, yearly_added
from ssbmodel.costs.models.years import steps_before_base, steps_of_path
from ssbmodel.ground.errors import DomainError
from ssbmodel.models.economics import deployment

from ..needs import needs_module

outputs = st.floats(0.1, 1e3)
whole = st.integers(0, 30)
factors = st.floats(0.5, 3.0)
added = yearly_added.kernel


def year_by_year(start: float, end: float, span: int, later: float, years: range) -> float:
    """Return the sum of the outputs of some years, each found from that of the year before."""
    made, output = 0.0, start
    for year in range(1, max(years, default=0) + 1):
        output = output * (end / start) ** (1 / span) if year <= span else output * later
        made += output if year in years else 0.0
    return made


@given(start=outputs, end=outputs, span=st.integers(1, 12), later=factors, before=st.integers(0, 20), steps=whole)
def test_two_sums_in_closed_form_are_the_outputs_added_up_year_by_year(
    *, start: float, end: float, span: int, later: float, before: int, steps: int
) -> None:
    years = range(before + 1, before + steps + 1)
    told = added(start, end, path_steps=span, later_growth=later, steps_before_base=before, steps_of_path=steps)
    assert_allclose(told, year_by_year(start, end, span, later, years), rtol=1e-12)


@given(start=outputs, end=outputs, span=st.floats(1, 12), later=factors, cut=st.integers(0, 15), rest=whole)
def test_two_periods_add_up_to_the_whole(
    *, start: float, end: float, span: float, later: float, cut: int, rest: int
) -> None:
    path = {"path_steps": span, "later_growth": later}
    first = added(start, end, **path, steps_before_base=0, steps_of_path=cut)
    second = added(start, end, **path, steps_before_base=cut, steps_of_path=rest)
    whole_path = added(start, end, **path, steps_before_base=0, steps_of_path=cut + rest)
    assert_allclose(first + second, whole_path, rtol=1e-12)


def test_an_output_that_stays_the_same_is_added_up_without_a_branch() -> None:
    told = added(3.0, 3.0, path_steps=5.0, later_growth=1.0, steps_before_base=2.0, steps_of_path=np.arange(9.0))
    assert_allclose(told, 3.0 * np.arange(9), rtol=1e-15)


def test_nothing_is_added_in_no_time() -> None:
    assert added(1.0, 9.0, path_steps=5.0, later_growth=2.0, steps_before_base=3.0, steps_of_path=0.0) == 0


@pytest.mark.parametrize("shape", ["exponential", "logistic", "gompertz"])
@given(start=st.floats(0.1, 50), growth=st.floats(0.01, 1.5), before=st.floats(0, 8), steps=st.floats(0, 8))
def test_a_curve_goes_on_from_the_base_year_as_it_came(
    shape: str, start: float, growth: float, before: float, steps: float
) -> None:
    ceiling = () if shape == "exponential" else (60.0,)
    output = getattr(deployment, f"{shape}_output").kernel
    made = getattr(deployment, f"{shape}_added").kernel
    later = made(output(start, *ceiling, growth, before), *ceiling, growth, steps)
    first = made(start, *ceiling, growth, before)
    assert_allclose(first + later, made(start, *ceiling, growth, before + steps), rtol=1e-10)


@given(growth=st.floats(1, 1e6), more=st.floats(1.0001, 100), exponent=st.floats(1e-3, 2))
def test_more_experience_means_a_lower_price_where_the_exponent_is_positive(
    growth: float, more: float, exponent: float
) -> None:
    price = learned_price.kernel
    assert price(2.0, growth * more, exponent) < price(2.0, growth, exponent) <= 2.0


@given(one=st.floats(1, 1e3), two=st.floats(1, 1e3), exponent=st.floats(-1, 2))
def test_two_periods_of_learning_are_one(one: float, two: float, exponent: float) -> None:
    price = learned_price.kernel
    assert_allclose(price(price(2.0, one, exponent), two, exponent), price(2.0, one * two, exponent), rtol=1e-12)


def test_a_doubling_at_an_exponent_of_one_halves_the_price() -> None:
    assert_allclose(learned_price.kernel(2.0, 2.0 ** np.arange(4), 1.0), [2.0, 1.0, 0.5, 0.25], rtol=1e-15)


@given(made=outputs, since=outputs, prior=st.floats(0, 1e3), scale=st.floats(1e-3, 1e3))
def test_growth_of_experience_is_a_ratio_that_prior_experience_dampens(
    made: float, since: float, prior: float, scale: float
) -> None:
    growth: Any = experience_growth.kernel
    told = growth(made, since, prior_experience=prior)
    assert_allclose(growth(made * scale, since * scale, prior_experience=prior * scale), told, rtol=1e-12)
    assert 1 < growth(made, since, prior_experience=prior + 1e3) < told
    assert base_experience.kernel(made, since) == made + since


def test_steps_of_a_path_begin_with_it_and_not_before() -> None:
    years, base = np.arange(2022.0, 2029), 2022.0
    assert_array_equal(steps_of_path.kernel(years - base, base, 2025.0), [0, 0, 0, 0, 1, 2, 3])
    assert_array_equal(steps_of_path.kernel(np.arange(3.0), 2027.0, 2025.0), [0, 1, 2])
    assert_array_equal(steps_before_base.kernel(years, 2025.0), [0, 0, 0, 0, 1, 2, 3])


def test_slopes_by_complex_steps_are_those_of_differences() -> None:
    place = [12.0, 614.1, 5.0, 1.3, 1.0, 6.0]

    def price(values: list[Any]) -> Any:
        path = dict(zip(("path_steps", "later_growth", "steps_before_base", "steps_of_path"), values[2:6]))
        made = added(values[0], values[1], **path)
        return learned_price.kernel(1.9, experience_growth.kernel(20.0, made, prior_experience=0.0), values[6])

    for index, value in enumerate([*place, 0.3]):
        point: list[Any] = [*place, 0.3]
        moved = [[*point[:index], value * (1 + step), *point[index + 1 :]] for step in (1e-6, -1e-6)]
        difference = (price(moved[0]) - price(moved[1])) / (2e-6 * value)
        point[index] = value + 1e-200j
        assert_allclose(price(point).imag / 1e-200, difference, rtol=1e-7)


def test_a_compiled_price_is_the_same_and_has_slopes() -> None:
    jax, jnp = needs_module("jax"), needs_module("jax.numpy")
    path = {"path_steps": 5.0, "later_growth": 1.3, "steps_before_base": 0.0}

    def price(steps: Any, exponent: Any) -> Any:
        made = added(12.0, 614.1, **path, steps_of_path=steps)
        return learned_price.kernel(1.9, experience_growth.kernel(20.0, made, prior_experience=0.0), exponent)

    steps = np.arange(9.0)
    with jax.enable_x64(True):
        assert_allclose(jax.jit(price)(jnp.asarray(steps), 0.3), price(steps, 0.3), rtol=1e-13)
        slope = float(jax.grad(lambda exponent: price(5.0, exponent))(0.3))
    made = added(12.0, 614.1, **path, steps_of_path=5.0)
    assert_allclose(slope, -np.log1p(made / 20.0) * price(5.0, 0.3), rtol=1e-12)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"path_steps": Q(0, "")}, r"path_steps=0(\.0)?\. Expected a finite value > 0"),
        ({"later_growth": Q(0, "")}, r"later_growth=0(\.0)?\. Expected a finite value > 0"),
        ({"steps_of_path": Q(-1, "")}, r"steps_of_path=-1(\.0)?\. Expected a finite value >= 0"),
    ],
)
def test_what_no_path_can_be_is_refused(change: dict[str, Any], told: str) -> None:
    path = {"path_steps": 5, "later_growth": 1.3, "steps_before_base": 0, "steps_of_path": 5}
    with pytest.raises(DomainError, match=told):
        yearly_added(Q(12, "GWh"), Q(614.1, "GWh"), **{**{k: Q(v, "") for k, v in path.items()}, **change})
