"""The rules that read figures: which figures may stand behind a name, and what value or spread follows from them."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..core.assumption import Assumption
from ..ground.errors import MoneyError, StudyError, UnitError, did_you_mean
from ..ground.records import SpreadSpec
from ..ground.spelling import is_money, read_unit, write_unit
from ..ground.units import converter
from ..sheets.figure import Figure

Reading = dict[str, Any]


class Reads(NamedTuple):
    """The figures that may stand behind a name.

    ``quantities`` are what they state, ``level`` whether of cell or pack; ``then`` marks a name of the future, behind
    which a target or forecast may stand.
    """

    quantities: tuple[str, ...]
    then: bool = False
    level: str = ""


READS: dict[str, Reads] = {
    "base_year": Reads(("battery_cost", "date")),
    "target_year": Reads(("target_date", "market_entry"), then=True),
    "base_pack_unit_price": Reads(("battery_cost", "cost_multiple")),
    "target_pack_unit_price": Reads(("battery_cost", "cost_multiple"), then=True),
    "rated_energy": Reads(("rated_energy",)),
    "cell_specific_energy": Reads(("specific_energy",), level="cell"),
    "cell_energy_density": Reads(("energy_density",), level="cell"),
    "reference_temperature": Reads(("temperature",)),
    "ambient_temperature": Reads(("temperature",)),
    "capacity_retention": Reads(("capacity_retention", "temperature")),
    "claimed_capacity_retention": Reads(("capacity_retention", "temperature")),
    "pack_voltage": Reads(("platform_voltage",)),
    "charging_time": Reads(("charging_time",)),
    "design_charging_time": Reads(("charging_time",)),
    "separator_thickness": Reads(("layer_thickness",)),
    "layer_thickness": Reads(("layer_thickness",)),
    "ionic_conductivity": Reads(("conductivity",)),
    "area_specific_resistance": Reads(("area_specific_resistance",)),
    "area_price": Reads(("area_price",)),
    "material_price": Reads(("material_price",)),
    "layer_price": Reads(("material_price",)),
    "second_layer_price": Reads(("material_price",)),
    "catholyte_price": Reads(("material_price",)),
    "annual_output": Reads(("plant_output",)),
    "added": Reads(("plant_output",), then=True),
    "prior_experience": Reads(("plant_output",)),
}
_TODAY = "Neither is ever today's value; rest it on a measured or reported figure, or on a published source."


class Resolved(NamedTuple):
    """What an assumption comes to: its value or its spread, and the unit they are in."""

    value: Any
    spread: SpreadSpec | None
    unit: str


def _value(value: float) -> Reading:
    return {"value": value}


def _one(figures: Sequence[Figure], end: str) -> float:
    """Return one end of the first figure, or refuse where the document leaves it open."""
    value = getattr(figures[0], f"{end}_value")
    if value is None:
        raise StudyError(f"figure {figures[0].id!r} states no {end} end. Choose a rule that reads the other end.")
    return float(value)


def _both(figures: Sequence[Figure]) -> tuple[float, float]:
    return _one(figures, "low"), _one(figures, "high")


def _as_printed(figures: Sequence[Figure]) -> Reading:
    low, high = _both(figures)
    if low != high:
        raise StudyError(f"figure {figures[0].id!r} prints two ends, {low:g} and {high:g}. Choose a rule for them.")
    return _value(low)


def _bound(figures: Sequence[Figure]) -> Reading:
    ends = [end for end in (figures[0].low_value, figures[0].high_value) if end is not None]
    if len(ends) != 1:
        raise StudyError(f"figure {figures[0].id!r} prints two ends. Choose a rule that reads both.")
    return _value(ends[0])


def _middle(figures: Sequence[Figure]) -> Reading:
    return {"spread": SpreadSpec(uniform=_both(figures))}


def _geometric(figures: Sequence[Figure]) -> Reading:
    low, high = _both(figures)
    return {"spread": SpreadSpec(triangular=(low, math.sqrt(low * high), high))}


def _quotient(figures: Sequence[Figure]) -> Reading:
    return _value(_one(figures, "low") / _one(figures[1:], "low"))


def _quotient_hull(figures: Sequence[Figure]) -> Reading:
    (low, high), (divisor_low, divisor_high) = _both(figures), _both(figures[1:])
    return {"spread": SpreadSpec(triangular=(low / divisor_high, low / divisor_low, high / divisor_low))}


RULES: dict[str, Callable[[Sequence[Figure]], Reading]] = {
    "as printed": _as_printed,
    "low end as printed": lambda figures: _value(_one(figures, "low")),
    "high end as printed": lambda figures: _value(_one(figures, "high")),
    "printed bound taken as the value": _bound,
    "middle of the printed bounds, spread over them": _middle,
    "geometric mean of the printed bounds, spread over them": _geometric,
    "quotient of the low ends": _quotient,
    "quotient of the low ends, spread over the hull of all quotients": _quotient_hull,
}
_OF_TWO = ("quotient of the low ends", "quotient of the low ends, spread over the hull of all quotients")


def resolve(assumption: Assumption, figures: Mapping[str, Figure]) -> Resolved:
    """Return what an assumption comes to: as stated, or as its rule reads the figures it rests on.

    Parameters
    ----------
    assumption : Assumption
    figures : mapping of figures by id
        The five documents' figures, a user's own sheet's, or both.

    Raises
    ------
    StudyError
        With everything that is wrong, one line each: unknown ids or rules, figures of something else, a target or
        forecast behind a name of today, an end that the document leaves open, another unit.
    MoneyError
        If a figure names no price year and the assumption's unit assigns none, or another one than the figure's.

    Examples
    --------
    >>> from ssbmodel import figures
    >>> resolve(Assumption(name="rated_energy", rests_on=["004/pack-rated-energy"], rule="as printed"), figures)
    Resolved(value=100.0, spread=None, unit='kWh')
    """
    if not assumption.rests_on:
        return Resolved(assumption.value, assumption.spread, assumption.unit)
    problems = [*_unknown(assumption, figures)]
    stood = [] if problems else [figures[key] for key in assumption.rests_on]
    if not problems:
        problems = [line for figure in stood for line in _unfit(assumption.name, figure)]
    if problems:
        raise StudyError("\n".join(problems))
    try:
        return _read(assumption, stood)
    except StudyError as error:
        raise StudyError(f"{assumption.name}: {error}") from None


def assumption_from(table: Mapping[str, Any], figures: Mapping[str, Figure]) -> Assumption:
    """Return a table of a file as an assumption; a value that stands beside a rule is told what the rule reads.

    Raises
    ------
    StudyError
        If the table does not hold together.

    Examples
    --------
    >>> assumption_from({"name": "rated_energy", "value": 80, "unit": "kWh", "reason": "a smaller pack"}, {}).value
    80.0
    """
    ruled = all(table.get(key) for key in ("name", "rests_on", "rule"))
    if ruled and isinstance(table.get("value"), (int, float)) and all(key in figures for key in table["rests_on"]):
        others = {key: value for key, value in table.items() if key != "value"}
        found = resolve(Assumption(**others), figures)
        said = f"{table['name']} = {table['value']:g} {table.get('unit', '')}".rstrip()
        raise StudyError(
            f'{said} is not what "{table["rule"]}" reads from {" and ".join(table["rests_on"])} ({_told(found)}). '
            "Remove rests_on and rule: the value is then yours."
        )
    return Assumption(**table)


def _told(found: Resolved) -> str:
    numbers = f"{found.value:g}" if found.spread is None else "{:g} to {:g}".format(*found.spread.ends[::2])
    return f"{numbers} {found.unit}".rstrip()


def _unknown(assumption: Assumption, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Tell of ids and rules that are none."""
    for key in assumption.rests_on:
        if key not in figures:
            yield f"{assumption.name} rests on {key!r}, which is no figure.{did_you_mean(key, figures)}"
    wanted = 2 if assumption.rule in _OF_TWO else 1
    if assumption.rule not in RULES:
        near = did_you_mean(assumption.rule, RULES) or f" Expected one of: {'; '.join(RULES)}."
        yield f"{assumption.name}: rule = {assumption.rule!r} reads no figure.{near}"
    elif len(assumption.rests_on) < wanted:
        yield f"{assumption.name}: rule = {assumption.rule!r} reads two figures. Write rests_on = [one, other]."


