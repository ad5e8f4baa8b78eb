"""Where the answers under one name stand: each place on their axes is an answer of its own, of a name that says it."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ...core.labelled import Labelled, label_text
from ...ground.units import Q


@dataclass(frozen=True)
class Grid:
    """The axes of one answer, and the flat name at each place: ``pack_price[year=2030]``.

    Parameters
    ----------
    name : of the answer
    dims : its axes; none for a single number
    labels, units : labels along each axis, and the units of those that have one
    """

    name: str
    dims: tuple[str, ...] = ()
    labels: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many labels each axis has."""
        return tuple(len(self.labels[axis]) for axis in self.dims)

    @cached_property
    def flat(self) -> tuple[str, ...]:
        """The flat name of each place, the last axis fastest.

        >>> Grid("pack_price", ("year",), {"year": (2025, 2030)}).flat
        ('pack_price[year=2025]', 'pack_price[year=2030]')
        """
        if not self.dims:
            return (self.name,)
        told = [[f"{a}={label_text(label, self.units.get(a, ''))}" for label in self.labels[a]] for a in self.dims]
        return tuple(f"{self.name}[{', '.join(place)}]" for place in itertools.product(*told))

    def places(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the flat name of each place, and its label on each axis."""
        labels = itertools.product(*(self.labels[axis] for axis in self.dims))
        yield from ((name, dict(zip(self.dims, place))) for name, place in zip(self.flat, labels))

    def labelled(self, values: Any, unit: str) -> Labelled:
        """Return a value for each place as one labelled quantity; ``values`` has shape (places,)."""
        return Labelled(Q(np.reshape(values, self.shape), unit), self.dims, self.labels, self.units, self.name)

    def at(self, **labels: Any) -> tuple["Grid", tuple[int, ...]]:
        """Return the grid that is left where labels are picked, and which of the places it holds.

        Raises
        ------
        StudyError
            If there is no such axis or label.
        """
        places = self.labelled(np.arange(float(len(self.flat))), "").sel(**labels)
        return Grid(self.name, places.dims, self.labels, self.units), tuple(map(int, np.ravel(places.magnitude)))


class Places:
    """One answer of a spread at all places of its axes; what is said of it is labelled by them.

    ``sel(year=2030)`` picks places: the rest of them, or the answer where one is left.
    """

    def __init__(self, spread: Any, grid: Grid, names: tuple[str, ...] | None = None) -> None:
        self.spread, self.grid, self.name = spread, grid, grid.name
        self.names = grid.flat if names is None else names

    def sel(self, **labels: Any) -> Any:
        """Return the answer at labels, such as ``year=2030`` or ``ambient_temperature="-20 degC"``.

        Raises
        ------
        StudyError
            If there is no such axis or label.
        """
        grid, places = self.grid.at(**labels)
        names = tuple(self.names[place] for place in places)
        return Places(self.spread, grid, names) if grid.dims else self.spread[names[0]]

    @property
    def unit(self) -> str:
        """The unit of the answer."""
        return str(self.spread.units.get(self.names[0], ""))

    def _each(self, ask: Any) -> Labelled:
        values = [ask(self.spread[name]).magnitude for name in self.names]
        return self.grid.labelled(np.asarray(values), self.unit)

    @property
    def mean(self) -> Labelled:
        """The mean at each place."""
        return self._each(lambda one: one.mean)

    @property
    def median(self) -> Labelled:
        """The value below which half of the cases lie, at each place."""
        return self._each(lambda one: one.median)

    @property
    def sd(self) -> Labelled:
        """The standard deviation at each place."""
        return self._each(lambda one: one.sd)

    @property
    def least(self) -> Labelled:
        """The least value drawn at each place."""
        return self._each(lambda one: one.least)

    @property
    def greatest(self) -> Labelled:
        """The greatest value drawn at each place."""
        return self._each(lambda one: one.greatest)

    def quantile(self, share: float) -> Labelled:
        """Return the value below which a share of the cases lies, at each place."""
        return self._each(lambda one: one.quantile(share))

    def interval(self, level: float = 0.9) -> tuple[Labelled, Labelled]:
        """Return the ends of the equal-tailed interval that holds a share of the cases, at each place."""
        return self._each(lambda one: one.interval(level).low), self._each(lambda one: one.interval(level).high)

    def __str__(self) -> str:
        return "\n".join(str(self.spread[name]) for name in self.names)
