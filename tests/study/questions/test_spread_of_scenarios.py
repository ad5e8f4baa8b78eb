"""The spread of the documents' paths as studies is that of the scenarios they replace; goes with the scenarios."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Scenario, Study, elasticities, propagate
from ssbmodel.study.outlook import BY_NAME

STATED = (
    "documents-central", "documents-low", "documents-high", "liquid-baseline", "parity-2030", "large-scale-after-2030",
)  # fmt: skip
RENAMED = {
    "unit_cost": "pack_unit_price", "pack_cost": "pack_price", "range_warm": "driving_range",
    "range_cold": "cold_range",
}  # fmt: skip
# drawn under another name, and so from another stream: two medians of independent draws
STANDARD_ERRORS = 5


def drawn_in(name: str) -> tuple[str, ...]:
    return Study.named(name).composition.spreads_behind(Study.named(name).answers)


WITH_SPREAD = [name for name in STATED if drawn_in(name)]


def last(name: str, study: Study, old: Scenario) -> tuple[str, str]:
    """Return an answer's flat name in the last year of a study, and what the scenario's spread calls it."""
    new, year = RENAMED.get(name, name), int(old["end_year"].ends.central)
    yearly = name in ("unit_cost", "pack_cost")
    return (f"{new}[year={year}]", f"{name}_{year}") if yearly else (new, name)


def test_some_of_the_paths_have_spreads() -> None:
    assert "documents-central" in WITH_SPREAD


@pytest.mark.parametrize("name", WITH_SPREAD)
def test_every_answer_has_the_median_it_had(name: str) -> None:
    study, old = Study.named(name), Scenario.named(name)
    options = {"n": 2**16, "method": "random", "reduce": "arrays"}
    before, after = propagate(old, **options), study.propagate(**options)  # type: ignore[arg-type]
    for line in BY_NAME:
        new, known = last(line, study, old)
        one, other = after[new], before[known]
        moved = "base_pack_unit_price" in study.composition.graph.behind(new.partition("[")[0])
        wanted = other.median.m_as(one.unit)
        if moved:
            error = np.hypot(one.quantile_error(0.5).m_as(one.unit), other.quantile_error(0.5).m_as(one.unit))
            assert_allclose(one.median.m_as(one.unit), wanted, rtol=0, atol=STANDARD_ERRORS * error, err_msg=new)
        else:
            assert one.median.m_as(one.unit) == wanted, new
            assert np.array_equal(one.draws.m_as(one.unit), other.draws.m_as(one.unit)), new


@pytest.mark.parametrize("name", WITH_SPREAD)
def test_elasticities_are_what_they_were(name: str) -> None:
    study, old = Study.named(name), Scenario.named(name)
    renamed = {"start_cost": "base_pack_unit_price", "end_cost": "target_pack_unit_price", "end_year": "target_year"}
    before = elasticities(old, outputs="range_cold")
    after = elasticities(study, outputs="cold_range")
    rows = {renamed.get(key, key): value for key, value in before.of("range_cold") if value != 0}
    assert {key: value for key, value in after.of("cold_range") if value != 0} == pytest.approx(rows, rel=1e-12)
