"""The steps of a plant: labour, capital and floor area, each scaled by what the step handles."""

import math
from typing import Any, NamedTuple

from ....ground.arrays import namespace
from ....ground.door import door
from ....ground.quantities import Area, Capacity, Hours, Money, PositiveCount
from .parts import Throughput

_LEAST = 1e-300  # stands for nothing under a logarithm: every power of it that a step has is nothing


# What the further factors move: labour, capital, area.
_MOVES = (("stack", "formation", "pack"), ("positive", "negative", "stack", "formation", "pack"), ("formation",))


class Step(NamedTuple):
    """One step at its base rate, with the exponents it is scaled by and what else moves it."""

    name: str
    level: str  # cell, module, pack, or shared by thirds or by floor area
    driver: str
    labour: float
    labour_power: float
    capital: float
    capital_power: float
    area: float
    area_power: float
    days_capital: bool = False
    days_area: bool = False
    factor: str = ""


class StepTable:
    """The steps of a plant, what they handle at their base rate, and further scaling; capital in one money."""

    expected = "a table of steps, as ssbmodel.presets.cells.plants.step_table() gives it"

    def __init__(self, steps: tuple[Step, ...], base: dict[str, float], further: dict[str, float], money: str) -> None:
        self.steps, self.base, self.further, self.money = steps, base, further, money
        self.terms = _terms(steps)

    def changed(self, changes: dict[str, tuple[float, float, float]], *, more: tuple[Step, ...] = ()) -> "StepTable":
        """Return the table with labour, capital and area of named steps multiplied, and with further steps.

        A step whose multipliers are all 0 is gone.
        """
        return StepTable((*(_changed(step, changes.get(step.name)) for step in self.steps), *more), self.base,
                         self.further, self.money)  # fmt: skip


def _terms(steps: tuple[Step, ...]) -> dict[tuple[Any, ...], float]:
    """Return base values by all that scales them, so that steps that scale alike are scaled once."""
    found: dict[tuple[Any, ...], float] = {}
    for s in steps:
        factors = (s.factor if s.factor in _MOVES[kind] else "" for kind in range(3))
        bases = (s.labour, s.capital, s.area)
        powers, days = (s.labour_power, s.capital_power, s.area_power), (False, s.days_capital, s.days_area)
        for kind, (base, power, by_days, factor) in enumerate(zip(bases, powers, days, factors)):
            if base:
                key = s.level, kind, s.driver, power, factor, by_days
                found[key] = found.get(key, 0.0) + base
    return found


def _changed(step: Step, by: tuple[float, float, float] | None) -> Step:
    if by is None:
        return step
    return step._replace(labour=step.labour * by[0], capital=step.capital * by[1], area=step.area * by[2])


class Plant(NamedTuple):
    """Labour, capital and floor area of a plant; cell and module shares lie within the totals."""

    plant_labour: Hours
    plant_capital: Money
    plant_area: Area
    cell_labour: Hours
    cell_capital: Money
    cell_floor: Area
    module_labour: Hours
    module_capital: Money
    module_floor: Area


def _ratios(throughput: Throughput, table: StepTable, xp: Any) -> dict[str, Any]:
    """Return what each driver handles over its base."""
    base, t = table.base, throughput
    found = {name: value / base[name] for name, value in throughput._asdict().items() if name in base}
    both = t.positive_electrode_area + t.negative_electrode_area
    found["electrode_area"] = both / base["electrode_area"]
    found["dry_room"] = xp.maximum(found["produced_cells"], found["electrode_area"])
    return found


def _dried(mass: Any, area: Any, base: float, power: float, xp: Any) -> Any:
    """Return what drying adds to a coater; a dry line has nothing to evaporate and multipliers of its own."""
    share = mass / (base * area)
    return xp.where(share > 0, _power(share, power, xp), 1 + 0 * share)


def _power(ratio: Any, power: float, xp: Any) -> Any:
    # several times faster than ** on arrays, and as exact as a power law is
    grown = power * _log(ratio, xp)
    return xp.exp(grown) if hasattr(grown, "dtype") else math.exp(grown)


