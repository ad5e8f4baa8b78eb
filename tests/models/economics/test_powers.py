"""Powers of a plant's ratios: those that share a root are what ``**`` gives, for numbers, arrays and nothing at all."""

import numpy as np
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel.models.economics.plant.powers import Powers

RATIOS = st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=5)
EXPONENTS = [0.05, 0.2, 0.3, 0.5, 0.6, 0.7, 0.9, 0.95, 1.0, 0.123, 1.35]


@given(RATIOS, st.permutations(EXPONENTS))
def test_a_power_is_that_of_the_ratio_whatever_was_asked_before(ratios: list[float], exponents: list[float]) -> None:
    one, other = np.array(ratios), 2 * np.array(ratios)
    powers = Powers({"one": one, "other": other}, np)
    for exponent in exponents:
        assert_allclose(powers.of("one", exponent), one**exponent, rtol=1e-14)
        assert_allclose(powers.of("other", exponent), other**exponent, rtol=1e-14)


@given(st.floats(1e-6, 1e6), st.sampled_from(EXPONENTS))
def test_a_number_stays_a_number(ratio: float, exponent: float) -> None:
    found = Powers({"one": ratio}, np).of("one", exponent)
    assert isinstance(found, float)
    assert_allclose(found, ratio**exponent, rtol=1e-14)


def test_every_power_of_nothing_is_nothing() -> None:
    powers = Powers({"one": np.zeros(2), "number": 0.0}, np)
    for exponent in EXPONENTS:
        assert_allclose(powers.of("one", exponent), 0, atol=1e-14)
        assert powers.of("number", exponent) == 0
