"""What it would take: the loading, thickness, price or yield at which a design reaches a target, or that none does."""

from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import ScenarioError, did_you_mean
from .design import cell_design

ANSWERS = (
    "stack_specific_energy", "stack_energy_density", "cell_specific_energy", "cell_energy_density",
    "pack_specific_energy", "pack_energy_density", "unit_cost", "cell_cost", "electrolyte_loading",
)  # fmt: skip
_STEPS, _CLOSE = 60, 1e-11


class Needed(NamedTuple):
    """The value that reaches a target, where one does; else how close the ends of the interval come."""

    value: Any
    possible: Any
    nearest: Any


def needed(name: str, field: str, *, answer: str, target: Any, between: tuple[Any, Any], **changes: Any) -> Needed:
    """Return the value of a field at which a chemistry reaches a target.

    Parameters
    ----------
    name : text
        A chemistry.
    field : text
        What may move: ``areal_capacity``, ``separator``, ``electrolyte_price``, ``cell_yield``, ``lithium_excess`` ...
    answer : text
        What must be reached: ``cell_specific_energy``, ``cell_energy_density``, ``unit_cost`` ...
    target : quantity, any shape
        The value it must have.
    between : two quantities
        The interval in which the field may move; the answer is taken to rise or fall throughout.
    changes : quantities
        Other values of the chemistry, of shapes that broadcast with the target.

    Returns
    -------
    Needed
        The value, ``nan`` where impossible; whether it is possible; and the answer at the end that comes nearest.

    Raises
    ------
    ScenarioError
        If chemistry, field or answer are unknown.

    Examples
    --------
    >>> found = needed("sulfide-nmc-li", "areal_capacity", answer="cell_specific_energy", target=Q(400, "Wh/kg"),
    ...                between=(Q(2, "mAh/cm2"), Q(12, "mAh/cm2")))
    >>> bool(found.possible)
    True
    """
    if answer not in ANSWERS:
        raise ScenarioError(
            f"no answer called {answer!r}.{did_you_mean(answer, ANSWERS)} Choose of {', '.join(ANSWERS)}."
        )
    unit = between[0].units

    def gap(value: Any) -> Any:
        design = cell_design(name, **changes, **{field: value * unit})
        return (getattr(design, answer) / target).m_as("") - 1

    low, high = (np.asarray(end.m_as(unit), dtype=float) for end in between)
    first, last = gap(low), gap(high)
    shape = np.broadcast_shapes(np.shape(first), np.shape(last))
    value = _crossing(
        gap, np.broadcast_to(low, shape), np.broadcast_to(high, shape), (first + 0 * last, last + 0 * first)
    )
    possible = np.asarray(first * last <= 0)
    nearest = (1 + np.where(np.abs(first) < np.abs(last), first, last)) * target
    return Needed(np.where(possible, value, np.nan) * unit, possible, nearest)


def _crossing(gap: Any, low: Any, high: Any, ends: tuple[Any, Any]) -> Any:
    """Return where a gap changes its sign, case by case: false position that halves the weight of an end that stays."""
    first, last = ends
    middle, least, most = low, np.minimum(low, high), np.maximum(low, high)
    for _ in range(_STEPS):
        step = last * (high - low) / np.where(last == first, 1.0, last - first)
        middle = np.clip(high - step, least, most)
        found = gap(middle)
        if np.all((np.abs(found) < _CLOSE) | (first * last > 0)):
            break
        crosses = found * last < 0
        low, first = np.where(crosses, high, low), np.where(crosses, last, first / 2)
        high, last = middle, found
    return middle
