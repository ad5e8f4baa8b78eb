"""Ranges that carry the rating they are quoted for: two ratings never mix, and a conversion widens what is known."""

from dataclasses import dataclass
from typing import Any

from ...ground.errors import CycleError, did_you_mean
from ...ground.units import Q
from ...models.vehicle.climate import cycle_consumption
from ...models.vehicle.consumption import combined_consumption, label_range
from ...models.vehicle.driving import driving_range
from ...presets.cars import Vehicle, vehicle as known
from ...presets.conditions import RatingFactor, label, rating_factors
from ...presets.traces import cycle

RATINGS = ("CLTC", "EPA", "NEDC", "WLTP")


@dataclass(frozen=True)
class RatedRange:
    """A range in km with its ends, and the rating it is quoted for; without ends of its own it is exact.

    Examples
    --------
    >>> RatedRange(1000, "CLTC").converted("WLTP")
    RatedRange(827 km WLTP, 736 to 918)
    """

    central: float
    rating: str
    low: float = 0.0
    high: float = 0.0
    rests_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.rating not in RATINGS:
            near = did_you_mean(self.rating, RATINGS)
            raise CycleError(f"rating={self.rating!r}.{near} Expected one of: {', '.join(RATINGS)}.")
        low, high = self.low or self.central, self.high or self.central
        if not 0 < low <= self.central <= high:
            raise CycleError(f"range of {low} to {high} km around {self.central} km. Expected rising ends above zero.")
        object.__setattr__(self, "low", float(low))
        object.__setattr__(self, "high", float(high))

    @property
    def quantity(self) -> Any:
        """Low, central and high end."""
        return Q([self.low, self.central, self.high], "km")

    def converted(self, rating: str) -> "RatedRange":
        """Return what the range may be by another rating; through a third one where no rule leads there directly.

        Raises
        ------
        CycleError
            If no rules lead to the rating.
        """
        if rating == self.rating:
            return self
        steps = _way(self.rating, rating)
        low, central, high = self.low, self.central, self.high
        told = [*self.rests_on, *(step.source for step, _ in steps)]
        for step, forwards in steps:
            ends = (step.low, step.central, step.high)
            least, middle, most = ends if forwards else tuple(1 / end for end in reversed(ends))
            low, central, high = low * least, central * middle, high * most
        return RatedRange(central, rating, low, high, tuple(told))

    def _same(self, other: Any) -> "RatedRange":
        if not isinstance(other, RatedRange) or other.rating != self.rating:
            told = other.rating if isinstance(other, RatedRange) else "no rating"
            raise CycleError(f"one range is by {self.rating}, the other by {told}. Write .converted({self.rating!r}).")
        return other

    def __add__(self, other: Any) -> "RatedRange":
        known = self._same(other)
        ends = (known.low, known.high)
        return RatedRange(
            self.central + known.central,
            self.rating,
            self.low + ends[0],
            self.high + ends[1],
        )

    def __lt__(self, other: Any) -> bool:
        return self.central < self._same(other).central

    def __truediv__(self, other: Any) -> float:
        return self.central / self._same(other).central

    def __repr__(self) -> str:
        ends = "" if self.low == self.high else f", {self.low:.0f} to {self.high:.0f}"
        return f"RatedRange({self.central:.0f} km {self.rating}{ends})"


def epa_range(vehicle: Vehicle | str) -> RatedRange:
    """Return the range that EPA's label would state: both cycles, combined in consumption, less the label's share.

    >>> epa_range("mercedes-eqs").rating
    'EPA'
    """
    car = known(vehicle) if isinstance(vehicle, str) else vehicle
    both = (cycle_consumption(cycle(name), car.car) for name in ("UDDS", "HWFET"))
    combined = combined_consumption(*both, city_share=label("city_share").quantity())
    tested = driving_range(car.quantity("usable_energy"), combined, capacity_retention=Q(1, ""))
    told = label_range(tested, label_factor=label("label_factor").quantity())
    return RatedRange(float(told.magnitude), "EPA")


def _way(start: str, end: str) -> list[tuple[RatingFactor, bool]]:
    """Return the shortest chain of rules from one rating to another; each may be read both ways."""
    if end not in RATINGS:
        raise CycleError(f"rating={end!r}.{did_you_mean(end, RATINGS)} Expected one of: {', '.join(RATINGS)}.")
    edges = [(r.start, r.end, r, True) for r in rating_factors()] + [
        (r.end, r.start, r, False) for r in rating_factors()
    ]
    ways: list[tuple[str, list[tuple[RatingFactor, bool]]]] = [(start, [])]
    seen = {start}
    while ways:
        place, steps = ways.pop(0)
        if place == end:
            return steps
        for a, b, rule, forwards in edges:
            if a == place and b not in seen:
                seen.add(b)
                ways.append((b, [*steps, (rule, forwards)]))
    raise CycleError(f"no rule leads from {start} to {end}. Expected one of: {', '.join(sorted(seen))}.")
