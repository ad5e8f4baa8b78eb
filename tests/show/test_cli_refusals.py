"""What the program says where something is wrong: one message without a traceback, and an exit code."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssbmodel import Study
from ssbmodel.show import cli, commands, tables

from .program import COMMAND, Done, called, environment, started

CENTRAL = "documents-central"
Capture = pytest.CaptureFixture[str]
each = pytest.mark.parametrize


def refused(capsys: Capture, *words: str) -> str:
    """Return what the program says where it does not do what it was asked."""
    done = called(capsys, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("ssbmodel: ")
    assert "Traceback" not in done.err
    return done.err.removeprefix("ssbmodel: ").rstrip("\n")


@each("words", ["claims {}", "hindcast --data {}", "outlook {}", "check {}", "range --cycle {}"])
def test_a_file_that_is_no_text_is_told(words: str, tmp_path: Path, capsys: Capture) -> None:
    (odd := tmp_path / "odd.toml").write_bytes(b"range \xff")
    told = refused(capsys, *words.format(odd).split())
    assert "is not utf-8" in told or "is not UTF-8" in told or "no cycle" in told


@each(
    ("words", "told"),
    [
        ("reprot", "No such command 'reprot'. Did you mean 'report'?\n          See ssbmodel --help."),
        ("--vresion", "No such option: --vresion. Did you mean --version?"),
        (
            "outlook --cvs",
            "No such option: --cvs. Did you mean --csv or --set?\n          See ssbmodel outlook --help.",
        ),
        ("outlook", "Missing argument 'STUDY'.\n          See ssbmodel outlook --help."),
        ("verify", "Missing option '--documents'."),
        ("outlook documents-central --years", "Option '--years' requires an argument."),
        ("outlook documents-centrl", "no study called 'documents-centrl'. Did you mean 'documents-central'? Choose"),
        ("report parity2030", "no study called 'parity2030'. Did you mean 'parity-2030'?"),
        ("explain documents-central pack_csot", "'pack_csot' is no name. Did you mean 'pack_mass'?"),
        ("figures --group bateries", "find: group = 'bateries' is unknown. Did you mean 'battery'?"),
        (
            "figures --id 004/batery-cost-2030",
            "no figure called '004/batery-cost-2030'. Did you mean '004/battery-cost",
        ),
        ("systems --type vehicel", "find: type = 'vehicel' is unknown. Did you mean 'vehicle'?"),
        ("systems --id S99", "no system called 'S99'."),
        ("figures --csv --json", "--csv and --json are both given. Keep one."),
        ("outlook documents-central --csv --json", "--csv and --json are both given. Keep one."),
        ("drivers documents-central cold_range --seed -1", "rng=-1. Expected a whole number from 0 to 3.4e+38."),
        ("verify --documents nowhere", "documents = 'nowhere'. Expected the folder that holds the documents"),
    ],
)
def test_a_slip_is_told_with_what_may_have_been_meant(words: str, told: str, capsys: Capture) -> None:
    assert refused(capsys, *words.split()).startswith(told)


@each(
    ("words", "told"),
    [
        (["--ambient", "-20", "degC"], '(degC). Write quotes around a value with a space: "80 kWh".'),
        (["--ambient", "-7 degC"], "heater_power holds at -20 °C; the study asks at -7 °C. Give another value"),
        (["--rated-energy", "80"], "rated_energy=80.0 has no unit. Expected Wh;"),
        (["--rated-energy", "80 kW"], "rated_energy is in kW. Expected something convertible to Wh."),
        (["--rated-energy", "1,5 kWh"], "'1,5 kWh' is not a quantity. Expected number, space, unit; write '1.5 kWh'."),
        (["--rated-energy", "nan kWh"], "'nan kWh' is not a quantity."),
        (["--rated-energy", "1e400 kWh"], "'1e400 kWh' is not finite."),
        (["--rated-energy", "-80 kWh"], "rated_energy=-80000.0 Wh. Expected a finite value >= 0 Wh."),
        (["--consumption", "9**9**9**9"], "'9**9**9**9' is not a quantity."),
        (["--capacity-retention", "1.2"], "capacity_retention=1.2. Expected a value in (0, 1]."),
        (["--set", "mean_speed"], '--set \'mean_speed\' has no "=". Write --set mean_speed="50 km/h".'),
        (["--set", "mean_sped=50 km/h"], "'mean_sped' is no name. Did you mean 'mean_speed'?"),
        (["--set", "self=1"], "'self' is no name."),
        (["--set", "cell=stated"], "'cell' is no name. Did you mean"),
        (["--set", "mean_speed=50 km/h", "--set", "mean_speed=60 km/h"], "mean_speed is given twice. Keep one."),
        (["--heater-power", "1 kW", "--set", "heater_power=2 kW"], "heater_power is given twice. Keep one."),
        (["--set", "base_pack_unit_price=300 USD/kWh"], "a price in USD states no price year."),
        (["--years", "soon"], "--years 'soon'. Expected years, or first to last; write 2025-2030 or 2025,2030."),
        (["--years", "2030-2025"], "--years '2030-2025'. Expected years, or first to last;"),
        (["--years", "2024"], "--years '2024'. Expected years from 2025 on, the year of the price today."),
        (["--years", "1000-9999"], "--years '1000-9999'. Expected years from 2025 on"),
        (["--years", "2025-2999"], "years=[2025, 2026, 2027, 2028, 2029, 2030, .... Expected 1 to 200 whole years"),
        (["--years", "2030,2025"], "years=[2030, 2025]. Expected 1 to 200 whole years that rise."),
        (["--money", "USD"], "--money = 'USD' names no price year. Write --money USD_2025."),
        (["--money", "dollars"], "--money = 'dollars' is no money."),
        (["--money", "kg"], "--money = 'kg' is no money. Expected one of CNY, USD, EUR, JPY, KRW, GBP. Write --money "),
        (["--money", "USD_2025", "--rates", "fed"], "rates = 'fed'. Expected a RateTable or one of fed-h10"),
        (["--money", "USD_2020", "--index", "ppi"], "index='ppi'. Input should be 'gdp_deflator' or 'cpi'."),
        (["--order", "later"], "order='later'. Input should be 'deflate_exchange' or 'exchange_deflate'."),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_with_what_to_write(words: list[str], told: str, capsys: Capture) -> None:
    assert told in refused(capsys, "outlook", CENTRAL, *words)


@each(("option", "name"), [("--heater-power", "heater_power"), ("--rolling-ratio", "rolling_ratio")])
def test_an_option_that_nothing_in_a_study_asks_for_is_refused(option: str, name: str, capsys: Capture) -> None:
    value = "2 kW" if name == "heater_power" else "1"
    told = refused(capsys, "outlook", "sulfide-in-et7", option, value)
    assert f"'{name}' is asked for by nothing in this study" in told


ENERGY = 'name     = "rated_energy"'
FORECAST = '"004/battery-cost-2025"]\nrule     = "geometric mean of the printed bounds, spread over them"'


@each(
    ("old", "new", "told"),
    [
        ("title = ", 'title = "solid"\ntitle = ', "my.toml: not valid TOML: Cannot overwrite a value"),
        ("title = ", "titel = ", "my.toml: [study]: unknown key 'titel'. Did you mean 'title'?"),
        ("[study]", "[stdy]", "my.toml: unknown table 'stdy'. Did you mean 'study'?"),
        ("[climate]", "[climat]", "my.toml: unknown table 'climat'. Did you mean 'climate'?"),
        ('kind = "ratios"', 'kind = "ratio"', "my.toml: "),
        (ENERGY, ENERGY.replace("rated", "rted"), "'rted_energy' is no name. Did you mean 'rated_energy'?"),
        (ENERGY, f"{ENERGY}\nvalu = 3", "unknown key 'valu'. Did you mean 'value'?"),
        ("value   = 0.85", "value   = nan", "my.toml: usable_share: value = nan. Expected a finite number"),
        ("value   = 0.85", "value   = 8.5", "my.toml: packs.Ratios: usable_share=8.5. Expected a value in (0, 1]."),
        ("value   = 0.85", 'value   = "much"', "my.toml: usable_share: value = 'much'. Expected a finite number"),
        ('unit     = "kWh"', 'unit     = "kW"', "my.toml: rated_energy is in kW."),
        ('unit     = "kWh"', 'unit     = "C"', "'C' would be a coulomb; write '1/h' for a C-rate"),
        ('"004/pack-rated-energy"', '"004/pack-rated-enrgy"', "is no figure. Did you mean '004/pack-rated-energy'?"),
        (
            '"004/pack-rated-energy"',
            '"004/platform-voltage"',
            "my.toml: rated_energy rests on '004/platform-voltage', which states",
        ),
        (
            'rests_on = ["004/battery-cost-2025"]\nrule     = "geo',
            'rests_on = ["004/battery-cost-2030"]\nrule     = "geo',
            "my.toml: base_pack_unit_price rests on '004/battery-cost-2030', which is a forecast for 2030. "
            "Neither is ever today's value; rest it on a measured or reported figure",
        ),
    ],
)
def test_a_fault_in_a_users_file_is_told_by_name(
    old: str, new: str, told: str, capsys: Capture, tmp_path: Path
) -> None:
    text = Study.named(CENTRAL).to_toml()
    assert old in text
    file = tmp_path / "my.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    said = refused(capsys, "outlook", str(file))
    assert told in said
    assert "my.toml" in said


@each(
    ("content", "told"),
    [
        (b"", "my.toml: table [study] is missing. Write [study] with name = "),
        (b"\xff\xfe[\x00s", "my.toml: byte 4 is not utf-16. Save the file as utf-8."),
        (b"\xff[s", "my.toml: byte 0 is not utf-8. Save the file as utf-8."),
        (b"name: yaml\n", "my.toml: not valid TOML:"),
        (b"a = " + b"[" * 60 + b"]" * 60, "my.toml: nested too deeply."),
    ],
)
def test_a_file_that_is_no_study_is_told_so(content: bytes, told: str, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_bytes(content)
    assert refused(capsys, "outlook", str(tmp_path / "my.toml")).startswith(told)


def test_a_path_that_holds_no_file_is_told_with_what_to_write(capsys: Capture, tmp_path: Path) -> None:
    assert "there is no file 'mine.toml'. Write its path" in refused(capsys, "outlook", "mine.toml")
    assert f"'{tmp_path}' is a folder. Expected a TOML file" in refused(capsys, "outlook", str(tmp_path))


@pytest.mark.skipif(os.sep != "/", reason="there the path is right")
def test_a_path_of_another_system_is_told_in_this_ones_spelling(capsys: Capture) -> None:
    told = refused(capsys, "outlook", r"C:\Users\me\my.toml")
    assert told.endswith("Folders are separated by '/' here; write '/Users/me/my.toml'.")


def test_a_very_long_word_is_no_file(capsys: Capture) -> None:
    assert "no study called" in refused(capsys, "outlook", "x" * 5000)


def test_a_file_that_may_not_be_read_is_told_so(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*args: Any, **kwargs: Any) -> Any:
        raise PermissionError(13, "Permission denied", "my.toml")

    monkeypatch.setattr("builtins.open", denied)
    (tmp_path / "my.toml").touch()
    assert "my.toml' cannot be read: " in refused(capsys, "outlook", str(tmp_path / "my.toml"))


# the report's folder


def test_a_report_does_not_go_where_a_file_is(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    told = refused(capsys, "report", "--out", str(tmp_path / "taken"))
    assert told.startswith(f"Invalid value for --out: '{tmp_path / 'taken'}' is a file. Write the name of a folder.")


def test_a_folder_that_cannot_be_made_is_named(capsys: Capture, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    (tmp_path / "taken").touch()
    inside = tmp_path / "taken" / "report"
    assert refused(capsys, "report", "--out", str(inside)) == f"{inside}: {os.strerror(20)}."


@each("module", ["jinja2", "matplotlib.style"])
def test_a_report_without_its_extra_says_what_to_install(
    module: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    told = refused(capsys, "report", "--out", str(tmp_path / "report"))
    assert "is not installed. Write: pip install 'ssbmodel[report]'." in told
    assert not (tmp_path / "report").exists()


WITHOUT = """
import sys
for name in "matplotlib jinja2 pandas xarray dask jax".split():
    sys.modules[name] = None
