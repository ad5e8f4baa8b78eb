"""Which cells, packs and costs go together; what edits reach; what is refused, and in which words."""

import itertools
from typing import Any

import numpy as np
import pytest

from ssbmodel import Distribution, Study, StudyError, cells, costs, packs, plants, vehicles
from ssbmodel.core.assumption import Assumption
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
VEHICLE = vehicles.Stated(battery_consumption="150 Wh/km", drag_share=0.5)
COLD = vehicles.Climate(ambient_temperature=["-20 degC", "0 degC", "23 degC"])
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


def test_a_share_that_is_drawn_alone_is_refused_with_the_share_of_draws() -> None:
    study = Study(cell=CELLS["designed"], pack=packs.BatPaC())
    drawn = study.replace(positive_active_share=Distribution(triangular=(0.7, 0.8, 0.85), unit=""))
    told = r"three more sum to [01][.]\d+. Expected 1; set those that change together. That is so in 1 of the draws."
    with pytest.raises(DomainError, match=told):
        drawn.propagate(n=64, outputs=["pack_mass"])
    thick = study.replace(areal_capacity=Distribution(uniform=(25, 45), unit="mAh/cm2"))
    with pytest.raises(DomainError, match=r"pulse of the pack takes 1[.]\d+ .* That is so in 0[.]\d+ of the draws"):
        thick.propagate(n=64, outputs=["pack_mass"])


def test_a_choice_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(StudyError, match=r"no chemistry called 'sulfide'. Did you mean 'sulfide-nmc"):
        cells.Designed("sulfide")
    with pytest.raises(StudyError, match=r"format='cylindrical' has no layout in a study yet. Expected: pouch."):
        cells.Designed("sulfide-nmc-li", format="cylindrical")
    with pytest.raises(StudyError, match=r"chemistry=3. Expected a name: liquid-nmc811-graphite"):
        cells.Designed(3)


def test_a_chemistry_of_one_s_own_goes_as_far_as_a_shipped_one() -> None:
    base = cells.chemistries["sulfide-nmc-li"]
    thin = Assumption(name="separator_thickness", value=15, unit="um", reason="what a coater reaches")
    mine = base.named("mine", "Mine", {}, thin)
    names = "pack_mass", "base_pack_unit_price", "capacity_retention"
    own = Study(cell=cells.Designed(mine), pack=packs.BatPaC(), cost=plants.PlantPrice(), climate=None)
    own = own.replace(vehicle=VEHICLE, climate=COLD)
    same = Study(cell=CELLS["designed"], pack=packs.BatPaC(), cost=plants.PlantPrice(), vehicle=VEHICLE, climate=COLD)
    found, wanted = own.run(*names), same.replace(separator_thickness="15 um").run(*names)
    assert [str(found[name].value) for name in names] == [str(wanted[name].value) for name in names]


def test_a_designed_cell_keeps_less_in_the_cold_and_all_at_the_reference() -> None:
    study = Study(cell=CELLS["designed"], pack=packs.BatPaC(), vehicle=VEHICLE, climate=COLD)
    found = study.run("capacity_retention", "reference_capacity_retention", "driving_range")
    kept = found.capacity_retention.value.magnitude
    assert found.reference_capacity_retention.value.magnitude == 1
    assert list(kept) == sorted(kept)
    assert kept[0] < 1 == kept[-1]


# what is taken in a record but moves nothing here, or moves at a step alone
STILL = {"modules_in_parallel", "wide_above", "narrow_terminal", "wide_terminal"}
# a dry cell without binder holds none of these
ABSENT = {"sulfide-nmc-si": {"binder_density", "solvent_per_binder", "liquid_density", "liquid_yield"}}


@pytest.mark.parametrize("chemistry", ["sulfide-nmc-si", "liquid-lfp-graphite"])
def test_every_stated_number_moves_something_or_is_refused(chemistry: str) -> None:
    cost = plants.PlantPrice("documents-4-gwh")
    study = Study(cell=cells.Designed(chemistry), pack=packs.BatPaC(), cost=cost, vehicle=VEHICLE, years=[2025])
    study = study.replace(climate=vehicles.Climate(ambient_temperature="-10 degC"))
    study = study.replace(stack_pressure="1 MPa")
    made, still = study.composition, set()
    computed = tuple(made.graph.suppliers)
    plain = tuple(name for name in computed if made.graph.has(name))
    for name in [name for name, one in made.said.items() if not one.money and not name.startswith("exchange")]:
        if not {*plain} & {*made.graph.reached([name])}:
            continue
        value = made.said[name].value
        plan = made.plan(plain, {name: ("draw",)})
        before, after = plan(**{name: value}), plan(**{name: 0.999 * value if value else 1e-3})
        if all(np.all(before[key] == after[key]) for key in plain):
            still.add(name)
    assert still <= STILL | ABSENT.get(chemistry, set())
