"""The steps of a plant: labour, capital and floor area, each scaled by what the step handles."""

from typing import Any, NamedTuple

from ....ground.arrays import namespace, product, together, total
from ....ground.door import door
from ....ground.quantities import Area, Capacity, Hours, Money, PositiveCount
from .parts import Throughput
from .powers import Powers

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


def _terms(steps: tuple[Step, ...]) -> tuple[tuple[Any, ...], ...]:
    """Return base values with all that scales them: steps that scale alike are scaled once, driver by driver."""
    found: dict[tuple[str, float], dict[tuple[Any, ...], float]] = {}
    for s in steps:
        factors = (s.factor if s.factor in _MOVES[kind] else "" for kind in range(3))
        bases = (s.labour, s.capital, s.area)
        powers, days = (s.labour_power, s.capital_power, s.area_power), (False, s.days_capital, s.days_area)
        for kind, (base, power, by_days, factor) in enumerate(zip(bases, powers, days, factors)):
            if base:
                scale, place = (s.driver, power), (by_days, factor, kind, s.level)
                alike = found.setdefault(scale, {})
                alike[place] = alike.get(place, 0.0) + base
    return tuple((*scale, tuple(alike.items())) for scale, alike in sorted(found.items()))


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


def _powers(t: Throughput, single_cell_capacity: Any, table: StepTable, xp: Any) -> Powers:
    """Return what each driver handles over its base, ready to be raised."""
    base = table.base
    ratios = {name: value / base[name] for name, value in t._asdict().items() if name in base}
    ratios["electrode_area"] = (t.positive_electrode_area + t.negative_electrode_area) / base["electrode_area"]
    ratios = {"solvent_mass": t.solvent_mass, "water_mass": t.water_mass} | ratios
    ratios["single_cell_capacity"] = single_cell_capacity / table.further["base_capacity"]
    return Powers(ratios, xp)


def _power(driver: str, exponent: float, powers: Powers) -> Any:
    """Return what a driver makes of a step's base."""
    if not exponent:
        return 1.0
    if driver == "dry_room":  # the larger of two ratios, whose powers are at hand
        larger = powers.xp.maximum if exponent > 0 else powers.xp.minimum
        return larger(powers.of("produced_cells", exponent), powers.of("electrode_area", exponent))
    return powers.of(driver, exponent)


def _dried(names: tuple[str, str, str], t: Throughput, table: StepTable, powers: Powers) -> Any:
    """Return what drying adds to a coater; a dry line has nothing to evaporate and multipliers of its own."""
    liquid, area, quoted = names
    mass, power = getattr(t, liquid), table.further["solvent_power"]
    base = table.base.get(liquid, 1.0) / (table.further[quoted] * table.base[area])
    grown = base**power * powers.of(liquid, power) / powers.of(area, power)
    if not hasattr(mass, "dtype"):
        return grown if mass > 0 else 1.0
    return powers.xp.where(mass > 0, grown, 1.0)


def _factors(t: Throughput, single_cell_capacity: Any, modules: Any, table: StepTable, powers: Powers) -> Any:
    """Return what multiplies (labour, capital, area) of steps that more than a driver moves."""
    f, one = table.further, 1.0
    positive = _dried(("solvent_mass", "positive_electrode_area", "positive_solvent"), t, table, powers)
    negative = _dried(("water_mass", "negative_electrode_area", "negative_solvent"), t, table, powers)
    stack, form = (
        powers.of("single_cell_capacity", f["stack_power"]),
        powers.of("single_cell_capacity", f["formation_power"]),
    )
    large = powers.xp.where(single_cell_capacity > f["large_capacity"], f["large_surcharge"] * form, form)
    pack = (modules / f["base_modules"]) ** f["pack_power"]
    return {
        "": (one, one, one), "positive": (one, positive, one), "negative": (one, negative, one),
        "stack": (stack, stack, one), "formation": (form, large, form), "pack": (pack, pack, one),
    }  # fmt: skip


def _sums(table: StepTable, powers: Powers, factors: Any, days: Any) -> dict[str, Any]:
    """Return (labour, capital, area) by level."""
    numbers: dict[tuple[str, int], Any] = {}
    arrays: dict[tuple[str, int], Any] = {}
    for driver, exponent, alike in table.terms:
        power = _power(driver, exponent, powers)
        for (by_days, factor, kind, level), base in alike:
            term = product(base, days if by_days else 1.0, power, factors[factor][kind])
            sums, place = numbers if isinstance(term, float) else arrays, (level, kind)
            sums[place] = sums[place] + term if place in sums else term
    places = dict.fromkeys((*numbers, *arrays))
    found = {place: total(numbers.get(place, 0.0), arrays.get(place, 0.0)) for place in places}
    return {level: tuple(found.get((level, kind), 0.0) for kind in range(3)) for level, _ in places}


def _shares(by: dict[str, Any]) -> Plant:
    """Return totals, what belongs to cells, and what belongs to cells and modules together."""
    none = (0.0, 0.0, 0.0)
    cell, module, pack, thirds, floor = (by.get(key, none) for key in ("cell", "module", "pack", "thirds", "floor"))
    third = tuple(value / 3 for value in thirds)
    cells = tuple(map(total, cell, third))
    modules = tuple(map(total, cells, module, third))
    whole = tuple(map(total, modules, pack, third))
    area = total(whole[2], floor[2])
    shared = (_floor(part, floor, part[2] / area) for part in (cells, modules))
    return Plant._make(together(*map(total, whole, floor), *(value for part in shared for value in part)))


def _floor(part: tuple[Any, ...], floor: tuple[Any, ...], share: Any) -> tuple[Any, ...]:
    """Return labour, capital and area with a share of what goes by floor area."""
    return tuple(total(value, product(more, share)) for value, more in zip(part, floor))


@door
def plant_of_steps(
    single_cell_capacity: Capacity, modules_per_pack: PositiveCount, working_days: PositiveCount, *,
    throughput: Throughput, steps: StepTable,
) -> Plant:  # fmt: skip
    r"""Labour, capital and floor area of a plant, step by step.

    .. math:: L = \sum_s L_{0,s} r_s^{p_s} k_s, \quad r_s = \text{what step } s \text{ handles over its base}

    Parameters
    ----------
    single_cell_capacity : quantity, any shape [A h]
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

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input:
    baseline plant and its exponents.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs, plants
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice(), money="USD_2022")
    >>> print(round(study.run("plant_labour").plant_labour.m_as("h")))
    3499226
    """
    xp = namespace(single_cell_capacity, modules_per_pack, working_days, *throughput)
    powers = _powers(throughput, single_cell_capacity, steps, xp)
    factors = _factors(throughput, single_cell_capacity, modules_per_pack, steps, powers)
    return _shares(_sums(steps, powers, factors, steps.further["base_days"] / working_days))
