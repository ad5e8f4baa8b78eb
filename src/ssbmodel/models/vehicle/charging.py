"""What a charge asks of charger, cable and cell."""

from ...ground.door import door
from ...ground.quantities import ChargeRate, Current, Duration, Energy, PositiveEnergy, Power, Voltage


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

    Examples
    --------
    >>> charging_current(Q(200, "kW"), Q(800, "V"))
    <Quantity(250.0, 'ampere')>
    """
    return charging_power / pack_voltage
