"""A cell in a can: a round can with a wound roll, a box with flat rolls or with stacked sheets; every part counted.

A roll is wound from one strip: positive and negative electrode, both coated on both sides, and two separators. Seen
from its end the strip fills the roll, so its length is the roll's section over its thickness, whatever its shape.
"""

import math
from typing import Any, NamedTuple

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    Area,
    Capacity,
    Density,
    Length,
    Mass,
    MassPerCharge,
    OuterVolume,
    PositiveCount,
    PositiveLength,
    PositiveShare,
    Share,
)
from .reference.shapes import Repeat


class RoundCan(NamedTuple):
    """A round can, and the roll in it."""

    can_diameter: PositiveLength
    can_height: PositiveLength
    can_wall: Length
    can_density: Density
    core_diameter: Length
    roll_clearance: Length
    head_room: Length
    extra_mass: Mass


class BoxCan(NamedTuple):
    """A box with a lid, and the rolls or stacks in it, side by side in its depth."""

    can_width: PositiveLength
    can_height: PositiveLength
    can_depth: PositiveLength
    can_wall: Length
    lid_thickness: Length
    can_density: Density
    roll_count: PositiveCount
    roll_clearance: Length
    head_room: Length
    side_room: Length
    extra_mass: Mass


class Filling(NamedTuple):
    """How far negative and separator reach beyond the positive coating, and liquid beside that in the pores."""

    negative_overhang: Length
    separator_overhang_width: Length
    liquid_excess: Share
    liquid_per_charge: MassPerCharge


class CannedCell(NamedTuple):
    """A cell in a can; its masses sum to ``single_cell_mass``."""

    single_cell_capacity: Capacity
    coated_area: Area
    positive_coating_mass: Mass
    negative_coating_mass: Mass
    positive_foil_mass: Mass
    negative_foil_mass: Mass
    separator_layer_mass: Mass
    liquid_mass: Mass
    container_mass: Mass
    extra_mass: Mass
    single_cell_mass: Mass
    single_cell_volume: OuterVolume


class _Layers(NamedTuple):
    """What a can holds: areas of positive electrode, of negative electrode, and of half of the separator."""

    positive: Any
    negative: Any
    separator: Any


@door
def roll_length(roll_diameter: PositiveLength, core_diameter: Length, strip_thickness: PositiveLength) -> Length:
    r"""Length of the strip that a round roll is wound from.

    .. math:: L = \pi (D^2 - d^2) / (4 s)

    Parameters
    ----------
    roll_diameter : quantity, any shape [m]
        Outer diameter :math:`D` of the roll.
    core_diameter : quantity, broadcast [m]
        Diameter :math:`d` of the hole that the winding pin leaves.
    strip_thickness : quantity, broadcast [m]
        Thickness :math:`s` of the strip: two electrodes, coated on both sides, and two separators.

    Returns
    -------
    quantity, shape of the inputs broadcast [m]
        None where the hole takes all the room.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: section of the roll over thickness of the strip; checked against the length of a spiral.

    Examples
    --------
    >>> print(round(roll_length(Q(20, "mm"), Q(4, "mm"), Q(0.3, "mm")).m_as("m"), 4))
    1.0053
    """
    return math.pi * _room(roll_diameter**2 - core_diameter**2) / (4 * strip_thickness)


