from .catalogues import catalogue as catalogue, price_decks as price_decks
from .parts import PlantPrice as PlantPrice
