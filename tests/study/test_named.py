"""The library's own studies: the frozen answers of the stated ones, and what stands behind every value."""

import json
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
def test_a_stated_study_gives_the_19_frozen_answers_to_the_last_bit(name: str) -> None:
    study, rows = Study.named(name), frozen()[name]
    assert list(study.years) == rows["years"][0]
    answers = {key: row for key, row in rows.items() if key not in ("years", "cases")}
    assert len(answers) == 19
    for key, (values, unit) in answers.items():
        wanted = np.asarray(values).reshape(len(study.years), -1)
        found = spread_out(study, RENAMED.get(key, key), unit, *wanted.shape)
        assert found.tolist() == wanted.tolist(), key


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
