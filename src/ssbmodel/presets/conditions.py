"""What a cold trip meets and how one rating relates to another, each with its source or reason."""

from functools import cache
from typing import NamedTuple

from ..ground.errors import ScenarioError, did_you_mean
from ..ground.records import Assumption
from .loader import preset


class RatingFactor(NamedTuple):
    """Range by one rating over range by another, with its span and the source."""

    start: str
    end: str
    low: float
    high: float
    source: str

    @property
    def central(self) -> float:
        """Middle of the span."""
        return (self.low + self.high) / 2


@cache
def climate(field: str) -> Assumption:
    """Return what is assumed about the cold, by field.

    Raises
    ------
    ScenarioError
        If nothing is assumed about the field.

    Examples
    --------
    >>> climate("carnot_share").quantity().magnitude
    0.17
    """
    known = {values["field"]: values for values in preset("conditions.toml")["climate"]}
    if field not in known:
        raise ScenarioError(f"no assumption on the cold called {field!r}.{did_you_mean(field, known)}")
    return Assumption(**known[field])


@cache
def label(field: str) -> Assumption:
    """Return what is assumed about EPA's label: ``city_share`` or ``label_factor``.

    >>> label("label_factor").ends.central
    0.7
    """
    return Assumption(**next(values for values in preset("conditions.toml")["label"] if values["field"] == field))


@cache
def rating_factors() -> tuple[RatingFactor, ...]:
    """Return the rules of thumb between ratings; 8 % either way are added to what their sources span.

    >>> factor = rating_factors()[0]
    >>> factor.start, factor.end, round(factor.low, 3), round(factor.high, 3)
    ('CLTC', 'WLTP', 0.736, 0.918)
    """
    return tuple(
        RatingFactor(r["from"], r["to"], r["low"] * (1 - r["spread"]), r["high"] * (1 + r["spread"]), r["source"])
        for r in preset("conditions.toml")["rating"]
    )
