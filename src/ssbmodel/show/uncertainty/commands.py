"""The commands ``spread``, ``drivers`` and ``solve``: uncertain answers, what drives them, what a target asks for."""

import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ... import __version__
from ...ground.errors import DomainError, StudyError
from ...study.files.exports import csv_text
from ...study.questions.asked import question
from ...study.questions.graph import place_of
from ...study.questions.influence import Elasticities, Influence, elasticities, sobol_indices, tornado
from ...study.questions.solve import solve as solved
from ...study.uncertainty.jobs import run
from ...study.uncertainty.propagate import cost_of, plan_of, seconds_told
from ...study.uncertainty.spread import Spread
from ..commands import AnyStudy, AsCsv, _data, _in_years, _study, app
from ..wording import humanised, plain

LONG = 5.0  # seconds from which a run tells beforehand what it takes
_EQUATION = re.compile(r"([^\[=]*(?:\[[^\]]*\])?)=(.*)", re.DOTALL)  # pack_price[year=2030]=30000 CNY_2025
EXECUTORS = ("none", "threads", "processes")
Words = list[str] | None
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Another seed draws other cases.")]
Answers = Annotated[Words, typer.Option("--answer", metavar="NAME", help="Answer to show; all. May be repeated.")]


@app.command(epilog="Example: ssbmodel spread documents-central --n 1e6")
def spread(
    asked: AnyStudy,
    *,
    n: Annotated[str, typer.Option("--n", metavar="N", help="Cases to draw: 1e6")] = "65536",
    answer: Answers = None,
    years: Annotated[str | None, typer.Option(metavar="YEARS", help="2025-2030, or 2025,2030; the last.")] = None,
    method: Annotated[str, typer.Option(metavar="NAME", help="sobol, random or latin")] = "sobol",
    seed: Seed = 0,
    executor: Annotated[str, typer.Option(metavar="NAME", help="none, threads or processes")] = "none",
    workers: Annotated[int, typer.Option(metavar="N", min=0, help="How many; 0 takes all cores.")] = 0,
    resume: Annotated[Path | None, typer.Option(metavar="DIR", help="Keeps finished parts; goes on from them.")] = None,
    csv: AsCsv = False,
) -> None:
    """Draw the uncertain inputs: how answers spread.

    Ctrl-C loses nothing that --resume keeps: the same line goes on from there.
    """
    study = _study(asked)
    study = study.replace(years=study.years[-1]) if years is None else _in_years(study, years)
    made = question(study, outputs=answer)
    plan = plan_of(made, _number(n), rng=seed, method=method, outputs=answer, reduce=None)
    _announce(plan)
    with _executor(executor, workers) as pool, _bar(plan.blocks) as progress:
        summary = _run(plan, pool, progress, resume)
    found = Spread(summary, plan.names, made.units, plan.method, plan.seed, plan.shifts)
    _data(csv_text(found.to_records()) if csv else f"{plain_lines(str(found))}\n")


@app.command(epilog="Example: ssbmodel drivers documents-central cold_range")
def drivers(
    asked: AnyStudy,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="An answer, such as cold_range or pack_price.")],
    *,
    n: Annotated[str, typer.Option("--n", metavar="N", help="Cases: a power of two.")] = "4096",
    seed: Seed = 0,
    csv: AsCsv = False,
) -> None:
    """Show which inputs drive an answer.

    For each: the answer at both of its ends, its share of the variance, and its elasticity. Of the last
    year, and the first of other lists, where ANSWER names no place: "pack_price[year=2025]".
    """
    study = _study(asked)
    place = place_of(study, answer, None)
    bars = tornado(study, answer=place)
    shares = sobol_indices(study, outputs=place, n=_number(n), rng=seed)
    slopes = elasticities(study, outputs=place)
    if csv:
        _data(csv_text(_joined(bars.to_records(), shares, slopes)))
    else:
        _data(f"{plain_lines(_told(bars, shares, slopes))}\n")


