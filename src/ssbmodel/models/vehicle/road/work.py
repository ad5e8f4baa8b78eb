"""Work at the wheels over a drive cycle: the exact sum over its steps."""

from typing import Any, NamedTuple

from ....ground.arrays import namespace
from ....ground.door import door
from ....ground.quantities import (
    AirDensity,
    Area,
    Energy,
    Force,
    ForcePerSpeed,
    ForcePerSpeedSquared,
    InertiaFactor,
    PositiveMass,
    RollingResistance,
    SignedEnergy,
    Slope,
)
from ....ground.units import Q
from .cycle import GRAVITY, Cycle
from .exact import exact_ratio, positive_work


class WheelWork(NamedTuple):
    """Work at the wheels over one run of a cycle: positive = net + braking."""

    positive_work: Energy
    net_work: SignedEnergy
    braking_work: Energy


@door
def wheel_work(
    cycle: Cycle,
    mass: PositiveMass,
    drag_area: Area,
    rolling_resistance: RollingResistance,
    *,
    air_density: AirDensity,
    inertia_factor: InertiaFactor,
    grade: Slope,
) -> WheelWork:
    r"""Work at the wheels over a cycle, exactly.

    .. math:: W_+ = \sum_i \max(0, \; m (k \, \iota_i + C \, r_i + q \, d_i)), \quad q = \rho S / m

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed with the columns :math:`\iota, r, d` of inertial, rolling and drag work per mass.
    mass : quantity, any shape [kg]
        Mass :math:`m` of the car with its load.
    drag_area : quantity, broadcast [m2]
        Drag coefficient times frontal area :math:`S`.
    rolling_resistance : quantity, broadcast [1]
        Rolling resistance coefficient on the level; :math:`C` is its share along a grade, and the grade's own pull.
    air_density : quantity, broadcast [kg/m3]
        Density :math:`\rho` of the air.
    inertia_factor : quantity, broadcast [1]
        Mass with the turning parts over mass, :math:`k`.
    grade : quantity, broadcast [1]
        Rise over run of the whole trip; negative downhill.

    Returns
    -------
    WheelWork of quantities, shape of the inputs broadcast
        Positive [Wh]
        and net work, and the work at the brakes or the generator, all at the wheels [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    Only decelerating steps can change their sign. Inside the domain of the table only those that do so there are
    looked at one by one; all others are one linear term. Outside it every step is.

    References
    ----------
    FASTSim's rule of a step: constant acceleration, force at the mean speed; 40 CFR 1066.210 for force and gravity.
    Sums made elsewhere are reproduced.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> work = wheel_work(
    ...     presets.cycle("WLTC"), Q(1950, "kg"), Q(0.62, "m2"), Q(0.0085, ""),
    ...     air_density=Q(1.19, "kg/m3"), inertia_factor=Q(1.04, ""), grade=Q(0, ""),
    ... )
    >>> round(float(work.positive_work.magnitude), 4)
    3588.3812
    """
    rolling, drag, scale = ratios(mass, drag_area, rolling_resistance, air_density, inertia_factor, grade)
    return wheel_work_from(cycle, exact_ratio(cycle, rolling, drag) * scale, rolling, drag, scale)


