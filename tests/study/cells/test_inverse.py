"""What would reach a target: the value found gives it, and what cannot be is said to be so."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, ScenarioError, cell_design
from ssbmodel.study.cells.claims import electrolyte_claims, rates_at_resistance
from ssbmodel.study.cells.inverse import needed

QUESTIONS = [
    ("areal_capacity", "cell_specific_energy", Q([340.0, 400.0], "Wh/kg"), (Q(1, "mAh/cm2"), Q(12, "mAh/cm2"))),
    ("separator_thickness", "cell_energy_density", Q([700.0, 780.0], "Wh/L"), (Q(1, "um"), Q(100, "um"))),
    ("electrolyte_price", "unit_cost", Q([120.0, 200.0], "USD/kWh"), (Q(0, "USD/kg"), Q(500, "USD/kg"))),
    ("cell_yield", "unit_cost", Q([225.0, 300.0], "USD/kWh"), (Q(0.3, ""), Q(1, ""))),
]


@pytest.mark.parametrize(("field", "answer", "target", "between"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_the_value_found_reaches_the_target(field: str, answer: str, target: Q, between: tuple[Q, Q]) -> None:
    found = needed("sulfide-nmc-li", field, answer=answer, target=target, between=between)
    assert np.all(found.possible)
    there = getattr(cell_design("sulfide-nmc-li", **{field: found.value}), answer)
    assert_allclose((there / target).m_as(""), 1, rtol=1e-9)


def test_what_cannot_be_reached_is_said_with_the_nearest() -> None:
    found = needed(
        "sulfide-nmc-li", "areal_capacity", answer="cell_specific_energy", target=Q([400.0, 500.0], "Wh/kg"),
        between=(Q(1, "mAh/cm2"), Q(12, "mAh/cm2")),
    )  # fmt: skip
    assert found.possible.tolist() == [True, False]
    assert np.isnan(found.value.magnitude).tolist() == [False, True]
    best = cell_design("sulfide-nmc-li", areal_capacity=Q(12, "mAh/cm2")).cell_specific_energy
    assert_allclose(found.nearest.magnitude[1], best.m_as("Wh/kg"), rtol=1e-12)


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"no answer called 'cell_energy'\. Did you mean"):
        needed(
            "sulfide-nmc-li",
            "separator_thickness",
            answer="cell_energy",
            target=Q(1, "Wh/kg"),
            between=(Q(1, "um"), Q(2, "um")),
        )


def test_the_documents_price_of_electrolyte_is_in_tension_with_their_cost_of_a_battery() -> None:
    verdicts = {name: claim.verdict for name, claim in electrolyte_claims().items()}
    assert verdicts["sulfide-nmc-li"] == verdicts["sulfide-nmc-si"] == "in tension"
    assert verdicts["liquid-nmc811-graphite"] == verdicts["oxide-nmc-li"] == "not checkable"


def test_the_electrolyte_of_a_sulfide_cell_costs_more_than_its_cheapest_battery() -> None:
    claim = electrolyte_claims()["sulfide-nmc-li"]
    assert claim.electrolyte_cost_low.m_as("CNY/Wh") > 1.9
    assert_allclose((claim.electrolyte_cost_high / claim.electrolyte_cost_low).m_as(""), 4, rtol=1e-12)


def test_the_documents_resistance_allows_faster_rates_for_thinner_electrodes() -> None:
    rates = rates_at_resistance(Q(0.05, ""))
    assert_allclose(rates["sulfide-nmc-li"].m_as("1/hour"), 0.05 * 3.86 / (5e-4 * 50), rtol=1e-12)
    assert rates["polymer-lfp-li"] > rates["sulfide-nmc-li"]
