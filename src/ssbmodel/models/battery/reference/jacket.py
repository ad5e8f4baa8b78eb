"""The jacket around the rows, the conductors on pack level, and the pack as a whole."""

from typing import Any, NamedTuple

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
    whole_pack_mass: Mass
    jacket_outer_volume: OuterVolume


def _base(inner: tuple[Any, Any], j: JacketShape, metals: Metals) -> tuple[Any, Any]:
    """Return steel and aluminium of the base."""
    area, round_it = inner[0] * inner[1], 2 * (inner[0] + inner[1])
    aluminium = area + round_it * (j.jacket_wall - j.jacket_lip)
    return area * j.inner_skin * metals.steel_density, aluminium * j.inner_skin * metals.aluminium_density


def _top(outer: tuple[Any, Any, Any], inner: tuple[Any, Any], j: JacketShape, metals: Metals) -> tuple[Any, Any]:
    """Return the aluminium of the top, and the area of its insulation."""
    length, width, height = outer
    sides = 2 * (length + width) * height * j.outer_skin
    inside = 2 * (inner[0] + inner[1]) * (height - 2 * j.jacket_wall) * j.inner_skin
    lids = length * width * j.outer_skin + inner[0] * inner[1] * j.inner_skin
    flat = (length - 2 * j.outer_skin) * (width - 2 * j.outer_skin)
    round_it = 2 * (length + width - 2 * j.jacket_wall) * (height - 2 * j.jacket_wall)
    return metals.aluminium_density * (sides + inside + lids), flat + round_it


def _size(rows: Rows, parts: Parts) -> tuple[tuple[Any, Any, Any], tuple[Any, Any]]:
    """Return the outer size of the jacket, and its inner length and width."""
    j = parts.jacket
    inner_width = parts.layout.row_count * rows.row_width + j.jacket_gap + j.jacket_side
    length = rows.row_length + j.jacket_gap + 2 * j.jacket_wall
    height = rows.row_height + j.jacket_gap + j.jacket_wall + j.jacket_top
    return (length, inner_width + 2 * j.jacket_wall, height), (length - 2 * j.jacket_wall, inner_width)


def _copper(module: Module, hardware: Hardware, parts: Parts) -> tuple[Any, ...]:
    """Return the masses of module links with wiring, bus bar and pack terminals."""
    j, copper = parts.jacket, parts.metals.copper_density
    links = parts.layout.modules_per_row * parts.layout.row_count + 1
    wiring = links * j.link_factor * j.module_link * hardware.module_section * copper
    bar = hardware.pack_section * (2 * module.module_length + parts.conductors.bus_bar_extra) * copper
    terminals = 2 * (j.pack_terminal + j.pack_terminal_extra) * hardware.pack_section * copper / j.copper_share
    return wiring, bar, terminals


@door
def whole_pack(*, cell_mass: Mass, module: Module, rows: Rows, hardware: Hardware, parts: Parts) -> WholePack:
    r"""A pack as the sum of its parts.

    .. math:: m = n m_{cell} + m_{modules} + m_{racks} + m_{cooling} + m_{jacket} + m_{links} + m_{BMS}

    Parameters
    ----------
    cell_mass : quantity, any shape [kg]
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

    Examples
    --------
    >>> from ssbmodel.study.cells.chain import reference_pack
    >>> found = reference_pack(Q(60, "min"), Q(68.179107, "Ah"), Q(120, "um"), Q(20.1109178, "mm"))
    >>> print(round(found.whole.whole_pack_mass.m_as("kg"), 2))
    488.73
    """
    j, count = parts.jacket, parts.layout.modules_per_row * parts.layout.row_count
    outer, inner = _size(rows, parts)
    iron = 2 * j.angle_iron * (outer[0] + outer[1])
    steel, aluminium = _base(inner, j, parts.metals)
    top, top_area = _top(outer, inner, j, parts.metals)
    flock, base_area = j.insulation_depth * j.insulation_density, inner[0] * inner[1]
    base, lid = iron + steel + aluminium + flock * base_area, top + flock * top_area
    copper = _copper(module, hardware, parts)
    groups = (
        cell_mass,
        count * module.module_mass - cell_mass,
        parts.layout.row_count * rows.row_mass,
        rows.cooling_panel_mass + rows.manifold_mass + rows.coolant_mass,
        base + lid,
        sum(copper) + j.heater_mass,
        j.electronics_mass + 0 * base,
    )
    skins = iron, base, lid, aluminium + top, base_area + top_area
    return WholePack._make((*outer, *skins, *copper, *groups, sum(groups), outer[0] * outer[1] * outer[2]))
