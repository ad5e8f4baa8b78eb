"""What lies between the numbers of a chemistry and the electrode pair: capacity, voltage, separator, growth, recipe."""

from typing import NamedTuple

from ...ground.door import door
from ...ground.quantities import (
    AnyVoltage,
    ArealCapacity,
    Count,
    Density,
    LayerDensity,
    Length,
    PositiveLength,
    PositiveShare,
    Share,
    SpecificCapacity,
    Voltage,
    VolumetricCapacity,
)


class OpenVoltages(NamedTuple):
    """The open-circuit voltages that a pack is laid out by."""

    mean_open_voltage: Voltage
    pulse_open_voltage: Voltage
    least_open_voltage: Voltage


@door
def positive_active_capacity(
    positive_first_charge_capacity: SpecificCapacity, first_cycle_efficiency: PositiveShare
) -> SpecificCapacity:
    r"""Charge per mass of the positive active material that goes to and fro after the first cycle.

    .. math:: q = q_1 \eta_1

    Parameters
    ----------
    positive_first_charge_capacity : quantity, any shape [A h/kg]
        Charge :math:`q_1` per mass that leaves the positive side on its first charge.
    first_cycle_efficiency : quantity, broadcast, 0 to 1 [1]
        Share :math:`\eta_1` of it that goes to and fro.

    Returns
    -------
    quantity, shape of the inputs broadcast [A h/kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    M. J. Lacey, cellmodels, notebooks 2 and 3: a factor for the first cycle, taken once.

    Examples
    --------
    >>> print(positive_active_capacity(Q(200, "A h/kg"), Q(0.9, "")).m_as("A h/kg"))
    180.0
    """
    return positive_first_charge_capacity * first_cycle_efficiency


@door
def open_voltage(positive_voltage: Voltage, negative_voltage: AnyVoltage) -> Voltage:
    r"""Open-circuit voltage of a cell from those of its sides.

    .. math:: U = U_+ - U_-

    Parameters
    ----------
    positive_voltage : quantity, any shape [V]
        Mean voltage :math:`U_+` of the positive side against lithium.
    negative_voltage : quantity, broadcast [V]
        Mean voltage :math:`U_-` of the negative side against lithium; 0 where it is lithium.

    Returns
    -------
    quantity, shape of the inputs broadcast [V]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(open_voltage(Q(3.75, "V"), Q(0.25, "V")).m_as("V"))
    3.5
    """
    return positive_voltage - negative_voltage


@door
def single_open_voltage(open_voltage: Voltage) -> OpenVoltages:
    r"""One open-circuit voltage taken for all states of charge, where no curve is known.

    .. math:: U_{mean} = U_{pulse} = U_{least} = U

    Parameters
    ----------
    open_voltage : quantity, any shape [V]
        Open-circuit voltage :math:`U`.

    Returns
    -------
    OpenVoltages, shape of the input
        At the mean state of charge, in a pulse, and at the least state of charge [V]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own assumption, for chemistries whose curve no source gives.

    Examples
    --------
    >>> single_open_voltage(Q(3.5, "V")).pulse_open_voltage
    <Quantity(3.5, 'volt')>
    """
    return OpenVoltages(open_voltage, open_voltage, open_voltage)


@door
def separator_thickness(first_layer_thickness: Length, second_layer_thickness: Length) -> Length:
    r"""Thickness of two layers between the electrodes.

    .. math:: d = d_1 + d_2

    Parameters
    ----------
    first_layer_thickness : quantity, any shape [m]
        Thickness :math:`d_1` of the layer towards the positive side.
    second_layer_thickness : quantity, broadcast [m]
        Thickness :math:`d_2` of the layer towards the negative side.

    Returns
    -------
    quantity, shape of the inputs broadcast [m]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(round(separator_thickness(Q(20, "um"), Q(10, "um")).m_as("um"), 9))
    30.0
    """
    return first_layer_thickness + second_layer_thickness


