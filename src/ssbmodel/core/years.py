"""The years that are asked of a study."""

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..ground.errors import StudyError, short

MOST_YEARS = 200
FIRST, LAST = 1900, 2300


def chosen_years(years: Any) -> tuple[int, ...]:
    """Return years as whole numbers that rise.

    Raises
    ------
    StudyError
        If they are none.
    """
    try:
        listed = [years] if isinstance(years, (int, np.integer)) else list(itertools.islice(years, MOST_YEARS + 1))
        chosen = tuple(int(year) for year in listed)
        fine = all(year == given and not isinstance(given, bool) for year, given in zip(chosen, listed))
    except (TypeError, ValueError, OverflowError):
        raise StudyError(f"years={short(years)}. Expected whole years, such as range(2025, 2031).") from None
    if not fine or not chosen or len(chosen) > MOST_YEARS or list(chosen) != sorted(set(chosen)):
        raise StudyError(f"years={short(years)}. Expected 1 to {MOST_YEARS} whole years that rise.")
    if not (chosen[0] >= FIRST and chosen[-1] <= LAST):
        raise StudyError(f"years={short(years)}. Expected calendar years from {FIRST} to {LAST}.")
    return chosen


def out_of_order(years: tuple[int, ...], base: Any, target: Any = None) -> Iterator[str]:
    """Tell of years that are asked before the year of the base price, and of a target that is not after it.

    >>> next(out_of_order((2020, 2025), 2022.0))
    'year 2020 lies before base_year = 2022, of which the price is. Ask from 2022 on: years=range(2022, 2026).'
    """
    first = float(np.max(base))
    if years and years[0] < first:
        told = f"year {years[0]} lies before base_year = {first:g}, of which the price is."
        start = math.ceil(first)
        yield f"{told} Ask from {start} on: years=range({start}, {max(years[-1], start) + 1})."
    if target is not None and np.any(np.asarray(target) <= np.asarray(base)):
        yield f"target_year = {float(np.min(target)):g} does not lie after base_year = {first:g}. Write a later one."
