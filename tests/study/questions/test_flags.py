"""Flags: each sentence where its model is left, at exactly those places, for the answers that rest on it alone."""

import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from ssbmodel import Distribution, Q, Study, cells, costs, packs, trip, vehicles
from ssbmodel.core.checks import Flagged
from ssbmodel.study.flags import Flag

from ..studies import cold, stated

TYRES = r"Tyres at .*: the straight line of their resistance is extrapolated; .* from 5 °C to 40 °C\."
HOT = (
    r"Air at .*: no cooling is modelled, so that range is an upper bound; five cars kept 0\.83 of theirs at 35 °C "
    r"with cooling, 0\.96 without \(AAA 2019\)\."
)
KEPT = r"Capacity retention at .*: the line is extrapolated; the cars behind it were driven from -6\.7 °C to 35 °C\."
TARGET = r"Prices of .*: the decline is carried on beyond 2030, the year of its target\."
PATH = r"Output of .*: the path is carried on beyond 2030, the last year of which an output is stated\."


def driven(*degrees: float, heater: str = "resistive", **more: Any) -> Study:
    """Return a designed cell in a car at temperatures."""
    return Study(
        cell=cells.Designed("liquid-nmc811-graphite"),
        pack=packs.Ratios(rated_energy="75 kWh", usable_share=0.95, cell_to_pack_mass_ratio=0.65),
        vehicle=vehicles.Preset("nio-et7-150"),
        climate=vehicles.Climate(ambient_temperature=cold(*degrees), heater=heater, **more),
    )


def declining(years: Any, **path: Any) -> Study:
    """Return a price that falls along a path, or to a target in 2030."""
    return stated(years=years, **({"decline": costs.Learning(**path)} if path else {}))


def flag(found: Any, text: str) -> Flag:
    """Return the one flag of a sentence."""
    (one,) = (one for one in found.flags if re.fullmatch(text, one.text))
    return one


def texts(found: Any) -> list[str]:
    """Return all sentences."""
    return [one.text for one in found.flags]


def degrees(one: Flag) -> list[float]:
    """Return the temperatures of the air at which a flag holds."""
    return [round(float(Q(place["ambient_temperature"], "K").m_as("degC")), 6) for place in one.places]


# each sentence


@pytest.mark.parametrize(
    ("text", "outside", "inside"),
    [(TYRES, [-20.0, 4.9, 45.0], [5.0, 10.0, 40.0]), (HOT, [23.5, 35.0], [-20.0, 23.0]),
     (KEPT, [-20.0, -7.0, 36.0], [-6.7, 0.0, 35.0])],
)  # fmt: skip
def test_a_trip_is_flagged_where_its_model_is_left(text: str, outside: list[float], inside: list[float]) -> None:
    one = flag(driven(*sorted(outside + inside)).run("cold_range"), text)
    assert degrees(one) == outside
    assert one.answers == ("cold_range",)
    assert not any(re.fullmatch(text, other) for other in texts(driven(*inside).run("cold_range")))


@pytest.mark.parametrize(
    ("text", "study"),
    [(TARGET, declining(range(2028, 2034))), (PATH, declining(range(2028, 2034), learning_rate="20 %", path="small"))],
)
def test_a_decline_is_flagged_beyond_the_years_that_it_was_stated_for(text: str, study: Study) -> None:
    one = flag(study.run(), text)
    assert [place["year"] for place in one.places] == [2031, 2032, 2033]
    assert {"pack_unit_price", "pack_price"} <= set(one.answers)
    assert "base_pack_price" not in one.answers
    assert study.run(years=range(2028, 2031)).flags == ()


def test_a_curve_of_output_has_no_last_year() -> None:
    curve = {"start_output": "1 GWh", "growth": 1.5, "path_year": 2025, "experience": "1 GWh"}
    assert declining([2050], learning_rate=0.2, path="exponential", **curve).run().flags == ()


def test_the_sentence_shows_the_value_farthest_outside() -> None:
    found = driven(-20, -10, 0, 41).run("cold_range")
    assert flag(found, TYRES).text.startswith("Tyres at -20 °C")
    assert flag(found.sel(ambient_temperature="41 degC"), TYRES).text.startswith("Tyres at 41 °C")


