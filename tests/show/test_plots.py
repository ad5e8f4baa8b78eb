"""Charts: units and sources on every axis, ticks that can be read, and no trace left in matplotlib."""

import itertools
import re
import sys
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.testing import assert_allclose

from ssbmodel import ExtraError, MoneyError, Study, figures
from ssbmodel.show import plots
from ssbmodel.show.answers import Answers

from .by_hand import CONSUMPTION, PRICE, triangle

CENTRAL, LIQUID = Answers(Study.named("documents-central")), Answers(Study.named("liquid-baseline"))
each = pytest.mark.parametrize


def both() -> list[Answers]:
    return [CENTRAL, LIQUID]


def drawn() -> dict[str, Axes]:
    above, below = plots.system_comparison()
    charts = {"cost": plots.cost_path(both()), "map": plots.cost_range_map(CENTRAL), "range": plots.range_bars(both())}
    return charts | {"energies": above, "distances": below}


def rendered(ax: Axes) -> Any:
    """Return a chart's figure after its layout has run."""
    figure: Any = ax.figure
    FigureCanvasAgg(figure).draw()
    return figure


def words(ax: Axes) -> list[str]:
    """Return the texts written on a chart."""
    return [text.get_text() for text in ax.texts]


@each(
    ("chart", "axis", "unit"),
    [
        ("cost", "y", "(CNY_2025/Wh)"),
        ("cost", "x", "Year"),
        ("map", "x", "(km)"),
        ("map", "y", "(CNY_2025/Wh)"),
        ("range", "x", "(km)"),
        ("energies", "x", "(Wh/kg)"),
        ("distances", "x", "(km)"),
    ],
)
def test_an_axis_says_its_unit(chart: str, axis: str, unit: str) -> None:
    ax = drawn()[chart]
    assert unit in (ax.get_xlabel() if axis == "x" else ax.get_ylabel())


@each("chart", ["cost", "map", "range", "energies"])
def test_the_line_under_a_chart_names_figures_that_exist(chart: str) -> None:
    figure = drawn()[chart].figure
    assert isinstance(figure, Figure)
    names = re.findall(r"\d{3}/[a-z0-9-]+", figure.get_supxlabel())
    assert names
    assert set(names) <= set(figures)


@each("chart", ["cost", "map"])
def test_ticks_of_a_logarithmic_axis_are_distinct_round_and_without_minor_labels(chart: str) -> None:
    ax = drawn()[chart]
    rendered(ax)
    assert ax.get_yscale() == "log"
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["0.4", "0.5", "1", "2", "5"]
    assert not [label for label in ax.get_yticklabels(minor=True) if label.get_text()]


@each("chart", ["cost", "map", "range", "energies"])
def test_nothing_is_drawn_outside_the_picture(chart: str) -> None:
    figure = rendered(drawn()[chart])
    width, height = figure.canvas.get_width_height()
    for ax in figure.axes:
        (left, right), ticks = ax.get_xlim(), ax.get_xticklabels()
        seen = [label for label in ticks if left <= label.get_position()[0] <= right]  # matplotlib draws no others
        texts = [*ax.texts, ax.xaxis.label, ax.yaxis.label, *seen, *ax.get_yticklabels()]
        for text in (text for text in texts if text.get_text() and text.get_visible()):
            box = text.get_window_extent()
            assert box.x0 >= -1, text
            assert box.y0 >= -1, text
            assert box.x1 <= width + 1, text
            assert box.y1 <= height + 1, text


@each("chart", ["energies", "distances"])
def test_the_names_and_words_of_systems_do_not_overlap(chart: str) -> None:
    ax = drawn()[chart]
    rendered(ax)
    for texts in (ax.get_yticklabels(), [text for text in ax.texts if text.get_text()]):
        boxes = sorted((text.get_window_extent() for text in texts), key=lambda box: box.y0)
        assert all(below.y1 <= above.y0 + 1 for below, above in itertools.pairwise(boxes))


