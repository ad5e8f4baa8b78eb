"""Pack and car together: a heavier pack needs a heavier car, which needs a larger pack.

Consumption rises with mass at least in proportion in the end, so range approaches a ceiling that only the pack's
specific energy moves; cost cannot buy what lies beyond.
"""

from typing import Any

import numpy as np

from ...ground.arrays import are_plain, in_blocks, namespace
from ...ground.door import door, door_after
from ...ground.errors import DomainError
from ...ground.quantities import Distance, Energy, Mass, MassMultiplier, PositiveShare, SpecificEnergy
from .climate import Car, cycle_consumption
from .road.cycle import Cycle
from .road.sums import by_step

_ROUNDS, _BLOCK, _CLOSE = 40, 256, 1e-14


@door
def car_with_pack(car: Car, pack_mass: Mass, *, mass_multiplier: MassMultiplier) -> Car:
    r"""Give a car a pack, and the structure that carries it.

    .. math:: m = m_0 + \mu \, m_b, \quad A = A_0 \, m / m_0

    Parameters
    ----------
    car : Car
        The car of mass :math:`m_0` without any pack.
    pack_mass : quantity, any shape [kg]
        Mass :math:`m_b` of the pack.
    mass_multiplier : quantity, broadcast, 1 to 3 [1]
        Mass of the car per mass of the pack :math:`\mu`: structure, brakes and tyres grow with it.

    Returns
    -------
    Car of quantities, shape of the inputs broadcast
        Mass [kg]
        inertia factor and efficiencies [1]
        constant road load, which grows with the mass [Wh/km]
        road load per speed [Wh h/km2]
        and per speed squared [Wh h2/km3]
        no-load and auxiliary power [W]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    FASTSim, vehicle database: component mass multiplier. That rolling grows in proportion to mass is ours; checked
    against another program.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> car = presets.vehicle("tesla-model-3-rwd").car
    >>> float((car_with_pack(car, Q(100, "kg"), mass_multiplier=Q(1.4, "")).mass - car.mass).magnitude)
    140.0
    """
    mass = car.mass + mass_multiplier * pack_mass
    return car._replace(mass=mass, road_load_a=car.road_load_a * mass / car.mass)


@door
def range_with_pack(
    cycle: Cycle,
    car: Car,
    rated_energy: Energy,
    *,
    usable_share: PositiveShare,
    pack_specific_energy: SpecificEnergy,
    mass_multiplier: MassMultiplier,
) -> Distance:
    r"""Range of a car with a pack whose mass it must carry.

    .. math:: d = h E / c(m_0 + \mu E / e)

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed.
    car : Car
        The car of mass :math:`m_0` without any pack.
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells.
    usable_share : quantity, broadcast, above 0 to 1 [1]
        Share :math:`h` of it for driving.
    pack_specific_energy : quantity, broadcast [Wh/kg]
        Rated energy per mass of the whole pack :math:`e`.
    mass_multiplier : quantity, broadcast, 1 to 3 [1]
        Mass of the car per mass of the pack :math:`\mu`.

    Returns
    -------
    quantity, shape of the inputs broadcast [km]
        Below :func:`range_ceiling` however large the pack.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: :func:`cycle_consumption` of the car that carries the pack; checked with its inverse.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> concept = presets.vehicle("concept-1500-km")
    >>> bare = {"usable_share": Q(0.9, ""), "pack_specific_energy": Q(250, "Wh/kg"), "mass_multiplier": Q(1.4, "")}
    >>> near, far = range_with_pack(presets.cycle("WLTC"), concept.bare_car, Q([100, 200], "kWh"), **bare).magnitude
    >>> bool(near < far < 2 * near)
    True
    """
    loaded = car_with_pack.kernel(car, rated_energy / pack_specific_energy, mass_multiplier=mass_multiplier)
    return rated_energy * usable_share / cycle_consumption.kernel(cycle, loaded)


@door
def range_ceiling(
    cycle: Cycle,
    car: Car,
    *,
    usable_share: PositiveShare,
    pack_specific_energy: SpecificEnergy,
    mass_multiplier: MassMultiplier,
) -> Distance:
    r"""Range that no pack of this specific energy reaches in this car, however large.

    .. math:: d_{max} = h e / (\mu \, c_\infty), \quad c_\infty = \lim_{m \to \infty} c / m

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed.
    car : Car
        The car without any pack.
    usable_share : quantity, broadcast, above 0 to 1 [1]
        Share :math:`h` of the rated energy for driving.
    pack_specific_energy : quantity, broadcast [Wh/kg]
        Rated energy per mass of the whole pack :math:`e`.
    mass_multiplier : quantity, broadcast, 1 to 3 [1]
        Mass of the car per mass of the pack :math:`\mu`.

    Returns
    -------
    quantity, shape of the inputs broadcast [km]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: limit of :func:`range_with_pack` for a pack without end; checked against ever larger packs.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> ceiling = range_ceiling(
    ...     presets.cycle("WLTC"), presets.vehicle("concept-1500-km").bare_car, usable_share=Q(0.9, ""),
    ...     pack_specific_energy=Q([250, 500], "Wh/kg"), mass_multiplier=Q(1.4, ""),
    ... )
    >>> float(ceiling[1] / ceiling[0])
    2.0
    """
    heavy = car._replace(
        road_load_b=0.0 * car.mass,
        road_load_c=0.0 * car.mass,
        no_load_power=0.0 * car.mass,
        auxiliary_power=0.0 * car.mass,
    )
    per_mass = cycle_consumption.kernel(cycle, heavy) / car.mass
    return usable_share * pack_specific_energy / (mass_multiplier * per_mass)


