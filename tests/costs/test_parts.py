"""Declines as parts of a study, beside a stated base price."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from ssbmodel import Q, cells, costs, packs, plants
from ssbmodel.core.part import Part
from ssbmodel.costs.experience import bases, exponent_assumption, exponents, path_assumptions, paths
from ssbmodel.ground.errors import DomainError, SsbError, StudyError, UnitError
from ssbmodel.study.forecast.claims import CostClaim, claim_names
from ssbmodel.study.study import Study
from ssbmodel.study.uncertainty.drawing.distributions import Distribution

from ..needs import needs_module

MONEY = "CNY_2025/Wh"
CENTRE = "at median inputs"
YEARS = range(2025, 2051)
TARGET = {"target_pack_unit_price": f"0.4 {MONEY}", "target_year": 2030}
EXPERIENCE = {"experience": "20 GWh", "added": "60 GWh", "prior_experience": "0 GWh"}


def declining(decline: Part, price: float = 1.9, base_year: int = 2025, years: Any = YEARS) -> Study:
    """Return a study of a stated price and its decline alone."""
    cost = costs.Stated(base_pack_unit_price=Q(price, MONEY), base_year=base_year)
    return Study(cost=cost, decline=decline, years=years)


def prices(study: Study) -> Any:
    """Return the price of every year, at median inputs where some have a spread."""
    found = study.run("pack_unit_price").pack_unit_price
    return (found.sel(case=CENTRE) if "case" in found.dims else found).m_as(MONEY)


# one rule for all declines

DECLINES = [
    costs.AtRate(**TARGET),
    costs.Constant(),
    costs.Learning(exponent="panel", path="large"),
    costs.Learning(learning_rate="20 %", path="small", base="shared"),
    costs.Learning(
        exponent=0.3, path="logistic", start_output="12 GWh", ceiling_output="800 GWh", growth=0.8, path_year=2025,
        experience="20 GWh",
    ),
]  # fmt: skip
each_decline = pytest.mark.parametrize("decline", DECLINES, ids=lambda part: f"{part.kind} {getattr(part, 'path', '')}")


@each_decline
def test_the_price_of_the_base_year_is_the_base_price(decline: Part) -> None:
    for base_year in (2022, 2025, 2028):
        assert prices(declining(decline, 1.9, base_year, [base_year])) == 1.9


@each_decline
def test_a_price_has_a_value_for_every_year(decline: Part) -> None:
    found = declining(decline).run("pack_unit_price").pack_unit_price
    assert found.dims[-1] == "year"
    assert found.labels["year"] == tuple(YEARS)


@each_decline
def test_a_year_before_the_base_year_is_refused(decline: Part) -> None:
    told = r"year 2025 lies before base_year = 2026, of which the price is\. Ask from 2026 on: years=range\(2026, \d+\)"
    with pytest.raises(StudyError, match=told) as refused:
        declining(decline, base_year=2026).run("pack_unit_price")
    written = re.search(r"range\((\d+), (\d+)\)", str(refused.value))
    assert written is not None
    years = range(*map(int, written.groups()))
    assert declining(decline).replace(years=years, base_year=2026).run("pack_unit_price").pack_unit_price.dims


@each_decline
def test_a_decline_starts_from_a_price(decline: Part) -> None:
    told = r"^costs\.\w+ starts from a price today; there is none\. Add cost=costs\.Stated\(\.\.\.\) or cost=plants\."
    with pytest.raises(StudyError, match=told):
        Study(decline=decline).run("pack_unit_price")


@each_decline
def test_twice_the_base_price_is_twice_the_price(decline: Part) -> None:
    if isinstance(decline, costs.AtRate):
        decline = costs.AtRate(target_pack_unit_price=f"0.8 {MONEY}", target_year=2030)
        assert_allclose(prices(declining(decline, 3.8)), 2 * prices(declining(DECLINES[0], 1.9)), rtol=1e-12)
    else:
        assert_allclose(prices(declining(decline, 3.8)), 2 * prices(declining(decline, 1.9)), rtol=1e-15)


@each_decline
def test_a_plan_of_checked_calls_gives_the_same_bits(decline: Part) -> None:
    made = declining(decline).composition
    ways = [made.graph.plan(["pack_unit_price"], checked=money)()["pack_unit_price"] for money in (None, "CNY_2025")]
    assert_array_equal(ways[0], ways[1].magnitude)


@each_decline
def test_a_price_computed_by_a_plant_declines_as_a_stated_one_does(decline: Part) -> None:
    cell, pack = cells.Designed("liquid-lfp-graphite"), packs.BatPaC(rated_energy="75 kWh")
    plant = plants.PlantPrice("batpac-50-gwh")
    made = Study(cell=cell, pack=pack, cost=plant, decline=decline, years=range(2022, 2036))
    base = float(made.run("base_pack_unit_price").base_pack_unit_price.m_as(MONEY))
    told = prices(made)
    assert told[0] == base
    assert_allclose(told, prices(declining(decline, base, 2022, range(2022, 2036))), rtol=1e-12)


# at a rate, constant


def test_a_steady_rate_reaches_the_target_in_its_year() -> None:
    told = declining(costs.AtRate(**TARGET)).run("pack_unit_price", "annual_decline")
    assert_allclose(told.pack_unit_price.sel(year=2030).m_as(MONEY), 0.4, rtol=1e-12)
    assert_allclose(told["annual_decline"].m_as(""), 0.268, atol=5e-4)  # 1.9 to 0.4 in five years


def test_what_a_target_asks_of_learning_stands_beside_the_rate() -> None:
    decline = costs.AtRate(**TARGET, **EXPERIENCE, learning_rate="20 %")
    told = declining(decline).run("doublings", "required_learning_rate", "required_doublings")
    assert told["doublings"].m_as("") == 2  # 20 to 80 GWh
    assert_allclose((1 - told["required_learning_rate"].m_as("")) ** 2, 0.4 / 1.9, rtol=1e-12)
    assert_allclose(0.8 ** told["required_doublings"].m_as(""), 0.4 / 1.9, rtol=1e-12)


def test_without_experience_those_answers_are_left_out() -> None:
    study = declining(costs.AtRate(**TARGET))
    assert "pack_unit_price" in study.answers
    assert not {"doublings", "required_learning_rate"} & set(study.answers)


def test_a_target_above_the_base_price_is_a_rise() -> None:
    told = prices(declining(costs.AtRate(**TARGET), price=0.2))
    assert (np.diff(told) > 0).all()


def test_a_constant_price_stays_to_the_bit() -> None:
    assert_array_equal(prices(declining(costs.Constant(), price=0.531875)), np.full(len(YEARS), 0.531875))


# learning


@pytest.mark.parametrize("exponent", exponents())
@pytest.mark.parametrize("name", claim_names())
def test_the_documents_claims_have_the_medians_of_the_forecast(name: str, exponent: str) -> None:
    claim = CostClaim.named(name)
    study = declining(costs.Learning(exponent=exponent, path=claim.path, base=claim.base), claim.median)
    assert_allclose(prices(study)[1:], claim.process(exponent).quantile(0.5), rtol=1e-12)
    told = study.run("added", "doublings")
    assert_allclose(told["added"].m_as("Wh")[1:], np.cumsum(claim.outputs), rtol=2e-15)
    assert_allclose(told["doublings"].m_as("")[1:], claim.growth / np.log(2), rtol=1e-12)


@pytest.mark.parametrize("base", bases())
@pytest.mark.parametrize("path", paths())
def test_a_path_says_the_same_whatever_the_base_year(path: str, base: str) -> None:
    decline = costs.Learning(exponent=0.3, path=path, base=base)
    whole = prices(declining(decline))
    later = prices(declining(decline, whole[3], 2028, range(2028, 2051)))
    assert_allclose(later, whole[3:], rtol=1e-12)


def test_a_price_of_an_earlier_year_stands_until_the_path_starts() -> None:
    told = prices(declining(costs.Learning(exponent="panel", path="large"), base_year=2022, years=range(2022, 2031)))
    assert_array_equal(told[:4], np.full(4, 1.9))
    assert_allclose(told[4:], prices(declining(costs.Learning(exponent="panel", path="large")))[1:6], rtol=1e-15)


@settings(max_examples=25)
@given(exponent=st.floats(0.01, 1.5), path=st.sampled_from(paths()), base=st.sampled_from(bases()))
def test_a_price_falls_every_year_and_prior_experience_slows_it(exponent: float, path: str, base: str) -> None:
    told = prices(declining(costs.Learning(exponent=exponent, path=path, base=base)))
    assert (np.diff(told) < 0).all()
    more = prices(declining(costs.Learning(exponent=exponent, path=path, prior_experience="500 GWh")))
    assert (more[1:] > told[1:]).all()


@settings(max_examples=25)
@given(rate=st.floats(0.0, 0.6), path=st.sampled_from(paths()))
def test_a_learning_rate_is_what_goes_with_each_doubling(rate: float, path: str) -> None:
    study = declining(costs.Learning(learning_rate=rate, path=path))
    doublings = study.run("doublings")["doublings"].m_as("")
    assert_allclose(prices(study), 1.9 * (1 - rate) ** doublings, rtol=1e-12)


# the claim's tables, computed apart from this library: doublings of 2025 to 2030 by path and earlier experience
DOUBLINGS = {("large", "own"): 5.81, ("large", "shared"): 4.07, ("small", "own"): 7.24, ("small", "shared"): 1.31}
# medians of 2030 from 3.4322 yuan/Wh along the large path
MEDIANS = {"panel": 1.54, "lithium-ion-levels": 1.02, "way-batteries": 0.63}


@pytest.mark.parametrize(("path", "base"), DOUBLINGS)
def test_doublings_until_2030_are_those_worked_out_elsewhere(path: str, base: str) -> None:
    found = declining(costs.Learning(exponent=0.3, path=path, base=base)).run("doublings")["doublings"]
    assert_allclose(found.sel(year=2030).m_as(""), DOUBLINGS[path, base], atol=0.006)  # two decimals


@pytest.mark.parametrize("exponent", MEDIANS)
def test_medians_of_2030_are_those_worked_out_elsewhere(exponent: str) -> None:
    told = prices(declining(costs.Learning(exponent=exponent, path="large"), 3.4322))
    assert_allclose(told[5], MEDIANS[exponent], atol=0.006)


CURVES: dict[str, dict[str, Any]] = {
    "exponential": {"start_output": "12 GWh", "growth": 0.5},
    "logistic": {"start_output": "12 GWh", "growth": 0.8, "ceiling_output": "800 GWh"},
    "gompertz": {"start_output": "12 GWh", "growth": 0.3, "ceiling_output": "800 GWh"},
}
MADE = {"exponential": 268.380, "logistic": 589.991039, "gompertz": 642.926812}  # GWh in five years


@pytest.mark.parametrize("path", CURVES)
def test_a_curve_adds_its_integral(path: str) -> None:
    decline = costs.Learning(exponent=0.3, path=path, path_year=2025, experience="20 GWh", **CURVES[path])
    told = declining(decline).run("added")["added"]
    assert_allclose(told.sel(year=2030).m_as("GWh"), MADE[path], rtol=1e-5)
    later = declining(decline, base_year=2027, years=[2030]).run("added", "base_experience")
    until = told.sel(year=2027).m_as("GWh")
    assert_allclose(later["base_experience"].m_as("GWh"), 20 + until, rtol=1e-9)
    assert_allclose(later["added"].m_as("GWh"), told.sel(year=2030).m_as("GWh") - until, rtol=1e-9)


def test_the_panels_exponent_carries_the_spread_between_technologies() -> None:
    found = declining(costs.Learning(exponent="panel", path="large")).run("pack_unit_price").pack_unit_price
    least, centre, greatest = (float(v) for v in found.sel(year=2030).m_as(MONEY))
    assert exponent_assumption("panel").derivation == "sourced"
    assert_allclose(centre / least, greatest / centre, rtol=1e-12)  # a normal exponent: symmetric in the logarithm
    claim = CostClaim.named("claim-low-large-own")
    assert_allclose(np.log(greatest / centre), 1.6448536 * 0.2373 * claim.growth[4], rtol=1e-6)


def test_an_exponent_may_be_a_number_a_list_a_distribution_or_replaced() -> None:
    listed = declining(costs.Learning(exponent=[0.0, 0.3], path="large")).run("pack_unit_price").pack_unit_price
    assert listed.dims == ("experience_exponent", "year")
    assert_array_equal(listed.m_as(MONEY)[0], np.full(len(YEARS), 1.9))
    spread = costs.Learning(exponent=Distribution(uniform=(0.2, 0.4), unit=""), path="large")
    named = declining(costs.Learning(exponent="panel", path="large"))
    for other in (declining(spread), named.replace(experience_exponent=0.3)):
        assert_allclose(prices(other), listed.m_as(MONEY)[1], rtol=1e-12)


def test_a_named_exponent_gives_way_to_a_learning_rate() -> None:
    study = declining(costs.Learning(exponent="panel", path="large")).replace(learning_rate="20 %")
    assert_array_equal(prices(study), prices(declining(costs.Learning(learning_rate="20 %", path="large"))))


def test_draws_of_the_panels_exponent_give_its_band() -> None:
    study = declining(costs.Learning(exponent="panel", path="large"), years=[2030])
    found = study.propagate(n=2**14, outputs=["pack_unit_price"])
    told = found["pack_unit_price"].sel(year=2030).quantile([0.05, 0.5, 0.95])
    ends = study.run("pack_unit_price").pack_unit_price.m_as(MONEY).ravel()
    assert_allclose(told.m_as(MONEY), ends, rtol=5e-3)  # a grid of quantiles from 2^14 draws


@pytest.mark.parametrize(
    ("varied", "value"), [("experience_exponent", 0.4), ("end_output", 5e11), ("experience", 3e10)]
)
def test_the_whole_decline_compiles(varied: str, value: float) -> None:
    jax, jnp = needs_module("jax"), needs_module("jax.numpy")
    study = declining(costs.Learning(exponent=0.3, path="large", base="shared"), base_year=2026, years=[2026, 2030])
    plan, values = study.kernel("pack_unit_price", varied=[varied]), np.array([value, 1.1 * value])
    with jax.enable_x64(True):
        told = jax.jit(lambda given: plan(**{varied: given})["pack_unit_price"])(jnp.asarray(values))
    assert_allclose(told, plan(**{varied: values})["pack_unit_price"], rtol=1e-13)


@pytest.mark.parametrize("name", [one.name for one in path_assumptions("large")])
def test_every_number_of_a_path_can_be_replaced_and_moves_the_price(name: str) -> None:
    study = declining(costs.Learning(exponent=0.3, path="large"), base_year=2026, years=[2026, 2032])
    stated = next(one for one in path_assumptions("large") if one.name == name)
    more: Any = stated.quantity()
    changed = study.replace(**{name: more + Q(1, "") if "year" in name else 1.5 * more})
    assert abs(prices(changed)[1] / prices(study)[1] - 1) > 1e-3


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ({"path": "large"}, r'^costs\.Learning: how fast is it learnt\? Write exponent="panel" \(76 technologies\)'),
        ({"exponent": "panel"}, r"^costs\.Learning: key 'path' is missing\. Write path = \.\.\.$"),
        (
            {"exponent": "panell", "path": "large"},
            r"no exponent 'panell'\. Did you mean 'panel'\? Expected one of: pan",
        ),
        ({"exponent": "panel", "path": "larg"}, r"no path 'larg'\. Did you mean 'large'\? Expected one of: large, sma"),
        ({"exponent": 0.3, "path": "large", "base": "owned"}, r"no base 'owned'\. Did you mean 'own'\? Expected one o"),
        ({"exponent": 0.3, "path": "large", "learning_rate": 0.2}, r"exponent and learning_rate say the same\. Give"),
        ({"exponent": 0.3, "path": "large", "experience_exponent": 0.2}, r"are the same\. Give one of them\.$"),
        ({"exponent": 0.3, "path": "large", "growht": 1}, r"unknown key 'growht'\. Did you mean 'growth'\?"),
    ],
)
def test_what_a_decline_by_learning_cannot_be_is_refused(given_: dict[str, Any], told: str) -> None:
    with pytest.raises(StudyError, match=told):
        costs.Learning(**given_)


def test_all_choices_that_are_wrong_are_told_at_once() -> None:
    with pytest.raises(StudyError, match=r"(?s)costs\.Learning: no exponent.*\ncosts\.Learning: no path.*\ncosts\.L"):
        costs.Learning(exponent="a", path="b", base="c")


def test_a_number_that_a_path_does_not_take_is_refused() -> None:
    decline = costs.Learning(exponent=0.3, path="large", ceiling_output="800 GWh")
    with pytest.raises(StudyError, match=r"costs\.Learning: 'ceiling_output' is asked for by nothing in this study"):
        declining(decline).run()


@pytest.mark.parametrize("path", ["logistic", "gompertz"])
def test_a_path_above_its_ceiling_is_refused(path: str) -> None:
    given_ = {**CURVES[path], "start_output": "1600 GWh"}
    decline = costs.Learning(exponent=0.3, path=path, path_year=2025, experience="20 GWh", **given_)
    with pytest.raises(DomainError, match=r"^start_output is 2 times ceiling_output\. Expected at most once: a path"):
        declining(decline).run("pack_unit_price")


def test_a_path_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(DomainError, match=r"steps=-1\.0\. Expected a finite value > 0"):
        declining(costs.Learning(exponent=0.3, path="large", path_end_year=2024)).run("pack_unit_price")


def test_a_curve_without_its_numbers_names_each_that_is_missing() -> None:
    decline = costs.Learning(exponent=0.3, path="logistic", start_output="12 GWh", experience="20 GWh")
    with pytest.raises(
        StudyError, match=r"(?s)^'ceiling_output' is supplied by nobody.*\n'growth' is.*\n'path_year' is sup"
    ):
        declining(decline).run("pack_unit_price")


@pytest.mark.parametrize("value", ["0.3 Wh", Q(0.3, "km")])
def test_an_exponent_is_a_plain_number(value: Any) -> None:
    with pytest.raises((StudyError, UnitError), match="experience_exponent"):
        costs.Learning(
            **({"experience_exponent": value} if isinstance(value, str) else {"exponent": value}), path="large"
        )


def test_a_learning_rate_of_all_is_refused() -> None:
    with pytest.raises(SsbError, match=r"learning_rate=1\.0"):
        declining(costs.Learning(learning_rate=1.0, path="large")).run("pack_unit_price")


def test_the_page_on_learning_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "learning.md").read_text(encoding="utf-8")
    block = page.partition("```python\n")[2].partition("```")[0]
    exec(compile(block, "docs/learning.md", "exec"), {})
    told = [float(re.findall(r"\d+\.\d+", line)[0]) for line in capsys.readouterr().out.splitlines()]
    said = [float(number) for number in re.findall(r"  # (\d+\.\d+)", block)]
    assert len(told) == len(said) == 3
    assert_allclose(told, said, rtol=1e-3)
