"""The jacket around the rows, the conductors on pack level, and the pack as a whole."""

from typing import Any, NamedTuple

from ....ground.arrays import together, total
from ....ground.door import door
from ....ground.quantities import Area, Length, Mass, OuterVolume
from .module import Module
from .ohmic import Hardware
from .racks import Rows
from .shapes import JacketShape, Metals, Parts


class WholePack(NamedTuple):
    """The outer parts of a pack, its mass and its volume."""

    pack_length: Length
    pack_width: Length
    pack_height: Length
    angle_iron_mass: Mass
    jacket_base_mass: Mass
    jacket_top_mass: Mass
    jacket_aluminium_mass: Mass
    insulation_area: Area
    module_wiring_mass: Mass
    bus_bar_mass: Mass
    pack_terminal_mass: Mass
    cells_mass: Mass
    module_hardware_mass: Mass
    racks_mass: Mass
    cooling_mass: Mass
    jacket_mass: Mass
    links_mass: Mass
    electronics_mass: Mass
    pack_mass_unpressed: Mass
    jacket_volume: OuterVolume


class _Faces(NamedTuple):
    """Half the outline, and the lid, of the jacket outside and inside its walls."""

    outer_reach: Any
    outer_lid: Any
    inner_reach: Any
    inner_lid: Any


def _base(faces: _Faces, j: JacketShape, metals: Metals) -> tuple[Any, Any]:
    """Return steel and aluminium of the base."""
    aluminium = faces.inner_lid + 2 * (j.jacket_wall - j.jacket_lip) * faces.inner_reach
    return j.inner_skin * metals.steel_density * faces.inner_lid, j.inner_skin * metals.aluminium_density * aluminium


def _top(height: Any, faces: _Faces, j: JacketShape, metals: Metals) -> tuple[Any, Any]:
    """Return the aluminium of the top, and the area of its insulation."""
    low = height - 2 * j.jacket_wall
    outside = 2 * height * faces.outer_reach + faces.outer_lid
    inside = 2 * low * faces.inner_reach + faces.inner_lid
    # (length - 2 skins) (width - 2 skins), multiplied out
    flat = faces.outer_lid - 2 * j.outer_skin * faces.outer_reach + 4 * j.outer_skin**2
    round_it = 2 * low * (faces.outer_reach - 2 * j.jacket_wall)
    aluminium = metals.aluminium_density * j.outer_skin * outside + metals.aluminium_density * j.inner_skin * inside
    return aluminium, flat + round_it


def _size(rows: Rows, parts: Parts) -> tuple[tuple[Any, Any, Any], _Faces]:
    """Return the outer size of the jacket, and its faces."""
    j = parts.jacket
    length, width = rows.row_length + j.jacket_gap, parts.layout.row_count * rows.row_width
    width = width + (j.jacket_gap + j.jacket_side)
    outer = length + 2 * j.jacket_wall, width + 2 * j.jacket_wall
    faces = _Faces(outer[0] + outer[1], outer[0] * outer[1], length + width, length * width)
    return (*outer, rows.row_height + (j.jacket_gap + j.jacket_wall + j.jacket_top)), faces


def _copper(module: Module, hardware: Hardware, parts: Parts) -> tuple[Any, ...]:
    """Return the masses of module links with wiring, bus bar and pack terminals."""
    j, copper = parts.jacket, parts.metals.copper_density
    links = parts.layout.modules_per_row * parts.layout.row_count + 1
    wiring = links * j.link_factor * j.module_link * copper * hardware.module_section
    bar = copper * hardware.pack_section * (2 * module.module_length + parts.conductors.bus_bar_extra)
    terminals = 2 * (j.pack_terminal + j.pack_terminal_extra) * copper / j.copper_share * hardware.pack_section
    return wiring, bar, terminals


@door
def whole_pack(*, cells_mass: Mass, module: Module, rows: Rows, hardware: Hardware, parts: Parts) -> WholePack:
    r"""A pack as the sum of its parts.

    .. math:: m = n m_{cell} + m_{modules} + m_{racks} + m_{cooling} + m_{jacket} + m_{links} + m_{BMS}

    Parameters
    ----------
    cells_mass : quantity, any shape [kg]
        Mass of all cells.
    module : Module
        The parts of one module.
    rows : Rows
        Racks and cooling.
    hardware : Hardware
        Sections of conductors.
    parts : Parts
        Jacket, metals and layout.

    Returns
    -------
    WholePack, shape of the inputs broadcast
        Size [m]
        Masses [kg]
        Area of insulation [m2]
        The volume inside the jacket's outer skin [m3]
        Electronics outside it take further litres.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, pack dimensions, jacket, volume and mass summary.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC())
    >>> print(round(study.run("pack_mass_unpressed").pack_mass_unpressed.m_as("kg"), 2))
    488.73
    """
    j, count = parts.jacket, parts.layout.modules_per_row * parts.layout.row_count
    outer, faces = _size(rows, parts)
    iron = 2 * j.angle_iron * faces.outer_reach
    steel, aluminium = _base(faces, j, parts.metals)
    top, top_area = _top(outer[2], faces, j, parts.metals)
    flock, base_area = j.insulation_depth * j.insulation_density, faces.inner_lid
    base, lid = iron + steel + aluminium + flock * base_area, top + flock * top_area
    copper = _copper(module, hardware, parts)
    groups = (
        cells_mass,
        count * module.module_mass - cells_mass,
        parts.layout.row_count * rows.row_mass,
        rows.cooling_panel_mass + rows.manifold_mass + rows.coolant_mass,
        base + lid,
        total(*copper, j.heater_mass),
        j.electronics_mass,
    )
    skins = iron, base, lid, aluminium + top, base_area + top_area
    masses = *groups[:-1], together(base, groups[-1])[1], total(*groups)
    return WholePack._make((*outer, *skins, *copper, *masses, faces.outer_lid * outer[2]))
