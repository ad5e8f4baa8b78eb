"""Whole designs against published ones: from the printed inputs alone, every printed result."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, Study
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.presets.cells.reference import reference
from ssbmodel.presets.loader import preset
from ssbmodel.study.cells.published import batpac_design, lacey, lacey_wound, teardown
from ssbmodel.study.cells.solve import Solved, solve_reference

HERE = Path(__file__).parent
BATPAC = tomllib.loads((HERE / "batpac.toml").read_text(encoding="utf-8"))
OTHERS = tomllib.loads((HERE / "others.toml").read_text(encoding="utf-8"))
PLACES = {"P1": 0, "P2": 1, "P3": 2}
each_place = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
each = pytest.mark.parametrize


@cache
def solved(place: int, whole_layers: bool) -> Solved:
    """Return a design from its inputs: with the workbook's thickness, or with a whole number of layers."""
    thickness = None if whole_layers else Q(BATPAC["cell_thickness"][place])
    return solve_reference(Q(BATPAC["design_charging_time"][place]), cell_thickness=thickness)


@cache
def results(place: int, whole_layers: bool) -> dict[str, float]:
    """Return the printed results of a design in the glossary's units, by name."""
    return dict(solved(place, whole_layers).study.kernel(*BATPAC["values"], "jacket_volume", varied=())())


def printed(name: str, place: int) -> float:
    """Return a printed result in the library's unit."""
    unit, *values = BATPAC["values"][name]
    return float(Q(values[place], unit).m_as(Q(1, TERMS[name].unit.replace("money", "USD")).units))


@each_place
@each("name", BATPAC["values"])
def test_the_workbooks_thickness_gives_every_printed_digit(name: str, place: int) -> None:
    rtol = max(BATPAC["rtol"], BATPAC["printed"]["digits"].get(name, 0))
    assert_allclose(results(place, False)[name], printed(name, place), rtol=rtol)


@each_place
@each("name", BATPAC["values"])
def test_a_whole_number_of_layers_changes_a_thousandth_at_most(name: str, place: int) -> None:
    assert_allclose(results(place, True)[name], printed(name, place), rtol=BATPAC["whole_rtol"])


@each("further", BATPAC["further"], ids=lambda further: further["name"])
@each_place
def test_energies_and_prices_per_energy_are_those_printed(further: dict[str, Any], place: int) -> None:
    r, rated, share = results(place, False), 1e5, preset("reference.toml")["charge"]["usable_share"]
    volume = Q(r["jacket_volume"], "m3").m_as("L") + reference().parts.jacket.electronics_volume.m_as("L")
    ours = {
        "cell specific energy": Q(rated / 400 / r["single_cell_mass"], "Wh/kg"),
        "cell energy density": Q(rated / 400 / r["single_cell_volume"], "Wh/m3"),
        "pack specific energy": Q(rated / r["pack_mass_unpressed"], "Wh/kg"),
        "pack energy density": Q(rated / volume, "Wh/L"),
        "pack price, rated": Q(r["base_pack_price"] / rated, "USD/Wh"),
        "pack price, usable": Q(r["base_pack_price"] / (share * rated), "USD/Wh"),
    }[further["name"]]
    assert_allclose(ours.m_as(Q(1, further["unit"]).units), further["values"][place], rtol=further["rtol"])


@each_place
def test_layers_and_rounds_are_those_of_the_workbook(place: int) -> None:
    free, whole = (float(solved(place, rounded).study.run("layer_count").layer_count) for rounded in (False, True))
    assert_allclose(free, (31.9911629, 39.9918494, 99.0064113)[place], rtol=1e-8)
    assert_allclose(whole, (32, 40, 99)[place], rtol=1e-9)
    assert solved(place, True).rounds < 110


def test_the_three_designs_solve_together_as_they_do_alone() -> None:
    together = solve_reference(Q([60.0, 25.0, 10.0], "min")).study.run("pack_mass_unpressed").pack_mass_unpressed
    assert_allclose(together.m_as("kg"), [results(place, True)["pack_mass_unpressed"] for place in range(3)], rtol=1e-9)


@each("cell", OTHERS["lacey"], ids=lambda cell: cell["name"])
def test_lacey_s_cells_come_out_as_printed(cell: dict[str, Any]) -> None:
    ours = lacey(cell["name"])
    assert_allclose(ours.specific_energy.m_as("Wh/kg"), cell["specific_energy"], rtol=cell["rtol"])
    assert_allclose(ours.energy_density.m_as("Wh/L"), cell["energy_density"], rtol=cell["rtol"])


def test_lacey_s_first_cell_holds_what_is_printed() -> None:
    ours = lacey("nmc811-graphite")
    assert_allclose(ours.cell.sheet_capacity.m_as("Ah"), 64.4, rtol=1e-3)
    assert_allclose(ours.energy.m_as("Wh"), 237.8, rtol=1e-3)
    assert_allclose(ours.cell.sheet_cell_mass.m_as("g"), 925.0, rtol=1e-3)
    assert_allclose(ours.cell.sheet_cell_thickness.m_as("mm"), 10.33, rtol=1e-3)


def lfp() -> Study:
    """Return the design of LFP with its mean voltage; its curve is not at hand, so the shape is kept."""
    duty = reference().duty(Q(60, "min"))
    ratio = Q(preset("published.toml")["batpac"]["lfp"]["voltage"], "V") / duty.mean_open_voltage
    names = ("mean_open_voltage", "pulse_open_voltage", "least_open_voltage")
    return batpac_design("lfp").replace(**{name: getattr(duty, name) * ratio for name in names})


@each("name", ["nmc811", "lfp"])
def test_another_version_of_the_workbook_weighs_packs_within_five_per_cent(name: str) -> None:
    bar = OTHERS["batpac52"]
    design = solve_reference(Q(60, "min"), study=lfp() if name == "lfp" else None).study
    found = design.run("pack_mass_unpressed", "positive_coating_mass")
    mass = float(found.pack_mass_unpressed.m_as("kg"))
    active = 400 * float(found.positive_coating_mass.m_as("kg")) * preset("reference.toml")["positive"]["active"]
    assert_allclose(mass, bar[name]["pack_mass"], rtol=bar["rtol"])
    assert_allclose(active / mass, bar[name]["cathode_share"], rtol=bar["rtol"])


@each("name", OTHERS["wound"]["values"])
def test_the_wound_cell_comes_out_as_printed(name: str) -> None:
    found = lacey_wound()
    known = found.cell._asdict() | {
        "energy": found.energy, "specific_energy": found.specific_energy, "energy_density": found.energy_density,
        "packaging": found.cell.container_mass + found.cell.extra_mass,
    }  # fmt: skip
    unit, printed = OTHERS["wound"]["values"][name]
    digits = len(str(printed).partition(".")[2])
    assert_allclose(known[name].m_as(unit), printed, rtol=OTHERS["wound"]["rtol"], atol=0.5 * 10**-digits)


def test_a_cars_cell_comes_out_from_its_measured_electrodes() -> None:
    found, printed = teardown(), OTHERS["teardown"]
    assert_allclose(found.cell_specific_energy.m_as("Wh/kg"), printed["specific_energy"], rtol=printed["rtol"])
    assert_allclose(found.cell_energy_density.m_as("Wh/L"), printed["energy_density"], rtol=printed["rtol"])
