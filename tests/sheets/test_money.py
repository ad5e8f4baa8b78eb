"""Money from one currency and year to another: published check values, laws, and everything that is refused."""

from typing import Any

import dask.array
import numpy as np
import pint
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import Q, RateTable, UnitError, assign_price_year, exchange
from ssbmodel.sheets.money import rate_table

each = pytest.mark.parametrize

SHIPPED = "fed-h10-world-bank"
CURRENCIES = st.sampled_from(["CNY", "USD", "EUR", "JPY", "KRW", "GBP"])
YEARS = st.integers(2000, 2025)
INDICES = st.sampled_from(["gdp_deflator", "cpi"])
ORDERS = st.sampled_from(["deflate_exchange", "exchange_deflate"])
OTHER = {"deflate_exchange": "exchange_deflate", "exchange_deflate": "deflate_exchange"}


def money(value: Any, to: str, rates: Any = SHIPPED, **choices: Any) -> Any:
    return exchange(value, to=to, rates=rates, **choices)


def refused(value: Any, to: Any, rates: Any = SHIPPED, **choices: Any) -> str:
    with pytest.raises(UnitError) as caught:
        money(value, to, rates, **choices)
    return str(caught.value)


# check values


def test_a_dollar_is_7_1875_yuan_of_2025() -> None:
    assert_allclose(money(Q(1, "USD_2025"), "CNY_2025").m_as("CNY_2025"), 7.1875, rtol=1e-12)


def test_0_4_yuan_per_wh_of_2025_are_55_7_dollars_per_kwh() -> None:
    assert_allclose(money(Q(0.4, "CNY_2025/Wh"), "USD_2025").m_as("USD_2025/kWh"), 55.7, atol=0.05)


@each(("order", "expected"), [("deflate_exchange", 0.20920), ("exchange_deflate", 0.22940)])
def test_1_49_yuan_of_2022_in_dollars_of_2023_depends_on_the_order(order: Any, expected: float) -> None:
    answer = money(Q(1.49, "CNY_2022/Wh"), "USD_2023", index="gdp_deflator", order=order)
    assert_allclose(answer.m_as("USD_2023/Wh"), expected, atol=1e-5)


def test_a_euro_of_2025_is_1_13058_dollars() -> None:
    """The rate as quoted the other way round, dollars per euro."""
    assert_allclose(money(Q(1, "EUR_2025"), "USD_2025").m_as("USD_2025"), 1.13058, rtol=5e-6)
    assert_allclose(money(Q(1, "EUR_2025"), "CNY_2025").m_as("CNY_2025"), 8.1261, rtol=1e-5)


# laws


@given(
    value=st.floats(1e-6, 1e9), one=CURRENCIES, other=CURRENCIES, start=YEARS, end=YEARS, index=INDICES, order=ORDERS
)
def test_the_way_back_in_the_other_order_is_the_inverse(
    *, value: float, one: str, other: str, start: int, end: int, index: str, order: str
) -> None:
    q = Q(value, f"{one}_{start}/Wh")
    there = money(q, f"{other}_{end}", index=index, order=order)
    back = money(there, f"{one}_{start}", index=index, order=OTHER[order])
    assert_allclose(back.m_as(q.units), value, rtol=1e-12)


@given(st.floats(allow_nan=False, allow_infinity=False), CURRENCIES, st.integers(1960, 2100))
def test_the_same_money_is_the_same_to_the_last_bit_whatever_the_table_has(value: float, name: str, year: int) -> None:
    assert money(Q(value, f"{name}_{year}"), f"{name}_{year}").magnitude == value


@given(st.lists(st.floats(1e-3, 1e3), min_size=2, max_size=9), CURRENCIES, CURRENCIES, YEARS, YEARS)
def test_the_answer_scales_with_what_is_asked(values: list[float], one: str, other: str, start: int, end: int) -> None:
    choices = {"index": "cpi", "order": "deflate_exchange"}
    together = money(Q(values, f"{one}_{start}/kg"), f"{other}_{end}", **choices)
    of_one = money(Q(1, f"{one}_{start}/kg"), f"{other}_{end}", **choices)
    assert_allclose(together.magnitude, np.array(values) * of_one.magnitude, rtol=1e-12)


@given(st.floats(0.5, 20), st.floats(-0.05, 0.2), st.floats(-0.05, 0.2))
def test_the_orders_agree_where_the_rate_moves_with_inflation(rate: float, home: float, abroad: float) -> None:
    moved = rate * (1 + home) / (1 + abroad)
    inflation = {"CNY": {"cpi": {2025: home}}, "USD": {"cpi": {2025: abroad}}}
    table = RateTable("parity", ("made up",), {"CNY": {2024: rate, 2025: moved}}, inflation)
    answers = [money(Q(1, "CNY_2024"), "USD_2025", table, index="cpi", order=order).magnitude for order in OTHER]
    assert_allclose(*answers, rtol=1e-12)


