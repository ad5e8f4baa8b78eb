"""The documents checked against themselves and each other: the relations R01 to R36, and every named system."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from ...ground.errors import ClaimError, did_you_mean
from ...presets.loader import preset
from ...sheets import reader
from ...sheets.systems import System, systems
from .checker import CONSISTENT, CONTRADICTORY, Check, Judgement, check, judge, readings_of
from .claim import Claim
from .engine.equations import relation
from .engine.exact import Bounds
from .engine.rows import Group, Rows, Tier
from .problem import Problem, finished
from .vocabulary import quantity

_TIERS = {"assume": Tier.ASSUMPTION, "envelope": Tier.ENVELOPE}
_SEVERE = (CONTRADICTORY, "in tension", "undecided", "not checkable", CONSISTENT)


@dataclass(frozen=True)
class Entry:
    """One relation between figures of the documents, judged as printed and in its other cases.

    ``verdict`` is that of the words as printed; ``lenient`` the mildest one over all readings of the words.
    """

    id: str
    title: str
    equations: tuple[str, ...]
    figures: tuple[str, ...]
    systems: tuple[str, ...]
    question: str
    population: bool
    cases: Mapping[str, Check] = field(repr=False)

    @property
    def main(self) -> Judgement:
        """The judgement of the words as printed."""
        return next(iter(self.cases.values())).judgements[0]

    @property
    def verdict(self) -> str:
        """The verdict as printed; of figures read as populations, the most severe one over their ends."""
        if not self.population:
            return self.main.verdict
        found = {found.judgements[0].verdict for name, found in self.cases.items() if name != AS_PRINTED}
        return next(verdict for verdict in _SEVERE if verdict in found)

    @property
    def lenient(self) -> str:
        """The mildest verdict over all readings of the words."""
        return next(iter(self.cases.values())).verdict

    @cached_property
    def by_case(self) -> dict[str, str]:
        """The verdict of every case and reading."""
        return {
            ": ".join(part for part in (case, reading) if part != AS_PRINTED) or AS_PRINTED: verdict
            for case, found in self.cases.items()
            for reading, verdict in found.readings.items()
        }

    @property
    def shown(self) -> Judgement:
        """The judgement whose arithmetic a report shows: the first with this verdict."""
        judgements = (found.judgements[0] for found in self.cases.values())
        return next((j for j in judgements if j.verdict == self.verdict), self.main)


AS_PRINTED = "as printed"


def consistency_report() -> dict[str, Entry]:
    """Return the relations R01 to R36 between the documents' figures, by id, each with its verdict and arithmetic.

    Examples
    --------
    >>> report = consistency_report()
    >>> len(report), report["R01"].verdict, report["R15"].verdict
    (36, 'consistent', 'in tension')
    """
    return {id: entry(id) for id in _rows()}


@cache
def entry(id: str) -> Entry:
    """Return one relation of the consistency report.

    Raises
    ------
    ClaimError
        If there is none of this id.
    """
    if id not in _rows():
        raise ClaimError(f"no relation called {id!r}.{did_you_mean(id, _rows()) or ' Expected R01 to R36.'}")
    return _entry(_rows()[id])


def _rows() -> dict[str, Any]:
    return {row["id"]: row for row in preset("consistency.toml")["entry"]}


def patterns() -> list[dict[str, Any]]:
    """Return where the documents speak against each other, with the figures and what resolves it."""
    return list(preset("consistency.toml")["pattern"])


def system_checks() -> dict[str, Check]:
    """Return the verdict on the figures of each named system that has some, by id.

    Examples
    --------
    >>> system_checks()["S37"].title
    'NIO ET7 semi-solid-state pack'
    """
    return {system.id: check_system(system) for system in systems().values() if system.figures}


def check_system(system: System | str) -> Check:
    """Return the verdict on the figures of one system, against definitions, limits and reference envelopes.

    Raises
    ------
    ClaimError
        If the system has no figures.
    """
    if isinstance(system, str):
        if system not in systems():
            raise ClaimError(f"no system called {system!r}.{did_you_mean(system, systems())}")
        system = systems()[system]
    return check([Claim.of(figure) for figure in system.figures.values()], title=system.name)


def _entry(row: Mapping[str, Any]) -> Entry:
    cases: dict[str, Check] = {AS_PRINTED: _case(row, {})}
    for case in row.get("case", ()):
        cases[case["name"]] = _case(row, case)
    texts = tuple(text if isinstance(text, str) else text["equation"] for text in row["equations"])
    named = [name.partition(".")[0] for part in (row, *row.get("case", ())) for name in part.get("claims", {}).values()]
    figures = tuple(dict.fromkeys(named))
    population = bool(row.get("population"))
    return Entry(row["id"], row["title"], texts, figures, tuple(row["systems"]), row["question"], population, cases)


def _case(row: Mapping[str, Any], case: Mapping[str, Any]) -> Check:
    """Return one case of an entry under every reading of its words."""
    parts = {key: {**row.get(key, {}), **case.get(key, {})} for key in ("claims", "assume", "envelope")}
    if case.get("envelope") == {}:
        parts["envelope"] = {}
    premise = case.get("premise", row.get("premise", ())) if "premise" in case else row.get("premise", ())
    rounded = row.get("rounding", ())
    claims = {name: _stated(name, text, name in rounded) for name, text in parts["claims"].items()}
    added = [(_TIERS[key], name, _chosen(name, row)) for key in _TIERS for name, row in parts[key].items()]
    suffixes = list(claims)
    judged = []
    for reading, read in readings_of(tuple(claims.values())):
        problem = _problem(row["equations"], premise, dict(zip(suffixes, read)), added)
        judged.append(judge(problem, read, reading))
    return Check(row["title"], tuple(judged))


def _base(name: str) -> tuple[str, str]:
    """Return the quantity and the suffix of a variable's name."""
    base, mark, suffix = name.partition("__")
    return base, mark + suffix


