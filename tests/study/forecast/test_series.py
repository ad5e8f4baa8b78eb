"""Series and experience: what they refuse, what they are transcribed from, and what does not depend on the units."""

import csv
import math
from itertools import accumulate
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import MoneyError, Q, ScenarioError, UnitError
from ssbmodel.presets.loader import preset
from ssbmodel.study.forecast.series import (
    CostSeries,
    Experience,
    fit_levels,
    fit_prior_experience,
    fit_two_factors,
    named_series,
    separation,
)

from ...needs import needs_data

YEARS = (2020, 2021, 2022)


def series(cost: Any = None, years: Any = YEARS, experience: Any = None) -> CostSeries:
    cost = Q([3.0, 2.0, 1.5], "CNY_2025/Wh") if cost is None else cost
    return CostSeries("toy", years, cost, "price", "cell", "rated", "made up", experience)


def counted(amount: Any = None, prior: Any = None, scope: str = "cells", since: int = 2000) -> Experience:
    amount = Q([1.0, 2.0, 5.0], "GWh") if amount is None else amount
    return Experience(amount, scope, since, Q(0, "GWh") if prior is None else prior, "nothing before")


REFUSED: list[tuple[Any, type[Exception], str]] = [
    (lambda: series(years=(2020, 2022, 2023)), ScenarioError, "^series 'toy': 2022 follows 2020. Expected years that"),
    (lambda: series(years=(2020, 2019, 2021)), ScenarioError, "^series 'toy': 2019 follows 2020."),
    (
        lambda: series(Q([1.0], "CNY_2025/Wh"), (2020,)),
        ScenarioError,
        r"^series 'toy' has years=\[2020\]. Expected 2 years or more",
    ),
    (
        lambda: series(Q([1.0, 0.0, 2.0], "CNY_2025/Wh")),
        ScenarioError,
        "the cost of 2021 is 0 CNY_2025/Wh. Expected a finite value above 0",
    ),
    (lambda: series(Q([1.0, 2.0, math.inf], "CNY_2025/Wh")), ScenarioError, "the cost of 2022 is inf CNY_2025/Wh."),
    (lambda: series(Q([1.0, 2.0], "CNY_2025/Wh")), ScenarioError, "3 years but 2 costs"),
    (lambda: series(Q([1.0, 2.0, 3.0], "CNY/Wh")), MoneyError, "cost is in CNY of no stated year"),
    (
        lambda: series([Q(1.0, "USD_2018/kWh"), Q(1.0, "USD_2019/kWh"), Q(1.0, "USD_2018/kWh")]),
        MoneyError,
        "the cost of 2020 is in USD_2018 / kWh but that of 2021 in USD_2019 / kWh. Convert one of them first",
    ),
    (lambda: series([1.0, 2.0, 3.0]), UnitError, "the cost has no unit. Write cost=Q"),
    (lambda: series(Q([1.0, 2.0, 3.0], "kWh")), UnitError, "convertible to money/Wh"),
    (lambda: series().x, ScenarioError, "^series 'toy' has no experience. Write experience=Experience"),
    (
        lambda: series().until(2020),
        ScenarioError,
        "^series 'toy' covers 2020 to 2022: too few of its years are left. Expected 2 or more",
    ),
    (
        lambda: counted(Q([1.0, 1.0, 2.0], "GWh")),
        ScenarioError,
        r"^experience 'cells': amount 2 of 3 is 1e\+09 Wh. Expected finite amounts above 0, each above the one before",
    ),
    (lambda: counted(Q([0.0, 1.0, 2.0], "GWh")), ScenarioError, "^experience 'cells': amount 1 of 3 is 0 Wh"),
    (lambda: counted(Q([1.0, math.nan, 2.0], "GWh")), ScenarioError, "^experience 'cells': amount 2 of 3 is nan Wh"),
    (
        lambda: series(experience=counted(Q([1.0, 2.0], "GWh"))),
        ScenarioError,
        "3 years but 2 amounts of experience",
    ),
    (
        lambda: counted(prior=Q(-1, "GWh")),
        ScenarioError,
        "prior=-1.0 gigawatt_hour. Expected 0 Wh or more with a reason",
    ),
    (lambda: counted(prior=3.0), UnitError, "^prior=3.0 has no unit. Expected Wh; write prior=Q"),
    (lambda: counted(prior=Q(1, "km")), UnitError, "^prior is in km. Expected something convertible to Wh"),
    (lambda: counted() + counted(since=1991), ScenarioError, "do not add. Expected one scope and one first year"),
    (lambda: named_series("lithium-ion-cell"), ScenarioError, "Did you mean 'lithium-ion-cells'?"),
]


