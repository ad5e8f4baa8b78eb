"""A chemistry's electrode pair in a can: what such a cell holds and weighs, part by part."""

from typing import Any, NamedTuple

import numpy as np

from ....ground.errors import ScenarioError, did_you_mean
from ....ground.units import Q
from ....models.battery.can import (
    BoxCan,
    CannedCell,
    Filling,
    RoundCan,
    box_cell_of_rolls,
    box_cell_of_sheets,
    round_cell,
)
from ....presets.cells.chemistries import chemistry as of_name
from ....presets.cells.formats import Format, cell_format
from ..design import ORDER, CellDesign, cell_design, check_unit

_MAKERS: dict[str, tuple[Any, Any]] = {
    "cylindrical": (round_cell, RoundCan),
    "prismatic": (box_cell_of_rolls, BoxCan),
    "prismatic-stacked": (box_cell_of_sheets, BoxCan),
}
_PARTS = {
    "positive coating": "positive_coating_mass",
    "negative coating": "negative_coating_mass",
    "positive foil": "positive_foil_mass",
    "negative foil": "negative_foil_mass",
    "separator or solid layer": "separator_layer_mass",
    "liquid": "liquid_mass",
    "can": "container_mass",
    "terminals and the like": "extra_mass",
}


class CannedDesign(NamedTuple):
    """A chemistry in a can; its energy is rated, at C/3 and full charge, as that of the pouch cell."""

    design: CellDesign
    format: Format
    values: dict[str, Any]
    cell: CannedCell
    rated_energy: Any
    cell_specific_energy: Any
    cell_energy_density: Any

    @property
    def title(self) -> str:
        """Chemistry and format, as a chart names them."""
        return f"{self.design.chemistry.title}. {self.format.title}"


def canned_cell(chemistry: str, format: str, **changes: Any) -> CannedDesign:
    """Return a cell of a named chemistry in a can of a named format.

    Parameters
    ----------
    chemistry : text
        A chemistry, such as ``"liquid-nmc811-graphite"``.
    format : text
        ``"cylindrical"`` (21700), ``"prismatic"`` (flat rolls) or ``"prismatic-stacked"``.
    changes : quantities, any shape that broadcasts
        Other values for fields of the format (``can_wall``, ``head_room`` ...) or of the chemistry.

    Returns
    -------
    CannedDesign
        The cell with its parts, and its specific energy and energy density.

    Raises
    ------
    ScenarioError
        If there is no chemistry, format or field of that name.
    UnitError
        If a value has no unit, or one of another kind.

    Notes
    -----
    No can presses its layers; a chemistry that needs stack pressure gets it from its module. Whether a layer can be
    wound is not judged: a rigid oxide cannot.

    Examples
    --------
    >>> print(round(canned_cell("liquid-nmc811-graphite", "cylindrical").cell.single_cell_mass.m_as("g"), 1))
    65.6
    """
    found = cell_format(format)
    _check_fields(chemistry, found, changes)
    own = {field: value for field, value in changes.items() if field in found.values}
    for field, value in own.items():
        check_unit(format, field, value, found.values[field])
    design = cell_design(chemistry, **{field: value for field, value in changes.items() if field not in own})
    values = found.values | own
    if design.chemistry.solid:
        values |= {field: 0 * values[field] for field in ("liquid_excess", "liquid_per_charge")}
    make, kind = _MAKERS[format]
    cell = make(
        Q(1, ""), repeat=design.repeat, can=kind(**{field: values[field] for field in kind._fields}),
        filling=Filling(**{field: values[field] for field in Filling._fields}),
    )  # fmt: skip
    _check_room(found, cell)
    energy = (cell.single_cell_capacity * design.cell_voltage).to("Wh")
    specific, density = energy / cell.single_cell_mass, energy / cell.single_cell_volume
    return CannedDesign(design, found, values, cell, energy, specific.to("Wh/kg"), density.to("Wh/L"))


def _check_fields(chemistry: str, found: Format, changes: dict[str, Any]) -> None:
    """Refuse a field that neither the can nor the chemistry has, and what only a pack has."""
    known = (*found.values, *of_name(chemistry).values)
    for field in changes:
        if field == "plant" or field in ORDER:
            told = f"{found.name}: {field} moves the price of a pack; a cell in a can has none."
            raise ScenarioError(f"{told} Leave it out.")
        if field not in known:
            raise ScenarioError(f"{found.name}, {chemistry}: no field called {field!r}.{did_you_mean(field, known)}")


def _check_room(found: Format, cell: CannedCell) -> None:
    """Refuse a can whose walls, rooms and overhangs leave nothing for layers."""
    if not np.all(cell.coated_area.magnitude > 0):
        raise ScenarioError(f"{found.name}: walls, rooms and overhangs leave no room for layers. Expected some.")


def canned_parts(canned: CannedDesign) -> dict[str, Any]:
    """Return the masses that make a cell in a can; they sum to ``single_cell_mass``."""
    return {part: getattr(canned.cell, name) for part, name in _PARTS.items()}
