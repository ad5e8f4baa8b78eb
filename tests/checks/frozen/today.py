"""What the functions of the library answer, flat by dotted name: each answer as a number or list, and its unit."""

import json
from collections.abc import Container, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from ssbmodel import Q
from ssbmodel.ground.nomenclature import TERMS
from ssbmodel.ground.spelling import write_unit
from ssbmodel.models.battery.reference.cell import PouchCell
from ssbmodel.models.battery.reference.duty import CoatingLimits, Duty, PackVoltage, Resistances
from ssbmodel.models.battery.reference.jacket import WholePack
from ssbmodel.models.battery.reference.module import Module
from ssbmodel.models.battery.reference.ohmic import Hardware
from ssbmodel.models.battery.reference.racks import Rows
from ssbmodel.models.battery.reference.shapes import Repeat
from ssbmodel.models.battery.stack import Stack
from ssbmodel.models.economics.plant.bill import Bill, MaterialCost
from ssbmodel.models.economics.plant.parts import Throughput
from ssbmodel.models.economics.plant.price import PackPrice
from ssbmodel.models.economics.plant.purchased import ItemCost
from ssbmodel.models.economics.plant.steps import Plant
from ssbmodel.packs.models.press import PackPress
from ssbmodel.presets.cars import vehicles
from ssbmodel.presets.cells.chemistries import chemistries, chemistry
from ssbmodel.presets.stated.cells import material_prices
from ssbmodel.study.cells.cans import canned_cell
from ssbmodel.study.cells.design import cell_design
from ssbmodel.study.cells.solve import MOVED, published_design
from ssbmodel.study.driving.trip import CAUSES, LOSSES, trip
from ssbmodel.study.forecast.claims import EXPONENTS, CostClaim, claim_names
from ssbmodel.study.results import Results
from ssbmodel.vehicles.parts import HEATERS

CANS = ("cylindrical", "prismatic", "prismatic-stacked")
AIR = (-20.0, -6.7, 10.0, 23.0)
AAA = -6.7  # where the retention that AAA measured was taken
SPLIT = ("battery_consumption", *CAUSES, "cold_consumption")
RANGES = ("driving_range", "cold_range", *LOSSES)
OTHERS = ("capacity_retention", "consumption_ratio", "range_retention")
PLACE = dict.fromkeys(SPLIT, "split.") | dict.fromkeys(RANGES, "ranges.")
CLAIMED = 2030
MONEY = "USD_2022"
# The records that a frozen design consists of, by where they stand in it.
RECORDS: dict[str, tuple[str, ...]] = {
    "repeat.": Repeat._fields, "stack.": Stack._fields, "priced.design.repeat.": Repeat._fields,
    "priced.design.duty.": Duty._fields, "priced.design.cell.": PouchCell._fields,
    "priced.design.hardware.": Hardware._fields, "priced.design.resistances.": Resistances._fields,
    "priced.design.discharge.": PackVoltage._fields, "priced.design.limits.": CoatingLimits._fields,
    "priced.design.module.": Module._fields, "priced.design.rows.": Rows._fields,
    "priced.design.whole.": WholePack._fields, "priced.bill.": Bill._fields, "priced.materials.": MaterialCost._fields,
    "priced.items.": ItemCost._fields, "priced.throughput.": Throughput._fields, "priced.plant.": Plant._fields,
    "priced.price.": PackPrice._fields, "priced.press.": (*PackPress._fields, "pack_press_cost"),
    "priced.design.": ("cell_thickness", "single_cell_capacity"),
    "": (
        "stack_specific_energy", "stack_energy_density", "cell_voltage", "cell_specific_energy", "cell_energy_density",
        "pack_mass", "pack_volume", "pack_specific_energy", "pack_energy_density", "electrolyte_loading",
        "base_pack_unit_price", "cell_unit_cost",
    ),
}  # fmt: skip
ANSWERS = {"pack_price": "base_pack_price"}  # where a study calls a field otherwise
# Capacity in A h, coating and thickness in m.
DESIGNS = 68.18, np.array([6e-5, 9e-5, 12e-5]), 0.0201

Answers = dict[str, tuple[Any, str]]


