"""What presses the modules of a pack: from the size of cells to masses and volumes; its price is the plant's."""

from typing import NamedTuple

from ...ground.arrays import namespace
from ...ground.door import door
from ...ground.quantities import (
    Area,
    Count,
    Density,
    LayerDensity,
    Length,
    Mass,
    OuterVolume,
    PositiveCount,
    Pressure,
    Ratio,
    Strength,
)
from ...models.battery.pressure import PressedStack, end_plate_mass, end_plate_thickness, strap_mass


class PressMetal(NamedTuple):
    """Metal and pads of a press."""

    metal_density: LayerDensity
    allowed_stress: Strength
    bending_factor: Ratio
    pad_density: Density


class ModulePress(NamedTuple):
    """What presses one module."""

    strap_mass: Mass
    end_plate_mass: Mass
    press_pad_mass: Mass
    module_press_mass: Mass
    module_press_volume: OuterVolume


class PackPress(NamedTuple):
    """What presses all modules of a pack."""

    pack_strap_mass: Mass
    pack_end_plate_mass: Mass
    pack_press_pad_mass: Mass
    pack_press_mass: Mass
    pack_press_volume: OuterVolume


@door
def face_area(cell_width: Length, cell_length: Length) -> Area:
    r"""Face of a stack of cells that is pressed.

    .. math:: A = w \, l

    Parameters
    ----------
    cell_width : quantity, any shape [m]
        Outer width :math:`w` of a cell.
    cell_length : quantity, broadcast [m]
        Outer length :math:`l` of a cell with its terminals.

    Returns
    -------
    quantity, shape of the inputs broadcast [m2]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition.

    Examples
    --------
    >>> print(face_area(Q(0.125, "m"), Q(0.5, "m")).m_as("m**2"))
    0.0625
    """
    return cell_width * cell_length


@door
def cell_growth(layer_count: Count, pair_growth: Length) -> Length:
    r"""How much thicker a full cell is than an empty one.

    .. math:: \Delta = 2 n \delta

    Parameters
    ----------
    layer_count : quantity, any shape [1]
        Double-coated positive sheets :math:`n` in a cell.
    pair_growth : quantity, broadcast [m]
        How much thicker one electrode pair is, :math:`\delta`.

    Returns
    -------
    quantity, shape of the inputs broadcast [m]

    Raises
    ------
    UnitError, DomainError
        If an input has no unit, the wrong one, or lies outside its bounds.

    References
    ----------
    Definition: a layer has two electrode pairs.

    Examples
    --------
    >>> print(round(cell_growth(Q(32, ""), Q(25, "um")).m_as("mm"), 9))
    1.6
    """
    return 2 * layer_count * pair_growth


@door
def module_press(stack_pressure: Pressure, *, pressed: PressedStack, metal: PressMetal) -> ModulePress:
    r"""Straps, end plates and pads that hold the cells of one module at a pressure.

    .. math:: m = \rho \, p \, A \, L / s + 2 \rho A b \sqrt{k \, p / s} + \rho_p A \, N \, \Delta

    Parameters
    ----------
    stack_pressure : quantity, any shape [Wh/m3]
        Pressure :math:`p` on the cells; MPa is one. Where there is none, there is no press.
    pressed : PressedStack
        Face :math:`A`, length :math:`L`, free width :math:`b`, and :math:`N` cells that each grow by :math:`\Delta`.
    metal : PressMetal
        Metal of density :math:`\rho` that bears a stress :math:`s`, and pads of density :math:`\rho_p`.

    Returns
    -------
    ModulePress, shape of the inputs broadcast
        Masses of parts and their sum [kg]
        Volume of metal and pads [m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    A pad is taken as thick as its cell grows, the least that keeps cells pressed when they are empty. Pads come with
    any pressure, however low, so mass does not rise from nothing without a step.

    References
    ----------
    Own derivation: sum of :func:`strap_mass`, :func:`end_plate_mass` and pads as thick as the cells grow.

    Examples
    --------
    >>> from ssbmodel.packs.models.press import PressMetal
    >>> stack = PressedStack(Q(192, "cm2"), Q(0.41, "m"), Q(70.3, "mm"), Q(20, ""), Q(0, "mm"))
    >>> metal = PressMetal(Q(7.8, "g/cm3"), Q(250, "MPa"), Q(0.75, ""), Q(0.3, "g/cm3"))
    >>> print(round(module_press(Q(5, "MPa"), pressed=stack, metal=metal).module_press_mass.m_as("kg"), 2))
    3.81
    """
    c, m, p = pressed, metal, stack_pressure
    xp = namespace(stack_pressure, c.cell_growth)
    straps = strap_mass.kernel(p, c.face_area, c.pressed_length, metal_density=m.metal_density,
                               allowed_stress=m.allowed_stress)  # fmt: skip
    thick = end_plate_thickness.kernel(
        p, c.free_width, bending_factor=m.bending_factor, allowed_stress=m.allowed_stress
    )
    plates = end_plate_mass.kernel(thick, c.face_area, m.metal_density)
    room = xp.where(p > 0, 1.0, 0.0) * c.face_area * c.pressed_cells * c.cell_growth
    pads, metals = m.pad_density * room, straps + plates
    whole = metals + pads
    return ModulePress(straps + 0 * whole, plates + 0 * whole, pads, whole, metals / m.metal_density + room)


@door
def pack_press(modules_per_pack: PositiveCount, *, press: ModulePress) -> PackPress:
    r"""What presses all modules of a pack.

    .. math:: m = n \, m_1

    Parameters
    ----------
    modules_per_pack : quantity, any shape [1]
        Modules :math:`n` of the pack.
    press : ModulePress
        What presses one module, of mass :math:`m_1`.

    Returns
    -------
    PackPress, shape of the inputs broadcast
        Masses of parts and their sum [kg]
        Volume [m3]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Definition.

    Examples
    --------
    >>> from ssbmodel.packs.models.press import ModulePress
    >>> one = ModulePress(Q(1, "kg"), Q(2, "kg"), Q(0.5, "kg"), Q(3.5, "kg"), Q(0.5, "L"))
    >>> print(pack_press(Q(20, ""), press=one).pack_press_mass.m_as("kg"))
    70.0
    """
    n = modules_per_pack
    return PackPress(
        n * press.strap_mass, n * press.end_plate_mass, n * press.press_pad_mass, n * press.module_press_mass,
        n * press.module_press_volume,
    )  # fmt: skip
