"""Certificates: a contradiction as a product of printed bounds that must be at least one and is less.

The multipliers are found by a linear program and then computed again, exactly. :meth:`Certificate.verify` uses nothing
but fractions, so that nobody has to trust the solver.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction
from math import exp, gcd, lcm, log

import numpy as np

from .exact import DIGITS, log_bounds
from .program import Box, logarithm, matrix, solved
from .rows import Group, Row

_SMALL = 1e-9
_TOUCHING = 1e-11
_PLAIN_POWER = 100  # denominators up to here are written out
_LARGEST_EXPONENT = 600  # beyond it the exact product has too many digits; decimals rounded outward prove it instead


@dataclass(frozen=True)
class Line:
    """One bound of a certificate: ``product(name ^ power) <= bound``, raised to ``times``; a sum where plain."""

    group: Group
    powers: Mapping[str, Fraction]
    bound: Fraction
    times: Fraction
    open: bool = False
    plain: bool = False
    same: bool = False

    @property
    def defines(self) -> bool:
        """Whether the line is an equation, which holds by definition and bounds nothing."""
        return len(self.powers) > 1 and self.bound == (0 if self.plain else 1)


@dataclass(frozen=True)
class Product:
    """Lines that cannot all hold, over one box of shares where sums are involved."""

    lines: tuple[Line, ...]
    box: Box = ()

    @property
    def value(self) -> Fraction | None:
        """The product of the bounds (their sum where plain), or None where it is irrational or too long to write."""
        if any(line.plain for line in self.lines):
            return sum((line.times * line.bound for line in self.lines), Fraction(0))
        whole = self._whole()
        if whole is None:
            return None
        product = Fraction(1)
        for line, power in zip(self.lines, whole):
            product *= line.bound**power
        return product

    def _whole(self) -> list[int] | None:
        """Return the exponents as whole numbers, or None where they are too large."""
        common = lcm(*(line.times.denominator for line in self.lines))
        whole = [int(line.times * common) for line in self.lines]
        size = sum(
            abs(power) * (line.bound.numerator.bit_length() + line.bound.denominator.bit_length())
            for line, power in zip(self.lines, whole)
        )
        return whole if size <= _LARGEST_EXPONENT * 64 else None

    def holds(self) -> bool:
        """Return whether the lines contradict one another: everything cancels, and the product is too small."""
        left: dict[str, Fraction] = {}
        for line in self.lines:
            if line.times < 0 and not line.same:
                return False
            for name, power in line.powers.items():
                left[name] = left.get(name, Fraction(0)) + power * line.times
        if any(left.values()) or not any(line.times for line in self.lines):
            return False
        strict = any(line.open and line.times > 0 for line in self.lines)
        value, least = self.value, Fraction(0 if any(line.plain for line in self.lines) else 1)
        if value is None:
            return self._above() < 0
        return value < least or (value == least and strict)

    def _above(self) -> Decimal:
        """Return a decimal above the logarithm of the product, at fifty digits, rounded outward."""
        up, total = Context(prec=DIGITS, rounding=ROUND_CEILING), Decimal(0)
        for line in self.lines:
            low, high = log_bounds(line.bound)
            end = high if line.times > 0 else low
            top = up.multiply(end, Decimal(line.times.numerator))
            total = up.add(total, up.divide(top, Decimal(line.times.denominator)))
        return total

    @property
    def unit(self) -> Fraction:
        """The smallest multiplier of a bound; the product is told as if it were one."""
        single = [abs(line.times) for line in self.lines if not line.defines]
        return min(single or [Fraction(1)])

    @property
    def ratio(self) -> float:
        """The product as a number below one: how far the bounds miss each other (plain: by how many units)."""
        if any(line.plain for line in self.lines):
            return float(self.value or 0) / float(self.unit)
        logs = (float(line.times / self.unit) * _log(line.bound) for line in self.lines)
        return 1.0 if self.value == 1 else exp(sum(logs))


def _log(bound: Fraction) -> float:
    return log(bound.numerator) - log(bound.denominator)


@dataclass(frozen=True)
class Certificate:
    """A proof that a set of bounds cannot hold together: one product, or one for each box of shares."""

    products: tuple[Product, ...]

    def verify(self) -> bool:
        """Return whether the certificate proves its contradiction, by fractions alone."""
        return bool(self.products) and all(product.holds() for product in self.products) and self._covers()

    def _covers(self) -> bool:
        """Return whether the boxes leave no share out: they do not overlap, and their sizes add up to the whole."""
        boxes = [product.box for product in self.products]
        if not boxes[0]:
            return len(boxes) == 1
        return sum(map(_size, boxes)) == 1 and not any(
            _overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]
        )

    @property
    def groups(self) -> tuple[Group, ...]:
        """The claims, limits, joins, assumptions and envelopes that the proof uses."""
        found = {line.group: None for product in self.products for line in product.lines}
        return tuple(found)

    @property
    def miss(self) -> float:
        """By which factor the bounds miss each other at least, taken over all boxes (plain: by how many units)."""
        if any(line.plain for product in self.products for line in product.lines):
            return -max(product.ratio for product in self.products)
        return 1 / max(product.ratio for product in self.products)

    def text(self) -> str:
        """Return the arithmetic in one line for each product."""
        return "\n".join(_arithmetic(product) for product in self.products)


def _size(box: Box) -> Fraction:
    size = Fraction(1)
    for low, high in box:
        size *= high - low
    return size


def _overlap(one: Box, other: Box) -> bool:
    return all(max(a, c) < min(b, d) for (a, b), (c, d) in zip(one, other))


def _arithmetic(product: Product) -> str:
    """Return upper bounds over lower bounds, as they multiply (or add), and what comes out."""
    used = [line for line in product.lines if not line.defines]
    where = "".join(f" (share of the first term {_short(a)} to {_short(b)})" for a, b in product.box)
    if any(line.plain for line in product.lines):
        # what adds up are calendar years, which nobody writes with a thousands separator
        parts = " + ".join(_short(line.times * line.bound).replace(",", "") for line in used)
        total = product.value or Fraction(0)
        end = f"= {_short(total)} < 0" if total else "= 0, which an open bound excludes"
        return f"{parts} {end}{where}".replace("+ -", "- ")
    upper = [_powered(line.bound, line.times / product.unit) for line in used if _above(line)]
    lower = [_powered(1 / line.bound, line.times / product.unit) for line in used if not _above(line)]
    value = product.value
    exact = f" = {value}" if value is not None and product.unit == 1 and len(str(value)) <= 24 else ""
    if value == 1:
        return f"{' × '.join(upper) or '1'}{_under(lower)} = 1, which an open bound excludes{where}"
    return f"{' × '.join(upper) or '1'}{_under(lower)}{exact} = {product.ratio:.4g} < 1{where}"


def _under(lower: list[str]) -> str:
    """Return what an upper product is divided by."""
    product = " × ".join(lower)
    return f" / ({product})" if len(lower) > 1 else f" / {product}" if lower else ""


def _above(line: Line) -> bool:
    """Return whether a line bounds something from above."""
    return len(line.powers) > 1 or next(iter(line.powers.values())) > 0


def _powered(value: Fraction, power: Fraction) -> str:
    shown = str(power) if power.denominator <= _PLAIN_POWER else f"{float(power):.4g}"
    return _short(value) if power == 1 else f"{_short(value)}^{shown}"


def _short(value: Fraction) -> str:
    """Return a fraction as a reader writes it: 1,200 or 0.9 or 1/6."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    text = f"{float(value):.10g}"
    return (
        text
        if Fraction(text) == value
        else f"{value.numerator}/{value.denominator}"
        if value.denominator < 10**6
        else f"{float(value):.6g}"
    )


