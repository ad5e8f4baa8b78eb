"""One charge of a car with its own pack, and curves under the limits of station, cable, C-rate and cooling."""

from typing import Any, NamedTuple

from ...ground.units import Q
from ...models.vehicle.charging import heat_limited_power
from ...models.vehicle.curves import ChargingCurve, limited_curve
from ...packs.parts import AsBuilt
from ...vehicles.parts import Charger, Preset
from ..results import Results
from ..study import Study


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


def charge(vehicle: Any, *, cycle: Any = "WLTC", **charger: Any) -> Results:
    """Charge a car with the pack that it was built with.

    Parameters
    ----------
    vehicle : id of a car in ``vehicles.cars``, or what that catalogue holds
    cycle : drive cycle that the range added is quoted for
    charger : as for :class:`ssbmodel.vehicles.Charger`: ``station_power``, ``start_charge``, ``end_charge``, ``curve``;
        other values of names of the study, such as ``usable_energy``

    Returns
    -------
    Results
        Of the study of ``packs.AsBuilt``, ``vehicles.Preset`` and ``vehicles.Charger``: energy, time, mean power and
        C-rate of the charge, and the range it adds.

    Raises
    ------
    StudyError
        If there is no such car, curve or name, or nothing is known of the pack's energy.

    Examples
    --------
    >>> window = {"start_charge": 0.1, "end_charge": 0.8, "curve": "Nissan Leaf 40 kWh"}
    >>> found = charge("nissan-leaf", station_power="50 kW", **window)
    >>> round(found.charging_time.m_as("min"))
    40
    """
    own = {name: value for name, value in charger.items() if name not in Charger.model_fields}
    part = Charger(**{name: value for name, value in charger.items() if name not in own})
    study = Study(
        name=f"{vehicle if isinstance(vehicle, str) else getattr(vehicle, 'name', 'car')} at a charger",
        pack=AsBuilt(), vehicle=Preset(vehicle, cycle=cycle), charger=part,
    )  # fmt: skip
    made = study.replace(**own)
    return made.run(*(tuple(name for name in Charger.answers if name in made.answers) or Charger.answers))
