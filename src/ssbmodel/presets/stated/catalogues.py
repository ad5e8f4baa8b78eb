"""The library's chemistries, cell formats, plants, price decks, cars and charging curves, to which users add theirs."""

import os
from collections.abc import Callable

from ...core.catalogue import Catalogue
from ...documents.own import Facts, Preset, own_preset
from ..cars import vehicle, vehicles
from ..cells.chemistries import chemistries, chemistry
from ..cells.formats import cell_format, formats
from ..cells.processes import named_plant, plants
from ..loader import preset
from ..power_curves import PublicCurve, charging_curve, charging_curves
from .cells import chemistry_assumptions, format_assumptions, material_prices
from .plants import plant_assumptions, price_deck
from .vehicles import vehicle_assumptions

FilePath = str | os.PathLike[str]
_CHOICES: dict[str, dict[str, type]] = {
    "chemistry": {
        "solid": bool, "positive": str, "negative": str, "layer": str, "catholyte": str, "second_layer": str,
    },
    "vehicle": {"tested": bool},
}  # fmt: skip


def _chemistry(name: str) -> Preset:
    facts, stated = chemistry_assumptions(name)
    return Preset("chemistry", name, chemistry(name).title, facts, stated + material_prices(name))


def _format(name: str) -> Preset:
    facts: Facts = {"cell_format": name}
    return Preset("cell_format", name, cell_format(name).title, facts, format_assumptions(name))


def _plant(name: str) -> Preset:
    return Preset("plant", name, named_plant(name).title, {"plant": name}, plant_assumptions(name))


def _deck(name: str) -> Preset:
    title = "Prices, wages and overheads of BatPaC 5, taken as of 2022"
    return Preset("price_deck", name, title, {"price_deck": name}, price_deck(name))


def _vehicle(name: str) -> Preset:
    found = vehicle(name)
    facts: Facts = {"vehicle": name, "tested": found.test is not None}
    return Preset("vehicle", name, found.name, facts, vehicle_assumptions(name))


def _catalogue(
    kind: str, names: Callable[[], tuple[str, ...]], load: Callable[[str], Preset], plural: str = ""
) -> Catalogue[Preset]:
    """Return a catalogue whose own files may rest on anything that it holds."""

    def read(path: FilePath) -> dict[str, Preset]:
        return own_preset(path, kind, _CHOICES.get(kind, {}), made.__getitem__)

    words = kind.replace("_", " ")
    made = Catalogue(words, names, load, read, plural=plural)
    return made


CHEMISTRIES = _catalogue("chemistry", chemistries, _chemistry, "chemistries")
FORMATS = _catalogue("cell_format", formats, _format)
PLANTS = _catalogue("plant", plants, _plant)
PRICE_DECKS = _catalogue("price_deck", lambda: (preset("plants.toml")["price_year"],), _deck)
VEHICLES = _catalogue("vehicle", vehicles, _vehicle)
CHARGING_CURVES: Catalogue[PublicCurve] = Catalogue("charging curve", lambda: tuple(charging_curves()), charging_curve)
