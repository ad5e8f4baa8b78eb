"""Drive cycles: the five regulated ones that are shipped, and a user's own from a file.

A file is CSV with the columns ``time_s`` and one of ``speed_kmh``, ``speed_mph``, ``speed_mps``, optionally behind a
head in TOML between two lines ``+++`` that names the cycle, its regulation and its phases.
"""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..ground.errors import CycleError, did_you_mean
from ..ground.spelling import read_unit
from ..ground.units import converter
from ..models.vehicle.road.cycle import Cycle
from .loader import shipped

SPEEDS = {"speed_kmh": "km/h", "speed_mph": "mile/h", "speed_mps": "m/s"}
LARGEST_FILE = 20_000_000
_FOLDER = "cycles"
_MARK = "+++\n"
NOT_PUBLIC = (
    "CLTC-P is not shipped: no second-by-second trace that passes its published checks is public. "
    "Read your own with presets.read_cycle(path), or convert a range: presets.rating_factors()."
)


def cycles() -> tuple[str, ...]:
    """Return the names of the shipped cycles.

    >>> cycles()
    ('HWFET', 'NEDC', 'UDDS', 'US06', 'WLTC')
    """
    names = (str(entry.name) for entry in shipped(_FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".csv") for name in names if name.endswith(".csv")))


@cache
def cycle(name: str) -> Cycle:
    """Return a shipped cycle by its name or an alias.

    Raises
    ------
    CycleError
        If no cycle has this name.

    Examples
    --------
    >>> round(cycle("WLTC").distance, 3)
    23.266
    """
    if name.upper().startswith("CLTC"):
        raise CycleError(NOT_PUBLIC)
    known = {alias.lower(): real for real in cycles() for alias in (real, *head(real)["aliases"])}
    if name.lower() not in known:
        raise CycleError(f"no cycle {name!r}.{did_you_mean(name, known)} Expected one of: {', '.join(cycles())}.")
    return _read(_text(known[name.lower()]), known[name.lower()])


@cache
def head(name: str) -> dict[str, Any]:
    """Return what the head of a shipped cycle says: regulation, published checks, phases."""
    return _split(_text(name), name)[0]


def read_cycle(path: str | Path) -> Cycle:
    """Read a drive cycle from a CSV file of one's own.

    Raises
    ------
    CycleError
        If the file is no such table, or its trace has gaps, negative speeds or times that do not rise.
    """
    place = Path(path)
    if place.stat().st_size > LARGEST_FILE:
        raise CycleError(f"{place.name}: {place.stat().st_size} bytes. Expected at most {LARGEST_FILE}.")
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CycleError(f"{place.name} is not UTF-8 text. Expected CSV with the columns time_s, speed_kmh.") from None
    return _read(text, place.stem)


def _text(name: str) -> str:
    return str(shipped(_FOLDER, f"{name}.csv").read_text("utf-8"))


def _split(text: str, name: str) -> tuple[dict[str, Any], str]:
    """Return the head of a file and its table."""
    text = text.replace("\r\n", "\n")
    if not text.startswith(_MARK):
        return {}, text
    _, told, table = text.split(_MARK, 2) if text.count(_MARK) > 1 else ("", "", "")
    try:
        return tomllib.loads(told), table
    except tomllib.TOMLDecodeError as error:
        raise CycleError(f"cycle {name!r}: its head is no TOML: {error}.") from None


def _read(text: str, name: str) -> Cycle:
    """Return the cycle of a file's text."""
    told, table = _split(text, name)
    name = str(told.get("name", name))
    rows = list(csv.reader(table.splitlines()))
    names = [column.strip() for column in rows[0]] if rows else []
    speed = next((column for column in names if column in SPEEDS), None)
    if speed is None or "time_s" not in names:
        raise CycleError(f"cycle {name!r}: columns {names}. Expected time_s and one of {', '.join(SPEEDS)}.")
    columns = [_column(name, rows, names.index(column)) for column in ("time_s", speed)]
    seconds, scale = _per("s", "h"), _per(SPEEDS[speed], "km/h")
    phases = tuple((phase, ends[0] * seconds, ends[1] * seconds) for phase, ends in told.get("phases", {}).items())
    return Cycle(name, columns[0] * seconds, columns[1] * scale, phases, str(told.get("regulation", "")))


def _column(name: str, rows: list[list[str]], place: int) -> Any:
    """Return one column as numbers, or say which cell is none."""
    values = np.empty(len(rows) - 1)
    for number, row in enumerate(rows[1:]):
        try:
            values[number] = float(row[place])
        except (ValueError, IndexError):
            cell = row[place] if place < len(row) else ""
            raise CycleError(f"cycle {name!r}: row {number + 1}: {cell!r} is not a number.") from None
    return values


def _per(of: str, to: str) -> float:
    return converter(to).conversion(read_unit(of)).scale
