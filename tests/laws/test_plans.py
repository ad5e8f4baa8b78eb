"""Laws of the edges between nodes, and of plans of whole studies: swaps are caught, and compilers get through."""

import itertools
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import cells, costs, packs, plants, vehicles
from ssbmodel.core.graph import Node
from ssbmodel.core.terms import term, unit_of
from ssbmodel.study.study import Study

from ..needs import needs_module
from .edges import SHIPPED, Edge, basis_of, edges, unequal

COLD = "a function for a distance, put to that driven in the cold"
CAR = "a general word of road load, put to the constant part in the cold"
AGREED = {
    Edge("loaded_voltage", "takes", "charge_rate", "discharge_rate"):
        "the rate of a discharge is said against rated energy, the general word says only one over time",
    Edge("lithium_pair", "takes", "positive_foil_density", "aluminium_density"):
        "a density of a metal anywhere, put to the metal in a cell",
    Edge("lithium_pair", "takes", "negative_foil_density", "copper_density"): "the same for copper",
    Edge("insertion_pair", "takes", "positive_foil_density", "aluminium_density"): "the same",
    Edge("insertion_pair", "takes", "negative_foil_density", "copper_density"): "the same for copper",
    Edge("stack_energy_density", "takes", "stack_depth", "stack_thickness"): "a volume per area is a thickness",
    Edge("capacity_retention_in_driving", "takes", "ambient_temperature", "reference_temperature"):
        "the same line at the reference",
    Edge("temperature_drop", "takes", "road_load_temperature", "reference_temperature"):
        "road loads are said at the reference",
    Edge("pack_rate", "takes", "made_energy", "annual_output"): "what a plant makes in a year is rated energy",
    Edge("air_density_ratio", "gives", "air_density_ratio", "drag_ratio"): "drag goes as the density of the air",
    Edge("drag_per_speed_squared", "gives", "drag_per_speed_squared", "road_load_square"): CAR,
    Edge("cold_road_load_constant", "takes", "rolling_ratio", "tyre_ratio"): CAR,
    Edge("wheel_work_from_coefficients", "takes", "road_load_a", "cold_road_load_constant"): COLD,
    Edge("wheel_work_from_coefficients", "takes", "road_load_c", "cold_road_load_square"): COLD,
    Edge("driving_range", "takes", "battery_consumption", "cold_consumption"): COLD,
    Edge("battery_consumption", "gives", "battery_consumption", "cold_drive_consumption"): COLD,
    Edge("wall_consumption", "takes", "battery_consumption", "cold_consumption"): COLD,
    Edge("wall_consumption", "gives", "wall_consumption", "cold_wall_consumption"): COLD,
    Edge("consumption_rise", "takes", "raised_consumption", "cold_drive_consumption"): COLD,
    Edge("heat_pump_cop", "gives", "heat_pump_cop", "heating_cop"): "a pure number becomes heat over energy drawn",
}  # fmt: skip


def test_every_shipped_node_is_looked_at() -> None:
    assert len(SHIPPED) > 100
    functions = {one.function.__name__ for one in SHIPPED}
    assert {"pouch_cell", "pack_price", "driving_range", "cost_at_rate"} <= functions


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.function.__name__)
def test_a_name_on_an_edge_has_the_basis_of_what_it_stands_for(one: Node) -> None:
    assert set(unequal(one)) <= set(AGREED)


def test_every_agreed_edge_is_there() -> None:
    assert set(AGREED) == {edge for one in SHIPPED for edge in unequal(one)}


def swaps(one: Node) -> Iterator[Node]:
    """Yield a node with two of its names of one unit and different basis swapped."""
    for way in ("takes", "gives"):
        own = [edge for edge in edges(one) if edge.way == way]
        for first, second in itertools.combinations(own, 2):
            if unit_of(first.name) == unit_of(second.name) and basis_of(first.name) != basis_of(second.name):
                names = {**getattr(one, way), first.own: second.name, second.own: first.name}
                yield one._replace(**{way: names})


@cache
def alike() -> dict[str, list[str]]:
    """Return the names on all edges by unit."""
    names = sorted({edge.name for one in SHIPPED for edge in edges(one)})
    return {unit: [name for name in names if unit_of(name) == unit] for unit in {unit_of(name) for name in names}}


def misnamed(one: Node) -> Iterator[Node]:
    """Yield a node in which one name is that of another edge of the library: of its unit, not of its basis."""
    for edge in edges(one):
        for name in alike()[unit_of(edge.name)]:
            if basis_of(name) not in (basis_of(edge.name), basis_of(edge.own)):
                yield one._replace(**{edge.way: {**getattr(one, edge.way), edge.own: name}})


def test_names_of_one_unit_and_different_basis_that_are_swapped_are_caught() -> None:
    mutants = [mutant for one in SHIPPED for mutant in swaps(one)]
    assert len(mutants) > 300
    missed = [mutant for mutant in mutants if set(unequal(mutant)) <= set(AGREED)]
    assert not missed


