"""What materials, layers and the press of a pack cost, and what electrolyte it takes."""

from typing import NamedTuple

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    Area,
    ArealMass,
    AreaPrice,
    Density,
    EnergyLoading,
    Length,
    Mass,
    MassPrice,
    Money,
    PositiveCount,
    PositiveEnergy,
    Pressure,
    Share,
)


class SolidLayer(NamedTuple):
    """One solid layer between the electrodes."""

    separator_thickness: Length
    separator_density: Density


class DoubleLayer(NamedTuple):
    """Two solid layers between the electrodes."""

    first_layer_thickness: Length
    first_layer_density: Density
    second_layer_thickness: Length
    second_layer_density: Density


class BoughtElectrolyte(NamedTuple):
    """Solid electrolyte that is bought for an accepted cell: as layers, by area, and in coatings, by mass."""

    separator_bought: Area
    separator_mass: ArealMass
    solid_electrolyte_bought: Mass


class PressedMetal(NamedTuple):
    """The metal of what presses one module, and how many cells it presses."""

    strap_mass: Mass
    end_plate_mass: Mass
    pressed_cells: PositiveCount


class PressPrices(NamedTuple):
    """Prices of what presses a module."""

    metal_price: MassPrice
    pad_price: Money


class PressCost(NamedTuple):
    """What the press of one module and of all modules of a pack costs."""

    module_press_cost: Money
    pack_press_cost: Money


@door
def negative_binder_share(negative_active_share: Share) -> Share:
    r"""Share of binder in a negative coating that holds nothing else beside its active material.

    .. math:: w_b = 1 - w_a

    Parameters
    ----------
    negative_active_share : quantity, any shape, 0 to 1 [1]
        Share :math:`w_a` of active material in the mass of the coating.

    Returns
    -------
    quantity, shape of the input [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition: shares sum to 1.

    Examples
    --------
    >>> print(negative_binder_share(Q(0.75, "")).magnitude)
    0.25
    """
    return 1 - negative_active_share


@door
def solid_layer_price(layer_price: MassPrice, *, layer: SolidLayer) -> AreaPrice:
    r"""Price per area of a solid layer that is bought by its mass.

    .. math:: p_A = p \rho d

    Parameters
    ----------
    layer_price : quantity, any shape [money/kg]
        Price :math:`p` of the layer by its mass.
    layer : SolidLayer
        Its thickness :math:`d` and density :math:`\rho`.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/m2]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Definition.

    Examples
    --------
    >>> from ssbmodel.plants.models.materials import SolidLayer
    >>> found = solid_layer_price(Q(100, "USD_2022/kg"), layer=SolidLayer(Q(25, "um"), Q(2, "g/cm3")))
    >>> print(round(found.m_as("USD_2022/m**2"), 9))
    5.0
    """
    return layer_price * layer.separator_density * layer.separator_thickness


@door
def double_layer_price(layer_price: MassPrice, second_layer_price: MassPrice, *, layers: DoubleLayer) -> AreaPrice:
    r"""Price per area of two solid layers that are bought by their mass.

    .. math:: p_A = p_1 \rho_1 d_1 + p_2 \rho_2 d_2

    Parameters
    ----------
    layer_price : quantity, any shape [money/kg]
        Price :math:`p_1` of the first layer by its mass.
    second_layer_price : quantity, broadcast [money/kg]
        Price :math:`p_2` of the second.
    layers : DoubleLayer
        Their thicknesses :math:`d_i` and densities :math:`\rho_i`.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/m2]

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Definition.

    Examples
    --------
    >>> from ssbmodel.plants.models.materials import DoubleLayer
    >>> both = DoubleLayer(Q(20, "um"), Q(2.5, "g/cm3"), Q(10, "um"), Q(2, "g/cm3"))
    >>> found = double_layer_price(Q(50, "USD_2022/kg"), Q(100, "USD_2022/kg"), layers=both)
    >>> print(round(found.m_as("USD_2022/m**2"), 9))
    4.5
    """
    first = layer_price * layers.first_layer_density * layers.first_layer_thickness
    return first + second_layer_price * layers.second_layer_density * layers.second_layer_thickness


@door
def material_per_pack(
    cell_material_cost: Money, *, cells_in_series: PositiveCount, cells_in_parallel: PositiveCount
) -> Money:
    r"""What the materials of all cells of a pack cost.

    .. math:: C = n_s n_p C_1

    Parameters
    ----------
    cell_material_cost : quantity, any shape [money]
        Materials :math:`C_1` of one accepted cell.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` side by side.

    Returns
    -------
    quantity, shape of the inputs broadcast [money]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> material_per_pack(Q(15, "USD_2022"), cells_in_series=Q(100, ""), cells_in_parallel=Q(4, ""))
    <Quantity(6000.0, 'USD_2022')>
    """
    return cells_in_series * cells_in_parallel * cell_material_cost


