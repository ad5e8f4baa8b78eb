"""The namespace a kernel computes in: the caller's own arrays decide."""

import math
from collections.abc import Callable
from functools import lru_cache
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


def unwritable(value: Any) -> Any:
    """Return an array in a form that cannot be written to, all else as it is; what is handed out is used again.

    >>> unwritable(np.ones(3)).flags.writeable
    False
    """
    if not isinstance(value, np.ndarray):
        return value
    view = value.view()
    view.flags.writeable = False
    return view


def total(*parts: Any) -> Any:
    """Return the sum of numbers and arrays: numbers are added up before any array is touched.

    >>> float(total(np.ones(1), 1.0, 2.0)[0])
    4.0
    """
    number, found = 0.0, None
    for part in parts:
        if isinstance(part, (float, int)):
            number += part
        else:
            found = part if found is None else found + part
    if found is None:
        return number
    return found + number if number else found


def product(*factors: Any) -> Any:
    """Return the product of numbers and arrays: numbers are multiplied before any array is touched, and 0 stays one.

    >>> float(product(2.0, np.ones(1), 3.0)[0])
    6.0
    """
    number, arrays = 1.0, []
    for factor in factors:
        if isinstance(factor, (float, int)):
            number *= factor
        else:
            arrays.append(factor)
    if not arrays or not number:
        return number
    found = arrays[0] if number == 1.0 else number * arrays[0]
    for array in arrays[1:]:
        found = found * array
    return found


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
        return tuple(value if own == shape else _repeated(value, shape) for value, own in zip(values, shapes))
    none = 0 * total(*values)
    return tuple(value + none for value in values)


def _repeated(value: Any, shape: tuple[int, ...]) -> Any:
    return _repeated_number(value, shape) if isinstance(value, float) else np.broadcast_to(value, shape)


@lru_cache(maxsize=256)
def _repeated_number(value: float, shape: tuple[int, ...]) -> Any:
    # the same numbers come back block after block, and the view cannot be written to
    return np.broadcast_to(value, shape)


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
