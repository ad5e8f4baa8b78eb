"""The namespace a kernel computes in: the caller's own arrays decide."""

import math
from collections.abc import Callable
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


def plain_record(record: Any) -> Any:
    """Return a record of quantities as one of plain arrays in house units, as kernels take it.

    Raises
    ------
    SsbError
        If a field has no unit, the wrong one, or lies outside its bounds.
    """
    from .door import RecordSlot

    return RecordSlot("plain_record", "record", type(record)).read(record)[0]
