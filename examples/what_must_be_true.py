"""What must be true for 0.4 yuan/Wh in 2030? The decline, the doublings, the learning rate that the claim needs."""

import ssbmodel as ssb
from ssbmodel import Q, Study

today, claim = ssb.figures["004/battery-cost-2025"], ssb.figures["004/battery-cost-2030"]
print(today)
print(claim)
# The document names no price year. We read both as money of 2025, which is a choice and is made in the open.
start = [ssb.assign_price_year(end, 2025) for end in (today.low, today.high)]
end = ssb.assign_price_year(claim.high, 2025)
years = Q(5, "years")

study = Study.named("documents-central")
made, added = (study.run(name)[name].value for name in ("experience", "added"))
doublings = ssb.effective_doublings(experience=made, added=added, prior_experience=Q(0, "GWh"))
print()
print(f"{made.m_as('GWh'):g} GWh so far, {added.m_as('GWh'):g} GWh more to 2030: {doublings.m_as(''):.1f} doublings")

for cost in start:
    decline = ssb.annual_decline(cost, end, years)
    rate = ssb.required_learning_rate(cost, end, doublings)
    needed = ssb.required_doublings(cost, end, learning_rate=Q(20, "%"))
    print()
    print(f"from {cost.m_as('CNY_2025/Wh'):g} to {end.m_as('CNY_2025/Wh'):g} yuan/Wh in {years.m_as('years'):g} years:")
    print(f"  the cost falls by {decline.m_as('%'):.1f} % in each year")
    print(f"  and by {rate.m_as('%'):.1f} % per doubling, if so much is made")
    print(f"  or, at 20 % per doubling, {needed.m_as(''):.1f} doublings come in that time")

# The assumption that carries most of this, with its reason.
print()
print(study.explain("experience"))
