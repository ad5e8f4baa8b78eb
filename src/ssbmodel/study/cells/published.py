"""Cells of other people's models, rebuilt from the inputs they printed: what the library is held against."""

from typing import Any, NamedTuple

from ...ground.units import Q
from ...models.battery.can import CannedCell, Filling, RoundCan, round_cell
from ...models.battery.pouch import PouchSheet, SheetCell, sheet_cell
from ...models.battery.reference.shapes import Repeat
from ...models.battery.stack import (
    LithiumSide,
    NegativeSide,
    PositiveSide,
    Separator,
    insertion_pair,
    lithium_pair,
    stack,
)
from ...presets.cells.chemistries import chemistry
from ...presets.cells.reference import quantities
from ...presets.loader import preset
from ..results import Results
from ..study import Study
from .design import cell_design
from .solve import published_design

_FILE = "published.toml"
_SOLIDS = (("positive_active_share", "positive_active_density"), ("positive_carbon_share", "carbon_density"),
           ("positive_binder_share", "binder_density"))  # fmt: skip


class Published(NamedTuple):
    """A rebuilt cell and its energy."""

    cell: SheetCell
    energy: Any

    @property
    def specific_energy(self) -> Any:
        """Energy per mass."""
        return self.energy / self.cell.sheet_cell_mass

    @property
    def energy_density(self) -> Any:
        """Energy per volume."""
        return self.energy / self.cell.sheet_cell_volume


def lacey(name: str) -> Published:
    """Return one of Lacey's pouch cells by name, such as ``nmc811-graphite``.

    >>> print(round(lacey("lfp-graphite").specific_energy.m_as("Wh/kg"), 1))
    208.1
    """
    data = preset(_FILE)["lacey"]
    cell = data["cells"][name]
    repeat, charge = _lacey_repeat(data, cell)
    made = sheet_cell(
        charge, Q(data["first_cycle"]), repeat=repeat, sheets=PouchSheet(**quantities(data["sheets"])),
        liquid_per_charge=_liquid(data, cell), plated_share=Q(float(cell["negative"] == "free"), ""),
    )  # fmt: skip
    below = Q(data["graphite"]["voltage"]) if cell["negative"] == "graphite" else Q(0, "V")
    return Published(made, made.sheet_capacity * (Q(data["positive"][cell["positive"]]["voltage"]) - below))


class PublishedCan(NamedTuple):
    """A rebuilt cell in a can and its energy."""

    cell: CannedCell
    energy: Any

    @property
    def specific_energy(self) -> Any:
        """Energy per mass."""
        return self.energy / self.cell.single_cell_mass

    @property
    def energy_density(self) -> Any:
        """Energy per volume."""
        return self.energy / self.cell.single_cell_volume


def lacey_wound() -> PublishedCan:
    """Return Lacey's wound cell of the 21700 size.

    >>> print(round(lacey_wound().cell.single_cell_mass.m_as("g"), 1))
    71.1
    """
    data = preset(_FILE)["lacey"]
    wound, materials = data["wound"], {"positive": data["wound"]["positive"], "negative": "graphite", "between": "film"}
    repeat, _ = _lacey_repeat(data, materials)
    none, strip = Q(0, "m"), 2 * stack(repeat=repeat).stack_thickness
    filling = Filling(none, none, Q(0, ""), _liquid(data, materials))
    can = RoundCan(**quantities(wound["can"]), roll_clearance=strip)
    made = round_cell(Q(wound["first_cycle"]), repeat=repeat, can=can, filling=filling)
    below = Q(data["graphite"]["voltage"])
    return PublishedCan(made, made.single_cell_capacity * (Q(data["positive"][wound["positive"]]["voltage"]) - below))


def _liquid(data: dict[str, Any], cell: dict[str, str]) -> Any:
    liquid = quantities(data["liquid"])
    share = liquid["catholyte_share"] if cell["between"] == "llzo" else Q(1, "")
    return liquid["volume"] * liquid["density"] * share


def _lacey_repeat(data: dict[str, Any], cell: dict[str, str]) -> tuple[Repeat, Any]:
    """Return the electrode pair, and the charge its negative side can take."""
    p, none = quantities(data["positive"][cell["positive"]]), Q(0, "")
    foils = (Q(data["positive_foil"]), Q(2.7, "g/cm3")), (Q(data["negative_foil"]), Q(8.96, "g/cm3"))
    positive = PositiveSide(p["capacity"], Q(data["positive_share"]), p["density"], none, *foils[0])
    layer, areal = quantities(data[cell["between"]]), Q(data["areal_capacity"])
    separator = Separator(layer["thickness"], layer["density"], none, Q(0, "g/cm3"))
    if cell["negative"] == "graphite":
        g = quantities(data["graphite"])
        negative = NegativeSide(g["capacity"], g["share"], g["density"], none, none, g["ratio"], *foils[1])
        return insertion_pair(areal, positive=positive, negative=negative, separator=separator), g["ratio"] * areal
    lithium = quantities(data["lithium"])
    charge = areal if cell["negative"] == "free" else lithium["charge"]
    metal = LithiumSide(charge, lithium["capacity"], lithium["density"], *foils[1])
    return lithium_pair(areal, none, positive=positive, lithium=metal, separator=separator), charge


def teardown() -> Results:
    """Return a car's pouch cell from its electrodes as measured, in the reference's pouch with its foils and film.

    >>> print(round(teardown().run("positive_coating").positive_coating.m_as("um"), 1))
    87.3
    """
    given = quantities({key: text for key, text in preset(_FILE)["teardown"].items() if key != "source"})
    areal, void, base = given["areal_capacity"], given["void"], chemistry("liquid-nmc811-graphite").values
    solid = sum((base[share] / base[density] for share, density in _SOLIDS), Q(0, "cm3/g"))
    capacity = areal * solid / ((1 - void) * base["positive_active_share"] * given["positive_coating"])
    return cell_design(
        "liquid-nmc811-graphite", areal_capacity=areal, positive_void_share=void, positive_pores=void,
        negative_to_positive_ratio=given["negative_charge"] / areal, positive_first_charge_capacity=capacity,
        first_cycle_efficiency=Q(1, ""),
    )  # fmt: skip


def batpac_design(name: str) -> Study:
    """Return the published design with another positive active material of its workbook: ``lfp`` or ``nmc622``."""
    given, data = preset(_FILE)["batpac"][name], preset("reference.toml")["positive"]
    volume = (
        data["active"] / Q(given["density"])
        + data["carbon"] / Q(data["carbon_density"])
        + data["binder"] / Q(data["binder_density"])
    )
    return published_design().replace(
        positive_active_capacity=Q(given["capacity"]), positive_coating_density=(1 - data["void"]) / volume
    )
