"""How a cost falls: at a rate per year, or with experience.

Laws after Wright (1936) as stated by Nagy et al. (2013), PLoS ONE 8, e52669, with prior experience (the "Stanford-B"
form) and a floor that learning cannot cross.
"""

import math

from ...ground.arrays import namespace
from ...ground.door import door, door_where
from ...ground.quantities import (
    Count,
    DeclineRate,
    Energy,
    LearningRate,
    Number,
    PositiveCount,
    PositiveEnergy,
    PositiveLearningRate,
    PositiveUnitCost,
    UnitCost,
)

LN2 = math.log(2)


@door
def cost_at_rate(start_cost: UnitCost, annual_decline: DeclineRate, steps: Count) -> UnitCost:
    r"""Cost after a number of years of decline at a steady rate.

    .. math:: c = c_0 (1 - r)^n

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    annual_decline : quantity, broadcast, below 1 [1]
        Share :math:`r` of the cost that goes in each year; negative where it rises.
    steps : quantity, broadcast [1]
        Years :math:`n` from now.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Moore's law as Nagy, Farmer, Bui and Trancik (2013), PLoS ONE 8, e52669, doi:10.1371/journal.pone.0052669, state
    it.

    Examples
    --------
    >>> after = cost_at_rate(Q(2, "CNY_2025/Wh"), Q(50, "%"), Q(2, "years"))
    >>> print(f"{after:.6g}")
    0.5 CNY_2025 / watt_hour
    """
    xp = namespace(start_cost, annual_decline, steps)
    return start_cost * xp.exp(steps * xp.log1p(-annual_decline))


@door
def annual_decline(start_cost: PositiveUnitCost, end_cost: PositiveUnitCost, steps: PositiveCount) -> DeclineRate:
    r"""Steady rate per year that leads from one cost to another.

    .. math:: r = 1 - (c_1 / c_0)^{1/n}

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    end_cost : quantity, broadcast [money/Wh]
        Cost :math:`c_1` then. An upper bound here makes a lower bound of the answer.
    steps : quantity, broadcast [1]
        Years :math:`n` between the two.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, or the two costs are in different money.

    References
    ----------
    Definition; the inverse of :func:`cost_at_rate`.

    Examples
    --------
    >>> annual_decline(Q(1.6, "CNY_2025/Wh"), Q(0.4, "CNY_2025/Wh"), Q(2, "years"))
    <Quantity(0.5, 'dimensionless')>
    """
    xp = namespace(start_cost, end_cost, steps)
    # expm1/log: the textbook form loses all digits as the rate goes to zero.
    return -xp.expm1(xp.log(end_cost / start_cost) / steps)


@door
def effective_doublings(experience: PositiveEnergy, added: Energy, *, prior_experience: Energy) -> Count:
    r"""Doublings of experience that a volume adds, earlier experience included.

    .. math:: D = \log_2 \frac{z + z_+ + B}{z + B}

    Parameters
    ----------
    experience : quantity, any shape [Wh]
        Cumulative output :math:`z` so far, counted since a stated year.
    added : quantity, broadcast [Wh]
        Output :math:`z_+` made since.
    prior_experience : quantity, broadcast [Wh]
        Experience :math:`B` from before the count, or from a related product; 0 is an answer.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    The Stanford-B curve, among the learning curves that Yelle (1979), Decision Sciences 10, 302-328,
    doi:10.1111/j.1540-5915.1979.tb00026.x, reviews.

    Examples
    --------
    >>> effective_doublings(Q(1, "GWh"), Q(3, "GWh"), prior_experience=Q(0, "GWh"))
    <Quantity(2.0, 'dimensionless')>
    """
    xp = namespace(experience, added, prior_experience)
    return xp.log1p(added / (experience + prior_experience)) / LN2


