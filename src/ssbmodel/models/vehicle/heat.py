"""Tyres, cabin and battery at another temperature: the ratios, powers and energies that a cold trip meets."""

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    Energy,
    HeatCapacity,
    HeatLoss,
    PositiveShare,
    Power,
    Ratio,
    SlopePerKelvin,
    Temperature,
    TemperatureDifference,
)

_LEAST_TYRE_RATIO = 0.5  # far above the reference the line would end below zero


@door
def tyre_ratio(temperature_drop: TemperatureDifference, *, tyre_slope: SlopePerKelvin) -> Ratio:
    r"""Rolling resistance in the cold over that at the reference, by a straight line.

    .. math:: x = 1 + K \, \Delta T

    Parameters
    ----------
    temperature_drop : quantity, any shape [K]
        How much colder :math:`\Delta T` than at the reference; negative where it is warmer.
    tyre_slope : quantity, broadcast [1/K]
        Rise :math:`K` of the rolling resistance per kelvin.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    Test procedures use such a line near 5 to 40 °C; further out it is an extrapolation, and an answer that rests on
    it must say so.

    References
    ----------
    UN Regulation No. 117, annex 6, paragraph 6.2 (form of the line, 20 to 30 °C only); the slope is an input.

    Examples
    --------
    >>> tyre_ratio(Q(50, "K"), tyre_slope=Q(0.004, "1/K"))
    <Quantity(1.2, 'dimensionless')>
    """
    return 1 + tyre_slope * temperature_drop


@door
def heat_pump_cop(
    cabin_temperature: Temperature,
    ambient_temperature: Temperature,
    *,
    carnot_share: PositiveShare,
    greatest_cop: Ratio,
) -> Ratio:
    r"""Heat a heat pump gives per energy it draws.

    .. math:: \mathrm{COP} = \min(\max(f \, T_s / (T_s - T), 1), \mathrm{COP}_{max})

    Parameters
    ----------
    cabin_temperature : quantity, any shape [K]
        Temperature :math:`T_s` the cabin is kept at.
    ambient_temperature : quantity, broadcast [K]
        Air temperature :math:`T` outside.
    carnot_share : quantity, broadcast, above 0 to 1 [1]
        Share :math:`f` of the ideal that the machine reaches.
    greatest_cop : quantity, broadcast [1]
        Most it ever gives: the ideal diverges where inside and outside meet.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]
        Never below 1, where a resistive heater takes over.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    FASTSim 3.1, cabin model: a constant fraction of the ideal coefficient of performance. The two bounds are ours.

    Examples
    --------
    >>> cop = heat_pump_cop(Q(22, "degC"), Q(-20, "degC"), carnot_share=Q(0.17, ""), greatest_cop=Q(3, ""))
    >>> round(float(cop.magnitude), 2)
    1.19
    """
    xp = namespace(cabin_temperature, ambient_temperature, carnot_share, greatest_cop)
    reached = carnot_share * cabin_temperature
    lift = xp.maximum(cabin_temperature - ambient_temperature, reached / greatest_cop)
    return xp.maximum(reached / lift, 1 + 0 * greatest_cop)


@door
def cabin_power(
    cabin_temperature: Temperature,
    ambient_temperature: Temperature,
    *,
    cabin_heat_loss: HeatLoss,
    cabin_gains: Power,
    heating_cop: Ratio,
) -> Power:
    r"""Power drawn from the pack to keep the cabin warm.

    .. math:: P = \max(U (T_s - T) - Q, 0) / \mathrm{COP}

    Parameters
    ----------
    cabin_temperature : quantity, any shape [K]
        Temperature :math:`T_s` the cabin is kept at.
    ambient_temperature : quantity, broadcast [K]
        Air temperature :math:`T` outside.
    cabin_heat_loss : quantity, broadcast [W/K]
        Heat lost through walls and with the air, per kelvin :math:`U`.
    cabin_gains : quantity, broadcast [W]
        Heat :math:`Q` from sun and people.
    heating_cop : quantity, broadcast [1]
        Heat per energy: 1 for a resistive heater, :func:`heat_pump_cop` for a heat pump.

    Returns
    -------
    quantity, shape of the inputs broadcast [W]
        Heating alone: 0 where it is warm enough outside.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: steady heat balance of the cabin; checked by hand.

    Examples
    --------
    >>> cabin_power(
    ...     Q(293, "K"), Q(253, "K"), cabin_heat_loss=Q(60, "W/K"), cabin_gains=Q(200, "W"), heating_cop=Q(2, "")
    ... )
    <Quantity(1100.0, 'watt')>
    """
    needed = cabin_heat_loss * (cabin_temperature - ambient_temperature) - cabin_gains
    return namespace(needed).maximum(needed, abs(0 * needed)) / heating_cop


@door
def warm_up_energy(
    soak_temperature: Temperature,
    kept_temperature: Temperature,
    *,
    heat_capacity: HeatCapacity,
    heating_cop: Ratio,
) -> Energy:
    r"""Energy drawn from the pack once per cold start, to warm the cabin or the battery.

    .. math:: E_0 = C \max(T_s - T, 0) / \mathrm{COP}

    Parameters
    ----------
    soak_temperature : quantity, any shape [K]
        Temperature :math:`T` at the start.
    kept_temperature : quantity, broadcast [K]
        Temperature :math:`T_s` it is brought to.
    heat_capacity : quantity, broadcast [Wh/K]
        Heat capacity :math:`C` of cabin or battery.
    heating_cop : quantity, broadcast [1]
        Heat per energy: 1 for a resistive heater.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: heat balance of one lumped heat capacity, as FASTSim 3.1 has for cabin and battery; checked by
    hand.

    Examples
    --------
    >>> warm_up_energy(Q(263, "K"), Q(293, "K"), heat_capacity=Q(20, "Wh/K"), heating_cop=Q(1.5, ""))
    <Quantity(400.0, 'watt_hour')>
    """
    rise = kept_temperature - soak_temperature
    return namespace(rise).maximum(rise, 0 * rise) * heat_capacity / heating_cop
