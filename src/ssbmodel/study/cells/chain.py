"""The whole way from layers to the price of a pack, for the reference design of BatPaC 5."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ...ground.units import Q
from ...models.battery.reference.cell import PouchCell, pouch_cell
from ...models.battery.reference.duty import (
    ChargeFit,
    CoatingLimits,
    Duty,
    Kinetics,
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
from ...models.battery.reference.shapes import Parts, Repeat
from ...models.economics.plant.bill import Bill, MaterialCost, material_cost, materials_bill
from ...models.economics.plant.parts import CellAmounts, Throughput
from ...models.economics.plant.price import Bought, PackPrice, pack_price
from ...models.economics.plant.purchased import BoughtParts, ItemCost, electronics_cost, purchased_parts
from ...models.economics.plant.steps import Plant, plant_of_steps
from ...presets.cells.plants import PlantPreset, reference_plant
from ...presets.cells.reference import reference


class PackDesign(NamedTuple):
    """A cell and its pack, part by part."""

    cell_thickness: Any
    single_cell_capacity: Any
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


class LoadedCell(NamedTuple):
    """A cell, and what its pack asks of it: all that capacity, coating and thickness are chosen by."""

    cell: PouchCell
    hardware: Hardware
    resistances: Resistances
    discharge: PackVoltage
    limits: CoatingLimits


class PackPress(NamedTuple):
    """What presses all modules of a pack."""

    pack_strap_mass: Any
    pack_end_plate_mass: Any
    pack_press_pad_mass: Any
    pack_press_mass: Any
    pack_press_volume: Any
    pack_press_cost: Any


class PricedPack(NamedTuple):
    """A pack's bill, purchased parts, plant and price."""

    design: PackDesign
    bill: Bill
    materials: MaterialCost
    items: ItemCost
    throughput: Throughput
    plant: Plant
    price: PackPrice
    press: PackPress | None = None


class Way(NamedTuple):
    """How the chain is walked: with quantities through the doors, or on plain arrays through the kernels."""

    parts: Parts
    kinetics: Kinetics
    charge_fit: ChargeFit
    plant: PlantPreset
    working_days: Any
    through: Callable[[Any], Any]

    @property
    def modules(self) -> Any:
        """How many modules a pack has."""
        return self.parts.layout.modules_per_row * self.parts.layout.row_count


def doors(plant: PlantPreset | None = None) -> Way:
    """Return the way for quantities."""
    known, made = reference(), plant or reference_plant()
    return Way(known.parts, known.kinetics, known.charge_fit, made, Q(made.steps.further["base_days"], ""), _door)


def _door(function: Any) -> Any:
    return function


def reference_pack(
    design_charging_time: Any, single_cell_capacity: Any, positive_coating: Any, cell_thickness: Any
) -> PackDesign:
    """Return the reference pack for a charging time, with capacity, coating and cell thickness given.

    All four are quantities of any shape that broadcasts.
    """
    known = reference()
    return pack_of(
        doors(), known.repeat(positive_coating), known.duty(design_charging_time), single_cell_capacity, cell_thickness
    )


def pack_of(way: Way, repeat: Repeat, duty: Duty, capacity: Any, thickness: Any) -> PackDesign:
    """Return the pack that an electrode pair makes in the reference's cells, modules and jacket."""
    loaded = loaded_cell(way, repeat, duty, capacity, thickness)
    return pack_around(loaded, way, repeat, duty=duty, capacity=capacity, thickness=thickness)


def loaded_cell(way: Way, repeat: Repeat, duty: Duty, capacity: Any, thickness: Any) -> LoadedCell:
    """Return the cell that an electrode pair makes, and what it can do in its pack."""
    parts, areal, go = way.parts, repeat.areal_capacity, way.through
    cell = go(pouch_cell)(capacity, thickness, repeat=repeat, shape=parts.pouch, metals=parts.metals)
    hardware = go(hardware_resistance)(thickness, cell=cell, repeat=repeat, parts=parts, duty=duty)
    found = go(electrode_resistance)(
        capacity, areal, repeat.positive_coating, repeat.negative_coating,
        hardware_resistance=hardware.hardware_resistance, duty=duty, kinetics=way.kinetics,
    )  # fmt: skip
    limits = go(coating_limits)(
        capacity, areal, repeat.positive_coating, power_resistance=found.power_resistance,
        energy_resistance=found.energy_resistance, duty=duty, charge_fit=way.charge_fit,
    )  # fmt: skip
    discharge = go(rated_discharge)(capacity, areal, found.energy_resistance, duty=duty)
    return LoadedCell(cell, hardware, found, discharge, limits)


