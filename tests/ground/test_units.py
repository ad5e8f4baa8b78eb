"""Quantities: how they are made, adopted from elsewhere, converted, refused, pickled and shared between threads."""

import copy
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from typing import Any

import numpy as np
import pint
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from ssbmodel import Q, SsbError, UnitError, pack_cost
from ssbmodel.ground.spelling import SPELLINGS, is_money
from ssbmodel.ground.units import DEFINITIONS, MOST_CACHED, Converter, adopt, converter, registry

each = pytest.mark.parametrize
DEFINED = [line.partition(" =")[0] for line in DEFINITIONS]
FOREIGN: Any = pint.UnitRegistry()
OFFSET_FREE: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)  # as MetPy sets its registry


def same(one: Any, other: Any) -> bool:
    """Return whether two quantities have the same unit and bitwise equal magnitudes."""
    return one.units == other.units and np.array_equal(one.magnitude, other.magnitude)


# making


@each("value", [150, 150.0, np.float64(150), np.int32(150), Decimal(150), Fraction(300, 2)])
def test_any_real_number_becomes_a_float(value: Any) -> None:
    quantity = Q(value, "kWh")
    assert type(quantity.magnitude) is float
    assert quantity == Q("150 kWh")


@each("value", [[150, 160], (150, 160), np.array([150, 160]), np.array([150, 160], dtype="uint8")])
def test_a_sequence_or_array_of_whole_numbers_becomes_a_float_array(value: Any) -> None:
    assert Q(value, "km").magnitude.dtype == np.float64
    assert_array_equal(Q(value, "km").magnitude, [150.0, 160.0])


@each("dtype", ["float16", "float32", "float64", "longdouble"])
@each("shape", [(), (0,), (3,), (2, 3)])
def test_a_float_array_keeps_its_precision_and_shape(dtype: str, shape: tuple[int, ...]) -> None:
    magnitude = Q(np.ones(shape, dtype=dtype), "km").magnitude
    assert (magnitude.dtype, magnitude.shape) == (np.dtype(dtype), shape)


def test_a_plain_ratio_has_an_empty_unit() -> None:
    assert Q(0.9, "").magnitude == Q(90, "%").m_as("") == Q("0.9").magnitude == 0.9


@each(("celsius", "kelvin"), [(-20, 253.15), (0, 273.15), (25, 298.15), (-273.15, 0)])
def test_temperatures_are_kept_in_kelvin(celsius: float, kelvin: float) -> None:
    assert str(Q(celsius, "degC").units) == "kelvin"
    assert_allclose(Q(celsius, "degC").magnitude, kelvin, rtol=1e-15)
    assert_allclose(Q(celsius * 9 / 5 + 32, "degF").magnitude, kelvin, rtol=1e-15, atol=1e-13)


def test_a_temperature_difference_is_no_temperature() -> None:
    assert_allclose((Q(10, "degC") - Q(-20, "degC")).m_as("delta_degC"), 30, rtol=1e-15)
    assert Q(9, "delta_degF").m_as("delta_degC") == 5


def test_a_quantity_with_a_unit_is_converted() -> None:
    assert same(Q(Q(1.5, "kWh"), "Wh"), Q(1500, "Wh"))
    assert same(Q(Q(300, "K"), "degC"), Q(300, "K"))


