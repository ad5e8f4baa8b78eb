"""The sizes that a layout needs beside the layers, one record for cell, module, rack and jacket.

Each is a plain tuple of quantities with the names and units that docs/nomenclature.md lists. Values come from presets.
"""

from typing import NamedTuple

from ....ground.quantities import (
    ArealCapacity,
    ArealMass,
    Conductivity,
    Density,
    HeatingRate,
    Length,
    Mass,
    MassPerLength,
    OuterVolume,
    PositiveArea,
    PositiveCount,
    PositiveLength,
    PositiveShare,
    Ratio,
    Share,
    SpecificHeat,
)


class Repeat(NamedTuple):
    """One electrode pair: a coated side each, the layer between, and the foils; all per area."""

    areal_capacity: ArealCapacity
    positive_coating: PositiveLength
    positive_mass: ArealMass
    negative_coating: Length
    negative_mass: ArealMass
    separator_thickness: Length
    separator_mass: ArealMass
    positive_liquid: Length
    negative_liquid: Length
    separator_liquid: Length
    liquid_density: Density
    positive_foil: Length
    positive_foil_density: Density
    negative_foil: Length
    negative_foil_density: Density


class PouchShape(NamedTuple):
    """A pouch cell around its layers."""

    packing: PositiveShare
    aspect: Ratio
    negative_overhang: Length
    separator_overhang_width: Length
    separator_overhang_length: Length
    tab_reach: Ratio
    tab_bend: Share
    terminal_inset: Length
    weld_length: Length
    feedthrough_length: Length
    narrow_terminal: PositiveLength
    wide_terminal: PositiveLength
    wide_above: PositiveLength
    positive_terminal: PositiveLength
    negative_terminal: PositiveLength
    cell_edge: Length
    cell_seam: Length
    pouch_thickness: Length
    pouch_density: Density
    liquid_excess: Share


class Layout(NamedTuple):
    """How many of what: cells in modules, modules in rows, rows in the pack."""

    cells_per_module: PositiveCount
    cells_abreast: PositiveCount
    modules_per_row: PositiveCount
    row_count: PositiveCount
    modules_in_parallel: PositiveCount


class Metals(NamedTuple):
    """Copper and aluminium as conductors, steel as structure."""

    copper_density: Density
    aluminium_density: Density
    steel_density: Density
    copper_conductivity: Conductivity
    aluminium_conductivity: Conductivity
    copper_heat: SpecificHeat


class Conductors(NamedTuple):
    """Conductors sized by the rate at which they may heat at peak current, and their lengths."""

    tab_heating: HeatingRate
    module_heating: HeatingRate
    pack_heating: HeatingRate
    terminal_length_factor: Ratio
    tab_extra: Length
    module_terminal_path: PositiveLength
    module_link_path: PositiveLength
    bus_bar_extra: Length
    pack_terminal_path: PositiveLength


class ModuleShape(NamedTuple):
    """A module around its cells."""

    heat_plate: Length
    module_wall: Length
    front_gap: Length
    back_gap: Length
    cell_link: PositiveLength
    side_panel: Length
    panel_share: Share
    panel_density: Density
    insulation_factor: Ratio
    module_terminal: PositiveLength
    plate_reach: Length
    plate_fold: Ratio
    monitoring_mass: Mass
    gas_vent_mass: Mass


class RackShape(NamedTuple):
    """A row of modules: racks, pads, restraint and cooling panels."""

    pad: Length
    pad_density: Density
    row_adjuster: Length
    row_end: Length
    row_gap: Length
    lower_rack: Length
    upper_rack: Length
    rack_side: Length
    upright_section: PositiveArea
    upright_offset: Length
    restraint: Length
    pad_inset: Length
    pad_height_inset: Length
    restraint_inset: Length
    restraint_length_inset: Length
    restraint_height: Length
    restraint_band: Length
    bolt_volume: OuterVolume
    channel_height: Length
    channel_wall: Length
    main_outer: Length
    main_inner: Length
    main_bore: Length
    tube_outer: Length
    tube_inner: Length
    tube_bore: Length
    tube_reach: Length
    fitting_mass: Mass
    coolant_density: Density


class JacketShape(NamedTuple):
    """The jacket around the rows, and what else a pack holds."""

    jacket_gap: Length
    jacket_side: Length
    jacket_wall: Length
    jacket_top: Length
    inner_skin: Length
    outer_skin: Length
    jacket_lip: Length
    insulation_depth: Length
    insulation_density: Density
    angle_iron: MassPerLength
    module_link: PositiveLength
    link_factor: Ratio
    pack_terminal: PositiveLength
    pack_terminal_extra: Length
    copper_share: PositiveShare
    heater_mass: Mass
    electronics_mass: Mass
    electronics_volume: OuterVolume


class Parts(NamedTuple):
    """Everything around the layers, from the pouch to the jacket."""

    pouch: PouchShape
    layout: Layout
    metals: Metals
    conductors: Conductors
    module: ModuleShape
    rack: RackShape
    jacket: JacketShape
