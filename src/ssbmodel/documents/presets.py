"""Reads the tables of presets as assumptions: rows of [value, how, why], tables of one field each, or plain texts."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..core.assumption import Assumption
from ..ground.errors import StudyError, short
from ..ground.spelling import CURRENCIES
from .rules import RULES

_MONEY = re.compile(rf"\b({'|'.join(CURRENCIES)})(?!_)\b")
_SAYS_NOTHING = {"as printed"}


class PriceYear(NamedTuple):
    """A year that the money of a source is taken to be of, where the source names none."""

    key: str
    year: int
    sources: tuple[str, ...]
    reason: str

    @property
    def assumption(self) -> Assumption:
        """The year as something stated, under a name of its own.

        >>> PriceYear("batpac-2022", 2022, (), "saved then").assumption.name
        'price_year_batpac_2022'
        """
        name = f"price_year_{self.key.replace('-', '_')}"
        return Assumption(name=name, value=self.year, sources=self.sources, reason=self.reason)


class Sources(NamedTuple):
    """What a preset file says once for many rows: works by short name, their dates, and the years of their money.

    ``years`` are by the short name of a work, by ``assumed`` for what rests on none, or by the name that a row gives
    itself. ``work`` is the one that all plain texts rest on.
    """

    works: Mapping[str, str] = {}
    dates: Mapping[str, str] = {}
    years: Mapping[str, PriceYear] = {}
    work: str = ""


NO_SOURCES = Sources()


def assumptions(
    table: Mapping[str, Any] | Iterable[Mapping[str, Any]],
    names: Mapping[str, str] | None = None,
    *,
    sources: Sources = NO_SOURCES,
    holds_at: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Assumption, ...]:
    """Return the rows of a preset's table as assumptions.

    Parameters
    ----------
    table : rows by name, or tables with a ``field`` each
        A row is ``[value, "sourced", short name of a work]``, ``[value, "assumed", reason]``, or a value alone.
    names : glossary names of those fields that the table calls otherwise
    sources : what the file says once for many rows
    holds_at : of some fields, the names and values at which alone they are true

    Raises
    ------
    StudyError
        If a row is none of these, or names a work that the file does not.

    Examples
    --------
    >>> print(*assumptions({"void": ["0.25", "sourced", "bp5"]}, sources=Sources({"bp5": "a workbook"})))
    void = 0.25 [sourced: a workbook]
    """
    rows: list[tuple[str, dict[str, Any]]]
    if isinstance(table, Mapping):
        rows = [(str(name), _of_row(str(name), row, sources)) for name, row in table.items()]
    else:
        rows = [(str(one["field"]), _of_table(one)) for one in table]
    renamed, held = names or {}, holds_at or {}
    return tuple(
        Assumption(name=renamed.get(name, name), **stated, holds_at=dict(held.get(name, {}))) for name, stated in rows
    )


def _row(name: str, row: Any, sources: Sources) -> tuple[str, str, str, PriceYear | None]:
    """Return a row's text, how it is known, its work or reason, and the year of its money."""
    if isinstance(row, (str, int, float)) and sources.work:
        row = [str(row), "sourced", sources.work]
    if not isinstance(row, list) or len(row) not in {3, 4} or row[1] not in {"sourced", "assumed"}:
        raise StudyError(f'{name} = {short(row)}. Expected [value, "sourced", work] or [value, "assumed", reason].')
    text, how, why, *own = row
    if how == "sourced" and why not in sources.works:
        raise StudyError(f"{name}: no work called {short(why)}. Write it under [sources].")
    return text, how, why, sources.years.get(own[0] if own else why if how == "sourced" else how)


def _of_row(name: str, row: Any, sources: Sources) -> dict[str, Any]:
    """Return what a row states, but for its name."""
    text, how, why, year = _row(name, row, sources)
    if how == "assumed":
        return _stated(name, text, why, year)
    stated = _stated(name, text, "", year)
    return {**stated, "sources": (sources.works[why],), "date": sources.dates.get(why, "")}


def _stated(name: str, text: str, reason: str, year: PriceYear | None) -> dict[str, Any]:
    """Return value and unit of a text, its money in the year that its source is given."""
    number, _, unit = text.partition(" ")
    if not _MONEY.search(unit):
        return {"value": float(number), "unit": unit, "reason": reason}
    if year is None:
        raise StudyError(f"{name} = {text} names no price year, and its source is given none. Write [price_years].")
    dated = _MONEY.sub(rf"\g<1>_{year.year}", unit)
    told = f"{reason} Money taken as of {year.year}.".lstrip()
    return {"value": float(number), "unit": dated, "reason": told}


def _of_table(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a table of one field states; a rule that reads no figure is part of the reason."""
    reads = table["rule"] in RULES and bool(table.get("rests_on"))
    kept = {key: table[key] for key in ("unit", "sources") if key in table}
    if reads:
        return {**kept, "rests_on": table["rests_on"], "rule": table["rule"], "reason": table["reason"]}
    chosen = {key: table[key] for key in ("value", "spread") if key in table}
    return {**kept, **chosen, "see": table.get("rests_on", ()), "reason": _together(table["rule"], table["reason"])}


def _together(rule: str, reason: str) -> str:
    return reason if rule in _SAYS_NOTHING else f"{rule[0].upper()}{rule[1:]}. {reason}"


def price_years(table: Mapping[str, Mapping[str, Any]]) -> dict[str, PriceYear]:
    """Return the years that decks and works are given, by their key.

    >>> price_years({"deck": {"year": 2022, "reason": "saved then"}})["deck"].year
    2022
    """
    return {
        key: PriceYear(key, row["year"], tuple(row.get("sources", ())), row["reason"]) for key, row in table.items()
    }


def years_behind(table: Mapping[str, Any], sources: Sources) -> tuple[Assumption, ...]:
    """Return the assumptions on price years that the prices among some rows are given, once each."""
    rows = (_row(name, row, sources) for name, row in table.items())
    found = {year.key: year for text, _, _, year in rows if year and _MONEY.search(text)}
    return tuple(year.assumption for year in found.values())
