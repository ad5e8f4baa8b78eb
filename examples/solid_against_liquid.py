"""Solid against liquid electrolyte to 2030: two named scenarios side by side, and where one answer comes from."""

from ssbmodel import Scenario

YEARS = range(2025, 2031)
solid = Scenario.named("documents-central").outlook(YEARS)
liquid = Scenario.named("liquid-baseline").outlook(YEARS)


def spread(outlook, name, unit, row):
    """Return one answer as central (low to high)."""
    low, central, high = (outlook.case(name, case).m_as(unit)[row] for case in ("low", "central", "high"))
    return f"{central:,.2f} ({low:,.2f} to {high:,.2f})"


print("Cost per energy in yuan of 2025 per Wh: central (low to high)")
print(f"{'year':6}{'solid':>24}{'liquid':>24}")
for row, year in enumerate(YEARS):
    pair = [spread(outlook, "unit_cost", "CNY_2025/Wh", row) for outlook in (solid, liquid)]
    print(f"{year:<6}{pair[0]:>24}{pair[1]:>24}")

print()
print(f"{'100 kWh pack':26}{'solid':>8}{'liquid':>8}")
for name, label, unit in (
    ("pack_mass", "mass (kg)", "kg"),
    ("pack_volume", "volume (L)", "L"),
    ("range_warm", "range at 25 °C (km)", "km"),
    ("range_cold", "range at -20 °C (km)", "km"),
):
    values = [outlook.case(name, "central").m_as(unit)[0] for outlook in (solid, liquid)]
    print(f"{label:26}{values[0]:8,.0f}{values[1]:8,.0f}")

print()
print(solid.explain("pack_mass"))
