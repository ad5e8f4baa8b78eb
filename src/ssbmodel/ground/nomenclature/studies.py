"""Names that a study gives to what models take and give: ``name: meaning``, one a line, by unit, basis and scale."""

ROWS: dict[str, str] = {
    " | 1 | plain": """
base_year: calendar year that the base price holds in
target_year: calendar year that the target price holds in
year: calendar year
path_year: calendar year in which a path of output starts, and until whose end experience is counted
path_end_year: calendar year of the last stated output of a path
elapsed_steps: annual steps from the base year to a year
decline_steps: annual steps from the base year to the target year
""",
    "": """
experience_growth: experience then over experience in the base year, prior experience included
path_steps: annual steps from the first stated output of a path to the last
steps_before_base: annual steps of a path of output that lie before the base year
steps_of_path: annual steps of a path of output from the base year to a year
output_over_ceiling: output per year at the start of a path over the output that it approaches
later_growth: output of a year over that of the year before, once a path has ended
charged_share: share of the usable energy that a charge adds
charge_window: state of charge at the end of a charge less that at its start
curve_room: by how much of the usable energy a charge stays within its curve, negative where it leaves it
reference_capacity_retention: share of the usable energy still available at the reference temperature
""",
    "Wh | Wh_made": """
annual_output: energy of all packs that a plant makes in a counted year
end_output: output of the year in which a path ends
base_output: output per year, counted as one step, in the base year
yearly_added: output made since the base year, along yearly outputs that grow steadily between two stated ones
added_before_base: output made from the year in which a path starts until the base year
base_experience: cumulative output until the end of the base year
""",
    "Wh/K | Wh_heat/K_ambient": """
cabin_heat_capacity: heat capacity of a cabin
battery_heat_capacity: heat capacity of a battery
""",
    "money/Wh": """
base_pack_unit_price: price of a pack per rated energy in the base year
target_pack_unit_price: price of a pack per rated energy in the target year
pack_unit_price: price of a pack per rated energy
pack_unit_cost: cost of a pack per rated energy, without profit and warranty
cell_unit_cost: cost of the cells per rated energy, without profit and warranty
rival_unit_price: price per rated energy of the pack compared with
learned_price: price of a pack per rated energy after learning alone
""",
    "money": """
base_pack_price: price of a pack in the base year
table_money: one unit of the money that the tables of plant steps and purchased parts are in
pack_press_cost: price of all that presses the modules of a pack
module_items_with_press_cost: purchased parts of all modules of a pack, with what presses them
""",
    "Wh | Wh_cell1": "single_cell_energy: rated energy of one cell",
    "Wh/L | Wh_rated/L_pack": "pack_energy_density: rated energy per volume of a whole pack",
    "kg | kg_pack": """
pack_strap_mass: mass of all straps that press cells
pack_end_plate_mass: mass of all end plates that press cells
pack_press_pad_mass: mass of all pads that give way between pressed cells
pack_press_mass: mass of all that presses the modules of a pack
original_pack_mass: mass of the pack that a car was built with
""",
    "m3 | L_pack": "pack_press_volume: volume of all that presses the modules of a pack",
    "kg | kg_car": """
vehicle_mass: mass of a car with its load and its pack
vehicle_mass_without_pack: mass of a car with its load, without a pack
vehicle_mass_as_built: mass of a car with its load and the pack it was built with
known_mass: mass of a car that a road load is known at
""",
    "Wh/km | Wh_wheel/km": """
road_load_constant: force that resists a car with its pack, constant part
road_load_constant_without_pack: force that resists a car without a pack, constant part
road_load_constant_as_built: force that resists a car with the pack it was built with, constant part
road_load_of_mass: force that resists a car at another mass, constant part
rolling_force: force against which tyres roll on the level
""",
    "Wh h/km2 | Wh_wheel h/(km km)": "road_load_linear: force that resists a car, per speed",
    "Wh h2/km3 | Wh_wheel h h/(km km km)": "road_load_square: force that resists a car, per speed squared",
    "Wh/km | Wh_wheel/km_cold": "cold_road_load_constant: force that resists a car in the cold, constant part",
    "Wh h2/km3 | Wh_wheel h h/(km km km_cold)": """
cold_road_load_square: force that resists a car in the cold, per speed squared
""",
    "kg/m": "drag_per_speed_squared: force of the air per speed squared",
    "Wh/(km kg) | Wh_wheel/(km kg_car)": "gravity: weight per mass",
    "Wh | Wh_wheel": """
cold_positive_work: work at the wheels that pulls a car over a trip in the cold
cold_braking_work: work at the wheels that slows a car over a trip in the cold
air_positive_work: work at the wheels that pulls a car over a trip, of the cold the air alone
air_braking_work: work at the wheels that slows a car over a trip, of the cold the air alone
tyre_positive_work: work at the wheels that pulls a car over a trip, of the cold the tyres alone
tyre_braking_work: work at the wheels that slows a car over a trip, of the cold the tyres alone
""",
    "Wh/km | Wh_usable/km_cold": """
cold_drive_consumption: energy from the pack per distance for driving alone in the cold
consumption_with_heat: energy from the pack per distance, driving and heating together
""",
    "Wh/km | Wh_usable/km": """
raised_consumption: consumption with one cause of the cold alone
consumption_in_cold_air: consumption where of the cold the air alone is met
consumption_on_cold_tyres: consumption where of the cold the tyres alone are met
consumption_rise: consumption that a cause adds
drive_rise: consumption that denser air and stiffer tyres add together
""",
    "Wh/km | Wh_wall/km_cold": "cold_wall_consumption: energy from the wall per distance in the cold",
    " | km/km_cold": "cold_over_reference: consumption in the cold over that at the reference temperature",
    "K | K_ambient": "road_load_temperature: air temperature at which a road load is known",
    "Wh | Wh_rated": "original_rated_energy: rated energy of the pack that a car was built with",
    "Wh | Wh_usable": "original_usable_energy: usable energy of the pack that a car was built with",
    " | Wh_usable/Wh_rated": "original_usable_share: usable over rated energy of the pack a car was built with",
    "Wh/kg | Wh_rated/kg_pack": """
original_pack_specific_energy: rated energy per mass of the pack that a car was built with
""",
    "1/h": "mean_charge_rate: mean charging power over rated energy (C-rate)",
    "W": "station_power: power that a charging station gives at most",
    "h": """
charging_time_at_station: time of a charge that the battery's curve or the station holds back
charging_time_at_power: time of a charge at one power
""",
    "km": "range_added: distance that a charge adds",
}