@door
def round_cell(first_cycle_share: PositiveShare, *, repeat: Repeat, can: RoundCan, filling: Filling) -> CannedCell:
    r"""A wound cell in a round can.

    .. math:: Q = 2 f q \, L \, b, \quad L = \pi (D^2 - d^2) / (4 s)

    Parameters
    ----------
    first_cycle_share : quantity, any shape, 0 to 1 [1]
        Share :math:`f` of the pair's areal capacity :math:`q` that comes back; 1 where that is already what comes back.
    repeat : Repeat
        One electrode pair, of thickness :math:`s / 2` with half of each foil.
    can : RoundCan
        Can and roll; :math:`b` is the width of coating that its height leaves.
    filling : Filling
        Overhangs and liquid.

    Returns
    -------
    CannedCell, shape of the inputs broadcast
        Charge [A h]
        Coated area of the positive side [m2]
        Masses of parts and of the cell [kg]
        Outer volume [m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    A round can holds its roll by friction: it sets no pressure on the layers, and a brittle layer is not wound.

    References
    ----------
    Own derivation; checked against the wound 21700 cell of M. J. Lacey, cellmodels, notebook 1.

    Examples
    --------
    >>> from ssbmodel.study.cells.published import lacey_wound
    >>> print(round(lacey_wound().cell.single_cell_capacity.m_as("Ah"), 2))
    4.29
    """
    c, bore = can, can.can_diameter - 2 * can.can_wall
    width = _room(c.can_height - 2 * c.can_wall - c.head_room - filling.separator_overhang_width)
    length = roll_length.kernel(bore - c.roll_clearance, c.core_diameter, _strip(repeat))
    layers = _wound(length, width, filling)
    outer = math.pi / 4 * c.can_diameter**2 * c.can_height
    metal = c.can_density * (outer - math.pi / 4 * bore**2 * (c.can_height - 2 * c.can_wall))
    return _canned(first_cycle_share, layers, repeat, filling, (metal, c.extra_mass, outer))


@door
def box_cell_of_rolls(first_cycle_share: PositiveShare, *, repeat: Repeat, can: BoxCan, filling: Filling) -> CannedCell:
    r"""A cell of flat rolls in a box; the rolls lie on their sides, and their tabs leave to the left and right.

    .. math:: Q = 2 f q \, N b \, (e (h - e) + \pi e^2 / 4) / s

    Parameters
    ----------
    first_cycle_share : quantity, any shape, 0 to 1 [1]
        Share :math:`f` of the pair's areal capacity :math:`q` that comes back; 1 where that is already what comes back.
    repeat : Repeat
        One electrode pair, of thickness :math:`s / 2` with half of each foil.
    can : BoxCan
        Box and rolls: :math:`N` of them, :math:`h` high, :math:`e` thick, with a coating :math:`b` wide.
    filling : Filling
        Overhangs and liquid.

    Returns
    -------
    CannedCell, shape of the inputs broadcast
        Charge [A h]
        Coated area of the positive side [m2]
        Masses of parts and of the cell [kg]
        Outer volume [m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Own derivation: a flat roll ends in two half rounds; checked against a can without walls that its layers fill.

    Examples
    --------
    >>> from ssbmodel.study.cells.cans import canned_cell
    >>> print(round(canned_cell("liquid-nmc811-graphite", "prismatic").cell.single_cell_volume.m_as("L"), 3))
    0.973
    """
    inside, height, thick = _inside(can)
    width = _room(inside - filling.separator_overhang_width)
    thick = height - _room(height - thick)  # a round roll is as thick as it is high, none is thicker
    section = thick * (height - thick) + math.pi / 4 * thick**2
    layers = _wound(can.roll_count * section / _strip(repeat), width, filling)
    return _canned(first_cycle_share, layers, repeat, filling, _box(can))


