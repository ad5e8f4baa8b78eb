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
    """Return the sum of numbers and arrays: numbers are added up before any array is touched, and 0 adds nothing.

    >>> float(total(np.ones(1), 1.0, 2.0)[0])
    4.0
    """
    return reduce(add, sorted((part for part in parts if not _is_nothing(part)), key=_dimensions) or (0.0,))


def product(*factors: Any) -> Any:
    """Return the product of numbers and arrays: numbers are multiplied before any array is touched, and 0 stays one.

    >>> float(product(2.0, np.ones(1), 3.0)[0])
    6.0
    """
    return 0.0 if any(map(_is_nothing, factors)) else reduce(mul, sorted(factors, key=_dimensions))


def _is_nothing(value: Any) -> bool:
    return isinstance(value, (float, int)) and value == 0


def _dimensions(value: Any) -> int:
    return getattr(value, "ndim", 0)


def together(*values: Any) -> tuple[Any, ...]:
    """Return values in the one shape they broadcast to; what is repeated is repeated without being copied.

    >>> [float(value.sum()) for value in together(np.zeros(2), 1.0)]
    [0.0, 2.0]
    """
    if len({getattr(value, "shape", ()) for value in values}) == 1:
        return values
    if are_plain(*values):
        shape = np.broadcast_shapes(*map(np.shape, values))
        return tuple(value if np.shape(value) == shape else np.broadcast_to(value, shape) for value in values)
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