@each(
    ("arguments", "message"),
    [
        ((3,), 'Q: value=3 has no unit. Expected a second argument; write Q(3, "Wh").'),
        (([1, 2],), 'Q: value=[1, 2] has no unit. Expected a second argument; write Q([1, 2], "Wh").'),
        (("150", "kWh"), "Q: value='150' is text and unit='kWh' is given too. Write Q('150 kWh')."),
        ((3, 5), 'Q: unit=5 is not text. Expected a unit such as "Wh/km".'),
        ((3, b"km"), "Q: unit=b'km' is not text. Expected a unit such as \"Wh/km\"."),
        ((Q(3, "km"), "kg"), "Q: value is in km. Expected something convertible to kg."),
        ((Q(3, "km"), ""), "Q: value is in km. Expected something convertible to a plain ratio."),
        ((3, "money/Wh"), "unit 'money' names no money or unit. Expected such as Wh/km or CNY_2025/Wh."),
    ],
)
def test_a_wrong_unit_is_refused(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(UnitError) as refused:
        Q(*arguments)
    assert str(refused.value) == message


@each(
    ("value", "shown"),
    [
        (None, "None"),
        (True, "True"),
        (1j, "1j"),
        (b"150", "b'150'"),
        ([1, None], "[1, None]"),
        (["1", "2"], "['1', '2']"),
        ([[1], [1, 2]], "[[1], [1, 2]]"),
        ([True], "[True]"),
        ({"a": 1}, "{'a': 1}"),
        (10**400, "1000000000000000000000000000000000000..."),
        (np.array([1 + 1j]), "array([1.+1.j])"),
        (np.array(["2025"], dtype="datetime64[Y]"), "array(['2025'], dtype='datetime64[Y]')"),
        (np.ma.masked_array(1.0, False), "masked_array(data=1.0, mask=False, fi..."),
        ([Q(1, "m"), Q(2, "km")], "[<Quantity(1.0, 'meter')>, <Quantity(..."),
        ([Q([1], "m"), Q([2], "km")], "[<Quantity([1.], 'meter')>, <Quantity..."),
    ],
)
def test_what_is_no_number_is_refused_rather_than_guessed(value: Any, shown: str) -> None:
    with pytest.raises(UnitError) as refused:
        Q(value, "km")
    told = f"value={shown} is not a number. Expected a number, a sequence of numbers or an array, without gaps"
    assert str(refused.value) == f"{told} or units in it."


# the registry


@each("name", [name for name in DEFINED if "step" not in name])
def test_a_unit_is_worth_what_the_default_registry_of_pint_says(name: str) -> None:
    for value in (1.0, 100.0):
        theirs = FOREIGN.Quantity(value, name).to_base_units()
        assert_allclose(registry().Quantity(value, name).m_as(str(theirs.units)), theirs.magnitude, rtol=1e-14)


def test_a_year_is_one_annual_step_and_a_month_a_twelfth() -> None:
    assert Q(5, "years").m_as("") == 5
    assert_allclose(Q(18, "months").m_as(""), 1.5, rtol=1e-15)


@each(
    ("one", "unit", "value"),
    [
        ("TWh", "Wh", 1e12), ("GWh", "Wh", 1e9), ("MWh", "Wh", 1e6), ("kWh", "Wh", 1e3), ("Wh", "J", 3600.0),
        ("kWh", "MJ", 3.6), ("GJ", "kWh", 1000 / 3.6), ("GW", "W", 1e9), ("MW", "kW", 1e3), ("mile", "km", 1.609344),
        ("um", "m", 1e-6), ("nm", "um", 1e-3), ("cm2", "m2", 1e-4), ("mAh/cm2", "A h/m2", 10.0), ("mS/cm", "S/m", 0.1),
        ("g/cm3", "kg/m3", 1e3), ("g/cm3", "kg/L", 1.0), ("t", "g", 1e6), ("m3", "L", 1e3), ("kWh/day", "W", 1e3 / 24),
        ("kWh/mile", "Wh/km", 1e3 / 1.609344), ("g/Wh", "kg/kWh", 1.0), ("bar", "kPa", 100.0), ("%", "", 0.01),
        ("mohm", "ohm", 1e-3), ("min", "h", 1 / 60), ("kWh/kg", "Wh/g", 1.0), ("MPa", "bar", 10.0), ("N m", "J", 1.0),
        ("CNY_2025/kWh", "CNY_2025/Wh", 1e-3), ("delta_degC", "K", 1.0), ("V A h", "Wh", 1.0), ("J/s", "W", 1.0),
    ],
)  # fmt: skip
def test_conversions_are_exact_to_the_last_digits(one: str, unit: str, value: float) -> None:
    assert_allclose(Q(Q(1, one), unit).magnitude, value, rtol=4e-16)
    scale, offset, money = converter(unit.replace("CNY_2025", "money")).conversion(tuple(Q(1, one).unit_items()))
    assert_allclose(scale, value, rtol=4e-16)
    assert (offset, money) == (0, "CNY_2025" if "CNY" in unit else "")


def test_every_currency_and_price_year_is_a_dimension_of_its_own() -> None:
    kinds = {Q(1, unit).dimensionality for unit in ("CNY", "CNY_2024", "CNY_2025", "USD", "USD_2025", "EUR", "")}
    assert len(kinds) == 7


def test_a_converter_remembers_a_bounded_number_of_units() -> None:
    reader = Converter("")
    for n in range(MOST_CACHED + 50):
        reader.conversion((("meter", float(n)), ("kilometer", -float(n))))
    assert len(reader.known) == MOST_CACHED


@each("units", [(("kilogram", 1),), (("CNY", 1), ("watt_hour", -1)), (("degree_Celsius", 2),), (("CNY", 2),)])
def test_a_converter_refuses_the_wrong_kind(units: Any) -> None:
    with pytest.raises(UnitError, match=r"^Expected something convertible to Wh\.$"):
        converter("Wh").conversion(units)


# quantities of other registries


@each("unit", sorted({name for name in SPELLINGS.values() if not is_money(name) and "step" not in name}))
def test_a_quantity_of_another_registry_means_the_same_here(unit: str) -> None:
    theirs = FOREIGN.Quantity(3, unit)
    ours: Any = adopt(theirs)
    assert ours._REGISTRY is registry()
    assert type(ours.magnitude) is float
    assert_allclose(ours.to_base_units().magnitude, theirs.to_base_units().magnitude, rtol=1e-14)


@each(
    ("unit", "house", "value"),
    [("calorie", "Wh", 4.184 / 3600), ("horsepower", "W", 745.69987), ("pound", "kg", 0.45359237)],
)
def test_a_unit_unknown_by_name_is_adopted_through_its_base_units(unit: str, house: str, value: float) -> None:
    assert_allclose(Q(adopt(FOREIGN.Quantity(1, unit)), house).magnitude, value, rtol=1e-8)


def test_a_year_of_another_registry_is_a_duration_and_no_count_of_steps() -> None:
    assert adopt(FOREIGN.Quantity(1, "year")).m_as("day") == 365.25


def test_a_unit_unknown_here_in_every_form_is_refused() -> None:
    with pytest.raises(UnitError, match=r"^unit 'candela' is not known here\. Expected one of the library's"):
        adopt(FOREIGN.Quantity(1, "candela"))


@each("theirs", [FOREIGN, OFFSET_FREE])
def test_a_temperature_of_another_registry_is_read_into_kelvin(theirs: Any) -> None:
    assert same(adopt(theirs.Quantity(-20.0, "degC")), Q(-20, "degC"))
    assert same(adopt(theirs.Quantity(np.array([-20.0, 25.0]), "degC")), Q([-20, 25], "degC"))


def test_money_of_another_registry_keeps_its_name() -> None:
    other: Any = pint.UnitRegistry()
    other.define("CNY_2025 = [money]")
    other.define("USD_2025 = 7.2 * CNY_2025")
    assert same(adopt(other.Quantity(1.0, "USD_2025/kWh")), Q(1, "USD_2025/kWh"))


@each("value", [3, Decimal(3), np.int32(3)])
def test_whole_and_decimal_numbers_of_another_registry_become_floats(value: Any) -> None:
    assert type(adopt(FOREIGN.Quantity(value, "km")).magnitude) is float


@each("value", [1j, np.ma.masked_array([1.0], [True])])
def test_a_quantity_of_another_registry_without_real_numbers_is_refused(value: Any) -> None:
    with pytest.raises(UnitError, match=r"is not a number\. Expected a number"):
        adopt(FOREIGN.Quantity(value, "km"))


# processes, threads, neighbours


@each(
    "quantity", [Q(150, "kWh"), Q([1.9, 6.2], "CNY_2025/Wh"), Q(-20, "degC"), Q(0.5, ""), Q(np.float32(2), "1/(ohm m)")]
)
@each("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_quantities_and_units_survive_pickling(quantity: Any, protocol: int) -> None:
    again, unit = pickle.loads(pickle.dumps((quantity, quantity.units), protocol))
    assert same(again, quantity)
    assert again._REGISTRY is registry()
    assert unit == quantity.units
    assert same(copy.deepcopy(quantity), quantity)


def test_doors_and_quantities_pass_through_a_pool_of_spawned_processes() -> None:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        answer = pool.submit(pack_cost, Q(100, "kWh"), Q([1.9, 6.2], "CNY_2031/Wh")).result()
        failed = pool.submit(pack_cost, 100.0, "2 CNY/Wh").exception()  # type: ignore[arg-type]
    assert same(answer, Q([190000, 620000], "CNY_2031"))
    assert isinstance(failed, UnitError)
    assert "rated_energy=100.0 has no unit" in str(failed)


def fresh(code: str) -> str:
    """Return what a new interpreter prints, warnings being errors."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


THREADS = """
import sys, threading
sys.setswitchinterval(1e-6)
from ssbmodel import Q, pack_cost, driving_range
start, answers = threading.Barrier(16), []

def work(n):
    start.wait()
    for year in range(1990 + n, 2030 + n):
        cost = pack_cost(Q(100, "kWh"), Q(f"{n + 1} CNY_{year}/Wh")).m_as(f"CNY_{year}")
        far = driving_range(f"{n + 1} kWh", "100 Wh/km", capacity_retention=Q(100, "%")).m_as("km")
        answers.append((round(cost - 1e5 * (n + 1), 6), round(far - 10 * (n + 1), 9)))

threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(answers), set(answers))
"""


def test_sixteen_threads_at_first_use_agree() -> None:
    assert fresh(THREADS) == "640 {(0.0, 0.0)}"


NEIGHBOUR = """
import pickle, pint
before = pint.get_application_registry().get()
names = set(dir(pint.UnitRegistry()))
theirs = pint.Quantity(3, "degC")
from ssbmodel import Q, pack_cost
pack_cost(Q(1, "kWh"), Q(2, "CNY_2025/Wh"))
after = pint.get_application_registry().get()
print(before is after, "CNY_2025" in after, set(dir(pint.UnitRegistry())) == names, pickle.loads(pickle.dumps(theirs)))
"""


def test_the_application_registry_of_pint_stays_as_it_is() -> None:
    assert fresh(NEIGHBOUR) == "True False True 3 degree_Celsius"


def test_every_error_of_units_is_one_of_the_library() -> None:
    assert issubclass(UnitError, SsbError)
    assert issubclass(UnitError, TypeError)
