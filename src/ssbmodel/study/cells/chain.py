"""The whole way from layers to the price of a pack, for the reference design of BatPaC 5."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from ...ground.errors import ScenarioError, did_you_mean
from ...ground.slots import plain_record
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
from ...models.battery.stack import insertion_pair
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


def kernels(plant: PlantPreset | None = None) -> Way:
    """Return the way for plain arrays in house units, which is the same arithmetic without checks."""
    return _reference_kernels() if plant is None else _kernels(doors(plant))


@cache
def _reference_kernels() -> Way:
    return _kernels(doors())


def _kernels(way: Way) -> Way:
    records = {name: plain_record(part) for name, part in way.plant._asdict().items() if hasattr(part, "_fields")}
    return Way(
        Parts(*(plain_record(part) for part in way.parts)), plain_record(way.kinetics), plain_record(way.charge_fit),
        way.plant._replace(**records), way.plant.steps.further["base_days"], _kernel,
    )  # fmt: skip


def _door(function: Any) -> Any:
    return function


def _kernel(function: Any) -> Any:
    return function.kernel


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


def reference_price(
    design_charging_time: Any, single_cell_capacity: Any, positive_coating: Any, cell_thickness: Any
) -> PricedPack:
    """Return the reference pack with its price from the reference plant of 500,000 packs a year."""
    return priced(
        reference_pack(design_charging_time, single_cell_capacity, positive_coating, cell_thickness),
        Q(5e5, ""),
        doors(),
    )


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


# where the answers of a chain stand in a priced pack
_DESIGN: dict[str, Any] = {
    "cell": PouchCell, "hardware": Hardware, "resistances": Resistances, "discharge": PackVoltage,
    "limits": CoatingLimits, "module": Module, "rows": Rows, "whole": WholePack,
}  # fmt: skip
_PRICED: dict[str, Any] = {
    "bill": Bill,
    "materials": MaterialCost,
    "items": ItemCost,
    "plant": Plant,
    "price": PackPrice,
}
_PLACES: dict[str, tuple[str, ...]] = {
    **{name: (part, name) for part, record in _PRICED.items() for name in record._fields},
    **{name: ("design", part, name) for part, record in _DESIGN.items() for name in record._fields},
}


@dataclass(frozen=True)
class Chain:
    """The reference pack and its price as a function of capacity [Ah], positive coating and cell thickness [m]."""

    answers: tuple[str, ...]
    way: Way
    sides: dict[str, Any]
    duty: Duty
    pack_rate: float

    def __call__(self, single_cell_capacity: Any, positive_coating: Any, cell_thickness: Any) -> dict[str, Any]:
        """Return the answers by name, plain arrays in house units."""
        p = self.sides["positive"]
        volumetric = p.positive_active_capacity * p.positive_active_share * p.positive_coating_density
        repeat = insertion_pair.kernel(volumetric * positive_coating, **self.sides)
        pack = pack_of(self.way, repeat, self.duty, single_cell_capacity, cell_thickness)
        found = priced(pack, self.pack_rate, self.way)
        return {name: _at(found, _PLACES[name]) for name in self.answers}


def reference_chain(
    *answers: str, design_charging_time: Any, pack_rate: float = 5e5, plant: PlantPreset | None = None
) -> Chain:
    """Return the chain from layers to the price of a pack as one function of plain arrays in house units.

    It is what :func:`reference_price` is for quantities, without checks. Give it to :func:`in_blocks` for many designs:
    then only the answers stay in memory, never the hundreds of arrays between.

    Parameters
    ----------
    answers : text
        What to keep, by the names of a design's parts: ``pack_price``, ``module_mass``, ``single_cell_mass`` ...
    design_charging_time : quantity [h]
        Time to charge 80 % of the capacity.
    pack_rate : number
        Packs made in a counted year.
    plant : PlantPreset
        Another plant than the reference's.

    Raises
    ------
    ScenarioError
        If there is no answer of a name, or no packs are made.

    Examples
    --------
    >>> import numpy as np
    >>> from ssbmodel import Q, in_blocks
    >>> chain = reference_chain("pack_price", "pack_mass_unpressed", design_charging_time=Q(60, "min"))
    >>> coatings = np.linspace(6e-5, 12e-5, 3)
    >>> designs = {"single_cell_capacity": 68.18, "positive_coating": coatings, "cell_thickness": 0.0201}
    >>> in_blocks(chain, designs)["pack_mass_unpressed"].round(1).tolist()
    [526.3, 501.3, 488.7]
    """
    for name in answers:
        if name not in _PLACES:
            raise ScenarioError(f"no answer called {name!r}.{did_you_mean(name, _PLACES)} Write the name of a part.")
    if not pack_rate > 0:
        raise ScenarioError(f"pack_rate={pack_rate:g}. Expected packs a year, above 0.")
    known = reference()
    sides = {name: plain_record(side) for name, side in known.sides().items()}
    return Chain(answers, kernels(plant), sides, plain_record(known.duty(design_charging_time)), pack_rate)


def _at(found: Any, place: tuple[str, ...]) -> Any:
    for name in place:
        found = getattr(found, name)
    return found
