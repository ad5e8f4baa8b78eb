"""A cell of a named chemistry, from its layers to the price of its pack; any value may be replaced by others."""

from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import ScenarioError, UnitError, did_you_mean, short
from ...ground.spelling import write_unit
from ...ground.units import Q
from ...models.battery.electrode import Solids, coating_density
from ...models.battery.reference.duty import Duty
from ...models.battery.reference.shapes import Repeat
from ...models.battery.resistance import loaded_voltage
from ...models.battery.stack import (
    LithiumSide,
    NegativeSide,
    PositiveSide,
    Separator,
    Stack,
    insertion_pair,
    lithium_pair,
    stack,
    stack_energy_density,
    stack_specific_energy,
)
from ...models.economics.plant.bill import Prices, Recipe
from ...presets.cells.chemistries import Chemistry, chemistry
from ...presets.cells.plants import PlantPreset, reference_plant
from ...presets.cells.reference import reference
from .around.presses import pressed_modules
from .chain import PricedPack, Way, doors, pack_of, priced

PACKS = 5e5
_RECIPE = 1e-6  # how far shares may be from one, as printed
_SHARES = "positive_active_share", "positive_electrolyte_share", "positive_carbon_share", "positive_binder_share"
# Values that belong to plant and order rather than to the chemistry, and may be replaced with them.
ORDER = ("cell_yield", "pack_rate", "electrolyte_price")


class CellDesign(NamedTuple):
    """A cell of a chemistry, its stack, its pack and its price."""

    chemistry: Chemistry
    values: dict[str, Any]
    repeat: Repeat
    stack: Stack
    stack_specific_energy: Any
    stack_energy_density: Any
    cell_voltage: Any
    cell_specific_energy: Any
    cell_energy_density: Any
    pack_mass: Any
    pack_volume: Any
    pack_specific_energy: Any
    pack_energy_density: Any
    electrolyte_loading: Any
    unit_cost: Any
    cell_cost: Any
    priced: PricedPack


def cell_design(name: str, *, plant: PlantPreset | None = None, **changes: Any) -> CellDesign:
    """Return a cell of a named chemistry in the reference's 100 kWh pack and plant.

    Parameters
    ----------
    name : text
        A chemistry, such as ``"sulfide-nmc-li"``.
    plant : PlantPreset
        Another plant than the reference, as ``plant_with`` makes it.
    changes : quantities, any shape that broadcasts
        Other values for fields of the chemistry (``areal_capacity``, ``separator_thickness`` ...), or
        ``cell_yield``, ``pack_rate``, ``electrolyte_price`` (of layer and catholyte, per mass).

    Returns
    -------
    CellDesign
        Specific energy and energy density of stack, cell and pack; cost per rated energy in the presets' US dollars,
        whose price year the sources do not state.

    Raises
    ------
    ScenarioError
        If there is no chemistry or field of that name, or shares of a recipe do not sum to one.
    UnitError
        If a value has no unit, or one of another kind.

    Examples
    --------
    >>> design = cell_design("sulfide-nmc-li", separator_thickness=Q(20, "um"))
    >>> bool(design.cell_specific_energy > cell_design("sulfide-nmc-li").cell_specific_energy)
    True
    """
    found = chemistry(name)
    if plant is not None and not isinstance(plant, PlantPreset):
        raise ScenarioError(f"plant={short(plant)}. Expected what plant_with() gives; a plant's size is pack_rate.")
    allowed = {**found.values, **dict.fromkeys(ORDER)}
    for field, value in changes.items():
        if field not in allowed:
            raise ScenarioError(f"{name}: no field called {field!r}.{did_you_mean(field, allowed)}")
        check_unit(name, field, value, allowed[field])
    values = found.values | changes
    _check_recipe(name, values)
    pair = _repeat(found, values)
    return _designed(found, values, pair, plant or reference_plant())


def check_unit(name: str, field: str, value: Any, preset: Any) -> None:
    """Refuse a bare number, and a unit of another kind than the preset's."""
    if not hasattr(value, "units"):
        unit = write_unit(preset.unit_items()) if preset is not None else ""
        raise UnitError(f'{name}: {field}={value!r} has no unit. Write {field}=Q({value!r}, "{unit}").')
    if preset is not None and not value.is_compatible_with(preset.units):
        told = f"{value.units:~P}" or "a plain ratio"
        raise UnitError(
            f"{name}: {field} is in {told}. Expected something convertible to {write_unit(preset.unit_items())}."
        )


