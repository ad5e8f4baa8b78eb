"""Your first pack: what it costs, what it weighs, how far it carries a car.

A quantity is a number with its unit. Text such as "100 kWh" works wherever a quantity does; a bare number is refused.
"""

import ssbmodel as ssb
from ssbmodel import Q

energy = Q("100 kWh")
cost = ssb.pack_cost(energy, "1.9 CNY_2025/Wh")
mass = ssb.pack_mass(energy, "400 Wh/kg", cell_to_pack_mass_ratio=Q(0.61, ""))
usable = ssb.usable_energy(energy, usable_share=Q(85, "%"))
distance = ssb.driving_range(usable, "150 Wh/km", capacity_retention=Q(1, ""))

print(f"cost    {cost.m_as('CNY_2025'):10,.0f} yuan of 2025")
print(f"mass    {mass.m_as('kg'):10,.0f} kg")
print(f"range   {distance.m_as('km'):10,.0f} km at 150 Wh/km")

# What the documents say about today's cost, as they say it: a range of a factor of three, and no price year.
print()
print(ssb.figures["004/battery-cost-2025"])

# Arrays work as numbers do: the pack's cost at five costs per energy.
costs = ssb.pack_cost(energy, Q([0.4, 1.0, 1.9, 4.0, 6.2], "CNY_2025/Wh"))
print("pack cost in thousand yuan:", (costs.m_as("CNY_2025") / 1000).round().tolist())

# A mistake is refused with the line to write instead.
try:
    ssb.pack_cost(100, "1.9 CNY_2025/Wh")
except ssb.UnitError as error:
    print()
    print(error)
