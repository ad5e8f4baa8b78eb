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
from ...study.driving.trip import CAUSES, LOSSES, trip
from ...study.results import Results
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

    A range is quoted for the cycle, and what spreads is at its median. Where a model is extrapolated or the range is
    an upper bound, a line below says so.
    """
    given = {
        "capacity_retention": capacity_retention, "usable_energy": usable_energy, "trip_length": trip_length,
        "battery_heating_power": battery_heating,
    }  # fmt: skip
    values = {name: text for name, text in given.items() if text is not None}
    there, driven = _temperature(ambient), _cycle(cycle)
    found = trip(vehicle, driven, there, heater=heater, **values)
    title = f"{known(vehicle).name}, {driven.name}, {_celsius(there)}, {heater} heating"
    if as_json:
        told = record(found) | {"cycle": driven.name, "heater": heater, "sources": known(vehicle).sources()}
        told |= {"flags": [one.text for one in found.flags]}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n", nl=False)
    else:
        flags = [one.text for one in found.flags]
        for line in [title, "", *lines(found, driven.name, _celsius(there)), *(["", *flags] if flags else [])]:
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


def _celsius(ambient: Any) -> str:
    return f"{float(ambient.m_as('degC')):g} °C".replace("-", "−")


def lines(found: Results, cycle: str, there: str) -> list[str]:
    """Return a trip as lines of text.

    >>> from ssbmodel import trip
    >>> lines(trip("nio-et7-150", "WLTC", Q(-20, "degC")), "WLTC", "−20 °C")[1]
    '  At 23 °C                       152.2'
    """
    told = ["Consumption at the battery (Wh/km)", _line(f"At {REFERENCE}", " ", _number(found, "battery_consumption"))]
    for name in CAUSES:
        value = round(_number(found, name), 1)
        told.append(_line(LABELS[name], "−" if value < 0 else "+", abs(value)))
    told += [_line(f"At {there}", " ", _number(found, "cold_consumption")), ""]
    told.append(f"From the wall at {there}: {number(_number(found, 'cold_wall_consumption'))} Wh/km")
    told += _ranges(found, cycle, there)
    kept = (_number(found, "range_retention"), _number(found, "capacity_retention"))
    told.append(f"Range retention {kept[0]:.2f}, of a capacity retention of {kept[1]:.2f}")
    return told


def _number(found: Results, name: str) -> float:
    return float(found[name].magnitude)


def _line(label: str, sign: str, value: float) -> str:
    return f"  {label:27}{sign}{value:8.1f}"


def _ranges(found: Results, cycle: str, there: str) -> list[str]:
    """Return the ranges at the reference and at the temperature asked for, where the pack is known."""
    if "cold_range" not in found:
        return ['No range: the energy of the pack is not known. Give --usable-energy "80 kWh".']
    warm, cold = (_number(found, name) for name in ("driving_range", "cold_range"))
    return [f"Range on the {cycle}: {number(warm)} km at {REFERENCE}, {number(cold)} km at {there}"]


def record(found: Results) -> dict[str, Any]:
    """Return a trip as plain data, in canonical units."""
    energies = {name: _number(found, name) for name in ("battery_consumption", *CAUSES, "cold_consumption")}
    ranges = {name: _number(found, name) for name in ("driving_range", "cold_range", *LOSSES) if name in found}
    return {
        "vehicle": found.study.vehicle.car.name,
        "ambient_temperature_K": float(found.study.composition.said["ambient_temperature"].value),
        "consumption_Wh_per_km": energies,
        "range_km": ranges,
        "cold_wall_consumption_Wh_per_km": _number(found, "cold_wall_consumption"),
        **{name: _number(found, name) for name in ("capacity_retention", "range_retention")},
    }
