"""A study of a car with the pack it was built with, or another one of equal energy."""

from typing import Any

from ssbmodel import Q, cells, packs, vehicles
from ssbmodel.study.study import Study

CARS = tuple(vehicles.cars)
# the energy of a car's own pack where the presets know none: of similar size, for the laws alone
SUPPOSED = "75 kWh"


def preset(car: str, **more: Any) -> vehicles.Preset:
    """Return a car of the catalogue; where nothing is known of its own pack, one is supposed."""
    if vehicles.Preset(car).unused({}) and "original_pack_mass" not in more:
        more = {"original_usable_energy": SUPPOSED, **more}
    return vehicles.Preset(car, **more)


def study(vehicle: Any, mass: Any = "500 kg", energy: str = "100 kWh", retention: Any = 0.9, **parts: Any) -> Study:
    """Return a study in which a pack of a mass and energy rides in a vehicle."""
    specific = Q(energy) / (Q(mass) if isinstance(mass, str) else mass)
    kept = {"capacity_retention": retention} if "climate" in parts else {}  # asked for by the cold alone
    cell = cells.Stated(cell_specific_energy=specific.to("Wh/kg"), reference_capacity_retention=1, **kept)
    pack = packs.Ratios(rated_energy=energy, usable_share=1, cell_to_pack_mass_ratio=1)
    return Study(cell=cell, pack=pack, vehicle=vehicle, **parts)
