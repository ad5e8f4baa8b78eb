"""Several names that vary together on one axis."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from ..ground.errors import SsbError, StudyError, short
from .assumption import Assumption
from .statement import assumed
from .terms import term

OWN_AXES = ("case", "draw")


def along(axis: str, /, **values: Any) -> dict[str, Assumption]:
    """Return lists of values that vary together on one axis, to hand to a part or to a study's ``replace``.

    Lists given alone open an axis each, and every combination is computed; along one axis the first values of all
    names belong together, then the second ones, and so on.

    Parameters
    ----------
    axis : name of the axis, such as ``"variant"``
    values : quantities of one dimension, lists of texts with units, or lists of plain ratios, all of one length

    Returns
    -------
    dict of Assumption by name

    Raises
    ------
    StudyError
        If a name is none, a value is no list, or the lists are of unequal lengths.

    Examples
    --------
    >>> both = along("variant", separator_thickness=["20 um", "30 um"], positive_active_share=[0.8, 0.7])
    >>> print(both["separator_thickness"])
    separator_thickness = 20, 30 um [assumed: Given by the user.]
    >>> both["positive_active_share"].axes
    ('variant',)
    """
    if not isinstance(axis, str) or not axis.isidentifier():
        raise StudyError(f"along({short(axis)}, ...). Expected the name of an axis, such as along('variant', ...).")
    made: dict[str, Assumption] = {}
    told: list[str] = []
    for name, value in values.items():
        try:
            made[name] = _on(axis, assumed(name, value))
        except SsbError as error:
            told.append(str(error))
    told += uneven(made.values())
    if told or not made:
        raise StudyError("\n".join(told) or f"along({axis!r}) holds no names. Expected lists by name.")
    return made


def _on(axis: str, stated: Assumption) -> Assumption:
    """Return a list that was stated, on another axis."""
    if not isinstance(stated.value, tuple) or len(stated.axes) != 1:
        raise StudyError(f"{stated.name} is no list. Expected one value for each place along {axis!r}.")
    return Assumption(**{**dict(stated), "axes": (axis,)})


def uneven(stated: Iterable[Assumption], years: int = 0) -> Iterator[str]:
    """Tell of lists along one axis that are of unequal lengths, and of axes that are the study's own.

    Parameters
    ----------
    stated : what is stated of some names
    years : how many years are asked of the study, which lists along ``year`` go with
    """
    sizes: dict[str, dict[str, int]] = {"year": {"years": years}} if years else {}
    own = set()  # axes of a list that bear its name
    for one in stated:
        own |= {one.name} if one.axes == (one.name,) else set()
        shape: tuple[int, ...] = np.shape(np.asarray(one.value))
        for axis, size in zip(one.axes, shape, strict=True):
            sizes.setdefault(axis, {})[one.name] = size
    for axis, by_name in sizes.items():
        if axis in OWN_AXES:
            yield f"{', '.join(by_name)}: the axis {axis!r} is the study's own. Give it another name."
        elif years and axis != "year" and term(axis) is not None and axis not in own:
            yield f"{', '.join(by_name)}: the axis {axis!r} is a name that has no list here. Give it another name."
        elif len(set(by_name.values())) > 1:
            counted = ", ".join(f"{name} {size}" for name, size in by_name.items())
            yield f"the lists along {axis!r} are of unequal lengths: {counted}. Expected the same."
