"""What the old walk through a cell, its pack and its plant gives, by the names that a study has for it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from ssbmodel import Money, Q, Study, cells, packs, plants
from ssbmodel.core.assumption import Assumption
from ssbmodel.presets.cells.processes import plant_with
from ssbmodel.presets.stated.cells import material_prices
from ssbmodel.study.cells.around.plants import packs_a_year
from ssbmodel.study.cells.design import CellDesign, cell_design

# answers of the old walk that a study calls otherwise
NAMES = {"unit_cost": "base_pack_unit_price", "cell_cost": "cell_unit_cost", "pack_price": "base_pack_price"}
MONEY = "USD_2022"
# the old arithmetic of double layers runs in micrometres: a last bit or two is lost there
CLOSE = 4e-15

# Each plant: how a study is told, and how the old walk is.
PLANTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "reference": ({}, {}),
    "documents": ({"plant": "documents-4-gwh"}, {"pack_rate": packs_a_year("documents-4-gwh")}),
    "dry": ({"processes": "dry-electrode"}, {"plant": plant_with("dry-electrode")}),
}
FACTORS = {
    "areal_capacity": 0.9, "separator_thickness": 1.25, "first_layer_thickness": 1.25, "second_layer_thickness": 1.5,
    "lithium_excess": 0.5, "negative_to_positive_ratio": 1.02,
}  # fmt: skip


def one_money(chemistry: str) -> dict[str, Assumption]:
    """Return the prices of materials as if all were of one year, as the old walk takes them."""
    prices = [one for one in material_prices(chemistry) if one.name.endswith("_price")]
    unit = {one.name: f"{MONEY}/{one.unit.partition('/')[2]}" for one in prices}
    return {
        one.name: Assumption(name=one.name, value=one.value, unit=unit[one.name], reason="one year") for one in prices
    }


def whole(chemistry: str, plant: str = "reference", **changes: Any) -> Study:
    """Return a cell, its pack and its price as a study, all in one money."""
    cost = plants.PlantPrice(**PLANTS[plant][0])
    study = Study(cell=cells.Designed(chemistry), pack=packs.BatPaC(), cost=cost, money=Money(MONEY), years=[2025])
    return study.replace(**one_money(chemistry), **changes)


def walked(chemistry: str, plant: str = "reference", **changes: Any) -> CellDesign:
    """Return the same by the old walk."""
    return cell_design(chemistry, **PLANTS[plant][1], **changes)


def numbers(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield every number of a design by its last name; what the chemistry says of itself is left out."""
    for name, value in record._asdict().items():
        if name in ("chemistry", "values"):
            continue
        if hasattr(value, "_asdict"):
            yield from numbers(value)
        elif hasattr(value, "unit_items"):
            yield NAMES.get(name, name), value


def in_unit(value: Any, unit: str) -> float:
    """Return the magnitude of a quantity in a unit of the glossary, undated dollars for its money."""
    return float(np.asarray(value.to(Q(1, unit.replace("money", "USD")).units).magnitude))


def apart(study: Study, design: CellDesign) -> dict[str, float]:
    """Return by how much each name differs, over its size."""
    old = dict(numbers(design))
    found = study.composition.plan(tuple(old), {})()
    unit = study.composition.graph.unit
    wanted = {name: in_unit(value, unit(name)) for name, value in old.items()}
    return {name: abs(found[name] - wanted[name]) / (abs(wanted[name]) or 1.0) for name in old}


__all__ = ["CLOSE", "FACTORS", "MONEY", "NAMES", "PLANTS", "apart", "walked", "whole"]
