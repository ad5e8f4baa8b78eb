"""How much of its capacity a battery still gives in the cold: one line for a cell, another for a car that drives.

A cell is as cold as its chamber. A car warms its pack while it drives, so it loses less against the air outside. The
two lines have slopes of different names, and neither stands in for the other: the cell's is for parked and unheated
packs, for storage and for aircraft.
"""

from typing import Any

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import Share, SlopePerKelvin, Temperature


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
    For a third to half of the capacity an hour. A line holds over the temperatures of the tests behind it alone, which
    :func:`ssbmodel.cells.retention.retention_line` states beside the slope.

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


def _kept(temperature: Any, warm: Any, slope: Any) -> Any:
    """Return 1 down to a warm temperature, and a straight line below it."""
    colder = warm - temperature
    return 1 - slope * namespace(colder).maximum(colder, 0 * colder)
