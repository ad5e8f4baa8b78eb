"""The plants and decks of prices that the library knows, to which users add theirs."""

from ..documents.own import Preset, own_catalogue
from ..presets.cells.processes import named_plant, plants as plant_names
from ..presets.loader import preset
from ..presets.stated.plants import plant_assumptions, price_deck

DECK_TITLE = "Prices, wages and overheads of BatPaC 5, taken as of 2022"


def _plant(name: str) -> Preset:
    return Preset("plant", name, named_plant(name).title, {"plant": name}, plant_assumptions(name))


def _deck(name: str) -> Preset:
    return Preset("price_deck", name, DECK_TITLE, {"price_deck": name}, price_deck(name))


def _decks() -> tuple[str, ...]:
    return (preset("plants.toml")["price_year"],)


catalogue = own_catalogue("plant", plant_names, _plant)
price_decks = own_catalogue("price_deck", _decks, _deck)
