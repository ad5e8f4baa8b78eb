"""The reference design from its inputs alone: capacity, coating and thickness that satisfy energy, rate and layers."""

from typing import Any, NamedTuple

import numpy as np

from ...ground.door import plain_record
from ...models.battery.reference.duty import Duty
from ...models.battery.reference.shapes import Repeat
from ...models.battery.stack import insertion_pair
from ...presets.reference import reference
from .chain import PackDesign, Way, kernels, pack_of


class Solved(NamedTuple):
    """A design that holds together, and how closely: residuals relative, layers absolute."""

    design: PackDesign
    rounds: int
    energy_residual: Any
    coating_residual: Any
    layer_residual: Any


ROUNDS = 400
CLOSE = 1e-10


def solve_reference(
    charging_time: Any, *, cell_thickness: Any = None, target_thickness: float = 0.02, way: Way | None = None,
    sides: dict[str, Any] | None = None, duty: Duty | None = None, rounds: int = ROUNDS,
) -> Solved:  # fmt: skip
    """Find capacity, coating and (where none is given) cell thickness of the reference design.

    Parameters
    ----------
    charging_time : quantity, any shape [h]
        Time to charge 80 % of the capacity.
    cell_thickness : quantity, broadcast [m]
        Keeps the thickness where it is; else it moves until the number of layers is whole.
    target_thickness : float
        Thickness in metres that the whole number of layers should come closest to.
    way, sides, duty
        Another layout, electrode pair or duty than the reference's.
    rounds : int
        Most rounds of damped steps.

    Returns
    -------
    Solved
        On plain arrays in house units.
    """
    way = way or kernels()
    duty = plain_record(duty or reference().duty(charging_time))
    sides = {name: plain_record(side) for name, side in (sides or reference().sides()).items()}
    given = None if cell_thickness is None else cell_thickness.m_as("m")
    return _walk(way, sides, duty, given, target_thickness, rounds)


def _walk(way: Way, sides: dict[str, Any], duty: Duty, given: Any, target: float, rounds: int) -> Solved:
    one = 0 * (duty.charging_time + (0 if given is None else given)) + 1.0
    capacity = duty.rated_energy / (duty.cells_in_series * duty.cells_in_parallel * duty.mean_ocv) * one
    coating, thickness, layers = duty.thickest_coating / 2 * one, (target if given is None else given) * one, None
    volumetric = _charge_per_volume(sides)
    for count in range(1, rounds + 1):
        repeat: Repeat = insertion_pair.kernel(volumetric * coating, **sides)
        found = pack_of(way, repeat, duty, capacity, thickness)
        energy = duty.rated_energy / found.discharge.pack_energy - 1
        wrong = found.limits.chosen_coating / coating - 1
        settled = given is not None or float(np.max(np.abs(wrong))) < 1e-4
        if given is None and settled and layers is None:
            layers = np.round(found.cell.layer_count)
        missing = 0 * one if layers is None else layers / found.cell.layer_count - 1
        close = max(float(np.max(np.abs(x))) for x in (energy, wrong, missing)) < CLOSE
        if settled and close:
            break
        capacity, coating = capacity * (1 + energy), coating * (1 + wrong / 2)
        thickness = thickness * (1 + missing * _solid_share(found, way))
    return Solved(found, count, energy, wrong, missing)


def _charge_per_volume(sides: dict[str, Any]) -> Any:
    p = sides["positive"]
    return p.positive_active_capacity * p.positive_active_share * p.positive_coating_density


def _solid_share(found: PackDesign, way: Way) -> Any:
    """Return how much of the thickness the layers take, so that a step in it moves their number by as much."""
    return 1 - (2 * way.parts.pouch.pouch_thickness + found.repeat.negative_foil) / found.cell_thickness
