"""What a cell's two energy figures say about it: density, mass and volume."""

from ...ground.door import door
from ...ground.quantities import CellDensity, Energy, EnergyDensity, Mass, SpecificEnergy, Volume


@door
def cell_density(cell_energy_density: EnergyDensity, cell_specific_energy: SpecificEnergy) -> CellDensity:
    r"""Mass of a cell per volume, as its two energy figures imply it.

    .. math:: \rho = u / g

    Parameters
    ----------
    cell_energy_density : quantity, any shape [Wh/L]
        Rated energy per volume :math:`u` of a single cell.
    cell_specific_energy : quantity, broadcast [Wh/kg]
        Rated energy per mass :math:`g` of the same cell. A lower bound here makes an upper bound of the answer.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg/L]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> cell_density(Q(800, "Wh/L"), Q(400, "Wh/kg"))
    <Quantity(2.0, 'kilogram / liter')>
    """
    return cell_energy_density / cell_specific_energy


@door
def cells_mass(rated_energy: Energy, cell_specific_energy: SpecificEnergy) -> Mass:
    r"""Mass of the cells alone that hold an energy.

    .. math:: m_c = E / g

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    cell_specific_energy : quantity, broadcast [Wh/kg]
        Rated energy per mass :math:`g` of a single cell.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of specific energy.

    Examples
    --------
    >>> cells_mass(Q(225, "kWh"), Q(300, "Wh/kg"))
    <Quantity(750.0, 'kilogram')>
    """
    return rated_energy / cell_specific_energy


@door
def cells_volume(rated_energy: Energy, cell_energy_density: EnergyDensity) -> Volume:
    r"""Volume of the cells alone that hold an energy.

    .. math:: V_c = E / u

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    cell_energy_density : quantity, broadcast [Wh/L]
        Rated energy per volume :math:`u` of a single cell.

    Returns
    -------
    quantity, shape of the inputs broadcast [L]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of energy density.

    Examples
    --------
    >>> cells_volume(Q(225, "kWh"), Q(750, "Wh/L"))
    <Quantity(300.0, 'liter')>
    """
    return rated_energy / cell_energy_density
