"""What a pack must do, and the resistance, voltage and coating that follow: the form of BatPaC 5 for liquid cells."""

from typing import Any, NamedTuple

from ....ground.arrays import namespace, together
from ....ground.door import door
from ....ground.quantities import (
    ArealCapacity,
    AreaResistance,
    Capacity,
    ChargeRate,
    CurrentDensity,
    Duration,
    Energy,
    Length,
    Number,
    PositiveArea,
    PositiveCount,
    PositiveCurrentDensity,
    PositiveEnergy,
    PositiveLength,
    PositivePower,
    PositiveShare,
    Ratio,
    SurfacePerVolume,
    Voltage,
)


class Duty(NamedTuple):
    """What is asked of a pack, with the open-circuit voltages and tabulated resistances that belong to it."""

    rated_energy: PositiveEnergy
    peak_power: PositivePower
    pulse_time: Duration
    cells_in_series: PositiveCount
    cells_in_parallel: PositiveCount
    mean_open_voltage: Voltage
    pulse_open_voltage: Voltage
    least_open_voltage: Voltage
    discharge_time: Duration
    design_charging_time: Duration
    power_voltage_share: PositiveShare
    energy_voltage_share: PositiveShare
    thickest_coating: PositiveLength


class Kinetics(NamedTuple):
    """The resistance of an electrode pair: tabulated parts, interfaces and exchange currents."""

    mean_resistance: AreaResistance
    quick_resistance: AreaResistance
    pulse_resistance: AreaResistance
    late_resistance: AreaResistance
    interface_resistance: AreaResistance
    cold_factor: Ratio
    energy_factor: Ratio
    quick_weight: Ratio
    quick_time: Duration
    slow_weight: Ratio
    slow_time: Duration
    thermal_voltage: Voltage
    positive_exchange: PositiveCurrentDensity
    positive_surface: SurfacePerVolume
    negative_exchange: PositiveCurrentDensity
    negative_surface: SurfacePerVolume
    limiting_rate: ChargeRate
    limiting_current: PositiveCurrentDensity


class ChargeFit(NamedTuple):
    """An empirical bound on the coating that charges in a stated time, each argument over its reference unit."""

    one_minute: Duration
    one_length: PositiveLength
    reference_resistance: AreaResistance
    resistance_power: Number
    fit_slope: Number
    fit_offset: Number


class CoatingLimits(NamedTuple):
    """Where power, energy and charging bound a coating."""

    power_area: PositiveArea
    energy_area: PositiveArea
    charge_coating: Length
    chosen_coating: Length


class Resistances(NamedTuple):
    """Area-specific resistances of a pack's cells, hardware included."""

    power_resistance: AreaResistance
    energy_resistance: AreaResistance
    positive_kinetic: AreaResistance
    negative_kinetic: AreaResistance


class PackVoltage(NamedTuple):
    """Voltage and energy of a pack at its rated discharge."""

    discharge_voltage: Voltage
    pack_energy: Energy
    peak_pack_current: CurrentDensity


@door
def electrode_resistance(
    single_cell_capacity: Capacity,
    areal_capacity: ArealCapacity,
    positive_coating: PositiveLength,
    negative_coating: PositiveLength,
    *,
    hardware_resistance: AreaResistance,
    duty: Duty,
    kinetics: Kinetics,
) -> Resistances:
    r"""Area-specific resistance of a liquid cell for power and for energy, as BatPaC 5 builds it.

    .. math:: R_P = (R_{ref} - R_i + R_{k,c} + R_{k,a}) \theta + R_h, \quad R_E = f_E \rho_{10} \theta + R_h

    Parameters
    ----------
    single_cell_capacity : quantity, any shape [A h]
        Charge of one cell.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge per area of an electrode pair.
    positive_coating : quantity, broadcast [m]
        Thickness of one side of the positive coating.
    negative_coating : quantity, broadcast [m]
        Thickness of one side of the negative coating.
    hardware_resistance : quantity, broadcast [ohm m2]
        Foils, terminals and conductors, referred to the coated area.
    duty : Duty
        Peak power, pulse and cells.
    kinetics : Kinetics
        Tabulated resistances and exchange currents.

    Returns
    -------
    Resistances, shape of the inputs broadcast
        For power, for energy, and the kinetic parts at 25 °C [ohm m2]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, area-specific impedance for power and energy; constants of the couple from sheet Chem.

    Examples
    --------
    >>> from ssbmodel.presets.cells.reference import reference
    >>> parts = reference()
    >>> found = electrode_resistance(Q(68.179107, "Ah"), Q(8.0691897, "mAh/cm2"), Q(120, "um"), Q(152.69056, "um"),
    ...                              hardware_resistance=Q(1.7158996e-4, "ohm m2"),
    ...                              duty=parts.duty(Q(60, "min")), kinetics=parts.kinetics)
    >>> print(round(found.power_resistance.m_as("ohm cm**2"), 3))
    14.239
    """
    k = kinetics
    current = duty.peak_power / (duty.cells_in_series * duty.pulse_open_voltage * duty.cells_in_parallel)
    rate = current / k.limiting_rate / single_cell_capacity
    density = k.limiting_rate / k.limiting_current * areal_capacity * rate
    room = (1 - rate * rate) * (1 - density)
    positive = k.thermal_voltage / (k.positive_exchange * k.positive_surface) / (positive_coating * room**0.5)
    negative = k.thermal_voltage / (k.negative_exchange * k.negative_surface) / negative_coating
    power = k.cold_factor * (positive + negative + (_pulse(duty, k) - k.interface_resistance)) + hardware_resistance
    energy = k.energy_factor * k.mean_resistance * k.cold_factor + hardware_resistance
    _, energy, negative = together(power, energy, negative)
    return Resistances(power, energy, positive, negative)


