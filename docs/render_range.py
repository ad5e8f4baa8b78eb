"""Makes the text of docs/range.md, and of the cars' tests: work at the wheels, cold and charging beside others."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from render import code, table

from ssbmodel import Q, presets, tabulated_work, wheel_work
from ssbmodel.models.vehicle.road import table as grid
from ssbmodel.models.vehicle.road.exact import exact_ratio
from ssbmodel.models.vehicle.road.work import ratios
from ssbmodel.presets.conditions import climate, rating_factors
from ssbmodel.presets.tests_epa import certification_source
from ssbmodel.study.driving.certification import Score, scores, universal
from ssbmodel.study.driving.evidence import AAA_MEASURED, AAA_SPREAD, aaa_rows, cold_claim, eqs_label, et7_drive
from ssbmodel.study.driving.headlines import TODAY, WINDOWS, asked, headlines, threefold, window_asked
from ssbmodel.study.driving.rated import RatedRange

CARS, SEED = 20_000, 1
CYCLES = ("UDDS", "HWFET", "US06", "WLTC", "NEDC")
CONSUMPTION = "150 Wh/km"


def percent(value: float, places: int = 1) -> str:
    """Return a share in percent."""
    return f"{100 * value:.{places}f} %"


def cycles() -> str:
    """Return the cycles beside what their regulations print."""
    from ssbmodel.presets.traces import head

    rows = []
    for name in CYCLES:
        cycle, facts = presets.cycle(name), head(name)
        said = facts["published"]
        ours = (f"{cycle.distance:.3f}", f"{cycle.duration * 3600:.0f}", f"{cycle.top_speed:.1f}")
        theirs = (f"{said['distance_km']:g}", f"{said['duration_s']:g}", f"{said['top_speed_kmh']:g}")
        rows.append([name, *(f"{a} ({b})" for a, b in zip(ours, theirs)), facts["regulation"], facts["read_from"]])
    told = (
        "In brackets: what the regulation or its summary prints. US06 has four idle seconds more than its nominal time."
    )
    return f"{told}\n\n" + table(("cycle", "km", "s", "top km/h", "regulation", "read from"), rows)


def certificate() -> str:
    """Return the table's errors and the width of its certificate, on random cars."""
    rng = np.random.default_rng(SEED)
    ends = ((900, 3500), (0.4, 1.6), (0.004, 0.016), (0.9, 1.45), (1.0, 1.08))
    cars = [rng.uniform(low, high, CARS) for low, high in ends]
    rows, pooled = [], []
    for name in CYCLES:
        cycle = presets.cycle(name)
        x, y, _ = ratios(*cars, 0.0)
        exact = exact_ratio(cycle, x, y)
        row = [name]
        for nodes in (65, 129):
            (least, most), _ = grid.answered(cycle, x, y, grid.hull_and_tangents, nodes)
            (value,), _ = grid.answered(cycle, x, y, grid.bilinear, nodes)
            held = bool(((least <= exact) & (exact <= most) & (exact <= value * (1 + 1e-12))).all())
            error = value / exact - 1
            error[np.abs(error) < 1e-15] = 0  # the rounding of the sums
            pooled += [error] if nodes == 65 else []
            row += ["yes" if held else "NO", f"{((most - least) / exact).max():.1e}", f"{np.median(error):.1e}"]
        rows.append(row)
    told = (
        f"{CARS:,} random cars per cycle. The bars are a width of 2e-4 (65 nodes) and 7e-5 (129), and a median error "
        f"of 1e-5: over all five cycles it is {np.median(np.concatenate(pooled)):.1e}, on US06 alone somewhat above."
    )
    head = ("cycle", "contains the exact", "widest, 65", "median error, 65", "contains", "widest, 129", "median, 129")
    return f"{told}\n\n{table(head, rows)}"


def tests() -> str:
    """Return the scores on the certification tests, and the errors of every car."""
    rows = [
        [score.title, str(len(score.errors)), percent(score.mean), percent(score.median), percent(score.ninth_decile)]
        for score in scores()
    ]
    told = (
        f"{certification_source()}: 132 tests of {len({t.configuration for t in universal().tests})} configurations "
        "(name, mass and road load as listed). Bars: 7 % with one set of constants, 5 % with one efficiency per maker."
    )
    head = ("constants", "tests", "mean abs. error", "median", "nine in ten below")
    return f"{told}\n\n{table(head, rows)}\n\n{_by_cycle()}\n\n{_by_car(universal())}"


