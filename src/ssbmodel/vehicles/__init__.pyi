from .catalogues import cars as cars, charging_curves as charging_curves
from .parts import Charger as Charger, Climate as Climate, Preset as Preset, Stated as Stated
