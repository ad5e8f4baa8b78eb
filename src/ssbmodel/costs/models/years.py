"""The annual steps between the years of a price, of its target and of a path of output."""

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import Count, Number, PositiveCount


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

    References
    ----------
    Definition.

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

    References
    ----------
    Definition.

    Examples
    --------
    >>> decline_steps(Q(2025, ""), Q(2030, ""))
    <Quantity(5.0, 'dimensionless')>
    """
    return target_year - base_year


@door
def steps_before_base(base_year: Number, path_year: Number) -> Count:
    r"""Annual steps of a path of output that lie before the base year of a price.

    .. math:: n_0 = \max(t_0 - t_p, 0)

    Parameters
    ----------
    base_year : quantity, any shape [1]
        The year :math:`t_0` of the base price.
    path_year : quantity, broadcast [1]
        The year :math:`t_p` in which the path starts; it says nothing of years before.

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
    >>> steps_before_base(Q(2027, ""), Q(2025, ""))
    <Quantity(2.0, 'dimensionless')>
    """
    behind = base_year - path_year
    return namespace(base_year, path_year).maximum(behind, 0 * behind)


@door
def steps_of_path(elapsed_steps: Count, base_year: Number, path_year: Number) -> Count:
    r"""Annual steps of a path of output between the base year of a price and a year.

    .. math:: n = \max(t_0 + n_e - t_p, 0) - \max(t_0 - t_p, 0)

    Parameters
    ----------
    elapsed_steps : quantity, any shape [1]
        Annual steps :math:`n_e` from the base year to the year.
    base_year : quantity, broadcast [1]
        The year :math:`t_0` of the base price.
    path_year : quantity, broadcast [1]
        The year :math:`t_p` in which the path starts; it says nothing of years before.

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
    A price of 2022 and a path from 2025 on leave five steps until 2030:

    >>> steps_of_path(Q(8, ""), Q(2022, ""), Q(2025, ""))
    <Quantity(5.0, 'dimensionless')>
    """
    xp = namespace(elapsed_steps, base_year, path_year)
    before = base_year - path_year
    until = before + elapsed_steps
    return xp.maximum(until, 0 * until) - xp.maximum(before, 0 * before)
