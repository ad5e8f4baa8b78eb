"""Cells as parts of a study: stated by their energy figures, or designed from their layers."""

from typing import Any, ClassVar

from ..core.graph import Node, node
from ..core.part import Facts, Part
from ..models.battery.cell import cell_density

DENSITY = (node(cell_density),)


class Stated(Part):
    """A cell of stated specific energy and energy density, whatever is inside.

    Parameters
    ----------
    cell_specific_energy, cell_energy_density : rated energy per mass and volume of one cell
    capacity_retention : share of the usable energy left at the ambient temperature
    reference_capacity_retention : the same at the reference temperature
    """

    role: ClassVar[str] = "cell"
    answers: ClassVar[tuple[str, ...]] = ("cell_density",)

    cell_specific_energy: Any = None
    cell_energy_density: Any = None
    capacity_retention: Any = None
    reference_capacity_retention: Any = None

    def facts(self) -> Facts:
        """Return that there is a cell, of stated figures."""
        return {"cell": "stated"}

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the density that the two figures imply."""
        return DENSITY
