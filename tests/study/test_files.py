"""Studies as files: what is written reads back as equal, and whatever is wrong in a file is said in one message."""

import copy
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ssbmodel import Money, Q, SsbError, StudyError, cells, costs, packs, plants, vehicles
from ssbmodel.core.assumption import Assumption
from ssbmodel.core.terms import RETIRED, term
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.ground.records import PARAMETERS, SpreadSpec
from ssbmodel.study.study import Study

from .studies import stated

# names that a stated study may hold, with a unit and bounds within which any value is one
FIELDS: dict[tuple[str, Any], dict[str, tuple[str, float, float]]] = {
    ("cell", cells.Stated): {
        "cell_specific_energy": ("Wh/kg", 100, 500), "cell_energy_density": ("Wh/L", 300, 1200),
        "capacity_retention": ("", 0.5, 1),
    },
    ("pack", packs.Ratios): {
        "rated_energy": ("kWh", 20, 150), "usable_share": ("percent", 60, 100), "cell_to_pack_mass_ratio": ("", 0.5, 1),
    },
    ("cost", costs.Stated): {"base_pack_unit_price": ("USD_2022/kWh", 80, 900), "base_year": ("", 2020, 2024)},
    ("decline", costs.AtRate): {"target_pack_unit_price": ("CNY_2025/Wh", 0.1, 0.6), "target_year": ("", 2030, 2040)},
    ("decline", costs.Constant): {},
    ("vehicle", vehicles.Stated): {"battery_consumption": ("kWh/km", 0.1, 0.3), "drag_share": ("", 0, 1)},
    ("climate", vehicles.Climate): {"ambient_temperature": ("degC", -30, 40), "heater_power": ("kW", 0, 5)},
}  # fmt: skip
EDITS = {"reference_temperature": ("degC", 15, 30), "elapsed_steps": ("", 0, 10), "cells_mass": ("kg", 100, 700)}
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def spreads(low: float, high: float) -> Any:
    """Return spreads of every kind between two ends."""
    numbers = st.floats(low, high).map(float)
    ends = st.tuples(numbers, numbers, numbers).map(sorted)
    kinds = [
        ends.map(lambda e: SpreadSpec(uniform=(e[0], e[2]))),
        ends.map(lambda e: SpreadSpec(triangular=(e[0], e[1], e[2]))),
        ends.map(lambda e: SpreadSpec(pert=(e[0], e[1], e[2]))),
    ]
    listed = st.lists(numbers, min_size=1, max_size=30)
    others = [
        st.tuples(numbers, st.floats(0, 1)).map(lambda pair: SpreadSpec(normal=pair)),
        listed.map(lambda values: SpreadSpec(empirical=tuple(values))),
        listed.map(lambda values: SpreadSpec(discrete=tuple((value, 1.0) for value in values))),
    ]
    return st.one_of(*kinds, *others)


@st.composite
def statements(draw: Any, name: str, unit: str, low: float, high: float) -> Assumption:
    """Return anything that can be stated of a name, with any words about it."""
    numbers = st.floats(low, high)
    about = {
        "reason": draw(texts), "date": draw(texts), "sources": tuple(draw(st.lists(texts, max_size=2))),
        "see": draw(st.sampled_from([(), ("004/pack-rated-energy",)])),
        "holds_at": draw(st.sampled_from([{}, {"ambient_temperature": "-20 degC"}])),
    }  # fmt: skip
    if draw(st.booleans()):
        return Assumption(name=name, unit=unit, spread=draw(spreads(low, high)), **about)
    listed = st.lists(numbers, min_size=2, max_size=40)
    grid = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=3)
    value = draw(numbers | listed | grid)
    axes = ("one", "two") if isinstance(value, list) and isinstance(value[0], tuple) else ()
    return Assumption(name=name, unit=unit, value=value, axes=axes, **about)


@st.composite
def studies(draw: Any) -> Study:
    """Return a study of any parts, each stating any of its fields, with edits, any money and any years."""
    values: dict[str, Any] = {}
    for (role, kind), fields in FIELDS.items():
        if draw(st.booleans()):
            chosen = [name for name in fields if draw(st.booleans())]
            values[role] = kind(**{name: draw(statements(name, *fields[name])) for name in chosen})
    edits = tuple(draw(statements(name, *EDITS[name])) for name in EDITS if draw(st.booleans()))
    years = draw(st.lists(st.integers(2020, 2050), min_size=1, max_size=4, unique=True).map(sorted))
    money = draw(
        st.sampled_from([Money("CNY_2025"), Money("USD_2022", index="gdp_deflator", order="deflate_exchange")])
    )
    return Study(name=draw(texts), title=draw(texts), years=years, money=money, edits=edits, **values)


