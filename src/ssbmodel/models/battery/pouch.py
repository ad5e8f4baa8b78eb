"""A pouch cell whose height and width are given: capacity, mass, thickness and volume, every part counted."""

from typing import Any, NamedTuple

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    ArealCharge,
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


class PouchSheet(NamedTuple):
    """A pouch cell's sheets and what encloses them."""

    sheet_height: PositiveLength
    sheet_width: PositiveLength
    repeat_count: PositiveCount
    pouch_clearance: Length
    laminate_thickness: Length
    laminate_density: Density
    tab_height: Length
    tab_width: Length
    tab_thickness: Length
    positive_tab_density: Density
    negative_tab_density: Density
    extra_mass: Mass


class SheetCell(NamedTuple):
    """A pouch cell of stacked sheets; volume counts pouch and tabs' room."""

    sheet_capacity: Capacity
    sheet_cell_mass: Mass
    sheet_cell_thickness: Length
    sheet_cell_volume: OuterVolume


def _enclosure(s: PouchSheet) -> tuple[Any, Any]:
    """Return the mass of pouch, tabs and extras, and the area of a face with the tabs' room."""
    face = (s.sheet_width + s.pouch_clearance) * (s.sheet_height + s.pouch_clearance)
    tabs = (s.tab_height + s.pouch_clearance) * s.tab_width * s.tab_thickness
    mass = 2 * s.laminate_density * s.laminate_thickness * face + tabs * (
        s.positive_tab_density + s.negative_tab_density
    )
    return mass + s.extra_mass, face + (s.sheet_width + s.pouch_clearance) * s.tab_height


@door
def sheet_cell(
    negative_charge: ArealCharge, first_cycle_share: PositiveShare, *, repeat: Repeat, sheets: PouchSheet,
    liquid_per_charge: MassPerCharge, plated_share: Share,
) -> SheetCell:  # fmt: skip
    r"""A pouch cell of stacked sheets, double-coated, with one more double-coated negative sheet.

    .. math:: Q = 2 n h b f \min(q_c, q_a), \quad m = n h b (2 m_c + 2 m_a + 2 m_s + m_x) + \dots

    Parameters
    ----------
    negative_charge : quantity, any shape [A h/m2]
        Charge :math:`q_a` per area that the negative side can take.
    first_cycle_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`f` of the first charge that comes back.
    repeat : Repeat
        One electrode pair; its areal capacity :math:`q_c` is that of the first charge. Liquid is counted by charge.
    sheets : PouchSheet
        Height, width and number of sheets, and what encloses them.
    liquid_per_charge : quantity, broadcast [kg/(A h)]
        Mass of liquid per charge of the cell.
    plated_share : quantity, broadcast, 0 to 1 [1]
        Share of the negative mass in the pairs that came from the positive side: 1 where there is no excess lithium.

    Returns
    -------
    SheetCell, shape of the inputs broadcast
        Charge [A h]
        Mass [kg]
        Thickness [m]
        Volume with pouch and tabs [m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    M. J. Lacey, cellmodels, notebooks 2 and 3 (definitions only).

    Examples
    --------
    >>> from ssbmodel.study.cells.published import lacey
    >>> print(round(lacey("nmc811-graphite").energy.m_as("Wh"), 1))
    237.8
    """
    r, s = repeat, sheets
    xp = namespace(negative_charge, r.areal_capacity)
    area = s.sheet_height * s.sheet_width
    charge = first_cycle_share * xp.minimum(r.areal_capacity, negative_charge) * 2 * s.repeat_count * area
    foil, other = r.positive_foil * r.positive_foil_density, r.negative_foil * r.negative_foil_density
    pair = 2 * r.positive_mass + 2 * r.negative_mass * (1 - plated_share) + 2 * r.separator_mass + foil + other
    closing = 2 * r.negative_mass + other
    shell, face = _enclosure(s)
    mass = s.repeat_count * area * pair + area * closing + liquid_per_charge * charge + shell
    layers = 2 * (r.positive_coating + r.negative_coating + r.separator_thickness)
    thickness = (
        s.repeat_count * (r.positive_foil + r.negative_foil + layers)
        + (2 * r.negative_coating + r.negative_foil)
        + 2 * s.laminate_thickness
    )
    return SheetCell(charge, mass, thickness, thickness * face)