def test_the_cost_path_shows_the_band_and_what_is_claimed() -> None:
    ax = plots.cost_path(both())
    band = ax.collections[0].get_paths()[0].vertices
    # the target's one price, and the triangle of today's at 95 %
    assert_allclose((band[:, 1].min(), band[:, 1].max()), (0.4, triangle(0.95, *PRICE)), rtol=1e-4)
    assert "claimed 1.90 to 6.20" in words(ax)
    assert "claimed below 0.4" in words(ax)
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [CENTRAL.title, LIQUID.title]


def test_an_outlook_in_dollars_carries_no_claims_in_yuan() -> None:
    dollars = CENTRAL.in_money("USD_2025", rates="fed-h10-world-bank")
    ax = plots.cost_path([dollars])
    assert "(USD_2025/Wh)" in ax.get_ylabel()
    assert words(ax) == []


def test_outlooks_in_two_moneys_are_refused() -> None:
    dollars = CENTRAL.in_money("USD_2025", rates="fed-h10-world-bank")
    told = r"cost_path: outlooks are in USD_2025/Wh and CNY_2025/Wh\. Convert one first: outlook\.in_money\("
    with pytest.raises(MoneyError, match=told):
        plots.cost_path([dollars, LIQUID])


def test_the_map_prices_a_1500_km_pack_at_0_4_yuan_at_108_thousand() -> None:
    """1,500 km at the median of 152.6 Wh/km are 228.9 kWh usable, 269.3 kWh rated at a usable share of 0.85."""
    assert round(1500 * triangle(0.5, *CONSUMPTION) / 0.85 * 0.4, -3) == 108_000
    assert "1,500 km at 0.4: 108,000" in words(plots.cost_range_map(CENTRAL))


def test_systems_stand_sorted_with_an_arrow_at_each_open_end() -> None:
    above, _ = plots.system_comparison()
    rows = plots.claimed("specific_energy")
    assert [system.id for system, _ in rows] == ["S13", "S10", "S01", "S05", "S17", "S12"]
    open_ends = [claim for _, claim in rows if claim.high is None]
    arrows = [text for text in above.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == len(open_ends) == 3


def test_a_chart_is_drawn_on_the_axes_it_is_given() -> None:
    figure = Figure()
    first, second, third, fourth = figure.subplots(4, 1)
    assert plots.cost_path(both(), first) is first
    assert plots.range_bars(both(), second) is second
    assert plots.system_comparison((third, fourth)) == (third, fourth)
    assert len(figure.get_supxlabel().splitlines()) >= 3


def test_drawing_leaves_pyplot_and_the_users_settings_alone() -> None:
    before = dict(matplotlib.rcParams)
    loaded = "matplotlib.pyplot" in sys.modules
    drawn()
    assert dict(matplotlib.rcParams) == before
    assert ("matplotlib.pyplot" in sys.modules) == loaded


def test_a_title_with_dollars_and_control_characters_is_printed_as_it_stands() -> None:
    odd = CENTRAL.study.replace(title="Costs $\\foo{ and $y$ \x1b")
    ax = plots.cost_path([Answers(odd)])
    rendered(ax)
    legend = ax.get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text() == r"Costs \$\foo{ and \$y\$"


def test_a_hundred_years_leave_ticks_that_can_be_read() -> None:
    long = CENTRAL.study.replace(years=range(2025, 2121), rated_energy="100 kWh")
    steady = Answers(long)
    assert 8 <= len(plots.cost_path([steady]).get_xticks()) <= 16


def test_colours_are_distinct_for_six_outlooks() -> None:
    assert len(set(plots.PALETTE)) == len(plots.PALETTE) == len(set(plots.MARKERS)) == 6


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExtraError, match=r"charts need matplotlib.*Write: pip install 'ssbmodel\[report\]'\."):
        plots.range_bars(both())


def test_bars_run_to_the_median_range_and_whiskers_over_90_per_cent() -> None:
    ax = plots.range_bars([CENTRAL])
    warm = ax.patches[0]
    # 85 kWh usable at 5, 50 and 95 % of the consumption's triangle
    assert_allclose(warm.get_width(), 85_000 / triangle(0.5, *CONSUMPTION), rtol=1e-4)
    ends = 85_000 / triangle([0.95, 0.05], *CONSUMPTION)
    assert_allclose(np.asarray(ax.lines[0].get_xdata()), ends, rtol=1e-4)
