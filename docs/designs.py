"""The section of docs/validation.md on whole designs: published results beside ours, from the printed inputs alone."""

import tomllib
from pathlib import Path
from typing import Any

from ssbmodel import Q
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.presets.cells.reference import reference
from ssbmodel.study.cells.claims import electrolyte_claims
from ssbmodel.study.cells.published import lacey, lacey_wound, teardown
from ssbmodel.study.cells.solve import solve_reference

FOLDER = Path(__file__).parents[1] / "tests" / "checks" / "designs"
SHOWN = (
    "single_cell_capacity", "positive_coating", "single_cell_mass", "single_cell_volume",
    "hardware_resistance", "power_resistance",
    "energy_resistance", "discharge_voltage", "module_mass", "row_mass", "pack_mass_unpressed", "plant_labour",
    "plant_capital", "plant_area", "material_line", "purchased_line", "base_pack_price", "cell_level_cost",
)  # fmt: skip
Rows = list[list[str]]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _results(design_charging_time: str) -> dict[str, Any]:
    """Return the results of a design with a whole number of layers, in the glossary's units."""
    found: dict[str, Any] = solve_reference(Q(design_charging_time)).study.kernel(*SHOWN, varied=())()
    return found


def batpac_rows() -> Rows:
    """Return the results of the three designs of the workbook beside ours, and how far they differ."""
    data = _read("batpac.toml")
    rows = []
    designs = [_results(text) for text in data["design_charging_time"]]
    for name in SHOWN:
        unit, *theirs = data["values"][name]
        house = TERMS[name].unit.replace("money", "USD")
        ours = [float(Q(float(found[name]), house).m_as(Q(1, unit).units)) for found in designs]
        worst = max(abs(a / b - 1) for a, b in zip(ours, theirs))
        rows.append([f"`{name}`", unit, *(f"{a:.7g} / {b:.7g}" for a, b in zip(ours, theirs)), f"{worst:.1e}"])
    return rows


def lacey_rows() -> Rows:
    """Return the printed pouch cells beside ours."""
    rows = []
    for cell in _read("others.toml")["lacey"]:
        ours = lacey(cell["name"])
        energy, density = ours.specific_energy.m_as("Wh/kg"), ours.energy_density.m_as("Wh/L")
        rows.append(
            [cell["name"], f"{energy:.2f} / {cell['specific_energy']}", f"{density:.1f} / {cell['energy_density']}",
             f"{max(abs(energy / cell['specific_energy'] - 1), abs(density / cell['energy_density'] - 1)):.1e}"]
        )  # fmt: skip
    return rows


def wound_row() -> list[str]:
    """Return the printed wound cell beside ours."""
    theirs, ours = _read("others.toml")["wound"]["values"], lacey_wound()
    pairs = [(float(ours.specific_energy.m_as("Wh/kg")), theirs["specific_energy"][1]),
             (float(ours.energy_density.m_as("Wh/L")), theirs["energy_density"][1])]  # fmt: skip
    worst = max(abs(a / b - 1) for a, b in pairs)
    return ["nmc622-graphite, wound 21700", *(f"{a:.1f} / {b}" for a, b in pairs), f"{worst:.1e}"]


def teardown_row() -> list[str]:
    """Return the car's cell taken apart beside ours."""
    theirs, ours = _read("others.toml")["teardown"], teardown()
    pairs = [(float(ours.cell_specific_energy.m_as("Wh/kg")), theirs["specific_energy"]),
             (float(ours.cell_energy_density.m_as("Wh/L")), theirs["energy_density"])]  # fmt: skip
    worst = max(abs(a / b - 1) for a, b in pairs)
    return ["Volkswagen ID.3, from its measured electrodes", *(f"{a:.0f} / {b}" for a, b in pairs), f"{worst:.0%}"]


def claim_rows() -> Rows:
    """Return what the documents' electrolyte price asks of each chemistry."""
    return [
        [name, f"{claim.sulfide_loading.m_as('kg/kWh'):.3f}",
         f"{claim.electrolyte_cost_low.m_as('CNY/Wh'):.2f} to {claim.electrolyte_cost_high.m_as('CNY/Wh'):.2f}",
         claim.verdict, claim.because]
        for name, claim in electrolyte_claims().items()
    ]  # fmt: skip


def section(table: Any) -> str:
    """Return the section; ``table`` makes a Markdown table."""
    batpac = table(("result", "unit", "60 min: ours / theirs", "25 min", "10 min", "worst"), batpac_rows())
    cells = table(("cell", "Wh/kg: ours / theirs", "Wh/L", "worst"), [*lacey_rows(), wound_row(), teardown_row()])
    claims = table(("chemistry", "sulfide, kg/kWh", "its cost, CNY/Wh", "verdict", "why"), claim_rows())
    return (
        f"From the printed inputs alone, with a whole number of layers; {reference().source}. With the workbook's own "
        f"cell thickness every printed digit comes out (tests/checks/designs).\n\n{batpac}\n\n"
        "Pouch cells and a wound cell of M. J. Lacey's cellmodels, and a car's cell of which the electrodes are known:"
        f"\n\n{cells}\n\n"
        "No public text gives full inputs and a price for a solid cell. Solid prices are therefore checked by their "
        "parts and laws alone; what can be held against the documents is whether their price of sulfide electrolyte "
        f"(10,000 to 40,000 CNY/kg) and their cost of a battery (1.9 to 6.2 CNY/Wh) can both hold:\n\n{claims}"
    )
