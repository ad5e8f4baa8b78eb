from .parts import PlantPrice as PlantPrice
from .shipped import catalogue as catalogue, price_decks as price_decks
