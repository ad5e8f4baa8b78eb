"""How sure is it? The spread of a study's answers, what drives it, and what would have to be true instead."""

from ssbmodel import Distribution, Study

study = Study.named("documents-central")

# The spreads of the study's inputs are drawn; one more becomes uncertain, with a distribution of our own.
wider = study.replace(capacity_retention=Distribution(pert=(0.75, 0.9, 0.95), unit=""))
spread = wider.propagate(n=2**16, outputs="cold_range")
cold = spread["cold_range"]
low, high, low_error, high_error = cold.interval(0.9)
print(cold)
print(f"  Monte-Carlo error of its ends: {low_error.magnitude:.2g} and {high_error.magnitude:.2g} km")
print(f"  more than 400 km in {cold.exceedance('400 km'):.0%} of the cases")

# Where does that spread come from? Alone, and together with the other inputs.
print()
for name, first, total in wider.sensitivity("cold_range", method="sobol").of("cold_range"):
    if total > 0.005:
        print(f"{name}: {first:.2f} of the variance alone, {total:.2f} with others")
print(wider.sensitivity("cold_range", method="tornado"))

# What would have to be true for 500 km in the cold, all else at its central value?
print()
print(study.solve({"cold_range": "500 km"}, for_="rated_energy", bounds=("20 kWh", "300 kWh")))
print(study.solve({"cold_range": "500 km"}, for_="capacity_retention", bounds=("0.5", "1")))
