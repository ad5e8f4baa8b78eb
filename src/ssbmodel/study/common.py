"""What several parts need and none owns: stated once, by the part that every study holds."""

from functools import cache

from ..core.assumption import Assumption, Prepared
from ..core.part import Facts, Part
from ..presets.stated.vehicles import climate_assumptions

SHARED = ("reference_temperature",)


class Common(Part):
    """Conditions that belong to no one part: the reference temperature."""

    role = "common"

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return what every study holds."""
        return _shared()


@cache
def _shared() -> tuple[Assumption, ...]:
    return tuple(one for one in climate_assumptions() if one.name in SHARED)