# where


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(-40, 60).map(float), min_size=1, max_size=6, unique=True))
def test_flags_hold_at_exactly_the_places_that_lie_outside(celsius: list[float]) -> None:
    found = driven(*celsius).run("cold_range")
    limits = {TYRES: (5, 40), HOT: (-np.inf, 23), KEPT: (-6.7, 35)}
    for text, (low, high) in limits.items():
        outside = [one for one in celsius if not low <= one <= high]
        held = [one for one in found.flags if re.fullmatch(text, one.text)]
        assert [degrees(one) for one in held] == ([outside] if outside else [])


def test_a_limit_that_is_met_exactly_is_not_left_in_whatever_unit_it_is_written() -> None:
    for text in ("5 degC", "41 degF", "278.15 K"):
        assert driven(20).replace(ambient_temperature=text).run("tyre_ratio").flags == ()


def test_limits_may_stand_on_an_axis_of_their_own() -> None:
    study = driven(0, 10).replace(lowest_tyre_temperature=cold(-5, 5, 15))
    places = flag(study.run("tyre_ratio"), TYRES.replace("from 5", "from 15")).places
    assert [tuple(round(v - 273.15) for v in place.values()) for place in places] == [(5, 0), (15, 0), (15, 10)]


def test_a_spread_that_reaches_outside_is_flagged_without_an_axis_of_cases() -> None:
    study = driven(10).replace(lowest_tyre_temperature=Q(0, "degC"))
    assert study.run("tyre_ratio").flags == ()
    wide = study.replace(ambient_temperature=Distribution(uniform=(270, 290), unit="K")).run("tyre_ratio")
    assert flag(wide, TYRES.replace("from 5", "from 0")).places == ({},)


# whose


def test_only_answers_that_rest_on_the_model_bear_its_flag() -> None:
    found = driven(-20).run("tyre_ratio", "capacity_retention", "cabin_power", "cold_range", "pack_mass")
    assert flag(found, TYRES).answers == ("tyre_ratio", "cold_range")
    assert flag(found, KEPT).answers == ("capacity_retention", "cold_range")
    assert driven(-20).run("pack_mass").flags == ()


def test_a_study_without_climate_has_none_of_its_flags() -> None:
    assert driven(-20).replace(climate=None).run().flags == ()


def test_a_stated_car_in_the_cold_rests_on_what_its_user_stated() -> None:
    assert stated().run().flags == ()


@pytest.mark.parametrize(
    ("cut", "text", "at"),
    [({"tyre_ratio": 1.2}, TYRES, -20.0), ({"capacity_retention": 0.9}, KEPT, -20.0),
     ({"cabin_power": "1 kW"}, HOT, 35.0)],
)  # fmt: skip
def test_who_states_the_name_himself_is_not_flagged(cut: dict[str, Any], text: str, at: float) -> None:
    before, after = driven(at).run("cold_range"), driven(at).replace(**cut).run("cold_range")
    assert set(texts(before)) - set(texts(after)) == {flag(before, text).text}


def test_an_own_function_takes_the_flag_of_what_it_replaces_away() -> None:
    own = driven(-20).with_node("tyre_ratio", lambda temperature_drop: 1 + 0.003 * temperature_drop)
    assert not any(re.fullmatch(TYRES, one) for one in texts(own.run("cold_range")))


def test_a_trip_of_a_car_with_its_own_pack_bears_the_flags_of_its_study() -> None:
    found = trip("nissan-leaf", "WLTC", "-20 degC", heater="off")
    assert {flag(found, text).answers[-1] for text in (KEPT, TYRES)} <= set(found)
    assert len(found.flags) == 2


def test_a_trip_in_warm_air_goes_farther_and_says_that_this_is_an_upper_bound() -> None:
    found = trip("nissan-leaf", "WLTC", cold(20, 35), heater="off")
    assert degrees(flag(found, HOT)) == [35]
    assert found.cold_range.magnitude[1] > found.driving_range.magnitude
    assert found.lost_to_air.magnitude[1] < 0 < found.lost_to_air.magnitude[0]