@door
def separator_density(
    first_layer_thickness: PositiveLength,
    first_layer_density: Density,
    *,
    second_layer_thickness: Length,
    second_layer_density: Density,
) -> Density:
    r"""Density of two layers between the electrodes together.

    .. math:: \rho = (d_1 \rho_1 + d_2 \rho_2) / (d_1 + d_2)

    Parameters
    ----------
    first_layer_thickness : quantity, any shape [m]
        Thickness :math:`d_1` of the layer towards the positive side.
    first_layer_density : quantity, broadcast [kg/m3]
        Its density :math:`\rho_1`.
    second_layer_thickness : quantity, broadcast [m]
        Thickness :math:`d_2` of the layer towards the negative side.
    second_layer_density : quantity, broadcast [kg/m3]
        Its density :math:`\rho_2`.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg/m3]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition: mass over volume of both layers.

    Examples
    --------
    >>> found = separator_density(Q(20, "um"), Q(2.5, "g/cm3"), second_layer_thickness=Q(20, "um"),
    ...                           second_layer_density=Q(1.5, "g/cm3"))
    >>> print(round(found.m_as("g/cm**3"), 9))
    2.0
    """
    thickness = first_layer_thickness + second_layer_thickness
    return (first_layer_thickness * first_layer_density + second_layer_thickness * second_layer_density) / thickness


@door
def plated_growth(
    areal_capacity: ArealCapacity, lithium_capacity: SpecificCapacity, lithium_density: LayerDensity
) -> Length:
    r"""How much thicker an electrode pair with a lithium side is when full than when empty.

    .. math:: \Delta = q / (q_{Li} \rho_{Li})

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area that goes to and fro.
    lithium_capacity : quantity, broadcast [A h/kg]
        Charge :math:`q_{Li}` per mass of lithium.
    lithium_density : quantity, broadcast [kg/m3]
        Density :math:`\rho_{Li}` of lithium.

    Returns
    -------
    quantity, shape of the inputs broadcast [m]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: charge over the volumetric capacity of lithium.

    Examples
    --------
    >>> grown = plated_growth(Q(5, "mAh/cm2"), Q(3861, "mAh/g"), Q(0.534, "g/cm3"))
    >>> print(round(grown.m_as("um"), 4))
    24.251
    """
    return areal_capacity / (lithium_capacity * lithium_density)


@door
def swelling_growth(negative_coating: Length, negative_swelling: Share) -> Length:
    r"""How much thicker an electrode pair is when full than when empty, by a negative coating that swells.

    .. math:: \Delta = t \, g / (1 + g)

    Parameters
    ----------
    negative_coating : quantity, any shape [m]
        Thickness :math:`t` of one side of the negative coating, when full.
    negative_swelling : quantity, broadcast, 0 to 1 [1]
        Growth :math:`g` of its thickness at full charge.

    Returns
    -------
    quantity, shape of the inputs broadcast [m]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: thickness of the coating at full charge less that at none.

    Examples
    --------
    >>> print(round(swelling_growth(Q(60, "um"), Q(0.5, "")).m_as("um"), 9))
    20.0
    """
    return negative_coating * negative_swelling / (1 + negative_swelling)


@door
def areal_capacity(volumetric_capacity: VolumetricCapacity, positive_coating: PositiveLength) -> ArealCapacity:
    r"""Charge per area of a coating of a stated thickness.

    .. math:: q = Q_v t

    Parameters
    ----------
    volumetric_capacity : quantity, any shape [A h/m3]
        Charge :math:`Q_v` per volume of the positive coating.
    positive_coating : quantity, broadcast [m]
        Thickness :math:`t` of one side of it.

    Returns
    -------
    quantity, shape of the inputs broadcast [A h/m2]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(round(areal_capacity(Q(500, "mAh/cm3"), Q(100, "um")).m_as("mAh/cm**2"), 9))
    5.0
    """
    return volumetric_capacity * positive_coating


@door
def recipe_sum(
    positive_active_share: Share,
    positive_electrolyte_share: Share,
    *,
    positive_carbon_share: Share,
    positive_binder_share: Share,
) -> Count:
    r"""Sum of the shares of the positive coating's recipe, which must be 1.

    .. math:: s = w_a + w_e + w_c + w_b

    Parameters
    ----------
    positive_active_share : quantity, any shape, 0 to 1 [1]
        Share :math:`w_a` of active material in the mass of the coating.
    positive_electrolyte_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`w_e` of electrolyte.
    positive_carbon_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`w_c` of carbon.
    positive_binder_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`w_b` of binder.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition: shares sum to 1.

    Examples
    --------
    >>> print(recipe_sum(Q(0.75, ""), Q(0.125, ""), positive_carbon_share=Q(0.0625, ""),
    ...                  positive_binder_share=Q(0.0625, "")).magnitude)
    1.0
    """
    return positive_active_share + positive_electrolyte_share + positive_carbon_share + positive_binder_share
