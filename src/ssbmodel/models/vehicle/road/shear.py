"""The shear that turns most of a force per speed into a constant force and a force per speed squared.

With x = A / (k m g), z = B / (k m), y = 2 C / (k m), and a step's columns a, b, e, c of inertial, rolling, viscous and
drag work: a + b x + e z + c y = a + b X + r z + c Y for X = x + beta_0 z, Y = y + beta_1 z and
r = e - beta_0 b - beta_1 c. An identity for any beta; the one chosen leaves the least curvature along z, to which a
step that changes sign contributes r^2 / b.
"""

import functools
from typing import Any, NamedTuple

import numpy as np

from .cycle import DRAG_END, GRAVITY, ROLLING_ENDS, Cycle, factor

LINEAR_ENDS = -0.0025, 0.005  # z in 1/s: negative in some certificates
# Where cars are: the steps that change sign there decide the shear.
USUAL = (0.004, 0.014), LINEAR_ENDS, (0.0002, 0.0016)


class Sheared(NamedTuple):
    """The shear of a cycle, and its columns: inertia, rolling, what the shear leaves of the viscous work, drag."""

    along: float
    against: float
    columns: tuple[Any, Any, Any, Any]


def sheared(cycle: Cycle) -> Sheared:
    """Return the shear of a cycle, worked out when first asked for and kept with it."""
    kept: Any = cycle.__dict__.get("sheared")
    if kept is None:
        kept = cycle.__dict__["sheared"] = _fitted(cycle)
    return kept


def _fitted(cycle: Cycle) -> Sheared:
    a, b, e, c = cycle.columns.inertia, cycle.rolling, cycle.viscous, cycle.drag
    ends = [(column * low, column * high) for column, (low, high) in zip((b, e, c), USUAL)]
    least, most = (a + sum(pick(*end) for end in ends) for pick in (np.minimum, np.maximum))
    decide = (least < 0) & (most > 0)
    root = np.sqrt(b[decide])
    along, against = np.linalg.lstsq(np.stack([root, c[decide] / root], -1), e[decide] / root, rcond=None)[0].tolist()
    return Sheared(along, against, (a, b, e - along * b - against * c, c))


def three_ratios(effective: Any, constant: Any, linear: Any, square: Any) -> tuple[Any, ...]:
    """Return x, z, y of an effective mass [kg] and a road load in house units."""
    per_mass = 1.0 / effective
    return tuple(load * (per_mass * scale) for load, scale in zip((constant, linear, square), _scales()))


@functools.cache
def _scales() -> tuple[float, float, float]:
    """Return 1/g, 1, 2 in the units that turn house units per mass into x [1], z [1/s], y [1/m]."""
    weight = GRAVITY[0] * factor(GRAVITY[1], "Wh/(kg km)")
    return 1 / weight, factor("Wh h/(kg km2)", "1/s"), 2 * factor("Wh h2/(kg km3)", "1/m")


def inside(x: Any, z: Any, y: Any) -> Any:
    """Return which cases lie in the domain of the grids, x and y sheared; one with a NaN does not."""
    (low, high), (least, most) = ROLLING_ENDS, LINEAR_ENDS
    return (x >= low) & (x <= high) & (y >= 0) & (y <= DRAG_END) & (z >= least) & (z <= most)
