"""Cells from their layers: of a chemistry, or the published design that the layout is taken from."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from pydantic import field_validator

from ..core.assumption import Assumption, Prepared
from ..core.checks import Flagged, condition
from ..core.graph import Node, node
from ..core.part import Facts, Part
from ..documents.own import Preset
from ..ground.errors import StudyError, short
from ..models.battery.electrode import coating_density, volumetric_capacity
from ..models.battery.reference.cell import pouch_cell
from ..models.battery.resistance import loaded_voltage
from ..models.battery.stack import (
    insertion_pair,
    lithium_pair,
    stack,
    stack_energy_density,
    stack_specific_energy,
)
from ..presets.stated.reference import recipe_assumptions, reference_assumptions
from .catalogues import chemistries
from .models.layers import (
    areal_capacity,
    open_voltage,
    plated_growth,
    positive_active_capacity,
    recipe_sum,
    separator_density,
    separator_thickness,
    single_open_voltage,
    swelling_growth,
)
from .models.retention import capacity_retention_in_driving
from .models.sizing import (
    cell_energy_density,
    cell_specific_energy,
    discharge_rate,
    single_cell_capacity,
    single_cell_energy,
)
from .parts import DENSITY
from .retention import retention_line

Stated = tuple[Assumption, ...]
CLOSE = 1e-6  # how far shares may be from one, as printed
RECIPE = condition(
    recipe_sum, (1 - CLOSE, 1 + CLOSE),
    "positive_active_share and three more sum to {value:g}. Expected 1; set those that change together.",
)  # fmt: skip
COATING = (
    RECIPE,
    node(positive_active_capacity),
    node(open_voltage),
    node(single_open_voltage),
    node(discharge_rate),
    node(loaded_voltage, gives="cell_voltage", charge_rate="discharge_rate"),
    node(single_cell_capacity),
)
_SOLIDS = {
    "active_share": "positive_active_share", "electrolyte_share": "positive_electrolyte_share",
    "carbon_share": "positive_carbon_share", "binder_share": "positive_binder_share",
    "active_density": "positive_active_density", "void_share": "positive_void_share",
}  # fmt: skip
# without a catholyte, what little electrolyte a coating holds weighs as the liquid does
DENSE = {
    solid: (node(coating_density, gives="positive_coating_density", electrolyte_density=density, **_SOLIDS),)
    for solid, density in ((True, "catholyte_density"), (False, "liquid_density"))
}
_FOILS = {"positive_foil_density": "aluminium_density", "negative_foil_density": "copper_density"}
SWELLS = (node(swelling_growth, gives="pair_growth"),)
SIDE = {
    "lithium": (node(lithium_pair, charge_level=1.0, **_FOILS), node(plated_growth, gives="pair_growth")),
    "insertion": (node(insertion_pair, **_FOILS), *SWELLS),
}
LAYER: dict[str, tuple[Node, ...]] = {
    "film": (),
    "solid": (),
    "two solids": (node(separator_thickness), node(separator_density)),
}
FORMAT = {
    "pouch": (
        node(stack),
        node(stack_specific_energy),
        node(stack_energy_density, stack_depth="stack_thickness"),
        node(pouch_cell),
        node(single_cell_energy),
        node(cell_specific_energy),
        node(cell_energy_density),
        *DENSITY,
    )
}
RETENTION = (
    node(capacity_retention_in_driving, gives="capacity_retention"),
    node(
        capacity_retention_in_driving,
        gives="reference_capacity_retention",
        ambient_temperature="reference_temperature",
    ),
)
TESTED = (
    Flagged(
        "capacity_retention", "ambient_temperature",
        ("lowest_retention_ambient_temperature", "highest_retention_ambient_temperature"),
        "Capacity retention at {value}: the line is extrapolated; the cars behind it were driven from {low} to {high}.",
    ),
)  # fmt: skip
PUBLISHED = (
    node(volumetric_capacity, active_capacity="positive_active_capacity", active_share="positive_active_share",
         coating_density="positive_coating_density"),
    node(areal_capacity),
    node(insertion_pair, gives={"positive_coating": ""}),
    *SWELLS,
)  # fmt: skip
ANSWERS = (
    "stack_specific_energy", "stack_energy_density", "cell_voltage", "cell_specific_energy", "cell_energy_density",
    "single_cell_mass",
)  # fmt: skip
FILM = ("separator_density", "separator_pores")
STRINGS = ("cells_in_series", "cells_in_parallel", "discharge_time")
DRY = (
    Assumption(name="liquid_density", value=0, unit="kg/m3", reason="A solid cell holds no liquid."),
    Assumption(name="separator_pores", value=0, reason="A solid layer is dense."),
    Assumption(name="liquid_excess", value=0, reason="A solid cell holds no liquid."),
)
AGAINST_ITSELF = Assumption(
    name="negative_voltage", value=0, unit="V", reason="The negative side is lithium, which voltages are counted from."
)


@cache
def of_reference(*sections: str) -> Mapping[str, Assumption]:
    """Return what sections of the reference design state, by name.

    >>> of_reference("layout")["cells_per_module"].value
    20.0
    """
    return {one.name: one for one in reference_assumptions(*sections)}


@cache
def published() -> Mapping[str, Assumption]:
    """Return the capacity, coating and thickness that the published design prints, by name.

    >>> published()["positive_coating"].quantity()
    <Quantity(120.0, 'micrometer')>
    """
    data = tomllib.loads((files("ssbmodel.cells") / "data" / "reference_cell.toml").read_text("utf-8"))
    return {row["name"]: Assumption(**row) for row in data["assumption"]}


def strings(facts: Facts) -> dict[str, Assumption]:
    """Return the strings of the reference layout where no pack lays out its own, and its energy where there is none."""
    duty = of_reference("duty")
    names = () if "pack_layout" in facts else STRINGS if "pack" in facts else (*STRINGS, "rated_energy")
    return {name: duty[name] for name in names}


class Designed(Part):
    """A cell of a chemistry, from its layers.

    Parameters
    ----------
    chemistry : name of ``cells.chemistries``, or one of one's own as they are
    format : ``"pouch"``

    Raises
    ------
    MissingNameError
        If there is no chemistry of that name.
    StudyError
        If it states no layers, or the format is another one.

    Notes
    -----
    Prices of materials belong to the cost part. With a pack by ratios the cell stands in the reference layout, as it
    has no other capacity.

    Examples
    --------
    >>> from ssbmodel import Study
    >>> print(round(Study(cell=Designed("sulfide-nmc-li")).run("cell_voltage").cell_voltage.m_as("V"), 3))
    3.831
    """

    role: ClassVar[str] = "cell"
    answers: ClassVar[tuple[str, ...]] = ANSWERS

    chemistry: Any
    format: str = "pouch"

    def __init__(self, chemistry: Any = None, **values: Any) -> None:
        super().__init__(**{"chemistry": chemistry, **values})

    @field_validator("chemistry")
    @classmethod
    def _known(cls, chemistry: Any) -> Any:
        if isinstance(chemistry, Preset) and chemistry.kind == "chemistry":
            return chemistry
        if isinstance(chemistry, str):
            _ = chemistries[chemistry]
            return chemistry
        raise StudyError(f"chemistry={short(chemistry)}. Expected a name: {', '.join(chemistries)}.")

    @field_validator("format")
    @classmethod
    def _laid_out(cls, name: str) -> str:
        if name not in FORMAT:
            raise StudyError(f"format={short(name)} has no layout in a study yet. Expected: {', '.join(FORMAT)}.")
        return name

    @property
    def preset(self) -> Preset:
        """The chemistry's choices and assumptions."""
        found: Preset = chemistries[self.chemistry] if isinstance(self.chemistry, str) else self.chemistry
        return found

    def facts(self) -> Facts:
        """Return the chemistry, its materials, the cell's format, and whether a liquid is filled in."""
        preset = self.preset
        solid = bool(preset.facts.get("solid"))
        own: dict[str, Any] = {"cell": "designed", "cell_format": self.format, "cell_filled": not solid}
        own |= {**preset.facts, "solid": solid, "materials": preset}
        return own

    @property
    def negative(self) -> str:
        """Whether lithium is plated or taken up in a coating."""
        return "lithium" if self.preset.facts.get("negative") == "lithium" else "insertion"

    @property
    def layer(self) -> str:
        """What lies between the electrodes."""
        facts = self.preset.facts
        return "film" if facts.get("layer") == "film" else "two solids" if facts.get("second_layer") else "solid"

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return what layers are made of, the pouch around them, and how capacity falls in the cold."""
        electrodes = of_reference("electrodes")
        found = {**of_reference("pouch", "metals"), **strings(facts)}
        found |= {name: electrodes[name] for name in FILM if self.layer == "film"}
        found |= {one.name: one for one in (*(DRY if facts["solid"] else ()), *self._retention())}
        if self.negative == "lithium":
            found["negative_voltage"] = AGAINST_ITSELF
        found |= {one.name: one for one in self.preset.assumptions if not is_price(one.name)}
        return tuple(found.values())

    def _retention(self) -> Stated:
        """Return the retention line of the family that the chemistry belongs to; none for one that belongs to none."""
        family = family_of(self.preset)
        return tuple(retention_line(family).stated.values()) if family else ()

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return layers, stack, cell and what it keeps in the cold."""
        solid = bool(facts["solid"])
        named = {one.name for one in self.stated(facts)}
        kept = RETENTION if "driving_retention_slope" in named else ()
        return COATING + DENSE[solid] + SIDE[self.negative] + LAYER[self.layer] + FORMAT[self.format] + kept

    def flags(self, facts: Facts) -> tuple[Flagged, ...]:
        """Return where the line of capacity retention is extrapolated."""
        return TESTED


