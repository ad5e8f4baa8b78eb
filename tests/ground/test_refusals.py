"""What a door refuses: every wrong argument by name and value, with what was expected and what to write."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ssbmodel import CallError, DomainError, MoneyError, Q, ShapeError, UnitError, driving_range, pack_cost
from ssbmodel.ground.door import door
from ssbmodel.ground.quantities import Energy

from .toys import FOREIGN, net_cost, refusal, split

each = pytest.mark.parametrize


def test_all_wrong_arguments_are_told_in_one_message() -> None:
    call = lambda: driving_range(150.0, Q(1, "kW"), capacity_retention=Q(90, ""))  # type: ignore[arg-type]  # noqa: E731
    assert refusal(call, UnitError).splitlines() == [
        'driving_range: usable_energy=150.0 has no unit. Expected Wh; write usable_energy=Q(150.0, "Wh").',
        "driving_range: battery_consumption is in kW. Expected something convertible to Wh/km.",
        "driving_range: capacity_retention=90.0. Expected a value in (0, 1].",
    ]


@each(
    ("value", "line"),
    [
        (100.0, 'rated_energy=100.0 has no unit. Expected Wh; write rated_energy=Q(100.0, "Wh").'),
        (100, 'rated_energy=100 has no unit. Expected Wh; write rated_energy=Q(100, "Wh").'),
        (None, 'rated_energy=None has no unit. Expected Wh; write rated_energy=Q(None, "Wh").'),
        ([1, 2], 'rated_energy=[1, 2] has no unit. Expected Wh; write rated_energy=Q([1, 2], "Wh").'),
        (np.ones(1), 'rated_energy=array([1.]) has no unit. Expected Wh; write rated_energy=Q(array([1.]), "Wh").'),
        ("100", "rated_energy is a plain ratio. Expected something convertible to Wh."),
        ("100 kW", "rated_energy is in kW. Expected something convertible to Wh."),
        ("100 kwh", "rated_energy: unit 'kwh': 'kwh' is not a known unit. Did you mean 'kWh'?"),
        ("1,5 kWh", "rated_energy: '1,5 kWh' is not a quantity. Expected number, space, unit; write '1.5 kWh'."),
        ("nan kWh", "rated_energy: 'nan kWh' is not a quantity. Expected number, space, unit; write '150 kWh'."),
        (Q(3, ""), "rated_energy is a plain ratio. Expected something convertible to Wh."),
        (Q(3, "CNY_2025"), "rated_energy is in CNY_2025. Expected something convertible to Wh."),
        (Q(3, "J/(kg K)"), "rated_energy is in J/(kg K). Expected something convertible to Wh."),
        (Q(3, "degC m"), "rated_energy is in degC m. Expected something convertible to Wh."),
        (FOREIGN("3 furlong"), "rated_energy is in furlong. Expected something convertible to Wh."),
        (FOREIGN("3 candela"), "rated_energy: unit 'candela' is not known here. "
         "Expected one of the library's, such as Wh/km."),
        (FOREIGN.Quantity(1j, "Wh"), "rated_energy: value=1j is not a number. "
         "Expected a number, a sequence of numbers or an array, without gaps or units in it."),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_told_with_what_to_write(value: Any, line: str) -> None:
    assert refusal(lambda: pack_cost(value, Q(2, "CNY_2025/Wh")), UnitError) == f"pack_cost: {line}"


def test_bare_money_and_bare_ratios_are_told_the_line_to_write() -> None:
    assert refusal(lambda: split(Q(1, "Wh"), 2.0, share=0.5), UnitError).splitlines() == [  # type: ignore[arg-type]
        'split: unit_cost=2.0 has no unit. Expected money/Wh; write unit_cost=Q(2.0, "CNY_2025/Wh").',
        'split: share=0.5 has no unit. Expected a plain ratio; write share=Q(0.5, "").',
    ]


@each(
    ("unit", "told"),
    [
        ("USD_2024/CNY_2025", "unit_cost is in USD_2024/CNY_2025. Expected something convertible to money/Wh."),
        ("CNY_2025 USD_2024/Wh", "unit_cost is in CNY_2025 USD_2024/Wh. Expected something convertible to money/Wh."),
        ("CNY_2025^2/Wh", "unit_cost is in CNY_2025^2/Wh. Expected something convertible to money/Wh."),
        ("1/Wh", "unit_cost is in 1/Wh. Expected something convertible to money/Wh."),
    ],
)
def test_a_price_is_in_one_money(unit: str, told: str) -> None:
    assert refusal(lambda: pack_cost(Q(1, "Wh"), Q(2, unit)), UnitError) == f"pack_cost: {told}"


def test_a_rate_of_exchange_is_no_share() -> None:
    told = "split: share is in USD_2024/CNY_2025. Expected something convertible to a plain ratio."
    rate = Q(0.14, "USD_2024/CNY_2025")
    assert refusal(lambda: split(Q(1, "Wh"), Q(2, "CNY/Wh"), share=rate), UnitError) == told


@each(
    ("credit", "told"),
    [
        ("CNY_2025", "net_cost: unit_cost is in USD_2024/Wh but credit is in CNY_2025. "),
        ("USD_2025", "net_cost: unit_cost is in USD_2024/Wh but credit is in USD_2025. "),
        ("USD", "net_cost: unit_cost is in USD_2024/Wh but credit is in USD. "),
    ],
)
def test_two_moneys_in_one_call_are_refused(credit: str, told: str) -> None:
    call = lambda: net_cost(Q(2, "USD_2024/Wh"), credit=Q(1, credit), rated_energy=Q(1, "Wh"))  # noqa: E731
    assert refusal(call, MoneyError) == told + "Convert one of them first: exchange(..., rates=...)."
    text = lambda: net_cost("2 USD_2024/Wh", credit=f"1 {credit}", rated_energy="1 Wh")  # type: ignore[arg-type]  # noqa: E731
    assert refusal(text, MoneyError) == refusal(call, MoneyError)


DOMAIN = [
    ("capacity_retention", np.nan, "nan", "a value in (0, 1]"),
    ("capacity_retention", np.inf, "inf", "a value in (0, 1]"),
    ("capacity_retention", -0.25, "-0.25", "a value in (0, 1]"),
    ("capacity_retention", 1.5, "1.5", "a value in (0, 1]"),
    ("usable_energy", np.nan, "nan Wh", "a finite value >= 0 Wh"),
    ("usable_energy", np.inf, "inf Wh", "a finite value >= 0 Wh"),
    ("usable_energy", -1.0, "-1.0 Wh", "a finite value >= 0 Wh"),
    ("battery_consumption", 0.0, "0.0 Wh/km", "a finite value > 0 Wh/km"),
    ("battery_consumption", -np.inf, "-inf Wh/km", "a finite value > 0 Wh/km"),
]
FORMS: dict[str, Callable[[float], Any]] = {
    "scalar": float,
    "numpy scalar": np.float64,
    "0-d": np.array,
    "array": lambda bad: np.array([0.5, bad, 0.5]),
    "float32": lambda bad: np.array([bad, 0.5], dtype="float32"),
    "strided": lambda bad: np.array([0.5, 9e9, bad, 9e9])[::2],
    "two axes": lambda bad: np.array([[0.5, bad], [0.5, 0.5]]),
}


@each("form", FORMS.values(), ids=FORMS)
@each(("name", "bad", "shown", "expected"), DOMAIN)
def test_a_value_outside_its_domain_is_named(form: Any, name: str, bad: float, shown: str, expected: str) -> None:
    values: dict[str, Any] = {
        "usable_energy": 1.0,
        "battery_consumption": 1.0,
        "capacity_retention": 1.0,
        name: form(bad),
    }
    quantities = {key: Q(value, driving_range.units[key]) for key, value in values.items()}
    told = f"driving_range: {name}={shown}. Expected {expected}."
    assert refusal(lambda: driving_range(**quantities), DomainError) == told


@each("bad", [-3, np.int64(-3), np.array(-3), np.array([2, -3])])
def test_a_whole_number_outside_its_domain_is_named(bad: Any) -> None:
    told = "pack_cost: rated_energy=-3.0 Wh. Expected a finite value >= 0 Wh."
    for quantity in (Q(bad, "Wh"), FOREIGN.Quantity(bad, "Wh")):
        assert refusal(lambda q=quantity: pack_cost(q, Q(2, "CNY/Wh")), DomainError) == told  # type: ignore[misc]


def test_the_first_of_several_bad_values_is_shown_and_the_others_counted() -> None:
    told = "pack_cost: rated_energy=-1000.0 Wh (and 2 more). Expected a finite value >= 0 Wh."
    assert refusal(lambda: pack_cost(Q([1, -1, np.nan, np.inf], "kWh"), Q(2, "CNY/Wh")), DomainError) == told


def test_a_value_just_outside_is_shown_with_all_its_digits() -> None:
    told = "split: share=1.0000000000000002. Expected a value in [0, 1]."
    share = Q(np.nextafter(1, 2), "")
    assert refusal(lambda: split(Q(1, "Wh"), Q(2, "CNY/Wh"), share=share), DomainError) == told


def test_a_text_outside_its_domain_is_named_in_the_declared_unit() -> None:
    told = "split: share=1.2. Expected a value in [0, 1]."
    call = lambda: split("1 Wh", "2 CNY/Wh", share="120 %")  # type: ignore[arg-type]  # noqa: E731
    assert refusal(call, DomainError) == told


def test_a_number_too_large_for_the_declared_unit_is_refused() -> None:
    told = "pack_cost: rated_energy=inf Wh. Expected a finite value >= 0 Wh."
    assert refusal(lambda: pack_cost(Q(1e300, "TWh"), Q(2, "CNY/Wh")), DomainError) == told


def test_masked_values_are_refused_rather_than_unmasked() -> None:
    masked: Any = Q(2, "Wh") * np.ma.masked_array([1.0, -5.0], [False, True])
    told = "pack_cost: rated_energy: value=masked_array(data=[2.0, --], mask=[Fa... is not a number. Expected a number"
    assert refusal(lambda: pack_cost(masked, Q(2, "CNY/Wh")), UnitError).startswith(told)


def test_shapes_that_do_not_broadcast_are_named() -> None:
    told = "driving_range: usable_energy is of shape (3,) but capacity_retention is of shape (2,). "
    call = lambda: driving_range(Q([1, 2, 3], "Wh"), Q(1, "Wh/km"), capacity_retention=Q([1, 1], ""))  # noqa: E731
    assert refusal(call, ShapeError) == told + "Expected lengths that are equal or 1, axis by axis."


def test_an_error_of_the_kernel_itself_is_not_hidden() -> None:
    @door
    def broken(rated_energy: Energy) -> Energy:
        raise ValueError("of its own")

    with pytest.raises(ValueError, match=r"^of its own$"):
        broken(Q(1, "Wh"))


CALL = "\nWrite driving_range(usable_energy, battery_consumption, capacity_retention=...)."


@each(
    ("arguments", "named", "lines"),
    [
        (2, {}, ["'capacity_retention' is missing."]),
        (0, {}, ["'usable_energy' is missing.", "'battery_consumption' is missing.",
                 "'capacity_retention' is missing."]),
        (3, {}, ["3 positional arguments. Expected at most 2."]),
        (4, {}, ["4 positional arguments. Expected at most 2."]),
        (3, {"capacity_retention"}, ["'capacity_retention' is given twice.",
                                    "3 positional arguments. Expected at most 2."]),
        (2, {"usable_energy", "capacity_retention"}, ["'usable_energy' is given twice."]),
        (1, {"usable_energy", "capacity_retention"}, ["'usable_energy' is given twice.",
                                                     "'battery_consumption' is missing."]),
        (2, {"capacity_retention", "speed"}, ["'speed' is not a parameter."]),
        (2, {"capacity_retentoin"}, ["'capacity_retentoin' is not a parameter. Did you mean 'capacity_retention'?",
                                     "'capacity_retention' is missing."]),
    ],
)  # fmt: skip
def test_missing_unknown_and_repeated_arguments_are_told_together(
    arguments: int, named: set[str], lines: list[str]
) -> None:
    call: Any = driving_range
    told = refusal(lambda: call(*[Q(1, "")] * arguments, **dict.fromkeys(named, Q(1, ""))), CallError)
    assert told == "\n".join(f"driving_range: {line}" for line in lines) + CALL
