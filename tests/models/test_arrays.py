"""Every kernel on every kind of array: numpy in all forms, dask, xarray, jax, the strict standard, complex."""

from typing import Any, NoReturn

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q
from ssbmodel.ground.door import RelatedDoor

from ..laws.doors import Function, Values, each_door, inputs, parts, results
from ..needs import needs_module

SIZE = 6


def plain(function: Function) -> Values:
    """Return one float for each parameter: below one where its bounds allow; a declared relation holds."""
    slots = {slot.name: slot for slot in function.slots}
    values = {name: within(slots[name], 0.5 + 0.03 * place) for place, name in enumerate(inputs(function))}
    if isinstance(function, RelatedDoor):
        low, high = function.relation.split(" <= ")
        values[low] = values[high] / 2
    return values


def within(slot: Any, value: float) -> float:
    """Return a value, or that share of the way between the bounds where they leave it out."""
    fits = slot.low <= 0.9 * value and 1.1 * value <= slot.high
    return value if fits else slot.low + value * (slot.high - slot.low)


def arrays(function: Function, dtype: str = "float64") -> Values:
    """Return one read-only array for each parameter, so that a change in place is an error."""
    values = {}
    for name, value in plain(function).items():
        values[name] = (value * np.linspace(0.9, 1.1, SIZE)).astype(dtype)
        values[name].flags.writeable = False
    return values


def wanted(function: Function) -> Values:
    """Return the results for ``arrays``, one python float at a time."""
    cases = [{name: float(value[n]) for name, value in arrays(function).items()} for n in range(SIZE)]
    answers = [parts(function, function.kernel(**case)) for case in cases]
    return {name: np.array([answer[name] for answer in answers]) for name in results(function)}


def asked(function: Function, values: Values) -> Values:
    """Return the results of the door for magnitudes in declared units."""
    units = {name: unit.replace("money", "CNY_2025") for name, unit in inputs(function).items()}
    answer = parts(function, function(**{name: Q(values[name], units[name]) for name in values}))
    return {name: quantity.magnitude for name, quantity in answer.items()}


@each_door
def test_python_numbers_numpy_scalars_and_0d_arrays_agree(function: Function) -> None:
    base = parts(function, function.kernel(**plain(function)))
    for kind in (np.float64, np.array):
        answer = parts(function, function.kernel(**{name: kind(value) for name, value in plain(function).items()}))
        for name in base:
            assert np.shape(answer[name]) == ()
            assert_allclose(answer[name], base[name], rtol=1e-15)


@each_door
def test_read_only_arrays_are_enough(function: Function) -> None:
    for name, value in asked(function, arrays(function)).items():
        assert_allclose(value, wanted(function)[name], rtol=1e-14)


@each_door
def test_strided_reversed_and_broadcast_views_give_the_same(function: Function) -> None:
    values = arrays(function)
    views = {name: np.repeat(value[::-1], 2)[::-2] for name, value in values.items()}
    fields = {name: np.asfortranarray(np.broadcast_to(value, (3, SIZE))) for name, value in values.items()}
    for name, value in wanted(function).items():
        assert_allclose(asked(function, views)[name], value, rtol=1e-14)
        assert_allclose(asked(function, fields)[name], np.broadcast_to(value, (3, SIZE)), rtol=1e-14)


@each_door
@pytest.mark.parametrize("shape", [(), (SIZE,)])
def test_single_precision_stays_single_precision(function: Function, shape: tuple[int, ...]) -> None:
    values = {
        name: value[: len(shape) * SIZE or 1].reshape(shape) for name, value in arrays(function, "float32").items()
    }
    for name, value in asked(function, values).items():
        assert value.dtype == np.float32
        assert_allclose(value, wanted(function)[name][: value.size].reshape(shape), rtol=1e-5)


