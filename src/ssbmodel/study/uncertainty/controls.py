"""Means by control variates: what the draws of the inputs miss of means that are known exactly is taken off.

Polynomials of independent inputs have known means. Each answer is fitted by those of the inputs that move it; the fit's
mean over the draws, less its exact mean, is what these draws miss.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .drawing.distributions import Input
from .drawing.polynomials import MOST_DEGREE, Basis, bases_of
from .summary import products

FITTED = 4096  # cases that a fit rests on
PER_TERM = 32  # at least, for each of its coefficients
_NEAR, _MOST_STEPS = 1e-9, 40  # of the fit: any slopes will do, the best ones do best
_PARTS = 16  # of the draws, whose means show which fit helps
_TRIED = 8  # cases that show whether an input moves an answer


def missed(laws: Sequence[Input], inputs: Mapping[str, Any], answers: Sequence[Any], ask: Callable[[Any], Any]) -> Any:
    """Return what the mean of each answer is off by, as far as the inputs tell, shape (answers,).

    Parameters
    ----------
    laws : independent inputs; those of other kinds than the smooth ones are left aside
    inputs, answers : one block's draws by name, and what they gave
    ask : the function from inputs to answers, which is asked a few cases more for each input
    """
    if len(answers[0]) < 2 * PER_TERM:
        return np.zeros(len(answers))
    bases = {one.name: found for one in laws if (found := bases_of(one))}
    moved = _moved(list(bases), inputs, ask)
    return np.asarray([_off([(bases[n], inputs[n]) for n in names], y) for names, y in zip(moved, answers)])


def _off(moving: Sequence[tuple[tuple[Basis, ...], Any]], answer: Any) -> float:
    ways = max((len(found) for found, _ in moving), default=0)
    return _least_spread(
        [_fit([(found[-1 if way else 0], x) for found, x in moving], answer) for way in range(ways)], answer
    )


def _moved(names: Sequence[str], inputs: Mapping[str, Any], ask: Callable[[Any], Any]) -> list[list[str]]:
    """Return the names of the inputs that move each answer."""
    few = {name: values[:_TRIED] for name, values in inputs.items()}
    base = ask(few)
    turned = {name: ask({**few, name: np.roll(few[name], 1)}) for name in names}
    return [[name for name in names if not np.array_equal(turned[name][i], answer)] for i, answer in enumerate(base)]


def _least_spread(fits: Sequence[Any], answer: Any) -> float:
    """Return the mean of the fit that leaves the least spread between the means of 16 parts of the draws, which are
    small Sobol sets themselves; 0 where none halves the spread of the answer alone.
    """
    edges = np.arange(_PARTS) * answer.size // _PARTS
    sizes = np.diff(np.append(edges, answer.size))
    alone, *left = (float(np.std(np.add.reduceat(answer - fit, edges) / sizes)) for fit in (0.0, *fits))
    return float(fits[int(np.argmin(left))].mean()) if left and min(left) < alone / 2 else 0.0


def _fit(moving: Sequence[tuple[Basis, Any]], answer: Any) -> Any:
    """Return the fit at each case, whose exact mean is 0, shape (cases,)."""
    rows = min(FITTED, answer.size)
    terms = list(_terms(len(moving), rows // PER_TERM))
    fit, slopes = np.zeros(answer.size), np.zeros(len(terms))
    for start in range(0, answer.size if terms else 0, rows):
        part = slice(start, start + rows)
        made = _products_of([basis(values[part]) for basis, values in moving], terms)
        slopes = slopes if start else _slopes(made, answer[part])
        fit[part] = np.einsum("tn,t->n", made, slopes)
    return fit


def _terms(inputs: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield the factors of each term of the highest whole degree with fewer terms than ``most``."""
    for degree in range(1, MOST_DEGREE + 1):
        if math.comb(inputs + degree, degree) > most:
            return
        yield from itertools.combinations_with_replacement(range(inputs), degree)


def _products_of(values: Sequence[Any], terms: Sequence[tuple[int, ...]]) -> Any:
    """Return each term at each case: the product of its inputs' functions, shape (terms, cases)."""
    made = np.empty((len(terms), values[0].shape[1]))
    for i, term in enumerate(terms):
        first, *others = (values[place][term.count(place) - 1] for place in sorted(set(term)))
        made[i] = first
        for factor in others:
            made[i] *= factor
    return made


def _slopes(made: Any, answer: Any) -> Any:
    """Return the coefficients of the least squares fit, by conjugate gradients.

    The terms are nearly uncorrelated, so that a few steps do; and no step takes a matrix product, whose bits depend on
    the number of threads.
    """
    terms = made - made.mean(axis=1, keepdims=True)
    left = products(answer - answer.mean(), terms)
    slopes, way, size = np.zeros(len(terms)), left, float((left * left).sum())
    end = size * _NEAR**2
    for _ in range(_MOST_STEPS):
        if size <= end:
            break
        along = products(np.einsum("tn,t->n", terms, way), terms)
        step = size / float((way * along).sum())
        slopes, left = slopes + step * way, left - step * along
        size, before = float((left * left).sum()), size
        way = left + size / before * way
    return slopes
