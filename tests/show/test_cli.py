"""What the program prints where all is well."""

import csv
import importlib.metadata
import io
import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

import ssbmodel
from ssbmodel import Money, Study, figures, load_sheet, propagate, systems, verify, worked_relations

from ..needs import needs_documents
from .by_hand import cold_draws
from .program import called, started

COMMANDS = [
    "report",
    "outlook",
    "studies",
    "study",
    "wiring",
    "explain",
    "figures",
    "systems",
    "verify",
    "relations",
    "cell",
    "range",
    *("check", "claims", "coherence"),
    "hindcast",
    "decline",
    "spread",
    "drivers",
    "solve",
]
WITH_THEIR_OWN_TEST = {"verify", "claims", "hindcast", "report"}
CENTRAL = "documents-central"
Capture = pytest.CaptureFixture[str]
each = pytest.mark.parametrize


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


YEARS, CASES = range(2025, 2031), ("5 %", "median", "95 %")


def answers(capsys: Capture, *words: str) -> dict[tuple[str, Any, str], float]:
    """Return the values of ``outlook ... --csv`` by answer, year and case; what has no year or case under each."""
    done = called(capsys, "outlook", *words, "--csv")
    assert (done.code, done.err) == (0, "")
    found: dict[tuple[str, Any, str], float] = {}
    for row in read_csv(done.out):
        for year in [int(row["year"])] if row.get("year") else YEARS:
            for case in [row["case"]] if row.get("case") else CASES:
                found[row["name"], year, case] = float(row["value"])
    return found


def units(capsys: Capture, *words: str) -> dict[str, str]:
    """Return the unit of each answer of ``outlook ... --csv``."""
    return {row["name"]: row["unit"] for row in read_csv(called(capsys, "outlook", *words, "--csv").out)}


def saved(folder: Path, study: str = CENTRAL, **replaced: str) -> Path:
    """Write a study to a file, with some text of it replaced."""
    text = Study.named(study).to_toml()
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    file = folder / "my.toml"
    file.write_text(text, encoding="utf-8")
    return file


# help


def test_without_words_the_program_says_what_it_can_do(capsys: Capture) -> None:
    done = called(capsys)
    assert (done.code, done.err) == (0, "")
    assert done == called(capsys, "--help") == called(capsys, "-h")
    assert re.findall(r"^  (\w+)  +[A-Z]", done.out, re.M) == COMMANDS
    assert "..." not in done.out.partition("Commands:")[2]


def test_version_is_the_packages(capsys: Capture) -> None:
    assert called(capsys, "--version") == (0, f"ssbmodel {ssbmodel.__version__}\n", "")


def example_of(capsys: Capture, command: str) -> list[str]:
    """Return the words of the example that a command's help shows, behind the program's name."""
    done = called(capsys, command, "--help")
    found = re.search(r"^ +Example: ssbmodel (.+)$", done.out, re.M)
    assert found
    return shlex.split(found[1].partition(" > ")[0])


