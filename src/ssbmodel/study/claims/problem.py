"""From claims to rows: contexts, definitions, limits, joins, assumptions and reference envelopes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, NamedTuple

from ...ground.errors import ClaimError, MoneyError
from ...presets.loader import preset
from .claim import Claim
from .engine.equations import library
from .engine.exact import Bounds
from .engine.program import Program
from .engine.rows import Group, Row, Rows, Sum, Tier
from .vocabulary import quantity

MOST_CLAIMS = 200
_APART = " | "  # between a context and a quantity in a variable's name


class Join(NamedTuple):
    """Two quantities taken as one, by name; a context other than the first stands before the name and `` | ``."""

    left: str
    right: str
    reason: str


@dataclass(frozen=True)
class Envelope:
    """What has been seen, up to a date: a reference range of one quantity, or a floor of cost."""

    id: str
    claim: Claim
    when: Mapping[str, str] = field(default_factory=dict)
    tier: Tier = Tier.ENVELOPE

    def applies(self, conditions: Mapping[str, Any]) -> bool:
        """Return whether the envelope speaks about things of these conditions."""
        return all(conditions.get(key) == value for key, value in self.when.items())


_TIERS = {"envelope": Tier.ENVELOPE, "assumption": Tier.ASSUMPTION, "limit": Tier.LIMIT}


@cache
def envelopes() -> tuple[Envelope, ...]:
    """Return the reference envelopes that ship, each with its source and date."""
    return tuple(
        Envelope(
            row["id"],
            Claim(row["quantity"], row["says"], id=row["id"], source=row["source"], as_of=row["as_of"],
                  reason=row.get("note", ""), **row.get("as", {})),
            row.get("when", {}),
            _TIERS[row.get("tier", "envelope")],
        )
        for row in preset("envelopes.toml")["envelope"]
    )  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Claims as rows, ready for the linear programs."""

    program: Program
    names: tuple[str, ...]
    groups: tuple[Group, ...]
    plain: frozenset[int]
    left_out: tuple[Claim, ...]
    rows: Rows

    @cached_property
    def wide(self) -> "Problem":
        """The same problem with every definition, also those that decide nothing but imply something.

        A sum is kept where two of its parts, the whole among them, take part in the verdict: room for heating follows
        from it even where no heater is named.
        """
        known, names = set(self.names), list(self.rows.index)
        near = [s for s in self.rows.sums if names[s.whole] in known and sum(names[c] in known for c in s[1:4]) >= 2]
        return _as_problem(self.rows, self.rows.rows, near, self.left_out)

    def tiers(self, highest: Tier) -> frozenset[int]:
        """Return the groups up to a tier."""
        return frozenset(i for i, group in enumerate(self.groups) if group.tier <= highest)


