"""Exact work by lists and by block: the same numbers as the plain sum over all steps, wherever they answer."""

import csv
import pickle
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import Q, wheel_work, wheel_work_from_coefficients
from ssbmodel.models.vehicle.road import exact, lists, shear, sums
from ssbmodel.models.vehicle.road.cycle import DRAG_END, Cycle

from ..needs import needs_data, needs_module
from .cars import CYCLES, arguments, cycle, random_cars

each_cycle = pytest.mark.parametrize("name", CYCLES)
kernel = wheel_work_from_coefficients.kernel
NEWTONS = np.array([1 / 3.6, 1 / 12.96, 1 / 46.656])  # N, N s/m, N s2/m2 in Wh/km, Wh h/km2, Wh h2/km3


def random_loads(count: int, seed: int = 1) -> list[Any]:
    """Return mass, road load and inertia factor of cars over the range that certificates cover, and beyond it."""
    rng = np.random.default_rng(seed)
    ends = ((900, 3500), (0.003, 0.015), (-0.001, 0.0035), (0.3, 1.6), (1.0, 1.08))
    mass, rolling, slope, area, inertia = (rng.uniform(*end, count) for end in ends)
    return [mass, mass * 9.80665 * rolling / 3.6, mass * slope / 12.96, 0.6 * area / 46.656, inertia]


def certified_loads() -> list[Any]:
    """Return mass, road load and inertia factor of the public list of tests, each at four inertia factors."""
    keys = "mass_kg", "A_N", "B_N_per_m_s", "C_N_per_m2_s2"
    with (needs_data() / "epa_bev_tests_2022.csv").open(encoding="utf-8") as file:
        rows = [[float(row[key]) for key in keys] for row in csv.DictReader(file)]
    mass, *newtons = np.repeat(rows, 4, axis=0).T
    return [mass, *(NEWTONS[:, None] * newtons), np.tile([1.0, 1.015, 1.03, 1.08], len(rows))]


def work(driven: Cycle, loads: Sequence[Any]) -> Any:
    *given, inertia = loads
    return kernel(driven, *given, inertia_factor=inertia)


def over_all_steps(driven: Cycle, loads: Sequence[Any]) -> Any:
    """Return positive work from the trace alone, step by step in SI units."""
    mass, constant, linear, square, inertia = np.broadcast_arrays(*loads)
    speed, hours = driven.speed / 3.6, driven.time * 3600
    total = np.zeros(mass.shape)
    for start, end, step in zip(speed[:-1], speed[1:], np.diff(hours)):
        mean = (start + end) / 2
        force = 3.6 * constant + 12.96 * linear * mean + 46.656 * square * mean**2
        joules = inertia * mass * (end**2 - start**2) / 2 + force * mean * step
        total += np.maximum(joules, 0.0) / 3600
    return total


@each_cycle
def test_lists_give_the_sum_over_all_steps_on_random_cars(name: str) -> None:
    loads = random_loads(3000)
    assert_allclose(work(cycle(name), loads).positive_work, over_all_steps(cycle(name), loads), rtol=1e-12)


@each_cycle
def test_lists_give_the_sum_over_all_steps_on_certified_cars(name: str) -> None:
    loads = certified_loads()
    assert len(loads[0]) >= exact.LISTED
    assert_allclose(work(cycle(name), loads).positive_work, over_all_steps(cycle(name), loads), rtol=1e-12)


@each_cycle
def test_lists_and_blocks_are_the_plain_sum_to_rounding(name: str) -> None:
    driven = cycle(name)
    mass, *given, inertia = random_loads(2000, seed=2)
    x, z, y = ratios = shear.three_ratios(inertia * mass, *given)
    columns = (driven.columns.inertia, driven.rolling, driven.viscous, driven.drag)
    plain = sums.positive_sum(columns, (1.0, *ratios))
    assert_allclose(sums.by_block(columns, ratios), plain, rtol=2e-14)
    skewed = shear.sheared(driven)
    moved = [x + skewed.along * z, z, y + skewed.against * z]
    within = shear.inside(*moved)
    assert within.mean() > 0.7
    found = lists.by_lists(lists.lists_of(driven), *(part[within] for part in moved))
    assert_allclose(found, plain[within], rtol=2e-14)


