"""Work from road-load coefficients by the table of three axes: its certificate, its laws, its domain."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel.models.vehicle.road import layers, shear
from ssbmodel.models.vehicle.road.layers import tabulated_work_from_coefficients, work_bounds_from_coefficients
from ssbmodel.models.vehicle.road.work import wheel_work_from_coefficients

from ..needs import needs_module
from .cars import CYCLES, cycle
from .test_work_lists import certified_loads, random_loads

each_cycle = pytest.mark.parametrize("name", CYCLES)


def ask(function: Any, name: str, loads: Any) -> Any:
    *given, inertia = loads
    return function.kernel(cycle(name), *given, inertia_factor=inertia)


def exact(name: str, loads: Any) -> Any:
    return ask(wheel_work_from_coefficients, name, loads).positive_work


@each_cycle
def test_the_certificate_holds_for_20000_random_cars(name: str) -> None:
    loads = random_loads(20_000, seed=21)
    least, most, told = ask(work_bounds_from_coefficients, name, loads)
    value = ask(tabulated_work_from_coefficients, name, loads).positive_work
    work = exact(name, loads)
    assert told.mean() > 0.97
    assert ((least <= work) & (work <= most))[told == 1].all()
    assert (least == most)[told == 0].all()
    assert_allclose(least[told == 0], work[told == 0], rtol=1e-13)
    assert (value >= work * (1 - 1e-13)).all()
    assert ((most - least) / work).max() <= 3e-4


@each_cycle
def test_the_certificate_of_certified_cars_is_narrower_than_1e_4(name: str) -> None:
    loads = certified_loads()
    least, most, told = ask(work_bounds_from_coefficients, name, loads)
    work = exact(name, loads)
    assert told.all()
    assert ((least <= work) & (work <= most)).all()
    assert ((most - least) / work).max() <= 1e-4


@each_cycle
def test_the_bounds_hold_on_nodes_edges_and_corners(name: str) -> None:
    driven = cycle(name)
    skewed = shear.sheared(driven)
    xs, ys = np.linspace(layers.LOW, layers.HIGH, 193), layers.DRAG_END * np.linspace(0, 1, 49) ** 2
    x, z, y = (g.ravel() for g in np.meshgrid(xs, np.linspace(layers.LEAST, layers.MOST, 7), ys))
    work = np.zeros(x.shape)
    for a, b, r, c in zip(*(column.tolist() for column in skewed.columns)):
        work += np.maximum(a + b * x + r * z + c * y, 0.0)
    least, most = layers.between(np, layers.layers_of(driven), x, z, y)
    slack = 1e-14 * work.max()
    assert ((least <= work + slack) & (work <= most + slack)).all()


@each_cycle
def test_the_table_is_exact_at_its_nodes(name: str) -> None:
    driven = cycle(name)
    xs, ys = np.linspace(layers.LOW, layers.HIGH, 65), layers.DRAG_END * (np.arange(97) / 96) ** 2
    x, z, y = (grid.ravel() for grid in np.meshgrid(xs[::8], np.linspace(layers.LEAST, layers.MOST, 4), ys[::8]))
    work = np.zeros(x.shape)
    for a, b, r, c in zip(*(column.tolist() for column in shear.sheared(driven).columns)):
        work += np.maximum(a + b * x + r * z + c * y, 0.0)
    assert_allclose(layers.interpolated(np, layers.layers_of(driven), x, z, y)[0], work, rtol=1e-12, atol=1e-14)


@each_cycle
@given(seed=st.integers(0, 1000), place=st.integers(1, 3), growth=st.floats(1e-6, 0.2))
def test_more_resistance_never_takes_less_work_by_the_table(name: str, seed: int, place: int, growth: float) -> None:
    loads = random_loads(50, seed)
    heavier = [load + growth * np.abs(load) if i == place else load for i, load in enumerate(loads)]
    low, high = (ask(tabulated_work_from_coefficients, name, each) for each in (loads, heavier))
    both = (low.from_table == 1) & (high.from_table == 1)
    assert (high.positive_work >= low.positive_work * (1 - 1e-12))[both].all()


@each_cycle
def test_air_and_tyres_together_cost_no_less_than_one_by_one(name: str) -> None:
    mass, constant, linear, square, inertia = random_loads(3000, seed=22)
    for function in (wheel_work_from_coefficients, tabulated_work_from_coefficients):
        start, air, tyres, both = (
            ask(function, name, [mass, constant * tyre, linear, square * drag, inertia]).positive_work
            for drag, tyre in ((1.0, 1.0), (1.15, 1.0), (1.0, 1.1), (1.15, 1.1))
        )
        inside = (constant * 1.1 / (mass * 9.80665 / 3.6)) < 0.0145
        assert (both - air - tyres + start >= -1e-12 * start)[inside].all()


def test_outside_the_table_the_exact_sum_answers_and_says_so() -> None:
    loads = random_loads(400, seed=23)
    loads[1][5] *= 10
    loads[2][6] = loads[0][6] * 0.006 / 12.96
    found = ask(tabulated_work_from_coefficients, "WLTC", loads)
    ends = ask(work_bounds_from_coefficients, "WLTC", loads)
    work = exact("WLTC", loads)
    for i in (5, 6):
        assert found.from_table[i] == ends.from_table[i] == 0
        assert_allclose([found.positive_work[i], ends.least_work[i], ends.most_work[i]], work[i], rtol=1e-13)
    assert found.from_table.mean() > 0.95
    assert_allclose(found.positive_work - found.braking_work, found.net_work, rtol=1e-12)


@pytest.mark.parametrize("function", [tabulated_work_from_coefficients, work_bounds_from_coefficients])
def test_one_car_many_cars_and_other_libraries_get_the_same(function: Any) -> None:
    da, xp = needs_module("dask.array"), needs_module("array_api_strict")
    loads = random_loads(13_000, seed=24)
    many = ask(function, "US06", loads)
    for i in (0, 12_287, 12_288):
        assert_allclose(ask(function, "US06", [float(load[i]) for load in loads]), [p[i] for p in many], rtol=1e-12)
    lazy = ask(function, "US06", [da.from_array(loads[0], chunks=5000), *loads[1:]])
    strict = ask(function, "US06", [xp.asarray(load[:50]) for load in loads])
    for ours, other, plain in zip(lazy, strict, many):
        assert_allclose(ours.compute(scheduler="synchronous"), plain, rtol=1e-12)
        assert_allclose(np.asarray(other), plain[:50], rtol=1e-12)


@pytest.mark.parametrize("function", [tabulated_work_from_coefficients, work_bounds_from_coefficients])
def test_jax_compiles_and_differentiates_the_table(function: Any) -> None:
    jax, jnp = needs_module("jax"), needs_module("jax.numpy")
    loads = random_loads(60, seed=25)
    with jax.enable_x64(True):
        compiled = jax.jit(lambda *loads: ask(function, "UDDS", loads))(*map(jnp.asarray, loads))
        slopes = jax.grad(lambda loads: ask(function, "UDDS", loads)[0])([float(load[0]) for load in loads])
    plain = ask(function, "UDDS", loads)
    for ours, expected in zip(compiled, plain):
        assert_allclose(np.asarray(ours), expected, rtol=1e-12)
    # work is homogeneous of degree one in effective mass and road load (Euler), the table's too
    total = sum(float(slope) * load[0] for slope, load in zip(slopes[:4], loads))
    assert_allclose(total, plain[0][0], rtol=1e-11)