@door
def press_cost(
    stack_pressure: Pressure, modules_per_pack: PositiveCount, *, metal: PressedMetal, prices: PressPrices
) -> PressCost:
    r"""What presses the modules of a pack costs: metal by its mass, and a pad for each cell.

    .. math:: C = n (p_m (m_s + m_e) + N p_p)

    Parameters
    ----------
    stack_pressure : quantity, any shape [Wh/m3]
        Pressure on the cells; MPa is one. Where there is none, there are no pads.
    modules_per_pack : quantity, broadcast [1]
        Modules :math:`n` of the pack.
    metal : PressedMetal
        Straps :math:`m_s` and end plates :math:`m_e` of one module, and its :math:`N` cells.
    prices : PressPrices
        Of metal by its mass :math:`p_m`, and of a pad :math:`p_p`.

    Returns
    -------
    PressCost, shape of the inputs broadcast
        For one module and for all of a pack [money]

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Definition: price by mass and price each.

    Examples
    --------
    >>> from ssbmodel.plants.models.materials import PressedMetal, PressPrices
    >>> module = PressedMetal(Q(1, "kg"), Q(2, "kg"), Q(20, ""))
    >>> price = PressPrices(Q(2, "USD_2022/kg"), Q(0.5, "USD_2022"))
    >>> press_cost(Q(2, "MPa"), Q(10, ""), metal=module, prices=price).pack_press_cost
    <Quantity(160.0, 'USD_2022')>
    """
    some = namespace(stack_pressure).where(stack_pressure > 0, 1.0, 0.0)
    metals = prices.metal_price * (metal.strap_mass + metal.end_plate_mass)
    one = metals + some * metal.pressed_cells * prices.pad_price
    return PressCost(one, modules_per_pack * one)


@door
def module_items_with_press_cost(module_items_cost: Money, pack_press_cost: Money) -> Money:
    r"""Purchased parts of all modules of a pack, with what presses them.

    .. math:: C = C_m + C_p

    Parameters
    ----------
    module_items_cost : quantity, any shape [money]
        Purchased parts :math:`C_m` of all modules.
    pack_press_cost : quantity, broadcast [money]
        All that presses them, :math:`C_p`.

    Returns
    -------
    quantity, shape of the inputs broadcast [money]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, or moneys differ.

    References
    ----------
    Definition.

    Examples
    --------
    >>> module_items_with_press_cost(Q(500, "USD_2022"), Q(160, "USD_2022"))
    <Quantity(660.0, 'USD_2022')>
    """
    return module_items_cost + pack_press_cost


@door
def coating_electrolyte_loading(
    rated_energy: PositiveEnergy, cells_in_series: PositiveCount, cells_in_parallel: PositiveCount, *,
    bought: BoughtElectrolyte,
) -> EnergyLoading:  # fmt: skip
    r"""Mass of electrolyte bought in coatings per rated energy, where the layer between is a film.

    .. math:: L = n_s n_p b_e / E

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Rated energy :math:`E` of the pack.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` side by side.
    bought : BoughtElectrolyte
        What is bought for an accepted cell, in coatings :math:`b_e`.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg/Wh]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Definition.

    Examples
    --------
    >>> from ssbmodel.plants.models.materials import BoughtElectrolyte
    >>> cell = BoughtElectrolyte(Q(2, "m2"), Q(0.05, "kg/m2"), Q(0.05, "kg"))
    >>> found = coating_electrolyte_loading(Q(100, "kWh"), Q(100, ""), Q(4, ""), bought=cell)
    >>> print(round(found.m_as("kg/kWh"), 9))
    0.2
    """
    return cells_in_series * cells_in_parallel * bought.solid_electrolyte_bought / rated_energy


@door
def electrolyte_loading(
    rated_energy: PositiveEnergy, cells_in_series: PositiveCount, cells_in_parallel: PositiveCount, *,
    bought: BoughtElectrolyte,
) -> EnergyLoading:  # fmt: skip
    r"""Mass of solid electrolyte bought per rated energy, in the layers and in coatings.

    .. math:: L = n_s n_p (b_A m_A + b_e) / E

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Rated energy :math:`E` of the pack.
    cells_in_series : quantity, broadcast [1]
        Cells :math:`n_s` in a string.
    cells_in_parallel : quantity, broadcast [1]
        Strings :math:`n_p` side by side.
    bought : BoughtElectrolyte
        What is bought for an accepted cell: layers of area :math:`b_A` and mass per area :math:`m_A`, and in coatings
        :math:`b_e`.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg/Wh]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Definition.

    Examples
    --------
    >>> from ssbmodel.plants.models.materials import BoughtElectrolyte
    >>> cell = BoughtElectrolyte(Q(2, "m2"), Q(0.05, "kg/m2"), Q(0.05, "kg"))
    >>> print(round(electrolyte_loading(Q(100, "kWh"), Q(100, ""), Q(4, ""), bought=cell).m_as("kg/kWh"), 9))
    0.6
    """
    layers = bought.separator_bought * bought.separator_mass
    return cells_in_series * cells_in_parallel * (layers + bought.solid_electrolyte_bought) / rated_energy
