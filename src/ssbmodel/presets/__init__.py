"""What we chose, each with its source."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cars import vehicle as vehicle, vehicles as vehicles
    from .conditions import climate as climate, rating_factors as rating_factors
    from .pack_surveys import pack_forecasts as pack_forecasts, pack_prices as pack_prices
    from .power_curves import charging_curve as charging_curve, charging_curves as charging_curves
    from .tests_epa import certification_tests as certification_tests
    from .traces import cycle as cycle, cycles as cycles, read_cycle as read_cycle

_HOMES = {
    "conditions": "climate rating_factors",
    "pack_surveys": "pack_forecasts pack_prices",
    "power_curves": "charging_curve charging_curves",
    "tests_epa": "certification_tests",
    "traces": "cycle cycles read_cycle",
    "cars": "vehicle vehicles",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
