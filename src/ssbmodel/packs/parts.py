"""Packs as parts of a study: by ratios of cell to pack, or the one that a car was built with."""

from typing import Any, ClassVar

from ..cells.designed import RETENTION, TESTED
from ..cells.retention import retention_line
from ..core.assumption import Assumption, Prepared
from ..core.checks import Flagged
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
DRIVEN = Requirement(
    "vehicle",
    ("driven",),
    "is the pack of a car, which is not known. Take vehicle=vehicles.Preset(...), or another pack.",
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


class AsBuilt(Part):
    """The pack that a car was built with: the car keeps it, with the mass and energy that its own table states.

    Notes
    -----
    Nothing is taken out of the car, so its mass and road load are those it was tested with. What is left of the energy
    in the cold is that of a liquid cell with a nickel-rich cathode, which nearly all of the cars have.
    """

    role: ClassVar[str] = "pack"
    requires: ClassVar[tuple[Requirement, ...]] = (DRIVEN,)

    def facts(self) -> Facts:
        """Return that the pack is the car's own."""
        return {"pack": "as built"}

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return the line of its cells in the cold."""
        return tuple(retention_line("nmc").stated.values())

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return its usable energy where the car does not state it, and what its cells keep of that in the cold."""
        return RETENTION if facts.get("own_usable_energy") else USABLE + RETENTION

    def flags(self, facts: Facts) -> tuple[Flagged, ...]:
        """Return where the line of capacity retention is extrapolated."""
        return TESTED

    def unused(self, facts: Facts) -> dict[str, str]:
        """Return what to write where a cell stands beside a pack that has its own."""
        if "cell" not in facts:
            return {}
        told = "the car keeps the pack that it was built with, cells included"
        return {"cell": f"{self.title()}: {told}. Leave the cell out, or take pack=packs.Ratios(...)."}
