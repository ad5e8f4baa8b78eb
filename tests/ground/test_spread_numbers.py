"""The numbers of a spread go by their names, or by the values below which 5 and 95 % of it lie."""

from typing import Any

import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from ssbmodel.ground.errors import ScenarioError
from ssbmodel.ground.records import PARAMETERS, SpreadSpec

LISTED: dict[str, Any] = {
    "uniform": (2.0, 5.0),
    "triangular": (1.0, 2.0, 5.0),
    "pert": (0.0, 2.0, 10.0),
    "normal": (10.0, 3.0),
    "truncated_normal": (1.0, 2.0, 0.0, 3.0),
    "lognormal": (2.0, 0.5),
    "log_uniform": (1.0, 100.0),
}
each = pytest.mark.parametrize
spread: Any = SpreadSpec


@each("kind", PARAMETERS)
def test_named_numbers_are_the_listed_ones_in_any_order(kind: str) -> None:
    numbers = dict(zip(PARAMETERS[kind], LISTED[kind], strict=True))
    assert spread(**{kind: dict(reversed(numbers.items()))}) == spread(**{kind: LISTED[kind]})
    assert spread(**{kind: LISTED[kind]}).named() == {kind: numbers}


PEERS: dict[str, Any] = {
    "normal": stats.norm,
    "lognormal": lambda median, sd: stats.lognorm(sd, scale=median),
    "log_uniform": stats.loguniform,
}


@each("kind", PEERS)
@given(st.floats(0.1, 10), st.floats(1.01, 20))
def test_a_spread_given_by_percentiles_has_them(kind: str, low: float, factor: float) -> None:
    made = spread(**{kind: {"p5": low, "p95": low * factor}})
    assert_allclose(PEERS[kind](*getattr(made, kind)).ppf([0.05, 0.95]), [low, low * factor], rtol=1e-12)


@each(
    ("wrong", "told"),
    [
        (
            {"lognormal": {"median": 2, "sd": 1}},
            r"lognormal: unknown number 'sd'\. Write lognormal = \{ median = \.\.\., log_sd = \.\.\. \} "
            r"or \{ p5 = \.\.\., p95 = \.\.\. \}\.",
        ),
        ({"triangular": {"low": 2, "mod": 1, "high": 3}}, r"unknown number 'mod'\. Did you mean 'mode'\?"),
        ({"triangular": {"low": 2}}, r"triangular: mode and high missing\. Write triangular = \{ low = "),
        ({"normal": {"p5": 2, "sd": 1}}, r"normal: p5, sd make no spread\. Write normal = \{ mean = "),
        ({"triangular": {"p5": 2, "p95": 3}}, r"triangular: p5, p95 make no spread\. Write triangular = \{ low = "),
        ({"lognormal": {"p5": 0, "p95": 3}}, r"lognormal: p5=0, p95=3\. Expected numbers, 0 < p5 <= p95\."),
        ({"normal": {"p5": 4, "p95": 3}}, r"normal: p5=4, p95=3\. Expected numbers, p5 <= p95\."),
        ({"normal": {"p5": "4", "p95": 3}}, r"normal: p5='4', p95=3\. Expected numbers, p5 <= p95\."),
        ({"uniform": {"low": 2, "high": 1}}, r"uniform=\[2.0, 1.0\] is not in rising order"),
    ],
)
def test_numbers_that_name_no_spread_are_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        spread(**wrong)
