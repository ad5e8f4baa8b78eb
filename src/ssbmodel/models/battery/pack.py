"""From cells to a pack: mass, volume and what of its energy a driver may use."""

from ...ground.door import door
from ...ground.quantities import Energy, EnergyDensity, Mass, PositiveShare, SpecificEnergy, Volume


@door
def usable_energy(rated_energy: Energy, *, usable_share: PositiveShare) -> Energy:
    r"""Energy a pack gives between its upper and lower limits of charge.

    .. math:: E_u = E \, s

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    usable_share : quantity, broadcast, above 0 to 1 [1]
        Share :math:`s` of it that the battery management releases.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    BP5 Battery Design (Argonne National Laboratory) uses a window of 10 to 95 % for its 100 kWh reference pack.

    References
    ----------
    Definition of the usable share.

    Examples
    --------
    >>> usable_energy(Q(100, "kWh"), usable_share=Q(0.85, ""))
    <Quantity(85000.0, 'watt_hour')>
    """
    return rated_energy * usable_share


@door
def rated_energy(usable_energy: Energy, *, usable_share: PositiveShare) -> Energy:
    r"""Energy of all cells of a pack that gives a usable energy; the inverse of :func:`usable_energy`.

    .. math:: E = E_u / s

    Parameters
    ----------
    usable_energy : quantity, any shape [Wh]
        Energy :math:`E_u` the pack gives at 25 °C between its upper and lower limits.
    usable_share : quantity, broadcast, above 0 to 1 [1]
        Share :math:`s` of the rated energy that the battery management releases.

    Returns
    -------
    quantity, shape of the inputs broadcast [Wh]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the usable share.

    Examples
    --------
    >>> rated_energy(Q(85, "kWh"), usable_share=Q(0.85, ""))
    <Quantity(100000.0, 'watt_hour')>
    """
    return usable_energy / usable_share


@door
def pack_mass(
    rated_energy: Energy, cell_specific_energy: SpecificEnergy, *, cell_to_pack_mass_ratio: PositiveShare
) -> Mass:
    r"""Mass of a pack: its cells and everything around them.

    .. math:: m = E / (g \, \eta)

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    cell_specific_energy : quantity, broadcast [Wh/kg]
        Rated energy per mass :math:`g` of a single cell.
    cell_to_pack_mass_ratio : quantity, broadcast, 0 to 1 [1]
        Mass of the cells over the mass of the pack :math:`\eta`.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the ratio, which Löbberding et al. (2020), World Electric Vehicle Journal 11, 77,
    doi:10.3390/wevj11040077, survey for cars of 2010 to 2019.

    Examples
    --------
    >>> pack_mass(Q(100, "kWh"), Q(400, "Wh/kg"), cell_to_pack_mass_ratio=Q(0.5, ""))
    <Quantity(500.0, 'kilogram')>
    """
    return rated_energy / (cell_specific_energy * cell_to_pack_mass_ratio)


@door
def pack_volume(
    rated_energy: Energy, cell_energy_density: EnergyDensity, *, cell_to_pack_volume_ratio: PositiveShare
) -> Volume:
    r"""Volume of a pack: its cells and everything around them.

    .. math:: V = E / (u \, \eta_V)

    Parameters
    ----------
    rated_energy : quantity, any shape [Wh]
        Energy :math:`E` of all cells from full to empty at 25 °C.
    cell_energy_density : quantity, broadcast [Wh/L]
        Rated energy per volume :math:`u` of a single cell.
    cell_to_pack_volume_ratio : quantity, broadcast, 0 to 1 [1]
        Volume of the cells over the volume of the pack :math:`\eta_V`.

    Returns
    -------
    quantity, shape of the inputs broadcast [L]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition of the ratio, which Löbberding et al. (2020), World Electric Vehicle Journal 11, 77,
    doi:10.3390/wevj11040077, survey for cars of 2010 to 2019.

    Examples
    --------
    >>> pack_volume(Q(100, "kWh"), Q(800, "Wh/L"), cell_to_pack_volume_ratio=Q(0.5, ""))
    <Quantity(250.0, 'liter')>
    """
    return rated_energy / (cell_energy_density * cell_to_pack_volume_ratio)
