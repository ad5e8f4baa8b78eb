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
    ShapeError,
    Study,
    StudyError,
    UnitError,
    cost_after_learning,
    driving_range,
    in_blocks,
    pack_cost,
    propagate,
)

from .examples import INPUTS, spread

each = pytest.mark.parametrize
REDUCTIONS = ["arrays", "stream"]
CENTRAL = Study.named("documents-central")


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
def test_a_studys_draws_lie_between_its_corners(reduce: str) -> None:
    found = propagate(CENTRAL, n=512, years=[2025, 2027, 2030], reduce=reduce)
    corners = CENTRAL.run("pack_price", "cold_range", "pack_mass", years=[2025, 2027, 2030])
    for name, unit in (("pack_price", "CNY_2025"), ("cold_range", "km"), ("pack_mass", "kg")):
        for year in (2025, 2027, 2030) if name == "pack_price" else ("",):
            place = {"year": year} if year else {}
            low, _, high = (corners[name].sel(**place) if year else corners[name]).magnitude
            one = found[f"{name}[year={year}]" if year else name]
            assert low * (1 - 1e-12) <= one.least.magnitude <= one.greatest.magnitude <= high * (1 + 1e-12)
            assert one.unit == unit


def test_distributions_given_by_name_take_the_place_of_a_studys_values() -> None:
    given = {"rated_energy": Distribution(uniform=(80, 120), unit="kWh"), "heater_power": "2 kW"}
    found = propagate(CENTRAL, given, n=2**12, outputs=["driving_range", "pack_price"], years=2030)
    assert found.names == ("driving_range", "pack_price[year=2030]")
    assert_allclose(found["pack_price[year=2030]"].mean.m_as("CNY_2025"), 40_000, rtol=1e-6)


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
    energies = {"experience": "1 GWh", "added": "1 GWh", "prior_experience": "0 GWh", "learning_rate": "0.2"}
    mixed = {"start_cost": cost, "floor": "0.1 USD_2025/Wh", **energies}
    with pytest.raises(MoneyError, match=r"start_cost is in CNY_2025 but floor is in USD_2025|in USD_2025 but"):
        propagate(cost_after_learning, mixed, n=8)


def test_a_study_draws_in_the_money_a_spread_is_written_in_and_answers_in_its_own() -> None:
    in_dollars = {"base_pack_unit_price": Distribution(uniform=(1, 2), unit="USD_2025/Wh")}
    found = propagate(CENTRAL, in_dollars, n=2**12, outputs="base_pack_price")["base_pack_price"]
    assert found.unit == "CNY_2025"
    # 100 kWh at 1.05 and 1.95 dollars a watt-hour; H.10, mean of 2025
    assert_allclose(found.quantile([0.05, 0.95]).magnitude, 1e5 * 7.1875 * np.asarray([1.05, 1.95]), rtol=1e-3)
    with pytest.raises(StudyError, match="a price in USD states no price year"):
        propagate(CENTRAL, {"base_pack_unit_price": Distribution(uniform=(1, 2), unit="USD/Wh")}, n=8)


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
        (CENTRAL, {"rated_energie": "1 kWh"}, StudyError, r"'rated_energie' is no name. Did you mean 'rated_energy'"),
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
    with pytest.raises(StudyError, match=r"'cold_rnge' is no name. Did you mean 'cold_range'\?"):
        propagate(CENTRAL, n=8, outputs="cold_rnge")
    with pytest.raises(DomainError, match=r"elapsed_steps=-1. Expected a finite value >= 0"):
        propagate(CENTRAL, n=8, years=2024)
    with pytest.raises(StudyError, match=r"years=\[2030, 2025\]. Expected 1 to 200 whole years that rise"):
        propagate(CENTRAL, n=8, years=[2030, 2025])
    with pytest.raises(CallError, match=r"no answer called 'mass'. Expected some of: driving_range"):
        propagate(driving_range, INPUTS, n=8, outputs="mass")
