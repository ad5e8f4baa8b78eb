"""The grammar of units and quantities as people write them: number, space, known unit.

Nothing a user writes reaches an expression parser. A unit is a product of known names with small whole exponents;
``/`` divides by the next name or bracket alone, so that ``Wh/kg K`` is refused and ``Wh/(kg K)`` is not.
"""

import math
import re
from collections.abc import Iterable

from .errors import UnitError, did_you_mean

LONGEST_TEXT = 80
LARGEST_EXPONENT = 6
CURRENCIES = {"CNY": "yuan", "USD": "US dollar", "EUR": "euro", "JPY": "yen", "KRW": "won", "GBP": "pound"}
PRICE_YEARS = range(1960, 2101)

# spelling -> name in the registry; the registry defines each name once (units.DEFINITIONS)
SPELLINGS: dict[str, str] = {
    "Wh": "watt_hour", "kWh": "kilowatt_hour", "KWh": "kilowatt_hour", "MWh": "megawatt_hour", "GWh": "gigawatt_hour",
    "TWh": "terawatt_hour", "J": "joule", "kJ": "kilojoule", "MJ": "megajoule", "GJ": "gigajoule",
    "W": "watt", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "V": "volt", "mV": "millivolt", "kV": "kilovolt",
    "A": "ampere", "mA": "milliampere", "kA": "kiloampere", "Ah": "ampere_hour", "mAh": "milliampere_hour",
    "ohm": "ohm", "Ω": "ohm", "\u2126": "ohm", "mohm": "milliohm", "S": "siemens", "mS": "millisiemens",
    "s": "second", "min": "minute", "minute": "minute", "minutes": "minute", "h": "hour", "hour": "hour",
    "hours": "hour", "day": "day", "days": "day", "year": "annual_step", "years": "annual_step",
    "month": "monthly_step", "months": "monthly_step",
    "m": "meter", "km": "kilometer", "cm": "centimeter", "mm": "millimeter", "um": "micrometer", "µm": "micrometer",
    "\u03bcm": "micrometer", "micron": "micrometer", "microns": "micrometer", "nm": "nanometer", "mile": "mile",
    "miles": "mile", "kilometers": "kilometer", "kilometres": "kilometer", "kg": "kilogram", "g": "gram",
    "mg": "milligram", "t": "metric_ton", "tonne": "metric_ton", "L": "liter", "l": "liter", "mL": "milliliter",
    "ml": "milliliter", "K": "kelvin", "degC": "degree_Celsius", "°C": "degree_Celsius", "celsius": "degree_Celsius",
    "degF": "degree_Fahrenheit", "°F": "degree_Fahrenheit", "delta_degC": "delta_degree_Celsius",
    "delta_degF": "delta_degree_Fahrenheit", "N": "newton", "Pa": "pascal", "kPa": "kilopascal", "MPa": "megapascal",
    "bar": "bar", "%": "percent", "percent": "percent", "yuan": "CNY", "RMB": "CNY", "元": "CNY", "$": "USD",
    "dollar": "USD", "dollars": "USD", "€": "EUR", "euro": "EUR", "euros": "EUR",
}  # fmt: skip

