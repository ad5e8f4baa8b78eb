"""The grammar of units and quantities: what people write is read, what could mean two things is refused."""

import math
import re
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ssbmodel import SsbError, UnitError
from ssbmodel.ground.spelling import (
    CURRENCIES,
    LONGEST_TEXT,
    REFUSED,
    SPELLINGS,
    is_money,
    read_quantity,
    read_unit,
    write_unit,
)
from ssbmodel.ground.units import Q

each = pytest.mark.parametrize


@each("spelling", SPELLINGS)
def test_every_spelling_is_a_unit_of_the_registry_and_survives_being_written(spelling: str) -> None:
    units = read_unit(spelling)
    assert units == ((SPELLINGS[spelling], 1),)
    assert read_unit(write_unit(units)) == units
    assert tuple(Q(1, spelling).unit_items()) in {units, (("kelvin", 1),)}


@each(
    ("text", "units"),
    [
        ("", ()),
        ("1", ()),
        ("Wh/kg", (("watt_hour", 1), ("kilogram", -1))),
        ("Wh / kg", (("watt_hour", 1), ("kilogram", -1))),
        ("J/(kg K)", (("joule", 1), ("kilogram", -1), ("kelvin", -1))),
        ("J/kg/K", (("joule", 1), ("kilogram", -1), ("kelvin", -1))),
        ("1/(ohm m)", (("ohm", -1), ("meter", -1))),
        ("/h", (("hour", -1),)),
        ("ohm·cm2", (("ohm", 1), ("centimeter", 2))),
        ("A h", (("ampere", 1), ("hour", 1))),
        ("A*h", (("ampere", 1), ("hour", 1))),
        ("A × h", (("ampere", 1), ("hour", 1))),
        ("mAh/cm²", (("milliampere_hour", 1), ("centimeter", -2))),
        ("mAh/cm^2", (("milliampere_hour", 1), ("centimeter", -2))),
        ("mAh/cm**2", (("milliampere_hour", 1), ("centimeter", -2))),
        ("kg m⁻³", (("kilogram", 1), ("meter", -3))),
        ("kg m-3", (("kilogram", 1), ("meter", -3))),
        ("kg m^-3", (("kilogram", 1), ("meter", -3))),
        ("yuan/Wh", (("CNY", 1), ("watt_hour", -1))),
        ("元/Wh", (("CNY", 1), ("watt_hour", -1))),
        ("CNY_2025/Wh", (("CNY_2025", 1), ("watt_hour", -1))),
        ("$/kWh", (("USD", 1), ("kilowatt_hour", -1))),
        ("CNY_2025/CNY_2025", ()),
        ("km/km", ()),
        ("\u00b5m", (("micrometer", 1),)),
        ("\u03bcm", (("micrometer", 1),)),
        ("\u2126", (("ohm", 1),)),
    ],
)
def test_usual_ways_to_write_a_unit_are_read(text: str, units: Any) -> None:
    assert read_unit(text) == units


