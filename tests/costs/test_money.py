"""The money of a study: the factors into it against printed ones, how they are told, and what is refused."""

import pickle
import tomllib
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import MoneyError, Q, RateTable, exchange, learning_investment
from ssbmodel.costs.money import Money
from ssbmodel.sheets.money import Index, Order, rate_tables
from ssbmodel.sheets.rates import Origin

each = pytest.mark.parametrize

INDICES, ORDERS = get_args(Index), get_args(Order)
CURRENCIES = ("CNY", "USD", "EUR", "JPY", "KRW", "GBP")
moneys = st.builds("{}_{}".format, st.sampled_from(CURRENCIES), st.integers(2000, 2025))
ways = st.fixed_dictionaries({"index": st.sampled_from(INDICES), "order": st.sampled_from(ORDERS)})
prices = st.floats(1e-3, 1e3)
# Made up: half the years are no actual values. Prices double each year in China and triple in the US.
OWN = RateTable(
    "own",
    ("a bank",),
    {"CNY": {2024: 7.0, 2025: 7.5, 2026: 8.0}},
    {"CNY": {"cpi": {2025: 1.0, 2026: 1.0}}, "USD": {"cpi": {2025: 2.0, 2026: 2.0}}},
    {
        "CNY": {"per_usd": {2026: Origin("part-year")}, "cpi": {2025: Origin("estimate"), 2026: Origin("forecast")}},
        "USD": {"cpi": {2025: Origin("derived")}},
    },
)


