"""One stated name of a study as pages and relations show it: its ends in the unit it was stated in."""

from typing import Any, NamedTuple

import numpy as np

from ..core.assumption import Assumption
from ..ground.errors import StudyError
from ..ground.records import Case, Ends
from ..ground.units import Q


class Stated(NamedTuple):
    """A stated name: its low, central and high value in the unit it was stated in, and what stands behind it."""

    name: str
    ends: Ends
    unit: str
    assumption: Assumption

    def quantity(self, case: Case = "central") -> Any:
        """Return the value of one case as a quantity."""
        return Q(getattr(self.ends, case), self.unit)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The figures that its rule reads, and those that are context."""
        return (*self.assumption.rests_on, *self.assumption.see)

    @property
    def how(self) -> str:
        """How the value follows, in a few words: its rule, its source, or that it was chosen."""
        a = self.assumption
        return a.rule or ("as its source has it" if a.sources else "our choice")


def stated(study: Any, name: str) -> Stated:
    """Return what a study states of a name; of a list the first value.

    Raises
    ------
    StudyError
        If the study does not state it.

    Examples
    --------
    >>> from ssbmodel import Study
    >>> stated(Study.named("documents-central"), "rated_energy").quantity()
    <Quantity(100.0, 'kilowatt_hour')>
    """
    made = study.composition
    if name not in made.said:
        raise StudyError(f"{study.name} does not state {name!r}.")
    one = made.said[name]
    if one.spread is not None:
        ends = one.spread.ends._replace(central=study.centre(one.spread))
        return Stated(name, ends, one.unit, one.assumption)
    first = float(np.ravel(one.found)[0])
    return Stated(name, Ends(first, first, first), one.unit, one.assumption)
