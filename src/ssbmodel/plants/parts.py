"""The price of a pack from a plant that makes it part by part."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import field_validator

from ..core.assumption import Assumption, Prepared
from ..core.graph import Node, node
from ..core.part import Facts, Part, Requirement
from ..documents.own import Preset
from ..ground.errors import SsbError, StudyError, short
from ..models.economics.cost import unit_cost
from ..models.economics.plant.bill import material_cost, materials_bill
from ..models.economics.plant.price import pack_price
from ..models.economics.plant.purchased import electronics_cost
from ..packs.models.layout import module_capacity, module_current, parallel_groups
from ..presets.cells.processes import PlantChange, change_of
from .catalogues import catalogue as plants, price_decks
from .models.materials import (
    coating_electrolyte_loading,
    double_layer_price,
    electrolyte_loading,
    material_per_pack,
    module_items_with_press_cost,
    negative_binder_share,
    press_cost,
    solid_layer_price,
)
from .models.yearly import pack_rate, priced_parts, priced_plant, yearly_throughput
from .tables import deck_year, number_tables, plant_names, press_prices, table_money

RATE = (node(pack_rate, made_energy="annual_output"),)
PARTS = (
    node(parallel_groups),
    node(module_capacity),
    node(module_current),
    node(yearly_throughput),
    node(priced_parts),
    node(priced_plant),
    node(electronics_cost),
    node(material_per_pack),
    node(press_cost, pressed_cells="cells_per_module"),
    node(module_items_with_press_cost),
    node(pack_price, module_items_cost="module_items_with_press_cost", gives={"pack_price": "base_pack_price"}),
    node(unit_cost, pack_cost="base_pack_price", gives="base_pack_unit_price"),
    node(unit_cost, pack_cost="cell_level_cost", gives="cell_unit_cost"),
)
_NONE_ELSE: dict[str, Any] = {"negative_electrolyte_share": 0.0, "negative_carbon_share": 0.0}
BILL = {
    "lithium": (node(materials_bill, negative_active_share=1.0, negative_binder_share=0.0, **_NONE_ELSE),),
    "insertion": (node(materials_bill, **_NONE_ELSE), node(negative_binder_share)),
    "reference": (node(materials_bill),),
}
FILM = (
    node(material_cost, paid_solvent="cell_yield"),
    node(coating_electrolyte_loading, gives="electrolyte_loading"),
)
SOLID = (
    node(material_cost, paid_solvent="cell_yield", solid_electrolyte_price="catholyte_price"),
    node(electrolyte_loading),
)
LAYER = {
    "film": FILM,
    "solid": (*SOLID, node(solid_layer_price, gives="separator_price")),
    "two solids": (*SOLID, node(double_layer_price, gives="separator_price")),
}
BY_LAYER = frozenset({"separator_price", "solid_electrolyte_price"})
PART_BY_PART = Requirement(
    "pack_layout",
    (),
    "makes a pack part by part; packs.Ratios has no parts. Take pack=packs.BatPaC(...), or cost=costs.Stated(...).",
)
ANSWERS = (
    "base_pack_unit_price", "base_pack_price", "cell_unit_cost", "material_line", "purchased_line", "electronics_line",
    "labour_line", "overhead_line", "administration_line", "research_line", "depreciation_line", "profit_line",
    "warranty_line", "electrolyte_loading",
)  # fmt: skip


class PlantPrice(Part):
    """The price of a pack from a plant: materials, purchased parts, labour, capital, overhead, profit and warranty.

    Parameters
    ----------
    plant : name of ``plants.catalogue``, or one of one's own as they are
    pack_rate : packs made in a counted year; what the plant's yearly energy makes where left out
    cell_yield : share of tested cells that is accepted; the plant's where left out
    prices : name of ``plants.price_decks``, or one of one's own
    processes : changes of process, by name or of one's own, in order

    Raises
    ------
    StudyError
        If there is no plant, deck or process of a name, or a process has a negative factor.

    Notes
    -----
    The price is of the deck's year, which is the base year of a decline.
    """

    role: ClassVar[str] = "cost"
    answers: ClassVar[tuple[str, ...]] = ANSWERS
    requires: ClassVar[tuple[Requirement, ...]] = (PART_BY_PART,)

    plant: Any = "batpac-50-gwh"
    pack_rate: Any = None
    cell_yield: Any = None
    prices: Any = "batpac-2022"
    processes: tuple[Any, ...] = ()

    def __init__(self, plant: Any = "batpac-50-gwh", **values: Any) -> None:
        super().__init__(**{"plant": plant, **values})

    @field_validator("plant", "prices")
    @classmethod
    def _known(cls, chosen: Any, info: Any) -> Any:
        catalogue, kind = (plants, "plant") if info.field_name == "plant" else (price_decks, "price_deck")
        if isinstance(chosen, str):
            _ = catalogue[chosen]
        elif not (isinstance(chosen, Preset) and chosen.kind == kind):
            raise StudyError(f"{info.field_name}={short(chosen)}. Expected a name: {', '.join(catalogue)}.")
        return chosen

    @field_validator("processes", mode="before")
    @classmethod
    def _processes(cls, chosen: Any) -> Any:
        listed = (chosen,) if isinstance(chosen, (str, PlantChange)) else tuple(chosen)
        try:
            _ = [change_of(one) for one in listed]
        except SsbError as error:
            raise StudyError(str(error)) from None
        return listed

    @property
    def changes(self) -> tuple[PlantChange, ...]:
        """The changes of process, in order."""
        return tuple(change_of(one) for one in self.processes)

    def facts(self) -> Facts:
        """Return that there is a base price, from a plant."""
        return {"base_price": "plant"}

    def stated(self, facts: Facts) -> tuple[Assumption | Prepared, ...]:
        """Return prices of the materials that the cell names, the plant's yields and rates, and its tables."""
        plant = plants[self.plant] if isinstance(self.plant, str) else self.plant
        deck = price_decks[self.prices] if isinstance(self.prices, str) else self.prices
        found = plant_names(plant, deck, self.changes)
        found |= {**press_prices(), **_materials(facts)}
        if layer_of(facts) != "film":
            found = {name: one for name, one in found.items() if name not in BY_LAYER}
        found |= {"table_money": table_money(), "base_year": deck_year(deck)}
        found |= {one.name: one for one in self.fields_stated}
        return (*found.values(), *number_tables(self.changes, filled=bool(facts["cell_filled"])))

    def nodes(self, facts: Facts) -> tuple[Node, ...]:
        """Return bill of materials, parts, plant and price."""
        rate = RATE if self.pack_rate is None else ()
        return rate + BILL[side_of(facts)] + LAYER[layer_of(facts)] + PARTS


def _materials(facts: Facts) -> Mapping[str, Assumption]:
    """Return the prices of the materials that the cell's chemistry is made of."""
    chemistry: Any = facts.get("materials")
    if chemistry is None:
        return {}
    return {
        one.name: one
        for one in chemistry.assumptions
        if one.name.endswith("_price") or one.name.startswith("price_year_")
    }


def side_of(facts: Facts) -> str:
    """Return how the negative side is bought.

    >>> side_of({"cell": "designed", "negative": "lithium"})
    'lithium'
    """
    if facts.get("cell") == "reference":
        return "reference"
    return "lithium" if facts.get("negative") == "lithium" else "insertion"


def layer_of(facts: Facts) -> str:
    """Return what lies between the electrodes.

    >>> layer_of({"layer": "chloride", "second_layer": "sulfide"})
    'two solids'
    """
    return "film" if facts.get("layer") == "film" else "two solids" if facts.get("second_layer") else "solid"
