"""How much is made: paths of yearly output, and what they add to experience.

Output is counted per annual step, so that a growth rate is a plain number and output times steps is energy. The paths
are continuous; a table of yearly outputs adds their sum instead, and the two differ.
"""

from typing import Any

import numpy as np

from ...ground.arrays import namespace
from ...ground.door import door, door_where
from ...ground.quantities import Count, Energy, GrowthRate, PositiveEnergy, PositiveGrowthRate

# A Gompertz path is entire in time: two pieces of 25 Gauss nodes keep 1e-12 as long as r t is at most 20.
_PIECES = 2
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(25)
_TINY = 1e-30


@door
def exponential_output(start_output: Energy, growth: GrowthRate, steps: Count) -> Energy:
    r"""Yearly output that grows at a steady rate.

    .. math:: q = q_0 e^{g t}

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` per year at the start.
    growth : quantity, broadcast, -5 to 5 [1]
        Growth :math:`g` of the logarithm of output per year; negative where it shrinks.
    steps : quantity, broadcast [1]
        Years :math:`t` from the start.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of a steady rate of growth.

    Examples
    --------
    >>> print(f"{exponential_output(Q(12, 'GWh'), Q(0.5, ''), Q(2, '')).to('GWh'):.6g}")
    32.6194 gigawatt_hour
    """
    xp = namespace(start_output, growth, steps)
    return start_output * xp.exp(growth * steps)


@door
def exponential_added(start_output: Energy, growth: GrowthRate, steps: Count) -> Energy:
    r"""Volume made while yearly output grows at a steady rate.

    .. math:: z_+ = q_0 (e^{g t} - 1) / g

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` per year at the start.
    growth : quantity, broadcast, -5 to 5 [1]
        Growth :math:`g` of the logarithm of output per year; at 0 the volume is :math:`q_0 t`.
    steps : quantity, broadcast [1]
        Years :math:`t` from the start.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: integral of :func:`exponential_output`; checked by hand and by quadrature.

    Examples
    --------
    >>> print(f"{exponential_added(Q(12, 'GWh'), Q(0, ''), Q(2, '')).to('GWh'):.6g}")
    24 gigawatt_hour
    """
    xp = namespace(start_output, growth, steps)
    return start_output * steps * relative_growth(xp, growth * steps)


@door_where("start_output <= ceiling_output")
def logistic_output(
    start_output: PositiveEnergy, ceiling_output: PositiveEnergy, growth: PositiveGrowthRate, steps: Count
) -> Energy:
    r"""Yearly output on a symmetric S-curve.

    .. math:: q = \frac{K}{1 + (K / q_0 - 1) e^{-r t}}

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` per year at the start.
    ceiling_output : quantity, broadcast [Wh]
        Output :math:`K` per year that the curve approaches; at or above the start.
    growth : quantity, broadcast, above 0, at most 5 [1]
        Rate :math:`r` per year of the early growth.
    steps : quantity, broadcast [1]
        Years :math:`t` from the start.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds, or the start is above the ceiling.

    References
    ----------
    Meyer, Yung and Ausubel (1999), Technological Forecasting and Social Change 61, 247-271.

    Examples
    --------
    >>> print(f"{logistic_output(Q(12, 'GWh'), Q(800, 'GWh'), Q(0.8, ''), Q(5, '')).to('GWh'):.9g}")
    363.186185 gigawatt_hour
    """
    xp = namespace(start_output, ceiling_output, growth, steps)
    return ceiling_output / (1 + (ceiling_output / start_output - 1) * xp.exp(-growth * steps))


