"""The namespace a kernel computes in: the caller's own arrays decide."""

import math
from collections.abc import Callable
from functools import reduce
from operator import add, mul
from typing import Any

import numpy as np


def namespace(*arrays: Any) -> Any:
    """Return the array namespace of the first array that has one of its own, else numpy.

    Quantities, dask and xarray arrays dispatch numpy's functions by themselves.

    >>> namespace(1.0, np.ones(3)).__name__
    'numpy'
    """
    for array in arrays:
        if not isinstance(array, (float, int, np.ndarray, np.generic)) and hasattr(array, "__array_namespace__"):
            return array.__array_namespace__()
    return np


def total(*parts: Any) -> Any:
    """Return the sum of numbers and arrays: numbers are added up before any array is touched.

    >>> float(total(np.ones(1), 1.0, 2.0)[0])
    4.0
    """
    number, arrays = _apart(parts, add, 0.0)
    return reduce(add, arrays if number == 0.0 and arrays else (*arrays, number))


def product(*factors: Any) -> Any:
    """Return the product of numbers and arrays: numbers are multiplied before any array is touched, and 0 stays one.

    >>> float(product(2.0, np.ones(1), 3.0)[0])
    6.0
    """
    number, arrays = _apart(factors, mul, 1.0)
    if number == 0.0 or not arrays:
        return number
    return reduce(mul, arrays if number == 1.0 else (arrays[0] * number, *arrays[1:]))


def _apart(values: tuple[Any, ...], joined: Callable[[float, float], float], start: float) -> tuple[float, list[Any]]:
    """Return what the numbers come to, and the arrays."""
    number, arrays = start, []
    for value in values:
        if isinstance(value, (float, int)):
            number = joined(number, value)
        else:
            arrays.append(value)
    return number, arrays


def together(*values: Any) -> tuple[Any, ...]:
    """Return values in the one shape they broadcast to; what is repeated is repeated without being copied.

    >>> [float(value.sum()) for value in together(np.zeros(2), 1.0)]
    [0.0, 2.0]
    """
    shapes = [getattr(value, "shape", ()) for value in values]
    if len(set(shapes)) == 1:
        return values
    if are_plain(*values):
        shape = np.broadcast_shapes(*set(shapes))
        return tuple(value if own == shape else np.broadcast_to(value, shape) for value, own in zip(values, shapes))
    none = 0 * total(*values)
    return tuple(value + none for value in values)


PLAIN = (float, int, np.ndarray, np.generic)


def are_plain(*arrays: Any) -> bool:
    """Return whether all of them are numbers or numpy's own arrays, which can be worked on block by block.

    >>> are_plain(1.0, np.ones(3))
    True
    """
    return all(isinstance(array, PLAIN) for array in arrays)


def in_blocks(kernel: Callable[..., Any], *arrays: Any, size: int) -> tuple[Any, ...]:
    """Return the results of an element-wise kernel, worked out in blocks that stay in a core's cache.

    The kernel takes as many arrays as are given and returns a tuple. Numbers are handed over as they are, and so are
    arrays of other libraries.

    >>> in_blocks(lambda x, y: (x + y,), np.arange(4.0), 1.0, size=2)
    (array([1., 2., 3., 4.]),)
    """
    if not are_plain(*arrays):
        return tuple(kernel(*arrays))
    shapes = {np.shape(array) for array in arrays} - {()}
    shape = shapes.pop() if len(shapes) == 1 else np.broadcast_shapes(*shapes)
    count = math.prod(shape)
    if count <= size:
        return tuple(kernel(*arrays))
    flat = [array if np.ndim(array) == 0 else np.broadcast_to(array, shape).reshape(-1) for array in arrays]
    found: list[Any] = []
    for start in range(0, count, size):
        block = slice(start, start + size)
        parts = kernel(*(array if np.ndim(array) == 0 else array[block] for array in flat))
        found = found or [np.empty(count) for _ in parts]
        for whole, part in zip(found, parts):
            whole[block] = part
    return tuple(whole.reshape(shape) for whole in found)
