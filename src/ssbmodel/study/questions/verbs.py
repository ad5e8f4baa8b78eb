"""What is asked of a study beyond its answers: their spread, what drives them, and what must be true for a target."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from inspect import signature
from typing import Any

import numpy as np

from ...ground.errors import CallError, SsbError, StudyError, did_you_mean, short
from ...ground.spelling import is_money
from ...ground.units import Q
from ..composition import exchange_name
from ..uncertainty.propagate import propagate
from .graph import OfGraph, OfStudy, interval_of, look_at_labels, place_of, unknown_number
from .influence import elasticities, sobol_indices, tornado
from .question import Question, magnitude
from .solve import SCAN, solution, unknowns_of

FEWEST, MOST = 3, 10**6  # points on which an answer is looked at
METHODS = ("elasticity", "tornado", "sobol")


def propagated(asked: Any, n: float, options: Mapping[str, Any]) -> Any:
    """Return the spread of a study's answers; see :meth:`Study.propagate`."""
    _look_at_options("propagate", options, propagate)
    return propagate(asked, n=n, **options)


def _look_at_options(told: str, options: Mapping[str, Any], function: Any, but: tuple[str, ...] = ()) -> None:
    """Refuse options that a function does not take."""
    known = [name for name in signature(function).parameters if name not in ("asked", "n", *but)]
    for name in options:
        if name not in known and name != "n":
            also = " The seed is rng." if name == "seed" else did_you_mean(name, known)
            raise CallError(f"{name!r} is no option of {told}.{also} Expected some of: {', '.join(known)}.")


def sensitivity(asked: Any, name: str, *, method: str = "elasticity", at: Any = None, **options: Any) -> Any:
    """Return what drives an answer of a study; see :meth:`Study.sensitivity`."""
    if method not in METHODS:
        raise StudyError(f"method={short(method)}. Expected one of: {', '.join(METHODS)}.")
    if method != "sobol" and options:
        raise CallError(f"{next(iter(options))!r} is no option of method={method!r}. It takes at=... alone.")
    place = place_of(asked, name, at)
    if method == "tornado":
        return tornado(asked, answer=place)
    if method == "sobol":
        _look_at_options("method='sobol'", options, sobol_indices, ("outputs",))
        return sobol_indices(asked, outputs=place, **options)
    drawn = asked.composition.spreads_behind((place.partition("[")[0],))
    return elasticities(asked, outputs=place, every=not drawn)


def solved(asked: Any, target: Mapping[str, Any], *, for_: Any, bounds: Any, at: Any = None, points: int = SCAN) -> Any:
    """Return what must be true of stated numbers of a study for answers to be as asked; see :meth:`Study.solve`."""
    unknowns, spans = unknowns_of(for_, bounds)
    _look(target, spans, points)
    look_at_labels(at)
    if missing := [name for name in unknowns if name not in spans]:
        raise CallError(f"bounds of {missing[0]!r} are missing. Write bounds={{{missing[0]!r}: (low, high)}}.")
    of = OfStudy(asked, list(target))
    made = _opened(of, target, {name: spans[name] for name in unknowns})
    places = {name: _places(made, name, at) for name in target}
    if len(target) > 1 or len(unknowns) > 1:
        return solution(made, {places[name][0]: value for name, value in target.items()}, spans, points)
    ((name, value),) = target.items()
    found = {place: solution(made, {place: value}, spans, points) for place in places[name]}
    return found if len(found) > 1 else next(iter(found.values()))


def _look(target: Any, spans: Mapping[str, Any], points: Any) -> None:
    """Refuse a question whose target, bounds or points are none."""
    if not isinstance(target, Mapping):
        raise CallError(f"target={short(target)}. Write target={{answer: value}}.")
    if not target:
        raise CallError("target is empty. Write target={answer: value}.")
    for name, span in spans.items():
        if not _is_pair(span):
            raise CallError(f"bounds of {name!r} are {short(span)}. Expected a pair: bounds=(low, high).")
    if not isinstance(points, int) or points < FEWEST:
        raise CallError(f"points={short(points)}. Expected a whole number of at least {FEWEST}.")
    if points > MOST:
        raise CallError(f"points={points:g}. Expected at most {MOST:g}.")


