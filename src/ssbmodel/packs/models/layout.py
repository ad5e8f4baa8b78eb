"""Counts and sums of a pack that is laid out part by part: cells, modules, mass and volume with the press."""

from typing import NamedTuple

from ...ground.arrays import together
from ...ground.door import door
from ...ground.quantities import (
    ArealCapacity,
    Capacity,
    Count,
    Current,
    Energy,
    EnergyDensity,
    Mass,
    OuterVolume,
    PositiveCount,
    PositiveCurrentDensity,
    PositiveMass,
    PositivePower,
    PositiveVolume,
    SpecificEnergy,
    Voltage,
)


class AllCells(NamedTuple):
    """Mass and volume of all cells of a pack."""

    cells_mass: Mass
    cells_volume: OuterVolume


class PressedPack(NamedTuple):
    """Mass and volume of a pack with its press, and its volume with the electronics outside the jacket."""

    pack_mass: Mass
    pack_volume: OuterVolume


@door
def counted_cells(
    single_cell_mass: Mass,
    single_cell_volume: OuterVolume,
    *,
    cells_in_series: PositiveCount,
    cells_in_parallel: PositiveCount,
) -> AllCells:
    r"""Mass and volume of all cells of a pack, counted one by one.

    .. math:: m_c = n_s n_p m_1, \quad V_c = n_s n_p V_1

    Parameters
    ----------
    single_cell_mass : quantity, any shape [kg]
        Mass :math:`m_1` of one cell.
    single_cell_volume : quantity, broadcast [m3]
        Outer volume :math:`V_1` of one cell.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` side by side.

    Returns
    -------
    AllCells, shape of the inputs broadcast
        Mass [kg]
        Volume [m3]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(counted_cells(Q(0.5, "kg"), Q(0.25, "L"), cells_in_series=Q(100, ""),
    ...                     cells_in_parallel=Q(4, "")).cells_mass.m_as("kg"))
    200.0
    """
    cells = cells_in_series * cells_in_parallel
    return AllCells._make(together(cells * single_cell_mass, cells * single_cell_volume))


@door
def modules_per_pack(modules_per_row: PositiveCount, row_count: PositiveCount) -> PositiveCount:
    r"""Modules of a pack.

    .. math:: n = n_m n_r

    Parameters
    ----------
    modules_per_row : quantity, any shape [1]
        Modules :math:`n_m` in a row.
    row_count : quantity, broadcast [1]
        Rows :math:`n_r` in the pack.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(modules_per_pack(Q(5, ""), Q(4, "")).magnitude)
    20.0
    """
    return modules_per_row * row_count


@door
def parallel_groups(cells_per_module: PositiveCount, cells_abreast: PositiveCount) -> PositiveCount:
    r"""Groups of cells in series in a module.

    .. math:: n_g = n_m / n_a

    Parameters
    ----------
    cells_per_module : quantity, any shape [1]
        Cells :math:`n_m` in a module.
    cells_abreast : quantity, broadcast [1]
        Cells :math:`n_a` that are joined side by side.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(parallel_groups(Q(20, ""), Q(4, "")).magnitude)
    5.0
    """
    return cells_per_module / cells_abreast


@door
def module_capacity(single_cell_capacity: Capacity, cells_abreast: PositiveCount) -> Capacity:
    r"""Charge of a module.

    .. math:: Q_m = n_a Q

    Parameters
    ----------
    single_cell_capacity : quantity, any shape [A h]
        Charge :math:`Q` of one cell.
    cells_abreast : quantity, broadcast [1]
        Cells :math:`n_a` that are joined side by side.

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
    >>> print(module_capacity(Q(60, "A h"), Q(4, "")).m_as("A h"))
    240.0
    """
    return cells_abreast * single_cell_capacity


@door
def module_current(pack_current: Current, cells_abreast: PositiveCount, cells_in_parallel: PositiveCount) -> Current:
    r"""Current of a module at peak power of the pack.

    .. math:: I_m = I n_a / n_p

    Parameters
    ----------
    pack_current : quantity, any shape [A]
        Current :math:`I` of the pack at peak power.
    cells_abreast : quantity, broadcast [1]
        Cells :math:`n_a` of a module that are joined side by side.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` of the pack side by side.

    Returns
    -------
    quantity, shape of the inputs broadcast [A]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (workbook saved 2022-07-22), sheet Battery Design, module current.

    Examples
    --------
    >>> print(module_current(Q(800, "A"), Q(2, ""), Q(4, "")).m_as("A"))
    400.0
    """
    return cells_abreast / cells_in_parallel * pack_current


