"""Claims: what somebody says about one quantity of one subject, in exact bounds, with nothing filled in silently."""

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ...ground.errors import ClaimError, DomainError, SsbError, UnitError, short
from ...ground.records import Record
from ...sheets.figure import AsOf, Basis, Evidence, Figure, Kind, Level, Rounding, SolidClass
from .engine.exact import Bounds, converted, fraction, half_a_place, measure, moneys
from .vocabulary import entry, quantity, specific

Printed = str | float | int
Statistic = Literal["mean", "peak", "unspecified"]
LONGEST_SAYING = 80
LONGEST_NAME = 120
_GRID = 10**15  # irrational ends are rounded outward to this grid
_LOW = "more than|over|exceeding|above|>|at least|>=|≥|from"
_HIGH = "less than|below|under|fewer than|<|at most|up to|within|<=|≤"
_OPEN = {"more than", "over", "exceeding", "above", ">", "less than", "below", "under", "fewer than", "<"}
_SAYING = re.compile(
    rf"(?:(?P<word>{_LOW}|{_HIGH})\s*)?(?P<one>[+\-−]?[\d.,]+(?:[eE][+-]?\d+)?)\s*"
    r"(?:(?P<mid>[^\d±]*?)\s*(?:to|–|—|-|±)\s*(?P<two>[\d.,]+(?:[eE][+-]?\d+)?)\s*)?(?P<unit>[^\d].*)?"
)


class ClaimReading(Record):
    """Another reading of the same words."""

    reason_code: str = Field(max_length=LONGEST_NAME)
    says: str | None = Field(None, max_length=LONGEST_SAYING)
    low: Printed | None = None
    high: Printed | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return ClaimError


