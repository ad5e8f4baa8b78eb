"""Uncertain inputs in, the spread of the answers out: the one call for a case of one or of a billion."""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import CallError, DomainError, short
from ...ground.spelling import read_unit
from ..questions.asked import question
from ..questions.question import Question, chosen_answers
from .blocks import BLOCK, Plan, answered, checked_plan, drawn, run_block, seed_of, whole
from .drawing.sampling import copula
from .jobs import Progress, run
from .spread import Spread

KEPT = 2**24  # numbers that are kept without being asked for: 128 MiB
MOST_KEPT = 2**31  # and at most: 16 GiB
LOOKED_AT = 1024  # draws of the first block whose every name is held against what it may be
REDUCTIONS = ("arrays", "stream")


class Cost(NamedTuple):
    """What a run will take: seconds on one core, and bytes of memory."""

    seconds: float
    bytes: int


def propagate(
    asked: Any,
    inputs: Mapping[str, Any] | None = None,
    *,
    n: float,
    rng: int = 0,
    method: str = "sobol",
    correlations: Mapping[tuple[str, str], float] | None = None,
    outputs: Any = None,
    years: Any = None,
    units: Mapping[str, str] | None = None,
    executor: Any = None,
    progress: Progress | None = None,
    resume: str | Path | None = None,
    reduce: str | None = None,
    block: int = BLOCK,
) -> Spread:
    """Return the spread of a function's or a study's answers over its uncertain inputs.

    Parameters
    ----------
    asked : model function, Study, or function of arrays
        A function of one's own takes arrays by keyword, in the units of its inputs' distributions, and gives an
        array, a tuple or arrays by name; for processes it stands at the top of a module.
    inputs : mapping
        By name: a distribution, anything with ``icdf`` or ``ppf``, or a quantity to hold fixed. A study takes the
        spreads of its own names where an input is not named. A list opens an axis of its name; an argument of a model
        function that is a record is given whole or field by field.
    n : whole number, may be written ``1e6``
        Cases to draw.
    rng : whole number
        Seed. The same seed gives the same bits, whatever the order of the inputs, the executor and its workers.
    method : "sobol", "random" or "latin"
        ``sobol``: one scrambled Sobol set per block, powers of two are best; the means of a run of one block are
        corrected by what its draws miss of the known means of their inputs. With ``random`` and ``latin``, adding an
        input changes no other's draws.
    correlations : mapping from pairs of input names to rank correlations
        Joined by a Gaussian copula.
    outputs, years : answers to keep, and the years of a study; all of them where None
    units : units of one's own function's answers, by name
    executor : any ``concurrent.futures.Executor``
        Threads, processes, or a cluster's (Dask: ``client.get_executor()``); None runs in this thread.
    progress : function of blocks done and all blocks
    resume : folder
        Finished parts are kept there; the same call goes on from them.
    reduce : "arrays" or "stream"
        Keep all draws, or moments and counts in 0.2 % bins, whose memory does not grow with ``n``. Draws are kept
        up to 2**24 numbers where None.
    block : cases per block; part of the result's identity

    Raises
    ------
    DomainError, CallError, UnitError
        If ``n``, an input or a distribution cannot be.
    RunError
        If a worker dies, the disk is full, or ``resume`` holds another run.

    Examples
    --------
    >>> from ssbmodel import Distribution, driving_range
    >>> spread = propagate(
    ...     driving_range,
    ...     {
    ...         "usable_energy": "85 kWh",
    ...         "battery_consumption": Distribution(triangular=(130, 150, 180), unit="Wh/km"),
    ...         "capacity_retention": Distribution(uniform=(0.8, 0.9), unit=""),
    ...     },
    ...     n=4096,
    ... )
    >>> print(spread["driving_range"])
    driving_range = 472.59 (416.45 to 533.76 in 90 % of cases) km
    """
    made = question(asked, inputs, years, outputs)
    _look_at_units(made, units)
    plan = plan_of(
        made, n, rng=rng, method=method, correlations=correlations, outputs=outputs, reduce=reduce, block=block
    )
    from ... import __version__

    summary = run(plan, __version__, executor, progress, resume)
    return Spread(summary, plan.names, {**made.units, **(units or {})}, plan.method, plan.seed, plan.shifts, made.grids)


