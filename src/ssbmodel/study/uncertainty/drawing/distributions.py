"""Distributions with a unit: small frozen specifications, the same kinds that an assumption's spread may have."""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from ....core.assumption import Assumption
from ....documents.rules import RULES
from ....ground.errors import DomainError, SsbError, UnitError, short
from ....ground.quantities import FINITE, Between
from ....ground.records import SpreadSpec
from ....ground.spelling import read_unit
from ....ground.units import Q, converter
from ....sheets.figure import Figure
from .inverse import inverse

LEAST_ABOVE_ZERO = float(np.nextafter(0.0, 1.0))  # the lower end of what is open at zero
_EXAMPLE = 'Distribution(triangular=(130, 150, 180), unit="Wh/km")'


class Distribution(SpreadSpec):
    """A distribution and its unit; exactly one of the kinds of an assumption's spread is given.

    ``uniform = (low, high)``, ``triangular`` and ``pert = (low, mode, high)``, ``normal = (mean, sd)``,
    ``truncated_normal = (mean, sd, low, high)``, ``lognormal = (median, sd of the logarithm)``,
    ``log_uniform = (low, high)``, ``discrete = ((value, weight), ...)``, ``empirical = (value, value, ...)``.
    Numbers may go by these names, ``lognormal = {"median": 2, "log_sd": 0.5}``, and ``normal``, ``lognormal`` and
    ``log_uniform`` by the values below which 5 and 95 % lie, ``lognormal = {"p5": 1.9, "p95": 6.2}``.

    Examples
    --------
    >>> Distribution(triangular=(130, 150, 180), unit="Wh/km").ends
    Ends(low=130.0, central=150.0, high=180.0)

    Raises
    ------
    DomainError
        If the numbers make no distribution.
    UnitError
        If the unit is unknown.
    """

    unit: str

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        read_unit(self.unit)

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return DomainError

    @classmethod
    def _label(cls, values: dict[str, Any]) -> str:
        return "distribution: "

    @classmethod
    def of(cls, source: Assumption | Figure, rule: str | None = None, unit: str | None = None) -> "Distribution":
        """Return the distribution of an assumption, or of a figure's printed bounds by a named rule.

        Raises
        ------
        DomainError
            If the assumption has no spread, or the rule is unknown or reads a single value.

        Examples
        --------
        >>> from ssbmodel import figures
        >>> Distribution.of(figures["004/battery-cost-2025"], "middle of the printed bounds, spread over them").ends
        Ends(low=1.9, central=4.05, high=6.2)
        """
        if not isinstance(source, Figure):
            spread, told = source.spread, f"assumption {source.name!r} has no spread. Give it one."
        else:
            spread, told = _by_rule(source, rule)
        if spread is None:
            raise DomainError(told)
        return cls(**{spread.kind: getattr(spread, spread.kind)}, unit=source.unit if unit is None else unit)

    def icdf(self, u: Any) -> Any:
        """Return the values below which shares ``u`` of the distribution lie, in its unit.

        Parameters
        ----------
        u : array of numbers between 0 and 1, any shape

        Raises
        ------
        DomainError
            If a share is not between 0 and 1.
        """
        shares = np.asarray(u, float)
        if not ((shares >= 0) & (shares <= 1)).all():
            raise DomainError(f"icdf: u={short(u)}. Expected shares between 0 and 1; write icdf(0.95) for 95 %.")
        return inverse(self.kind, getattr(self, self.kind))(shares.reshape(-1)).reshape(shares.shape)

    def percentiles(self) -> tuple[float, float, float]:
        """Return the values below which 5, 50 and 95 % of the distribution lie, in its unit.

        >>> Distribution(uniform=(0, 100), unit="Wh").percentiles()
        (5.0, 50.0, 95.0)
        """
        low, median, high = self.icdf((0.05, 0.5, 0.95))
        return float(low), float(median), float(high)

    def __str__(self) -> str:
        numbers = ", ".join(f"{value:g}" for value in np.ravel(getattr(self, self.kind))[:6])
        return f"{self.kind.replace('_', ' ')}({numbers}) {self.unit}".rstrip()


