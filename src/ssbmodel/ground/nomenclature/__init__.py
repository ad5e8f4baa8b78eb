"""The one glossary: every name of a parameter or result, its unit, its basis and its meaning.

The *basis unit* keeps apart what ordinary units cannot: rated and usable energy, battery and wall, cell and pack,
driving in the cold and at the reference. A test runs every kernel in a registry in which these are separate
dimensions. docs/nomenclature.md is rendered from here.
"""

import re
from collections import Counter
from typing import NamedTuple

from . import cells, packs, plants, studies


class Term(NamedTuple):
    """One row of the glossary."""

    symbol: str
    unit: str
    basis: str
    meaning: str
    scale: str = "ratio"  # how changes compare: as ratios, or "plain" differences, as of temperatures and years


_RATED_COST = "money/Wh_rated"

# One cell's share of what all cells of a pack are: times a count of cells, one is the other.
OF_ONE_CELL = {"kg_cell1": "kg_cells/cell", "L_cell1": "L_cells/cell", "Wh_cell1": "Wh_rated/cell"}

TERMS: dict[str, Term] = {
    # energy and its shares
    "rated_energy": Term("E", "Wh", "Wh_rated", "energy of all cells from full to empty at 25 °C"),
    "usable_energy": Term("E_u", "Wh", "Wh_usable", "energy the pack gives between its limits of charge at 25 °C"),
    "usable_share": Term("s", "", "Wh_usable/Wh_rated", "share of the rated energy the battery management releases"),
    "capacity_retention": Term("r", "", "1", "share of the usable energy still available at the cell temperature"),
    # cell and pack
    "cell_specific_energy": Term("g", "Wh/kg", "Wh_rated/kg_cells", "rated energy per mass of a single cell"),
    "cell_energy_density": Term("u", "Wh/L", "Wh_rated/L_cells", "rated energy per volume of a single cell"),
    "cell_density": Term("ρ", "kg/L", "kg_cells/L_cells", "mass of a cell per volume"),
    "cells_mass": Term("m_c", "kg", "kg_cells", "mass of all cells of a pack, without what is around them"),
    "cells_volume": Term("V_c", "L", "L_cells", "volume of all cells of a pack, without what is around them"),
    "cell_to_pack_mass_ratio": Term("η", "", "kg_cells/kg_pack", "mass of the cells over mass of the pack"),
    "cell_to_pack_volume_ratio": Term("η_V", "", "L_cells/L_pack", "volume of the cells over volume of the pack"),
    "pack_mass": Term("m", "kg", "kg_pack", "mass of a pack with everything around the cells"),
    "pack_volume": Term("V", "L", "L_pack", "volume of a pack with everything around the cells"),
    "cell_voltage": Term("U", "V", "V", "mean voltage of a cell during discharge"),
    "pack_voltage": Term("U", "V", "V_pack", "voltage of the pack while it charges"),
    "areal_capacity": Term("q", "A h/m2", "Wh_rated/(V m2)", "charge per area of the electrode pair, full to empty"),
    # driving
    "battery_consumption": Term("c", "Wh/km", "Wh_usable/km", "energy the pack gives per distance on a stated cycle"),
    "driving_range": Term("d", "km", "km", "distance a full pack covers before it is empty, on a stated cycle"),
    "energy_for_range": Term("E_u", "Wh", "Wh_usable", "usable energy needed for a distance"),
    "consumption_ratio": Term("k", "", "km/km_cold", "consumption in the cold over that at the reference temperature"),
    "drive_ratio": Term("κ", "", "km/km_cold", "energy for driving alone, cold over reference"),
    "cold_consumption": Term("c'", "Wh/km", "Wh_usable/km_cold", "energy drawn from the pack per distance in the cold"),
    "drag_share": Term("s", "", "1", "share of air drag in the consumption at the reference temperature"),
    "drag_ratio": Term("x_d", "", "km/km_cold", "energy against air drag, cold over reference"),
    "rolling_ratio": Term("x_r", "", "km/km_cold", "energy for all but drag (mainly tyres), cold over reference"),
    "range_retention": Term("R", "", "km_cold/km", "range in the cold over range at the reference temperature"),
    "heater_power": Term("P", "W", "Wh_usable/h", "mean power drawn from the pack for cabin and battery heat"),
    "mean_speed": Term("v", "km/h", "km_cold/h", "distance over time of a trip in the cold"),
    "reference_temperature": Term("T_0", "K", "K_reference", "air temperature of the reference", "plain"),
    "ambient_temperature": Term("T", "K", "K_ambient", "air temperature of the trip", "plain"),
    "air_density_ratio": Term("ρ/ρ_0", "", "K_reference/K_ambient", "density of air, ambient over reference"),
    # road load and work at the wheels
    "mass": Term("m", "kg", "kg_car", "mass of a car with its load"),
    "drag_area": Term("S", "m2", "m2", "drag coefficient times frontal area"),
    "rolling_resistance": Term("C_r", "", "1", "rolling resistance coefficient on the level"),
    "air_density": Term("ρ", "kg/m3", "kg/m3", "density of the air the car drives in"),
    "inertia_factor": Term("k", "", "1", "mass with the turning parts over mass"),
    "grade": Term("s", "", "1", "rise over run of a whole trip"),
    "road_load_a": Term("A", "Wh/km", "Wh_wheel/km", "force that resists a car, constant part"),
    "road_load_b": Term("B", "Wh h/km2", "Wh_wheel h/(km km)", "force that resists a car, per speed"),
    "road_load_c": Term("C", "Wh h2/km3", "Wh_wheel h h/(km km km)", "force that resists a car, per speed squared"),
    "positive_work": Term("W_+", "Wh", "Wh_wheel", "work at the wheels that pulls a car over a trip"),
    "net_work": Term("W", "Wh", "Wh_wheel", "positive less braking work over a trip"),
    "braking_work": Term("W_-", "Wh", "Wh_wheel", "work at the wheels that slows a car over a trip"),
    "least_work": Term("W_l", "Wh", "Wh_wheel", "positive work that is certainly reached"),
    "most_work": Term("W_u", "Wh", "Wh_wheel", "positive work that is certainly not exceeded"),
    "from_table": Term("τ", "", "1", "1 where a table answered, 0 where the exact sum did"),
    # consumption
    "traction_efficiency": Term("η_t", "", "Wh_wheel/Wh_usable", "work at the wheels over energy from the pack"),
    "regeneration_efficiency": Term("η_r", "", "Wh_usable/Wh_wheel", "energy into the pack over braking work"),
    "no_load_loss": Term("E_0", "Wh", "Wh_usable", "energy the drive loses over a trip whatever it does"),
    "no_load_power": Term("P_0", "W", "Wh_usable/h", "power the drive loses while the car moves"),
    "auxiliary_energy": Term("E_a", "Wh", "Wh_usable", "energy over a trip for all that does not drive"),
    "auxiliary_power": Term("P_a", "W", "Wh_usable/h", "power for all that does not drive, heating apart"),
    "trip_distance": Term("D", "km", "km", "distance of a trip"),
    "cycle_consumption": Term("c", "Wh/km", "Wh_usable/km", "energy a stated car draws from its pack on a cycle"),
    "charging_efficiency": Term("η_c", "", "Wh_usable/Wh_wall", "energy into the pack over energy from the wall"),
    "wall_consumption": Term("c_w", "Wh/km", "Wh_wall/km", "energy from the wall per distance, charging loss included"),
    "city_consumption": Term("c_1", "Wh/km", "Wh_usable/km", "consumption on the UDDS"),
    "highway_consumption": Term("c_2", "Wh/km", "Wh_usable/km", "consumption on the HWFET"),
    "combined_consumption": Term("c", "Wh/km", "Wh_usable/km", "consumption of a mix of city and highway distance"),
    "city_share": Term("s", "", "1", "share of the distance in the city"),
    "test_range": Term("d", "km", "km", "range in an unadjusted certification test"),
    "label_factor": Term("f", "", "1", "share of the test range that a label states"),
    "label_range": Term("d_l", "km", "km", "range as a label states it"),
    # pack and car together
    "mass_multiplier": Term("μ", "", "kg_car/kg_pack", "mass of the car per mass of its pack"),
    "pack_specific_energy": Term("e", "Wh/kg", "Wh_rated/kg_pack", "rated energy per mass of a whole pack"),
    "range_with_pack": Term("d", "km", "km", "range of a car that carries its pack"),
    "range_ceiling": Term("d_max", "km", "km", "range that no pack of a specific energy reaches"),
    "pack_energy_for_range": Term("E", "Wh", "Wh_rated", "rated energy that carries car and pack over a distance"),
    # cold
    "capacity_retention_in_driving": Term("r", "", "1", "share of the usable energy a car still gets while it drives"),
    "driving_retention_temperature": Term(
        "T_0", "K", "K_ambient", "air temperature from which on no capacity is lost", "plain"
    ),
    "driving_retention_slope": Term("s", "1/K", "1/K_ambient", "share of the usable energy lost per kelvin below it"),
    "lowest_retention_ambient_temperature": Term(
        "T_l", "K", "K_ambient", "coldest air in tests behind a car's retention line", "plain"
    ),
    "highest_retention_ambient_temperature": Term(
        "T_h", "K", "K_ambient", "warmest air in tests behind a car's retention line", "plain"
    ),
    "temperature_drop": Term("ΔT", "K", "K_ambient", "how much colder than the reference", "plain"),
    "tyre_slope": Term("K", "1/K", "1/K_ambient", "rise of rolling resistance per kelvin below the reference"),
    "lowest_tyre_temperature": Term("T_l", "K", "K_ambient", "coldest air that the line of tyres holds for", "plain"),
    "highest_tyre_temperature": Term("T_h", "K", "K_ambient", "warmest air that the line of tyres holds for", "plain"),
    "tyre_ratio": Term("x_t", "", "1", "rolling resistance, cold over reference"),
    "cabin_temperature": Term("T_s", "K", "K_ambient", "temperature a cabin is kept at", "plain"),
    "carnot_share": Term("f", "", "1", "share of the ideal that a heat pump reaches"),
    "greatest_cop": Term("COP_max", "", "1", "most heat a heat pump ever gives per energy"),
    "heat_pump_cop": Term("COP", "", "1", "heat a heat pump gives per energy it draws"),
    "cabin_heat_loss": Term("U", "W/K", "Wh_heat/(h K_ambient)", "heat a cabin loses per kelvin, air change included"),
    "cabin_gains": Term("Q", "W", "Wh_heat/h", "heat a cabin gains from sun and people"),
    "heating_cop": Term("COP", "", "Wh_heat/Wh_usable", "heat per energy drawn for it"),
    "cabin_power": Term("P_c", "W", "Wh_usable/h", "mean power drawn from the pack to keep a cabin warm"),
    "battery_heating_power": Term("P_b", "W", "Wh_usable/h", "mean power drawn from the pack to keep it warm"),
    "soak_temperature": Term("T", "K", "K_ambient", "temperature of a part at the start of a trip", "plain"),
    "kept_temperature": Term("T_s", "K", "K_ambient", "temperature a part is brought to", "plain"),
    "heat_capacity": Term("C", "Wh/K", "Wh_heat/K_ambient", "heat capacity of cabin or battery"),
    "warm_up_energy": Term("E_0", "Wh", "Wh_usable", "energy drawn from the pack once per cold start"),
    "trip_length": Term("L", "km", "km_cold", "distance between two cold starts"),
    "air_consumption": Term("Δ_a", "Wh/km", "Wh_usable/km", "consumption that denser air adds"),
    "tyre_consumption": Term("Δ_t", "Wh/km", "Wh_usable/km", "consumption that stiffer tyres add"),
    "cabin_consumption": Term("Δ_c", "Wh/km", "Wh_usable/km_cold", "consumption that heating the cabin adds"),
    "battery_heat_consumption": Term("Δ_b", "Wh/km", "Wh_usable/km_cold", "consumption that heating the battery adds"),
    "warm_up_consumption": Term("Δ_w", "Wh/km", "Wh_usable/km_cold", "warm-up over the distance between cold starts"),
    "interaction_consumption": Term("Δ_i", "Wh/km", "Wh_usable/km", "what the causes add together beyond each alone"),
    "lost_to_capacity": Term("δ_r", "km", "km", "range lost to capacity that is not available"),
    "lost_to_air": Term("δ_a", "km", "km", "range lost to denser air"),
    "lost_to_tyres": Term("δ_t", "km", "km", "range lost to stiffer tyres"),
    "lost_to_cabin": Term("δ_c", "km", "km", "range lost to heating the cabin"),
    "lost_to_battery_heat": Term("δ_b", "km", "km", "range lost to heating the battery"),
    "lost_to_warm_up": Term("δ_w", "km", "km", "range lost to warming up"),
    "cold_range": Term("d'", "km", "km", "range in the cold"),
    # charging
    "charged_energy": Term("E", "Wh", "Wh_usable", "energy the battery takes up in a charge"),
    "charging_time": Term("t", "h", "h", "time from plugging in to the end of a charge"),
    "charging_power": Term("P", "W", "Wh_usable/h", "power into the battery"),
    "mean_charging_power": Term("P", "W", "Wh_usable/h", "mean power into the battery during a charge"),
    "charge_rate": Term("c_r", "1/h", "Wh_usable/(h Wh_rated)", "charging power over rated energy (C-rate)"),
    "charging_current": Term("I", "A", "Wh_usable/(h V_pack)", "current into the battery"),
    "state_of_charge": Term("s", "", "1", "share of the usable energy in the battery"),
    "start_charge": Term("s_0", "", "1", "state of charge at the start of a charge"),
    "end_charge": Term("s_1", "", "1", "state of charge at the end of a charge"),
    "range_added_per_time": Term("v", "km/h", "km/h", "distance added per time of charging"),
    "cable_resistance": Term("R", "ohm", "V_pack V_pack h/Wh_usable", "resistance of cable and contacts, both ways"),
    "cable_loss": Term("Q", "W", "Wh_usable/h", "heat in cable and contacts"),
    "cell_resistance": Term("R", "ohm", "V V h cell/Wh_usable", "resistance of one cell at its temperature"),
    "cells_in_series": Term("n_s", "", "V_pack/V", "cells in a string"),
    "cells_in_parallel": Term("n_p", "", "cell V/V_pack", "strings side by side"),
    "pack_loss": Term("Q", "W", "Wh_usable/h", "heat in the cells of a pack"),
    "area_specific_resistance": Term("r", "ohm m2", "V V h m2/Wh_usable", "resistance of a cell times its area"),
    "cell_loss_share": Term("x", "", "1", "share of the charging power that heats the cell"),
    "pack_resistance": Term("R", "ohm", "V_pack V_pack h/Wh_usable", "resistance of a pack"),
    "cooling_power": Term("Q", "W", "Wh_usable/h", "heat taken away from a pack"),
    "heat_limited_power": Term("P", "W", "Wh_usable/h", "charging power whose heat is just taken away"),
    # cost
    "unit_cost": Term("c", "money/Wh", _RATED_COST, "cost per rated energy, of cell or pack as the caller states"),
    "pack_cost": Term("C", "money", "money", "cost of a pack"),
    "area_price": Term("p_A", "money/m2", "money/m2", "price of a layer of a quoted thickness, per area"),
    "quoted_thickness": Term("d_q", "m", "m_quoted", "thickness an area price is quoted for"),
    "layer_thickness": Term("d", "m", "m_quoted", "thickness of the layer in the cell"),
    "layer_density": Term("ρ", "kg/m3", "kg_material/(m2 m_quoted)", "density of the dense layer"),
    "layer_cost_per_energy": Term("c", "money/Wh", _RATED_COST, "cost per rated energy of one layer of a cell"),
    "price_per_mass": Term("p", "money/kg", "money/kg_material", "price per mass of a material quoted per area"),
    "material_price": Term("p", "money/kg", "money/kg_material", "price of a material"),
    "material_loading": Term("L", "kg/Wh", "kg_material/Wh_rated", "mass of a material per rated energy"),
    "material_cost_per_energy": Term("c", "money/Wh", _RATED_COST, "cost per rated energy of one material of a cell"),
    # decline
    "start_cost": Term("c_0", "money/Wh", _RATED_COST, "cost per rated energy now"),
    "end_cost": Term("c_1", "money/Wh", _RATED_COST, "cost per rated energy then"),
    "cost_at_rate": Term("c", "money/Wh", _RATED_COST, "cost after years of decline at a steady rate"),
    "annual_decline": Term("r", "", "1", "share of the cost that goes in each year"),
    "steps": Term("n", "", "1", "years from the start, counted as annual steps"),
    "experience": Term("z", "Wh", "Wh_made", "cumulative output so far, counted since a stated year"),
    "added": Term("z_+", "Wh", "Wh_made", "output made since"),
    "prior_experience": Term("B", "Wh", "Wh_made", "experience from before the count or from a related product"),
    "effective_doublings": Term("D", "", "1", "doublings of experience, prior experience included"),
    "doublings": Term("D", "", "1", "doublings of experience"),
    "learning_rate": Term("L", "", "1", "share of the cost above the floor that goes with each doubling"),
    "floor": Term("f", "money/Wh", _RATED_COST, "cost that learning cannot cross"),
    "cost_after_learning": Term("c", "money/Wh", _RATED_COST, "cost after a further volume has been made"),
    "required_learning_rate": Term("L", "", "1", "learning rate that leads from one cost to another"),
    "required_doublings": Term("D", "", "1", "doublings that lead from one cost to another"),
    # decline: output, other laws, investment
    "start_output": Term("q_0", "Wh", "Wh_made", "output per year, counted as one step, at the start"),
    "output": Term("q", "Wh", "Wh_made", "output per year, counted as one step, then"),
    "ceiling_output": Term("K", "Wh", "Wh_made", "output per year, counted as one step, that a path approaches"),
    "growth": Term(
        "g", "", "1", "rate per year of a path of output: of its logarithm, or of its approach to a ceiling"
    ),
    "exponential_output": Term("q", "Wh", "Wh_made", "output per year that grows at a steady rate"),
    "exponential_added": Term("z_+", "Wh", "Wh_made", "output made while it grows at a steady rate"),
    "logistic_output": Term("q", "Wh", "Wh_made", "output per year on a symmetric S-curve"),
    "logistic_added": Term("z_+", "Wh", "Wh_made", "output made on a symmetric S-curve"),
    "gompertz_output": Term("q", "Wh", "Wh_made", "output per year on a Gompertz curve"),
    "gompertz_added": Term("z_+", "Wh", "Wh_made", "output made on a Gompertz curve"),
    "experience_exponent": Term("b", "", "1", "exponent of Wright's law, above 0 where the cost falls"),
    "scale_exponent": Term("h", "", "1", "exponent of the cost in yearly output, above 0 where the cost falls"),
    "knowledge_ratio": Term("K/K_0", "", "1", "stock of patents or research, then over now"),
    "knowledge_exponent": Term("h", "", "1", "exponent of the cost in knowledge, above 0 where the cost falls"),
    "related_experience": Term("z_r", "Wh", "Wh_made", "cumulative output of a related product, since the same year"),
    "shared_share": Term("k", "", "1", "share of a related product's experience that counts for a component"),
    "counted_experience": Term("z_i", "Wh", "Wh_made", "experience that counts for a component"),
    "cost_with_output": Term("c", "money/Wh", _RATED_COST, "cost that falls with yearly output"),
    "cost_with_output_and_experience": Term("c", "money/Wh", _RATED_COST, "cost that falls with both"),
    "cost_with_time_and_experience": Term("c", "money/Wh", _RATED_COST, "cost that falls with both"),
    "cost_with_knowledge": Term("c", "money/Wh", _RATED_COST, "cost that falls with experience and knowledge"),
    "start_material_cost": Term("c_m", "money/Wh", _RATED_COST, "cost of the active materials now, minerals included"),
    "start_mineral_cost": Term("m_0", "money/Wh", _RATED_COST, "cost of the minerals in the materials now"),
    "mineral_cost": Term("m", "money/Wh", _RATED_COST, "cost of the minerals in the materials then"),
    "start_other_cost": Term("c_r", "money/Wh", _RATED_COST, "cost of all but the active materials now"),
    "material_learning_rate": Term("L_m", "", "1", "share of the material cost above its minerals lost per doubling"),
    "material_doublings": Term("D_m", "", "1", "doublings of the experience with the materials"),
    "other_learning_rate": Term("L_r", "", "1", "share of the other cost that goes with each doubling"),
    "other_doublings": Term("D_r", "", "1", "doublings of the experience with all but the materials"),
    "cost_in_two_stages": Term("c", "money/Wh", _RATED_COST, "cost of materials above their minerals, and of the rest"),
    "parity_cost": Term("p", "money/Wh", _RATED_COST, "price to reach"),
    "parity_experience": Term("z_s", "Wh", "Wh_made", "cumulative output at which the cost meets a price"),
    "learning_investment": Term(
        "I", "money", "money Wh_made/Wh_rated", "money spent above a price until the cost meets it"
    ),
}

