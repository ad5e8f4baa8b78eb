"""Charts of cells: bars add up, units stand on the axes, the preset is marked."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import canned_cell, cell_design, chemistries, formats

from ...needs import needs_module

needs_module("matplotlib")

from ssbmodel.show.cells.cans import format_chart  # noqa: E402
from ssbmodel.show.cells.plots import PARTS, energy_map, waterfall  # noqa: E402

DESIGN = cell_design("sulfide-nmc-li")
CANNED = canned_cell("sulfide-nmc-li", "cylindrical")


@pytest.mark.parametrize("what", PARTS)
def test_bars_stand_one_behind_the_other_and_add_up(what: str) -> None:
    ax = waterfall(CANNED if what == "can" else DESIGN, what)
    *parts, whole = ax.patches
    ends = [0.0, *(bar.get_x() + bar.get_width() for bar in parts)]
    assert_allclose([bar.get_x() for bar in parts], ends[:-1], atol=1e-9 * whole.get_width())
    assert_allclose(ends[-1], whole.get_width(), rtol=1e-12)
    told = {"um": "µm", "USD_2022": "USD (2022)"}.get(PARTS[what][1], PARTS[what][1])
    assert ax.get_xlabel().endswith(f" in {told}")


def test_the_map_marks_the_preset_and_names_its_units() -> None:
    ax = energy_map("sulfide-nmc-li")
    assert_allclose(ax.get_lines()[0].get_xydata(), [[5.0, 25.0]], rtol=1e-12)
    assert "mAh/cm²" in ax.get_xlabel()
    assert "µm" in ax.get_ylabel()
    assert ax.get_title(loc="left") == DESIGN.study.title


def test_the_chart_of_formats_holds_every_chemistry_in_every_format() -> None:
    ax = format_chart("cell_specific_energy")
    assert [len(line.get_xdata()) for line in ax.get_lines()] == [len(chemistries())] * (1 + len(formats()))
    assert ax.get_xlabel().endswith("(Wh/kg)")
    assert format_chart().get_xlabel().endswith("(Wh/L)")