class Claim(Record):
    """One claim: ``Claim("range_added", "400 km")``, ``Claim("specific_energy", "more than 400 Wh/kg", level="cell")``.

    Parameters
    ----------
    quantity : name
        A name of the glossary or of the figures' vocabulary. Where a name leaves the level, the basis or the statistic
        open, so does the claim: it takes part in nothing until that is said.
    says : text
        Number and unit with an optional ``more than``, ``at most``, ``a to b``; or ``low``, ``high`` and ``unit``.

    Raises
    ------
    ClaimError, UnitError, DomainError
        If the quantity is unknown, its unit is another, or the bounds are empty, negative or not finite.

    Examples
    --------
    >>> Claim("charging_time", "10 min").bounds.low
    Fraction(1, 6)
    >>> Claim("specific_energy", "more than 400 Wh/kg").open_name
    'specific_energy'
    """

    quantity: str
    says: str | None = Field(None, max_length=LONGEST_SAYING)
    low: Printed | None = None
    high: Printed | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    id: str = Field("", max_length=LONGEST_NAME)
    subject: str = Field("", max_length=LONGEST_NAME)
    level: Level = "unspecified"
    basis: Basis = "unspecified"
    statistic: Statistic = "unspecified"
    solid_class: SolidClass = "unspecified"
    as_of: AsOf = None
    kind: Kind = "reported"
    claimant: str | None = Field(None, max_length=LONGEST_NAME)
    evidence: Evidence = "said"
    conditions: Mapping[str, Any] = {}
    rounding: Rounding = "none"
    readings: tuple[ClaimReading, ...] = ()
    not_measured: tuple[str, ...] = ()
    source: str = Field("", max_length=4 * LONGEST_NAME)
    reason: str = Field("", max_length=4 * LONGEST_NAME)

    def __init__(self, quantity: str | None = None, says: str | None = None, **values: Any) -> None:
        given = {"quantity": quantity, "says": says}
        super().__init__(**{key: value for key, value in given.items() if value is not None}, **values)

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return ClaimError

    @model_validator(mode="after")
    def _readable(self) -> Self:
        assert self.bounds  # raises what is wrong with them
        for reading in self.readings:
            assert self.read_as(reading.reason_code).bounds
        return self

    @classmethod
    def of(cls, figure: Figure, **changes: Any) -> Self:
        """Return what a figure of a document claims."""
        taken = {key: getattr(figure, key) for key in _SHARED}
        readings = tuple(
            ClaimReading(  # type: ignore[call-arg]
                reason_code=r.reason_code, low=r.low_value, high=r.high_value, low_open=r.low_open,
                high_open=r.high_open, unit=r.unit,
            )
            for r in figure.alternatives
            if (r.low_value, r.high_value) != (figure.low_value, figure.high_value)
        )  # fmt: skip
        bounds = {"low": figure.low_value, "high": figure.high_value, "conditions": dict(figure.conditions)}
        return cls(**(taken | bounds | {"readings": readings, "source": figure.token} | changes))

    @cached_property
    def open_name(self) -> str | None:
        """The quantity's name where level, basis or statistic is still open, else None."""
        return self.quantity if self._name is None else None

    @cached_property
    def _name(self) -> str | None:
        return specific(self.quantity, self.level, self.basis, self.statistic)

    @property
    def variable(self) -> str:
        """The quantity that the claim bounds, once read: ``range_retention`` for a claimed ``range_loss``."""
        name = self._name or self.quantity
        return (entry(name) or (name,))[0]

    @property
    def context(self) -> str:
        """Whose quantity it is: subject, date and class; two contexts meet only through a join."""
        named = self.subject + (f" @{self.as_of}" if self.as_of is not None else "")
        return named + (f" ({self.solid_class})" if self.solid_class != "unspecified" else "")

    @property
    def label(self) -> str:
        """How a report calls the claim."""
        return self.id or self.quantity

    @cached_property
    def printed(self) -> str:
        """The claim as its author would write it."""
        if self.says:
            return self.says
        unit = f" {self.unit}" if self.unit else ""
        low, high = (f"{end:.12g}" if isinstance(end, float) else end for end in (self.low, self.high))
        if low is not None and high is not None:
            return (f"{low}" if low == high else f"{low} to {high}") + unit
        if low is not None:
            return f"{'more than' if self.low_open else 'at least'} {low}{unit}"
        return f"{'less than' if self.high_open else 'at most'} {high}{unit}"

    @cached_property
    def money(self) -> frozenset[str]:
        """The currencies of the claim's unit, with their price years."""
        return frozenset(moneys(self._stated()[4]))

    @cached_property
    def loggable(self) -> bool:
        """Whether the claim can push against others: a count of zero cannot."""
        return quantity(self.variable).plain or self.bounds.high is None or self.bounds.high > 0

    def read_as(self, reason_code: str) -> Self:
        """Return the claim in one of its other readings."""
        reading = next(reading for reading in self.readings if reading.reason_code == reason_code)
        keys = ("says", "low", "high", "low_open", "high_open")
        changes = {key: getattr(reading, key) for key in keys} | {"unit": reading.unit or self.unit, "readings": ()}
        return type(self)(**({key: getattr(self, key) for key in type(self).model_fields} | changes))

    @cached_property
    def bounds(self) -> Bounds:
        """The bounds in the variable's own unit, exact, widened by the rounding where that is declared."""
        low, high, low_open, high_open, unit = self._stated()
        subject = quantity(self._name or self.quantity)
        place = f"claim {self.label!r}"
        if measure(unit).dimensions != measure(subject.unit).dimensions:
            expected = subject.unit or "a plain ratio"
            raise UnitError(f"{place} is in {unit or 'no unit'}. Expected something convertible to {expected}.")
        ends = [None if end is None else converted(end, unit, subject.unit, place) for end in (low, high)]
        bounds = _refuse_empty(Bounds(ends[0], ends[1], low_open, high_open), place, subject.plain)
        rule = entry(subject.name)
        return _mapped(bounds, rule.rule, place) if rule else bounds

    def _stated(self) -> tuple[Fraction | None, Fraction | None, bool, bool, str]:
        """Return low, high, whether they are open, and the unit, as stated."""
        place = f"claim {self.label!r}"
        if self.says is not None:
            if self.low is not None or self.high is not None:
                raise ClaimError(f"{place} has both says and low or high. Write one of them.")
            return _said(self.says, place, self.rounding == "last_place")
        if self.low is None and self.high is None:
            raise ClaimError(f'{place} states no bound. Write says = "more than 400 Wh/kg", or low = 400 and a unit.')
        ends = [None if end is None else fraction(end, f"{place}: bound") for end in (self.low, self.high)]
        if self.rounding == "last_place" and self.low == self.high and self.low is not None:
            half = half_a_place(str(self.low))
            return ends[0] - half, ends[0] + half, False, False, self.unit or ""  # type: ignore[operator]
        return ends[0], ends[1], self.low_open, self.high_open, self.unit or ""


