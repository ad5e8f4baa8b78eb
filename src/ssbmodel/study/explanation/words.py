"""The words of an explanation: values, what stands behind an assumption, and the line of money."""

import re
from collections.abc import Mapping
from typing import Any

from ...core.assumption import Assumption
from ...core.labelled import label_text
from ...core.terms import term
from ...ground.errors import short
from ...ground.records import SpreadSpec
from ...ground.spelling import is_money, read_unit, write_unit
from .place import shown_name
from .weights import is_plain

_DIGITS = 4
_LONGEST = 150  # characters of a reason or a source
_SHARES = (0.05, 0.5, 0.95)


def number(value: float) -> str:
    """Return a number with four digits that count.

    >>> number(100000.0), number(0.123456)
    ('100,000', '0.1235')
    """
    rounded = float(f"{value:.{_DIGITS}g}")
    return f"{rounded:,.10g}" if rounded == 0 or 1e-4 <= abs(rounded) < 1e9 else f"{rounded:g}"


def valued(name: str, value: Any, unit: str) -> str:
    """Return a value with its unit; temperatures in degrees Celsius, years as they are.

    >>> valued("ambient_temperature", 253.15, "K"), valued("base_year", 2025.0, "")
    ('-20 °C', '2025')
    """
    if not isinstance(value, (int, float)):
        return short(value)
    if unit == "K" and name.endswith("_temperature"):
        return label_text(float(value), "K")
    if is_plain(name) and not unit:
        return f"{value:g}"
    return f"{number(float(value))} {unit}".rstrip()


def label(name: str) -> str:
    """Return a name with what it means.

    >>> label("rated_energy")
    'rated_energy (energy of all cells from full to empty at 25 °C)'
    """
    row = term(shown_name(name))
    return f"{shown_name(name)} ({row.meaning})" if row else shown_name(name)


def stated(said: Any, value: float) -> str:
    """Return what was stated, in the unit it was stated in; a spread also by its 5, 50 and 95 %.

    Parameters
    ----------
    said : what is stated
    value : at one place, in the glossary's unit and the money it was stated in
    """
    name, unit = said.assumption.name, _unit(said)
    row = term(name)
    told = valued(name, value, row.unit) if row and is_plain(name) else _in_its_unit(said, value, unit)
    if said.spread is None:
        return told
    low, median, high = quantiles(said.spread)
    return f"{told} (5-50-95 %: {number(low)}, {number(median)}, {number(high)} {unit}".rstrip() + ")"


def _in_its_unit(said: Any, value: float, unit: str) -> str:
    return f"{number((value - said.offset) / said.scale)} {unit}".rstrip()


def _unit(said: Any) -> str:
    """Return the unit of a statement; that of a figure where a rule reads it and none is written."""
    return str(getattr(said, "unit", "") or said.assumption.unit)


def quantiles(spread: SpreadSpec) -> tuple[float, float, float]:
    """Return the values below which 5, 50 and 95 % of a spread lie.

    >>> quantiles(SpreadSpec(uniform=(0, 100)))
    (5.0, 50.0, 95.0)
    """
    from ..uncertainty.drawing.distributions import Distribution

    one = Distribution(**{spread.kind: getattr(spread, spread.kind)}, unit="")
    low, median, high = (float(value) for value in one.icdf(_SHARES))
    return low, median, high


def behind(one: Assumption, figures: Mapping[str, Any]) -> str:
    """Return what an assumption rests on: figures with their printed words and the rule, sources, or its reason."""
    if one.rests_on:
        told = [f'figure {key}, "{figures[key].token}"' for key in one.rests_on if key in figures]
        return f"{'; '.join(told)}: {one.rule}"
    if one.sources:
        return _cut("; ".join(one.sources))
    return f"assumed: {_cut(one.reason)}" if one.reason else "assumed"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def money_line(said: Any, into: str, value: float, rate: tuple[float, str], figures: Mapping[str, Any]) -> str:
    """Return how a value came into the study's money, in one line.

    Parameters
    ----------
    said : what is stated
    into : the study's money
    value : in the study's money and the glossary's unit
    rate : factor from the money it was stated in to the study's, and how it was found
    figures : figures by id
    """
    (factor, how), name, one, rated = rate, said.assumption.name, said.assumption, _unit(said)
    wanted = _into(rated, into)
    why = f"assumed: {_cut(one.reason)}" if one.derivation == "assumed" and one.reason else behind(one, figures)
    there = re.sub(rf"{said.money}(?![0-9])", said.money.partition("_")[0], stated(said, value / factor))
    entered = f"{number(value / said.scale)} {wanted}"
    return f"{name} = {there}, as {said.money} ({why}) x {factor:.3f} ({said.money} to {into}: {how}) = {entered}"


def _into(unit: str, money: str) -> str:
    """Return a unit with any money in it taken as another."""
    parts = read_unit(unit.replace("money", money))
    return write_unit((money if is_money(name) else name, power) for name, power in parts)


__all__ = ["behind", "label", "money_line", "number", "quantiles", "stated", "valued"]
