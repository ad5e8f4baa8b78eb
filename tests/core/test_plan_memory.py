"""A plan lets go of long arrays that no later step takes; the numbers do not depend on it."""

import weakref
from typing import Any

import numpy as np

from ssbmodel import Study, cells, packs
from ssbmodel.core.plan import MANY

STUDY = Study(
    cell=cells.Stated(cell_specific_energy="400 Wh/kg", cell_energy_density="900 Wh/L"),
    pack=packs.Ratios(rated_energy="100 kWh", cell_to_pack_mass_ratio=0.5, cell_to_pack_volume_ratio=0.7),
)


def test_what_no_later_step_takes_is_let_go() -> None:
    made: list[Any] = []
    seen: list[bool] = []

    def doubled(rated_energy: Any) -> Any:
        answer = rated_energy * 2.0
        made.append(weakref.ref(answer))
        return answer

    def looked_at(halved: Any) -> Any:
        seen.append(made[-1]() is None)
        return halved + 1.0

    study = (
        STUDY.with_node("doubled", doubled, unit="Wh")
        .with_node("halved", lambda doubled: doubled / 4.0, unit="Wh")
        .with_node("weight", looked_at, unit="Wh")
    )
    plan = study.kernel("weight", varied="rated_energy")
    many = np.linspace(9e4, 1e5, 4 * MANY)
    long = plan(rated_energy=many)["weight"]
    assert seen == [True]
    short = [plan(rated_energy=part)["weight"] for part in np.split(many, 8)]
    assert seen == [True] + 8 * [False]
    assert np.array_equal(long, np.concatenate(short))


def test_what_is_asked_for_stays_though_later_steps_take_it() -> None:
    plan = STUDY.kernel("cells_mass", "pack_mass", "cells_volume", varied="rated_energy")
    found = plan(rated_energy=np.full(4 * MANY, 8e4))
    assert {name: float(values[0]) for name, values in found.items()} == {
        "cells_mass": 200.0, "pack_mass": 400.0, "cells_volume": 8e4 / 900,
    }  # fmt: skip
