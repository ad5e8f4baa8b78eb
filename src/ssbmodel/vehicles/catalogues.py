"""The cars and the public charging curves that parts are made of, to which users add theirs."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ..core.assumption import Assumption
from ..core.catalogue import Catalogue
from ..documents.own import Facts, Preset, own_catalogue
from ..documents.presets import assumptions
from ..presets.cars import vehicle, vehicles as vehicle_names
from ..presets.loader import preset
from ..presets.power_curves import PublicCurve, charging_curve, charging_curves as curve_names
from ..presets.stated.vehicles import vehicle_assumptions


def _car(name: str) -> Preset:
    found = vehicle(name)
    facts: Facts = {"vehicle": name, "tested": found.test is not None}
    return Preset("vehicle", name, found.name, facts, vehicle_assumptions(name))


def _curves() -> tuple[str, ...]:
    return tuple(curve_names())


cars = own_catalogue("vehicle", vehicle_names, _car, {"tested": bool})
charging_curves: Catalogue[PublicCurve] = Catalogue("charging curve", _curves, charging_curve)


@cache
def any_car() -> tuple[Assumption, ...]:
    """Return what is taken of any car whose own table does not say it: its drive, air, and what packs usually are.

    >>> [one.name for one in any_car()][:2]
    ['inertia_factor', 'charging_efficiency']
    """
    drive = assumptions(preset("vehicles.toml")["drive"])
    return (*drive, *(Assumption(**row) for row in _rows("any_car.toml")))


@cache
def own_pack(vehicle: str) -> tuple[Assumption, ...]:
    """Return what is known of the pack that a car was built with, beside what its preset states; nothing for most.

    >>> print(*own_pack("nissan-leaf"))
    original_pack_mass = 303 kg [sourced: pack table of pushevs.com, 2020-04-04; The 40 kWh pack of 2020-21, ...]
    """
    rows = (row for row in _rows("own_packs.toml") if row["vehicle"] == vehicle)
    return tuple(Assumption(**{key: value for key, value in row.items() if key != "vehicle"}) for row in rows)


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((files("ssbmodel.vehicles") / "data" / name).read_text("utf-8"))[
        "assumption"
    ]
    return rows
