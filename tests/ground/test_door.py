"""The door of a model function: what it takes, what it refuses and how it says so."""

import inspect
import pickle
from collections.abc import Callable
from typing import Any, NamedTuple, cast

import numpy as np
import pint
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from ssbmodel import CallError, DomainError, MoneyError, Q, ShapeError, SsbError, UnitError, driving_range, pack_cost
from ssbmodel.ground.door import Door, RelatedDoor, door, door_where
from ssbmodel.ground.quantities import Count, DeclineRate, Energy, Money, Share, Temperature, UnitCost
from ssbmodel.ground.units import registry

each = pytest.mark.parametrize
FOREIGN: Any = pint.UnitRegistry()
EXACT: Any = pint.UnitRegistry(non_int_type=__import__("decimal").Decimal)
OFFSET_FREE: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)  # as MetPy sets its registry


class Split(NamedTuple):
    """Two results of one kernel."""

    sold: Money
    kept: Energy


@door
def split(rated_energy: Energy, unit_cost: UnitCost, *, share: Share) -> Split:
    """Sell a share of an energy."""
    return Split(rated_energy * share * unit_cost, rated_energy * (1 - cast(Any, share)))


@door
def net_cost(unit_cost: UnitCost, *, credit: Money, rated_energy: Energy) -> Money:
    """Cost of a pack less a credit."""
    return unit_cost * rated_energy - credit


@door
def warmer(temperature: Temperature) -> Temperature:
    """Give a temperature back."""
    return temperature


@door
def steps_left(steps: Count, rate: DeclineRate) -> Count:
    """Take a plain number."""
    return steps - rate


@door_where("kept <= had")
def sold(kept: Energy, had: Energy) -> Energy:
    """Return what is gone."""
    return had - kept


class Lazy:
    """An array that cannot say what it holds."""

    dtype, shape, ndim, size = np.dtype(float), (2,), 1, 2

    def __array_namespace__(self) -> None: ...

    def __sub__(self, other: Any) -> "Lazy":
        return self


def refusal(call: Callable[[], Any], kind: type[SsbError]) -> str:
    """Return the text with which a call is refused."""
    with pytest.raises(kind) as refused:
        call()
    assert type(refused.value) is kind
    return str(refused.value)


# what a door takes and gives


def test_quantities_in_any_fitting_unit_give_a_quantity_in_the_declared_one() -> None:
    answer = driving_range(Q(540, "MJ"), Q(16, "kWh/km") / 100, capacity_retention=Q(90, "%"))
    assert str(answer.units) == "kilometer"
    assert_allclose(answer.magnitude, 843.75, rtol=1e-15)


def test_text_is_taken_at_the_prompt() -> None:
    answer = pack_cost("100 kWh", "1.9 yuan/Wh")  # type: ignore[arg-type]
    assert (answer.magnitude, str(answer.units)) == (190000, "CNY")
    assert_allclose(warmer("-20 degC").magnitude, 253.15, rtol=1e-15)  # type: ignore[arg-type]
    assert steps_left("5 years", "50 %").magnitude == 4.5  # type: ignore[arg-type]


def test_arguments_may_be_named() -> None:
    energy, cost = Q(100, "kWh"), Q(2, "USD_2024/kWh")
    assert pack_cost(unit_cost=cost, rated_energy=energy) == pack_cost(energy, cost) == Q(200, "USD_2024")


def test_a_kernel_takes_and_gives_plain_numbers_in_declared_units() -> None:
    assert pack_cost.kernel(100000.0, 1.9) == 190000
    assert pack_cost.units == {"rated_energy": "Wh", "unit_cost": "money/Wh", "return": "money"}


def test_several_results_come_as_the_named_tuple_of_the_kernel() -> None:
    answer = split(Q([1, 2], "kWh"), Q(2, "EUR_2024/kWh"), share=Q(25, "%"))
    assert isinstance(answer, Split)
    assert str(answer.sold.units) == "EUR_2024"
    assert_array_equal(answer.sold.magnitude, [0.5, 1.0])
    assert_array_equal(answer.kept.m_as("kWh"), [0.75, 1.5])
    assert split.units["return"] == {"sold": "money", "kept": "Wh"}
    assert "-> [{'sold': 'money', 'kept': 'Wh'}]" in repr(split)


