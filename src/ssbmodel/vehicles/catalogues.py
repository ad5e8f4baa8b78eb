"""The cars and the public charging curves that parts are made of, to which users add theirs."""

import tomllib
from functools import cache
from importlib.resources import files

from ..core.assumption import Assumption
from ..presets.stated.catalogues import CHARGING_CURVES, VEHICLES

cars = VEHICLES
charging_curves = CHARGING_CURVES


@cache
def own_pack(vehicle: str) -> tuple[Assumption, ...]:
    """Return what is known of the pack that a car was built with, beside what its preset states; nothing for most.

    >>> print(*own_pack("nissan-leaf"))
    original_pack_mass = 303 kg [sourced: pack table of pushevs.com, 2020-04-04; The 40 kWh pack of 2020-21, ...]
    """
    text = (files(__package__) / "data" / "own_packs.toml").read_text("utf-8")
    rows = tomllib.loads(text)["assumption"]
    return tuple(
        Assumption(**{k: v for k, v in row.items() if k != "vehicle"}) for row in rows if row["vehicle"] == vehicle
    )