def _unfit(name: str, figure: Figure) -> Iterator[str]:
    """Tell of a figure that may not stand behind a name."""
    reads = READS.get(name, Reads((name,)))
    told = f"{name} rests on {figure.id!r}, which"
    if figure.quantity not in reads.quantities:
        wanted = f"a figure of: {', '.join(sorted(reads.quantities))}" if name in READS else "a source or a reason"
        yield f"{told} states {figure.quantity} ({figure.basis}). Expected {wanted}."
    if figure.kind in {"target", "forecast"} and not reads.then:
        yield f"{told} is a {figure.kind} for {figure.as_of}. {_TODAY}"
    if reads.level and figure.level not in {reads.level, "unspecified"}:
        yield f"{told} is at {figure.level} level. Expected {reads.level} level."


def _read(assumption: Assumption, stood: Sequence[Figure]) -> Resolved:
    reading = RULES[assumption.rule](stood)
    said = _unit_of(stood[0])
    unit = assumption.unit or said
    _refuse_money(assumption, stood[0], said, unit)
    inside = _converter(said, unit)
    if "value" in reading:
        return Resolved(inside(reading["value"]), None, unit)
    spread: SpreadSpec = reading["spread"]
    moved: dict[str, Any] = {spread.kind: tuple(inside(value) for value in getattr(spread, spread.kind))}
    return Resolved(None, SpreadSpec(**moved), unit)


