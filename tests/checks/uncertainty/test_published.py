"""Distributions propagated by others, and published: what we get from their inputs, beside what they print."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from ssbmodel import Distribution, Spread, propagate

CASES = {case["name"]: case for case in tomllib.loads((Path(__file__).parent / "published.toml").read_text())["case"]}
KEYS = {"name", "model", "source", "read", "inputs", "expected"}


def sum_of_four(x1: Any, x2: Any, x3: Any, x4: Any) -> Any:
    return x1 + x2 + x3 + x4


def end_gauge(**x: Any) -> Any:
    temperature = x["mean_temperature"] + x["cycle"]
    stretch = x["expansion_difference"] * temperature + x["expansion"] * x["temperature_difference"]
    return x["standard"] + x["read_off"] - x["standard"] * stretch


def impedance(voltage: Any, current: Any, phase: Any) -> Any:
    ratio = voltage / current
    return ratio * np.cos(phase), ratio * np.sin(phase), ratio


def stefan_boltzmann(h: Any, R: Any, Rinf: Any, e: Any, alpha: Any) -> Any:
    return 32 * np.pi**5 * h * R**4 * Rinf**4 / (15 * e**4 * 0.001**4 * 299792458.0**6 * alpha**8)


def logarithm(x: Any) -> Any:
    return np.log(x)


def weight(reference: Any, added: Any, air: Any, weight_density: Any, reference_density: Any) -> Any:
    buoyancy = (air - 1.2) * (1 / weight_density - 1 / reference_density)
    return (reference + added) * (1 + buoyancy) - 100_000


def comparison_loss(x1: Any, x2: Any) -> Any:
    return x1**2 + x2**2


FUNCTIONS = (sum_of_four, end_gauge, impedance, stefan_boltzmann, logarithm, weight, comparison_loss)
MODELS = {f.__name__: f for f in FUNCTIONS}


def law(told: dict[str, Any]) -> Any:
    """Return a distribution; scipy's where the library has no such kind."""
    if "arcsine" in told:
        return stats.arcsine(-told["arcsine"], 2 * told["arcsine"])
    return Distribution(**{kind: tuple(values) for kind, values in told.items()}, unit="")


def spread(case: dict[str, Any], **options: Any) -> Spread:
    inputs = {name: law(told) for name, told in case["inputs"].items()}
    # between normal inputs, the rank correlation that stands for a Pearson correlation
    ranks = {(a, b): 6 / np.pi * np.arcsin(r / 2) for a, b, r in case.get("pearson", [])}
    return propagate(MODELS[case["model"]], inputs, n=2**20, correlations=ranks, **options)


@pytest.mark.parametrize("reduce", ["arrays", "stream"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_published_case_is_reproduced(case: dict[str, Any], reduce: str) -> None:
    assert KEYS <= set(case) <= KEYS | {"pearson"}
    found = spread(case, reduce=reduce)
    for row in case["expected"]:
        one = found[row["answer"]]
        value = one.quantile(row["share"]) if "share" in row else getattr(one, row["of"])
        assert_allclose(value.magnitude, row["value"], rtol=0, atol=row["within"], err_msg=str(row))


def test_the_guides_correlations_between_resistance_reactance_and_impedance() -> None:
    # GUM table H.4: r(R, X), r(R, Z), r(X, Z); GTC prints -0.59, -0.49, 0.99 from the rounded inputs
    found = spread(CASES["resistance and reactance"]).correlation()
    assert_allclose(found[np.triu_indices(3, 1)], [-0.588, -0.485, 0.993], rtol=0, atol=0.01)
