"""Your own figures: a sheet for a document of yours, checked against it, and a scenario that uses what it says.

The maker and its numbers are invented. Copy the folder own_sheet/ and put your document and its figures there.
"""

from pathlib import Path

from ssbmodel import Assumption, Scenario, load_sheet, verify

FOLDER = Path(__file__).parent / "own_sheet"
sheet = load_sheet(FOLDER / "example-motors.toml")
for figure in sheet.figures.values():
    print(figure)
print()
print(verify(FOLDER, [sheet]))


def as_stated(field: str, name: str, unit: str, reason: str) -> Assumption:
    """Return the lower bound of one of the sheet's figures as the value of a field, with the figure as its source."""
    figure = sheet.figures[f"example-motors/{name}"]
    return Assumption(
        field=field,
        value=figure.low.m_as(unit),
        unit=unit,
        sources=(str(figure),),
        rule="printed bound taken as the value",
        reason=reason,
        derivation="sourced",
    )


example = Scenario.named("liquid-baseline").replace(
    name="example-motors",
    title="Pack of Example Motors (invented)",
    rated_energy=as_stated("rated_energy", "pack-rated-energy", "kWh", "The pack that the maker sells."),
    cell_specific_energy=as_stated(
        "cell_specific_energy", "cell-specific-energy", "Wh/kg", "A lower bound; taking it as the value is cautious."
    ),
    start_cost=as_stated("start_cost", "pack-cost", "CNY_2025/Wh", "Stated for the pack, in money of 2025."),
)
outlook = example.outlook(2025)
print()
for name, unit in (("pack_cost", "CNY_2025"), ("pack_mass", "kg"), ("range_cold", "km")):
    low, central, high = (outlook.case(name, case).m_as(unit)[0] for case in ("low", "central", "high"))
    print(f"{name:11}{central:10,.0f} {unit} ({low:,.0f} to {high:,.0f})")
print()
print(example.explain("pack_cost"))
