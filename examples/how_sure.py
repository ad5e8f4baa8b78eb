"""How sure is it? The spread of a scenario's answers, what drives it, and what would have to be true instead."""

import ssbmodel as ssb
from ssbmodel import Distribution, Scenario

scenario = Scenario.named("documents-central")

# The assumptions' spreads are drawn; one more input becomes uncertain, with a distribution of our own.
inputs = {"capacity_retention": Distribution(pert=(0.75, 0.9, 0.95), unit="")}
spread = ssb.propagate(scenario, inputs, n=2**16, years=[2025, 2030])
cold = spread["range_cold"]
low, high, low_error, high_error = cold.interval(0.9)
print(cold)
print(f"  Monte-Carlo error of its ends: {low_error.magnitude:.2g} and {high_error.magnitude:.2g} km")
print(f"  more than 400 km in {cold.exceedance('400 km'):.0%} of the cases")

# Where does that spread come from? Alone, and together with the other inputs.
print()
for name, first, total in ssb.sobol_indices(scenario, inputs, outputs="range_cold", n=4096).of("range_cold"):
    if total > 0.005:
        print(f"{name}: {first:.2f} of the variance alone, {total:.2f} with others")
print(ssb.tornado(scenario, inputs, answer="range_cold"))

# What would have to be true for 500 km in the cold, all else at its central value?
print()
print(ssb.solve(scenario, {"range_cold": "500 km"}, for_="rated_energy", bounds=("20 kWh", "300 kWh")))
print(ssb.solve(scenario, {"range_cold": "500 km"}, for_="capacity_retention", bounds=("0.5", "1")))
