"""Public DC charging curves, and charging windows that were measured or reported."""

import csv
from functools import cache
from typing import NamedTuple

from ..ground.errors import ScenarioError, did_you_mean
from ..ground.units import Q
from ..models.vehicle.curves import ChargingCurve
from .loader import shipped

_MARK = "+++\n"


class PublicCurve(NamedTuple):
    """A car's curve, its usable energy, and the time from 10 to 80 % that was worked out beside it."""

    vehicle: str
    usable_energy_kwh: float
    peak_power_kw: float
    time_10_80_min: float
    curve: ChargingCurve


@cache
def charging_curves() -> dict[str, PublicCurve]:
    """Return the public curves by vehicle.

    >>> len(charging_curves())
    12
    """
    text = shipped("charging_curves.csv").read_text("utf-8").split(_MARK, 2)[2]
    rows = list(csv.reader(text.splitlines()))[1:]
    return {
        name: PublicCurve(name, float(energy), float(peak), float(time), _curve(knots))
        for name, energy, peak, time, knots in rows
    }


def charging_curve(name: str) -> PublicCurve:
    """Return one car's curve.

    Raises
    ------
    ScenarioError
        If no curve has this name.
    """
    known = charging_curves()
    if name not in known:
        raise ScenarioError(f"no charging curve of {name!r}.{did_you_mean(name, known)}")
    return known[name]


def _curve(text: str) -> ChargingCurve:
    """Return the curve of a text such as ``0:41;62:45;100:15``, state of charge in percent and kW."""
    places, power = zip(*(map(float, knot.split(":")) for knot in text.split(";")))
    return ChargingCurve(Q([place / 100 for place in places], ""), Q(list(power), "kW"))
