"""A cell from its layers, its pack and its price as one graph: checked and plain, one case and many."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import cell_design, cells


@pytest.mark.parametrize("name", cells.chemistries)
def test_checked_functions_and_kernels_agree_to_the_last_bit(name: str) -> None:
    made = cell_design(name).study.composition
    wanted = tuple(key for key in made.graph.walk(*made.answers()) if key in made.graph.suppliers)
    plain, checked = made.plan(wanted, {})(), made.plan(wanted, {}, checked=True)()
    assert {key for key in wanted if float(plain[key]) != float(checked[key].magnitude)} == set()


def test_many_cases_at_once_are_their_elements() -> None:
    thickness = np.linspace(15e-6, 40e-6, 4)
    made = cell_design("sulfide-nmc-li").study.composition
    plan = made.plan(made.answers(), {"separator_thickness": ("draw",)})
    together = plan(separator_thickness=thickness)
    for place, one in enumerate(thickness):
        alone = plan(separator_thickness=float(one))
        for key in made.answers():
            assert_allclose(np.broadcast_to(together[key], 4)[place], alone[key], rtol=1e-15)
