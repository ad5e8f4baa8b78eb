"""A car without its own pack, and with another one: mass and the road load that grows with it."""

from ...ground.door import door
from ...ground.quantities import (
    AirDensity,
    Area,
    ConsumptionPerMass,
    Energy,
    Force,
    Mass,
    MassMultiplier,
    MassPerLength,
    PositiveMass,
    PositiveShare,
    RollingResistance,
    SpecificEnergy,
)


@door
def original_rated_energy(original_usable_energy: Energy, *, original_usable_share: PositiveShare) -> Energy:
    r"""Rated energy of the pack that a car was built with, where only its usable energy is known.

    .. math:: E = E_u / s

    Parameters
    ----------
    original_usable_energy : quantity, any shape [Wh]
        Energy :math:`E_u` that pack gives between its limits of charge.
    original_usable_share : quantity, broadcast, above 0 to 1 [1]
        Share :math:`s` of the rated energy that its management releases.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the usable share.

    Examples
    --------
    >>> original_rated_energy(Q(36, "kWh"), original_usable_share=Q(0.9, ""))
    <Quantity(40000.0, 'watt_hour')>
    """
    return original_usable_energy / original_usable_share


@door
def original_pack_mass(original_rated_energy: Energy, *, original_pack_specific_energy: SpecificEnergy) -> Mass:
    r"""Mass of the pack that a car was built with, where only its energy is known.

    .. math:: m = E / e

    Parameters
    ----------
    original_rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all its cells from full to empty.
    original_pack_specific_energy : quantity, broadcast [Wh/kg]
        Rated energy per mass of the whole pack :math:`e`.

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
    >>> original_pack_mass(Q(60, "kWh"), original_pack_specific_energy=Q(150, "Wh/kg"))
    <Quantity(400.0, 'kilogram')>
    """
    return original_rated_energy / original_pack_specific_energy


@door
def vehicle_mass_without_pack(
    vehicle_mass_as_built: PositiveMass, original_pack_mass: Mass, *, mass_multiplier: MassMultiplier
) -> PositiveMass:
    r"""Mass of a car without its pack and without the structure that carries it.

    .. math:: m_0 = m - \mu \, m_b

    Parameters
    ----------
    vehicle_mass_as_built : quantity, any shape [kg]
        Mass :math:`m` of the car with its load and the pack it was built with.
    original_pack_mass : quantity, broadcast [kg]
        Mass :math:`m_b` of that pack; 0 where the mass above is without any.
    mass_multiplier : quantity, broadcast, 1 to 3 [1]
        Mass of the car per mass of its pack :math:`\mu`.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    FASTSim, vehicle database: component mass multiplier.

    Examples
    --------
    >>> vehicle_mass_without_pack(Q(2000, "kg"), Q(500, "kg"), mass_multiplier=Q(1.5, ""))
    <Quantity(1250.0, 'kilogram')>
    """
    return vehicle_mass_as_built - mass_multiplier * original_pack_mass


@door
def vehicle_mass(
    vehicle_mass_without_pack: PositiveMass, pack_mass: Mass, *, mass_multiplier: MassMultiplier
) -> PositiveMass:
    r"""Mass of a car with a pack, and with the structure that carries it.

    .. math:: m = m_0 + \mu \, m_b

    Parameters
    ----------
    vehicle_mass_without_pack : quantity, any shape [kg]
        Mass :math:`m_0` of the car with its load, without any pack.
    pack_mass : quantity, broadcast [kg]
        Mass :math:`m_b` of the whole pack.
    mass_multiplier : quantity, broadcast, 1 to 3 [1]
        Mass of the car per mass of its pack :math:`\mu`: structure, brakes and tyres grow with it.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    FASTSim, vehicle database: component mass multiplier.

    Examples
    --------
    >>> vehicle_mass(Q(1250, "kg"), Q(400, "kg"), mass_multiplier=Q(1.5, ""))
    <Quantity(1850.0, 'kilogram')>
    """
    return vehicle_mass_without_pack + mass_multiplier * pack_mass


@door
def road_load_of_mass(road_load_a: Force, known_mass: PositiveMass, mass: PositiveMass) -> Force:
    r"""Constant road load of a car at another mass: tyres roll in proportion to it.

    .. math:: A' = A \, m' / m

    Parameters
    ----------
    road_load_a : quantity, any shape [Wh/km]
        Constant part :math:`A` of the force that resists the car.
    known_mass : quantity, broadcast [kg]
        Mass :math:`m` at which it is known.
    mass : quantity, broadcast [kg]
        Mass :math:`m'` that is asked for.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own assumption: all of the constant force is taken as rolling, which is in proportion to weight.

    Examples
    --------
    >>> road_load_of_mass(Q(40, "Wh/km"), Q(2000, "kg"), Q(1500, "kg"))
    <Quantity(30.0, 'watt_hour / kilometer')>
    """
    return road_load_a * (mass / known_mass)


@door
def rolling_force(mass: PositiveMass, rolling_resistance: RollingResistance, *, gravity: ConsumptionPerMass) -> Force:
    r"""Force that resists a car on the level at any speed, from the coefficient of its tyres.

    .. math:: A = m g C_r

    Parameters
    ----------
    mass : quantity, any shape [kg]
        Mass :math:`m` of the car with its load.
    rolling_resistance : quantity, broadcast [1]
        Rolling resistance coefficient :math:`C_r`.
    gravity : quantity, broadcast [Wh/(km kg)]
        Weight per mass :math:`g`.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]
        A measured road load also holds what the driveline drags.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the coefficient of rolling resistance.

    Examples
    --------
    >>> print(rolling_force(Q(2000, "kg"), Q(0.01, ""), gravity=Q(9, "m/s2")).to("N"))
    180.0 newton
    """
    return mass * gravity * rolling_resistance


@door
def drag_per_speed_squared(air_density: AirDensity, drag_area: Area) -> MassPerLength:
    r"""Force of the air per speed squared.

    .. math:: C = \rho S / 2

    Parameters
    ----------
    air_density : quantity, any shape [kg/m3]
        Density :math:`\rho` of the air.
    drag_area : quantity, broadcast [m2]
        Drag coefficient times frontal area :math:`S`.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg/m]
        One kg/m is one N s2/m2.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of drag area.

    Examples
    --------
    >>> drag_per_speed_squared(Q(1.2, "kg/m3"), Q(0.5, "m2"))
    <Quantity(0.3, 'kilogram / meter')>
    """
    return air_density * drag_area / 2
