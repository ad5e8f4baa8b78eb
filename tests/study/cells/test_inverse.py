"""What would reach a target: the value found gives it, and what cannot be is said to be so; what documents allow."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, StudyError, cell_design
from ssbmodel.study.cells.claims import electrolyte_claims, rates_at_resistance

PRICE = "base_pack_unit_price"
DESIGN = cell_design("sulfide-nmc-li")
QUESTIONS: list[tuple[str, str, Any, tuple[Any, Any]]] = [
    ("areal_capacity", "cell_specific_energy", Q([340.0, 400.0], "Wh/kg"), ("1 mAh/cm2", "12 mAh/cm2")),
    ("separator_thickness", "cell_energy_density", Q([700.0, 780.0], "Wh/L"), ("1 um", "100 um")),
    (
        "catholyte_price",
        "base_pack_unit_price",
        Q([150.0, 200.0], "USD_2022/kWh"),
        ("0 USD_2022/kg", "500 USD_2022/kg"),
    ),
    ("cell_yield", PRICE, Q([225.0, 300.0], "USD_2022/kWh"), (0.3, 1)),
]


@pytest.mark.parametrize(("field", "answer", "target", "bounds"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_the_value_found_reaches_the_target(field: str, answer: str, target: Any, bounds: tuple[Any, Any]) -> None:
    found = DESIGN.study.solve({answer: target}, for_=field, bounds=bounds)
    assert found.found.all()
    there = cell_design("sulfide-nmc-li", **{field: found.roots[:, 0]})[answer].value
    assert_allclose((there / target).m_as(""), 1, rtol=1e-9)


def test_what_cannot_be_reached_is_said_with_the_nearest() -> None:
    bounds = (Q(1, "mAh/cm2"), Q(12, "mAh/cm2"))
    target = {"cell_specific_energy": Q([400.0, 500.0], "Wh/kg")}
    found = DESIGN.study.solve(target, for_="areal_capacity", bounds=bounds)
    assert found.found.tolist() == [True, False]
    assert np.isnan(found.roots.magnitude[:, 0]).tolist() == [False, True]
    best = cell_design("sulfide-nmc-li", areal_capacity=bounds[1]).cell_specific_energy
    assert_allclose(found.nearest_answer.magnitude[1], best.m_as("Wh/kg"), rtol=1e-12)


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(StudyError, match=r"'cell_energy' is no name\. Did you mean"):
        DESIGN.study.solve({"cell_energy": "1 Wh/kg"}, for_="separator_thickness", bounds=("1 um", "2 um"))


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
