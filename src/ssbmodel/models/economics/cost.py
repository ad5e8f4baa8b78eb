"""Cost of a pack and of the materials in it. Money is whatever the caller uses, one kind per call."""

from ...ground.door import door
from ...ground.quantities import (
    ArealCapacity,
    AreaPrice,
    Energy,
    EnergyLoading,
    LayerDensity,
    MassPrice,
    Money,
    PositiveEnergy,
    Thickness,
    UnitCost,
    Voltage,
)


@door
def pack_cost(rated_energy: Energy, unit_cost: UnitCost) -> Money:
    r"""Cost of a pack from its cost per energy.

    .. math:: C = E \, c

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    unit_cost : quantity, broadcast [money/Wh]
        Cost :math:`c` per rated energy; whether of cell or pack the caller knows, and the answer is of the same.

    Returns
    -------
    quantity, shape of the inputs broadcast [money]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of unit cost.

    Examples
    --------
    >>> pack_cost(Q(100, "kWh"), Q([1.9, 6.2], "CNY_2025/Wh"))
    <Quantity([190000. 620000.], 'CNY_2025')>
    """
    return rated_energy * unit_cost


@door
def unit_cost(pack_cost: Money, rated_energy: PositiveEnergy) -> UnitCost:
    r"""Cost per rated energy of a pack; the inverse of :func:`pack_cost`.

    .. math:: c = C / E

    Parameters
    ----------
    pack_cost : quantity, any shape [money]
        Cost :math:`C` of the pack.
    rated_energy : quantity, broadcast [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> unit_cost(Q(200000, "CNY"), Q(100, "kWh"))
    <Quantity(2.0, 'CNY / watt_hour')>
    """
    return pack_cost / rated_energy


@door
def layer_cost_per_energy(
    area_price: AreaPrice,
    quoted_thickness: Thickness,
    *,
    layer_thickness: Thickness,
    areal_capacity: ArealCapacity,
    cell_voltage: Voltage,
) -> UnitCost:
    r"""Cost per energy of one layer of a cell, such as a solid electrolyte priced by area.

    .. math:: c = \frac{p_A \, d}{d_q \, q \, U}

    Parameters
    ----------
    area_price : quantity, any shape [money/m2]
        Price :math:`p_A` of a layer of the quoted thickness.
    quoted_thickness : quantity, broadcast [m]
        Thickness :math:`d_q` the price is quoted for.
    layer_thickness : quantity, broadcast [m]
        Thickness :math:`d` of the layer in the cell.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge :math:`q` per area of the electrode pair, from full to empty.
    cell_voltage : quantity, broadcast [V]
        Mean voltage :math:`U` of the cell during discharge.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: a price by area, in proportion to thickness, over the energy of an area.

    Examples
    --------
    >>> layer_cost_per_energy(Q(2, "USD_2021/m2"), Q(50, "um"),
    ...                       layer_thickness=Q(25, "um"), areal_capacity=Q(5, "mAh/cm2"), cell_voltage=Q(4, "V"))
    <Quantity(0.005, 'USD_2021 / watt_hour')>
    """
    return area_price * layer_thickness / (quoted_thickness * areal_capacity * cell_voltage)


@door
def price_per_mass(area_price: AreaPrice, quoted_thickness: Thickness, layer_density: LayerDensity) -> MassPrice:
    r"""Price per mass of a material that is quoted per area of a layer.

    .. math:: p = p_A / (d_q \, \rho)

    Parameters
    ----------
    area_price : quantity, any shape [money/m2]
        Price :math:`p_A` of a layer of the quoted thickness.
    quoted_thickness : quantity, broadcast [m]
        Thickness :math:`d_q` the price is quoted for.
    layer_density : quantity, broadcast [kg/m3]
        Density :math:`\rho` of the dense layer.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> price_per_mass(Q(1, "USD_2021/m2"), Q(50, "um"), Q(2000, "kg/m3"))
    <Quantity(10.0, 'USD_2021 / kilogram')>
    """
    return area_price / (quoted_thickness * layer_density)


@door
def material_cost_per_energy(material_price: MassPrice, material_loading: EnergyLoading) -> UnitCost:
    r"""Cost per energy of one material of a cell.

    .. math:: c = p \, L

    Parameters
    ----------
    material_price : quantity, any shape [money/kg]
        Price :math:`p` of the material.
    material_loading : quantity, broadcast [kg/Wh]
        Mass :math:`L` of the material per rated energy; g/Wh equals kg/kWh.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> material_cost_per_energy(Q(10000, "CNY/kg"), Q(0.5, "g/Wh"))
    <Quantity(5.0, 'CNY / watt_hour')>
    """
    return material_price * material_loading
