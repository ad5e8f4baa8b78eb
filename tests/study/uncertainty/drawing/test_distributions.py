"""Distributions hold against scipy's, take no nonsense, and draw what their names say."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from ssbmodel import Assumption, Distribution, DomainError, UnitError, driving_range, figures, propagate
from ssbmodel.study.uncertainty.drawing.inverse import inverse

TAILS = np.concatenate([10.0 ** -np.arange(1, 15), np.linspace(0.001, 0.999, 997), 1 - 10.0 ** -np.arange(2, 13)])
PEERS: dict[str, tuple[dict[str, Any], Any]] = {
    "uniform": ({"uniform": (2, 5)}, stats.uniform(2, 3)),
    "triangular": ({"triangular": (1, 2, 5)}, stats.triang(0.25, 1, 4)),
    "triangular, mode at the end": ({"triangular": (1, 5, 5)}, stats.triang(1.0, 1, 4)),
    "pert": ({"pert": (0, 2, 10)}, stats.beta(1.8, 4.2, 0, 10)),
    "pert, mode at the start": ({"pert": (0, 0, 10)}, stats.beta(1, 5, 0, 10)),
    "normal": ({"normal": (10, 3)}, stats.norm(10, 3)),
    "truncated normal": ({"truncated_normal": (1, 2, 0, 3)}, stats.truncnorm(-0.5, 1, 1, 2)),
    "lognormal": ({"lognormal": (2, 0.5)}, stats.lognorm(0.5, scale=2)),
    "log-uniform": ({"log_uniform": (1, 100)}, stats.loguniform(1, 100)),
}
each = pytest.mark.parametrize


@each(("made", "peer"), PEERS.values(), ids=PEERS.keys())
def test_inverses_agree_with_scipys_to_eight_digits_of_the_standard_deviation(made: Any, peer: Any) -> None:
    found, expected = Distribution(**made, unit="").icdf(TAILS), peer.ppf(TAILS)
    # the tables' cubics are good to 1e-9 of the spread in the middle and of the value in the tails
    assert_allclose(found, expected, rtol=5e-9, atol=2e-9 * peer.std())


@each(("made", "peer"), PEERS.values(), ids=PEERS.keys())
def test_inverses_rise(made: Any, peer: Any) -> None:
    steps = np.diff(Distribution(**made, unit="").icdf(np.linspace(1e-6, 1 - 1e-6, 20_001)))
    assert (steps > -1e-9 * peer.std()).all()


def test_a_discrete_distribution_gives_its_values_with_their_weights() -> None:
    values = Distribution(discrete=((10, 1), (20, 3), (30, 0)), unit="").icdf((np.arange(1000) + 0.5) / 1000)
    assert {value: int((values == value).sum()) for value in np.unique(values)} == {10.0: 250, 20.0: 750}


def test_an_empirical_distribution_gives_the_quantiles_of_its_values() -> None:
    known = np.random.default_rng(4).gamma(2.0, size=57)
    shares = np.linspace(0, 1, 301)
    assert_allclose(Distribution(empirical=tuple(known), unit="").icdf(shares), np.quantile(known, shares), rtol=1e-12)


@given(st.floats(-50, 50), st.floats(0, 30), st.floats(0, 30))
def test_no_draw_of_a_bounded_kind_leaves_its_bounds(low: float, rise: float, further: float) -> None:
    ends = (low, low + rise, low + rise + further)
    for made in ({"triangular": ends}, {"pert": ends}, {"uniform": ends[::2]}):
        drawn = Distribution(**made, unit="").icdf(np.asarray([0.0, 2.0**-53, 0.3, 0.5, 1 - 2.0**-53]))
        slack = 1e-12 * max(map(abs, ends))
        assert ends[0] - slack <= drawn.min() <= drawn.max() <= ends[2] + slack


def test_specifications_are_frozen_equal_by_value_and_picklable() -> None:
    one = Distribution(pert=(1, 2, 3), unit="kWh")
    assert pickle.loads(pickle.dumps(one)) == one == Distribution(pert=(1, 2, 3), unit="kWh")
    with pytest.raises(DomainError, match=r"Distribution is frozen: unit cannot be set"):
        one.unit = "Wh"


def test_a_figures_printed_bounds_make_a_distribution_by_a_named_rule() -> None:
    figure = figures["004/battery-cost-2025"]
    made = Distribution.of(figure, "geometric mean of the printed bounds, spread over them")
    assert made == Distribution(triangular=(1.9, (1.9 * 6.2) ** 0.5, 6.2), unit="CNY/Wh")
    with pytest.raises(
        DomainError, match=r"rule='high end as printed' reads no spread from figure .*one of: middle of"
    ):
        Distribution.of(figure, "high end as printed")


def test_an_assumptions_spread_makes_a_distribution() -> None:
    told: Any = {"name": "heater_power", "unit": "kW", "reason": "A test needs it here."}
    made = Distribution.of(Assumption(**told, spread={"uniform": (0, 3)}))
    assert made == Distribution(uniform=(0, 3), unit="kW")
    with pytest.raises(DomainError, match=r"assumption 'heater_power' has no spread. Give it one"):
        Distribution.of(Assumption(**told, value=2))


@each("u", [1.5, -1, [0.5, 1.0000001], float("nan"), 95], ids=str)
def test_shares_outside_0_to_1_are_refused(u: Any) -> None:
    for made in ({"normal": (1, 2)}, {"uniform": (1, 2)}):
        with pytest.raises(DomainError, match=r"icdf: u=.* Expected shares between 0 and 1; write icdf\(0.95\) for 95"):
            Distribution(**made, unit="kWh").icdf(u)


@each(("made", "peer"), PEERS.values(), ids=PEERS.keys())
def test_percentiles_are_those_of_the_peer(made: Any, peer: Any) -> None:
    assert_allclose(Distribution(**made, unit="").percentiles(), peer.ppf([0.05, 0.5, 0.95]), rtol=5e-9)


def test_a_distribution_given_by_percentiles_prints_them_back() -> None:
    made = Distribution(lognormal={"p5": 1.9, "p95": 6.2}, unit="CNY_2025/Wh")
    assert_allclose(made.percentiles(), (1.9, (1.9 * 6.2) ** 0.5, 6.2), rtol=1e-8)


@each(
    ("wrong", "told"),
    [
        ({"uniform": (2, 1)}, r"uniform=\[2.0, 1.0\] is not in rising order"),
        ({"uniform": (float("nan"), 1)}, r"uniform.0=nan. Input should be a finite number"),
        ({"triangular": (1, 3, 2)}, r"triangular=\[1.0, 3.0, 2.0\] is not in rising order"),
        ({"normal": (1, -1)}, r"normal=\[1.0, -1.0\] is not in rising order"),
        ({"lognormal": (0, 1)}, r"lognormal=\[0.0, 1.0\]. Expected a first value > 0"),
        ({"log_uniform": (-1, 1)}, r"log_uniform=\[-1.0, 1.0\]. Expected a first value > 0"),
        ({"discrete": ((1, 0), (2, 0))}, r"discrete has no weight to draw by"),
        ({"discrete": ((1, -1), (2, 3))}, r"discrete has no weight to draw by"),
        ({"empirical": ()}, r"empirical has no weight to draw by"),
        ({}, r"Expected exactly one distribution"),
        ({"uniform": (1, 2), "normal": (1, 2)}, r"Expected exactly one distribution"),
        ({"unifrom": (1, 2)}, r"unknown key 'unifrom'. Did you mean 'uniform'\?"),
    ],
)
def test_what_is_no_distribution_is_refused(wrong: Any, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        Distribution(**wrong, unit="")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnitError, match=r"'Whh' is not a known unit. Did you mean 'Wh'\?"):
        Distribution(uniform=(1, 2), unit="Whh")


FIXED = {"usable_energy": "85 kWh", "battery_consumption": "150 Wh/km"}


def test_a_distribution_in_another_unit_gives_the_same_answers() -> None:
    inputs = FIXED | {"capacity_retention": "0.9"}
    one = propagate(driving_range, inputs | {"usable_energy": Distribution(uniform=(50, 80), unit="kWh")}, n=64)
    other = propagate(driving_range, inputs | {"usable_energy": Distribution(uniform=(180, 288), unit="MJ")}, n=64)
    assert_allclose(other["driving_range"].draws.m_as("km"), one["driving_range"].draws.m_as("km"), rtol=1e-12)


def test_a_distribution_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(UnitError, match=r"capacity_retention is distributed in kWh. Expected something convertible to"):
        propagate(driving_range, FIXED | {"capacity_retention": Distribution(uniform=(0, 1), unit="kWh")}, n=8)


def test_draws_that_the_parameter_cannot_be_are_refused() -> None:
    with pytest.raises(
        DomainError, match=r"capacity_retention is drawn from 0.9 to 1.1. Expected values above 0 to 1;"
    ):
        propagate(driving_range, FIXED | {"capacity_retention": Distribution(uniform=(0.9, 1.1), unit="")}, n=8)
    with pytest.raises(DomainError, match=r"capacity_retention is drawn from .* write a bounded distribution"):
        propagate(driving_range, FIXED | {"capacity_retention": Distribution(normal=(0.9, 0.1), unit="")}, n=64)


def test_anything_with_a_ppf_is_drawn_from() -> None:
    found = propagate(driving_range, FIXED | {"capacity_retention": stats.beta(8, 2)}, n=4096)
    assert_allclose(found["driving_range"].mean.m_as("km"), 85_000 / 150 * 0.8, rtol=1e-4)


def test_a_foreign_law_that_gives_no_numbers_is_refused() -> None:
    class Broken:
        def icdf(self, u: Any) -> Any:
            return np.full(u.shape, np.nan)

    with pytest.raises(DomainError, match=r"a distribution's icdf gives .* Expected a finite value for each share"):
        propagate(driving_range, FIXED | {"capacity_retention": Broken()}, n=8)


def test_sixteen_threads_at_first_use_draw_what_one_does() -> None:
    laws = [Distribution(pert=(0, mode / 10, 1), unit="") for mode in range(1, 9)] * 2
    shares = np.linspace(0.001, 0.999, 500)
    inverse.cache_clear()
    with ThreadPoolExecutor(16) as pool:
        drawn = list(pool.map(lambda law: law.icdf(shares), laws))
    assert all(np.array_equal(values, law.icdf(shares)) for values, law in zip(drawn, laws))
