"""The years that are asked of a study."""

from typing import Any

from ..ground.errors import StudyError, short

MOST_YEARS = 200


def chosen_years(years: Any) -> tuple[int, ...]:
    """Return years as whole numbers that rise.

    Raises
    ------
    StudyError
        If they are none.
    """
    try:
        listed = [years] if isinstance(years, int) else list(years)[: MOST_YEARS + 1]
        chosen = tuple(int(year) for year in listed)
        fine = all(year == given and not isinstance(given, bool) for year, given in zip(chosen, listed))
    except (TypeError, ValueError, OverflowError):
        raise StudyError(f"years={short(years)}. Expected whole years, such as range(2025, 2031).") from None
    if not fine or not chosen or len(chosen) > MOST_YEARS or list(chosen) != sorted(set(chosen)):
        raise StudyError(f"years={short(years)}. Expected 1 to {MOST_YEARS} whole years that rise.")
    return chosen
