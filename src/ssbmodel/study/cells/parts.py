"""What a design is made of: mass, layers and price in parts that sum to the whole; materials and elements.

Each function takes a study of a cell, its pack and its plant, or the results of one, and gives quantities by part, each
with the axes of all of them in the study's order, of length one along those that it does not vary with. A spread's
least and greatest are each part's own: they do not sum.
"""

from collections.abc import Mapping
from typing import Any

from ...core.labelled import on_axes
from ...ground.errors import StudyError
from ...models.economics.plant.bill import Bill
from ...presets.cells.chemistries import element_shares
from ..results import Results
from ..study import Study

# Cell densities of practice; a pair of energy figures that implies another does not fit together.
DENSITIES = (1.4, 3.2)
_CELLS = ("cells_in_series", "cells_in_parallel")
_CELL = {
    "positive coating": "positive_coating_mass",
    "negative coating": "negative_coating_mass",
    "positive foil": "positive_foil_mass",
    "negative foil": "negative_foil_mass",
    "separator": "separator_layer_mass",
    "liquid": "liquid_mass",
    "positive terminal": "positive_terminal_mass",
    "negative terminal": "negative_terminal_mass",
    "container": "container_mass",
}
_PACK = {
    "module hardware": "module_hardware_mass",
    "racks": "racks_mass",
    "cooling": "cooling_mass",
    "jacket": "jacket_mass",
    "links": "links_mass",
    "electronics": "electronics_mass",
    "pressure hardware": "pack_press_mass",
}
_LAYERS = {
    "positive coating": "positive_coating",
    "negative coating": "negative_coating",
    "separator or solid layer": "separator_thickness",
}
_FOILS = {"positive foil": "positive_foil", "negative foil": "negative_foil"}
_PRICE = {
    "purchased parts": "purchased_line",
    "electronics": "electronics_line",
    "labour": "labour_line",
    "overhead": "overhead_line",
    "administration": "administration_line",
    "research": "research_line",
    "depreciation": "depreciation_line",
    "profit": "profit_line",
    "warranty": "warranty_line",
    "pressure hardware": "pack_press_cost",
}
_MATERIALS = {
    "positive active": "positive_active_cost",
    "negative active": "negative_active_cost",
    "electrolyte in coatings": "solid_electrolyte_cost",
    "carbon": "carbon_cost",
    "binder": "binder_cost",
    "solvent": "solvent_cost",
    "positive foil": "positive_foil_cost",
    "negative foil": "negative_foil_cost",
    "separator or solid layer": "separator_cost",
    "liquid": "liquid_cost",
}
_BILL = {name: name.removesuffix("_bought").replace("_", " ") for name in Bill._fields}
_COATINGS, _LAYER, _SECOND = "electrolyte in coatings", "electrolyte in layers", "electrolyte in second layer"
_BILL["solid_electrolyte_bought"] = _COATINGS
_TWO = ("first_layer_thickness", "first_layer_density", "second_layer_thickness", "second_layer_density")
# What is bought of each material that a chemistry names, by the fact that names it.
ELECTROLYTES = {"catholyte": _COATINGS, "layer": _LAYER, "second_layer": _SECOND}
_COMPOUNDS = {"positive": "positive active", "negative": "negative active", **ELECTROLYTES}


def quantities(design: Results | Study, *names: str) -> dict[str, Any]:
    """Return quantities by name, each with the axes of all in the study's order, so that they broadcast.

    >>> from ssbmodel.study.cells.design import cell_design
    >>> design = cell_design("sulfide-nmc-li", separator_thickness=["20 um", "30 um"], cell_yield=[0.8, 0.9, 1])
    >>> {name: one.shape for name, one in quantities(design, "stack_mass", "cell_unit_cost").items()}
    {'stack_mass': (2, 1), 'cell_unit_cost': (2, 3)}
    """
    found = design.run(*names)
    axes = [axis for axis in found.study.composition.axes if axis in found.axes]
    return {name: on_axes(found[name], axes) for name in names}


def _facts(design: Results | Study) -> Mapping[str, Any]:
    study: Study = design.study if isinstance(design, Results) else design
    return study.composition.facts


def mass_parts(design: Results | Study) -> dict[str, Any]:
    """Return the masses that make a pack, cell by cell part and beyond; they sum to ``pack_mass``."""
    q = quantities(design, *_CELLS, *_CELL.values(), *_PACK.values())
    cells = q["cells_in_series"] * q["cells_in_parallel"]
    inside = {part: cells * q[name] for part, name in _CELL.items()}
    return inside | {part: q[name] for part, name in _PACK.items()}


def layer_parts(design: Results | Study) -> dict[str, Any]:
    """Return the thicknesses that make an electrode pair with half of each foil; they sum to ``stack_thickness``."""
    q = quantities(design, *_LAYERS.values(), *_FOILS.values())
    layers = {part: q[name] for part, name in _LAYERS.items()}
    return layers | {part: q[name] / 2 for part, name in _FOILS.items()}


