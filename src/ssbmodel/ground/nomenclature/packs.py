"""Names of modules, racks, jacket and conductors: ``name: meaning``, one a line, under the unit they share."""

ROWS: dict[str, str] = {
    "": """
pulse_load: share of the greatest current density that a pack's pulse takes
cells_per_module: cells in a module
cells_abreast: cells of a module that are joined side by side
modules_per_row: modules in a row
row_count: rows of modules in a pack
modules_in_parallel: modules that are joined side by side
terminal_length_factor: length of the current's way through a terminal over the terminal's length
panel_share: share of a side that its panel covers
insulation_factor: mass of a terminal with its insulation over its copper
plate_fold: fold of a heat plate over the thickness of a cell
link_factor: mass of a link between modules with its wiring over its copper
copper_share: share of copper in the mass of a pack terminal
bending_factor: moment of a plate's middle by how its edges are held
pressed_cells: cells in a stack that is pressed
link_count: links between the cells of a module
parallel_groups: groups of cells in series in a module
modules_per_pack: modules in a pack
""",
    "kg/m3": """
copper_density: density of copper
aluminium_density: density of aluminium
steel_density: density of steel
panel_density: density of side panels
pad_density: density of pads between modules
coolant_density: density of the coolant
insulation_density: density of the jacket's insulation
""",
    "kg/m3 | kg_module/m3": "metal_density: density of straps and end plates",
    "1/(ohm m)": """
copper_conductivity: electric conductivity of copper
aluminium_conductivity: electric conductivity of aluminium
""",
    "Wh/(kg K)": "copper_heat: specific heat of copper",
    "K/h": """
tab_heating: rate at which tabs may heat at peak current
module_heating: rate at which module terminals may heat at peak current
pack_heating: rate at which conductors of the pack may heat at peak current
""",
    "kg/m": "angle_iron: mass per length of the jacket's angle iron",
    "m": """
pressed_length: length of a stack of cells that is pressed
cell_growth: how much thicker a full cell is than an empty one
free_width: width of a plate between its supports
end_plate_thickness: thickness of an end plate
module_length: outer length of a module
module_width: outer width of a module
module_height: outer height of a module
row_length: length of a row of modules
row_width: width of a row of modules
row_height: height of a row of modules
pack_length: outer length of a pack
pack_width: outer width of a pack
pack_height: outer height of a pack
tab_extra: length of a tab beyond half a terminal
module_terminal_path: length of the current's way through a module terminal
module_link_path: length of the current's way from module to module
bus_bar_extra: length of the bus bar beyond two modules
pack_terminal_path: length of the current's way through a pack terminal
heat_plate: thickness of a heat plate
module_wall: thickness of a module's wall
front_gap: gap between cells and wall at the terminals
back_gap: gap between cells and wall at the back
cell_link: thickness of a link between cells
side_panel: thickness of a side panel
module_terminal: length of a module terminal
plate_reach: length of a heat plate beyond the electrode
pad: thickness of a pad between modules
row_adjuster: room for the adjuster of a row
row_end: room for the end of a row
row_gap: width of a row beyond its modules
lower_rack: thickness of the lower rack
upper_rack: thickness of the upper rack
rack_side: height of the rack's side
upright_offset: height of a row beyond its uprights
restraint: thickness of the restraint's plates
pad_inset: length by which pads and panels differ from the electrode or row
pad_height_inset: height of a module beyond its pad
restraint_inset: overlap of the restraint's plate
restraint_length_inset: length of a module that the restraint leaves free
restraint_height: height of the restraint beyond a row
restraint_band: thickness of the restraint's band
channel_height: height of a coolant channel
channel_wall: thickness of a coolant channel's wall
main_outer: outer diameter of coolant mains
main_inner: inner diameter of coolant mains
main_bore: diameter by which mains are filled
tube_outer: outer diameter of coolant tubes
tube_inner: inner diameter of coolant tubes
tube_bore: diameter by which tubes are filled
tube_reach: length of a tube beyond a module's height
jacket_gap: gap between rows and jacket
jacket_side: room beside the rows
jacket_wall: thickness of the jacket's wall
jacket_top: thickness of the jacket's top
inner_skin: thickness of the jacket's inner skin
outer_skin: thickness of the jacket's outer skin
jacket_lip: wall's thickness beyond its lip
insulation_depth: thickness of the jacket's insulation
module_link: length of a link between modules
pack_terminal: length of a pack terminal
pack_terminal_extra: length of a pack terminal's fixing
""",
    "kg | kg_module": """
strap_mass: mass of the straps around a stack of cells
end_plate_mass: mass of both end plates of a stack of cells
press_pad_mass: mass of the pads that give way between pressed cells
module_press_mass: mass of all that presses a stack of cells
cell_link_mass: mass of the links between the cells of a module
panel_mass: mass of a module's side panels
tab_mass: mass of a module's tabs
module_terminal_mass: mass of a module's terminals
heat_plate_mass: mass of a module's heat plates
enclosure_mass: mass of a module's walls
module_extra_mass: mass of a module's monitoring and gas vent
module_mass: mass of a module
monitoring_mass: mass of a module's monitoring
gas_vent_mass: mass of a module's gas vent
""",
    "kg | kg_row": """
rack_mass: mass of a row's racks and restraint
pad_mass: mass of a row's pads
row_mass: mass of what holds a row
""",
    "kg | kg_pack": """
cooling_panel_mass: mass of all cooling panels
manifold_mass: mass of all coolant pipes and fittings
coolant_mass: mass of the coolant in a pack
heater_mass: mass of a pack's heater
electronics_mass: mass of the battery management system
angle_iron_mass: mass of the jacket's angle iron
jacket_base_mass: mass of the jacket's base
jacket_top_mass: mass of the jacket's top
jacket_aluminium_mass: mass of aluminium in the jacket
module_wiring_mass: mass of links between modules with their wiring
bus_bar_mass: mass of the bus bar between rows
pack_terminal_mass: mass of the pack's terminals
module_hardware_mass: mass of all modules beyond their cells
racks_mass: mass of what holds all rows
cooling_mass: mass of all cooling inside the pack
jacket_mass: mass of the jacket
links_mass: mass of conductors of the pack, and of the heater
pack_mass_unpressed: mass of a pack with everything inside its jacket
""",
    "kg | kg": "fitting_mass: mass of one pipe fitting",
    "m3": "bolt_volume: volume of a row's bolts",
    "m3 | L_pack": """
jacket_volume: volume of a pack's jacket
electronics_volume: volume of electronics outside the jacket
""",
    "m3 | L_module": "module_press_volume: volume of all that presses a stack of cells",
    "m2": """
face_area: face of a stack of cells that is pressed
tab_section: section of a tab
module_section: section of a module terminal or link
pack_section: section of a pack's conductors
upright_section: section of a rack's uprights
insulation_area: area of the jacket's insulation
""",
    "ohm m2": """
hardware_resistance: resistance of foils, terminals and conductors, referred to a cell's area
foil_resistance: resistance of both foils, referred to a cell's area
terminal_resistance: resistance of both terminals, referred to a cell's area
link_resistance: resistance of links between cells, referred to a cell's area
""",
    "A | Wh_usable/(h V_pack)": "pack_current: current of a pack at peak power",
    "A | Wh_usable/(h V cell)": """
module_current: current of a module at peak power
first_current: current that the basic electronics carry
current_span: current by which electronics grow dearer by one step
""",
    "Wh/m3": """
stack_pressure: pressure on a stack of cells
allowed_stress: stress that a metal may bear
""",
    "A h | Wh_cell1/V": "module_capacity: charge of a module",
    "money/kg | money_module/kg_module": "metal_price: price of straps and end plates, made",
    "money | money_module": """
pad_price: price of a pad between pressed cells
module_press_cost: price of all that presses a stack of cells
""",
}