@settings(max_examples=60, deadline=None)
@given(studies())
def test_what_is_written_reads_back_as_equal_and_is_stable(study: Study) -> None:
    text = study.to_toml()
    again = Study.from_toml(text)
    assert again == study
    assert again.to_toml() == text


def chosen(*names: str) -> Any:
    """Return a strategy of names."""
    return st.sampled_from(names)


COMPUTED = {
    "cell": st.builds(cells.Designed, chosen(*cells.chemistries)) | st.builds(cells.Reference),
    "pack": st.builds(packs.BatPaC, rated_energy=st.none() | st.just("80 kWh"), layout=chosen("batpac-100-kwh")),
    "cost": st.builds(
        plants.PlantPrice, chosen(*plants.catalogue), cell_yield=st.none() | st.floats(0.5, 1),
        processes=st.lists(chosen("dry-electrode", "no-filling"), unique=True, max_size=2),
    ),
    "decline": st.builds(
        costs.Learning, exponent=chosen("panel", "way-batteries") | st.floats(0.1, 0.5), path=chosen("large", "small"),
        base=chosen("own", "shared"),
    ),
    "vehicle": st.builds(vehicles.Preset, chosen(*vehicles.cars), cycle=chosen("WLTC", "US06")),
    "climate": st.builds(vehicles.Climate, ambient_temperature=st.just("-10 degC"), heater=chosen("off", "heat-pump")),
    "charger": st.builds(vehicles.Charger, station_power=st.just("0.2 MW"), curve=chosen(*vehicles.charging_curves)),
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries({}, optional=COMPUTED))
def test_parts_of_any_choices_read_back_as_equal(parts: dict[str, Any]) -> None:
    study = Study(name="mine", **parts)
    text = study.to_toml()
    again = Study.from_toml(text)
    assert again == study
    assert again.to_toml() == text
    assert all(f"[{role}]\nkind" in text for role in parts)


@pytest.mark.parametrize("name", Study.named_studies())
def test_a_named_study_reads_back_as_equal_and_gives_the_same(name: str) -> None:
    study = Study.named(name)
    again = Study.from_toml(study.to_toml())
    assert again == study
    assert again.to_toml() == study.to_toml()
    assert "value" not in study.to_toml().partition('name     = "rated_energy"')[2].partition("[[")[0]
    assert again.run("driving_range") == study.run("driving_range")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("-20.3 degC", "-20.3"), (["-20 degC", "-6.7 degC"], "[-20.0, -6.7]"), (Q([-30, 5.1], "degC"), "[-30.0, 5.1]"),
    ],
)  # fmt: skip
def test_temperatures_are_written_in_degrees_celsius_as_they_were_said(said: Any, written: str) -> None:
    made = stated(capacity_retention=0.9, heater_power="2 kW", rolling_ratio=1.1).replace(ambient_temperature=said)
    assert f'name   = "ambient_temperature"\nvalue  = {written}\nunit   = "degC"\n' in made.to_toml()
    assert Study.from_toml(made.to_toml()) == made


@pytest.mark.parametrize("kind", [*PARAMETERS, "discrete"])
def test_the_numbers_of_a_spread_are_named_in_a_file(kind: str) -> None:
    numbers = {"normal": (2.0, 0.5), "truncated_normal": (2.0, 0.5, 1.0, 3.0), "lognormal": (2.0, 0.5)}
    values: Any = numbers.get(kind, ((1.0, 2.0), (3.0, 1.0)) if kind == "discrete" else (1.0, 2.0, 3.0))
    spread = SpreadSpec(**{kind: values[: len(PARAMETERS.get(kind, values))]})
    study = Study(
        cell=cells.Stated(cell_specific_energy=Assumption(name="cell_specific_energy", unit="Wh/kg", spread=spread))
    )
    assert all(f"{name} = " in study.to_toml() for name in PARAMETERS.get(kind, ()))
    assert Study.from_toml(study.to_toml()) == study


