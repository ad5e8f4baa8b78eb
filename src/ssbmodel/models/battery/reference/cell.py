"""A pouch cell in every part: layers, foils with their tabs, terminals, liquid and container."""

from typing import Any, NamedTuple

from ....ground.arrays import namespace, product, total
from ....ground.door import door
from ....ground.quantities import (
    Area,
    Capacity,
    Count,
    Length,
    Mass,
    OuterVolume,
    PositiveLength,
)
from .shapes import Metals, PouchShape, Repeat


class PouchCell(NamedTuple):
    """What a pouch cell holds, and its size."""

    coated_area: Area
    negative_area: Area
    layer_count: Count
    electrode_width: Length
    electrode_length: Length
    cell_width: Length
    cell_length: Length
    positive_coating_mass: Mass
    negative_coating_mass: Mass
    positive_foil_area: Area
    negative_foil_area: Area
    positive_foil_mass: Mass
    negative_foil_mass: Mass
    separator_area: Area
    separator_layer_mass: Mass
    liquid_volume: OuterVolume
    liquid_mass: Mass
    positive_terminal_mass: Mass
    negative_terminal_mass: Mass
    container_mass: Mass
    single_cell_mass: Mass
    single_cell_volume: OuterVolume


class FoilEnds(NamedTuple):
    """Where foils leave the layers and meet the terminals."""

    tab: Any
    inside: Any
    terminal_width: Any


def foil_ends(width: Any, cell_thickness: Any, shape: PouchShape) -> FoilEnds:
    """Return how far foils reach beyond the layers and how wide the terminals are."""
    tab = shape.tab_reach * cell_thickness
    inside = (shape.tab_reach - shape.tab_bend) * cell_thickness - shape.separator_overhang_length / 2
    return FoilEnds(tab, inside, terminal_width(width, shape))


def terminal_width(width: Any, shape: PouchShape) -> Any:
    """Return how wide the terminals are, for an electrode width."""
    xp = namespace(width, shape.wide_above, shape.wide_terminal, shape.narrow_terminal)
    return xp.where(width > shape.wide_above, shape.wide_terminal, shape.narrow_terminal)


def _layer_count(cell_thickness: Any, repeat: Repeat, shape: PouchShape) -> Any:
    room = cell_thickness - (2 * shape.pouch_thickness + repeat.negative_foil)
    foils = (repeat.positive_foil + repeat.negative_foil) / 2
    half = repeat.positive_coating + repeat.negative_coating + (repeat.separator_thickness + foils)
    return shape.packing / 2 * room / half


def _terminals(width: Any, ends: FoilEnds, shape: PouchShape, metals: Metals) -> tuple[Any, Any]:
    """Return the masses of both terminals, which reach out of the cell and between the foils."""
    outside = (shape.weld_length + shape.feedthrough_length) * ends.terminal_width
    face = outside + ends.inside * (width - 2 * shape.terminal_inset)
    positive = shape.positive_terminal * metals.aluminium_density * face
    return positive, shape.negative_terminal * metals.copper_density * face


def _container(cell_thickness: Any, cell_width: Any, cell_length: Any, shape: PouchShape) -> Any:
    half_round = cell_width + cell_thickness + shape.cell_seam
    return 2 * shape.pouch_density * shape.pouch_thickness * half_round * (cell_length - 2 * shape.weld_length)


def _layers(counts: tuple[Any, Any], w: Any, length: Any, reach: Any, shape: PouchShape) -> tuple[Any, ...]:
    """Return the areas of negative coating, positive foil, negative foil and separator, for layers and coated sides.

    ``reach`` is the length with the tab.
    """
    (n, sides), over = counts, shape.negative_overhang
    wide = w + over
    return (
        sides * (wide * (length + over)),
        n * (w * reach),
        (n + 1) * (wide * (reach + over / 2)),  # half the overhang lies under the tab
        sides * ((w + shape.separator_overhang_width) * (length + shape.separator_overhang_length)),
    )


@door
def pouch_cell(
    single_cell_capacity: Capacity, cell_thickness: PositiveLength, *, repeat: Repeat, shape: PouchShape, metals: Metals
) -> PouchCell:
    r"""Every part of a pouch cell of a stated capacity and thickness.

    .. math:: A = Q / q, \quad n = k \frac{T - 2 t_p - t_{x,a}}{t_{x,c} + t_{x,a} + 2 (t_s + t_c + t_a)}, \quad
       w = \sqrt{A / (2 n r)}

    Parameters
    ----------
    single_cell_capacity : quantity, any shape [A h]
        Charge :math:`Q` of one cell from full to empty.
    cell_thickness : quantity, broadcast [m]
        Thickness :math:`T` of the closed cell.
    repeat : Repeat
        One electrode pair with its foils.
    shape : PouchShape
        Packing, aspect ratio, overhangs, tabs, terminals and pouch.
    metals : Metals
        Densities of terminals.

    Returns
    -------
    PouchCell, shape of the inputs broadcast
        Areas [m2]
        Lengths [m]
        Masses [kg]
        Volumes [m3]
        The number of layers [1]
        Which need not be whole.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    One negative foil more than layers closes the stack. A solid cell is the same with no liquid and no excess of it.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, mass balance and cell dimensions.

    Examples
    --------
    >>> from ssbmodel.presets.cells.reference import reference
    >>> parts = reference()
    >>> cell = pouch_cell(Q(68.179107, "Ah"), Q(20.1109178, "mm"), repeat=parts.repeat(Q(120, "um")),
    ...                   shape=parts.pouch, metals=parts.metals)
    >>> print(round(cell.single_cell_mass.m_as("g"), 3))
    744.124
    """
    n = _layer_count(cell_thickness, repeat, shape)
    area, sides = single_cell_capacity / repeat.areal_capacity, 2 * n
    face = area / sides
    w = (face / shape.aspect) ** 0.5
    length = shape.aspect * w
    ends = foil_ends(w, cell_thickness, shape)
    reach = length + ends.tab
    negative, *foils, separator = _layers((n, sides), w, length, reach, shape)
    width = w + (2 * shape.cell_edge + shape.separator_overhang_width)
    long = reach + ends.tab + 2 * (shape.feedthrough_length + shape.weld_length)
    pores = repeat.positive_liquid * area + repeat.negative_liquid * negative + repeat.separator_liquid * separator
    liquid = total(pores, product(shape.liquid_excess, cell_thickness, face))
    masses = (
        repeat.positive_mass * area,
        repeat.negative_mass * negative,
        repeat.positive_foil * repeat.positive_foil_density * foils[0],
        repeat.negative_foil * repeat.negative_foil_density * foils[1],
        repeat.separator_mass * separator,
        repeat.liquid_density * liquid,
        *_terminals(w, ends, shape, metals),
        _container(cell_thickness, width, long, shape),
    )
    sizes = area, negative, n, w, length, width, long
    return _cell(sizes, masses, (*foils, separator, liquid), cell_thickness * width * long)


def _cell(sizes: tuple[Any, ...], masses: tuple[Any, ...], areas: tuple[Any, ...], volume: Any) -> PouchCell:
    positive, negative, positive_foil, negative_foil, separator, liquid, *ends = masses
    layers = positive, negative, *areas[:2], positive_foil, negative_foil, areas[2], separator
    return PouchCell._make((*sizes, *layers, areas[3], liquid, *ends, total(*masses), volume))
