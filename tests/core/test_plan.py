"""A plan gives what the calls give one by one: folded, varied, checked, pickled, in another process, on any axes."""

import multiprocessing
import pickle
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import Q, cell_density, cells_mass, cells_volume, driving_range, pack_mass, pack_volume, usable_energy
from ssbmodel.core.checks import bounds_of, outside
from ssbmodel.core.graph import Graph, Node, node, without
from ssbmodel.core.own import OwnFunction
from ssbmodel.ground.door import door
from ssbmodel.ground.errors import DomainError, StudyError
from ssbmodel.ground.quantities import Mass, OuterVolume, PositiveLength, Volume
from ssbmodel.models.battery.stack import lithium_pair, stack

NODES = tuple(map(node, (cells_mass, cells_volume, cell_density, pack_mass, pack_volume, usable_energy, driving_range)))
STATED: dict[str, Any] = {
    "rated_energy": 1e5, "cell_specific_energy": 400.0, "cell_energy_density": 900.0, "cell_to_pack_mass_ratio": 0.7,
    "cell_to_pack_volume_ratio": 0.6, "usable_share": 0.9, "battery_consumption": 160.0, "capacity_retention": 0.8,
}  # fmt: skip
ANSWERS = ("cells_mass", "cells_volume", "cell_density", "pack_mass", "pack_volume", "usable_energy", "driving_range")
GRAPH = Graph(NODES, STATED)
LAYERS: dict[str, float] = {
    "areal_capacity": 40.0, "charge_level": 0.9, "positive_active_capacity": 200.0, "positive_active_share": 0.8,
    "positive_coating_density": 3400.0, "positive_pores": 0.1, "positive_foil": 15e-6, "positive_foil_density": 2700.0,
    "lithium_excess": 10.0, "lithium_capacity": 3861.0, "lithium_density": 534.0, "negative_foil": 10e-6,
    "negative_foil_density": 8960.0, "separator_thickness": 30e-6, "separator_density": 2000.0, "separator_pores": 0.0,
    "liquid_density": 1200.0,
}  # fmt: skip
PAIR = Graph((node(lithium_pair), node(stack)), LAYERS)


class Weighed(NamedTuple):
    """A mass, repeated, and a volume."""

    pack_mass: Mass
    pack_volume: Volume


@door
def repeats(pack_mass: Mass) -> Weighed:
    """Give a mass back as it is."""
    return Weighed(pack_mass, pack_mass / 2.0)


@door
def changes(pack_mass: Mass) -> Weighed:
    """Give another mass back under the same name."""
    return Weighed(pack_mass + 1.0, pack_mass / 2.0)


@door
def box(cell_length: PositiveLength) -> OuterVolume:
    """Give the volume of a cube, in m3."""
    return cell_length * cell_length * cell_length


@door
def filled(pack_volume: OuterVolume) -> Mass:
    """Give the mass of water that fills a volume in m3."""
    return 1000.0 * pack_volume


def own(name: str, function: Any) -> Node:
    """Return a function of one's own as a node."""
    return Node(OwnFunction(name, function, {}, {}), {}, {}, "own function")


def by_hand() -> dict[str, float]:
    """Return the answers of the stated values, written out."""
    return {
        "cells_mass": 250.0, "cells_volume": 1e3 / 9, "cell_density": 2.25, "pack_mass": 250 / 0.7,
        "pack_volume": 1e3 / 9 / 0.6, "usable_energy": 9e4, "driving_range": 450.0,
    }  # fmt: skip


def test_a_plan_gives_what_one_writes_by_hand() -> None:
    found = GRAPH.plan(ANSWERS)()
    for name, value in by_hand().items():
        assert_allclose(found[name], value, rtol=1e-14)


@pytest.mark.parametrize("varied", [["rated_energy"], ["usable_share", "cell_specific_energy"], list(STATED)])
def test_folded_and_unfolded_plans_agree_to_the_last_bit(varied: list[str]) -> None:
    plan = GRAPH.plan(ANSWERS, varied)
    assert plan(**{name: STATED[name] for name in varied}) == GRAPH.plan(ANSWERS)()
    layers = PAIR.plan(("stack_mass", "stack_thickness"), list(LAYERS))
    assert layers(**LAYERS) == PAIR.plan(("stack_mass", "stack_thickness"))()