@door
def pressed_pack(
    pack_mass_unpressed: Mass,
    pack_press_mass: Mass,
    *,
    jacket_volume: OuterVolume,
    pack_press_volume: OuterVolume,
    electronics_volume: OuterVolume,
) -> PressedPack:
    r"""Mass of a pack with what presses its modules, and volume with that and the electronics outside its jacket.

    .. math:: m = m_0 + m_p, \quad V = V_0 + V_p + V_e

    Parameters
    ----------
    pack_mass_unpressed : quantity, any shape [kg]
        Mass :math:`m_0` of the pack with all inside its jacket.
    pack_press_mass : quantity, broadcast [kg]
        Mass :math:`m_p` of all that presses its modules.
    jacket_volume : quantity, broadcast [m3]
        Outer volume :math:`V_0` of the jacket.
    pack_press_volume : quantity, broadcast [m3]
        Volume :math:`V_p` of all that presses its modules.
    electronics_volume : quantity, broadcast [m3]
        Volume :math:`V_e` of electronics outside the jacket.

    Returns
    -------
    PressedPack, shape of the inputs broadcast
        Mass [kg]
        Volume [m3]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(pressed_pack(Q(400, "kg"), Q(25, "kg"), jacket_volume=Q(0.25, "m3"), pack_press_volume=Q(0, "m3"),
    ...                    electronics_volume=Q(0, "m3")).pack_mass.m_as("kg"))
    425.0
    """
    mass, volume = pack_mass_unpressed + pack_press_mass, jacket_volume + pack_press_volume + electronics_volume
    return PressedPack._make(together(mass, volume))


@door
def pack_specific_energy(rated_energy: Energy, pack_mass: PositiveMass) -> SpecificEnergy:
    r"""Rated energy per mass of a whole pack.

    .. math:: e = E / m

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    pack_mass : quantity, broadcast [kg]
        Mass :math:`m` of the pack with everything around the cells.

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
    >>> pack_specific_energy(Q(100, "kWh"), Q(500, "kg"))
    <Quantity(200.0, 'watt_hour / kilogram')>
    """
    return rated_energy / pack_mass


@door
def pack_energy_density(rated_energy: Energy, pack_volume: PositiveVolume) -> EnergyDensity:
    r"""Rated energy per volume of a whole pack.

    .. math:: u = E / V

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    pack_volume : quantity, broadcast [L]
        Volume :math:`V` of the pack with everything around the cells.

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
    >>> pack_energy_density(Q(100, "kWh"), Q(250, "L"))
    <Quantity(400.0, 'watt_hour / liter')>
    """
    return rated_energy / pack_volume


@door
def pulse_load(
    areal_capacity: ArealCapacity,
    single_cell_capacity: Capacity,
    limiting_current: PositiveCurrentDensity,
    peak_power: PositivePower,
    *,
    pulse_open_voltage: Voltage,
    cells_in_series: PositiveCount,
    cells_in_parallel: PositiveCount,
) -> Count:
    r"""Share of the greatest current density that a pack's pulse takes; below 1, else no cell can give it.

    .. math:: x = q \, P / (n_s n_p U \, j_{max} Q)

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area of an electrode pair.
    single_cell_capacity : quantity, broadcast [A h]
        Charge :math:`Q` of one cell.
    limiting_current : quantity, broadcast [A/m2]
        Current density :math:`j_{max}` that the electrolyte cannot exceed.
    peak_power : quantity, broadcast [W]
        Power :math:`P` of the pack in a pulse.
    pulse_open_voltage : quantity, broadcast [V]
        Open-circuit voltage :math:`U` of a cell in a pulse.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` side by side.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (workbook saved 2022-07-22), sheets Battery Design, Chem: limiting
    current.

    Examples
    --------
    >>> print(pulse_load(Q(50, "A h/m2"), Q(50, "A h"), Q(1000, "A/m2"), Q(200, "kW"), pulse_open_voltage=Q(4, "V"),
    ...                  cells_in_series=Q(100, ""), cells_in_parallel=Q(4, "")).magnitude)
    0.125
    """
    cell_current = peak_power / (cells_in_series * pulse_open_voltage * cells_in_parallel)
    return areal_capacity * cell_current / (limiting_current * single_cell_capacity)
