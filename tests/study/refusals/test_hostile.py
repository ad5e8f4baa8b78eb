"""Studies given what cannot be: one sentence in the library's own error, and its advice works when it is followed."""

from typing import Any

import numpy as np
import pytest

from ssbmodel import CallError, Money, Q, Study, StudyError, UnitError, cells, vehicles
from ssbmodel.core.assumption import Assumption

from ..studies import cell_and_pack, stated


def _changing(pack_mass: Any) -> Any:
    pack_mass *= 2
    return pack_mass


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (
            lambda pack_mass: [8.0],
            r"returned \[8\.0\]\. Expected a number or an array of numbers in kg, without",
        ),
        (lambda pack_mass: None, r"returned None\. Expected a number"),
        (lambda pack_mass: "8", r"returned '8'\. Expected a number"),
        (lambda pack_mass: True, r"returned True\. Expected a number"),
        (lambda pack_mass: 1j * pack_mass, r"Expected a number or an array of numbers in kg"),
        (lambda pack_mass: Q(8, "kg"), r"without a unit"),
        (lambda pack_mass: np.ones(7), r"an array of the shape of its arguments: \(3,\), not \(7,\)"),
        (lambda pack_mass: 1 / 0, r"failed: ZeroDivisionError: division by zero\."),
        (_changing, r"failed: ValueError: output array is read-only\. It must take pack_mass .* change"),
    ],
)
def test_an_own_function_that_gives_no_numbers_is_told(function: Any, told: str) -> None:
    study = stated(rated_energy=["75 kWh", "80 kWh", "90 kWh"]).with_node("vehicle_mass", function)
    with pytest.raises(StudyError, match=r'with_node\("vehicle_mass"\): the function .*' + told):
        study.run("vehicle_mass")


def test_an_own_function_may_give_whole_numbers_and_take_names_by_keyword() -> None:
    study = cell_and_pack(rated_energy=["75 kWh", "80 kWh"])
    found = study.with_node("vehicle_mass", lambda cells_mass, *, pack_mass: 2000).run("vehicle_mass")
    assert found.vehicle_mass.m_as("kg").tolist() == [2000.0, 2000.0]
    found = study.with_node("vehicle_mass", lambda *, pack_mass: np.array([1, 2])).run("vehicle_mass")
    assert found.vehicle_mass.m_as("kg").tolist() == [1.0, 2.0]


@pytest.mark.parametrize("function", [8.0, max, None])
def test_what_is_no_function_of_names_is_told(function: Any) -> None:
    with pytest.raises(StudyError, match=r"names no parameters\. Write a function of names: lambda"):
        cell_and_pack().with_node("pack_mass", function)
    with pytest.raises(StudyError, match=r"\*names names nothing\. Write one parameter for each name"):
        cell_and_pack().with_node("pack_mass", lambda *names: 1.0)


@pytest.mark.parametrize("wrong", ["sulfide-nmc-li", cells.Stated, 3, {"a": 1}])
def test_what_is_no_part_is_told_with_the_parts_there_are(wrong: Any) -> None:
    with pytest.raises(StudyError, match=r"^cell=.* is no part\. Write cell=cells\.Stated\(\.\.\.\) or cells"):
        Study(cell=wrong)


def test_a_money_may_be_named_by_its_unit() -> None:
    assert stated(money="USD_2025") == stated(money=Money("USD_2025"))
    with pytest.raises(
        StudyError, match=r'money=None\. Expected a money with its year; write money=Money\("CNY_2025"\)'
    ):
        stated(money=None)


def test_the_axis_of_years_is_no_value() -> None:
    with pytest.raises(StudyError, match=r"Write years=2030, or years=range\(2025, 2031\)"):
        stated().replace(year=2030)
    assert stated().replace(years=2030).years == (2030,)


@pytest.mark.parametrize("wrong", [3, None, ("pack_mass",), ["pack_mass"]])
def test_a_name_that_is_no_text_is_told(wrong: Any) -> None:
    for ask in (stated().run, stated().explain):
        with pytest.raises(StudyError, match=r"is no name\. Expected text, such as 'pack_mass'"):
            ask(wrong)


@pytest.mark.parametrize("wrong", ["20 delta_degC", Q(20, "delta_degC"), Q([-20, 5], "delta_degC")])
def test_a_difference_is_no_temperature(wrong: Any) -> None:
    with pytest.raises(StudyError, match=r'is a difference\. Expected a temperature; write ambient_temperature="'):
        stated(ambient_temperature=wrong)
    with pytest.raises(StudyError, match=r"is a difference"):
        stated(ambient_temperature=Assumption(name="ambient_temperature", unit="delta_degC", value=5, reason="x"))