@each_door
@pytest.mark.parametrize("shape", [(0,), (0, 3)])
def test_empty_arrays_give_empty_arrays(function: Function, shape: tuple[int, ...]) -> None:
    for value in asked(function, {name: np.empty(shape) for name in inputs(function)}).values():
        assert value.shape == shape


@each_door
def test_dask_stays_lazy_through_the_door(function: Function) -> None:
    dask, da = needs_module("dask"), needs_module("dask.array")

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("computed")

    lazy = {name: da.from_array(value, chunks=2) for name, value in arrays(function).items()}
    with dask.config.set(scheduler=refuse):
        answer = asked(function, lazy)
    for name, value in answer.items():
        assert_allclose(value.compute(scheduler="synchronous"), wanted(function)[name], rtol=1e-14)


@each_door
def test_xarray_broadcasts_a_kernel_by_name(function: Function) -> None:
    xr = needs_module("xarray")
    values = arrays(function)
    first, *rest = values
    named = {name: xr.DataArray(values[name], dims=["case"]) for name in rest}
    named[first] = xr.DataArray(values[first], dims=["year"])
    grid = function.kernel(**({name: values[name][None, :] for name in rest} | {first: values[first][:, None]}))
    for name, value in parts(function, function.kernel(**named)).items():
        wide = value.transpose("year", "case", missing_dims="ignore").values
        assert_allclose(wide, np.squeeze(parts(function, grid)[name]), rtol=1e-14)


@each_door
def test_the_strict_array_standard_is_enough(function: Function) -> None:
    xp = needs_module("array_api_strict")
    values = arrays(function)
    for spread in (set(values), *({name} for name in values)):  # all of one shape, and each against single numbers
        bare = {name: value if name in spread else value[0] for name, value in values.items()}
        given = {name: xp.asarray(np.array(value)) for name, value in bare.items()}
        base = parts(function, function.kernel(**bare))
        for name, value in parts(function, function.kernel(**given)).items():
            assert isinstance(value, type(xp.asarray(0.0)))
            assert_allclose(np.asarray(value), base[name], rtol=1e-14)


def slopes(function: Function, moved: str) -> Values:
    """Return the derivative of each result by one input, by a step into the complex plane."""
    step = 1e-30
    values = {name: complex(value) for name, value in plain(function).items()}
    answer = parts(function, function.kernel(**(values | {moved: values[moved] + 1j * step})))
    return {name: np.imag(value) / step for name, value in answer.items()}


@each_door
def test_kernels_are_analytic(function: Function) -> None:
    values = plain(function)
    for moved, value in values.items():
        near = [function.kernel(**(values | {moved: value * (1 + side * 1e-5)})) for side in (1, -1)]
        above, below = (parts(function, answer) for answer in near)
        for name, slope in slopes(function, moved).items():
            assert_allclose(slope, (above[name] - below[name]) / (2e-5 * value), rtol=1e-7)


@each_door
def test_jax_compiles_and_differentiates_a_kernel(function: Function) -> None:
    jax = needs_module("jax")
    with jax.enable_x64(True):
        compiled = parts(function, jax.jit(function.kernel)(**arrays(function)))
        for name, value in compiled.items():
            assert_allclose(np.asarray(value), wanted(function)[name], rtol=1e-12)
            for moved in inputs(function):

                def one(x: Any, name: str = name, moved: str = moved) -> Any:
                    return parts(function, function.kernel(**(plain(function) | {moved: x})))[name]

                slope = jax.jit(jax.grad(one))(plain(function)[moved])
                assert_allclose(np.asarray(slope), slopes(function, moved)[name], rtol=1e-12)


@each_door
def test_jax_arrays_pass_the_door(function: Function) -> None:
    jnp = needs_module("jax.numpy")
    for name, value in asked(function, {key: jnp.asarray(value) for key, value in arrays(function).items()}).items():
        assert isinstance(value, jnp.ndarray)
        assert_allclose(np.asarray(value), wanted(function)[name], rtol=1e-5)
