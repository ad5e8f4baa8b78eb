"""From layers to a price: eight routes, what a thinner layer is worth, and what would give 400 Wh/kg."""

import numpy as np

import ssbmodel as ssb
from ssbmodel.models.economics.plant.steps import Step
from ssbmodel.study.cells.parts import price_parts

for name in ssb.chemistries():
    cell = ssb.cell_design(name)
    energy, price = cell.cell_specific_energy.m_as("Wh/kg"), cell.base_pack_unit_price.m_as("USD_2022/kWh")
    print(f"{name:26}{energy:5.0f} Wh/kg {price:5.0f} USD_2022/kWh")

layers = ["10 um", "20 um", "40 um"]  # a list opens an axis, along which answers are given
cell = ssb.cell_design("sulfide-nmc-li", separator_thickness=layers)
print("a layer of", layers, "gives", np.round(cell.cell_specific_energy.m_as("Wh/kg")), "Wh/kg")

design = ssb.cell_design("sulfide-nmc-li")
for target in ("350 Wh/kg", "400 Wh/kg", "500 Wh/kg"):
    found = design.study.solve(
        {"cell_specific_energy": target}, for_="areal_capacity", bounds=("1 mAh/cm2", "12 mAh/cm2")
    )
    print(found)
print(f"one more answer of the same study: {float(design.run('layer_count').layer_count):.1f} layers")

parts = price_parts(design)
dearest = max(parts, key=lambda part: parts[part])
print(f"the dearest part of a 100 kWh pack is {dearest}: {parts[dearest]:.0f}")

for form in ssb.formats():
    can = ssb.canned_cell("liquid-nmc811-graphite", form)
    print(f"{can.format.title}: {can.cell_specific_energy:.0f}, {can.cell_energy_density.to('Wh/L'):.0f}")

pressures = ["0 MPa", "2 MPa", "10 MPa"]
pack = ssb.cell_design("sulfide-nmc-li", stack_pressure=pressures)
print("at", pressures, "a pack weighs", np.round(pack.pack_mass.m_as("kg")), "kg")

# A step of one's own: labour, capital and floor at the reference's 50 GWh a year, with the exponents they scale by.
press = Step("isostatic press", "cell", "produced_cells", 2e5, 0.9, 5e8, 0.9, 1e4, 0.95)
processes = ("dry-electrode", ssb.PlantChange("Pressed cells", {}, "an offer", more=(press,)))
for plant in ssb.plants.catalogue:
    price = ssb.cell_design("sulfide-nmc-li", plant=plant, processes=processes).base_pack_unit_price
    print(f"{plant}, dry electrodes and a press: {price.m_as('USD_2022/kWh'):.0f} USD_2022/kWh")
