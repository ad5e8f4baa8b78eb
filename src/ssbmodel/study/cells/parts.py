"""What a design is made of: mass, layers and price in parts that sum to the whole; materials and elements."""

from typing import Any

from ...ground.units import Q
from ...presets.cells.chemistries import element_shares
from .chain import PackPress
from .design import CellDesign, layer_masses

# Cell densities of practice; a pair of energy figures that implies another does not fit together.
DENSITIES = (1.4, 3.2)
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
}
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


def mass_parts(design: CellDesign) -> dict[str, Any]:
    """Return the masses that make a pack, cell by cell part and beyond; they sum to ``pack_mass``."""
    pack = design.priced.design
    cells = pack.duty.cells_in_series * pack.duty.cells_in_parallel
    inside = {part: cells * getattr(pack.cell, name) for part, name in _CELL.items()}
    around = {part: getattr(pack.whole, name) for part, name in _PACK.items()}
    return inside | around | {"pressure hardware": _press(design).pack_press_mass}


def _press(design: CellDesign) -> PackPress:
    """Return what presses the modules of a design, which always has it, if at no pressure."""
    assert design.priced.press is not None
    return design.priced.press


def layer_parts(design: CellDesign) -> dict[str, Any]:
    """Return the thicknesses that make an electrode pair with half of each foil; they sum to ``stack_thickness``."""
    r = design.repeat
    return {
        "positive coating": r.positive_coating,
        "negative coating": r.negative_coating,
        "separator or solid layer": r.separator_thickness,
        "positive foil": r.positive_foil / 2,
        "negative foil": r.negative_foil / 2,
    }


def price_parts(design: CellDesign) -> dict[str, Any]:
    """Return the cost lines of a pack, materials one by one; they sum to ``pack_price``."""
    pack = design.priced
    cells = pack.design.duty.cells_in_series * pack.design.duty.cells_in_parallel
    materials = {part: cells * getattr(pack.materials, name) for part, name in _MATERIALS.items()}
    lines = {part: getattr(pack.price, name) for part, name in _PRICE.items()}
    press = _press(design).pack_press_cost
    lines["purchased parts"] = lines["purchased parts"] - press
    return materials | lines | {"pressure hardware": press + 0 * lines["profit"]}


def materials_per_energy(design: CellDesign) -> dict[str, Any]:
    """Return what is bought of each material per rated energy, losses included.

    Masses are per energy, foils and separators areas per energy, the liquid a volume per energy.

    >>> from ssbmodel.study.cells.design import cell_design
    >>> print(round(materials_per_energy(cell_design("sulfide-nmc-li"))["electrolyte in layers"].m_as("kg/kWh"), 2))
    0.3
    """
    pack, bill = design.priced.design, design.priced.bill
    per_energy = pack.duty.cells_in_series * pack.duty.cells_in_parallel / pack.duty.rated_energy
    layers = bill.separator_bought * pack.repeat.separator_mass if design.chemistry.solid else 0 * bill.carbon_bought
    found = bill._asdict() | {"electrolyte in layers": layers, "electrolyte in coatings": bill.solid_electrolyte_bought}
    del found["solid_electrolyte_bought"]
    told = {name: name.removesuffix("_bought").replace("_", " ") for name in found}
    return {told[name]: amount * per_energy for name, amount in found.items()}


def elements_per_energy(design: CellDesign) -> dict[str, Any]:
    """Return the mass of each element per rated energy in active materials, electrolyte, foils; losses included.

    Compounds whose make-up is not known (polymers, gels, liquids, blends of silicon and graphite) are left out.

    >>> from ssbmodel.study.cells.design import cell_design
    >>> sorted(elements_per_energy(cell_design("sulfide-nmc-li")))
    ['Al', 'Cl', 'Co', 'Cu', 'Li', 'Mn', 'Ni', 'P', 'S']
    """
    c, amounts = design.chemistry, materials_per_energy(design)
    r = design.repeat
    compounds = [
        (element_shares(c.positive), amounts["positive active"]),
        (element_shares(c.negative), amounts["negative active"]),
        (element_shares(c.catholyte), amounts["electrolyte in coatings"]),
        *_layers(design, amounts["electrolyte in layers"]),
        ({"Al": 1.0}, amounts["positive foil"] * r.positive_foil * r.positive_foil_density),
        ({"Cu": 1.0}, amounts["negative foil"] * r.negative_foil * r.negative_foil_density),
    ]
    found: dict[str, Any] = {}
    for shares, amount in compounds:
        for element, share in shares.items():
            found[element] = found.get(element, 0 * amount) + share * amount
    return found


def _layers(design: CellDesign, amount: Any) -> list[tuple[dict[str, float], Any]]:
    """Return the compounds of the layers between the electrodes."""
    c, v = design.chemistry, design.values
    if not c.second_layer:
        return [(element_shares(c.layer), amount)]
    first, second = layer_masses(v)
    share = first / (first + second)
    return [(element_shares(c.layer), share * amount), (element_shares(c.second_layer), (1 - share) * amount)]


def density_fits(design: CellDesign) -> Any:
    """Return whether the density of a cell is one that practice knows, case by case."""
    density = (design.cell_energy_density / design.cell_specific_energy).m_as("kg/L")
    return (density >= DENSITIES[0]) & (density <= DENSITIES[1])


def theoretical_specific_energy(design: CellDesign) -> Any:
    """Return the specific energy of the active materials alone, which no cell exceeds.

    >>> from ssbmodel.study.cells.design import cell_design
    >>> design = cell_design("sulfide-nmc-li")
    >>> bool(design.stack_specific_energy < theoretical_specific_energy(design))
    True
    """
    v = design.values
    mass = 1 / (v["positive_first_charge_capacity"] * v["first_cycle_efficiency"])
    if design.chemistry.negative != "lithium":
        mass = mass + 1 / v["negative_active_capacity"]
    return (v["positive_voltage"] - v.get("negative_voltage", Q(0, "V"))) / mass
