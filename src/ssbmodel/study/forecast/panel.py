"""A panel of technologies, read by path, and what it says of a technology that is not in it.

The panels themselves stay outside the library. The file has the columns technology, year, cumulative_production,
unit_cost.
"""

import csv
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import ScenarioError, did_you_mean
from ...ground.texts import decoded
from ...presets.loader import preset
from .fits import Prior, Window, wright_fit

COLUMNS = ("technology", "year", "cumulative_production", "unit_cost")
FEWEST_POINTS = 8
VARIANCE_FLOOR = 0.001
# What a forecaster takes who has no panel: fixed before any scoring, never tuned.
WEAK_PRIOR = Prior(0.0, 0.5, 0.1)
FEWEST_TECHNOLOGIES, FEWEST_INCREMENTS = 10, 5


@dataclass(frozen=True)
class Technology:
    """One series of a panel: strictly yearly, experience strictly growing."""

    name: str
    years: np.ndarray = field(repr=False)
    x: np.ndarray = field(repr=False)
    y: np.ndarray = field(repr=False)

    def __len__(self) -> int:
        return len(self.years)

    def until(self, year: float) -> "Technology":
        """Return what was known at the end of a year."""
        known = self.years <= year
        return Technology(self.name, self.years[known], self.x[known], self.y[known])


class Estimate(NamedTuple):
    """The exponent of one technology, its squared standard error, the noise variance, the growth of ln(experience)."""

    exponent: float
    error: float
    noise: float
    growth: float


@dataclass(frozen=True)
class Panel:
    """Technologies by name, with the file they come from."""

    technologies: tuple[Technology, ...] = field(repr=False)
    file: str
    rows: int
    digest: str = field(repr=False)
    left_out: tuple[str, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.technologies)

    def prior(self, without: Iterable[str] = ()) -> Prior:
        """Return what the panel says, without the technologies named (the target and its relatives)."""
        others = set(without)
        if unknown := others - {tech.name for tech in self.technologies}:
            raise ScenarioError(f"without={sorted(unknown)!r}: the panel {self.file} has no such technology.")
        return prior_of(e for tech, e in zip(self.technologies, self._estimates) if tech.name not in others)

    def without(self, names: Iterable[str]) -> "Panel":
        """Return the panel without the technologies named; those that it does not have are passed over."""
        others = set(names)
        return replace(self, technologies=tuple(t for t in self.technologies if t.name not in others))

    def family(self, name: str) -> set[str]:
        """Return a technology and its relatives, taken to be those whose name starts with the same word."""
        return {tech.name for tech in self.technologies if _word(tech.name) == _word(name)}

    def prior_at(self, year: float, without: str) -> tuple[Prior, bool]:
        """Return what the panel said at the end of a year, and whether the weak prior stands for it."""
        known = [tech.until(year) for tech in self.technologies if tech.name != without]
        found = [estimate(tech) for tech in known if len(tech) > FEWEST_INCREMENTS]
        return (WEAK_PRIOR, True) if len(found) < FEWEST_TECHNOLOGIES else (prior_of(found), False)

    @cached_property
    def _estimates(self) -> tuple[Estimate, ...]:
        return tuple(estimate(tech) for tech in self.technologies)


def estimate(technology: Technology) -> Estimate:
    """Fit first-difference Wright to a whole series."""
    window = Window.of(np.diff(technology.x), np.diff(technology.y))
    fit = wright_fit(window)
    noise = float(fit.residual / (window.m - 1))
    return Estimate(float(fit.exponent), noise / float(fit.squares), noise, float(window.mean_growth()))


def prior_of(estimates: Iterable[Estimate]) -> Prior:
    """Return the median exponent, its spread without the part that is estimation noise, and the noise.

    The noise is the median one, at the median growth of ln(experience); its slope is that of a straight line through
    ln(noise) over ln(growth) of the technologies.
    """
    exponents, errors, noises, growths = np.array(list(estimates)).T
    spread = max(float(exponents.var()) - float(np.median(errors)), VARIANCE_FLOOR)
    noise, usual = (float(np.median(part)) for part in (noises, growths))
    ends = float(growths.min()), float(growths.max())
    return Prior(
        float(np.median(exponents)), math.sqrt(spread), math.sqrt(noise), _slope(growths, noises), usual, *ends
    )


