"""A study answers as its parts say: axes, cases, edits, cuts, own functions, many studies, and who supplies what."""

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import Distribution, Q, cells, costs, packs
from ssbmodel.core.assumption import Assumption
from ssbmodel.ground.errors import StudyError
from ssbmodel.study.study import Study

from .studies import DOLLARS, PACK, cell_and_pack, cold, stated

PRICE = Distribution(uniform=(1.0, 3.0), unit="CNY_2025/Wh")


def test_a_study_gives_what_its_parts_say_by_hand() -> None:
    found = stated().run()
    assert_allclose(found.cells_mass.m_as("kg"), 250.0, rtol=1e-14)
    assert_allclose(found.pack_volume.m_as("L"), 1e5 / 900 / 0.6, rtol=1e-14)
    assert_allclose(found.driving_range.m_as("km"), 593.75, rtol=1e-14)
    assert_allclose(found.pack_unit_price.sel(year=2030).m_as("CNY_2025/Wh"), 0.4, rtol=1e-12)
    assert_allclose(found.pack_unit_price.sel(year=2025).m_as("CNY_2025/Wh"), 2.0, rtol=1e-14)
    assert found.pack_mass.dims == ()
    assert found.pack_price.dims == ("year",)


def test_an_answer_whose_inputs_nobody_states_is_left_out_unasked_and_told() -> None:
    study = stated()
    assert "required_learning_rate" not in study.run()
    assert "not answered, as nobody states what they need: doublings" in str(study.wiring())
    with pytest.raises(StudyError, match="'experience' is supplied by nobody"):
        study.run("doublings")


def test_any_name_may_be_asked() -> None:
    found = stated().run("drag_ratio", "rated_energy", "elapsed_steps")
    assert set(found) == {"drag_ratio", "rated_energy", "elapsed_steps"}
    assert list(found.elapsed_steps.magnitude) == [0, 1, 2, 3, 4, 5]


# axes


def test_lists_open_axes_of_their_names_in_the_order_of_parts_years_and_climate() -> None:
    study = stated(
        ambient_temperature=cold(-20, 0, 20), rated_energy=Q([80, 100], "kWh"), heater_power=Q([1, 2, 3], "kW")
    )
    found = study.run("pack_price", "cold_range", "pack_mass")
    assert found.pack_price.dims == ("rated_energy", "year")
    assert found.cold_range.dims == ("rated_energy", "ambient_temperature", "heater_power")
    assert found.pack_mass.dims == ("rated_energy",)
    assert found.axes["rated_energy"] == (8e4, 1e5)
    one = study.replace(rated_energy="100 kWh", ambient_temperature="0 degC", heater_power="3 kW")
    picked = found.cold_range.sel(rated_energy="100 kWh", ambient_temperature="0 degC", heater_power="3 kW")
    assert_allclose(picked.m_as("km"), one.run("cold_range").cold_range.m_as("km"), rtol=1e-15)


