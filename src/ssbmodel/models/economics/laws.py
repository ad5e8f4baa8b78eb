"""Other laws of decline: with yearly output, with time and experience together, in two stages, with knowledge.

As stated by Nagy et al. (2013), PLoS ONE 8, e52669. Two stages (minerals set the floor of the materials, these that of
the pack) as Penisa et al. (2020), Energies 13, describe the idea.
"""

from ...ground.arrays import namespace
from ...ground.door import door, door_where
from ...ground.quantities import (
    Count,
    DeclineRate,
    Energy,
    LearningRate,
    Number,
    PositiveEnergy,
    Ratio,
    Share,
    UnitCost,
)
from .decline import LN2


@door
def experience_exponent(learning_rate: LearningRate) -> Count:
    r"""Exponent of Wright's law that belongs to a learning rate.

    .. math:: b = -\log_2(1 - L)

    Parameters
    ----------
    learning_rate : quantity, any shape, 0 to below 1 [1]
        Share :math:`L` of the cost that goes with each doubling.

    Returns
    -------
    quantity, shape of the input [1]

    Raises
    ------
    UnitError, DomainError
        If the input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    T. P. Wright (1936), Journal of the Aeronautical Sciences 3, 122-128, doi:10.2514/8.155.

    Examples
    --------
    >>> experience_exponent(Q(50, "%"))
    <Quantity(1.0, 'dimensionless')>
    """
    return -namespace(learning_rate).log1p(-learning_rate) / LN2


@door
def learning_rate(experience_exponent: Number) -> DeclineRate:
    r"""Share of the cost that goes with each doubling, from the exponent of Wright's law.

    .. math:: L = 1 - 2^{-b}

    Parameters
    ----------
    experience_exponent : quantity, any shape [1]
        Exponent :math:`b`, above 0 where the cost falls.

    Returns
    -------
    quantity, shape of the input [1]

    Raises
    ------
    UnitError, DomainError
        If the input has no unit, the wrong one, or is not finite.

    References
    ----------
    T. P. Wright (1936), Journal of the Aeronautical Sciences 3, 122-128, doi:10.2514/8.155.

    Examples
    --------
    >>> learning_rate(Q(1, ""))
    <Quantity(0.5, 'dimensionless')>
    """
    return -namespace(experience_exponent).expm1(-LN2 * experience_exponent)


@door
def counted_experience(experience: Energy, related_experience: Energy, shared_share: Share) -> Energy:
    r"""Experience that counts for a component: its own, and a share of a related product's.

    .. math:: z_i = z + k_i z_r

    Parameters
    ----------
    experience : quantity, any shape [Wh]
        Cumulative output :math:`z` of the product itself.
    related_experience : quantity, broadcast [Wh]
        Cumulative output :math:`z_r` of the related product, counted since the same year.
    shared_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`k_i` of it that counts for this component. Never count the same volume as prior experience too.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own assumption that components share experience; learning by components is that of Ferioli, Schoots and van der
    Zwaan (2009), Energy Policy 37, 2525-2535.

    Examples
    --------
    >>> print(counted_experience(Q(2, "GWh"), Q(5800, "GWh"), Q(50, "%")).to("GWh"))
    2902.0 gigawatt_hour
    """
    return experience + shared_share * related_experience


@door
def cost_with_output(
    start_cost: UnitCost, start_output: PositiveEnergy, output: PositiveEnergy, scale_exponent: Number
) -> UnitCost:
    r"""Cost that falls with yearly output, by scale alone (Goddard's law).

    .. math:: c = c_0 (q / q_0)^{-h}

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    start_output : quantity, broadcast [Wh]
        Output :math:`q_0` per year now.
    output : quantity, broadcast [Wh]
        Output :math:`q` per year then.
    scale_exponent : quantity, broadcast [1]
        Exponent :math:`h`, above 0 where the cost falls.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Goddard's law as Nagy, Farmer, Bui and Trancik (2013), PLoS ONE 8, e52669, doi:10.1371/journal.pone.0052669,
    state it.

    Examples
    --------
    >>> after = cost_with_output(Q(2, "CNY_2025/Wh"), Q(1, "GWh"), Q(4, "GWh"), Q(0.5, ""))
    >>> print(f"{after:.6g}")
    1 CNY_2025 / watt_hour
    """
    xp = namespace(start_cost, start_output, output, scale_exponent)
    return start_cost * xp.exp(-scale_exponent * xp.log(output / start_output))


