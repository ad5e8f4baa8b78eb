"""The same pack from plants of other sizes: how many packs a year, and what one costs there."""

from typing import Any, NamedTuple

from ....ground.units import Q
from ....presets.cells.plants import PlantPreset
from ....presets.cells.processes import NamedPlant, named_plant, plants
from ....presets.cells.reference import reference
from ..design import CellDesign, cell_design


class PlantCost(NamedTuple):
    """What a chemistry's pack costs from a named plant."""

    plant: NamedPlant
    packs: Any
    design: CellDesign


def packs_a_year(name: str) -> Any:
    """Return the packs that a named plant makes in a counted year, at the reference's rated energy.

    >>> packs_a_year("documents-4-gwh")
    <Quantity(40000.0, 'dimensionless')>
    """
    made = named_plant(name).annual_output / reference().duty(Q(1, "h")).rated_energy
    return made.to("")


def costs_by_plant(chemistry: str, *, plant: PlantPreset | None = None, **changes: Any) -> tuple[PlantCost, ...]:
    """Return what a chemistry's pack costs from each named plant, by the step table's own exponents.

    >>> large, small = costs_by_plant("sulfide-nmc-li")
    >>> bool(small.design.unit_cost > large.design.unit_cost)
    True
    """
    rates = {name: packs_a_year(name) for name in plants()}
    return tuple(
        PlantCost(named_plant(name), packs, cell_design(chemistry, plant=plant, pack_rate=packs, **changes))
        for name, packs in rates.items()
    )
