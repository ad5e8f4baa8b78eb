"""What a figure must satisfy, and what to write where it does not.

Every rule reads the keys as they stand in a sheet and yields the end of a sentence that begins with the figure's id,
so that all that is wrong with a figure, and with a sheet, is said at once.
"""

import datetime
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..ground.errors import UnitError, did_you_mean, short
from ..ground.spelling import PRICE_YEARS, is_money, read_unit
from ..ground.units import converter
from .lexicon import printed_values
from .vocabulary import QUANTITIES

Row = Mapping[str, Any]
Rule = Callable[[Row], Iterator[str]]

LONGEST_TOKEN = 40
LONGEST_VALUE = 60
LONGEST_ID = 100
YEARS = range(1900, 2201)
_RULES: list[tuple[frozenset[str], Rule]] = []
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}/[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def _needs(*keys: str) -> Callable[[Rule], Rule]:
    """Register a rule; it is asked only where the keys it reads have values of the right type."""

    def register(rule: Rule) -> Rule:
        _RULES.append((frozenset(keys), rule))
        return rule

    return register


def broken(row: Row, bad: set[str]) -> Iterator[str]:
    """Yield what breaks a rule, leaving out the rules that read a key already known to be bad."""
    for keys, rule in _RULES:
        if not keys & bad:
            yield from rule(row)


def shown(value: object) -> str:
    """Return a value for a message: text, such as an id, in full up to a hundred characters."""
    try:
        return repr(value) if isinstance(value, str) and len(value) <= LONGEST_ID else short(value)
    except ValueError:  # a whole number of more digits than python prints
        return "a very large number"


def is_id(text: str) -> bool:
    """Return whether a text has the form of a figure's id, ``004/battery-cost-2030``."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Return whether a text is lower-case letters and digits, joined by hyphens."""
    return len(text) <= LONGEST_VALUE and _SLUG.fullmatch(text) is not None


def _plain(record: Any) -> dict[str, Any]:
    """Return a record as the table it is written as."""
    return dict(record) if isinstance(record, Mapping) else dict(record.model_dump(by_alias=True))


def as_slug(text: str) -> str:
    """Return the nearest slug of a text.

    >>> as_slug("Solid-state battery")
    'solid-state-battery'
    """
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "name-in-lower-case"


def fitting(row: Row) -> tuple[str, ...]:
    """Return the qualifiers that fit a row's bounds, the plainest first."""
    low, high = row["low"], row["high"]
    if high is None:
        return ("more_than",) if row["low_open"] else ("at_least",)
    if low is None:
        return ("less_than",) if row["high_open"] else ("at_most",)
    if low == high:
        return ("exact", "target", "approx")
    return ("range", "approx") if row["note_code"] == "approx" else ("range",)


@_needs("id", "document")
def _named(row: Row) -> Iterator[str]:
    document, _, name = row["id"].rpartition("/")
    if not is_id(row["id"]):
        example = f"{row['document']}/{as_slug(name)}"
        yield f": id. Expected document, slash, lower-case letters, digits and hyphens; write id = {example!r}."
    elif document != row["document"]:
        yield f": id. Expected the sheet's own document; write id = '{row['document']}/{name}'."


@_needs("quantity")
def _known(row: Row) -> Iterator[str]:
    if row["quantity"] not in QUANTITIES:
        near = did_you_mean(row["quantity"], QUANTITIES)
        yield f": quantity = {shown(row['quantity'])} is not in the vocabulary (sheets/vocabulary.py).{near}"


@_needs("quantity", "unit")
def _convertible(row: Row) -> Iterator[str]:
    if row["quantity"] in QUANTITIES:
        yield from _unfit("unit", row["unit"], row["quantity"])


def _unfit(key: str, unit: str, quantity: str) -> Iterator[str]:
    """Yield what is wrong with a unit that a quantity is stated in."""
    expected = QUANTITIES[quantity].unit
    try:
        units = read_unit(unit)
        converter(expected).conversion(
            tuple((name.partition("_")[0] if is_money(name) else name, p) for name, p in units)
        )
    except UnitError as error:
        yield f": {key} = {shown(unit)} for {quantity}. {error} Write {key} = {expected.replace('money', 'CNY')!r}."


@_needs("unit", "price_year")
def _priced(row: Row) -> Iterator[str]:
    year, moneys = row["price_year"], _moneys(row["unit"])
    if year is not None and not moneys:
        yield f": price_year = {shown(year)}, but unit = {shown(row['unit'])} holds no money. Remove price_year."
    for money in moneys:
        name, _, inside = money.partition("_")
        if inside:
            plain = row["unit"].replace(money, name)
            yield f": unit = {shown(row['unit'])} holds a price year. Write unit = {plain!r} and price_year = {inside}."
        elif year is None:
            yield (
                f" is in {row['unit']} but has no price_year. "
                'Write the year the money is in, or price_year = "unstated".'
            )
        elif year != "unstated" and year not in PRICE_YEARS:
            span = f"{PRICE_YEARS[0]} to {PRICE_YEARS[-1]}"
            yield f': price_year = {shown(year)}. Expected a year from {span}, or price_year = "unstated".'


def _moneys(unit: str) -> list[str]:
    try:
        return [name for name, _ in read_unit(unit) if is_money(name)]
    except UnitError:
        return []


@_needs("low", "high", "low_open", "high_open", "qualifier", "note_code")
def _bounded(row: Row) -> Iterator[str]:
    wrong = list(_misbounded(row))
    yield from wrong
    allowed = fitting(row)
    if not wrong and row["qualifier"] not in allowed:
        code = ', or add note_code = "approx"' if row["qualifier"] == "approx" else ""
        yield (
            f": qualifier = {row['qualifier']!r} does not fit {_interval(row)}. "
            f"Expected {' or '.join(allowed)}; write qualifier = {allowed[0]!r}{code}, or mend the bounds."
        )


def _misbounded(row: Row) -> Iterator[str]:
    """Yield what keeps the bounds from being an interval."""
    low, high = row["low"], row["high"]
    for key in ("low", "high"):
        if row[key] is not None and not math.isfinite(row[key]):
            yield f": {key} = {row[key]}. Expected a finite number; leave a missing bound out."
        if row[key] is None and row[f"{key}_open"]:
            yield f": {key}_open = true, but there is no {key}. Write {key} = ..., or remove {key}_open."
    if low is None and high is None:
        yield " has neither low nor high. Write at least one of them, as printed."
    elif low is not None and high is not None and low > high:
        yield f": low = {low:g} is above high = {high:g}. Expected low <= high; write them the other way round."
    elif low == high and (row["low_open"] or row["high_open"]):
        yield f": low = high = {low:g} with an open end holds no value. Write only the open bound, or close it."


def _interval(row: Row) -> str:
    """Return the bounds in words."""
    parts = [
        f"{key} = {row[key]:g}{' (open)' if row[f'{key}_open'] else ''}" if row[key] is not None else f"no {key}"
        for key in ("low", "high")
    ]
    return ", ".join(parts)


@_needs("token", "low", "high", "quantity")
def _follows(row: Row) -> Iterator[str]:
    token = row["token"]
    if not 1 <= len(token) <= LONGEST_TOKEN:
        yield f": token of {len(token)} characters. Expected 1 to {LONGEST_TOKEN}; write the number and unit only."
        return
    values = printed_values(token)
    if _is_date(row):  # "last month" has no year of its own; a printed year must be the one encoded
        values = frozenset(value for value in values if int(value) in YEARS)
        if not values:
            return
    for key in ("low", "high"):
        if row[key] is not None and math.isfinite(row[key]) and Decimal(str(row[key])) not in values:
            read = ", ".join(f"{value:f}" for value in sorted(values)) or "no number"
            yield f": {key} = {row[key]:g} does not follow from token = {token!r} ({read}). Write it as printed."


def _is_date(row: Row) -> bool:
    return row["quantity"] in QUANTITIES and QUANTITIES[row["quantity"]].kind == "calendar year"


@_needs("quantity", "low", "high", "iso_date")
def _dated(row: Row) -> Iterator[str]:
    bounds = [row[key] for key in ("low", "high") if row[key] is not None]
    finer = row["iso_date"]
    if finer is not None and not _is_date(row):
        yield f": iso_date = {finer!r}, but {row['quantity']} is no date. Remove iso_date."
    elif finer is not None and (first_day(finer) is None or "-" not in finer or int(finer[:4]) not in bounds):
        yield f': iso_date = {shown(finer)}. Expected "YYYY-MM" or "YYYY-MM-DD" in the year of low and high.'
    if _is_date(row):
        for year in bounds:
            if year not in YEARS:
                yield f": {row['quantity']} = {year:g}. Expected a calendar year from {YEARS[0]} to {YEARS[-1]}."


def first_day(moment: object) -> datetime.date | None:
    """Return the first day of a year, a month or a day; None where it is none of them."""
    found = _DATE.fullmatch(str(moment)) if isinstance(moment, (int, str)) else None
    try:
        return datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:
        return None


@_needs("as_of", "kind", "conditions")
def _aimed(row: Row) -> Iterator[str]:
    as_of = row["as_of"]
    if as_of is None:
        if row["kind"] in {"target", "forecast"} and row["conditions"].get("target_date") != "unspecified":
            yield (
                f" is a {row['kind']} without as_of. Write the date it aims at as as_of, or "
                'conditions = { target_date = "unspecified" }.'
            )
        return
    ends = as_of if isinstance(as_of, Sequence) and not isinstance(as_of, str) else (as_of, as_of)
    days = [day for end in ends if (day := first_day(end)) is not None and day.year in YEARS]
    if len(ends) != 2 or len(days) != 2 or days[0] > days[1]:
        yield f': as_of = {shown(as_of)}. Expected 2030, "2030-06", "2030-06-15" or [from, to]; write as_of = 2030.'


@_needs("subject", "claimant", "note_code")
def _slugs(row: Row) -> Iterator[str]:
    for key in ("subject", "claimant"):
        if row[key] is not None and not is_slug(row[key]):
            yield f": {key} = {shown(row[key])}. Expected a lower-case slug; write {key} = {as_slug(row[key])!r}."
    code = row["note_code"]
    if code is not None and not (len(code) <= LONGEST_TOKEN and _CODE.fullmatch(code)):
        yield f": note_code = {shown(code)}. Expected one short code; write note_code = 'scope_unclear'."


@_needs("conditions", "doubts", "conflicts")
def _terse(row: Row) -> Iterator[str]:
    for key, value in row["conditions"].items():
        if not _CODE.fullmatch(key) or not _is_short(value):
            yield f": conditions.{key} = {shown(value)}. Expected a short value or a figure's id, not a sentence."
    for number, doubt in enumerate(row["doubts"]):
        if any(len(text) > 2 * LONGEST_VALUE for text in _plain(doubt).values()):
            yield f": doubts[{number}]. Expected a topic and a source of at most {2 * LONGEST_VALUE} characters each."
    for name in row["conflicts"]:
        if not is_id(name) or name == row.get("id"):
            yield f": conflicts = {shown(name)}. Expected the id of another figure, such as '004/battery-cost-2030'."


def _is_short(value: str | float) -> bool:
    """Return whether a condition is a short text, an id or a finite number."""
    if isinstance(value, str):
        return len(value) <= LONGEST_VALUE or is_id(value)
    return -1e300 < value < 1e300


@_needs("alternatives", "quantity", "unit", "price_year")
def _readings(row: Row) -> Iterator[str]:
    for number, reading in enumerate(row["alternatives"]):
        bounds = {"low": None, "high": None, "low_open": False, "high_open": False} | _plain(reading)
        for problem in _misbounded(bounds):
            yield f": alternatives[{number}]{problem if problem.startswith(':') else f':{problem}'}"
        unit = _plain(reading).get("unit")
        if unit is not None and row["quantity"] in QUANTITIES:
            yield from _unfit(f"alternatives[{number}].unit", unit, row["quantity"])


@_needs("start", "sha256")
def _located(row: Row) -> Iterator[str]:
    if row["start"] < 0:
        yield f": start = {shown(row['start'])}. Expected the character offset of the token, zero or more."
    if not re.fullmatch(r"[0-9a-f]{64}", row["sha256"]):
        yield f": sha256 = {shown(row['sha256'])}. Expected 64 hexadecimal digits of the document's bytes."