@app.command(epilog='Example: ssbmodel solve my.toml cold_range="300 km" --for usable_share=.5..1')
def solve(
    asked: AnyStudy,
    target: Annotated[str, typer.Argument(metavar="ANSWER=VALUE", help='The answer wanted: cold_range="500 km"')],
    *,
    unknown: Annotated[
        str, typer.Option("--for", metavar="FIELD=LOW..HIGH UNIT", help='Where to look: rated_energy="20..300 kWh"')
    ],
) -> None:
    """Find the input that gives a wanted answer.

    The other inputs stay at their medians. No such value is an answer too: the nearest is shown. Of the
    last year where ANSWER names none.
    """
    answer, value = _equation(target)
    field, span = _equation(unknown)
    study = _study(asked)
    found = solved(study, {place_of(study, answer, None): value}, for_=field, bounds=_span(span))
    _data(f"{plain_lines(str(found))}\n")


def plain_lines(text: str) -> str:
    """Return lines without what a terminal would act on."""
    return "\n".join(map(plain, text.split("\n")))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise DomainError(f"--n {text!r}. Expected a whole number, such as 1e6.") from None


def _equation(text: str) -> tuple[str, str]:
    found = _EQUATION.fullmatch(text)
    if not found:
        raise StudyError(f'{text!r} has no "=". Write cold_range="500 km".')
    return found[1], found[2]


def _span(text: str) -> tuple[str, str]:
    """Return both ends of ``20..300 kWh``."""
    low, dots, high = text.partition("..")
    unit = high.strip().partition(" ")[2]
    if not dots:
        raise StudyError(f'--for {text!r} has no "..". Write rated_energy="20..300 kWh".')
    return f"{low.strip()} {unit}".strip(), high.strip()


def _announce(plan: Any) -> None:
    """Tell before a long run what it takes."""
    cost = cost_of(plan)
    if cost.seconds > LONG:
        told = f"about {seconds_told(cost.seconds)} on one core, {cost.bytes / 2**20:,.0f} MiB of memory"
        print(f"{plan.n:,} cases in {plan.blocks:,} blocks: {told}.", file=sys.stderr)


@contextmanager
def _executor(name: str, workers: int) -> Iterator[Executor | None]:
    if name not in EXECUTORS:
        raise DomainError(f"--executor {name!r}. Expected one of: {', '.join(EXECUTORS)}.")
    if name == "none":
        yield None
        return
    count = workers if workers > 0 else os.cpu_count() or 1
    spawn = multiprocessing.get_context("spawn")  # forks of a process with threads may hang
    pool = ThreadPoolExecutor(count) if name == "threads" else ProcessPoolExecutor(count, spawn)
    with pool:
        yield pool


@contextmanager
def _bar(blocks: int) -> Iterator[Callable[[int, int], None]]:
    """Yield a function of the blocks done that draws a bar on a terminal, and nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), "blocks", TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=blocks)
        yield lambda done, _: bar.update(task, completed=done)


def _run(plan: Any, pool: Any, progress: Any, resume: Path | None) -> Any:
    try:
        return run(plan, __version__, pool, progress, resume)
    except KeyboardInterrupt:
        kept = (
            f"finished parts are in {resume}; the same line goes on" if resume else "with --resume DIR nothing is lost"
        )
        print(f"Interrupted: {kept}.", file=sys.stderr)
        raise


def _joined(bars: list[dict[str, Any]], shares: Influence, slopes: Elasticities) -> list[dict[str, Any]]:
    """Return tornado, indices and elasticities as one row per input."""
    by_input = {row["input"]: row for row in shares.to_records()}
    steep = {row["input"]: row for row in slopes.to_records()}
    return [{**bar, **by_input.get(bar["input"], {}), **steep.get(bar["input"], {})} for bar in bars]


def _told(bars: Any, shares: Influence, slopes: Elasticities) -> str:
    """Return the three as lines of text."""
    lines = [str(bars), "", "Share of the variance, alone and with others; elasticity:"]
    steep = dict(slopes.of(bars.answer))
    for name, first, total in shares.of(bars.answer):
        if total >= 0.0005:
            lines.append(f"  {humanised(name)}: {max(first, 0):.3f}, {total:.3f}; {steep[name]:+.3f}")
    return "\n".join(lines)
