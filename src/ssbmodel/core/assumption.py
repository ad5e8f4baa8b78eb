"""What is stated of a name: a value, a spread, or the figures and the rule that give one, and what stands behind it."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from ..ground.errors import SsbError, StudyError, short
from ..ground.records import Record, SpreadSpec
from ..ground.spelling import read_unit

Derivation = Literal["figure", "sourced", "assumed"]
_SHOWN = 6  # numbers of a list that one line shows


class Prepared(NamedTuple):
    """A stated object that is no number: a drive cycle, a table of plant steps, a charging curve.

    ``source`` says what it rests on, ``key`` where it stands in its catalogue.
    """

    name: str
    object: Any
    source: str = ""
    key: str = ""


class Assumption(Record):
    """One choice about one name of the glossary: what it is taken to be, what that rests on, and why.

    Parameters
    ----------
    name : name of the glossary
    unit : text; may be left out beside a rule, and is then the figure's
    value : number, or nested lists of numbers, which open axes; never beside a spread or a rule
    axes : names of the axes of a list, outermost first; a plain list's axis bears its own name
    spread : distribution, whose numbers are in the unit; its centre is its median
    rests_on : ids of figures that the rule reads
    rule : how the value follows from the figures
    see : ids of figures that are context alone
    sources : published works, or a sheet of one's own
    date : day, month or year of the data
    reason : why this was chosen
    holds_at : names with the values at which alone this is true

    Raises
    ------
    StudyError
        With everything that does not hold together, one line each.

    Examples
    --------
    >>> print(Assumption(name="separator_thickness", value=20, unit="um", reason="what a coater reaches"))
    separator_thickness = 20 um [assumed: what a coater reaches]
    >>> Assumption(name="rated_energy", rests_on=["004/pack-rated-energy"], rule="as printed").derivation
    'figure'
    """

    name: str
    unit: str = ""
    value: float | tuple[Any, ...] | None = None
    axes: tuple[str, ...] = ()
    spread: SpreadSpec | None = None
    rests_on: tuple[str, ...] = ()
    rule: str = ""
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    date: str = ""
    reason: str = ""
    holds_at: dict[str, str] = Field(default_factory=dict)

    def __init__(self, /, *bare: Any, **values: Any) -> None:
        super().__init__(*bare, **values)

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return StudyError

    @classmethod
    def _label(cls, values: dict[str, Any]) -> str:
        return f"{values.get('name', 'assumption')}: "

    @field_validator("value", mode="before")
    @classmethod
    def _numbers(cls, value: Any) -> Any:
        return None if value is None else _numbers(value)

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if problems := [*_unsupported(self), *_misread(self)]:
            raise ValueError(f"\n{self.name}: ".join(problems))
        if isinstance(self.value, tuple) and not self.axes:
            object.__setattr__(self, "axes", (self.name,))
        return self

    @property
    def derivation(self) -> Derivation:
        """What the value comes from: figures by a rule, published sources, or nothing but a reason."""
        return "figure" if self.rests_on else "sourced" if self.sources else "assumed"

    def quantity(self) -> Any:
        """Return the value as a quantity, shape of its axes.

        Raises
        ------
        StudyError
            If it states no value.

        Examples
        --------
        >>> Assumption(name="ambient_temperature", value=[-20, 23], unit="degC").quantity().m_as("K")
        array([253.15, 296.15])
        """
        if self.value is None:
            told = f"rests on {', '.join(self.rests_on)}" if self.rests_on else "has a spread"
            raise StudyError(f"{self.name} states no value, it {told}. A study that holds it gives the value.")
        from ..ground.units import Q

        return Q(self.value, self.unit)

    def to_table(self) -> dict[str, Any]:
        """Return what was stated as a file writes it: keys in reading order, empty ones left out.

        >>> Assumption(name="wage", spread={"triangular": [15, 25, 40]}, unit="USD_2022/h").to_table()["spread"]
        {'triangular': {'low': 15.0, 'mode': 25.0, 'high': 40.0}}
        """
        own = {"value": _plain(self.value), "spread": self.spread and self.spread.named()}
        own["axes"] = [] if self.axes == (self.name,) else list(self.axes)
        order = ("name", "value", "axes", "spread", "unit", "rests_on", "rule", "see", "sources", "date", "reason")
        table = {key: own[key] if key in own else _plain(getattr(self, key)) for key in (*order, "holds_at")}
        return {key: value for key, value in table.items() if value is not None and value not in ("", [], {})}

    def __hash__(self) -> int:
        return hash((self.name, self.unit, self.value, self.spread, self.rests_on, self.rule))

    def __str__(self) -> str:
        why = "; ".join(part for part in (*self.sources, self.reason) if part)
        return f"{self._said()} [{self.derivation}{f': {why}' if why else ''}]"

    def _said(self) -> str:
        """Return the name and what it is taken to be, without why."""
        if self.rests_on:
            unit = f", in {self.unit}" if self.unit else ""
            return f"{self.name} from {' and '.join(self.rests_on)}: {self.rule}{unit}"
        said = _in_words(self.spread) if self.spread else _listed(self.value)
        return f"{self.name} = {said} {self.unit}".rstrip()


def _unsupported(stated: Assumption) -> Iterator[str]:
    """Tell of more or less than one thing that gives the value: a number, a spread, or figures with a rule."""
    if stated.rests_on and not stated.rule:
        yield "rests_on needs a rule that reads it; for context write see = [...]."
    if stated.rule and not stated.rests_on:
        yield f"rule = {short(stated.rule)} names no figure to read. Write rests_on = [figure ids], or drop the rule."
    ruled = bool(stated.rests_on and stated.rule)
    if ruled and stated.value is not None:
        said = f"{_listed(stated.value)} {stated.unit}".rstrip()
        yield f"value = {said} stands beside a rule. Remove rests_on and rule: the value is then yours."
    if ruled and stated.spread is not None:
        yield "a spread stands beside a rule. Remove rests_on and rule: the spread is then yours."
    if stated.value is not None and stated.spread is not None:
        yield "value stands beside a spread, whose centre is its median. Keep one of them."
    if stated.value is None and stated.spread is None and not (stated.rests_on or stated.rule):
        yield "no value. Write value = ..., or spread = {...}, or rests_on = [figure ids] with a rule."


def _misread(stated: Assumption) -> Iterator[str]:
    """Tell of a unit that is none, and of axes that do not fit the value."""
    try:
        read_unit(stated.unit)
    except SsbError as error:
        yield str(error)
    depth = _depth(stated.value)
    wanted = f"axes = [{', '.join(['...'] * depth)}], one name for each of its {depth} axes"
    if stated.axes and depth == 0:
        yield "axes are of a list; this value is none. Drop axes."
    elif depth > 1 and not stated.axes:
        yield f"nested lists need names of their axes. Write {wanted}."
    elif stated.axes and (len(stated.axes) != depth or len(set(stated.axes)) != depth):
        yield f"axes = {list(stated.axes)}. Write {wanted}."


def _numbers(value: Any) -> Any:
    """Return a number as a float, and lists or an array of them as nested tuples."""
    array = np.asarray(value if not hasattr(value, "unit_items") else None, dtype=object)
    if array.size == 0:
        raise ValueError("value is an empty list. Expected a number, or at least one in a list.")
    if not all(_is_number(item) for item in array.flat):
        raise ValueError(
            f"value = {short(value)}. Expected a finite number, or lists of them of equal length; "
            "the unit stands apart: value = 20, unit = 'um'."
        )
    return _frozen(array.tolist())


def _is_number(value: Any) -> bool:
    number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    return number and math.isfinite(value)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else float(value)


def _depth(value: Any) -> int:
    return 1 + _depth(value[0]) if isinstance(value, tuple) else 0


def _plain(value: Any) -> Any:
    """Return tuples as lists, as TOML and JSON know them."""
    if isinstance(value, Mapping):
        return dict(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _listed(value: Any) -> str:
    """Return a number, or the first ones of a list, in words."""
    if not isinstance(value, tuple):
        return f"{value:.6g}"
    numbers = np.ravel(value)
    return ", ".join(f"{number:.6g}" for number in numbers[:_SHOWN]) + ", ..." * (len(numbers) > _SHOWN)


def _in_words(spread: SpreadSpec) -> str:
    """Return a spread by its named numbers."""
    ((kind, numbers),) = spread.named().items()
    words = kind.replace("_", " ")
    if isinstance(numbers, dict):
        return f"{words}: " + ", ".join(f"{name.replace('_', ' ')} {value:.6g}" for name, value in numbers.items())
    return f"{words}: {len(numbers)} values from {spread.ends.low:.6g} to {spread.ends.high:.6g}"
