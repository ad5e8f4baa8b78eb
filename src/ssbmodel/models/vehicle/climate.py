"""What the cold costs, cause by cause: air, tyres, cabin, battery, warm-up and capacity.

Energies add and capacity multiplies: the parts of the consumption sum to its rise, and the range lost splits by them.
"""

from typing import Any, NamedTuple

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    Consumption,
    Distance,
    Energy,
    Force,
    ForcePerSpeed,
    ForcePerSpeedSquared,
    InertiaFactor,
    PositiveDistance,
    PositiveMass,
    PositiveShare,
    Power,
    Ratio,
    Share,
    SignedConsumption,
    SignedDistance,
)
from .road.cycle import Cycle
from .road.work import wheel_work_from_coefficients


class Car(NamedTuple):
    """A car at the reference temperature, road load by coefficients.

    Use :func:`road_load` where drag area and rolling resistance are known instead.
    """

    mass: PositiveMass
    inertia_factor: InertiaFactor
    road_load_a: Force
    road_load_b: ForcePerSpeed
    road_load_c: ForcePerSpeedSquared
    traction_efficiency: PositiveShare
    regeneration_efficiency: Share
    no_load_power: Power
    auxiliary_power: Power


class TripConditions(NamedTuple):
    """What a trip meets: each cause is off where its ratio is 1 or its power or energy 0."""

    drag_ratio: Ratio
    tyre_ratio: Ratio
    cabin_power: Power
    battery_heating_power: Power
    warm_up_energy: Energy
    trip_length: PositiveDistance


class ColdSplit(NamedTuple):
    """Consumption at the reference and in the cold, and the parts of its rise by cause: they sum to it."""

    battery_consumption: Consumption
    air_consumption: SignedConsumption
    tyre_consumption: SignedConsumption
    cabin_consumption: SignedConsumption
    battery_heat_consumption: SignedConsumption
    warm_up_consumption: SignedConsumption
    interaction_consumption: SignedConsumption
    cold_consumption: Consumption


class RangeLost(NamedTuple):
    """Range at the reference and elsewhere, and what each cause takes of it: all sum to the difference.

    Where it is warmer than the reference, air and tyres add range: less than nothing is lost to them.
    """

    driving_range: Distance
    lost_to_capacity: Distance
    lost_to_air: SignedDistance
    lost_to_tyres: SignedDistance
    lost_to_cabin: Distance
    lost_to_battery_heat: Distance
    lost_to_warm_up: Distance
    cold_range: Distance


@door
def cycle_consumption(cycle: Cycle, car: Car) -> Consumption:
    r"""Energy a car draws from its pack per distance of a cycle.

    .. math:: c = (W_+ / \eta_t - \eta_r W_- + P_0 t_m + P_a t) / D

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed, of distance :math:`D`, time :math:`t` and time in motion :math:`t_m`.
    car : Car
        Mass, road load, efficiencies, no-load power :math:`P_0` and auxiliary power :math:`P_a`.

    Returns
    -------
    quantity, shape of the car's fields broadcast [Wh/km]
        At the battery.

    Raises
    ------
    UnitError, DomainError, CallError
        If a field has no unit, the wrong one, or lies outside its bounds; if cycle or car is none.

    References
    ----------
    Own derivation: energy balance of the battery over a cycle; held against 132 tests of US EPA in
    docs/validation.md.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> car = presets.vehicle("tesla-model-3-rwd").car
    >>> round(float(cycle_consumption(presets.cycle("UDDS"), car).magnitude))
    109
    """
    return _consumption(cycle, car)


