"""What we chose: an assumption is one value or spread for one field, with what it rests on and why.

A figure is what was said; it lives in :mod:`ssbmodel.sheets`. An assumption names the figures or the published source
behind it, the rule that leads from them to the value, and a reason.
"""

import bisect
import itertools
import math
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator

from .errors import ScenarioError, SsbError, did_you_mean, short

Derivation = Literal["sourced", "converted", "imputed", "assumed"]
Case = Literal["low", "central", "high"]
Real = Annotated[float, Field(strict=True)]
_Z95 = 1.6448536269514722  # standard normal quantile at 0.95
# what the numbers of a spread are called, in their order; discrete and empirical ones are plain lists
PARAMETERS: dict[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "pert": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
    "truncated_normal": ("mean", "sd", "low", "high"),
    "lognormal": ("median", "log_sd"),
    "log_uniform": ("low", "high"),
}


class Record(BaseModel):
    """A frozen record that knows all its keys; what is wrong with it is said in the library's own error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=1000)

    def __init__(self, /, *bare: Any, **values: Any) -> None:
        if bare:
            first = next(iter(type(self).model_fields), "name")
            said = f"{type(self).__name__}({short(bare[0])})"
            raise self._refusal()(f"{said} names no field. Write each with its name: {first}=...")
        try:
            super().__init__(**values)
        except ValidationError as error:
            told = (self._label(values) + self._told(dict(line)) for line in error.errors())
            raise self._refusal()("\n".join(told)) from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise self._refusal()(f"{type(self).__name__} is frozen: {name} cannot be set. Make a new one instead.")

    def __delattr__(self, name: str) -> None:
        raise self._refusal()(f"{type(self).__name__} is frozen: {name} cannot be deleted. Make a new one instead.")

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return ScenarioError

    @classmethod
    def _label(cls, values: dict[str, Any]) -> str:
        """Return what the record calls itself in front of each problem."""
        return ""

    @classmethod
    def _told(cls, line: dict[str, Any]) -> str:
        """Return one problem as *name = value; what was expected*."""
        if line["type"] == "value_error":
            return str(line["ctx"]["error"])
        name = ".".join(str(part) for part in line["loc"])
        if line["type"] == "extra_forbidden":
            return f"unknown key {name!r}.{did_you_mean(str(line['loc'][-1]), cls.model_fields)}"
        if line["type"] == "missing":
            return f"key {name!r} is missing. Write {name} = ..."
        return f"{name}={line['input']!r}. {line['msg']}."


class Ends(NamedTuple):
    """The low, central and high value of a spread, in its unit."""

    low: float
    central: float
    high: float


class SpreadSpec(Record):
    """A distribution by its usual parameters; exactly one is given.

    Numbers are named, ``lognormal = { median = 2, log_sd = 0.5 }``, or listed in the order below. ``normal``,
    ``lognormal`` and ``log_uniform`` may also be given by the values below which 5 and 95 % lie,
    ``lognormal = { p5 = 1, p95 = 4 }``.

    ``uniform = [low, high]``, ``triangular`` and ``pert = [low, mode, high]``, ``normal = [mean, sd]``,
    ``truncated_normal = [mean, sd, low, high]``, ``lognormal = [median, sd of the logarithm]``,
    ``log_uniform = [low, high]``, ``discrete = [[value, weight], ...]``, ``empirical = [value, value, ...]``.
    """

    uniform: tuple[Real, Real] | None = None
    triangular: tuple[Real, Real, Real] | None = None
    pert: tuple[Real, Real, Real] | None = None
    normal: tuple[Real, Real] | None = None
    truncated_normal: tuple[Real, Real, Real, Real] | None = None
    lognormal: tuple[Real, Real] | None = None
    log_uniform: tuple[Real, Real] | None = None
    discrete: Annotated[tuple[tuple[Real, Real], ...], Field(max_length=10_000)] | None = None
    empirical: Annotated[tuple[Real, ...], Field(max_length=1_000_000)] | None = None

    @field_validator(*PARAMETERS, mode="before")
    @classmethod
    def _listed(cls, values: Any, about: ValidationInfo) -> Any:
        return _in_their_order(str(about.field_name), values) if isinstance(values, Mapping) else values

    def named(self) -> dict[str, Any]:
        """Return the spread as a file writes it: its kind, and its numbers by name.

        >>> SpreadSpec(lognormal=(2, 0.5)).named()
        {'lognormal': {'median': 2.0, 'log_sd': 0.5}}
        """
        values = getattr(self, self.kind)
        if self.kind in PARAMETERS:
            return {self.kind: dict(zip(PARAMETERS[self.kind], values, strict=True))}
        return {self.kind: [list(value) if isinstance(value, tuple) else value for value in values]}

    @property
    def kind(self) -> str:
        """The name of the distribution."""
        return next(name for name in SpreadSpec.model_fields if getattr(self, name) is not None)

    @property
    def support(self) -> tuple[float, float]:
        """Least and greatest value that the distribution can take; infinite where there is none.

        >>> SpreadSpec(lognormal=(2, 0.5)).support
        (0.0, inf)
        """
        if self.kind == "normal":
            return -math.inf, math.inf
        return (0.0, math.inf) if self.kind == "lognormal" else (self.ends.low, self.ends.high)

    @property
    def ends(self) -> Ends:
        """Low, central and high value: the ends of a bounded spread, 5 and 95 % of an unbounded one.

        >>> SpreadSpec(triangular=(130, 150, 180)).ends
        Ends(low=130.0, central=150.0, high=180.0)
        """
        return Ends(*_ENDS[self.kind](*getattr(self, self.kind)))

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if sum(getattr(self, name) is not None for name in SpreadSpec.model_fields) != 1:
            raise ValueError("Expected exactly one distribution; write spread = { triangular = [low, mode, high] }")
        values = getattr(self, self.kind)
        if self.kind in {"lognormal", "log_uniform"} and not values[0] > 0:
            raise ValueError(f"{self.kind}={list(values)}. Expected a first value > 0")
        if self.kind in {"discrete", "empirical"} and not _weighs(self.kind, values):
            raise ValueError(f"{self.kind} has no weight to draw by. Expected values, weights >= 0 and one of them > 0")
        low, central, high = self.ends
        if not low <= central <= high:
            raise ValueError(f"{self.kind}={list(values)} is not in rising order")
        return self


def _in_their_order(kind: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return a spread's named numbers as the list that the kind takes."""
    if "p5" in values or "p95" in values:
        return _by_percentiles(kind, values)
    wanted = PARAMETERS[kind]
    for name in values:
        if name not in wanted:
            raise ValueError(f"{kind}: unknown number {name!r}.{did_you_mean(name, wanted)} {_write(kind)}")
    if missing := [name for name in wanted if name not in values]:
        raise ValueError(f"{kind}: {' and '.join(missing)} missing. {_write(kind)}")
    return tuple(values[name] for name in wanted)


