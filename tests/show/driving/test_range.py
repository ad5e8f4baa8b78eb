"""The range command and its charts."""

import json
from pathlib import Path

import pytest

from ssbmodel.show.driving import charts

from ..program import called

DRAWN = (charts.range_by_temperature, charts.range_by_pack, charts.charging_curve_chart)


def test_the_range_command_tells_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    done = called(capsys, "range", "--vehicle", "nissan-leaf", "--cycle", "WLTC", "--ambient", "-20")
    assert done.code == 0
    for words in (
        "Nissan Leaf 2022",
        "Cabin heat",
        "From the wall",
        "Range on the WLTC",
        "Range retention 0.55, of a capacity retention of 0.93",
    ):
        assert words in done.out


def test_the_range_command_prints_json_whose_parts_sum_up(capsys: pytest.CaptureFixture[str]) -> None:
    done = called(
        capsys, "range", "--vehicle", "kia-niro", "--heater", "heat-pump", "--usable-energy", "64 kWh", "--json"
    )
    found = json.loads(done.out)
    start, *parts, end = found["consumption_Wh_per_km"].values()
    assert abs(start + sum(parts) - end) < 1e-9
    assert found["range_km"]["cold_range"] < found["range_km"]["driving_range"]
    assert any("US EPA" in source for source in found["sources"])


@pytest.mark.parametrize(
    ("ambient", "told"),
    [("-20", ("Capacity retention at -20 °C: the line is extrapolated", "Tyres at -20 °C: the straight line")),
     ("35", ("Air at 35 °C: no cooling is modelled",)), ("10", ())],
)  # fmt: skip
def test_the_range_command_ends_with_its_flags(
    ambient: str, told: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("range", "--vehicle", "nissan-leaf", "--ambient", ambient)
    lines = called(capsys, *words).out.splitlines()
    assert [line[: len(start)] for line, start in zip(lines[len(lines) - len(told) :], told)] == list(told)
    assert [one in "\n".join(lines) for one in ("extrapolated", "upper bound")] == [ambient == "-20", ambient == "35"]
    flags = json.loads(called(capsys, *words, "--json").out)["flags"]
    assert flags == lines[len(lines) - len(told) :]


def test_the_range_command_reads_a_cycle_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "commute.csv"
    path.write_text("time_s,speed_kmh\n" + "\n".join(f"{i},{40 * (0 < i < 99)}" for i in range(100)), encoding="utf-8")
    assert "Range on the commute" in called(capsys, "range", "--cycle", str(path)).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--vehicle", "nisan-leaf"), "no vehicle called 'nisan-leaf'. Did you mean 'nissan-leaf'?"),
        (("--cycle", "CLTC"), "CLTC-P is not shipped"),
        (("--ambient", "warm"), 'Write --ambient -20 or --ambient "-4 degF"'),
        (("--heater", "gas"), "heater='gas'"),
        (("--capacity-retention", "1.5"), "capacity_retention=1.5. Expected a value in (0, 1]"),
        (("--cycle", "none.csv"), "none.csv"),
    ],
)
def test_what_the_range_command_does_not_understand_is_told(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = called(capsys, "range", *words)
    assert done.code == 2
    assert told in done.err


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_a_chart_has_units_on_its_axes_and_a_source(draw: object) -> None:
    axes = draw()  # type: ignore[operator]
    assert "(" in axes.get_xlabel()
    assert "(" in axes.get_ylabel()
    assert "004/" in axes.figure.get_supxlabel()


def test_the_causes_stack_up_to_the_warm_range() -> None:
    axes = charts.range_by_temperature()
    tops = [float(max(path.vertices[:, 1].max() for path in band.get_paths())) for band in axes.collections]
    assert tops == sorted(tops)
    assert abs(tops[-1] - tops[0]) < 1e-6  # at the reference everything is left