@each("money", ["CNY", "CNY_2025", "USD_2031", "EUR"])
def test_the_answer_is_in_the_money_of_the_arguments(money: str) -> None:
    answer = net_cost(Q(2, f"{money}/Wh"), credit=Q(5, money), rated_energy=Q(10, "Wh"))
    assert (answer.magnitude, str(answer.units)) == (15, money)


@each("theirs", [FOREIGN, OFFSET_FREE, EXACT])
def test_quantities_of_other_registries_are_taken(theirs: Any) -> None:
    answer = driving_range(theirs("150 kWh"), theirs("160 Wh/km"), capacity_retention=theirs("90 percent"))
    assert answer.units == Q(1, "km").units
    assert_allclose(answer.magnitude, 843.75, rtol=1e-15)
    assert_allclose(warmer(theirs.Quantity(-20, "degC")).magnitude, 253.15, rtol=1e-15)


def test_a_stored_offset_temperature_is_read_into_kelvin() -> None:
    assert_allclose(warmer(Q(-20, "degC").to("degC")).magnitude, 253.15, rtol=1e-15)
    assert_allclose(warmer(Q(300, "K").to("degF")).magnitude, 300, rtol=1e-14)


def test_whole_numbers_of_another_registry_do_not_overflow() -> None:
    energy = FOREIGN.Quantity(np.array([2**31 - 1], dtype="int32"), "Wh")
    used = FOREIGN.Quantity(np.array([2**31 - 1], dtype="int32"), "Wh/km")
    kept = steps_left(FOREIGN.Quantity(np.array([200, 3], dtype="uint8"), ""), FOREIGN.Quantity(-100, ""))
    assert_array_equal(driving_range(energy, used, capacity_retention=Q(1, "")).magnitude, [1.0])
    assert_array_equal(kept.magnitude, [300.0, 103.0])


@each("dtype", ["float32", "float64"])
def test_zero_dimensional_and_empty_arrays_pass_and_keep_their_type(dtype: str) -> None:
    for array in (np.array(2, dtype), np.empty(0, dtype), np.empty((0, 3), dtype), np.arange(6, dtype=dtype)[::2]):
        answer = pack_cost(Q(array, "kWh"), Q(np.array(1, dtype), "CNY/Wh")).magnitude
        assert (answer.dtype, answer.shape) == (np.dtype(dtype), array.shape)


def test_arguments_are_never_changed() -> None:
    array = np.array([1.0, 2.0])
    array.flags.writeable = False
    cost = Q(array, "CNY_2025/Wh")
    assert_array_equal(pack_cost(Q(array, "kWh"), cost).magnitude, [1000.0, 4000.0])
    assert cost.magnitude is array


def test_a_door_looks_like_its_kernel() -> None:
    assert driving_range.__name__ == "driving_range"
    assert (driving_range.__doc__ or "").startswith("Distance a full pack covers")
    assert inspect.signature(driving_range) == inspect.signature(driving_range.kernel)
    told = "<door pack_cost(rated_energy [Wh], unit_cost [money/Wh]) -> [money]>"
    assert repr(pack_cost) == told
    assert pickle.loads(pickle.dumps(pack_cost)) is pack_cost


# what a door refuses


def test_all_wrong_arguments_are_told_in_one_message() -> None:
    call = lambda: driving_range(150.0, Q(1, "kW"), capacity_retention=Q(90, ""))  # type: ignore[arg-type]  # noqa: E731
    assert refusal(call, UnitError).splitlines() == [
        'driving_range: usable_energy=150.0 has no unit. Expected Wh; write usable_energy=Q(150.0, "Wh").',
        "driving_range: battery_consumption is in kW. Expected something convertible to Wh/km.",
        "driving_range: capacity_retention=90.0. Expected a value in [0, 1].",
    ]


