"""An electrode pair from its recipe: liquid, semi-solid or solid, with graphite, silicon or lithium; and its stack."""

from typing import NamedTuple

from ...ground.arrays import product
from ...ground.door import door
from ...ground.quantities import (
    ArealCapacity,
    ArealCharge,
    ArealMass,
    Density,
    EnergyDensity,
    LayerDensity,
    LayerDepth,
    Length,
    PositiveArealMass,
    PositiveShare,
    Ratio,
    Share,
    SpecificCapacity,
    SpecificEnergy,
    Voltage,
)
from .reference.shapes import Repeat


class PositiveSide(NamedTuple):
    """A positive electrode: its coating, what liquid its pores hold, its foil."""

    positive_active_capacity: SpecificCapacity
    positive_active_share: PositiveShare
    positive_coating_density: LayerDensity
    positive_pores: Share
    positive_foil: Length
    positive_foil_density: Density


class NegativeSide(NamedTuple):
    """A negative electrode that takes lithium up in a coating, which may swell."""

    negative_active_capacity: SpecificCapacity
    negative_active_share: PositiveShare
    negative_coating_density: LayerDensity
    negative_pores: Share
    negative_swelling: Share
    negative_to_positive_ratio: Ratio
    negative_foil: Length
    negative_foil_density: Density


class LithiumSide(NamedTuple):
    """A negative electrode of lithium metal; no excess is an anode-free cell."""

    lithium_excess: ArealCharge
    lithium_capacity: SpecificCapacity
    lithium_density: LayerDensity
    negative_foil: Length
    negative_foil_density: Density


class Separator(NamedTuple):
    """What lies between the electrodes: a film with pores, or a dense solid; and the liquid, if any."""

    separator_thickness: Length
    separator_density: Density
    separator_pores: Share
    liquid_density: Density


class Stack(NamedTuple):
    """Mass and thickness of one electrode pair with half of each foil."""

    stack_mass: ArealMass
    stack_thickness: Length


@door
def insertion_pair(
    areal_capacity: ArealCapacity, *, positive: PositiveSide, negative: NegativeSide, separator: Separator
) -> Repeat:
    r"""An electrode pair whose negative side takes lithium up: graphite, silicon, or both.

    .. math:: t_c = q / (q_c w_c \rho_c), \quad t_a = N q (1 + g) / (q_a w_a \rho_a)

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area that goes to and fro.
    positive : PositiveSide
        Coating and foil of the positive electrode.
    negative : NegativeSide
        Coating, ratio :math:`N`, swelling :math:`g` at full charge and foil of the negative electrode.
    separator : Separator
        Separator or solid layer, and liquid.

    Returns
    -------
    Repeat, each field in the shape of what it depends on
        Charge per area [A h/m2]
        Thicknesses and liquid per area [m]
        Masses per area [kg/m2]
        Densities of liquid and foils [kg/m3]
        The negative coating is as thick as it is at full charge.

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design: balance of the electrodes by capacity. The swelling is an input of ours.

    Examples
    --------
    >>> from ssbmodel.presets.cells.reference import reference
    >>> pair = insertion_pair(Q(8.0691897, "mAh/cm2"), **reference().sides())
    >>> print(round(pair.negative_coating.m_as("um"), 3))
    152.691
    """
    p, n, b = positive, negative, separator
    mass = areal_capacity / (p.positive_active_capacity * p.positive_active_share)
    balance = n.negative_to_positive_ratio / (n.negative_active_capacity * n.negative_active_share)
    other = balance * areal_capacity
    coating, flat = mass / p.positive_coating_density, other / n.negative_coating_density
    return Repeat(
        areal_capacity, coating, mass, product(flat, 1 + n.negative_swelling), other,
        b.separator_thickness, b.separator_density * b.separator_thickness,
        p.positive_pores * coating, n.negative_pores * flat,
        b.separator_pores * b.separator_thickness, b.liquid_density, p.positive_foil,
        p.positive_foil_density, n.negative_foil, n.negative_foil_density,
    )  # fmt: skip


