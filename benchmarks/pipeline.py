"""The house pipeline: nine answers from twelve uncertain inputs, in arrays, in blocks, and as a stream of draws; and
whole studies, asked along their graph.

``python benchmarks/pipeline.py [--quick] [--json]``; ``--billion`` streams 1e9 cases once and prints what it took.
"""

import importlib.util
import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from common import Ratio, Result, copy_time, main, race

from ssbmodel import Distribution, Q, Study, cells, costs, in_blocks, packs, plants, propagate, vehicles
from ssbmodel.study.questions.asked import question
from ssbmodel.study.uncertainty.blocks import drawn
from ssbmodel.study.uncertainty.propagate import plan_of

# Made up for measuring, not for reading: spans of the size that the models meet.
INPUTS = {
    "rated_energy": Distribution(triangular=(60e3, 100e3, 150e3), unit="Wh"),
    "usable_window": Distribution(uniform=(0.85, 0.95), unit=""),
    "pack_specific_energy": Distribution(triangular=(150, 250, 400), unit="Wh/kg"),
    "cell_cost": Distribution(lognormal=(1.0, 0.3), unit="CNY_2025/Wh"),
    "overhead_cost": Distribution(uniform=(0.1, 0.3), unit="CNY_2025/Wh"),
    "base_consumption": Distribution(truncated_normal=(70, 10, 40, 100), unit="Wh/km"),
    "mass_slope": Distribution(uniform=(0.03, 0.06), unit="Wh/(km kg)"),
    "glider_mass": Distribution(normal=(1400, 100), unit="kg"),
    "retention_0": Distribution(uniform=(0.8, 0.95), unit=""),
    "retention_cold": Distribution(pert=(0.5, 0.7, 0.9), unit=""),
    "learning_exponent": Distribution(triangular=(0.2, 0.3, 0.45), unit=""),
    "doublings": Distribution(triangular=(1, 3, 6), unit=""),
}
REPEATS = 15
BLOCK = 16_384  # cases of the kernel's time in cache
MOST_MEMORY = 64 * 2**20
Call = Callable[[], Any]


def pipeline(
    *,
    rated_energy: Any,
    usable_window: Any,
    pack_specific_energy: Any,
    cell_cost: Any,
    overhead_cost: Any,
    base_consumption: Any,
    mass_slope: Any,
    glider_mass: Any,
    retention_0: Any,
    retention_cold: Any,
    learning_exponent: Any,
    doublings: Any,
) -> dict[str, Any]:
    """Return usable energy, mass, cost now and in 2030, consumption with the pack's own mass in it, and ranges."""
    usable = rated_energy * usable_window
    mass = rated_energy / pack_specific_energy
    consumption = base_consumption + mass_slope * (glider_mass + mass)
    distance = usable / consumption
    cell_2030 = cell_cost * np.exp(-0.6931471805599453 * learning_exponent * doublings)
    return {
        "usable_energy": usable,
        "pack_mass": mass,
        "pack_cost": rated_energy * (cell_cost + overhead_cost),
        "consumption": consumption,
        "range_25": distance,
        "range_0": distance * retention_0,
        "range_cold": distance * retention_cold,
        "cell_cost_2030": cell_2030,
        "pack_cost_2030": rated_energy * (cell_2030 + overhead_cost),
    }


def draws(size: int) -> dict[str, Any]:
    """Return one draw of all inputs, each of shape (size,)."""
    return drawn(plan_of(question(pipeline, INPUTS), size, method="random", block=size), 0)


def peers(x: dict[str, Any]) -> Iterator[tuple[str, Call]]:
    """Yield the same in numba and jax, where they are installed."""
    for name, call in (("numba", numba_call), ("jax", jax_call)):
        if name not in missing_peers():
            yield name, call(importlib.import_module(name), x)


def missing_peers() -> list[str]:
    """Return which of numba and jax are not installed."""
    return [name for name in ("numba", "jax") if importlib.util.find_spec(name) is None]


