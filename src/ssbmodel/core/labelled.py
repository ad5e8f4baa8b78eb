"""A quantity whose axes have names and labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..ground.errors import SsbError, StudyError, did_you_mean, short
from ..ground.units import Q, make

_CLOSE = 1e-9  # of a label, or of one where that is less
_SHOWN = 12  # labels that a message lists


@dataclass(frozen=True, eq=False)
class Labelled:
    """A quantity with named axes; it can be picked from and converted, and does no arithmetic of its own.

    Parameters
    ----------
    value : quantity, one axis per name in ``dims``
    dims : names of the axes
    labels : labels along each axis
    units : units of labels that have one, by axis

    Examples
    --------
    >>> from ssbmodel import Q
    >>> cost = Labelled(Q([3.0, 2.0], "CNY_2025/Wh"), ("year",), {"year": (2025, 2030)})
    >>> print(cost.sel(year=2030).value)
    2.0 CNY_2025 / watt_hour
    """

    value: Any
    dims: tuple[str, ...] = ()
    labels: Mapping[str, tuple[Any, ...]] = None  # type: ignore[assignment]
    units: Mapping[str, str] = None  # type: ignore[assignment]
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", dict(self.labels or {}))
        object.__setattr__(self, "units", dict(self.units or {}))

    @property
    def magnitude(self) -> Any:
        """The numbers alone, in the unit of ``value``."""
        return self.value.magnitude

    @property
    def unit(self) -> str:
        """The unit as text."""
        return f"{self.value.units:~C}"

    def to(self, unit: str) -> "Labelled":
        """Return the same in another unit."""
        return Labelled(Q(self.value, unit), self.dims, self.labels, self.units, self.name)

    def m_as(self, unit: str) -> Any:
        """Return the numbers in a unit."""
        return Q(self.value, unit).magnitude

    def sel(self, **labels: Any) -> "Labelled":
        """Return the values at labels, such as ``year=2030`` or ``ambient_temperature="-20 degC"``.

        Raises
        ------
        StudyError
            If there is no such axis or label.
        """
        found = self
        for axis, label in labels.items():
            found = found._one(axis, label)
        return found

    def _one(self, axis: str, label: Any) -> "Labelled":
        if axis not in self.dims:
            told = f"{self.name or 'this answer'} has no axis {axis!r}.{did_you_mean(axis, self.dims)}"
            raise StudyError(f"{told} It has: {', '.join(self.dims) or 'none'}.")
        place = self._place(axis, label)
        value = self.value[(slice(None),) * self.dims.index(axis) + (place,)]
        return Labelled(value, tuple(own for own in self.dims if own != axis), self.labels, self.units, self.name)

    def _place(self, axis: str, label: Any) -> int:
        known = self.labels.get(axis, tuple(range(np.shape(self.value.magnitude)[self.dims.index(axis)])))
        return place_of(axis, label, known, self.units.get(axis, ""))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labelled):
            return NotImplemented
        return self._frame() == other._frame() and np.array_equal(self.magnitude, other.magnitude, equal_nan=True)

    def __hash__(self) -> int:
        return hash(self._frame()[:3])

    def _frame(self) -> tuple[Any, ...]:
        """Return all but the numbers; labels of axes that are gone do not count."""
        labels = {axis: self.labels.get(axis) for axis in self.dims}
        return self.name, self.dims, self.unit, labels, {axis: self.units.get(axis) for axis in self.dims}

    def __float__(self) -> float:
        return float(self.value.magnitude)

    def __getitem__(self, place: Any) -> Any:
        return self.value[place]

    def __str__(self) -> str:
        return f"{self.value:~}" if self.dims else f"{self.value}"

    def __repr__(self) -> str:
        axes = ", ".join(f"{axis} {np.shape(self.value.magnitude)[k]}" for k, axis in enumerate(self.dims))
        return f"<{self.name or 'value'}{f' ({axes})' if axes else ''} {short(self.value.magnitude)} {self.unit}>"


def on_axes(one: Labelled, axes: Sequence[str]) -> Any:
    """Return the quantity of an answer with one axis for each of some, of length one where it carries none.

    >>> from ssbmodel import Q
    >>> on_axes(Labelled(Q([3.0, 2.0], "kg"), ("layer",)), ("yield", "layer")).shape
    (1, 2)
    """
    there = [axis for axis in axes if axis in one.dims]
    turned = np.transpose(np.asarray(one.magnitude), [one.dims.index(axis) for axis in there])
    sizes = dict(zip(there, turned.shape))
    return make(turned.reshape([sizes.get(axis, 1) for axis in axes])[()], tuple(one.value.unit_items()))


def label_text(label: Any, unit: str = "") -> str:
    """Return a label as a page shows it; temperatures in degrees Celsius.

    >>> label_text(253.15, "K")
    '-20 °C'
    """
    if unit == "K":
        zero = float(Q(0, "degC").magnitude)
        return f"{round(float(label) - zero, 6):g} °C"
    if isinstance(label, float):
        return f"{label:g} {unit}".rstrip()
    return str(label)


def place_of(axis: str, label: Any, known: Sequence[Any], unit: str = "") -> int:
    """Return where a label stands among those of an axis; text and quantities are read in the axis's unit.

    Raises
    ------
    StudyError
        If it is none of them.

    Examples
    --------
    >>> place_of("ambient_temperature", "-20 degC", (253.15, 296.15), "K")
    0
    """
    numbers = all(isinstance(own, float) for own in known)
    try:
        wanted = _in_unit(label, unit) if numbers else label
    except SsbError as error:
        raise type(error)(f"{axis}={short(label)}. {str(error).removeprefix('Q: ')}") from None
    if numbers and isinstance(wanted, (int, float, np.number)):
        near = [place for place, own in enumerate(known) if abs(own - wanted) <= _CLOSE * max(1.0, abs(own))]
    else:
        near = [] if isinstance(wanted, np.ndarray) else [place for place, own in enumerate(known) if own == wanted]
    if not near:
        shown = ", ".join(label_text(own, unit) for own in known[:_SHOWN])
        raise StudyError(f"{axis}={short(label)} is none of its labels. Expected one of: {shown}.")
    return near[0]


def _in_unit(label: Any, unit: str) -> Any:
    """Return a label of an axis of numbers in the unit of the axis: text and quantities are read, the rest stays."""
    if isinstance(label, str) or hasattr(label, "unit_items"):
        found = Q(Q(label) if isinstance(label, str) else label, unit).magnitude
        return float(found) if np.ndim(found) == 0 else found
    return label