_SHARED = (
    "quantity", "low_open", "high_open", "unit", "id", "subject", "level", "basis", "solid_class", "as_of", "kind",
    "claimant", "evidence", "rounding",
)  # fmt: skip


def _said(text: str, place: str, rounded: bool) -> tuple[Fraction | None, Fraction | None, bool, bool, str]:
    """Return the bounds and the unit of a text such as ``more than 400 Wh/kg`` or ``130 to 180 Wh/km``."""
    found = _SAYING.fullmatch(text.strip())
    if not found or (found["word"] and found["two"]):
        told = 'Expected number and unit, such as "more than 400 Wh/kg" or "130 to 180 Wh/km"'
        raise ClaimError(f"{place}: says = {short(text)}. {told}; for about 150 write the range you accept.")
    one, unit = fraction(found["one"], f"{place}: bound"), (found["unit"] or "").strip()
    if found["two"]:
        two = fraction(found["two"], f"{place}: bound")
        if "±" in text:
            spread = one * two / 100 if unit.startswith("%") and found["mid"] else two
            return one - spread, one + spread, False, False, found["mid"].strip() or unit
        return one, two, False, False, unit
    word = found["word"] or ""
    if not word:
        half = half_a_place(found["one"].replace("−", "-")) if rounded else Fraction(0)
        return one - half, one + half, False, False, unit
    if re.fullmatch(_LOW, word):
        return one, None, word in _OPEN, False, unit
    return None, one, False, word in _OPEN, unit


def _refuse_empty(bounds: Bounds, place: str, plain: bool) -> Bounds:
    """Return bounds that some value can meet, or raise; a low end of zero is no bound for a size."""
    low, high, low_open, high_open = bounds
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        raise DomainError(
            f"{place}: low = {float(low):g} and high = {float(high):g} leave nothing. Expected low < high."
        )
    if plain:
        return bounds
    for end in (low, high):
        if end is not None and end < 0:
            raise DomainError(f"{place}: {float(end):g} is negative. Expected a size above zero.")
        if end and abs(math.log10(end)) > LARGEST_SIZE:
            raise DomainError(f"{place}: {float(end):g} is no size of this world. Expected 1e-30 to 1e30.")
    return Bounds(None if low == 0 else low, high, low_open and low != 0, high_open)


LARGEST_SIZE = 30


def _mapped(bounds: Bounds, rule: str, place: str) -> Bounds:
    """Return bounds of ``1 - x``, ``1 + x`` or the learning exponent ``-log2(1 - x)``, ends turned where it falls."""
    low, high, low_open, high_open = bounds
    if rule == "1 + x":
        return Bounds((low or 0) + Fraction(1), None if high is None else 1 + high, low_open, high_open)
    if (high is not None and high >= 1) or (low is not None and low >= 1):
        raise DomainError(f"{place}: a share of {float(high if high is not None else low or 0):g}. Expected below 1.")
    if rule == "1 - x":
        top = Fraction(1) - (low or 0)
        return Bounds(None if high is None else 1 - high, top, high_open, low_open)
    ends = [None if end is None else -math.log2(1 - end) for end in (low, high)]
    outer = [
        None if ends[0] is None else Fraction(math.floor(ends[0] * _GRID) - 1, _GRID),
        None if ends[1] is None else Fraction(math.ceil(ends[1] * _GRID) + 1, _GRID),
    ]
    return Bounds(outer[0], outer[1])