@given(YEARS, YEARS, YEARS, CURRENCIES, INDICES)
def test_years_chain(start: int, between: int, end: int, currency: str, index: str) -> None:
    table = rate_table(SHIPPED)
    steps = table.price_ratio(currency, index, start, between) * table.price_ratio(currency, index, between, end)
    assert_allclose(steps, table.price_ratio(currency, index, start, end), rtol=1e-12)


@given(CURRENCIES, CURRENCIES, CURRENCIES, st.integers(1999, 2025))
def test_cross_rates_chain(one: str, between: str, other: str, year: int) -> None:
    table = rate_table(SHIPPED)
    steps = table.cross_rate(one, between, year) * table.cross_rate(between, other, year)
    assert_allclose(steps, table.cross_rate(one, other, year), rtol=1e-12)


# what it does to a quantity


def test_only_the_money_of_the_unit_is_replaced() -> None:
    answer = money(Q([1.38, 23.05], "USD_2021/m2"), "CNY_2021")
    assert dict(answer.unit_items()) == {"CNY_2021": 1, "meter": -2}
    assert_allclose(answer.magnitude, [1.38 * 6.4508, 23.05 * 6.4508], rtol=1e-12)


def test_energy_per_money_goes_the_other_way() -> None:
    assert_allclose(money(Q(1, "kWh/USD_2025"), "CNY_2025").m_as("kWh/CNY_2025"), 1 / 7.1875, rtol=1e-12)


def test_arrays_stay_arrays_and_lazy_ones_stay_lazy() -> None:
    assert money(Q(np.ones((2, 3)), "CNY_2025"), "USD_2025").magnitude.shape == (2, 3)
    lazy = money(Q(dask.array.ones(4, chunks=2), "CNY_2025"), "USD_2025").magnitude
    assert isinstance(lazy, dask.array.Array)
    assert_allclose(lazy.compute(), np.ones(4) / 7.1875, rtol=1e-12)


def test_inputs_are_not_changed() -> None:
    q = Q(np.ones(3), "CNY_2025")
    money(q, "USD_2025")
    assert q.magnitude.tolist() == [1.0, 1.0, 1.0]


def test_text_and_quantities_of_another_registry_are_read() -> None:
    assert money("7.1875 CNY_2025/Wh", "USD_2025") == Q(1, "USD_2025/Wh")
    foreign: Any = pint.UnitRegistry()
    foreign.define("CNY_2025 = [CNY_2025]")
    assert_allclose(money(7.1875 * foreign("CNY_2025/kWh"), "USD_2025").m_as("USD_2025/kWh"), 1, rtol=1e-12)


def test_within_one_year_an_index_is_not_needed_and_changes_nothing() -> None:
    plain = money(Q(1, "CNY_2025"), "USD_2025")
    assert plain == money(Q(1, "CNY_2025"), "USD_2025", index="cpi", order="deflate_exchange")


def test_within_one_currency_no_order_is_needed() -> None:
    answer = money(Q(100, "USD_2018/kWh"), "USD_2023", index="gdp_deflator")
    assert_allclose(answer.m_as("USD_2023/kWh"), 119.53, atol=0.01)


# what is refused