def test_what_does_not_vary_is_taken_once_when_the_plan_is_made() -> None:
    assert len(GRAPH.plan(ANSWERS).steps) == 0
    assert len(GRAPH.plan(ANSWERS, ["battery_consumption"]).steps) == 1
    assert len(GRAPH.plan(("pack_mass",), list(STATED)).steps) == 1


def test_checked_functions_and_kernels_give_the_same_bits() -> None:
    checked = GRAPH.plan(ANSWERS, checked="CNY_2025")()
    assert {name: value.magnitude for name, value in checked.items()} == GRAPH.plan(ANSWERS)()
    assert str(checked["pack_volume"].units) == "liter"
    layers = PAIR.plan(("stack_mass",), checked="CNY_2025")()
    assert layers["stack_mass"].magnitude == PAIR.plan(("stack_mass",))()["stack_mass"]


def test_checked_functions_refuse_what_kernels_take() -> None:
    wrong = Graph(NODES, {**STATED, "usable_share": 1.2})
    assert wrong.plan(("usable_energy",))()["usable_energy"] == pytest.approx(1.2e5)
    with pytest.raises(DomainError, match=r"usable_share=1\.2"):
        wrong.plan(("usable_energy",), checked="CNY_2025")()


def test_a_record_goes_on_whole_and_is_put_together_again_after_a_cut() -> None:
    whole = PAIR.plan(("stack_mass",), ["areal_capacity"])
    assert [step.function for step in whole.steps if isinstance(step.function, type)] == []
    heavier = PAIR.plan(("separator_mass",))()["separator_mass"] + 0.5
    cut = Graph((without(node(lithium_pair), {"separator_mass"}), node(stack)), {**LAYERS, "separator_mass": heavier})
    base = PAIR.plan(("stack_mass",))()["stack_mass"]
    assert_allclose(cut.plan(("stack_mass",))()["stack_mass"], base + 0.5, rtol=1e-13)


@pytest.mark.parametrize(
    "field", sorted(GRAPH_FIELDS := [n for n, s in PAIR.suppliers.items() if s.function is lithium_pair])
)
def test_cutting_any_field_of_a_record_equals_setting_that_field_by_hand(field: str) -> None:
    every = PAIR.plan(tuple(PAIR.names))()
    value = 1.25 * every[field] + 1e-6
    cut = Graph((without(node(lithium_pair), {field}), node(stack)), {**LAYERS, field: value})
    record = next(slot for slot in stack.slots).record
    expected = stack.kernel(repeat=record(**{**{name: every[name] for name in record._fields}, field: value}))
    assert cut.plan(("stack_mass",))()["stack_mass"] == expected.stack_mass
    assert cut.plan(("stack_thickness",), [field])(**{field: value})["stack_thickness"] == expected.stack_thickness


def test_an_echo_that_stays_what_it_was_supplies_nothing_and_passes() -> None:
    graph = Graph((node(repeats),), {"pack_mass": 3.0})
    assert graph.plan(("pack_mass", "pack_volume"), echoes=True)() == {"pack_mass": 3.0, "pack_volume": 1.5}
    varied = graph.plan(("pack_volume",), ["pack_mass"], echoes=True)
    assert list(varied(pack_mass=np.array([1.0, 2.0]))["pack_volume"]) == [0.5, 1.0]
    assert PAIR.plan(("stack_mass",), echoes=True)() == PAIR.plan(("stack_mass",))()
    assert PAIR.plan(("stack_mass",), checked="CNY_2025", echoes=True)


def with_changes(varied: tuple[str, ...], checked: str | None) -> Any:
    """Make and call a plan whose function changes what it repeats."""
    graph = Graph((node(changes)._replace(part="packs.Mine"),), {"pack_mass": 3.0})
    plan = graph.plan(("pack_volume",), varied, checked=checked, echoes=True)
    return plan(**dict.fromkeys(varied, 3.0 if checked is None else Q(3.0, "kg")))


