"""How far a car goes at -20 °C, what each cause takes, and what a pack for 1000 km would weigh."""

from ssbmodel import Q, presets, trip
from ssbmodel.study.driving.trip import ceiling, pack_for

for heater in ("resistive", "heat-pump", "off"):
    cold = trip("nio-et7-150", "WLTC", "-20 degC", heater=heater)
    print(f"{heater:10} {cold.driving_range.m_as('km'):.0f} km warm, {cold.cold_range.m_as('km'):.0f} km cold")
    for cause in ("lost_to_capacity", "lost_to_cabin", "lost_to_warm_up", "lost_to_tyres", "lost_to_air"):
        print(f"  {cause:16} {cold[cause].m_as('km'):.0f} km")

print(cold.explain("cold_range"))

for specific_energy in Q([180, 261, 360], "Wh/kg"):
    pack = pack_for("concept-1500-km", "WLTC", Q(1000, "km"), specific_energy, usable_share=Q(0.9, ""))
    most = ceiling("concept-1500-km", "WLTC", specific_energy, usable_share=Q(0.9, ""))
    print(f"{specific_energy:.0f}: {pack.to('kilowatt_hour'):.0f} for 1000 km, ceiling {most:.0f}")

print("certified cars:", *[name for name in presets.vehicles() if presets.vehicle(name).test], sep=" ")
