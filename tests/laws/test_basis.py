"""What ordinary units cannot see: rated and usable energy, cell and pack, the cold and the reference.

Every kernel runs in a registry in which the basis units of the nomenclature are dimensions of their own, and must give
the basis of the row that bears its name. Errors that ordinary units let pass are seeded, and must be caught.
"""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pint
import pytest

from ssbmodel import Q
from ssbmodel.ground.nomenclature import TERMS, basis_powers

from .doors import DOORS, Function, each_door, parts, results

Make = Callable[[str], Any]  # from a name of the nomenclature to one of its unit


def _registry() -> Any:
    registry: Any = pint.UnitRegistry(None)
    for name in sorted({part for term in TERMS.values() for part in basis_powers(term.basis)}):
        registry.define(f"{name} = [{name}]")
    return registry


BASES = _registry()


def basis(name: str) -> Any:
    """Return one of a name's basis unit, each basis being a dimension of its own."""
    one = BASES.Quantity(1.0, "")
    for part, power in basis_powers(TERMS[name].basis).items():
        one = one * BASES.Quantity(1.0, part) ** power
    return one


def ordinary(name: str) -> Any:
    """Return one of a name's ordinary unit."""
    return Q(1, TERMS[name].unit.replace("money", "CNY_2025"))


def fits(kernel: Callable[..., Any], function: Function, make: Make) -> bool:
    """Return whether a kernel, fed in these units, gives the unit of each of the function's results."""
    arguments = {name: 0.5 * make(name) for name in inspect.signature(kernel).parameters}
    try:
        answer = parts(function, kernel(**arguments))
    except pint.DimensionalityError:
        return False
    return all(getattr(answer[name], "dimensionality", {}) == make(name).dimensionality for name in results(function))


@each_door
def test_a_function_gives_the_basis_of_the_row_that_bears_its_name(function: Function) -> None:
    assert fits(function.kernel, function, basis)


@pytest.mark.parametrize("name", TERMS)
def test_a_basis_is_a_finer_form_of_the_unit(name: str) -> None:
    known = {
        "Wh": "Wh",
        "km": "km",
        "kg": "kg",
        "L": "L",
        "m": "m",
        "V": "V",
        "h": "h",
        "K": "K",
        "money": "CNY_2025",
        "cell": "",
    }
    coarse = Q(1, "")
    for part, power in basis_powers(TERMS[name].basis).items():
        coarse = coarse * Q(1, known[part.partition("_")[0]]) ** power
    assert coarse.check(ordinary(name).dimensionality)


@pytest.mark.parametrize(
    ("one", "all_of_a_pack"),
    [
        ("single_cell_mass", "cells_mass"),
        ("single_cell_volume", "cells_volume"),
        ("single_cell_energy", "rated_energy"),
    ],
)
def test_one_cell_times_their_number_is_all_cells_and_neither_is_a_pack(one: str, all_of_a_pack: str) -> None:
    count = basis("cells_in_series") * basis("cells_in_parallel")
    assert (basis(one) * count).dimensionality == basis(all_of_a_pack).dimensionality
    masses = {
        name: basis(name).dimensionality for name in ("single_cell_mass", "cells_mass", "module_mass", "pack_mass")
    }
    assert len({str(dimensions) for dimensions in masses.values()}) == len(masses)


def test_a_name_without_a_row_fails() -> None:
    with pytest.raises(KeyError, match="gravimetric_energy"):
        fits(lambda rated_energy, gravimetric_energy: rated_energy / gravimetric_energy, DOORS["cells_mass"], basis)


def _learning(start_cost: Any, learning_rate: Any, experience: Any, rated_energy: Any, floor: Any) -> Any:
    return floor + (start_cost - floor) * (1 - learning_rate) ** np.log2(1 + rated_energy / experience)


