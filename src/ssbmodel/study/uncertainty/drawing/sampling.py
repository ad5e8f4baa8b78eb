"""Shares between 0 and 1, drawn block by block: each block depends on the seed, its number and the names alone."""

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

import numpy as np

from ....ground.errors import DomainError, did_you_mean

Method = Literal["sobol", "random", "latin"]
METHODS: tuple[str, ...] = get_args(Method)
MOST_SOBOL = 21_201  # dimensions for which direction numbers are published


def generator(seed: int, name: str, block: int) -> np.random.Generator:
    """Return the stream of one name in one block; python's own hash is salted and would differ by process."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(_key(name), block))))


@functools.lru_cache(maxsize=1024)
def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def shares(method: str, names: Sequence[str], rows: int, seed: int, block: int) -> dict[str, Any]:
    """Return the shares of each name in one block, each of shape (rows,)."""
    return dict(each_share(method, names, rows, seed, block))


def each_share(method: str, names: Sequence[str], rows: int, seed: int, block: int) -> Iterator[tuple[str, Any]]:
    """Yield each name with its shares in one block, drawn when asked for so that they are used while in cache.

    With ``random`` and ``latin`` a name's shares do not depend on the other names; ``sobol`` draws one scrambled set
    for all of them, its dimensions in the order of the sorted names.
    """
    if method == "sobol":
        yield from zip(names, _sobol(len(names), rows, seed, block))
        return
    for name in names:
        stream = generator(seed, name, block)
        yield (
            name,
            stream.random(rows) if method == "random" else (stream.permutation(rows) + stream.random(rows)) / rows,
        )


def _sobol(dimensions: int, rows: int, seed: int, block: int) -> Iterator[Any]:
    """Yield the coordinates of a scrambled Sobol set: linear matrix scramble and digital shift.

    The digits of a point are those of its number times the directions: what the high bits of the number give and what
    the low ones give is made once, every pair of them is one point.
    """
    bits = (rows - 1).bit_length()
    stream = generator(seed, "scrambled Sobol set", block)
    ways = _scrambled(_directions(dimensions, bits), stream)
    shift = stream.integers(0, 1 << _DIGITS, (dimensions, 1)) | _ONE
    low, high = _combined(ways[:, :_LOW], shift), _combined(ways[:, _LOW:], np.zeros_like(shift))
    for first, then in zip(high[:, : -(-rows // low.shape[1])], low):
        points = np.bitwise_xor.outer(first, then).reshape(-1)[:rows].view(np.float64)
        points -= 1 - 2.0**-53  # the middle of each step of a 52-bit number: neither 0 nor 1 can come
        yield points


_DIGITS = 52
_LOW = 12  # of the bits of a point's number: rows of 4,096 points are what numpy combines fastest
_FEW = 2  # directions that are combined one after another
_ONE = int(np.float64(1.0).view(np.int64))  # with the digits below it, the bits of a number from 1 to 2


@functools.lru_cache(maxsize=64)
def _directions(dimensions: int, bits: int) -> Any:
    """Return the direction numbers that scipy's plain Sobol points are made of, shape (dimensions, bits)."""
    from scipy.stats import qmc

    engine = qmc.Sobol(dimensions, scramble=False)
    ways = np.zeros((dimensions, bits), np.int64)
    for j in range(bits):
        engine.fast_forward((1 << j) - engine.num_generated)
        # number 2**j of their order, a Gray code, joins two directions
        ways[:, j] = (engine.random(1)[0] * 2.0**_DIGITS).astype(np.int64)
        if j:
            ways[:, j] ^= ways[:, j - 1]
    return ways


def _scrambled(ways: Any, stream: np.random.Generator) -> Any:
    """Return directions times a random matrix of digits, lower triangular with ones on its diagonal."""
    digits = 1 << np.arange(_DIGITS - 1, _DIGITS - 1 - ways.shape[1], -1, dtype=np.int64)
    columns = stream.integers(0, 1 << _DIGITS, ways.shape) & (digits - 1) | digits
    return np.bitwise_xor.reduce(np.where(ways[:, :, None] & digits, columns[:, None, :], 0), axis=2)


