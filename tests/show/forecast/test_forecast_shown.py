"""What people look at of forecasts: tables, charts and the two commands."""

import json
import re
from pathlib import Path

import pytest

from ssbmodel.show.forecast import charts, commands, rows, scenarios
from ssbmodel.study.forecast.claims import EXPONENTS, claim_names
from ssbmodel.study.forecast.engine import named_settings
from ssbmodel.study.forecast.hindcast import Hindcast, hindcast
from ssbmodel.study.forecast.panel import read_panel

from ...needs import needs_data
from ..program import called


@pytest.fixture(scope="module")
def found() -> Hindcast:
    panel = read_panel(needs_data() / commands.PANEL)
    names = ("wright-known", "pooled-known", "pooled", "fixed-rate")
    return hindcast(panel, named_settings(), methods=names)


def test_the_table_of_claims_has_a_row_for_each_scenario() -> None:
    table = scenarios.claims_table()
    assert [row[0] for row in table.rows] == list(claim_names())
    assert {len(row) for row in table.rows} == {len(table.heads)}


def test_the_section_of_the_report_says_what_must_be_believed() -> None:
    section = scenarios.claim_section()
    assert all(
        told.startswith("To believe in less than 0.4 yuan/Wh in 2030, starting from") for told in section.sentences
    )


def test_the_fan_shows_history_forecast_claim_and_sources() -> None:
    ax = charts.claim_fan()
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == [
        "lithium-ion cells, prices paid",
        "all cells, 2025 (BloombergNEF)",
        "liquid, forecast from 2018",
        "solid-state: range start, large path, own experience",
    ]
    assert "004/battery-cost-2030" in ax.figure.get_supxlabel()
    assert "USD_2025/kWh" in ax.get_ylabel()
    # 0.4 CNY_2025/Wh at the mean rate of 2025, 7.1875 (H.10), and the last price paid, 181 USD_2018/kWh, by the US CPI
    assert any("(56 USD_2025/kWh)" in text.get_text() for text in ax.texts)
    for told in ("exchanged at 0.13913 of 2025", "the US CPI to 2025, an estimate"):
        assert told in " ".join(ax.figure.get_supxlabel().split())
    assert any("below 0.4 yuan/Wh" in text.get_text() for text in ax.texts)


def test_the_chart_of_a_hindcast_shows_every_method_that_was_scored(found: Hindcast) -> None:
    axes = charts.hindcast_chart(found)
    assert len(axes[0].lines) == 3
    assert [ax.get_ylabel() for ax in axes] == ["CRPS of ln(cost)", "Outcomes in the 90 % band", "Share of outcomes"]


def test_tables_of_a_hindcast_name_the_losses_and_hide_the_band_of_a_point(found: Hindcast) -> None:
    lost = rows.losses_table(found, "pooled-known", "wright-known")
    assert lost.title.startswith("16 of 76 technologies where 'pooled Wright, volume known' loses")
    assert all(float(row[2]) >= float(row[3]) for row in lost.rows)
    point = next(row for row in rows.scores_table(found, "t").rows if row[0].startswith("fixed"))
    assert point[2:4] == ["–", "–"]
    assert rows.markdown(lost).count("\n") == len(lost.rows) + 3


def test_analysts_stand_beside_what_was_paid_the_shortest_horizon_first(found: Hindcast) -> None:
    table = rows.analysts_table()
    assert [row[1] for row in table.rows] == ["0", "1", "1", "1", "2", "3", "5"]
    assert table.rows[-1] == ["BloombergNEF 2019 for 2024", "5", "100 (of 2019)", "115", "+0.140", "-0.065"]
    assert table.rows[3][2:] == ["112 (not stated)", "108", "-0.036", "–"]
    line = rows.analysts_line(("the panel", found))
    assert "0.116 as printed (7 forecasts), 0.110 in one money (6)" in line
    assert line.endswith("on the panel.")


def test_decline_prints_the_tables_and_the_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    done = called(capsys, "decline", "claim-low-large-own")
    assert done.code == 0
    row = next(line.split() for line in done.out.splitlines() if line.split()[:2] == ["claim-low-large-own", "22"])
    assert row[1::2] == ["22", "19", "65", "41", "69", "97"]
    assert "experience doubles 5.8 times" in " ".join(done.out.split())


def test_decline_gives_plain_numbers_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(called(capsys, "decline", "claim-low-large-own", "--json").out)
    assert [record["exponent"] for record in listed] == list(EXPONENTS)
    assert 5.81 < listed[0]["doublings"] < 5.82
    assert listed[0]["parity_year"] is None
    assert 2029 < listed[2]["parity_year"] < 2034
    assert 0 < listed[2]["no_parity_by_2050"] < listed[0]["no_parity_by_2050"] < 1


@pytest.mark.parametrize("words", [("decline",), ("decline", "claim-range-small-shared"), ("hindcast", "--data")])
def test_nothing_is_cut_off_at_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = called(capsys, *words, *([str(needs_data())] if words[-1] == "--data" else [])).out
    assert max(map(len, out.splitlines())) <= 80
    if words[0] == "decline":
        assert all(f" {name} " in out for name in words[1:] or claim_names())
    else:
        assert len(re.findall(r"\d\.\d{3} \(\d\.\d\d\)", out)) == 7 * 4 + 11 * 3  # by horizon, and for lithium-ion


def test_decline_refuses_a_claim_that_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    done = called(capsys, "decline", "claim-low-large-owned")
    assert done.code == 2
    assert "Did you mean 'claim-low-large-own'?" in done.err


def test_hindcast_reads_the_panel_from_its_folder_and_prints_every_method(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    chart = tmp_path / "chart.svg"
    done = called(capsys, "hindcast", "--data", str(needs_data()), "--json", "--chart", str(chart))
    records = json.loads(done.out)
    assert {record["method"] for record in records} >= {"random-walk", "pooled", "mixture"}
    best = next(r for r in records if r["method"] == "pooled" and r["horizon"] == "all")
    assert best["crps"] < 0.2185
    assert chart.read_text(encoding="utf-8").startswith("<?xml")


def test_hindcast_says_what_file_it_wants(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    done = called(capsys, "hindcast", "--data", str(tmp_path))
    assert done.code == 2
    assert "pcdb_experience_curves.csv" in done.err
