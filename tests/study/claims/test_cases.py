"""Fixed cases: announcements and test reports whose outcome is known, worked out elsewhere."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Claim, Envelope, Join, check
from ssbmodel.study.claims.checker import CONSISTENT, CONTRADICTORY, NOT_CHECKABLE, TENSION

ROUNDED = {"rounding": "last_place"}
BYD = [
    Claim("range_added", "400 km"),
    Claim("charging_time", "5 min"),
    Claim("peak_charging_power", "1 MW"),
    Claim("pack_voltage", "1000 V"),
    Claim("peak_charging_current", "1000 A"),
    Claim("peak_charge_rate", "10 1/h"),
]


def implied(found, name):
    span = found.implied[f" | {name}"]
    return span.low, span.high


def test_a1_a_megawatt_charge_is_consistent_and_implies_its_pack():
    found = check(BYD)
    assert found.verdict == CONSISTENT
    assert_allclose(implied(found, "rated_energy"), 100_000, rtol=1e-9)
    assert_allclose(implied(found, "battery_consumption")[1], 208.33, rtol=1e-4)


def test_a1_the_same_charge_of_60_kwh_takes_720_kw_on_average():
    found = check([*BYD[:5], Claim("charged_energy", "60 kWh")])
    assert found.verdict == CONSISTENT
    assert_allclose(implied(found, "mean_charging_power"), 720_000, rtol=1e-9)
    assert_allclose(implied(found, "battery_consumption"), 150, rtol=1e-9)


def test_a1_the_shown_window_is_a_mean_of_5_7_c():
    found = check([Claim("charge_window", "43 %"), Claim("charging_time", "4.5 min"), *BYD[2:]])
    assert found.verdict == CONSISTENT
    assert_allclose(implied(found, "mean_charge_rate"), 5.733, rtol=1e-4)


@pytest.mark.parametrize(("time", "rate", "low", "high"), [("9.5", "5", 4.99, 5.11), ("4.6", "11", 10.26, 10.62)])
def test_a2_a3_a_cell_test_is_consistent_once_its_printed_digits_are_taken_as_rounded(time, rate, low, high):
    others = [Claim("charge_window", "0.80", **ROUNDED), Claim("charging_time", f"{time} min", **ROUNDED)]
    assert check([*others, Claim("mean_charge_rate", f"{rate} 1/h", **ROUNDED)], reference=()).verdict == CONSISTENT
    assert_allclose(implied(check(others, reference=()), "mean_charge_rate"), (low, high), atol=0.005)


def test_a2_without_rounding_the_same_test_is_a_false_alarm_at_5_05():
    claims = [Claim("charge_window", "0.80"), Claim("charging_time", "9.5 min"), Claim("mean_charge_rate", "5 1/h")]
    found = check(claims)
    assert found.verdict == CONTRADICTORY
    needed = {line.group.id: line.span for line in found.break_even}["mean_charge_rate"]
    assert_allclose((needed.low, needed.high), 5.05, atol=0.005)


def cell(capacity):
    claims = {"single_cell_capacity": f"{capacity} Ah", "cell_voltage": "3.6 V", "single_cell_energy": "94 Wh"}
    return [Claim(name, says, **ROUNDED) for name, says in claims.items()]


def test_a4_26_ah_and_94_wh_agree():
    assert check(cell(26)).verdict == CONSISTENT
    assert_allclose(implied(check(cell(26)[:2]), "single_cell_energy"), (90.5, 96.7), atol=0.05)


def test_a5_24_ah_and_94_wh_do_not():
    found = check(cell(24))
    assert found.verdict == CONTRADICTORY
    assert found.certificate.verify()
    assert found.certificate.text() == "24.5 × 3.65 / 93.5 = 3577/3740 = 0.9564 < 1"
    energy = {line.group.id: line.span for line in found.break_even}["single_cell_energy"]
    assert_allclose((energy.low, energy.high), (83.4, 89.4), atol=0.05)


def test_a9_specific_energy_without_a_level_is_not_checkable_and_asks_for_level_and_mass():
    found = check([Claim("specific_energy", "400 Wh/kg")])
    assert found.verdict == NOT_CHECKABLE
    assert found.questions == ("specific_energy: Of the cell or of the pack? And what is its mass?",)


def ten_minutes(distance="1200 km", current="at most 1000 A"):
    claims = [Claim("range_added", distance), Claim("charging_time", "10 min"), Claim("platform_voltage", "800 V")]
    assume = [Claim("battery_consumption", "130 to 180 Wh/km", id="A1", reason="a mid-size car")]
    limit = Envelope("L1", Claim("mean_charging_current", current, id="L1", as_of="2025-03"))
    join = Join("pack_voltage", "platform_voltage", "the car uses that platform")
    return check(claims, assume=assume, joins=[join], reference=[limit])


def test_ten_minutes_for_1200_km_need_every_row_and_miss_by_1_17():
    found = ten_minutes()
    assert found.verdict == TENSION
    assert {group.id for group in found.subset} == {
        "range_added", "charging_time", "platform_voltage", "pack_voltage = platform_voltage", "A1", "L1",
    }  # fmt: skip
    assert str(found.certificate.products[0].value) == "100/117"
    assert_allclose(found.miss, 1.17, rtol=1e-12)


def test_ten_minutes_imply_energy_power_and_current_and_each_row_has_its_break_even():
    found = ten_minutes()
    assert_allclose(implied(found, "charged_energy"), (156_000, 216_000), rtol=1e-9)
    assert_allclose(implied(found, "mean_charging_power"), (936_000, 1_296_000), rtol=1e-9)
    assert_allclose(implied(found, "mean_charging_current"), (1170, 1620), rtol=1e-9)
    needed = {line.group.id: line.span for line in found.break_even}
    assert_allclose(needed["L1"].low, 1170, rtol=1e-9)
    assert_allclose(needed["A1"].high, 111.1, atol=0.05)
    assert_allclose(needed["platform_voltage"].low, 936, rtol=1e-9)
    assert_allclose(needed["range_added"].high, 1026, atol=0.5)
    assert_allclose(needed["charging_time"].low, 0.195, rtol=1e-9)


def test_read_as_a_window_it_is_consistent_up_to_158_7_wh_per_km():
    found = ten_minutes("840 km")
    assert found.verdict == CONSISTENT
    assert_allclose(implied(found, "mean_charging_current"), (819, 1000), rtol=1e-9)
    assert_allclose(implied(found, "battery_consumption"), (130, 158.7), atol=0.05)


def cold(**more):
    claims = [Claim("capacity_retention", "more than 90 %"), Claim("range_loss", "within 10 %")]
    said = {"drive_ratio": "1 to 1.158", "mean_speed": "60 km/h", "battery_consumption": "150 Wh/km"} | more
    assume = [Claim(name, says, id=name) for name, says in said.items()]
    return check(claims, assume=[*assume, Claim("capacity_retention", "at most 1", id="perfect cell")], reference=())


def test_in_the_cold_a_sum_leaves_1000_w_for_heating():
    found = cold()
    assert found.verdict == CONSISTENT
    assert_allclose(implied(found, "cold_consumption")[1], 166.7, atol=0.05)
    assert_allclose(implied(found, "heating_consumption")[1], 16.7, atol=0.05)
    assert_allclose(implied(found, "heater_power")[1], 1000, rtol=1e-6)
    assert_allclose(implied(found, "drive_ratio")[1], 1.111, atol=0.0005)


def test_a_heater_of_3_kw_is_in_tension_and_the_boxes_of_shares_prove_it():
    found = cold(heater_power="3 kW")
    assert found.verdict == TENSION
    assert found.certificate.verify()
    assert len(found.certificate.products) > 1
    assert_allclose(found.miss, 1.2, rtol=1e-9)


def test_a_limit_of_thermodynamics_makes_a_contradiction():
    found = check([Claim("cell_specific_energy", "7000 Wh/kg")])
    assert found.verdict == CONTRADICTORY
    assert [group.id for group in found.subset] == ["cell_specific_energy", "lithium with fluorine"]


def test_dates_add_up_instead_of_multiplying():
    found = check([Claim("market_entry", "at most 2026"), Claim("demonstration_year", "2027")])
    assert found.verdict == CONTRADICTORY
    assert found.certificate.text() == "2026 - 2027 = -1 < 0"
    assert check([Claim("market_entry", "2027"), Claim("demonstration_year", "2027")]).verdict == CONSISTENT


def test_a_decline_faster_than_any_seen_is_in_tension_with_the_data():
    claims = [Claim("start_cost", "1.9 CNY/Wh"), Claim("end_cost", "below 0.4 CNY/Wh"), Claim("years", "5")]
    found = check(claims)
    assert found.verdict == TENSION
    assert "decline of lithium-ion cells over any five years" in [group.id for group in found.subset]
    assert check(claims, reference=()).verdict == NOT_CHECKABLE


def test_a_learning_rate_gives_the_volume_that_a_cost_needs():
    claims = [Claim("start_cost", "1.9 CNY/Wh"), Claim("end_cost", "0.4 CNY/Wh"), Claim("learning_rate", "20 %"),
              Claim("experience", "4 GWh")]  # fmt: skip
    assert_allclose(implied(check(claims, reference=()), "experience_then"), 505.9e9, rtol=1e-3)  # 4 GWh x 126.5
    assert check([*claims, Claim("experience_then", "600 GWh")], reference=()).verdict == CONTRADICTORY


def test_two_claims_that_just_exclude_each_other_are_contradictory_and_say_so():
    claims = [Claim("pack_material_cost", "more than 200000 CNY"), Claim("rated_energy", "100 kWh"),
              Claim("pack_unit_cost", "2.0 CNY/Wh")]  # fmt: skip
    found = check(claims, reference=())
    assert found.verdict == CONTRADICTORY
    assert found.certificate.products[0].value == 1
    closed = [Claim("pack_material_cost", "at least 200000 CNY"), *claims[1:]]
    assert check(closed, reference=()).verdict == CONSISTENT
