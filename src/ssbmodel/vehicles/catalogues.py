"""The cars and the public charging curves that parts are made of, to which users add theirs."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ..core.assumption import Assumption
from ..documents.presets import assumptions
from ..presets.loader import preset
from ..presets.stated.catalogues import CHARGING_CURVES, VEHICLES

cars = VEHICLES
charging_curves = CHARGING_CURVES


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
