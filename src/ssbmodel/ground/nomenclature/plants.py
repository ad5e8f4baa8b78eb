"""Names of plants and prices: ``name: meaning``, one a line, under the unit they share."""

ROWS: dict[str, str] = {
    " | kg_cells/kg_material": "electrode_yield: share of electrode materials that ends in a tested cell",
    "": """
foil_yield: share of foil that ends in a tested cell
separator_yield: share of separator that ends in a tested cell
liquid_yield: share of liquid electrolyte that ends in a tested cell
cell_yield: share of tested cells that is accepted
solvent_per_binder: mass of solvent per mass of the positive binder
water_per_binder: mass of water per mass of the negative binder
paid_solvent: share of the evaporated solvent that is paid for
pack_rate: packs made in a counted year
row_rate: rows of modules made in a counted year
module_rate: modules made in a counted year
quoted_packs: packs a year that a price was quoted for
working_days: days of a counted year on which a plant runs
steep_power: exponent by which the steep part of a price falls
gentle_power: exponent by which the gentle part of a price falls
labour_overhead: overhead on labour
depreciation_overhead: overhead on depreciation
labour_administration: administration and sales on labour with overhead
depreciation_administration: administration and sales on depreciation
depreciation_research: research on depreciation
material_launch: launch cost on materials and parts
labour_launch: launch cost on labour with overhead
working_capital: working capital on variable cost
profit_share: profit on what is invested
warranty_share: warranty on cost and profit
active_credit: share of the cost of active materials that a credit pays back
phase: share of a credit that still holds
""",
    " | cell": """
accepted_cells: cells accepted in a counted year
produced_cells: cells made in a counted year, rejects included
""",
    " | money/money_plant": """
capital_depreciation: share of capital that is written off in a counted year
building_depreciation: share of buildings that is written off in a counted year
""",
    "kg | kg_material/cell": """
positive_active_bought: positive active material bought per accepted cell
negative_active_bought: negative active material bought per accepted cell
solid_electrolyte_bought: electrolyte in coatings bought per accepted cell
carbon_bought: carbon bought per accepted cell
positive_binder_bought: positive binder bought per accepted cell
negative_binder_bought: negative binder bought per accepted cell
solvent_bought: solvent evaporated per accepted cell
water_bought: water evaporated per accepted cell
""",
    "kg | kg_material": """
positive_active_mass: positive active material handled in a counted year
negative_active_mass: negative active material handled in a counted year
solvent_mass: solvent evaporated in a counted year
water_mass: water evaporated in a counted year
""",
    "m2 | m2/cell": """
positive_foil_bought: positive foil bought per accepted cell
negative_foil_bought: negative foil bought per accepted cell
separator_bought: separator bought per accepted cell
""",
    "m2": """
positive_electrode_area: positive electrode made in a counted year, both faces
negative_electrode_area: negative electrode made in a counted year, both faces
""",
    "m2 | m_floor m_floor": """
plant_area: floor area of a plant
cell_floor: floor area that cells take, with their share of stores
module_floor: floor area that cells and modules take, with their share of stores
""",
    "m3 | m3/cell": "liquid_bought: liquid electrolyte bought per accepted cell",
    "kg/Wh | kg_material/Wh_rated": """
electrolyte_loading: solid electrolyte bought per rated energy, in layers and coatings
coating_electrolyte_loading: electrolyte bought in coatings per rated energy
""",
    "Wh": "made_energy: rated energy of the packs made in a counted year",
    "h | h_work": """
plant_labour: hours worked in a plant in a counted year
cell_labour: hours worked for cells in a counted year
module_labour: hours worked for cells and modules in a counted year
""",
    "money/kg | money/kg_material": """
positive_active_price: price of the positive active material
negative_active_price: price of the negative active material, or of lithium
solid_electrolyte_price: price of the electrolyte in coatings
catholyte_price: price of the electrolyte in the positive coating
layer_price: price of a solid layer, or of the first of two, by its mass
second_layer_price: price of the second of two layers by its mass
carbon_price: price of conducting carbon
positive_binder_price: price of the positive binder
negative_binder_price: price of the negative binder
solvent_price: price of the solvent
""",
    "money/m2": """
solid_layer_price: price of a solid layer that is bought by its mass
double_layer_price: price of two solid layers that are bought by their mass
positive_foil_price: price of the positive foil
negative_foil_price: price of the negative foil
separator_price: price of the separator or solid layer
""",
    "money/m2 | money_plant/(m_floor m_floor)": "building_price: price of a building per floor area",
    "money/m3": "liquid_price: price of the liquid electrolyte",
    "money/h | money/h_work": "wage: cost of an hour of labour",
    "money | money/cell": """
positive_active_cost: positive active material of an accepted cell
negative_active_cost: negative active material of an accepted cell
solid_electrolyte_cost: electrolyte in the coatings of an accepted cell
carbon_cost: carbon of an accepted cell
binder_cost: binders of an accepted cell
solvent_cost: solvent of an accepted cell
positive_foil_cost: positive foil of an accepted cell
negative_foil_cost: negative foil of an accepted cell
separator_cost: separator or solid layer of an accepted cell
liquid_cost: liquid electrolyte of an accepted cell
cell_material_cost: materials of an accepted cell
""",
    "money": """
material_per_pack: materials of all cells of a pack
cell_items_cost: purchased parts of all cells of a pack
module_items_cost: purchased parts of all modules of a pack
pack_items_cost: purchased parts of a pack outside its modules
purchased_cost: purchased parts of a pack
electronics_cost: battery management system of a pack
fixed_price: part of the electronics' price that nothing moves
current_price: price of the basic current path
current_slope: price of each further step of current
steep_price: part of the electronics' price that falls steeply with volume
gentle_price: part of the electronics' price that falls gently with volume
material_line: materials in a pack's price
purchased_line: purchased parts in a pack's price
electronics_line: electronics in a pack's price
labour_line: labour in a pack's price
overhead_line: variable overhead in a pack's price
administration_line: administration and sales in a pack's price
research_line: research in a pack's price
depreciation_line: depreciation in a pack's price
profit_line: profit in a pack's price
warranty_line: warranty in a pack's price
pack_price: price of a pack
cell_level_cost: cost of all cells of a pack, without profit and warranty
module_level_cost: cost of all modules of a pack, without profit and warranty
""",
    "money | money_plant": """
plant_capital: capital of a plant, buildings apart
cell_capital: capital for cells, buildings apart
module_capital: capital for cells and modules, buildings apart
""",
    "money/Wh": """
cell_credit: production credit per energy of cells
module_credit: production credit per energy of modules
active_cost: cost of electrode active materials per rated energy
credit_per_energy: what a production credit pays per rated energy
cost_after_credit: cost per rated energy that is left after a credit
""",
}