def _write(kind: str) -> str:
    ends = " or { p5 = ..., p95 = ... }" if kind in _FROM_PERCENTILES else ""
    return f"Write {kind} = {{ {', '.join(f'{name} = ...' for name in PARAMETERS[kind])} }}{ends}."


def _by_percentiles(kind: str, values: Mapping[str, Any]) -> tuple[float, float]:
    """Return the numbers of a spread below whose p5 and p95 lie 5 and 95 % of it."""
    if kind not in _FROM_PERCENTILES or set(values) != {"p5", "p95"}:
        raise ValueError(f"{kind}: {', '.join(values)} make no spread. {_write(kind)}")
    low, high = values["p5"], values["p95"]
    numbers = all(isinstance(value, (int, float)) and math.isfinite(value) for value in (low, high))
    if not numbers or not low <= high or (kind != "normal" and not low > 0):
        least = "" if kind == "normal" else "0 < "
        raise ValueError(f"{kind}: p5={short(low)}, p95={short(high)}. Expected numbers, {least}p5 <= p95.")
    return _FROM_PERCENTILES[kind](float(low), float(high))


def _log_uniform_through(low: float, high: float) -> tuple[float, float]:
    end = (high / low) ** (0.05 / 0.9)  # 90 % of the logarithm's width lies between them
    return low / end, high * end


