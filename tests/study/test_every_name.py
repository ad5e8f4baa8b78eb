"""Every stated name can be replaced, drawn, solved for and explained, and moves something or is refused.

All names of two named studies and twenty of each other one; all of them with ``SSBMODEL_EVERY_NAME=1``.
"""

import os
import random
from typing import Any

import numpy as np
import pytest

from ssbmodel import Distribution, Q, SsbError, Study
from ssbmodel.core.own import AS_STATED
from ssbmodel.study.explanation.weights import is_plain
from ssbmodel.study.questions.graph import interval_of

WHOLE, SOME = ("documents-central", "liquid-baseline"), 20
REFUSED = (
    "is asked for by nothing in this study",
    "set those that change together",
    "the study asks at",
    "lies before",
)
# Names that move nothing here although a function takes them, by the reason.
IDLE = {
    "beside an amount of zero": {
        "binder_density", "carbon_density", "liquid_density", "liquid_yield", "liquid_price", "solvent_per_binder",
        "water_per_binder", "positive_binder_price", "negative_binder_price", "solvent_price", "carbon_price",
        "catholyte_price", "solid_electrolyte_price", "metal_density", "bending_factor", "allowed_stress",
        "metal_price", "pad_price", "pad_density",
    },
    "of a bracket that is not reached": {
        "wide_terminal", "wide_above", "narrow_terminal", "steep_power", "gentle_power", "thickest_coating",
    },
    "the end of what was measured, for flags alone": {
        "lowest_retention_ambient_temperature", "highest_retention_ambient_temperature", "lowest_tyre_temperature",
        "highest_tyre_temperature", "path_end_year",
    },
    "a thousandth beside what is a million times as much": {"prior_experience"},
    "a field of a record whose other fields are read": {"modules_in_parallel"},
}  # fmt: skip


def picked(study: str) -> list[str]:
    """Return the stated numbers of a study that are tried."""
    said = Study.named(study).composition.said
    names = sorted(name for name, one in said.items() if name != "year" and not np.ndim(one.value))
    if study in WHOLE or os.environ.get("SSBMODEL_EVERY_NAME"):
        return names
    return sorted(random.Random(study).sample(names, SOME))


CASES = [(study, name) for study in Study.named_studies() for name in picked(study)]


def moves(study: Study, name: str) -> tuple[list[float], str]:
    """Return values next to a stated one that the name may have, and their unit."""
    made, value = study.composition, float(study.composition.said[name].value)
    low, high = interval_of(made, name).closed
    unit = made.graph.unit(name).replace("money", made.said[name].money or made.money)
    step = 1.0 if is_plain(name) else 0.02 * abs(value) or 1e-3
    return [new for new in (value + step, value - step) if low <= new <= high], unit


def computed(study: Study) -> dict[str, Any]:
    """Return every computed number of a study."""
    made = study.composition
    names = tuple(name for name in made.graph.suppliers if not name.endswith(AS_STATED) and made.graph.has(name))
    return {name: np.asarray(value) for name, value in made.plan(names, {}, echoes=True)().items()}


def moved(study: Study, name: str) -> tuple[str, ...]:
    """Return the computed names that move with a stated one; none where it is refused in a sentence."""
    before, (near, unit) = computed(study), moves(study, name)
    for value in near:
        try:
            after = computed(study.replace(**{name: Q(value, unit)}))
        except SsbError as error:
            if any(told in str(error) for told in REFUSED):
                return ()
            raise
        found = tuple(one for one in after if one in before and not _same(after[one], before[one]))
        if found:
            return found
    assert any(name in names for names in IDLE.values()), f"{name} moves nothing"
    return ()


def _same(one: Any, other: Any) -> bool:
    return one.shape == other.shape and bool(np.all(one == other))


@pytest.mark.parametrize(("named", "name"), CASES)
def test_a_stated_name_is_replaced_drawn_solved_for_and_explained(named: str, name: str) -> None:
    study = Study.named(named)
    assert name in str(study.explain(name))
    found = set(moved(study, name)) & set(study.answers)
    if not found:
        return
    answer, (near, unit) = min(found), moves(study, name)
    value = float(study.composition.said[name].value)
    low, high = min(*near, value), max(*near, value)
    spread = study.replace(**{name: Distribution(uniform=(low, high), unit=unit)})
    if name.endswith("_share") and refusals(spread):
        return
    assert spread.propagate(n=16, outputs=[answer]).n == 16
    target, at = at_one_place(study.replace(**{name: Q(near[0], unit)}).run(answer)[answer])
    solved = study.solve({answer: target}, for_=name, bounds=(Q(low, unit), Q(high, unit)), at=at, points=3)
    assert solved.found, solved


def refusals(study: Study) -> list[str]:
    """Return the lines that refuse a study in which one share of a sum varies alone."""
    try:
        study.run()
    except SsbError as error:
        return [line for line in str(error).splitlines() if "set those that change together" in line]
    return []


def at_one_place(answer: Any) -> tuple[Any, dict[str, Any]]:
    """Return an answer at the last label of each axis, at median inputs, and the labels of all but the cases."""
    at = {axis: "at median inputs" if axis == "case" else answer.labels[axis][-1] for axis in answer.dims}
    return answer.sel(**at).value if at else answer.value, {axis: label for axis, label in at.items() if axis != "case"}
