"""What is kept of a block of answers: moments block by block, counts in narrow bins, or the draws themselves.

Summaries of disjoint blocks add up. Floats are kept per block and folded in the order of the blocks' numbers when
read, counts are whole numbers: so the result has the same bits whatever the grouping of blocks and their order.
"""

import itertools
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import DomainError, RunError

# The leading 9 bits of the mantissa: bins at most 0.2 % wide, 512 to an octave. A bin's number is the top of the bits.
_SHIFT = 52 - 9
_PART = 8192
NONE: Any = np.zeros(0, np.int64)


class Counts(NamedTuple):
    """Counts of one answer by the size of its values: negative and positive bins from the least used, and zeros."""

    negative_start: int = 0
    negative: Any = NONE
    zeros: int = 0
    positive_start: int = 0
    positive: Any = NONE

    @classmethod
    def of(cls, values: Any, least: float, greatest: float) -> "Counts":
        """Return the counts of an array whose ends are known."""
        if least > 0:
            return cls(0, NONE, 0, *_binned(values, least, greatest))
        positive, negative = values[values > 0], -values[values < 0]
        up = _binned(positive, positive.min(), greatest) if positive.size else (0, NONE)
        down = _binned(negative, negative.min(), -least) if negative.size else (0, NONE)
        return cls(*down, int(values.size - positive.size - negative.size), *up)

    @classmethod
    def total(cls, parts: Sequence["Counts"]) -> "Counts":
        """Return the sum of several counts."""
        negative = _merged([(part.negative_start, part.negative) for part in parts])
        positive = _merged([(part.positive_start, part.positive) for part in parts])
        return cls(*negative, sum(part.zeros for part in parts), *positive)

    def bins(self) -> tuple[Any, Any, Any]:
        """Return lower edges, upper edges and counts of the bins, from the most negative up; zero is a bin alone."""
        low, high = _edges(self.negative_start, self.negative.size)
        up_low, up_high = _edges(self.positive_start, self.positive.size)
        lower = np.concatenate([-high[::-1], [0.0], up_low])
        upper = np.concatenate([-low[::-1], [0.0], up_high])
        return lower, upper, np.concatenate([self.negative[::-1], [self.zeros], self.positive])


def _binned(values: Any, least: float, greatest: float) -> tuple[int, Any]:
    """Return the first bin and the counts from there of positive values."""
    first, last = (_bits(end) >> _SHIFT for end in (least, greatest))
    numbers = np.ascontiguousarray(values).view(np.int64) >> _SHIFT
    numbers -= first
    return first, np.bincount(numbers, minlength=last - first + 1)


def _bits(value: float) -> int:
    """Return the bits of a number; of one alone, numpy takes ten times as long."""
    bits: int = struct.unpack("<q", struct.pack("<d", value))[0]
    return bits


def _merged(parts: Sequence[tuple[int, Any]]) -> tuple[int, Any]:
    used = [(start, counts) for start, counts in parts if counts.size]
    if not used:
        return 0, NONE
    first = min(start for start, _ in used)
    merged = np.zeros(max(start + counts.size for start, counts in used) - first, np.int64)
    for start, counts in used:
        merged[start - first : start - first + counts.size] += counts
    return first, merged


def _edges(start: int, size: int) -> tuple[Any, Any]:
    edges = (np.arange(start, start + size + 1, dtype=np.int64) << _SHIFT).view(np.float64)
    return edges[:-1], edges[1:]


@dataclass(frozen=True)
class Summary:
    """What is known of some blocks: numbers of the blocks, and per block count, ends, mean and co-moments.

    ``ids`` and ``sizes`` have shape (blocks,), ``least``, ``greatest``, ``means`` and ``missed``, what the means are
    known to be off by, (blocks, answers), ``comoments`` (blocks, answers * (answers + 1) / 2), the upper triangle row
    by row. ``draws`` holds one array (answers, size) per block where all draws are kept, ``counts`` one ``Counts`` per
    answer where they are not.
    """

    ids: Any
    sizes: Any
    least: Any
    greatest: Any
    means: Any
    missed: Any
    comoments: Any
    counts: tuple[Counts, ...] = ()
    draws: tuple[Any, ...] = ()

    @classmethod
    def of(
        cls, block: int, answers: Sequence[Any], names: Sequence[str], *, keep: bool, shifts: Sequence[float] = ()
    ) -> "Summary":
        """Return the summary of one block's answers, one array of shape (size,) each.

        ``shifts`` are taken off before values are counted, so that an answer that hardly varies is told apart too.
        """
        least, greatest = np.asarray([[np.minimum.reduce(y), np.maximum.reduce(y)] for y in answers]).T
        bad = np.flatnonzero(~(np.isfinite(least) & np.isfinite(greatest)))
        if bad.size:
            raise DomainError(
                f"{names[bad[0]]} is not finite in {int((~np.isfinite(answers[bad[0]])).sum())} of the draws of block "
                f"{block}. Narrow the inputs, or let the function refuse what it cannot answer."
            )
        means, comoments = _moments(answers, least, greatest)
        rows = zip(answers, least, greatest, shifts or [0.0] * len(answers))
        return cls(
            np.asarray([block]),
            np.asarray([len(answers[0])]),
            least[None],
            greatest[None],
            means[None],
            np.zeros_like(means)[None],
            comoments[None],
            () if keep else tuple(Counts.of(y - s if s else y, low - s, high - s) for y, low, high, s in rows),
            (np.stack(answers),) if keep else (),
        )

    def __add__(self, other: "Summary") -> "Summary":
        return joined([self, other])

    @property
    def size(self) -> int:
        """Number of cases."""
        return int(self.sizes.sum())


