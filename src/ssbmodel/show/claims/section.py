"""The part of the main report in which the documents are checked against themselves and each other."""

from collections import Counter
from typing import NamedTuple

from ...study.claims.documents import consistency_report, patterns, system_checks
from .words import chain, equation_words


class Line(NamedTuple):
    """One relation: what is compared, the verdict, its other readings, the arithmetic, what to ask."""

    id: str
    title: str
    equations: tuple[str, ...]
    verdict: str
    cases: tuple[tuple[str, str], ...]
    arithmetic: str
    question: str
    figures: tuple[str, ...]


def consistency_lines() -> list[Line]:
    """Return the relations R01 to R36 as lines of a table."""
    return [_line(id) for id in consistency_report()]


def _line(id: str) -> Line:
    entry = consistency_report()[id]
    certificate = entry.shown.certificate
    arithmetic = certificate.text().splitlines()[0] if certificate else ""
    equations = tuple(chain(entry.shown)) or tuple(map(equation_words, entry.equations))
    cases = tuple((name, verdict) for name, verdict in entry.by_case.items() if name != "as printed")
    return Line(id, entry.title, equations, entry.verdict, cases, arithmetic, entry.question, entry.figures)


def conflicts() -> list[dict[str, object]]:
    """Return where the documents speak against each other, and what resolves it."""
    return patterns()


def systems_told() -> str:
    """Return in a sentence how the named systems fare."""
    found = system_checks()
    counts = Counter(check.verdict for check in found.values())
    told = ", ".join(f"{many} {verdict}" for verdict, many in sorted(counts.items()))
    return f"Each of the {len(found)} named systems was checked on its own: {told}."
