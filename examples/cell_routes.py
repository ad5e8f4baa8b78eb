"""From layers to a price: eight routes, what a thinner layer is worth, and what would give 400 Wh/kg."""

import numpy as np

import ssbmodel as ssb
from ssbmodel import Q
from ssbmodel.study.cells.inverse import needed
from ssbmodel.study.cells.parts import price_parts

for name in ssb.chemistries():
    cell = ssb.cell_design(name)
    energy, price = cell.cell_specific_energy.m_as("Wh/kg"), cell.unit_cost.m_as("USD/kWh")
    print(f"{name:26}{energy:5.0f} Wh/kg {price:5.0f} USD/kWh")

layer = Q(np.array([10.0, 20.0, 40.0]), "um")
cell = ssb.cell_design("sulfide-nmc-li", separator=layer)
print("a layer of", layer, "gives", np.round(cell.cell_specific_energy.m_as("Wh/kg")), "Wh/kg")

found = needed(
    "sulfide-nmc-li", "areal_capacity", answer="cell_specific_energy", target=Q([350, 400, 500], "Wh/kg"),
    between=(Q(1, "mAh/cm2"), Q(12, "mAh/cm2")),
)  # fmt: skip
print("350, 400, 500 Wh/kg ask for", found.value, "- possible:", found.possible)

parts = price_parts(ssb.cell_design("sulfide-nmc-li"))
dearest = max(parts, key=lambda part: parts[part])
print(f"the dearest part of a 100 kWh pack is {dearest}: {parts[dearest]:.0f}")