@each_cycle
@pytest.mark.parametrize("layers", [0, lists.LAYERS])
def test_lists_answer_on_every_node_edge_and_corner_of_their_grid(name: str, layers: int) -> None:
    driven = cycle(name)
    xs, ys = np.linspace(lists.LOW, lists.HIGH, 33), DRAG_END * np.linspace(0, 1, 25) ** 2
    zs = np.linspace(lists.LEAST, lists.MOST, 4) if layers else np.zeros(1)
    x, z, y = (grid.ravel() for grid in np.meshgrid(xs, zs, ys))
    plain = sums.positive_sum(shear.sheared(driven).columns, (1.0, x, z, y))
    found = lists.by_lists(lists.lists_of(driven, layers), x, z, y)
    scale = plain + np.abs(driven.columns.inertia).sum() / 2
    assert np.abs(found - plain).max() <= 1e-14 * scale.max()


@each_cycle
def test_the_shear_is_an_identity(name: str) -> None:
    driven, skewed = cycle(name), shear.sheared(cycle(name))
    x, z, y = 0.009, 0.0021, 0.0004
    _, b, r, c = skewed.columns
    plain = x * driven.rolling + z * driven.viscous + y * driven.drag
    moved = (x + skewed.along * z) * b + z * r + (y + skewed.against * z) * c
    assert_allclose(moved, plain, rtol=1e-12)
    assert np.abs(r).sum() < 0.2 * driven.viscous.sum()  # little is left to the third axis


@each_cycle
def test_many_cars_without_a_linear_term_get_what_they_get_one_by_one(name: str) -> None:
    args, named = random_cars(400, seed=5)
    named["grade"] = np.zeros(400)
    many = wheel_work.kernel(cycle(name), *args, **named)
    for i in range(0, 400, 19):
        one = wheel_work.kernel(cycle(name), *(arg[i] for arg in args), **{key: val[i] for key, val in named.items()})
        assert_allclose(one, [part[i] for part in many], rtol=1e-12)


@pytest.mark.parametrize("count", [1, 64, 65, 255, 256, 4095, 4096, 4097, 9000])
def test_an_answer_does_not_depend_on_how_many_are_asked(count: int) -> None:
    every = random_loads(9000, seed=6)
    loads = [load[:count] for load in every]
    assert_allclose(
        work(cycle("US06"), loads).positive_work, work(cycle("US06"), every).positive_work[:count], rtol=1e-12
    )


def test_shapes_broadcast_as_elsewhere() -> None:
    mass, constant, linear, square, inertia = random_loads(300, seed=7)
    table = work(cycle("UDDS"), [mass[:, None], constant[:3], linear[0], square[:3], 1.03]).positive_work
    assert table.shape == (300, 3)
    rows = [work(cycle("UDDS"), [mass, constant[i], linear[0], square[i], 1.03]).positive_work for i in range(3)]
    assert_allclose(table, np.stack(rows, axis=1), rtol=1e-12)
    assert work(cycle("UDDS"), [load[:0] for load in (mass, constant, linear, square, inertia)])[0].shape == (0,)


@pytest.mark.parametrize("count", [100, 600])
def test_odd_cars_and_numbers_that_are_none_leave_the_others_alone(count: int) -> None:
    loads = random_loads(count, seed=8)
    odd = [load.copy() for load in loads]
    odd[1][3], odd[1][7], odd[2][11], odd[3][12] = np.nan, 900.0, -6.0, 0.0  # no number; drag beyond any car; B, C
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found, plain = work(cycle("WLTC"), odd).positive_work, work(cycle("WLTC"), loads).positive_work
    assert np.isnan(found).nonzero()[0].tolist() == [3]
    strange = [7, 11, 12]
    assert_allclose(found[strange], over_all_steps(cycle("WLTC"), [load[strange] for load in odd]), rtol=1e-12)
    others = np.setdiff1d(np.arange(count), [3, *strange])
    assert_allclose(found[others], plain[others], rtol=1e-12)


@given(seed=st.integers(0, 10_000), steps=st.integers(3, 60))
def test_lists_are_exact_on_any_cycle(seed: int, steps: int) -> None:
    rng = np.random.default_rng(seed)
    speed = np.where(rng.random(steps) < 0.2, 0.0, rng.uniform(0, 130, steps))
    speed[1] = 10.0 ** rng.uniform(-200, 2)  # so slow that its drag is nothing
    driven = Cycle("random", np.arange(steps) / 3600, speed)
    loads = random_loads(exact.LISTED, seed)
    assert_allclose(work(driven, loads).positive_work, over_all_steps(driven, loads), rtol=1e-11)


