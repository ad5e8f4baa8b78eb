"""How much each stated number weighs in an answer: slopes from one call with all of them varied on one axis.

A slope is the relative change of the answer per relative change of the input; per kelvin or per year for names that
compare as differences, and of the answer itself where that is one of them or zero.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ...core.checks import bounds_of
from ...core.graph import Graph
from ...core.terms import term
from .place import shown_name

AXIS = "input"
_STEP = 1e-5  # of a value: the square of it, and the last digit over it, both lie near 1e-10
_PERCENT = 0.01


def slopes(
    graph: Graph, values: Mapping[str, Any], name: str, inputs: Sequence[str], bounds: Graph
) -> dict[str, float]:
    """Return the slope of a name by each input.

    Parameters
    ----------
    graph : holds the inputs as stated numbers
    values : of every name, where one looks
    name : whose slopes
    inputs : stated names; central differences, one-sided at the bounds of a name
    bounds : graph whose givers and takers say between what each input may lie
    """
    moves = {one: _moves(float(values[one]), is_plain(one), *bounds_of(bounds, one)) for one in inputs}
    moved = [one for one, (first, second) in moves.items() if first != second]
    found = dict.fromkeys(inputs, 0.0)
    plan = graph.plan((name,), dict.fromkeys(moved, (AXIS,)))
    rows = 2 * len(moved) + 1
    arrays = {one: np.full(rows, float(values[one])) for one in plan.inputs}
    for place, one in enumerate(moved):
        if one in arrays:
            arrays[one][2 * place + 1 : 2 * place + 3] += moves[one]
    answer = np.broadcast_to(np.asarray(plan(**arrays)[name], float), rows)
    for place, one in enumerate(moved):
        slope = _slope(answer[[0, 2 * place + 1, 2 * place + 2]], arrays.get(one), 2 * place + 1)
        found[one] = float(slope * _scale(name, one, answer[0], float(values[one])))
    return found


def is_plain(name: str) -> bool:
    """Return whether changes of a name compare as differences, as of temperatures and years."""
    row = term(shown_name(name))
    return row is not None and row.scale == "plain"


def size(name: str, slope: float) -> float:
    """Return how much a usual change moves the answer: 1 % of the input, or one kelvin or year."""
    return abs(slope) * (1.0 if is_plain(name) else _PERCENT)


def _moves(value: float, plain: bool, low: float, high: float) -> tuple[float, float]:
    """Return two moves that stay within bounds: to either side, or both to one; none where nothing can move."""
    step = _STEP * max(abs(value), 1.0 if plain else 0.0)
    step = min(step, (high - low) / 4)
    if not step > 0 or not low <= value <= high:
        return 0.0, 0.0
    if value + step > high:
        return -step, -2 * step
    return (step, 2 * step) if value - step < low else (step, -step)


def _slope(answers: Any, values: Any, place: int) -> float:
    """Return the derivative at the first of three points."""
    if values is None:
        return 0.0
    one, two = values[place] - values[0], values[place + 1] - values[0]
    first, second = answers[1] - answers[0], answers[2] - answers[0]
    return float((first * -two / one + second * one / two) / (one - two))


def _scale(name: str, one: str, answer: float, value: float) -> float:
    over = 1.0 if is_plain(name) or answer == 0.0 else 1.0 / answer
    return over * (1.0 if is_plain(one) else value)