@pytest.mark.parametrize("varied", [(), ("pack_mass",)])
@pytest.mark.parametrize("checked", [None, "CNY_2025"])
def test_a_function_that_gives_another_value_under_a_name_it_takes_is_refused(varied: Any, checked: Any) -> None:
    text = r"changes \(packs.Mine\) takes 'pack_mass' and gives another value under that name\. Rename the result"
    with pytest.raises(DomainError, match=text):
        with_changes(varied, checked)


def test_one_name_has_one_unit_whatever_a_function_takes_or_gives() -> None:
    graph = Graph((node(box, gives="pack_volume"), node(filled, gives="pack_mass")), {"cell_length": 0.5})
    found = graph.plan(("pack_volume", "pack_mass"))()
    assert_allclose(found["pack_volume"], 125.0, rtol=1e-15)
    assert_allclose(found["pack_mass"], 125.0, rtol=1e-15)
    checked = graph.plan(("pack_volume", "pack_mass"), checked="CNY_2025")()
    assert {name: value.magnitude for name, value in checked.items()} == found
    stated = Graph((node(filled, gives="pack_mass"),), {"pack_volume": 125.0})
    assert_allclose(stated.plan(("pack_mass",), ["pack_volume"])(pack_volume=125.0)["pack_mass"], 125.0, rtol=1e-15)


def test_bounds_are_those_of_the_giver_and_of_all_takers_in_the_unit_of_the_name() -> None:
    graph = Graph((node(box, gives="pack_volume"), node(filled, gives="pack_mass")), {"cell_length": 0.5})
    assert bounds_of(graph, "pack_volume")[0] == 0.0
    assert bounds_of(GRAPH, "usable_share") == (np.nextafter(0.0, 1.0), 1.0) or bounds_of(GRAPH, "usable_share") == (
        0.0,
        1.0,
    )
    assert outside(graph, "pack_volume", 2.0) is None
    assert outside(graph, "pack_volume", -2.0) == "pack_volume=-0.002 m3. Expected a finite value >= 0 m3."
    assert outside(GRAPH, "pack_mass", float("nan")) == "pack_mass=nan kg. Expected a finite value >= 0 kg."


def test_a_plain_ratio_may_be_fixed_in_a_node() -> None:
    graph = Graph((node(driving_range, capacity_retention=0.5),), STATED | {"usable_energy": 8e4})
    assert graph.plan(("driving_range",))() == {"driving_range": 250.0}
    assert graph.plan(("driving_range",), checked="CNY_2025")()["driving_range"].magnitude == 250.0


def test_inputs_that_are_missing_unknown_or_computed_are_told() -> None:
    plan = GRAPH.plan(("pack_mass",), ["rated_energy", "usable_share"])
    assert plan.inputs == ("rated_energy",)
    assert plan(rated_energy=1e5, usable_share=0.5)["pack_mass"] == by_hand_mass()
    with pytest.raises(StudyError, match=r"input 'rated_energy' is missing\. Expected: rated_energy"):
        plan()
    with pytest.raises(StudyError, match=r"'rated_enrgy' is no input of this plan\. Did you mean 'rated_energy'"):
        plan(rated_energy=1e5, rated_enrgy=1e5)
    with pytest.raises(StudyError, match=r"'cells_mass' is no stated name here"):
        GRAPH.plan(("pack_mass",), ["cells_mass"])


def by_hand_mass() -> float:
    """Return the mass of the pack as the function itself gives it."""
    return float(GRAPH.plan(("pack_mass",))()["pack_mass"])


# axes

SIZES = {"first": 2, "second": 3, "third": 4}
some_axes = st.lists(st.sampled_from(list(SIZES)), unique=True, max_size=3).map(tuple)


