"""The rules of the graph: names fill arguments, one supplier and one unit each, circles and missing names are told."""

import pytest

from ssbmodel import cell_density, cells_mass, cells_volume, driving_range, pack_mass, pack_volume, usable_energy
from ssbmodel.core.graph import Graph, Node, echoes, factor, given, leaves, node, taken, without
from ssbmodel.core.own import OwnFunction
from ssbmodel.ground.errors import StudyError
from ssbmodel.models.battery.stack import lithium_pair, stack
from ssbmodel.models.vehicle.climate import cold_split

CELLS = {"rated_energy": 1e5, "cell_specific_energy": 400.0, "cell_energy_density": 900.0}
RATIOS = {"cell_to_pack_mass_ratio": 0.5, "cell_to_pack_volume_ratio": 0.6}
BY_RATIOS = tuple(map(node, (cells_mass, cells_volume, pack_mass, pack_volume)))


def own(name: str, function: object, **takes: str) -> Node:
    """Return a function of one's own as a node."""
    return Node(OwnFunction(name, function, takes, {}), takes, {}, "own function")  # type: ignore[arg-type]


def test_every_field_of_every_record_is_taken_by_the_name_it_bears() -> None:
    names = [leaf.name for leaf in leaves(node(lithium_pair))]
    assert names[:3] == ["areal_capacity", "charge_level", "positive_active_capacity"]
    assert {"lithium_excess", "separator_thickness", "liquid_density"} < set(names)
    assert len(names) == len(set(names)) == 17


def test_what_a_name_is_taken_from_can_be_renamed_field_by_field() -> None:
    renamed = node(lithium_pair, separator_thickness="first_layer_thickness", charge_level=1.0)
    assert "first_layer_thickness" in taken(renamed)
    assert "separator_thickness" not in taken(renamed)
    assert "charge_level" not in taken(renamed)


def test_a_prepared_object_is_one_name() -> None:
    assert "cycle" in taken(node(cold_split))


def test_a_result_under_the_name_of_an_argument_supplies_nothing() -> None:
    one = node(lithium_pair)
    assert "areal_capacity" in echoes(one)
    assert not echoes(one).keys() & given(one).keys()
    renamed = node(lithium_pair, gives={"areal_capacity": "pack_mass"})
    assert "pack_mass" in given(renamed)


def test_wrong_names_of_a_node_are_all_told_with_near_ones() -> None:
    with pytest.raises(StudyError) as told:
        node(driving_range, usable_enrgy="rated_energy", gives={"driving_rnge": "cold_range"})
    assert str(told.value).splitlines() == [
        "node(driving_range): takes no 'usable_enrgy'. Did you mean 'usable_energy'?",
        "node(driving_range): gives no 'driving_rnge'. Did you mean 'driving_range'?",
    ]


def test_two_results_of_one_name_are_refused() -> None:
    with pytest.raises(StudyError, match="gives 'pack_mass' twice"):
        node(stack, gives={"stack_mass": "pack_mass", "stack_thickness": "pack_mass"})


def test_a_cut_node_supplies_its_other_results() -> None:
    one = node(stack)
    assert set(given(without(one, {"stack_mass"}))) == {"stack_thickness"}
    assert given(without(node(pack_mass), {"pack_mass"})) == {}
    assert without(one, {"pack_mass"}) is one


@pytest.mark.parametrize(("said", "wanted", "scale"), [("m3", "L", 1000.0), ("L", "m3", 1e-3), ("K", "K", 1.0)])
def test_units_of_one_kind_differ_by_a_factor(said: str, wanted: str, scale: float) -> None:
    assert factor(said, wanted) == pytest.approx(scale, rel=1e-15)


def test_a_walk_gives_each_name_once_and_after_what_it_needs() -> None:
    graph = Graph(BY_RATIOS, {**CELLS, **RATIOS})
    walked = graph.walk("pack_mass", "pack_volume", "cells_mass")
    assert len(walked) == len(set(walked))
    for place, name in enumerate(walked):
        assert set(graph.needs(name)) <= set(walked[:place])
    assert graph.behind("pack_mass") == ("rated_energy", "cell_specific_energy", "cell_to_pack_mass_ratio")


