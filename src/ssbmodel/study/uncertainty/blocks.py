"""A run in blocks: draw, ask the function, keep a summary. A block is a pure function of the plan and its number."""

import functools
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...ground.errors import DomainError, ShapeError, short
from .controls import missed
from .drawing.distributions import Input
from .drawing.sampling import INDEPENDENT, METHODS, Copula, each_share
from .summary import Summary

BLOCK = 65_536  # cases drawn and summed up together: large enough that streams cost nothing to set up
IN_CACHE = 24_576  # cases whose arrays stay in cache where nothing is drawn
MOST_CASES, MOST_SEED = 10**12, 2**128
Asked = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Plan:
    """All that a run depends on; two equal plans give the same bits.

    ``function`` takes the drawn arrays by name and gives arrays by name, one value per case. ``shifts`` are taken off
    the answers before they are counted.
    """

    function: Asked
    inputs: tuple[Input, ...]
    names: tuple[str, ...]
    n: int
    seed: int
    method: str
    block: int = BLOCK
    keep: bool = False
    copula: Copula = INDEPENDENT
    shifts: tuple[float, ...] = ()

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return -(-self.n // self.block)

    @property
    def controlled(self) -> bool:
        """Whether means are corrected by what is known of the inputs: in a run short enough for that to be cheap."""
        return self.method == "sobol" and self.n <= min(self.block, BLOCK)

    def rows(self, index: int) -> int:
        """Return the number of cases in a block; the last may be smaller."""
        return min(self.block, self.n - index * self.block)


def drawn(plan: Plan, index: int) -> dict[str, Any]:
    """Return one block's inputs by name, in the units the function takes, each of shape (cases,)."""
    laws = {one.name: one for one in plan.inputs}
    parts = each_share(plan.method, list(laws), plan.rows(index), plan.seed, index)
    joined = plan.copula.joined(dict(parts)).items() if plan.copula.names else parts
    return {name: laws[name].values(share) for name, share in joined}


def answered(function: Asked, inputs: Mapping[str, Any], names: tuple[str, ...], rows: int) -> list[Any]:
    """Return the answers of one block, each of shape (cases,)."""
    given = function(inputs)
    answers = []
    for name in names:
        value = np.asarray(given[name])
        if value.shape not in {(), (1,), (rows,)} or value.dtype.kind not in "fiu":
            kind = f"of shape {value.shape}" if value.dtype.kind in "fiu" else f"of type {value.dtype}"
            raise ShapeError(f"{name} is {kind}. Expected one real number per case, shape ({rows},).")
        answers.append(
            np.ascontiguousarray(value if value.shape == (rows,) else np.broadcast_to(value, (rows,)), float)
        )
    return answers


def run_block(plan: Plan, index: int) -> Summary:
    """Return the summary of one block.

    Parameters
    ----------
    plan : what to run
    index : number of the block, from 0 to ``plan.blocks - 1``
    """
    _settle()
    inputs = drawn(plan, index)
    answers = answered(plan.function, inputs, plan.names, plan.rows(index))
    summary = Summary.of(index, answers, plan.names, keep=plan.keep, shifts=plan.shifts)
    return replace(summary, missed=_missed(plan, inputs, answers)[None]) if plan.controlled else summary


def _missed(plan: Plan, inputs: Mapping[str, Any], answers: list[Any]) -> Any:
    laws = [one for one in plan.inputs if one.name not in plan.copula.names]

    def ask(few: Mapping[str, Any]) -> list[Any]:
        return answered(plan.function, few, plan.names, next(iter(few.values())).size)

    return missed(laws, inputs, answers, ask)


@functools.cache
def _settle() -> None:
    """Let the C library keep the blocks' memory: until it has seen a larger array come and go, glibc returns it to the
    system after each block and faults it in again, which costs a third of the time.
    """
    np.empty(2**21)


def in_blocks(
    function: Callable[..., Any], inputs: Mapping[str, Any], *, block: int = IN_CACHE, out: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return a function's answers for given arrays, computed block by block so that its intermediate arrays stay small.

    Parameters
    ----------
    function : takes the arrays by name, as keywords; gives an array, or arrays by name
    inputs : arrays of one length, or single numbers
    block : cases per block
    out : the answers of an earlier call, to be written over: new memory costs more than the arithmetic

    Raises
    ------
    ShapeError
        If the arrays differ in length.

    Examples
    --------
    >>> in_blocks(lambda x, y: {"sum": x + y}, {"x": np.arange(4.0), "y": 1.0}, block=2)["sum"]
    array([1., 2., 3., 4.])
    """
    _settle()
    arrays, numbers, size = _told_apart(inputs)
    if out is None and size <= BLOCK:
        return _filled(named_answers(function(**arrays, **numbers), "answer"), (size,))
    answers: dict[str, Any] = {} if out is None else out
    for start in range(0, size, block):
        part = slice(start, start + block)
        parts = {name: array[part] for name, array in arrays.items()}
        for name, value in named_answers(function(**parts, **numbers), "answer").items():
            if name not in answers:
                answers[name] = np.empty(size)
            answers[name][part] = value
    return answers


def _told_apart(inputs: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any], int]:
    """Return the arrays, the single numbers, and the length of the arrays."""
    shape = _one_shape(inputs.values())
    if len(shape) == 1:
        return inputs, {}, shape[0]
    arrays = {name: value if isinstance(value, np.ndarray) else np.asarray(value) for name, value in inputs.items()}
    shapes = {array.shape for array in arrays.values()} - {()}
    (size, *_) = whole = max(shapes, default=(1,))
    if len(shapes) > 1 or len(whole) > 1:
        told = {name: array.shape for name, array in arrays.items() if array.shape != (size,)}
        raise ShapeError(f"inputs are of shapes {told}. Expected single numbers, or arrays of shape ({size},).")
    numbers = {name: arrays.pop(name)[()] for name in list(arrays) if not arrays[name].ndim}
    return arrays, numbers, size


def _filled(given: dict[str, Any], shape: tuple[int, ...]) -> dict[str, Any]:
    """Return answers of which each has the shape."""
    if _one_shape(given.values()) == shape:
        return given
    return {
        name: y if getattr(y, "shape", None) == shape else np.broadcast_to(y, shape).copy() for name, y in given.items()
    }


def _one_shape(values: Collection[Any]) -> tuple[int, ...]:
    """Return the shape that all of some arrays have; none of anything else, which is looked at one by one."""
    try:
        shapes = set(map(_SHAPE, values))
    except TypeError:
        return ()
    return shapes.pop() if len(shapes) == 1 else ()


_SHAPE: Any = np.ndarray.shape.__get__  # of arrays only, and faster than to ask each for its type and its shape


def named_answers(given: Any, name: str) -> dict[str, Any]:
    """Return what a function gives as arrays by name: a mapping, a NamedTuple, a tuple, or one array."""
    if isinstance(given, (dict, Mapping)):  # a dict is told at once
        return dict(given)
    if hasattr(given, "_asdict"):
        return dict(given._asdict())
    if isinstance(given, (tuple, list)):
        return {f"{name}_{place}": value for place, value in enumerate(given)}
    return {name: given}


def checked_plan(plan: Plan) -> Plan:
    """Return the plan, or refuse one that cannot be run.

    Raises
    ------
    DomainError
        If ``n``, ``block``, ``seed`` or ``method`` is none of what is possible.
    """
    if plan.method not in METHODS:
        raise DomainError(f"method={plan.method!r}. Expected one of: {', '.join(METHODS)}.")
    for name, least, most in (("n", 1, MOST_CASES), ("block", 1, 2**24)):
        value = getattr(plan, name)
        if not least <= value <= most:
            raise DomainError(f"{name}={value:g}. Expected a whole number from {least} to {most:.3g}.")
    return plan


def seed_of(rng: Any) -> int:
    """Return a seed, or refuse what is none.

    Raises
    ------
    DomainError
        If it is no whole number, below zero or larger than any seed.
    """
    seed = whole("rng", rng)
    if not 0 <= seed <= MOST_SEED:
        raise DomainError(f"rng={seed:g}. Expected a whole number from 0 to {MOST_SEED:.3g}.")
    return seed


def whole(name: str, value: Any) -> int:
    """Return a whole number that may be written as ``1e8``."""
    try:
        if isinstance(value, bool) or int(value) != value:
            raise TypeError
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise DomainError(f"{name}={short(value)}. Expected a whole number, such as 1e6.") from None


def fingerprint(plan: Plan, version: str) -> str:
    """Return a hash of all that the results depend on: the plan, and what its function answers at a few points."""
    told = hashlib.sha256()
    points = np.linspace(0.0, 1.0, 66)[1:-1]
    inputs = {one.name: one.values(points) for one in plan.inputs}
    answers = answered(plan.function, inputs, plan.names, points.size)
    spec = (
        version,
        np.__version__,
        plan.names,
        plan.n,
        plan.seed,
        plan.method,
        plan.block,
        plan.keep,
        plan.copula,
        plan.shifts,
    )
    told.update(repr((spec, sorted(inputs))).encode())
    for array in (*(inputs[name] for name in sorted(inputs)), answers):
        told.update(np.ascontiguousarray(array).tobytes())
    return told.hexdigest()[:16]
