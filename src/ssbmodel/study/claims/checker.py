"""Can all of it be true? One verdict for a set of claims, with its reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product
from typing import Any

from ...ground.errors import ClaimError
from .claim import Claim
from .engine.program import Answer
from .engine.proof import Certificate
from .engine.rows import Group, Tier
from .engine.structure import pushes
from .engine.subsets import by_tier, irreducible, proved, smallest
from .problem import Envelope, Join, Problem, assembled, envelopes, refused
from .ranges import BreakEven, Span, break_evens, implied, spans_without
from .vocabulary import question

CONSISTENT, TENSION, CONTRADICTORY = "consistent", "in tension", "contradictory"
NOT_CHECKABLE, UNDECIDED = "not checkable", "undecided"
# The most lenient first: the verdict over several readings is the first one that any reading has.
LENIENT = (CONSISTENT, NOT_CHECKABLE, UNDECIDED, TENSION, CONTRADICTORY)
MOST_READINGS = 64
AS_PRINTED = "as printed"
VERSION = "1"


@dataclass(frozen=True)
class Judgement:
    """The verdict on one reading of a set of claims; everything but the verdict is worked out when asked for."""

    problem: Problem = field(repr=False)
    claims: tuple[Claim, ...]
    reading: str
    verdict: str
    answer: Answer = field(repr=False)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every claim, limit, join, assumption, envelope and definition at hand."""
        return self.problem.groups

    @property
    def calls(self) -> int:
        """How many linear programs have been solved for this judgement so far."""
        wide = self.problem.__dict__.get("wide")
        return self.problem.program.calls + (wide.program.calls if wide else 0)

    @property
    def _conflict(self) -> frozenset[int]:
        return self.problem.tiers(Tier.LIMIT if self.verdict == CONTRADICTORY else Tier.ENVELOPE)

    @cached_property
    def _subset(self) -> frozenset[int]:
        if self.verdict not in {TENSION, CONTRADICTORY}:
            return frozenset()
        definitions = self.problem.tiers(Tier.DEFINITION)
        order = by_tier(self.groups, self._conflict)

        def fails(chosen: frozenset[int]) -> bool:
            return self.problem.program.decide(chosen | definitions).state in {"infeasible", "touching"}

        first = irreducible(order, fails)
        return smallest(order, fails, first)

    @property
    def subset(self) -> tuple[Group, ...]:
        """The smallest set of claims, joins, assumptions and envelopes that cannot stand together."""
        return tuple(self.groups[i] for i in sorted(self._subset))

    @cached_property
    def certificate(self) -> Certificate | None:
        """The proof that the subset cannot stand together, or None where it can."""
        if not self._subset:
            return None
        chosen = self._subset | self.problem.tiers(Tier.DEFINITION)
        return proved(self.problem.program, self.groups, self.problem.names, chosen)

    @property
    def miss(self) -> float | None:
        """By which factor one bound of the subset would have to move."""
        return self.certificate.miss if self.certificate else None

    @cached_property
    def without(self) -> tuple[str, ...]:
        """What the implied ranges leave out, because no value meets it too."""
        return tuple(tier.name.lower() for tier in Tier if tier > self._standing)

    @cached_property
    def _standing(self) -> Tier:
        """The highest tier up to which everything can stand together."""
        if self.verdict not in {TENSION, CONTRADICTORY}:
            return Tier.ENVELOPE
        tiers = (Tier.ASSUMPTION, Tier.JOIN, Tier.LIMIT, Tier.DEFINITION)
        program = self.problem.program
        return next(
            t for t in tiers if t == Tier.DEFINITION or program.decide(self.problem.tiers(t)).state == "feasible"
        )

    @cached_property
    def implied(self) -> Mapping[str, Span]:
        """The range that each quantity would have to lie in, by name; those that nothing bounds are left out."""
        return implied(self.problem, self.problem.tiers(self._standing))

    @cached_property
    def break_even(self) -> tuple[BreakEven, ...]:
        """For each member of the subset, what it would have to be; else for each assumption and envelope."""
        if self._subset:
            return break_evens(self.problem, self._subset)
        return spans_without(self.problem, Tier.JOIN)

    @cached_property
    def by_claim(self) -> Mapping[str, str]:
        """The verdict on each claim: that of the set where it is part of the conflict, else its own."""
        inside = {group.id for group in self.subset if group.tier == Tier.CLAIM}
        free = (
            set() if self._subset else {line.group.id for line in spans_without(self.problem, Tier.CLAIM) if line.free}
        )
        left = {claim.label for claim in self.problem.left_out}
        return {
            claim.label: self.verdict if claim.label in inside
            else NOT_CHECKABLE if claim.label in left | free or self.verdict == NOT_CHECKABLE else CONSISTENT
            for claim in self.claims
        }  # fmt: skip

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """What to ask, the claims that could not be checked first."""
        open_ones = [claim for claim in self.claims if self.by_claim[claim.label] == NOT_CHECKABLE]
        asked = [f"{claim.label}: {question(claim.open_name or claim.quantity)}" for claim in open_ones]
        missing = [
            f"{claim.label}: {key.replace('_', ' ')}?"
            for claim in self.claims for key, value in claim.conditions.items() if value == "unspecified"
        ]  # fmt: skip
        return tuple(dict.fromkeys(asked + missing))

    @cached_property
    def witness(self) -> Mapping[str, float]:
        """One value for every bounded quantity with which all of it holds, in the quantity's own unit."""
        if self.answer.state != "feasible":
            return {}
        return dict(witness(self.problem, self.answer))