def _stated(name: str, text: str, rounded: bool) -> Claim:
    """Return what a figure, or one end of it, claims about a variable."""
    id, _, end = text.partition(".")
    figure = reader.figures()[id]
    changes: dict[str, Any] = {"quantity": _base(name)[0], "level": "unspecified", "as_of": None}
    if end:
        value = getattr(figure, f"{end}_value")
        changes |= {"low": value, "high": value, "low_open": False, "high_open": False, "id": text}
    return Claim.of(figure, **changes, **({"rounding": "last_place"} if rounded else {}))


def _chosen(name: str, row: Mapping[str, Any]) -> Claim:
    """Return an assumption or an envelope as a claim about a variable."""
    kept = {key: row[key] for key in ("reason", "source", "as_of") if key in row}
    return Claim(_base(name)[0], row["says"], id=f"assumed {name}" if "reason" in row else f"seen {name}", **kept)


def _problem(
    equations: Sequence[Any], premise: Sequence[Any], claims: Mapping[str, Claim],
    added: Sequence[tuple[Tier, str, Claim]],
) -> Problem:  # fmt: skip
    """Return the rows of one case: its own equations alone, no library of relations."""
    rows = Rows()
    for text in equations:
        _relate(rows, {"equation": text} if isinstance(text, str) else text, Tier.DEFINITION)
    for part in premise:
        _relate(rows, part, Tier.JOIN)
    exponents: list[tuple[int, str, Bounds]] = []
    stated = [(Tier.CLAIM, name, claim) for name, claim in claims.items()]
    for tier, name, claim in (*stated, *added):
        local = claim.variable + _base(name)[1]
        rows.variable(local, quantity(claim.variable).plain)
        as_of = "" if claim.as_of is None else str(claim.as_of)
        group = rows.group(Group(claim.label, tier, claim.printed, local, claim.source or claim.reason, as_of))
        rows.bound(group, local, claim.bounds)
        exponents.append((group, local, claim.bounds))
    _shares(rows)
    rows.powers(exponents, rows.group(Group("steady direction", Tier.ASSUMPTION, "cost does not rise")))
    return finished(rows)


def _relate(rows: Rows, row: Mapping[str, Any], tier: Tier) -> None:
    found = relation(row, lambda name: quantity(_base(name)[0]).plain)
    for name in found.equation.names:
        rows.variable(name, quantity(_base(name)[0]).plain)
    source = row.get("reason", found.source)
    rows.relate(rows.group(Group(found.equation.text, tier, found.equation.text, source=source)), found)


def _shares(rows: Rows) -> None:
    """Add that a part is at most the whole."""
    limits = {row["quantity"] for row in preset("claim_relations.toml")["limit"]}
    one = Bounds(None, Fraction(1))
    for name in list(rows.index):
        if _base(name)[0] in limits:
            rows.bound(
                rows.group(Group(f"{name} limit", Tier.LIMIT, "at most 1", name, "a part of the whole")), name, one
            )


def lines() -> Iterator[tuple[str, str, str, str]]:
    """Yield id, title, verdict and the cases in words, one line for each relation."""
    for found in consistency_report().values():
        cases = "; ".join(f"{name}: {verdict}" for name, verdict in found.by_case.items() if name != AS_PRINTED)
        yield found.id, found.title, found.verdict, cases