class Reference(Part):
    """The cell of the published design that the layout is taken from: its voltages, coating and capacity as printed.

    It is of NMC811 against graphite, for a charge of 80 % in an hour.
    """

    role: ClassVar[str] = "cell"
    answers: ClassVar[tuple[str, ...]] = ("cell_specific_energy", "cell_energy_density", "single_cell_mass")

    def facts(self) -> Facts:
        """Return that a liquid cell in a pouch is there, whose materials the deck of prices knows."""
        return {"cell": "reference", "cell_format": "pouch", "cell_filled": True, "solid": False, "layer": "film"}

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return what the published design states of its cell."""
        recipe = {one.name: one for one in recipe_assumptions()}
        mine = of_reference("pouch", "metals", "electrodes", "open_voltages")
        line = retention_line("nmc").stated
        return tuple({**recipe, **mine, **published(), **strings(facts), **line}.values())

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return its layers, its cell and what it keeps in the cold."""
        return PUBLISHED + FORMAT["pouch"] + RETENTION

    def flags(self, facts: Facts) -> tuple[Flagged, ...]:
        """Return where the line of capacity retention is extrapolated."""
        return TESTED


def family_of(chemistry: Preset) -> str:
    """Return the shipped chemistry of the same materials, whose retention line one's own takes; nothing if none is.

    >>> family_of(chemistries["sulfide-nmc-li"].named("mine", "Mine", {}))
    'sulfide-nmc-li'
    """
    materials = {key: value for key, value in chemistry.facts.items() if key != "chemistry"}
    known = [chemistries[name] for name in chemistries]
    same = [one.name for one in known if {**one.facts, "chemistry": ""} == {**materials, "chemistry": ""}]
    return next((name for name in same if _has_line(name)), "")


def _has_line(name: str) -> bool:
    try:
        return bool(retention_line(name))
    except StudyError:
        return False


def is_price(name: str) -> bool:
    """Return whether a name belongs to the prices of a chemistry, which the cost part states.

    >>> is_price("layer_price"), is_price("price_year_batpac_2022"), is_price("separator_thickness")
    (True, True, False)
    """
    return name.endswith("_price") or name.startswith("price_year_")


__all__ = ["ANSWERS", "FILM", "RECIPE", "Designed", "Reference", "is_price", "of_reference", "published", "strings"]
