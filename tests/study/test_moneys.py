"""Money enters a study at one place: results in another money are those of the study in that money."""

import pickle
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Money, MoneyError, Study, exchange
from ssbmodel.show.answers import Answers
from ssbmodel.study.moneys import stated_moneys
from ssbmodel.study.results import has_money

from .studies import DOLLARS, stated

each = pytest.mark.parametrize
WAYS: list[dict[str, Any]] = [
    {"unit": "USD_2025"},
    {"unit": "EUR_2020", "index": "gdp_deflator", "order": "deflate_exchange"},
    {"unit": "CNY_2022", "order": "deflate_exchange"},
]


def entered(study: Study, unit: str, **way: Any) -> Study:
    """Return a study whose prices enter another money, by its own table, index and order but for what is said."""
    own = {"rates": study.money.rates, "index": study.money.index, "order": study.money.order}
    return study.replace(money=Money(unit, **{**own, **way}))


def same(found: Any, wanted: Any) -> None:
    """Hold results to be equal in value, unit, axes and labels."""
    assert list(found) == list(wanted)
    for name in wanted:
        assert (found[name].unit, found[name].dims, found[name].labels) == (
            wanted[name].unit, wanted[name].dims, wanted[name].labels,
        )  # fmt: skip
        assert_allclose(found[name].magnitude, wanted[name].magnitude, rtol=4e-15)


@each("way", WAYS)
@each("name", Study.named_studies())
def test_results_in_another_money_are_those_of_the_study_in_that_money(name: str, way: dict[str, Any]) -> None:
    study = Study.named(name)
    found, wanted = study.run().in_money(way["unit"], **_said(way)), entered(study, **way)
    same(found, wanted.run())
    assert found.study == wanted
    assert any(map(has_money, found.values()))


def _said(way: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in way.items() if key != "unit"}


@each("name", ["documents-central", "sulfide-in-et7"])
def test_what_pages_and_commands_show_in_another_money_is_drawn_in_that_money(name: str) -> None:
    study = Study.named(name)
    wanted = Answers(entered(study, "USD_2025")).found
    same(Answers(study).in_money("USD_2025").found, wanted)
    same(Answers(study).found.in_money("USD_2025"), wanted)


def test_the_study_s_own_index_and_order_hold_where_nothing_is_said() -> None:
    study = Study.named("sulfide-in-et7")
    for way in WAYS[1:]:
        own = study.replace(money=Money("CNY_2025", **_said(way)))
        same(own.run("pack_price").in_money(way["unit"]), entered(study, **way).run("pack_price"))


def test_there_and_back_is_the_same() -> None:
    found = Study.named("sulfide-in-et7").run()
    same(found.in_money("EUR_2020").in_money("CNY_2025"), found)


def test_a_price_stated_in_the_money_asked_for_comes_back_as_stated() -> None:
    study = stated(base_pack_unit_price="300 USD_2022/kWh", target_pack_unit_price="100 USD_2022/kWh")
    for order in ("exchange_deflate", "deflate_exchange"):
        found = study.run("base_pack_unit_price").in_money("USD_2022", order=order)
        assert_allclose(found.base_pack_unit_price.m_as("USD_2022/kWh"), 300, rtol=1e-15)


def test_prices_of_one_money_in_one_year_differ_by_one_factor_whether_exchanged_before_or_after() -> None:
    found = Study.named("documents-central").run("pack_price")
    after = exchange(found.pack_price.value, to="USD_2025", rates="fed-h10-world-bank")
    assert_allclose(found.in_money("USD_2025").pack_price.m_as("USD_2025"), after.m_as("USD_2025"), rtol=1e-14)


def test_what_was_picked_stays_picked_and_axes_and_cases_stay() -> None:
    study = stated(base_pack_unit_price=DOLLARS, rated_energy="100 kWh")
    found = study.run("pack_price", "pack_mass")
    dollars = entered(study, "USD_2025").run("pack_price", "pack_mass")
    same(found.in_money("USD_2025"), dollars)
    same(
        found.sel(year=2030, case="greatest corner").in_money("USD_2025"),
        dollars.sel(year=2030, case="greatest corner"),
    )
    same(found.in_money("USD_2025").sel(year=2030), dollars.sel(year=2030))
    same(pickle.loads(pickle.dumps(found.sel(year=2030))).in_money("USD_2025"), dollars.sel(year=2030))


