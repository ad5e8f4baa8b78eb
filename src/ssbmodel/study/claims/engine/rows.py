"""The linear rows of a claim set: every row belongs to a group with a name, a tier and a source."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from .equations import Relation
from .exact import Bounds


class Tier(IntEnum):
    """How hard a group of rows is; a verdict says which tiers it needs."""

    DEFINITION = 0
    CLAIM = 1
    LIMIT = 2
    JOIN = 3
    ASSUMPTION = 4
    ENVELOPE = 5


Naming = Callable[[str], str]
HARD = (Tier.DEFINITION, Tier.CLAIM, Tier.LIMIT)


class Group(NamedTuple):
    """What stands or falls together: both bounds of a claim, a join, an envelope."""

    id: str
    tier: Tier
    text: str
    variable: str = ""
    source: str = ""
    as_of: str = ""


class Row(NamedTuple):
    """``sum(coefficient * x) <= ln(bound)`` in logarithms, ``<= bound`` where plain; equal where ``same``."""

    group: int
    terms: tuple[tuple[int, Fraction], ...]
    bound: Fraction
    open: bool = False
    plain: bool = False
    same: bool = False


class Sum(NamedTuple):
    """``whole = first + second`` of positive quantities; the ones in ``vanishing`` may be zero."""

    group: int
    whole: int
    first: int
    second: int
    vanishing: tuple[int, ...]


class Rows:
    """Rows under construction: variables by name, groups, rows and sums."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.plain: set[int] = set()
        self.groups: list[Group] = []
        self.rows: list[Row] = []
        self.sums: list[Sum] = []
        self._powers: list[tuple[int, str, Relation, Naming]] = []

    def variable(self, name: str, plain: bool = False) -> int:
        """Return the column of a variable, adding it where it is new."""
        column = self.index.setdefault(name, len(self.index))
        if plain:
            self.plain.add(column)
        return column

    def group(self, group: Group) -> int:
        """Add a group and return its number."""
        self.groups.append(group)
        return len(self.groups) - 1

    def repeated(self, template: "Rows", named: Naming) -> None:
        """Add all of another's variables, groups, rows and sums under other names."""
        offset, groups = len(self.index), len(self.groups)
        for name, column in template.index.items():
            self.index[named(name)] = column + offset
        self.plain |= {column + offset for column in template.plain}
        self.groups += template.groups
        self.rows += [
            row._replace(group=row.group + groups, terms=tuple((c + offset, p) for c, p in row.terms))
            if offset
            else row
            for row in template.rows
        ]
        self.sums += [
            s._replace(group=s.group + groups, whole=s.whole + offset, first=s.first + offset, second=s.second + offset,
                       vanishing=tuple(c + offset for c in s.vanishing))
            for s in template.sums
        ]  # fmt: skip
        self._powers += [(g + groups, named(name), relation, named) for g, name, relation, _ in template._powers]

    def bound(self, group: int, name: str, bounds: Bounds) -> None:
        """Add the two ends of a bound on one variable."""
        column, one = self.index[name], Fraction(1)
        plain = column in self.plain
        if bounds.high is not None:
            self.rows.append(Row(group, ((column, one),), bounds.high, bounds.high_open, plain))
        if bounds.low is not None:
            end = -bounds.low if plain else 1 / bounds.low
            self.rows.append(Row(group, ((column, -one),), end, bounds.low_open, plain))

    def relate(self, group: int, relation: Relation, named: Naming = str) -> None:
        """Add an equation; ``named`` makes a variable's name from a quantity's."""
        equation = relation.equation
        if equation.terms:
            whole, first, second = (self.index[named(name)] for name in (*equation.powers, *equation.terms))
            gone = tuple(self.index[named(name)] for name in relation.vanishes)
            self.sums.append(Sum(group, whole, first, second, gone))
            one = Fraction(1)
            self.rows += [Row(group, ((part, one), (whole, -one)), one) for part in (first, second)]
        elif equation.exponent:
            self._powers.append((group, named(equation.exponent), relation, named))
        else:
            terms = tuple((self.index[named(n)], power) for n, power in equation.powers.items() if power)
            plain = any(column in self.plain for column, _ in terms)
            bound = equation.constant if plain else 1 / equation.constant
            self.rows.append(Row(group, terms, bound, equation.strict, plain, same=not equation.order))

    def powers(self, exponents: Iterable[tuple[int, str, Bounds]], assume: int) -> None:
        """Add the rows of powers: each claim about the exponent bounds the power by two rows of its own group.

        The base moves in one direction by the relation's validity, so that both rows are linear; that direction is
        the assumption ``assume``.
        """
        known = list(exponents)
        for _, exponent, relation, named in self._powers:
            base = self.index[named(relation.equation.base)]
            bounding = [(group, bounds) for group, name, bounds in known if name == exponent]
            if bounding:
                direction = Fraction(-1) if relation.rises else Fraction(1)
                self.rows.append(Row(assume, ((base, direction),), Fraction(1)))
            for group, bounds in bounding:
                self._power(group, relation, named, base, bounds)

    def _power(self, group: int, relation: Relation, named: Naming, base: int, bounds: Bounds) -> None:
        """Add ``rest = base ^ n`` for n within bounds; with a rising base, the power lies between those of the ends."""
        equation, one = relation.equation, Fraction(1)
        rest = tuple((self.index[named(name)], power) for name, power in equation.powers.items())
        low, high = (bounds.low, bounds.high) if relation.rises else (bounds.high, bounds.low)
        if high is not None:  # z <= f ^ high
            self.rows.append(Row(group, (*rest, (base, -high)), one))
        if low is not None:  # z >= f ^ low
            self.rows.append(Row(group, (*((c, -p) for c, p in rest), (base, low)), one))

    def pruned(self) -> tuple[list[Row], list[Sum]]:
        """Return the rows and sums that can bind.

        An equation with a variable that is in no other row is met by choosing that variable; leaving it out changes no
        verdict. A sum with such a part only says that the other part is the smaller one.
        """
        rows, sums = list(self.rows), list(self.sums)
        while True:
            counts = [0] * len(self.index)
            for row in rows:
                for column, _ in row.terms:
                    counts[column] += 1
            fixed = {column for s in sums for column in s[1:4]}
            kept = [row for row in rows if len(row.terms) == 1 or not _free(row, counts, fixed)]
            bare = next((s for s in sums if _bare(s, counts)), None)
            if len(kept) == len(rows) and bare is None:
                return _tied(rows, self.groups), sums
            rows = kept
            if bare is not None:
                sums.remove(bare)
                rows = [row for made in rows for row in _ordered(made, bare, counts)]


def _tied(rows: list[Row], groups: list[Group]) -> list[Row]:
    """Return rows without the limits and envelopes of variables that nothing else speaks about."""
    tied = {c for row in rows for c, _ in row.terms if len(row.terms) > 1 or groups[row.group].tier == Tier.CLAIM}
    return [row for row in rows if row.terms[0][0] in tied]


def _free(row: Row, counts: list[int], fixed: set[int]) -> bool:
    return any(counts[column] == 1 and column not in fixed for column, _ in row.terms)


def _bare(s: Sum, counts: list[int]) -> bool:
    """Return whether a sum's whole, or one of its terms, is in no row but the sum's own."""
    return counts[s.whole] == 2 or counts[s.first] == 1 or counts[s.second] == 1


def _ordered(row: Row, s: Sum, counts: list[int]) -> list[Row]:
    """Return what stays of a row once a sum with a free part is left out: the other term is below the whole."""
    if row.group != s.group or len(row.terms) != 2 or row.terms[1][0] != s.whole:
        return [row]
    term, other = row.terms[0][0], s.second if row.terms[0][0] == s.first else s.first
    if counts[s.whole] == 2 or counts[term] == 1:
        return []
    return [row._replace(open=other not in s.vanishing)]