def median_of(spread: SpreadSpec) -> float:
    """Return the median of a spread, in its unit.

    >>> round(median_of(SpreadSpec(triangular=(130, 150, 180))), 3)
    152.614
    """
    return float(inverse(spread.kind, getattr(spread, spread.kind))(np.asarray([0.5]))[0])


def _by_rule(figure: Figure, rule: str | None) -> tuple[SpreadSpec | None, str]:
    """Return the spread that a rule reads from a figure, and what to say where it reads none."""
    spreading = [name for name in RULES if "spread" in name and "quotient" not in name]
    told = f"rule={rule!r} reads no spread from figure {figure.id!r}. Expected one of: {'; '.join(spreading)}."
    if rule not in RULES:
        return None, told
    return RULES[rule]([figure]).get("spread"), told


class Input(NamedTuple):
    """One drawn parameter: its name, its distribution, how its unit becomes the function's, and what it may be.

    ``middle`` is the central value that was chosen beside the distribution, in the distribution's unit.
    """

    name: str
    law: Any
    scale: float = 1.0
    offset: float = 0.0
    low: float = -np.inf
    high: float = np.inf
    checked: bool = False
    middle: float | None = None

    def values(self, u: Any) -> Any:
        """Return the values at shares ``u``, in the function's unit."""
        drawn = _law(self.law)(u)
        if self.scale != 1.0:
            drawn = drawn * self.scale
        if self.offset:
            drawn = drawn + self.offset
        if self.checked:
            self.refuse_outside(drawn)
        return drawn

    def refuse_outside(self, drawn: Any) -> None:
        """Refuse draws that the parameter cannot be."""
        least, greatest = float(np.min(drawn)), float(np.max(drawn))
        if not (self.low <= least and greatest <= self.high):
            low = "above 0" if 0 < self.low <= LEAST_ABOVE_ZERO else f"from {self.low:g}"
            raise DomainError(
                f"{self.name} is drawn from {least:g} to {greatest:g}. Expected values {low} to {self.high:g}; "
                "write a bounded distribution such as truncated_normal."
            )


def _law(law: Any) -> Callable[[Any], Any]:
    """Return the inverse of the cumulative distribution of a specification or of anyone's own object."""
    if isinstance(law, Distribution):
        kind = law.kind
        return inverse(kind, getattr(law, kind))
    return functools.partial(_foreign, getattr(law, "icdf", None) or law.ppf)


def _foreign(icdf: Callable[[Any], Any], u: Any) -> Any:
    drawn = np.asarray(icdf(u), float)
    if drawn.shape != u.shape or not np.isfinite(drawn).all():
        raise DomainError(f"a distribution's icdf gives {short(drawn)}. Expected a finite value for each share.")
    return drawn


def is_law(value: Any) -> bool:
    """Return whether a value is a distribution: one of ours, a spread's assumption, or anything with icdf or ppf."""
    return isinstance(value, Distribution) or callable(getattr(value, "icdf", None) or getattr(value, "ppf", None))


def drawn_input(name: str, law: Any, unit: str = "", bounds: Between = FINITE, own: bool = False) -> tuple[Input, str]:
    """Return a parameter to draw, and the money it is in.

    ``own`` takes the distribution's own unit as the function's, for functions that declare none.
    """
    low, high = bounds.closed
    if not isinstance(law, Distribution):
        return Input(name, law, low=low, high=high, checked=True), ""
    if own:
        return Input(name, law), ""
    try:
        scale, offset, money = converter(unit).conversion(tuple(Q(1.0, law.unit).unit_items()))  # type: ignore[attr-defined]
        if law.unit in {"degC", "degF", "°C", "°F"}:
            scale, offset = _affine(law.unit)
    except UnitError as error:
        raise UnitError(f"{name} is distributed in {law.unit or 'a plain ratio'}. {error}") from None
    ends = [end * scale + offset for end in law.support]
    made = Input(name, law, scale, offset, low, high, not (low <= ends[0] and ends[1] <= high))
    if made.checked and np.isfinite(ends).all():
        made.refuse_outside(np.asarray(ends))
    return made, money


def _affine(unit: str) -> tuple[float, float]:
    """Return factor and offset from a temperature scale to kelvin."""
    zero, one = (float(Q(value, unit).magnitude) for value in (0.0, 1.0))
    return one - zero, zero
