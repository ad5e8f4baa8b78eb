"""What a scenario asks for: each field's word, and the figures it may rest on."""

import re
from typing import Any, NamedTuple

from ..documents.rules import RULES, Reading
from ..ground import quantities as word
from ..ground.errors import ScenarioError, StudyError
from ..ground.records import Assumption, SpreadSpec
from ..ground.units import Q


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
    try:
        reading = rule([figures[name] for name in assumption.rests_on])
    except StudyError as error:
        raise ScenarioError(str(error)) from None
    factor = _factor(figures[assumption.rests_on[0]].unit, assumption.unit)
    return assumption.model_copy(update=_scaled(reading, factor))


def _scaled(reading: Reading, factor: float) -> Reading:
    """Return a reading in another unit; a factor of one leaves its digits alone."""
    if factor == 1:
        return reading
    if "value" in reading:
        return {"value": reading["value"] * factor}
    spread: SpreadSpec = reading["spread"]
    return {"spread": SpreadSpec(**{spread.kind: tuple(value * factor for value in getattr(spread, spread.kind))})}


def _factor(said: str, wanted: str) -> float:
    """Return the factor between two units of one dimension, money of any year taken as equal."""
    said, wanted = (re.sub(r"([A-Z]{3})_\d{4}", r"\1", unit) for unit in (said, wanted))
    return 1.0 if said == wanted or "deg" in said else float(Q(1, said).m_as(Q(1, wanted).units))
