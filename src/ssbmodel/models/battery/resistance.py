"""The area-specific resistance of a cell, and what it takes from voltage, power and heat."""

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    AnyVoltage,
    ArealCapacity,
    ArealHeat,
    AreaResistance,
    ChargeRate,
    Conductivity,
    Length,
    PositiveAreaResistance,
    PositiveShare,
    Ratio,
    Share,
    Temperature,
    Voltage,
)


@door
def conductivity_at(
    reference_conductivity: Conductivity, cell_temperature: Temperature, *, stated_temperature: Temperature,
    activation_temperature: Temperature,
) -> Conductivity:  # fmt: skip
    r"""Conductivity of an electrolyte at a temperature, by Arrhenius' law.

    .. math:: \sigma = \sigma_0 \exp(-T_a (1/T - 1/T_0))

    Parameters
    ----------
    reference_conductivity : quantity, any shape [1/(ohm m)]
        Conductivity :math:`\sigma_0` at the reference temperature; mS/cm is one.
    cell_temperature : quantity, broadcast [K]
        Temperature :math:`T` of the cell.
    stated_temperature : quantity, broadcast [K]
        Temperature :math:`T_0` the conductivity is stated for.
    activation_temperature : quantity, broadcast [K]
        Activation energy over the gas constant, :math:`T_a`: 30 kJ/mol is 3608 K.

    Returns
    -------
    quantity, shape of the inputs broadcast [1/(ohm m)]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Arrhenius' law, with the activation energy over the gas constant as a temperature.

    Examples
    --------
    >>> warm = conductivity_at(Q(2, "mS/cm"), Q(25, "degC"), stated_temperature=Q(25, "degC"),
    ...                        activation_temperature=Q(3608, "K"))
    >>> print(round(warm.m_as("mS/cm"), 6))
    2.0
    """
    xp = namespace(reference_conductivity, cell_temperature, stated_temperature, activation_temperature)
    return reference_conductivity * xp.exp(
        activation_temperature / stated_temperature - activation_temperature / cell_temperature
    )


@door
def layer_resistance(electrolyte_thickness: Length, ionic_conductivity: Conductivity) -> AreaResistance:
    r"""Area-specific resistance of a layer.

    .. math:: R = d / \sigma

    Parameters
    ----------
    electrolyte_thickness : quantity, any shape [m]
        Thickness :math:`d` of the layer.
    ionic_conductivity : quantity, broadcast [1/(ohm m)]
        Ionic conductivity :math:`\sigma`; mS/cm is one.

    Returns
    -------
    quantity, shape of the inputs broadcast [ohm m2]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of conductivity.

    Examples
    --------
    >>> print(round(layer_resistance(Q(30, "um"), Q(2, "mS/cm")).m_as("ohm cm**2"), 9))
    1.5
    """
    return electrolyte_thickness / ionic_conductivity


@door
def composite_resistance(
    coating_thickness: Length,
    ionic_conductivity: Conductivity,
    *,
    electrolyte_volume_share: PositiveShare,
    tortuosity: Ratio,
) -> AreaResistance:
    r"""Area-specific resistance of the ions' way through a composite electrode that conducts electrons well.

    .. math:: R = t \tau / (3 \phi \sigma)

    Parameters
    ----------
    coating_thickness : quantity, any shape [m]
        Thickness :math:`t` of the coating.
    ionic_conductivity : quantity, broadcast [1/(ohm m)]
        Ionic conductivity :math:`\sigma` of the electrolyte in it.
    electrolyte_volume_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`\phi` of the volume that the electrolyte fills.
    tortuosity : quantity, broadcast [1]
        How much longer the ions' way is, :math:`\tau`.

    Returns
    -------
    quantity, shape of the inputs broadcast [ohm m2]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Landesfeind, Ebner, Eldiven, Wood and Gasteiger (2018), Journal of The Electrochemical Society 165, A469-A476,
    doi:10.1149/2.0231803jes: transmission line without electronic resistance.

    Examples
    --------
    >>> print(round(composite_resistance(Q(90, "um"), Q(2, "mS/cm"), electrolyte_volume_share=Q(0.3, ""),
    ...                            tortuosity=Q(2, "")).m_as("ohm cm**2"), 9))
    10.0
    """
    return coating_thickness * tortuosity / (3 * electrolyte_volume_share * ionic_conductivity)