def _combined(ways: Any, start: Any) -> Any:
    """Return all combinations of some directions, shape (dimensions, 2**directions)."""
    half = ways.shape[1] // 2
    if half > _FEW:
        low, high = _combined(ways[:, :half], start), _combined(ways[:, half:], np.zeros_like(start))
        return (high[:, :, None] ^ low[:, None, :]).reshape(len(ways), -1)
    points = start
    for way in ways.T:
        points = np.concatenate([points, points ^ way[:, None]], axis=1)
    return points


class Copula(NamedTuple):
    """Which names are correlated, and the factor that makes independent normal scores correlated ones."""

    names: tuple[str, ...] = ()
    factor: tuple[tuple[float, ...], ...] = ()

    def joined(self, drawn: dict[str, Any]) -> dict[str, Any]:
        """Return the shares with the correlated ones among them joined; the others are left alone."""
        if not self.names:
            return drawn
        from scipy.special import ndtr, ndtri

        scores = [ndtri(np.clip(drawn[name], 2.0**-54, 1 - 2.0**-53)) for name in self.names]
        joined = (sum(f * score for f, score in zip(row, scores) if f) for row in self.factor)
        return drawn | {name: ndtr(score) for name, score in zip(self.names, joined)}


INDEPENDENT = Copula()


def copula(correlations: Mapping[tuple[str, str], float], names: Sequence[str]) -> Copula:
    """Return the Gaussian copula with given rank correlations (Spearman's) between pairs of names.

    Raises
    ------
    DomainError
        If a name is unknown, a pair stands twice or with itself, a correlation lies outside -1 to 1, or no set of
        distributions can have all of them at once (the matrix is not positive semi-definite).
    """
    if not isinstance(correlations, Mapping):
        raise DomainError(f"correlations={correlations!r}. Expected values by pairs of inputs: {{('a', 'b'): 0.5}}.")
    for pair in correlations:
        _check_pair(pair, names)
    involved = tuple(sorted({name for pair in correlations for name in pair}))
    matrix = np.eye(len(involved))
    for (first, second), rank in correlations.items():
        if not (isinstance(rank, (int, float, np.number)) and -1 <= rank <= 1):
            raise DomainError(f"correlation of {first!r} and {second!r} is {rank}. Expected a value from -1 to 1.")
        i, j = involved.index(first), involved.index(second)
        if matrix[i, j]:
            raise DomainError(f"correlation of {first!r} and {second!r} is given twice. Keep one.")
        # Pearson's correlation of two normal scores with this rank correlation
        matrix[i, j] = matrix[j, i] = 2 * np.sin(np.pi * rank / 6)
    return Copula(involved, _factor(matrix, involved))


def _check_pair(pair: Any, names: Sequence[str]) -> None:
    if not (isinstance(pair, tuple) and len(pair) == 2 and pair[0] != pair[1]):
        raise DomainError(f"correlation of {pair!r}. Expected a pair of two different inputs: {{('a', 'b'): 0.5}}.")
    for name in pair:
        if name not in names:
            raise DomainError(f"correlation of {name!r}, which is no distributed input.{did_you_mean(name, names)}")


def _factor(matrix: Any, names: Sequence[str]) -> tuple[tuple[float, ...], ...]:
    """Return the lower triangular factor of a positive semi-definite matrix; a zero pivot leaves a zero column."""
    size = len(matrix)
    least = float(np.linalg.eigvalsh(matrix)[0]) if size else 0.0
    if least < -1e-12 * size:
        raise DomainError(
            f"correlations of {', '.join(names)} cannot hold together: their matrix is not positive semi-definite "
            f"(least eigenvalue {least:.3g}). Bring the strongest ones nearer to zero."
        )
    factor = np.zeros((size, size))
    for j in range(size):
        pivot = matrix[j, j] - factor[j, :j] @ factor[j, :j]
        factor[j, j] = np.sqrt(pivot) if pivot > 1e-10 else 0.0
        for i in range(j + 1, size if factor[j, j] else 0):
            factor[i, j] = (matrix[i, j] - factor[i, :j] @ factor[j, :j]) / factor[j, j]
    return tuple(tuple(map(float, row)) for row in factor)
