"""What a charge asks of charger, cable and cell."""

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    ArealCapacity,
    AreaResistance,
    ChargeRate,
    Consumption,
    Current,
    DistanceRate,
    Duration,
    Energy,
    Number,
    PositiveCount,
    PositiveEnergy,
    PositiveResistance,
    Power,
    Resistance,
    Voltage,
)


@door
def mean_charging_power(charged_energy: Energy, charging_time: Duration) -> Power:
    r"""Mean power into the battery during a charge.

    .. math:: P = E / t

    Parameters
    ----------
    charged_energy : quantity, any shape [Wh]
        Energy :math:`E` the battery takes up, of its usable energy.
    charging_time : quantity, broadcast [h]
        Time :math:`t` from plugging in to the end of the charge.

    Returns
    -------
    quantity, shape of the inputs broadcast [W]
        The peak is at least as high; the charger gives more by its and the battery's losses.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> mean_charging_power(Q(180, "kWh"), Q(30, "min"))
    <Quantity(360000.0, 'watt')>
    """
    return charged_energy / charging_time


@door
def charge_rate(charging_power: Power, rated_energy: PositiveEnergy) -> ChargeRate:
    r"""Charging power over rated energy, the C-rate in terms of energy.

    .. math:: c_r = P / E

    Parameters
    ----------
    charging_power : quantity, any shape [W]
        Power :math:`P` into the battery.
    rated_energy : quantity, broadcast [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.

    Returns
    -------
    quantity, shape of the inputs broadcast [1/h]
        2 / h is what the field writes as 2C.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the C-rate by energy.

    Examples
    --------
    >>> charge_rate(Q(200, "kW"), Q(100, "kWh"))
    <Quantity(2.0, '1 / hour')>
    """
    return charging_power / rated_energy


@door
def charging_current(charging_power: Power, pack_voltage: Voltage) -> Current:
    r"""Current into the battery at a charging power.

    .. math:: I = P / U

    Parameters
    ----------
    charging_power : quantity, any shape [W]
        Power :math:`P` into the battery.
    pack_voltage : quantity, broadcast [V]
        Voltage :math:`U` of the pack while it charges, not the name of its platform.

    Returns
    -------
    quantity, shape of the inputs broadcast [A]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition: power is voltage times current.

    Examples
    --------
    >>> charging_current(Q(200, "kW"), Q(800, "V"))
    <Quantity(250.0, 'ampere')>
    """
    return charging_power / pack_voltage


@door
def range_added_per_time(charging_power: Power, battery_consumption: Consumption) -> DistanceRate:
    r"""Distance added per time of charging.

    .. math:: v = P / c

    Parameters
    ----------
    charging_power : quantity, any shape [W]
        Power :math:`P` into the battery, mean of the window or at a moment.
    battery_consumption : quantity, broadcast [Wh/km]
        Energy :math:`c` drawn from the pack per distance, on the cycle the answer is quoted for.

    Returns
    -------
    quantity, shape of the inputs broadcast [km/h]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of consumption.

    Examples
    --------
    >>> range_added_per_time(Q(180, "kW"), Q(150, "Wh/km")).to("km/min")
    <Quantity(20.0, 'kilometer / minute')>
    """
    return charging_power / battery_consumption


@door
def cable_loss(charging_current: Current, cable_resistance: Resistance) -> Power:
    r"""Heat in cable and contacts.

    .. math:: Q = I^2 R

    Parameters
    ----------
    charging_current : quantity, any shape [A]
        Current :math:`I` into the battery: half of it at twice the voltage.
    cable_resistance : quantity, broadcast [ohm]
        Resistance :math:`R` of cable and contacts, both ways.

    Returns
    -------
    quantity, shape of the inputs broadcast [W]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Joule's law.

    Examples
    --------
    >>> cable_loss(Q(500, "A"), Q(1, "mohm"))
    <Quantity(250.0, 'watt')>
    """
    return charging_current * charging_current * cable_resistance


@door
def pack_loss(
    charging_power: Power,
    cell_resistance: Resistance,
    *,
    cell_voltage: Voltage,
    cells_in_series: PositiveCount,
    cells_in_parallel: PositiveCount,
) -> Power:
    r"""Heat in the cells of a pack.

    .. math:: Q = P^2 R / (U^2 n_s n_p)

    Parameters
    ----------
    charging_power : quantity, any shape [W]
        Power :math:`P` into the battery.
    cell_resistance : quantity, broadcast [ohm]
        Resistance :math:`R` of one cell at its temperature.
    cell_voltage : quantity, broadcast [V]
        Voltage :math:`U` of one cell.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p`.

    Returns
    -------
    quantity, shape of the inputs broadcast [W]
        The same at 400 and 800 V: it is the number of cells that counts, not how they are strapped.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: Joule's law over cells in series and in parallel; checked by hand on the same cells strapped
    anew.

    Examples
    --------
    >>> cells = {"cell_voltage": Q(4, "V"), "cells_in_series": Q(100, ""), "cells_in_parallel": Q(4, "")}
    >>> pack_loss(Q(160, "kW"), Q(2, "mohm"), **cells)
    <Quantity(8000.0, 'watt')>
    """
    per_cell = charging_power / (cells_in_series * cells_in_parallel)
    current = per_cell / cell_voltage
    return current * current * cell_resistance * (cells_in_series * cells_in_parallel)


@door
def cell_loss_share(
    charge_rate: ChargeRate,
    areal_capacity: ArealCapacity,
    area_specific_resistance: AreaResistance,
    *,
    cell_voltage: Voltage,
) -> Number:
    r"""Share of the charging power that heats the cell: what a solid-state interface must beat.

    .. math:: x = c_r \, q \, r / U

    Parameters
    ----------
    charge_rate : quantity, any shape [1/h]
        C-rate :math:`c_r` of the charge.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge per area :math:`q` of the electrode pair.
    area_specific_resistance : quantity, broadcast [ohm m2]
        Resistance times area :math:`r`, all layers and interfaces.
    cell_voltage : quantity, broadcast [V]
        Voltage :math:`U` of the cell.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: Ohm's law per area over the cell's voltage; checked by hand.

    Examples
    --------
    >>> cell_loss_share(Q(4, "1/h"), Q(4, "mA h/cm2"), Q(10, "ohm cm2"), cell_voltage=Q(4, "V"))
    <Quantity(0.04, 'dimensionless')>
    """
    return charge_rate * areal_capacity * area_specific_resistance / cell_voltage


@door
def heat_limited_power(pack_voltage: Voltage, pack_resistance: PositiveResistance, *, cooling_power: Power) -> Power:
    r"""Charging power at which the pack makes as much heat as is taken away.

    .. math:: P = U \sqrt{Q / R}

    Parameters
    ----------
    pack_voltage : quantity, any shape [V]
        Voltage :math:`U` of the pack while it charges.
    pack_resistance : quantity, broadcast [ohm]
        Resistance :math:`R` of the pack: that of a cell times cells in series over cells in parallel.
    cooling_power : quantity, broadcast [W]
        Heat :math:`Q` taken away.

    Returns
    -------
    quantity, shape of the inputs broadcast [W]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Joule's law, solved for the power.

    Examples
    --------
    >>> heat_limited_power(Q(400, "V"), Q(0.04, "ohm"), cooling_power=Q(10, "kW"))
    <Quantity(200000.0, 'watt')>
    """
    return pack_voltage * namespace(cooling_power, pack_resistance).sqrt(cooling_power / pack_resistance)
