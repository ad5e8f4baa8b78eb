"""Pouch cells from their layers, many at a time, and the same cell in steer-opencell-design where it is installed.

``python benchmarks/cell_designs.py [--quick] [--json]``; the peer beside it:
``pip install steer-opencell-design==1.3.3`` (AGPL: it is run here, no code of it is taken).
"""

import importlib
import importlib.metadata
import time
from functools import partial
from typing import Any

import numpy as np
from common import Ratio, Result, copy_time, main, race
from scipy.optimize import brentq

from ssbmodel import Q, insertion_pair, roll_length, sheet_cell, stack
from ssbmodel.ground.arrays import in_blocks
from ssbmodel.ground.slots import plain_record
from ssbmodel.models.battery.pouch import PouchSheet
from ssbmodel.models.battery.stack import NegativeSide, PositiveSide, Separator

DESIGNS, DESIGNS_QUICK, BLOCK = 1_000_000, 20_000, 16_384
LEAST_MORE = 1e5  # designs of ours in the time of one of theirs
CLOSE = 5e-3  # of mass and volume
AREAL = 33.0  # Ah/m2
FIRST, RATIO, VOLTAGE = 0.93, 1.1, 3.86 - 0.17
LIQUID = 1232.6122  # kg/m3
CARBON, BINDER, ACTIVE, GRAPHITE = 1.825, 1.77, 4.65, 2.24  # g/cm3
TABS = {"cathode": 25, "anode": 75}  # mm from the edge
# The pouch of both: sheets 300 x 100 mm, seams of 5 mm, and 45 mm of tabs and terminals above the sheets.
SHEETS = {
    "sheet_height": "300 mm", "sheet_width": "100 mm", "repeat_count": "35", "pouch_clearance": "10 mm",
    "laminate_thickness": "113 um", "laminate_density": "1.8 g/cm3", "tab_height": "45 mm", "tab_width": "30 mm",
    "tab_thickness": "0.5 mm", "positive_tab_density": "2.7 g/cm3", "negative_tab_density": "8.9 g/cm3",
    "extra_mass": "0 g",
}  # fmt: skip


def sides() -> dict[str, Any]:
    """Return NMC811 at 3.5 g/cm3 and graphite at 1.6 g/cm3 with pores full of liquid, and a dense film of 12 um."""
    pores = (
        1 - 3.5 * (0.95 / ACTIVE + 0.025 / BINDER + 0.025 / CARBON),
        1 - 1.6 * (0.965 / GRAPHITE + 0.035 / BINDER),
    )
    texts = (
        (PositiveSide, ("195 mAh/g", "0.95 ", "3.5 g/cm3", f"{pores[0]} ", "14 um", "2.7 g/cm3")),
        (NegativeSide, ("344 mAh/g", "0.965 ", "1.6 g/cm3", f"{pores[1]} ", "0 ", f"{RATIO} ", "8 um", "8.96 g/cm3")),
        (Separator, ("12 um", "1.18 g/cm3", "0 ", f"{LIQUID} kg/m3")),
    )  # fmt: skip
    names = ("positive", "negative", "separator")
    return {name: plain_record(kind(*map(Q, values))) for name, (kind, values) in zip(names, texts)}


SIDES = sides()
POUCH = plain_record(PouchSheet(**{name: Q(text if " " in text else f"{text} ") for name, text in SHEETS.items()}))


def designed(areal: Any, separator: Any) -> tuple[Any, Any, Any]:
    """Return energy, specific energy and energy density of pouch cells, in Wh, Wh/kg and Wh/m3."""
    layer = SIDES["separator"]._replace(separator_thickness=separator)
    pair = insertion_pair.kernel(areal, positive=SIDES["positive"], negative=SIDES["negative"], separator=layer)
    liquid = pair.liquid_density * (pair.positive_liquid + pair.negative_liquid) / (FIRST * areal)
    cell = sheet_cell.kernel(
        RATIO * areal, FIRST, repeat=pair, sheets=POUCH, liquid_per_charge=liquid, plated_share=0.0
    )  # fmt: skip
    energy = cell.sheet_capacity * VOLTAGE
    return energy, energy / cell.sheet_cell_mass, energy / cell.sheet_cell_volume


