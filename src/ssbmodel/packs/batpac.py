"""A pack laid out part by part around pouch cells, as BatPaC 5 lays out its 100 kWh pack."""

import math
from functools import cache
from typing import Any, ClassVar

from pydantic import field_validator

from ..core.assumption import Assumption, Prepared
from ..core.checks import condition
from ..core.graph import Node, node
from ..core.part import Facts, Part, Requirement
from ..ground.errors import StudyError, short
from ..models.battery.reference.duty import coating_limits, electrode_resistance, rated_discharge
from ..models.battery.reference.jacket import whole_pack
from ..models.battery.reference.module import module_of_cells
from ..models.battery.reference.ohmic import hardware_resistance
from ..models.battery.reference.racks import rows_of_modules
from ..presets.loader import preset
from ..presets.stated.cells import press_assumptions
from ..presets.stated.reference import reference_assumptions
from .models.layout import (
    counted_cells,
    modules_per_pack,
    pack_energy_density,
    pack_specific_energy,
    pressed_pack,
    pulse_load,
)
from .models.press import cell_growth, face_area, module_press, pack_press
from .parts import USABLE

LAYOUTS = ("batpac-100-kwh",)
SECTIONS = (
    "layout", "conductors", "module", "rack", "jacket", "duty", "kinetics", "resistances", "charge_fit",
)  # fmt: skip
PRESS = ("metal_density", "allowed_stress", "bending_factor")
PULSE = condition(
    pulse_load, (0.0, math.nextafter(1.0, 0.0)),
    "areal_capacity is so high that the pulse of the pack takes {value:.3g} of the current that its cells can carry. "
    "Expected less than 1: thinner coatings, or less peak_power.",
)  # fmt: skip
LAYOUT = (
    PULSE,
    node(hardware_resistance),
    node(electrode_resistance),
    node(coating_limits),
    node(rated_discharge),
    node(module_of_cells),
    node(rows_of_modules),
    node(counted_cells),
    node(whole_pack),
    node(modules_per_pack),
    node(face_area),
    node(cell_growth),
    node(module_press, pressed_length="module_width", free_width="cell_width", pressed_cells="cells_per_module"),
    node(pack_press),
    node(pressed_pack),
    node(pack_specific_energy),
    node(pack_energy_density),
)
POUCHES = Requirement(
    "cell_format",
    ("pouch",),
    "lays out pouch cells from their layers. Take cell=cells.Designed(...), or pack=packs.Ratios(...).",
)


@cache
def laid_out() -> dict[str, Assumption]:
    """Return what the layout states, by name; energy, usable share and charging time where nobody gives them.

    >>> laid_out()["usable_share"].value
    0.85
    """
    found = {one.name: one for one in reference_assumptions(*SECTIONS)}
    found |= {one.name: one for one in press_assumptions() if one.name in PRESS}
    data = preset("reference.toml")
    share = Assumption(name="usable_share", value=data["charge"]["usable_share"], sources=(data["source"],))
    hour = Assumption(
        name="design_charging_time", value=1, unit="h",
        reason="80 % in an hour, which bounds no coating of these chemistries; write the time asked for.",
    )  # fmt: skip
    return found | {"usable_share": share, "design_charging_time": hour}


class BatPaC(Part):
    """A pack laid out part by part: cells in modules, modules in rows, rows in a jacket, and what presses them.

    Parameters
    ----------
    rated_energy : of all cells from full to empty at 25 °C; 100 kWh where left out
    usable_share : share of it that the battery management releases; the layout's where left out
    layout : name of a layout, ``"batpac-100-kwh"``
    design_charging_time : for 80 % of the charge, which bounds the coating that could be chosen

    Raises
    ------
    StudyError
        If there is no layout of that name.

    Notes
    -----
    BatPaC 5 (Argonne National Laboratory) lays out 400 pouch cells in 20 modules and 4 rows. More energy makes larger
    cells, never more of them.
    """

    role: ClassVar[str] = "pack"
    kind: ClassVar[str] = "batpac"
    answers: ClassVar[tuple[str, ...]] = (
        "cells_mass", "cells_volume", "pack_mass", "pack_volume", "pack_specific_energy", "pack_energy_density",
        "usable_energy",
    )  # fmt: skip
    requires: ClassVar[tuple[Requirement, ...]] = (POUCHES,)

    rated_energy: Any = None
    usable_share: Any = None
    layout: str = LAYOUTS[0]
    design_charging_time: Any = None

    @field_validator("layout")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in LAYOUTS:
            raise StudyError(f"layout={short(name)} is none. Expected: {', '.join(LAYOUTS)}.")
        return name

    def facts(self) -> Facts:
        """Return that the pack has parts, and in which layout."""
        return {"pack": "batpac", "pack_layout": self.layout}

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return sizes and materials around the cells, what is asked of the pack, and how cells answer."""
        return tuple({**laid_out(), **{one.name: one for one in self.fields_stated}}.values())

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return hardware, resistance, modules, rows, jacket and press."""
        return LAYOUT + USABLE
