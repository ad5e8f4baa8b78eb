"""The claim's scenarios: how their answers move with what one must believe, and what money buys."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

import ssbmodel
from ssbmodel import DomainError, Q, ScenarioError
from ssbmodel.presets.loader import preset
from ssbmodel.study.forecast.claims import (
    EXPONENTS,
    CostClaim,
    claim_names,
    effect_on_parity,
    experience_bought,
    liquid_cells,
    liquid_outputs,
    named_subsidies,
)

TARGET = Q(0.4, "CNY_2025/Wh")


def below(name: str, exponent: str = "panel", by: int = 2030) -> float:
    return CostClaim.named(name).probability_below(TARGET, by=by, exponent=exponent)


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_a_lower_start_own_experience_and_more_years_make_the_claim_likelier(exponent: str) -> None:
    for path in ("large", "small"):
        for base in ("own", "shared"):
            assert below(f"claim-low-{path}-{base}", exponent) > below(f"claim-high-{path}-{base}", exponent)
            assert below(f"claim-low-{path}-{base}", exponent, 2035) > below(f"claim-low-{path}-{base}", exponent)
        assert below(f"claim-low-{path}-own", exponent) > below(f"claim-low-{path}-shared", exponent)


@pytest.mark.parametrize("name", claim_names())
def test_the_learning_rate_asked_for_leads_to_the_claim(name: str) -> None:
    claim = CostClaim.named(name)
    end = claim.median * (1 - claim.required_rate) ** claim.doublings(2030)
    assert_allclose(end, 0.4, rtol=1e-12)
    assert f"doubles {claim.doublings(2030):.1f} times" in claim.sentence
    assert claim.name == name


def test_the_path_reaches_what_its_source_says_and_grows_on() -> None:
    made = CostClaim.named("claim-low-large-own").outputs / 1e9
    assert_allclose(made[4], 614.1, rtol=1e-12)
    assert_allclose(made[5] / made[4], 1187 / 899, rtol=1e-6)
    assert len(made) == 2050 - 2025


def test_liquid_cells_start_at_their_market_price_and_fall() -> None:
    liquid, entry = liquid_cells(), preset("claims.toml")["liquid"]
    assert_allclose(liquid.start, entry["cost"] / 1e3 * 7.1875, rtol=1e-12)
    assert (np.diff(liquid.quantile(0.5)) < 0).all()


def test_liquid_outputs_are_the_constructed_market_and_then_the_assumed_path() -> None:
    made = liquid_outputs(2024, 2031).m_as("GWh")
    assert_allclose(made[[0, 1, 6]], [1165.4, 1541.3, 3000.0], rtol=1e-12)
    assert (np.diff(made) > 0).all()


def test_the_figures_that_the_claim_rests_on_say_what_is_used() -> None:
    now, then = (ssbmodel.figures[f"004/battery-cost-{year}"] for year in (2025, 2030))
    assert (now.low.m_as("CNY/Wh"), now.high.m_as("CNY/Wh")) == (1.9, 6.2)  # type: ignore[union-attr]
    assert then.high.m_as("CNY/Wh") == 0.4  # type: ignore[union-attr]
    entry = next(e for e in preset("claims.toml")["start"] if e["name"] == "range")
    ends = entry["median"] * np.exp(1.6448536269514722 * entry["sd"] * np.array([-1, 1]))
    assert_allclose(ends, [1.9, 6.2], rtol=1e-4)


def test_a_new_line_brings_parity_no_later_and_more_likely() -> None:
    effect = effect_on_parity(CostClaim.named("claim-low-small-own"), Q(4, "GWh"), exponent="way-batteries")
    assert effect.with_it is not None
    assert effect.without is not None
    assert effect.with_it <= effect.without
    assert effect.reached[0] <= effect.reached[1]


def test_a_subsidy_larger_than_the_whole_investment_is_refused() -> None:
    start = {"start_cost": Q(1.9, "CNY_2025/Wh"), "parity_cost": Q(0.45, "CNY_2025/Wh"), "learning_rate": Q(0.2, "")}
    start |= {"experience": Q(0.5, "GWh"), "prior_experience": Q(0, "GWh")}
    with pytest.raises(DomainError, match=r"is more than the whole learning investment of 8\.195e\+09 CNY_2025"):
        experience_bought(Q(2e10, "CNY_2025"), **start)
    whole = ssbmodel.learning_investment(**start)  # type: ignore[arg-type]
    assert_allclose(experience_bought(whole, **start).cost.m_as("CNY_2025/Wh"), 0.45, rtol=1e-9)
    assert experience_bought(Q(0, "CNY_2025"), **start).doublings == 0


def test_the_subsidies_are_those_of_the_documents() -> None:
    sums = named_subsidies()
    guangdong, europe = ssbmodel.figures["004/guangdong-subsidy"], ssbmodel.figures["004/eu-funding"]
    assert sums["equipment"]["amount"] == guangdong.high.m_as("CNY")  # type: ignore[union-attr]
    assert_allclose(sums["state-one-year"]["amount"], europe.high.m_as("EUR") * 8.1261, rtol=1e-12)  # type: ignore[union-attr]


def test_an_unknown_claim_or_year_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"^no claim 'claim-low-large'\. Did you mean 'claim-low-large-own'\?"):
        CostClaim.named("claim-low-large")
    with pytest.raises(ScenarioError, match=r"^year=2060\. The claim's scenarios cover 2026 to 2050\.$"):
        below("claim-low-large-own", by=2060)


def test_every_part_of_a_claim_has_its_reason() -> None:
    data = preset("claims.toml")
    entries = [data[k] for k in ("claim", "after", "liquid")] + [e for k in ("start", "path", "base") for e in data[k]]
    assert all(len(entry["reason"]) > 20 for entry in entries)
