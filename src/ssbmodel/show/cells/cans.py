"""Cells in a can as lines of a table, as data, and as a chart of every format."""

import textwrap
from typing import TYPE_CHECKING, Any

from ...presets.cells.chemistries import chemistries, chemistry
from ...presets.cells.formats import cell_format, formats
from ...study.cells.around.cans import CannedDesign, canned_cell, canned_parts
from ...study.cells.design import cell_design
from ..plots import GRID, MARKERS, PALETTE, _new_axes, _styled
from ..wording import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POUCH = "pouch"
# What is told of a cell in a can: name, label, unit.
TOLD = (
    ("cell_capacity", "charge", "Ah"),
    ("rated_energy", "energy", "Wh"),
    ("one_cell_mass", "mass", "g"),
    ("one_cell_volume", "volume", "mL"),
    ("cell_specific_energy", "cell", "Wh/kg"),
    ("cell_energy_density", "cell", "Wh/L"),
)


def _value(canned: CannedDesign, key: str, unit: str) -> float:
    holder = canned.cell if hasattr(canned.cell, key) else canned
    return float(getattr(holder, key).m_as(unit))


def can_row(canned: CannedDesign) -> dict[str, Any]:
    """Return one cell in a can as data."""
    told = {f"{key} [{unit}]": _value(canned, key, unit) for key, _, unit in TOLD}
    return {"chemistry": canned.design.chemistry.name, "format": canned.format.name, **told}


def can_table(cells: list[CannedDesign]) -> list[str]:
    """Return cells in one format as lines of a table, the can's share of the mass last."""
    width = max(len(canned.design.chemistry.name) for canned in cells) + 2
    heads = [*((label, unit) for _, label, unit in TOLD), ("can and lid", "% of mass")]
    lines = [cells[0].format.title, *(" " * width + "".join(f"{head[row]:>12}" for head in heads) for row in (0, 1))]
    for canned in cells:
        holding = canned.cell.container_mass + canned.cell.extra_mass
        values = [_value(canned, key, unit) for key, _, unit in TOLD]
        values.append(float((100 * holding / canned.cell.one_cell_mass).m_as("")))
        lines.append(f"{canned.design.chemistry.name:{width}}" + "".join(f"{number(value):>12}" for value in values))
    return lines


def can_parts(canned: CannedDesign) -> list[str]:
    """Return the mass of a cell in a can in parts that sum to the whole."""
    found = canned_parts(canned)
    whole = sum(found.values())
    lines = [f"{canned.design.chemistry.title}: one cell"]
    for part, amount in [*found.items(), ("sum", whole)]:
        share = float((amount / whole).m_as(""))
        lines.append(f"  mass  {part:28}{number(float(amount.m_as('g'))):>10} g   {share:7.1%}")
    return lines


def can_sources(name: str) -> list[str]:
    """Return every value of a format with its source, or the reason it was assumed."""
    found = cell_format(name)
    return [
        found.title,
        *(f"  {entry.field:26}{entry.text:18}{entry.derivation:9}{entry.why}" for entry in found.entries),
    ]


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
    ax = ax or _new_axes(4.6)[0]
    names, (unit, label) = chemistries(), _LABELS[what]
    for place, form in enumerate((POUCH, *formats())):
        cells = [
            cell_design(name, **changes) if form == POUCH else canned_cell(name, form, **changes) for name in names
        ]
        title = "Pouch of the reference" if form == POUCH else cell_format(form).title
        values = [float(getattr(cell, what).m_as(unit)) for cell in cells]
        ax.plot(values, range(len(names)), MARKERS[place], color=PALETTE[place], label=title, markersize=7)
    ax.set_yticks(range(len(names)), [textwrap.fill(chemistry(name).title, 24) for name in names])
    ax.invert_yaxis()
    ax.set(xlabel=label)
    ax.set_xlim(left=0)
    ax.grid(color=GRID)
    ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2)
    return ax
