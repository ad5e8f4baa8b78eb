"""Charging over a window of charge: power by straight lines between knots, time in closed form."""

from typing import Any, NamedTuple

import numpy as np

from ...ground.arrays import PLAIN, namespace
from ...ground.door import door_after
from ...ground.errors import DomainError
from ...ground.quantities import NonNegativeDuration, PositiveEnergy, Power, Share
from .road.sums import by_step


class ChargingCurve(NamedTuple):
    """Power into the battery by state of charge, in straight lines between knots; both of shape (knots,)."""

    state_of_charge: Share
    charging_power: Power


def _can_charge(curve: ChargingCurve, usable_energy: Any, *, start_charge: Any, end_charge: Any) -> None:
    """Refuse a curve that is none, and a window that it does not cover with power."""
    _is_curve("curve", curve)
    places, power = (np.asarray(part) for part in curve)
    if not (isinstance(start_charge, PLAIN) and isinstance(end_charge, PLAIN)):
        return
    starts, ends = np.broadcast_arrays(start_charge, end_charge)
    for start, end in zip(starts.flat, ends.flat):
        window = f"start_charge={float(start)!r} and end_charge={float(end)!r}"
        if start > end:
            raise DomainError(f"{window}. Expected start_charge <= end_charge.")
        if start < places[0] or end > places[-1]:
            raise DomainError(f"{window}. Expected a window inside the curve, {places[0]:g} to {places[-1]:g}.")
        inside = (places >= start) & (places <= end)
        least = min([*power[inside], *np.interp([start, end], places, power)])
        if start < end and least <= 0:
            raise DomainError(f"{window}: the curve gives no power there. Expected a window that ends before.")


def _is_curve(name: str, curve: ChargingCurve) -> None:
    places, power = (np.asarray(part) for part in curve)
    if places.ndim != 1 or places.shape != power.shape or places.size < 2 or (np.diff(places) <= 0).any():
        told = f"state_of_charge of shape {places.shape} and charging_power of shape {power.shape}"
        raise DomainError(f"{name}: {told}. Expected two equal rows of at least two knots, state_of_charge rising.")


@door_after(_can_charge)
def charging_time(
    curve: ChargingCurve, usable_energy: PositiveEnergy, *, start_charge: Share, end_charge: Share
) -> NonNegativeDuration:
    r"""Time to charge from one state of charge to another.

    .. math:: t = E \int_{s_0}^{s_1} \frac{ds}{P(s)} = E \sum_i \frac{\Delta s_i \ln(P_{i+1} / P_i)}{P_{i+1} - P_i}

    Parameters
    ----------
    curve : ChargingCurve
        Power :math:`P` into the battery by state of charge, knots rising.
    usable_energy : quantity, any shape [Wh]
        Energy :math:`E` between empty and full.
    start_charge : quantity, broadcast, 0 to 1 [1]
        State of charge :math:`s_0` at the start.
    end_charge : quantity, broadcast, 0 to 1 [1]
        State of charge :math:`s_1` at the end.

    Returns
    -------
    quantity, shape of the inputs broadcast [h]
        Always state the window with it.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds; if the window falls, leaves the curve, or
        reaches a knot without power, where the time would be infinite.

    References
    ----------
    Own derivation: closed form over straight lines; checked by quadrature and against 12 public curves
    (docs/range.md).

    Examples
    --------
    >>> curve = ChargingCurve(Q([0, 50, 100], "%"), Q([100, 100, 50], "kW"))
    >>> charging_time(curve, Q(100, "kWh"), start_charge=Q(0, "%"), end_charge=Q(50, "%")).to("min")
    <Quantity(30.0, 'minute')>
    """
    xp = namespace(usable_energy, start_charge, end_charge)
    places, power = _plain(curve)
    start, end = (by_step(value) for value in (start_charge, end_charge))
    low, high = (xp.clip(end_of, places[:-1], places[1:]) for end_of in (start, end))
    slope = (power[1:] - power[:-1]) / (places[1:] - places[:-1])
    first, last = (power[:-1] + slope * (place - places[:-1]) for place in (low, high))
    inverse = mean_inverse(xp, xp.where(high > low, first, 1.0), xp.where(high > low, last, 1.0))
    return usable_energy * xp.sum((high - low) * inverse, axis=-1)


def _plain(curve: ChargingCurve) -> tuple[Any, Any]:
    """Return the rows of a curve that a door has read: they are arrays by then."""
    return curve.state_of_charge, curve.charging_power


def mean_inverse(xp: Any, first: Any, last: Any) -> Any:
    """Return the mean of 1 / P over a straight line: log1p, as the textbook form loses all digits where P is level."""
    rise = (last - first) / first
    level = abs(rise) < _LEVEL
    safe = xp.where(level, 1.0, rise)
    return xp.where(level, 1 - rise / 2 + rise * rise / 3, xp.log1p(safe) / safe) / first


_LEVEL = 2.0**-17  # where the next term of the series is below rounding


def _are_curves(curve: ChargingCurve, limit: ChargingCurve) -> None:
    _is_curve("curve", curve)
    _is_curve("limit", limit)


@door_after(_are_curves)
def limited_curve(curve: ChargingCurve, limit: ChargingCurve) -> ChargingCurve:
    r"""Return the lower of two charging curves, with knots where they cross: exact.

    .. math:: P(s) = \min(P_1(s), P_2(s))

    Parameters
    ----------
    curve : ChargingCurve
        What the battery would take.
    limit : ChargingCurve
        What station, current at the pack's voltage, C-rate or cooling allow; level limits need two knots.

    Returns
    -------
    ChargingCurve of quantities, shape (knots,)
        State of charge, where both curves are defined [1]
        and power [W]

    Raises
    ------
    UnitError, DomainError, CallError
        If a field has no unit, the wrong one, or lies outside its bounds; if the knots do not rise.

    References
    ----------
    Definition; the knots at the crossings keep it exact.

    Examples
    --------
    >>> curve = ChargingCurve(Q([0, 100], "%"), Q([200, 100], "kW"))
    >>> lower = limited_curve(curve, ChargingCurve(Q([0, 100], "%"), Q([150, 150], "kW")))
    >>> lower.state_of_charge.magnitude
    array([0. , 0.5, 1. ])
    """
    own, other = _plain(curve), _plain(limit)
    knots = np.union1d(own[0], other[0])
    knots = knots[(knots >= max(own[0][0], other[0][0])) & (knots <= min(own[0][-1], other[0][-1]))]
    gap = np.interp(knots, *own) - np.interp(knots, *other)
    crossing = np.flatnonzero(gap[:-1] * gap[1:] < 0)
    share = gap[crossing] / (gap[crossing] - gap[crossing + 1])
    places: Any = np.union1d(knots, knots[crossing] + share * np.diff(knots)[crossing])
    power: Any = np.minimum(np.interp(places, *own), np.interp(places, *other))
    return ChargingCurve(places, power)
