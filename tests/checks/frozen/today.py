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
from ssbmodel.presets.cars import vehicles
from ssbmodel.presets.cells.chemistries import chemistries, chemistry
from ssbmodel.presets.cells.processes import plant_with
from ssbmodel.study.cells.around.cans import canned_cell
from ssbmodel.study.cells.around.plants import packs_a_year
from ssbmodel.study.cells.design import CellDesign, cell_design
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


def of_design(design: CellDesign) -> Answers:
    """Return every number of a design but what its chemistry says of itself."""
    return {name: value for name, value in flat(design) if not name.startswith("chemistry.")}


def designs() -> dict[str, Answers]:
    """Return the cells of all chemistries, as they are and with changed layers."""
    found = {}
    for name in chemistries():
        values = chemistry(name).values
        factors = {first(old, values): factor for old, factor in names()["changed"].items()}
        changes = {field: factor * values[field] for field, factor in factors.items() if field}
        found[name] = of_design(cell_design(name))
        found[f"{name} changed"] = of_design(cell_design(name, **changes))
    return found


def cans() -> dict[str, Answers]:
    """Return the cells of all chemistries in three cans."""
    found = {f"{name} {can}": canned_cell(name, can) for name, can in product(chemistries(), CANS)}
    return {key: dict(flat(canned._replace(design={}))) for key, canned in found.items()}


def plants() -> dict[str, Answers]:
    """Return the price of every chemistry's pack from a small plant and from one with dry electrodes."""
    small, found = packs_a_year("documents-4-gwh"), {}
    for name in chemistries():
        made = {"4 GWh": cell_design(name, pack_rate=small)}
        made["dry"] = cell_design(name, plant=plant_with("dry-electrode"))
        for plant, design in made.items():
            kept = {key: value for key, value in flat(design) if not key.startswith(("chemistry.", "values."))}
            found[f"{name} {plant}"] = {key: v for key, v in kept.items() if ".design." not in key}
    return found


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
