"""Prices as parts of a study: a stated base price, and how it declines."""

import math
from collections.abc import Iterator
from typing import Any, ClassVar, Self

from pydantic import model_validator

from ..core.assumption import Assumption, Prepared
from ..core.checks import Flagged, condition
from ..core.graph import Node, node
from ..core.part import Facts, Part, Requirement
from ..ground.errors import did_you_mean, short
from ..models.economics.cost import pack_cost
from ..models.economics.decline import (
    annual_decline,
    cost_at_rate,
    effective_doublings,
    required_doublings,
    required_learning_rate,
)
from ..models.economics.deployment import (
    exponential_added,
    exponential_output,
    gompertz_added,
    gompertz_output,
    logistic_added,
    logistic_output,
)
from ..models.economics.laws import experience_exponent, learning_rate
from .experience import (
    SHAPES,
    base_assumption,
    bases,
    exponent_assumption,
    exponents,
    path_assumptions,
    paths,
)
from .models.learning import base_experience, experience_growth, learned_price, output_over_ceiling, yearly_added
from .models.years import decline_steps, elapsed_steps, steps_before_base, steps_of_path

BASE_PRICE = (node(pack_cost, unit_cost="base_pack_unit_price", gives="base_pack_price"),)
PRICE = (node(pack_cost, unit_cost="pack_unit_price", gives="pack_price"),)
BETWEEN: dict[str, Any] = {"start_cost": "base_pack_unit_price", "end_cost": "target_pack_unit_price"}
AT_RATE = (
    node(elapsed_steps),
    node(decline_steps),
    node(annual_decline, steps="decline_steps", **BETWEEN),
    node(cost_at_rate, gives="pack_unit_price", steps="elapsed_steps", start_cost="base_pack_unit_price"),
    node(effective_doublings, gives="doublings"),
    node(required_learning_rate, **BETWEEN),
    node(required_doublings, **BETWEEN),
)
BEYOND_TARGET = Flagged(
    "pack_unit_price", "year", (-math.inf, "target_year"),
    "Prices of {value}: the decline is carried on beyond {high}, the year of its target.",
)  # fmt: skip
BEYOND_PATH = Flagged(
    "added", "year", (-math.inf, "path_end_year"),
    "Output of {value}: the path is carried on beyond {high}, the last year of which an output is stated.",
)  # fmt: skip
STEADY = (
    node(elapsed_steps),
    node(cost_at_rate, annual_decline=0.0, gives="pack_unit_price", steps="elapsed_steps",
         start_cost="base_pack_unit_price"),
)  # fmt: skip


def _curve(output: Any, added: Any) -> tuple[Node, ...]:
    """Return what is made until the base year and from there on, along a curve of output."""
    return (
        node(output, gives="base_output", steps="steps_before_base"),
        node(added, gives="added_before_base", steps="steps_before_base"),
        node(added, gives="added", start_output="base_output", steps="steps_of_path"),
    )


UNDER_CEILING = condition(
    output_over_ceiling, (0.0, 1.0),
    "start_output is {value:g} times ceiling_output. Expected at most once: a path grows towards its ceiling.",
)  # fmt: skip
MADE = {
    "yearly": (
        node(decline_steps, gives="path_steps", base_year="path_year", target_year="path_end_year"),
        node(yearly_added, gives="added_before_base", steps_before_base=0.0, steps_of_path="steps_before_base"),
        node(yearly_added, gives="added"),
    ),
    "exponential": _curve(exponential_output, exponential_added),
    "logistic": (UNDER_CEILING, *_curve(logistic_output, logistic_added)),
    "gompertz": (UNDER_CEILING, *_curve(gompertz_output, gompertz_added)),
}
LEARNED = (
    node(elapsed_steps),
    node(steps_before_base),
    node(steps_of_path),
    node(base_experience),
    node(experience_growth),
    node(effective_doublings, gives="doublings", experience="base_experience"),
    node(learned_price, gives="pack_unit_price"),
)
RATE_OF_EXPONENT, EXPONENT_OF_RATE = (node(learning_rate),), (node(experience_exponent),)
A_PRICE = Requirement(
    "base_price",
    (),
    "starts from a price today; there is none. Add cost=costs.Stated(...) or cost=plants.PlantPrice(...).",
)


class Stated(Part):
    """A stated price of the pack per rated energy in a base year.

    Parameters
    ----------
    base_pack_unit_price : money per rated energy
    base_year : the year it is of
    """

    role: ClassVar[str] = "cost"
    answers: ClassVar[tuple[str, ...]] = ("base_pack_price",)

    base_pack_unit_price: Any = None
    base_year: Any = None

    def facts(self) -> Facts:
        """Return that there is a base price, stated."""
        return {"base_price": "stated"}

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the price of the pack in the base year."""
        return BASE_PRICE


class AtRate(Part):
    """A decline at a steady rate to a target price in a target year, and what that asks of learning.

    Parameters
    ----------
    target_pack_unit_price, target_year : where the price goes
    experience, added, prior_experience : cumulative output so far, output added until then, experience counted before
    learning_rate : share of the price that goes with each doubling
    """

    role: ClassVar[str] = "decline"
    answers: ClassVar[tuple[str, ...]] = (
        "annual_decline", "pack_unit_price", "pack_price", "doublings", "required_learning_rate", "required_doublings",
    )  # fmt: skip
    requires: ClassVar[tuple[Requirement, ...]] = (A_PRICE,)

    target_pack_unit_price: Any = None
    target_year: Any = None
    experience: Any = None
    added: Any = None
    prior_experience: Any = None
    learning_rate: Any = None

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the rate, the prices by year, and what they ask of learning."""
        return AT_RATE + PRICE

    def flags(self, facts: Facts) -> tuple[Flagged, ...]:
        """Return that prices beyond the target's year follow from nothing but the rate."""
        return (BEYOND_TARGET,)


