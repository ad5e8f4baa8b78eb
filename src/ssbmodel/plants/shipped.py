"""The plants and decks of prices that the library knows, to which users add theirs."""

from ..presets.stated import catalogues

catalogue = catalogues.PLANTS
price_decks = catalogues.PRICE_DECKS
