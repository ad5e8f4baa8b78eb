"""Claims as typed records: what is read, what is refused, and in which words."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ssbmodel import Claim, ClaimError, DomainError, Join, MoneyError, Q, UnitError, check, figures
from ssbmodel.study.claims.checker import NOT_CHECKABLE, TENSION
from ssbmodel.study.claims.engine.exact import converted, fraction, half_a_place, log_bounds, measure
from ssbmodel.study.claims.problem import MOST_CLAIMS
from ssbmodel.study.claims.vocabulary import names, quantity

F = Fraction


@pytest.mark.parametrize(
    ("name", "says", "bounds"),
    [
        ("charging_time", "10 min", (F(1, 6), F(1, 6), False, False)),
        ("cell_specific_energy", "more than 400 Wh/kg", (F(400), None, True, False)),
        ("cell_specific_energy", "> 400 Wh/kg", (F(400), None, True, False)),
        ("cell_specific_energy", "at least 400 Wh/kg", (F(400), None, False, False)),
        ("pack_unit_cost", "below 0.4 CNY/Wh", (None, F(2, 5), False, True)),
        ("pack_unit_cost", "up to 0.4 CNY/Wh", (None, F(2, 5), False, False)),
        ("pack_unit_cost", "1.9-6.2 CNY/Wh", (F(19, 10), F(31, 5), False, False)),
        ("battery_consumption", "130 to 180 Wh/km", (F(130), F(180), False, False)),
        ("driving_range", "1,200 km", (F(1200), F(1200), False, False)),
        ("rated_energy", "150 kWh ± 5 %", (F(142500), F(157500), False, False)),
        ("rated_energy", "100 ± 2 kWh", (F(98000), F(102000), False, False)),
        ("range_loss", "within 10 %", (F(9, 10), F(1), False, False)),
        ("annual_decline", "3.8 to 22.3 %", (F(777, 1000), F(962, 1000), False, False)),
        ("ambient_temperature", "-20 degC", (F(5063, 20), F(5063, 20), False, False)),
        ("market_entry", "at least 2027", (F(2027), None, False, False)),
    ],
)  # fmt: skip
def test_a_saying_becomes_exact_bounds_in_the_quantitys_own_unit(name, says, bounds):
    assert tuple(Claim(name, says).bounds) == bounds


def test_last_place_widens_a_number_by_half_of_its_last_printed_place():
    assert Claim("charge_window", "0.80", rounding="last_place").bounds[:2] == (F(795, 1000), F(805, 1000))
    assert Claim("charge_window", "0.8", rounding="last_place").bounds[:2] == (F(75, 100), F(85, 100))
    assert half_a_place("94") == F(1, 2)


def test_a_name_that_leaves_the_level_open_says_so_and_a_level_closes_it():
    assert Claim("specific_energy", "400 Wh/kg").open_name == "specific_energy"
    assert Claim("specific_energy", "400 Wh/kg", level="cell").variable == "cell_specific_energy"
    assert Claim("specific_energy", "400 Wh/kg", level="vehicle").open_name == "specific_energy"
    assert Claim("battery_cost", "1 CNY/Wh", level="pack", basis="price").variable == "pack_unit_price"
    assert Claim("charge_rate", "5 1/h", statistic="peak").variable == "peak_charge_rate"


def test_a_name_that_leaves_the_level_open_meets_a_level_only_by_a_join():
    claims = [Claim("specific_energy", "400 Wh/kg"), Claim("cells_mass", "100 kg"), Claim("rated_energy", "80 kWh")]
    assert check(claims, reference=()).verdict == NOT_CHECKABLE
    join = Join("cell_specific_energy", "specific_energy", "read as that of the cell")
    found = check(claims, joins=[join], reference=())
    assert found.verdict == TENSION
    assert join.left + " = " + join.right in [group.id for group in found.subset]


def test_subject_date_and_class_keep_claims_apart():
    claims = [Claim("pack_mass", "500 kg", subject="one"), Claim("pack_mass", "600 kg", subject="two")]
    assert check(claims).verdict == NOT_CHECKABLE
    dated = [Claim("pack_mass", "500 kg", as_of=2025), Claim("pack_mass", "600 kg", as_of=2027)]
    assert check(dated).verdict == NOT_CHECKABLE


@pytest.mark.parametrize(
    ("error", "values", "text"),
    [
        (ClaimError, {"quantity": "driving_rang", "says": "1 km"}, "'driving_rang' is unknown. Did you mean"),
        (ClaimError, {"quantity": "driving_range"}, r"states no bound. Write says = \"more than 400 Wh/kg\""),
        (ClaimError, {"quantity": "driving_range", "says": "far"}, r"says = 'far'. Expected number and unit"),
        (ClaimError, {"quantity": "driving_range", "says": "1 km", "low": 2}, "has both says and low or high"),
        (ClaimError, {"quantity": "driving_range", "says": "1 km", "levle": "cell"}, "unknown key 'levle'"),
        (UnitError, {"quantity": "driving_range", "says": "1 kWh"}, "is in kWh. Expected something .* to km"),
        (UnitError, {"quantity": "driving_range", "says": "1"}, "is in no unit. Expected something .* to km"),
        (ClaimError, {"quantity": "driving_range", "says": "-5 km"}, "-5 is negative. Expected a size above zero"),
        (ClaimError, {"quantity": "driving_range", "low": 3, "high": 2, "unit": "km"}, "leave nothing"),
        (ClaimError, {"quantity": "driving_range", "low": 2, "high": 2, "low_open": True, "unit": "km"}, "leave"),
        (ClaimError, {"quantity": "driving_range", "low": "nan", "unit": "km"}, "Expected a finite number"),
        (ClaimError, {"quantity": "driving_range", "says": "1e300 km"}, "Expected a size between 1e-30 and 1e30"),
        (ClaimError, {"quantity": "driving_range", "says": "1e25 km", "unit": "km"}, ""),
        (ClaimError, {"quantity": "range_loss", "says": "100 %"}, "a share of 1. Expected below 1"),
        (ClaimError, {"quantity": "driving_range", "says": "1,5 km"}, r"Expected a finite number; write 0.4"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_claim_is_refused_in_words(error, values, text):
    if not text:
        assert Claim(**values).bounds.low == 10**25
        return
    with pytest.raises(error, match=text):
        Claim(**values)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), True, None, [], "٣", "1_000", "0x10"])
def test_only_a_finite_printed_number_is_a_number(bad):
    with pytest.raises(DomainError, match="Expected a finite number"):
        fraction(bad)


def test_zero_and_what_nobody_relates_are_not_checkable_never_a_verdict():
    found = check([Claim("event_count", "0"), Claim("driving_range", "0 km"), Claim("risk_reduction", "90 %")])
    assert found.verdict == NOT_CHECKABLE
    assert len(found.questions) == 3


def test_an_empty_or_huge_set_is_refused():
    with pytest.raises(ClaimError, match=r"no claims to check. Write at least one"):
        check([])
    with pytest.raises(ClaimError, match=rf"10,000 claims. Expected at most {MOST_CLAIMS}"):
        check([Claim("driving_range", "1 km")] * 10_000)
    with pytest.raises(ClaimError, match=r"is no claim. Write Claim"):
        check(["1000 km"])


def test_two_moneys_never_meet():
    with pytest.raises(MoneyError, match=r"is in USD_2024 but .* is in CNY_2025. Convert one of them first"):
        check([Claim("pack_cost", "9 CNY_2025", id="a"), Claim("pack_unit_cost", "1 USD_2024/Wh", id="b")])


def test_too_many_readings_are_refused():
    readings = [{"reason_code": str(i), "says": f"{i + 1} km"} for i in range(9)]
    claims = [Claim("driving_range", f"1{i} km", id=f"c{i}", readings=readings) for i in range(2)]
    with pytest.raises(ClaimError, match="more than 64 combined readings"):
        check(claims)


def test_every_figure_of_the_documents_can_be_a_claim():
    for figure in figures.values():
        claim = Claim.of(figure)
        assert claim.label == figure.id
        assert claim.source == figure.token


def test_every_name_has_a_unit_and_a_meaning():
    for name in names():
        assert measure(quantity(name).unit)
        assert quantity(name).meaning


UNITS = [
    "Wh",
    "kWh",
    "MJ",
    "km",
    "mile",
    "min",
    "h",
    "m2",
    "ohm cm2",
    "mAh/cm2",
    "kg/L",
    "g/Wh",
    "1/h",
    "%",
    "mS/cm",
    "year",
]


@pytest.mark.parametrize("unit", UNITS)
def test_exact_units_agree_with_the_registry(unit):
    base = Q(1.0, unit).to_base_units().magnitude
    assert float(measure(unit).scale) == pytest.approx(base, rel=1e-14)


@given(st.fractions(min_value="1e-9", max_value="1e9"))
def test_a_conversion_there_and_back_is_exact(value):
    there = converted(value, "kWh/km", "J/mile", "x")
    assert converted(there, "J/mile", "kWh/km", "x") == value


@given(st.fractions(min_value="1e-9", max_value="1e9"))
def test_the_logarithm_lies_between_its_decimal_bounds(value):
    low, high = log_bounds(value)
    assert low < high
    assert float(low) - 1e-12 <= math.log(value) <= float(high) + 1e-12
    assert high - low < 1e-40
