"""The reference design from its inputs alone: capacity, coating and thickness that satisfy energy, rate and layers."""

from typing import Any, NamedTuple

import numpy as np

from ...ground.slots import plain_record
from ...models.battery.reference.duty import Duty
from ...models.battery.reference.shapes import Repeat
from ...models.battery.stack import insertion_pair
from ...presets.cells.reference import reference
from .chain import PackDesign, Way, kernels, loaded_cell, pack_around


class Solved(NamedTuple):
    """A design that holds together, and how closely: residuals relative, layers absolute."""

    design: PackDesign
    rounds: int
    energy_residual: Any
    coating_residual: Any
    layer_residual: Any


ROUNDS = 400
CLOSE, NEAR = 1e-10, 1e-4
TARGET = 0.02  # m: the workbook's target for the thickness of a cell


def solve_reference(
    design_charging_time: Any,
    *,
    cell_thickness: Any = None,
    way: Way | None = None,
    sides: dict[str, Any] | None = None,
    duty: Duty | None = None,
    rounds: int = ROUNDS,
) -> Solved:
    """Find capacity, coating and (where none is given) cell thickness of the reference design.

    Parameters
    ----------
    design_charging_time : quantity, any shape [h]
        Time to charge 80 % of the capacity.
    cell_thickness : quantity, broadcast [m]
        Keeps the thickness where it is; else it moves until the number of layers is whole, from the preset's target.
    way, sides, duty
        Another layout, electrode pair or duty than the reference's.
    rounds : int
        Most rounds of damped steps.

    Returns
    -------
    Solved
        On plain arrays in house units.

    Examples
    --------
    >>> from ssbmodel import Q
    >>> solved = solve_reference(Q(60, "min"))
    >>> print(round(float(solved.design.cell.layer_count), 6))
    32.0
    """
    asked = plain_record(duty or reference().duty(design_charging_time))
    pair = {name: plain_record(side) for name, side in (sides or reference().sides()).items()}
    given = None if cell_thickness is None else cell_thickness.m_as("m")
    one = 0 * (asked.design_charging_time + (0 if given is None else given)) + 1.0
    state = _State(
        asked.rated_energy / (asked.cells_in_series * asked.cells_in_parallel * asked.mean_open_voltage) * one,
        asked.thickest_coating / 2 * one, (TARGET if given is None else given) * one, None, given is None,
    )  # fmt: skip
    return _walk(way or kernels(), pair, asked, state, rounds)


class _State(NamedTuple):
    """Where the search stands: what it moves, the whole layers it goes for, and whether thickness moves."""

    capacity: Any
    coating: Any
    thickness: Any
    layers: Any
    moving: bool


def _walk(way: Way, sides: dict[str, Any], duty: Duty, at: _State, rounds: int) -> Solved:
    """Take damped steps until nothing is wrong any more."""
    p = sides["positive"]
    volumetric = p.positive_active_capacity * p.positive_active_share * p.positive_coating_density
    count = 0
    while True:
        count += 1
        repeat: Repeat = insertion_pair.kernel(volumetric * at.coating, **sides)
        found = loaded_cell(way, repeat, duty, at.capacity, at.thickness)
        energy = duty.rated_energy / found.discharge.pack_energy - 1
        wrong = found.limits.chosen_coating / at.coating - 1
        settled = not at.moving or _largest(wrong) < NEAR
        if at.moving and settled and at.layers is None:
            at = at._replace(layers=np.round(np.asarray(found.cell.layer_count)))
        missing = 0.0 if at.layers is None else at.layers / found.cell.layer_count - 1
        if count >= rounds or (settled and _largest(energy, wrong, missing) < CLOSE):
            pack = pack_around(found, way, repeat, duty=duty, capacity=at.capacity, thickness=at.thickness)
            return Solved(pack, count, energy, wrong, missing + 0 * energy)
        at = at._replace(
            capacity=at.capacity * (1 + energy), coating=at.coating * (1 + wrong / 2),
            thickness=_thickness(at, missing, repeat, way),
        )  # fmt: skip
        del found  # whose memory the next round takes, while it is in cache


def _largest(*residuals: Any) -> float:
    return max(float(np.max(np.abs(residual))) for residual in residuals)


def _thickness(at: _State, missing: Any, repeat: Repeat, way: Way) -> Any:
    """Return the next thickness: a step in it moves the number of layers by the share of it that layers take."""
    if at.layers is None:
        return at.thickness
    layered = 1 - (2 * way.parts.pouch.pouch_thickness + repeat.negative_foil) / at.thickness
    return at.thickness * (1 + missing * layered)