@door
def lithium_pair(
    areal_capacity: ArealCapacity, charge_level: Share, *, positive: PositiveSide, lithium: LithiumSide,
    separator: Separator,
) -> Repeat:  # fmt: skip
    r"""An electrode pair whose negative side is lithium metal, with an excess or without.

    .. math:: t_{Li} = (q_x + s q) / (q_{Li} \rho_{Li}), \quad m_{Li} = q_x / q_{Li}

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area that goes to and fro.
    charge_level : quantity, broadcast, 0 to 1 [1]
        State :math:`s` at which the thickness is told; an energy density is quoted at 1.
    positive : PositiveSide
        Coating and foil of the positive electrode.
    lithium : LithiumSide
        Excess :math:`q_x` bought as foil, and the metal.
    separator : Separator
        Separator or solid layer, and liquid.

    Returns
    -------
    Repeat, each field in the shape of what it depends on
        Charge per area [A h/m2]
        Thicknesses and liquid per area [m]
        Masses per area [kg/m2]
        Densities of liquid and foils [kg/m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    Plated lithium came from the positive electrode: it counts in the thickness and never again in the mass.

    References
    ----------
    Own derivation: what is plated adds to the thickness by lithium's capacity and density, and nothing to the mass.

    Examples
    --------
    >>> from ssbmodel.models.battery.stack import Separator, LithiumSide, PositiveSide
    >>> side = PositiveSide(Q(195, "mAh/g"), Q(0.8, ""), Q(3.394321, "g/cm3"), Q(0, ""), Q(15, "um"), Q(2.7, "g/cm3"))
    >>> metal = LithiumSide(Q(0, "mAh/cm2"), Q(3861, "mAh/g"), Q(0.534, "g/cm3"), Q(10, "um"), Q(8.96, "g/cm3"))
    >>> layer = Separator(Q(25, "um"), Q(1.86, "g/cm3"), Q(0, ""), Q(0, "g/cm3"))
    >>> pair = lithium_pair(Q(5, "mAh/cm2"), Q(1, ""), positive=side, lithium=metal, separator=layer)
    >>> print(round(pair.negative_coating.m_as("um"), 4))
    24.251
    """
    p, m, b = positive, lithium, separator
    mass = areal_capacity / (p.positive_active_capacity * p.positive_active_share)
    coating = mass / p.positive_coating_density
    metal = (m.lithium_excess + charge_level * areal_capacity) / (m.lithium_capacity * m.lithium_density)
    return Repeat(
        areal_capacity, coating, mass, metal, m.lithium_excess / m.lithium_capacity,
        b.separator_thickness, b.separator_density * b.separator_thickness,
        p.positive_pores * coating, 0 * metal, b.separator_pores * b.separator_thickness,
        b.liquid_density, p.positive_foil, p.positive_foil_density, m.negative_foil,
        m.negative_foil_density,
    )  # fmt: skip


@door
def stack(*, repeat: Repeat) -> Stack:
    r"""Mass and thickness of one electrode pair with half of each foil.

    .. math:: m = m_c + m_a + m_s + m_e + (m_{x,c} + m_{x,a}) / 2

    Parameters
    ----------
    repeat : Repeat
        One electrode pair.

    Returns
    -------
    Stack, shape of the inputs broadcast
        Mass per area [kg/m2]
        Thickness [m]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    pybamm-tea (pyTEA): areal masses and thicknesses with half of each foil.

    Examples
    --------
    >>> from ssbmodel.presets.cells.reference import reference
    >>> print(round(stack(repeat=reference().repeat(Q(120, "um"))).stack_thickness.m_as("um"), 2))
    300.19
    """
    r = repeat
    liquid = r.liquid_density * (r.positive_liquid + r.negative_liquid + r.separator_liquid)
    foils = (r.positive_foil * r.positive_foil_density + r.negative_foil * r.negative_foil_density) / 2
    mass = r.positive_mass + r.negative_mass + liquid + (r.separator_mass + foils)
    between = r.separator_thickness + (r.positive_foil + r.negative_foil) / 2
    return Stack(mass, r.positive_coating + r.negative_coating + between)


@door
def stack_specific_energy(
    areal_capacity: ArealCapacity, cell_voltage: Voltage, stack_mass: PositiveArealMass
) -> SpecificEnergy:
    r"""Energy of a stack per mass.

    .. math:: g = q U / m

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area.
    cell_voltage : quantity, broadcast [V]
        Mean voltage :math:`U` of the cell during discharge.
    stack_mass : quantity, broadcast [kg/m2]
        Mass :math:`m` of an electrode pair with half of each foil.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition; checked against the test tables of pybamm-tea (pyTEA).

    Examples
    --------
    >>> print(round(stack_specific_energy(Q(5, "mAh/cm2"), Q(3.8, "V"), Q(43.74028, "mg/cm2")).m_as("Wh/kg"), 3))
    434.382
    """
    return areal_capacity * cell_voltage / stack_mass


@door
def stack_energy_density(
    areal_capacity: ArealCapacity, cell_voltage: Voltage, stack_depth: LayerDepth
) -> EnergyDensity:
    r"""Energy of a stack per volume.

    .. math:: u = q U / t

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area.
    cell_voltage : quantity, broadcast [V]
        Mean voltage :math:`U` of the cell during discharge.
    stack_depth : quantity, broadcast [L/m2]
        Its thickness :math:`t`, as a volume per area; a thickness in micrometres is one.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh/L]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition; checked against the test tables of pybamm-tea (pyTEA).

    Examples
    --------
    >>> print(round(stack_energy_density(Q(5, "mAh/cm2"), Q(3.8, "V"), Q(166.17715, "um")).m_as("Wh/L"), 2))
    1143.36
    """
    return areal_capacity * cell_voltage / stack_depth
