"""Packs as parts of a study: by ratios of cell to pack, or laid out part by part."""

from typing import Any, ClassVar

from ..core.graph import Node, node
from ..core.part import Facts, Part, Requirement
from ..models.battery.cell import cells_mass, cells_volume
from ..models.battery.pack import pack_mass, pack_volume, usable_energy

USABLE = (node(usable_energy),)
BY_RATIOS = (
    node(cells_mass),
    node(cells_volume),
    node(pack_mass),
    node(pack_volume),
)
A_CELL = Requirement("cell", (), "holds cells; there is none. Add cell=cells.Stated(...) or cell=cells.Designed(...).")


class Ratios(Part):
    """A pack whose mass and volume follow from its cells by ratios.

    Parameters
    ----------
    rated_energy : of all cells from full to empty at 25 °C
    usable_share : share of it that the battery management releases
    cell_to_pack_mass_ratio, cell_to_pack_volume_ratio : cells over pack
    """

    role: ClassVar[str] = "pack"
    answers: ClassVar[tuple[str, ...]] = ("cells_mass", "cells_volume", "pack_mass", "pack_volume", "usable_energy")
    requires: ClassVar[tuple[Requirement, ...]] = (A_CELL,)

    rated_energy: Any = None
    usable_share: Any = None
    cell_to_pack_mass_ratio: Any = None
    cell_to_pack_volume_ratio: Any = None

    def facts(self) -> Facts:
        """Return that the pack has no parts."""
        return {"pack": "ratios"}

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return mass, volume and usable energy."""
        return BY_RATIOS + USABLE
