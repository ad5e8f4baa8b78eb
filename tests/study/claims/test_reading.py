"""Claims from a text and from a file: quoted, never guessed; hostile input is refused within a second."""

import time

import pytest

from ssbmodel import ClaimError, check_all, load_claims, read_claims
from ssbmodel.study.claims.files import parse_claims
from ssbmodel.study.claims.reading import LONGEST_TEXT


@pytest.mark.parametrize(
    ("text", "token", "says", "chosen"),
    [
        ("The cell exceeds 310 Wh/kg today.", "310 Wh/kg", "more than 310 Wh/kg", "specific_energy"),
        ("a range of up to 1,500 km", "1,500 km", "at most 1500 km", "driving_range"),
        ("It adds 400 km in 5 minutes.", "400 km", "400 km", "range_added"),
        ("A road of 400 km.", "400 km", "400 km", None),
        ("below 0.4 yuan/Wh by 2030", "0.4 yuan/Wh", "less than 0.4 CNY/Wh", "battery_cost"),
        ("from 1.9 to 6.2 CNY/Wh", "1.9 to 6.2 CNY/Wh", "1.9 to 6.2 CNY/Wh", "battery_cost"),
        ("charging at 1 MW", "1 MW", "1 MW", "charging_power"),
        ("12.5 kWh/100 km at the battery", "12.5 kWh/100 km", "125 Wh/km", "battery_consumption"),
        ("a test of 2.3 million km by a fleet", "2.3 million km", "2300000 km", "fleet_distance"),
        ("-20 °C", "-20 °C", "-20 degC", "temperature"),
        ("续航超过1000公里", "1000公里", "more than 1000 km", "driving_range"),
        ("车队累计230万公里", "230万公里", "2300000 km", "fleet_distance"),
        ("成本低于0.4元/Wh", "0.4元/Wh", "less than 0.4 CNY/Wh", "battery_cost"),
        ("150度电电池", "150度电", "150 kWh", "rated_energy"),
        ("能量密度400Wh/kg以上", "400Wh/kg", "at least 400 Wh/kg", "specific_energy"),
        ("充电10分钟", "10分钟", "10 min", "charging_time"),
        ("5C快充", "5C", "5 1/h", "charge_rate"),
    ],
)
def test_a_number_with_a_unit_is_quoted_with_its_place(text, token, says, chosen):
    (found,) = [p for p in read_claims(text) if p.token == token]
    assert text[found.start : found.end] == token
    assert (found.says, found.chosen) == (says, chosen)
    assert (found.claim is None) == (chosen is None)
    assert found.question.endswith("?")


def test_a_claim_from_a_text_leaves_open_what_the_text_does_not_say():
    (found,) = read_claims("It reaches 400 Wh/kg.")
    assert found.claim.level == "unspecified"
    assert found.claim.open_name == "specific_energy"


def test_where_a_sentence_says_two_things_the_reader_asks():
    (found,) = read_claims("At the wall or at the battery 150 Wh/km.")
    assert found.chosen is None
    assert found.question == "Is it battery consumption or wall consumption?"


@pytest.mark.parametrize("text", ["1" * 10**6, "1,000," * 160_000, "1 km " * 190_000, "9 to " * 200_000, "度" * 10**6])
def test_hostile_text_is_read_within_a_few_seconds(text):
    start = time.process_time()
    read_claims(text)
    assert time.process_time() - start < 5


def test_ten_megabytes_are_refused():
    with pytest.raises(ClaimError, match=rf"text of 10,000,000 characters. Expected at most {LONGEST_TEXT:,}"):
        read_claims("a" * 10_000_000)
    with pytest.raises(ClaimError, match="is no text"):
        read_claims(b"1 km")


SET = """
title = "a car"
subject = "car"
conditions = { vehicle_class = "mid-size" }
[[claim]]
quantity = "range_added"
says = "1200 km"
[[claim]]
quantity = "charging_time"
says = "10 min"
[[claim]]
quantity = "platform_voltage"
says = "800 V"
[[join]]
left = "pack_voltage"
right = "platform_voltage"
reason = "one and the same"
"""


def test_a_file_of_claims_is_checked_with_its_joins_and_conditions(tmp_path):
    path = tmp_path / "claims.toml"
    path.write_text(SET)
    found = load_claims(path).check()
    assert (found.title, found.verdict) == ("a car", "in tension")
    assert "consumption of a mid-size car" in [group.id for group in found.subset]
    assert parse_claims("envelopes = false\n" + SET).check().verdict == "not checkable"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no claims to check"),
        ("[[clam]]\n", "unknown key 'clam'. Did you mean 'claim'"),
        ('[[claim]]\nquantity = "x"\nsays = "1 km"', "claim 1: quantity = 'x' is unknown"),
        ('[[claim]]\nquantity = "driving_range"\nsays = "1 km"\nlevle = 1', "'levle'. Did you mean 'level'"),
        ('claim = 3', r"claim is no list of tables. Write \[\[claim\]\] above each"),
        ("conditions = 1", "conditions is no table"),
        ('title = 3\n[[claim]]\nquantity = "driving_range"\nsays = "1 km"', "title is text"),
        ('[[join]]\nleft = "a"', "no right. Write left"),
        ('[[join]]\nlef = "a"', "unknown key 'lef'"),
        ("a = " + "[" * 200, "not valid TOML|nested too deeply"),
        ("[[claim]]\n" * 10_000, "10,000 tables .* Expected at most 200"),
        ("[[claim]]\n" * 1_000_000, "10,000,000 bytes. Expected at most 500,000"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said(text, problem):
    with pytest.raises(ClaimError, match=problem):
        parse_claims(text).check()


def test_a_join_of_several_subjects_must_say_whose():
    text = SET + '[[claim]]\nquantity = "pack_mass"\nsays = "500 kg"\nsubject = "bus"\n'
    with pytest.raises(ClaimError, match=r"whose\? The claims speak of several; write 'car | pack_voltage'"):
        parse_claims(text).check()


def test_many_sets_are_checked_with_progress():
    seen = []
    found = list(check_all([parse_claims(SET)] * 3, seen.append))
    assert [check.verdict for check in found] == ["in tension"] * 3
    assert seen == [1, 2, 3]