@door_where("floor <= start_cost")
def cost_after_learning(
    start_cost: UnitCost,
    learning_rate: LearningRate,
    experience: PositiveEnergy,
    added: Energy,
    *,
    prior_experience: Energy,
    floor: UnitCost,
) -> UnitCost:
    r"""Cost after a further volume has been made (Wright's law with prior experience and a floor).

    .. math:: c = f + (c_0 - f)(1 - L)^D

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    learning_rate : quantity, broadcast, 0 to below 1 [1]
        Share :math:`L` of the cost above the floor that goes with each doubling.
    experience : quantity, broadcast [Wh]
        Cumulative output so far, counted since a stated year.
    added : quantity, broadcast [Wh]
        Output made since; the two give the doublings :math:`D` of :func:`effective_doublings`.
    prior_experience : quantity, broadcast [Wh]
        Experience from before the count, or from a related product; 0 is an answer.
    floor : quantity, broadcast [money/Wh]
        Cost :math:`f` that learning cannot cross, such as that of the raw materials. At or below the start cost.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, if start cost and floor differ in money,
        or if the floor lies above the start cost in any case.

    References
    ----------
    T. P. Wright (1936), Journal of the Aeronautical Sciences 3, 122-128, doi:10.2514/8.155; prior experience after
    the Stanford-B curve in Yelle (1979), Decision Sciences 10, 302-328, doi:10.1111/j.1540-5915.1979.tb00026.x. The
    floor is an addition of ours.

    Examples
    --------
    >>> after = cost_after_learning(Q(2, "CNY_2025/Wh"), Q(20, "%"), Q(1, "GWh"), Q(3, "GWh"),
    ...                             prior_experience=Q(0, "GWh"), floor=Q(0, "CNY_2025/Wh"))
    >>> print(f"{after:.6g}")
    1.28 CNY_2025 / watt_hour
    """
    xp = namespace(start_cost, learning_rate, experience, added, prior_experience, floor)
    doublings = xp.log1p(added / (experience + prior_experience)) / LN2
    return floor + (start_cost - floor) * xp.exp(doublings * xp.log1p(-learning_rate))


@door
def required_learning_rate(
    start_cost: PositiveUnitCost, end_cost: PositiveUnitCost, doublings: PositiveCount
) -> DeclineRate:
    r"""Learning rate that leads from one cost to another in a number of doublings.

    .. math:: L = 1 - (c_1 / c_0)^{1/D}

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now, above any floor.
    end_cost : quantity, broadcast [money/Wh]
        Cost :math:`c_1` then, above the same floor.
    doublings : quantity, broadcast [1]
        Doublings :math:`D` of experience between the two.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]
        Negative where the cost rises.

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, or the two costs are in different money.

    References
    ----------
    Wright's law, solved for the learning rate.

    Examples
    --------
    >>> required_learning_rate(Q(1.6, "CNY_2025/Wh"), Q(0.4, "CNY_2025/Wh"), Q(2, ""))
    <Quantity(0.5, 'dimensionless')>
    """
    xp = namespace(start_cost, end_cost, doublings)
    return -xp.expm1(xp.log(end_cost / start_cost) / doublings)


@door
def required_doublings(
    start_cost: PositiveUnitCost, end_cost: PositiveUnitCost, learning_rate: PositiveLearningRate
) -> Number:
    r"""Doublings of experience that lead from one cost to another at a learning rate.

    .. math:: D = \ln(c_1 / c_0) / \ln(1 - L)

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now, above any floor.
    end_cost : quantity, broadcast [money/Wh]
        Cost :math:`c_1` then, above the same floor.
    learning_rate : quantity, broadcast, between 0 and 1 [1]
        Share :math:`L` of the cost that goes with each doubling.

    Returns
    -------
    quantity, shape of the inputs broadcast
        Shares [1]
        Negative where the cost rises.

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, or the two costs are in different money.

    References
    ----------
    Wright's law, solved for the doublings.

    Examples
    --------
    >>> required_doublings(Q(1.6, "CNY_2025/Wh"), Q(0.4, "CNY_2025/Wh"), Q(50, "%"))
    <Quantity(2.0, 'dimensionless')>
    """
    xp = namespace(start_cost, end_cost, learning_rate)
    return xp.log(end_cost / start_cost) / xp.log1p(-learning_rate)
