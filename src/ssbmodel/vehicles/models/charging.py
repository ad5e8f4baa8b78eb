"""A charge over a window, held back by the battery's curve or by the station; each input may be an array."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ...ground.arrays import are_plain, namespace
from ...ground.door import door, door_after, door_where
from ...ground.errors import DomainError
from ...ground.quantities import (
    Duration,
    Energy,
    NonNegativeDuration,
    Number,
    PositiveEnergy,
    PositivePower,
    Share,
)
from ...models.vehicle.curves import mean_inverse
from ...models.vehicle.road.sums import by_step


@dataclass(frozen=True, eq=False)
class PowerByCharge:
    """Power into a battery by state of charge, in straight lines between knots, ready for the functions below.

    Parameters
    ----------
    state_of_charge : shares that rise, shape (knots,)
    charging_power : W, shape (knots,)
    source : where it is from

    Raises
    ------
    DomainError
        If the knots do not rise, or a power is negative.
    """

    expected: ClassVar[str] = "a prepared charging curve; write vehicles.Charger(curve=...)"

    state_of_charge: Any
    charging_power: Any
    source: str = ""

    def __post_init__(self) -> None:
        places, power = (np.asarray(row, float) for row in (self.state_of_charge, self.charging_power))
        rows = places.ndim == 1 and places.shape == power.shape and places.size > 1
        if not rows or not (np.diff(places) > 0).all() or not (power >= 0).all() or not np.isfinite(power).all():
            told = f"state_of_charge of shape {places.shape} and charging_power of shape {power.shape}"
            raise DomainError(
                f"charging curve: {told}. Expected two equal rows of at least two knots, state_of_charge rising, "
                "powers of 0 or more."
            )
        object.__setattr__(self, "state_of_charge", places)
        object.__setattr__(self, "charging_power", power)


@door_where("start_charge <= end_charge")
def charged_share(start_charge: Share, end_charge: Share) -> Share:
    r"""Share of the usable energy that a charge adds.

    .. math:: s = s_1 - s_0

    Parameters
    ----------
    start_charge : quantity, any shape, 0 to 1 [1]
        State of charge :math:`s_0` at the start.
    end_charge : quantity, broadcast, 0 to 1 [1]
        State of charge :math:`s_1` at the end.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds; if the charge ends below its start.

    References
    ----------
    Definition.

    Examples
    --------
    >>> charged_share(Q(0.25, ""), Q(0.75, ""))
    <Quantity(0.5, 'dimensionless')>
    """
    return end_charge - start_charge


@door
def charge_window(start_charge: Share, end_charge: Share) -> Number:
    r"""State of charge at the end of a charge less that at its start, whichever is greater.

    .. math:: w = s_1 - s_0

    Parameters
    ----------
    start_charge : quantity, any shape, 0 to 1 [1]
        State of charge :math:`s_0` at the start.
    end_charge : quantity, broadcast, 0 to 1 [1]
        State of charge :math:`s_1` at the end.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]
        Negative where there is no such charge.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> charge_window(Q(0.75, ""), Q(0.25, ""))
    <Quantity(-0.5, 'dimensionless')>
    """
    return end_charge - start_charge


@door
def curve_room(charging_curve: PowerByCharge, start_charge: Share, end_charge: Share) -> Number:
    r"""By how much a charge stays within its curve.

    .. math:: r = \min(s_0 - s_a, s_b - s_1)

    Parameters
    ----------
    charging_curve : prepared charging curve
        Defined from :math:`s_a` to :math:`s_b`.
    start_charge : quantity, any shape, 0 to 1 [1]
        State of charge :math:`s_0` at the start.
    end_charge : quantity, broadcast, 0 to 1 [1]
        State of charge :math:`s_1` at the end.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]
        Negative where the charge leaves it.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds; if the curve is none.

    References
    ----------
    Definition.

    Examples
    --------
    >>> curve = PowerByCharge([0.25, 1], [100_000, 50_000])
    >>> curve_room(curve, Q(0.125, ""), Q(0.75, ""))
    <Quantity(-0.125, 'dimensionless')>
    """
    places = charging_curve.state_of_charge
    below, above = start_charge - float(places[0]), float(places[-1]) - end_charge
    return namespace(start_charge, end_charge).minimum(below, above)


@door
def charged_energy(usable_energy: Energy, charged_share: Share) -> Energy:
    r"""Energy that a battery takes up in a charge.

    .. math:: E = E_u \, s

    Parameters
    ----------
    usable_energy : quantity, any shape [Wh]
        Energy :math:`E_u` between empty and full.
    charged_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`s` of it that is added.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> charged_energy(Q(80, "kWh"), Q(0.5, ""))
    <Quantity(40000.0, 'watt_hour')>
    """
    return usable_energy * charged_share


@door
def charging_time_at_power(charged_energy: PositiveEnergy, station_power: PositivePower) -> Duration:
    r"""Time of a charge that nothing but the station holds back: the shortest one there is.

    .. math:: t = E / P

    Parameters
    ----------
    charged_energy : quantity, any shape [Wh]
        Energy :math:`E` the battery takes up.
    station_power : quantity, broadcast [W]
        Power :math:`P` of the station.

    Returns
    -------
    quantity, shape of the inputs broadcast [h]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> charging_time_at_power(Q(50, "kWh"), Q(200, "kW"))
    <Quantity(0.25, 'hour')>
    """
    return charged_energy / station_power


def _inside(charging_curve: PowerByCharge, *_: Any, start_charge: Any, end_charge: Any) -> None:
    """Refuse a window that the curve does not cover."""
    places = charging_curve.state_of_charge
    if are_plain(start_charge, end_charge):
        start, end = float(np.min(start_charge)), float(np.max(end_charge))
        if start < places[0] or end > places[-1]:
            told = f"start_charge={start!r} and end_charge={end!r}"
            raise DomainError(f"{told}. Expected a window inside the curve, {places[0]:g} to {places[-1]:g}.")


@door_after(_inside)
def charging_time_at_station(
    charging_curve: PowerByCharge,
    usable_energy: PositiveEnergy,
    station_power: PositivePower,
    *,
    start_charge: Share,
    end_charge: Share,
) -> NonNegativeDuration:
    r"""Time to charge over a window under a curve and a station's power, exactly.

    .. math:: t = E \int_{s_0}^{s_1} \frac{ds}{\min(P(s), P_s)}

    Parameters
    ----------
    charging_curve : prepared charging curve
        Power :math:`P` into the battery by state of charge, in straight lines between knots.
    usable_energy : quantity, any shape [Wh]
        Energy :math:`E` between empty and full.
    station_power : quantity, broadcast [W]
        Power :math:`P_s` that the station gives at most.
    start_charge : quantity, broadcast, 0 to 1 [1]
        State of charge :math:`s_0` at the start.
    end_charge : quantity, broadcast, 0 to 1 [1]
        State of charge :math:`s_1` at the end.

    Returns
    -------
    quantity, shape of the inputs broadcast [h]
        The kernel gives infinity where the window leaves the curve or meets no power.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds; if the window leaves the curve.

    References
    ----------
    Own derivation: see :func:`ssbmodel.models.vehicle.curves.charging_time`, under the lower of two curves.

    Examples
    --------
    >>> level = PowerByCharge([0, 1], [100_000, 100_000])
    >>> charging_time_at_station(
    ...     level, Q(80, "kWh"), Q(50, "kW"), start_charge=Q(0.25, ""), end_charge=Q(0.75, "")
    ... )
    <Quantity(0.8, 'hour')>
    """
    xp = namespace(usable_energy, station_power, start_charge, end_charge)
    places, power = charging_curve.state_of_charge, charging_curve.charging_power
    start, end, most = (by_step(value) for value in (start_charge, end_charge, station_power))
    low, high = (xp.clip(end_of, places[:-1], places[1:]) for end_of in (start, end))
    slope = (power[1:] - power[:-1]) / (places[1:] - places[:-1])
    first, last = (power[:-1] + slope * (place - places[:-1]) for place in (low, high))
    least, greatest = xp.minimum(first, last), xp.maximum(first, last)
    driven = (high > low) & (least > 0)
    per_share = _mean_limited(xp, xp.where(driven, least, 1.0), xp.where(driven, greatest, 1.0), most)
    dead = xp.where((high > low) & (least <= 0), np.inf, 0.0)
    outside = xp.where((start_charge < places[0]) | (end_charge > places[-1]), np.inf, 0.0)
    return usable_energy * (xp.sum((high - low) * per_share + dead, axis=-1) + outside)


def _mean_limited(xp: Any, least: Any, greatest: Any, most: Any) -> Any:
    """Return the mean of 1 / min(P, most) over straight lines from the least to the greatest power."""
    rise = greatest - least
    level = rise <= 0
    free = xp.where(
        level, xp.where(most >= least, 1.0, 0.0), xp.clip((most - least) / xp.where(level, 1.0, rise), 0.0, 1.0)
    )
    return free * mean_inverse(xp, least, least + free * rise) + (1 - free) / most