def witness(problem: Problem, answer: Answer) -> Iterable[tuple[str, float]]:
    """Yield the values of a feasible answer."""
    import math

    assert answer.point is not None
    for column, (name, value) in enumerate(zip(problem.names, answer.point)):
        yield name, float(value) if column in problem.plain else math.exp(min(float(value), 700.0))


@dataclass(frozen=True)
class Check:
    """The verdict on a set of claims under every reading of its words; the most lenient one counts."""

    title: str
    judgements: tuple[Judgement, ...]
    version: str = VERSION

    @cached_property
    def judgement(self) -> Judgement:
        """The reading that counts."""
        return min(self.judgements, key=lambda judgement: LENIENT.index(judgement.verdict))

    @property
    def verdict(self) -> str:
        """The verdict: consistent, in tension, contradictory, not checkable or undecided."""
        return self.judgement.verdict

    @property
    def readings(self) -> Mapping[str, str]:
        """The verdict under each reading of the words."""
        return {judgement.reading: judgement.verdict for judgement in self.judgements}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.judgement, name)


def check(
    claims: Iterable[Claim],
    *,
    assume: Sequence[Claim] = (),
    joins: Sequence[Join] = (),
    reference: Sequence[Envelope] | None = None,
    title: str = "claims",
) -> Check:
    """Return whether a set of claims can all be true.

    Parameters
    ----------
    claims : the claims; each once, in any order
    assume : claims of your own, taken as assumptions
    joins : quantities taken as one
    reference : envelopes; those that ship where None, none where empty
    title : what a report calls the set

    Raises
    ------
    ClaimError, MoneyError
        If the set is empty, too large, has too many readings, or speaks of two moneys at once.

    Examples
    --------
    >>> found = check([Claim("single_cell_capacity", "24 Ah"), Claim("cell_voltage", "3.6 V"),
    ...                Claim("single_cell_energy", "94 Wh")])
    >>> found.verdict, found.certificate.verify()
    ('contradictory', True)
    """
    given = refused(claims)
    known = envelopes() if reference is None else tuple(reference)
    readings = list(islice(readings_of(given), MOST_READINGS + 1))
    if len(readings) > MOST_READINGS:
        raise ClaimError(f"more than {MOST_READINGS} combined readings. Expected fewer; check the claims in parts.")
    judged = tuple(judge(assembled(read, assume, joins, known), read, name) for name, read in readings)
    return Check(title, judged)


def readings_of(claims: Sequence[Claim]) -> Iterable[tuple[str, tuple[Claim, ...]]]:
    """Yield every combination of the claims' readings, the printed one first; one statement is read one way."""
    codes = {_statement(claim): ("", *(reading.reason_code for reading in claim.readings)) for claim in claims}
    for chosen in product(*codes.values()):
        taken = dict(zip(codes, chosen))
        name = "; ".join(f"{statement[0]}: {code}" for statement, code in taken.items() if code) or AS_PRINTED
        yield name, tuple(_read(claim, taken[_statement(claim)]) for claim in claims)


def _statement(claim: Claim) -> tuple[Any, ...]:
    """Return what makes two claims one statement: its id and its readings."""
    return claim.label, claim.readings


def _read(claim: Claim, code: str) -> Claim:
    return claim.read_as(code) if code else claim


def judge(problem: Problem, claims: Sequence[Claim], reading: str = AS_PRINTED) -> Judgement:
    """Return the verdict on one problem: at most four linear programs where no sum is involved."""
    program = problem.program
    whole = program.decide(problem.tiers(Tier.ENVELOPE)) if program.rows else Answer("feasible")
    if whole.state == "feasible":
        verdict = CONSISTENT if pushes(program, problem.groups) else NOT_CHECKABLE
        return Judgement(problem, tuple(claims), reading, verdict, whole)
    hard = problem.tiers(Tier.LIMIT)
    inner = whole if len(program.active(hard)) == len(program.rows) else program.decide(hard)
    verdict = _firm(problem, inner, whole)
    return Judgement(problem, tuple(claims), reading, verdict, whole)


def _firm(problem: Problem, inner: Answer, whole: Answer) -> str:
    """Return the verdict on a set that does not stand; what cannot be proved is undecided."""
    failing = {"infeasible", "touching"}
    if inner.state in failing:
        return CONTRADICTORY if _proof(problem, Tier.LIMIT, inner) else UNDECIDED
    if "undecided" in {inner.state, whole.state}:
        return UNDECIDED
    return TENSION if whole.state == "infeasible" or _proof(problem, Tier.ENVELOPE, whole) else UNDECIDED


def _proof(problem: Problem, tier: Tier, answer: Answer) -> Certificate | None:
    return proved(problem.program, problem.groups, problem.names, problem.tiers(tier), answer)