@door
def wheel_work_from_coefficients(
    cycle: Cycle,
    mass: PositiveMass,
    road_load_a: Force,
    road_load_b: ForcePerSpeed,
    road_load_c: ForcePerSpeedSquared,
    *,
    inertia_factor: InertiaFactor,
) -> WheelWork:
    r"""Work at the wheels over a cycle from road-load coefficients, exactly.

    .. math:: W_+ = \sum_i \max(0, \; k m \, \iota_i + (A + B \bar v_i + C \bar v_i^2) \, \bar v_i \Delta t_i)

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed.
    mass : quantity, any shape [kg]
        Mass :math:`m` of the car as tested, with its load.
    road_load_a : quantity, broadcast [Wh/km]
        Force :math:`A` at standstill; one newton is one joule per metre.
    road_load_b : quantity, broadcast [Wh h/km2]
        Force per speed :math:`B`; negative in some certificates.
    road_load_c : quantity, broadcast [Wh h2/km3]
        Force per speed squared :math:`C`.
    inertia_factor : quantity, broadcast [1]
        Mass with the turning parts over mass, :math:`k`.

    Returns
    -------
    WheelWork of quantities, shape of the inputs broadcast
        Positive [Wh]
        and net work, and the work at the brakes or the generator, all at the wheels [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    40 CFR 1066.210(d)(3) for the force; FASTSim's rule of a step: constant acceleration, force at the mean speed.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> work = wheel_work_from_coefficients(
    ...     presets.cycle("UDDS"), Q(2268, "kg"), Q(150.8, "N"), Q(0.338, "N s/m"), Q(0.3713, "N s2/m2"),
    ...     inertia_factor=Q(1.015, ""),
    ... )
    >>> round(float(work.net_work.magnitude / 11.99))
    66
    """
    weights = (inertia_factor * mass, road_load_a, road_load_b, road_load_c)
    positive = positive_work(cycle, *weights)
    net = net_work_of(cycle, weights)
    return WheelWork(positive, net, braking_work(positive, net))


def braking_work(positive: Any, net: Any) -> Any:
    """Return the work at the brakes or the generator, where none is left by the last digit of two equal sums."""
    return namespace(positive, net).maximum(positive - net, 0.0)


def net_work_of(cycle: Cycle, weights: Any) -> Any:
    """Return net work [Wh] of effective mass [kg] and road load in house units, which is linear and exact."""
    first, *others = (total * weight for total, weight in zip(cycle.totals, weights))
    for part in others:
        first = first + part
    return first


class RoadLoad(NamedTuple):
    """Force that resists a car: constant, per speed, per speed squared."""

    road_load_a: Force
    road_load_b: ForcePerSpeed
    road_load_c: ForcePerSpeedSquared


def road_load(mass: Any, drag_area: Any, rolling_resistance: Any, *, air_density: Any) -> RoadLoad:
    r"""Road-load coefficients of a car whose drag area and rolling resistance are known.

    .. math:: A = m g C_r, \quad B = 0, \quad C = \rho S / 2

    Parameters
    ----------
    mass, drag_area, rolling_resistance, air_density : quantities [kg], [m2], [1], [kg/m3]

    Raises
    ------
    UnitError
        If an input has no unit, or the wrong one.

    Examples
    --------
    >>> load = road_load(Q(2000, "kg"), Q(0.6, "m2"), Q(0.01, ""), air_density=Q(1.2, "kg/m3"))
    >>> round(float(Q(load.road_load_a, "N").magnitude), 3), round(float(Q(load.road_load_c, "N s2/m2").magnitude), 2)
    (196.133, 0.36)
    """
    weight: Any = Q(mass, "kg") * Q(*GRAVITY)
    drag: Any = Q(air_density, "kg/m3") * Q(drag_area, "m2") / 2
    return RoadLoad(
        Q(weight * Q(rolling_resistance, ""), "Wh/km"), Q(0.0 * weight.magnitude, "Wh h/km2"), Q(drag, "Wh h2/km3")
    )


def ratios(*properties: Any) -> tuple[Any, Any, Any]:
    """Return what the work depends on: rolling over inertia, drag over inertia [1/m], and the effective mass [kg]."""
    mass, drag_area, rolling, air_density, inertia, grade = properties
    level = isinstance(grade, (int, float)) and grade == 0
    along = rolling if level else (rolling + grade) / namespace(*properties).sqrt(1 + grade * grade)
    effective = inertia * mass
    return along / inertia, air_density * drag_area / effective, effective


def wheel_work_from(cycle: Cycle, positive: Any, rolling: Any, drag: Any, scale: Any) -> WheelWork:
    """Complete positive work by the net work, which is linear and exact."""
    inertia, along, against = cycle.sums
    net = scale * (inertia + rolling * along + drag * against)
    return WheelWork(positive, net, braking_work(positive, net))
