"""What it costs to learn: the money spent above a price until a product reaches it.

Costs follow Wright's law with prior experience. The answers hang on the experience and prior experience one starts from
far more than on the learning rate: there are no defaults.
"""

from typing import Any

from ...ground.arrays import namespace
from ...ground.door import door_where
from ...ground.quantities import Energy, Money, PositiveEnergy, PositiveLearningRate, PositiveUnitCost
from .decline import LN2
from .deployment import relative_growth


@door_where("parity_cost <= start_cost")
def parity_experience(
    start_cost: PositiveUnitCost,
    parity_cost: PositiveUnitCost,
    learning_rate: PositiveLearningRate,
    experience: PositiveEnergy,
    *,
    prior_experience: Energy,
) -> Energy:
    r"""Cumulative output at which the cost has come down to a price.

    .. math:: z_s = (z + B)(c_0 / p)^{1/b} - B, \quad b = -\log_2(1 - L)

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    parity_cost : quantity, broadcast [money/Wh]
        Price :math:`p` to reach, at or below the start.
    learning_rate : quantity, broadcast, between 0 and 1 [1]
        Share :math:`L` of the cost that goes with each doubling.
    experience : quantity, broadcast [Wh]
        Cumulative output :math:`z` so far, counted since a stated year.
    prior_experience : quantity, broadcast [Wh]
        Experience :math:`B` from before the count, or from a related product; 0 is an answer.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, if the two costs differ in money, or if the
        price lies above the start.

    References
    ----------
    Own derivation: Wright's law with prior experience, solved for experience; checked by quadrature.

    Examples
    --------
    >>> at = parity_experience(Q(1.9, "CNY_2025/Wh"), Q(0.45, "CNY_2025/Wh"), Q(20, "%"), Q(20, "GWh"),
    ...                        prior_experience=Q(0, "GWh"))
    >>> print(f"{at.to('GWh'):.7g}")
    1754.438 gigawatt_hour
    """
    xp = namespace(start_cost, parity_cost, learning_rate, experience, prior_experience)
    return experience + (experience + prior_experience) * xp.expm1(
        log_growth(xp, start_cost, parity_cost, learning_rate)
    )


@door_where("parity_cost <= start_cost")
def learning_investment(
    start_cost: PositiveUnitCost,
    parity_cost: PositiveUnitCost,
    learning_rate: PositiveLearningRate,
    experience: PositiveEnergy,
    *,
    prior_experience: Energy,
) -> Money:
    r"""Money spent above a price until the cost has come down to it.

    .. math:: I = \int_z^{z_s} \left[ c_0 \left(\frac{u + B}{z + B}\right)^{-b} - p \right] du

    Parameters
    ----------
    start_cost : quantity, any shape [money/Wh]
        Cost :math:`c_0` now.
    parity_cost : quantity, broadcast [money/Wh]
        Price :math:`p` to reach, at or below the start.
    learning_rate : quantity, broadcast, between 0 and 1 [1]
        Share :math:`L` of the cost that goes with each doubling; :math:`b = -\log_2(1 - L)`.
    experience : quantity, broadcast [Wh]
        Cumulative output :math:`z` so far, counted since a stated year.
    prior_experience : quantity, broadcast [Wh]
        Experience :math:`B` from before the count, or from a related product; 0 is an answer.

    Returns
    -------
    quantity, shape of the inputs broadcast [money]

    Raises
    ------
    UnitError, DomainError, MoneyError
        If an input has no unit, the wrong one, or lies outside its bounds, if the two costs differ in money, or if the
        price lies above the start.

    References
    ----------
    Louwen and Junginger, chapter 4 of The Future European Energy System (Springer),
    doi:10.1007/978-3-030-60914-6_4: integral of the experience curve above a competitive cost. Closed form by us,
    checked by quadrature.

    Examples
    --------
    >>> paid = learning_investment(Q(1.9, "CNY_2025/Wh"), Q(0.45, "CNY_2025/Wh"), Q(20, "%"), Q(0.5, "GWh"),
    ...                            prior_experience=Q(0, "GWh"))
    >>> print(f"{paid:.7g}")
    8.194705e+09 CNY_2025
    """
    xp = namespace(start_cost, parity_cost, learning_rate, experience, prior_experience)
    growth = log_growth(xp, start_cost, parity_cost, learning_rate)
    return (experience + prior_experience) * excess_cost(xp, start_cost, parity_cost, learning_rate, growth)


def log_growth(xp: Any, start_cost: Any, parity_cost: Any, learning_rate: Any) -> Any:
    """Return by how much ln(experience) grows until the cost meets the price."""
    return -xp.log(start_cost / parity_cost) * LN2 / xp.log1p(-learning_rate)


def excess_cost(xp: Any, start_cost: Any, parity_cost: Any, learning_rate: Any, growth: Any) -> Any:
    """Return the money above the price per experience at the start, while ln(experience) grows."""
    exponent = -xp.log1p(-learning_rate) / LN2
    # one form for every exponent, 1 included, where the textbook one divides by zero
    return start_cost * growth * relative_growth(xp, (1 - exponent) * growth) - parity_cost * xp.expm1(growth)