def numba_call(numba: Any, x: dict[str, Any]) -> Call:
    """Return the pipeline as one compiled loop on both cores."""
    names, size = list(x), x["rated_energy"].size

    @numba.njit(parallel=True, fastmath=True)
    def loop(  # noqa: PLR0917
        e: Any, w: Any, g: Any, c: Any, o: Any, b: Any, s: Any, m: Any, r: Any, k: Any, a: Any, d: Any
    ) -> Any:
        y = np.empty((9, e.size))
        for i in numba.prange(e.size):
            y[0, i], y[1, i], y[2, i] = e[i] * w[i], e[i] / g[i], e[i] * (c[i] + o[i])
            y[3, i] = b[i] + s[i] * (m[i] + y[1, i])
            y[4, i] = y[0, i] / y[3, i]
            y[5, i], y[6, i] = y[4, i] * r[i], y[4, i] * k[i]
            y[7, i] = c[i] * np.exp(-0.6931471805599453 * a[i] * d[i])
            y[8, i] = e[i] * (y[7, i] + o[i])
        return y

    assert size
    return lambda: loop(*(x[name] for name in names))


def jax_call(jax: Any, x: dict[str, Any]) -> Call:
    """Return the pipeline compiled by XLA, in 64 bits."""
    jax.config.update("jax_enable_x64", True)
    xs = {name: jax.numpy.asarray(value) for name, value in x.items()}
    source = {**pipeline.__globals__, "np": jax.numpy}
    compiled = jax.jit(type(pipeline)(pipeline.__code__, source))
    return lambda: jax.block_until_ready(compiled(**xs))


def arrays(quick: bool) -> dict[str, Ratio]:
    """Return the ratios of the pipeline on given arrays."""
    copy, ratios = copy_time(quick), {}
    for power, bar in ((6, 45), (7, 50)):
        size = 10**power // (100 if quick else 1)
        x = draws(size)
        out = in_blocks(pipeline, x)
        calls: dict[str, Call] = {
            "ours": lambda x=x, out=out: in_blocks(pipeline, x, out=out),
            "numpy": lambda x=x: pipeline(**x),
        }
        seconds = race(calls, quick=quick, repeats=3)
        ratios[f"copies_1e{power}"] = Ratio(
            seconds["ours"] / (copy * size), bar, "in blocks / one copy of as many elements"
        )
        ratios[f"over_numpy_1e{power}"] = Ratio(seconds["ours"] / seconds["numpy"], 1.0, "in blocks / plain numpy")
    x = draws(BLOCK)
    seconds = race({"ours": lambda: in_blocks(pipeline, x), "numpy": lambda: pipeline(**x)}, quick=quick)
    return ratios | {
        "over_numpy_16k": Ratio(seconds["ours"] / seconds["numpy"], 1.0, "in blocks / plain numpy, one block")
    }


