"""The worked relations, against the numbers that were worked out by hand; and ranges with open ends."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, cell_density, cells_mass, figures, systems, worked_relations
from ssbmodel.study.implied import implied_by_systems
from ssbmodel.study.intervals import Interval, through


@pytest.fixture(scope="module")
def worked():
    return worked_relations()


def close(quantity, unit, expected, digits):
    assert_allclose(quantity.m_as(unit), expected, atol=0.5 * 10.0**-digits)


def test_r01_a_pack_costs_between_190_000_and_620_000_and_its_materials_lift_the_low_end(worked):
    values = worked["R01"].values
    close(values["pack_cost_low"], "CNY", 190_000, 0)
    close(values["pack_cost_high"], "CNY", 620_000, 0)
    close(values["least_cost"], "CNY/Wh", 2.0, 6)
    close(values["over_low_end"], "", 1.053, 3)
    assert worked["R01"].verdict == "consistent"
    assert "printed low end does not" in worked["R01"].because


def test_r04_the_cost_falls_by_27_to_42_percent_a_year(worked):
    values = worked["R04"].values
    close(values["total_decline_low"], "", 0.789, 3)
    close(values["total_decline_high"], "", 0.935, 3)
    close(values["factor_low"], "", 4.75, 2)
    close(values["factor_high"], "", 15.5, 1)
    close(values["annual_decline_low"], "", [0.268, 0.239], 3)
    close(values["annual_decline_high"], "", [0.422, 0.382], 3)
    assert worked["R04"].verdict == "not checkable"


def test_r10_a_1500_km_car_needs_about_200_kwh(worked):
    values = worked["R10"].values
    close(values["energy"], "Wh", [195_000, 225_000, 270_000], 0)
    for g, masses in {250: (780, 900, 1080), 300: (650, 750, 900), 400: (488, 562, 675), 600: (325, 375, 450)}.items():
        assert_allclose(values[f"cell_mass_{g}"].m_as("kg"), masses, atol=0.51)
    assert_allclose(values["cells_volume"].m_as("L"), [244, 281, 338], atol=0.51)
    close(values["pack_cost_today_low"], "CNY", [370_500, 427_500, 513_000], 0)
    close(values["pack_cost_today_high"], "CNY", [1_209_000, 1_395_000, 1_674_000], 0)
    close(values["pack_cost_then"], "CNY", [78_000, 90_000, 108_000], 0)
    close(values["needed_consumption"], "Wh/km", 67, 0)
    close(values["miss_factor"], "", 1.95, 2)


def test_r12_ten_minutes_for_1200_km_take_more_than_a_thousand_ampere(worked):
    values = worked["R12"].values
    close(values["power_printed"], "W", [936_000, 1_080_000, 1_296_000], 0)
    close(values["current_printed"], "A", [1170, 1350, 1620], 0)
    close(values["energy_window"], "Wh", [109_200, 126_000, 151_200], 0)
    close(values["current_window"], "A", [819, 945, 1134], 0)
    close(values["most_consumption_window"], "Wh/km", 158.7, 1)
    close(values["most_consumption_printed"], "Wh/km", 111.1, 1)
    assert worked["R12"].verdict == "in tension"


def test_r16_a_heater_leaves_two_thirds_of_the_range(worked):
    values = worked["R16"].values
    close(values["most_ratio_perfect_cell"], "", 1.111, 3)
    close(values["most_ratio_at_bound"], "", 1.00, 2)
    close(values["air_density_ratio"], "", 1.158, 3)
    close(values["heating_alone_ratio"], "", 1.333, 3)
    close(values["range_retention_heating_alone"], "", 0.675, 3)
    close(values["most_heater_power"], "W", 1000, 0)
    assert worked["R16"].verdict == "in tension"


def test_every_relation_names_figures_that_exist_and_a_question(worked):
    for relation in worked.values():
        assert all(name in figures for name in relation.rests_on)
        assert relation.question.endswith("?")


def test_a_lower_bound_below_the_line_becomes_an_upper_bound():
    density = through(
        cell_density,
        cell_energy_density=Interval.of(figures["004/saic-energy-density"]),
        cell_specific_energy=Interval.of(figures["004/saic-specific-energy"]),
    )
    assert density.low is None
    assert density.high.m_as("kg/L") == pytest.approx(2.05)
    assert density.high_open
    assert density.text("kg/L") == "below 2.05"


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval.at("100 kWh"), "100"),
        (Interval.at("100 kWh", "270 kWh"), "100 to 270"),
        (Interval(Q("100 kWh"), None), "at least 100"),
        (Interval(Q("100 kWh"), None, low_open=True), "above 100"),
        (Interval(None, Q("100 kWh")), "at most 100"),
        (Interval(None, None), "not stated"),
        (Interval.at("1670 MWh"), "1,670,000"),
    ],
)
def test_a_range_reads_as_one_would_say_it(interval, text):
    assert interval.text("kWh") == text


def test_an_open_end_stays_open_through_a_function():
    mass = through(
        cells_mass,
        rated_energy=Interval(Q("100 kWh"), None, low_open=True),
        cell_specific_energy=Interval.at("400 Wh/kg"),
    )
    assert mass.low.m_as("kg") == 250
    assert mass.low_open
    assert mass.high is None


def test_every_named_system_with_a_figure_has_a_row():
    rows = {row.system.id: row for row in implied_by_systems()}
    assert len(rows) == 49
    assert rows["S08"].charging_power.text("kW") == "936 to 1,300"
    assert rows["S24"].price_today.text("CNY") == "190,000 to 620,000"
    assert rows["S37"].price_then.text("CNY") == "below 60,000"
    assert all(name in systems for name in rows)