REFUSED: dict[str, str] = {
    "ton": "'ton' is 1000 kg, 907 kg or 1016 kg; write 't' for a tonne of 1000 kg",
    "tons": "'tons' are of 1000 kg, 907 kg or 1016 kg; write 't' for a tonne of 1000 kg",
    "C": "'C' would be a coulomb; write '1/h' for a C-rate and 'degC' for a temperature",
    "¥": "'¥' is yuan or yen; write 'CNY' or 'JPY'",
}

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# [0-9], never \d: python reads the digits of every script, and a look-alike would pass as a number or a price year.
_WORD = re.compile(
    r"([A-Z]{3}_[0-9]{4}(?![0-9])|(?:delta_)?[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+|°[CF]|[%$€¥])(\^?-?[0-9]{1,2}|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})?"
)
_NUMBER = re.compile(r"[+\-−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MONEY = re.compile(r"([A-Z]{3})(?:_([0-9]{4}))?")
# registry name -> the spelling it is written in: the first of the table, and a currency as itself
_WRITTEN = {name: spelling for spelling, name in reversed(SPELLINGS.items())} | {name: name for name in CURRENCIES}

Units = tuple[tuple[str, int], ...]


def is_money(name: str) -> bool:
    """Return whether a registry name is a currency, with or without a price year."""
    found = _MONEY.fullmatch(name)
    return found is not None and found[1] in CURRENCIES


def read_unit(text: str) -> Units:
    """Return a unit's text as names of the registry with exponents.

    >>> read_unit("Wh/kg")
    (('watt_hour', 1), ('kilogram', -1))
    >>> read_unit("1/(ohm m)")
    (('ohm', -1), ('meter', -1))
    """
    if len(text) > LONGEST_TEXT:
        raise UnitError(f"unit text of {len(text)} characters. Expected at most {LONGEST_TEXT}.")
    head, *divisors = re.split(r"/(?![^(]*\))", text.strip().replace("**", "^"))
    factors = [_factor(word, text) for word in _words(head)]
    for divisor in divisors:
        factors += [(name, -power) for name, power in _divisor(divisor.strip(), text)]
    powers: dict[str, int] = {}
    for name, power in factors:
        powers[name] = powers.get(name, 0) + power
    if beyond := [power for power in powers.values() if abs(power) > LARGEST_EXPONENT]:
        raise UnitError(f"unit {text!r}: exponent {beyond[0]}. Expected -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}.")
    return tuple((name, power) for name, power in powers.items() if power)


def write_unit(units: Iterable[tuple[str, float]]) -> str:
    """Return names of the registry with exponents as text; the inverse of :func:`read_unit`.

    >>> write_unit((("joule", 1), ("kilogram", -1), ("kelvin", -1)))
    'J/(kg K)'
    """
    factors = [(_WRITTEN.get(name, name), power) for name, power in units]
    above = [_power(name, power) for name, power in factors if power > 0]
    below = [_power(name, -power) for name, power in factors if power < 0]
    divisor = f"({' '.join(below)})" if len(below) > 1 else "".join(below)
    return (" ".join(above) or "1") + f"/{divisor}" if divisor else " ".join(above)


def _power(name: str, power: float) -> str:
    return name if power == 1 else f"{name}^{power:g}" if name[-1].isdigit() or power % 1 else f"{name}{power:g}"


def _words(product: str) -> list[str]:
    """Return the names of a product such as ``A h`` or ``ohm·cm2``; a sole ``1`` and nothing are no names."""
    return [] if product.strip() in {"", "1"} else re.split(r"[\s*·⋅×]+", product.strip())


def _divisor(divisor: str, text: str) -> list[tuple[str, int]]:
    """Return the factors of what stands behind one ``/``: a name, or several in brackets."""
    bracketed = divisor.startswith("(") and divisor.endswith(")")
    words = _words(divisor[1:-1] if bracketed else divisor)
    if not words:
        raise UnitError(f"unit {text!r} names nothing behind a '/'. Expected a name there, such as Wh/kg.")
    if len(words) > 1 and not bracketed:
        raise UnitError(f"unit {text!r} is ambiguous. Write brackets: 'Wh/(kg K)' or 'Wh K/kg'.")
    return [_factor(word, text) for word in words]


def _factor(word: str, text: str) -> tuple[str, int]:
    """Return the registry's name and the exponent of one word of a unit."""
    found = _WORD.fullmatch(word)
    if not found:
        raise UnitError(f"{text!r} is not a unit. Expected names such as Wh/kg or 1/(ohm m).")
    return _name(found[1], text), int((found[2] or "1").translate(_SUPERSCRIPTS).lstrip("^"))


def _name(word: str, text: str) -> str:
    """Return the registry's name for one word of a unit; ``money`` stands for any one currency in a declaration."""
    if word == "money":
        return word
    if word in REFUSED:
        raise UnitError(f"unit {text!r}: {REFUSED[word]}.")
    if word in SPELLINGS:
        return SPELLINGS[word]
    money = _MONEY.fullmatch(word)
    if not money or money[1] not in CURRENCIES:
        raise UnitError(f"unit {text!r}: {word!r} is not a known unit.{did_you_mean(word, [*SPELLINGS, *CURRENCIES])}")
    if money[2] and int(money[2]) not in PRICE_YEARS:
        raise UnitError(f"unit {text!r}: price year {money[2]}. Expected {PRICE_YEARS[0]} to {PRICE_YEARS[-1]}.")
    return word


def read_quantity(text: str) -> tuple[float, Units]:
    """Return number and unit of a text such as ``"150 kWh"``.

    >>> read_quantity("-20 degC")
    (-20.0, (('degree_Celsius', 1),))
    """
    stripped = text.strip()
    if len(stripped) > LONGEST_TEXT:
        raise UnitError(f"quantity text of {len(stripped)} characters. Expected at most {LONGEST_TEXT}.")
    number = _NUMBER.match(stripped)
    rest = stripped[number.end() :] if number else ""
    if not number or rest[:1] in {",", ".", "_", "*", "^", "+", "-"}:
        raise UnitError(f"{stripped!r} is not a quantity. Expected number, space, unit; write {_example(stripped)!r}.")
    value = float(number[0].replace("−", "-"))
    if not math.isfinite(value):
        raise UnitError(f"{stripped!r} is not finite. Expected a number below 1.8e308.")
    return value, read_unit(rest.strip())


def _example(text: str) -> str:
    """Return the text with its decimal comma or thousands separators mended, or a general example."""
    mended = re.fullmatch(r"(-?\d{1,3}(?:,\d{3})+)(\D.*)?|(-?\d+),(\d+)(\D.*)?", text)
    if not mended:
        return "150 kWh"
    if mended[1]:
        return mended[1].replace(",", "") + (mended[2] or "")
    return f"{mended[3]}.{mended[4]}{mended[5] or ''}"
