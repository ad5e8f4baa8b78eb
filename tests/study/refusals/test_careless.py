"""Slips of the hand: each is told in the library's own error, and no wrong number passes without a word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import numpy as np
import pytest
import xarray as xr

from ssbmodel import Distribution, Q, Study, along, cells, costs, packs, propagate, vehicles
from ssbmodel.core.assumption import Assumption
from ssbmodel.ground.errors import CallError, DomainError, FigureError, RunError, SsbError, StudyError, UnitError

from ..studies import cell_and_pack, stated


def spread() -> Study:
    """Return a study with one spread."""
    return cell_and_pack(rated_energy=Distribution(uniform=(90, 110), unit="kWh"))


def told(error: type[SsbError], text: str, ask: Callable[[], Any]) -> None:
    """Hold that a question is refused in these words."""
    with pytest.raises(error, match=text):
        ask()


# draws

OPTIONS: list[tuple[dict[str, Any], type[SsbError], str]] = [
    ({"executor": 3}, CallError, r"executor=3\. Expected one of concurrent\.futures, such as executor=Thread"),
    ({"foo": 3}, CallError, r"'foo' is no option of propagate\. Expected some of: inputs, rng, method"),
    ({"executr": None}, CallError, r"'executr' is no option of propagate\. Did you mean 'executor'"),
    ({"seed": 3}, CallError, r"'seed' is no option of propagate\. The seed is rng\."),
    ({"inputs": {3: "1 kWh"}}, CallError, r"inputs=\{3: '1 kWh'\}\. Expected values by name"),
    ({"outputs": []}, StudyError, r"outputs=\[\]\. Expected names of answers, such as outputs=\['pack_mass'\]"),
    ({"outputs": 3}, StudyError, r"outputs=3\. Expected names of answers"),
    ({"outputs": ["nonsense"]}, StudyError, r"'nonsense' is no name"),
    ({"correlations": 3}, DomainError, r"correlations=3\. Expected values by pairs of inputs"),
    ({"resume": 3}, CallError, r'resume=3\. Expected a folder, such as resume="parts"'),
    ({"resume": ""}, CallError, r"resume=''\. Expected a folder"),
    ({"progress": 3}, CallError, r"progress=3\. Expected a function of blocks done and all blocks"),
    ({"units": 3}, CallError, r"units=3\. Expected the units of answers by name"),
    ({"units": {"pack_mass": "km"}}, CallError, r"units=.*: the study knows its units\. Leave them out"),
]


@pytest.mark.parametrize(("options", "error", "text"), OPTIONS)
def test_options_of_a_run_that_cannot_be_are_told(options: dict[str, Any], error: type[SsbError], text: str) -> None:
    told(error, text, lambda: spread().propagate(n=8, **options))


class Odd:
    """An executor whose futures are its own."""

    def submit(self, *_: Any) -> int:
        """Return what is no future."""
        return 3


def test_an_executor_that_cannot_run_is_told() -> None:
    text = r"executor gave 3\. Expected a future of .*; of a Dask client write executor=client\.get_executor\(\)"
    told(CallError, text, lambda: spread().propagate(n=8, executor=Odd()))
    (over := ThreadPoolExecutor(1)).shutdown()
    told(RunError, r"the executor is shut down .*Make a new one", lambda: spread().propagate(n=8, executor=over))


@pytest.mark.parametrize("rank", ["x", None, [0.5], 2])
def test_a_rank_correlation_is_one_number(rank: Any) -> None:
    study = spread().replace(usable_share=Distribution(uniform=(0.8, 0.9), unit=""))
    pair = {("rated_energy", "usable_share"): rank}
    told(DomainError, r"Expected a value from -1 to 1", lambda: study.propagate(n=8, correlations=pair))


def test_units_of_ones_own_answers_are_read() -> None:
    law = {"x": Distribution(uniform=(1, 2), unit="kWh")}
    told(UnitError, r"'bananas' is not a known unit", lambda: propagate(lambda x: x, law, n=8, units={"y": "bananas"}))


def test_answers_of_a_spread_are_asked_by_name() -> None:
    found = spread().propagate(n=8, outputs="pack_mass")
    told(DomainError, r"no answer called 3\. Expected one of: pack_mass", lambda: found[3])  # type: ignore[index]
    told(DomainError, r"no answer called \['a'\]", lambda: found[["a"]])  # type: ignore[index]
    mass = found["pack_mass"]
    told(DomainError, r"level=\[0\.5, 0\.9\]\. Expected one value from 0 to 1", lambda: mass.interval([0.5, 0.9]))
    for bins in (0, -3):
        told(DomainError, rf"bins={bins}\. Expected a whole number of at least 1", lambda n=bins: mass.histogram(n))
    for odd in ("x", 2.5):
        told(DomainError, r"bins=.*Expected a whole number", lambda n=odd: mass.histogram(n))
    told(UnitError, r'threshold=None has no unit\. Expected kg; write "\.\.\. kg"', lambda: mass.exceedance(None))


# plans of plain arrays


@pytest.mark.parametrize("varied", [3, None, (3,), {3: ("draw",)}])
def test_what_varies_in_a_kernel_are_names(varied: Any) -> None:
    told(StudyError, r"varied=.*\. Expected stated names", lambda: cell_and_pack().kernel("pack_mass", varied=varied))


def test_a_kernel_names_answers_and_axes() -> None:
    told(StudyError, r"kernel names no answer", lambda: cell_and_pack().kernel(varied="rated_energy"))
    axes = {"rated_energy": 3}
    told(StudyError, r"axes of 'rated_energy' are 3", lambda: cell_and_pack().kernel("pack_mass", varied=axes))


@pytest.mark.parametrize("odd", [Q(100, "kWh"), "100 kWh", [1.0, 2.0], None])
def test_a_kernel_takes_plain_arrays_alone(odd: Any) -> None:
    plan = cell_and_pack().kernel("pack_mass", varied="rated_energy")
    told(StudyError, r"rated_energy=.*Expected a plain number or an array of numbers", lambda: plan(rated_energy=odd))
    assert plan(rated_energy=np.asarray([1e5]))["pack_mass"] == pytest.approx(100 / 0.4 / 0.7)


def test_what_a_study_holds_cannot_be_written_through() -> None:
    kept: list[Any] = []
    study = stated(rated_energy=["80 kWh", "90 kWh"])
    plan = study.kernel("pack_mass", "rated_energy", varied="usable_share")
    study.with_node("pack_mass", lambda rated_energy: kept.append(rated_energy) or rated_energy / 500).run("pack_mass")
    outputs = plan(usable_share=0.5)
    for array in (*outputs.values(), study.composition.graph.stated["rated_energy"], *kept):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = -1.0
    study.run("rated_energy").rated_energy.magnitude[0] = -1.0  # an answer is the user's own
    assert study.run("rated_energy").rated_energy.m_as("kWh").tolist() == [80.0, 90.0]


# files and parts


def test_a_text_of_a_study_is_text() -> None:
    for odd in (3, None, b"[study]"):
        told(StudyError, r"study text: .* is no text\. For a file write Study\.read", lambda t=odd: Study.from_toml(t))
    told(StudyError, r"character 15 cannot be written", lambda: Study.from_toml("[study]\nname='a\ud800'"))
    told(StudyError, r"\[cell\] kind = \['a'\] is none", lambda: Study.from_toml("[study]\n[cell]\nkind=['a']"))


def test_fields_are_given_by_name_and_stay() -> None:
    told(StudyError, r"Climate\('-20 degC'\) names no field\. Write", lambda: vehicles.Climate("-20 degC"))
    told(StudyError, r"Study\(3\) names no field", lambda: Study(3))
    told(StudyError, r"Study is frozen: name cannot be deleted", lambda: delattr(stated(), "name"))


def test_what_is_no_part_is_told_when_it_replaces_one() -> None:
    for odd in ("x", {"kind": "stated"}, 3):
        told(StudyError, r"cell=.* is no part\. Write cell=cells\.Stated", lambda p=odd: stated().replace(cell=p))
    told(StudyError, r"common=None is no part", lambda: stated().replace(common=None))
    told(StudyError, r"cells\.Stated\(\.\.\.\) is a cell", lambda: stated().replace(common=cells.Stated()))
    told(StudyError, r"'self' is no name", lambda: stated().replace(self=3))


def test_figures_of_ones_own_are_figures() -> None:
    for odd in (3, {"a": 3}):
        told(FigureError, r"figures=.*write figures=load_sheet", lambda f=odd: stated().replace(figures=f).run())


@pytest.mark.parametrize(
    ("name", "options", "text"),
    [
        (3, {}, r"with_node\(3\): that cannot be the name of an answer"),
        ("year", {}, r"with_node\('year'\): that cannot be the name"),
        ("rated_energy as stated", {"unit": "Wh"}, r"that cannot be the name of an answer"),
        ("case", {"unit": "kg"}, r"that cannot be the name of an answer"),
        ("my_mass", {"unit": 3}, r'unit=3\. Expected text, such as unit="kg"'),
        ("my_mass", {"unit": "bananas"}, r"unit='bananas'\. unit 'bananas': 'bananas' is not a known unit"),
        ("pack_mass", {"unit": "km"}, r"unit='km'\. Expected something convertible to kg"),
        ("pack_mass", {"rated_energy": 3}, r"rated_energy=3 is no name\. Expected text"),
    ],
)
def test_an_own_function_gives_a_name_in_a_unit(name: Any, options: dict[str, Any], text: str) -> None:
    told(StudyError, text, lambda: stated().with_node(name, lambda rated_energy: rated_energy, **options))


def test_an_own_function_may_answer_in_another_unit_of_its_kind() -> None:
    study = cell_and_pack().with_node("pack_mass", lambda rated_energy: rated_energy, unit="g")
    assert study.run("pack_mass").pack_mass.m_as("kg") == pytest.approx(100)
    odd = cell_and_pack().with_node("pack_mass", lambda: float("nan"))
    told(DomainError, r"pack_mass=nan\. Expected a finite value", lambda: odd.run("pack_mass"))


# values


def test_numbers_beyond_all_are_refused_by_their_name() -> None:
    for large, text in (("1e308 kWh", "rated_energy=inf Wh"), (Q(1e308, "Wh"), "base_pack_price=inf CNY_2025")):
        told(DomainError, text, lambda v=large: stated(rated_energy=v).run())
    told(DomainError, r"annual_decline=1\.0\. Expected a finite", lambda: stated(target_year=2025.0000001).run())
    free = stated(base_pack_unit_price="0 CNY_2025/Wh")
    told(DomainError, r"base_pack_unit_price=0\.0 CNY_2025/Wh\. Expected a finite value > 0 CNY_2025/Wh", free.run)


@pytest.mark.parametrize("years", [range(10**12), count(2025), [10**400], 3])
def test_years_without_end_and_beyond_the_calendar_are_told(years: Any) -> None:
    told(StudyError, r"Expected (1 to 200 whole years|calendar years from 1900 to 2300)", lambda: Study(years=years))
    assert stated(years=np.int64(2026)).years == (2026,)


def test_lists_hold_single_values() -> None:
    told(StudyError, r"stands in a list\. Expected single", lambda: stated(rated_energy=[Q([1, 2], "kWh"), "2 kWh"]))


def test_a_value_holds_at_a_place_in_any_unit_of_it() -> None:
    def holds(**at: str) -> Study:
        return stated(capacity_retention=Assumption(name="capacity_retention", value=0.9, holds_at=at))

    assert holds(rated_energy="100 kWh").run("pack_mass").pack_mass.m_as("kg") == pytest.approx(100 / 0.4 / 0.7)
    told(StudyError, r"holds at 90000 Wh; the study asks at 100000 Wh", lambda: holds(rated_energy="90 kWh"))
    told(StudyError, r"holds_at: ambient_temperature is in kg", lambda: holds(ambient_temperature="3 kg"))
    told(StudyError, r"holds_at: 'foo' is no name", lambda: holds(foo="3 kg"))


def test_arrays_with_named_axes_keep_them() -> None:
    energies = xr.DataArray(Q([80.0, 90.0], "kWh"), dims="variant")
    both = stated(rated_energy=energies, usable_share=xr.DataArray([0.8, 0.9], dims="variant"))
    found = both.run("usable_energy").usable_energy
    assert (found.dims, found.m_as("kWh").tolist()) == (("variant",), pytest.approx([64, 81]))
    again = stated(rated_energy=found).run("pack_mass").pack_mass
    assert (again.dims, again.m_as("kg")[0]) == (("variant",), pytest.approx(64 / 0.4 / 0.7))


def test_labels_are_found_as_they_were_written() -> None:
    found = stated(usable_share=["80 %", "90 %"]).run("driving_range").driving_range
    assert found.sel(usable_share="90 %") == found.sel(usable_share=0.9)
    near = stated(usable_share=[0.1 + 0.2, 0.9]).run("driving_range").driving_range
    assert near.sel(usable_share=0.3).m_as("km") == pytest.approx(0.3 * 100 / 0.16)
    energies = stated(rated_energy=["80 kWh", "90 kWh"]).run("driving_range").driving_range
    for several in (np.array([1, 2]), Q([80, 90], "kWh")):
        told(StudyError, r"is none of its labels\. Expected", lambda e=several: energies.sel(rated_energy=e))
    told(UnitError, r"rated_energy='90 km'\. value is in km\.", lambda: energies.sel(rated_energy="90 km"))


def test_an_axis_bears_no_name_of_another_thing() -> None:
    lists = along("driving_range", usable_share=[0.9, 0.8])
    told(StudyError, r"the axis 'driving_range' is a name that has no list here", lambda: stated(**lists))
    lists = along("rated_energy", rated_energy=["80 kWh", "90 kWh"], usable_share=[0.9, 0.8])
    assert stated(**lists).run("driving_range").driving_range.sel(rated_energy="90 kWh").m_as("km") == pytest.approx(
        450
    )
    kept = stated(rated_energy=["80 kWh", "90 kWh"]).run("rated_energy", "pack_mass").to_xarray()
    assert (list(kept.data_vars), kept.rated_energy.values.tolist()) == (["pack_mass"], [80e3, 90e3])


WITHOUT_RUN: list[Callable[[Study], Any]] = [
    lambda study: study.explain("driving_range"),
    lambda study: study.sensitivity("driving_range"),
    lambda study: study.kernel("driving_range", varied="rated_energy"),
    lambda study: study.solve({"driving_range": "300 km"}, for_="rated_energy", bounds=("1 kWh", "200 kWh")),
    lambda study: study.replace(rated_energy=Distribution(uniform=(90, 110), unit="kWh")).propagate(n=8),
]


@pytest.mark.parametrize("ask", WITHOUT_RUN)
def test_no_question_passes_a_value_over_that_a_run_refuses(ask: Callable[[Study], Any]) -> None:
    told(DomainError, r"usable_share=90\.0\. Expected a value in \(0, 1\]", lambda: ask(stated(usable_share=90)))
    idle = stated(battery_consumption="0 Wh/km")
    told(DomainError, r"battery_consumption=0\.0 Wh/km\. Expected a finite value > 0", lambda: ask(idle))


def test_what_is_given_at_each_call_of_a_kernel_is_not_looked_at_before() -> None:
    plan = stated(battery_consumption="0 Wh/km").kernel("driving_range", varied="battery_consumption")
    assert plan(battery_consumption=100.0)["driving_range"] == pytest.approx(950)


def test_a_computed_zero_that_something_is_divided_by_is_told() -> None:
    study = stated(rated_energy="0 kWh").with_node("share", lambda pack_mass: pack_mass, unit="kg")
    study = study.with_node("per_mass", lambda share, rated_energy: rated_energy / share, unit="Wh/kg")
    told(SsbError, r"ZeroDivisionError|division by zero", lambda: study.run("per_mass"))
    graph = stated(cell_specific_energy="0 Wh/kg").composition.graph
    text = r"pack_mass: float division by zero\. Expected values that give one\. Zero are: cell_specific_energy\."
    told(DomainError, text, lambda: graph.plan(("pack_mass",), {}))
    ratios = packs.Ratios(
        rated_energy="0 kWh", usable_share=1, cell_to_pack_mass_ratio=0.7, cell_to_pack_volume_ratio=1
    )
    designed = Study(cell=cells.Designed("sulfide-nmc-li"), pack=ratios)
    told(DomainError, r"^the answers: .* by zero\. Expected values that give one\. Zero are: .*rated_en", designed.run)


# several studies


def test_studies_side_by_side_are_given_by_label() -> None:
    for odd in (3, None, [stated()], {}):
        told(StudyError, r"holds no studies\. Expected some by label", lambda s=odd: Study.over("variant", s))
    both = Study.over("variant", {"a": stated(), "b": stated(rated_energy="80 kWh")})
    told(StudyError, r"no study called \['a'\]\. There are: a, b", lambda: both[["a"]])
    found = both.run("pack_mass")
    told(StudyError, r"results\.explain\('pack_mass', variant='a'\)", lambda: found.explain("pack_mass"))
    assert found.explain("pack_mass", variant="b").name == "pack_mass"


def test_studies_side_by_side_have_an_answer_in_common_and_an_axis_of_their_own() -> None:
    price = Study(cost=costs.Stated(base_pack_unit_price="2 CNY_2025/Wh")).replace(rated_energy="100 kWh")
    told(StudyError, r"have no answer in common", Study.over("variant", {"a": cell_and_pack(), "b": price}).run)
    two = stated(rated_energy=["80 kWh", "90 kWh"])
    again = Study.over("rated_energy", {"a": two, "b": two})
    told(StudyError, r"pack_mass has an axis of that name already", lambda: again.run("pack_mass"))


# solving


def solved(target: Any, unknown: Any, bounds: Any, **options: Any) -> Any:
    """Return what a study of stated parts says of a target."""
    return stated().solve(target, for_=unknown, bounds=bounds, **options)


@pytest.mark.parametrize(
    ("unknown", "bounds", "text"),
    [
        (3, ("1 kWh", "2 kWh"), r"for_=3\. Expected a stated name"),
        (None, ("1 kWh", "2 kWh"), r"for_=None\. Expected a stated name"),
        ((), {}, r"for_=\(\)\. Expected a stated name"),
        (("rated_energy",), ("1 kWh", "2 kWh"), r"Expected a pair for each name: bounds=\{'rated_energy'"),
        ("rated_energy", {"a": 1, "b": 2}, r"bounds of 'rated_energy' are .*Expected a pair"),
        ("rated_energy", (Q([1, 2], "kWh"), "3 kWh"), r"bounds of 'rated_energy' are .*Expected a pair"),
    ],
)
def test_unknowns_and_bounds_that_cannot_be_are_told(unknown: Any, bounds: Any, text: str) -> None:
    told(CallError, text, lambda: solved({"driving_range": "300 km"}, unknown, bounds))


def test_the_rest_of_a_question_is_looked_at_too() -> None:
    asked = {"driving_range": "300 km"}, "rated_energy", ("1 kWh", "200 kWh")
    told(CallError, r"points=1e\+10\. Expected at most 1e\+06", lambda: solved(*asked, points=10**10))
    for at in (3, {3: 2030}):
        told(StudyError, r"at=.*\. Expected labels by axis", lambda a=at: solved(*asked, at=a))
        told(StudyError, r"at=.*\. Expected labels", lambda a=at: stated().sensitivity("pack_mass", at=a))
    wrong = {"driving_range": None}, *asked[1:]
    told(UnitError, r'driving_range=None has no unit\. Expected km; write "\.\.\. km"', lambda: solved(*wrong))
    told(
        CallError,
        r"'foo' is no option of method='sobol'",
        lambda: spread().sensitivity("pack_mass", method="sobol", foo=1),
    )


def test_plain_numbers_are_held_to_what_the_name_may_be() -> None:
    for bounds in ((0.5, 5), (-0.5, 1), (0.5, float("nan"))):
        told(DomainError, r"usable_share=.*\. Expected a value in \(0, 1\]",
             lambda b=bounds: solved({"driving_range": "900 km"}, "usable_share", b))  # fmt: skip
    told(UnitError, r"usable_share=None\. .* is not a number",
         lambda: solved({"driving_range": "900 km"}, "usable_share", (0.5, None)))  # fmt: skip


def test_what_solves_a_study_runs_in_it() -> None:
    # 1 - (0.4 / 2)^(1 / n) = 0.1 for n = 15.28; at 2025 the rate leaps from above one to below all
    found = solved({"annual_decline": 0.1}, "target_year", (2000, 2060))
    assert found.roots.magnitude.tolist() == pytest.approx([2025 + np.log(0.2) / np.log(0.9)])
    assert stated(target_year=float(found.roots.magnitude[0])).run("annual_decline").annual_decline.m_as("") == (
        pytest.approx(0.1)
    )
    # a rate of which the price would rise lies before the base year alone, where no study runs
    assert not solved({"annual_decline": -0.2}, "target_year", (2000, 2060)).found


def test_a_name_that_an_own_function_holds_fixed_may_stand_behind_what_is_solved_for() -> None:
    study = cell_and_pack().with_node("spare", lambda rated_energy: 250.0, unit="kg")
    study = study.with_node("total", lambda spare, pack_mass: spare + pack_mass, unit="kg")
    found = study.solve({"total": "600 kg"}, for_="rated_energy", bounds=("1 kWh", "200 kWh"))
    assert found.roots.m_as("kWh").tolist() == pytest.approx([350 * 0.4 * 0.7])
