"""``spread``, ``drivers`` and ``solve`` say what the library says, and what is wrong with a question."""

import csv
import io
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Distribution, Study, propagate, sobol_indices, tornado

from ..by_hand import CONSUMPTION, HEATER, cold_consumption, triangle
from ..program import COMMAND, called, environment

CENTRAL = "documents-central"
Capture = pytest.CaptureFixture[str]
each = pytest.mark.parametrize


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row.get("input") or row["answer"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_spread_prints_the_spread_of_each_answer(capsys: Capture) -> None:
    done = called(capsys, "spread", CENTRAL, "--n", "1024", "--answer", "cold_range", "--csv")
    assert (done.code, done.err) == (0, "")
    found = propagate(Study.named(CENTRAL), n=1024, outputs="cold_range")["cold_range"]
    assert_allclose(float(rows(done.out)["cold_range"]["q95"]), found.quantile(0.95).magnitude, rtol=1e-12)


def test_spread_is_a_table_for_people(capsys: Capture) -> None:
    done = called(capsys, "spread", CENTRAL, "--n", "1e3", "--years", "2025,2030", "--answer", "pack_price")
    lines = done.out.splitlines()
    assert lines[0].split() == ["answer", "mean", "sd", "5", "%", "50", "%", "95", "%", "unit"]
    assert [line.split()[0] for line in lines[1:3]] == ["pack_price[year=2025]", "pack_price[year=2030]"]
    assert lines[-1] == "1,000 cases, sobol, seed 0"


@each("executor", ["threads", "processes"])
def test_an_executor_changes_nothing(executor: str, capsys: Capture) -> None:
    words = ["spread", CENTRAL, "--n", "3e5", "--answer", "cold_range", "--method", "random", "--csv"]
    assert called(capsys, *words, "--executor", executor).out == called(capsys, *words).out


def test_drivers_joins_tornado_indices_and_elasticities(capsys: Capture) -> None:
    done = called(capsys, "drivers", CENTRAL, "cold_range", "--n", "256", "--csv")
    found, study = rows(done.out), Study.named(CENTRAL)
    heater = {bar.input: bar for bar in tornado(study, answer="cold_range").bars}["heater_power"]
    assert_allclose(float(found["heater_power"]["answer_low"]), heater.answer_low.magnitude, rtol=1e-12)
    first = {name: first for name, first, _ in sobol_indices(study, n=256, outputs="cold_range").of("cold_range")}
    assert_allclose(float(found["heater_power"]["first"]), first["heater_power"], rtol=1e-12)
    told = called(capsys, "drivers", CENTRAL, "cold_range", "--n", "256").out
    # by hand, at the median of the consumption
    none, full = (0.9 * 85_000 / cold_consumption(triangle(0.5, *CONSUMPTION), watts) for watts in (0.0, 3000.0))
    assert f"  heater_power, 0 kW to 3 kW: {none:.3f} km to {full:.3f} km" in told
    assert "  Battery consumption: " in told


def test_solve_prints_the_value_that_reaches_the_target(capsys: Capture) -> None:
    done = called(capsys, "solve", CENTRAL, "cold_range=500 km", "--for", "rated_energy=20..300 kWh")
    needed = 500 * cold_consumption(triangle(0.5, *CONSUMPTION), triangle(0.5, *HEATER)) / 0.9 / 0.85 / 1000
    assert done.out == f"cold_range = 500 km at rated_energy = {needed:.3f} kWh\n"
    for target in ("pack_price", "pack_price[year=2030]"):
        told = "target_pack_unit_price=0.1..2 CNY_2025/Wh"
        done = called(capsys, "solve", CENTRAL, f"{target}=30000 CNY_2025", "--for", told)
        assert done.out == "pack_price[year=2030] = 30,000 CNY_2025 at target_pack_unit_price = 0.3 CNY_2025/Wh\n"


def test_an_answer_without_a_place_is_that_of_the_last_year(capsys: Capture, tmp_path: Path) -> None:
    target = Distribution(uniform=(0.3, 0.5), unit="CNY_2025/Wh")
    (tmp_path / "my.toml").write_text(Study.named(CENTRAL).replace(target_pack_unit_price=target).to_toml(), "utf-8")
    words = ("drivers", str(tmp_path / "my.toml"))
    last = called(capsys, *words, "pack_price", "--n", "64")
    assert last == called(capsys, *words, "pack_price[year=2030]", "--n", "64")
    assert last.out.startswith("pack_price[year=2030] = 40,000 CNY_2025\n")
    told = called(capsys, "drivers", CENTRAL, "pack_price", "--n", "64").err
    assert "none of pack_price[year=2030] varies with" in told
    assert "Ask for another answer, or the answer at another place." in told
    first = called(capsys, "drivers", CENTRAL, "pack_price[year=2025]", "--n", "64").out
    assert "  base_pack_unit_price, 1.9 CNY_2025/Wh to 6.2 CNY_2025/Wh: 190,000 CNY_2025 to 620,000 CNY_2025" in first
    drawn = called(capsys, "spread", CENTRAL, "--n", "64", "--answer", "pack_price").out
    assert [line.split()[0] for line in drawn.splitlines()[1:-1]] == ["pack_price[year=2030]"]


@each(
    ("words", "told"),
    [
        (["spread", CENTRAL, "--n", "many"], "--n 'many'. Expected a whole number, such as 1e6."),
        (["spread", CENTRAL, "--n", "0"], "n=0. Expected a whole number from 1"),
        (["spread", CENTRAL, "--workers", "-1"], "Invalid value for '--workers': Input should be"),
        (["spread", CENTRAL, "--executor", "cloud"], "--executor 'cloud'. Expected one of: none, threads, processes."),
        (["spread", CENTRAL, "--method", "halton"], "method='halton'. Expected one of: sobol, random, latin."),
        (["spread", CENTRAL, "--answer", "cold_rnge"], "'cold_rnge' is no name. Did you mean 'cold_range'?"),
        (["spread", CENTRAL, "--years", "2024"], "--years '2024'. Expected years from 2025 on, the year of the price"),
        (["drivers", CENTRAL, "cold_rnge"], "'cold_rnge' is no name. Did you mean 'cold_range'?"),
        (["drivers", CENTRAL, "pack_price[year=2040]"], "no answer called 'pack_price[year=2040]'."),
        (["solve", CENTRAL, "cold_range", "--for", "rated_energy=1..2 kWh"], '\'cold_range\' has no "=". Write'),
        (["solve", CENTRAL, "cold_range=1 km", "--for", "rated_energy=1 kWh"], '--for \'1 kWh\' has no "..". Write'),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(words: list[str], told: str, capsys: Capture) -> None:
    done = called(capsys, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"ssbmodel: {told}")


def test_a_long_run_says_what_it_takes_and_ctrl_c_keeps_its_parts(tmp_path: Path) -> None:
    command = [*COMMAND, "spread", CENTRAL, "--n", "2e9", "--answer", "cold_range", "--resume", "parts"]
    running = subprocess.Popen(command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not [*tmp_path.glob("parts/*.npz")]:
        os.sched_yield()
    running.send_signal(signal.SIGINT)
    told = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "2,000,000,000 cases in 30,518 blocks: about" in told
    assert "Interrupted: finished parts are in parts; the same line goes on." in told
    assert not [*tmp_path.glob("parts/.*")]
