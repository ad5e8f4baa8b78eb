"""Energy per distance, at the battery and at the wall, and what a certificate makes of it."""

from ...ground.door import door
from ...ground.quantities import (
    Consumption,
    Distance,
    Energy,
    PositiveDistance,
    PositiveShare,
    Share,
)


@door
def battery_consumption(
    positive_work: Energy,
    braking_work: Energy,
    *,
    traction_efficiency: PositiveShare,
    regeneration_efficiency: Share,
    no_load_loss: Energy,
    auxiliary_energy: Energy,
    trip_distance: PositiveDistance,
) -> Consumption:
    r"""Energy drawn from the pack per distance.

    .. math:: c = (W_+ / \eta_t - \eta_r W_- + E_0 + E_a) / D

    Parameters
    ----------
    positive_work : quantity, any shape [Wh]
        Work :math:`W_+` at the wheels that pulls the car.
    braking_work : quantity, broadcast [Wh]
        Work :math:`W_-` at the wheels that slows it.
    traction_efficiency : quantity, broadcast, above 0 to 1 [1]
        Work at the wheels over energy from the pack :math:`\eta_t`.
    regeneration_efficiency : quantity, broadcast, 0 to 1 [1]
        Energy into the pack over work that slows the car :math:`\eta_r`: friction brakes and limits are in it.
    no_load_loss : quantity, broadcast [Wh]
        Energy :math:`E_0` the drive loses whatever it does, over the trip.
    auxiliary_energy : quantity, broadcast [Wh]
        Energy :math:`E_a` for all that does not drive, over the trip.
    trip_distance : quantity, broadcast [km]
        Distance :math:`D` of the trip.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]
        At the battery, without the loss of charging.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: energy balance of the battery over a trip; checked against another program.

    Examples
    --------
    >>> battery_consumption(
    ...     Q(1800, "Wh"), Q(500, "Wh"), traction_efficiency=Q(0.9, ""), regeneration_efficiency=Q(0.6, ""),
    ...     no_load_loss=Q(0, "Wh"), auxiliary_energy=Q(100, "Wh"), trip_distance=Q(12, "km"),
    ... )
    <Quantity(150.0, 'watt_hour / kilometer')>
    """
    spent = positive_work / traction_efficiency - regeneration_efficiency * braking_work
    return (spent + (no_load_loss + auxiliary_energy)) / trip_distance


@door
def wall_consumption(battery_consumption: Consumption, *, charging_efficiency: PositiveShare) -> Consumption:
    r"""Energy drawn from the wall per distance, as EPA and WLTP state it.

    .. math:: c_w = c / \eta_c

    Parameters
    ----------
    battery_consumption : quantity, any shape [Wh/km]
        Energy :math:`c` drawn from the pack per distance.
    charging_efficiency : quantity, broadcast, above 0 to 1 [1]
        Energy into the pack over energy from the wall :math:`\eta_c`.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]
        Never divide a usable energy by it: the answer would be no range.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the charging efficiency.

    Examples
    --------
    >>> wall_consumption(Q(129, "Wh/km"), charging_efficiency=Q(0.86, ""))
    <Quantity(150.0, 'watt_hour / kilometer')>
    """
    return battery_consumption / charging_efficiency


@door
def combined_consumption(
    city_consumption: Consumption, highway_consumption: Consumption, *, city_share: Share
) -> Consumption:
    r"""Consumption of a mix of city and highway distance, as EPA combines its two cycles.

    .. math:: c = s \, c_1 + (1 - s) \, c_2

    Parameters
    ----------
    city_consumption : quantity, any shape [Wh/km]
        Consumption :math:`c_1` on the UDDS.
    highway_consumption : quantity, broadcast [Wh/km]
        Consumption :math:`c_2` on the HWFET.
    city_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`s` of the distance in the city.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    40 CFR 600.206-12(a)(3): harmonic mean of fuel economy, which is this mean of consumption.

    Examples
    --------
    >>> combined_consumption(Q(100, "Wh/km"), Q(120, "Wh/km"), city_share=Q(0.5, ""))
    <Quantity(110.0, 'watt_hour / kilometer')>
    """
    return city_share * city_consumption + (1 - city_share) * highway_consumption


@door
def label_range(test_range: Distance, *, label_factor: PositiveShare) -> Distance:
    r"""Range on the label from the range in the unadjusted test.

    .. math:: d_l = f \, d

    Parameters
    ----------
    test_range : quantity, any shape [km]
        Range :math:`d` in the two-cycle test.
    label_factor : quantity, broadcast, above 0 to 1 [1]
        Share :math:`f` that the label leaves of it.

    Returns
    -------
    quantity, shape of the inputs broadcast [km]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    FASTSim 2.1.5, label of electric cars: the reduction of the unadjusted value is capped, and the cap binds.

    Examples
    --------
    >>> label_range(Q(500, "km"), label_factor=Q(0.5, ""))
    <Quantity(250.0, 'kilometer')>
    """
    return test_range * label_factor