@cache
def names() -> dict[str, Any]:
    """Return what a part of a name is called since, what a chain is asked for, and by how much layers are changed.

    They stand in a file of their own, where no change of names in the code reaches them.
    """
    return dict(json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8")))


def spellings(name: str) -> tuple[str, ...]:
    """Return a part of a name and what it may be called since."""
    return (name, *names()["renamed"].get(name, ()))


def first(name: str, known: Container[str]) -> str:
    """Return the first spelling of a name that is known, or nothing."""
    return next((new for new in spellings(name) if new in known), "")


def plain(name: str, value: Any) -> tuple[Any, str]:
    """Return a number or nested list and its unit: the glossary's, or the quantity's own where that has none."""
    if not hasattr(value, "unit_items"):
        return np.asarray(value).tolist(), ""
    unit = TERMS[name].unit if name in TERMS else "money"
    if "money" in unit or not value.is_compatible_with(Q(1, unit).units):
        unit = write_unit(value.unit_items())
    return np.asarray(value.m_as(Q(1, unit).units)).tolist(), unit


def flat(record: Any, *path: str) -> Iterator[tuple[str, tuple[Any, str]]]:
    """Yield every number in a record, nested ones and dictionaries included, by its dotted name."""
    fields = record if isinstance(record, dict) else record._asdict()
    for name, value in fields.items():
        if hasattr(value, "_asdict") or isinstance(value, dict):
            yield from flat(value, *path, name)
        elif hasattr(value, "unit_items") or isinstance(value, (int, float, np.ndarray)):
            yield ".".join((*path, name)), plain(name, value)


def one_year(chemistry_name: str) -> dict[str, Any]:
    """Return the prices of materials as if all were of one year, as the frozen answers take them."""
    prices = [one for one in material_prices(chemistry_name) if one.name.endswith("_price")]
    return {one.name: Q(one.value, f"{MONEY}/{one.unit.partition('/')[2]}") for one in prices}


def of_design(name: str, **changes: Any) -> Answers:
    """Return every number of a design, in the records that the frozen answers stand in."""
    study: Any = cell_design(name, **one_year(name), **changes).study
    stated = tuple(one.name for one in study.cell.preset.assumptions if one.name in study.names)
    records = RECORDS | {"values.": stated}
    places = {f"{path}{field}": ANSWERS.get(field, field) for path in records for field in records[path]}
    found = study.run(*dict.fromkeys(places.values()))
    told = {place: plain(name, found[name].value) for place, name in places.items()}
    return {place: (value, unit.replace(MONEY, "USD")) for place, (value, unit) in told.items()}


def designs() -> dict[str, Answers]:
    """Return the cells of all chemistries, as they are and with changed layers."""
    found = {}
    for name in chemistries():
        values = chemistry(name).values
        factors = {first(old, values): factor for old, factor in names()["changed"].items()}
        changes = {field: factor * values[field] for field, factor in factors.items() if field}
        found[name] = of_design(name)
        found[f"{name} changed"] = of_design(name, **changes)
    return found


def cans() -> dict[str, Answers]:
    """Return the cells of all chemistries in three cans."""
    found = {f"{name} {can}": canned_cell(name, can) for name, can in product(chemistries(), CANS)}
    return {key: dict(flat(canned._replace(design={}))) for key, canned in found.items()}


def plants() -> dict[str, Answers]:
    """Return the price of every chemistry's pack from a small plant and from one with dry electrodes."""
    plants = {"4 GWh": {"plant": "documents-4-gwh"}, "dry": {"processes": "dry-electrode"}}
    return {f"{name} {plant}": of_design(name, **how) for name in chemistries() for plant, how in plants.items()}


def chains() -> dict[str, Answers]:
    """Return what the published design gives on plain arrays for two charging times."""
    return {f"{minutes} min": dict(_chained(minutes)) for minutes in (10, 60)}


def _chained(minutes: float) -> Iterator[tuple[str, tuple[Any, str]]]:
    study = published_design().replace(design_charging_time=Q(minutes, "min"))
    for asked in names()["asked"]:
        name = first(asked, study.names)
        yield name, (study.kernel(name, varied=MOVED)(**dict(zip(MOVED, DESIGNS)))[name].tolist(), "")


def trips() -> dict[str, Answers]:
    """Return trips of all cars with all heaters at four temperatures, with the retention and the modes of spreads."""
    found = {}
    for car, heater in product(vehicles(), HEATERS):
        said = {"tyre_slope": "0.0047 1/K"} | ({} if heater == "off" else {"cabin_heat_loss": "80 W/K"})
        for celsius in AIR:
            kept = 0.967 if celsius == AAA else 1.0
            driven = trip(car, "WLTC", Q(celsius, "degC"), heater=heater, capacity_retention=kept, **said)
            found[f"{car} {heater} {celsius:g}"] = dict(_of_trip(driven))
    return found


def _of_trip(driven: Results) -> Iterator[tuple[str, tuple[Any, str]]]:
    for name in (*SPLIT, *RANGES, *OTHERS):
        if name in driven:
            yield f"{PLACE.get(name, '')}{name}", plain(name, driven[name].value)
    yield "wall_consumption", plain("wall_consumption", driven.cold_wall_consumption.value)


def claims() -> dict[str, Answers]:
    """Return what the scenarios of the documents' cost claim say, without draws."""
    return {name: _claim(CostClaim.named(name)) for name in claim_names()}


def _claim(claim: CostClaim) -> Answers:
    found: Any = {name: getattr(claim, name) for name in ("median", "experience", "outputs", "growth", "required_rate")}
    found["doublings"] = claim.doublings(CLAIMED)
    cost = Q(0.4, "CNY_2025/Wh")
    found["probability"] = {name: claim.probability_below(cost, by=CLAIMED, exponent=name) for name in EXPONENTS}
    return dict(flat(found))


GIVERS = {
    "cell_design": designs, "canned_cell": cans, "plant": plants, "reference_chain": chains,
    "trip": trips, "claim": claims,
}  # fmt: skip
