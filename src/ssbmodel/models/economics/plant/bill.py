"""What a cell takes of every material, with what is lost on the way, and what that costs."""

from typing import NamedTuple

from ....ground.arrays import product, together, total
from ....ground.door import door
from ....ground.quantities import (
    Area,
    AreaPrice,
    Mass,
    MassPrice,
    Money,
    OuterVolume,
    PositiveShare,
    Ratio,
    Share,
    VolumePrice,
)
from .parts import CellAmounts


class Recipe(NamedTuple):
    """Weight shares of both coatings; what is left of a coating is not bought here."""

    positive_active_share: Share
    positive_electrolyte_share: Share
    positive_carbon_share: Share
    positive_binder_share: Share
    negative_active_share: Share
    negative_electrolyte_share: Share
    negative_carbon_share: Share
    negative_binder_share: Share


class Yields(NamedTuple):
    """Shares of what is bought that end in an accepted cell."""

    electrode_yield: PositiveShare
    foil_yield: PositiveShare
    separator_yield: PositiveShare
    liquid_yield: PositiveShare
    cell_yield: PositiveShare


class Solvents(NamedTuple):
    """Solvent and water per binder, and what is paid of the evaporated solvent."""

    solvent_per_binder: Ratio
    water_per_binder: Ratio


class Prices(NamedTuple):
    """Prices of what a cell is made of."""

    positive_active_price: MassPrice
    negative_active_price: MassPrice
    solid_electrolyte_price: MassPrice
    carbon_price: MassPrice
    positive_binder_price: MassPrice
    negative_binder_price: MassPrice
    solvent_price: MassPrice
    positive_foil_price: AreaPrice
    negative_foil_price: AreaPrice
    separator_price: AreaPrice
    liquid_price: VolumePrice


class Bill(NamedTuple):
    """What is bought for one accepted cell."""

    positive_active_bought: Mass
    negative_active_bought: Mass
    solid_electrolyte_bought: Mass
    carbon_bought: Mass
    positive_binder_bought: Mass
    negative_binder_bought: Mass
    solvent_bought: Mass
    water_bought: Mass
    positive_foil_bought: Area
    negative_foil_bought: Area
    separator_bought: Area
    liquid_bought: OuterVolume


class MaterialCost(NamedTuple):
    """What the materials of one accepted cell cost; the parts sum to ``cell_material_cost``."""

    positive_active_cost: Money
    negative_active_cost: Money
    solid_electrolyte_cost: Money
    carbon_cost: Money
    binder_cost: Money
    solvent_cost: Money
    positive_foil_cost: Money
    negative_foil_cost: Money
    separator_cost: Money
    liquid_cost: Money
    cell_material_cost: Money


@door
def materials_bill(*, amounts: CellAmounts, recipe: Recipe, yields: Yields, solvents: Solvents) -> Bill:
    r"""What must be bought for one accepted cell.

    .. math:: b_i = m_i / (Y_i Y_c), \quad b_{NMP} = r_N b_{binder}

    Parameters
    ----------
    amounts : CellAmounts
        What one cell holds.
    recipe : Recipe
        Weight shares of both coatings.
    yields : Yields
        Shares of each material :math:`Y_i`, and of the cells :math:`Y_c`, that are not lost.
    solvents : Solvents
        Solvent and water per binder.

    Returns
    -------
    Bill, shape of the inputs broadcast
        Masses [kg]
        Areas [m2]
        Volume of liquid [m3]
        Per accepted cell.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input:
    yields of the steps and recovery of the solvent.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs, plants
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice(), money="USD_2022")
    >>> print(round(study.run("positive_active_bought").positive_active_bought.m_as("g"), 2))
    364.41
    """
    r, y = recipe, yields
    positive = amounts.positive_coating_mass / (y.electrode_yield * y.cell_yield)
    negative = amounts.negative_coating_mass / (y.electrode_yield * y.cell_yield)
    coatings = (
        product(positive, r.positive_active_share),
        product(negative, r.negative_active_share),
        total(product(positive, r.positive_electrolyte_share), product(negative, r.negative_electrolyte_share)),
        total(product(positive, r.positive_carbon_share), product(negative, r.negative_carbon_share)),
        product(positive, r.positive_binder_share),
        product(negative, r.negative_binder_share),
        product(positive, r.positive_binder_share, solvents.solvent_per_binder),
        product(negative, r.negative_binder_share, solvents.water_per_binder),
    )
    others = (
        amounts.positive_foil_area / (y.foil_yield * y.cell_yield),
        amounts.negative_foil_area / (y.foil_yield * y.cell_yield),
        amounts.separator_area / (y.separator_yield * y.cell_yield),
        amounts.liquid_volume / (y.liquid_yield * y.cell_yield),
    )
    return Bill._make((*together(*coatings), *others))


@door
def material_cost(*, bill: Bill, prices: Prices, paid_solvent: Share) -> MaterialCost:
    r"""What the materials of one accepted cell cost.

    .. math:: C = \sum_i p_i b_i

    Parameters
    ----------
    bill : Bill
        What is bought for one accepted cell.
    prices : Prices
        Price of each.
    paid_solvent : quantity, any shape, 0 to 1 [1]
        Share of the evaporated solvent that is paid for. BatPaC 5 pays for all of it, per produced cell, although
        nearly all is recovered: then this is the yield of cells. What is lost alone is one less the recovery.

    Returns
    -------
    MaterialCost, shape of the inputs broadcast
        Parts and their sum [money]

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input:
    prices of materials.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs, plants
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice(), money="USD_2022")
    >>> print(round(400 * study.run("positive_active_cost").positive_active_cost.m_as("USD_2022"), 1))
    3789.9
    """
    b, p = bill, prices
    costs = (
        b.positive_active_bought * p.positive_active_price,
        b.negative_active_bought * p.negative_active_price,
        b.solid_electrolyte_bought * p.solid_electrolyte_price,
        b.carbon_bought * p.carbon_price,
        b.positive_binder_bought * p.positive_binder_price + b.negative_binder_bought * p.negative_binder_price,
        p.solvent_price * paid_solvent * b.solvent_bought,
        b.positive_foil_bought * p.positive_foil_price,
        b.negative_foil_bought * p.negative_foil_price,
        b.separator_bought * p.separator_price,
        b.liquid_bought * p.liquid_price,
    )
    return MaterialCost._make((*costs, total(*costs)))
