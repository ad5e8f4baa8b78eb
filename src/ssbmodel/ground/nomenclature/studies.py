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
later_growth: output of a year over that of the year before, once a path has ended
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
""",
    "m3 | L_pack": "pack_press_volume: volume of all that presses the modules of a pack",
    "kg | kg_car": """
vehicle_mass: mass of a car with its load and its pack
vehicle_mass_without_pack: mass of a car with its load, without a pack
""",
    "Wh/km | Wh_wheel/km": """
road_load_constant: force that resists a car with its pack, constant part
road_load_constant_without_pack: force that resists a car without a pack, constant part
""",
    "Wh h/km2 | Wh_wheel h/(km km)": "road_load_linear: force that resists a car, per speed",
    "Wh h2/km3 | Wh_wheel h h/(km km km)": "road_load_square: force that resists a car, per speed squared",
    "1/h": "mean_charge_rate: mean charging power over rated energy (C-rate)",
    "W": "station_power: power that a charging station gives at most",
    "km": "range_added: distance that a charge adds",
}