# The basis that a unit alone says, where a row of cells, packs, plants or studies names none.
_BASES = {
    "": "1",
    "A h/kg": "Wh_rated/(V kg)",
    "A h/m3": "Wh_rated/(V m3)",
    "A h/m2": "Wh_rated/(V m2)",
    "kg/(A h)": "kg V/Wh_rated",
    "A h": "Wh_rated/V",
    "1/(ohm m)": "Wh_usable/(V V h m)",
    "ohm m2": "V V h m2/Wh_usable",
    "W": "Wh_usable/h",
    "A": "Wh_usable/(V h)",
    "A/m2": "Wh_usable/(V h m2)",
    "W/m2": "Wh_usable/(h m2)",
    "1/h": "Wh_usable/(h Wh_rated)",
    "m2/m3": "1/m",
    "Wh": "Wh_rated",
    "Wh/m3": "Wh_strain/m3",
    "Wh/kg": "Wh_rated/kg",
    "Wh/L": "Wh_rated/L",
    "money/Wh": _RATED_COST,
}


def _rows(key: str, text: str) -> dict[str, Term]:
    """Return the rows under a key: a unit, or ``unit | basis | scale`` as far as they are not what the unit says."""
    unit, basis, scale = (*(part.strip() for part in key.split("|")), "", "")[:3]
    lines = (line.partition(": ") for line in text.strip().splitlines())
    return {
        name: Term("", unit, basis or _BASES.get(unit, unit), meaning, scale or _scale(name, unit))
        for name, _, meaning in lines
    }


_PART = re.compile(r"([A-Za-z]+(?:_[A-Za-z0-9]+)?)([0-9]?)")


def basis_powers(basis: str) -> dict[str, int]:
    """Return a basis as powers of what it is made of; two that are equal here mean the same.

    >>> basis_powers("Wh_cell1/kg_cell1") == basis_powers(TERMS["cell_specific_energy"].basis)
    True
    """
    found: Counter[str] = Counter()
    above, _, below = basis.partition("/")
    for side, text in ((1, above), (-1, below)):
        for part, power in _PART.findall(text):
            inner = basis_powers(OF_ONE_CELL[part]) if part in OF_ONE_CELL else {part: 1}
            for name, times in inner.items():
                found[name] += side * int(power or 1) * times
    return {name: power for name, power in found.items() if power}


def _scale(name: str, unit: str) -> str:
    """Return how changes of a name compare: temperatures by difference, all else as ratios."""
    return "plain" if unit == "K" and name != "activation_temperature" else "ratio"


for _group in (cells, packs, plants, studies):
    for _unit, _text in _group.ROWS.items():
        TERMS = {**_rows(_unit, _text), **TERMS}