@pytest.mark.parametrize(("make", "error", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_compared_is_refused(make: Any, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        make()


def test_a_list_of_costs_in_one_money_is_a_series() -> None:
    listed = series([Q(3.0, "CNY_2025/Wh"), Q(2.0, "CNY_2025/Wh"), Q(1.5, "CNY_2025/Wh")])
    assert_allclose(listed.y, series().y)


def test_amounts_of_one_scope_and_first_year_add() -> None:
    total = counted() + counted(Q([2.0, 3.0, 4.0], "GWh"), prior=Q(1, "GWh"))
    assert_allclose(np.exp(total.x) / 1e9, [4.0, 6.0, 10.0])


@given(st.sampled_from(["kWh", "MWh", "TWh"]), st.floats(0, 100))
def test_fits_do_not_depend_on_the_unit_of_experience(unit: str, prior: float) -> None:
    one = counted(prior=Q(prior, "GWh"))
    other = counted(Q(Q([1.0, 2.0, 5.0], "GWh"), unit), prior=Q(Q(prior, "GWh"), unit))
    assert_allclose(np.diff(series(experience=one).x), np.diff(series(experience=other).x), rtol=1e-9)


def test_the_transcribed_series_are_the_published_ones() -> None:
    with (needs_data() / "liion_ziegler_trancik_2021.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    price = [float(row["price_all_usd2018_per_kwh"]) for row in rows]
    round_ = [float(row["price_cyl_usd2018_per_kwh"]) for row in rows if row["price_cyl_usd2018_per_kwh"]]
    market = [float(row["market_all_mwh_per_yr"]) for row in rows if row["market_all_mwh_per_yr"]]
    for name, wanted in (("lithium-ion-cells-extended", price), ("lithium-ion-cylindrical", round_)):
        assert_allclose(np.exp(named_series(name).y) * 1e3, wanted, rtol=1e-12)
    entry = next(e for e in preset("series.toml")["series"] if e["name"] == "lithium-ion-cells")
    assert entry["experience"]["market"] == market
    assert_allclose(np.exp(named_series("lithium-ion-cells").y) * 1e3, price[:26], rtol=1e-12)


def test_the_constructed_market_goes_on_where_the_published_one_ends() -> None:
    with (needs_data() / "liion_ev_demand_and_market.csv").open(encoding="utf-8", newline="") as file:
        rows = {int(row["year"]): row for row in csv.DictReader(file)}
    market = preset("series.toml")["market"]
    wanted = [float(rows[year]["all_liion_market_gwh"]) for year in range(2017, 2026)]
    assert (market["first_year"], market["amount"]) == (2017, wanted)
    ends = np.exp(named_series("lithium-ion-cells-extended").x[-3:]) / 1e9
    assert_allclose(np.diff(ends), wanted[:2], rtol=1e-3)  # the cumulative column has one decimal


def test_the_experience_is_the_running_sum_of_the_annual_market() -> None:
    entry = next(e for e in preset("series.toml")["series"] if e["name"] == "lithium-ion-cells")["experience"]
    assert_allclose(entry["amount"], list(accumulate(entry["market"])), rtol=1e-5)  # six digits are printed


def test_every_series_names_its_source_and_one_price_year() -> None:
    for entry in preset("series.toml")["series"]:
        found = named_series(entry["name"])
        assert len(found.source) > 20
        assert "_" in found.money


def test_prior_experience_that_made_the_data_is_found_again() -> None:
    made = np.array([0.01, 0.1, 0.5, 1.0, 3.0, 10.0, 40.0, 100.0])
    wobble = 1 + 0.01 * np.array([1, -1, 1, -1, -1, 1, -1, 1])
    cost = 5.0 * (made + 2.0) ** -0.4 * wobble
    found = fit_prior_experience(series(Q(cost, "CNY_2025/Wh"), tuple(range(2000, 2008)), counted(Q(made, "GWh"))))
    assert_allclose(found.prior.m_as("GWh"), 2.0, rtol=0.1)
    assert found.low.m_as("GWh") < 2.0 < found.high.m_as("GWh")
    assert_allclose(found.exponent, 0.4, rtol=0.05)


def test_an_exact_law_is_fitted_exactly() -> None:
    x = np.array([0.0, 1.0, 3.0, 4.0])
    fit = fit_levels(x, 2.0 - 0.32 * x)
    assert_allclose([fit.slope, fit.r2], [-0.32, 1.0], rtol=1e-12)
    assert_allclose(fit.learning_rate, 1 - 2**-0.32, rtol=1e-12)


def test_under_steady_growth_time_and_experience_cannot_be_told_apart() -> None:
    years = tuple(range(2000, 2010))
    made = counted(Q(np.exp(0.3 * np.arange(10)), "GWh"))
    found = separation(series(Q(np.exp(-0.12 * np.arange(10)), "CNY_2025/Wh"), years, made))
    assert_allclose(found, [-0.12, -0.12, 1.0], rtol=1e-9)
    assert separation(named_series("lithium-ion-cells")).correlation < 0.99


def test_two_factors_are_told_apart_where_they_move_apart_and_refused_where_not() -> None:
    x, knowledge = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([0.0, 2.0, 1.0, 3.0, 0.5])
    found = fit_two_factors(x, knowledge, 1.0 - 0.3 * x - 0.1 * knowledge)
    assert_allclose([found.experience_exponent, found.knowledge_exponent], [0.3, 0.1], rtol=1e-10)
    with pytest.raises(ScenarioError, match=r"^condition=.* of experience and knowledge\. Expected at most 10"):
        fit_two_factors(x, x + 1e-3 * knowledge, x)