_FROM_PERCENTILES: dict[str, Callable[[float, float], tuple[float, float]]] = {
    "normal": lambda low, high: ((low + high) / 2, (high - low) / (2 * _Z95)),
    "lognormal": lambda low, high: (math.sqrt(low * high), math.log(high / low) / (2 * _Z95)),
    "log_uniform": _log_uniform_through,
}


def _weighs(kind: str, values: tuple[Any, ...]) -> bool:
    """Return whether there is anything to draw: no negative weight, and one above zero."""
    weights = [pair[1] for pair in values] if kind == "discrete" else [1.0] * len(values)
    return sum(weights) > 0 and min(weights) >= 0


def _of_pairs(*pairs: tuple[float, float]) -> tuple[float, float, float]:
    """Return the least value, the weighted median and the greatest."""
    weighed = sorted((float(value), float(weight)) for value, weight in pairs if weight > 0)
    sums = list(itertools.accumulate(weight for _, weight in weighed))
    return weighed[0][0], weighed[bisect.bisect_left(sums, sums[-1] / 2)][0], weighed[-1][0]


_ENDS: dict[str, Callable[..., tuple[float, float, float]]] = {
    "uniform": lambda low, high: (low, (low + high) / 2, high),
    "triangular": lambda low, mode, high: (low, mode, high),
    "pert": lambda low, mode, high: (low, mode, high),
    "normal": lambda mean, sd: (mean - _Z95 * sd, mean, mean + _Z95 * sd),
    "truncated_normal": lambda mean, _, low, high: (low, mean, high),
    "lognormal": lambda median, sd: (median * math.exp(-_Z95 * sd), median, median * math.exp(_Z95 * sd)),
    "log_uniform": lambda low, high: (low, math.sqrt(low * high), high),
    "discrete": _of_pairs,
    "empirical": lambda *values: _of_pairs(*((value, 1.0) for value in values)),
}


class Assumption(Record):
    """One choice: a value or a spread for one field of a scenario.

    ``rests_on`` names figures, ``sources`` published works; ``rule`` says how the value follows from them, ``reason``
    why it was chosen. Without either it is ``assumed``, and says so wherever it enters.
    """

    field: str
    unit: str
    value: Real | None = None
    spread: SpreadSpec | None = None
    rests_on: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rule: str = Field(min_length=3)
    reason: str = Field(min_length=10)
    derivation: Derivation = "assumed"

    @classmethod
    def _label(cls, values: dict[str, Any]) -> str:
        return f"assumption {values.get('field')!r}: "

    @model_validator(mode="after")
    def _supported(self) -> Self:
        if self.derivation != "assumed" and not (self.rests_on or self.sources):
            raise ValueError(
                f"derivation={self.derivation!r} names nothing it rests on. "
                "Write rests_on = [figure ids] or sources = [published works], or derivation = 'assumed'"
            )
        return self

    @property
    def ends(self) -> Ends:
        """Low, central and high value in the unit; all three equal where there is no spread."""
        if self.spread is not None:
            low, central, high = self.spread.ends
            return Ends(low, central if self.value is None else self.value, high)
        if self.value is None:
            told = f"assumption {self.field!r} has neither value nor spread."
            raise ScenarioError(f"{told} Write value = ... and its unit.")
        return Ends(self.value, self.value, self.value)

    def quantity(self, case: Case = "central") -> Any:
        """Return the value of one case as a quantity."""
        from .units import Q

        return Q(getattr(self.ends, case), self.unit)

    def __str__(self) -> str:
        low, central, high = self.ends
        span = f" ({low:g} to {high:g})" if low != high else ""
        return f"{self.field} = {central:g}{span} {self.unit}".rstrip() + f" [{self.derivation}: {self.rule}]"
