"""What these tests ask: a model function with three uncertain inputs, and what must be equal of two spreads."""

from typing import Any

import numpy as np

from ssbmodel import Distribution, Spread, driving_range, propagate

ENERGY = Distribution(triangular=(60, 85, 100), unit="kWh")
CONSUMPTION = Distribution(truncated_normal=(150, 20, 100, 250), unit="Wh/km")
RETENTION = Distribution(uniform=(0.7, 0.95), unit="")
INPUTS = {"usable_energy": ENERGY, "battery_consumption": CONSUMPTION, "capacity_retention": RETENTION}


def spread(**options: Any) -> Spread:
    """Return the spread of the range; ``options`` as for propagate."""
    return propagate(driving_range, INPUTS, **({"n": 4096, "block": 1024} | options))


def same_bits(one: Spread, other: Spread) -> bool:
    """Return whether all that two spreads say has the same bits."""
    a, b = one.summary, other.summary
    arrays = all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for name in ("ids", "sizes", "least", "greatest", "means", "missed", "comoments")
    )
    counts = all(np.array_equal(x, y) for p, q in zip(a.counts, b.counts) for x, y in zip(p.bins(), q.bins()))
    draws = all(np.array_equal(x, y) for x, y in zip(a.draws, b.draws))
    told = all(
        one[name].mean == other[name].mean
        and one[name].sd == other[name].sd
        and np.array_equal(
            one[name].quantile([0.05, 0.5, 0.95]).magnitude, other[name].quantile([0.05, 0.5, 0.95]).magnitude
        )
        for name in one
    )
    return arrays and counts and draws and told and (len(a.counts), len(a.draws)) == (len(b.counts), len(b.draws))