def refused(call: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(MoneyError) as caught:
        call(*arguments, **named)
    return str(caught.value)


# printed values


@each(
    ("index", "exchanged_first", "deflated_first"),
    [("cpi", 6.76, 7.91), ("gdp_deflator", 6.57, 7.82)],
)
def test_a_dollar_of_2022_is_6_76_to_7_91_yuan_of_2025(
    index: Any, exchanged_first: float, deflated_first: float
) -> None:
    both = Money("CNY_2025", index=index).both_orders("USD_2022")
    assert_allclose([*both.values()], [exchanged_first, deflated_first], atol=5e-3)  # as printed, to two decimals
    assert [*both] == ["exchange_deflate", "deflate_exchange"]


def test_a_dollar_of_2022_by_hand() -> None:
    """Rates of 2022 and 2025: Fed H.10. Consumer prices in percent: World Bank 2023 and 2024, IMF 2025."""
    both = Money("CNY_2025").both_orders("USD_2022")
    assert_allclose(both["exchange_deflate"], 6.729 * 1.002348 * 1.002181 * 1.00013, rtol=1e-12)
    assert_allclose(both["deflate_exchange"], 1.041163 * 1.029495 * 1.027147 * 7.1875, rtol=1e-12)


@each(
    ("stated", "name", "how"),
    [
        ("USD_2022", "exchange_USD_2022_CNY_2025",
         "exchanged at 6.729 of 2022, then China's CPI to 2025, an estimate"),
        ("USD_2025", "exchange_USD_2025_CNY_2025", "exchanged at 7.1875 of 2025"),
        ("CNY_2023", "exchange_CNY_2023_CNY_2025", "China's CPI to 2025, an estimate"),
        ("EUR_2024", "exchange_EUR_2024_CNY_2025",
         "exchanged at 7.7859 of 2024, then China's CPI to 2025, an estimate"),  # 7.1957 / 0.9242
        ("CNY_2025", "exchange_CNY_2025_CNY_2025", "the money of the study itself"),
    ],
)  # fmt: skip
def test_a_factor_has_a_name_and_says_how_it_was_found(stated: str, name: str, how: str) -> None:
    entrance = Money("CNY_2025").entrance(stated)
    assert (entrance.name, entrance.how) == (name, how)


def test_the_other_order_and_index_are_told_in_their_own_words() -> None:
    told = {
        (index, order): Money("EUR_2025", index=index, order=order).entrance("USD_2020").how
        for index, order in product(INDICES, ORDERS)
    }
    assert told == {
        ("cpi", "exchange_deflate"): "exchanged at 0.8764 of 2020, then the euro area's CPI to 2025, an estimate",
        ("cpi", "deflate_exchange"): "the US CPI to 2025, an estimate, then exchanged at 0.8845 of 2025",
        ("gdp_deflator", "exchange_deflate"):
            "exchanged at 0.8764 of 2020, then the euro area's GDP deflator to 2025, an estimate",
        ("gdp_deflator", "deflate_exchange"):
            "the US GDP deflator to 2025, an estimate, then exchanged at 0.8845 of 2025",
    }  # fmt: skip


@each(
    ("unit", "stated", "factor", "how"),
    [
        ("CNY_2026", "USD_2024", 28.0,
         "exchanged at 7 of 2024, then China's CPI to 2026, 2025 an estimate, 2026 a forecast"),
        ("USD_2024", "CNY_2025", 1 / 7.5 / 3, "exchanged at 0.13333 of 2025, then the US CPI to 2024, "
         "2025 a derived value"),
        ("CNY_2026", "USD_2026", 8.0, "exchanged at 8 of 2026, of part of the year"),
        ("USD_2026", "USD_2025", 3.0, "the US CPI to 2026"),
    ],
)  # fmt: skip
def test_every_year_that_is_no_actual_value_is_told(unit: str, stated: str, factor: float, how: str) -> None:
    entrance = Money(unit, rates=OWN).entrance(stated)
    assert_allclose(entrance.factor, factor, rtol=1e-15)
    assert entrance.how == how


# laws


@given(prices, prices, moneys, moneys, ways)
def test_what_is_exchanged_at_the_entrance_is_what_is_exchanged_at_the_exit(
    start: float, part: float, stated: str, unit: str, way: Any
) -> None:
    factor = Money(unit, **way).entrance(stated).factor
    rest = (0.2, 1e9, 1e8)  # learning rate, output, experience before
    one = learning_investment.kernel(factor * start, factor * start * part / 1e3, *rest[:2], prior_experience=rest[2])
    other = factor * learning_investment.kernel(start, start * part / 1e3, *rest[:2], prior_experience=rest[2])
    assert_allclose(one, other, rtol=1e-12)


@given(st.lists(st.tuples(prices, prices), min_size=1, max_size=20), moneys, moneys, ways)
def test_a_bill_is_the_same_exchanged_line_by_line_or_as_a_sum(
    lines: list[tuple[float, float]], stated: str, unit: str, way: Any
) -> None:
    def bill(priced: Any) -> Any:
        return sum((price * Q(mass, "kg") for price, (_, mass) in zip(priced, lines)), start=0 * priced[0] * Q(1, "kg"))

    def to(q: Any) -> Any:
        return exchange(q, to=unit, rates="fed-h10-world-bank", **way)

    listed = [Q(price, f"{stated}/kg") for price, _ in lines]
    assert_allclose(bill([to(q) for q in listed]).m_as(unit), to(bill(listed)).m_as(unit), rtol=1e-12)
    by_factor = Money(unit, **way).entrance(stated).factor * bill(listed).m_as(stated)
    assert_allclose(by_factor, to(bill(listed)).m_as(unit), rtol=1e-12)


@given(moneys, moneys, ways)
def test_in_and_out_by_the_other_order_is_one(stated: str, unit: str, way: Any) -> None:
    other = {"exchange_deflate": "deflate_exchange", "deflate_exchange": "exchange_deflate"}[way["order"]]
    back: Any = {**way, "order": other}
    assert_allclose(Money(unit, **way).entrance(stated).factor * Money(stated, **back).entrance(unit).factor, 1, 1e-12)


@given(moneys, moneys, moneys, st.sampled_from(INDICES))
def test_exchanged_first_in_one_year_chains_over_a_third_currency(one: str, third: str, unit: str, index: Any) -> None:
    """By way of a third currency of the year stated nothing changes; by way of another year it would."""
    between = f"{third[:3]}_{one[4:]}"
    money = Money(unit, index=index)
    steps = Money(between, index=index).entrance(one).factor * money.entrance(between).factor
    assert_allclose(steps, money.entrance(one).factor, rtol=1e-12)


@given(moneys, moneys, ways)
def test_both_orders_hold_the_one_that_is_used(stated: str, unit: str, way: Any) -> None:
    money = Money(unit, **way)
    assert money.both_orders(stated)[money.order] == money.entrance(stated).factor


# what it is


def test_a_money_is_a_record_that_compares_hashes_and_pickles() -> None:
    money = Money("CNY_2025")
    assert money == Money(unit="CNY_2025", rates="fed-h10-world-bank", index="cpi", order="exchange_deflate")
    assert money != Money("CNY_2025", index="gdp_deflator")
    own = Money("CNY_2025", rates=OWN)
    assert {money: 1, own: 2}[pickle.loads(pickle.dumps(own))] == 2
    assert money.entrance("USD_2022") is money.entrance("USD_2022")
    assert "is frozen: unit cannot be set" in refused(setattr, money, "unit", "USD_2025")


def test_the_table_of_a_name_is_that_name() -> None:
    assert Money("CNY_2025", rates=rate_tables["fed-h10-world-bank"]) == Money("CNY_2025")
    assert Money("CNY_2025", rates=OWN).sources == ("a bank",)


@given(moneys, ways)
def test_a_file_gives_back_what_was_written(unit: str, way: Any) -> None:
    money = Money(unit, **way)
    written = ", ".join(f'{key} = "{value}"' for key, value in money.to_table().items())
    assert Money.from_table(tomllib.loads(f"money = {{ {written} }}")["money"]) == money


def test_a_table_of_ones_own_is_written_once_it_has_a_name(tmp_path: Path) -> None:
    money = Money("CNY_2025", rates=OWN)
    assert refused(money.to_table) == (
        "Money: a file names its rates, and 'own' is the name of none. "
        "Add it first: rate_tables.add(table.name, table), or rate_tables.read(path)."
    )
    rate_tables.add(OWN.name, OWN)
    try:
        named = Money("CNY_2025", rates=OWN)
        assert Money.from_table(named.to_table()) == named
        assert named.entrance("USD_2024").factor == money.entrance("USD_2024").factor == 14.0
    finally:  # what is added stays for as long as the program runs
        rate_tables._own.remove("own")
        del rate_tables._held["own"]


# what is refused


@each(
    ("choices", "message"),
    [
        ({"unit": "CNY"}, "Money: unit = 'CNY' names no price year. Write Money('CNY_2025')."),
        ({"unit": "CNY_1066"}, "Money: unit = 'CNY_1066'. Expected a price year from 1960 to 2100; "
         "write Money('CNY_2025')."),
        ({"unit": "CNX_2025"}, "Money: unit = 'CNX_2025' is no money. Did you mean 'CNY'? Write Money('USD_2025')."),
        ({"unit": "CNY_2025/Wh"}, "Money: unit = 'CNY_2025/Wh' is no money."),
        ({"unit": 2025}, "Money: unit = 2025 is no money. Expected one of CNY, USD, EUR, JPY, KRW, GBP."),
        ({}, "Money: unit = '' is no money. Expected one of CNY, USD"),
        ({"unit": "CNY_2025", "index": "ppi"}, "Money: index='ppi'. Input should be 'gdp_deflator' or 'cpi'."),
        ({"unit": "CNY_2025", "order": "both"}, "Money: order='both'. Input should be 'deflate_exchange' or"),
        ({"unit": "CNY_2025", "ordre": "both"}, "Money: unknown key 'ordre'. Did you mean 'order'?"),
        ({"unit": "CNY_2025", "rates": "fed-h10"}, "Money: rates = 'fed-h10'. Expected a RateTable or one of fed-h10-"),
        ({"unit": "CNY_2025", "rates": 5}, "Money: rates = 5. Expected a RateTable or one of fed-h10-world-bank."),
    ],
)  # fmt: skip
def test_a_money_that_cannot_be_is_refused(choices: Any, message: str) -> None:
    assert message in refused(Money, **choices)
    assert message in refused(Money.from_table, choices)


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = refused(Money, "CNY", index="ppi", order="both")
    assert [line[:12] for line in told.splitlines()] == ["Money: unit ", "Money: index", "Money: order"]


def test_a_file_that_writes_money_as_text_is_told_what_to_write() -> None:
    told = "money = 'CNY_2025'. Expected a table; write money = { unit = 'CNY_2025' }."
    assert refused(Money.from_table, "CNY_2025") == told


@each(
    ("stated", "message"),
    [
        ("USD", "Money: a price in USD states no price year. Write its unit with the year, such as 'USD_2025/kg'; or "
         "assign_price_year(price, 2025)."),
        ("USX_2022", "Money: money = 'USX_2022' is no money. Did you mean 'USD'? Write 'USD_2025'."),
        ("USD_3000", "Money: money = 'USD_3000'. Expected a price year from 1960 to 2100; write 'USD_2025'."),
        ("USD_2022/kg", "Money: money = 'USD_2022/kg' is no money."),
        (None, "Money: money = None is no money."),
        ("USD_2026", "rates 'fed-h10-world-bank' have no exchange rate of CNY for 2026. They have 1981 to 2025."),
        ("CNY_2026", "rates 'fed-h10-world-bank' have no cpi inflation of CNY for 2026. They have 1987 to 2025."),
        ("USD_1980", "rates 'fed-h10-world-bank' have no exchange rate of CNY for 1980. They have 1981 to 2025."),
    ],
)  # fmt: skip
def test_a_money_that_cannot_enter_is_refused(stated: Any, message: str) -> None:
    assert message in refused(Money("CNY_2025").entrance, stated)
    assert message in refused(Money("CNY_2025").both_orders, stated)


def test_what_the_refusal_of_a_price_without_a_year_says_works() -> None:
    from ssbmodel import assign_price_year

    assert str(assign_price_year(Q(170, "USD/kg"), 2025).units) == str(Q(1, "USD_2025/kg").units)
    assert Money("CNY_2025").entrance("USD_2025").factor == 7.1875