def _slope(growths: np.ndarray, noises: np.ndarray) -> float:
    """Return the slope of ln(noise) over ln(growth), of the technologies that have noise; 0 where none can be told."""
    noisy = noises > 0
    along, level = np.log(growths[noisy]), np.log(noises[noisy]) / 2
    away = along - np.mean(along) if noisy.any() else along
    squares = float(away @ away)
    return float(away @ level) / squares if squares > 0 else 0.0


def named_technology(name: str) -> Technology:
    """Return a technology that the library carries; its relatives in a panel are in :func:`relatives_of`.

    >>> len(named_technology("solar-modules"))
    44
    """
    entry = _carried(name)
    years = np.arange(float(entry["first_year"]), entry["first_year"] + len(entry["cost"]))
    return Technology(name, years, *(np.log(np.array(entry[key], float)) for key in ("made", "cost")))


def relatives_of(name: str) -> tuple[str, ...]:
    """Return the technologies of the panel that must not inform the forecast of one that the library carries."""
    return tuple(_carried(name)["relatives"])


def _carried(name: str) -> Mapping[str, Any]:
    known: dict[str, dict[str, Any]] = {entry["name"]: entry for entry in preset("technologies.toml")["technology"]}
    if name not in known:
        raise ScenarioError(f"no technology {name!r}.{did_you_mean(name, known)} Expected one of {', '.join(known)}.")
    return known[name]


def read_panel(path: str | Path, *, fewest_points: int = FEWEST_POINTS) -> Panel:
    """Read a panel of experience curves.

    A technology is kept if its years step by exactly one, its cumulative production strictly grows and it has enough
    points; the others are named in ``left_out``.

    Parameters
    ----------
    path : path
        A CSV file with the columns technology, year, cumulative_production, unit_cost.
    fewest_points : int

    Returns
    -------
    Panel

    Raises
    ------
    ScenarioError
        If the file lacks a column, a number is not positive and finite, or no technology is left.
    """
    raw = Path(path).read_bytes()
    rows = list(csv.DictReader(decoded(raw, Path(path).name, ScenarioError).splitlines()))
    series = _by_technology(Path(path).name, rows)
    kept = {name: tech for name, tech in series.items() if _regular(tech, fewest_points)}
    if not kept:
        raise ScenarioError(f"{Path(path).name}: no technology has {fewest_points} yearly points with growing output.")
    left_out = tuple(name for name in series if name not in kept)
    return Panel(tuple(kept.values()), Path(path).name, len(rows), sha256(raw).hexdigest(), left_out)


def _by_technology(file: str, rows: list[dict[str, str]]) -> Mapping[str, Technology]:
    if missing := [c for c in COLUMNS if not rows or c not in rows[0]]:
        raise ScenarioError(f"{file}: no column {missing[0]!r}. Expected the columns {', '.join(COLUMNS)}.")
    points: dict[str, list[tuple[float, float, float]]] = {}
    for line, row in enumerate(rows, 2):
        numbers = tuple(_number(file, line, column, row[column]) for column in COLUMNS[1:])
        points.setdefault(row["technology"], []).append((numbers[0], numbers[1], numbers[2]))
    return {name: _technology(name, np.array(values)) for name, values in points.items()}


def _technology(name: str, values: np.ndarray) -> Technology:
    return Technology(name, values[:, 0], np.log(values[:, 1]), np.log(values[:, 2]))


def _number(file: str, line: int, column: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise ScenarioError(f"{file}: line {line}: {column}={text!r}. Expected a finite number above 0.")
    return value


def _word(name: str) -> str:
    return re.split(r"[_ ]", name)[0]


def _regular(tech: Technology, fewest: int) -> bool:
    return len(tech) >= fewest and bool((np.diff(tech.years) == 1).all() and (np.diff(tech.x) > 0).all())
