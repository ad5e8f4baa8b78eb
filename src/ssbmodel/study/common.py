"""What several parts need and none owns: stated once, by the part that every study holds."""

from ..core.assumption import Assumption, Prepared
from ..core.part import Facts, Part


class Common(Part):
    """Conditions that belong to no one part: the reference temperature."""

    role = "common"

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return what every study holds."""
        return ()