def _pulse(duty: Duty, k: Kinetics) -> Any:
    """Return the reference resistance at the end of a pulse, at 25 °C."""
    quick = k.quick_weight * k.interface_resistance / k.quick_time**0.5
    slow = k.slow_weight * (k.pulse_resistance - k.quick_resistance + k.interface_resistance) / k.slow_time**0.5
    late = k.quick_resistance - k.interface_resistance + k.late_resistance - k.pulse_resistance
    return (quick + slow) * duty.pulse_time**0.5 + late


@door
def rated_discharge(
    single_cell_capacity: Capacity, areal_capacity: ArealCapacity, energy_resistance: AreaResistance, *, duty: Duty
) -> PackVoltage:
    r"""Voltage and energy of a pack at its rated discharge.

    .. math:: V = n_s (OCV - q R_E / \tau), \quad E = n_p Q V

    Parameters
    ----------
    single_cell_capacity : quantity, any shape [A h]
        Charge of one cell.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge per area of an electrode pair.
    energy_resistance : quantity, broadcast [ohm m2]
        Area-specific resistance over a long discharge.
    duty : Duty
        Cells, voltages and hours of the rated discharge.

    Returns
    -------
    PackVoltage, shape of the inputs broadcast
        Voltage [V]
        Energy [Wh]
        The current density at peak power [A/m2]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, calculated battery pack parameters.

    Examples
    --------
    >>> from ssbmodel.presets.cells.reference import reference
    >>> found = rated_discharge(Q(68.179107, "Ah"), Q(8.0691897, "mAh/cm2"), Q(17.247990, "ohm cm2"),
    ...                         duty=reference().duty(Q(60, "min")))
    >>> print(round(found.discharge_voltage.m_as("V"), 3))
    366.681
    """
    lost = duty.cells_in_series / duty.discharge_time * areal_capacity * energy_resistance
    voltage = duty.cells_in_series * duty.mean_open_voltage - lost
    current = duty.peak_power / (duty.cells_in_series * duty.pulse_open_voltage * duty.cells_in_parallel)
    return PackVoltage(
        voltage,
        duty.cells_in_parallel * single_cell_capacity * voltage,
        current * areal_capacity / single_cell_capacity,
    )


@door
def coating_limits(
    single_cell_capacity: Capacity,
    areal_capacity: ArealCapacity,
    positive_coating: PositiveLength,
    *,
    power_resistance: AreaResistance,
    energy_resistance: AreaResistance,
    duty: Duty,
    charge_fit: ChargeFit,
) -> CoatingLimits:
    r"""The thickest positive coating that power, energy, charging and making allow.

    .. math:: A_P = \frac{R_P P}{n\,OCV^2 x (1 - x)}, \quad t = \min(Q / (Q_v A_P), Q / (Q_v A_E), t_{charge}, t_{max})

    Parameters
    ----------
    single_cell_capacity : quantity, any shape [A h]
        Charge of one cell.
    areal_capacity : quantity, broadcast [A h/m2]
        Charge per area of an electrode pair.
    positive_coating : quantity, broadcast [m]
        Thickness of the coating that has this areal capacity.
    power_resistance : quantity, broadcast [ohm m2]
        Area-specific resistance in a pulse.
    energy_resistance : quantity, broadcast [ohm m2]
        Area-specific resistance over a long discharge.
    duty : Duty
        Peak power, voltages, charging time and the thickest coating that can be made.
    charge_fit : ChargeFit
        Empirical bound of charging.

    Returns
    -------
    CoatingLimits, shape of the inputs broadcast
        Areas a cell needs for power and energy [m2]
        Coating that charges in time and coating chosen [m]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, electrode thickness calculations; the fit for charging is empirical.

    Examples
    --------
    >>> from ssbmodel.presets.cells.reference import reference
    >>> parts = reference()
    >>> found = coating_limits(Q(67.561047, "Ah"), Q(2.0381318, "mAh/cm2"), Q(30.309836, "um"),
    ...                        power_resistance=Q(19.011662, "ohm cm2"), energy_resistance=Q(18.9111, "ohm cm2"),
    ...                        duty=parts.duty(Q(10, "min")), charge_fit=parts.charge_fit)
    >>> print(round(found.chosen_coating.m_as("um"), 2))
    30.31
    """
    xp = namespace(
        single_cell_capacity, areal_capacity, positive_coating, power_resistance, energy_resistance, *duty, *charge_fit
    )
    cells = duty.cells_in_series * duty.cells_in_parallel * duty.pulse_open_voltage / duty.peak_power
    x_p, x_e = duty.power_voltage_share, duty.energy_voltage_share
    power = power_resistance / (cells * duty.pulse_open_voltage * x_p * (1 - x_p))
    energy = energy_resistance / (cells * duty.mean_open_voltage * x_e * (1 - x_e))
    slowness = xp.log(duty.design_charging_time / charge_fit.one_minute) ** 2
    # several times faster than ** on arrays, and as exact as a power law is
    ease = xp.exp(charge_fit.resistance_power * xp.log(charge_fit.reference_resistance / power_resistance))
    slope = charge_fit.one_length * charge_fit.fit_slope * slowness
    charge = slope * ease + charge_fit.one_length * charge_fit.fit_offset
    needed = single_cell_capacity * positive_coating / (areal_capacity * xp.maximum(power, energy))
    return CoatingLimits(power, energy, charge, xp.minimum(xp.minimum(needed, charge), duty.thickest_coating))