def _below_ceiling(cycle: Cycle, car: Car, driving_range: Any, **pack: Any) -> None:
    """Refuse a range that no pack reaches."""
    ceiling = range_ceiling.kernel(cycle, car, **pack)
    if are_plain(driving_range, ceiling) and (over := np.asarray(driving_range >= ceiling)).any():
        asked, most = (float(np.broadcast_to(a, over.shape)[over].flat[0]) for a in (driving_range, ceiling))
        told = f"driving_range={asked!r} km is beyond the ceiling of {most:.0f} km for this pack_specific_energy"
        raise DomainError(f"{told}. Expected less; a lighter pack moves the ceiling, a larger one does not.")


@door_after(_below_ceiling)
def pack_energy_for_range(
    cycle: Cycle,
    car: Car,
    driving_range: Distance,
    *,
    usable_share: PositiveShare,
    pack_specific_energy: SpecificEnergy,
    mass_multiplier: MassMultiplier,
) -> Energy:
    r"""Rated energy of the pack that carries car and pack over a distance; the inverse of :func:`range_with_pack`.

    .. math:: h E = d \, c(m_0 + \mu E / e)

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed.
    car : Car
        The car of mass :math:`m_0` without any pack.
    driving_range : quantity, any shape [km]
        Distance :math:`d` to cover, on the cycle.
    usable_share : quantity, broadcast, above 0 to 1 [1]
        Share :math:`h` of the rated energy for driving.
    pack_specific_energy : quantity, broadcast [Wh/kg]
        Rated energy per mass of the whole pack :math:`e`.
    mass_multiplier : quantity, broadcast, 1 to 3 [1]
        Mass of the car per mass of the pack :math:`\mu`.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]
        The kernel gives infinity at and beyond the ceiling.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds; if no pack reaches the distance.

    References
    ----------
    Own derivation: fixed point of energy and mass; checked as the inverse of :func:`range_with_pack`.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> energy = pack_energy_for_range(
    ...     presets.cycle("WLTC"), presets.vehicle("concept-1500-km").bare_car, Q(1000, "km"), usable_share=Q(0.9, ""),
    ...     pack_specific_energy=Q(300, "Wh/kg"), mass_multiplier=Q(1.4, ""),
    ... )
    >>> bool(Q(100, "kWh") < energy < Q(250, "kWh"))
    True
    """

    def solved(asked: Any, share: Any, specific: Any, multiplier: Any, *fields: Any) -> tuple[Any]:
        return (_mass_balance(cycle, Car(*fields), asked, (share, specific, multiplier)),)

    pack = usable_share, pack_specific_energy, mass_multiplier
    return in_blocks(solved, driving_range, *pack, *car, size=_BLOCK)[0]


def _mass_balance(cycle: Cycle, car: Car, asked: Any, pack: tuple[Any, Any, Any]) -> Any:
    """Solve for the car's mass by Newton's steps.

    What is missing is convex in the mass and falls at the lightest car, so that the steps come from the left and
    never pass the answer; where it does not fall, no mass is enough.
    """
    share, specific, multiplier = pack
    per_mass = share * specific / multiplier
    xp = namespace(asked, per_mass, *car)
    mass: Any = car.mass + 0.0 * (asked + per_mass)
    further, falls = mass, mass
    for _ in range(_ROUNDS):
        consumption, slope = _consumption_and_slope(xp, cycle, car, mass)
        missing, falls = asked * consumption - per_mass * (mass - car.mass), per_mass - asked * slope
        further = mass + xp.where(falls > 0, missing, 0.0 * missing) / xp.where(falls > 0, falls, 1.0 + 0.0 * falls)
        if are_plain(mass) and bool(np.all(abs(further - mass) <= _CLOSE * mass)):
            break
        mass = further
    energy = (further - car.mass) * specific / multiplier
    return xp.where(falls > 0, energy, np.inf + 0.0 * energy)


def _consumption_and_slope(xp: Any, cycle: Cycle, car: Car, mass: Any) -> tuple[Any, Any]:
    """Return the consumption at a mass, and how fast it rises with it [Wh/km, Wh/(km kg)]."""
    inertia, distance, linear, square = (xp.asarray(column) for column in cycle.columns)
    k, pull, b, c = (
        by_step(value) for value in (car.inertia_factor, car.road_load_a / car.mass, car.road_load_b, car.road_load_c)
    )
    per_mass, others = k * inertia + pull * distance, b * linear + c * square
    work = per_mass * by_step(mass) + others
    positive, rise = (xp.sum(xp.where(work > 0, part, 0.0), axis=-1) for part in (work, per_mass))
    net, net_rise = (xp.sum(part, axis=-1) for part in (work, per_mass))
    spent = 1 / car.traction_efficiency - car.regeneration_efficiency
    standing = car.no_load_power * cycle.moving_time + car.auxiliary_power * cycle.duration
    total = positive * spent + net * car.regeneration_efficiency + standing
    return total / cycle.distance, (rise * spent + net_rise * car.regeneration_efficiency) / cycle.distance
