"""The road load, the heat and the consumption of a car in the cold, cause by cause."""

from ...ground.door import door
from ...ground.quantities import (
    Consumption,
    Energy,
    Force,
    ForcePerSpeedSquared,
    PositiveDistance,
    Power,
    Ratio,
    SignedConsumption,
    Speed,
    Temperature,
    TemperatureDifference,
)


@door
def temperature_drop(road_load_temperature: Temperature, soak_temperature: Temperature) -> TemperatureDifference:
    r"""How much colder tyres are than where their road load is known.

    .. math:: \Delta T = T_0 - T

    Parameters
    ----------
    road_load_temperature : quantity, any shape [K]
        Temperature :math:`T_0` at which the road load is known.
    soak_temperature : quantity, broadcast [K]
        Temperature :math:`T` of air and tyres.

    Returns
    -------
    quantity, shape of the inputs broadcast [K]
        Negative where it is warmer.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> temperature_drop(Q(296, "K"), Q(253, "K"))
    <Quantity(43.0, 'kelvin')>
    """
    return road_load_temperature - soak_temperature


@door
def cold_road_load_constant(road_load_constant: Force, rolling_ratio: Ratio) -> Force:
    r"""Constant part of the road load in the cold.

    .. math:: A' = A \, x_t

    Parameters
    ----------
    road_load_constant : quantity, any shape [Wh/km]
        The part :math:`A` at the reference temperature: tyres.
    rolling_ratio : quantity, broadcast [1]
        Energy :math:`x_t` for rolling, cold over reference.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own assumption: all of the constant force is rolling, which tyres raise by
    :func:`ssbmodel.models.vehicle.heat.tyre_ratio`.

    Examples
    --------
    >>> cold_road_load_constant(Q(40, "Wh/km"), Q(1.25, ""))
    <Quantity(50.0, 'watt_hour / kilometer')>
    """
    return road_load_constant * rolling_ratio


@door
def cold_road_load_square(road_load_square: ForcePerSpeedSquared, drag_ratio: Ratio) -> ForcePerSpeedSquared:
    r"""Part of the road load per speed squared in the cold.

    .. math:: C' = C \, x_d

    Parameters
    ----------
    road_load_square : quantity, any shape [Wh h2/km3]
        The part :math:`C` at the reference temperature: air.
    drag_ratio : quantity, broadcast [1]
        Energy :math:`x_d` against air drag, cold over reference.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh h2/km3]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of drag, in proportion to the density of the air.

    Examples
    --------
    >>> print(cold_road_load_square(Q(0.5, "Wh h2/km3"), Q(1.5, "")).magnitude)
    0.75
    """
    return road_load_square * drag_ratio


@door
def cabin_consumption(cabin_power: Power, mean_speed: Speed) -> SignedConsumption:
    r"""Energy per distance that heating at a mean power adds.

    .. math:: \Delta = P / v

    Parameters
    ----------
    cabin_power : quantity, any shape [W]
        Mean power :math:`P` drawn from the pack for heat.
    mean_speed : quantity, broadcast [km/h]
        Distance over time :math:`v` of the trip.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> cabin_consumption(Q(2, "kW"), Q(50, "km/h"))
    <Quantity(40.0, 'watt_hour / kilometer')>
    """
    return cabin_power / mean_speed


@door
def warm_up_consumption(warm_up_energy: Energy, trip_length: PositiveDistance) -> SignedConsumption:
    r"""Energy per distance that a cold start adds.

    .. math:: \Delta = E_0 / L

    Parameters
    ----------
    warm_up_energy : quantity, any shape [Wh]
        Energy :math:`E_0` drawn from the pack once per cold start.
    trip_length : quantity, broadcast [km]
        Distance :math:`L` between two cold starts.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> warm_up_consumption(Q(1, "kWh"), Q(50, "km"))
    <Quantity(20.0, 'watt_hour / kilometer')>
    """
    return warm_up_energy / trip_length


@door
def consumption_with_heat(
    cold_drive_consumption: Consumption,
    *,
    cabin_consumption: SignedConsumption,
    battery_heat_consumption: SignedConsumption,
    warm_up_consumption: SignedConsumption,
) -> Consumption:
    r"""Consumption in the cold, driving and heating together.

    .. math:: c' = c_d + \Delta_c + \Delta_b + \Delta_w

    Parameters
    ----------
    cold_drive_consumption : quantity, any shape [Wh/km]
        Energy :math:`c_d` for driving alone, in cold air and on cold tyres.
    cabin_consumption : quantity, broadcast [Wh/km]
        What keeping the cabin warm adds.
    battery_heat_consumption : quantity, broadcast [Wh/km]
        What keeping the battery warm adds.
    warm_up_consumption : quantity, broadcast [Wh/km]
        What a cold start adds.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition: energies per distance add.

    Examples
    --------
    >>> consumption_with_heat(
    ...     Q(150, "Wh/km"), cabin_consumption=Q(40, "Wh/km"), battery_heat_consumption=Q(0, "Wh/km"),
    ...     warm_up_consumption=Q(10, "Wh/km"),
    ... )
    <Quantity(200.0, 'watt_hour / kilometer')>
    """
    return cold_drive_consumption + (cabin_consumption + battery_heat_consumption + warm_up_consumption)


@door
def cold_over_reference(cold_consumption: Consumption, battery_consumption: Consumption) -> Ratio:
    r"""Consumption in the cold over consumption at the reference temperature.

    .. math:: k = c' / c

    Parameters
    ----------
    cold_consumption : quantity, any shape [Wh/km]
        Energy :math:`c'` drawn from the pack per distance in the cold, heating included.
    battery_consumption : quantity, broadcast [Wh/km]
        Energy :math:`c` drawn from the pack per distance at the reference temperature.

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
    >>> cold_over_reference(Q(225, "Wh/km"), Q(150, "Wh/km"))
    <Quantity(1.5, 'dimensionless')>
    """
    return cold_consumption / battery_consumption


@door
def consumption_rise(raised_consumption: Consumption, battery_consumption: Consumption) -> SignedConsumption:
    r"""How much one cause alone adds to the consumption.

    .. math:: \Delta = c_1 - c

    Parameters
    ----------
    raised_consumption : quantity, any shape [Wh/km]
        Consumption :math:`c_1` with that cause alone.
    battery_consumption : quantity, broadcast [Wh/km]
        Consumption :math:`c` at the reference temperature.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> consumption_rise(Q(160, "Wh/km"), Q(150, "Wh/km"))
    <Quantity(10.0, 'watt_hour / kilometer')>
    """
    return raised_consumption - battery_consumption


@door
def interaction_consumption(
    drive_rise: SignedConsumption, air_consumption: SignedConsumption, tyre_consumption: SignedConsumption
) -> SignedConsumption:
    r"""What denser air and stiffer tyres add together beyond each alone.

    .. math:: \Delta_i = \Delta - \Delta_a - \Delta_t

    Parameters
    ----------
    drive_rise : quantity, any shape [Wh/km]
        What both add together :math:`\Delta`.
    air_consumption : quantity, broadcast [Wh/km]
        What denser air adds alone :math:`\Delta_a`.
    tyre_consumption : quantity, broadcast [Wh/km]
        What stiffer tyres add alone :math:`\Delta_t`.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]
        Negative where braking recovers less on stiff tyres in dense air.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition: what makes the parts sum to the rise.

    Examples
    --------
    >>> interaction_consumption(Q(29, "Wh/km"), Q(10, "Wh/km"), Q(20, "Wh/km"))
    <Quantity(-1.0, 'watt_hour / kilometer')>
    """
    return drive_rise - air_consumption - tyre_consumption
