"""Whether anything can push against a claim at all: a question of structure, not of numbers."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from .program import Array, Program, matrix, solved
from .rows import Group, Row, Tier

_NOTICED = 1e-7


def pushes(program: Program, groups: Sequence[Group]) -> bool:
    """Return whether some claim's bound can be met by a bound from other rows.

    Multipliers that cancel all variables and use a claim, other than its own two ends against each other, exist exactly
    where another row could push against it. Claims get weights without a pattern, so that two programs find one.
    """
    claimed = np.array([groups[row.group].tier == Tier.CLAIM for row in program.rows])
    if not claimed.any() or not any(len(row.terms) > 1 for row in program.rows):
        return _shared(program, groups)
    rows = program.rows + _summed(program)
    A = matrix(rows, program.size)
    aims = _aims(program, groups, len(rows))
    bounds = [(-1.0, 1.0) if row.same else (0.0, 1.0) for row in rows]
    nothing = np.zeros(program.size)
    return any(-float(solved(-aim, (A[:0], nothing[:0]), (A.T, nothing), bounds).fun) > _NOTICED for aim in aims)


def _shared(program: Program, groups: Sequence[Group]) -> bool:
    """Return whether a claimed variable has bounds of two groups, where no row joins variables."""
    owners: dict[int, set[int]] = {}
    for row in program.rows:
        owners.setdefault(row.terms[0][0], set()).add(row.group)
    return any(len(own) > 1 and any(groups[g].tier == Tier.CLAIM for g in own) for own in owners.values())


def _aims(program: Program, groups: Sequence[Group], size: int) -> list[Array]:
    """Return the two objectives: each claim's ends weighed against each other, once in either direction."""
    weights = np.zeros(size)
    # Weights in a pattern, such as multiples of one number, cancel where claims stand in the right places.
    random = 0.5 + np.random.default_rng(0).random(len(groups))
    two_sided = np.zeros(size, dtype=bool)
    ends: dict[tuple[int, int], int] = {}
    for i, row in enumerate(program.rows):
        if groups[row.group].tier == Tier.CLAIM and len(row.terms) == 1:
            column = row.terms[0][0]
            weights[i] = random[row.group]
            other = ends.setdefault((row.group, column), i)
            if other != i:
                two_sided[[i, other]] = True
                weights[i] = -weights[other]
    flipped = np.where(two_sided, -weights, weights)
    return [weights, flipped] if two_sided.any() else [weights]


def _summed(program: Program) -> list[Row]:
    """Return, for each sum, that its whole is bounded where both of its terms are."""
    one = Fraction(1)
    return [Row(s.group, ((s.whole, one), (s.first, -one), (s.second, -one)), one) for s in program.sums]