def pack_around(
    loaded: LoadedCell, way: Way, repeat: Repeat, *, duty: Duty, capacity: Any, thickness: Any
) -> PackDesign:
    """Return the pack with its modules, rows and jacket around a cell."""
    parts, go, cell, hardware = way.parts, way.through, loaded.cell, loaded.hardware
    module = go(module_of_cells)(thickness, cell=cell, hardware=hardware, parts=parts)
    rows = go(rows_of_modules)(cell=cell, module=module, parts=parts)
    cells = duty.cells_in_series * duty.cells_in_parallel * cell.single_cell_mass
    whole = go(whole_pack)(cells_mass=cells, module=module, rows=rows, hardware=hardware, parts=parts)
    return PackDesign(thickness, capacity, repeat, duty, *loaded, module, rows, whole)


def priced(design: PackDesign, pack_rate: Any, way: Way, press: PackPress | None = None) -> PricedPack:
    """Return a design with its price, for a number of packs a year; what presses its modules is bought with them."""
    p, go, solvent = way.plant, way.through, way.plant.yields.cell_yield
    amounts = CellAmounts(*(getattr(design.cell, name) for name in CellAmounts._fields))
    bill = go(materials_bill)(amounts=amounts, recipe=p.recipe, yields=p.yields, solvents=p.solvents)
    materials = go(material_cost)(bill=bill, prices=p.prices, paid_solvent=solvent)
    throughput = _throughput(design, bill, pack_rate, way)
    items = go(purchased_parts)(parts=_bought(design, way), throughput=throughput, items=p.items, cell_yield=solvent)
    made = go(plant_of_steps)(
        design.single_cell_capacity, way.modules, way.working_days, throughput=throughput, steps=p.steps
    )  # fmt: skip
    bought = _all_bought(design, materials, items, pack_rate, way)
    if press is not None:
        bought = bought._replace(module_items_cost=bought.module_items_cost + press.pack_press_cost)
    price = go(pack_price)(bought=bought, plant=made, pack_rate=pack_rate, rates=p.rates)
    return PricedPack(design, bill, materials, items, throughput, made, price, press)


def _all_bought(d: PackDesign, materials: MaterialCost, items: ItemCost, pack_rate: Any, way: Way) -> Bought:
    through = way.parts.layout.cells_abreast / d.duty.cells_in_parallel * d.hardware.pack_current
    electronics = way.through(electronics_cost)(through, pack_rate, electronics=way.plant.electronics)
    cells = d.duty.cells_in_series * d.duty.cells_in_parallel
    return Bought(cells * materials.cell_material_cost, *items[:3], electronics)


def _throughput(design: PackDesign, bill: Bill, pack_rate: Any, way: Way) -> Throughput:
    """Return what a plant handles for a number of packs a year."""
    accepted = pack_rate * design.duty.cells_in_series * design.duty.cells_in_parallel
    produced = accepted / way.plant.yields.cell_yield
    return Throughput(
        pack_rate=pack_rate,
        row_rate=pack_rate * way.parts.layout.row_count,
        module_rate=pack_rate * way.modules,
        accepted_cells=accepted,
        produced_cells=produced,
        positive_electrode_area=produced * design.cell.coated_area,
        negative_electrode_area=produced * design.cell.negative_area,
        positive_active_mass=accepted * bill.positive_active_bought,
        negative_active_mass=accepted * bill.negative_active_bought,
        solvent_mass=accepted * bill.solvent_bought,
        water_mass=accepted * bill.water_bought,
        made_energy=pack_rate * design.duty.rated_energy,
    )


def _bought(design: PackDesign, way: Way) -> BoughtParts:
    layout = way.parts.layout
    sources = (design.cell, design.module, design.rows, design.whole)
    known = {name: value for source in sources for name, value in source._asdict().items()}
    known |= {
        "module_capacity": layout.cells_abreast * design.single_cell_capacity,
        "cells_per_module": layout.cells_per_module,
        "parallel_groups": layout.cells_per_module / layout.cells_abreast,
        "modules_per_row": layout.modules_per_row,
        "row_count": layout.row_count,
    }
    return BoughtParts(**{name: known[name] for name in BoughtParts._fields})