@settings(max_examples=25, deadline=None)
@given(
    lists=st.sets(st.sampled_from(["rated_energy", "usable_share", "battery_consumption", "ambient_temperature"])),
    seed=st.integers(0, 50),
)
def test_arrays_of_a_study_equal_their_elements(lists: set[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    units = {"rated_energy": "kWh", "usable_share": "", "battery_consumption": "Wh/km", "ambient_temperature": "K"}
    middle = {"rated_energy": 100.0, "usable_share": 0.8, "battery_consumption": 160.0, "ambient_temperature": 260.0}
    values = {name: middle[name] * rng.uniform(0.95, 1.05, 2) for name in sorted(lists)}
    whole = stated(**{name: Q(list(value), units[name]) for name, value in values.items()}).run("cold_range")
    place = {name: int(rng.integers(2)) for name in values}
    single = stated(**{name: Q(float(value[place[name]]), units[name]) for name, value in values.items()})
    picked = np.asarray(whole.cold_range.magnitude)[tuple(place[axis] for axis in whole.cold_range.dims)]
    assert set(whole.cold_range.dims) == set(values)
    assert_allclose(picked, single.run("cold_range").cold_range.magnitude, rtol=2e-15)


def test_years_may_be_asked_at_once() -> None:
    found = stated().run("pack_price", years=[2026, 2030, 2040])
    assert found.pack_price.labels["year"] == (2026, 2030, 2040)


# cases


def test_a_spread_gives_the_least_corner_the_middle_and_the_greatest() -> None:
    shares = Distribution(uniform=(0.8, 0.9), unit="")
    found = stated(base_pack_unit_price=PRICE, usable_share=shares).run()
    assert found.usable_energy.dims == ("case",)
    assert_allclose(found.usable_energy.m_as("kWh"), [80.0, 85.0, 90.0], rtol=1e-14)
    assert_allclose(found.base_pack_price.m_as("CNY_2025"), [1e5, 2e5, 3e5], rtol=1e-14)
    assert found.pack_mass.dims == ()
    assert found.pack_price.dims == ("case", "year")
    assert found.usable_energy.labels["case"] == ("least corner", "at median inputs", "greatest corner")


def test_the_least_and_the_greatest_are_of_each_answer_by_itself() -> None:
    spread = Distribution(uniform=(150, 170), unit="Wh/km")
    found = stated(battery_consumption=spread).run("driving_range", "cold_consumption")
    for one in (found.driving_range, found.cold_consumption):
        assert list(one.magnitude) == sorted(one.magnitude)


def test_a_price_and_its_rate_of_exchange_vary_together() -> None:
    rate = Distribution(uniform=(6.0, 8.0), unit="")
    spread = stated(base_pack_unit_price=DOLLARS, exchange_USD_2022_CNY_2025=rate)
    found = spread.run("base_pack_price").base_pack_price.m_as("CNY_2025")
    ends = DOLLARS.spread.ends  # type: ignore[union-attr]
    assert_allclose(found[[0, 2]], [ends.low * 6 * 100, ends.high * 8 * 100], rtol=1e-12)


def test_money_that_enters_and_money_that_leaves_are_one() -> None:
    there = stated(base_pack_unit_price="300 USD_2022/kWh").run("base_pack_price")
    here = stated(base_pack_unit_price=Q(300 * _rate(), "CNY_2025/kWh")).run("base_pack_price")
    assert_allclose(there.base_pack_price.m_as("CNY_2025"), here.base_pack_price.m_as("CNY_2025"), rtol=1e-15)


def _rate() -> float:
    from ssbmodel.costs.money import Money

    return Money("CNY_2025").entrance("USD_2022").factor


# edits and cuts


def test_a_replaced_name_has_neither_figure_nor_source_left() -> None:
    study = Study.named("documents-central")
    assert study.explain("rated_energy").figures
    own = study.replace(rated_energy="80 kWh")
    (one,) = own.explain("rated_energy").assumptions
    assert (one.rests_on, one.sources, one.derivation) == ((), (), "assumed")
    assert study.run("pack_mass").pack_mass.m_as("kg")[1] > own.run("pack_mass").pack_mass.m_as("kg")[1]


def test_a_whole_assumption_keeps_what_it_rests_on() -> None:
    ruled = Assumption(name="rated_energy", rests_on=["004/pack-rated-energy"], rule="as printed")
    study = cell_and_pack(rated_energy=ruled)
    assert study.explain("rated_energy").assumptions == (ruled,)
    assert study.run("rated_energy").rated_energy.m_as("kWh") == 100.0


def test_parts_and_names_may_be_replaced_in_any_order() -> None:
    pack = packs.Ratios(**PACK)
    first = cell_and_pack().replace(rated_energy="50 kWh", pack=pack)
    last = cell_and_pack().replace(pack=pack, rated_energy="50 kWh")
    for study in (first, last):
        assert study.run("rated_energy").rated_energy.m_as("kWh") == 50.0


def test_a_computed_name_that_is_replaced_is_cut_and_the_wiring_says_so() -> None:
    study = stated(usable_energy="70 kWh")
    assert_allclose(study.run("driving_range").driving_range.m_as("km"), 437.5, rtol=1e-14)
    assert "usable_energy <- the study (was: usable_energy (packs.Ratios))" in str(study.wiring())
    assert stated().run("driving_range").driving_range.m_as("km") != pytest.approx(437.5)


def test_an_own_function_takes_the_place_of_what_was_computed_and_is_taken_back() -> None:
    study = stated().with_node("usable_energy", lambda rated_energy: rated_energy - 5e3)
    assert_allclose(study.run("usable_energy").usable_energy.m_as("kWh"), 95.0, rtol=1e-14)
    assert "usable_energy <- own function (was: usable_energy (packs.Ratios))" in str(study.wiring())
    assert study.replace(usable_energy="60 kWh").run("usable_energy").usable_energy.m_as("kWh") == 60.0


def test_an_own_answer_has_its_own_unit_and_may_be_taken_on() -> None:
    study = cell_and_pack().with_node("crate_mass", lambda pack_mass: pack_mass + 20.0, unit="kg")
    heavier = study.with_node("two_crates", lambda crate_mass: 2 * crate_mass, unit="kg")
    assert_allclose(heavier.run("two_crates").two_crates.m_as("kg"), 2 * (250 / 0.7 + 20), rtol=1e-14)


def test_own_functions_run_over_axes_and_cases() -> None:
    study = stated(rated_energy=Q([80, 100], "kWh")).with_node("usable_energy", lambda rated_energy: 0.5 * rated_energy)
    assert_allclose(study.run("usable_energy").usable_energy.m_as("kWh"), [40.0, 50.0], rtol=1e-14)


# wiring, many, elsewhere


def test_the_wiring_says_what_goes_from_part_to_part() -> None:
    text = str(stated().wiring())
    assert "packs.Ratios -> vehicles.Stated: usable_energy" in text
    assert "cells.Stated -> packs.Ratios: cell_specific_energy, cell_energy_density" in text
    assert "vehicles.Stated does not feel the mass of the pack" in text
    assert "costs" not in str(stated().wiring("cold_range"))


def test_studies_over_a_choice_stack_their_answers() -> None:
    light, heavy = cell_and_pack(), cell_and_pack(cell_to_pack_mass_ratio=0.5)
    both = Study.over("pack", {"light": light, "heavy": heavy}).run("pack_mass")
    assert both.pack_mass.dims == ("pack",)
    assert_allclose(both.pack_mass.sel(pack="heavy").m_as("kg"), 500.0, rtol=1e-14)
    assert_allclose(both.in_money("USD_2025").pack_mass.m_as("kg"), [250 / 0.7, 500.0], rtol=1e-14)


def test_the_first_year_at_or_below_another_answer() -> None:
    found = stated().run("pack_unit_price", "target_pack_unit_price")
    assert found.first_year("pack_unit_price", at_or_below="target_pack_unit_price") == 2030.0
    with pytest.raises(StudyError, match="target_pack_unit_price has no years"):
        found.first_year("target_pack_unit_price", at_or_below="pack_unit_price")


def test_results_say_what_they_lack() -> None:
    found = cell_and_pack().run("pack_mass")
    with pytest.raises(StudyError, match=r"no answer called 'pack_volume' here.*study.run\('pack_volume'\)"):
        found["pack_volume"]
    with pytest.raises(StudyError, match="no answer has an axis 'year'"):
        found.sel(year=2030)
    assert len(repr(stated().run()).splitlines()) <= 25


@pytest.mark.parametrize("name", Study.named_studies())
def test_checked_functions_and_kernels_agree_to_the_last_bit_on_named_studies(name: str) -> None:
    made = Study.named(name).composition
    names = made.answers()
    plain, checked = made.plan(names, {})(), made.plan(names, {}, checked=True)()
    for one in names:
        assert np.array_equal(plain[one], getattr(checked[one], "magnitude", checked[one])), one


def test_a_study_pickles_and_answers_the_same() -> None:
    study = stated(base_pack_unit_price=PRICE)
    again: Any = pickle.loads(pickle.dumps(study))
    assert again == study
    assert np.array_equal(again.run("pack_price").pack_price.magnitude, study.run("pack_price").pack_price.magnitude)
    assert repr(again).startswith("<Study 'stated': cell=cells.Stated, pack=packs.Ratios")


def test_a_part_of_ones_own_needs_part_and_node_alone() -> None:
    class Flat(costs.Stated):
        """A price per pack, whatever its energy."""

    study = Study(
        cell=cells.Stated(cell_specific_energy="400 Wh/kg"),
        pack=packs.Ratios(rated_energy="100 kWh", cell_to_pack_mass_ratio=0.7),
        cost=Flat(base_pack_unit_price="1 CNY_2025/Wh"),
    )
    assert study.run("base_pack_price").base_pack_price.m_as("CNY_2025") == 1e5
