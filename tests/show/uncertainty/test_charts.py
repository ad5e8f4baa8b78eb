"""Charts of uncertain answers say their units, their cases, and nothing that is not in the numbers."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import (
    Study,
    fan_chart,
    influence_chart,
    propagate,
    sobol_indices,
    spread_chart,
    tornado,
    tornado_chart,
)

pytest.importorskip("matplotlib")
CENTRAL = Study.named("documents-central")
SPREAD = propagate(CENTRAL, n=2048, years=range(2025, 2031))


def saved(ax: Any, path: Any) -> int:
    ax.figure.savefig(path, format="png")
    return int(path.stat().st_size)


def test_a_spread_chart_names_answer_median_interval_and_cases(tmp_path: Any) -> None:
    ax = SPREAD.plot("cold_range")
    assert ax.get_xlabel() == "Range in the cold (km)"
    assert ax.get_title(loc="left").startswith("Range in the cold: median 385; 90 % of cases from 341 to ")
    assert ax.figure.get_supxlabel() == "2,048 cases, sobol draws, seed 0"
    area = sum(bar.get_width() * bar.get_height() for bar in ax.patches)
    assert_allclose(area, 1, rtol=1e-9)
    assert saved(ax, tmp_path / "x.png") > 5000
    assert spread_chart(SPREAD["cold_range"], ax) is ax


def test_a_fan_holds_its_median_in_its_bands(tmp_path: Any) -> None:
    ax = fan_chart(SPREAD, "pack_price")
    years, median = ax.lines[0].get_data()
    assert [*years] == list(range(2025, 2031))
    assert_allclose(median[0], SPREAD["pack_price[year=2025]"].quantile(0.5).magnitude)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "98% of cases", "90% of cases", "50% of cases", "median",
    ]  # fmt: skip
    widths = [np.ptp(band.get_paths()[0].vertices[:, 1]) for band in ax.collections]
    assert widths == sorted(widths, reverse=True)
    assert saved(ax, tmp_path / "x.png") > 5000


def test_a_tornado_chart_has_both_ends_of_each_input_that_matters(tmp_path: Any) -> None:
    ax = tornado_chart(tornado(CENTRAL, answer="cold_range"))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Heater power", "Battery consumption"]
    assert {text.get_text() for text in ax.texts} == {"0 kW", "3 kW", "130 Wh/km", "180 Wh/km"}
    assert saved(ax, tmp_path / "x.png") > 5000
    assert tornado(CENTRAL, answer="cold_range").plot(ax) is ax


def test_an_influence_chart_shows_the_shares(tmp_path: Any) -> None:
    found = sobol_indices(CENTRAL, outputs="cold_range", n=256)
    ax = influence_chart(found, "cold_range")
    totals = sorted((bar.get_width() for bar in ax.patches[::2]), reverse=True)
    assert_allclose(totals, [total for *_, total in found.of("cold_range") if total >= 0.005])
    assert saved(ax, tmp_path / "x.png") > 5000
    assert found.plot("cold_range", ax) is ax
