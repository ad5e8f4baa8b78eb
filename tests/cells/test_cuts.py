"""A computed value that is replaced: what hangs on it is as if its function had given it (rule 5)."""

from collections.abc import Callable
from typing import Any

import pytest

from ssbmodel import Q, Study, StudyError, cell_design
from ssbmodel.core.graph import Node

# silicon that swells under a press: every function has something to do
CHEMISTRY, FACTOR = "sulfide-nmc-si", 1.1
CLOSE = 1e-13  # the two values that are set differ by a last bit, and so does all behind them
# What these give is read whole by others, field by field, so that a cut takes the record apart.
RECORDS = {
    "insertion_pair", "stack", "counted_cells", "single_open_voltage", "pouch_cell", "hardware_resistance",
    "electrode_resistance", "coating_limits", "rated_discharge", "module_of_cells", "rows_of_modules", "whole_pack",
    "module_press", "pack_press", "pressed_pack", "materials_bill", "material_cost", "yearly_throughput",
    "priced_parts", "priced_plant", "press_cost", "pack_price",
}  # fmt: skip
STUDY = cell_design(CHEMISTRY).study
NODES = {one.function.__name__: one for one in STUDY.composition.nodes if one.function.record is not None}


def cut_fields(one: Node) -> list[tuple[str, str]]:
    """Return the fields that a function computes, each with its name in the study; what it repeats supplies nothing."""
    names = {field: one.gives.get(field, field) for field in one.function.record._fields}
    suppliers = STUDY.composition.graph.suppliers
    return [(field, name) for field, name in names.items() if name and suppliers.get(name) == one]


def scaled(kernel: Callable[..., Any], field: str) -> Callable[..., Any]:
    """Return a kernel one field of whose record is a multiple of what it was."""

    def changed(*arguments: Any, **named: Any) -> Any:
        found = kernel(*arguments, **named)
        return found._replace(**{field: FACTOR * getattr(found, field)})

    return changed


def answers(study: Study) -> dict[str, float]:
    """Return every number that the study's own answers rest on."""
    made = STUDY.composition
    wanted = tuple(name for name in made.graph.walk(*made.answers()) if name in made.graph.suppliers)
    return {name: float(value) for name, value in study.composition.plan(wanted, {})().items()}


def differences(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    """Return by how much each number differs, over its size."""
    return {name: abs(value - other[name]) / (abs(other[name]) or 1.0) for name, value in one.items()}


def test_every_function_with_several_results_is_looked_at() -> None:
    assert set(NODES) == RECORDS


@pytest.mark.parametrize("function", sorted(RECORDS))
def test_a_cut_field_is_as_if_its_function_had_given_it(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, held = NODES[function], 0
    graph = STUDY.composition.graph
    for field, name in cut_fields(one):
        unit = graph.unit(name).replace("money", STUDY.money.unit)
        value = Q(FACTOR * float(STUDY.composition.plan((name,), {})()[name]), unit)
        held += 1
        if not (graph.reached([name]) - {name}) & set(STUDY.answers):
            with pytest.raises(StudyError, match="nothing asks for it"):
                STUDY.replace(**{name: value})
            continue
        cut = answers(STUDY.replace(**{name: value}))
        with monkeypatch.context() as patch:
            patch.setattr(one.function, "kernel", scaled(one.function.kernel, field))
            given = answers(cell_design(CHEMISTRY).study)
        assert {key: by for key, by in differences(cut, given).items() if by > CLOSE} == {}, field
    assert held


def test_a_field_that_its_function_gives_moves_what_hangs_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    function, before = NODES["pouch_cell"].function, answers(STUDY)
    monkeypatch.setattr(function, "kernel", scaled(function.kernel, "single_cell_mass"))
    assert differences(answers(cell_design(CHEMISTRY).study), before)["pack_mass"] > 0.01
