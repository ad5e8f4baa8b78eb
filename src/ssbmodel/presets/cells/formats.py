"""Formats of cells: the cans that an electrode pair is put into, each value with its source or reason."""

from typing import Any, NamedTuple

from ...ground.errors import ScenarioError, did_you_mean
from ..loader import preset
from .chemistries import Entry, value_of

_FILE = "formats.toml"


class Format(NamedTuple):
    """A format by name: its values as quantities, and where each comes from."""

    name: str
    title: str
    values: dict[str, Any]
    entries: tuple[Entry, ...]


def formats() -> tuple[str, ...]:
    """Return the names of the formats in a can.

    >>> formats()
    ('cylindrical', 'prismatic', 'prismatic-stacked')
    """
    return tuple(preset(_FILE)["format"])


def cell_format(name: str) -> Format:
    """Return a format by name.

    Raises
    ------
    ScenarioError
        If there is none of that name.

    >>> cell_format("cylindrical").values["can_diameter"]
    <Quantity(21.0, 'millimeter')>
    """
    data = preset(_FILE)
    if name not in data["format"]:
        raise ScenarioError(
            f"no format called {name!r}.{did_you_mean(name, formats())} Choose of {', '.join(formats())}."
        )
    own = {**data["common"], **data["format"][name]}
    rows = {key: row for key, row in own.items() if isinstance(row, list)}
    entries = tuple(
        Entry(key, text, how, data["sources"][why] if how == "sourced" else why)
        for key, (text, how, why) in rows.items()
    )
    return Format(name, own["title"], {key: value_of(row[0]) for key, row in rows.items()}, entries)
