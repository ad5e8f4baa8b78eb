"""``ssbmodel cell``: designs, other values, targets, parts, sources, data; and what it refuses."""

import json
import re

import pytest

from ssbmodel import chemistries
from ssbmodel.show.cells.section import cells_section
from ssbmodel.show.cli import run
from ssbmodel.show.wording import UNCHARGED

Capture = pytest.CaptureFixture[str]
PRICE = "base_pack_unit_price [USD_2022/kWh]"


def said(capsys: Capture, *words: str, code: int = 0) -> str:
    """Return what the program prints, on the stream that belongs to its exit code."""
    with pytest.raises(SystemExit) as left:
        run(["cell", *words])
    out = capsys.readouterr()
    assert left.value.code == code, out.err
    return out.err if code else out.out


def test_all_chemistries_stand_in_one_table(capsys: Capture) -> None:
    lines = said(capsys).splitlines()
    told = lines.index("Prices in USD (2022).")
    assert [line.split()[0] for line in lines[2:told]] == list(chemistries())
    assert " ".join(lines[told + 1 :]) == UNCHARGED
    assert max(map(len, lines)) <= 80


def test_a_thinner_layer_shows_in_the_numbers(capsys: Capture) -> None:
    rows = [
        json.loads(said(capsys, "--chemistry", "sulfide-nmc-li", "--set", f"separator_thickness={um} um", "--json"))[0]
        for um in (30, 15)
    ]
    assert rows[1]["cell_specific_energy [Wh/kg]"] > rows[0]["cell_specific_energy [Wh/kg]"]
    assert rows[1][PRICE] < rows[0][PRICE]


def test_a_target_is_reached_or_said_to_be_impossible(capsys: Capture) -> None:
    words = ("--reach", "cell_specific_energy=400 Wh/kg", "--by", "areal_capacity=1..12 mAh/cm2")
    told = said(capsys, *words)
    assert "sulfide-nmc-li            cell_specific_energy = 400 Wh/kg at areal_capacity = 6.17904 mAh/cm²" in told
    assert re.search(
        r"liquid-nmc811-graphite .*400 Wh/kg is not reached with .*; nearest 307\.647 Wh/kg at 12 mAh", told
    )


def test_a_price_that_is_asked_for_is_in_its_money_and_others_are_named(capsys: Capture) -> None:
    words = ("--chemistry", "sulfide-nmc-li", "--by", "cell_yield=0.3..1", "--reach")
    told = said(capsys, *words, "base_pack_unit_price=225 USD_2022/kWh")
    assert "base_pack_unit_price = 225 USD_2022/kWh at cell_yield = 0.8" in told
    assert "'unit_cost' is supplied by nobody." in said(capsys, *words, "unit_cost=9 USD_2022/kWh", code=2)


def test_what_only_some_chemistries_have_is_asked_of_those(capsys: Capture) -> None:
    told = said(capsys, "--reach", "cell_specific_energy=300 Wh/kg", "--by", "lithium_excess=0..20 mAh/cm2")
    assert [line.split()[0] for line in told.splitlines()] == [name for name in chemistries() if name.endswith("-li")]


def test_parts_and_sources_are_told(capsys: Capture) -> None:
    told = said(capsys, "--chemistry", "oxide-nmc-li", "--parts", "--sources")
    assert "mass  sum" in told
    assert "100.0%" in told
    assert "M. J. Lacey" in told
    assert "All lithium comes from the positive electrode." in told