@each("command", [name for name in COMMANDS if name not in WITH_THEIR_OWN_TEST])
def test_the_example_in_a_commands_help_runs(
    command: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    saved(tmp_path, **{'"documents-central"': '"mine"'})
    done = called(capsys, *example_of(capsys, command))
    assert (done.code, done.err) == (0, "")
    assert done.out.strip()


def test_the_example_of_verify_runs_where_the_documents_are(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = example_of(capsys, "verify")
    shutil.copytree(needs_documents(), tmp_path / words[-1])
    monkeypatch.chdir(tmp_path)
    assert called(capsys, *words).code == 0


def test_the_console_script_is_the_same_program() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    script = importlib.metadata.EntryPoint("ssbmodel", project["scripts"]["ssbmodel"], "console_scripts")
    assert script.load() is importlib.import_module("ssbmodel.__main__").main


def test_the_program_runs_as_a_module_of_python() -> None:
    done = started("--version")
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [b"ssbmodel", ssbmodel.__version__.encode()], b"")


# studies


def test_studies_are_listed_with_their_titles(capsys: Capture) -> None:
    lines = called(capsys, "studies").out.splitlines()
    assert [re.split(r"  +", line) for line in lines] == [[n, Study.named(n).title] for n in Study.named_studies()]


@each("name", Study.named_studies())
def test_a_study_printed_and_read_back_has_the_same_outlook(name: str, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(called(capsys, "study", name).out, encoding="utf-8")
    assert called(capsys, "outlook", str(file), "--json") == called(capsys, "outlook", name, "--json")


def test_a_study_goes_into_a_file_as_plain_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    file = saved(tmp_path, **{"Solid-state pack, central path of the documents": "Škoda −20 °C"})
    done = started("study", str(file), PYTHONIOENCODING="ascii", LC_ALL="C", FORCE_COLOR="1", COLUMNS="20")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == file.read_bytes()
    assert b"\x1b" not in done.stdout


def test_an_edited_value_arrives_in_the_outlook(capsys: Capture, tmp_path: Path) -> None:
    file = saved(tmp_path, **{"value   = 0.85": "value   = 0.75"})
    assert answers(capsys, str(file))["usable_energy", 2030, "median"] == 75_000
    assert units(capsys, str(file))["usable_energy"] == "Wh"


# outlook


def test_an_outlook_is_the_librarys_own(capsys: Capture) -> None:
    # without a spread the outlook is the run itself; with spreads its bands are those of 2**14 draws
    steady = ("--heater-power", "1 kW", "--consumption", "150 Wh/km")
    for option in ("cell_to_pack_mass_ratio=0.6", "learning_rate=0.2", "base_pack_unit_price=3 CNY_2025/Wh"):
        steady += ("--set", option)
    named = Study.named(CENTRAL).replace(
        heater_power="1 kW", battery_consumption="150 Wh/km", cell_to_pack_mass_ratio=0.6, learning_rate=0.2,
        base_pack_unit_price="3 CNY_2025/Wh",
    )  # fmt: skip
    assert called(capsys, "outlook", CENTRAL, *steady, "--csv").out == named.run().to_csv()
    assert called(capsys, "outlook", CENTRAL, *steady, "--json").out == named.run().to_json()


def test_the_bands_of_an_outlook_are_quantiles_of_draws(capsys: Capture) -> None:
    found = answers(capsys, CENTRAL)
    draws = propagate(Study.named(CENTRAL), n=2**14, outputs="cold_range")["cold_range"].draws.m_as("km")
    told = [found["cold_range", 2030, case] for case in CASES]
    assert_allclose(told, np.quantile(draws, [0.05, 0.5, 0.95]), rtol=1e-12)
    by_hand, _ = cold_draws()
    assert_allclose(told, np.quantile(by_hand, [0.05, 0.5, 0.95]), rtol=2e-3)


def test_an_outlook_is_told_in_tables_with_units(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    done = called(capsys, "outlook", CENTRAL)
    assert (done.code, done.err) == (0, "")
    for told in ("2025", "2030", "CNY_2025/Wh", "kg", "km"):
        assert told in done.out


@each(
    ("words", "years"),
    [
        ("2026", [2026]),
        ("2025-2027", [2025, 2026, 2027]),
        ("2025,2030", [2025, 2030]),
        ("2025, 2029–2030", [2025, 2029, 2030]),
    ],
)
def test_years_are_one_or_several_or_first_to_last(words: str, years: list[int], capsys: Capture) -> None:
    rows = read_csv(called(capsys, "outlook", CENTRAL, "--years", words, "--csv").out)
    assert sorted({int(row["year"]) for row in rows if row["year"]}) == years


def test_an_option_puts_a_value_in_the_studys_place(capsys: Capture) -> None:
    found = answers(capsys, "documents-low", "--rated-energy", "80 kWh", "--consumption", "0.2 kWh/km")
    assert_allclose(found["pack_price", 2025, "median"], 80_000 * 1.9, rtol=1e-12)
    assert_allclose(found["driving_range", 2025, "95 %"], 80 * 0.85 / 0.2, rtol=1e-12)


def test_set_puts_any_name_and_agrees_with_the_options(capsys: Capture) -> None:
    option = called(capsys, "outlook", CENTRAL, "--rated-energy", "80 kWh", "--csv")
    setting = called(capsys, "outlook", CENTRAL, "--set", "rated_energy=80 kWh", "--csv")
    assert option == setting != called(capsys, "outlook", CENTRAL, "--csv")
    doubled = answers(capsys, CENTRAL, "--set", "experience=1e8 kWh", "--set", "added=7e8 kWh")
    assert doubled["doublings", 2025, "median"] == 3.0


def test_the_air_temperature_comes_with_what_holds_at_it_alone(capsys: Capture) -> None:
    mild = "--ambient=-7 degC --capacity-retention=95% --rolling-ratio=1e0 --heater-power=0 W".replace(" --", "\n--")
    found = answers(capsys, CENTRAL, *mild.split("\n"))
    assert_allclose(found["drag_ratio", 2025, "median"], 298.15 / 266.15, rtol=1e-12)


def test_money_is_exchanged_by_the_named_table(capsys: Capture) -> None:
    words = (CENTRAL, "--money", "USD_2025", "--rates", "fed-h10-world-bank")
    assert units(capsys, *words)["pack_unit_price"] == "USD_2025/Wh"
    assert_allclose(answers(capsys, *words)["pack_unit_price", 2030, "median"], 0.4 / 7.1875, rtol=1e-12)


@each(
    ("words", "money"),
    [
        (("--money", "USD_2025"), Money("USD_2025")),
        (("--money", "EUR_2020", "--index", "gdp_deflator"), Money("EUR_2020", index="gdp_deflator")),
        (("--order", "deflate_exchange"), Money("CNY_2025", order="deflate_exchange")),
    ],
)
def test_every_price_enters_the_money_shown_by_what_the_study_or_an_option_says(
    words: tuple[str, ...], money: Money, capsys: Capture
) -> None:
    found = answers(capsys, "sulfide-in-et7", *words)
    asked = Study.named("sulfide-in-et7").replace(money=money).run("base_pack_unit_price").base_pack_unit_price
    assert_allclose(found["base_pack_unit_price", 2025, "median"], asked.m_as(f"{money.unit}/Wh"), rtol=1e-12)


def test_a_formula_in_a_users_own_words_is_neutralised_in_csv(capsys: Capture, tmp_path: Path) -> None:
    file = saved(tmp_path, **{'"documents-central"': '"=1+1"'})
    rows = read_csv(called(capsys, "outlook", str(file), "--csv").out)
    assert {row["study"] for row in rows} == {"'=1+1"}


# where numbers come from


@each("name", ["pack_mass", "cold_range", "base_pack_unit_price"])
def test_explain_tells_what_the_library_explains(name: str, capsys: Capture) -> None:
    assert called(capsys, "explain", CENTRAL, name) == (0, f"{Study.named(CENTRAL).explain(name)}\n", "")


@each("name", [(), ("cold_range",)])
def test_wiring_tells_who_supplies_what(name: tuple[str, ...], capsys: Capture) -> None:
    assert called(capsys, "wiring", CENTRAL, *name) == (0, f"{Study.named(CENTRAL).wiring(*name)}\n", "")


def test_what_a_terminal_would_act_on_is_not_printed(capsys: Capture, tmp_path: Path) -> None:
    file = saved(tmp_path, **{"Mixed driving": "a\\u001b]0;title\\u0007b"})
    out = called(capsys, "explain", str(file), "mean_speed").out
    assert "a ]0;title b" in out
    assert "\x1b" not in out


@each(
    ("option", "asked"),
    [
        ("--quantity", {"quantity": "battery_cost"}),
        ("--subject", {"subject": "solid-state-battery"}),
        ("--group", {"group": "cost"}),
        ("--document", {"document": "000"}),
    ],
)
def test_figures_are_listed_as_find_finds_them(option: str, asked: dict[str, str], capsys: Capture) -> None:
    done = called(capsys, "figures", option, *asked.values())
    assert done.out.splitlines() == list(map(str, figures.find(**asked).values()))  # type: ignore[arg-type]


def test_one_figure_is_found_by_its_id(capsys: Capture) -> None:
    done = called(capsys, "figures", "--id", "004/battery-cost-2030")
    assert done.out == f"{figures['004/battery-cost-2030']}\n"


def test_all_figures_are_exported_as_json_and_csv(capsys: Capture) -> None:
    rows = json.loads(called(capsys, "figures", "--json").out)
    assert [row["id"] for row in rows] == list(figures)
    table = read_csv(called(capsys, "figures", "--csv").out)
    neutralised = [f"'{row['token']}" if row["token"][0] in "-+=@" else row["token"] for row in rows]
    assert [row["token"] for row in table] == neutralised
    assert "'-20°C" in neutralised
    assert {row["id"]: row["low"] for row in table}["004/pack-rated-energy"] == "100.0"


@each(
    ("words", "asked"),
    [
        (["--type", "vehicle"], {"type": "vehicle"}),
        (["--name", "KUNPENG"], {"name": "Kunpeng"}),
        (["--document", "003", "--solid-class", "unspecified"], {"document": "003", "solid_class": "unspecified"}),
    ],
)
def test_systems_are_listed_as_find_finds_them(words: list[str], asked: dict[str, str], capsys: Capture) -> None:
    lines = called(capsys, "systems", *words).out.splitlines()
    assert lines
    assert lines == list(map(str, systems.find(**asked).values()))


def test_all_systems_are_exported_as_json_and_csv(capsys: Capture) -> None:
    rows = json.loads(called(capsys, "systems", "--json").out)
    assert {row["id"]: row["figures"] for row in rows} == {id: list(row.figures) for id, row in systems.items()}
    table: Any = {row["id"]: row for row in read_csv(called(capsys, "systems", "--csv").out)}
    assert table["S25"]["roles"].split()[0] == f"battery_cost={systems['S25'].roles['battery_cost']}"
    assert table["S03"]["figures"].split() == list(systems["S03"].figures)


def test_one_system_is_found_by_its_id(capsys: Capture) -> None:
    assert called(capsys, "systems", "--id", "S25").out == f"{systems['S25']}\n"


@each("words", [["figures", "--group", "cost", "--document", "001"], ["systems", "--id", "S25", "--document", "000"]])
def test_nothing_found_is_said_beside_the_data(words: list[str], capsys: Capture) -> None:
    told = "ssbmodel: nothing agrees with all that was asked.\n"
    assert called(capsys, *words) == (0, "", told)
    assert called(capsys, *words, "--csv") == (0, "", told)
    assert called(capsys, *words, "--json") == (0, "[]\n", told)


def test_relations_are_told_with_verdict_and_figures(capsys: Capture) -> None:
    parts = called(capsys, "relations").out.split("\n\n")
    for part, relation in zip(parts, worked_relations().values(), strict=True):
        head, *body = part.splitlines()
        assert head == f"{relation.id} {relation.title}: {relation.verdict}"
        assert f"  Figures: {', '.join(relation.rests_on)}" in body


# verify


def test_verify_holds_for_the_documents(capsys: Capture) -> None:
    folder = needs_documents()
    assert called(capsys, "verify", "--documents", str(folder)) == (0, f"{verify(folder)}\n", "")


def test_verify_names_the_figure_whose_token_is_not_there_and_exits_with_1(capsys: Capture, tmp_path: Path) -> None:
    for file in needs_documents().glob("*.txt"):
        text = file.read_bytes()
        (tmp_path / file.name).write_bytes(text.replace(b"0.4 yuan/Wh", b"0.5 yuan/Wh"))
    done = called(capsys, "verify", "--documents", str(tmp_path))
    assert (done.code, done.err) == (1, "")
    assert "004/battery-cost-2030: token '0.4 yuan/Wh' is not at" in done.out


def test_verify_without_the_documents_names_each_of_them_and_exits_with_1(capsys: Capture, tmp_path: Path) -> None:
    done = called(capsys, "verify", "--documents", str(tmp_path))
    assert done.code == 1
    assert re.findall(r"^(\d{3}): there is no document", done.out, re.M) == ["000", "001", "002", "003", "004"]


def test_verify_takes_a_sheet_of_ones_own(capsys: Capture) -> None:
    folder = Path(__file__).parents[2] / "examples" / "own_sheet"
    sheet = folder / "example-motors.toml"
    done = called(capsys, "verify", "--documents", str(folder), "--sheet", str(sheet))
    assert done == (0, f"{verify(folder, [load_sheet(sheet)])}\n", "")


# report


def test_the_report_of_its_own_example_is_written_and_its_files_are_listed(capsys: Capture, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("jinja2")
    saved(tmp_path, **{'"documents-central"': '"mine"'})
    done = started(*example_of(capsys, "report"), cwd=tmp_path, PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    listed = [tmp_path / line for line in done.stdout.decode().splitlines() if line.startswith("my-report")]
    assert sorted(listed) == sorted((tmp_path / "my-report").iterdir())
    assert {"report.html", "outlook.csv", "outlook.json"} < {path.name for path in listed}
