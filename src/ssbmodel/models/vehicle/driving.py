"""How far a pack carries a car, and what the cold takes."""

from ...ground.door import door
from ...ground.quantities import (
    Consumption,
    Distance,
    Energy,
    PositiveShare,
    Power,
    Ratio,
    Share,
    Speed,
    Temperature,
)


@door
def driving_range(
    usable_energy: Energy, battery_consumption: Consumption, *, capacity_retention: PositiveShare
) -> Distance:
    r"""Distance a full pack covers before it is empty.

    .. math:: d = E \, r / c

    Parameters
    ----------
    usable_energy : quantity, any shape [Wh]
        Energy :math:`E` the pack gives at 25 °C between its upper and lower limits.
    battery_consumption : quantity, broadcast [Wh/km]
        Energy :math:`c` drawn from the pack per distance on the cycle the answer is quoted for.
    capacity_retention : quantity, broadcast, above 0 to 1 [1]
        Share :math:`r` of the usable energy still available at the cell temperature.

    Returns
    -------
    quantity, shape of the inputs broadcast [km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    Cabin heating is part of the consumption, never of the retention: "range loss within 10 %" counts both,
    "capacity above 90 %" only the second.

    References
    ----------
    Definition of consumption and retention.

    Examples
    --------
    >>> driving_range(Q(150, "kWh"), Q(160, "Wh/km"), capacity_retention=Q(0.9, ""))
    <Quantity(843.75, 'kilometer')>
    """
    return usable_energy * capacity_retention / battery_consumption


@door
def energy_for_range(
    driving_range: Distance, battery_consumption: Consumption, *, capacity_retention: PositiveShare
) -> Energy:
    r"""Usable energy a pack needs for a distance; the inverse of :func:`driving_range`.

    .. math:: E = d \, c / r

    Parameters
    ----------
    driving_range : quantity, any shape [km]
        Distance :math:`d` to cover, or to add in a charge, on the cycle of the consumption.
    battery_consumption : quantity, broadcast [Wh/km]
        Energy :math:`c` drawn from the pack per distance on that cycle.
    capacity_retention : quantity, broadcast, above 0 to 1 [1]
        Share :math:`r` of the usable energy still available at the cell temperature.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition; the inverse of :func:`driving_range`.

    Examples
    --------
    >>> energy_for_range(Q(1000, "km"), Q(150, "Wh/km"), capacity_retention=Q(1, ""))
    <Quantity(150000.0, 'watt_hour')>
    """
    return driving_range * battery_consumption / capacity_retention


@door
def range_retention(capacity_retention: PositiveShare, consumption_ratio: Ratio) -> Ratio:
    r"""Range in the cold over range at the reference temperature.

    .. math:: R = r / k

    Parameters
    ----------
    capacity_retention : quantity, any shape, above 0 to 1 [1]
        Share :math:`r` of the usable energy still available at the cell temperature.
    consumption_ratio : quantity, broadcast [1]
        Consumption :math:`k` in the cold over consumption at the reference temperature, heating included.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition; follows from :func:`driving_range` in the cold over that at the reference.

    Examples
    --------
    >>> range_retention(Q(0.9, ""), Q(1.25, ""))
    <Quantity(0.72, 'dimensionless')>
    """
    return capacity_retention / consumption_ratio


@door
def consumption_ratio(
    battery_consumption: Consumption, *, drive_ratio: Ratio, heater_power: Power, mean_speed: Speed
) -> Ratio:
    r"""Consumption in the cold over consumption at the reference temperature.

    .. math:: k = \kappa + P / (v \, c)

    Parameters
    ----------
    battery_consumption : quantity, any shape [Wh/km]
        Energy :math:`c` drawn from the pack per distance at the reference temperature.
    drive_ratio : quantity, broadcast [1]
        Energy :math:`\kappa` for driving alone, cold over reference: denser air, stiffer tyres.
    heater_power : quantity, broadcast [W]
        Mean power :math:`P` drawn from the pack for cabin and battery heat.
    mean_speed : quantity, broadcast [km/h]
        Distance over time :math:`v` of the trip; the same heater costs more per kilometre in slow traffic.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: a heater's power over speed adds to the consumption for driving.

    Examples
    --------
    >>> consumption_ratio(Q(150, "Wh/km"), drive_ratio=Q(1, ""), heater_power=Q(3, "kW"), mean_speed=Q(80, "km/h"))
    <Quantity(1.25, 'dimensionless')>
    """
    return drive_ratio + heater_power / (mean_speed * battery_consumption)


@door
def cold_consumption(battery_consumption: Consumption, consumption_ratio: Ratio) -> Consumption:
    r"""Consumption in the cold, heating included.

    .. math:: c' = c \, k

    Parameters
    ----------
    battery_consumption : quantity, any shape [Wh/km]
        Energy :math:`c` drawn from the pack per distance at the reference temperature.
    consumption_ratio : quantity, broadcast [1]
        Consumption :math:`k` in the cold over consumption at the reference temperature.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the ratio.

    Examples
    --------
    >>> cold_consumption(Q(150, "Wh/km"), Q(1.5, ""))
    <Quantity(225.0, 'watt_hour / kilometer')>
    """
    return battery_consumption * consumption_ratio


@door
def drive_ratio(drag_share: Share, *, drag_ratio: Ratio, rolling_ratio: Ratio) -> Ratio:
    r"""Energy for driving alone in the cold over that at the reference temperature.

    .. math:: \kappa = s \, x_d + (1 - s) \, x_r

    Parameters
    ----------
    drag_share : quantity, any shape, 0 to 1 [1]
        Share :math:`s` of air drag in the consumption at the reference temperature.
    drag_ratio : quantity, broadcast [1]
        Energy :math:`x_d` against air drag, cold over reference: the :func:`air_density_ratio` at equal speed.
    rolling_ratio : quantity, broadcast [1]
        Everything else :math:`x_r`, cold over reference: mainly the tyres.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: energy for driving goes to drag and rolling alone; inertia is left out.

    Examples
    --------
    >>> drive_ratio(Q(0.5, ""), drag_ratio=Q(1.25, ""), rolling_ratio=Q(1, ""))
    <Quantity(1.125, 'dimensionless')>
    """
    return drag_share * drag_ratio + (1 - drag_share) * rolling_ratio


@door
def air_density_ratio(reference_temperature: Temperature, ambient_temperature: Temperature) -> Ratio:
    r"""Density of air at one temperature over that at another, at equal pressure.

    .. math:: \rho / \rho_0 = T_0 / T

    Parameters
    ----------
    reference_temperature : quantity, any shape [K]
        Air temperature :math:`T_0` of the reference.
    ambient_temperature : quantity, broadcast [K]
        Air temperature :math:`T` of the trip.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]
        Acts on the drag part of the consumption alone; an upper bound of the whole drive ratio where tyres stay equal.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Ideal gas law.

    Examples
    --------
    >>> air_density_ratio(Q(300, "K"), Q(240, "K"))
    <Quantity(1.25, 'dimensionless')>
    """
    return reference_temperature / ambient_temperature
