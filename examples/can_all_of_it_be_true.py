"""Can all of it be true? An announcement's numbers checked together, with a proof where they cannot.

Each claim may be true alone. The checker asks whether one set of values meets them all at once.
"""

from ssbmodel import Claim, check, check_system, consistency_report, read_claims

# A text is quoted, not interpreted: what it leaves open stays open, and is asked.
for found in read_claims("The pack adds 1,200 km in 10 minutes; the cell exceeds 400 Wh/kg."):
    print(f"{found.token:12} {found.chosen or ' or '.join(found.names)}: {found.question}")

# Reference ranges of mid-size cars apply because the claims say that it is one.
mid_size = {"vehicle_class": "mid-size"}
claims = [
    Claim("range_added", "1200 km", conditions=mid_size, kind="target"),
    Claim("charging_time", "10 min", kind="target"),
    Claim("pack_voltage", "800 V"),
]
found = check(claims)
print(f"\n{found.verdict}, by a factor of {found.miss:.2f}")
for line in found.break_even:
    print(
        f"  {line.group.id}: {line.group.text}  [{line.group.tier.name.lower()}, {line.group.source or 'as claimed'}]"
    )
print("  proof:", found.certificate.text(), "| checked in fractions:", found.certificate.verify())

# A megawatt charge that was shown in public passes.
shown = [Claim("range_added", "400 km"), Claim("charging_time", "5 min"), Claim("peak_charging_power", "1 MW")]
print("\nmegawatt charge:", check(shown).verdict)
most = check(shown).implied[" | battery_consumption"].high
print(f"  it leaves room for {most:.0f} Wh/km at most")

# The documents, checked against themselves and each other; and one named system on its own.
report = consistency_report()
print("\nR15", report["R15"].title, "->", report["R15"].verdict, dict(list(report["R15"].by_case.items())[1:2]))
print("S08", check_system("S08").verdict)
