"""Spread, drivers and solutions of a study on its graph, held against plans and arithmetic by hand."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import (
    Assumption,
    CallError,
    Distribution,
    DomainError,
    MoneyError,
    Q,
    Study,
    StudyError,
    cells,
    costs,
    elasticities,
    exchange,
    pack_cost,
    packs,
    propagate,
    sobol_indices,
    solve,
    tornado,
    vehicles,
)
from ssbmodel.study.questions.asked import question
from ssbmodel.study.uncertainty.blocks import drawn
from ssbmodel.study.uncertainty.propagate import plan_of

each = pytest.mark.parametrize
ENERGY = Distribution(uniform=(90, 110), unit="kWh")
PRICE = Distribution(log_uniform=(100, 300), unit="USD_2022/kWh")
TARGET = Distribution(uniform=(0.3, 0.5), unit="CNY_2025/Wh")
RETENTION = Distribution(triangular=(0.7, 0.8, 0.9), unit="")
STUDY = Study(
    name="of the tests",
    cell=cells.Stated(
        cell_specific_energy="400 Wh/kg",
        cell_energy_density="900 Wh/L",
        capacity_retention=RETENTION,
        reference_capacity_retention=1.0,
    ),
    pack=packs.Ratios(
        rated_energy=ENERGY, usable_share=0.95, cell_to_pack_mass_ratio=0.8, cell_to_pack_volume_ratio=0.6
    ),
    cost=costs.Stated(base_pack_unit_price=PRICE, base_year=2025),
    decline=costs.AtRate(target_pack_unit_price=TARGET, target_year=2030),
    vehicle=vehicles.Stated(battery_consumption="150 Wh/km", drag_share=0.4),
    climate=vehicles.Climate(
        ambient_temperature=Q([-20.0, 0.0], "degC"), heater_power="2 kW", rolling_ratio=1.1, mean_speed="60 km/h"
    ),
    years=(2025, 2028, 2030),
).replace(reference_temperature="25 degC")
STILL = STUDY.replace(
    rated_energy="100 kWh", base_pack_unit_price="200 USD_2022/kWh", target_pack_unit_price="0.4 CNY_2025/Wh",
    capacity_retention=0.8,
)  # fmt: skip
DRAWN = ("base_pack_unit_price", "capacity_retention", "rated_energy", "target_pack_unit_price")


def test_a_spread_is_that_of_the_plan_asked_by_hand_with_the_same_draws() -> None:
    made = question(STUDY, outputs=("pack_price", "cold_range", "pack_mass"))
    by_name = drawn(plan_of(made, 4096, rng=3), 0)
    assert tuple(by_name) == DRAWN
    kernel = STUDY.kernel("pack_price", "cold_range", "pack_mass", varied=DRAWN)
    by_name["base_pack_unit_price"] = by_name["base_pack_unit_price"] * STUDY.money.entrance("USD_2022")[1]
    answers = kernel(**kernel.entered(by_name))
    spread = STUDY.propagate(n=4096, rng=3, outputs=("pack_price", "cold_range", "pack_mass"))
    assert np.array_equal(spread["pack_mass"].draws.magnitude, answers["pack_mass"].ravel())
    for place, year in enumerate(STUDY.years):
        found = spread["pack_price"].sel(year=year).draws.magnitude
        assert np.array_equal(found, answers["pack_price"][place, 0])
    cold = spread["cold_range[ambient_temperature=-20 °C]"].draws.magnitude
    assert np.array_equal(cold, answers["cold_range"][0, 0])


def test_a_uniform_energy_at_800_grams_of_cells_a_kilogram_of_pack_gives_a_uniform_mass() -> None:
    # 90 to 110 kWh over 400 Wh/kg and 0.8: 281.25 to 343.75 kg
    mass = STUDY.propagate(n=2**14, outputs="pack_mass")["pack_mass"]
    assert_allclose(mass.quantile([0.05, 0.5, 0.95]).m_as("kg"), [284.375, 312.5, 340.625], rtol=1e-4)
    assert_allclose(mass.sd.m_as("kg"), 62.5 / np.sqrt(12), rtol=1e-3)


def test_what_is_said_of_an_answer_with_axes_is_labelled_by_them() -> None:
    spread = STUDY.propagate(n=2048, outputs=("pack_unit_price", "cold_range"))
    median = spread["pack_unit_price"].median
    assert (median.dims, median.labels["year"]) == (("year",), (2025, 2028, 2030))
    assert median.sel(year=2030).value == spread["pack_unit_price"].sel(year=2030).median
    assert_allclose(median.sel(year=2030).m_as("CNY_2025/Wh"), 0.4, rtol=1e-3)
    cold = spread["cold_range"].sel(ambient_temperature="-20 degC")
    assert cold.name == "cold_range[ambient_temperature=-20 °C]"
    low, high = spread["cold_range"].interval(0.9)
    assert (low.magnitude < spread["cold_range"].mean.magnitude).all()
    assert (high.magnitude < spread["cold_range"].greatest.magnitude).all()
    with pytest.raises(StudyError, match="year=2031 is none of its labels"):
        spread["pack_unit_price"].sel(year=2031)


@each("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_workers_change_no_bit(pool: Any) -> None:
    options: dict[str, Any] = {"n": 5000, "block": 512, "outputs": ("pack_price", "cold_range"), "reduce": "stream"}
    alone = STUDY.propagate(**options)
    with pool(2) as workers:
        shared = STUDY.propagate(**options, executor=workers)
    for name in alone:
        assert alone[name].mean == shared[name].mean
        assert np.array_equal(alone[name].quantile([0.05, 0.5]).magnitude, shared[name].quantile([0.05, 0.5]).magnitude)


def test_draws_do_not_depend_on_what_else_is_asked_or_on_the_axes() -> None:
    few = STUDY.propagate(n=3000, outputs="pack_price")["pack_price"].sel(year=2030)
    many = STUDY.propagate(n=3000)["pack_price"].sel(year=2030)
    long = STUDY.replace(years=range(2025, 2051)).propagate(n=3000, outputs="pack_price")["pack_price"].sel(year=2030)
    assert np.array_equal(few.draws.magnitude, many.draws.magnitude)
    assert np.array_equal(few.draws.magnitude, long.draws.magnitude)


def test_a_long_run_is_asked_in_parts_that_change_no_bit() -> None:
    made = question(STUDY, outputs="cold_range")
    few: Any = made.function
    inputs = drawn(plan_of(made, 20_000, block=20_000), 0)
    assert few.chunk == 32_768
    parts = type(few)(few.plan, few.grids, few.takes, chunk=512)(inputs)
    assert all(np.array_equal(parts[name], whole) for name, whole in few(inputs).items())


def test_a_rate_of_exchange_may_itself_be_drawn() -> None:
    rate = Distribution(uniform=(6, 8), unit="")
    drawn_too = STILL.replace(exchange_USD_2022_CNY_2025=rate)
    price = drawn_too.propagate(n=4096, outputs="base_pack_price")["base_pack_price"]
    assert_allclose(price.quantile([0.05, 0.95]).m_as("CNY_2025"), [200 * 100 * 6.1, 200 * 100 * 7.9], rtol=1e-3)


def test_the_public_functions_take_a_study() -> None:
    assert str(propagate(STUDY, n=512, outputs="pack_mass")) == str(STUDY.propagate(n=512, outputs="pack_mass"))
    heavier = propagate(STUDY, {"cell_specific_energy": "200 Wh/kg"}, n=512, outputs="pack_mass")
    assert_allclose(heavier["pack_mass"].median.m_as("kg"), 625, rtol=1e-3)
    assert sobol_indices(STUDY, n=64, outputs="pack_mass").inputs == ("rated_energy",)
    assert tornado(STUDY, answer="pack_mass").bars[0].input == "rated_energy"
    ((name, slope),) = elasticities(STUDY, outputs="pack_mass").of("pack_mass")
    assert (name, slope) == ("rated_energy", pytest.approx(1))
    found = solve(STUDY, {"pack_mass": "500 kg"}, for_="rated_energy", bounds=("50 kWh", "200 kWh"))
    assert_allclose(found.value.m_as("kWh"), 160)


def test_an_assumption_is_drawn_or_held_fixed_by_a_model_function_too() -> None:
    told: Any = {"name": "rated_energy", "unit": "kWh", "reason": "A test needs it here."}
    price = Distribution(uniform=(1, 3), unit="CNY_2025/Wh")
    for energy, same in (
        (Assumption(**told, value=100), "100 kWh"),
        (Assumption(name="rated_energy", rests_on=("004/pack-rated-energy",), rule="as printed"), "100 kWh"),
        (Assumption(**told, spread={"uniform": (90, 110)}), ENERGY),
    ):
        one, other = (
            propagate(pack_cost, {"rated_energy": value, "unit_cost": price}, n=256) for value in (energy, same)
        )
        assert np.array_equal(one["pack_cost"].draws.magnitude, other["pack_cost"].draws.magnitude)


def test_what_drives_an_answer_are_its_stated_names_with_a_spread() -> None:
    found = STUDY.sensitivity("pack_price")
    (answer,) = found.answers
    assert answer == "pack_price[year=2030]"
    # in the target year the price is the target's, times the energy
    one, two, last = found.of(answer)
    assert {one[0], two[0]} == {"rated_energy", "target_pack_unit_price"}
    assert_allclose([one[1], two[1]], 1, rtol=1e-9)
    assert last == ("base_pack_unit_price", pytest.approx(0, abs=1e-9))
    at_first = STUDY.sensitivity("pack_price", at={"year": 2025})
    assert dict(at_first.of("pack_price[year=2025]"))["base_pack_unit_price"] == pytest.approx(1)


def test_all_stated_numbers_are_ranked_where_none_has_a_spread() -> None:
    found = dict(STILL.sensitivity("pack_mass").of("pack_mass"))
    assert found == pytest.approx({"rated_energy": 1, "cell_specific_energy": -1, "cell_to_pack_mass_ratio": -1})


def test_temperatures_weigh_by_the_kelvin_against_a_difference() -> None:
    at_zero = STILL.replace(ambient_temperature="0 degC")
    found = at_zero.sensitivity("cold_range")
    assert "ambient_temperature" in found.plain
    above, below = (
        at_zero.replace(ambient_temperature=f"{t} degC").run("cold_range").cold_range.m_as("km") for t in (0.01, -0.01)
    )
    middle = at_zero.run("cold_range").cold_range.m_as("km")
    told = dict(found.of("cold_range"))["ambient_temperature"]
    assert_allclose(told, (above - below) / 0.02 / middle, rtol=1e-6)


def test_what_drives_an_answer_weighs_what_its_explanation_says() -> None:
    found = STILL.sensitivity("cold_range", at={"ambient_temperature": "0 degC"})
    weights = STILL.explain("cold_range", ambient_temperature="0 degC").weights
    # differences of 1e-5 of a value are right to its square
    assert dict(found.of(found.answers[0])) == pytest.approx(weights, rel=1e-6, abs=1e-9)
    heavy = [abs(weights[name]) for name, _ in found.of(found.answers[0]) if name not in found.plain]
    assert_allclose(heavy, sorted(heavy, reverse=True), rtol=1e-9)


def test_functions_without_complex_numbers_are_weighed_by_differences() -> None:
    own = STILL.with_node("pack_mass", lambda rated_energy, drag_share: np.maximum(rated_energy, 0.0) // 1 + drag_share)
    exact = STILL.with_node("pack_mass", lambda rated_energy, drag_share: rated_energy + drag_share)
    found, other = (one.sensitivity("pack_mass").of("pack_mass") for one in (own, exact))
    assert dict(found) == pytest.approx(dict(other), rel=1e-6)


def test_a_tornado_shows_each_input_as_it_was_stated() -> None:
    bars = {bar.input: bar for bar in STUDY.sensitivity("pack_price", method="tornado", at={"year": 2025}).bars}
    bar = bars["base_pack_unit_price"]
    assert (str(bar.low.units), bar.low.magnitude, round(bar.high.magnitude, 9)) == (
        "USD_2022 / kilowatt_hour", 100.0, 300.0,
    )  # fmt: skip
    assert_allclose((bar.answer_high / bar.answer_low).magnitude, 3, rtol=1e-12)


def test_sobol_indices_of_a_product_of_two() -> None:
    # energy e and price p uniform, y = e p: V(e) E(p)^2, E(e)^2 V(p) and V(e) V(p) are the parts of the variance
    found = STUDY.sensitivity("pack_price", method="sobol", n=4096, at={"year": 2030})
    of_e, of_p = (20 / 100) ** 2 / 12, (0.2 / 0.4) ** 2 / 12
    whole = of_e + of_p + of_e * of_p
    rows = {name: total for name, _, total in found.of("pack_price[year=2030]")}
    assert_allclose(rows["rated_energy"], (of_e + of_e * of_p) / whole, atol=2e-3)
    assert_allclose(rows["target_pack_unit_price"], (of_p + of_e * of_p) / whole, atol=2e-3)


def test_a_target_and_bounds_may_be_in_any_money() -> None:
    found = STUDY.solve(
        {"pack_price": "8000 USD_2025"}, for_="rated_energy", bounds=("10 kWh", "300 kWh"), at={"year": 2030}
    )
    of_target = exchange(
        Q(8000, "USD_2025"), to="CNY_2025", rates="fed-h10-world-bank", index="cpi", order="exchange_deflate"
    )
    assert_allclose(found.value.m_as("kWh"), of_target.m_as("CNY_2025") / 0.4 / 1000, rtol=1e-12)
    assert (found.target.magnitude, str(found.target.units)) == (8000, "USD_2025")
    in_dollars, in_yuan = (
        STUDY.solve({"base_pack_price": "150000 CNY_2025"}, for_="base_pack_unit_price", bounds=bounds).value
        for bounds in (("10 USD_2022/kWh", "900 USD_2022/kWh"), ("0.1 CNY_2025/Wh", "9 CNY_2025/Wh"))
    )
    assert_allclose(in_yuan.m_as("CNY_2025/Wh"), 1.5, rtol=1e-12)
    entrance = STUDY.money.entrance("USD_2022")[1]
    assert_allclose(in_dollars.m_as("USD_2022/Wh") * entrance, 1.5, rtol=1e-12)


def test_without_a_place_there_is_a_solution_for_each() -> None:
    found = STILL.solve({"cold_range": "450 km"}, for_="rated_energy", bounds=("50 kWh", "300 kWh"))
    assert list(found) == ["cold_range[ambient_temperature=-20 °C]", "cold_range[ambient_temperature=0 °C]"]
    for place, one in zip(("-20 degC", "0 degC"), found.values()):
        again = STILL.replace(rated_energy=one.value).run("cold_range").cold_range
        assert_allclose(again.sel(ambient_temperature=place).m_as("km"), 450, rtol=1e-9)


def test_what_cannot_be_reached_is_an_answer_with_the_nearest() -> None:
    found = STILL.solve({"driving_range": "2000 km"}, for_="rated_energy", bounds=("50 kWh", "300 kWh"))
    assert not found.found
    assert_allclose(found.nearest.m_as("kWh"), 300)
    assert_allclose(found.nearest_answer.m_as("km"), 1900)


def test_several_unknowns_meet_several_targets() -> None:
    found = STILL.solve(
        {"pack_mass": "300 kg", "driving_range": "600 km"},
        for_=("rated_energy", "cell_specific_energy"),
        bounds={"rated_energy": ("10 kWh", "300 kWh"), "cell_specific_energy": ("200 Wh/kg", "600 Wh/kg")},
    )
    # 600 km at 150 Wh/km from 95 % of it; 300 kg of which 80 % are cells
    assert found.found
    assert_allclose(found.values["rated_energy"].m_as("kWh"), 90 / 0.95, rtol=1e-9)
    assert_allclose(found.values["cell_specific_energy"].m_as("Wh/kg"), 90_000 / 0.95 / 240, rtol=1e-9)


def test_an_input_with_a_list_can_be_solved_for() -> None:
    found = STILL.solve({"cold_range": "390 km"}, for_="ambient_temperature", bounds=("-30 degC", "30 degC"))
    warmth = f"{found.value.m_as('K')} K"
    assert_allclose(STILL.replace(ambient_temperature=warmth).run("cold_range").cold_range.m_as("km"), 390, rtol=1e-9)


@each(
    ("ask", "error", "told"),
    [
        (lambda: STILL.propagate(n=10), StudyError, "no stated name of the study has a spread"),
        (lambda: STUDY.propagate(n=10, outputs="pack_prise"), StudyError, "Did you mean 'pack_price'"),
        (lambda: STUDY.sensitivity("pack_price", method="guess"), StudyError, "Expected one of: elasticity, tornado"),
        (lambda: STUDY.sensitivity("pack_mass", at={"year": 2030}), StudyError, "has no axis 'year'"),
        (
            lambda: STUDY.solve({"pack_mass": "1 kg"}, for_="cells_mass", bounds=("1 kg", "2 kg")),
            StudyError, r"'cells_mass' is computed here by .*Cut it: study.replace\(cells_mass=",
        ),
        (
            lambda: STUDY.solve({"pack_mass": "1 kg"}, for_="drag_share", bounds=(0.1, 0.2)),
            StudyError, "pack_mass does not rest on 'drag_share'",
        ),
        (
            lambda: STUDY.solve({"pack_price": "1 USD"}, for_="rated_energy", bounds=("1 kWh", "2 kWh")),
            MoneyError, "in USD",
        ),
        (lambda: STUDY.solve({}, for_="rated_energy", bounds=("1 kWh", "2 kWh")), CallError, "target is empty"),
        (
            lambda: STUDY.replace(years=range(2025, 2224)).propagate(n=10),
            StudyError, "Expected at most 400; name fewer outputs",
        ),
        (
            lambda: STUDY.replace(usable_share=Distribution(uniform=(0.9, 1.2), unit="")).propagate(n=10),
            DomainError, r"usable_share=1\.05\. Expected a value in \(0, 1\]",
        ),
        (
            lambda: STUDY.replace(usable_share=Distribution(uniform=(0.7, 1.2), unit="")).propagate(n=10),
            DomainError, r"usable_share is drawn from 0.7 to 1.2",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(ask: Any, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        ask()


def test_draws_that_lead_where_a_name_cannot_be_are_refused_with_their_share() -> None:
    # an own price below nothing in a quarter of the draws
    own = STILL.replace(rated_energy=ENERGY).with_node(
        "base_pack_unit_price", lambda rated_energy: (rated_energy - 95_000) / 1e5
    )
    with pytest.raises(DomainError, match=r"base_pack_unit_price=-0.0\d+ CNY_2025/Wh in 0.25 of the draws"):
        own.propagate(n=1024, outputs="base_pack_price")
