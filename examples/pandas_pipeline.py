"""The models inside your own pipeline: kernels on the columns of a data frame.

A kernel is the plain function behind a public one: arrays in, arrays out, no unit checks. ``fn.units`` says which
units the arrays must be in. Check once at the border with the public function, then run the kernel on a million rows.
"""

import importlib.util
import sys

import ssbmodel as ssb
from ssbmodel import Q

if importlib.util.find_spec("pandas") is None:
    sys.exit("This example needs pandas: pip install 'ssbmodel[frames]'")

import pandas as pd

packs = pd.DataFrame(
    {
        "pack": ["city", "family", "long range"],
        "energy_kwh": [45.0, 82.0, 150.0],
        "cell_wh_per_kg": [170.0, 260.0, 360.0],
        "consumption_wh_per_km": [125.0, 150.0, 170.0],
        "cost_usd_per_kwh": [70.0, 95.0, 180.0],
    }
)
for function in (ssb.pack_cost, ssb.pack_mass, ssb.driving_range):
    print(f"{function.__name__:14}", {name: unit or "1" for name, unit in function.units.items()})

# Canonical units: Wh and Wh/km and money/Wh. Q converts a whole column, so no factor of 1000 stands in your code.
energy = Q(packs["energy_kwh"].to_numpy(), "kWh").m_as("Wh")
unit_cost = Q(packs["cost_usd_per_kwh"].to_numpy(), "USD_2025/kWh").m_as("USD_2025/Wh")
packs["cost_usd"] = ssb.pack_cost.kernel(energy, unit_cost)
packs["mass_kg"] = ssb.pack_mass.kernel(energy, packs["cell_wh_per_kg"], cell_to_pack_mass_ratio=0.61)
usable = ssb.usable_energy.kernel(energy, usable_share=0.9)
packs["range_km"] = ssb.driving_range.kernel(usable, packs["consumption_wh_per_km"], capacity_retention=1.0)

print()
print(packs[["pack", "energy_kwh", "cost_usd", "mass_kg", "range_km"]].round(0).to_string(index=False))

# The results of a study are a data frame too: one row per value, with its labels, its unit and what it rests on.
frame = ssb.Study.named("liquid-baseline").run("pack_unit_price").to_frame()
print()
print(frame[["name", "case", "year", "value", "unit"]].to_string(index=False))
