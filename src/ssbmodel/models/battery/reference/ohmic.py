"""The resistance of foils, terminals and conductors, referred to the coated area; conductors are sized by heating."""

from typing import Any, NamedTuple

from ....ground.door import door
from ....ground.quantities import Area, AreaResistance, Current, PositiveLength
from .cell import FoilEnds, PouchCell, foil_ends
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
    path = 2 * cell.electrode_length * (cell.electrode_length / 3 + tab)
    positive = repeat.positive_foil * metals.aluminium_conductivity
    return path / positive + path / (repeat.negative_foil * metals.copper_conductivity)


def _terminals(cell: Any, ends: FoilEnds, shape: PouchShape, metals: Metals, factor: Any) -> Any:
    length = factor * (ends.inside + shape.feedthrough_length + shape.weld_length)
    positive = shape.positive_terminal * metals.aluminium_conductivity
    negative = shape.negative_terminal * metals.copper_conductivity
    return cell.coated_area * length / ends.terminal_width * (1 / positive + 1 / negative)


def _links(cell: Any, cell_thickness: Any, width: Any, parts: Parts) -> Any:
    layout, metals = parts.layout, parts.metals
    path = (cell_thickness + parts.pouch.weld_length) / (parts.module.cell_link * width * metals.copper_conductivity)
    joints = layout.cells_per_module / layout.cells_abreast - 1
    return cell.coated_area / layout.cells_per_module * layout.cells_abreast * path * joints


def _conductors(cell: Any, width: Any, sections: tuple[Any, ...], parts: Parts) -> Any:
    """Return the resistance of everything between cell links and pack terminals."""
    lines, layout = parts.conductors, parts.layout
    tab, module, pack = (section * parts.metals.copper_conductivity for section in sections)
    row_links = (layout.modules_per_row + 1) * layout.row_count
    per_module = 2 / layout.cells_per_module
    per_pack = 1 / (layout.cells_per_module * layout.modules_per_row * layout.row_count)
    module_length = cell.cell_length + parts.module.front_gap + parts.module.back_gap
    return cell.coated_area * (
        per_module * ((width + lines.tab_extra) / (2 * tab) + lines.module_terminal_path / module)
        + per_pack * lines.module_link_path * row_links / module
        + per_pack * (2 * module_length + lines.bus_bar_extra + 2 * lines.pack_terminal_path) / pack
    )


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

    Examples
    --------
    >>> from ssbmodel.study.cells.chain import reference_pack
    >>> found = reference_pack(Q(60, "min"), Q(68.179107, "Ah"), Q(120, "um"), Q(20.1109178, "mm"))
    >>> print(round(found.hardware.hardware_resistance.m_as("ohm cm**2"), 4))
    1.7159
    """
    shape, metals, lines = parts.pouch, parts.metals, parts.conductors
    ends = foil_ends(cell.electrode_width, cell_thickness, shape)
    current = duty.peak_power / (duty.cells_in_series * duty.pulse_ocv)
    through_module = current * parts.layout.cells_abreast / duty.cells_in_parallel
    tab = through_module / _carried(metals, lines.tab_heating)
    module = through_module / _carried(metals, lines.module_heating)
    pack = current / _carried(metals, lines.pack_heating)
    foils = _foils(cell, ends.tab, repeat, metals)
    terminals = _terminals(cell, ends, shape, metals, lines.terminal_length_factor)
    links = _links(cell, cell_thickness, ends.terminal_width, parts)
    others = _conductors(cell, ends.terminal_width, (tab, module, pack), parts)
    spread = 0 * foils
    return Hardware(
        foils, terminals, links, foils + terminals + links + others, current + spread, tab + spread, module + spread,
        pack + spread,
    )  # fmt: skip
