"""Several names that vary together on one axis."""

from typing import Any

from ..ground.errors import SsbError, StudyError, short
from .assumption import Assumption
from .statement import assumed


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
    sizes = {name: len(one.value) for name, one in made.items() if isinstance(one.value, tuple)}
    if len(set(sizes.values())) > 1:
        counted = ", ".join(f"{name} {size}" for name, size in sizes.items())
        told.append(f"the lists along {axis!r} are of unequal lengths: {counted}. Expected the same.")
    if told or not made:
        raise StudyError("\n".join(told) or f"along({axis!r}) holds no names. Expected lists by name.")
    return made


def _on(axis: str, stated: Assumption) -> Assumption:
    """Return a list that was stated, on another axis."""
    if not isinstance(stated.value, tuple) or len(stated.axes) != 1:
        raise StudyError(f"{stated.name} is no list. Expected one value for each place along {axis!r}.")
    return Assumption(**{**dict(stated), "axes": (axis,)})
