"""Which way each answer moves when one input grows, the others staying as they are."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from .doors import DOORS, cases, inputs

MONOTONE = {
    "cell_density": "+cell_energy_density -cell_specific_energy",
    "cells_mass": "+rated_energy -cell_specific_energy",
    "cells_volume": "+rated_energy -cell_energy_density",
    "usable_energy": "+rated_energy +usable_share",
    "pack_mass": "+rated_energy -cell_specific_energy -cell_to_pack_mass_ratio",
    "pack_volume": "+rated_energy -cell_energy_density -cell_to_pack_volume_ratio",
    "driving_range": "+usable_energy -battery_consumption +capacity_retention",
    "energy_for_range": "+driving_range +battery_consumption -capacity_retention",
    "cell_capacity_retention": "+cell_temperature -cell_retention_temperature -cell_retention_slope",
    "capacity_retention_in_driving": "+ambient_temperature -driving_retention_temperature -driving_retention_slope",
    "range_retention": "+capacity_retention -consumption_ratio",
    "consumption_ratio": "-battery_consumption +drive_ratio +heater_power -mean_speed",
    "cold_consumption": "+battery_consumption +consumption_ratio",
    "drive_ratio": "+drag_ratio +rolling_ratio",
    "air_density_ratio": "+reference_temperature -ambient_temperature",
    "mean_charging_power": "+charged_energy -charging_time",
    "charge_rate": "+charging_power -rated_energy",
    "charging_current": "+charging_power -pack_voltage",
    "battery_consumption": "+positive_work -braking_work -traction_efficiency -regeneration_efficiency +no_load_loss "
    "+auxiliary_energy",
    "wall_consumption": "+battery_consumption -charging_efficiency",
    "combined_consumption": "+city_consumption +highway_consumption",
    "label_range": "+test_range +label_factor",
    "tyre_ratio": "+temperature_drop +tyre_slope",
    "cabin_power": "+cabin_temperature -ambient_temperature +cabin_heat_loss -cabin_gains -heating_cop",
    "warm_up_energy": "-soak_temperature +kept_temperature +heat_capacity -heating_cop",
    "range_added_per_time": "+charging_power -battery_consumption",
    "cable_loss": "+charging_current +cable_resistance",
    "pack_loss": "+charging_power +cell_resistance -cell_voltage -cells_in_series -cells_in_parallel",
    "cell_loss_share": "+charge_rate +areal_capacity +area_specific_resistance -cell_voltage",
    "heat_limited_power": "+pack_voltage -pack_resistance +cooling_power",
    "pack_cost": "+rated_energy +unit_cost",
    "unit_cost": "+pack_cost -rated_energy",
    "layer_cost_per_energy": "+area_price -quoted_thickness +layer_thickness -areal_capacity -cell_voltage",
    "price_per_mass": "+area_price -quoted_thickness -layer_density",
    "material_cost_per_energy": "+material_price +material_loading",
    "cost_at_rate": "+start_cost -annual_decline",
    "annual_decline": "+start_cost -end_cost",
    "effective_doublings": "-experience +added -prior_experience",
    "cost_after_learning": "+start_cost -learning_rate +experience -added +prior_experience +floor",
    "required_learning_rate": "+start_cost -end_cost",
    "required_doublings": "+start_cost -end_cost",
}
MOVES = [(name, word[1:], 1 if word[0] == "+" else -1) for name, words in MONOTONE.items() for word in words.split()]


@pytest.mark.parametrize(("name", "moved", "sign"), MOVES, ids=[f"{n}: {m}" for n, m, _ in MOVES])
@given(data=st.data(), growth=st.floats(1e-9, 0.5))
def test_an_answer_never_moves_the_wrong_way(name: str, moved: str, sign: int, data: Any, growth: float) -> None:
    function = DOORS[name]
    values = data.draw(cases(function))
    grown = values[moved] + growth * abs(values[moved])
    if inputs(function)[moved] == "":  # shares stay below one
        grown = max(values[moved], min(grown, 1 - 1e-6))
    before, after = function.kernel(**values), function.kernel(**{**values, moved: grown})
    # a growth of the last digits may be lost in rounding, never reversed by more than rounding
    assert sign * (after - before) >= -8 * np.finfo(float).eps * abs(before)


@pytest.mark.parametrize(("name", "moved"), [(n, m) for n, m, _ in MOVES], ids=[f"{n}: {m}" for n, m, _ in MOVES])
def test_a_larger_input_moves_the_answer_at_all(name: str, moved: str) -> None:
    function = DOORS[name]
    values = {key: 0.5 + 0.01 * place for place, key in enumerate(inputs(function))}
    if name == "cost_after_learning":
        values["floor"] = 0.1
    if name == "cabin_power":  # nothing is heated where it is as warm outside
        values["cabin_temperature"] = 3.0
    if "retention" in name and name != "range_retention":  # nothing is lost where it is as warm as that
        values[next(key for key in values if key.endswith("retention_temperature"))] = 3.0
    before, after = function.kernel(**values), function.kernel(**{**values, moved: values[moved] * 1.1})
    sign = next(s for n, m, s in MOVES if (n, m) == (name, moved))
    assert sign * (after - before) > 1e-3 * abs(before)
