"""From labour, capital and materials to the price of a pack, and from a price to what is left after credits."""

from typing import Any, NamedTuple

from ....ground.arrays import namespace, together, total
from ....ground.door import door
from ....ground.quantities import AreaPrice, HourPrice, Money, PositiveCount, Share, UnitCost
from .steps import Plant


class Rates(NamedTuple):
    """Wage, building price and the shares by which a plant's accounts add up."""

    wage: HourPrice
    building_price: AreaPrice
    capital_depreciation: Share
    building_depreciation: Share
    labour_overhead: Share
    depreciation_overhead: Share
    labour_administration: Share
    depreciation_administration: Share
    depreciation_research: Share
    material_launch: Share
    labour_launch: Share
    working_capital: Share
    profit_share: Share
    warranty_share: Share


class PackPrice(NamedTuple):
    """A pack's price by cost line; the lines sum to ``pack_price``. Cell and module level carry no profit."""

    material_line: Money
    purchased_line: Money
    electronics_line: Money
    labour_line: Money
    overhead_line: Money
    administration_line: Money
    research_line: Money
    depreciation_line: Money
    profit_line: Money
    warranty_line: Money
    pack_price: Money
    cell_level_cost: Money
    module_level_cost: Money


class Bought(NamedTuple):
    """What is bought for one pack, by level."""

    material_per_pack: Money
    cell_items_cost: Money
    module_items_cost: Money
    pack_items_cost: Money
    electronics_cost: Money


class _Made(NamedTuple):
    """What making adds to what is bought."""

    labour: Money
    overhead: Money
    administration: Money
    research: Money
    depreciation: Money


def _made(labour_hours: Any, capital: Any, area: Any, packs: Any, r: Rates) -> _Made:
    labour = r.wage / packs * labour_hours
    building = r.building_depreciation * r.building_price / packs
    depreciation = r.capital_depreciation / packs * capital + building * area
    overhead = r.labour_overhead * labour + r.depreciation_overhead * depreciation
    administration = r.labour_administration * (labour + overhead) + r.depreciation_administration * depreciation
    return _Made(labour, overhead, administration, r.depreciation_research * depreciation, depreciation)


def _level(labour_hours: Any, capital: Any, area: Any, packs: Any, r: Rates) -> Any:
    """Return what making adds on one level, all lines together: so much for an hour, for capital and for an area."""
    hour, money, floor = (total(*_made(*one, packs, r)) for one in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    return hour * labour_hours + money * capital + floor * area


@door
def pack_price(*, bought: Bought, plant: Plant, pack_rate: PositiveCount, rates: Rates) -> PackPrice:
    r"""Price of a pack from a plant, cost line by cost line.

    .. math:: P = (V + F + \pi I)(1 + \omega)

    Parameters
    ----------
    bought : Bought
        Materials, purchased parts and electronics of one pack.
    plant : Plant
        Labour, capital and floor area of the plant.
    pack_rate : quantity, any shape [1]
        Packs made in a counted year.
    rates : Rates
        Wage, price of buildings, and shares for overhead, depreciation, launch, profit and warranty.

    Returns
    -------
    PackPrice, shape of the inputs broadcast
        Lines and their sum, and the cost of cells and of modules, which carry neither profit nor warranty [money]

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    Subsidies and production credits stay outside: see :func:`credit_per_energy`.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input:
    rates of overhead, depreciation, profit and warranty.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs, plants
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice(), money="USD_2022")
    >>> print(round(study.run("base_pack_price").base_pack_price.m_as("USD_2022"), 1))
    11009.1
    """
    b, r = bought, rates
    items = b.cell_items_cost + b.module_items_cost + b.pack_items_cost
    inputs = b.material_per_pack + items + b.electronics_cost
    made = _made(plant.plant_labour, plant.plant_capital, plant.plant_area, pack_rate, r)
    cells = _level(plant.cell_labour, plant.cell_capital, plant.cell_floor, pack_rate, r)
    modules = _level(plant.module_labour, plant.module_capital, plant.module_floor, pack_rate, r)
    run = made.labour + made.overhead
    variable = inputs + run
    invested = plant.plant_capital + r.building_price * plant.plant_area
    started = (r.material_launch + r.working_capital) * inputs + (r.labour_launch + r.working_capital) * run
    profit = r.profit_share / pack_rate * invested + r.profit_share * started
    cost = variable + made.administration + made.research + made.depreciation + profit
    warranty = r.warranty_share * cost
    lines = together(profit, b.material_per_pack, items, b.electronics_cost)[1:]
    bought_for_cells = b.material_per_pack + b.cell_items_cost
    levels = bought_for_cells + cells, bought_for_cells + b.module_items_cost + modules
    return PackPrice._make((*lines, *made, profit, warranty, cost + warranty, *levels))


@door
def credit_per_energy(
    cell_credit: UnitCost, module_credit: UnitCost, active_credit: Share, active_cost: UnitCost, phase: Share
) -> UnitCost:
    r"""What a production credit pays per energy; the cost itself stays as it is.

    .. math:: s = (a_c + a_m + a_x C_x) \, f

    Parameters
    ----------
    cell_credit : quantity, any shape [money/Wh]
        Credit :math:`a_c` for each energy of cells.
    module_credit : quantity, broadcast [money/Wh]
        Credit :math:`a_m` for each energy of modules.
    active_credit : quantity, broadcast, 0 to 1 [1]
        Share :math:`a_x` of the cost of electrode active materials that is paid back.
    active_cost : quantity, broadcast [money/Wh]
        Cost :math:`C_x` of these materials.
    phase : quantity, broadcast, 0 to 1 [1]
        Share :math:`f` of the credit that still holds in a year.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    26 U.S.C. 45X(b): battery cells and modules by their capacity, electrode active materials by their cost, with a
    phase-out. Later law changed its terms: amounts and phase are inputs.

    Examples
    --------
    >>> credit_per_energy(Q(35, "USD_2022/kWh"), Q(10, "USD_2022/kWh"), Q(0.1, ""), Q(40, "USD_2022/kWh"), Q(0.5, ""))
    <Quantity(0.0245, 'USD_2022 / watt_hour')>
    """
    return (cell_credit + module_credit + active_credit * active_cost) * phase


@door
def cost_after_credit(unit_cost: UnitCost, credit_per_energy: UnitCost) -> UnitCost:
    r"""What is left of a cost after a credit, never below nothing.

    .. math:: c' = \max(c - s, 0)

    Parameters
    ----------
    unit_cost : quantity, any shape [money/Wh]
        Cost :math:`c` per rated energy.
    credit_per_energy : quantity, broadcast [money/Wh]
        Credit :math:`s` per rated energy.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition; the bound at nothing is ours.

    Examples
    --------
    >>> cost_after_credit(Q(0.11, "USD_2022/Wh"), Q(0.045, "USD_2022/Wh"))
    <Quantity(0.065, 'USD_2022 / watt_hour')>
    """
    xp = namespace(unit_cost, credit_per_energy)
    left = unit_cost - credit_per_energy
    return xp.maximum(left, 0 * left)
