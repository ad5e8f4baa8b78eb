"""How much each stated number weighs in an answer: slopes from one call with all of them varied on one axis.

A slope is the relative change of the answer per relative change of the input; per kelvin or per year for names that
compare as differences, and of the answer itself where that is one of them or zero.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ...core.checks import Condition, bounds_of
from ...core.graph import Graph, taken
from ...core.terms import term
from .place import Place, shown_name

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
    inputs : stated names; central differences, one-sided at the bounds of a name; of shares that sum to one the
        largest of the others gives way
    bounds : graph whose givers and takers say between what each input may lie, and which shares sum to one
    """
    moves = {one: _moves(float(values[one]), is_plain(one), *bounds_of(bounds, one)) for one in inputs}
    moved = [one for one, (first, second) in moves.items() if first != second]
    plan = graph.plan((name,), dict.fromkeys(moved, (AXIS,)))
    arrays = {one: np.full(2 * len(moved) + 1, float(values[one])) for one in plan.inputs}
    others = giving_way(bounds, values)
    for place, one in enumerate(moved):
        rows = slice(2 * place + 1, 2 * place + 3)
        for moving, sign in ((one, 1.0), (others.get(one), -1.0)):
            if moving in arrays:
                arrays[moving][rows] += sign * np.asarray(moves[one])
    answer = np.broadcast_to(np.asarray(plan(**arrays)[name], float), 2 * len(moved) + 1)
    found = dict.fromkeys(inputs, 0.0)
    for place, one in enumerate(moved):
        slope = _slope(answer[[0, 2 * place + 1, 2 * place + 2]], *moves[one])
        found[one] = slope * _scale(name, one, float(answer[0]), float(values[one]))
    return found


def weights_at(place: Place) -> dict[str, float]:
    """Return the slope of what one looks at by every stated number behind it, the heaviest first."""
    if place.name not in place.graph.suppliers:
        return {}
    found = slopes(place.graph, place.values, place.name, place.inputs, place.made.graph)
    return {shown_name(name): found[name] for name in sorted(found, key=lambda one: -size(one, found[one]))}


def giving_way(graph: Graph, values: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each share of those that sum to one, the largest of the others."""
    sums = (one for one in graph.nodes if isinstance(one.function, Condition) and _is_one(*one.function.ends))
    found: dict[str, str] = {}
    for one in sums:
        shares = [name for name in taken(one) if name in values]
        for name in shares if len(shares) > 1 else ():
            found[name] = max((other for other in shares if other != name), key=lambda other: float(values[other]))
    return found


def _is_one(low: float, high: float) -> bool:
    return low <= 1.0 <= high and high - low < _PERCENT


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


def _slope(answers: Any, one: float, two: float) -> float:
    """Return the derivative at the first of three points, the others at two distances from it."""
    first, second = answers[1] - answers[0], answers[2] - answers[0]
    return float((first * -two / one + second * one / two) / (one - two))


def _scale(name: str, one: str, answer: float, value: float) -> float:
    over = 1.0 if is_plain(name) or answer == 0.0 else 1.0 / answer
    return over * (1.0 if is_plain(one) else value)