def test_advice_on_a_bare_number_can_be_followed() -> None:
    with pytest.raises(UnitError, match=r'write ambient_temperature=Q\(-20, "degC"\)'):
        stated(ambient_temperature=-20)
    assert stated(ambient_temperature=Q(-20, "degC")).run("cold_range").cold_range.value == (
        stated(ambient_temperature="-20 degC").run("cold_range").cold_range.value
    )
    with pytest.raises(StudyError, match=r'Write rated_energy="100 Wh"'):
        stated(rated_energy="100")
    wrongs: tuple[Any, ...] = (None, [], float("nan"), {"a": 1}, b"100 kWh")
    for wrong in wrongs:
        with pytest.raises(UnitError, match=r'write rated_energy="\.\.\. Wh"'):
            stated(rated_energy=wrong)


def test_a_target_that_is_not_after_the_base_year_is_told() -> None:
    for target in (2025, 2024):
        with pytest.raises(StudyError, match=f"target_year = {target} does not lie after base_year = 2025"):
            stated(target_year=target)


def test_answers_that_do_not_fit_in_memory_are_told() -> None:
    long = Q(np.linspace(50, 100, 10**6), "kWh"), Q(np.linspace(300, 400, 10**6), "Wh/kg")
    with pytest.raises(StudyError, match=r"do not fit in memory \(.*rated_energy 1000000"):
        cell_and_pack(rated_energy=long[0], cell_specific_energy=long[1]).run("pack_mass")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"bounds": None}, r"bounds of 'rated_energy' are None\. Expected a pair: bounds=\(low, high\)"),
        ({"bounds": ("50 kWh",)}, r"bounds of 'rated_energy' are \('50 kWh',\)\. Expected a pair"),
        ({"points": 0}, r"points=0\. Expected a whole number of at least 3"),
        ({"target": "pack_mass"}, r"target='pack_mass'\. Write target=\{answer: value\}"),
    ],
)
def test_a_question_that_is_none_is_told(changed: dict[str, Any], told: str) -> None:
    asked = {"target": {"pack_mass": "300 kg"}, "for_": "rated_energy", "bounds": ("50 kWh", "150 kWh")}
    assert cell_and_pack().solve(**asked).found
    with pytest.raises(CallError, match=told):
        cell_and_pack().solve(**{**asked, **changed})
    with pytest.raises(CallError, match=r"'foo' is no option of method='elasticity'"):
        cell_and_pack().sensitivity("pack_mass", foo=1)
    with pytest.raises(StudyError, match=r"at=2030\. Expected labels by axis"):
        cell_and_pack().sensitivity("pack_mass", at=2030)
    with pytest.raises(StudyError, match=r"3 is no name"):
        cell_and_pack().sensitivity(3)  # type: ignore[arg-type]


# studies side by side


def test_an_axis_of_studies_has_a_name_of_its_own() -> None:
    axes: tuple[Any, ...] = ("year", "case", "draw", "", 3)
    for axis in axes:
        with pytest.raises(StudyError, match=r"the axis has a name of its own"):
            Study.over(axis, {"a": stated()})
    with pytest.raises(StudyError, match=r"3 at 'a' is no study"):
        Study.over("variant", {"a": 3, "b": stated()})  # type: ignore[dict-item]
    with pytest.raises(StudyError, match=r"several moneys\. Give them one: study\.replace\(money=\.\.\.\)"):
        Study.over("variant", {"a": stated(), "b": stated(money="USD_2025")})


def test_a_value_of_one_temperature_is_not_repeated_at_others() -> None:
    at, list_of = stated(ambient_temperature="-20 degC"), stated(ambient_temperature=["-20 degC", "10 degC"])
    both = Study.over("variant", {"one": at, "two": list_of})
    with pytest.raises(StudyError, match=r"cold_range has other values of ambient_temperature in study 'one'"):
        both.run("cold_range")
    assert both.run("pack_mass").pack_mass.dims == ("variant",)
    same = Study.over("variant", {"one": at.replace(ambient_temperature=["-20 degC", "10 degC"]), "two": list_of})
    assert same.run("cold_range").cold_range.dims == ("variant", "ambient_temperature")


def test_parts_are_named_where_they_are_missing() -> None:
    with pytest.raises(StudyError, match=r"Add vehicle=vehicles\.Stated\(\.\.\.\)") as refused:
        cell_and_pack().run("driving_range")
    assert "replace(driving_range" not in str(refused.value)
    study = cell_and_pack().replace(vehicle=vehicles.Stated(battery_consumption="160 Wh/km"))
    study = study.replace(reference_capacity_retention=1.0)
    assert study.run("driving_range").driving_range.m_as("km") > 0