from ssbmodel.__main__ import main
main()
"""


@each("words", ["outlook documents-central", "explain documents-central pack_price", "figures", "systems", "relations"])
def test_every_other_command_needs_no_extra(words: str) -> None:
    command = [sys.executable, "-c", WITHOUT, *words.split()]
    done = subprocess.run(command, env=environment(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# terminals


@each(
    "settings", [{"COLUMNS": "20"}, {"COLUMNS": "1"}, {"COLUMNS": "no"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str
)
@each("words", [["outlook", CENTRAL], ["outlook", "--help"], ["relations"]], ids=" ".join)
def test_no_terminal_is_too_small(
    words: list[str], settings: dict[str, str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    done = called(capsys, *words)
    assert (done.code, done.err) == (0, "")
    assert done.out.strip()


def test_an_ascii_terminal_is_told_the_same_in_its_own_letters() -> None:
    done = started("outlook", CENTRAL, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Range at -20 degC" in done.stdout
    assert b"?" not in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="words are text there")
def test_a_word_that_is_no_text_is_told_like_any_other() -> None:
    command = [*map(os.fsencode, COMMAND), b"outlook", b"caf\xe9.toml"]
    settings = environment(PYTHONIOENCODING="ascii", LC_ALL="C")
    done = subprocess.run(command, env=settings, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"ssbmodel: there is no file 'caf")


def test_a_message_cannot_act_on_the_terminal(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    text = Study.named(CENTRAL).to_toml().replace('unit     = "kWh"', 'unit     = "\\u001b[31mkWh"', 1)
    file.write_text(text, encoding="utf-8")
    assert "\x1b" not in refused(capsys, "outlook", str(file))


def test_the_minus_of_a_number_is_never_lost() -> None:
    cli._accept_any_terminal()
    assert "−20 °C … ½".encode("ascii", "ssbmodel-spell") == b"-20 degC ... ?"


# ends that are no fault of the input


@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise there")
@each("words", [["figures"], ["figures", "--json"], ["outlook", CENTRAL], ["--help"]], ids=" ".join)
def test_a_reader_that_goes_away_hears_nothing(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as gone:
        done = subprocess.run([*COMMAND, *words], stdout=gone, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@each("words", [["figures"], ["study", CENTRAL], ["outlook", CENTRAL]], ids=" ".join)
def test_a_full_disk_is_told(words: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, *words], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (2, b"ssbmodel: No space left on device.\n")


@pytest.mark.skipif(os.name != "posix", reason="closed streams are a matter of posix shells")
def test_a_closed_output_is_no_fault() -> None:
    line = f"exec {' '.join(COMMAND)} figures >&-"
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupted_run_exits_with_130(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "report_tables", _raiser(KeyboardInterrupt()))
    assert called(capsys, "outlook", CENTRAL) == Done(130, "", "ssbmodel: interrupted.\n")


def test_a_fault_of_ours_is_not_hidden(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "worked_relations", _raiser(ZeroDivisionError("ours")))
    with pytest.raises(ZeroDivisionError, match="ours"):
        cli.run(["relations"])


def _raiser(error: BaseException) -> Callable[..., Any]:
    def raising(*args: Any, **kwargs: Any) -> Any:
        raise error

    return raising