@door_where("start_output <= ceiling_output")
def logistic_added(
    start_output: PositiveEnergy, ceiling_output: PositiveEnergy, growth: PositiveGrowthRate, steps: Count
) -> Energy:
    r"""Volume made while yearly output follows a symmetric S-curve.

    .. math:: z_+ = \frac{K}{r} \ln \frac{K / q_0 - 1 + e^{r t}}{K / q_0}

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` per year at the start.
    ceiling_output : quantity, broadcast [Wh]
        Output :math:`K` per year that the curve approaches; at or above the start.
    growth : quantity, broadcast, above 0, at most 5 [1]
        Rate :math:`r` per year of the early growth.
    steps : quantity, broadcast [1]
        Years :math:`t` from the start.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds, or the start is above the ceiling.

    References
    ----------
    Own derivation: integral of :func:`logistic_output`; checked by quadrature.

    Examples
    --------
    >>> print(f"{logistic_added(Q(12, 'GWh'), Q(800, 'GWh'), Q(0.8, ''), Q(5, '')).to('GWh'):.9g}")
    589.991039 gigawatt_hour
    """
    xp = namespace(start_output, ceiling_output, growth, steps)
    gain = start_output / ceiling_output * xp.expm1(growth * steps)
    return ceiling_output / growth * xp.log1p(gain)


@door_where("start_output <= ceiling_output")
def gompertz_output(
    start_output: PositiveEnergy, ceiling_output: PositiveEnergy, growth: PositiveGrowthRate, steps: Count
) -> Energy:
    r"""Yearly output on an S-curve that is steep early and slow late.

    .. math:: q = K \left(\frac{q_0}{K}\right)^{e^{-r t}}

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` per year at the start.
    ceiling_output : quantity, broadcast [Wh]
        Output :math:`K` per year that the curve approaches; at or above the start.
    growth : quantity, broadcast, above 0, at most 5 [1]
        Rate :math:`r` per year at which the distance to the ceiling, in logarithms, shrinks.
    steps : quantity, broadcast [1]
        Years :math:`t` from the start.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds, or the start is above the ceiling.

    References
    ----------
    Definition of the Gompertz curve, by its start and its ceiling.

    Examples
    --------
    >>> print(f"{gompertz_output(Q(12, 'GWh'), Q(800, 'GWh'), Q(0.3, ''), Q(5, '')).to('GWh'):.9g}")
    313.415837 gigawatt_hour
    """
    xp = namespace(start_output, ceiling_output, growth, steps)
    return ceiling_output * xp.exp(xp.log(start_output / ceiling_output) * xp.exp(-growth * steps))


@door_where("start_output <= ceiling_output")
def gompertz_added(
    start_output: PositiveEnergy, ceiling_output: PositiveEnergy, growth: PositiveGrowthRate, steps: Count
) -> Energy:
    r"""Volume made while yearly output follows a Gompertz curve.

    .. math:: z_+ = K \int_0^t \left(\frac{q_0}{K}\right)^{e^{-r s}} ds

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` per year at the start.
    ceiling_output : quantity, broadcast [Wh]
        Output :math:`K` per year that the curve approaches; at or above the start.
    growth : quantity, broadcast, above 0, at most 5 [1]
        Rate :math:`r` per year at which the distance to the ceiling, in logarithms, shrinks.
    steps : quantity, broadcast [1]
        Years :math:`t` from the start.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds, or the start is above the ceiling.

    Notes
    -----
    The integral is a difference of exponential integrals; a Gauss rule keeps it free of cancellation.

    References
    ----------
    Own derivation: integral of :func:`gompertz_output`; checked by quadrature.

    Examples
    --------
    >>> print(f"{gompertz_added(Q(12, 'GWh'), Q(800, 'GWh'), Q(0.3, ''), Q(5, '')).to('GWh'):.9g}")
    642.926812 gigawatt_hour
    """
    xp = namespace(start_output, ceiling_output, growth, steps)
    mean = _mean_gompertz(xp, xp.log(start_output / ceiling_output), growth * steps)
    return ceiling_output * steps * mean


def _mean_gompertz(xp: Any, depth: Any, fading: Any) -> Any:
    """Return the mean of a Gompertz curve over its ceiling, by a Gauss rule in pieces."""
    rule = list(zip(_NODES.tolist(), _WEIGHTS.tolist()))
    places = [((piece + (1 + node) / 2) / _PIECES, weight) for piece in range(_PIECES) for node, weight in rule]
    return sum(weight / 2 / _PIECES * xp.exp(depth * xp.exp(-fading * past)) for past, weight in places)


def relative_growth(xp: Any, exponent: Any) -> Any:
    """Return (e^u - 1)/u, which is 1 at u = 0."""
    near = exponent + _TINY  # changes no digit of any other exponent, and needs no branch
    return xp.expm1(near) / near
