"""Every error the library raises: name = value, what was expected, what to write."""

import difflib
from collections.abc import Iterable
from typing import Any


class SsbError(Exception):
    """Base of every error of this library."""


class UnitError(SsbError, TypeError):
    """A quantity has no unit, or one of the wrong kind."""


class MoneyError(UnitError):
    """Two currencies or price years met in one calculation."""


class DomainError(SsbError, ValueError):
    """A value lies outside what its name can mean: not finite, negative, a share above one."""


class ShapeError(SsbError, ValueError):
    """Arrays met whose shapes do not broadcast."""


class CallError(SsbError, TypeError):
    """A function was called with missing, unknown or repeated arguments."""


class FigureError(SsbError, ValueError):
    """A figure sheet says something that cannot be, or names something that does not exist."""


class MissingError(FigureError, KeyError):
    """No figure or system has this id; a KeyError too, so that ``in`` and ``get`` answer as for any mapping."""

    __str__ = Exception.__str__  # a KeyError would show its message in quotation marks


class ScenarioError(SsbError, ValueError):
    """A scenario, or a question asked of one, does not hold together."""


class StudyError(SsbError, ValueError):
    """A study's parts, or a question asked of them, do not hold together."""


class MissingNameError(StudyError, KeyError):
    """A catalogue holds nothing of this name; a KeyError too, so that it answers as any mapping does."""

    __str__ = Exception.__str__  # a KeyError would show its message in quotation marks


class RunError(SsbError, RuntimeError):
    """A long run could not go on: a worker died, a disk is full, a folder holds another run; nothing done is lost."""


class ClaimError(SsbError, ValueError):
    """A claim, or a set of claims, cannot be read or checked."""


class CycleError(SsbError, ValueError):
    """A drive cycle cannot be read, or two answers were quoted for different cycles."""


class ExtraError(SsbError, ImportError):
    """An optional dependency is needed and is not installed."""


def did_you_mean(word: Any, known: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?``, or nothing where no known word is near or the word is no text.

    >>> did_you_mean("battery_cost_203", ["battery_cost_2030", "pack_mass"])
    " Did you mean 'battery_cost_2030'?"
    """
    if not isinstance(word, str):
        return ""
    choices: dict[str, str] = {}
    for name in known:
        choices.setdefault(name.lower(), name)
    near = difflib.get_close_matches(word.lower(), list(choices), n=1, cutoff=0.6)
    return f" Did you mean {choices[near[0]]!r}?" if near else ""


def short(value: Any) -> str:
    """Return a value as an error message shows it: its repr on one line, cut at forty characters.

    >>> short("x" * 50)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."
    """
    text = " ".join(repr(value).split())
    return text if len(text) <= 40 else text[:37] + "..."