def _factors(t: Throughput, cell_capacity: Any, modules: Any, table: StepTable, xp: Any) -> dict[str, Any]:
    """Return what multiplies (labour, capital, area) of steps that more than a driver moves."""
    f, one = table.further, 1.0
    positive = _dried(t.solvent_mass, t.positive_electrode_area, f["positive_solvent"], f["solvent_power"], xp)
    negative = _dried(t.water_mass, t.negative_electrode_area, f["negative_solvent"], f["solvent_power"], xp)
    stack = _power(cell_capacity / f["base_capacity"], f["stack_power"], xp)
    form = _power(cell_capacity / f["base_capacity"], f["formation_power"], xp)
    large = xp.where(cell_capacity > f["large_capacity"], f["large_surcharge"] + 0 * form, 1 + 0 * form)
    pack = (modules / f["base_modules"]) ** f["pack_power"]
    return {
        "": (one, one, one), "positive": (one, positive, one), "negative": (one, negative, one),
        "stack": (stack, stack, one), "formation": (form, form * large, form), "pack": (pack, pack, one),
    }  # fmt: skip


def _log(ratio: Any, xp: Any) -> Any:
    """Return the logarithm; of nothing, such as no solvent, one so low that every power of it is nothing."""
    if hasattr(ratio, "dtype"):
        return xp.log(xp.maximum(ratio, _LEAST + 0 * ratio))
    return math.log(max(ratio, _LEAST))


def _scaled(ratios: dict[str, Any], xp: Any) -> Any:
    """Return ratio ** power by driver, each worked out once."""
    logs = {name: _log(ratio, xp) for name, ratio in ratios.items()}
    known: dict[tuple[str, float], Any] = {}

    def power(driver: str, exponent: float) -> Any:
        key = driver, exponent
        if key not in known:
            grown = exponent * logs[driver]
            known[key] = xp.exp(grown) if hasattr(grown, "dtype") else math.exp(grown)
        return known[key]

    return power


def _sums(table: StepTable, power: Any, factors: dict[str, Any], days: Any) -> dict[str, Any]:
    """Return (labour, capital, area) by level."""
    found: dict[str, list[Any]] = {}
    for (level, kind, driver, exponent, factor, by_days), base in table.terms.items():
        term = base * power(driver, exponent) if exponent else base
        term = term * (days if by_days else 1.0) * factors[factor][kind]
        part = found.setdefault(level, [0.0, 0.0, 0.0])
        part[kind] = part[kind] + term
    return {key: tuple(values) for key, values in found.items()}


def _shares(by: dict[str, Any]) -> Plant:
    """Return totals, what belongs to cells, and what belongs to cells and modules together."""
    none = (0.0, 0.0, 0.0)
    cell, module, pack, thirds, floor = (by.get(key, none) for key in ("cell", "module", "pack", "thirds", "floor"))
    third = tuple(value / 3 for value in thirds)
    cells = tuple(a + b for a, b in zip(cell, third))
    modules = tuple(a + b + c for a, b, c in zip(cells, module, third))
    whole = tuple(a + b + c for a, b, c in zip(modules, pack, third))
    area = whole[2] + floor[2]
    cells, modules = (tuple(v + f * part[2] / area for v, f in zip(part, floor)) for part in (cells, modules))
    whole = tuple(a + b for a, b in zip(whole, floor))
    spread = 0 * (whole[0] + whole[1] + whole[2])
    return Plant(*(value + spread for part in (whole, cells, modules) for value in part))


@door
def plant_of_steps(
    cell_capacity: Capacity, modules_per_pack: PositiveCount, working_days: PositiveCount, *, throughput: Throughput,
    steps: StepTable,
) -> Plant:  # fmt: skip
    r"""Labour, capital and floor area of a plant, step by step.

    .. math:: L = \sum_s L_{0,s} r_s^{p_s} k_s, \quad r_s = \text{what step } s \text{ handles over its base}

    Parameters
    ----------
    cell_capacity : quantity, any shape [A h]
        Charge of one cell, which moves stacking and formation.
    modules_per_pack : quantity, broadcast [1]
        Modules that are joined to a pack.
    working_days : quantity, broadcast [1]
        Days of a counted year on which the plant runs.
    throughput : Throughput
        What the plant makes and handles in a counted year.
    steps : StepTable
        Labour, capital and area of each step at its base.

    Returns
    -------
    Plant, shape of the inputs broadcast
        Labour [h]
        Capital [money]
        Floor area [m2]
        Of all, of cells, of cells and modules.

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Examples
    --------
    >>> from ssbmodel.study.cells.chain import reference_price
    >>> found = reference_price(Q(60, "min"), Q(68.179107, "Ah"), Q(120, "um"), Q(20.1109178, "mm"))
    >>> print(round(found.plant.plant_labour.m_as("h")))
    3499226
    """
    xp = namespace(cell_capacity, throughput.positive_electrode_area)
    power = _scaled(_ratios(throughput, steps, xp), xp)
    factors = _factors(throughput, cell_capacity, modules_per_pack, steps, xp)
    return _shares(_sums(steps, power, factors, steps.further["base_days"] / working_days))