def _by_cycle() -> str:
    score = universal()
    parts = []
    for name in ("UDDS", "HWFET"):
        errors = [e for e, test in zip(score.errors, score.tests) if test.cycle == name]
        parts.append(f"{percent(float(np.abs(errors).mean()))} on {name}")
    makers: dict[str, list[float]] = {}
    for error, test in zip(score.errors, score.tests):
        makers.setdefault(test.maker, []).append(float(error))
    bias = sorted((float(np.mean(errors)), maker) for maker, errors in makers.items())
    worst = ", ".join(f"{maker} {100 * mean:+.1f} %" for mean, maker in (*bias[:3], *bias[-3:]))
    return f"In sample: {' and '.join(parts)}. Predicted less measured by maker, the furthest: {worst}."


def _by_car(score: Score) -> str:
    cars: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for error, test in zip(score.errors, score.tests):
        cars.setdefault(test.vehicle, {}).setdefault(test.cycle, []).append((test.consumption_wh_per_km, float(error)))
    rows = [[name, *_cells(found.get("UDDS", [])), *_cells(found.get("HWFET", []))] for name, found in cars.items()]
    head = ("car (one set of constants)", "UDDS measured, Wh/km", "error", "HWFET measured, Wh/km", "error")
    return table(head, rows)


def _cells(found: list[tuple[float, float]]) -> tuple[str, str]:
    """Return the mean measured value and the mean error of a car on a cycle."""
    if not found:
        return "", ""
    measured, errors = (float(np.mean(part)) for part in zip(*found))
    return f"{measured:.1f}", f"{100 * errors:+.1f} %"


def cold() -> str:
    """Return AAA's test beside the model, a public drive and a label, and what the cold claim would need."""
    return "\n\n".join((_aaa(), _drives(), _claims()))


def _aaa() -> str:
    kept = climate("liquid_capacity_retention").ends.central
    by_loss: dict[Any, list[float]] = {}
    for row in aaa_rows():
        by_loss.setdefault(row.heat_loss, []).append(row.economy_ratio)
    rows = []
    for loss, found in by_loss.items():
        heating = "off" if loss is None else "on"
        economy, distance = AAA_MEASURED[heating]
        mean = float(np.mean(found))
        ours = f"{mean:.3f} ({min(found):.3f} to {max(found):.3f})"
        spread = "{:.2f} to {:.2f}".format(*AAA_SPREAD[heating])
        how = heating if loss is None else f"on, {loss:g} W/K"
        rows.append([how, ours, f"{economy}", f"{kept * mean:.3f}", f"{distance}", spread])
    told = (
        "AAA 2019 at -6.7 °C: means of five cars, economy and range over those at 23.9 °C. Ours: one car of each of "
        "their makers from the list of 2022 (in brackets: lowest and highest), UDDS and HWFET 55 to 45, resistive "
        "heating. Its single cars, as far as they were read (tflcar.com, thespec.com, bestride.com, February 2019): "
        "the BMW i3s kept 0.80 of its range unheated and half of it heated, the Model S 75D 0.62 heated, the Leaf "
        "more; the other four lost about a tenth unheated. Not independent: the span of the heat loss (its high end "
        "was set after AAA's heating, 80 W/K lies between) and the capacity, which is AAA's own ratio of range to "
        "economy. Independent: the first row's economy."
    )
    head = ("heating", "economy, ours", "AAA", f"range, ours (capacity {kept:g})", "AAA", "its cars")
    return f"### AAA 2019\n\n{told}\n\n{table(head, rows)}"


def _drives() -> str:
    rows = [
        [
            e.title,
            f"{e.consumption:.0f}",
            f"{e.measured_consumption:.0f}",
            f"{e.distance:.0f}",
            f"{e.measured_distance:.0f}",
            e.source,
        ]
        for e in (et7_drive(), eqs_label())
    ]
    head = ("drive", "Wh/km at the battery, ours", "theirs", "km, ours", "theirs", "source")
    told = "The frontal area and the tyres of the ET7 are assumptions."
    return f"### Cars of the documents\n\n{told}\n\n{table(head, rows)}"