def beside_peers(quick: bool) -> dict[str, Ratio]:
    """Return the ratios to other engines; last, as they change how memory is handed out to numpy too."""
    x = draws(10**6 // (100 if quick else 1))
    out = in_blocks(pipeline, x)
    calls = dict(peers(x))
    seconds = race({"ours": lambda: in_blocks(pipeline, x, out=out), **calls}, quick=quick, repeats=3)
    return {
        f"over_{name}": Ratio(seconds["ours"] / seconds[name], 2.0, f"in blocks, one core / {name}, its way")
        for name in calls
    }


def streams(quick: bool) -> tuple[dict[str, Ratio], dict[str, str]]:
    """Return the ratios of drawing, asking and summing up, and how much memory that took."""
    n = BLOCK * (4 if quick else 64)
    x = draws(BLOCK)
    calls: dict[str, Call] = {"kernel": lambda: pipeline(**x)}
    for method in ("random", "sobol"):
        calls[method] = lambda method=method: propagate(pipeline, INPUTS, n=n, method=method, reduce="stream")
    seconds = race(calls, quick=quick, repeats=3)
    kernel = seconds["kernel"] * n / BLOCK
    told = "draw, ask, count, per case / the kernel alone in cache"
    ratios = {f"stream_{m}_over_kernel": Ratio(seconds[m] / kernel, 10.0, f"{m}: {told}") for m in ("random", "sobol")}
    before, start = memory(), time.perf_counter()
    cases = 10**6 if quick else 10**8
    propagate(pipeline, INPUTS, n=cases, method="random", reduce="stream")
    growth, took = memory() - before, time.perf_counter() - start
    ratios["memory_growth"] = Ratio(max(growth, 1) / MOST_MEMORY, 1.0, f"growth over {cases:.0e} cases / 64 MiB")
    return ratios, {"streamed": f"{cases:.0e} cases in {took:.1f} s, memory grew by {growth / 2**20:.1f} MiB"}


def studies() -> dict[str, tuple[Study, tuple[str, ...]]]:
    """Return the studies that are asked for their spread, and which answers."""
    return {
        "stated": (Study.named("documents-central"), ("pack_price", "cold_range")),
        "computed": (computed(), ("pack_price", "pack_mass", "cold_range")),
    }


def computed() -> Study:
    """Return a study from the layers of a cell to a car in 2030 and in the cold, with spreads made up for measuring."""
    return Study(
        cell=cells.Designed("sulfide-nmc-li"),
        pack=packs.BatPaC(rated_energy=Distribution(uniform=(90, 110), unit="kWh"), usable_share=0.95),
        cost=plants.PlantPrice("batpac-50-gwh"),
        decline=costs.Learning(exponent="panel", path="large"),
        vehicle=vehicles.Preset("nio-et7-150", cycle="WLTC"),
        climate=vehicles.Climate(ambient_temperature=Q([-20.0, -10.0, 0.0, 10.0, 23.0], "degC"), heater="heat-pump"),
    ).replace(
        separator_thickness=Distribution(uniform=(15, 30), unit="um"),
        layer_price=Distribution(log_uniform=(50, 500), unit="USD_2022/kg"),
        wage=Distribution(triangular=(15, 25, 40), unit="USD_2022/h"),
    )


def whole_lines(quick: bool) -> tuple[dict[str, Ratio], dict[str, str]]:
    """Return what a study's draws take, in copies of an array and over the sum of its kernels, and its memory."""
    copy, ratios, notes = copy_time(quick), {}, {}
    for name, (one, outputs) in studies().items():
        made, asked, seconds = along(one, outputs)
        kernels = sum(value for key, value in seconds.items() if key != "whole")
        told = f"{len(asked.plan.steps)} steps at {asked.chunk} draws / each of its kernels alone"
        ratios[f"{name}_over_kernels"] = Ratio(seconds["whole"] / kernels, 1.1, told)
        cases = 10**4 if quick else 10**6
        took, growth = streamed(one, outputs, cases)
        told = f"draw, ask, count, per draw of {len(made.inputs)} inputs / a copied element"
        ratios[f"{name}_in_copies"] = Ratio(took / cases / copy, None, told)
        ratios[f"{name}_memory_growth"] = Ratio(growth / MOST_MEMORY, 1.0, f"over {cases:.0e} draws / 64 MiB")
        notes[f"{name} study"] = (
            f"{len(asked.grids)} answers at {len(made.units)} places, {took / cases * 1e9:.0f} ns a draw, "
            f"asked alone {seconds['whole'] / asked.chunk * 1e9:.0f} ns"
        )
    return ratios, notes


def along(one: Study, outputs: tuple[str, ...]) -> tuple[Any, Any, dict[str, float]]:
    """Return a study as a question, what asks it, and the seconds of asking and of each kernel alone.

    In turns of some milliseconds each, so that a busy moment meets the whole and its parts alike.
    """
    made = question(one, outputs=outputs)
    asked: Any = made.function
    inputs = drawn(plan_of(made, asked.chunk, block=asked.chunk), 0)
    alone = steps_alone(asked.plan, {own: inputs[key] for key, (own, _) in asked.takes.items()})
    return made, asked, race({"whole": lambda: asked(inputs), **alone}, quick=True, repeats=REPEATS)


def streamed(one: Study, outputs: tuple[str, ...], cases: int) -> tuple[float, int]:
    """Return the seconds of a streamed spread, and the bytes by which memory grew; a short one goes before."""
    one.propagate(n=10**4, outputs=outputs, reduce="stream", block=2**16)
    before, start = memory(), time.perf_counter()
    one.propagate(n=cases, outputs=outputs, reduce="stream")
    return time.perf_counter() - start, max(memory() - before, 1)


def steps_alone(plan: Any, arrays: dict[str, Any]) -> dict[str, Call]:
    """Return each kernel of a plan as a call on the arguments that the plan gives it."""
    line, calls = list(plan.start), {}
    for name, value in arrays.items():
        if name in plan.inputs:
            line[plan.places[name]] = value.reshape((*(1,) * (len(plan.axes) - 1), -1))
    for place, step in enumerate(plan.steps):
        calls[f"{place}"] = called(step, [line[source] for source in step.takes])
        answer = calls[f"{place}"]()
        for part, to, scale in step.keeps:
            kept = answer if part < 0 else answer[part]
            line[to] = kept if scale == 1.0 else kept * scale
    return calls


def called(step: Any, arguments: list[Any]) -> Call:
    """Return one step of a plan as a call without arguments."""
    if step.function is None:
        return lambda: arguments[0] * step.scale
    if isinstance(step.function, type):
        return lambda: step.function(*arguments)
    k = len(arguments) - len(step.function.named)
    named = dict(zip(step.function.named, arguments[k:]))
    return lambda: step.function.kernel(*arguments[:k], **named)


def sobol_error(quick: bool) -> dict[str, Ratio]:
    """Return the relative error of the means of 4,096 Sobol draws, over 24 seeds."""
    seeds, cases = (4, 1024) if quick else (24, 4096)
    truth = means(2**14 if quick else 2**22, 999)
    errors = np.asarray([means(cases, seed) / truth - 1 for seed in range(seeds)])
    worst = float(np.sqrt((errors**2).mean(axis=0)).max())
    return {"sobol_mean_error": Ratio(worst / 1e-5, 1.0, f"worst relative RMSE of a mean, n = {cases} / 1e-5")}


def means(n: int, seed: int) -> Any:
    """Return the means of all answers."""
    spread = propagate(pipeline, INPUTS, n=n, rng=seed, block=n, reduce="stream")
    return np.asarray([spread[name].mean.magnitude for name in spread])


def memory() -> int:
    """Return the most memory that the process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def measure(quick: bool) -> Result:
    """Return all ratios of the pipeline."""
    ratios, notes = whole_lines(quick)
    for more, told in (streams(quick),):
        ratios, notes = {**ratios, **more}, {**notes, **told}
    if missing_peers():
        notes["not compared with"] = f"{' and '.join(missing_peers())}: not installed here"
    return Result({**ratios, **arrays(quick), **sobol_error(quick), **beside_peers(quick)}, notes)


def billion() -> None:
    """Stream 1e9 cases on two threads and print what it took."""
    from concurrent.futures import ThreadPoolExecutor

    before, start = memory(), time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        spread = propagate(pipeline, INPUTS, n=1e9, method="random", reduce="stream", executor=pool)
    print(spread)
    print(f"{time.perf_counter() - start:.0f} s, memory grew by {(memory() - before) / 2**20:.0f} MiB")


if __name__ == "__main__":
    billion() if "--billion" in sys.argv else main("the house pipeline", measure)
