"""What it takes to press cells together: straps around a stack of cells, and two end plates."""

from typing import NamedTuple

from ...ground.door import door
from ...ground.quantities import (
    Density,
    Length,
    Mass,
    PositiveArea,
    PositiveCount,
    PositiveLength,
    Pressure,
    Ratio,
    Strength,
)


class PressedStack(NamedTuple):
    """A stack of cells that is pressed: its face, its length, and how much each cell grows in a charge."""

    face_area: PositiveArea
    pressed_length: Length
    free_width: PositiveLength
    pressed_cells: PositiveCount
    cell_growth: Length


@door
def strap_mass(
    stack_pressure: Pressure, face_area: PositiveArea, pressed_length: Length, *, metal_density: Density,
    allowed_stress: Strength,
) -> Mass:  # fmt: skip
    r"""Mass of the straps that hold a stack of cells at a pressure.

    .. math:: m = \rho \, p \, A \, L / s

    Parameters
    ----------
    stack_pressure : quantity, any shape [Wh/m3]
        Pressure :math:`p` on the cells; MPa is one.
    face_area : quantity, broadcast [m2]
        Face :math:`A` that is pressed.
    pressed_length : quantity, broadcast [m]
        Length :math:`L` of the stack.
    metal_density : quantity, broadcast [kg/m3]
        Density :math:`\rho` of the straps.
    allowed_stress : quantity, broadcast [Wh/m3]
        Stress :math:`s` they may bear.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: force over allowed stress is the straps' section; checked by hand on steel at 5 MPa.

    Examples
    --------
    >>> mass = strap_mass(Q(5, "MPa"), Q(192, "cm2"), Q(0.41, "m"), metal_density=Q(7.8, "g/cm3"),
    ...                   allowed_stress=Q(250, "MPa"))
    >>> print(round(mass.m_as("kg"), 2))
    1.23
    """
    return metal_density * stack_pressure * face_area * pressed_length / allowed_stress


@door
def end_plate_thickness(
    stack_pressure: Pressure, free_width: PositiveLength, *, bending_factor: Ratio, allowed_stress: Strength
) -> Length:
    r"""Thickness of an end plate that bears a pressure over a free width.

    .. math:: h = b \sqrt{k \, p / s}

    Parameters
    ----------
    stack_pressure : quantity, any shape [Wh/m3]
        Pressure :math:`p` on the plate; MPa is one.
    free_width : quantity, broadcast [m]
        Width :math:`b` between the plate's supports.
    bending_factor : quantity, broadcast [1]
        Factor :math:`k`: three quarters for a long plate supported at two edges.
    allowed_stress : quantity, broadcast [Wh/m3]
        Stress :math:`s` the plate may bear.

    Returns
    -------
    quantity, shape of the inputs broadcast [m]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: elementary bending of a long plate on two supports; checked by hand on steel at 5 MPa.

    Examples
    --------
    >>> thick = end_plate_thickness(Q(5, "MPa"), Q(70.3, "mm"), bending_factor=Q(0.75, ""),
    ...                             allowed_stress=Q(250, "MPa"))
    >>> print(round(thick.m_as("mm"), 2))
    8.61
    """
    return free_width * (bending_factor * stack_pressure / allowed_stress) ** 0.5


@door
def end_plate_mass(end_plate_thickness: Length, face_area: PositiveArea, metal_density: Density) -> Mass:
    r"""Mass of the two end plates of a stack of cells.

    .. math:: m = 2 \rho A h

    Parameters
    ----------
    end_plate_thickness : quantity, any shape [m]
        Thickness :math:`h` of one plate.
    face_area : quantity, broadcast [m2]
        Face :math:`A` that is pressed.
    metal_density : quantity, broadcast [kg/m3]
        Density :math:`\rho` of the plates.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(round(end_plate_mass(Q(8.61, "mm"), Q(192, "cm2"), Q(7.8, "g/cm3")).m_as("kg"), 2))
    2.58
    """
    return 2 * metal_density * face_area * end_plate_thickness
