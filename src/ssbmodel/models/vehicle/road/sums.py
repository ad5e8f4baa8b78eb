"""Sums over the steps of a cycle of what is positive: over all steps, or over those that a block of cases leaves open.

Positive work per effective mass is w(x, z, y) = sum of max(0, a + b x + e z + c y) over the steps. Each term is linear,
so over a box of (x, z, y) its extremes lie at corners: a step that is positive at its least is one linear term for all
cases of the box, and one that is negative at its most adds nothing.
"""

import functools
import math
from typing import Any

import numpy as np

from ....ground.arrays import are_plain, in_blocks, namespace

FEW = 64  # so many cases are quicker as one array of cases and steps
BLOCK = 8192  # cases whose three arrays stay in a core's cache
WHOLE = 32_768  # so many pairs of an open step and a case are quicker as one array than step by step


def positive_sum(columns: Any, weights: Any) -> Any:
    """Return the sum over steps of the positive part of the columns times the weights, shape of the weights."""
    if are_plain(*weights) and size_of(*weights) > FEW:
        return in_blocks(functools.partial(_sum_steps, _steps(columns)), *weights, size=BLOCK)[0]
    return sum_at_once(columns, weights)


def size_of(*weights: Any) -> int:
    """Return how many cases plain numbers and arrays make together."""
    shapes = {weight.shape for weight in weights if hasattr(weight, "shape")}
    return math.prod(np.broadcast_shapes(*shapes)) if len(shapes) > 1 else math.prod(*shapes) if shapes else 1


def sum_at_once(columns: Any, weights: Any) -> Any:
    """Return the sum as one expression, which any array library can trace and differentiate."""
    xp = namespace(*weights)
    work = sum(xp.asarray(column) * by_step(weight) for column, weight in zip(columns, weights))
    return xp.sum(xp.clip(work, 0.0, None), axis=-1)


def by_step(value: Any) -> Any:
    """Return an array with a last axis for the steps of a cycle; a plain number as it is."""
    return value[..., None] if hasattr(value, "shape") else value


def _steps(columns: Any) -> list[tuple[float, ...]]:
    return list(zip(*(column.tolist() for column in columns)))


def _sum_steps(steps: Any, *weights: Any) -> tuple[Any]:
    """Return the sum over steps of max(0, sum of column times weight)."""
    first, *others = np.broadcast_arrays(*weights)
    total, work, part = np.zeros(first.shape), np.empty(first.shape), np.empty(first.shape)
    for start, *values in steps:
        np.multiply(first, start, out=work)
        for weight, value in zip(others, values):
            np.multiply(weight, value, out=part)
            np.add(work, part, out=work)
        np.maximum(work, 0.0, out=work)
        np.add(total, work, out=total)
    return (total,)


def by_block(columns: Any, ratios: Any) -> Any:
    """Return w of one block of cases: plain columns (a, b, ...), and as many plain arrays (x, ...) but one.

    Any numbers will do: there is no grid and no domain. Not a number where an input is none, and only there.
    """
    always, left = _decided(columns, ratios)
    constant, *slopes = (float(column[always].sum()) for column in columns)
    answer: Any = constant + sum(slope * ratio for slope, ratio in zip(slopes, ratios))
    steps = [column[left] for column in columns]
    if len(steps[0]) * answer.size <= WHOLE:
        return answer + sum_at_once(steps, (1.0, *ratios))
    return answer + _sum_steps(_steps(steps), np.broadcast_to(1.0, answer.shape), *ratios)[0]


def _decided(columns: Any, ratios: Any) -> tuple[Any, Any]:
    """Return which steps are positive for all cases, and which are so for some: those with a NaN are left open."""
    least = most = columns[0]
    for column, ratio in zip(columns[1:], ratios):
        ends = column * ratio.min(), column * ratio.max()
        least, most = least + np.minimum(*ends), most + np.maximum(*ends)
    always = least >= 0
    return always, ~(always | (most <= 0))
