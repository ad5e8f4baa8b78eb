"""One question, one answer: what is asked through the study, a function, a command and an export is one number."""

import csv
import io
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from typer.testing import CliRunner

from ssbmodel import Study, cell_design
from ssbmodel.core.terms import RETIRED, term
from ssbmodel.show.commands import app

IN_ET7 = ("sulfide-in-et7", "oxide-in-et7", "hybrid-in-et7", "liquid-nmc-in-et7", "liquid-lfp-in-et7")
BOTH = ("documents-central", "liquid-baseline")


def by_command(study: str) -> dict[tuple[str, ...], float]:
    """Return what the command prints of a study: value by name and labels."""
    printed = CliRunner().invoke(app, ["outlook", study, "--csv"])
    assert printed.exit_code == 0, printed.output
    rows: Any = list(csv.reader(io.StringIO(printed.stdout)))
    head, first, last = rows[0], 3, rows[0].index("value")
    return {(row[1], *(cell for cell in row[first:last] if cell)): float(row[head.index("value")]) for row in rows[1:]}


@pytest.mark.parametrize("name", IN_ET7)
def test_mass_volume_and_price_of_a_pack_are_those_of_its_design(name: str) -> None:
    study = Study.named(name)
    design = cell_design(study.cell.chemistry)  # type: ignore[union-attr]
    for answer, found in study.run("pack_mass", "pack_volume", "cell_specific_energy", "cell_energy_density").items():
        assert_allclose(found.m_as(found.unit), design[answer].m_as(found.unit), rtol=4e-15)
    price = study.run("base_pack_unit_price").in_money("USD_2022").base_pack_unit_price
    assert_allclose(price.m_as("USD_2022/Wh"), design.base_pack_unit_price.m_as("USD_2022/Wh"), rtol=4e-15)


@pytest.mark.parametrize("name", ["sulfide-in-et7", "liquid-nmc-in-et7", *BOTH])
def test_the_command_prints_what_the_study_answers(name: str) -> None:
    study, printed = Study.named(name), by_command(name)
    found = study.run()
    for answer in ("pack_volume", "usable_energy", "driving_range", "base_pack_price"):
        if found[answer].dims == ():
            assert printed[answer,] == pytest.approx(float(found[answer].m_as(found[answer].unit)), rel=1e-12), answer
    drawn = study.propagate(n=4096, outputs=["cold_range"])["cold_range"]
    first = next(value for key, value in printed.items() if key[0] == "cold_range" and "median" in " ".join(key))
    assert first == pytest.approx(float(np.ravel(drawn.median.m_as("km"))[0]), rel=5e-3)


def test_a_central_value_beside_a_band_is_the_median_of_its_draws() -> None:
    for name in BOTH:
        printed = by_command(name)
        low, mid, high = (printed[key] for key in sorted(k for k in printed if k[0] == "cold_range"))
        drawn = Study.named(name).propagate(n=4096, outputs=["cold_range"])["cold_range"]
        ends = sorted((low, mid, high))
        assert ends[1] == pytest.approx(float(drawn.median.m_as("km")), rel=5e-3)
        assert ends[0] < ends[1] < ends[2]


def test_a_heavier_pack_of_one_car_goes_less_far_and_a_stated_consumption_is_said_not_to_feel_it() -> None:
    computed = Study.over("route", {name: Study.named(name) for name in IN_ET7}).run("pack_mass", "driving_range")
    by_mass = np.argsort(computed.pack_mass.m_as("kg"))
    assert (np.diff(computed.driving_range.m_as("km")[by_mass]) < 0).all()
    ranges = [Study.named(name).run("driving_range").driving_range for name in BOTH]
    assert np.array_equal(ranges[0].m_as("km"), ranges[1].m_as("km"))
    assert "pack_mass" not in str(Study.named("documents-central").wiring("driving_range"))


def test_one_name_for_one_thing() -> None:
    # unit_cost and the like stay words of general functions; no study states or computes them
    for name in Study.named_studies():
        assert not set(Study.named(name).names) & set(RETIRED), name
    assert all(term(new) for new in RETIRED.values())


def test_one_usable_share_for_all_cars_that_are_compared() -> None:
    shares = {float(Study.named(name).run("usable_share").usable_share.m_as("")) for name in (*IN_ET7, *BOTH)}
    assert shares == {0.85}


def test_the_capacity_kept_in_the_cold_is_the_study_s_own_wherever_it_is_asked() -> None:
    for name in IN_ET7:
        study = Study.named(name)
        kept = study.run("capacity_retention", "usable_energy", "cold_consumption", "cold_range")
        reach = kept.usable_energy.m_as("Wh") * kept.capacity_retention.m_as("") / kept.cold_consumption.m_as("Wh/km")
        # the least corner of a range goes with the greatest of consumption
        assert_allclose(reach[1], kept.cold_range.m_as("km")[1], rtol=1e-12)
