"""What we chose: an assumption is one value or spread for one field, with what it rests on and why.

A figure is what was said; it lives in :mod:`ssbmodel.sheets`. An assumption names the figures or the published source
behind it, the rule that leads from them to the value, and a reason.
"""

import math
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .errors import ScenarioError, SsbError, did_you_mean

Derivation = Literal["sourced", "converted", "imputed", "assumed"]
Case = Literal["low", "central", "high"]
Real = Annotated[float, Field(strict=True)]
_Z95 = 1.6448536269514722  # standard normal quantile at 0.95


class Record(BaseModel):
    """A frozen record that knows all its keys; what is wrong with it is said in the library's own error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=1000)

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            told = (self._label(values) + self._told(dict(line)) for line in error.errors())
            raise self._refusal()("\n".join(told)) from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise self._refusal()(f"{type(self).__name__} is frozen: {name} cannot be set. Make a new one instead.")

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


class Spread(Record):
    """A distribution by its usual parameters; exactly one is given.

    ``uniform = [low, high]``, ``triangular`` and ``pert = [low, mode, high]``, ``normal = [mean, sd]``,
    ``truncated_normal = [mean, sd, low, high]``, ``lognormal = [median, sd of the logarithm]``.
    """

    uniform: tuple[Real, Real] | None = None
    triangular: tuple[Real, Real, Real] | None = None
    pert: tuple[Real, Real, Real] | None = None
    normal: tuple[Real, Real] | None = None
    truncated_normal: tuple[Real, Real, Real, Real] | None = None
    lognormal: tuple[Real, Real] | None = None

    @property
    def kind(self) -> str:
        """The name of the distribution."""
        return next(name for name in type(self).model_fields if getattr(self, name) is not None)

    @property
    def ends(self) -> Ends:
        """Low, central and high value: the ends of a bounded spread, 5 and 95 % of an unbounded one.

        >>> Spread(triangular=(130, 150, 180)).ends
        Ends(low=130.0, central=150.0, high=180.0)
        """
        values: tuple[float, ...] = getattr(self, self.kind)
        match self.kind:
            case "uniform":
                return Ends(values[0], (values[0] + values[1]) / 2, values[1])
            case "triangular" | "pert":
                return Ends(*values)
            case "normal":
                return Ends(values[0] - _Z95 * values[1], values[0], values[0] + _Z95 * values[1])
            case "truncated_normal":
                return Ends(values[2], values[0], values[3])
            case _:
                factor = math.exp(_Z95 * values[1])
                return Ends(values[0] / factor, values[0], values[0] * factor)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if sum(getattr(self, name) is not None for name in type(self).model_fields) != 1:
            raise ValueError("Expected exactly one distribution; write spread = { triangular = [low, mode, high] }")
        low, central, high = self.ends
        if not low <= central <= high:
            raise ValueError(f"{self.kind}={list(getattr(self, self.kind))} is not in rising order")
        return self


class Assumption(Record):
    """One choice: a value or a spread for one field of a scenario.

    ``rests_on`` names figures, ``sources`` published works; ``rule`` says how the value follows from them, ``reason``
    why it was chosen. Without either it is ``assumed``, and says so wherever it enters.
    """

    field: str
    unit: str
    value: Real | None = None
    spread: Spread | None = None
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