def measure(quick: bool) -> Result:
    """Return the ratios."""
    count = DESIGNS_QUICK if quick else DESIGNS
    rng = np.random.default_rng(4)
    areal, separator = rng.uniform(20, 60, count), rng.uniform(8e-6, 3e-5, count)
    copy = copy_time(quick)
    calls = {"ours": lambda: in_blocks(designed, areal, separator, size=BLOCK)}
    ours = race(calls, quick=quick, repeats=3)["ours"] / count
    ratios = {"designs_in_copies": Ratio(ours / copy, None, "one pouch cell from its layers / one copy of an element")}
    notes = {"ours": f"{ours * 1e9:.0f} ns per cell, {1 / ours:,.0f} a second"}
    beside, told = beside_steer(ours, quick)
    return Result(ratios | beside, notes | told)


def beside_steer(ours: float, quick: bool) -> tuple[dict[str, Ratio], dict[str, str]]:
    """Return how many cells of ours the peer's time for one holds, and how far the same cell differs."""
    try:
        ocd: Any = importlib.import_module("steer_opencell_design")
        pandas: Any = importlib.import_module("pandas")
        version = importlib.metadata.version("steer-opencell-design")
    except ModuleNotFoundError:
        return {}, {"peer": "steer-opencell-design is not installed; pip install steer-opencell-design==1.3.3"}
    best = float("inf")
    for _ in range(2 if quick else 7):
        start = time.perf_counter()
        theirs = steer_pouch(ocd, pandas)
        best = min(best, time.perf_counter() - start)
    part = ours / best
    told = f"time per cell / (100,000th of steer-opencell-design {version}); it is 1 / {1 / part:,.0f}"
    ratios = {"beside_steer": Ratio(part * LEAST_MORE, 1.0, told)} | _differences(theirs)
    ratios["roll_difference"] = _roll_difference(steer_roll(ocd, pandas))
    return ratios, {
        "theirs": f"{best * 1e3:.0f} ms per cell", "where they differ": _where(theirs),
    }  # fmt: skip


def _differences(theirs: Any) -> dict[str, Ratio]:
    """Return how far energy, mass and volume of one cell differ, and what they give together."""
    energy, specific, density = designed(AREAL, 12e-6)
    pairs = {
        "mass": (1e3 * energy / specific, theirs.mass, "g", CLOSE),
        "volume": (1e3 * energy / density, theirs.volume, "L", CLOSE),
        "energy": (energy, theirs.energy, "Wh", None),
        "specific_energy": (specific, theirs.specific_energy, "Wh/kg", None),
        "energy_density": (density / 1e3, theirs.volumetric_energy, "Wh/L", None),
    }
    ratios = {}
    for name, (mine, other, unit, close) in pairs.items():
        told = f"|ours {mine:.4g} / theirs {other:.4g} {unit} - 1|" + (f" / {close:g}" if close else "")
        ratios[f"{name}_difference"] = Ratio(abs(mine / other - 1) / (close or 1), close and 1.0, told)
    return ratios


def _where(theirs: Any) -> str:
    """Return what only one of the two counts, in the peer's own figures."""
    parts = theirs.mass_breakdown["Electrode Assemblies"]
    film = parts["Separators"] - 70 * 0.3 * 0.1 * 12e-6 * 1180 * 1e3
    tabs = parts["Cathodes"]["Current Collector"] - 35 * 0.3 * 0.1 * 14e-6 * 2700 * 1e3
    tabs += parts["Anodes"]["Current Collector"] - 36 * 0.3 * 0.1 * 8e-6 * 8960 * 1e3
    charge = theirs.reversible_capacity / (FIRST * theirs.irreversible_capacity)
    return (
        f"theirs gives {charge:.1%} of the charge that comes back, as its discharge curve ends one of a hundred points "
        f"early; it closes the stack with two more films ({film:.1f} g, 24 um) and has tabs of foil ({tabs:.1f} g)"
    )


def _curve(pandas: Any, charge: float, back: float, ends: tuple[float, float]) -> Any:
    """Return a half-cell curve that is flat but for what the peer needs to tell charge from discharge."""
    share = np.linspace(0, 1, 21)
    low, high = ends
    to = pandas.DataFrame({"specific_capacity": charge * share, "voltage": low + (high - low) * share})
    fro = pandas.DataFrame({"specific_capacity": back * share, "voltage": high - (high - low) * share})
    return pandas.concat([to.assign(direction="charge"), fro.assign(direction="discharge")], ignore_index=True)


