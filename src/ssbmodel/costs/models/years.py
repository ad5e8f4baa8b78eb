"""The steps between years, and a price that does not change with them."""

from ...ground.door import door
from ...ground.quantities import Count, Number, PositiveCount, UnitCost


@door
def elapsed_steps(year: Number, base_year: Number) -> Count:
    r"""Annual steps from the base year to a year.

    .. math:: n = t - t_0

    Parameters
    ----------
    year : quantity, any shape [1]
        A year :math:`t`, as a whole number.
    base_year : quantity, broadcast [1]
        The year :math:`t_0` of the base price.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]
        Never negative: a year before the base year is refused.

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Examples
    --------
    >>> elapsed_steps(Q(2030, ""), Q(2025, ""))
    <Quantity(5.0, 'dimensionless')>
    """
    return year - base_year


@door
def decline_steps(base_year: Number, target_year: Number) -> PositiveCount:
    r"""Annual steps from the base year to the year of a target.

    .. math:: n = t_1 - t_0

    Parameters
    ----------
    base_year : quantity, any shape [1]
        The year :math:`t_0` of the base price.
    target_year : quantity, broadcast [1]
        The year :math:`t_1` of the target, after it.

    Returns
    -------
    quantity, shape of the inputs broadcast [1]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Examples
    --------
    >>> decline_steps(Q(2025, ""), Q(2030, ""))
    <Quantity(5.0, 'dimensionless')>
    """
    return target_year - base_year


@door
def steady_price(base_pack_unit_price: UnitCost) -> UnitCost:
    r"""A price that stays what it is.

    .. math:: c = c_0

    Parameters
    ----------
    base_pack_unit_price : quantity, any shape [money/Wh]
        Price :math:`c_0` per rated energy in the base year.

    Returns
    -------
    quantity, shape of the input [money/Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Examples
    --------
    >>> steady_price(Q(0.5, "CNY_2025/Wh"))
    <Quantity(0.5, 'CNY_2025 / watt_hour')>
    """
    return 1.0 * base_pack_unit_price
