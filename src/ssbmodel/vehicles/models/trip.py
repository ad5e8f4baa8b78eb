"""What a drive cycle adds to a car's own properties: distance, speed, and what is drawn by the hour."""

from ...ground.door import door
from ...ground.quantities import Energy, PositiveDistance, Power, Speed
from ...models.vehicle.road.cycle import Cycle


@door
def trip_distance(cycle: Cycle) -> PositiveDistance:
    r"""Length of a cycle.

    .. math:: D = \sum_i \bar v_i \Delta t_i

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed.

    Returns
    -------
    quantity [km]

    Raises
    ------
    CallError
        If it is no drive cycle.

    References
    ----------
    Definition.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> round(float(trip_distance(presets.cycle("WLTC")).magnitude), 2)
    23.27
    """
    return cycle.distance  # type: ignore[return-value]


@door
def mean_speed(cycle: Cycle) -> Speed:
    r"""Distance of a cycle over its time, stops included.

    .. math:: v = D / t

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed.

    Returns
    -------
    quantity [km/h]

    Raises
    ------
    CallError
        If it is no drive cycle.

    References
    ----------
    Definition.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> round(float(mean_speed(presets.cycle("WLTC")).magnitude), 1)
    46.5
    """
    return cycle.distance / cycle.duration  # type: ignore[return-value]


@door
def no_load_loss(cycle: Cycle, no_load_power: Power) -> Energy:
    r"""Energy that a drive loses over a cycle whatever it does.

    .. math:: E_0 = P_0 \, t_m

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed, of time in motion :math:`t_m`.
    no_load_power : quantity, any shape [W]
        Power :math:`P_0` that the drive loses while the car moves.

    Returns
    -------
    quantity, shape of the power [Wh]

    Raises
    ------
    UnitError, DomainError, CallError
        If the power has no unit, the wrong one, or is negative; if the cycle is none.

    References
    ----------
    Definition of the power.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> no_load_loss(presets.cycle("WLTC"), Q(0, "W"))
    <Quantity(0.0, 'watt_hour')>
    """
    return no_load_power * cycle.moving_time


@door
def auxiliary_energy(cycle: Cycle, auxiliary_power: Power) -> Energy:
    r"""Energy over a cycle for all that does not drive, heating apart.

    .. math:: E_a = P_a \, t

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed, of time :math:`t`.
    auxiliary_power : quantity, any shape [W]
        Mean power :math:`P_a`.

    Returns
    -------
    quantity, shape of the power [Wh]

    Raises
    ------
    UnitError, DomainError, CallError
        If the power has no unit, the wrong one, or is negative; if the cycle is none.

    References
    ----------
    Definition of the power.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> print(auxiliary_energy(presets.cycle("WLTC"), Q(200, "W")))
    100.0 watt_hour
    """
    return auxiliary_power * cycle.duration
