"""One question, one answer, through every door: what packs cost now and later, and when they meet.

A price of a designed cell holds at its deck's date; a price of the documents is their word. They are two names.
"""

import re
from typing import Any

import pytest
from numpy.testing import assert_allclose

from ssbmodel import CostClaim, Study, figures
from ssbmodel.presets.loader import preset
from ssbmodel.show.report import Written

from ..show.reader import Page
from .doors import (
    COLUMNS,
    COMPUTED,
    DIGITS,
    DRAWN,
    LIQUID,
    SOLID,
    STATED,
    command,
    example,
    keyed,
    number,
    of,
    outlook,
    readme,
    row,
    spread,
    told,
)

FIVE = "One car, five packs"


def median(study: str, name: str, unit: str, **at: Any) -> float:
    """Return the median of a study's own draws."""
    drawn = Study.named(study).propagate(n=DRAWN, outputs=[name])[name]
    return float((drawn.sel(**at) if at else drawn).median.m_as(unit))


def lede(page: Page) -> str:
    """Return what the report says first."""
    return next(node for node in page.nodes if node.attributes.get("id") == "answer").text


# a pack today


@pytest.mark.parametrize("name", COMPUTED)
def test_a_designed_pack_has_one_price_at_the_deck_s_date(name: str, page: Page) -> None:
    price = float(Study.named(name).run("base_pack_price").base_pack_price.m_as("CNY_2025"))
    assert_allclose(of(outlook(name), name, "base_pack_price"), price, rtol=1e-12)
    assert_allclose(of(outlook(name), name, "pack_price", "2025", "median"), price, rtol=1e-12)
    assert_allclose(number(command("explain", name, "base_pack_price").partition("= ")[2]), price, rtol=1e-3)
    assert_allclose(number(row(page.table(FIVE), "Pack price at the deck's date")[COLUMNS[name]]), price, rtol=DIGITS)


@pytest.mark.parametrize("name", [COMPUTED[0], COMPUTED[3], COMPUTED[4]])
def test_the_report_s_first_sentence_says_what_its_table_says(name: str, page: Page) -> None:
    shown = row(page.table(FIVE), "Pack price at the deck's date")[COLUMNS[name]]
    assert shown in lede(page)


@pytest.mark.parametrize("name", STATED)
def test_the_documents_word_on_a_pack_today_is_one_price(name: str, page: Page, written: Written) -> None:
    price = median(name, "pack_unit_price", "CNY_2025/Wh", year=2025)
    assert_allclose(of(outlook(name), name, "pack_unit_price", "2025", "median"), price, rtol=1e-12)
    in_report = keyed(written.files[1].read_text("utf-8"))
    assert_allclose(of(in_report, name, "pack_unit_price", "2025", "median"), price, rtol=1e-12)
    assert_allclose(number(spread(name)["base_pack_price"]["50 %"]) / 1e5, price, rtol=1e-4)
    assert_allclose(number(row(page.table(STATED[name]), "2025")["Price per energy CNY_2025/Wh"]), price, rtol=DIGITS)
    summary = row(page.table("100 kWh pack"), "Pack price 2025")
    column = {SOLID: "Solid", LIQUID: "Liquid"}[name]
    assert summary[column].split()[0] in lede(page)
    assert_allclose(number(summary[column]) / 1e5, price, rtol=DIGITS)
    places = {SOLID: 1, LIQUID: 4}  # in the line of 2025, after the year: median (5 to 95 %) of solid, then of liquid
    line = next(line for line in example("solid_against_liquid").splitlines() if line.startswith("2025"))
    assert_allclose(number(line, places[name]), price, atol=0.005)


def test_the_ends_of_the_documents_range_are_studies_of_their_own() -> None:
    printed = figures["004/battery-cost-2025"]
    for name, end in {"documents-low": printed.low, "documents-high": printed.high}.items():
        price = Study.named(name).run("base_pack_unit_price").base_pack_unit_price.m_as("CNY_2025/Wh")
        assert price == end.m_as("CNY/Wh")
        assert of(outlook(name), name, "pack_unit_price", "2025") == price
    assert number(readme("print(ssb.pack_cost")) == 1e5 * printed.low.m_as("CNY/Wh")
    assert number(example("first_pack")) == 1e5 * printed.low.m_as("CNY/Wh")


def test_a_claim_that_starts_from_the_range_says_how_it_reads_it(text: str) -> None:
    # its median is not the central path's: the same bounds, read as 5 and 95 %
    start = next(each for each in preset("claims.toml")["start"] if each["name"] == "range")
    sentence = CostClaim.named("claim-range-large-own").sentence
    assert f"starting from {start['median']:.3g} (the middle of the range printed, its bounds read as" in sentence
    assert sentence in text.replace("&#39;", "'")
    low = CostClaim.named("claim-low-large-own").sentence
    assert f"starting from {figures['004/battery-cost-2025'].low.m_as('CNY/Wh')}, one must" in low


