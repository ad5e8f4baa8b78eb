"""Charts: range against temperature by cause, range against pack energy, charging curves against what headlines ask."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ...ground.units import Q
from ...models.vehicle.compounding import range_ceiling, range_with_pack
from ...presets.cars import vehicle as known
from ...presets.power_curves import charging_curves
from ...presets.traces import cycle as shipped
from ...sheets import reader
from ...study.driving.headlines import asked, headlines
from ...study.driving.trip import trip
from ...study.study import Study
from ..answers import Answers
from ..plots import GRID, INK, MUTED, PALETTE, PAPER, _new_axes, _styled, _told
from ..wording import source_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELLS = (250, 300, 400, 500, 600)
COLDEST, WARMEST = -30, 23
CAUSES = {
    "cold_range": ("Range left", PALETTE[0], 0.85),
    "lost_to_cabin": ("Cabin heat", PALETTE[1], 0.75),
    "lost_to_warm_up": ("Warm-up", PALETTE[4], 0.8),
    "lost_to_tyres": ("Tyres", PALETTE[2], 0.6),
    "lost_to_air": ("Denser air", PALETTE[5], 0.8),
    "lost_to_capacity": ("Capacity", PALETTE[3], 0.7),
}
LOSS, COLD = "004/saic-range-loss", "004/saic-cold-temperature"
HEADLINE = "004/headline-range"
HIGHLIGHTED = ("Tesla Model Y Long Range 2020", "Volkswagen ID.4 77 kWh", "Nissan Leaf 40 kWh")


@_styled
def range_by_temperature(
    vehicle: str = "nio-et7-150", cycle: str = "WLTC", heater: str = "resistive", ax: "Axes | None" = None
) -> "Axes":
    """Draw the range a car has left at each temperature, and above it what each cause takes.

    Parameters
    ----------
    vehicle, cycle, heater : as for :func:`ssbmodel.trip`
    ax : Axes to draw on; a new Figure where None
    """
    ax = ax or _new_axes(4.6)[0]
    celsius = np.linspace(COLDEST, WARMEST, 54)
    found = trip(vehicle, cycle, Q(celsius, "degC"), heater=heater, capacity_retention=1)
    bottom = np.zeros(celsius.size)
    for name, (label, colour, alpha) in CAUSES.items():
        height = np.broadcast_to(found[name].m_as("km"), celsius.shape)
        if height.max() > 0:
            ax.fill_between(celsius, bottom, bottom + height, color=colour, alpha=alpha, linewidth=0, label=label)
            bottom = bottom + height
    _mark_claim(ax, float(found.driving_range.m_as("km")))
    ax.set(xlabel="Temperature outside (°C)", ylabel=f"Range on the {cycle} (km)", xlim=(COLDEST, WARMEST))
    ax.set_ylim(bottom=0)
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(handles[::-1], labels[::-1], loc="lower right", labelcolor=INK, frameon=True, framealpha=0.85)
    told = f"{known(vehicle).name}, {heater} heating, one start per 100 km; no capacity lost"
    told += ". Below 5 °C the tyres' line is stretched"
    _told(ax, "Where the range goes in the cold", source_line((LOSS, COLD), told))
    return ax


def _mark_claim(ax: "Axes", full: float) -> None:
    """Mark the claim of a loss within 10 % at -20 degC."""
    figures: Any = reader.figures()
    place = float(figures[COLD].high.magnitude) - float(Q(0, "degC").magnitude)
    kept = full * (1 - float(figures[LOSS].high.to("").magnitude))
    ax.plot(place, kept, "D", color=INK, markersize=7, zorder=5)
    box = {"boxstyle": "round,pad=0.25", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.85}
    words = f"claimed: at most {100 * (1 - kept / full):.0f} % lost"
    ax.annotate(words, (place, kept), (10, -3), textcoords="offset points", color=INK, fontsize=9, bbox=box)


@_styled
def range_by_pack(vehicle: str = "concept-1500-km", cycle: str = "WLTC", ax: "Axes | None" = None) -> "Axes":
    """Draw how far a car goes with ever larger packs, by the cells' specific energy; the car grows with its pack."""
    ax = ax or _new_axes(4.6)[0]
    stated, energies = Answers(Study.named("documents-central")), np.linspace(20, 320, 76)
    share, ratio = (stated.said(name).quantity() for name in ("usable_share", "cell_to_pack_mass_ratio"))
    for cell, colour in zip(CELLS, (PALETTE[1], PALETTE[4], PALETTE[2], PALETTE[5], PALETTE[0])):
        _pack_line(ax, (vehicle, cycle), energies, (cell, share, ratio), colour)
    headline: Any = reader.figures()[HEADLINE].low
    claimed = float(headline.magnitude)
    ax.plot(energies[[0, -1]], (claimed, claimed), color=MUTED, linewidth=1, linestyle="--")
    ax.annotate(f"claimed: {claimed:,.0f} km", (energies[0], claimed), (2, 4), textcoords="offset points", fontsize=9)
    ax.set(xlabel="Rated energy of the pack (kWh)", ylabel=f"Range on the {cycle} (km)", xlim=(energies[0], 460))
    ax.set_xticks(range(50, 301, 50))
    ax.set_ylim(bottom=0)
    ax.grid(axis="y", color=GRID)
    told = f"{known(vehicle).name}; cell to pack {ratio.magnitude:g}, usable {share.magnitude:g}, "
    told += f"{known(vehicle).quantity('mass_multiplier').magnitude:g} kg of car per kg of pack: assumptions"
    _told(ax, "What a larger pack buys, by cell specific energy", source_line((HEADLINE,), told))
    return ax


