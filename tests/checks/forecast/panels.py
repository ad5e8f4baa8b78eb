"""What the rows of rows.toml ask of the panels, which lie outside the project."""

import csv
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import ttest_1samp

from ssbmodel.study.forecast import fits
from ssbmodel.study.forecast.engine import named_settings
from ssbmodel.study.forecast.fits import Window
from ssbmodel.study.forecast.hindcast import METHODS, Cases, Hindcast, cases_of, gain, hindcast, priors, score
from ssbmodel.study.forecast.panel import Panel, Technology, read_panel
from ssbmodel.study.forecast.series import named_series

M = 5


@cache
def farmer_lafond(folder: Path) -> dict[str, np.ndarray]:
    """Return ln(cost) of each technology."""
    rows: dict[str, list[float]] = {}
    with (folder / "farmer_lafond_2016_costs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["technology"], []).append(np.log(float(row["unit_cost"])))
    return {name: np.array(values) for name, values in rows.items()}


def improving(folder: Path) -> dict[str, np.ndarray]:
    """Return the technologies whose cost falls: one-sided t-test on the mean log change, p < 0.10."""
    every = farmer_lafond(folder)
    return {n: y for n, y in every.items() if ttest_1samp(np.diff(y), 0, alternative="less").pvalue < 0.10}


@cache
def moore_errors(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return horizon, error over the deviation of the increments, and distribution function of every forecast."""
    horizons, ratios, pits = [], [], []
    for y in improving(folder).values():
        for t in range(M, len(y) - 1):
            steps = np.diff(y[t - M : t + 1])
            ahead = np.arange(1.0, len(y) - t)
            law = fits.moore(Window.of(np.ones(M), steps), ahead, named_settings("reference"))
            horizons.append(ahead)
            ratios.append((y[t + 1 :] - y[t] - ahead * steps.mean()) / steps.std(ddof=1))
            pits.append(law.cdf(y[t + 1 :] - y[t]))
    return np.concatenate(horizons), np.concatenate(ratios), np.concatenate(pits)


def points(folder: Path) -> list[int]:
    every = farmer_lafond(folder)
    return [len(improving(folder)), len(every), sum(map(len, every.values()))]


def windows(folder: Path) -> list[int]:
    horizons = moore_errors(folder)[0]
    return [len(horizons), int((horizons <= 20).sum())]


def moore_coverage(folder: Path) -> list[float]:
    horizons, _, pits = moore_errors(folder)
    inside = (pits > 0.05) & (pits < 0.95)
    return [inside[horizons <= 20].mean(), *(inside[horizons == t].mean() for t in (1, 5, 10, 20))]


def squared_errors(folder: Path) -> list[float]:
    horizons, ratios, _ = moore_errors(folder)
    return [(ratios[horizons == t] ** 2).mean() for t in (1, 2, 5, 10, 20)]


@cache
def panel(folder: Path) -> Panel:
    return read_panel(folder / "pcdb_experience_curves.csv")


@cache
def scored(folder: Path) -> Hindcast:
    return hindcast(panel(folder), named_settings("reference"))


def scores(folder: Path, method: str) -> list[float]:
    s = scored(folder)[method].summary()
    return [s.crps, s.coverage_90, s.error, s.crps_balanced]


def gains(folder: Path, better: str, worse: str) -> list[float]:
    """Return the gain of a method over another at 5, 50 and 95 %: by technology, then over all forecasts."""
    found = gain(scored(folder)[better], scored(folder)[worse], draws=20_000, seed=1)
    return [*found.balanced, *found.pooled]


def families(folder: Path) -> list[float]:
    """Return the number of families, and CRPS and coverage where priors leave out the target's whole family."""
    every = panel(folder)
    groups = {tuple(sorted(every.family(tech.name))) for tech in every.technologies}
    settings = named_settings("reference")
    found = hindcast(every, settings, methods=("pooled-known",), knowledge="family")["pooled-known"].summary()
    return [len(groups), found.crps, found.coverage_90]


@cache
def few(folder: Path) -> list[Any]:
    """Score pooled Wright on the last 0 to 5 increments, at the same origins."""
    settings = named_settings("reference")
    cases = cases_of(panel(folder).technologies, settings)
    prior, _ = priors(cases, panel(folder), "full")
    return [score(METHODS["pooled-known"], _cut(cases, m), settings, prior).summary() for m in range(M + 1)]


def _cut(cases: Cases, m: int) -> Cases:
    held = np.arange(M) >= M - m
    window = Window(cases.window.x * held, cases.window.y * held, np.full(len(cases), m))
    return replace(cases, window=window)


def lithium(folder: Path, window: str, prior: str) -> list[float]:
    cells = named_series("lithium-ion-cells")
    x = np.log(np.exp(cells.x) + 1e9 * float(prior))
    target = Technology(cells.name, np.array(cells.years, float), x, cells.y)
    methods = ("log-log", "wright-known", "pooled-known", "pooled", "moore", "mixture")
    settings = named_settings("reference", window=None if window == "expanding" else int(window))
    found = hindcast(panel(folder), settings, methods=methods, series=[target])
    return [found[name].summary().crps for name in methods]


PANEL_QUESTIONS: dict[str, Callable[..., Any]] = {
    "improving": points,
    "windows": windows,
    "moore-coverage": moore_coverage,
    "moore-errors": squared_errors,
    "prior": lambda folder: list(panel(folder).prior()[:3]),
    "panel-size": lambda folder: [len(panel(folder)), scored(folder)["pooled"].summary().forecasts],
    "few-crps": lambda folder: [s.crps for s in few(folder)],
    "few-coverage": lambda folder: [s.coverage_90 for s in few(folder)],
    "families": families,
    "scores": scores,
    "gains": gains,
    "balanced-gain": lambda folder, *names: gains(folder, *names)[:3],
    "lithium": lithium,
}
