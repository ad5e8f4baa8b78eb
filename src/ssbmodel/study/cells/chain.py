"""The whole way from layers to the price of a pack, for the reference design of BatPaC 5."""

from typing import Any, NamedTuple

from ...ground.units import Q
from ...models.battery.reference.cell import PouchCell, pouch_cell
from ...models.battery.reference.duty import (
    CoatingLimits,
    Duty,
    PackVoltage,
    Resistances,
    coating_limits,
    electrode_resistance,
    rated_discharge,
)
from ...models.battery.reference.jacket import WholePack, whole_pack
from ...models.battery.reference.module import Module, module_of_cells
from ...models.battery.reference.ohmic import Hardware, hardware_resistance
from ...models.battery.reference.racks import Rows, rows_of_modules
from ...models.battery.reference.shapes import Repeat
from ...models.economics.plant.bill import Bill, MaterialCost, material_cost, materials_bill
from ...models.economics.plant.parts import CellAmounts, Throughput
from ...models.economics.plant.price import Bought, PackPrice, pack_price
from ...models.economics.plant.purchased import BoughtParts, ItemCost, electronics_cost, purchased_parts
from ...models.economics.plant.steps import Plant, plant_of_steps
from ...presets.plants import PlantPreset, reference_plant
from ...presets.reference import reference


class PackDesign(NamedTuple):
    """A cell and its pack, part by part."""

    cell_thickness: Any
    cell_capacity: Any
    repeat: Repeat
    duty: Duty
    cell: PouchCell
    hardware: Hardware
    resistances: Resistances
    discharge: PackVoltage
    limits: CoatingLimits
    module: Module
    rows: Rows
    whole: WholePack


class PricedPack(NamedTuple):
    """A pack's bill, purchased parts, plant and price."""

    design: PackDesign
    bill: Bill
    materials: MaterialCost
    items: ItemCost
    throughput: Throughput
    plant: Plant
    price: PackPrice


def reference_pack(charging_time: Any, cell_capacity: Any, positive_coating: Any, cell_thickness: Any) -> PackDesign:
    """Return the reference pack for a charging time, with capacity, coating and cell thickness given.

    All four are quantities of any shape that broadcasts.
    """
    known = reference()
    repeat, duty = known.repeat(positive_coating), known.duty(charging_time)
    cell = pouch_cell(cell_capacity, cell_thickness, repeat=repeat, shape=known.pouch, metals=known.metals)
    return _around(cell, cell_capacity, cell_thickness, repeat, duty)


def _around(cell: PouchCell, capacity: Any, thickness: Any, repeat: Repeat, duty: Duty) -> PackDesign:
    known = reference()
    parts, areal = known.parts, repeat.areal_capacity
    hardware = hardware_resistance(thickness, cell=cell, repeat=repeat, parts=parts, duty=duty)
    found = electrode_resistance(
        capacity, areal, repeat.positive_coating, repeat.negative_coating,
        hardware_resistance=hardware.hardware_resistance, duty=duty, kinetics=known.kinetics,
    )  # fmt: skip
    limits = coating_limits(
        capacity, areal, repeat.positive_coating, power_resistance=found.power_resistance,
        energy_resistance=found.energy_resistance, duty=duty, charge_fit=known.charge_fit,
    )  # fmt: skip
    discharge = rated_discharge(capacity, areal, found.energy_resistance, duty=duty)
    module = module_of_cells(thickness, cell=cell, hardware=hardware, parts=parts)
    rows = rows_of_modules(cell=cell, module=module, parts=parts)
    cells = duty.cells_in_series * duty.cells_in_parallel * cell.one_cell_mass
    whole = whole_pack(cell_mass=cells, module=module, rows=rows, hardware=hardware, parts=parts)
    return PackDesign(thickness, capacity, repeat, duty, cell, hardware, found, discharge, limits, module, rows, whole)


def reference_price(charging_time: Any, cell_capacity: Any, positive_coating: Any, cell_thickness: Any) -> PricedPack:
    """Return the reference pack with its price from the reference plant of 500,000 packs a year."""
    return priced(reference_pack(charging_time, cell_capacity, positive_coating, cell_thickness), Q(5e5, ""))


def priced(design: PackDesign, pack_rate: Any, plant: PlantPreset | None = None) -> PricedPack:
    """Return a design with its price, for a number of packs a year."""
    p = plant or reference_plant()
    amounts = CellAmounts(*(getattr(design.cell, name) for name in CellAmounts._fields))
    bill = materials_bill(amounts=amounts, recipe=p.recipe, yields=p.yields, solvents=p.solvents)
    materials = material_cost(bill=bill, prices=p.prices, paid_solvent=p.yields.cell_yield)
    throughput = _throughput(design, bill, pack_rate, p)
    items = purchased_parts(
        parts=_bought(design), throughput=throughput, items=p.items, cell_yield=p.yields.cell_yield
    )
    made = plant_of_steps(
        design.cell_capacity, _modules(), Q(320, ""), throughput=throughput, steps=p.steps
    )
    bought = _all_bought(design, materials, items, pack_rate, p)
    price = pack_price(bought=bought, plant=made, pack_rate=pack_rate, rates=p.rates)
    return PricedPack(design, bill, materials, items, throughput, made, price)


def _modules() -> Any:
    layout = reference().parts.layout
    return layout.modules_per_row * layout.row_count


def _all_bought(d: PackDesign, materials: MaterialCost, items: ItemCost, pack_rate: Any, p: PlantPreset) -> Bought:
    through = d.hardware.pack_current * reference().parts.layout.cells_abreast / d.duty.cells_in_parallel
    electronics = electronics_cost(through, pack_rate, electronics=p.electronics)
    cells = d.duty.cells_in_series * d.duty.cells_in_parallel
    return Bought(cells * materials.cell_material_cost, *items[:3], electronics)


def _throughput(design: PackDesign, bill: Bill, pack_rate: Any, p: PlantPreset) -> Throughput:
    """Return what a plant handles for a number of packs a year."""
    accepted = pack_rate * design.duty.cells_in_series * design.duty.cells_in_parallel
    produced, layout = accepted / p.yields.cell_yield, reference().parts.layout
    return Throughput(
        pack_rate=pack_rate,
        row_rate=pack_rate * layout.row_count,
        module_rate=pack_rate * _modules(),
        accepted_cells=accepted,
        produced_cells=produced,
        positive_electrode_area=produced * design.cell.coated_area,
        negative_electrode_area=produced * design.cell.negative_area,
        positive_active_mass=accepted * bill.positive_active,
        negative_active_mass=accepted * bill.negative_active,
        solvent_mass=accepted * bill.solvent,
        water_mass=accepted * bill.water,
        made_energy=pack_rate * design.duty.rated_energy,
    )


def _bought(design: PackDesign) -> BoughtParts:
    layout = reference().parts.layout
    sources = (design.cell, design.module, design.rows, design.whole)
    known = {name: value for source in sources for name, value in source._asdict().items()}
    known |= {
        "module_capacity": layout.cells_abreast * design.cell_capacity,
        "cells_per_module": layout.cells_per_module,
        "parallel_groups": layout.cells_per_module / layout.cells_abreast,
        "modules_per_row": layout.modules_per_row,
        "row_count": layout.row_count,
    }
    return BoughtParts(**{name: known[name] for name in BoughtParts._fields})
