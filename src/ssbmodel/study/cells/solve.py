"""The published design from its inputs alone: capacity, coating and thickness that satisfy energy, rate and layers."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ...cells.designed import Reference
from ...core.along import along
from ...costs.money import Money
from ...ground.errors import ShapeError
from ...ground.units import Q
from ...packs.batpac import BatPaC
from ...plants.parts import PlantPrice
from ..questions.graph import interval_of
from ..questions.question import magnitude
from ..study import Study

MOVED = ("single_cell_capacity", "positive_coating", "cell_thickness")
UNITS = {"single_cell_capacity": "A h", "positive_coating": "m", "cell_thickness": "m", "design_charging_time": "h"}
PRICED = 2022  # the year of the deck of prices
MONEY = f"USD_{PRICED}"
ROUNDS = 400
CLOSE, NEAR = 1e-10, 1e-4
TARGET = 0.02  # m: the workbook's target for the thickness of a cell
_FOUND = ("pack_energy", "chosen_coating", "layer_count")
_GIVEN = (
    "rated_energy", "cells_in_series", "cells_in_parallel", "mean_open_voltage", "thickest_coating", "pouch_thickness",
    "negative_foil",
)  # fmt: skip


class Solved(NamedTuple):
    """A design that holds together, and how closely: residuals relative, layers absolute.

    ``values`` are what was asked for and found, plain numbers in the glossary's units; ``study`` is the design with
    them, to ask for whatever hangs on it. Many designs lie along its axis ``design``.
    """

    of: Study
    values: dict[str, Any]
    rounds: int
    energy_residual: Any
    coating_residual: Any
    layer_residual: Any

    @property
    def study(self) -> Study:
        """The design with what was found."""
        return with_designs(self.of, **{name: Q(value, UNITS[name]) for name, value in self.values.items()})


@cache
def published_design() -> Study:
    """Return the published 100 kWh pack of NMC811 against graphite, its capacity, coating and thickness as printed.

    BatPaC 5 (Argonne National Laboratory), charged to 80 % in an hour; its price is of the deck's year.

    Examples
    --------
    >>> print(round(published_design().run("base_pack_price").base_pack_price.m_as("USD_2022"), 1))
    11009.1
    """
    return Study(
        name="published-design", cell=Reference(), pack=BatPaC(), cost=PlantPrice(), money=Money(MONEY), years=(PRICED,)
    )


def solve_reference(
    design_charging_time: Any, *, cell_thickness: Any = None, study: Study | None = None, rounds: int = ROUNDS
) -> Solved:
    """Find capacity, coating and (where none is given) cell thickness of the published design.

    Parameters
    ----------
    design_charging_time : quantity, one or many [h]
        Time to charge 80 % of the capacity.
    cell_thickness : quantity, one or as many [m]
        Keeps the thickness where it is; else it moves until the number of layers is whole, from the preset's target.
    study : Study
        The published design with other electrodes or another duty; as printed where left out.
    rounds : int
        Most rounds of damped steps.

    Returns
    -------
    Solved

    Raises
    ------
    UnitError, DomainError, ShapeError
        If a time or thickness has no unit, the wrong one, cannot be, or there are not as many of one as of the other.

    Examples
    --------
    >>> solved = solve_reference(Q(60, "min"))
    >>> print(round(float(solved.study.run("layer_count").layer_count), 6))
    32.0
    """
    asked, moving = study or published_design(), cell_thickness is None
    known = asked.kernel(*_GIVEN, varied=())()
    time = _read(asked, "design_charging_time", design_charging_time)
    given = TARGET if moving else _read(asked, "cell_thickness", cell_thickness)
    try:
        one = 0.0 * (time + given) + 1.0
    except ValueError:
        told = f"design_charging_time has {np.size(time)} values, cell_thickness {np.size(given)}"
        raise ShapeError(f"{told}. Expected as many of one as of the other, or one.") from None
    cells = known["cells_in_series"] * known["cells_in_parallel"]
    start = _State(
        known["rated_energy"] / (cells * known["mean_open_voltage"]) * one, known["thickest_coating"] / 2 * one,
        given * one, None, moving,
    )  # fmt: skip
    return _walk(asked, known, time, start, rounds)


def with_designs(study: Study, **values: Any) -> Study:
    """Return a study with other values of names; several of a name, or of several names, lie along ``design``.

    >>> with_designs(published_design(), positive_coating=Q([80, 120], "um")).run("pack_mass").pack_mass.dims
    ('design',)
    """
    many = {name: value for name, value in values.items() if np.ndim(value.magnitude)}
    alone = {name: value for name, value in values.items() if name not in many}
    return study.replace(**alone, **(along("design", **many) if many else {}))


def _read(study: Study, name: str, value: Any) -> Any:
    """Return one or many values of a name as plain numbers, within what the study says they can be."""
    return magnitude(name, value, UNITS[name], interval_of(study.composition, name))[0]


class _State(NamedTuple):
    """Where the search stands: what it moves, the whole layers it goes for, and whether thickness moves."""

    capacity: Any
    coating: Any
    thickness: Any
    layers: Any
    moving: bool


def _walk(asked: Study, known: dict[str, Any], time: Any, at: _State, rounds: int) -> Solved:
    """Take damped steps until nothing is wrong any more."""
    kernel, count = asked.kernel(*_FOUND, varied=(*MOVED, "design_charging_time")), 0
    while True:
        count += 1
        found = kernel(**dict(zip(MOVED, at)), design_charging_time=time)
        energy = known["rated_energy"] / found["pack_energy"] - 1
        wrong = found["chosen_coating"] / at.coating - 1
        settled = not at.moving or _largest(wrong) < NEAR
        if at.moving and settled and at.layers is None:
            at = at._replace(layers=np.round(np.asarray(found["layer_count"])))
        missing = 0.0 if at.layers is None else at.layers / found["layer_count"] - 1
        if count >= rounds or (settled and _largest(energy, wrong, missing) < CLOSE):
            values = {**dict(zip(MOVED, at)), "design_charging_time": time}
            return Solved(asked, values, count, energy, wrong, missing + 0 * energy)
        at = at._replace(
            capacity=at.capacity * (1 + energy), coating=at.coating * (1 + wrong / 2),
            thickness=_thickness(at, missing, known),
        )  # fmt: skip


def _largest(*residuals: Any) -> float:
    return max(float(np.max(np.abs(residual))) for residual in residuals)


def _thickness(at: _State, missing: Any, known: dict[str, Any]) -> Any:
    """Return the next thickness: a step in it moves the number of layers by the share of it that layers take."""
    if at.layers is None:
        return at.thickness
    layered = 1 - (2 * known["pouch_thickness"] + known["negative_foil"]) / at.thickness
    return at.thickness * (1 + missing * layered)