def _unit_of(figure: Figure) -> str:
    """Return a figure's unit, its money in the price year where one is stated."""
    if not isinstance(figure.price_year, int):
        return figure.unit
    year = figure.price_year
    return write_unit((f"{name}_{year}" if is_money(name) else name, power) for name, power in read_unit(figure.unit))


def _moneys(unit: str) -> list[str]:
    return [name for name, _ in read_unit(unit) if is_money(name)]


def _refuse_money(assumption: Assumption, figure: Figure, said: str, unit: str) -> None:
    """Refuse money without a year, and a year or currency that is not the figure's."""
    for money, wanted in zip(_moneys(said), _moneys(unit), strict=False):
        dated = re.sub(rf"{money}(?![A-Z_])", f"{money}_2025", said)
        if "_" not in wanted:
            told = f"{assumption.name}: figure {figure.id!r} names no price year. Assign one with its reason: "
            raise MoneyError(f'{told}unit = "{dated}", reason = "...".')
        if wanted != money and wanted[:4] != f"{money}_":
            told = f"{assumption.name}: figure {figure.id!r} is in {money}, the unit in {wanted}. "
            raise MoneyError(f'{told}Write unit = "{said if "_" in money else dated}"; the study converts it.')


def _converter(said: str, unit: str) -> Callable[[float], float]:
    """Return the conversion between two units, money of any year taken as equal; equal ones leave the digits alone."""
    given, wanted = read_unit(said), tuple(("money" if is_money(name) else name, p) for name, p in read_unit(unit))
    if tuple(("money" if is_money(name) else name, power) for name, power in given) == wanted:
        return lambda value: value
    try:
        conversion = converter(write_unit(wanted)).conversion(given)
    except UnitError:
        raise StudyError(f"unit = {unit!r} is of another kind than the figure's {said!r}. Leave it out.") from None
    return lambda value: float(conversion(value))