def test_a_name_of_another_basis_in_place_of_the_right_one_is_caught() -> None:
    caught = missed = 0
    for one in SHIPPED:
        for mutant in misnamed(one):
            wrong = set(unequal(mutant)) - set(AGREED)
            caught, missed = caught + bool(wrong), missed + (not wrong)
    assert caught > 3000
    # an agreed edge lets through what was agreed for its own node alone
    assert missed <= len(AGREED)


@pytest.mark.parametrize(
    ("function", "own", "wrong"),
    [
        ("cells_mass", "cells_mass", "single_cell_mass"),
        ("pack_mass", "pack_mass", "cells_mass"),
        ("driving_range", "usable_energy", "rated_energy"),
        ("pack_cost", "rated_energy", "usable_energy"),
    ],
)
def test_one_cell_all_cells_and_a_pack_are_never_mixed(function: str, own: str, wrong: str) -> None:
    one = next(one for one in SHIPPED if one.function.__name__ == function)
    way = "gives" if own == function else "takes"
    mutant = one._replace(**{way: {**getattr(one, way), own: wrong}})
    assert set(unequal(mutant)) - set(AGREED)


# whole lines

PRICE = Study(
    cell=cells.Designed("sulfide-nmc-li"),
    pack=packs.BatPaC(rated_energy="100 kWh"),
    cost=plants.PlantPrice("batpac-50-gwh"),
    decline=costs.AtRate(target_pack_unit_price="0.4 CNY_2025/Wh", target_year=2030),
    years=2028,
)
RANGE = Study(
    cell=cells.Designed("sulfide-nmc-li"),
    pack=packs.BatPaC(rated_energy="100 kWh"),
    vehicle=vehicles.Preset("nio-et7-150", cycle="WLTC"),
    climate=vehicles.Climate(ambient_temperature="-10 degC", heater="heat-pump"),
)
LINES = {"pack_unit_price": PRICE, "cold_range": RANGE}
each_line = pytest.mark.parametrize("answer", LINES)


def varied(study: Study, answer: str) -> list[str]:
    """Return the stated numbers behind an answer that are above zero, years apart."""
    made = study.composition
    names = [name.removesuffix(" as stated") for name in made.graph.behind(answer)]
    return [name for name in names if name in made.said and float(value(study, name)) > 0 and "year" not in name]


def value(study: Study, name: str) -> float:
    """Return a stated value in the glossary's unit and the study's money."""
    said = study.composition.said[name]
    return float(said.value * said.factor)


@each_line
def test_a_line_is_folded_and_unfolded_to_the_last_bit_and_checked_alike(answer: str) -> None:
    study = LINES[answer]
    made = study.composition
    folded = made.plan((answer,), {})()[answer]
    names = [name for name in varied(study, answer) if not made.said[name].money]
    plan = made.plan((answer,), dict.fromkeys(names, ()))
    assert plan(**{name: value(study, name) for name in names})[answer] == folded
    assert_allclose(made.plan((answer,), {}, checked=True)()[answer].magnitude, folded, rtol=1e-13)
    found = study.run(answer)[answer]
    found = found.sel(case="at median inputs") if "case" in found.dims else found
    assert_allclose(np.ravel(found.magnitude), np.ravel(folded), rtol=4e-15)


@each_line
def test_gradients_by_each_input_alone_equal_the_weights(answer: str) -> None:
    jax = needs_module("jax")
    jax.config.update("jax_enable_x64", True)
    study = LINES[answer]
    weights = study.explain(answer).weights
    shares = {name for name in weights if name.startswith("positive_") and name.endswith("_share")}
    looked = 0
    for name in varied(study, answer)[::7]:
        plan = study.kernel(answer, varied=name)
        if plan.inputs and name not in shares:
            at = value(study, name)
            found, slope = jax.value_and_grad(lambda v, plan=plan, name=name: plan(**{name: v})[answer].reshape(()))(at)
            over = 1.0 if getattr(term(name), "scale", "") == "plain" else at
            assert_allclose(float(slope) * over / float(found), weights[name], rtol=1e-5, atol=1e-8, err_msg=name)
            looked += 1
    assert looked > 15


@each_line
@pytest.mark.parametrize("name", ["separator_thickness", "areal_capacity", "rated_energy"])
def test_a_compiled_line_gives_the_same_number(answer: str, name: str) -> None:
    jax = needs_module("jax")
    jax.config.update("jax_enable_x64", True)
    plan = LINES[answer].kernel(answer, varied=name)
    at = value(LINES[answer], name)
    plain = np.ravel(plan(**{name: at})[answer])[0]
    assert_allclose(float(np.ravel(jax.jit(lambda v: plan(**{name: v})[answer])(at))[0]), plain, rtol=1e-13)


@each_line
def test_arrays_of_a_line_equal_their_elements(answer: str) -> None:
    study = LINES[answer]
    rng = np.random.default_rng(5)
    names = ["separator_thickness", "areal_capacity", "rated_energy"]
    plan = study.kernel(answer, varied=names)
    arrays: dict[str, Any] = {name: value(study, name) * rng.uniform(0.9, 1.1, 7) for name in names}
    whole = np.ravel(plan(**arrays)[answer])
    single = [np.ravel(plan(**{name: float(array[k]) for name, array in arrays.items()})[answer])[0] for k in range(7)]
    assert_allclose(whole, single, rtol=4e-15)