def test_several_studies_enter_the_other_money_each() -> None:
    named = {name: Study.named(name) for name in ("sulfide-in-et7", "liquid-nmc-in-et7")}
    found = Study.over("route", named).run("pack_price", "pack_mass").in_money("USD_2025")
    wanted = Study.over("route", {name: entered(one, "USD_2025") for name, one in named.items()})
    same(found, wanted.run("pack_price", "pack_mass"))
    one = Study.over("route", named).run("pack_price").sel(route="sulfide-in-et7").in_money("USD_2025")
    same(one, entered(named["sulfide-in-et7"], "USD_2025").run("pack_price"))


def test_the_moneys_that_prices_were_stated_in() -> None:
    study = stated(base_pack_unit_price="300 USD_2022/kWh")
    assert stated_moneys(study) == ("USD_2022", "CNY_2025")
    assert stated_moneys(study, "base_pack_price") == ("USD_2022",)
    assert stated_moneys(study, "pack_mass") == ()


WRITE = "Write in_money('USD_2025')."
KNOWN = f"Expected one of CNY, USD, EUR, JPY, KRW, GBP. {WRITE}"
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"to": "kg"}, f"in_money: to = 'kg' is no money. {KNOWN}"),
    ({"to": "USD"}, f"in_money: to = 'USD' names no price year. {WRITE}"),
    ({"to": 5}, f"in_money: to = 5 is no money. {KNOWN}"),
    ({"to": "USD_2025/kWh"}, f"in_money: to = 'USD_2025/kWh' is no money. Did you mean 'USD'? {WRITE}"),
    ({"to": "USD_2025", "order": "later"}, "Money: order='later'. Input should be 'deflate_exchange' or 'exchange_"),
    ({"to": "JPY_2026"}, "exchange: rates 'fed-h10-world-bank' have no cpi inflation of JPY for 2026. "),
]


@each(("asked", "told"), REFUSED)
def test_what_is_no_money_is_refused_with_what_to_write(asked: dict[str, Any], told: str) -> None:
    found = stated().run("pack_price", "pack_mass")
    with pytest.raises(MoneyError) as refused:
        found.in_money(**asked)
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)
    assert found.in_money("USD_2025").pack_price.unit == "USD_2025"  # what the advice says to write


def test_a_factor_of_one_s_own_into_the_study_s_money_says_nothing_of_another() -> None:
    plain = stated(base_pack_unit_price="300 USD_2022/kWh")
    study = plain.replace(exchange_USD_2022_CNY_2025=7)
    with pytest.raises(MoneyError) as refused:
        study.run("base_pack_price").in_money("EUR_2025")
    write = "Write study.replace(money='EUR_2025').replace(exchange_USD_2022_EUR_2025=...) in its place."
    told = f"in_money: exchange_USD_2022_CNY_2025 is stated by hand and says nothing of EUR_2025. {write}"
    assert str(refused.value) == told
    followed = plain.replace(money="EUR_2025").replace(exchange_USD_2022_EUR_2025=0.9)
    assert_allclose(followed.run("base_pack_price").base_pack_price.m_as("EUR_2025"), 0.9 * 300 * 100, rtol=1e-14)
    same(study.run("base_pack_price").in_money("CNY_2025"), study.run("base_pack_price"))


def test_masses_and_ranges_do_not_depend_on_the_money() -> None:
    found = Study.named("sulfide-in-et7").run("pack_mass", "pack_price")
    assert np.array_equal(found.in_money("USD_2025").pack_mass.magnitude, found.pack_mass.magnitude)


def test_an_own_function_keeps_the_money_it_was_written_in() -> None:
    study = Study.named("sulfide-in-et7").with_node("separator_price", lambda separator_thickness: 10.5)
    there = study.replace(money="USD_2025")
    factor = float(there.money.entrance(study.money.unit).factor)
    here = study.run("separator_price").separator_price
    assert here.m_as(f"{study.money.unit}/m2") == 10.5
    for found in (there.run("separator_price"), study.run("separator_price").in_money("USD_2025")):
        assert found.separator_price.m_as("USD_2025/m2") == pytest.approx(10.5 * factor, rel=1e-12)
    given = study.with_node("separator_price", lambda positive_active_price: 2 * positive_active_price)
    again = given.replace(money="USD_2025").run("pack_price").pack_price.m_as("USD_2025")
    assert_allclose(again, given.run("pack_price").in_money("USD_2025").pack_price.m_as("USD_2025"), rtol=1e-12)
