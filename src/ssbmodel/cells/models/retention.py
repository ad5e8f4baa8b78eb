"""How much of its capacity a battery still gives in the cold: one line for a cell, another for a car that drives.

A cell is as cold as its chamber. A car warms its pack while it drives, so it loses less against the air outside. The
two lines have slopes of different names, and neither stands in for the other: the cell's is for parked and unheated
packs, for storage and for aircraft.
"""

from typing import Any

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import Share, SlopePerKelvin, Temperature, TemperatureDifference


@door
def cell_capacity_retention(
    cell_temperature: Temperature,
    *,
    cell_retention_temperature: Temperature,
    cell_retention_slope: SlopePerKelvin,
) -> Share:
    r"""Share of its charge that a cold cell still gives at low current.

    .. math:: r = 1 - s \max(T_0 - T, 0)

    Parameters
    ----------
    cell_temperature : quantity, any shape [K]
        Temperature :math:`T` of the cell while it discharges.
    cell_retention_temperature : quantity, broadcast [K]
        Temperature :math:`T_0` from which on nothing is lost.
    cell_retention_slope : quantity, broadcast [1/K]
        Share :math:`s` of the charge that goes with each kelvin below it.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]
        1 where the cell is warm: a hot cell gains nothing.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    For a third to half of the capacity an hour. A line holds over a range of temperatures alone;
    :func:`cell_retention_extrapolation` says how far beyond a temperature lies.

    References
    ----------
    Kollmeyer, Panasonic 18650PF Li-ion Battery Data, University of Wisconsin, doi:10.17632/wykht8y7tg: a measured cell
    that the line follows within 0.01 from 25 to -20 °C.

    Examples
    --------
    >>> kept = cell_capacity_retention(
    ...     Q(-20, "degC"), cell_retention_temperature=Q(25, "degC"), cell_retention_slope=Q(0.004, "1/K")
    ... )
    >>> round(float(kept.magnitude), 12)
    0.82
    """
    return _kept(cell_temperature, cell_retention_temperature, cell_retention_slope)


@door
def capacity_retention_in_driving(
    ambient_temperature: Temperature,
    *,
    driving_retention_temperature: Temperature,
    driving_retention_slope: SlopePerKelvin,
) -> Share:
    r"""Share of its usable energy that a car still gets from its pack while it drives in the cold.

    .. math:: r = 1 - s \max(T_0 - T, 0)

    Parameters
    ----------
    ambient_temperature : quantity, any shape [K]
        Temperature :math:`T` of the air, in which the car also stood before.
    driving_retention_temperature : quantity, broadcast [K]
        Temperature :math:`T_0` from which on nothing is lost.
    driving_retention_slope : quantity, broadcast [1/K]
        Share :math:`s` of the usable energy that goes with each kelvin below it.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    What heating draws is part of the consumption, never of this. A trip of more than an hour tends to lose less, a car
    that stood unheated starts as cold as :func:`cell_capacity_retention` says.

    References
    ----------
    AAA, Electric Vehicle Range Testing (2019), and its repetition of 2025: range ratio over economy ratio at -6.7 °C.

    Examples
    --------
    >>> kept = capacity_retention_in_driving(
    ...     Q(-7, "degC"), driving_retention_temperature=Q(23, "degC"), driving_retention_slope=Q(0.002, "1/K")
    ... )
    >>> round(float(kept.magnitude), 12)
    0.94
    """
    return _kept(ambient_temperature, driving_retention_temperature, driving_retention_slope)


@door
def cell_retention_extrapolation(
    cell_temperature: Temperature,
    *,
    lowest_retention_cell_temperature: Temperature,
    highest_retention_cell_temperature: Temperature,
) -> TemperatureDifference:
    r"""How far a cell's temperature lies outside the range that its retention line holds for.

    .. math:: e = \max(T_l - T, T - T_h, 0)

    Parameters
    ----------
    cell_temperature : quantity, any shape [K]
        Temperature :math:`T` of the cell while it discharges.
    lowest_retention_cell_temperature : quantity, broadcast [K]
        Lower end :math:`T_l` of the range.
    highest_retention_cell_temperature : quantity, broadcast [K]
        Upper end :math:`T_h` of the range.

    Returns
    -------
    quantity, shape of the inputs broadcast [K]
        0 within the range; an answer that rests on more must say so.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> cell_retention_extrapolation(
    ...     Q(243, "K"), lowest_retention_cell_temperature=Q(253, "K"), highest_retention_cell_temperature=Q(298, "K")
    ... )
    <Quantity(10.0, 'kelvin')>
    """
    return _beyond(cell_temperature, lowest_retention_cell_temperature, highest_retention_cell_temperature)


@door
def driving_retention_extrapolation(
    ambient_temperature: Temperature,
    *,
    lowest_retention_ambient_temperature: Temperature,
    highest_retention_ambient_temperature: Temperature,
) -> TemperatureDifference:
    r"""How far the air's temperature lies outside the range that a car's retention line holds for.

    .. math:: e = \max(T_l - T, T - T_h, 0)

    Parameters
    ----------
    ambient_temperature : quantity, any shape [K]
        Temperature :math:`T` of the air.
    lowest_retention_ambient_temperature : quantity, broadcast [K]
        Lower end :math:`T_l` of the range.
    highest_retention_ambient_temperature : quantity, broadcast [K]
        Upper end :math:`T_h` of the range.

    Returns
    -------
    quantity, shape of the inputs broadcast [K]
        0 within the range; an answer that rests on more must say so.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> driving_retention_extrapolation(
    ...     Q(308, "K"),
    ...     lowest_retention_ambient_temperature=Q(253, "K"),
    ...     highest_retention_ambient_temperature=Q(296, "K"),
    ... )
    <Quantity(12.0, 'kelvin')>
    """
    return _beyond(ambient_temperature, lowest_retention_ambient_temperature, highest_retention_ambient_temperature)


def _kept(temperature: Any, warm: Any, slope: Any) -> Any:
    """Return 1 down to a warm temperature, and a straight line below it."""
    colder = warm - temperature
    return 1 - slope * namespace(colder).maximum(colder, 0 * colder)


def _beyond(temperature: Any, low: Any, high: Any) -> Any:
    """Return how far a temperature lies outside a range, 0 inside it."""
    below, above = low - temperature + 0 * high, temperature - high + 0 * low
    larger = namespace(below).maximum
    return larger(larger(below, above), 0 * below)
