"""Which cells, packs and costs go together; what edits reach; what is refused, and in which words."""

import itertools
from typing import Any

import pytest

from ssbmodel import Study, StudyError, cells, costs, packs, plants
from ssbmodel.ground.errors import DomainError

CELLS: dict[str, Any] = {
    "stated": cells.Stated(cell_specific_energy="400 Wh/kg", cell_energy_density="900 Wh/L"),
    "designed": cells.Designed("sulfide-nmc-li"),
    "reference": cells.Reference(),
}
PACKS: dict[str, Any] = {
    "ratios": packs.Ratios(
        rated_energy="100 kWh", usable_share=0.9, cell_to_pack_mass_ratio=0.7, cell_to_pack_volume_ratio=0.5
    ),
    "batpac": packs.BatPaC(),
}
COSTS: dict[str, Any] = {
    "stated": costs.Stated(base_pack_unit_price="0.9 CNY_2025/Wh"),
    "plant": plants.PlantPrice(),
}
NO_PARTS = "plants.PlantPrice makes a pack part by part; packs.Ratios has no parts. Take pack=packs.BatPaC(...), or "
NO_LAYERS = "packs.BatPaC lays out pouch cells from their layers. Take cell=cells.Designed(...), or "


@pytest.mark.parametrize(("cell", "pack", "cost"), [*itertools.product(CELLS, PACKS, COSTS)])
def test_every_combination_runs_or_is_refused_in_one_sentence(cell: str, pack: str, cost: str) -> None:
    study = Study(cell=CELLS[cell], pack=PACKS[pack], cost=COSTS[cost])
    wrong = [NO_PARTS] * (pack == "ratios" and cost == "plant") + [NO_LAYERS] * (pack == "batpac" and cell == "stated")
    if not wrong:
        assert set(study.run()) >= {"pack_mass", "pack_volume", "base_pack_price", "usable_energy"}
        return
    with pytest.raises(StudyError) as refused:
        study.run()
    lines = str(refused.value).splitlines()
    assert len(lines) == len(wrong)
    assert all(line.startswith(told) for line, told in zip(lines, wrong))


def test_a_recipe_that_does_not_sum_to_one_is_refused() -> None:
    study = Study(cell=CELLS["designed"])
    told = "positive_active_share and three more sum to 1.05. Expected 1; set those that change together."
    with pytest.raises(DomainError) as refused:
        study.replace(positive_active_share=0.85).run()
    assert str(refused.value) == told
    assert study.replace(positive_active_share=0.85, positive_electrolyte_share=0.12).run("cell_voltage")
