"""Smallest contradicting subsets: which claims, joins, assumptions and envelopes cannot stand together."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from .program import Answer, Program, shares
from .proof import Certificate, Product, certified
from .rows import Group, Tier

MOST_ROUNDS = 40
MOST_GROUPS = 60  # beyond it the irreducible subset is given, which need not be the smallest

Fails = Callable[[frozenset[int]], bool]


def irreducible(groups: Iterable[int], fails: Fails) -> frozenset[int]:
    """Return a subset that fails while no smaller part of it does: the deletion filter, first given first out."""
    kept = list(groups)
    for group in list(kept):
        fewer = [other for other in kept if other != group]
        if fails(frozenset(fewer)):
            kept = fewer
    return frozenset(kept)


def smallest(groups: Sequence[int], fails: Fails, start: frozenset[int]) -> frozenset[int]:
    """Return a failing subset with the fewest members, or ``start`` where it would take too long.

    Every subset that fails must hit the rest of every subset that does not. The smallest set that hits all rests known
    so far is tried; where it does not fail, it is grown as far as it goes and gives another rest.
    """
    if len(start) <= 2 or len(groups) > MOST_GROUPS:
        return start
    rests: list[frozenset[int]] = []
    for _ in range(MOST_ROUNDS):
        hit = _hitting(groups, rests)
        if len(hit) >= len(start):
            return start
        if fails(hit):
            return hit
        grown = set(hit)
        for group in groups:
            if group not in grown and not fails(frozenset(grown | {group})):
                grown.add(group)
        rests.append(frozenset(groups) - grown)
    return start


def _hitting(groups: Sequence[int], rests: Sequence[frozenset[int]]) -> frozenset[int]:
    """Return a smallest set that has a member in every rest."""
    if not rests:
        return frozenset()
    from scipy.optimize import Bounds, LinearConstraint, milp

    hits = np.array([[group in rest for group in groups] for rest in rests], dtype=float)
    constraint = LinearConstraint(hits, 1.0, np.inf)
    answer = milp(np.ones(len(groups)), integrality=np.ones(len(groups)), bounds=Bounds(0, 1), constraints=constraint)
    return frozenset(group for group, taken in zip(groups, answer.x) if taken > 0.5)


def by_tier(groups: Sequence[Group], chosen: Iterable[int]) -> list[int]:
    """Return groups in the order in which they are given up: envelopes first, claims last, definitions never."""
    return sorted((g for g in chosen if groups[g].tier != Tier.DEFINITION), key=lambda g: (-groups[g].tier, g))


def proved(
    program: Program, groups: Sequence[Group], names: Sequence[str], chosen: Iterable[int], known: Answer | None = None
) -> Certificate | None:
    """Return the certificate that some groups cannot hold together, or None where it cannot be found."""
    kept = set(chosen)
    rows = program.active(kept)
    answer = known or program.decide(kept)
    if answer.state not in {"infeasible", "touching"}:
        return None
    sums = [s for s in program.sums if s.group in kept]
    plainly = certified([program.rows[i] for i in rows], names, groups) if not sums or len(answer.boxes) == 1 else None
    if plainly:
        return Certificate((plainly,))
    products: list[Product] = []
    for box in answer.boxes:
        product = certified([program.rows[i] for i in rows] + shares(sums, box), names, groups, box)
        if product is None:
            return None
        products.append(product)
    certificate = Certificate(tuple(products))
    return certificate if certificate.verify() else None