def _moments(answers: Sequence[Any], least: Any, greatest: Any) -> tuple[Any, Any]:
    """Return the means, and the sums of products of all pairs about them, row by row of the upper triangle.

    An answer that varies little beside its size is taken from its least value, so that large numbers lose no spread
    and a constant has none.
    """
    near = greatest - least < np.maximum(np.abs(least), np.abs(greatest)) / 8
    centres = np.where(near, least, 0.0)
    centred = [answer - centre if centre else answer for answer, centre in zip(answers, centres)]
    size, folded = len(centred[0]), [_folded(one) for one in centred]
    ones = np.ones(folded[0].shape[1])
    sums = np.add.reduce([products(one, ones) for one in folded], axis=1)
    i, j = np.triu_indices(len(folded))
    return centres + sums / size, _of_pairs(folded) - sums[i] * sums[j] / size


def _of_pairs(folded: Sequence[Any]) -> Any:
    """Return the sums of products of all pairs: of short answers row by row of one array, of long ones uncopied."""
    if len(folded[0]) == 1:
        rows = np.concatenate(folded)
        return np.concatenate([products(row, rows[i:]) for i, row in enumerate(rows)])
    pairs = itertools.combinations_with_replacement(folded, 2)
    return np.add.reduce([products(one, other) for one, other in pairs], axis=1)


def _folded(values: Any) -> Any:
    """Return values in rows so short that BLAS starts no threads of its own, which would fight those of the executor;
    zeros, which add nothing, fill up the last.
    """
    width = min(values.size, _PART)
    if values.size % width:
        values = np.concatenate([values, np.zeros(-values.size % width)])
    return values.reshape(-1, width)


def products(ones: Any, others: Any) -> Any:
    """Return the sums of products of rows with rows, or of one row with some rows."""
    if hasattr(np, "vecdot"):
        return np.vecdot(ones, others)
    return np.einsum("...n,...n->...", ones, others)


def joined(parts: Iterable[Summary]) -> Summary:
    """Return the summary of several parts, in the order of the blocks' numbers.

    Raises
    ------
    RunError
        If a block stands in two parts.
    """
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    ids = np.concatenate([part.ids for part in parts])
    order = np.argsort(ids, kind="stable")
    if (np.diff(ids[order]) == 0).any():
        raise RunError(
            f"block {int(ids[order][:-1][np.diff(ids[order]) == 0][0])} stands in two parts. Join each once."
        )
    draws = [block for part in parts for block in part.draws]
    arrays: Any = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _ARRAYS}
    if (np.diff(order) != 1).any():
        arrays = {name: array[order] for name, array in arrays.items()}
    return Summary(
        **arrays,
        counts=tuple(map(Counts.total, zip(*(part.counts for part in parts)))),
        draws=tuple(draws[i] for i in order) if draws else (),
    )


_ARRAYS = ("ids", "sizes", "least", "greatest", "means", "missed", "comoments")


def packed(summary: Summary) -> dict[str, Any]:
    """Return a summary as named arrays, to be written to a file."""
    arrays = {name: getattr(summary, name) for name in _ARRAYS}
    for i, counts in enumerate(summary.counts):
        arrays |= {f"counts{i}_{field}": np.asarray(value) for field, value in counts._asdict().items()}
    return arrays | {f"draws{i}": block for i, block in enumerate(summary.draws)}


def unpacked(arrays: Any) -> Summary:
    """Return the summary that :func:`packed` wrote."""
    names = set(arrays)
    answers = sum(name.endswith("_zeros") for name in names)
    counts = tuple(Counts(*(_field(arrays[f"counts{i}_{f}"]) for f in Counts._fields)) for i in range(answers))
    draws = tuple(arrays[f"draws{i}"] for i in range(sum(name.startswith("draws") for name in names)))
    known: Any = {name: arrays[name] for name in _ARRAYS}
    return Summary(**known, counts=counts, draws=draws)


def _field(array: Any) -> Any:
    return array if array.ndim else int(array)