def certified(rows: Sequence[Row], names: Sequence[str], groups: Sequence[Group], box: Box = ()) -> Product | None:
    """Return the product that proves that rows cannot hold together, or None where none is found."""
    times = _multipliers(rows, len(names))
    if times is None:
        return None
    lines = tuple(
        Line(
            groups[row.group], {names[c]: p for c, p in row.terms}, row.bound, factor,
            row.open, row.plain, row.same,
        )
        for row, factor in zip(rows, times)
        if factor
    )  # fmt: skip
    product = Product(lines, box)
    return product if product.holds() else None


def _multipliers(rows: Sequence[Row], size: int) -> list[Fraction] | None:
    """Return exact multipliers, not negative for inequalities, with which the rows add up to a contradiction."""
    found = _found(rows, size)
    if found is None:
        return None
    support = [i for i, value in enumerate(found) if abs(value) > _SMALL]
    exact = null_vector([dict(rows[i].terms) for i in support])
    if exact is None:
        return None
    signs = [factor for factor, i in zip(exact, support) if not rows[i].same]
    if all(factor <= 0 for factor in signs):
        exact = [-factor for factor in exact]
    times = [Fraction(0)] * len(rows)
    for factor, i in zip(exact, support):
        times[i] = factor
    return times


def _found(rows: Sequence[Row], size: int) -> "list[float] | None":
    """Return the solver's multipliers: of the smallest product, else of one with an open bound in it."""
    A, b = matrix(rows, size), np.array([logarithm(row) for row in rows])
    same = np.array([row.same for row in rows])
    bounds = [(None, None) if equal else (0.0, None) for equal in same]
    ones = np.where(same, 0.0, 1.0)[None, :]
    cancelling = np.vstack([A.T, ones]), np.append(np.zeros(size), 1.0)
    answer = solved(b, (A[:0], b[:0]), cancelling, bounds)
    if answer.status == 0 and answer.fun > -_TOUCHING:  # the bounds touch: one of them must be open
        opened = np.array([-1.0 if row.open else 0.0 for row in rows])
        answer = solved(opened, (b[None, :], np.array([_TOUCHING])), cancelling, bounds)
    return list(map(float, answer.x)) if answer.status == 0 else None