# what is refused


def file(**tables: str) -> str:
    """Return the text of a file with its tables, a small study where nothing is said."""
    small = {
        "study": 'name = "mine"', "cell": 'kind = "stated"', "pack": 'kind = "ratios"',
        "assumption": 'name = "rated_energy"\nvalue = 100\nunit = "kWh"',
    }  # fmt: skip
    heads = {key: f"[[{key}]]" if key == "assumption" else f"[{key}]" for key in (small | tables)}
    return "\n".join(f"{heads[key]}\n{text}" for key, text in (small | tables).items())


ENERGY = 'name = "rated_energy"\nunit = "kWh"\nvalue = '
REFUSED = {
    "an unknown table": (file(charger2="kind = 1"), "study text: unknown table 'charger2'. Did you mean 'charger'?"),
    "an unknown key": (file(study='nam = "mine"'), "[study]: unknown key 'nam'. Did you mean 'name'?"),
    "an unknown kind": (
        file(cell='kind = "state"'), "[cell] kind = 'state' is none. Did you mean 'stated'? Expected one of: stated",
    ),
    "no kind": (file(cell='chemistry = "mine"'), "[cell] kind = '' is none."),
    "an unknown choice": (
        file(pack='kind = "ratios"\nlayot = "x"'), "[pack]: unknown key 'layot'. Expected one of: kind.",
    ),
    "a choice of another type": (
        file(climate='kind = "climate"\nambient_temperature = [1]'),
        "[climate]: ambient_temperature is stated, not chosen.",
    ),
    "a stated choice": (
        file(pack='kind = "ratios"\nrated_energy = "1 kWh"'),
        "[pack]: rated_energy is stated, not chosen. Write [[assumption]] with name = 'rated_energy'.",
    ),
    "an unknown name": (file(assumption='name = "rated_energi"\nvalue = 1'), "'rated_energi' is no name. Did you mean"),
    "a retired name": (
        file(assumption='name = "range_cold"\nvalue = 1'), "'range_cold' is retired. It is called 'cold_range' now.",
    ),
    "an unknown word about it": (
        file(assumption='name = "rated_energy"\nvalue = 1\nunit = "kWh"\nwhy = "so"'),
        "rated_energy: unknown key 'why'.",
    ),
    "no name": (file(assumption="value = 1"), 'assumption 1 has no name. Write name = "...".'),
    "the old key": (file(assumption='field = "x"'), "assumption 1 has no name. field = is name = now."),
    "the old table": (file(scenario='name = "mine"'), "a scenario is a study now. Write [study]"),
    "a unit of another kind": (
        file(assumption='name = "rated_energy"\nvalue = 1\nunit = "kg"'), "rated_energy is in kg. Expected something",
    ),
    "a value beside a rule": (
        file(assumption=ENERGY + '75\nrests_on = ["004/pack-rated-energy"]\nrule = "as printed"'),
        'rated_energy = 75 kWh is not what "as printed" reads from 004/pack-rated-energy (100 kWh).',
    ),
    "a figure without a rule": (
        file(assumption='name = "rated_energy"\nrests_on = ["004/pack-rated-energy"]'),
        "rated_energy: rests_on needs a rule that reads it; for context write see = [...].",
    ),
    "a name twice": (f"{file()}\n[[assumption]]\n{ENERGY}1", "rated_energy stands 2 times."),
    "years that are none": (file(study='years = "2025"'), "[study]: years = '2025'. Expected the first and the last"),
    "an unknown key of money": (
        file(study='money = { units = "CNY_2025" }'), "money: unknown key 'units'. Did you mean 'unit'?",
    ),
    "no study": ('[cell]\nkind = "stated"', 'table [study] is missing. Write [study] with name = "my-own".'),
    "a list of assumptions that is none": ('[study]\n[assumption]\nname = "x"', "assumption is no list of tables."),
    "a part that is no table": ("cell = 3\n[study]", "cell is no table. Write [cell] and its keys below."),
    "a file where there is no folder": (
        file(study='uses = ["mine.toml"]'),
        "uses: 'mine.toml' is looked for beside the study's file; write Study.read(path).",
    ),
    "no list of files": (file(study='uses = "mine.toml"'), "uses = 'mine.toml'. Expected at most 50 file names"),
    "no TOML": ("[study", "study text: not valid TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused_with(text: str, told: str) -> None:
    with pytest.raises(StudyError, match=re.escape(told)):
        Study.from_toml(text)


def test_everything_that_is_wrong_stands_in_one_message() -> None:
    text = file(study='nam = "x"', cell='kind = "no"', pack='kind = "ratios"\nx = 1', assumption='name = "unit_cost"')
    with pytest.raises(StudyError) as refused:
        Study.from_toml(text)
    assert len(str(refused.value).splitlines()) == 4


@pytest.mark.parametrize("old", RETIRED)
def test_a_retired_name_answers_with_the_new_one_and_has_no_new_meaning(old: str) -> None:
    assert RETIRED[old] in TERMS
    assert RETIRED[old] not in RETIRED
    with pytest.raises(StudyError, match=f"{old!r} is retired. It is called {RETIRED[old]!r} now."):
        Study.from_toml(file(assumption=f'name = "{old}"\nvalue = 1'))
    assert all(old not in Study.named(name).names for name in Study.named_studies()[:1])


def test_an_edit_of_a_name_of_before_says_what_it_is_called_now() -> None:
    gone = [old for old in RETIRED if term(old) is None]
    assert len(gone) > 20
    with pytest.raises(StudyError, match=r"'range_cold' is no name. It is called 'cold_range' now."):
        Study().replace(range_cold="3 km")


def test_a_name_that_set_three_prices_is_answered_with_the_three() -> None:
    told = (
        "'electrolyte_price' is no name. It set several at once. Write those that are meant: replace(layer_price=..., "
    )
    with pytest.raises(StudyError, match=re.escape(f"{told}second_layer_price=..., catholyte_price=...).")):
        Study().replace(electrolyte_price="50 USD_2022/kg")


def test_a_price_without_a_year_is_named_with_what_to_write() -> None:
    text = file(cost='kind = "stated"', assumption='name = "base_pack_unit_price"\nvalue = 120\nunit = "USD/kWh"')
    with pytest.raises(StudyError, match=r"base_pack_unit_price: a price in USD states no price year\."):
        _ = Study.from_toml(text).composition


def test_own_functions_and_objects_are_not_written_and_are_named() -> None:
    study = Study(cell=cells.Stated(cell_specific_energy="400 Wh/kg", cell_energy_density="900 Wh/L"))
    own = study.with_node("cell_energy_density", lambda cell_specific_energy: 2 * cell_specific_energy)
    with pytest.raises(StudyError, match=r"to_toml: own functions are not written: cell_energy_density\."):
        own.to_toml()


# copies


def test_a_study_is_the_same_when_pickled_or_copied() -> None:
    study = Study.named("documents-central")
    _ = study.composition
    for other in (pickle.loads(pickle.dumps(study)), copy.copy(study), copy.deepcopy(study)):
        assert other == study
        assert hash(other) == hash(study)
        assert "composition" not in vars(other)
    assert study.replace(rated_energy="80 kWh") != study
    assert study.replace(rated_energy="80 kWh", title="x") != study.replace(rated_energy="90 kWh", title="x")


def test_a_copy_with_other_years_does_not_keep_the_old_graph() -> None:
    study = Study.named("documents-central")
    assert study.run("pack_unit_price").axes["year"] != (2026,)
    assert study.model_copy(update={"years": (2026,)}).run("pack_unit_price").axes["year"] == (2026,)


def test_an_edit_moves_into_a_part_that_comes_to_have_the_field() -> None:
    study = Study(cell=cells.Stated(cell_specific_energy="400 Wh/kg"), edits=(_said(),))
    settled = study.replace(pack=packs.Ratios(rated_energy="80 kWh"))
    assert (settled.pack, settled.edits) == (packs.Ratios(rated_energy="80 kWh", usable_share=_said()), ())
    new = packs.Ratios(rated_energy="80 kWh", usable_share=0.8)
    assert study.replace(pack=new).pack == new
    assert study.replace(pack=new).edits == ()


def _said() -> Assumption:
    return Assumption(name="usable_share", value=0.9, reason="an edit")


def test_reading_is_refused_in_the_library_s_own_error_whatever_is_cut(tmp_path: Path) -> None:
    text = Study.named("documents-central").to_toml()
    for place in range(0, len(text), 97):
        try:
            Study.from_toml(text[:place])
        except SsbError:
            continue