def _pack_line(ax: "Axes", trip_of: tuple[str, str], energies: Any, pack_of: tuple[int, Any, Any], colour: str) -> None:
    """Draw the range by pack energy of one specific energy, with its ceiling beside the line."""
    car, (cell, share, ratio) = known(trip_of[0]), pack_of
    limits: dict[str, Any] = {"usable_share": share, "pack_specific_energy": Q(cell, "Wh/kg") * ratio}
    limits["mass_multiplier"] = car.quantity("mass_multiplier")
    driven = shipped(trip_of[1])
    reached = range_with_pack(driven, car.bare_car, Q(energies, "kWh"), **limits).magnitude
    most = float(range_ceiling(driven, car.bare_car, **limits).magnitude)
    ax.plot(energies, reached, color=colour, linewidth=2)
    words, end = f"{cell} Wh/kg, ceiling {most:,.0f} km", (energies[-1], reached[-1])
    ax.annotate(words, end, (6, -3), textcoords="offset points", fontsize=8.5, color=INK)


@_styled
def charging_curve_chart(consumption: Any = "150 Wh/km", ax: "Axes | None" = None) -> "Axes":
    """Draw public charging curves as C-rates by state of charge, and the mean C-rates that the headlines ask."""
    ax = ax or _new_axes(4.6)[0]
    for name, public in charging_curves().items():
        rate = public.curve.charging_power.m_as(Q(1, "kW").units) / public.usable_energy_kwh
        place = 100 * public.curve.state_of_charge.magnitude
        shown = name in HIGHLIGHTED
        colour = PALETTE[HIGHLIGHTED.index(name)] if shown else MUTED
        ax.plot(
            place,
            rate,
            color=colour,
            linewidth=2 if shown else 1,
            alpha=1 if shown else 0.45,
            label=name if shown else None,
        )
    used = _mark_headlines(ax, consumption)
    ax.set(
        xlabel="State of charge (%)", ylabel="Charging power over usable energy (C, 1/h)", xlim=(0, 100), ylim=(0, 8.5)
    )
    ax.grid(axis="y", color=GRID)
    ax.legend(loc="upper right", labelcolor=INK)
    told = (
        "curves: open-ev-data, frozen 2022; headlines at the mean of the charge, 150 Wh/km, packs of at least 100 kWh"
    )
    _told(ax, "Twelve cars' charging curves, and what the headlines ask", source_line(used, told))
    return ax


def _mark_headlines(ax: "Axes", consumption: Any) -> list[str]:
    """Draw the mean C-rates that the headlines ask, equal ones as one line; return the figures they rest on."""
    levels: dict[float, dict[str, list[str]]] = {}
    used: list[str] = []
    for headline in headlines():
        for reading in asked(headline, Q(consumption)):
            titles = levels.setdefault(round(float(reading.mean_charge_rate.magnitude), 2), {})
            titles.setdefault(reading.title, []).append(reading.reading)
            used += reading.rests_on
    for level, titles in levels.items():
        readings = next(iter(titles.values()))
        words = f"{' and '.join(titles)}: {' or '.join(readings)}"
        ax.plot((10, 80), (level, level), color=PALETTE[3], linewidth=2)
        ax.annotate(words, (10, level), (2, 3), textcoords="offset points", fontsize=8, color=INK)
    return used