def test_a_cycle_too_long_for_lists_is_summed_by_block() -> None:
    once = cycle("UDDS")
    times = [once.time + i * (once.time[-1] + 1 / 3600) for i in range(8)]
    long = Cycle("eight times UDDS", np.concatenate(times), np.tile(once.speed, 8))
    loads = random_loads(300, seed=9)
    assert len(long.columns.inertia) > exact.MOST_STEPS
    assert_allclose(work(long, loads).positive_work, 8 * work(once, loads).positive_work, rtol=1e-12)
    assert "lists" not in long.__dict__


def test_net_work_is_positive_less_braking_work() -> None:
    positive, net, braking = work(cycle("HWFET"), random_loads(500, seed=10))
    assert_allclose(positive - braking, net, rtol=1e-12)
    assert (braking >= 0).all()


def test_a_cycle_pickles_as_its_trace() -> None:
    once = cycle("NEDC")
    fresh = Cycle(once.name, once.time, once.speed, once.phases, once.source)
    plain = len(pickle.dumps(fresh))
    loads = random_loads(300)
    answer = work(fresh, loads).positive_work
    wheel_work.kernel(fresh, *random_cars(300)[0], **random_cars(300)[1])
    assert len(pickle.dumps(fresh)) == plain < 50_000
    again = pickle.loads(pickle.dumps(fresh))
    assert (again.name, again.phases, again.source) == (once.name, once.phases, once.source)
    assert work(again, loads).positive_work.tolist() == answer.tolist()
    assert not again.speed.flags.writeable


def test_dask_arrays_stay_lazy_and_other_array_libraries_give_the_same() -> None:
    dask, da = needs_module("dask"), needs_module("dask.array")
    xp = needs_module("array_api_strict")

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("computed")

    loads = random_loads(700, seed=13)
    plain = work(cycle("UDDS"), loads)
    with dask.config.set(scheduler=refuse):
        lazy = work(cycle("UDDS"), [da.from_array(loads[0], chunks=300), *loads[1:]])
    for ours, expected in zip(lazy, plain):
        assert_allclose(ours.compute(scheduler="synchronous"), expected, rtol=1e-11)
    for ours, expected in zip(work(cycle("UDDS"), [xp.asarray(load) for load in loads]), plain):
        assert_allclose(np.asarray(ours), expected, rtol=1e-11)


def test_jax_compiles_and_differentiates_work_from_coefficients() -> None:
    jax, jnp = needs_module("jax"), needs_module("jax.numpy")
    loads = random_loads(300, seed=14)
    with jax.enable_x64(True):
        compiled = jax.jit(lambda *loads: work(cycle("UDDS"), loads))(*map(jnp.asarray, loads))
        for ours, expected in zip(compiled, work(cycle("UDDS"), loads)):
            assert_allclose(np.asarray(ours), expected, rtol=1e-11)
        slopes = jax.grad(lambda loads: work(cycle("UDDS"), loads)[0])([float(load[0]) for load in loads])
    # work is homogeneous of degree one in effective mass and road load (Euler)
    total = sum(float(slope) * load[0] for slope, load in zip(slopes[:4], loads))
    assert_allclose(total, work(cycle("UDDS"), loads).positive_work[0], rtol=1e-12)


def test_the_door_answers_for_arrays_with_units() -> None:
    mass, constant, linear, square, inertia = random_loads(300, seed=15)
    units = ("Wh/km", "Wh h/km2", "Wh h2/km3")
    loads = [Q(value, unit) for value, unit in zip((constant, linear, square), units)]
    found = wheel_work_from_coefficients(cycle("WLTC"), Q(mass, "kg"), *loads, inertia_factor=Q(inertia, ""))
    expected = over_all_steps(cycle("WLTC"), [mass, constant, linear, square, inertia])
    assert_allclose(found.positive_work.magnitude, expected, rtol=1e-12)
    args, named = arguments("R1")
    assert wheel_work.kernel(cycle("WLTC"), *args, **named).positive_work > 0
