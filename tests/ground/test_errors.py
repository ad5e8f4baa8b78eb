"""The errors of the library: one family, near misses suggested, values shown short."""

import pickle

import numpy as np
import pytest

import ssbmodel
from ssbmodel.ground import errors
from ssbmodel.ground.errors import SsbError, did_you_mean, short

each = pytest.mark.parametrize
FAMILY = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]


@each("kind", FAMILY)
def test_every_error_belongs_to_one_family_can_be_caught_by_a_public_name_and_pickles(kind: type[SsbError]) -> None:
    assert issubclass(kind, SsbError)
    caught = {base.__name__ for base in kind.__mro__[:2]} & set(ssbmodel.__all__)
    assert caught - {"SsbError"} or kind is SsbError
    again = pickle.loads(pickle.dumps(kind("told")))
    assert (type(again), str(again)) == (kind, "told")


@each(
    ("kind", "builtin"),
    [
        (ssbmodel.UnitError, TypeError),
        (ssbmodel.MoneyError, ssbmodel.UnitError),
        (ssbmodel.DomainError, ValueError),
        (ssbmodel.ShapeError, ValueError),
        (ssbmodel.CallError, TypeError),
        (ssbmodel.FigureError, ValueError),
        (ssbmodel.ScenarioError, ValueError),
        (ssbmodel.ExtraError, ImportError),
    ],
)
def test_an_error_can_be_caught_as_what_python_would_raise(kind: type[SsbError], builtin: type[Exception]) -> None:
    assert issubclass(kind, builtin)


@each(
    ("word", "known", "told"),
    [
        ("battery_cost_203", ["battery_cost_2030", "pack_mass"], " Did you mean 'battery_cost_2030'?"),
        ("KWH", ["kWh", "KWh"], " Did you mean 'kWh'?"),
        ("Pack_Mass", ["pack_mass"], " Did you mean 'pack_mass'?"),
        ("zzz", ["pack_mass"], ""),
        ("", ["pack_mass"], ""),
        ("pack_mass", [], ""),
    ],
)
def test_a_near_miss_is_suggested_the_first_of_equals_and_nothing_far(word: str, known: list[str], told: str) -> None:
    assert did_you_mean(word, known) == told


@each("value", [3.0, "text", [1] * 1000, np.zeros((50, 50)), "x" * 10**6, "two\nlines"])
def test_a_value_is_shown_on_one_short_line(value: object) -> None:
    assert len(short(value)) <= 40
    assert "\n" not in short(value)
