"""A price that falls with experience: output made since a base year, growth of experience, the price it leaves.

Wright's law as stated by Nagy et al. (2013), PLoS ONE 8, e52669, with prior experience (the "Stanford-B" form). Yearly
output between two stated years grows by one factor a year; its sum is two geometric ones, in closed form.
"""

import math
from typing import Annotated, Any

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    Count,
    Energy,
    Interval,
    Number,
    PositiveCount,
    PositiveEnergy,
    Quantity,
    Ratio,
    UnitCost,
)
from ...models.economics.deployment import relative_growth

ExperienceGrowth = Annotated[Quantity, "", Interval(1, math.inf)]


@door
def yearly_added(
    start_output: PositiveEnergy,
    end_output: PositiveEnergy,
    *,
    path_steps: PositiveCount,
    later_growth: Ratio,
    steps_before_base: Count,
    steps_of_path: Count,
) -> Energy:
    r"""Output of the years after a base year, along yearly outputs that grow steadily between two stated ones.

    .. math::
        z_+ = \sum_{k = n_0 + 1}^{n_0 + n} q_k, \quad
        q_k = q_0 (q_1 / q_0)^{k / N} \;(k \le N), \quad q_k = q_1 a^{k - N} \;(k > N)

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` of the year in which the path starts.
    end_output : quantity, broadcast [Wh]
        Output :math:`q_1` of the year :math:`N` steps later.
    path_steps : quantity, broadcast, above 0 [1]
        Annual steps :math:`N` between the two.
    later_growth : quantity, broadcast, above 0 [1]
        Output of a year over that of the year before, :math:`a`, once the path has ended.
    steps_before_base : quantity, broadcast [1]
        Steps :math:`n_0` of the path until the base year.
    steps_of_path : quantity, broadcast [1]
        Steps :math:`n` of the path from the base year on.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]
        The output of the base year itself is not in it: experience counts to the end of a year.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Own derivation: two geometric sums; checked against outputs added up year by year.

    Examples
    --------
    Outputs of 2, 4 and, by half more a year, 6 GWh follow the first year's 1 GWh:

    >>> made = yearly_added(Q(1, "GWh"), Q(4, "GWh"), path_steps=Q(2, ""), later_growth=Q(1.5, ""),
    ...                     steps_before_base=Q(0, ""), steps_of_path=Q(3, ""))
    >>> print(f"{made.to('GWh'):.6g}")
    12 gigawatt_hour
    """
    xp = namespace(start_output, end_output, path_steps, later_growth, steps_before_base, steps_of_path)
    rate, late_rate = xp.log(end_output / start_output) / path_steps, xp.log(later_growth)
    early = xp.minimum(steps_before_base, path_steps)
    until = steps_before_base + steps_of_path
    early_steps = xp.minimum(until, path_steps) - early
    late = steps_before_base - early
    late_steps = steps_of_path - early_steps
    rising = start_output * _sum_of_powers(xp, rate, early, early_steps)
    return rising + end_output * _sum_of_powers(xp, late_rate, late, late_steps)


def _sum_of_powers(xp: Any, rate: Any, before: Any, steps: Any) -> Any:
    """Return the sum of e^(rate k) over the steps k that follow some, with no branch at a rate of 0."""
    mean = relative_growth(xp, rate * steps) / relative_growth(xp, rate)
    return steps * xp.exp(rate * (before + 1)) * mean


@door
def output_over_ceiling(start_output: PositiveEnergy, ceiling_output: PositiveEnergy) -> Ratio:
    r"""Output at the start of a path over the output that the path approaches; above 1 it would shrink towards it.

    .. math:: s = q_0 / K

    Parameters
    ----------
    start_output : quantity, any shape [Wh]
        Output :math:`q_0` per year at the start.
    ceiling_output : quantity, broadcast [Wh]
        Output :math:`K` per year that the curve approaches.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> output_over_ceiling(Q(12, "GWh"), Q(48, "GWh"))
    <Quantity(0.25, 'dimensionless')>
    """
    return start_output / ceiling_output


@door
def base_experience(experience: PositiveEnergy, added_before_base: Energy) -> PositiveEnergy:
    r"""Cumulative output until the end of the base year of a price.

    .. math:: z_0 = z + z_b

    Parameters
    ----------
    experience : quantity, any shape [Wh]
        Cumulative output :math:`z` until the end of the year in which a path of output starts.
    added_before_base : quantity, broadcast [Wh]
        Output :math:`z_b` made from then until the base year.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(base_experience(Q(20, "GWh"), Q(26, "GWh")).to("GWh"))
    46.0 gigawatt_hour
    """
    return experience + added_before_base


@door
def experience_growth(base_experience: PositiveEnergy, added: Energy, *, prior_experience: Energy) -> ExperienceGrowth:
    r"""Experience in a year over experience in the base year, prior experience included.

    .. math:: G = \frac{z_0 + z_+ + B}{z_0 + B}

    Parameters
    ----------
    base_experience : quantity, any shape [Wh]
        Cumulative output :math:`z_0` until the end of the base year.
    added : quantity, broadcast [Wh]
        Output :math:`z_+` made since.
    prior_experience : quantity, broadcast [Wh]
        Experience :math:`B` from before the count, or from a related product; 0 is an answer.

    Returns
    -------
    quantity, shape of the inputs broadcast, 1 or more [1]

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
    >>> experience_growth(Q(1, "GWh"), Q(3, "GWh"), prior_experience=Q(1, "GWh"))
    <Quantity(2.5, 'dimensionless')>
    """
    return 1 + added / (base_experience + prior_experience)


@door
def learned_price(base_pack_unit_price: UnitCost, experience_growth: Ratio, experience_exponent: Number) -> UnitCost:
    r"""Price that learning leaves of a base price (Wright's law), without the noise of single years.

    .. math:: c = c_0 G^{-b}

    Parameters
    ----------
    base_pack_unit_price : quantity, any shape [money/Wh]
        Price :math:`c_0` per rated energy in the base year.
    experience_growth : quantity, broadcast, above 0 [1]
        Experience :math:`G` over that of the base year, prior experience included.
    experience_exponent : quantity, broadcast [1]
        Exponent :math:`b`; above 0 where the price falls.

    Returns
    -------
    quantity, shape of the inputs broadcast [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    T. P. Wright (1936), Journal of the Aeronautical Sciences 3, 122-128, doi:10.2514/8.155, as Nagy, Farmer, Bui
    and Trancik (2013), PLoS ONE 8, e52669, doi:10.1371/journal.pone.0052669, state it.

    Examples
    --------
    >>> print(f"{learned_price(Q(2, 'CNY_2025/Wh'), Q(4, ''), Q(0.5, '')):.6g}")
    1 CNY_2025 / watt_hour
    """
    xp = namespace(base_pack_unit_price, experience_growth, experience_exponent)
    return base_pack_unit_price * xp.exp(-experience_exponent * xp.log(experience_growth))
