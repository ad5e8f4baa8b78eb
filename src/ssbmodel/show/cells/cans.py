"""Cells in a can as lines of a table, as data, and as a chart of every format."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...cells.catalogues import chemistries
from ...presets.cells.formats import cell_format, formats
from ...study.cells.cans import CannedDesign, canned_cell, canned_parts
from ...study.cells.design import cell_design
from ..plots import GRID, MARKERS, PALETTE, _new_axes, _styled
from ..wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POUCH = "pouch"
NOT_JUDGED = "Whether a layer can be wound is not judged: a rigid oxide cannot. No can presses its layers."
# What is told of a cell in a can: name, label, unit.
TOLD = (
    ("single_cell_capacity", "charge", "Ah"),
    ("rated_energy", "energy", "Wh"),
    ("single_cell_mass", "mass", "g"),
    ("single_cell_volume", "volume", "mL"),
    ("cell_specific_energy", "cell", "Wh/kg"),
    ("cell_energy_density", "cell", "Wh/L"),
)


def _value(canned: CannedDesign, key: str, unit: str) -> float:
    holder = canned.cell if hasattr(canned.cell, key) else canned
    return float(getattr(holder, key).m_as(unit))


def can_row(canned: CannedDesign) -> dict[str, Any]:
    """Return one cell in a can as data."""
    told = {f"{key} [{unit}]": _value(canned, key, unit) for key, _, unit in TOLD}
    return {"chemistry": canned.design.study.name, "format": canned.format.name, **told}


def can_table(cells: list[CannedDesign]) -> list[str]:
    """Return cells in one format as lines of a table, the can's share of the mass last."""
    heads = [*((label, unit) for _, label, unit in TOLD), ("can and lid", "% of mass")]
    rows = []
    for canned in cells:
        values = [_value(canned, key, unit) for key, _, unit in TOLD]
        holding = canned.cell.container_mass + canned.cell.extra_mass
        values.append(float((100 * holding / canned.cell.single_cell_mass).m_as("")))
        rows.append((canned.design.study.name, values))
    return [cells[0].format.title, *aligned(heads, rows)]


def aligned(heads: Sequence[tuple[str, str]], rows: Sequence[tuple[str, Sequence[float]]]) -> list[str]:
    """Return names and their numbers below labels and units, each column as wide as what stands in it.

    >>> aligned([("cell", "Wh/kg")], [("sulfide", [380.1])])
    ['         cell', '        Wh/kg', 'sulfide   380']
    """
    table = [("", *labels) for labels in zip(*heads)] + [(name, *map(number, values)) for name, values in rows]
    widths = [max(map(len, column)) for column in zip(*table)]
    return [
        " ".join(f"{cell:{'>' if place else '<'}{width}}" for place, (cell, width) in enumerate(zip(row, widths)))
        for row in table
    ]


def can_parts(canned: CannedDesign) -> list[str]:
    """Return the mass of a cell in a can in parts that sum to the whole."""
    found = canned_parts(canned)
    whole = sum(found.values())
    lines = [f"{canned.design.study.title}: one cell"]
    for part, amount in [*found.items(), ("sum", whole)]:
        share = float((amount / whole).m_as(""))
        lines.append(f"  mass  {part:28}{number(float(amount.m_as('g'))):>10} g   {share:7.1%}")
    return lines


def can_sources(name: str) -> list[str]:
    """Return every value of a format with its source, or the reason it was assumed."""
    return [f"  {entry.field:26}{entry.text:18}{entry.derivation:9}{entry.why}" for entry in cell_format(name).entries]


_LABELS = {
    "cell_energy_density": ("Wh/L", "Energy density of the cell (Wh/L)"),
    "cell_specific_energy": ("Wh/kg", "Specific energy of the cell (Wh/kg)"),
}


@_styled
def format_chart(what: str = "cell_energy_density", ax: "Axes | None" = None, **changes: Any) -> "Axes":
    """Draw every chemistry in every format: a row for each chemistry, a mark for each format.

    Parameters
    ----------
    what : ``cell_energy_density`` or ``cell_specific_energy``
    ax : Axes to draw on; a new Figure where None
    changes : other values, of fields that every chemistry or every can has
    """
    ax = ax or _new_axes(5.2)[0]
    names, (unit, label) = tuple(chemistries), _LABELS[what]
    for place, form in enumerate((POUCH, *formats())):
        cells = [
            cell_design(name, **changes) if form == POUCH else canned_cell(name, form, **changes) for name in names
        ]
        title = "Pouch of the reference" if form == POUCH else cell_format(form).title
        values = [float(getattr(cell, what).m_as(unit)) for cell in cells]
        ax.plot(values, range(len(names)), MARKERS[place], color=PALETTE[place], label=title, markersize=7)
    ax.set_yticks(range(len(names)), [textwrap.fill(chemistries[name].title, 24) for name in names])
    ax.invert_yaxis()
    ax.set(xlabel=label)
    ax.set_xlim(left=0)
    ax.grid(color=GRID)
    ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    return ax
