"""A drive cycle: a trace of speed over time, turned once into columns of work in house units.

Acceleration is constant within a step and power is taken at its mean speed, so the kinetic energy of a step is exact
and all inertial work of a trace that starts and ends at rest sums to zero.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import numpy as np

from ....ground.errors import CycleError
from ....ground.spelling import read_unit
from ....ground.units import converter

GRAVITY = 9.80665, "m/s2"  # standard gravity, by definition (CGPM 1901)
# Within these ratios most steps keep their sign: rolling over inertia, and drag over inertia in 1/m.
ROLLING_ENDS, DRAG_END = (0.002, 0.018), 0.0026
_MOST_STEPS, _LONGEST_GAP = 400_000, 5
_SLACK = 2.0**-20  # hours: sums of seconds in hours are not exact


class Columns(NamedTuple):
    """Work per step, each to be multiplied by one property of the car; shape (moving steps,).

    ``inertia`` is kinetic energy gained per effective mass [Wh/kg], ``distance`` times a constant force [km],
    ``linear`` times a force per speed [km2/h], ``square`` times a force per speed squared [km3/h2].
    """

    inertia: Any
    distance: Any
    linear: Any
    square: Any


class Creases(NamedTuple):
    """Which steps can change sign in the domain: the others are one linear term."""

    fixed: tuple[float, float, float]
    inertia: Any
    rolling: Any
    drag: Any


def factor(of: str, to: str) -> float:
    """Return how many house units one of another unit has."""
    return converter(to).conversion(read_unit(of)).scale


@dataclass(frozen=True, eq=False)
class Cycle:
    """Speed over time, ready for the work functions.

    Parameters
    ----------
    name : what the answers are quoted for
    time : hours from the start, rising, shape (rows,)
    speed : km/h, not negative, shape (rows,)
    phases : name and first and last hour of each phase
    source : where the trace is from

    Raises
    ------
    CycleError
        If the trace has gaps, negative speeds, times that do not rise, or does not move.
    """

    expected: ClassVar[str] = 'a drive cycle; write cycle=presets.cycle("WLTC") or presets.read_cycle(path)'

    name: str
    time: Any = field(repr=False)
    speed: Any = field(repr=False)
    phases: tuple[tuple[str, float, float], ...] = field(default=(), repr=False)
    source: str = ""

    def __post_init__(self) -> None:
        time, speed = np.array(self.time, dtype=float), np.array(self.speed, dtype=float)
        _check(self.name, time, speed)
        time.flags.writeable = speed.flags.writeable = False
        object.__setattr__(self, "time", time)
        object.__setattr__(self, "speed", speed)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cycle):
            return NotImplemented
        same = (self.name, self.phases, self.source) == (other.name, other.phases, other.source)
        return same and np.array_equal(self.time, other.time) and np.array_equal(self.speed, other.speed)

    def __hash__(self) -> int:
        return hash((self.name, self.source, len(self.time)))

    def __reduce__(self) -> tuple[Any, ...]:
        # what was worked out once is worked out again elsewhere: tables and lists are larger than the trace
        return Cycle, (self.name, self.time, self.speed, self.phases, self.source)

    @cached_property
    def columns(self) -> Columns:
        """The columns of work of the steps in which the car moves."""
        start, end, step = self.speed[:-1], self.speed[1:], np.diff(self.time)
        moving = start + end > 0
        start, end, step = start[moving], end[moving], step[moving]
        mean = (start + end) / 2
        inertia = (end - start) * mean * factor("km2/h2", "Wh/kg")
        return Columns(inertia, mean * step, mean**2 * step, mean**3 * step)

    @cached_property
    def distance(self) -> float:
        """Length of the cycle in km."""
        return float(self.columns.distance.sum())

    @property
    def duration(self) -> float:
        """Time from the first row to the last, in h."""
        return float(self.time[-1] - self.time[0])

    @cached_property
    def moving_time(self) -> float:
        """Time in which the car moves, in h."""
        return float(np.diff(self.time)[self.speed[:-1] + self.speed[1:] > 0].sum())

    @property
    def top_speed(self) -> float:
        """Highest speed in km/h."""
        return float(self.speed.max())

    @cached_property
    def rolling(self) -> Any:
        """Rolling work per mass and unit of rolling resistance, by step [Wh/kg]."""
        return self.columns.distance * factor(GRAVITY[1], "Wh/(kg km)") * GRAVITY[0]

    @cached_property
    def viscous(self) -> Any:
        """Work per mass and unit of force per speed and mass, by step [Wh s/kg]."""
        return self.columns.linear * factor("km2/h", "Wh s/kg")

    @cached_property
    def drag(self) -> Any:
        """Drag work per mass and unit of drag per mass, by step [Wh m/kg]."""
        return self.columns.square * factor("km3/h2", "Wh m/kg") / 2

    @cached_property
    def sums(self) -> tuple[float, float, float]:
        """Sums of inertial, rolling and drag work over all steps: net work is linear in them."""
        return float(self.columns.inertia.sum()), float(self.rolling.sum()), float(self.drag.sum())

    @cached_property
    def totals(self) -> tuple[float, float, float, float]:
        """Sums of the columns over all steps: net work is linear in them."""
        inertia, distance, linear, square = (float(column.sum()) for column in self.columns)
        return inertia, distance, linear, square

    @cached_property
    def creases(self) -> Creases:
        """The steps whose work can change sign inside the domain, and the sum of those that are always positive."""
        inertia, rolling, drag = self.columns.inertia, self.rolling, self.drag
        low, high = ROLLING_ENDS
        least, most = inertia + low * rolling, inertia + high * rolling + DRAG_END * drag
        always, open_ = least >= 0, (least < 0) & (most > 0)
        fixed = tuple(float(column[always].sum()) for column in (inertia, rolling, drag))
        return Creases(fixed, inertia[open_], rolling[open_], drag[open_])  # type: ignore[arg-type]

    def phase(self, name: str) -> "Cycle":
        """Return one phase as a cycle of its own.

        Raises
        ------
        CycleError
            If the cycle has no phase of this name.
        """
        for known, start, end in self.phases:
            if known == name:
                inside = (self.time >= start - _SLACK) & (self.time <= end + _SLACK)
                return Cycle(f"{self.name} {name}", self.time[inside], self.speed[inside], (), self.source)
        told = ", ".join(known for known, _, _ in self.phases) or "none"
        raise CycleError(f"cycle {self.name!r} has no phase {name!r}. Expected one of: {told}.")


def _check(name: str, time: Any, speed: Any) -> None:
    """Refuse a trace that is none, naming the first row that is wrong."""
    if time.ndim != 1 or time.shape != speed.shape or not 3 <= time.size <= _MOST_STEPS:
        told = f"time has shape {time.shape}, speed {speed.shape}"
        raise CycleError(f"cycle {name!r}: {told}. Expected two equal columns of 3 to {_MOST_STEPS} rows.")
    _refuse_rows(name, ~(np.isfinite(time) & np.isfinite(speed)), speed, "speed", "finite numbers")
    _refuse_rows(name, speed < 0, speed, "speed", "speeds of 0 km/h or more")
    steps = np.diff(time)
    _refuse_rows(name, np.append(False, steps <= 0), time, "time in h", "times that rise")
    longest = _LONGEST_GAP * np.median(steps)
    _refuse_rows(name, np.append(False, steps > longest), time, "time in h", "no gap longer than five usual steps")
    if not speed.any():
        raise CycleError(f"cycle {name!r} does not move. Expected a speed above 0 km/h.")


def _refuse_rows(name: str, wrong: Any, values: Any, what: str, expected: str) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise CycleError(f"cycle {name!r}: row {row + 1}: {what}={float(values[row])!r}. Expected {expected}.")
