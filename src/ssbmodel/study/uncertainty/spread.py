"""The spread of an answer: mean, quantiles with their Monte-Carlo error, chances, and how answers move together."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import DomainError, ExtraError, did_you_mean, short
from ...ground.quantities import Quantity
from ...ground.units import Q
from ..questions.question import magnitude
from .blocks import whole
from .grid import Grid, Places
from .summary import Summary


class Interval(NamedTuple):
    """An equal-tailed interval, and the Monte-Carlo standard error of each end."""

    low: Any
    high: Any
    low_error: Any
    high_error: Any


class Histogram(NamedTuple):
    """Edges, a quantity of shape (bins + 1,), and the share of the cases between them, shape (bins,)."""

    edges: Any
    shares: Any


@dataclass(frozen=True)
class Spread:
    """All answers of a run, as distributions; ``spread["pack_mass"]`` is one of them.

    ``names`` are the answers, ``units`` theirs; ``n`` cases were drawn by ``method`` from ``seed``. An answer of a
    study with axes is one of them at each place, ``pack_price[year=2030]``, and all of them under its own name.
    """

    summary: Summary
    names: tuple[str, ...]
    units: Mapping[str, str]
    method: str
    seed: int
    shifts: tuple[float, ...] = ()
    grids: tuple[Grid, ...] = ()

    @property
    def n(self) -> int:
        """Number of cases."""
        return self.summary.size

    def __getitem__(self, name: str) -> Any:
        """Return one answer, or one at all places of its axes: ``spread["pack_price"].sel(year=2030)``."""
        if not isinstance(name, str):
            raise DomainError(f"no answer called {short(name)}. Expected one of: {', '.join(self.names)}.")
        if name in self.names:
            return Answer(self, name, self.names.index(name))
        if name in (known := {grid.name: grid for grid in self.grids}):
            return Places(self, known[name])
        raise DomainError(f"no answer called {name!r}.{did_you_mean(name, [*known, *self.names])}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def covariance(self) -> Any:
        """Return the covariance of all answers, in their units, shape (answers, answers)."""
        size, k = self.summary.size, len(self.names)
        shifts = self.summary.means - self._means()
        upper = np.triu_indices(k)
        between = self.summary.sizes[:, None] * shifts[:, upper[0]] * shifts[:, upper[1]]
        matrix = np.zeros((k, k))
        matrix[upper] = (self.summary.comoments + between).sum(axis=0) / max(size - 1, 1)
        return matrix + np.triu(matrix, 1).T

    def correlation(self) -> Any:
        """Return the correlation of all answers, shape (answers, answers); NaN beside an answer that does not vary."""
        covariance = self.covariance()
        sd = np.sqrt(np.diag(covariance))
        outer = np.outer(sd, sd)
        return np.divide(covariance, outer, out=np.full_like(covariance, np.nan), where=outer > 0)

    def _means(self) -> Any:
        sizes = self.summary.sizes
        return (sizes[:, None] * self.summary.means).sum(axis=0) / sizes.sum()

    def plot(self, name: str | None = None, ax: Any = None) -> Any:
        """Draw one answer's distribution, the first where none is named; return the Axes (extra ``report``)."""
        return chart("spread_chart")(self[self.names[0] if name is None else name], ax)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record per answer: mean, sd, quantiles and the Monte-Carlo error of each."""
        return [self[name].to_record() for name in self.names]

    def to_frame(self) -> Any:
        """Return the records as a pandas data frame, one row per answer (extra ``frames``)."""
        try:
            import pandas
        except ImportError:
            raise ExtraError("a data frame needs pandas. Write: pip install 'ssbmodel[frames]'.") from None
        return pandas.DataFrame(self.to_records()).set_index("answer")

    def __str__(self) -> str:
        rows: list[tuple[str, ...]] = [("answer", "mean", "sd", "5 %", "50 %", "95 %", "unit")]
        for name in self.names:
            one = self[name]
            numbers = (one.mean, one.sd, *one.quantile([0.05, 0.5, 0.95]))
            rows.append((name, *(f"{number.magnitude:,.5g}" for number in numbers), one.unit or "1"))
        widths = [max(map(len, column)) for column in zip(*rows)]
        lines = (
            "  ".join(f"{cell:{'<' if i in {0, 6} else '>'}{w}}" for i, (cell, w) in enumerate(zip(row, widths)))
            for row in rows
        )
        return "\n".join([*(line.rstrip() for line in lines), f"{self.n:,} cases, {self.method}, seed {self.seed}"])


def chart(name: str) -> Any:
    """Return a chart by its public name: this floor knows nothing of the one above, where charts are drawn."""
    return getattr(importlib.import_module(__name__.partition(".")[0]), name)


class Answer:
    """One answer of a spread."""

    def __init__(self, spread: Spread, name: str, place: int) -> None:
        self.spread, self.name, self.place = spread, name, place
        self.unit = spread.units.get(name, "")

    def _q(self, value: Any) -> Quantity:
        return Q(value, self.unit)

    @property
    def draws(self) -> Any:
        """All draws in order, shape (cases,); only where a run kept them."""
        blocks = self.spread.summary.draws
        if not blocks:
            raise DomainError('the draws were not kept. Write reduce="arrays" to keep them.')
        return self._q(np.concatenate([block[self.place] for block in blocks]))

    @property
    def mean(self) -> Any:
        """The mean; of a short Sobol run, less what its draws are known to miss of the means of their inputs.

        So it may differ from the mean of ``draws`` by about as much as that is off.
        """
        missed = self.spread.summary.sizes @ self.spread.summary.missed[:, self.place] / self.spread.n
        return self._q(float(self.spread._means()[self.place] - missed))

    @property
    def median(self) -> Any:
        """The value below which half of the cases lie."""
        return self.quantile(0.5)

    @property
    def sd(self) -> Any:
        """The standard deviation."""
        return self._q(float(np.sqrt(self._variance())))

    def _variance(self) -> float:
        summary, i, k = self.spread.summary, self.place, len(self.spread.names)
        diagonal = i * k - i * (i - 1) // 2
        shifts = summary.means[:, i] - self.spread._means()[i]
        total = (summary.comoments[:, diagonal] + summary.sizes * shifts**2).sum()
        return float(total / max(summary.size - 1, 1))

    @property
    def mean_error(self) -> Any:
        """Monte-Carlo standard error of the mean.

        From the block means where there are two blocks or more; within a single Sobol or Latin block the error of
        independent draws, which is an upper bound in practice.
        """
        summary = self.spread.summary
        whole = summary.sizes == summary.sizes.max()
        if self.spread.method != "random" and whole.sum() >= 2:
            means = summary.means[whole, self.place]
            return self._q(float(means.std(ddof=1) / np.sqrt(whole.sum())))
        return self._q(float(np.sqrt(self._variance() / summary.size)))

    @property
    def least(self) -> Any:
        """The least value drawn."""
        return self._q(float(self.spread.summary.least[:, self.place].min()))

    @property
    def greatest(self) -> Any:
        """The greatest value drawn."""
        return self._q(float(self.spread.summary.greatest[:, self.place].max()))

    def quantile(self, share: Any) -> Any:
        """Return the value below which a share of the cases lies; an array of shares gives an array."""
        return self._q(self._quantile(_shares(share)))

    def _quantile(self, share: Any) -> Any:
        if self.spread.summary.draws:
            return np.quantile(self.draws.magnitude, share)
        places, reached = self._cumulative()
        found = np.interp(share, reached, places)
        return found if np.ndim(share) else float(found)

    def _cumulative(self) -> tuple[Any, Any]:
        """Return values in rising order and the share of the cases below each; uniform within a bin."""
        lower, upper, counts = self.spread.summary.counts[self.place].bins()
        used = counts > 0
        shift = self.spread.shifts[self.place] if self.spread.shifts else 0.0
        lower, upper, counts = lower[used] + shift, upper[used] + shift, counts[used]
        # no case lies outside the ends that were seen
        lower[0], upper[-1] = self.least.magnitude, self.greatest.magnitude
        reached = np.cumsum(counts) / counts.sum()
        places = np.stack([lower, upper], axis=1).ravel()
        return places, np.stack([np.concatenate([[0.0], reached[:-1]]), reached], axis=1).ravel()

    def quantile_error(self, share: Any) -> Any:
        """Return the Monte-Carlo standard error of a quantile: half the distance of the quantiles one error around it.

        The error of the share is that of independent draws; Sobol and Latin draws do better.
        """
        share = _shares(share)
        error = np.sqrt(np.maximum(share * (1 - share), 1 / self.spread.n) / self.spread.n)
        above, below = self._quantile(np.minimum(share + error, 1)), self._quantile(np.maximum(share - error, 0))
        return self._q((above - below) / 2)

    def interval(self, level: float = 0.9) -> Interval:
        """Return the equal-tailed interval that holds a share of the cases."""
        if np.ndim(level):
            raise DomainError(f"level={short(level)}. Expected one value from 0 to 1.")
        tail = (1 - float(_shares(level))) / 2
        low, high = self.quantile(tail), self.quantile(1 - tail)
        return Interval(low, high, self.quantile_error(tail), self.quantile_error(1 - tail))

    def exceedance(self, threshold: Any) -> Any:
        """Return the share of the cases above a threshold, a quantity or text with a unit."""
        value, _ = magnitude("threshold", threshold, self.unit, free=not self.unit)
        if self.spread.summary.draws:
            draws = np.sort(self.draws.magnitude)
            return 1 - np.searchsorted(draws, value, side="right") / draws.size
        places, reached = self._cumulative()
        return 1 - np.interp(value, places, reached, left=0.0, right=1.0)

    def histogram(self, bins: int = 60) -> Histogram:
        """Return edges and the share of the cases between them, over the values drawn."""
        if whole("bins", bins) < 1:
            raise DomainError(f"bins={bins}. Expected a whole number of at least 1.")
        low, high = self.least.magnitude, self.greatest.magnitude
        edges = np.linspace(low, high, bins + 1) if high > low else np.asarray([low, low])
        if self.spread.summary.draws:
            counts, _ = np.histogram(self.draws.magnitude, edges)
            return Histogram(self._q(edges), counts / self.spread.n)
        places, reached = self._cumulative()
        return Histogram(self._q(edges), np.diff(np.interp(edges, places, reached, left=0.0, right=1.0)))

    def to_record(self) -> dict[str, Any]:
        """Return mean, sd, quantiles and their errors as one flat record."""
        record = {"answer": self.name, "unit": self.unit, "n": self.spread.n}
        record |= {key: getattr(self, key).magnitude for key in ("mean", "mean_error", "sd")}
        for percent in (5, 25, 50, 75, 95):
            record[f"q{percent:02d}"] = float(self.quantile(percent / 100).magnitude)
            record[f"q{percent:02d}_error"] = float(self.quantile_error(percent / 100).magnitude)
        return record

    def __str__(self) -> str:
        low, high, *_ = self.interval(0.9)
        told = (
            f"{self.median.magnitude:,.5g} ({low.magnitude:,.5g} to {high.magnitude:,.5g} in 90 % of cases) {self.unit}"
        )
        return f"{self.name} = {told}".rstrip()


def _shares(share: Any) -> Any:
    """Return shares between 0 and 1 as floats."""
    try:
        values = np.asarray(share, float)
    except (TypeError, ValueError):
        values = np.asarray(np.nan)
    if not bool(np.all((values >= 0) & (values <= 1))):
        raise DomainError(f"share={short(share)}. Expected values from 0 to 1.")
    return values
