"""The systems that the documents name: complete, sound, and found by id, name or alias."""

import pickle
from collections import Counter
from typing import Any

import pytest

import ssbmodel
from ssbmodel import FigureError
from ssbmodel.sheets.reader import figures
from ssbmodel.sheets.systems import System, Systems, read_systems, systems
from ssbmodel.sheets.vocabulary import QUANTITIES

each = pytest.mark.parametrize

PACK: dict[str, Any] = {
    "id": "S25", "name": "a pack", "type": "forecast", "documents": ["004"],
    "figures": ["004/battery-cost-2030"], "roles": {"battery_cost": "004/battery-cost-2030"},
}  # fmt: skip


def test_there_are_49_systems_with_figures_and_24_named_without() -> None:
    counted = Counter((id[0], bool(row.figure_ids)) for id, row in systems().items())
    assert counted == {("S", True): 49, ("N", False): 24}
    assert [*systems()] == [f"S{n:02}" for n in range(1, 50)] + [f"N{n:02}" for n in range(1, 25)]


def test_every_figure_but_the_dates_of_the_page_itself_belongs_to_one_system() -> None:
    owners = Counter(id for row in systems().values() for id in row.figure_ids)
    alone = {"001/document-date", "004/page-link-previous", "004/page-link-next"}
    assert figures().keys() - owners.keys() == alone
    assert set(owners.values()) == {1}


def test_a_system_resolves_its_figures_and_its_roles() -> None:
    row = systems()["S25"]
    assert [*row.figures] == ["004/cost-target-date", "004/battery-cost-2030"]
    assert row.role("battery_cost") is figures()["004/battery-cost-2030"]
    for system in systems().values():
        assert all(system.role(name).quantity == name for name in system.roles)


def test_a_system_says_what_it_is() -> None:
    assert str(systems()["S37"]) == "S37 NIO ET7 semi-solid-state pack (pack; 4 figures; documents 000, 001)"
    assert repr(systems()["N11"]) == "<System N11 Weilan New Energy (named; actor; documents 004)>"
    assert repr(systems()) == "<Systems: 73>"


def test_systems_are_found_by_type_document_class_name_and_alias() -> None:
    found = systems()
    assert [*found.find(solid_class="hybrid")] == ["S37", "N06"]
    assert [*found.find(type="pack", document="004")] == ["S24"]
    assert [*found.find(name="kunpeng")] == [*found.find(name="Chery Kongpeng battery")] == ["S14"]
    assert [*found.find(document="002").find(type="pack")] == []
    assert found.find() == found


def test_the_package_offers_the_systems_as_an_object() -> None:
    assert ssbmodel.systems == systems()
    assert pickle.loads(pickle.dumps(systems())) == systems()
    assert len({*systems().values()}) == 73


@each(
    ("key", "message"),
    [
        ("S255", "no system called 'S255'. Did you mean 'S25'?"),
        ("Kunpeng", "no system called 'Kunpeng'. Write 'S14', the id of 'Chery Kongpeng battery'."),
        ("zzz", "no system called 'zzz'. Expected an id such as 'S25'; find(name=...) looks names up."),
    ],
)
def test_a_missing_system_is_refused_with_a_near_one(key: str, message: str) -> None:
    with pytest.raises(FigureError) as caught:
        systems()[key]
    assert str(caught.value) == message
    assert isinstance(caught.value, KeyError)
    assert (key in systems(), systems().get(key)) == (False, None)


@each(
    ("asked", "message"),
    [
        ({"type": "packs"}, "find: type = 'packs' is unknown. Did you mean 'pack'?"),
        ({"solid_class": "semi"}, "find: solid_class = 'semi' is unknown."),
        ({"document": "005"}, "find: document = '005' is unknown."),
        ({"name": "Kumpeng"}, "find: name = 'kumpeng' is unknown. Did you mean 'kunpeng'?"),
        ({"type": 3}, "find: type = 3 is unknown. Expected one of baseline, cell, cell or pack, company,"),
    ],
)
def test_asking_for_what_no_system_has_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(FigureError) as caught:
        systems().find(**asked)
    assert message in str(caught.value)