def test_csv_has_a_line_for_each_chemistry(capsys: Capture) -> None:
    assert len(said(capsys, "--csv").splitlines()) == 1 + len(chemistries())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--chemistry", "sulfid-nmc-li"), "Did you mean 'sulfide-nmc-li'?"),
        (("--set", "separator_thickness"), '\'separator_thickness\' has no "=". Write separator_thickness="20 um".'),
        (
            ("--set", "separator_thickness=20"),
            "thickness is a plain ratio. Expected something convertible to m.",
        ),
        (("--reach", "base_pack_unit_price=9 USD_2022/kWh"), "--reach and --by go together."),
        (("--reach", "base_pack_unit_price=9 USD_2022/kWh", "--by", "cell_yield=0.5"), 'has no ".."'),
        (("--csv", "--json"), "--csv and --json are both given. Keep one."),
        (("--rates", "5 %", "--plant", "documents-4-gwh"), "--rates goes with --chemistry, --csv and --json alone."),
        (("--format", "prismatic", "--process", "dry-electrode"), "--format prismatic has no price. Leave one out."),
        (("--format", "prismatic", "--set", "can_wal=1 mm"), "Did you mean 'can_wall'?"),
        (("--format", "puch"), "no format called 'puch'. Did you mean 'pouch'? Choose of pouch, cylindrical,"),
        (("--rates", "5 km"), "rate_at_voltage_loss: lost_share is in km. Expected something convertible"),
        (("--set", "pack_rate=0"), "pack_rate=0.0. Expected a finite value > 0."),
        (
            ("--reach", "cell_unit_cost=9 USD_2022/kWh", "--by", "cell_yield=0.5..1", "--json"),
            "Leave out --csv, --json",
        ),
    ],
)
def test_what_it_cannot_do_is_said(capsys: Capture, words: tuple[str, ...], told: str) -> None:
    assert told in said(capsys, *words, code=2)


def test_a_format_puts_every_chemistry_into_a_can(capsys: Capture) -> None:
    rows = json.loads(said(capsys, "--format", "cylindrical", "--json"))
    assert [row["chemistry"] for row in rows] == list(chemistries())
    assert all(row["single_cell_volume [mL]"] == pytest.approx(24.245, abs=1e-3) for row in rows)  # pi/4 21^2 70 mm3
    told = said(capsys, "--chemistry", "sulfide-nmc-li", "--format", "prismatic", "--set", "can_wall=1 mm", "--parts")
    assert "BEV2 box, two flat rolls (upper bound)" in told
    assert "Whether a layer can be wound is not judged" in told
    assert "mass  can" in told
    words = ("--format", "prismatic", "--reach", "cell_unit_cost=9 USD_2022/kWh", "--by", "cell_yield=0.5..1")
    assert "--reach and --format prismatic do not go together" in said(capsys, *words, code=2)


def test_a_plant_and_a_process_show_in_the_price_and_say_what_they_are(capsys: Capture) -> None:
    name = ("--chemistry", "liquid-nmc811-graphite")
    usual = json.loads(said(capsys, *name, "--json"))[0][PRICE]
    small = json.loads(said(capsys, *name, "--plant", "documents-4-gwh", "--json"))[0][PRICE]
    dry = json.loads(said(capsys, *name, "--process", "dry-electrode", "--json"))[0][PRICE]
    assert dry < usual < small
    told = said(capsys, *name, "--plant", "documents-4-gwh", "--process", "dry-electrode")
    assert "4 GWh a year (004/ganfeng-plant-output)" in told
    assert "No solvent is bought or recovered" in told
    assert "sintering: no source was found" in said(capsys, "--process", "sintering", code=2)
    both = ("--plant", "documents-4-gwh", "--set", "pack_rate=5")
    assert "--plant and --set pack_rate are both given. Keep one." in said(capsys, *both, code=2)


def test_rates_stand_beside_the_resistances_they_rest_on(capsys: Capture) -> None:
    told = said(capsys, "--rates", "5 %", "--chemistry", "sulfide-nmc-li")
    assert "over 100 times a whole liquid cell: 1720 ohm cm2, so rates are at most these" in told
    assert told.splitlines()[-1].split() == ["sulfide-nmc-li", "7.72", "0.125", "0.0224"]
    rows = json.loads(said(capsys, "--rates", "5 %", "--chemistry", "sulfide-nmc-li", "--json"))
    assert [row["rate [1/h]"] for row in rows] == pytest.approx([7.72, 0.1251, 0.02244], rel=1e-3)
    assert "liquid" not in {row.split("-")[0] for row in said(capsys, "--rates", "5 %", "--csv").splitlines()}


def test_where_solid_routes_are_compared_what_is_not_charged_is_said(capsys: Capture) -> None:
    assert UNCHARGED in " ".join(said(capsys, "--chemistry", "sulfide-nmc-li").split())
    assert "charged" not in said(capsys, "--chemistry", "liquid-lfp-graphite")
    assert UNCHARGED in cells_section().table.note
