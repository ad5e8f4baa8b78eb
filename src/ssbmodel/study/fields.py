"""What a scenario asks for: each field's word, the figures it may rest on, and the rules that read figures."""

import math
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..ground import quantities as word
from ..ground.errors import ScenarioError
from ..ground.records import Assumption, SpreadSpec
from ..ground.units import Q
from ..sheets.figure import Figure


class FieldSpec(NamedTuple):
    """One field of a scenario.

    ``then`` marks what may rest on a forecast or target; ``cold`` what holds at the ambient temperature alone.
    """

    word: Any
    meaning: str
    accepts: frozenset[str]
    then: bool = False
    cold: bool = False
    level: str = ""


def _from(*quantities: str) -> frozenset[str]:
    return frozenset(quantities)


FIELDS: dict[str, FieldSpec] = {
    "start_year": FieldSpec(word.Count, "year of today's cost", _from("battery_cost", "date")),
    "end_year": FieldSpec(word.Count, "year of the cost then", _from("target_date", "market_entry"), then=True),
    "start_cost": FieldSpec(word.PositiveUnitCost, "cost today", _from("battery_cost", "cost_multiple")),
    "end_cost": FieldSpec(word.PositiveUnitCost, "cost then", _from("battery_cost", "cost_multiple"), then=True),
    "rated_energy": FieldSpec(word.PositiveEnergy, "energy of the pack", _from("rated_energy")),
    "usable_share": FieldSpec(word.PositiveShare, "share of it for driving", _from()),
    "cell_specific_energy": FieldSpec(
        word.SpecificEnergy, "energy per cell mass", _from("specific_energy"), level="cell"
    ),
    "cell_energy_density": FieldSpec(
        word.EnergyDensity, "energy per cell volume", _from("energy_density"), level="cell"
    ),
    "cell_to_pack_mass_ratio": FieldSpec(word.PositiveShare, "cell mass over pack mass", _from()),
    "cell_to_pack_volume_ratio": FieldSpec(word.PositiveShare, "cell volume over pack volume", _from()),
    "battery_consumption": FieldSpec(word.Consumption, "energy per distance at the battery", _from()),
    "reference_temperature": FieldSpec(word.Temperature, "air temperature of the rating", _from("temperature")),
    "reference_capacity_retention": FieldSpec(word.PositiveShare, "capacity retention there", _from()),
    "ambient_temperature": FieldSpec(word.Temperature, "air temperature in the cold", _from("temperature")),
    "capacity_retention": FieldSpec(
        word.PositiveShare, "capacity retention in the cold", _from("capacity_retention", "temperature"), cold=True
    ),
    "drag_share": FieldSpec(word.Share, "share of drag in the consumption", _from()),
    "rolling_ratio": FieldSpec(word.Ratio, "consumption but for drag, cold over reference", _from(), cold=True),
    "heater_power": FieldSpec(word.Power, "heating in the cold", _from(), cold=True),
    "mean_speed": FieldSpec(word.Speed, "speed in the cold", _from()),
    "learning_rate": FieldSpec(word.PositiveLearningRate, "cost share that goes per doubling", _from()),
    "experience": FieldSpec(word.PositiveEnergy, "made up to today", _from()),
    "added": FieldSpec(word.Energy, "made between today and then", _from("plant_output"), then=True),
    "prior_experience": FieldSpec(word.Energy, "earlier or shared experience", _from("plant_output")),
}

Ends = tuple[float, float]
Reading = dict[str, Any]


def _value(value: float) -> Reading:
    return {"value": value}


def _one(figures: Sequence[Figure], end: str) -> float:
    """Return one end of the first figure, or refuse where the document leaves it open."""
    value = getattr(figures[0], f"{end}_value")
    if value is None:
        raise ScenarioError(f"figure {figures[0].id!r} states no {end} end. Choose a rule that reads the other end.")
    return float(value)


def _both(figures: Sequence[Figure]) -> Ends:
    return _one(figures, "low"), _one(figures, "high")


def _as_printed(figures: Sequence[Figure]) -> Reading:
    low, high = _both(figures)
    if low != high:
        raise ScenarioError(f"figure {figures[0].id!r} prints two ends, {low:g} and {high:g}. Choose a rule for them.")
    return _value(low)


def _bound(figures: Sequence[Figure]) -> Reading:
    ends = [end for end in (figures[0].low_value, figures[0].high_value) if end is not None]
    if len(ends) != 1:
        raise ScenarioError(f"figure {figures[0].id!r} prints two ends. Choose a rule that reads both.")
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


def resolved(assumption: Assumption, figures: Any) -> Assumption:
    """Return an assumption with the value that its rule reads from its figures, where it states none itself.

    Raises
    ------
    ScenarioError
        If it states no value and its rule is none of ``RULES``.
    """
    if assumption.value is not None or assumption.spread is not None:
        return assumption
    rule = RULES.get(assumption.rule)
    if rule is None or not assumption.rests_on:
        raise ScenarioError(
            f"assumption {assumption.field!r} has neither value nor spread, and rule={assumption.rule!r} computes "
            f"none. Write value = ..., or one of the rules: {'; '.join(RULES)}."
        )
    reading = rule([figures[name] for name in assumption.rests_on])
    factor = _factor(figures[assumption.rests_on[0]].unit, assumption.unit)
    return assumption.model_copy(update=_scaled(reading, factor))


def _scaled(reading: Reading, factor: float) -> Reading:
    """Return a reading in another unit; a factor of one leaves its digits alone."""
    if factor == 1:
        return reading
    if "value" in reading:
        return _value(reading["value"] * factor)
    spread: SpreadSpec = reading["spread"]
    return {"spread": SpreadSpec(**{spread.kind: tuple(value * factor for value in getattr(spread, spread.kind))})}


def _factor(said: str, wanted: str) -> float:
    """Return the factor between two units of one dimension, money of any year taken as equal."""
    said, wanted = (re.sub(r"([A-Z]{3})_\d{4}", r"\1", unit) for unit in (said, wanted))
    return 1.0 if said == wanted or "deg" in said else float(Q(1, said).m_as(Q(1, wanted).units))