def _check_recipe(name: str, v: dict[str, Any]) -> None:
    """Refuse a recipe whose shares do not sum to one."""
    whole = np.asarray(sum(v[share].m_as("") for share in _SHARES))
    if np.any(np.abs(whole - 1) > _RECIPE):
        told = f"{name}: {', '.join(_SHARES)} sum to {float(whole.flat[0]):g}. Expected 1"
        raise ScenarioError(f"{told}; set those that change together.")


def _shares(v: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
    """Return the shares of a recipe, as coating and bill take them."""
    active, electrolyte, carbon, binder = (v[share] for share in _SHARES)
    return active, electrolyte, carbon, binder


def _density(v: dict[str, Any]) -> Any:
    """Return the density of the positive coating."""
    catholyte = v.get("catholyte_density", Q(1, "g/cm3"))
    solids = Solids(*_shares(v), v["positive_active_density"], catholyte, v["carbon_density"], v["binder_density"])
    return coating_density(solids=solids, void_share=v["positive_void_share"])


def _separator(found: Chemistry, v: dict[str, Any]) -> Separator:
    """Return the layer between the electrodes: the reference's film, one solid, or two."""
    none = Q(0, "")
    if found.layer == "film":
        film: Separator = reference().sides()["separator"]
        return Separator(v["separator_thickness"], film.separator_density, film.separator_pores, v["liquid_density"])
    if not found.second_layer:
        return Separator(v["separator_thickness"], v["separator_density"], none, Q(0, "g/cm3"))
    thickness = v["first_layer_thickness"] + v["second_layer_thickness"]
    first, second = layer_masses(v)
    return Separator(thickness, (first + second) / thickness, none, Q(0, "g/cm3"))


def layer_masses(v: dict[str, Any]) -> tuple[Any, Any]:
    """Return the mass per area of each of two layers between the electrodes."""
    layers = ("first_layer", "second_layer")
    first, second = (v[f"{layer}_thickness"] * v[f"{layer}_density"] for layer in layers)
    return first, second


def _repeat(found: Chemistry, v: dict[str, Any]) -> Repeat:
    metals = reference().metals
    positive = PositiveSide(
        v["positive_first_charge_capacity"] * v["first_cycle_efficiency"], v["positive_active_share"], _density(v),
        v["positive_pores"], v["positive_foil"], metals.aluminium_density,
    )  # fmt: skip
    foil = v["negative_foil"], metals.copper_density
    if found.negative == "lithium":
        metal = LithiumSide(v["lithium_excess"], v["lithium_capacity"], v["lithium_density"], *foil)
        return lithium_pair(v["areal_capacity"], Q(1, ""), positive=positive, lithium=metal,
                            separator=_separator(found, v))  # fmt: skip
    n = [v[field] for field in NegativeSide._fields[:6]]
    return insertion_pair(v["areal_capacity"], positive=positive, negative=NegativeSide._make((*n, *foil)),
                          separator=_separator(found, v))  # fmt: skip


def _duty(open_voltage: Any) -> Duty:
    """Return what is asked of the reference pack, at one open-circuit voltage."""
    duty = reference().duty(Q(1, "h"))
    return duty._replace(
        mean_open_voltage=open_voltage, pulse_open_voltage=open_voltage, least_open_voltage=open_voltage
    )


def _designed(found: Chemistry, v: dict[str, Any], pair: Repeat, plant: PlantPreset) -> CellDesign:
    open_voltage = v["positive_voltage"] - v.get("negative_voltage", Q(0, "V"))
    duty = _duty(open_voltage)
    voltage = loaded_voltage(
        open_voltage, v["area_specific_resistance"], pair.areal_capacity, charge_rate=1 / duty.discharge_time
    )
    capacity = duty.rated_energy / (duty.cells_in_series * duty.cells_in_parallel * voltage)
    _check_pulse(found.name, duty, capacity, pair.areal_capacity)
    way = _way(found, v, plant)
    design = pack_of(way, pair, duty, capacity, v["cell_thickness"])
    press = pressed_modules(design, v["stack_pressure"], _growth(found, v, pair), way)
    pack = priced(design, v.get("pack_rate", Q(PACKS, "")), way, press)
    layers, rated = stack(repeat=pair), duty.rated_energy
    cells = duty.cells_in_series * duty.cells_in_parallel
    mass = design.whole.pack_mass_unpressed + press.pack_press_mass
    outside = reference().parts.jacket.electronics_volume
    volume = design.whole.jacket_volume + press.pack_press_volume + outside
    energy = pair.areal_capacity, voltage
    return CellDesign(
        found, v, pair, layers, stack_specific_energy(*energy, layers.stack_mass),
        stack_energy_density(*energy, layers.stack_thickness), voltage, rated / (cells * design.cell.single_cell_mass),
        rated / (cells * design.cell.single_cell_volume), mass, volume, rated / mass, rated / volume,
        _electrolyte(found, v, pack) / rated, pack.price.pack_price / rated, pack.price.cell_level_cost / rated, pack,
    )  # fmt: skip


def _check_pulse(name: str, duty: Duty, capacity: Any, areal: Any) -> None:
    """Refuse layers so rich that the pack's pulse asks for more current than the reference's kinetics can carry."""
    current = duty.peak_power / (duty.cells_in_series * duty.pulse_open_voltage * duty.cells_in_parallel)
    most = (reference().kinetics.limiting_current * capacity / current).to("mAh/cm**2")
    if np.any(areal >= most):
        told = f"{name}: areal_capacity={np.max(areal.m_as('mAh/cm**2')):.3g} mAh/cm2. Expected"
        raise ScenarioError(f"{told} less than {np.min(most.magnitude):.3g}, at which the pulse takes all the current.")


def _growth(found: Chemistry, v: dict[str, Any], pair: Repeat) -> Any:
    """Return how much thicker an electrode pair is when full than when empty, by its negative side."""
    if found.negative == "lithium":
        return pair.areal_capacity / (v["lithium_capacity"] * v["lithium_density"])
    return pair.negative_coating * v["negative_swelling"] / (1 + v["negative_swelling"])


def _electrolyte(found: Chemistry, v: dict[str, Any], pack: PricedPack) -> Any:
    """Return the mass of solid electrolyte bought for a pack, in the layers and in the electrode."""
    cells = pack.design.duty.cells_in_series * pack.design.duty.cells_in_parallel
    if not found.solid:
        return cells * pack.bill.solid_electrolyte_bought
    layers = pack.bill.separator_bought * pack.design.repeat.separator_mass
    return cells * (layers + pack.bill.solid_electrolyte_bought)


def _way(found: Chemistry, v: dict[str, Any], plant: PlantPreset) -> Way:
    """Return the reference's layout with a chemistry's recipe, prices and steps."""
    yields = plant.yields._replace(cell_yield=v["cell_yield"]) if "cell_yield" in v else plant.yields
    changed = plant._replace(yields=yields, recipe=_recipe(v), prices=_prices(found, v, plant))
    way = doors(changed._replace(steps=plant.steps.changed({"fill": (0, 0, 0)})) if found.solid else changed)
    if not found.solid:
        return way
    pouch = way.parts.pouch._replace(liquid_excess=Q(0, ""))
    return way._replace(parts=way.parts._replace(pouch=pouch))


def _recipe(v: dict[str, Any]) -> Recipe:
    none, share = Q(0, ""), v.get("negative_active_share", Q(1, ""))
    return Recipe(*_shares(v), share, none, none, 1 - share)


def _prices(found: Chemistry, v: dict[str, Any], plant: PlantPreset) -> Prices:
    """Return prices; a solid layer is priced by its mass per area."""
    active = {name: v[name] for name in ("positive_active_price", "negative_active_price")}
    prices = plant.prices._replace(**active)
    if not found.solid:
        return prices._replace(liquid_price=v["liquid_price"])
    asked = v.get("electrolyte_price")
    layer = asked if asked is not None else v["layer_price"]
    if found.second_layer:
        second = asked if asked is not None else v["second_layer_price"]
        area = layer * v["first_layer_density"] * v["first_layer_thickness"]
        area = area + second * v["second_layer_density"] * v["second_layer_thickness"]
    else:
        area = layer * v["separator_density"] * v["separator_thickness"]
    catholyte = asked if asked is not None else v["catholyte_price"]
    return prices._replace(solid_electrolyte_price=catholyte, separator_price=area)
