"""Indices and slopes hold against analytic ones; the tornado shows the ends it names."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import (
    CallError,
    Distribution,
    DomainError,
    Study,
    cost_after_learning,
    driving_range,
    elasticities,
    sobol_indices,
    tornado,
)

each = pytest.mark.parametrize
CENTRAL = Study.named("documents-central")
ANGLE = Distribution(uniform=(-np.pi, np.pi), unit="")
UNIT = Distribution(uniform=(0, 1), unit="")


def ishigami(x1: Any, x2: Any, x3: Any) -> Any:
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


def ishigamis_indices(a: float = 7, b: float = 0.1) -> tuple[list[float], list[float]]:
    """Return first and total indices from the variances that Ishigami and Homma (1990) give in closed form."""
    one, two = (1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8
    both = b**2 * np.pi**8 * 8 / 225
    whole = one + two + both
    return [one / whole, two / whole, 0], [(one + both) / whole, two / whole, both / whole]


@each("seed", range(6))
def test_ishigamis_indices_are_within_a_thousandth_at_16384(seed: int) -> None:
    found = sobol_indices(ishigami, {"x1": ANGLE, "x2": ANGLE, "x3": ANGLE}, n=16384, rng=seed)
    first, total = ishigamis_indices()
    assert_allclose(found.first[0], first, atol=1e-3)
    assert_allclose(found.total[0], total, atol=1e-3)


def test_a_sum_shares_its_variance_out_exactly() -> None:
    def total(a: Any, b: Any, c: Any) -> Any:
        return 1 * a + 2 * b + 3 * c

    found = sobol_indices(total, {"a": UNIT, "b": UNIT, "c": UNIT}, n=4096)
    assert_allclose(found.first[0], np.asarray([1, 4, 9]) / 14, atol=1e-4)
    assert_allclose(found.total[0], np.asarray([1, 4, 9]) / 14, atol=1e-4)
    assert [name for name, *_ in found.of("total")] == ["c", "b", "a"]


def test_indices_of_a_study_name_what_drives_each_answer() -> None:
    found = sobol_indices(CENTRAL, n=512)
    assert {name: found.of(name)[0][0] for name in ("pack_mass", "driving_range", "cold_range")} == {
        "pack_mass": "cell_to_pack_mass_ratio",
        "driving_range": "battery_consumption",
        "cold_range": "heater_power",
    }
    assert "cells_mass" not in found.answers  # nothing uncertain enters it
    assert str(found).startswith("pack_mass: cell_to_pack_mass_ratio 1.00")
    assert {"answer", "input", "first", "total"} == set(found.to_frame().columns)


@each(
    ("options", "told"),
    [
        ({"n": 1000}, "n=1000. Expected a power of two"),
        ({"n": 1}, "n=1. Expected a power of two"),
        ({"correlations": {("a", "b"): 0.5}}, "correlated inputs have no Sobol indices: the variance cannot be shared"),
    ],
)
def test_what_has_no_indices_is_refused(options: Any, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        sobol_indices(lambda a, b: a + b, {"a": UNIT, "b": UNIT}, **options)


def test_an_answer_that_does_not_vary_is_refused() -> None:
    with pytest.raises(DomainError, match=r"none of answer varies with a. Ask for another answer"):
        sobol_indices(lambda a: 0 * a + 3, {"a": UNIT})


# elasticities


@given(st.floats(0.05, 0.4), st.floats(1.5, 6), st.floats(0.1, 1))
def test_elasticities_of_the_learning_curve_are_the_analytic_ones(rate: float, start: float, floor: float) -> None:
    inputs = {
        "start_cost": f"{start} CNY_2025/Wh",
        "learning_rate": f"{rate}",
        "experience": "100 GWh",
        "added": "900 GWh",
        "prior_experience": "20 GWh",
        "floor": f"{floor} CNY_2025/Wh",
    }
    found = dict(elasticities(cost_after_learning, inputs, every=True).of("cost_after_learning"))
    doublings, kept = np.log2(1020 / 120), (1 - rate) ** np.log2(1020 / 120)
    cost = floor + (start - floor) * kept
    assert_allclose(found["start_cost"], start * kept / cost, rtol=1e-12)
    assert_allclose(found["floor"], floor * (1 - kept) / cost, rtol=1e-12, atol=1e-13)
    assert_allclose(found["learning_rate"], -rate * doublings * kept / (1 - rate) * (start - floor) / cost, rtol=1e-12)


def test_elasticities_of_a_study_pass_through_all_its_nodes() -> None:
    found = dict(elasticities(CENTRAL, outputs="cold_range", every=True).of("cold_range"))
    assert_allclose([found["rated_energy"], found["capacity_retention"]], 1, rtol=1e-12)
    # the heater's part and the drive's part share out the consumption in the cold
    assert_allclose(found["battery_consumption"] + found["heater_power"], -1, rtol=1e-12)
    assert_allclose(found["mean_speed"], -found["heater_power"], rtol=1e-12)


def test_an_elasticity_at_zero_is_not_a_number() -> None:
    assert np.isnan(elasticities(lambda x: x - 0.5, {"x": UNIT}).values[0, 0])


def test_a_function_that_drops_the_imaginary_part_is_refused() -> None:
    with pytest.raises(CallError, match=r"the function does not carry complex numbers.*Leave out float\(\)"):
        elasticities(lambda x: float(x) * 2, {"x": UNIT})
    with pytest.raises(CallError, match="the function does not carry complex numbers"):
        elasticities(lambda x: np.asarray(x).astype(float), {"x": UNIT})


# tornado


def cold_range_at(heater: float) -> float:
    """Return the range at median consumption by hand, km: 90 % of 85 kWh, less what heat takes at 60 km/h."""
    # 130 to 180 Wh/km with its mode at 150: the median lies beyond it, where (180 - x)^2 / (50 * 30) is a half
    consumption = float(180 - 750**0.5)
    drive = consumption * (1 + 0.42 * (298.15 / 253.15 - 1))
    return 0.9 * 85_000 / (drive + heater * 1000 / 60)


def test_a_tornado_shows_both_ends_of_each_input_in_their_units() -> None:
    found = tornado(CENTRAL, answer="cold_range")
    first = found.bars[0]
    assert first.input == "heater_power"
    # half of a triangle that rises from 0 to 3 lies below 3 / sqrt(2)
    assert_allclose([x.m_as("kW") for x in (first.low, first.reference, first.high)], [0, 3 / 2**0.5, 3], rtol=1e-12)
    central = cold_range_at(heater=3 / 2**0.5)
    assert_allclose(first.answer_reference.m_as("km"), central, rtol=1e-12)
    assert_allclose(first.answer_low.m_as("km"), cold_range_at(heater=0.0), rtol=1e-12)
    assert [bar.input for bar in found.moving] == ["heater_power", "battery_consumption"]
    assert str(found).splitlines()[1] == "  heater_power, 0 kW to 3 kW: 466.441 km to 357.463 km"
    assert len(found.to_frame()) == len(found.bars)


def test_the_reference_is_the_median_of_a_spread_of_ones_own() -> None:
    own = Distribution(log_uniform=(1, 4), unit="kW")
    found = tornado(CENTRAL.replace(heater_power=own), answer="cold_range")
    assert_allclose(found.bars[0].answer_reference.m_as("km"), cold_range_at(heater=2), rtol=1e-12)
    (reference,) = (bar.reference.m_as("kW") for bar in found.bars if bar.input == "heater_power")
    assert_allclose(reference, 2, rtol=1e-12)


def test_a_tornado_of_an_unbounded_distribution_stands_on_its_5_and_95_per_cent() -> None:
    inputs = {
        "usable_energy": "85 kWh",
        "battery_consumption": Distribution(lognormal=(150, 0.1), unit="Wh/km"),
        "capacity_retention": "1",
    }
    bar = tornado(driving_range, inputs).bars[0]
    assert_allclose(bar.high.m_as("Wh/km"), 150 * np.exp(1.6448536 * 0.1), rtol=1e-6)


def test_a_tornado_needs_one_answer() -> None:
    with pytest.raises(CallError, match=r"answer=None. Expected one of: cell_density, .*cold_range"):
        tornado(CENTRAL)


def test_without_a_distribution_there_is_nothing_to_rank() -> None:
    with pytest.raises(CallError, match="no input has a distribution"):
        tornado(lambda x: x, {"x": "3 kWh"})
