"""One cell of a pack: its share of the rated energy, the charge that holds it, and its energy per mass and volume."""

from ...ground.door import door
from ...ground.quantities import (
    Capacity,
    ChargeRate,
    Duration,
    Energy,
    EnergyDensity,
    PositiveCount,
    PositiveMass,
    PositiveVolume,
    SpecificEnergy,
    Voltage,
)


@door
def discharge_rate(discharge_time: Duration) -> ChargeRate:
    r"""Rate of the rated discharge.

    .. math:: c = 1 / \tau

    Parameters
    ----------
    discharge_time : quantity, any shape [h]
        Time :math:`\tau` of the rated discharge.

    Returns
    -------
    quantity, shape of the input [1/h]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> discharge_rate(Q(4, "h"))
    <Quantity(0.25, '1 / hour')>
    """
    return 1 / discharge_time


@door
def single_cell_capacity(
    rated_energy: Energy, cell_voltage: Voltage, *, cells_in_series: PositiveCount, cells_in_parallel: PositiveCount
) -> Capacity:
    r"""Charge of one cell that makes its share of a pack's rated energy.

    .. math:: Q = E / (n_s n_p U)

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    cell_voltage : quantity, broadcast [V]
        Mean voltage :math:`U` of a cell during discharge.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` side by side.

    Returns
    -------
    quantity, shape of the inputs broadcast [A h]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(single_cell_capacity(Q(100, "kWh"), Q(4, "V"), cells_in_series=Q(100, ""),
    ...                            cells_in_parallel=Q(4, "")).m_as("A h"))
    62.5
    """
    return rated_energy / (cells_in_series * cells_in_parallel * cell_voltage)


@door
def single_cell_energy(
    rated_energy: Energy, *, cells_in_series: PositiveCount, cells_in_parallel: PositiveCount
) -> Energy:
    r"""Rated energy of one cell of a pack.

    .. math:: E_1 = E / (n_s n_p)

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` side by side.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> single_cell_energy(Q(100, "kWh"), cells_in_series=Q(100, ""), cells_in_parallel=Q(4, ""))
    <Quantity(250.0, 'watt_hour')>
    """
    return rated_energy / (cells_in_series * cells_in_parallel)


@door
def cell_specific_energy(single_cell_energy: Energy, single_cell_mass: PositiveMass) -> SpecificEnergy:
    r"""Rated energy per mass of one cell.

    .. math:: g = E_1 / m_1

    Parameters
    ----------
    single_cell_energy : quantity, any shape [Wh]
        Rated energy :math:`E_1` of one cell.
    single_cell_mass : quantity, broadcast [kg]
        Its mass :math:`m_1` with its container.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> cell_specific_energy(Q(250, "Wh"), Q(625, "g"))
    <Quantity(400.0, 'watt_hour / kilogram')>
    """
    return single_cell_energy / single_cell_mass


@door
def cell_energy_density(single_cell_energy: Energy, single_cell_volume: PositiveVolume) -> EnergyDensity:
    r"""Rated energy per volume of one cell.

    .. math:: u = E_1 / V_1

    Parameters
    ----------
    single_cell_energy : quantity, any shape [Wh]
        Rated energy :math:`E_1` of one cell.
    single_cell_volume : quantity, broadcast [L]
        Its outer volume :math:`V_1`.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/L]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> cell_energy_density(Q(250, "Wh"), Q(0.25, "L"))
    <Quantity(1000.0, 'watt_hour / liter')>
    """
    return single_cell_energy / single_cell_volume