@each(
    ("value", "line"),
    [
        (100.0, 'rated_energy=100.0 has no unit. Expected Wh; write rated_energy=Q(100.0, "Wh").'),
        (100, 'rated_energy=100 has no unit. Expected Wh; write rated_energy=Q(100, "Wh").'),
        (None, 'rated_energy=None has no unit. Expected Wh; write rated_energy=Q(None, "Wh").'),
        (np.ones(2), 'rated_energy=array([1., 1.]) has no unit. Expected Wh; write rated_energy=Q(array([1., 1.]), "Wh").'),
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
        (FOREIGN("3 candela"), "rated_energy: unit 'candela' is not known here. Expected one of the library's, such as Wh/km."),
        (FOREIGN.Quantity(1j, "Wh"), "rated_energy: value=1j is not a number. Expected a number, a sequence of numbers or an "
         "array, without gaps or units in it."),
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
    ("capacity_retention", np.nan, "nan", "a value in [0, 1]"),
    ("capacity_retention", np.inf, "inf", "a value in [0, 1]"),
    ("capacity_retention", -0.25, "-0.25", "a value in [0, 1]"),
    ("capacity_retention", 1.5, "1.5", "a value in [0, 1]"),
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
        (0, {}, ["'usable_energy' is missing.", "'battery_consumption' is missing.", "'capacity_retention' is missing."]),
        (3, {}, ["3 positional arguments. Expected at most 2."]),
        (4, {}, ["4 positional arguments. Expected at most 2."]),
        (3, {"capacity_retention"}, ["'capacity_retention' is given twice.", "3 positional arguments. Expected at most 2."]),
        (2, {"usable_energy", "capacity_retention"}, ["'usable_energy' is given twice."]),
        (1, {"usable_energy", "capacity_retention"}, ["'usable_energy' is given twice.", "'battery_consumption' is missing."]),
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


# relations


@each("shape", [(), (3,)])
def test_a_relation_of_two_arguments_is_kept_in_every_case(shape: tuple[int, ...]) -> None:
    assert_array_equal(sold(Q(np.full(shape, 1.0), "Wh"), Q([3, 1, 2], "Wh")).magnitude, [2, 0, 1])
    told = "sold: kept=2.0 and had=1.0 Wh. Expected kept <= had."
    assert refusal(lambda: sold(Q(np.full(shape, 2.0), "Wh"), Q([3, 1, 2], "Wh")), DomainError) == told


def test_equal_values_in_two_units_keep_a_relation_in_spite_of_rounding() -> None:
    kept, had = Q(700, "CNY_2025/kWh"), Q(0.7, "CNY_2025/Wh")
    assert kept.m_as(had.units) > had.magnitude

    @door_where("floor <= start")
    def above(floor: UnitCost, start: UnitCost) -> UnitCost:
        return cast(Any, start) - floor

    assert_allclose(above(kept, had).magnitude, 0, atol=1e-15)


def test_a_relation_does_not_compute_lazy_arrays_and_refuses_shapes() -> None:
    assert isinstance(sold, RelatedDoor)
    assert sold.relation == "kept <= had"
    lazy = Lazy()
    assert sold(Q(lazy, "Wh"), Q(lazy, "Wh")).magnitude is lazy
    told = "sold: kept is of shape (2,) but had is of shape (3,). Expected lengths that are equal or 1, axis by axis."
    assert refusal(lambda: sold(Q([1, 2], "Wh"), Q([1, 2, 3], "Wh")), ShapeError) == told


# making doors


def test_a_parameter_or_result_without_a_unit_fails_when_the_door_is_made() -> None:
    def bare(rated_energy: float) -> Energy:
        return Q(rated_energy, "Wh")

    def unannotated(rated_energy):  # type: ignore[no-untyped-def]
        return rated_energy

    def open_ended(rated_energy: Energy) -> float:
        return 1.0

    for kernel, name in ((bare, "rated_energy"), (unannotated, "rated_energy"), (open_ended, "return")):
        told = f"^{kernel.__name__}: {name} declares no unit\\. Annotate it with a word of ssbmodel\\.ground\\.quantities\\.$"
        with pytest.raises(TypeError, match=told):
            door(cast(Any, kernel))


def test_a_door_needs_no_more_than_its_kernel_and_the_registry() -> None:
    assert isinstance(warmer, Door)
    assert cast(Any, warmer(Q(300, "K")))._REGISTRY is registry()
