"""A table of numbers on the page of a report: columns, rows and a note under it."""

from dataclasses import dataclass
from typing import NamedTuple

from .provenance import Cell


class Column(NamedTuple):
    """A column's name and the unit of its numbers."""

    label: str
    unit: str = ""


class Row(NamedTuple):
    """A row's name, what stands below the name, and its cells."""

    head: str
    minor: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table of numbers; the note stands under it."""

    caption: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
