"""Rows of modules: racks, pads, restraint, cooling panels, coolant."""

from typing import Any, NamedTuple

from ....ground.door import door
from ....ground.quantities import Length, Mass
from .cell import PouchCell
from .module import Module
from .shapes import Parts, RackShape

_PI = 3.141592653589793


class Rows(NamedTuple):
    """A row's size and parts, and the cooling of all rows."""

    row_length: Length
    row_width: Length
    row_height: Length
    rack_mass: Mass
    pad_mass: Mass
    row_mass: Mass
    cooling_panel_mass: Mass
    manifold_mass: Mass
    coolant_mass: Mass


def _racks(size: tuple[Any, ...], modules: Any, rack: RackShape, steel: Any) -> Any:
    """Return the mass of lower and upper rack."""
    length, width, height = size
    folds = 2 * (rack.rack_side - rack.lower_rack) * rack.lower_rack - 2 * rack.upper_rack * rack.upper_rack
    plates = length * (steel * (rack.lower_rack + rack.upper_rack) * width + steel * folds)
    uprights = steel * (2 * modules + 2 + 4 * 2**0.5) * rack.upright_section
    return plates + uprights * (height - rack.upright_offset)


def _restraint(across: Any, module: Module, row_height: Any, rack: RackShape, steel: Any) -> Any:
    """Return the mass of what holds a row together; ``across`` is how far a heat plate reaches along the cell."""
    face = (across + rack.restraint_inset) * (module.module_height - rack.restraint_inset)
    sides = (module.module_length - across - rack.restraint_length_inset) * (row_height + rack.restraint_height)
    return 2 * steel * rack.restraint * (face + 2 * sides) + 2 * steel * rack.bolt_volume


def _cooling(across: Any, size: tuple[Any, ...], module_height: Any, parts: Parts) -> tuple[Any, ...]:
    """Return the masses of panels, of pipes with fittings, and of coolant."""
    rack, rows, steel = parts.rack, parts.layout.row_count, parts.metals.steel_density
    length, width, _ = size
    panel = length - rack.pad_inset
    face, tube = across * panel, module_height + rack.tube_reach
    panels = 4 * rows * rack.channel_wall * steel * (face + rack.channel_height * (across + panel))
    main_ring, tube_ring = rack.main_outer**2 - rack.main_inner**2, rack.tube_outer**2 - rack.tube_inner**2
    ring, bore = _PI / 2 * rows * steel, _PI / 2 * rows * rack.coolant_density
    pipes = ring * main_ring * width + ring * tube_ring * tube + 4 * rows * rack.fitting_mass
    filled = bore * rack.main_bore**2 * width + bore * rack.tube_bore**2 * tube
    return panels, pipes, rows * rack.channel_height * rack.coolant_density * face + filled


def _band(across: Any, module: Module, cell: Any, rack: RackShape) -> Any:
    return (module.module_height - rack.pad_height_inset) * (cell.electrode_length + rack.pad_inset)


def _size(module: Module, parts: Parts) -> tuple[Any, ...]:
    rack, modules = parts.rack, parts.layout.modules_per_row
    length = modules * module.module_width + ((modules - 1) * rack.pad + rack.row_adjuster + rack.row_end)
    panel = rack.channel_height + 2 * rack.channel_wall
    return (
        length,
        module.module_length + rack.row_gap,
        module.module_height + (2 * panel + rack.lower_rack + rack.upper_rack),
    )


@door
def rows_of_modules(*, cell: PouchCell, module: Module, parts: Parts) -> Rows:
    r"""Every part that holds, presses and cools the rows of modules.

    .. math:: L_r = N W_m + (N - 1) t_{pad} + d

    Parameters
    ----------
    cell : PouchCell
        The parts of one cell.
    module : Module
        The parts of one module.
    parts : Parts
        Racks, pads, restraint, pipes and how many modules.

    Returns
    -------
    Rows, shape of the inputs broadcast
        Size of a row [m]
        Masses of one row and of all cooling [kg]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, module row rack and liquid cooling system.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC())
    >>> print(round(study.run("row_mass").row_mass.m_as("kg"), 3))
    11.182
    """
    rack, steel = parts.rack, parts.metals.steel_density
    size = _size(module, parts)
    across, modules = cell.electrode_length + parts.module.plate_reach, parts.layout.modules_per_row
    band = _band(across, module, cell, rack)
    held = _restraint(across, module, size[2], rack, steel) + 2 * steel * rack.restraint_band * band
    racks = _racks(size, modules, rack, steel) + held
    pads = (modules - 1) * rack.pad * rack.pad_density * band
    return Rows._make((*size, racks, pads, racks + pads, *_cooling(across, size, module.module_height, parts)))
