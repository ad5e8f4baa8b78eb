"""What a spread says holds against exact results, in both ways of keeping it, for every kind of study."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from ssbmodel import (
    CallError,
    Distribution,
    DomainError,
    MoneyError,
    Q,
    Scenario,
    ScenarioError,
    ShapeError,
    UnitError,
    driving_range,
    in_blocks,
    pack_cost,
    propagate,
)

from .examples import INPUTS, spread

each = pytest.mark.parametrize
REDUCTIONS = ["arrays", "stream"]
CENTRAL = Scenario.named("documents-central")


def identity(x: Any) -> Any:
    return x


LAWS: dict[str, tuple[dict[str, Any], Any]] = {
    "lognormal": ({"lognormal": (20, 0.6)}, stats.lognorm(0.6, scale=20)),
    "negative": ({"uniform": (-9, -1)}, stats.uniform(-9, 8)),
    "across zero": ({"normal": (1, 3)}, stats.norm(1, 3)),
    "far from zero, narrow": ({"normal": (5e6, 1)}, stats.norm(5e6, 1)),
}


@each("reduce", REDUCTIONS)
@each(("made", "peer"), LAWS.values(), ids=LAWS.keys())
def test_moments_quantiles_and_chances_are_those_of_the_distribution(made: Any, peer: Any, reduce: str) -> None:
    found = propagate(identity, {"x": Distribution(**made, unit="kWh")}, n=2**18, reduce=reduce)["identity"]
    shares = np.asarray([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    assert_allclose(found.mean.magnitude, peer.mean(), atol=1e-4 * peer.std(), rtol=0)
    assert_allclose(found.sd.magnitude, peer.std(), rtol=5e-4)
    # 5e-4 of the value; of the standard deviation where the value is near zero
    assert_allclose(found.quantile(shares).magnitude, peer.ppf(shares), rtol=5e-4, atol=5e-4 * peer.std())
    assert_allclose(found.exceedance(peer.ppf(0.9)), 0.1, atol=2e-3)


@each("reduce", REDUCTIONS)
def test_quantiles_are_within_a_half_per_mille_of_exact(reduce: str) -> None:
    law = Distribution(lognormal=(20, 0.6), unit="")
    found = propagate(identity, {"x": law}, n=2**20, reduce=reduce)["identity"]
    shares = np.linspace(0.01, 0.99, 99)
    assert_allclose(found.quantile(shares).magnitude, stats.lognorm(0.6, scale=20).ppf(shares), rtol=5e-4)


def test_the_error_beside_a_quantile_is_the_one_that_seeds_show() -> None:
    law = {"x": Distribution(triangular=(1, 2, 6), unit="")}
    runs = [propagate(identity, law, n=2000, rng=seed, method="random")["identity"] for seed in range(60)]
    for share in (0.05, 0.5, 0.95):
        seen = np.std([run.quantile(share).magnitude for run in runs], ddof=1)
        told = np.mean([run.quantile_error(share).magnitude for run in runs])
        assert 0.7 < told / seen < 1.4  # sixty seeds tell a standard deviation to a tenth or so
    seen = np.std([run.mean.magnitude for run in runs], ddof=1)
    assert 0.7 < runs[0].mean_error.magnitude / seen < 1.4


def test_the_error_of_a_sobol_mean_comes_from_its_blocks_and_is_smaller() -> None:
    sobol = spread(n=2**14, method="sobol")["driving_range"].mean_error
    assert sobol < spread(n=2**14, method="random")["driving_range"].mean_error / 10


@each("reduce", REDUCTIONS)
def test_the_histogram_holds_all_cases(reduce: str) -> None:
    edges, shares = spread(reduce=reduce)["driving_range"].histogram(25)
    assert_allclose(shares.sum(), 1, rtol=1e-12)
    assert len(edges) == 26
    assert str(edges.units) == "kilometer"


@each("reduce", REDUCTIONS)
def test_correlations_of_answers_are_those_of_their_draws(reduce: str) -> None:
    def two(x: Any, y: Any) -> Any:
        return {"sum": x + y, "product": x * y, "constant": 3.0}

    unit = Distribution(uniform=(1, 2), unit="")
    options: Any = {"n": 5000, "block": 512, "method": "random"}
    found = propagate(two, {"x": unit, "y": unit}, reduce=reduce, **options)
    draws = np.concatenate(propagate(two, {"x": unit, "y": unit}, reduce="arrays", **options).summary.draws, axis=1)
    assert_allclose(found.correlation()[:2, :2], np.corrcoef(draws[:2]), rtol=1e-10)
    assert np.isnan(found.correlation()[2]).all()
    assert found["constant"].sd.magnitude == 0
    assert found["constant"].quantile(0.3).magnitude == 3.0


def test_a_spread_is_a_table() -> None:
    found = spread(n=256)
    frame = found.to_frame()
    assert frame.index.tolist() == ["driving_range"]
    assert frame.loc["driving_range", "q50"] == found["driving_range"].quantile(0.5).magnitude
    assert frame.loc["driving_range", "unit"] == "km"
    assert str(found).splitlines()[-1] == "256 cases, sobol, seed 0"
    assert [*found] == ["driving_range"]
    assert len(found) == 1


def test_an_interval_is_equal_tailed() -> None:
    one = spread()["driving_range"]
    low, high, low_error, high_error = one.interval(0.8)
    found = [end.magnitude for end in (low, high, low_error, high_error)]
    expected = [one.quantile(0.1), one.quantile(0.9), one.quantile_error(0.1), one.quantile_error(0.9)]
    assert_allclose(found, [end.magnitude for end in expected], rtol=1e-9)


def test_answers_of_ones_own_function_may_be_given_units() -> None:
    found = propagate(identity, {"x": Distribution(uniform=(1, 3), unit="kWh")}, n=256, units={"identity": "kWh"})
    assert_allclose(found["identity"].mean.m_as("Wh"), 2000, rtol=1e-3)
    assert_allclose(found["identity"].exceedance("2000 Wh"), 0.5, atol=0.01)


# studies


@each("reduce", REDUCTIONS)
def test_a_scenarios_spread_is_its_outlook_drawn(reduce: str) -> None:
    found = propagate(CENTRAL, n=512, years=[2025, 2027, 2030], reduce=reduce)
    outlook = CENTRAL.outlook([2025, 2027, 2030])
    for name, yearly in (("pack_cost", True), ("range_cold", False), ("pack_mass", False)):
        for i, year in enumerate((2025, 2027, 2030)):
            low, _, high = getattr(outlook, name)[i].magnitude
            one = found[f"{name}_{year}" if yearly else name]
            assert low * (1 - 1e-12) <= one.least.magnitude <= one.greatest.magnitude <= high * (1 + 1e-12)
            assert one.unit == ("CNY_2025" if yearly else "km" if name == "range_cold" else "kg")


def test_a_scenario_without_spread_inputs_takes_distributions_given_by_name() -> None:
    given = {"rated_energy": Distribution(uniform=(80, 120), unit="kWh"), "heater_power": "2 kW"}
    found = propagate(CENTRAL, given, n=2**12, outputs=["range_warm", "pack_cost"])
    assert found.names == ("pack_cost_2030", "range_warm")
    assert_allclose(found["pack_cost_2030"].mean.m_as("CNY_2025"), 40_000, rtol=1e-6)


def test_a_functions_fixed_inputs_may_be_quantities_or_text() -> None:
    one = propagate(driving_range, INPUTS | {"usable_energy": "85 kWh"}, n=64)
    other = propagate(driving_range, INPUTS | {"usable_energy": Q(85_000, "Wh")}, n=64)
    assert np.array_equal(one["driving_range"].draws.magnitude, other["driving_range"].draws.magnitude)


def test_money_is_kept_by_name_and_never_mixed() -> None:
    cost = Distribution(uniform=(1.9, 6.2), unit="CNY_2025/Wh")
    found = propagate(pack_cost, {"rated_energy": "100 kWh", "unit_cost": cost}, n=64)
    assert found["pack_cost"].unit == "CNY_2025"
    assert 0.4 < found["pack_cost"].exceedance("405000 CNY_2025") < 0.6
    with pytest.raises(UnitError, match="threshold='405000 USD_2025'"):
        found["pack_cost"].exceedance("405000 USD_2025")
    with pytest.raises(MoneyError, match=r"end_cost is in CNY_2025 but start_cost is in USD_2025|in USD_2025 but"):
        propagate(CENTRAL, {"start_cost": Distribution(uniform=(1, 2), unit="USD_2025/Wh")}, n=8)


def test_blocks_give_what_the_whole_arrays_give() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(2, 1000))

    def both(x: Any, y: Any) -> Any:
        return {"sum": x + y, "scaled": 2 * x}

    for out in (None, {"sum": np.empty(1000), "scaled": np.empty(1000)}):
        found = in_blocks(both, {"x": x, "y": y}, block=64, out=out)
        assert np.array_equal(found["sum"], x + y)
        assert np.array_equal(found["scaled"], 2 * x)
    with pytest.raises(ShapeError, match=r"inputs are of shapes {'y': \(3,\)}. Expected single numbers, or arrays of"):
        in_blocks(both, {"x": x, "y": np.ones(3)})


def test_one_block_takes_lists_and_numbers_and_gives_one_value_per_case() -> None:
    found = in_blocks(lambda x, y: {"sum": x + y, "one": 1.0}, {"x": [1.0, 2.0, 4.0], "y": 1})
    assert {name: value.tolist() for name, value in found.items()} == {"sum": [2, 3, 5], "one": [1, 1, 1]}


@each(
    ("asked", "inputs", "error", "told"),
    [
        (driving_range, {}, CallError, "driving_range: 'usable_energy' is missing"),
        (driving_range, INPUTS | {"speed": "1 km/h"}, CallError, "driving_range: 'speed' is not a parameter"),
        (driving_range, INPUTS | {"usable_energy": 85_000.0}, UnitError, "usable_energy=85000.0 has no unit"),
        (driving_range, INPUTS | {"usable_energy": "-5 kWh"}, DomainError, "usable_energy='-5 kWh'. Expected a"),
        (pack_cost, {"rated_energy": "1 kWh", "unit_cost": "2 CNY_2025/Wh"}, CallError, "no input has a distribution"),
        (CENTRAL, {"rated_energie": "1 kWh"}, ScenarioError, r"no assumption called 'rated_energie'. Did you mean"),
        (42, {}, CallError, "asked=42. Expected a model function, a study or a function of arrays"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(asked: Any, inputs: Any, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        propagate(asked, inputs, n=8)


@each(
    ("ask", "told"),
    [
        (lambda s: s["driving_rang"], r"no answer called 'driving_rang'. Did you mean 'driving_range'\?"),
        (lambda s: s["driving_range"].quantile(1.5), "share=1.5. Expected values from 0 to 1"),
        (lambda s: s["driving_range"].draws, 'the draws were not kept. Write reduce="arrays"'),
    ],
)
def test_what_a_spread_does_not_know_is_refused(ask: Any, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        ask(spread(n=64, reduce="stream"))


def test_a_threshold_without_a_unit_is_refused() -> None:
    with pytest.raises(UnitError, match=r"threshold=500 has no unit. Expected km"):
        spread(n=64)["driving_range"].exceedance(500)


def test_unknown_answers_and_years_are_refused() -> None:
    with pytest.raises(CallError, match=r"no answer called 'range_colt'. Did you mean 'range_cold'\?"):
        propagate(CENTRAL, n=8, outputs="range_colt")
    with pytest.raises(ScenarioError, match=r"years=\[2040\]. Expected years from 2025 to 2030"):
        propagate(CENTRAL, n=8, years=2040)
    with pytest.raises(CallError, match=r"no answer called 'mass'. Expected some of: driving_range"):
        propagate(driving_range, INPUTS, n=8, outputs="mass")