@door
def cold_split(cycle: Cycle, car: Car, climate: TripConditions) -> ColdSplit:
    r"""Consumption in the cold, its rise split by cause.

    .. math:: c' = c + \Delta_a + \Delta_t + \Delta_c + \Delta_b + E_0 / L + \Delta_i

    Parameters
    ----------
    cycle : drive cycle
        Trace of speed.
    car : Car
        The car at the reference temperature.
    climate : TripConditions
        Air and tyres as ratios to the reference, heating powers, warm-up energy :math:`E_0`, trip length :math:`L`.

    Returns
    -------
    ColdSplit of quantities, shape of the fields broadcast
        Consumption at reference and in the cold, the parts by cause, and their interaction [Wh/km]

    Raises
    ------
    UnitError, DomainError, CallError
        If a field has no unit, the wrong one, or lies outside its bounds; if cycle, car or climate is none.

    Notes
    -----
    Each cause is switched on alone; what they cost together beyond that is the interaction, so that the parts sum to
    the rise exactly.

    References
    ----------
    Own derivation: causes one by one and their interaction; checked against another program, and against AAA (2019)
    in docs/range.md.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> cold = TripConditions(Q(1.17, ""), Q(1.2, ""), Q(2, "kW"), Q(0, "W"), Q(0, "Wh"), Q(100, "km"))
    >>> parts = cold_split(presets.cycle("WLTC"), presets.vehicle("tesla-model-3-rwd").car, cold)
    >>> round(float(parts.cabin_consumption.magnitude))
    43
    """
    start = _consumption(cycle, car)
    air = _consumption(cycle, _meeting(car, climate.drag_ratio, 1.0)) - start
    tyres = _consumption(cycle, _meeting(car, 1.0, climate.tyre_ratio)) - start
    both = _consumption(cycle, _meeting(car, climate.drag_ratio, climate.tyre_ratio)) - start
    cabin, battery = (power * _hours_per_km(cycle) for power in (climate.cabin_power, climate.battery_heating_power))
    warm_up = climate.warm_up_energy / climate.trip_length
    alone = air + tyres + cabin + battery + warm_up
    together = both + cabin + battery + warm_up
    return ColdSplit(start, air, tyres, cabin, battery, warm_up, together - alone, start + together)


@door
def range_lost(usable_energy: Energy, capacity_retention: PositiveShare, split: ColdSplit) -> RangeLost:
    r"""Range lost to the cold, split by cause.

    .. math:: d - d' = d (1 - r) + r \, d \, (1 - c / c')

    Parameters
    ----------
    usable_energy : quantity, any shape [Wh]
        Energy the pack gives at 25 °C between its limits.
    capacity_retention : quantity, broadcast, above 0 to 1 [1]
        Share :math:`r` of it still available at the cell temperature.
    split : ColdSplit
        Consumption :math:`c` and :math:`c'` with its parts; the interaction goes to air and tyres in proportion.

    Returns
    -------
    RangeLost of quantities, shape of the inputs broadcast
        Range at the reference, range lost by cause, range in the cold [km]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    Capacity is counted first: it takes its share of the range at the reference. The rest is shared out in proportion
    to the parts of the consumption.

    References
    ----------
    Own derivation; checked by the sum of its parts.

    Examples
    --------
    >>> from ssbmodel import presets
    >>> cold = TripConditions(Q(1, ""), Q(1, ""), Q(2, "kW"), Q(0, "W"), Q(0, "Wh"), Q(100, "km"))
    >>> parts = cold_split(presets.cycle("WLTC"), presets.vehicle("tesla-model-3-rwd").car, cold)
    >>> lost = range_lost(Q(75, "kWh"), Q(0.9, ""), parts)
    >>> round(float((lost.lost_to_capacity / lost.driving_range).magnitude), 3)
    0.1
    """
    start = usable_energy / split.battery_consumption
    end = capacity_retention * usable_energy / split.cold_consumption
    driving = split.air_consumption + split.tyre_consumption
    # a trip that meets neither has no interaction to share out
    share = 1 + split.interaction_consumption / namespace(driving).where(driving == 0, 1.0, driving)
    per_part = capacity_retention * start / split.cold_consumption
    return RangeLost(
        start,
        start * (1 - capacity_retention),
        per_part * split.air_consumption * share,
        per_part * split.tyre_consumption * share,
        per_part * split.cabin_consumption,
        per_part * split.battery_heat_consumption,
        per_part * split.warm_up_consumption,
        end,
    )


def _meeting(car: Car, drag_ratio: Any, tyre_ratio: Any) -> Car:
    """Return the car in other air and on other tyres: drag is the square term, tyres the constant one."""
    return car._replace(road_load_a=car.road_load_a * tyre_ratio, road_load_c=car.road_load_c * drag_ratio)


def _hours_per_km(cycle: Cycle) -> float:
    return cycle.duration / cycle.distance


def _consumption(cycle: Cycle, car: Car) -> Any:
    work = wheel_work_from_coefficients.kernel(
        cycle, car.mass, car.road_load_a, car.road_load_b, car.road_load_c, inertia_factor=car.inertia_factor
    )
    driving = work.positive_work / car.traction_efficiency - car.regeneration_efficiency * work.braking_work
    standing = car.no_load_power * cycle.moving_time + car.auxiliary_power * cycle.duration
    return (driving + standing) / cycle.distance