def _look_at_units(made: Question, units: Any) -> None:
    """Refuse units of answers whose units are known, and what are none."""
    if units is None:
        return
    if not isinstance(units, Mapping) or not all(isinstance(unit, str) for unit in units.values()):
        raise CallError(f'units={short(units)}. Expected the units of answers by name, such as {{"range": "km"}}.')
    if made.whose != "own function":
        told = f"units={short(units)}: the {made.whose} knows its units."
        raise CallError(f"{told} Leave them out, and convert what is given: .to(...).")
    for unit in units.values():
        read_unit(unit)


def plan_of(
    made: Question,
    n: float,
    *,
    rng: int = 0,
    method: str = "sobol",
    correlations: Mapping[tuple[str, str], float] | None = None,
    outputs: Any = None,
    reduce: str | None = None,
    block: int = BLOCK,
) -> Plan:
    """Return the checked plan of a run; the function has been asked once, so that what it gives is known."""
    made.drawn()
    if reduce not in (None, *REDUCTIONS):
        raise DomainError(f"reduce={reduce!r}. Expected one of: {', '.join(REDUCTIONS)}.")
    cases, seed, size = whole("n", n), seed_of(rng), whole("block", block)
    joint = copula(correlations or {}, [one.name for one in made.inputs])
    plan = checked_plan(Plan(made.function, made.inputs, (), cases, seed, method, size, copula=joint))
    if made.look is not None:
        made.look(drawn(replace(plan, n=min(plan.n, plan.block, LOOKED_AT)), 0))
    first = replace(plan, n=min(plan.n, plan.block, 64))
    given = made.function(drawn(first, 0))
    names = chosen_answers(given, outputs)
    tried = answered(lambda _: given, {}, names, first.n)
    keep = _kept(plan.n, len(names), reduce)
    return replace(plan, names=names, keep=keep, shifts=() if keep else tuple(map(_shift, tried)))


def _kept(n: int, answers: int, reduce: str | None) -> bool:
    """Return whether all draws are kept; refuse more than memory holds."""
    keep = reduce == "arrays" or (reduce is None and n * answers <= KEPT)
    if keep and n * answers > MOST_KEPT:
        raise DomainError(
            f"n={n:g} with {answers} answers would keep {n * answers * 8 / 2**30:,.0f} GiB. "
            'Write reduce="stream", or fewer cases.'
        )
    return keep


def _shift(values: Any) -> float:
    """Return what to count an answer from: zero, or its middle where it varies by less than a tenth of it."""
    middle = float(np.median(values))
    return middle if np.ptp(values) < 0.1 * abs(middle) else 0.0


def cost_of(plan: Plan) -> Cost:
    """Return what a run will take, from one block measured now."""
    index = min(1, plan.blocks - 1)
    run_block(plan, index)
    start = time.perf_counter()
    summary = run_block(plan, index)
    seconds = (time.perf_counter() - start) * plan.n / plan.rows(index)
    k = len(plan.names)
    per_block = 8 * (2 + 3 * k + k * (k + 1) // 2)
    bins = sum(counts.negative.nbytes + counts.positive.nbytes for counts in summary.counts)
    kept = 8 * plan.n * k if plan.keep else 64 * bins
    return Cost(seconds, kept + plan.blocks * per_block + 8 * plan.block * (2 * len(plan.inputs) + 3 * k))


def seconds_told(seconds: float) -> str:
    """Return a time in words.

    >>> seconds_told(7300)
    '2.0 hours'
    """
    for most, divisor, word in ((120, 1, "seconds"), (7200, 60, "minutes"), (172_800, 3600, "hours")):
        if seconds < most:
            return f"{seconds / divisor:.1f} {word}"
    return f"{seconds / 86_400:,.0f} days"
