"""What a plant handles of one cell, and what it makes in a counted year."""

from typing import NamedTuple

from ....ground.quantities import Area, Energy, Mass, OuterVolume, PositiveCount


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

    pack_rate: PositiveCount
    row_rate: PositiveCount
    module_rate: PositiveCount
    accepted_cells: PositiveCount
    produced_cells: PositiveCount
    positive_electrode_area: Area
    negative_electrode_area: Area
    positive_active_mass: Mass
    negative_active_mass: Mass
    solvent_mass: Mass
    water_mass: Mass
    made_energy: Energy
