"""Charts of cells: where mass and price of a pack come from, and specific energy over loading and layer thickness."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.labelled import on_axes
from ...ground.units import Q
from ...presets.cells.chemistries import chemistry
from ...study.cells.cans import CannedDesign, canned_parts
from ...study.cells.design import cell_design
from ...study.cells.parts import layer_parts, mass_parts, price_parts, quantities
from ...study.cells.solve import MONEY
from ...study.results import Results
from ..plots import GRID, INK, MUTED, PALETTE, PAPER, _new_axes, _styled
from ..wording import money_words, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PARTS: dict[str, tuple[Callable[[Any], dict[str, Any]], str, str]] = {
    "mass": (mass_parts, "kg", "Mass of a 100 kWh pack"),
    "price": (price_parts, MONEY, "Price of a 100 kWh pack"),
    "can": (canned_parts, "g", "Mass of one cell in its can"),
    "layers": (layer_parts, "um", "Thickness of an electrode pair with half of each foil"),
}
_LEAST = 0.004  # parts below this share are drawn together
_LOADINGS, _LAYERS = (1.0, 8.0), (5.0, 60.0)


@_styled
def waterfall(design: Results | CannedDesign, what: str = "price", ax: "Axes | None" = None) -> "Axes":
    """Draw the parts of a whole one behind the other, down to their sum.

    Parameters
    ----------
    design : one design, not many
    what : ``mass``, ``price`` or ``layers``; ``can`` of a cell in a can
    ax : Axes to draw on; a new Figure where None
    """
    make, unit, title = PARTS[what]
    parts = _gathered({name: float(amount.m_as(unit)) for name, amount in make(design).items()})
    ax = ax or _new_axes(0.7 + 0.3 * len(parts))[0]
    ends = np.cumsum(list(parts.values()))
    whole = float(ends[-1])
    ax.barh(range(len(parts)), list(parts.values()), left=ends - list(parts.values()), color=PALETTE[0], height=0.62)
    ax.barh(len(parts), whole, color=INK, height=0.62)
    for place, (amount, end) in enumerate(zip([*parts.values(), whole], [*ends, whole])):
        inside = end > 0.82 * whole
        start = end - amount if place < len(parts) else 0
        ax.text(
            (start if inside and place < len(parts) else end) + (-1 if inside else 1) * 0.01 * whole, place,
            number(amount), va="center", ha="right" if inside else "left",
            color="white" if place == len(parts) else INK, fontsize=9,
            bbox=None if place == len(parts) else {"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        )  # fmt: skip
    ax.set_yticks(range(len(parts) + 1), [*parts, "sum"])
    ax.invert_yaxis()
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set(xlabel=f"{title} in {'µm' if unit == 'um' else money_words(unit)}", xlim=(0, 1.02 * whole))
    ax.set_title(
        design.title if isinstance(design, CannedDesign) else design.study.title, loc="left", color=INK, fontsize=11
    )
    ax.grid(axis="x", color=GRID)
    return ax


def _gathered(parts: dict[str, float]) -> dict[str, float]:
    """Return the parts worth a bar, and the rest as one."""
    least = _LEAST * sum(parts.values())
    found = {name: amount for name, amount in parts.items() if amount >= least}
    rest = sum(parts.values()) - sum(found.values())
    return found | ({"others": rest} if rest > 0 else {})


@_styled
def energy_map(name: str, ax: "Axes | None" = None, **changes: Any) -> "Axes":
    """Draw a cell's specific energy over areal capacity and thickness of the layer between the electrodes.

    Parameters
    ----------
    name : a chemistry
    ax : Axes to draw on; a new Figure where None
    changes : other values of the chemistry
    """
    ax = ax or _new_axes(4.5)[0]
    loading, layer = np.linspace(*_LOADINGS, 57), np.linspace(*_LAYERS, 45)
    between = chemistry(name).layer_field
    axes: dict[str, Any] = {"areal_capacity": Q(loading, "mAh/cm2"), between: Q(layer, "um")}
    found = cell_design(name, **axes, **changes).cell_specific_energy
    energy = on_axes(found, (between, "areal_capacity")).m_as("Wh/kg")
    shades = ax.contourf(loading, layer, energy, levels=12, cmap="Blues", alpha=0.6)
    lines = ax.contour(loading, layer, energy, levels=_levels(energy), colors=INK, linewidths=0.8)
    ax.clabel(lines, fmt="%d Wh/kg", fontsize=9)
    chosen = cell_design(name, **changes)
    values = quantities(chosen, "areal_capacity", between)
    point = values["areal_capacity"].m_as("mAh/cm**2"), values[between].m_as("um")
    ax.plot(*point, "o", color=PALETTE[1])
    ax.annotate("preset", point, xytext=(7, 5), textcoords="offset points", color=PALETTE[1])
    ax.figure.colorbar(shades, ax=ax, label="Specific energy of the cell (Wh/kg)")
    ax.set(xlabel="Areal capacity (mAh/cm²)", ylabel="Layer between the electrodes (µm)")
    ax.set_title(chosen.study.title, loc="left", color=INK, fontsize=11)
    ax.tick_params(colors=MUTED)
    return ax


def _levels(energy: Any) -> list[float]:
    """Return round levels for lines."""
    first, last = int(energy.min() // 50 + 1), int(energy.max() // 50)
    return [50.0 * step for step in range(first, last + 1)]