@door
def cost_with_output_and_experience(
    start_cost: UnitCost,
    learning_rate: LearningRate,
    doublings: Count,
    *,
    start_output: PositiveEnergy,
    output: PositiveEnergy,
    scale_exponent: Number,
) -> UnitCost:
    r"""Cost that falls with experience and with yearly output (the law of Sinclair, Klepper and Cohen).

    .. math:: c = c_0 (1 - L)^D (q / q_0)^{-h}

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    learning_rate : quantity, broadcast, 0 to below 1 [1]
        Share :math:`L` of the cost that goes with each doubling.
    doublings : quantity, broadcast [1]
        Doublings :math:`D` of experience, prior experience included.
    start_output : quantity, broadcast [Wh]
        Output :math:`q_0` per year now.
    output : quantity, broadcast [Wh]
        Output :math:`q` per year then.
    scale_exponent : quantity, broadcast [1]
        Exponent :math:`h`, above 0 where the cost falls.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    The law of Sinclair, Klepper and Cohen as Nagy, Farmer, Bui and Trancik (2013), PLoS ONE 8, e52669,
    doi:10.1371/journal.pone.0052669, state it.

    Examples
    --------
    >>> after = cost_with_output_and_experience(Q(2, "CNY_2025/Wh"), Q(20, "%"), Q(2, ""), start_output=Q(1, "GWh"),
    ...                                         output=Q(4, "GWh"), scale_exponent=Q(0.5, ""))
    >>> print(f"{after:.6g}")
    0.64 CNY_2025 / watt_hour
    """
    xp = namespace(start_cost, learning_rate, doublings, start_output, output, scale_exponent)
    return start_cost * xp.exp(doublings * xp.log1p(-learning_rate) - scale_exponent * xp.log(output / start_output))


@door
def cost_with_time_and_experience(
    start_cost: UnitCost, annual_decline: DeclineRate, steps: Count, learning_rate: LearningRate, doublings: Count
) -> UnitCost:
    r"""Cost that falls with time and with experience (Nordhaus's law).

    .. math:: c = c_0 (1 - r)^n (1 - L)^D

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    annual_decline : quantity, broadcast, below 1 [1]
        Share :math:`r` of the cost that goes in each year whatever is made.
    steps : quantity, broadcast [1]
        Years :math:`n` from now.
    learning_rate : quantity, broadcast, 0 to below 1 [1]
        Share :math:`L` of the cost that goes with each doubling.
    doublings : quantity, broadcast [1]
        Doublings :math:`D` of experience, prior experience included.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Nordhaus's law as Nagy, Farmer, Bui and Trancik (2013), PLoS ONE 8, e52669, doi:10.1371/journal.pone.0052669,
    state it.

    Examples
    --------
    >>> after = cost_with_time_and_experience(Q(2, "CNY_2025/Wh"), Q(50, "%"), Q(1, ""), Q(20, "%"), Q(2, ""))
    >>> print(f"{after:.6g}")
    0.64 CNY_2025 / watt_hour
    """
    xp = namespace(start_cost, annual_decline, steps, learning_rate, doublings)
    return start_cost * xp.exp(steps * xp.log1p(-annual_decline) + doublings * xp.log1p(-learning_rate))


