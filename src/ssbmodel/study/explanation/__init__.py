"""Where a number of a study comes from: its formula, its parts, what weighs most, and what stands behind that."""

from .explained import Explanation, explained

__all__ = ["Explanation", "explained"]
