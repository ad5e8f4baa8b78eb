"""How likely is "below 0.4 yuan/Wh in 2030", and when would solid-state cells cost no more than liquid ones?

Run it as it is, or put another path of output, another start or another exponent in.
"""

import numpy as np

from ssbmodel import CostClaim, Process, Q, cost_forecast, named_prior, named_series, named_settings, parity

# The documents' claim: the same start, two answers to "does lithium-ion's experience count?"
for name in ("claim-low-large-own", "claim-low-large-shared"):
    print(CostClaim.named(name).sentence)

# What lithium-ion's own history said in 2016, and what its price was in 2018.
cells = named_series("lithium-ion-cells")
ahead = cost_forecast(cells, until=2018, prior=named_prior("experience-curves"), settings=named_settings())
low, middle, high = (ahead.quantile(p, by=2018).m_as("USD_2018/kWh") for p in (0.05, 0.5, 0.95))
paid = named_series("lithium-ion-cells-extended").last.m_as("USD_2018/kWh")
print(f"2018 as forecast from 2016: {middle:.0f} ({low:.0f} to {high:.0f}) USD_2018/kWh; paid: {paid:.0f}")
print(f"P(below 150 USD_2018/kWh): {ahead.probability_below(Q(150, 'USD_2018/kWh'), by=2018):.2f}")

# Volume is uncertain: a thousand paths of output to 2025, each with its own growth.
rng = np.random.default_rng(1)
growth = rng.normal(0.25, 0.10, (1000, 1))
outputs = Q(165 * np.exp(growth * np.arange(1, 8)), "GWh")
later = cost_forecast(
    named_series("lithium-ion-cells-extended"),
    until=2025,
    prior=named_prior("experience-curves"),
    settings=named_settings(),
    outputs=outputs,
)
print(
    "2025 over a thousand paths:",
    *(f"{later.quantile(p, by=2025).m_as('USD_2018/kWh'):.0f}" for p in (0.05, 0.5, 0.95)),
)

# Parity by hand: a start, an exponent with its error, noise, and the growth of ln(experience) to each coming year.
years = np.arange(1, 21)
solid = Process(1.9, exponent=0.30, exponent_sd=0.15, noise=0.10, memory=0.19, growth=0.45 * years)
liquid = Process(0.53, exponent=0.42, exponent_sd=0.06, noise=0.10, memory=0.19, growth=0.15 * years)
met = parity(solid, liquid, noise_correlation=0.5, exponent_correlation=0.0, paths=100_000, seed=1)
print(f"Parity with an even chance after {met.year()} years; not within 20 years: {met.never:.0%}")
