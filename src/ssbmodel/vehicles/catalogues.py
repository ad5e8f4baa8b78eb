"""The cars and the public charging curves that parts are made of, to which users add theirs."""

from ..presets.stated.catalogues import CHARGING_CURVES, VEHICLES

__all__ = ["CHARGING_CURVES", "VEHICLES"]
