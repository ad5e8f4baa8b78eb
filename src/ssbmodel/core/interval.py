"""The one type for the numbers between two ends, either of which may be open or missing."""

from ..ground.quantities import FINITE, NOT_NEGATIVE, POSITIVE, Interval

__all__ = ["FINITE", "NOT_NEGATIVE", "POSITIVE", "Interval"]