@settings(max_examples=60, deadline=None)
@given(
    axes=st.fixed_dictionaries(dict.fromkeys(STATED, some_axes)),
    order=st.permutations(list(SIZES)),
    seed=st.integers(0, 99),
)
def test_arrays_equal_their_elements_over_any_axes(axes: dict[str, Any], order: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    shaped = {
        n: STATED[n] * rng.uniform(0.7, 1.0, [SIZES[a] for a in own]) if own else STATED[n] for n, own in axes.items()
    }
    graph = Graph(NODES, shaped, dims=axes, axes=tuple(order))
    plan = graph.plan(ANSWERS)
    values = plan()
    for name in ANSWERS:
        behind = graph.behind(name)
        own = plan.dims[name]
        assert set(own) == {axis for one in behind for axis in axes[one]}
        assert list(own) == [axis for axis in order if axis in own]
        left = plan.left(name, values[name], SIZES)
        assert np.shape(left) == tuple(SIZES[axis] for axis in own)
        place = {axis: int(rng.integers(size)) for axis, size in SIZES.items()}
        picked = {n: np.asarray(shaped[n])[tuple(place[a] for a in axes[n])] if axes[n] else shaped[n] for n in behind}
        element = Graph(NODES, {n: float(v) for n, v in picked.items()}).plan((name,))()[name]
        assert_allclose(np.asarray(left)[tuple(place[a] for a in own)], element, rtol=1e-15)


def test_varied_names_enter_on_axes_of_their_own() -> None:
    graph = Graph(
        NODES, {**STATED, "usable_share": np.array([0.8, 0.9])}, dims={"usable_share": ("share",)}, axes=("share",)
    )
    plan = graph.plan(("driving_range", "pack_mass"), {"rated_energy": ("draw",), "battery_consumption": ("car",)})
    assert plan.dims == {"driving_range": ("share", "draw", "car"), "pack_mass": ("draw",)}
    arrays = {"rated_energy": np.array([8e4, 9e4, 1e5]), "battery_consumption": np.array([150.0, 160.0, 170.0, 180.0])}
    values = plan(**plan.entered(arrays))
    sizes = {"share": 2, "draw": 3, "car": 4}
    found = plan.left("driving_range", values["driving_range"], sizes)
    assert found.shape == (2, 3, 4)
    assert_allclose(found[1, 2, 1], 450.0, rtol=1e-15)
    assert plan.left("pack_mass", values["pack_mass"], sizes).shape == (3,)


# elsewhere


def test_plans_pickle_to_the_same_bits() -> None:
    for plan in (GRAPH.plan(ANSWERS, list(STATED)), PAIR.plan(("stack_mass",), list(LAYERS))):
        again = pickle.loads(pickle.dumps(plan))
        inputs = STATED if "rated_energy" in plan.inputs else LAYERS
        assert again(**inputs) == plan(**inputs)
        assert (again.inputs, again.outputs, dict(again.dims)) == (plan.inputs, plan.outputs, dict(plan.dims))


def test_a_plan_gives_the_same_bits_in_a_spawned_process() -> None:
    plan = GRAPH.plan(ANSWERS, list(STATED))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(plan, (), STATED) == plan(**STATED)


# own functions


def test_an_own_function_is_filled_by_the_names_of_its_parameters() -> None:
    graph = Graph(
        (*NODES[:3], own("pack_mass", lambda cells_mass, cell_density: cells_mass + 10.0 * cell_density)), STATED
    )
    assert graph.plan(("pack_mass",))() == {"pack_mass": 272.5}
    assert graph.plan(("pack_mass",), checked="CNY_2025")()["pack_mass"].m_as("kg") == 272.5


def test_an_own_function_of_unknown_names_is_refused_with_near_ones() -> None:
    with pytest.raises(StudyError) as told:
        OwnFunction("separator_price", lambda thickness: thickness, {}, {})
    assert str(told.value) == (
        "with_node(\"separator_price\"): 'thickness' is no name. Did you mean 'separator_thickness'?"
    )
    with pytest.raises(StudyError, match=r"with_node\(\"my_own\"\): 'my_own' is no name.* give its unit: with_node"):
        OwnFunction("my_own", lambda pack_mass: pack_mass, {}, {})
    with pytest.raises(StudyError, match="no parameter 'mass'"):
        OwnFunction("pack_volume", lambda pack_mass: pack_mass, {"mass": "pack_mass"}, {})
