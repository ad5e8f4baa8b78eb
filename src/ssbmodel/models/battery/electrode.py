"""A composite electrode: what a recipe by weight makes of density, capacity and thickness."""

from typing import NamedTuple

from ...ground.door import door
from ...ground.quantities import (
    ArealCapacity,
    ArealMass,
    Density,
    LayerDensity,
    PositiveLength,
    PositiveShare,
    Share,
    SpecificCapacity,
    VolumetricCapacity,
)


class SolidShares(NamedTuple):
    """Volume shares of what a composite coating holds; with the void they sum to one."""

    active_volume_share: Share
    electrolyte_volume_share: Share
    carbon_volume_share: Share
    binder_volume_share: Share


class Solids(NamedTuple):
    """The solids of a coating: weight shares, which sum to one, and densities."""

    active_share: PositiveShare
    electrolyte_share: Share
    carbon_share: Share
    binder_share: Share
    active_density: LayerDensity
    electrolyte_density: LayerDensity
    carbon_density: LayerDensity
    binder_density: LayerDensity


@door
def coating_density(*, solids: Solids, void_share: Share) -> Density:
    r"""Density of a coating from its recipe by weight and its void.

    .. math:: \rho = (1 - \varepsilon) / \sum_i w_i / \rho_i

    Parameters
    ----------
    solids : Solids
        Weight shares :math:`w_i` and densities :math:`\rho_i` of active material, solid electrolyte, carbon, binder.
    void_share : quantity, any shape, 0 to 1 [1]
        Share :math:`\varepsilon` of the volume that no solid fills; a liquid may.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg/m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design.

    Examples
    --------
    >>> from ssbmodel.models.battery.electrode import Solids
    >>> recipe = Solids(*[Q(w, "") for w in (0.8, 0.17, 0.03, 0)], *[Q(d, "g/cm3") for d in (4.65, 1.86, 1.825, 1.77)])
    >>> print(round(coating_density(solids=recipe, void_share=Q(0.05, "")).m_as("g/cm**3"), 6))
    3.394321
    """
    s = solids
    volume = (
        s.active_share / s.active_density
        + s.electrolyte_share / s.electrolyte_density
        + s.carbon_share / s.carbon_density
        + s.binder_share / s.binder_density
    )
    return (1 - void_share) / volume


@door
def volume_shares(*, solids: Solids, coating_density: Density) -> SolidShares:
    r"""Share of a coating's volume that each solid fills; what is left is void.

    .. math:: \phi_i = w_i \rho / \rho_i

    Parameters
    ----------
    solids : Solids
        Weight shares :math:`w_i` and densities :math:`\rho_i`.
    coating_density : quantity, any shape [kg/m3]
        Density :math:`\rho` of the coating.

    Returns
    -------
    SolidShares, shape of the inputs broadcast
        Shares [1]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Definition: solids and void fill the coating.

    Examples
    --------
    >>> from ssbmodel.models.battery.electrode import Solids
    >>> recipe = Solids(*[Q(w, "") for w in (0.8, 0.17, 0.03, 0)], *[Q(d, "g/cm3") for d in (4.65, 1.86, 1.825, 1.77)])
    >>> print(round(volume_shares(solids=recipe, coating_density=Q(3.394321, "g/cm3")).active_volume_share.m_as(""), 5))
    0.58397
    """
    s = solids
    return SolidShares(
        s.active_share * coating_density / s.active_density,
        s.electrolyte_share * coating_density / s.electrolyte_density,
        s.carbon_share * coating_density / s.carbon_density,
        s.binder_share * coating_density / s.binder_density,
    )


@door
def volumetric_capacity(
    active_capacity: SpecificCapacity, active_share: PositiveShare, coating_density: LayerDensity
) -> VolumetricCapacity:
    r"""Charge per volume of a coating.

    .. math:: Q_v = q_{AM} w_{AM} \rho

    Parameters
    ----------
    active_capacity : quantity, any shape [A h/kg]
        Charge :math:`q_{AM}` per mass of the active material that goes to and fro.
    active_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`w_{AM}` of the active material in the mass of the coating.
    coating_density : quantity, broadcast [kg/m3]
        Density :math:`\rho` of the coating with its void.

    Returns
    -------
    quantity, shape of the inputs broadcast [A h/m3]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, cell capacity parameters.

    Examples
    --------
    >>> volumetric_capacity(Q(200, "mAh/g"), Q(0.5, ""), Q(3, "g/cm3")).to("mAh/cm**3")
    <Quantity(300.0, 'milliampere_hour / centimeter ** 3')>
    """
    return active_capacity * active_share * coating_density


@door
def coating_mass(
    areal_capacity: ArealCapacity, active_capacity: SpecificCapacity, *, active_share: PositiveShare
) -> ArealMass:
    r"""Mass per area of one side of a coating that holds a charge per area.

    .. math:: m = q / (q_{AM} w_{AM})

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area, full to empty.
    active_capacity : quantity, broadcast [A h/kg]
        Charge :math:`q_{AM}` per mass of the active material that goes to and fro.
    active_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`w_{AM}` of the active material in the mass of the coating.

    Returns
    -------
    quantity, shape of the inputs broadcast [kg/m2]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, mass balance.

    Examples
    --------
    >>> print(round(coating_mass(Q(5, "mAh/cm2"), Q(195, "mAh/g"), active_share=Q(0.8, "")).m_as("mg/cm**2"), 5))
    32.05128
    """
    return areal_capacity / (active_capacity * active_share)


@door
def coating_thickness(
    areal_capacity: ArealCapacity,
    active_capacity: SpecificCapacity,
    *,
    active_share: PositiveShare,
    coating_density: LayerDensity,
) -> PositiveLength:
    r"""Thickness of one side of a coating that holds a charge per area.

    .. math:: t = q / (q_{AM} w_{AM} \rho)

    Parameters
    ----------
    areal_capacity : quantity, any shape [A h/m2]
        Charge :math:`q` per area, full to empty.
    active_capacity : quantity, broadcast [A h/kg]
        Charge :math:`q_{AM}` per mass of the active material that goes to and fro.
    active_share : quantity, broadcast, 0 to 1 [1]
        Share :math:`w_{AM}` of the active material in the mass of the coating.
    coating_density : quantity, broadcast [kg/m3]
        Density :math:`\rho` of the coating with its void.

    Returns
    -------
    quantity, shape of the inputs broadcast [m]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    Notes
    -----
    Loss in the first cycle is taken once: either in ``active_capacity`` or in the areal capacity, never in both.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, cell capacity parameters.

    Examples
    --------
    >>> found = coating_thickness(Q(5, "mAh/cm2"), Q(195, "mAh/g"), active_share=Q(0.8, ""),
    ...                           coating_density=Q(3.394321, "g/cm3"))
    >>> print(round(found.m_as("um"), 4))
    94.4262
    """
    return areal_capacity / (active_capacity * active_share * coating_density)
