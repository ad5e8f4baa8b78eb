"""Pack and car together: diminishing returns, a ceiling, and an inverse that comes back."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import DomainError, Q, pack_energy_for_range, range_ceiling, range_with_pack

from .cars import CYCLES, cycle, reference_car

energies, specifics, multipliers = st.floats(20, 400), st.floats(120, 600), st.floats(1, 2)


def pack(specific: float, multiplier: float = 1.4) -> dict[str, Any]:
    return {
        "usable_share": Q(0.9, ""),
        "pack_specific_energy": Q(specific, "Wh/kg"),
        "mass_multiplier": Q(multiplier, ""),
    }


@given(energy=energies, specific=specifics, multiplier=multipliers, name=st.sampled_from(CYCLES))
def test_the_pack_for_the_range_of_a_pack_is_that_pack(
    energy: float, specific: float, multiplier: float, name: str
) -> None:
    named = pack(specific, multiplier)
    reached = range_with_pack(cycle(name), reference_car(), Q(energy, "kWh"), **named)
    again = pack_energy_for_range(cycle(name), reference_car(), reached, **named)
    assert_allclose(again.m_as("kilowatt_hour"), energy, rtol=1e-9)


@given(specific=specifics, name=st.sampled_from(CYCLES))
def test_each_further_kwh_brings_less_range_and_none_brings_the_ceiling(specific: float, name: str) -> None:
    energies = Q(np.linspace(20, 2000, 100), "kWh")
    reached = range_with_pack(cycle(name), reference_car(), energies, **pack(specific)).magnitude
    gains = np.diff(reached)
    assert (gains > 0).all()
    assert (np.diff(gains) <= 1e-9).all()
    assert reached[-1] < range_ceiling(cycle(name), reference_car(), **pack(specific)).magnitude


def test_the_ceiling_is_where_ever_larger_packs_end() -> None:
    most = range_ceiling(cycle("WLTC"), reference_car(), **pack(250)).magnitude
    huge = range_with_pack(cycle("WLTC"), reference_car(), Q(1e6, "MWh"), **pack(250)).magnitude
    assert_allclose(huge, most, rtol=1e-5)


def test_a_range_beyond_the_ceiling_is_refused_with_the_ceiling() -> None:
    with pytest.raises(DomainError, match=r"pack_energy_for_range: driving_range=20000\.0 km is beyond the ceiling of"):
        pack_energy_for_range(cycle("WLTC"), reference_car(), Q([500, 20_000], "km"), **pack(250))


def test_the_kernel_gives_infinity_beyond_the_ceiling_and_never_nan() -> None:
    plain = [float(field.magnitude) for field in reference_car()]
    car = type(reference_car())(*plain)
    named = {"usable_share": 0.9, "pack_specific_energy": 250.0, "mass_multiplier": 1.4}
    found = pack_energy_for_range.kernel(cycle("WLTC"), car, np.array([0.0, 500.0, 20_000.0]), **named)
    assert found[0] == 0
    assert 0 < found[1] < np.inf == found[2]


@pytest.mark.parametrize(
    ("name", "percent"), [("UDDS", 3.59), ("HWFET", 2.48), ("US06", 2.48), ("WLTC", 2.74), ("NEDC", 3.0)]
)
def test_100_kg_cost_what_another_program_found(name: str, percent: float) -> None:
    # elasticities of R1, printed to 0.01 % (8.5 of the validation data)
    from ssbmodel import car_with_pack, cycle_consumption

    heavier = car_with_pack(reference_car(), Q(100, "kg"), mass_multiplier=Q(1, ""))
    ratio = cycle_consumption(cycle(name), heavier) / cycle_consumption(cycle(name), reference_car())
    assert_allclose(100 * (float(ratio.magnitude) - 1), percent, atol=0.01)