@door
def box_cell_of_sheets(
    first_cycle_share: PositiveShare, *, repeat: Repeat, can: BoxCan, filling: Filling
) -> CannedCell:
    r"""A cell of stacked sheets in a box; each stack closes with one more negative sheet.

    .. math:: Q = 2 f q \, N n \, b h, \quad n = (e - 2 t_a - t_x) / s

    Parameters
    ----------
    first_cycle_share : quantity, any shape, 0 to 1 [1]
        Share :math:`f` of the pair's areal capacity :math:`q` that comes back; 1 where that is already what comes back.
    repeat : Repeat
        One electrode pair, of thickness :math:`s / 2` with half of each foil.
    can : BoxCan
        Box and stacks: :math:`N` of them, :math:`e` thick, of sheets :math:`b` wide and :math:`h` high.
    filling : Filling
        Overhangs, of width and of height, and liquid.

    Returns
    -------
    CannedCell, shape of the inputs broadcast
        Charge [A h]
        Coated area of the positive side [m2]
        Masses of parts and of the cell [kg]
        Outer volume [m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    The number of sheets is not rounded, as in :func:`pouch_cell`: a depth that leaves part of a sheet is seen as such.

    References
    ----------
    Own derivation; checked against a can without walls that its layers fill.

    Examples
    --------
    >>> from ssbmodel.study.cells.cans import canned_cell
    >>> rolls = canned_cell("sulfide-nmc-li", "prismatic").cell.single_cell_capacity
    >>> bool(canned_cell("sulfide-nmc-li", "prismatic-stacked").cell.single_cell_capacity > rolls)
    True
    """
    inside, height, thick = _inside(can)
    sides = [_room(side - filling.separator_overhang_width) for side in (inside, height)]
    closing = 2 * repeat.negative_coating + repeat.negative_foil
    sheets = can.roll_count * (thick - closing) / _strip(repeat)
    positive, negative, separator = (
        (sides[0] + more) * (sides[1] + more)
        for more in (0 * sides[0], filling.negative_overhang, filling.separator_overhang_width)
    )
    layers = _Layers(sheets * positive, (sheets + can.roll_count) * negative, sheets * separator)
    return _canned(first_cycle_share, layers, repeat, filling, _box(can))


def _strip(r: Repeat) -> Any:
    """Return the thickness of both electrodes, coated on both sides, with two separators."""
    return 2 * (r.positive_coating + r.negative_coating + r.separator_thickness) + r.positive_foil + r.negative_foil


def _wound(length: Any, width: Any, f: Filling) -> _Layers:
    """Return the areas of a strip whose negative and separator are wider than its positive electrode."""
    overhangs = 0 * f.negative_overhang, f.negative_overhang, f.separator_overhang_width
    return _Layers(*(length * (width + more) for more in overhangs))


def _room(left: Any) -> Any:
    """Return the room that is left: none where walls and overhangs take more than there is."""
    return namespace(left).maximum(left, 0 * left)


def _inside(c: BoxCan) -> tuple[Any, Any, Any]:
    """Return width and height of the room for layers, and the thickness of one roll or stack."""
    depth = c.can_depth - 2 * c.can_wall - c.roll_clearance
    return (
        c.can_width - 2 * c.can_wall - c.side_room,
        _room(c.can_height - c.can_wall - c.lid_thickness - c.head_room),
        _room(depth) / c.roll_count,
    )


def _box(c: BoxCan) -> tuple[Any, Any, Any]:
    """Return the mass of a box with its lid, what else is in it, and its outer volume."""
    outer = c.can_width * c.can_height * c.can_depth
    inner = (c.can_width - 2 * c.can_wall) * (c.can_depth - 2 * c.can_wall)
    metal = c.can_density * (outer - inner * (c.can_height - c.can_wall - c.lid_thickness))
    return metal, c.extra_mass, outer


def _canned(share: Any, layers: _Layers, r: Repeat, f: Filling, can: tuple[Any, Any, Any]) -> CannedCell:
    """Return a cell from its layers and its can."""
    coated, negative, separator = 2 * layers.positive, 2 * layers.negative, 2 * layers.separator
    charge = share * r.areal_capacity * coated
    pores = coated * r.positive_liquid + negative * r.negative_liquid + separator * r.separator_liquid
    liquid = r.liquid_density * (pores + f.liquid_excess * layers.positive * _strip(r)) + f.liquid_per_charge * charge
    masses = (
        coated * r.positive_mass,
        negative * r.negative_mass,
        layers.positive * r.positive_foil * r.positive_foil_density,
        layers.negative * r.negative_foil * r.negative_foil_density,
        separator * r.separator_mass,
        liquid,
        *can[:2],
    )
    whole: Any = sum(masses)
    return CannedCell(charge, coated, *masses, whole, can[2] + 0 * whole)