def test_without_a_heater_there_is_no_cooling_either() -> None:
    assert degrees(flag(driven(20, 35, heater="off").run("cold_range"), HOT)) == [35]


def test_a_part_of_ones_own_may_bear_flags() -> None:
    class Slow(vehicles.Stated):
        def flags(self, facts: Any) -> tuple[Flagged, ...]:
            return (Flagged("driving_range", "battery_consumption", (100, 150), "{value} is not {low} to {high}."),)

    found = stated(vehicle=Slow(battery_consumption="160 Wh/km", drag_share=0.5)).run("driving_range")
    assert texts(found) == ["160 Wh/km is not 100 Wh/km to 150 Wh/km."]


# ways on


def test_selecting_a_place_leaves_what_holds_there() -> None:
    found = driven(-20, 10, 35).run("cold_range")
    assert found.sel(ambient_temperature="10 degC").flags == ()
    assert [re.sub(" at .*", "", text) for text in texts(found.sel(ambient_temperature="-20 degC"))] == [
        "Capacity retention", "Tyres",
    ]  # fmt: skip
    assert found.sel(ambient_temperature="-20 degC").flags[0].places == ({},)


def test_flags_of_several_studies_say_of_which() -> None:
    family = Study.over("trip", {"cold": driven(-20, 10), "own tyres": driven(-20, 10).replace(tyre_ratio=1.2)})
    found = family.run("cold_range", "range_retention")
    assert [place["trip"] for place in flag(found, TYRES).places] == ["cold"]
    assert [place["trip"] for place in flag(found, KEPT).places] == ["cold", "own tyres"]
    assert not any(re.fullmatch(TYRES, one) for one in texts(found.sel(trip="own tyres")))


def test_other_years_of_several_studies_are_flagged_as_asked() -> None:
    family = Study.over("target", {"a": declining([2026, 2030]), "b": declining([2026, 2030])})
    assert family.run().flags == ()
    assert [place["year"] for place in flag(family.run(years=[2030, 2031]), TARGET).places] == [2031, 2031]


def test_results_in_another_money_bear_the_same_flags() -> None:
    found = declining([2030, 2031]).run()
    assert texts(found.in_money("USD_2025")) == texts(found)


# shown


def test_pages_end_with_a_line_for_each() -> None:
    found = driven(-20, 10).run()
    lines = repr(found).splitlines()
    assert lines[-1] == f"  {found.flags[-1]}"
    assert re.search(r"\(cold_range, .* at ambient temperature -20 °C\)$", lines[-1])
    assert found._repr_html_().count("<p>") == len(found.flags) == 2


def test_a_long_page_stays_within_25_lines() -> None:
    found = Study.named("sulfide-in-et7").run()
    assert len(found) > 20
    assert found.flags
    assert len(repr(found).splitlines()) <= 25


def test_many_labels_are_shown_by_their_ends() -> None:
    found = declining(range(2030, 2040)).run("pack_unit_price")
    assert str(found.flags[0]).endswith("(pack_unit_price at year 2031 to 2039)")


def test_json_carries_sentences_answers_and_places() -> None:
    (one,) = json.loads(declining([2030, 2031]).run("pack_price").to_json())["flags"]
    assert re.fullmatch(TARGET, one.pop("text"))
    assert one == {"answers": ["pack_price"], "places": [{"year": 2031}]}


def test_explain_tells_what_holds_where_one_looks() -> None:
    study = driven(-20, 10)
    assert re.search(TYRES, str(study.explain("cold_range", ambient_temperature="-20 degC")))
    assert not re.search(TYRES, str(study.explain("cold_range", ambient_temperature="10 degC")))
    assert not re.search(TYRES, str(study.explain("pack_mass")))


def test_limits_of_models_are_asked_for_by_their_flags() -> None:
    assert "lowest_tyre_temperature" not in str(driven(-20).wiring())
    assert driven(-20).replace(lowest_tyre_temperature="-25 degC").run("tyre_ratio").flags == ()
