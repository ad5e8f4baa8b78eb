"""From layers to a price: eight routes, what a thinner layer is worth, and what would give 400 Wh/kg."""

import numpy as np

import ssbmodel as ssb
from ssbmodel import Q
from ssbmodel.models.economics.plant.steps import Step
from ssbmodel.study.cells.inverse import needed
from ssbmodel.study.cells.parts import price_parts

for name in ssb.chemistries():
    cell = ssb.cell_design(name)
    energy, price = cell.cell_specific_energy.m_as("Wh/kg"), cell.unit_cost.m_as("USD/kWh")
    print(f"{name:26}{energy:5.0f} Wh/kg {price:5.0f} USD/kWh")

layer = Q(np.array([10.0, 20.0, 40.0]), "um")
cell = ssb.cell_design("sulfide-nmc-li", separator_thickness=layer)
print("a layer of", layer, "gives", np.round(cell.cell_specific_energy.m_as("Wh/kg")), "Wh/kg")

found = needed(
    "sulfide-nmc-li", "areal_capacity", answer="cell_specific_energy", target=Q([350, 400, 500], "Wh/kg"),
    between=(Q(1, "mAh/cm2"), Q(12, "mAh/cm2")),
)  # fmt: skip
print("350, 400, 500 Wh/kg ask for", found.value, "- possible:", found.possible)

parts = price_parts(ssb.cell_design("sulfide-nmc-li"))
dearest = max(parts, key=lambda part: parts[part])
print(f"the dearest part of a 100 kWh pack is {dearest}: {parts[dearest]:.0f}")

for form in ssb.formats():
    can = ssb.canned_cell("liquid-nmc811-graphite", form)
    print(f"{can.format.title}: {can.cell_specific_energy:.0f}, {can.cell_energy_density.to('Wh/L'):.0f}")

pressures = Q([0, 2, 10], "MPa")
pack = ssb.cell_design("sulfide-nmc-li", stack_pressure=pressures)
print("at", pressures, "a pack weighs", np.round(pack.pack_mass.m_as("kg")), "kg")

# A step of one's own: labour, capital and floor at the reference's 50 GWh a year, with the exponents they scale by.
press = Step("isostatic press", "cell", "produced_cells", 2e5, 0.9, 5e8, 0.9, 1e4, 0.95)
plant = ssb.plant_with("dry-electrode", ssb.PlantChange("Pressed cells", {}, "an offer", more=(press,)))
for packs in (4e4, 5e5):
    cost = ssb.cell_design("sulfide-nmc-li", plant=plant, pack_rate=Q(packs, "")).unit_cost
    print(f"{packs:,.0f} packs a year, dry electrodes and a press: {cost.to('USD/kWh'):.0f}")
