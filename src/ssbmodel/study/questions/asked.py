"""What is asked, brought into one form: a study, a model function, or anyone's own function of arrays."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...core.assumption import Assumption
from ...documents.rules import resolve
from ...ground.arrays import unwritable
from ...ground.door import Door
from ...ground.errors import CallError, short
from ...ground.quantities import FINITE
from ...ground.spelling import write_unit
from ...ground.units import Q
from ..uncertainty.blocks import named_answers
from ..uncertainty.drawing.distributions import Distribution, drawn_input, is_law
from .function import of_function
from .graph import OfGraph, OfStudy
from .question import Question


@dataclass(frozen=True)
class OfUser:
    """Asks anyone's function of arrays, its inputs by keyword."""

    function: Any
    fixed: Mapping[str, Any]

    def freed(self, names: Iterable[str]) -> "OfUser":
        """Return the same with some of what is fixed left to be given."""
        return replace(self, fixed={name: value for name, value in self.fixed.items() if name not in tuple(names)})

    def __call__(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        name = getattr(self.function, "__name__", "")
        try:
            given = self.function(**{key: unwritable(value) for key, value in {**self.fixed, **inputs}.items()})
        except ValueError as error:
            if "read-only" not in str(error):
                raise
            raise CallError(
                f"{name or 'the function'} changes what it is given ({error}). Write x = x * 2 instead of x *= 2."
            ) from error
        if isinstance(given, list):
            raise CallError(
                f"{name or 'the function'} gives a list. Expected an array, such as np.asarray(...), a tuple of arrays "
                "or arrays by name."
            )
        return named_answers(given, name if name.isidentifier() else "answer")


def question(asked: Any, inputs: Mapping[str, Any] | None = None, years: Any = None, outputs: Any = None) -> Question:
    """Return a question in one form.

    Parameters
    ----------
    asked : a model function, a study, or a function of arrays by keyword that gives an array, a tuple or arrays by
        name
    inputs : by name: a distribution to draw from, or a quantity, text or number to hold fixed. A study takes the
        spreads of its names, and its other values, where an input is not named here
    years : of a study
    outputs : names of the answers to keep; all where None

    Raises
    ------
    CallError
        If an input is missing or unknown, or nothing is left to ask.
    """
    if not (inputs is None or (isinstance(inputs, Mapping) and all(isinstance(name, str) for name in inputs))):
        raise CallError(f'inputs={short(inputs)}. Expected values by name, such as {{"rated_energy": "100 kWh"}}.')
    given = dict(inputs or {})
    if isinstance(asked, Question):
        return asked
    if is_study(asked):
        return of_study(changed(asked, given, years), outputs)
    if isinstance(asked, Door):
        return of_function(asked, resolved(given))
    if callable(asked):
        return _of_user(asked, given)
    raise CallError(f"asked={short(asked)}. Expected a model function, a study or a function of arrays.")


def is_study(asked: Any) -> bool:
    """Return whether something is a study: parts on one graph, which can be stated otherwise."""
    return hasattr(type(asked), "composition")


def changed(asked: Any, inputs: Mapping[str, Any] | None, years: Any = None) -> Any:
    """Return a study with some names stated otherwise, and asked for other years."""
    return asked.replace(**(inputs or {}), **({} if years is None else {"years": years}))


def of_study(asked: Any, outputs: Any) -> Question:
    """Return a study on its graph as a question; see :func:`question`."""
    of = OfStudy(asked, outputs)
    inputs = tuple(map(of.input, of.spreads))
    function = of.function([one.name for one in inputs])
    once = functools.lru_cache(maxsize=8)(of.function)

    def opened(names: Iterable[str]) -> OfGraph:
        return once(tuple(names))

    return Question(function, inputs, of.numbers, of.units, {}, of.made.money, function.grids, of.look, opened)


def _of_user(function: Any, given: dict[str, Any]) -> Question:
    drawn, fixed, words = [], {}, {}
    for name, value in resolved(given).items():
        if is_law(value):
            drawn.append(drawn_input(name, value, own=True)[0])
            words[name] = (getattr(value, "unit", ""), FINITE)
        else:
            quantity: Any = Q(value) if isinstance(value, str) else value
            fixed[name] = getattr(quantity, "magnitude", quantity)
            words[name] = (_unit_text(quantity), FINITE)
    drawn.sort(key=lambda one: one.name)
    made = OfUser(function, fixed)
    return Question(made, tuple(drawn), fixed, {}, words, open=made.freed, whose="own function")


def resolved(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given with assumptions as what they come to: a distribution, or a quantity."""
    from ...sheets.reader import figures

    values = dict(given)
    for name, value in given.items():
        if isinstance(value, Assumption):
            found = resolve(value, figures()) if value.rests_on else value
            spread = found.spread
            of = None if spread is None else {spread.kind: getattr(spread, spread.kind)}
            values[name] = Q(found.value, found.unit) if of is None else Distribution(**of, unit=found.unit)
    return values


def _unit_text(quantity: Any) -> str:
    return write_unit(tuple(quantity.unit_items())) if hasattr(quantity, "unit_items") else ""
