"""What a plant handles of one cell, and what it makes in a counted year."""

from typing import NamedTuple

from ....ground.quantities import Area, Count, Energy, Mass, OuterVolume


class CellAmounts(NamedTuple):
    """What one cell holds, whatever its shape."""

    positive_coating_mass: Mass
    negative_coating_mass: Mass
    positive_foil_area: Area
    negative_foil_area: Area
    separator_area: Area
    liquid_volume: OuterVolume
    coated_area: Area
    negative_area: Area


class Throughput(NamedTuple):
    """What a plant makes and handles in one counted year."""

    pack_rate: Count
    row_rate: Count
    module_rate: Count
    accepted_cells: Count
    produced_cells: Count
    positive_electrode_area: Area
    negative_electrode_area: Area
    positive_active_mass: Mass
    negative_active_mass: Mass
    solvent_mass: Mass
    water_mass: Mass
    made_energy: Energy