def refused(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims as a tuple, each once, or raise where there are none or too many.

    Raises
    ------
    ClaimError
        If the set is empty, too large, or holds something else.
    """
    given = tuple(claims)
    if not given:
        raise ClaimError('no claims to check. Write at least one, such as Claim("driving_range", "1000 km").')
    if len(given) > MOST_CLAIMS:
        raise ClaimError(f"{len(given):,} claims. Expected at most {MOST_CLAIMS}; check each subject on its own.")
    if wrong := [claim for claim in given if not isinstance(claim, Claim)]:
        raise ClaimError(f'{wrong[0]!r:.40} is no claim. Write Claim("driving_range", "1000 km").')
    return tuple({_identity(claim): claim for claim in reversed(given)}.values())[::-1]


def _identity(claim: Claim) -> tuple[Any, ...]:
    """Return what makes two claims the same one: the same bounds on the same quantity of the same thing."""
    return claim.context, claim.variable, claim.bounds, claim.open_name, claim.readings


def assembled(
    claims: Sequence[Claim], assume: Sequence[Claim], joins: Sequence[Join], reference: Sequence[Envelope]
) -> Problem:
    """Return the rows of claims with everything that bears on them."""
    rows = Rows()
    joined = {side.rpartition(_APART)[2] for join in joins for side in join[:2]}
    usable = [claim for claim in claims if claim.loggable and _takes_part(claim, joined)]
    contexts = list(dict.fromkeys(claim.context for claim in usable))
    _refuse_two_moneys(usable)
    _relate(rows, contexts)
    exponents = [_bound(rows, claim, claim.context, Tier.CLAIM) for claim in usable]
    exponents += [_bound(rows, claim, context, Tier.ASSUMPTION) for claim in assume for context in contexts]
    for join in joins:
        _join(rows, join, contexts)
    exponents += _reference(rows, usable, contexts, reference)
    direction = rows.group(Group("steady direction", Tier.ASSUMPTION, "cost does not rise, output does not fall"))
    rows.powers(exponents, direction)
    return finished(rows, tuple(claim for claim in claims if claim not in usable))


def _takes_part(claim: Claim, joined: set[str]) -> bool:
    """Return whether a claim's quantity hangs together with others: by a relation, or by a join that names it."""
    if claim.open_name is not None:
        return claim.open_name in joined
    return claim.variable in _template().index or claim.variable in joined


def finished(rows: Rows, left_out: tuple[Claim, ...] = ()) -> Problem:
    """Return rows as a problem, without what cannot bind."""
    return _as_problem(rows, *rows.pruned(), left_out)


def _as_problem(rows: Rows, kept: Sequence[Row], summed: Sequence[Sum], left_out: tuple[Claim, ...]) -> Problem:
    """Return some rows and sums as a problem of the variables in them."""
    used = sorted({c for row in kept for c, _ in row.terms} | {c for s in summed for c in s[1:4]})
    place = {column: i for i, column in enumerate(used)}
    moved = [row._replace(terms=tuple((place[c], p) for c, p in row.terms)) for row in kept]
    sums = [s._replace(whole=place[s.whole], first=place[s.first], second=place[s.second],
                       vanishing=tuple(place[c] for c in s.vanishing)) for s in summed]  # fmt: skip
    names = list(rows.index)
    plain = frozenset(place[c] for c in rows.plain if c in place)
    program = Program(moved, sums, len(used))
    return Problem(program, tuple(names[c] for c in used), tuple(rows.groups), plain, left_out, rows)


def _refuse_two_moneys(claims: Iterable[Claim]) -> None:
    first: dict[str, tuple[str, Claim]] = {}
    for claim in claims:
        for money in claim.money:
            known, other = first.setdefault(claim.context, (money, claim))
            if known != money:
                raise MoneyError(
                    f"claim {claim.label!r} is in {money} but {other.label!r} is in {known}. "
                    "Convert one of them first: exchange(..., rates=...)."
                )


@cache
def _template() -> Rows:
    """Return the definitions and limits of one subject."""
    rows = Rows()
    for relation in library():
        for name in relation.equation.names:
            rows.variable(name, quantity(name).plain)
        text = relation.equation.text
        rows.relate(rows.group(Group(relation.name, Tier.DEFINITION, text, source=relation.source)), relation)
    for row in preset("claim_relations.toml")["limit"]:
        group = rows.group(Group(f"{row['quantity']} limit", Tier.LIMIT, "at most 1", row["quantity"], row["source"]))
        rows.bound(group, row["quantity"], Bounds(None, Fraction(1)))
    return rows


def _relate(rows: Rows, contexts: Iterable[str]) -> None:
    """Add the definitions and limits of every context."""
    for context in contexts:
        rows.repeated(_template(), lambda name, context=context: _named(context, name))  # type: ignore[misc]


def _named(context: str, name: str) -> str:
    return f"{context}{_APART}{name}"


def _bound(rows: Rows, claim: Claim, context: str, tier: Tier) -> tuple[int, str, Bounds]:
    """Add a claim's bounds to a quantity of a context."""
    name = _named(context, claim.variable)
    source = claim.source or claim.reason
    as_of = "" if claim.as_of is None else str(claim.as_of)
    group = rows.group(Group(claim.label, tier, claim.printed, name, source, as_of))
    rows.variable(name, quantity(claim.variable).plain)
    rows.bound(group, name, claim.bounds)
    return group, name, claim.bounds


def _join(rows: Rows, join: Join, contexts: Sequence[str]) -> None:
    """Add the equality of two quantities that a user takes as one."""
    if len(contexts) > 1 and not all(_APART in side for side in join[:2]):
        wanted = f"{contexts[0]}{_APART}{join.left.rpartition(_APART)[2]}"
        raise ClaimError(f"join {join.left!r} = {join.right!r}: whose? The claims speak of several; write {wanted!r}.")
    sides = [side if _APART in side else _named(contexts[0] if contexts else "", side) for side in join[:2]]
    columns = [rows.variable(side, quantity(side.rpartition(_APART)[2]).plain) for side in sides]
    group = rows.group(Group(f"{join.left} = {join.right}", Tier.JOIN, "taken as one", sides[0], join.reason))
    (row,) = _equal(group, columns, columns[0] in rows.plain)
    rows.rows.append(row)


def _equal(group: int, columns: Sequence[int], plain: bool) -> list[Row]:
    one = Fraction(1)
    return [Row(group, ((columns[0], one), (columns[1], -one)), Fraction(0) if plain else one, plain=plain, same=True)]


def _reference(
    rows: Rows, claims: Sequence[Claim], contexts: Sequence[str], reference: Sequence[Envelope]
) -> list[tuple[int, str, Bounds]]:
    """Add the envelopes that speak about each context; those in money only where the money is the same."""
    added: list[tuple[int, str, Bounds]] = []
    for context in contexts:
        inside = [claim for claim in claims if claim.context == context]
        conditions = {key: value for claim in inside for key, value in claim.conditions.items()}
        conditions["solid_class"] = inside[0].solid_class
        money = {name for claim in inside for name in claim.money}
        for envelope in reference:
            known = _named(context, envelope.claim.variable) in rows.index
            if known and envelope.applies(conditions) and envelope.claim.money <= money:
                added.append(_bound(rows, envelope.claim, context, envelope.tier))
    return added
