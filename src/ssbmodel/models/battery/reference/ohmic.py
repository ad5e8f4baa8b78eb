"""The resistance of foils, terminals and conductors, referred to the coated area; conductors are sized by heating."""

from typing import Any, NamedTuple

from ....ground.arrays import together
from ....ground.door import door
from ....ground.quantities import Area, AreaResistance, Current, PositiveLength
from .cell import PouchCell, foil_ends
from .duty import Duty
from .shapes import Metals, Parts, PouchShape, Repeat


class Hardware(NamedTuple):
    """What conducts between the layers and the pack's terminals."""

    foil_resistance: AreaResistance
    terminal_resistance: AreaResistance
    link_resistance: AreaResistance
    hardware_resistance: AreaResistance
    pack_current: Current
    tab_section: Area
    module_section: Area
    pack_section: Area


def _carried(metals: Metals, heating: Any) -> Any:
    """Return the current per section that heats copper at a rate."""
    return (metals.copper_conductivity * heating * metals.copper_heat * metals.copper_density) ** 0.5


def _foils(cell: Any, tab: Any, repeat: Repeat, metals: Metals) -> Any:
    positive = repeat.positive_foil * metals.aluminium_conductivity
    both = 1 / positive + 1 / (repeat.negative_foil * metals.copper_conductivity)
    return 2 * both * cell.electrode_length * (cell.electrode_length / 3 + tab)


def _terminals(per_width: Any, inside: Any, shape: PouchShape, metals: Metals, factor: Any) -> Any:
    positive = shape.positive_terminal * metals.aluminium_conductivity
    negative = shape.negative_terminal * metals.copper_conductivity
    length = inside + (shape.feedthrough_length + shape.weld_length)
    return factor * (1 / positive + 1 / negative) * length * per_width


def _links(per_width: Any, cell_thickness: Any, parts: Parts) -> Any:
    layout, section = parts.layout, parts.module.cell_link * parts.metals.copper_conductivity
    joints = layout.cells_per_module / layout.cells_abreast - 1
    cells = joints * layout.cells_abreast / layout.cells_per_module
    return cells / section * (cell_thickness + parts.pouch.weld_length) * per_width


def _conductors(cell: Any, width: Any, sections: tuple[Any, ...], parts: Parts) -> Any:
    """Return the resistance of everything between cell links and pack terminals."""
    lines, layout = parts.conductors, parts.layout
    tab, module, pack = (section * parts.metals.copper_conductivity for section in sections)
    row_links = (layout.modules_per_row + 1) * layout.row_count
    per_module = 2 / layout.cells_per_module
    per_pack = 1 / (layout.cells_per_module * layout.modules_per_row * layout.row_count)
    gaps = parts.module.front_gap + parts.module.back_gap
    ends = 2 * gaps + lines.bus_bar_extra + 2 * lines.pack_terminal_path
    same = per_module * lines.module_terminal_path / module + per_pack * lines.module_link_path * row_links / module
    tabs = per_module / (2 * tab) * (width + lines.tab_extra)
    return cell.coated_area * (tabs + per_pack / pack * (2 * cell.cell_length + ends) + same)


@door
def hardware_resistance(
    cell_thickness: PositiveLength, *, cell: PouchCell, repeat: Repeat, parts: Parts, duty: Duty
) -> Hardware:
    r"""Resistance of all that conducts in a pack, referred to the coated area of a cell.

    .. math:: R_{foil} = \frac{2 l (l / 3 + l_t)}{t_x \kappa}, \quad X = \frac{I}{\sqrt{\kappa h c_p \rho}}

    Parameters
    ----------
    cell_thickness : quantity, any shape [m]
        Thickness of the closed cell.
    cell : PouchCell
        The parts of the cell.
    repeat : Repeat
        Its foils.
    parts : Parts
        Tabs, links, heating rates and lengths of conductors, layout.
    duty : Duty
        Peak power and cells in series and in parallel.

    Returns
    -------
    Hardware, shape of the inputs broadcast
        Resistances [ohm m2]
        Current at peak power [A]
        Sections of conductors [m2]

    Raises
    ------
    UnitError, DomainError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Battery
    Design, impedance of interconnects and conductor resistances.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC())
    >>> print(round(study.run("hardware_resistance").hardware_resistance.m_as("ohm cm**2"), 4))
    1.7159
    """
    shape, metals, lines = parts.pouch, parts.metals, parts.conductors
    ends = foil_ends(cell.electrode_width, cell_thickness, shape)
    current = duty.peak_power / (duty.cells_in_series * duty.pulse_open_voltage)
    through_module = current * parts.layout.cells_abreast / duty.cells_in_parallel
    tab = through_module / _carried(metals, lines.tab_heating)
    module = through_module / _carried(metals, lines.module_heating)
    pack = current / _carried(metals, lines.pack_heating)
    foils = _foils(cell, ends.tab, repeat, metals)
    per_width = cell.coated_area / ends.terminal_width
    terminals = _terminals(per_width, ends.inside, shape, metals, lines.terminal_length_factor)
    links = _links(per_width, cell_thickness, parts)
    others = _conductors(cell, ends.terminal_width, (tab, module, pack), parts)
    _, *sections = together(foils, current, tab, module, pack)
    return Hardware(foils, terminals, links, foils + terminals + links + others, *sections)