def price_parts(design: Results | Study) -> dict[str, Any]:
    """Return the cost lines of a pack, materials one by one; they sum to ``base_pack_price``."""
    q = quantities(design, *_CELLS, *_MATERIALS.values(), *_PRICE.values())
    cells = q["cells_in_series"] * q["cells_in_parallel"]
    lines = {part: q[name] for part, name in _PRICE.items()}
    lines["purchased parts"] = lines["purchased parts"] - lines["pressure hardware"]
    return {part: cells * q[name] for part, name in _MATERIALS.items()} | lines


def materials_per_energy(design: Results | Study) -> dict[str, Any]:
    """Return what is bought of each material per rated energy, losses included.

    Masses are per energy, foils and separators areas per energy, the liquid a volume per energy. Two solid layers are
    told apart.

    >>> from ssbmodel.study.cells.design import cell_design
    >>> print(round(materials_per_energy(cell_design("sulfide-nmc-li"))["electrolyte in layers"].m_as("kg/kWh"), 2))
    0.3
    """
    facts = _facts(design)
    return _materials(quantities(design, *_bought(facts)), facts)


def _bought(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names that say what is bought for a pack."""
    return (*_CELLS, "rated_energy", "separator_mass", *_BILL, *(_TWO if facts.get("second_layer") else ()))


def _materials(q: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is bought per rated energy, from quantities by name."""
    area = q["separator_bought"]
    layers = {_LAYER: (area if facts["solid"] else 0 * area) * q["separator_mass"]}
    if facts.get("second_layer"):
        layers[_LAYER] = area * q["first_layer_thickness"] * q["first_layer_density"]
        layers[_SECOND] = area * q["second_layer_thickness"] * q["second_layer_density"]
    per_energy = q["cells_in_series"] * q["cells_in_parallel"] / q["rated_energy"]
    found = {part: q[name] for name, part in _BILL.items()} | layers
    return {part: amount * per_energy for part, amount in found.items()}


def elements_per_energy(design: Results | Study) -> dict[str, Any]:
    """Return the mass of each element per rated energy in active materials, electrolyte, foils; losses included.

    Polymers, gels, films, liquids and blends of silicon and graphite, whose make-up is not known, are left out.

    Raises
    ------
    StudyError
        If nothing is known of the elements of a material, or the cell names none.

    Examples
    --------
    >>> from ssbmodel.study.cells.design import cell_design
    >>> sorted(elements_per_energy(cell_design("sulfide-nmc-li")))
    ['Al', 'Cl', 'Co', 'Cu', 'Li', 'Mn', 'Ni', 'P', 'S']
    """
    facts = _facts(design)
    shares = _shares(facts)
    foils = {name: {material: 1.0} for name, material in (("positive", "Al"), ("negative", "Cu"))}
    q = quantities(design, *_bought(facts), *(f"{side}_foil{end}" for side in foils for end in ("", "_density")))
    amounts = _materials(q, facts)
    compounds = [(known, amounts[_COMPOUNDS[fact]]) for fact, known in shares.items()]
    for side, known in foils.items():
        mass = amounts[f"{side} foil"] * q[f"{side}_foil"] * q[f"{side}_foil_density"]
        compounds.append((known, mass))
    found: dict[str, Any] = {}
    for known, amount in compounds:
        for element, share in known.items():
            found[element] = found.get(element, 0 * amount) + share * amount
    return found


def _shares(facts: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Return the element shares of each material that a chemistry takes, by the fact that names it."""
    if "positive" not in facts:
        raise StudyError("this cell names no materials, so nothing is known of its elements. Take cells.Designed(...).")
    return {fact: element_shares(facts[fact]) for fact in _COMPOUNDS if facts.get(fact)}


def density_fits(design: Results | Study) -> Any:
    """Return whether the density of a cell is one that practice knows, case by case."""
    q = quantities(design, "cell_energy_density", "cell_specific_energy")
    density = (q["cell_energy_density"] / q["cell_specific_energy"]).m_as("kg/L")
    return (density >= DENSITIES[0]) & (density <= DENSITIES[1])


def theoretical_specific_energy(design: Results | Study) -> Any:
    """Return the specific energy of the active materials alone, which no cell exceeds.

    >>> from ssbmodel.study.cells.design import cell_design
    >>> design = cell_design("sulfide-nmc-li")
    >>> bool(design.stack_specific_energy.value < theoretical_specific_energy(design))
    True
    """
    holding: tuple[str, ...] = ("positive_active_capacity",)
    if _facts(design).get("negative") != "lithium":
        holding = (*holding, "negative_active_capacity")
    q = quantities(design, "positive_voltage", "negative_voltage", *holding)
    return (q["positive_voltage"] - q["negative_voltage"]) / sum(1 / q[name] for name in holding)
