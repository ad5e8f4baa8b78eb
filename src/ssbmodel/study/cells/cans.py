"""A chemistry's electrode pair in a can: what such a cell holds and weighs, part by part."""

from typing import Any, NamedTuple

import numpy as np

from ...cells.designed import Designed, is_price
from ...ground.errors import StudyError, UnitError, did_you_mean
from ...ground.spelling import write_unit
from ...ground.units import Q
from ...models.battery.can import (
    BoxCan,
    CannedCell,
    Filling,
    RoundCan,
    box_cell_of_rolls,
    box_cell_of_sheets,
    round_cell,
)
from ...models.battery.reference.shapes import Repeat
from ...presets.cells.formats import Format, cell_format
from ..results import Results
from .design import cell_design
from .parts import quantities

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


_PRICED = ("plant", "processes", "pack_rate", "cell_yield")  # what plant and order bring, no chemistry


class CannedDesign(NamedTuple):
    """A chemistry in a can; its energy is rated, at C/3 and full charge, as that of the pouch cell."""

    design: Results
    format: Format
    values: dict[str, Any]
    cell: CannedCell
    rated_energy: Any
    cell_specific_energy: Any
    cell_energy_density: Any

    @property
    def title(self) -> str:
        """Chemistry and format, as a chart names them."""
        return f"{self.design.study.title}. {self.format.title}"


def canned_cell(chemistry: Any, format: str, **changes: Any) -> CannedDesign:
    """Return a cell of a chemistry in a can of a named format.

    Parameters
    ----------
    chemistry : name of ``cells.chemistries``, or one of one's own as they are
    format : text
        ``"cylindrical"`` (21700), ``"prismatic"`` (flat rolls) or ``"prismatic-stacked"``.
    changes : other values
        Of fields of the format (``can_wall``, ``head_room`` ...), quantities of any shape that broadcasts; or of names
        that the chemistry states, as :func:`cell_design` takes them.

    Returns
    -------
    CannedDesign
        The cell with its parts, and its specific energy and energy density; ``design`` are the answers of the same
        layers in a pouch.

    Raises
    ------
    StudyError, ScenarioError
        If there is no chemistry, format or field of that name, or no room is left for layers.
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
    own = {field: _of_kind(found, field, value) for field, value in changes.items() if field in found.values}
    design = cell_design(chemistry, **{field: value for field, value in changes.items() if field not in own})
    values = found.values | own
    if not design.study.composition.facts["cell_filled"]:
        values |= {field: 0 * values[field] for field in ("liquid_excess", "liquid_per_charge")}
    make, kind = _MAKERS[format]
    layers = quantities(design, "cell_voltage", *Repeat._fields)
    cell = make(
        Q(1, ""), repeat=Repeat._make(layers[field] for field in Repeat._fields),
        can=kind(**{field: values[field] for field in kind._fields}),
        filling=Filling(**{field: values[field] for field in Filling._fields}),
    )  # fmt: skip
    _check_room(found, cell)
    energy = (cell.single_cell_capacity * layers["cell_voltage"]).to("Wh")
    specific, density = energy / cell.single_cell_mass, energy / cell.single_cell_volume
    return CannedDesign(design, found, values, cell, energy, specific.to("Wh/kg"), density.to("Wh/L"))


def _check_fields(chemistry: Any, found: Format, changes: dict[str, Any]) -> None:
    """Refuse a field that neither the can nor the chemistry has, and what only the price of a pack has."""
    preset = Designed(chemistry).preset
    known = (*found.values, *(one.name for one in preset.assumptions if not is_price(one.name)))
    for field in changes:
        if field in _PRICED or is_price(field):
            told = f"{found.name}: {field} moves the price of a pack; a cell in a can has none."
            raise StudyError(f"{told} Leave it out.")
        if field not in known:
            raise StudyError(f"{found.name}, {preset.name}: no field called {field!r}.{did_you_mean(field, known)}")


def _of_kind(found: Format, field: str, value: Any) -> Any:
    """Return a value of a field of the can; a bare number and a unit of another kind are refused."""
    unit = write_unit(found.values[field].unit_items())
    given: Any = Q(value) if isinstance(value, str) else value
    if not hasattr(given, "units"):
        raise UnitError(f'{found.name}: {field}={value!r} has no unit. Write {field}=Q({value!r}, "{unit}").')
    if not given.is_compatible_with(found.values[field].units):
        told = f"{given.units:~P}" or "a plain ratio"
        raise UnitError(f"{found.name}: {field} is in {told}. Expected something convertible to {unit}.")
    return given


def _check_room(found: Format, cell: CannedCell) -> None:
    """Refuse a can whose walls, rooms and overhangs leave nothing for layers."""
    if not np.all(cell.coated_area.magnitude > 0):
        raise StudyError(f"{found.name}: walls, rooms and overhangs leave no room for layers. Expected some.")


def canned_parts(canned: CannedDesign) -> dict[str, Any]:
    """Return the masses that make a cell in a can; they sum to ``single_cell_mass``."""
    return {part: getattr(canned.cell, name) for part, name in _PARTS.items()}