def _claims() -> str:
    rows = [[c.cycle, c.heater, f"{c.perfect_cell:.2f}", f"{c.claimed_cell:.2f}"] for c in cold_claim()]
    best = max(cold_claim(), key=lambda claim: claim.perfect_cell)
    told = (
        "Range left at -20 °C of an ET7, of a cell that keeps everything and of one that keeps the 90 % that the "
        "document claims for capacity. A loss within 10 % holds at most unheated, on the "
        f"{best.cycle} ({best.perfect_cell:.2f}), with a cell that loses nothing; with any heating it holds nowhere. "
        "Read as capacity, the claim is free of all this."
    )
    head = ("cycle", "heating", "perfect cell", "cell at 90 %")
    return f"### -20 °C, range loss within 10 %\n\n{told}\n\n{table(head, rows)}"


def charging() -> str:
    """Return what the headlines ask in both readings, and measured windows beside their platforms."""
    rows = []
    for headline in headlines():
        for a in asked(headline, Q(CONSUMPTION)):
            sizes = [f"{q.magnitude:,.0f} {q.units:~P}" for q in (a.pack_energy, a.charged_energy, a.power, a.current)]
            rows.append([a.title, a.reading, *sizes, f"{a.mean_charge_rate.magnitude:.1f}C"])
    rate, time = threefold(*map(Q, TODAY))
    told = (
        f"At {CONSUMPTION} and 800 V, means of the charge. *Threefold* of today's median (open-ev-data 2022, 10 to "
        f"80 %): {rate.magnitude:.2f}C, {time.magnitude:.0f} min. The twelve public curves' 10 to 80 % times are "
        "integrals of the curves beside them; the tests reproduce them to 0.001 min: arithmetic, not cars."
    )
    head = ("claim", "reading", "pack", "charged", "power", "current", "C-rate")
    return f"{told}\n\n{table(head, rows)}\n\n{_windows()}"


def _windows() -> str:
    rows = []
    for window in WINDOWS:
        power, rate, share = window_asked(window)
        rows.append(
            [window.title, f"{power.magnitude:.0f} kW", f"{rate.magnitude:.1f}C", f"{share:.2f}", window.source]
        )
    told = "Windows reported elsewhere; mean over peak was 0.63 to 0.93 in the twelve public curves."
    return f"{told}\n\n" + table(("window", "mean power", "C-rate", "mean over the platform's peak", "source"), rows)


def ratings() -> str:
    """Return the rules between ratings, and an example."""
    rows = [[f"{r.start} to {r.end}", f"{r.low:.2f} to {r.high:.2f}", r.source] for r in rating_factors()]
    seal = RatedRange(700, "CLTC").converted("WLTP")
    told = "Rules of thumb, with 8 % either way added. BYD Seal: 700 km CLTC is "
    told += f"{seal.low:.0f} to {seal.high:.0f} km WLTP by them; printed: 570 km."
    return f"{told}\n\n{table(('conversion', 'factor', 'source'), rows)}"


def fallback() -> str:
    """Return what happens outside the table."""
    named = {"air_density": 1.2, "inertia_factor": 1.0, "grade": 0.0}
    args = (presets.cycle("WLTC"), 150.0, 0.5, 0.01)
    outside, exact = tabulated_work.kernel(*args, **named), wheel_work.kernel(*args, **named)
    same = bool(outside.positive_work == exact.positive_work)
    told = f"A 150 kg car lies outside the table: {code('from_table')} is {float(outside.from_table):g}"
    return f"{told}, and the exact sum answers ({'the same' if same else 'NOT the same'} value)."


def sections() -> Iterable[tuple[str, str]]:
    """Return every section by its title."""
    yield "Drive cycles", cycles()
    yield "Table and certificate", f"{certificate()}\n\n{fallback()}"
    yield "Cold", cold()
    yield "Charging", charging()
    yield "Ratings", ratings()
