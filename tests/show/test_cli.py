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

import pytest
from numpy.testing import assert_allclose

import ssbmodel
from ssbmodel import Scenario, figures, load_sheet, systems, verify, worked_relations

from ..needs import needs_documents
from .program import called, started

COMMANDS = [
    "report",
    "outlook",
    "scenarios",
    "scenario",
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


def answers(capsys: Capture, *words: str) -> dict[tuple[str, int], dict[str, str]]:
    """Return the rows of ``outlook ... --csv`` by answer and year."""
    done = called(capsys, "outlook", *words, "--csv")
    assert (done.code, done.err) == (0, "")
    return {(row["quantity"], int(row["year"])): row for row in read_csv(done.out)}


def saved(folder: Path, scenario: str = CENTRAL, **replaced: str) -> Path:
    """Write a scenario to a file, with some text of it replaced."""
    text = Scenario.named(scenario).to_toml()
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


# scenarios


def test_scenarios_are_listed_with_their_titles(capsys: Capture) -> None:
    lines = called(capsys, "scenarios").out.splitlines()
    assert [re.split(r"  +", line) for line in lines] == [[n, Scenario.named(n).title] for n in Scenario.names()]


@each("name", Scenario.names())
def test_a_scenario_printed_and_read_back_has_the_same_outlook(name: str, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(called(capsys, "scenario", name).out, encoding="utf-8")
    assert called(capsys, "outlook", str(file), "--json") == called(capsys, "outlook", name, "--json")


def test_a_scenario_goes_into_a_file_as_plain_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    file = saved(tmp_path, **{"Solid-state pack, central path of the documents": "Škoda −20 °C"})
    done = started("scenario", str(file), PYTHONIOENCODING="ascii", LC_ALL="C", FORCE_COLOR="1", COLUMNS="20")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == file.read_bytes()
    assert b"\x1b" not in done.stdout


def test_an_edited_value_arrives_in_the_outlook(capsys: Capture, tmp_path: Path) -> None:
    file = saved(tmp_path, **{"value      = 0.85": "value      = 0.75"})
    row = answers(capsys, str(file))["usable_energy", 2030]
    assert (row["unit"], float(row["central"])) == ("Wh", 75_000)


# outlook


def test_an_outlook_is_the_librarys_own(capsys: Capture) -> None:
    named = Scenario.named(CENTRAL)
    assert called(capsys, "outlook", CENTRAL, "--csv").out == named.outlook().to_csv()
    assert called(capsys, "outlook", CENTRAL, "--json").out == named.outlook().to_json()


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
    assert sorted({year for _, year in answers(capsys, CENTRAL, "--years", words)}) == years


def test_an_option_puts_a_value_in_the_scenarios_place(capsys: Capture) -> None:
    found = answers(capsys, "documents-low", "--rated-energy", "80 kWh", "--consumption", "0.2 kWh/km")
    assert_allclose(float(found["pack_cost", 2025]["central"]), 80_000 * 1.9, rtol=1e-12)
    assert_allclose(float(found["range_warm", 2025]["high"]), 80 * 0.85 / 0.2, rtol=1e-12)


def test_set_puts_any_field_and_agrees_with_the_options(capsys: Capture) -> None:
    option = called(capsys, "outlook", CENTRAL, "--rated-energy", "80 kWh", "--csv")
    setting = called(capsys, "outlook", CENTRAL, "--set", "rated_energy=80 kWh", "--csv")
    assert option == setting != called(capsys, "outlook", CENTRAL, "--csv")
    assert (
        answers(capsys, CENTRAL, "--set", "experience=1e8 kWh", "--set", "added=7e8 kWh")["doublings", 2025]["central"]
        == "3.0"
    )


def test_the_air_temperature_comes_with_what_holds_at_it_alone(capsys: Capture) -> None:
    mild = "--ambient=-7 degC --capacity-retention=95% --rolling-ratio=1e0 --heater-power=0 W".replace(" --", "\n--")
    found = answers(capsys, CENTRAL, *mild.split("\n"))
    assert_allclose(float(found["drag_ratio", 2025]["central"]), 298.15 / 266.15, rtol=1e-12)


def test_money_is_exchanged_by_the_named_table(capsys: Capture) -> None:
    found = answers(capsys, CENTRAL, "--money", "USD_2025", "--rates", "fed-h10-world-bank")
    assert found["unit_cost", 2030]["unit"] == "USD_2025/Wh"
    assert_allclose(float(found["unit_cost", 2030]["central"]), 0.4 / 7.1875, rtol=1e-12)


def test_a_formula_in_a_users_own_words_is_neutralised_in_csv(capsys: Capture, tmp_path: Path) -> None:
    file = saved(tmp_path, **{'"documents-central"': '"=1+1"'})
    assert answers(capsys, str(file))["pack_cost", 2025]["scenario"] == "'=1+1"


# where numbers come from


@each("field", ["pack_mass", "range_cold", "start_cost"])
def test_explain_tells_what_the_library_explains(field: str, capsys: Capture) -> None:
    assert called(capsys, "explain", CENTRAL, field) == (0, f"{Scenario.named(CENTRAL).explain(field)}\n", "")


def test_what_a_terminal_would_act_on_is_not_printed(capsys: Capture, tmp_path: Path) -> None:
    file = saved(tmp_path, **{"width of the window": "a\\u001b]0;title\\u0007b"})
    out = called(capsys, "explain", str(file), "usable_share").out
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