@each(
    ("text", "message"),
    [
        ("ton", "unit 'ton': 'ton' is 1000 kg, 907 kg or 1016 kg; write 't' for a tonne of 1000 kg."),
        ("kWh/tons", "unit 'kWh/tons': 'tons' are of 1000 kg, 907 kg or 1016 kg; write 't' for a tonne of 1000 kg."),
        ("C", "unit 'C': 'C' would be a coulomb; write '1/h' for a C-rate and 'degC' for a temperature."),
        ("¥/Wh", "unit '¥/Wh': '¥' is yuan or yen; write 'CNY' or 'JPY'."),
        ("Wh/kg K", "unit 'Wh/kg K' is ambiguous. Write brackets: 'Wh/(kg K)' or 'Wh K/kg'."),
        ("Wh/", "unit 'Wh/' names nothing behind a '/'. Expected a name there, such as Wh/kg."),
        ("Wh//kg", "unit 'Wh//kg' names nothing behind a '/'. Expected a name there, such as Wh/kg."),
        ("Wh/()", "unit 'Wh/()' names nothing behind a '/'. Expected a name there, such as Wh/kg."),
        ("kwh", "unit 'kwh': 'kwh' is not a known unit. Did you mean 'kWh'?"),
        ("Yuan/Wh", "unit 'Yuan/Wh': 'Yuan' is not a known unit. Did you mean 'yuan'?"),
        ("furlong", "unit 'furlong': 'furlong' is not a known unit."),
        ("XYZ_2020", "unit 'XYZ_2020': 'XYZ_2020' is not a known unit."),
        ("CNY_1900", "unit 'CNY_1900': price year 1900. Expected 1960 to 2100."),
        ("CNY_2101/Wh", "unit 'CNY_2101/Wh': price year 2101. Expected 1960 to 2100."),
        ("CNY_20255", "'CNY_20255' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("m^7", "unit 'm^7': exponent 7. Expected -6 to 6."),
        ("m-99", "unit 'm-99': exponent -99. Expected -6 to 6."),
        ("m4 m4", "unit 'm4 m4': exponent 8. Expected -6 to 6."),
        ("m^100", "'m^100' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("m^2^2", "'m^2^2' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("m^0.5", "'m^0.5' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("(Wh", "'(Wh' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("Wh/((kg) K)", "'Wh/((kg) K)' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("3 kWh", "'3 kWh' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("h 1", "'h 1' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("__import__('os')", "is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("CNY_２０２５", "'CNY_２０２５' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("m²²", "unit 'm²²': exponent 22. Expected -6 to 6."),
        ("\u212a", "is not a known unit. Did you mean 'K'?"),
        ("m" * 81, "unit text of 81 characters. Expected at most 80."),
        ("m" * 10**7, "unit text of 10000000 characters. Expected at most 80."),
    ],
)
def test_a_unit_that_is_none_or_could_mean_two_things_is_refused(text: str, message: str) -> None:
    with pytest.raises(UnitError) as refused:
        read_unit(text)
    assert str(refused.value).endswith(message)


@each("word", REFUSED)
def test_a_refused_word_says_what_to_write_and_that_can_be_read(word: str) -> None:
    with pytest.raises(UnitError, match=r"'.+'") as refused:
        read_unit(word)
    told = str(refused.value).split(";")[1]
    assert [read_unit(advised) for advised in re.findall("'([^']+)'", told)]


@each(
    ("text", "value", "unit"),
    [
        ("150 kWh", 150.0, "kWh"),
        ("150kWh", 150.0, "kWh"),
        ("  150   kWh ", 150.0, "kWh"),
        ("150\u00a0kWh", 150.0, "kWh"),
        ("1.9 yuan/Wh", 1.9, "CNY/Wh"),
        ("-20 degC", -20.0, "degC"),
        ("\u221220 °C", -20.0, "degC"),
        ("+.5 m", 0.5, "m"),
        ("5. m", 5.0, "m"),
        ("1e3 m", 1000.0, "m"),
        ("1E-3 m", 0.001, "m"),
        ("50 %", 50.0, "percent"),
        ("50%", 50.0, "percent"),
        ("0.9", 0.9, ""),
        ("0.9 1", 0.9, ""),
        ("3 1/h", 3.0, "1/h"),
        ("3 /h", 3.0, "1/h"),
    ],
)
def test_a_quantity_is_number_and_unit(text: str, value: float, unit: str) -> None:
    assert read_quantity(text) == (value, read_unit(unit))


NO_QUANTITY = "{!r} is not a quantity. Expected number, space, unit; write {!r}."


@each(
    ("text", "advised"),
    [
        ("1,5 kWh", "1.5 kWh"),
        ("1,500 km", "1500 km"),
        ("-1,234,567 CNY", "-1234567 CNY"),
        ("9**9**9**9", "150 kWh"),
        ("9^9 m", "150 kWh"),
        ("1_000 m", "150 kWh"),
        ("1.2.3 m", "150 kWh"),
        ("3*4 m", "150 kWh"),
        ("3+4 m", "150 kWh"),
        ("1-2 m", "150 kWh"),
        ("--5 m", "150 kWh"),
        ("\u20135 m", "150 kWh"),
        ("nan m", "150 kWh"),
        ("inf m", "150 kWh"),
        ("-Infinity kWh", "150 kWh"),
        ("kWh", "150 kWh"),
        ("", "150 kWh"),
        ("\u0661\u0665\u0660 kWh", "150 kWh"),
        ("\uff11\uff15\uff10 kWh", "150 kWh"),
        ("½ kWh", "150 kWh"),
        ("five kWh", "150 kWh"),
        ("(5) kWh", "150 kWh"),
    ],
)
def test_a_text_that_is_no_quantity_is_refused_with_one_that_is(text: str, advised: str) -> None:
    with pytest.raises(UnitError) as refused:
        read_quantity(text)
    assert str(refused.value) == NO_QUANTITY.format(text, advised)
    read_quantity(advised)


@each(
    ("text", "message"),
    [
        ("1e400 m", "'1e400 m' is not finite. Expected a number below 1.8e308."),
        ("1" + "0" * 78, None),
        ("1e\u22123 m", "'e\u22123 m' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("0x10 m", "unit 'x10 m': 'x' is not a known unit."),
        ("1 000 km", "'000 km' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("3 C", "unit 'C': 'C' would be a coulomb; write '1/h' for a C-rate and 'degC' for a temperature."),
        ("3 ton", "unit 'ton': 'ton' is 1000 kg, 907 kg or 1016 kg; write 't' for a tonne of 1000 kg."),
        ("5 m\x00", "'m\\x00' is not a unit. Expected names such as Wh/kg or 1/(ohm m)."),
        ("1" * 81, "quantity text of 81 characters. Expected at most 80."),
        ("9" * 10**7 + " m", "quantity text of 10000002 characters. Expected at most 80."),
    ],
)
def test_hostile_numbers_are_refused_or_read_exactly(text: str, message: str | None) -> None:
    if message is None:
        assert read_quantity(text) == (float(text), ())
        return
    with pytest.raises(UnitError) as refused:
        read_quantity(text)
    assert str(refused.value) == message


@given(st.text(max_size=LONGEST_TEXT + 5) | st.text("0123456789.,eE+-*/^() kWhmCNY_2025%°", max_size=30))
def test_any_text_is_a_finite_quantity_or_refused_by_our_own_error(text: str) -> None:
    try:
        quantity = Q(text)
    except SsbError as error:
        told = str(error)
    else:
        told = ""
        assert math.isfinite(quantity.magnitude)
    assert len(told) < 10 * LONGEST_TEXT


@given(
    st.dictionaries(
        st.sampled_from(sorted({*SPELLINGS.values(), *CURRENCIES, "CNY_2025", "USD_2024"})),
        st.integers(-6, 6).filter(bool),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_written_is_read_back(powers: dict[str, int]) -> None:
    assert dict(read_unit(write_unit(powers.items()))) == powers


@each("name", ["CNY", "USD_2024", "JPY_1999"])
def test_a_currency_with_or_without_its_price_year_is_money(name: str) -> None:
    assert is_money(name)


@each("name", ["XYZ", "CNY_25", "cny", "watt_hour", "CNY_2025_2", "MWH", ""])
def test_nothing_else_is_money(name: str) -> None:
    assert not is_money(name)
