"""Solid against liquid electrolyte to 2030: what the documents say, side by side, and where one answer comes from."""

from ssbmodel import Study

pair = {"solid": Study.named("documents-central"), "liquid": Study.named("liquid-baseline")}
results = Study.over("battery", pair).run()

print("Price per energy in yuan of 2025 per Wh: at median inputs (least to greatest corner)")
print(f"{'year':6}{'solid':>24}{'liquid':>24}")
for year in results.axes["year"]:
    prices = results["pack_unit_price"].sel(year=year).m_as("CNY_2025/Wh")
    print(f"{year:<6}" + "".join(f"{f'{middle:,.2f} ({low:,.2f} to {high:,.2f})':>24}" for low, middle, high in prices))

print()
print(f"{'100 kWh pack':26}{'solid':>8}{'liquid':>8}")
for name, label, unit in (
    ("pack_mass", "mass (kg)", "kg"),
    ("pack_volume", "volume (L)", "L"),
    ("driving_range", "range at 25 °C (km)", "km"),
    ("cold_range", "range at -20 °C (km)", "km"),
):
    solid, liquid = results[name].sel(case="at median inputs").m_as(unit)
    print(f"{label:26}{solid:8,.0f}{liquid:8,.0f}")

print()
print(pair["solid"].explain("pack_mass"))
