"""A cell from its layers, its pack and its price as parts of a study: the same numbers as the walk through them."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel.presets.cells.chemistries import chemistries, chemistry

from .against import CLOSE, FACTORS, PLANTS, apart, walked, whole

each_chemistry = pytest.mark.parametrize("name", chemistries())
LEAST_NAMES = 190


@each_chemistry
@pytest.mark.parametrize("plant", PLANTS)
def test_a_study_of_the_parts_gives_what_the_walk_gives(name: str, plant: str) -> None:
    found = apart(whole(name, plant), walked(name, plant))
    assert len(found) >= LEAST_NAMES
    assert {key: value for key, value in found.items() if value > CLOSE} == {}


@each_chemistry
def test_so_it_does_for_other_layers(name: str) -> None:
    values = chemistry(name).values
    changes = {key: factor * values[key] for key, factor in FACTORS.items() if key in values}
    found = apart(whole(name, **changes), walked(name, **changes))
    assert len(changes) >= 2
    assert {key: value for key, value in found.items() if value > CLOSE} == {}


@each_chemistry
def test_checked_functions_and_kernels_agree_to_the_last_bit(name: str) -> None:
    made = whole(name).composition
    wanted = tuple(key for key in made.graph.walk(*made.answers()) if key in made.graph.suppliers)
    plain, checked = made.plan(wanted, {})(), made.plan(wanted, {}, checked=True)()
    assert {key for key in wanted if float(plain[key]) != float(checked[key].magnitude)} == set()


def test_many_cases_at_once_are_their_elements() -> None:
    thickness = np.linspace(15e-6, 40e-6, 4)
    made = whole("sulfide-nmc-li").composition
    plan = made.plan(made.answers(), {"separator_thickness": ("draw",)})
    together = plan(separator_thickness=thickness)
    for place, one in enumerate(thickness):
        alone = plan(separator_thickness=float(one))
        for key in made.answers():
            assert_allclose(np.broadcast_to(together[key], 4)[place], alone[key], rtol=1e-15)
