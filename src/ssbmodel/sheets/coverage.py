"""Whether the sheets say all that the documents say, and where they say it.

The documents do not ship. With a folder that holds them, every token is compared with the characters at its place, and
every number of a document is either inside a figure or excluded with a reason.
"""

import hashlib
import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..ground.errors import FigureError
from .figure import Lookup
from .lexicon import Span, digit_runs, lexicon_hits
from .reader import LARGEST_FILE, Sheet, overlaps, sheets as shipped
from .rules import shown


class Failure(NamedTuple):
    """One thing that does not hold: of which figure or document, and what."""

    id: str
    message: str


@dataclass(frozen=True)
class Coverage:
    """How much of one document its sheet covers; runs and hits are each covered, excluded or left over."""

    document: str
    digit_runs: int
    lexicon_hits: int
    covered: int
    excluded: Mapping[str, int]
    left_over: tuple[Span, ...]


@dataclass(frozen=True)
class Report:
    """What :func:`verify` found."""

    coverage: tuple[Coverage, ...]
    failures: tuple[Failure, ...] = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.failures

    def __str__(self) -> str:
        rows = [_in_words(row) for row in self.coverage]
        faults = [f"{failure.id}: {failure.message}" for failure in self.failures]
        counted = f"{len(faults)} failure{'s' * (len(faults) > 1)}"
        return "\n".join([*rows, *faults, "everything holds" if self.ok else counted])


def verify(documents: str | os.PathLike[str], sheets: Sheet | Iterable[Sheet] | None = None) -> Report:
    """Compare sheets with the documents they speak about.

    Parameters
    ----------
    documents : folder
        Holds the documents under the file names that the sheets give.
    sheets : a sheet or several, optional
        The shipped five where left out; ``load_sheet(path)`` reads your own.

    Returns
    -------
    Report
        Coverage per document, and the failures: a document that is missing or not the same bytes, a token that is not
        at its place, spans that overlap, numbers left over.

    Raises
    ------
    FigureError
        If there is no such folder.
    """
    if not isinstance(documents, (str, os.PathLike)) or not os.path.isdir(documents):
        raise FigureError(
            f"documents = {shown(str(documents))}. Expected the folder that holds the documents; write its path."
        )
    coverage, failures = [], []
    for sheet in shipped() if sheets is None else [sheets] if isinstance(sheets, Sheet) else sheets:
        text, faults = _read(Path(documents), sheet)
        failures += faults
        if text is not None:
            row = _covered(sheet, text)
            coverage.append(row)
            failures += [
                *_misplaced(sheet, text),
                *(Failure(sheet.document.id, line) for line in overlaps(sheet)),
                *_uncovered(sheet, row),
            ]
    return Report(tuple(coverage), tuple(failures))


def _in_words(row: Coverage) -> str:
    excluded = sum(row.excluded.values())
    return (
        f"{row.document}: {row.digit_runs} digit-runs, {row.lexicon_hits} number words; "
        f"{row.covered} covered, {excluded} excluded, {len(row.left_over)} left over"
    )


def _read(folder: Path, sheet: Sheet) -> tuple[str | None, list[Failure]]:
    """Return a document as its characters stand, never normalised, and what is wrong with its bytes."""
    head = sheet.document
    path = folder / head.file
    if not path.is_file():
        return None, [Failure(head.id, f"there is no document {head.file!r} in the folder")]
    if path.stat().st_size > LARGEST_FILE:
        return None, [Failure(head.id, f"{head.file!r} is larger than {LARGEST_FILE:,} bytes")]
    raw = path.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    differs = f"{head.file!r} has sha256 {found}, the sheet speaks about {head.sha256}"
    faults = [Failure(head.id, differs)] if found != head.sha256 else []
    try:
        return raw.decode("utf-8"), faults
    except UnicodeDecodeError as error:
        return None, [*faults, Failure(head.id, f"{head.file!r} is not utf-8 at byte {error.start}")]


def _covered(sheet: Sheet, text: str) -> Coverage:
    """Return which runs and hits lie in a figure, which in an exclusion, and which in none."""
    runs, hits = digit_runs(text), lexicon_hits(text)
    figures = _Spans((figure.start, figure.end) for figure in sheet.figures.values())
    exclusions = _Spans((out.start, out.end) for out in sheet.exclusions)
    reasons = {out.start: out.reason for out in sheet.exclusions}
    covered, excluded, left_over = 0, Counter[str](), []
    for span, inside in [*((run, True) for run in runs), *((hit, False) for hit in hits)]:
        if figures.holding(span, inside) is not None:
            covered += 1
        elif (start := exclusions.holding(span, inside)) is not None:
            excluded[reasons[start]] += 1
        else:
            left_over.append(span)
    kept = Lookup(dict(sorted(excluded.items())))
    return Coverage(sheet.document.id, len(runs), len(hits), covered, kept, tuple(sorted(left_over)))


class _Spans:
    """Spans by their place, so that a long document is searched quickly."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]

    def holding(self, span: Span, inside: bool) -> int | None:
        """Return the start of the first span that a run lies inside of, or that a hit overlaps."""
        place = bisect_right(self.starts, span.start) - 1
        for start, end in self.spans[max(place, 0) : place + 2]:
            if (start <= span.start and span.end <= end) or (not inside and start < span.end and span.start < end):
                return start
        return None


def _misplaced(sheet: Sheet, text: str) -> Iterator[Failure]:
    """Yield the tokens that are not the characters at their place."""
    spans = [(id, figure.token, figure.start) for id, figure in sheet.figures.items()]
    spans += [(sheet.document.id, out.token, out.start) for out in sheet.exclusions]
    for id, token, start in spans:
        found = text[start : start + len(token)]
        if found != token:
            yield Failure(id, f"token {token!r} is not at {start}; there stands {found!r}")


def _uncovered(sheet: Sheet, row: Coverage) -> Iterator[Failure]:
    """Yield the numbers left over and the counts that differ, where the sheet promises to cover the document."""
    head = sheet.document
    for name, stated, found in (
        ("digit_runs", head.digit_runs, row.digit_runs),
        ("lexicon_hits", head.lexicon_hits, row.lexicon_hits),
    ):
        if stated is not None and stated != found:
            yield Failure(head.id, f"{name} = {stated}, but the document has {found}")
    if head.digit_runs is not None:
        for span in row.left_over:
            yield Failure(head.id, f"{span.text!r} at {span.start} is in no figure and not excluded")