class Learning(Part):
    """A decline with experience: output made since the base year, growth of experience, and the price that it leaves.

    A path says nothing of years before it starts: a price of an earlier year stands until then. The noise of single
    years is not in the price, so a band of it is narrower than a forecast's.

    Parameters
    ----------
    exponent : name, number, distribution or assumption
        Exponent of Wright's law: ``"panel"`` (76 technologies), ``"lithium-ion-levels"``, ``"way-batteries"``, each
        with its spread, or one's own; ``learning_rate`` may be given instead.
    path : name
        How much is made: ``"large"`` or ``"small"``, or a shape whose numbers are stated here: ``"yearly"``
        (start_output, end_output, path_year, path_end_year, later_growth), ``"exponential"`` (start_output, growth,
        path_year), ``"logistic"`` and ``"gompertz"`` (ceiling_output too); all with experience.
    base : name
        What experience counts from before: ``"own"`` (none) or ``"shared"`` (50 GWh of lithium-ion's);
        ``prior_experience`` may be given instead.

    Raises
    ------
    StudyError
        If a name is unknown, or both exponent and learning rate are given, or neither.

    Examples
    --------
    >>> from ssbmodel.study.study import Study
    >>> study = Study(
    ...     cost=Stated(base_pack_unit_price="1.9 CNY_2025/Wh", base_year=2025),
    ...     decline=Learning(learning_rate="20 %", path="large"),
    ... )
    >>> print(f"{study.run('pack_unit_price').pack_unit_price.sel(year=2030).value:.3f}")
    0.519 CNY_2025 / watt_hour
    """

    role: ClassVar[str] = "decline"
    answers: ClassVar[tuple[str, ...]] = ("added", "doublings", "learning_rate", "pack_unit_price", "pack_price")
    requires: ClassVar[tuple[Requirement, ...]] = (A_PRICE,)

    exponent: Any = None
    path: str
    base: str = "own"
    experience_exponent: Any = None
    learning_rate: Any = None
    path_year: Any = None
    path_end_year: Any = None
    start_output: Any = None
    end_output: Any = None
    later_growth: Any = None
    growth: Any = None
    ceiling_output: Any = None
    experience: Any = None
    prior_experience: Any = None

    @model_validator(mode="before")
    @classmethod
    def _own_exponent(cls, values: Any) -> Any:
        """Take an exponent that is no name as one of the user's own."""
        given = dict(values)
        if given.get("exponent") is None or isinstance(given["exponent"], str):
            return given
        if given.get("experience_exponent") is not None:
            raise ValueError("exponent and experience_exponent are the same. Give one of them.")
        return {**given, "exponent": None, "experience_exponent": given["exponent"]}

    @model_validator(mode="after")
    def _known_choices(self) -> Self:
        if told := [*self._misnamed(), *self._unclear()]:
            raise ValueError("\ncosts.Learning: ".join(told))
        return self

    def _misnamed(self) -> Iterator[str]:
        known = {"exponent": exponents(), "path": (*paths(), *SHAPES), "base": bases()}
        for field, names in known.items():
            said = getattr(self, field)
            if said is not None and said not in names:
                yield f"no {field} {short(said)}.{did_you_mean(said, names)} Expected one of: {', '.join(names)}."

    def _unclear(self) -> Iterator[str]:
        given = [self.experience_exponent, self.learning_rate]
        if None not in given:
            yield "exponent and learning_rate say the same. Give one of them."
        if self.exponent is None and given == [None, None]:
            yield 'how fast is it learnt? Write exponent="panel" (76 technologies), a number, or learning_rate="20 %".'

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return its own fields, and what its named exponent, path and base state beside them."""
        own = {one.name for one in self.fields_stated}
        named = [*(path_assumptions(self.path) if self.path in paths() else ()), base_assumption(self.base)]
        if self.exponent is not None and self.learning_rate is None:
            named.append(exponent_assumption(self.exponent))
        return (*self.fields_stated, *(one for one in named if one.name not in own))

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the output made, the growth of experience and the prices by year."""
        rate = RATE_OF_EXPONENT if self.learning_rate is None else EXPONENT_OF_RATE
        return MADE[self._shape] + LEARNED + rate + PRICE

    def flags(self, facts: Facts) -> tuple[Flagged, ...]:
        """Return that output after the last stated one is carried on; a curve has no last one."""
        return (BEYOND_PATH,) if self._shape == "yearly" else ()

    @property
    def _shape(self) -> str:
        return self.path if self.path in SHAPES else "yearly"


class Constant(Part):
    """A price that stays what it is in the base year."""

    role: ClassVar[str] = "decline"
    answers: ClassVar[tuple[str, ...]] = ("pack_unit_price", "pack_price")
    requires: ClassVar[tuple[Requirement, ...]] = (A_PRICE,)

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return the same price for every year."""
        return STEADY + PRICE
