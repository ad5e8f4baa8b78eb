"""One charge of one car: which limit binds, how long it takes, what it adds, and where heat goes."""

from typing import Any, NamedTuple

import numpy as np

from ...ground.units import Q
from ...models.vehicle.charging import (
    cable_loss,
    charge_rate,
    charging_current,
    heat_limited_power,
    mean_charging_power,
    range_added_per_time,
)
from ...models.vehicle.curves import ChargingCurve, charging_time, limited_curve


class Charge(NamedTuple):
    """A charge over a window; the range added is by the consumption that was given, on its cycle."""

    time: Any
    charged_energy: Any
    mean_power: Any
    peak_power: Any
    mean_charge_rate: Any
    range_added: Any
    range_per_time: Any
    peak_current: Any
    cable_loss: Any


class Limits(NamedTuple):
    """What holds a charge back besides the battery's own curve; what is None does not.

    The station's power and current, the battery's C-rate, and the heat that its cooling takes from its resistance.
    """

    station_power: Any = None
    current: Any = None
    charge_rate: Any = None
    cooling_power: Any = None
    pack_resistance: Any = None


def level(power: Any) -> ChargingCurve:
    """Return a curve of one power at every state of charge.

    >>> level(Q(150, "kW")).charging_power.magnitude
    array([150000., 150000.])
    """
    watts = float(Q(Q(power) if isinstance(power, str) else power, "W").magnitude)
    return ChargingCurve(Q([0, 1], ""), Q([watts, watts], "W"))


def limited(curve: ChargingCurve, usable_energy: Any, pack_voltage: Any, limits: Limits) -> ChargingCurve:
    """Return a curve under every limit that is given: exact, with knots where another limit takes over.

    >>> lower = limited(level("300 kW"), Q(100, "kWh"), Q(400, "V"), Limits(current=Q(500, "A")))
    >>> float(lower.charging_power.to("kilowatt").magnitude.max())
    200.0
    """
    caps: list[Any] = [limits.station_power]
    if limits.current is not None:
        caps.append(limits.current * pack_voltage)
    if limits.charge_rate is not None:
        caps.append(limits.charge_rate * usable_energy)
    if limits.cooling_power is not None:
        caps.append(heat_limited_power(pack_voltage, limits.pack_resistance, cooling_power=limits.cooling_power))
    for cap in caps:
        if cap is not None:
            curve = limited_curve(curve, level(cap))
    return curve


def charge(
    curve: ChargingCurve,
    usable_energy: Any,
    window: tuple[Any, Any],
    pack_voltage: Any,
    *,
    consumption: Any,
    cable: Any,
) -> Charge:
    """Return one charge of a curve over a window.

    Parameters
    ----------
    curve : power into the battery, limits already applied
    usable_energy, pack_voltage : quantities of the pack
    window : state of charge at start and end
    consumption : energy drawn from the pack per distance, on the cycle that the range is quoted for
    cable : resistance of cable and contacts

    Examples
    --------
    >>> found = charge(
    ...     level("200 kW"), Q(100, "kWh"), (Q(0.1, ""), Q(0.8, "")), Q(800, "V"),
    ...     consumption=Q(140, "Wh/km"), cable=Q(1, "mohm"),
    ... )
    >>> round(float(found.time.to("minute").magnitude)), round(float(found.range_added.to("kilometer").magnitude))
    (21, 500)
    """
    start, end = window
    time: Any = charging_time(curve, usable_energy, start_charge=start, end_charge=end)
    energy = usable_energy * (end - start)
    most = Q(np.full(2, np.max(curve.charging_power.m_as("watt"))), "W")
    inside = limited_curve(curve, ChargingCurve(_ends(start, end), most))
    peak = Q(float(inside.charging_power.magnitude.max()), "W")
    mean = mean_charging_power(energy, time)
    current = charging_current(peak, pack_voltage)
    added = energy / consumption
    per_time = range_added_per_time(mean, consumption)
    loss = cable_loss(current, cable)
    return Charge(time, energy, mean, peak, charge_rate(mean, usable_energy), added, per_time, current, loss)


def _ends(start: Any, end: Any) -> Any:
    return Q([float(Q(start, "").magnitude), float(Q(end, "").magnitude)], "")
