"""Relations as data: an equation's text, and the linear rows it makes.

``a = b * c / d ^ 2`` is linear in logarithms, ``a = b + c`` is a sum of positive terms, ``a = b ^ n`` a power whose
exponent is itself claimed, ``a <= b`` an order. What is *plain*, such as a calendar year, adds up instead.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from ....ground.errors import ClaimError, DomainError, short
from ....presets.loader import preset
from .exact import fraction

LONGEST_EQUATION = 200
_NAME = r"[a-z_][a-z0-9_]*"
_FACTOR = re.compile(rf"\s*({_NAME}|[0-9.]+)\s*(?:\^\s*(-?[0-9.]+|{_NAME}))?\s*")

Powers = Mapping[str, Fraction]


class Equation(NamedTuple):
    """One relation in a form that rows are made from.

    ``powers`` bring everything to one side: their product times ``constant`` is one, or at most one where ``order``.
    In plain quantities they are the coefficients of a sum. ``terms`` are the two parts of a sum of positive terms, and
    ``exponent`` the name of a claimed exponent of ``base``.
    """

    text: str
    powers: Powers
    constant: Fraction = Fraction(1)
    order: bool = False
    strict: bool = False
    terms: tuple[str, ...] = ()
    base: str = ""
    exponent: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All quantities of the equation."""
        return tuple(dict.fromkeys([*self.powers, *self.terms, *filter(None, (self.base, self.exponent))]))


class Relation(NamedTuple):
    """An equation with its name, source and validity."""

    name: str
    equation: Equation
    source: str
    validity: str = ""
    vanishes: tuple[str, ...] = ()
    falls: str = ""
    rises: str = ""


def read_equation(text: str, plain: Iterable[str] = ()) -> Equation:
    """Return a text as an equation.

    >>> read_equation("a = b * c ^ 2 / d").powers
    {'a': Fraction(1, 1), 'b': Fraction(-1, 1), 'c': Fraction(-2, 1), 'd': Fraction(1, 1)}
    >>> read_equation("a = b + c").terms
    ('b', 'c')
    """
    sides = re.split(r"<=|<|=", text) if isinstance(text, str) and len(text) <= LONGEST_EQUATION else []
    if len(sides) != 2:
        raise ClaimError(f'equation = {short(text)}. Expected one "=" or "<="; write "pack_cost = unit_cost * energy".')
    if set(plain) & set(re.findall(_NAME, text)):
        return Equation(text, _added(*sides), Fraction(0), "<" in text, _strict(text))
    if "+" in sides[1]:
        return Equation(text, {sides[0].strip(): Fraction(1)}, terms=_summed(sides[0], sides[1], text))
    left, right = (_multiplied(side, text) for side in sides)
    exponents = right[2]
    if left[2] or len(exponents) > 1:
        raise ClaimError(f"equation = {short(text)}. Expected one named exponent at most, on the right.")
    powers = dict(left[0])
    for name, power in right[0].items():
        powers[name] = powers.get(name, Fraction(0)) - power
    base, exponent = exponents[0] if exponents else ("", "")
    return Equation(text, powers, left[1] / right[1], "<" in text, _strict(text), base=base, exponent=exponent)


def _strict(text: str) -> bool:
    return "<" in text and "<=" not in text


def _multiplied(side: str, text: str) -> tuple[dict[str, Fraction], Fraction, list[tuple[str, str]]]:
    """Return the powers, the constant and the powers with a named exponent of a product."""
    powers, constant, named, sign = dict[str, Fraction](), Fraction(1), list[tuple[str, str]](), 1
    for word in re.split(r"([*/])", side):
        if word in "*/":
            sign = 1 if word == "*" else -1
            continue
        found = _FACTOR.fullmatch(word)
        if not found:
            raise ClaimError(f"equation = {short(text)}: {short(word)} is no factor. Expected a name or a number.")
        name, power = found[1], found[2] or "1"
        if re.match("[a-z_]", power):
            named.append((name, power))
        elif name[0].isdigit() or name[0] == ".":
            constant *= fraction(name, "equation") ** (sign * int(power))
        else:
            powers[name] = powers.get(name, Fraction(0)) + sign * fraction(power, "equation")
    return powers, constant, named


def _summed(left: str, right: str, text: str) -> tuple[str, ...]:
    terms = tuple(part.strip() for part in right.split("+"))
    if not re.fullmatch(_NAME, left.strip()) or not all(re.fullmatch(_NAME, term) for term in terms):
        raise ClaimError(f"equation = {short(text)}. Expected a sum of names; give each product a name of its own.")
    if len(terms) != 2:
        raise ClaimError(
            f"equation = {short(text)}. Expected a sum of two names; give the sum of two a name of its own."
        )
    return terms


def _added(left: str, right: str) -> dict[str, Fraction]:
    powers = dict[str, Fraction]()
    for side, sign in ((left, 1), (right, -1)):
        for word in re.findall(rf"[+-]?\s*{_NAME}", side):
            name = word.lstrip("+- ")
            powers[name] = powers.get(name, Fraction(0)) + (-sign if word.startswith("-") else sign)
    return powers


@cache
def library() -> tuple[Relation, ...]:
    """Return the relations between the quantities of one subject.

    >>> library()[1].equation.text
    'usable_energy = driving_range * battery_consumption'
    """
    from ..vocabulary import quantity

    return tuple(relation(row, lambda name: quantity(name).plain) for row in preset("claim_relations.toml")["relation"])


def relation(row: Mapping[str, Any], is_plain: Any) -> Relation:
    """Return one row of data as a relation."""
    text = row["equation"]
    plain = [name for name in re.findall(_NAME, text) if is_plain(name)]
    found = read_equation(text, plain)
    if plain and set(plain) != set(found.names):
        raise DomainError(f"equation = {short(text)} mixes what adds up with what multiplies. Write two equations.")
    vanishes = tuple(row.get("vanishes", ()))
    name, source, validity = row.get("name", text), row.get("source", "definition"), row.get("validity", "")
    return Relation(name, found, source, validity, vanishes, row.get("falls", ""), row.get("rises", ""))