def test_an_unknown_role_is_refused_with_those_there_are() -> None:
    with pytest.raises(FigureError) as caught:
        systems()["S25"].role("batery_cost")
    assert str(caught.value) == "system 'S25': role = 'batery_cost'. It has battery_cost. Did you mean 'battery_cost'?"
    with pytest.raises(FigureError, match="It has no role"):
        systems()["N01"].role("battery_cost")


@each(
    ("changes", "message"),
    [
        ({"figures": ["004/battery-cost-203"]}, "figures names '004/battery-cost-203', which does not exist. "
         "Did you mean '004/battery-cost-2030'?"),
        ({"documents": ["003"]}, "figures names '004/battery-cost-2030', but documents = ['003']. Add '004'."),
        ({"roles": {"batery_cost": "004/battery-cost-2030"}}, "role 'batery_cost' is unknown. "
         "Did you mean 'battery_cost'? Write a quantity of the vocabulary."),
        ({"roles": {"battery_cost": "004/battery-cost-2025"}}, "role 'battery_cost' is '004/battery-cost-2025', "
         "which is none of its figures. Add it to figures."),
        ({"roles": {"vehicle_price": "004/battery-cost-2030"}}, "role 'vehicle_price' is '004/battery-cost-2030', "
         "which states battery_cost. Write battery_cost = '004/battery-cost-2030'."),
        ({"type": "packs"}, "system 'S25': type = 'packs'. Expected one of cell or pack, cell, pack,"),
        ({"type": "named"}, "type = 'named', kind = None. Expected a kind where the type is 'named', and only there."),
        ({"solid_class": "semi"}, "solid_class = 'semi'. Expected one of liquid, hybrid, solid, unspecified."),
        ({"alias": []}, "system 'S25': unknown key 'alias'. Did you mean 'aliases'?"),
        ({"figures": "all"}, "figures = 'all'. Expected a list of texts."),
        ({"roles": [1]}, "roles = [1]. Expected a table of roles"),
    ],
)  # fmt: skip
def test_what_a_system_cannot_be_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(FigureError) as caught:
        read_systems({"system": [PACK | changes]}, figures())
    assert message in str(caught.value)


def test_ids_stand_once_and_all_problems_are_said_together() -> None:
    with pytest.raises(FigureError) as caught:
        read_systems({"system": [PACK, PACK, PACK | {"type": "packs"}]}, figures())
    assert "system 'S25' stands twice. Write each id once." in str(caught.value)
    assert len(str(caught.value).split("\n")) == 2


@each("tables", [{"system": 3}, {"system": [3]}, {"systems": []}])
def test_a_file_of_another_form_is_refused(tables: dict[str, Any]) -> None:
    with pytest.raises(FigureError, match=r"systems.toml: Expected a list of tables, \[\[system\]\] above each"):
        read_systems(tables, figures())


def test_a_sound_row_is_read() -> None:
    found = read_systems({"system": [PACK]}, figures())
    assert isinstance(found, Systems)
    assert isinstance(found["S25"], System)


def test_money_per_year_is_no_sum_of_money_and_keeps_its_year_as_a_condition() -> None:
    yearly = {name for name, figure in ssbmodel.figures.items() if figure.conditions.get("per") == "year"}
    assert yearly == {"004/eu-funding"}
    funding = ssbmodel.figures["004/eu-funding"]
    assert (funding.quantity, f"{funding.high}") == ("public_funding_per_year", "500000000.0 EUR")
    assert QUANTITIES["public_funding_per_year"].kind != QUANTITIES["public_funding"].kind


def test_a_laboratory_figure_that_names_no_level_has_none() -> None:
    figure = ssbmodel.figures["004/sulfide-specific-energy"]
    assert (figure.stage, figure.level) == ("laboratory", "unspecified")
