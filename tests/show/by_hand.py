"""What the stated paths of the documents come to, by arithmetic that goes round the library."""

from typing import Any

import numpy as np

MODE_PRICE = (1.9 * 6.2) ** 0.5  # geometric mean of the printed bounds, yuan of 2025 a watt-hour
PRICE = (1.9, MODE_PRICE, 6.2)
CONSUMPTION = (130.0, 150.0, 180.0)  # Wh/km
HEATER = (0.0, 3000.0, 3000.0)  # W
RATIO = (0.58, 0.609, 0.725)  # cells in the pack, by mass


def triangle(share: Any, low: float, mode: float, high: float) -> Any:
    """Return the quantile of a triangular distribution, by its formula."""
    share, rise = np.asarray(share, float), (mode - low) / (high - low)
    below = low + np.sqrt(share * (high - low) * (mode - low))
    above = high - np.sqrt((1 - share) * (high - low) * (high - mode))
    return np.where(share <= rise, below, above)


def cold_consumption(consumption: Any, heater: Any) -> Any:
    """Return what a kilometre takes at -20 degC, Wh/km: denser air on 42 % of it, heat over 60 km/h."""
    return consumption * (1 + 0.42 * (298.15 / 253.15 - 1)) + heater / 60


def cold_draws(n: int = 2**18) -> tuple[Any, Any]:
    """Return draws of the range in the cold, km, and of its share of the range at 25 degC."""
    rng = np.random.default_rng(8)
    consumption, heater = rng.triangular(*CONSUMPTION, n), rng.triangular(*HEATER, n)
    cold = 0.9 * 85_000 / cold_consumption(consumption, heater)
    return cold, cold * consumption / 85_000
