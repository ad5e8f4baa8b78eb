"""Names that vary together on one axis."""

import numpy as np
import pytest

from ssbmodel import Q, StudyError, along, cells, packs
from ssbmodel.study.study import Study


def study() -> Study:
    return Study(
        cell=cells.Stated(cell_specific_energy="400 Wh/kg"),
        pack=packs.Ratios(rated_energy="100 kWh", cell_to_pack_mass_ratio=0.5),
    )


def test_names_along_one_axis_go_pair_by_pair_and_lists_alone_make_every_combination() -> None:
    values = {"rated_energy": ["80 kWh", "120 kWh"], "cell_to_pack_mass_ratio": [0.5, 0.75]}
    together = study().replace(**along("variant", **values)).run("pack_mass").pack_mass
    assert together.dims == ("variant",)
    assert together.m_as("kg").tolist() == [400, 400]
    crossed = study().replace(**values).run("pack_mass").pack_mass
    assert crossed.dims == ("rated_energy", "cell_to_pack_mass_ratio")
    np.testing.assert_allclose(crossed.m_as("kg"), np.array([[400, 800 / 3], [600, 400]]), rtol=1e-15)


def test_it_fills_a_part_as_well() -> None:
    pack = packs.Ratios(**along("variant", rated_energy=Q([80, 100], "kWh"), cell_to_pack_mass_ratio=[0.5, 0.5]))
    assert study().replace(pack=pack).run("pack_mass").pack_mass.m_as("kg").tolist() == [400, 500]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"rated_energy": ["80 kWh"], "usable_share": [0.5, 0.6]}, "unequal lengths: rated_energy 1, usable_share 2"),
        ({"rated_energy": "80 kWh"}, "rated_energy is no list"),
        ({"rated_energi": [1.0]}, r"'rated_energi' is no name\. Did you mean 'rated_energy'"),
        ({"usable_share": Q([[0.5, 0.6]], "")}, "."),
        ({}, "holds no names"),
    ],
)
def test_lists_that_cannot_go_together_are_refused(values: dict[str, object], told: str) -> None:
    with pytest.raises(StudyError, match=told):
        along("variant", **values)


def test_lists_of_two_calls_that_do_not_go_together_are_refused_when_something_is_asked() -> None:
    pack = packs.Ratios(
        **along("variant", rated_energy=["80 kWh", "90 kWh"]), **along("variant", usable_share=[0.5] * 3)
    )
    with pytest.raises(StudyError, match=r"along 'variant' are of unequal lengths: rated_energy 2, usable_share 3\."):
        study().replace(pack=pack).run()
    with pytest.raises(StudyError, match="along 'year' are of unequal lengths: years 6, rated_energy 2"):
        study().replace(**along("year", rated_energy=["80 kWh", "90 kWh"])).run()
    with pytest.raises(StudyError, match="rated_energy: the axis 'case' is the study's own"):
        along("case", rated_energy=["80 kWh"])


def test_a_list_along_the_years_goes_with_them() -> None:
    found = study().replace(years=(2025, 2030), **along("year", rated_energy=["80 kWh", "100 kWh"])).run("pack_mass")
    assert found.pack_mass.sel(year=2030).m_as("kg") == 500


def test_an_axis_needs_a_name() -> None:
    with pytest.raises(StudyError, match="Expected the name of an axis"):
        along("two words", usable_share=[0.5])