def _is_pair(span: Any) -> bool:
    """Return whether bounds are two single values."""
    if isinstance(span, (str, Mapping)) or not np.iterable(span):
        return False
    ends = tuple(span)
    return len(ends) == len(("low", "high")) and all(np.ndim(getattr(end, "magnitude", end)) == 0 for end in ends)


def _places(made: Question, name: str, at: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return the flat names of an answer at labels; axes that only another target carries say nothing of it."""
    if "[" in name:
        return (name,)
    grid = next(one for one in made.grids if one.name == name)
    known = {axis for one in made.grids for axis in one.dims} - set(grid.dims)
    _, places = grid.at(**{axis: label for axis, label in (at or {}).items() if axis not in known})
    return tuple(grid.flat[place] for place in places)


def _opened(of: OfStudy, target: Mapping[str, Any], spans: Mapping[str, Any]) -> Question:
    """Return the question in which some stated numbers are given at each call, in the moneys they are asked in."""
    if wrong := [name for name in spans if name not in of.made.said]:
        raise StudyError("\n".join(unknown_number(of.made, name) for name in wrong))
    if idle := [name for name in spans if of.made.entry(name) not in of.every]:
        raise StudyError(f"{', '.join(target)} does not rest on {idle[0]!r}. Ask for a name behind it: study.wiring().")
    moneys = {name: _money(span[0]) for name, span in spans.items()}
    scales = {
        name.partition("[")[0]: 1 / _into(of, money) for name, value in target.items() if (money := _money(value))
    }
    function: Any = of.function(spans, fixed=_lower_ends(of, spans, moneys), scales=scales)
    takes = {
        name: (own, _into(of, moneys[name]) / _into(of, of.made.said[name].money) if moneys[name] else 1.0)
        for name, (own, _) in function.takes.items()
    }
    function = replace(function, takes=takes)
    words = {name: (_unit(of, name, moneys[name]), interval_of(of.made, name)) for name in spans}
    asked_in = {name.partition("[")[0]: _money(value) for name, value in target.items()}
    units = {place: _unit(of, grid.name, asked_in[grid.name]) for grid in function.grids for place in grid.flat}

    def opened(_: Iterable[str]) -> OfGraph:
        return function  # type: ignore[no-any-return]

    def inside(values: Mapping[str, Any]) -> Any:
        return of.inside({own: np.ravel(values[name]) * by for name, (own, by) in takes.items()})

    return Question(function, (), {}, units, words, of.made.money, function.grids, None, opened, inside=inside)


def _lower_ends(of: OfStudy, spans: Mapping[str, Any], moneys: Mapping[str, str]) -> dict[str, float]:
    read = {}
    for name, span in spans.items():
        unit = _unit(of, name, moneys[name])
        read[name] = float(np.asarray(magnitude(name, span[0], unit, free=not unit)[0]))
    return read


def _unit(of: OfStudy, name: str, money: str) -> str:
    return str(of.made.graph.unit(name)).replace("money", money or of.made.money)


def _money(value: Any) -> str:
    """Return the money that a value is in, or nothing."""
    quantity: Any = Q(value) if isinstance(value, str) else value
    items = quantity.unit_items() if hasattr(quantity, "unit_items") else ()
    return next((name for name, _ in items if is_money(name)), "")


def _into(of: OfStudy, money: str) -> float:
    """Return the factor from a money into the study's, as the study states it."""
    if money in ("", of.made.money):
        return 1.0
    stated = of.made.said.get(exchange_name(money, of.made.money))
    if stated is not None:
        return float(stated.value)
    try:
        return float(of.study.money.entrance(money)[1])
    except SsbError as error:
        raise type(error)(f"bounds or target in {money}: {error}") from None
