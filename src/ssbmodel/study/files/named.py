"""The library's own studies by name, read from one data file of the form that a user's file has."""

from typing import Any

from ...core.catalogue import Catalogue
from ...presets.loader import preset
from ..study import Study
from .reading import from_tables

FILE = "studies.toml"


def _names() -> tuple[str, ...]:
    return tuple(entry["name"] for entry in preset(FILE)["study"])


def _load(name: str) -> Study:
    return from_tables(_tables(name), f"study {name!r}")


def _tables(name: str) -> dict[str, Any]:
    """Return the tables of a study as a file of its own would hold them: what it says itself, over what its sets say.

    >>> [_tables("documents-low")["assumption"][place]["name"] for place in (0, -1)]
    ['base_year', 'base_pack_unit_price']
    """
    data = preset(FILE)
    entry = next(entry for entry in data["study"] if entry["name"] == name)
    said = [*(one for wanted in entry["sets"] for one in data["set"] if one["name"] == wanted), entry]
    parts = {key: value for one in said for key, value in one.items() if isinstance(value, dict)}
    rows = {row["name"]: row for one in said for row in one.get("assumption", [])}
    head = {key: value for key, value in entry.items() if key not in {"sets", "assumption"} and key not in parts}
    return {"study": head, **parts, "assumption": list(rows.values())}


studies: Catalogue[Study] = Catalogue("study", _names, _load, plural="studies")