# function, what is wrong, and a kernel with that error: ordinary units let each of them pass
MUTANTS: list[tuple[str, str, Callable[..., Any]]] = [
    ("cells_mass", "pack hardware counted in", lambda rated_energy, cell_specific_energy, cell_to_pack_mass_ratio:
        rated_energy / cell_specific_energy / cell_to_pack_mass_ratio),
    ("cells_mass", "usable for rated", lambda usable_energy, cell_specific_energy:
        usable_energy / cell_specific_energy),
    ("cells_mass", "one cell for all", lambda single_cell_mass: single_cell_mass),
    ("cells_mass", "pack for cells", lambda pack_mass: pack_mass),
    ("cells_mass", "strings of one cell", lambda single_cell_mass, cells_in_series: single_cell_mass * cells_in_series),
    ("cells_volume", "one cell for all", lambda single_cell_volume: single_cell_volume),
    ("cells_volume", "pack for cells", lambda pack_volume: pack_volume),
    ("cell_density", "one cell over all", lambda single_cell_mass, cells_volume: single_cell_mass / cells_volume),
    ("pack_mass", "one cell for all", lambda single_cell_mass, cell_to_pack_mass_ratio:
        single_cell_mass / cell_to_pack_mass_ratio),
    ("pack_mass", "cells for pack", lambda cells_mass: cells_mass),
    ("pack_mass", "a module for the pack", lambda module_mass: module_mass),
    ("pack_volume", "cells for pack", lambda cells_volume: cells_volume),
    ("pack_loss", "one cell with the current of all", lambda charging_power, cell_resistance, cell_voltage:
        (charging_power / cell_voltage) ** 2 * cell_resistance),
    ("pack_loss", "strings side by side forgotten",
        lambda charging_power, cell_resistance, cell_voltage, cells_in_series:
        (charging_power / (cells_in_series * cell_voltage)) ** 2 * cell_resistance * cells_in_series),
    ("cell_density", "pack for cell", lambda pack_mass, pack_volume: pack_mass / pack_volume),
    ("pack_mass", "ratio inverted", lambda rated_energy, cell_specific_energy, cell_to_pack_mass_ratio:
        rated_energy * cell_to_pack_mass_ratio / cell_specific_energy),
    ("pack_mass", "ratio forgotten", lambda rated_energy, cell_specific_energy: rated_energy / cell_specific_energy),
    ("pack_volume", "mass ratio for volume ratio", lambda rated_energy, cell_energy_density, cell_to_pack_mass_ratio:
        rated_energy / (cell_energy_density * cell_to_pack_mass_ratio)),
    ("usable_energy", "share inverted", lambda rated_energy, usable_share: rated_energy / usable_share),
    ("usable_energy", "retention for share", lambda rated_energy, capacity_retention:
        rated_energy * capacity_retention),
    ("driving_range", "rated for usable", lambda rated_energy, battery_consumption, capacity_retention:
        rated_energy * capacity_retention / battery_consumption),
    ("driving_range", "range retention for capacity retention",
        lambda usable_energy, battery_consumption, range_retention:
        usable_energy * range_retention / battery_consumption),
    ("driving_range", "share taken twice", lambda usable_energy, usable_share, battery_consumption:
        usable_energy * usable_share / battery_consumption),
    ("driving_range", "wall for battery", lambda usable_energy, wall_consumption, capacity_retention:
        usable_energy * capacity_retention / wall_consumption),
    ("wall_consumption", "loss taken off", lambda battery_consumption, charging_efficiency:
        battery_consumption * charging_efficiency),
    ("battery_consumption", "work without efficiency", lambda positive_work, trip_distance:
        positive_work / trip_distance),
    ("battery_consumption", "charging for traction", lambda positive_work, charging_efficiency, trip_distance:
        positive_work / (charging_efficiency * trip_distance)),
    ("cabin_power", "multiplied by the heat pump", lambda cabin_temperature, cabin_heat_loss, heating_cop:
        cabin_heat_loss * cabin_temperature * heating_cop),
    ("cable_loss", "cell for cable", lambda charging_current, cell_resistance:
        charging_current * charging_current * cell_resistance),
    ("energy_for_range", "range retention for capacity retention",
        lambda driving_range, battery_consumption, range_retention:
        driving_range * battery_consumption / range_retention),
    ("energy_for_range", "consumption in the cold", lambda driving_range, cold_consumption:
        driving_range * cold_consumption),
    ("range_retention", "multiplied", lambda capacity_retention, consumption_ratio:
        capacity_retention * consumption_ratio),
    ("range_retention", "capacity alone", lambda capacity_retention: capacity_retention),
    ("consumption_ratio", "heater over the reference speed",
        lambda battery_consumption, drive_ratio, heater_power, driving_range, charging_time:
        drive_ratio + heater_power * charging_time / (driving_range * battery_consumption)),
    ("consumption_ratio", "inverted", lambda battery_consumption, drive_ratio, heater_power, mean_speed:
        1 / (drive_ratio + heater_power / (mean_speed * battery_consumption))),
    ("air_density_ratio", "inverted", lambda reference_temperature, ambient_temperature:
        ambient_temperature / reference_temperature),
    ("mean_charging_power", "rated for usable", lambda rated_energy, charging_time: rated_energy / charging_time),
    ("charge_rate", "usable for rated", lambda charging_power, usable_energy: charging_power / usable_energy),
    ("charging_current", "cell voltage for pack voltage", lambda charging_power, cell_voltage:
        charging_power / cell_voltage),
    ("pack_cost", "usable for rated", lambda usable_energy, unit_cost: usable_energy * unit_cost),
    ("pack_cost", "usable share taken", lambda rated_energy, usable_share, unit_cost:
        rated_energy * usable_share * unit_cost),
    ("unit_cost", "usable for rated", lambda pack_cost, usable_energy: pack_cost / usable_energy),
    ("cost_after_learning", "capacity for output", _learning),
]  # fmt: skip


@pytest.mark.parametrize(("name", "mutant"), [(n, m) for n, _, m in MUTANTS], ids=[f"{n}: {w}" for n, w, _ in MUTANTS])
def test_an_error_that_ordinary_units_let_pass_is_caught(name: str, mutant: Callable[..., Any]) -> None:
    assert fits(mutant, DOORS[name], ordinary)
    assert not fits(mutant, DOORS[name], basis)
