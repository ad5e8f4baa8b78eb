"""The command ``ssbmodel range``: one car, one cycle, one temperature, every cause and every doubt."""

import json
import os
from typing import Annotated, Any

import typer

from ...ground.errors import SsbError, StudyError
from ...ground.units import Q
from ...models.vehicle.road.cycle import Cycle
from ...presets.cars import vehicle as known, vehicles
from ...presets.traces import cycle as shipped, cycles, read_cycle
from ...study.driving.trip import Trip, trip
from ..wording import number, plain

Text = str | None
LABELS = {
    "air_consumption": "Air density",
    "tyre_consumption": "Tyres",
    "cabin_consumption": "Cabin heat",
    "battery_heat_consumption": "Battery heat",
    "warm_up_consumption": "Warm-up",
    "interaction_consumption": "Together beyond each alone",
}
REFERENCE = "23 °C"


def _option(told: str) -> Any:
    return typer.Option(metavar="TEXT", help=told)


def range_command(
    *,
    vehicle: Annotated[str, _option(f"Car: {', '.join(vehicles())}")] = "nio-et7-150",
    cycle: Annotated[str, _option(f"Drive cycle: {', '.join(cycles())}, or a CSV file of your own.")] = "WLTC",
    ambient: Annotated[str, _option('Air temperature: -20, in °C, or "-4 degF"')] = "-20",
    heater: Annotated[str, _option("Cabin heating: resistive, heat-pump or off")] = "resistive",
    capacity_retention: Annotated[Text, _option("Share of the usable energy left at it: 0.9")] = None,
    usable_energy: Annotated[Text, _option('Energy for driving: "80 kWh"')] = None,
    trip_length: Annotated[Text, _option('Distance between two cold starts: "20 km"')] = None,
    battery_heating: Annotated[Text, _option('Mean power that keeps the battery warm: "500 W"')] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show how far a car goes, and what each cause takes.

    A range is quoted for the cycle. What was assumed or stretched is told below.
    """
    given = {"capacity_retention": capacity_retention, "usable_energy": usable_energy, "trip_length": trip_length}
    given["battery_heating"] = battery_heating
    values = {name: Q(text) for name, text in given.items() if text is not None}
    driven = trip(known(vehicle), _cycle(cycle), _temperature(ambient), heater=heater, **values)
    if as_json:
        typer.echo(json.dumps(record(driven), indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n", nl=False)
    else:
        for line in lines(driven):
            print(plain(line))


def _cycle(word: str) -> Cycle:
    """Return a shipped cycle, or the one in a file."""
    looks_like_file = "/" in word or "\\" in word or word.lower().endswith(".csv") or os.path.isfile(word)
    return read_cycle(word) if looks_like_file else shipped(word)


def _temperature(text: str) -> Any:
    """Return a temperature; a bare number is in degrees Celsius."""
    try:
        return Q(float(text), "degC")
    except ValueError:
        pass
    try:
        return Q(Q(text), "K")
    except SsbError as error:
        raise StudyError(f'--ambient {text!r}: {error} Write --ambient -20 or --ambient "-4 degF".') from None


def lines(driven: Trip) -> list[str]:
    """Return a trip as lines of text.

    >>> from ssbmodel import trip
    >>> lines(trip("nio-et7-150", "WLTC", Q(-20, "degC")))[0]
    'NIO ET7 with the 150 kWh semi-solid pack, WLTC, −20 °C, resistive heating'
    """
    celsius = float(driven.ambient.magnitude) - float(Q(0, "degC").magnitude)
    there = f"{celsius:g} °C".replace("-", "−")
    warm, cold = (float(part.magnitude) for part in (driven.split.battery_consumption, driven.split.cold_consumption))
    told = [f"{driven.vehicle.name}, {driven.cycle.name}, {there}, {driven.heater} heating", ""]
    told += ["Consumption at the battery (Wh/km)", _line(f"At {REFERENCE}", " ", warm)]
    for name, label in LABELS.items():
        value = round(float(getattr(driven.split, name).magnitude), 1)
        told.append(_line(label, "−" if value < 0 else "+", abs(value)))
    told += [_line(f"At {there}", " ", cold), ""]
    told.append(f"From the wall at {there}: {number(float(driven.wall_consumption.magnitude))} Wh/km")
    told += _ranges(driven, there)
    kept = (float(driven.range_retention.magnitude), float(driven.capacity_retention.magnitude))
    told.append(f"Range retention {kept[0]:.2f}, of a capacity retention of {kept[1]:.2f}")
    return [*told, "", *(f"Note: {note}." for note in driven.notes)]


def _line(label: str, sign: str, value: float) -> str:
    return f"  {label:27}{sign}{value:8.1f}"


def _ranges(driven: Trip, there: str) -> list[str]:
    """Return the ranges at the reference and at the temperature asked for, where the pack is known."""
    if driven.ranges is None:
        return ['No range: the energy of the pack is not known. Give --usable-energy "80 kWh".']
    warm, cold = (float(q.magnitude) for q in (driven.ranges.driving_range, driven.ranges.cold_range))
    return [f"Range on the {driven.cycle.name}: {number(warm)} km at {REFERENCE}, {number(cold)} km at {there}"]


def record(driven: Trip) -> dict[str, Any]:
    """Return a trip as plain data, in house units."""
    ranges = {} if driven.ranges is None else _plain(driven.ranges)
    return {
        "vehicle": driven.vehicle.id,
        "cycle": driven.cycle.name,
        "ambient_temperature_K": float(driven.ambient.magnitude),
        "heater": driven.heater,
        "consumption_Wh_per_km": _plain(driven.split),
        "wall_consumption_Wh_per_km": float(driven.wall_consumption.magnitude),
        "range_km": ranges,
        "capacity_retention": float(driven.capacity_retention.magnitude),
        "range_retention": float(driven.range_retention.magnitude),
        "notes": list(driven.notes),
        "sources": driven.vehicle.sources(),
    }


def _plain(fields: Any) -> dict[str, float]:
    return {name: float(value.magnitude) for name, value in fields._asdict().items()}
