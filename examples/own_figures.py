"""Your own figures: a sheet for a document of yours, checked against it, and a study that uses what it says.

The maker and its numbers are invented. Copy the folder own_sheet/ and put your document and its figures there.
"""

from pathlib import Path

from ssbmodel import Assumption, Study, load_sheet, verify

FOLDER = Path(__file__).parent / "own_sheet"
sheet = load_sheet(FOLDER / "example-motors.toml")
for figure in sheet.figures.values():
    print(figure)
print()
print(verify(FOLDER, [sheet]))


def as_stated(name: str, figure: str, rule: str, reason: str, unit: str = "") -> Assumption:
    """Return what one of the sheet's figures says as the value of a name: a rule reads it, no number is typed."""
    return Assumption(name=name, rests_on=[f"example-motors/{figure}"], rule=rule, unit=unit, reason=reason)


example = Study.named("liquid-baseline").replace(
    name="example-motors",
    title="Pack of Example Motors (invented)",
    figures=sheet.figures,
    rated_energy=as_stated("rated_energy", "pack-rated-energy", "as printed", "The pack that the maker sells."),
    cell_specific_energy=as_stated(
        "cell_specific_energy",
        "cell-specific-energy",
        "printed bound taken as the value",
        "A lower bound; taking it as the value is cautious.",
    ),
    base_pack_unit_price=as_stated(
        "base_pack_unit_price",
        "pack-cost",
        "as printed",
        "Stated for the pack, in money of 2025.",
        "CNY_2025/Wh",
    ),
)
results = example.run("pack_price", "pack_mass", "cold_range", years=2025)
print()
print(results)
print()
print(example.explain("pack_price"))