@door
def loaded_voltage(
    open_voltage: Voltage,
    area_specific_resistance: AreaResistance,
    areal_capacity: ArealCapacity,
    *,
    charge_rate: ChargeRate,
) -> AnyVoltage:
    r"""Voltage of a cell under load.

    .. math:: V = OCV - q \, c \, R

    Parameters
    ----------
    open_voltage : quantity, any shape [V]
        Open-circuit voltage.
    area_specific_resistance : quantity, broadcast [ohm m2]
        Area-specific resistance :math:`R`.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge :math:`q` per area.
    charge_rate : quantity, broadcast [1/h]
        Rate :math:`c` of the discharge.

    Returns
    -------
    quantity, shape of the inputs broadcast [V]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Ohm's law.

    Examples
    --------
    >>> print(round(loaded_voltage(Q(3.7132, "V"), Q(17.24799, "ohm cm2"), Q(8.06919, "mAh/cm2"),
    ...                      charge_rate=Q(1 / 3, "1/h")).m_as("V"), 4))
    3.6668
    """
    return open_voltage - areal_capacity * charge_rate * area_specific_resistance


@door
def areal_heat(
    area_specific_resistance: AreaResistance, areal_capacity: ArealCapacity, charge_rate: ChargeRate
) -> ArealHeat:
    r"""Heat that a resistance makes per area of an electrode pair.

    .. math:: \dot q = (q c)^2 R

    Parameters
    ----------
    area_specific_resistance : quantity, any shape [ohm m2]
        Area-specific resistance :math:`R`.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge :math:`q` per area.
    charge_rate : quantity, broadcast [1/h]
        Rate :math:`c` of charge or discharge.

    Returns
    -------
    quantity, shape of the inputs broadcast [W/m2]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Joule's law.

    Examples
    --------
    >>> print(round(areal_heat(Q(20, "ohm cm2"), Q(5, "mAh/cm2"), Q(1, "1/h")).m_as("W/m**2"), 9))
    5.0
    """
    return (areal_capacity * charge_rate) ** 2 * area_specific_resistance


@door
def rate_at_voltage_loss(
    open_voltage: Voltage,
    lost_share: Share,
    *,
    area_specific_resistance: PositiveAreaResistance,
    areal_capacity: ArealCapacity,
) -> ChargeRate:
    r"""Rate at which a resistance takes a stated share of the voltage.

    .. math:: c = x \, OCV / (R q)

    Parameters
    ----------
    open_voltage : quantity, any shape [V]
        Open-circuit voltage.
    lost_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`x` of it that may be lost; the same share of the energy turns to heat.
    area_specific_resistance : quantity, broadcast [ohm m2]
        Area-specific resistance :math:`R`.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge :math:`q` per area.

    Returns
    -------
    quantity, shape of the inputs broadcast [1/h]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Ohm's law, solved for the rate.

    Examples
    --------
    >>> print(round(rate_at_voltage_loss(Q(4, "V"), Q(0.05, ""), area_specific_resistance=Q(5, "ohm cm2"),
    ...                            areal_capacity=Q(5, "mAh/cm2")).m_as("1/h"), 9))
    8.0
    """
    return lost_share * open_voltage / (area_specific_resistance * areal_capacity)


@door
def power_limit(
    open_voltage: Voltage, voltage_share: Share, area_specific_resistance: PositiveAreaResistance
) -> ArealHeat:
    r"""Power per area that a cell gives while its voltage falls to a share of the open-circuit one.

    .. math:: p = x (1 - x) OCV^2 / R

    Parameters
    ----------
    open_voltage : quantity, any shape [V]
        Open-circuit voltage.
    voltage_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`x` of it that is left; power is greatest at one half.
    area_specific_resistance : quantity, broadcast [ohm m2]
        Area-specific resistance :math:`R`.

    Returns
    -------
    quantity, shape of the inputs broadcast [W/m2]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation from Ohm's law; checked against the 480 kW of a design of BatPaC 5 (Argonne National Laboratory,
    2022).

    Examples
    --------
    >>> power_limit(Q(4, "V"), Q(0.5, ""), Q(20, "ohm cm2"))
    <Quantity(2000.0, 'watt / meter ** 2')>
    """
    return voltage_share * (1 - voltage_share) * open_voltage * open_voltage / area_specific_resistance