def test_only_what_stands_behind_a_name_is_walked() -> None:
    graph = Graph((*BY_RATIOS, node(usable_energy)), {**CELLS, "cell_to_pack_mass_ratio": 0.5})
    assert "usable_energy" not in graph.walk("pack_mass")
    assert graph.has("pack_mass")
    assert not graph.has("usable_energy")


def test_names_that_move_with_another_are_those_computed_from_it() -> None:
    graph = Graph(BY_RATIOS, {**CELLS, **RATIOS})
    assert graph.reached(["cell_energy_density"]) == {"cell_energy_density", "cells_volume", "pack_volume"}


def test_two_computed_suppliers_are_refused() -> None:
    other = node(cells_volume, gives="cells_mass")._replace(part="packs.Other")
    text = r"'cells_mass' is computed by cells_mass and by cells_volume \(packs.Other\)\. Rename one, or cut them"
    with pytest.raises(StudyError, match=text):
        Graph((node(cells_mass), other), {})


def test_one_stated_and_one_computed_supplier_are_refused_with_all_others_in_one_message() -> None:
    with pytest.raises(StudyError) as told:
        Graph(BY_RATIOS, {"cells_mass": 250.0, "pack_volume": 200.0}, by={"cells_mass": "packs.Mine"})
    assert str(told.value).splitlines() == [
        "'cells_mass' is stated by packs.Mine and computed by cells_mass. "
        "Rename one, or cut the computed one: study.replace(cells_mass=...).",
        "'pack_volume' is stated by the study and computed by pack_volume. "
        "Rename one, or cut the computed one: study.replace(pack_volume=...).",
    ]


def test_missing_names_are_all_told_with_who_asks_and_what_to_write() -> None:
    graph = Graph(BY_RATIOS, RATIOS, hints={"rated_energy": "Add pack=packs.Ratios(...), "})
    with pytest.raises(StudyError) as told:
        graph.walk("pack_mass")
    assert str(told.value).splitlines() == [
        "'rated_energy' is supplied by nobody; cells_mass asks for it. "
        'Add pack=packs.Ratios(...), or write study.replace(rated_energy="... Wh").',
        "'cell_specific_energy' is supplied by nobody; cells_mass asks for it. "
        'Write study.replace(cell_specific_energy="... Wh/kg").',
    ]


def test_an_unknown_name_is_no_name() -> None:
    with pytest.raises(StudyError, match=r"'pack_mas' is no name\. Did you mean 'pack_mass'"):
        Graph(BY_RATIOS, {**CELLS, **RATIOS}).walk("pack_mas")
    with pytest.raises(StudyError, match=r"'pack_masss' is no name"):
        Graph(BY_RATIOS, {**CELLS, **RATIOS}).supplier("pack_masss")


def test_a_circle_is_told_with_its_members() -> None:
    nodes = (*BY_RATIOS, own("rated_energy", lambda pack_mass: 200.0 * pack_mass))
    with pytest.raises(StudyError) as told:
        Graph(nodes, {"cell_specific_energy": 400.0, **RATIOS}).walk("pack_mass")
    assert str(told.value) == (
        "a circle: pack_mass <- own function rated_energy <- pack_mass. Solve it: study.solve({...}, for_=...)."
    )


def test_the_supplier_of_a_name_is_its_node_or_its_value() -> None:
    graph = Graph(BY_RATIOS, {**CELLS, **RATIOS})
    assert graph.supplier("pack_mass").function is pack_mass
    assert graph.supplier("rated_energy") == 1e5


def test_a_result_carries_the_axes_of_all_it_is_made_from() -> None:
    dims = {"rated_energy": ("size",), "cell_specific_energy": ("kind",), "cell_to_pack_volume_ratio": ("layout",)}
    graph = Graph((*BY_RATIOS, node(cell_density)), {**CELLS, **RATIOS}, dims=dims, axes=("layout", "kind", "size"))
    found = graph.axes_of(["pack_mass", "pack_volume", "cell_density"], {})
    assert found["pack_mass"] == ("kind", "size")
    assert found["pack_volume"] == ("layout", "size")
    assert found["cell_density"] == ("kind",)
    assert graph.axes_of(["pack_mass"], {"rated_energy": ("draw",)})["pack_mass"] == ("kind", "draw")
    both = {"rated_energy": ("second",), "cell_specific_energy": ("first",)}
    assert graph.axes_of(["pack_mass"], both)["pack_mass"] == ("second", "first")