@door
def cost_with_knowledge(
    start_cost: UnitCost,
    learning_rate: LearningRate,
    doublings: Count,
    knowledge_ratio: Ratio,
    knowledge_exponent: Number,
) -> UnitCost:
    r"""Cost that falls with experience and with a stock of knowledge (two factors).

    .. math:: c = c_0 (1 - L)^D (K / K_0)^{-h}

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    learning_rate : quantity, broadcast, 0 to below 1 [1]
        Share :math:`L` of the cost that goes with each doubling.
    doublings : quantity, broadcast [1]
        Doublings :math:`D` of experience, prior experience included.
    knowledge_ratio : quantity, broadcast [1]
        Stock :math:`K / K_0` of patents or research, then over now.
    knowledge_exponent : quantity, broadcast [1]
        Exponent :math:`h`, above 0 where the cost falls.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Kittner, Lill and Kammen (2017), Nature Energy 2, 17125: two factors, production and patents.

    Examples
    --------
    >>> after = cost_with_knowledge(Q(2, "CNY_2025/Wh"), Q(20, "%"), Q(2, ""), Q(4, ""), Q(0.5, ""))
    >>> print(f"{after:.6g}")
    0.64 CNY_2025 / watt_hour
    """
    xp = namespace(start_cost, learning_rate, doublings, knowledge_ratio, knowledge_exponent)
    return start_cost * xp.exp(doublings * xp.log1p(-learning_rate) - knowledge_exponent * xp.log(knowledge_ratio))


@door_where("start_mineral_cost <= start_material_cost")
def cost_in_two_stages(
    start_material_cost: UnitCost,
    start_mineral_cost: UnitCost,
    mineral_cost: UnitCost,
    start_other_cost: UnitCost,
    *,
    material_learning_rate: LearningRate,
    material_doublings: Count,
    other_learning_rate: LearningRate,
    other_doublings: Count,
) -> UnitCost:
    r"""Cost of which the materials learn toward the price of their minerals, and the rest by itself.

    .. math:: c = m + (c_m - m_0)(1 - L_m)^{D_m} + c_r (1 - L_r)^{D_r}

    Parameters
    ----------
    start_material_cost : quantity, any shape [money/Wh]
        Cost :math:`c_m` of the active materials now, minerals included.
    start_mineral_cost : quantity, broadcast [money/Wh]
        Cost :math:`m_0` of the minerals in them now, at or below that of the materials.
    mineral_cost : quantity, broadcast [money/Wh]
        Cost :math:`m` of the minerals then, given from outside: learning does not lower it.
    start_other_cost : quantity, broadcast [money/Wh]
        Cost :math:`c_r` of everything else now.
    material_learning_rate : quantity, broadcast, 0 to below 1 [1]
        Share :math:`L_m` of the cost above the minerals that goes with each doubling.
    material_doublings : quantity, broadcast [1]
        Doublings :math:`D_m` of the experience with the materials.
    other_learning_rate : quantity, broadcast, 0 to below 1 [1]
        Share :math:`L_r` of the other cost that goes with each doubling.
    other_doublings : quantity, broadcast [1]
        Doublings :math:`D_r` of the experience with everything else.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, if the costs differ in money, or if the
        minerals cost more than the materials.

    References
    ----------
    Two stages with mineral costs as the floor of material costs, as Penisa et al. (2020), Energies 13, 5276,
    doi:10.3390/en13205276, describe them.

    Examples
    --------
    >>> after = cost_in_two_stages(
    ...     Q(0.9, "CNY_2025/Wh"), Q(0.5, "CNY_2025/Wh"), Q(0.4, "CNY_2025/Wh"), Q(1, "CNY_2025/Wh"),
    ...     material_learning_rate=Q(50, "%"), material_doublings=Q(1, ""),
    ...     other_learning_rate=Q(20, "%"), other_doublings=Q(2, ""))
    >>> print(f"{after:.6g}")
    1.24 CNY_2025 / watt_hour
    """
    rates, doublings = (material_learning_rate, other_learning_rate), (material_doublings, other_doublings)
    xp = namespace(start_material_cost, start_mineral_cost, mineral_cost, start_other_cost, *rates, *doublings)
    of_materials, of_others = (xp.exp(n * xp.log1p(-rate)) for n, rate in zip(doublings, rates))
    return mineral_cost + (start_material_cost - start_mineral_cost) * of_materials + start_other_cost * of_others
