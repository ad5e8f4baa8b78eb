"""A labelled quantity is picked from by its labels and converted, and says what it lacks."""

import pickle

import numpy as np
import pytest

from ssbmodel import Q
from ssbmodel.core.labelled import Labelled, label_text, place_of
from ssbmodel.ground.errors import StudyError, UnitError

COLD = Labelled(
    Q(np.arange(6.0).reshape(2, 3), "km"),
    ("year", "ambient_temperature"),
    {"year": (2025, 2030), "ambient_temperature": (253.15, 273.15, 296.15)},
    {"ambient_temperature": "K"},
    "cold_range",
)


def test_a_label_picks_along_its_axis_alone() -> None:
    one = COLD.sel(year=2030)
    assert one.dims == ("ambient_temperature",)
    assert list(one.m_as("km")) == [3.0, 4.0, 5.0]
    assert float(COLD.sel(year=2025, ambient_temperature="0 degC")) == 1.0


@pytest.mark.parametrize("told", ["-20 degC", Q(-20, "degC"), Q(253.15, "K"), "253.15 K", "-4 degF"])
def test_a_temperature_is_found_in_any_unit(told: object) -> None:
    assert float(COLD.sel(year=2025, ambient_temperature=told)) == 0.0


def test_a_label_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(StudyError, match=r"year=2027 is none of its labels. Expected one of: 2025, 2030"):
        COLD.sel(year=2027)
    with pytest.raises(StudyError, match=r"Expected one of: -20 °C, 0 °C, 23 °C"):
        COLD.sel(ambient_temperature="10 degC")


def test_an_axis_that_is_none_is_answered_with_those_there_are() -> None:
    with pytest.raises(StudyError, match=r"cold_range has no axis 'yer'. Did you mean 'year'\? It has: year, ambient"):
        COLD.sel(yer=2025)
    with pytest.raises(StudyError, match=r"this answer has no axis 'year'. It has: none"):
        Labelled(Q(1.0, "km")).sel(year=2025)


def test_conversion_keeps_axes_and_labels() -> None:
    miles = COLD.to("mile")
    assert miles.dims == COLD.dims
    assert miles.labels == COLD.labels
    assert miles.sel(year=2030).m_as("km") == pytest.approx([3.0, 4.0, 5.0], rel=1e-15)
    with pytest.raises(UnitError, match="km"):
        COLD.to("kWh")


def test_it_pickles() -> None:
    again = pickle.loads(pickle.dumps(COLD))
    assert again.dims == COLD.dims
    assert np.array_equal(again.magnitude, COLD.magnitude)


def test_one_line_tells_it() -> None:
    assert repr(COLD).startswith("<cold_range (year 2, ambient_temperature 3)")
    assert str(Labelled(Q(2.0, "km"))) == "2.0 kilometer"
    assert label_text(273.15, "K") == "0 °C"
    assert label_text(0.5) == "0.5"
    assert place_of("case", "greatest corner", ("least corner", "greatest corner")) == 1
