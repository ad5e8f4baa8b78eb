"""Solid against liquid electrolyte to 2030: what the documents say, side by side, and where one answer comes from."""

from ssbmodel import Study

pair = {"solid": Study.named("documents-central"), "liquid": Study.named("liquid-baseline")}
spreads = {name: study.propagate(n=2**14) for name, study in pair.items()}


def told(answer, unit):
    """Return one answer as the median of its draws (90 % of them)."""
    low, high, *_ = answer.interval(0.9)
    return f"{answer.median.m_as(unit):,.2f} ({low.m_as(unit):,.2f} to {high.m_as(unit):,.2f})"


print("Price per energy in yuan of 2025 per Wh: median (90 % of the draws)")
print(f"{'year':6}" + "".join(f"{name:>24}" for name in pair))
for year in pair["solid"].years:
    prices = (spread["pack_unit_price"].sel(year=year) for spread in spreads.values())
    print(f"{year:<6}" + "".join(f"{told(price, 'CNY_2025/Wh'):>24}" for price in prices))

print()
print(f"{'100 kWh pack':26}" + "".join(f"{name:>8}" for name in pair))
for name, label, unit in (
    ("pack_mass", "mass (kg)", "kg"),
    ("pack_volume", "volume (L)", "L"),
    ("driving_range", "range at 25 °C (km)", "km"),
    ("cold_range", "range at -20 °C (km)", "km"),
):
    print(f"{label:26}" + "".join(f"{spread[name].median.m_as(unit):8,.0f}" for spread in spreads.values()))

print()
print(pair["solid"].explain("pack_mass"))
