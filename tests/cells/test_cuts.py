"""A computed value that is replaced: what hangs on it is as if it had been set by hand inside the walk (rule 5)."""

from collections.abc import Callable
from typing import Any

import pytest

from ssbmodel import Q, StudyError
from ssbmodel.study.cells import chain
from ssbmodel.study.composition import Composition

from .against import MONEY, NAMES, apart, walked, whole

# silicon that swells under a press: every part of the walk has something to do
CHEMISTRY, FACTOR = "sulfide-nmc-si", 1.1
CLOSE = 1e-13  # the two values that are set differ by a last bit, and so does all behind them
REPEATED = {"cells_mass", "electronics_mass"}  # what a record repeats of the arguments is cut where it is computed
FUNCTIONS = (
    "pouch_cell", "hardware_resistance", "electrode_resistance",
    "module_of_cells", "rows_of_modules", "whole_pack", "materials_bill", "material_cost", "purchased_parts",
    "plant_of_steps",
)  # fmt: skip


def setting(name: str, field: str) -> Callable[[Any], Any]:
    """Return what hands functions over as they are, but for one field of one function's result."""

    def through(function: Any) -> Any:
        if function.__name__ != name:
            return function

        def changed(*arguments: Any, **named: Any) -> Any:
            found = function(*arguments, **named)
            return found._replace(**{field: FACTOR * getattr(found, field)})

        return changed

    return through


def fields_of(function: str) -> tuple[str, ...]:
    return tuple(field for field in getattr(chain, function).record._fields if field not in REPEATED)


def value_of(made: Composition, name: str) -> Any:
    unit = made.graph.unit(name).replace("money", MONEY)
    return Q(FACTOR * float(made.plan((name,), {})()[name]), unit)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_cut_field_is_as_if_it_had_been_set_by_hand(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    study, held = whole(CHEMISTRY), 0
    for field in fields_of(function):
        name = NAMES.get(field, field)
        value = value_of(study.composition, name)
        reached = study.composition.graph.reached([name]) - {name}
        if not reached & set(study.answers):
            with pytest.raises(StudyError, match="nothing asks for it"):
                study.replace(**{name: value})
            held += 1
            continue
        cut = study.replace(**{name: value})
        with monkeypatch.context() as patch:
            patch.setattr(chain, "_door", setting(function, field))
            by_hand = walked(CHEMISTRY)
        assert {key: by for key, by in apart(cut, by_hand).items() if by > CLOSE} == {}, field
        held += 1
    assert held


def test_a_field_set_by_hand_moves_what_hangs_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_door", setting("pouch_cell", "single_cell_mass"))
    assert apart(whole(CHEMISTRY), walked(CHEMISTRY))["pack_mass"] > 0.01