def null_vector(rows: Sequence[Mapping[int, Fraction]]) -> list[Fraction] | None:
    """Return the one combination of rows that cancels everything, smallest whole numbers, or None where not one.

    >>> null_vector([{0: Fraction(1)}, {0: Fraction(-2)}])
    [Fraction(2, 1), Fraction(1, 1)]
    """
    left = [(dict(row), {i: Fraction(1)}) for i, row in enumerate(rows)]
    pivots: list[tuple[int, dict[int, Fraction], dict[int, Fraction]]] = []
    zeros: list[dict[int, Fraction]] = []
    for row, made in left:
        for column, pivot, recipe in pivots:
            factor = row.get(column, Fraction(0))
            if factor:
                _subtract(row, pivot, factor)
                _subtract(made, recipe, factor)
        first = next((c for c, power in row.items() if power), None)
        if first is None:
            zeros.append(made)
            continue
        factor = row[first]
        pivots.append((first, {c: p / factor for c, p in row.items()}, {i: p / factor for i, p in made.items()}))
    if len(zeros) != 1:
        return None
    found = [zeros[0].get(i, Fraction(0)) for i in range(len(rows))]
    scale = Fraction(lcm(*(f.denominator for f in found)))
    whole = [f * scale for f in found]
    divisor = _gcd(abs(int(f)) for f in whole)
    return [f / divisor for f in whole]


def _gcd(values: Iterable[int]) -> int:
    return gcd(*values) or 1


def _subtract(row: dict[int, Fraction], other: Mapping[int, Fraction], factor: Fraction) -> None:
    for column, power in other.items():
        row[column] = row.get(column, Fraction(0)) - factor * power
