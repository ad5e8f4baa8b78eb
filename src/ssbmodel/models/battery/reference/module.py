"""A module: its cells, what joins and encloses them, and its size."""

from typing import Any, NamedTuple

from ....ground.arrays import together, total
from ....ground.door import door
from ....ground.quantities import Count, Length, Mass, PositiveLength
from .cell import PouchCell, terminal_width
from .ohmic import Hardware
from .shapes import Parts


class Module(NamedTuple):
    """The parts of a module and its outer size."""

    module_length: Length
    module_width: Length
    module_height: Length
    link_count: Count
    cell_link_mass: Mass
    panel_mass: Mass
    tab_mass: Mass
    module_terminal_mass: Mass
    heat_plate_mass: Mass
    enclosure_mass: Mass
    module_extra_mass: Mass
    module_mass: Mass


def _links(cell_thickness: Any, width: Any, parts: Parts) -> tuple[Any, Any]:
    """Return how many links join the cells of a module, and their mass."""
    m, groups = parts.module, parts.layout.cells_per_module / parts.layout.cells_abreast
    count = (groups - 1) * (2 * parts.layout.cells_abreast - 1) + 2 * (parts.layout.cells_abreast - 1)
    length = cell_thickness + (m.heat_plate + 2 * (parts.pouch.weld_length - m.side_panel))
    return count, count * m.cell_link * parts.metals.copper_density * length * width


def _panels(cell: Any, cell_thickness: Any, parts: Parts) -> Any:
    m = parts.module
    count = parts.layout.cells_per_module
    length = (count - 1 / 2) * cell_thickness + count * m.heat_plate
    return 2 * m.panel_share * m.side_panel * m.panel_density * cell.cell_width * length


def _heat_plates(cell: Any, cell_thickness: Any, parts: Parts) -> Any:
    m = parts.module
    height = cell.cell_width + (2 * m.plate_fold * cell_thickness + 2 * m.heat_plate)
    plates = (parts.layout.cells_per_module + 1) * m.heat_plate * parts.metals.aluminium_density
    return plates * (cell.electrode_length + m.plate_reach) * height


@door
def module_of_cells(cell_thickness: PositiveLength, *, cell: PouchCell, hardware: Hardware, parts: Parts) -> Module:
    r"""Every part of a module of pouch cells that stand side by side.

    .. math:: L = L_c + g_f + g_b, \quad W = N (T + t_h) + 2 t_w, \quad H = W_c + 2 t_h + 2 t_w

    Parameters
    ----------
    cell_thickness : quantity, any shape [m]
        Thickness :math:`T` of a closed cell.
    cell : PouchCell
        The parts of one cell.
    hardware : Hardware
        Sections of tabs and terminals.
    parts : Parts
        Plates, walls, gaps and how many cells.

    Returns
    -------
    Module, shape of the inputs broadcast
        Size [m]
        Masses [kg]
        The number of links [1]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, calculated module parameters.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC())
    >>> print(round(study.run("module_mass").module_mass.m_as("kg"), 4))
    16.8655
    """
    m, copper, steel = parts.module, parts.metals.copper_density, parts.metals.steel_density
    count = parts.layout.cells_per_module
    length = cell.cell_length + (m.front_gap + m.back_gap)
    width = count * cell_thickness + (count * m.heat_plate + 2 * m.module_wall)
    height = cell.cell_width + 2 * (m.heat_plate + m.module_wall)
    wide = terminal_width(cell.electrode_width, parts.pouch)
    link_count, links = _links(cell_thickness, wide, parts)
    masses = (
        links,
        _panels(cell, cell_thickness, parts),
        2 * copper * hardware.tab_section * (wide + parts.conductors.tab_extra),
        2 * m.insulation_factor * m.module_terminal * copper * hardware.module_section,
        _heat_plates(cell, cell_thickness, parts),
        2 * m.module_wall * steel * (length * (width + height) + width * height),
    )
    extra = m.monitoring_mass + m.gas_vent_mass
    whole = total(count * cell.single_cell_mass, *masses, extra)
    _, link_count, extra = together(length, link_count, extra)
    return Module(length, width, height, link_count, *masses, extra, whole)
