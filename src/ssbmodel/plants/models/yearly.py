"""What a plant handles in a counted year, and what tables of steps and parts make of it in a study's money."""

from typing import NamedTuple

from ...ground.door import door
from ...ground.quantities import Capacity, Energy, Money, PositiveCount, PositiveEnergy, PositiveShare
from ...models.economics.plant.bill import Bill
from ...models.economics.plant.parts import CellAmounts, Throughput
from ...models.economics.plant.purchased import BoughtParts, ItemCost, ItemTable, purchased_parts
from ...models.economics.plant.steps import Plant, StepTable, plant_of_steps


class PackCounts(NamedTuple):
    """How many cells, modules and rows a pack has."""

    cells_in_series: PositiveCount
    cells_in_parallel: PositiveCount
    modules_per_pack: PositiveCount
    row_count: PositiveCount


@door
def pack_rate(made_energy: Energy, rated_energy: PositiveEnergy) -> PositiveCount:
    r"""Packs that a plant makes in a counted year.

    .. math:: N = E_a / E

    Parameters
    ----------
    made_energy : quantity, any shape [Wh]
        Rated energy :math:`E_a` of all packs made in a counted year.
    rated_energy : quantity, broadcast [Wh]
        Rated energy :math:`E` of one pack.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(pack_rate(Q(4, "GWh"), Q(100, "kWh")).magnitude)
    40000.0
    """
    return made_energy / rated_energy


@door
def yearly_throughput(
    pack_rate: PositiveCount, rated_energy: Energy, cell_yield: PositiveShare, *, counts: PackCounts,
    amounts: CellAmounts, bill: Bill,
) -> Throughput:  # fmt: skip
    r"""What a plant makes and handles in a counted year.

    .. math:: n = N n_s n_p, \quad n' = n / Y, \quad A = n' a, \quad m = n b

    Parameters
    ----------
    pack_rate : quantity, any shape [1]
        Packs :math:`N` made in a counted year.
    rated_energy : quantity, broadcast [Wh]
        Rated energy of one pack.
    cell_yield : quantity, broadcast, 0 to 1 [1]
        Share :math:`Y` of tested cells that is accepted.
    counts : PackCounts
        Cells in series :math:`n_s` and in parallel :math:`n_p`, modules and rows of a pack.
    amounts : CellAmounts
        What one cell holds, such as coated areas :math:`a`.
    bill : Bill
        What is bought for one accepted cell, :math:`b`.

    Returns
    -------
    Throughput, shape of the inputs broadcast
        Packs, rows, modules and cells [1]
        Electrode areas [m2]
        Masses [kg]
        Energy [Wh]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input:
    what the baseline manufacturing rates count.

    Examples
    --------
    >>> from ssbmodel.models.economics.plant.bill import Bill
    >>> from ssbmodel.models.economics.plant.parts import CellAmounts
    >>> from ssbmodel.plants.models.yearly import PackCounts
    >>> cell = CellAmounts(*[Q(0.2, "kg")] * 2, *[Q(1.5, "m2")] * 3, Q(0, "L"), *[Q(1, "m2")] * 2)
    >>> bought = Bill(*[Q(0.25, "kg")] * 8, *[Q(2, "m2")] * 3, Q(0, "L"))
    >>> year = yearly_throughput(Q(1000, ""), Q(100, "kWh"), Q(0.8, ""), amounts=cell, bill=bought,
    ...                          counts=PackCounts(Q(100, ""), Q(4, ""), Q(20, ""), Q(4, "")))
    >>> print(year.produced_cells.magnitude)
    500000.0
    """
    accepted = pack_rate * counts.cells_in_series * counts.cells_in_parallel
    produced = accepted / cell_yield
    return Throughput(
        pack_rate=pack_rate,
        row_rate=pack_rate * counts.row_count,
        module_rate=pack_rate * counts.modules_per_pack,
        accepted_cells=accepted,
        produced_cells=produced,
        positive_electrode_area=produced * amounts.coated_area,
        negative_electrode_area=produced * amounts.negative_area,
        positive_active_mass=accepted * bill.positive_active_bought,
        negative_active_mass=accepted * bill.negative_active_bought,
        solvent_mass=accepted * bill.solvent_bought,
        water_mass=accepted * bill.water_bought,
        made_energy=pack_rate * rated_energy,
    )


@door
def priced_parts(
    cell_yield: PositiveShare, table_money: Money, *, parts: BoughtParts, throughput: Throughput, item_table: ItemTable
) -> ItemCost:
    r"""What the purchased parts of one pack cost, by a table whose money is one of many.

    .. math:: C = x \, C_0

    Parameters
    ----------
    cell_yield : quantity, any shape, 0 to 1 [1]
        Share of the cells that are accepted.
    table_money : quantity, broadcast [money]
        One unit :math:`x` of the money that the table is in.
    parts : BoughtParts
        What the parts weigh and how many there are.
    throughput : Throughput
        How many a plant buys in a counted year.
    item_table : ItemTable
        Prices as plain numbers, and the numbers they were quoted for; together they make :math:`C_0`.

    Returns
    -------
    ItemCost, shape of the inputs broadcast
        Parts of cells, modules and pack, and their sum [money]

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    See :func:`ssbmodel.models.economics.plant.purchased.purchased_parts`, whose table says its own money.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input,
    as in :func:`ssbmodel.models.economics.plant.purchased.purchased_parts`.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs, plants
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice())
    >>> print(round(study.replace(table_money="1 CNY_2025").run("purchased_cost").purchased_cost.m_as("CNY_2025"), 1))
    1489.6
    """
    found = purchased_parts.kernel(parts=parts, throughput=throughput, items=item_table, cell_yield=cell_yield)
    return ItemCost._make(table_money * cost for cost in found)


@door
def priced_plant(
    single_cell_capacity: Capacity, modules_per_pack: PositiveCount, working_days: PositiveCount, table_money: Money, *,
    throughput: Throughput, step_table: StepTable,
) -> Plant:  # fmt: skip
    r"""Labour, capital and floor area of a plant, by a table whose money is one of many.

    .. math:: K = x \, K_0

    Parameters
    ----------
    single_cell_capacity : quantity, any shape [A h]
        Charge of one cell, which moves stacking and formation.
    modules_per_pack : quantity, broadcast [1]
        Modules that are joined to a pack.
    working_days : quantity, broadcast [1]
        Days of a counted year on which the plant runs.
    table_money : quantity, broadcast [money]
        One unit :math:`x` of the money that the table is in.
    throughput : Throughput
        What the plant makes and handles in a counted year.
    step_table : StepTable
        Labour, capital as plain numbers, and area of each step at its base; together they make :math:`K_0`.

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

    Notes
    -----
    See :func:`ssbmodel.models.economics.plant.steps.plant_of_steps`, whose table says its own money.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input,
    as in :func:`ssbmodel.models.economics.plant.steps.plant_of_steps`.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs, plants
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice())
    >>> print(round(study.run("plant_labour").plant_labour.m_as("h")))
    3499226
    """
    made = plant_of_steps.kernel(
        single_cell_capacity, modules_per_pack, working_days, throughput=throughput, steps=step_table
    )
    return made._replace(
        plant_capital=table_money * made.plant_capital,
        cell_capital=table_money * made.cell_capital,
        module_capital=table_money * made.module_capital,
    )
