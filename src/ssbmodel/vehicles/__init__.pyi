from .catalogues import CHARGING_CURVES as CHARGING_CURVES, VEHICLES as VEHICLES
from .parts import Charger as Charger, Climate as Climate, Preset as Preset, Stated as Stated
