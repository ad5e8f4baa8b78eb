"""Numbers and units in exact fractions, so that a verdict can be proved and not only computed.

Floating point enters the linear programs alone. What was printed stays a fraction, from the text to the proof.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ....ground.errors import DomainError, UnitError, short
from ....ground.spelling import Units, is_money, read_unit
from ....ground.units import DEFINITIONS

LONGEST_NUMBER = 40
LARGEST_POWER = 30  # decimal exponents; nothing of a car or a battery is larger, and exact powers stay small
DIGITS = 50
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_OFFSETS = {"degree_Celsius": Fraction("273.15"), "degree_Fahrenheit": Fraction("459.67")}


class Measure(NamedTuple):
    """A unit in exact terms: how many base units it holds, and of which dimensions."""

    scale: Fraction
    dimensions: tuple[tuple[str, int], ...]


def fraction(value: object, name: str = "value") -> Fraction:
    """Return a number as printed: ``0.4`` is two fifths, not the nearest binary fraction.

    >>> fraction("0.4"), fraction(0.4)
    (Fraction(2, 5), Fraction(2, 5))
    """
    if isinstance(value, Fraction):
        return value
    text = repr(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    text = text.strip().replace("−", "-") if isinstance(text, str) else ""
    if _THOUSANDS.fullmatch(text):  # "1,200" is a thousand and more; "1,5" is refused, for it reads as 15 or as 1.5
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text) or len(text) > LONGEST_NUMBER:
        raise DomainError(f'{name} = {short(value)}. Expected a finite number; write 0.4, or "0.40" to keep a zero.')
    if Decimal(text) and abs(Decimal(text).adjusted()) > LARGEST_POWER:
        raise DomainError(f"{name} = {short(value)}. Expected a size between 1e-{LARGEST_POWER} and 1e{LARGEST_POWER}.")
    return Fraction(text)


@cache
def _defined() -> dict[str, Measure]:
    """Return every unit of the registry's definitions in base units, exactly."""
    known: dict[str, Measure] = {}
    for line in DEFINITIONS:
        name, _, rest = line.partition(" = ")
        rest = rest.partition(";")[0].partition(" = ")[0]
        known[name] = Measure(Fraction(1), ((name, 1),)) if rest.startswith("[") else _evaluated(rest, known)
    known["degree_Fahrenheit"] = Measure(Fraction(5, 9), known["kelvin"].dimensions)
    for name in _OFFSETS:
        known[f"delta_{name}"] = known[name]
    return known


def _evaluated(text: str, known: dict[str, Measure]) -> Measure:
    """Return a product of numbers and known units such as ``0.001 * meter ** 3``."""
    scale, powers, sign = Fraction(1), dict[str, int](), 1
    for word in re.findall(r"\*\*\s*\d+|[*/]|[\w.+-]+(?:\s\*\*\s\d+)?", text):
        if word in "*/":
            sign = 1 if word == "*" else -1
            continue
        name, _, power = word.partition(" ** ")
        unit = known.get(name) or Measure(Fraction(name), ())
        exponent = sign * int(power or 1)
        scale *= unit.scale**exponent
        _add(powers, unit.dimensions, exponent)
    return Measure(scale, _sorted(powers))


def _add(powers: dict[str, int], dimensions: tuple[tuple[str, int], ...], exponent: int) -> None:
    for name, power in dimensions:
        powers[name] = powers.get(name, 0) + power * exponent


def _sorted(powers: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


@cache
def measure(unit: str) -> Measure:
    """Return a unit's text in exact base units; every money is the dimension ``money``.

    >>> measure("min").scale / measure("h").scale
    Fraction(1, 60)
    """
    return product((name, power) for name, power in read_unit(unit))


def product(units: Iterator[tuple[str, int]] | Units) -> Measure:
    """Return a product of registry names in exact base units."""
    scale, powers = Fraction(1), dict[str, int]()
    for name, power in units:
        if is_money(name) or name == "money":
            _add(powers, (("money", 1),), power)
            continue
        known = _defined()[name]
        scale *= known.scale**power
        _add(powers, known.dimensions, power)
    return Measure(scale, _sorted(powers))


def converted(value: Fraction, unit: str, to: str, name: str) -> Fraction:
    """Return a value of one unit in another, exactly.

    >>> converted(Fraction(10), "min", "h", "charging_time")
    Fraction(1, 6)
    """
    given, wanted = measure(unit), measure(to)
    if given.dimensions != wanted.dimensions:
        expected = to or "a plain ratio"
        raise UnitError(f"{name} is in {unit or 'no unit'}. Expected something convertible to {expected}.")
    offset = _offset(unit)
    return (value + offset) * given.scale / wanted.scale - _offset(to)


def _offset(unit: str) -> Fraction:
    names = read_unit(unit)
    return _OFFSETS.get(names[0][0], Fraction(0)) if len(names) == 1 and names[0][1] == 1 else Fraction(0)


def moneys(unit: str) -> set[str]:
    """Return the currencies that a unit names, with their price years."""
    return {name for name, _ in read_unit(unit) if is_money(name)}


def half_a_place(printed: str) -> Fraction:
    """Return half a unit of the last printed place: 0.05 for ``9.5``, 0.005 for ``0.80``.

    >>> half_a_place("9.5"), half_a_place("0.80"), half_a_place("94")
    (Fraction(1, 20), Fraction(1, 200), Fraction(1, 2))
    """
    exponent = Decimal(printed.replace(",", "")).as_tuple().exponent
    return Fraction(10) ** int(exponent) / 2


def log_bounds(value: Fraction) -> tuple[Decimal, Decimal]:
    """Return decimals below and above the natural logarithm of a positive fraction, at fifty digits.

    >>> low, high = log_bounds(Fraction(2))
    >>> low < high, str(low)[:8]
    (True, '0.693147')
    """
    down, up = Context(prec=DIGITS, rounding=ROUND_FLOOR), Context(prec=DIGITS, rounding=ROUND_CEILING)
    above, below = Decimal(value.numerator), Decimal(value.denominator)
    # ln rounds to the nearest; one unit in the last place each way encloses it, and the quotient's own rounding.
    low, high = down.divide(above, below).ln(down), up.divide(above, below).ln(up)
    return down.subtract(low, _step(low)), up.add(high, _step(high))


def _step(value: Decimal) -> Decimal:
    return Decimal(10) ** (max(value.adjusted(), 0) - DIGITS + 2)


class Bounds(NamedTuple):
    """A low and a high end in the quantity's own unit; a missing end is None, an open one excludes its value."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False
