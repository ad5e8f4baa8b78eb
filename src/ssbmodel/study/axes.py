"""Stated values at the entrance of a graph, and the labels of its axes at the exit."""

from collections.abc import Collection
from typing import Any

import numpy as np

from .composition import CASE, YEAR, Composition

CASES = ("least corner", "at median inputs", "greatest corner")


def look_at_stated(made: Composition, names: tuple[str, ...], but: Collection[str] = ()) -> None:
    """Look at stated values before anything is computed, so that no kernel meets what it cannot take.

    Those that are given otherwise are left out: ``but``.
    """
    known = made.graph.stated
    looked = [name for name in names if name in known and name not in made.prepared and name not in but]
    made.look({name: known[name] for name in looked if name in made.said})


def labels_of(made: Composition, dims: tuple[str, ...]) -> tuple[dict[str, tuple[Any, ...]], dict[str, str]]:
    """Return the labels along axes, and the units of those that have one."""
    labels: dict[str, tuple[Any, ...]] = {}
    units: dict[str, str] = {}
    for axis in dims:
        if axis == YEAR:
            labels[axis] = made.years
        elif axis == CASE:
            labels[axis] = CASES
        elif axis in made.said and made.said[axis].assumption.axes == (axis,):
            labels[axis] = tuple(float(v) for v in np.asarray(made.said[axis].value))
            units[axis] = made.graph.unit(axis).replace("money", made.said[axis].money or made.money)
        else:
            size = next(
                np.shape(o.value)[o.assumption.axes.index(axis)]
                for o in made.said.values()
                if axis in o.assumption.axes
            )
            labels[axis] = tuple(range(size))
    return labels, units