def steer_pouch(ocd: Any, pandas: Any) -> Any:
    """Return the cell of :func:`designed`, built by the peer from the same inputs."""
    shape = {"width": 100, "height": 300, "tab_width": 30, "tab_height": 20}
    foils = {side: partial(ocd.PunchedCurrentCollector, **shape, tab_position=place) for side, place in TABS.items()}
    film = ocd.Separator(material=_film(ocd), thickness=12, width=100, length=300)
    layer = ocd.MonoLayer(**_electrodes(ocd, pandas, foils), separator=film)
    sheets = [ocd.LaminateSheet(areal_cost=0.0, density=1.8, thickness=113) for _ in range(2)]
    terminals = [
        ocd.PouchTerminal(
            material=ocd.PrismaticContainerMaterial(name=name, specific_cost=0, density=density),
            width=30, thickness=0.5, length=30,
        )
        for name, density in (("aluminium", 2.7), ("nickel", 8.9))
    ]  # fmt: skip
    return ocd.PouchCell(
        reference_electrode_assembly=ocd.PunchedStack(layup=layer, n_layers=35),
        encapsulation=ocd.PouchEncapsulation(*terminals, *sheets),
        electrolyte=ocd.Electrolyte(name="liquid", density=LIQUID / 1e3, specific_cost=0),
        n_electrode_assembly=1, electrolyte_overfill=0,
    )  # fmt: skip


def steer_roll(ocd: Any, pandas: Any) -> Any:
    """Return a roll of a metre of the same electrodes and films, wound by the peer on a pin of 2.5 mm."""
    foil = partial(ocd.NotchedCurrentCollector, length=1000, width=64, tab_width=5, tab_spacing=400, tab_height=1)
    films = [ocd.Separator(material=_film(ocd), thickness=12, width=64, length=1000) for _ in range(2)]
    strip = ocd.Laminate(
        **_electrodes(ocd, pandas, dict.fromkeys(TABS, foil)), bottom_separator=films[0], top_separator=films[1]
    )  # fmt: skip
    return ocd.WoundJellyRoll(laminate=strip, mandrel=ocd.RoundMandrel(diameter=2.5, length=80))


def _roll_difference(theirs: Any) -> Ratio:
    """Return how far the diameter of one roll differs, in thicknesses of its strip."""
    pair = insertion_pair.kernel(AREAL, **SIDES)
    strip = 2 * stack.kernel(repeat=pair).stack_thickness
    ours = brentq(lambda diameter: roll_length.kernel(diameter, 0.0025, strip) - 1, 0.003, 0.1)
    told = f"|ours {1e3 * ours:.2f} - theirs {theirs.diameter:.2f}| mm / a strip's {1e3 * strip:.3f} mm, a roll of 1 m"
    return Ratio(abs(ours - theirs.diameter / 1e3) / strip, 1.0, told)


def _film(ocd: Any) -> Any:
    return ocd.SeparatorMaterial(name="film", specific_cost=0, density=1.18, porosity=0.0)


def _electrodes(ocd: Any, pandas: Any, foils: dict[str, Any]) -> dict[str, Any]:
    """Return both electrodes; only the positive loses charge in its first cycle, so it limits the cell."""
    binder = ocd.Binder(name="binder", specific_cost=0, density=BINDER)
    carbon = ocd.ConductiveAdditive(name="carbon", specific_cost=0, density=CARBON)
    nmc = ocd.CathodeMaterial(name="NMC811", reference="Li/Li+", specific_cost=0, density=ACTIVE,
                              specific_capacity_curves=_curve(pandas, 195, 195 * FIRST, (3.8595, 3.8605)))  # fmt: skip
    graphite = ocd.AnodeMaterial(name="graphite", reference="Li/Li+", specific_cost=0, density=GRAPHITE,
                                 specific_capacity_curves=_curve(pandas, 344, 343.999, (0.1705, 0.1695)))  # fmt: skip
    al = ocd.CurrentCollectorMaterial(name="aluminium", specific_cost=0, density=2.7)
    cu = ocd.CurrentCollectorMaterial(name="copper", specific_cost=0, density=8.96)
    return {
        "cathode": ocd.Cathode(
            formulation=ocd.CathodeFormulation({nmc: 95}, {binder: 2.5}, {carbon: 2.5}), calender_density=3.5,
            mass_loading=100 * AREAL / 195 / 0.95, current_collector=foils["cathode"](material=al, thickness=14),
        ),
        "anode": ocd.Anode(
            formulation=ocd.AnodeFormulation({graphite: 96.5}, {binder: 3.5}, {}), calender_density=1.6,
            mass_loading=100 * RATIO * AREAL / 344 / 0.965, current_collector=foils["anode"](material=cu, thickness=8),
        ),
    }  # fmt: skip


if __name__ == "__main__":
    main("cells from their layers", measure)
