"""Ranges of quantities with open or missing ends, carried through model functions.

A printed "exceeding 400 Wh/kg" has no high end, so a mass computed from it has no low one. Every model function used
here moves in one direction with each of its inputs; which direction is found by trying.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from ..ground.door import Door
from ..ground.units import Q
from ..sheets.figure import Figure


@dataclass(frozen=True)
class Interval:
    """A range of one quantity; a missing end is None, an open end excludes its value."""

    low: Any | None
    high: Any | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, figure: Figure) -> Self:
        """Return what a figure states."""
        return cls(figure.low, figure.high, figure.low_open, figure.high_open)

    @classmethod
    def at(cls, low: Any, high: Any | None = None) -> Self:
        """Return a closed range from one or two texts or quantities."""
        first, last = (Q(end) if isinstance(end, str) else end for end in (low, low if high is None else high))
        return cls(first, last)

    def text(self, unit: str, digits: int = 3) -> str:
        """Return the range as a reader says it, in a unit.

        >>> Interval(None, Q(0.4, "CNY/Wh"), high_open=True).text("CNY/Wh")
        'below 0.4'
        """
        low, high = (
            None if end is None else f"{end.m_as(Q(1, unit).units):,.{digits}g}" for end in (self.low, self.high)
        )
        low, high = (None if end is None else _plain(end) for end in (low, high))
        if low is None or high is None:
            if low is None and high is None:
                return "not stated"
            return (
                f"{'above' if self.low_open else 'at least'} {low}"
                if low
                else f"{'below' if self.high_open else 'at most'} {high}"
            )
        return low if low == high else f"{low} to {high}"


def _plain(text: str) -> str:
    """Write out what ``g`` puts as a power of ten."""
    return f"{float(text.replace(',', '')):,.0f}" if "e" in text else text


def through(function: Door[..., Any], **inputs: Interval) -> Interval:
    """Return the range of a function's answer over ranges of its inputs, ends open or missing where theirs are."""
    rising = {name: _rises(function, name, inputs) for name in inputs}
    ends: dict[str, Any] = {}
    for end in ("low", "high"):
        taken = {name: (end if rising[name] else {"low": "high", "high": "low"}[end]) for name in inputs}
        values = {name: getattr(inputs[name], side) for name, side in taken.items()}
        missing = any(value is None for value in values.values())
        ends[end] = None if missing else function(**values)
        ends[f"{end}_open"] = any(getattr(inputs[name], f"{side}_open") for name, side in taken.items())
    return Interval(**ends)


def _rises(function: Door[..., Any], name: str, inputs: Mapping[str, Interval]) -> bool:
    """Return whether the answer rises with one input, the others held."""
    held = {other: next(end for end in (i.low, i.high) if end is not None) for other, i in inputs.items()}
    return bool(function(**{**held, name: held[name] * 0.99}) < function(**held))