@each(
    ("asked", "message"),
    [
        ((Q(0.4, "CNY/Wh"), "USD_2025"), "exchange: q is in CNY/Wh, whose price year is not stated. "
         "Write q = assign_price_year(q, 2025) first."),
        ((Q(0.4, "CNY_2025/Wh"), "USD"), "exchange: to = 'USD' names no price year. Write to='USD_2025'."),
        ((Q(0.4, "CNY_2025/Wh"), "USD_3025"), "exchange: to = 'USD_3025'. Expected a price year from 1960 to 2100; "
         "write to='USD_2025'."),
        ((Q(0.4, "CNY_2025/Wh"), "USX_2025"), "exchange: to = 'USX_2025' is no money. Did you mean 'USD'? "
         "Write to='USD_2025'."),
        ((Q(0.4, "CNY_2025/Wh"), "dollar"), "exchange: to = 'dollar' is no money."),
        ((Q(0.4, "CNY_2025/Wh"), None), "exchange: to = None is no money. Expected one of CNY, USD, EUR, JPY"),
        ((Q(0.4, "Wh"), "USD_2025"), "exchange: q is in Wh, which holds no money. Expected one, such as CNY_2025/Wh."),
        ((Q(0.4, ""), "USD_2025"), "exchange: q is in a plain ratio, which holds no money."),
        ((Q(0.4, "CNY_2025/USD_2025"), "USD_2025"), "exchange: q is in CNY_2025/USD_2025, which holds more than one"),
        ((0.4, "USD_2025"), "exchange: q = 0.4 has no unit. Expected money; write Q(0.4, 'CNY_2025/Wh')."),
        ((Q(1, "CNY_2026"), "USD_2026"), f"exchange: rates '{SHIPPED}' have no exchange rate of CNY for 2026. "
         "They have 1981 to 2025."),
        ((Q(1, "CNY_2025"), "USD_2025", "fed-h10-world-bnak"), "exchange: rates = 'fed-h10-world-bnak'. Expected a "
         f"RateTable or one of {SHIPPED}. Did you mean '{SHIPPED}'?"),
        ((Q(1, "CNY_2025"), "USD_2025", ["x"]), "exchange: rates = ['x']. Expected a RateTable or one of"),
        ((Q(1, "CNY_2025"), "USD_2024"), "exchange: CNY_2025 to USD_2024 crosses years, and no index is named. "
         "Write index='gdp_deflator' or index='cpi'."),
    ],
)  # fmt: skip
def test_what_cannot_be_exchanged_is_refused(asked: tuple[Any, ...], message: str) -> None:
    assert message in refused(*asked)


@each(
    ("choices", "message"),
    [
        ({"index": "ppi"}, "exchange: index = 'ppi'. Expected 'gdp_deflator' or 'cpi'."),
        ({"index": "cpi", "order": "both"}, "order = 'both'. Expected 'deflate_exchange' or 'exchange_deflate'."),
        ({"index": "cpi"}, "exchange: CNY_2022 to USD_2025 crosses years and currencies. "
         "Write order='deflate_exchange' or order='exchange_deflate'."),
    ],
)  # fmt: skip
def test_a_choice_that_is_missing_is_refused(choices: Any, message: str) -> None:
    assert message in refused(Q(1, "CNY_2022"), "USD_2025", **choices)


@each(
    ("to", "index", "order", "message"),
    [
        ("USD_2026", "cpi", "exchange_deflate", f"rates '{SHIPPED}' have no cpi inflation of USD for 2026. "
         "They have 1987 to 2025."),
        ("USD_2026", "gdp_deflator", "exchange_deflate", "have no gdp_deflator inflation of USD for 2026. "
         "They have 1987 to 2025."),
        ("USD_2026", "cpi", "deflate_exchange", "have no exchange rate of CNY for 2026. They have 1981 to 2025."),
        ("CNY_2027", "cpi", None, "have no cpi inflation of CNY for 2026. They have 1987 to 2025."),
    ],
)  # fmt: skip
def test_a_year_beyond_the_table_is_refused(to: str, index: str, order: str | None, message: str) -> None:
    assert message in refused(Q(1, "CNY_2022"), to, index=index, order=order)


def test_the_rates_have_no_default() -> None:
    with pytest.raises(TypeError, match="rates"):
        exchange(Q(1, "CNY_2025"), to="USD_2025")  # type: ignore[call-arg]


# price years


def test_a_price_year_is_assigned_by_an_act_of_its_own() -> None:
    assert assign_price_year(Q([1.9, 6.2], "CNY/Wh"), 2025).units == Q(1, "CNY_2025/Wh").units
    assert assign_price_year("0.4 yuan/Wh", 2025) == Q(0.4, "CNY_2025/Wh")


@each(
    ("q", "year", "message"),
    [
        (Q(1, "CNY_2024/Wh"), 2025, "assign_price_year: q is in CNY_2024/Wh, which has a price year; "
         "exchange(q, to='CNY_2025', rates=...) changes it."),
        (Q(1, "Wh"), 2025, "assign_price_year: q is in Wh, which holds no money."),
        (Q(1, "CNY"), 1066, "assign_price_year: year = 1066. Expected a whole year from 1960 to 2100."),
        (Q(1, "CNY"), "2025", "assign_price_year: year = '2025'. Expected a whole year"),
        (Q(1, "CNY"), True, "assign_price_year: year = True. Expected a whole year"),
        (1.0, 2025, "assign_price_year: q = 1.0 has no unit. Expected money; write Q(1.0, 'CNY_2025/Wh')."),
    ],
)  # fmt: skip
def test_a_price_year_that_cannot_be_assigned_is_refused(q: Any, year: Any, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        assign_price_year(q, year)
    assert message in str(caught.value)
