"""The library's own studies: the frozen answers of the stated ones, and what stands behind every value."""

import json
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ssbmodel import StudyError
from ssbmodel.study.study import Study

FROZEN = Path(__file__).parents[1] / "checks" / "frozen" / "answers.json"
STATED = (
    "documents-central", "documents-low", "documents-high", "liquid-baseline", "parity-2030", "large-scale-after-2030",
)  # fmt: skip
RENAMED = {
    "unit_cost": "pack_unit_price", "pack_cost": "pack_price",
    "range_warm": "driving_range", "range_cold": "cold_range",
    "cell_mass": "cells_mass", "cell_volume": "cells_volume",
}  # fmt: skip
SHAPE = ("year", "case")


@cache
def frozen() -> Any:
    return json.loads(FROZEN.read_text(encoding="utf-8"))["outlook"]


def spread_out(study: Study, name: str, unit: str, years: int, cases: int) -> Any:
    """Return an answer over years and cases, whatever axes it has itself, in a unit of the same kind."""
    answer = study.run(name)[name]
    order = [axis for axis in SHAPE if axis in answer.dims]
    placed = np.moveaxis(np.asarray(answer.m_as(unit)), [answer.dims.index(axis) for axis in order], range(len(order)))
    place = tuple(slice(None) if axis in answer.dims else None for axis in SHAPE)
    return np.broadcast_to(placed[place], (years, cases))


def test_the_six_paths_are_there() -> None:
    assert Study.named_studies()[:6] == STATED
    assert set(STATED) == set(frozen())


@pytest.mark.parametrize("name", STATED)
def test_a_stated_study_gives_the_19_frozen_answers_to_the_last_bit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # frozen when a spread was stood for by its mode; that it is its median now is a change of its own
    monkeypatch.setattr(Study, "centre", staticmethod(lambda spread: float(spread.ends.central)))
    study, rows = copy(Study.named(name)), frozen()[name]  # a copy keeps nothing that was worked out before
    assert list(study.years) == rows["years"][0]
    answers = {key: row for key, row in rows.items() if key not in ("years", "cases")}
    assert len(answers) == 19
    for key, (values, unit) in answers.items():
        wanted = np.asarray(values).reshape(len(study.years), -1)
        found = spread_out(study, RENAMED.get(key, key), unit, *wanted.shape)
        assert found.tolist() == wanted.tolist(), key


def test_what_stands_for_a_spread_is_its_median() -> None:
    # 250 kg of cells over the median of triangular(0.580, 0.609, 0.725): 0.725 - sqrt(0.145 x 0.116 / 2)
    mass = Study.named("documents-central").run("pack_mass").pack_mass.sel(case="at median inputs")
    assert mass.m_as("kg") == pytest.approx(394.76, abs=0.005)


def test_every_value_of_a_named_study_has_figures_a_source_or_a_reason() -> None:
    for name in Study.named_studies():
        bare = [one.assumption for one in Study.named(name).composition.said.values()]
        assert [one.name for one in bare if not (one.rests_on or one.sources or one.reason)] == []


def test_what_was_measured_in_the_cold_holds_there_alone() -> None:
    with pytest.raises(StudyError, match=r"capacity_retention holds at -20 °C; the study asks at -10 °C"):
        Study.named("documents-central").replace(ambient_temperature="-10 degC").run()


def test_a_name_that_is_none_is_told_a_near_one() -> None:
    with pytest.raises(StudyError, match=r"no study called 'documents-centre'. Did you mean 'documents-central'"):
        Study.named("documents-centre")


# the computed ones

IN_ET7 = ("sulfide-in-et7", "oxide-in-et7", "hybrid-in-et7", "liquid-nmc-in-et7", "liquid-lfp-in-et7")


@cache
def answers(name: str) -> Any:
    asked = ("pack_mass", "cell_specific_energy", "rated_energy", "pack_unit_price", "cold_range", "driving_range")
    return Study.named(name).run(*asked)


def middle(name: str, answer: str, **where: Any) -> float:
    """Return an answer at median inputs."""
    found = answers(name)[answer]
    return float(found.sel(**({"case": "at median inputs"} if "case" in found.dims else {}), **where).magnitude)


def test_the_five_computed_studies_drive_one_car_with_one_pack_energy_on_one_climate() -> None:
    assert Study.named_studies()[6:] == IN_ET7
    first, *others = (Study.named(name) for name in IN_ET7)
    for one in others:
        assert one.cell != first.cell
        assert (one.pack, one.vehicle, one.climate, one.cost) == (first.pack, first.vehicle, first.climate, first.cost)
        assert (one.money, one.years) == (first.money, first.years)
    assert {middle(name, "rated_energy") for name in IN_ET7} == {100_000}


def test_the_lighter_its_pack_the_farther_the_car_goes_with_the_same_energy() -> None:
    by_mass = sorted(IN_ET7, key=lambda name: middle(name, "pack_mass"))
    ranges = [middle(name, "driving_range") for name in by_mass]
    assert ranges == sorted(ranges, reverse=True)
    assert by_mass[-1] == "liquid-lfp-in-et7"


@pytest.mark.parametrize("name", IN_ET7)
def test_a_computed_study_declines_by_year_and_goes_less_far_in_the_cold(name: str) -> None:
    prices = [middle(name, "pack_unit_price", year=year) for year in (2025, 2027, 2030, 2035)]
    assert prices == sorted(prices, reverse=True)
    assert prices[-1] < prices[0]
    assert middle(name, "pack_unit_price", year=2025) == pytest.approx(
        float(Study.named(name).run("base_pack_unit_price").base_pack_unit_price), rel=1e-12
    )
    cold = [middle(name, "cold_range", ambient_temperature=f"{air} degC") for air in (-20, -10, 0, 10, 23)]
    assert cold == sorted(cold)


def test_they_stack_into_one_table_over_the_cell() -> None:
    found = Study.over("cell", {name: Study.named(name) for name in IN_ET7}).run("pack_mass", "pack_unit_price")
    assert found.pack_mass.dims == ("cell",)
    assert found.pack_unit_price.dims == ("cell", "case", "year")
    assert len({row["rests_on"] for row in found.to_records()}) == 1
