"""Names of layers and cells: ``name: meaning``, one a line, under the unit they share."""

ROWS: dict[str, str] = {
    "": """
recipe_sum: sum of the shares of the positive coating's recipe, which must be 1
active_share: share of the active material in the mass of a coating
electrolyte_share: share of a solid or gel electrolyte in the mass of a coating
carbon_share: share of conducting carbon in the mass of a coating
binder_share: share of binder in the mass of a coating
void_share: share of a coating's volume that no solid fills
positive_void_share: share of the positive coating's volume that no solid fills
active_volume_share: share of a coating's volume that active material fills
electrolyte_volume_share: share of a coating's volume that electrolyte fills
carbon_volume_share: share of a coating's volume that carbon fills
binder_volume_share: share of a coating's volume that binder fills
positive_active_share: share of active material in the mass of the positive coating
negative_active_share: share of active material in the mass of the negative coating
positive_electrolyte_share: share of electrolyte in the mass of the positive coating
negative_electrolyte_share: share of electrolyte in the mass of the negative coating
positive_carbon_share: share of carbon in the mass of the positive coating
negative_carbon_share: share of carbon in the mass of the negative coating
positive_binder_share: share of binder in the mass of the positive coating
negative_binder_share: share of binder in the mass of the negative coating
positive_pores: share of the positive coating's volume that liquid fills
negative_pores: share of the negative coating's volume that liquid fills
separator_pores: share of the separator's volume that liquid fills
negative_swelling: growth of the negative coating's thickness at full charge
negative_to_positive_ratio: charge per area of the negative over the positive side, after formation
charge_level: share of the charge that has gone to the negative side
plated_share: share of the negative mass that came from the positive side
first_cycle_share: share of the first charge that comes back
first_cycle_efficiency: share of the positive side's first charge that goes to and fro
repeat_count: double-coated positive sheets in a cell
roll_count: rolls or stacks side by side in a box
packing: room taken by layers over the room there is
aspect: length of an electrode over its width
tab_reach: length of bare foil behind the layers over the thickness of a cell
tab_bend: length that foils lose in the bend to the terminal, over the thickness of a cell
liquid_excess: liquid beside the layers over the volume of the layers' block
layer_count: double-coated positive sheets in a cell, not rounded
tortuosity: way of the ions over the straight way
lost_share: share of the open-circuit voltage that a resistance takes
voltage_share: share of the open-circuit voltage that is left under load
cell_capacity_retention: share of its charge that a cold cell still gives at low current
power_voltage_share: voltage at peak power over the open-circuit voltage
energy_voltage_share: share of the voltage that bounds the area needed for energy
cold_factor: resistance at the temperature of discharge over that of the table
energy_factor: resistance over a long discharge over that of a pulse
quick_weight: share of the interfaces' resistance that grows from the start of a pulse
slow_weight: share of the resistance that grows late in a pulse
resistance_power: exponent of resistance in the bound of charging
fit_slope: slope of the bound of charging at its reference temperature and capacity
fit_offset: offset of the bound of charging at its reference temperature and capacity
""",
    "kg/m3 | kg_cells/m3": """
active_density: density of the active material
electrolyte_density: density of a solid or gel electrolyte
carbon_density: density of conducting carbon
binder_density: density of binder
coating_density: density of a coating with its void
positive_coating_density: density of the positive coating with its void
negative_coating_density: density of the negative coating with its void
positive_active_density: density of the positive active material
catholyte_density: density of the electrolyte in the positive coating
first_layer_density: density of the first of two layers between the electrodes
second_layer_density: density of the second of two layers, towards the negative side
separator_density: mass of a separator over its volume, pores included
lithium_density: density of lithium metal
liquid_density: density of the liquid electrolyte
positive_foil_density: density of the foil of the positive side
negative_foil_density: density of the foil of the negative side
laminate_density: density of pouch laminate
can_density: density of a can's metal
pouch_density: density of pouch laminate, mean of its layers
positive_tab_density: density of the positive tab
negative_tab_density: density of the negative tab
""",
    "A h/kg | Wh_rated/(V kg_cells)": """
active_capacity: charge per mass of active material that goes to and fro
positive_active_capacity: charge per mass of the positive active material that goes to and fro
negative_active_capacity: charge per mass of the negative active material that goes to and fro
lithium_capacity: charge per mass of lithium metal
positive_first_charge_capacity: charge per mass of the positive active material on its first charge
""",
    "A h/m3": "volumetric_capacity: charge per volume of a coating",
    "m": """
plated_growth: how much thicker a pair with a lithium side is when full than when empty
swelling_growth: how much thicker a pair is when full than when empty, by a negative coating that swells
pair_growth: how much thicker an electrode pair is when full than when empty
electrolyte_thickness: thickness of a layer of electrolyte
coating_thickness: thickness of one side of a coating
positive_coating: thickness of one side of the positive coating
negative_coating: thickness of one side of the negative coating, or of lithium, when full
separator_thickness: thickness of what lies between the electrodes
first_layer_thickness: thickness of the first of two layers between the electrodes
second_layer_thickness: thickness of the second of two layers, towards the negative side
positive_liquid: volume per area of liquid in the positive coating
negative_liquid: volume per area of liquid in the negative coating
separator_liquid: volume per area of liquid in the separator
positive_foil: thickness of the foil of the positive side
negative_foil: thickness of the foil of the negative side
stack_thickness: thickness of an electrode pair with half of each foil
sheet_height: height of the coated sheet
sheet_width: width of the coated sheet
pouch_clearance: room of the pouch beyond the sheets
laminate_thickness: thickness of pouch laminate
pouch_thickness: thickness of pouch laminate
tab_height: height of a tab outside the sheets
tab_width: width of a tab
tab_thickness: thickness of a tab
can_diameter: outer diameter of a round can
can_height: outer height of a can
can_width: outer width of a box
can_depth: outer depth of a box, across its layers
can_wall: thickness of a can's wall
lid_thickness: thickness of a box's lid
core_diameter: diameter of the hole that the winding pin leaves
roll_diameter: outer diameter of a wound roll
roll_clearance: room between a can and its rolls, in diameter or depth
head_room: height of a can that layers leave free
side_room: width of a box that layers leave free
strip_thickness: thickness of two electrodes, coated on both sides, with two separators
roll_length: length of the strip that a roll is wound from
sheet_cell_thickness: thickness of a cell of stacked sheets
cell_thickness: thickness of a closed cell
negative_overhang: how much longer and wider the negative coating is
separator_overhang_width: how much wider the separator is than the positive coating
separator_overhang_length: how much longer the separator is than the positive coating
terminal_inset: how far the terminal stays inside the electrode's edge
weld_length: length of the weld of the pouch over a terminal
feedthrough_length: length of a terminal outside the weld
narrow_terminal: width of a terminal of a narrow cell
wide_terminal: width of a terminal of a wide cell
wide_above: electrode width above which terminals are wide
positive_terminal: thickness of the positive terminal
negative_terminal: thickness of the negative terminal
cell_edge: room of a cell beyond the separator
cell_seam: width of the pouch's seams
electrode_width: width of the positive coating
electrode_length: length of the positive coating
cell_width: outer width of a cell
cell_length: outer length of a cell with terminals
thickest_coating: thickest coating that can be made
one_length: unit of length of an empirical fit
charge_coating: thickest coating that charges in the time asked for
chosen_coating: thickest coating that meets power, energy, charging and making
""",
    "kg/m2 | kg_cells/m2": """
coating_mass: mass per area of one side of a coating
positive_mass: mass per area of one side of the positive coating
negative_mass: mass per area of one side of the negative coating, or of bought lithium
separator_mass: mass per area of what lies between the electrodes, liquid apart
""",
    "kg/m2 | kg_stack/m2": "stack_mass: mass per area of an electrode pair with half of each foil",
    "A h/m2": """
negative_charge: charge per area that the negative side can take
lithium_excess: charge per area of lithium bought as foil
""",
    "kg | kg_cell1": """
extra_mass: mass of what else a cell holds
sheet_cell_mass: mass of a cell of stacked sheets
positive_coating_mass: mass of the positive coating of a cell
negative_coating_mass: mass of the negative coating of a cell
positive_foil_mass: mass of the positive foil of a cell
negative_foil_mass: mass of the negative foil of a cell
separator_layer_mass: mass of the separator of a cell, liquid apart
liquid_mass: mass of the liquid of a cell
positive_terminal_mass: mass of the positive terminal of a cell
negative_terminal_mass: mass of the negative terminal of a cell
container_mass: mass of the pouch or can of a cell
single_cell_mass: mass of one cell
""",
    "kg/(A h) | kg_cells V/Wh_rated": "liquid_per_charge: mass of liquid per charge of a cell",
    "A h | Wh_cell1/V": """
sheet_capacity: charge of a cell of stacked sheets
single_cell_capacity: charge of one cell from full to empty
""",
    "m3 | L_cell1": """
sheet_cell_volume: outer volume of a cell of stacked sheets with its tabs' room
single_cell_volume: outer volume of one cell
""",
    "m3 | m3/cell": "liquid_volume: volume of the liquid of a cell",
    "m2 | m2/cell": """
coated_area: coated area of the positive side of a cell, both faces
negative_area: coated area of the negative side of a cell, both faces
positive_foil_area: area of the positive foil of a cell with its tabs
negative_foil_area: area of the negative foil of a cell with its tabs
separator_area: area of the separator of a cell
power_area: area a cell needs for peak power
energy_area: area a cell needs for its rated discharge
""",
    "1/(ohm m)": """
reference_conductivity: ionic conductivity at the reference temperature
conductivity_at: ionic conductivity at the temperature of the cell
ionic_conductivity: ionic conductivity of an electrolyte
""",
    "ohm m2": """
area_specific_resistance: resistance of a cell times its area
layer_resistance: resistance of a layer of electrolyte times its area
composite_resistance: resistance of the ions' way through a composite electrode, times its area
mean_resistance: tabulated resistance at the mean state of charge
quick_resistance: tabulated resistance early in a pulse
pulse_resistance: tabulated resistance late in a pulse
late_resistance: tabulated resistance at the state of charge a pulse ends at
interface_resistance: part of the tabulated resistance at both interfaces
power_resistance: area-specific resistance in a pulse, hardware included
energy_resistance: area-specific resistance over a long discharge, hardware included
positive_kinetic: resistance of the positive side's reaction
negative_kinetic: resistance of the negative side's reaction
reference_resistance: resistance at which the bound of charging was found
""",
    "V": """
mean_open_voltage: open-circuit voltage at the mean state of charge
pulse_open_voltage: open-circuit voltage at the state of charge of a pulse
least_open_voltage: open-circuit voltage at the lowest state of charge
thermal_voltage: thermal energy per charge at the table's temperature
open_voltage: open-circuit voltage of a cell
loaded_voltage: voltage of a cell under load
positive_voltage: mean voltage of the positive side against lithium
negative_voltage: mean voltage of the negative side against lithium
""",
    "V | V_pack": "discharge_voltage: voltage of a pack at its rated discharge",
    "A/m2": """
positive_exchange: exchange current density of the positive side
negative_exchange: exchange current density of the negative side
limiting_current: current density that the liquid cannot exceed
peak_pack_current: current density of cells at peak power of the pack
""",
    "m2/m3": """
positive_surface: reacting surface per volume of the positive coating
negative_surface: reacting surface per volume of the negative coating
""",
    "1/h": """
limiting_rate: rate that diffusion in the solid cannot exceed
rate_at_voltage_loss: rate at which a resistance takes a stated share of the voltage
""",
    "1/h | 1/h": "discharge_rate: one over the time of the rated discharge",
    "W": "peak_power: power asked of a pack in a pulse",
    "h": """
pulse_time: length of a pulse
discharge_time: time of the rated discharge
quick_time: time scale of the early part of a pulse
slow_time: time scale of the late part of a pulse
one_minute: unit of time of an empirical fit
design_charging_time: time to charge that a pack is designed for
""",
    "Wh": "pack_energy: energy of a pack at its rated discharge, full to empty",
    "K": """
cell_temperature: temperature of the cell
stated_temperature: temperature a conductivity is stated for
activation_temperature: activation energy over the gas constant
cell_retention_temperature: temperature of the cell from which on it gives all its capacity
lowest_retention_cell_temperature: coldest cell in tests behind a cell's retention line
highest_retention_cell_temperature: warmest cell for which a cell's retention line holds
""",
    "1/K": "cell_retention_slope: share of the capacity that goes with each kelvin by which the cell is colder",
    "W/m2": """
areal_heat: heat per area of an electrode pair
power_limit: power per area at a stated voltage
""",
    "L/m2 | L_stack/m2": """
stack_depth: thickness of an electrode pair with half of each foil, as a volume per area
""",
    "Wh/kg | Wh_rated/kg_stack": "stack_specific_energy: rated energy per mass of a stack",
    "Wh/L | Wh_rated/L_stack": "stack_energy_density: rated energy per volume of a stack",
}