def test_the_survey_s_price_of_liquid_cells_is_said_to_be_of_cells(text: str) -> None:
    survey = preset("claims.toml")["liquid"]
    assert f"{survey['cost']:g} USD/kWh for cells" in text


# how many times a liquid one


def test_solid_over_liquid_is_computed_once_and_said_once(page: Page) -> None:
    solid, liquid = (
        Study.named(name).run("base_pack_price").base_pack_price.m_as("CNY_2025") for name in (COMPUTED[0], COMPUTED[3])
    )
    said = re.search(r"([\d.]+) times a pack of liquid NMC cells", lede(page))
    assert said is not None
    assert_allclose(float(said[1]), solid / liquid, rtol=DIGITS)
    columns = row(page.table(FIVE), "Pack price at the deck's date")
    ratio = number(columns[COLUMNS[COMPUTED[0]]]) / number(columns[COLUMNS[COMPUTED[3]]])
    assert_allclose(ratio, solid / liquid, rtol=2 * DIGITS)


def test_the_documents_own_multiple_is_printed_as_theirs(page: Page) -> None:
    printed = figures["004/cost-multiple-liquid"]
    low, high = (f"{end.m_as(''):g}" for end in (printed.low, printed.high))
    assert f"by their own word it is {low} to {high} times a liquid-electrolyte one" in lede(page)
    assert f"{low} to {high}" in command("figures", "--quantity", "cost_multiple")


# in 2030


@pytest.mark.parametrize("name", STATED)
def test_the_documents_word_on_2030_is_one_price(name: str, page: Page, written: Written) -> None:
    target = 1e5 * figures["004/battery-cost-2030"].high.m_as("CNY/Wh")
    price = Study.named(name).run("pack_price").pack_price.sel(year=2030).m_as("CNY_2025")
    assert_allclose(price, target, rtol=1e-12)
    assert_allclose(of(outlook(name), name, "pack_price", "2030", "median"), target, rtol=1e-12)
    assert_allclose(of(keyed(written.files[1].read_text("utf-8")), name, "pack_price", "2030", "median"), target)
    assert number(spread(name)["pack_price[year=2030]"]["50 %"]) == target
    assert number(command("explain", name, "pack_price").partition("= ")[2]) == target
    assert number(row(page.table(STATED[name]), "2030")["Pack price CNY_2025"]) == target
    line = next(line for line in example("solid_against_liquid").splitlines() if line.startswith("2030"))
    assert number(line, 1) == number(line, 4) == target / 1e5


@pytest.mark.parametrize("name", [COMPUTED[0], COMPUTED[3]])
def test_the_tested_forecast_of_a_designed_pack_for_2030_is_one_band(name: str, page: Page) -> None:
    drawn = Study.named(name).propagate(n=DRAWN, outputs=["pack_price"])["pack_price"].sel(year=2030)
    low, high, *_ = drawn.interval(0.9)
    band = [float(each.m_as("CNY_2025")) for each in (drawn.median, low, high)]
    printed = [of(outlook(name), name, "pack_price", "2030", case) for case in ("median", "5 %", "95 %")]
    assert_allclose(printed, band, rtol=1e-12)
    shown = row(page.table(FIVE), "Pack price 2030")[COLUMNS[name]].replace("CNY_2025", "")
    assert_allclose([number(shown, place) for place in range(3)], band, rtol=DIGITS)
    assert band[1] < band[0] < band[2]


# parity


def test_the_year_of_parity_belongs_to_a_scenario_and_an_exponent(page: Page) -> None:
    name = "claim-low-large-own"
    years = {record["exponent"]: record["parity_year"] for record in told("decline", name)}
    claim = CostClaim.named(name)
    assert years == {exponent: claim.parity_year(exponent) for exponent in years}
    assert years["panel"] is None
    assert years["way-batteries"] == number(readme("print(claim.parity_year"))
    shown = " / ".join(str(year or "later") for year in years.values())
    assert row(page.table("Cost below 0.4"), name)["parity, even chance"] == shown


def test_the_documents_own_paths_meet_when_they_say(page: Page) -> None:
    solid, liquid = (Study.named(name).run("pack_unit_price").pack_unit_price for name in STATED)
    assert_allclose(solid.sel(year=2030).m_as("CNY_2025/Wh"), liquid.sel(year=2030).m_as("CNY_2025/Wh"))
    summary = row(page.table("100 kWh pack"), "Pack price 2030")
    assert summary["Solid"] == summary["Liquid"]
