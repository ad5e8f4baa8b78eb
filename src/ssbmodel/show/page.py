"""What the page of a report says: tables, answers and lists as plain data, ready for its template.

Every number is a :class:`~ssbmodel.show.provenance.Cell` that leads to an entry of the same page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from ..ground.door import Door
from ..ground.errors import MoneyError
from ..models.battery.cell import cells_mass
from ..models.battery.pack import rated_energy
from ..models.economics.cost import pack_cost
from ..models.vehicle.charging import mean_charging_power
from ..sheets import reader
from ..sheets.figure import Figure
from ..sheets.money import RateTable
from ..study.implied import Implied, implied_by_systems
from ..study.intervals import Interval
from ..study.moneys import stated_moneys
from ..study.relations import Relation, worked_relations
from .answers import Answers, label
from .grids import Column, Row, Table
from .provenance import Cell, Trail, Why, equation, figure_anchor, figure_cell, mathematics, nothing, typeset
from .wording import circumstances, claim, humanised, number, plain, said, topic, unit_of

SOLID, LIQUID = "documents-central", "liquid-baseline"
MULTIPLE = "004/cost-multiple-liquid"
COSTS = ("pack_unit_price", "pack_price")
PACK = ("cells_mass", "pack_mass", "pack_volume", "usable_energy", "driving_range", "cold_range", "range_retention")
NEEDS = ("annual_decline", "doublings", "required_doublings", "required_learning_rate")
CAR = (
    "rated_energy",
    "usable_share",
    "battery_consumption",
    "ambient_temperature",
    "capacity_retention",
    "heater_power",
)
IMPLIED: dict[str, tuple[str, str, Door[..., Any]]] = {
    "pack_energy": ("Pack energy", "kWh", rated_energy),
    "cells_mass": ("Cell mass", "kg", cells_mass),
    "charging_power": ("Mean charging power", "kW", mean_charging_power),
    "price_today": ("Pack at today's cost", "CNY", pack_cost),
    "price_then": ("Pack at the 2030 cost", "CNY", pack_cost),
}
FOR_ENERGY = ("battery_consumption", "usable_share")
ASSUMED_FOR = {
    "cells_mass": (*FOR_ENERGY, "rated_energy", "cell_specific_energy"),
    "charging_power": ("battery_consumption",),
}
Sentence = list[str | Cell]


class Exchanged(NamedTuple):
    """An outlook's costs in a second money, or why they are not, and the table of rates that was asked."""

    outlook: Answers | None
    money: str
    note: str
    rates: str


def answer(trail: Trail) -> Sentence:
    """Return the first paragraph: what the solid pack costs, now and then, against the liquid one."""
    solid, liquid = (partial(trail.answer, trail.outlooks[name]) for name in (SOLID, LIQUID))
    central, years = trail.outlooks[SOLID], trail.outlooks[SOLID].years
    end, at = len(years) - 1, len(trail.outlooks[LIQUID].years) - 1
    return [
        f"In {years[0]} a ", trail.assumption(central, "rated_energy"), " solid-state pack costs ",
        solid("pack_price"), "; by their own word it is ", _times(), " a liquid-electrolyte one, which then costs ",
        liquid("pack_price"), ". If their forecast holds, its price falls from ", solid("pack_unit_price"), " to ",
        solid("pack_unit_price", end), f" in {years[-1]}, ", solid("annual_decline"),
        " a year, and the pack then costs ",
        solid("pack_price", end), ", against ", liquid("pack_price", at), " for the liquid one.",
    ]  # fmt: skip


def _times() -> Cell:
    """Return how many times a liquid pack's price the document itself says a solid one's is."""
    figure = reader.figures()[MULTIPLE]
    return Cell(claim(figure), figure_anchor(MULTIPLE), str(figure))


def reach(trail: Trail) -> Sentence:
    """Return the second paragraph: how far the car goes, and what the forecast asks for."""
    solid, liquid = (partial(trail.answer, trail.outlooks[name]) for name in (SOLID, LIQUID))
    warm, cold = (trail.assumption(trail.outlooks[SOLID], f"{which}_temperature") for which in ("reference", "ambient"))
    return [
        "The stated car goes ", solid("driving_range"), " on it at ", warm, " and ", solid("cold_range"), " at ", cold,
        "; on the liquid pack ", liquid("driving_range"), " and ", liquid("cold_range"), ". The forecast asks for ",
        solid("required_learning_rate"), " off the cost with each doubling of what has been made, if ",
        solid("doublings"), " doublings come as assumed; at the learning rates assumed it would take ",
        solid("required_doublings"), " of them.",
    ]  # fmt: skip


def exchanged(outlook: Answers, rates: RateTable | None = None) -> Exchanged:
    """Return an outlook's costs in dollars, or in yuan where they are in dollars, of the same price year.

    Every price enters the second money from the one that it was stated in, by the study's own index and order.
    """
    currency, _, year = outlook.money.partition("_")
    other = f"{'CNY' if currency == 'USD' else 'USD'}_{year}"
    table = (rates or outlook.study.money.table).name
    try:
        second = outlook.in_money(other, rates=rates)
    except MoneyError as error:
        return Exchanged(None, other, f"No second money: {error}", table)
    names = [name for name in COSTS if name in second.results]
    ways = (second.study.money.entrance(money) for money in stated_moneys(second.study, *names))
    told = "; ".join(f"from {way.name[9:17]} times {way.factor:.4g}, {way.how}" for way in ways)
    return Exchanged(second, other, f"{other}: {told}", table)


def cost_table(trail: Trail, outlook: Answers, rates: RateTable | None = None) -> Table:
    """Return cost per energy and pack cost by year, in the outlook's money and in a second one."""
    second = exchanged(outlook, rates)
    shown = [outlook, second.outlook] if second.outlook else [outlook]
    columns = [Column(label(name), unit_of(one.results[name])) for one in shown for name in COSTS]
    rows = []
    for row, year in enumerate(outlook.years):
        cells = [trail.answer(one, name, row) for one in shown for name in COSTS]
        told = [cell._replace(title=f"{cell.title} In {second.note}.") for cell in cells[len(COSTS) :]]
        rows.append(Row(str(year), "", (*cells[: len(COSTS)], *told)))
    table = f" (table {second.rates})." if second.outlook else ""
    note = f"Median of the draws, below it the range that holds 90 % of them. {second.note}{table}"
    return Table(plain(outlook.title), "Year", tuple(columns), tuple(rows), note + _one_value(outlook))


def _one_value(outlook: Answers) -> str:
    """Return what to say where the last year has one value on every path."""
    low, high = (outlook.case("pack_unit_price", case).magnitude for case in ("low", "high"))
    meet = low[0] != high[0] and number(float(low[-1])) == number(float(high[-1]))
    return f" For {outlook.years[-1]} one cost is assumed, so the paths meet." if meet else ""


def summary(trail: Trail) -> Table:
    """Return the summary: pack cost at both ends, and range warm and cold, of the solid and the liquid pack."""
    pair = [trail.outlooks[name] for name in (SOLID, LIQUID)]
    last = len(pair[0].years) - 1
    asked = {
        f"Pack price {pair[0].years[0]}": ("pack_price", 0),
        f"Pack price {pair[0].years[-1]}": ("pack_price", last),
        _range_at(trail, pair[0], "driving_range"): ("driving_range", 0),
        _range_at(trail, pair[0], "cold_range"): ("cold_range", 0),
    }
    rows = []
    for head, what in asked.items():
        cells = tuple(trail.answer(outlook, *what)._replace(minor="") for outlook in pair)
        rows.append(Row(head, cells[0].unit, cells))
    energy = trail.assumption(pair[0], "rated_energy")
    return Table(
        f"{energy.text}\u00a0{energy.unit} pack, by the documents", "", (Column("Solid"), Column("Liquid")), tuple(rows)
    )


def _range_at(trail: Trail, outlook: Answers, name: str) -> str:
    """Return the name of a range with its temperature."""
    which = "reference_temperature" if name == "driving_range" else "ambient_temperature"
    told = trail.assumption(outlook, which)
    return f"Range at {told.text}\u00a0{told.unit}"


def pack_table(trail: Trail, outlooks: Sequence[Answers]) -> Table:
    """Return mass, volume and range, one column per outlook."""
    rows = []
    for name in PACK:
        cells = tuple(trail.answer(outlook, name) for outlook in outlooks)
        ranges = name in {"driving_range", "cold_range"}
        rows.append(Row(_range_at(trail, outlooks[0], name) if ranges else label(name), "", cells))
    columns = tuple(Column(plain(outlook.title)) for outlook in outlooks)
    return Table(
        "Mass, volume and range",
        "Answer",
        columns,
        tuple(rows),
        "Median of the draws, below it the range that holds 90 % of them.",
    )


def car(trail: Trail, outlooks: Sequence[Answers]) -> Table:
    """Return the stated car: what each range rests on."""
    rows = [Row(humanised(f), "", tuple(trail.assumption(o, f) for o in outlooks)) for f in CAR]
    note = (
        "No document states a consumption or a test cycle, so the car does not feel the mass of its pack: at the "
        "reference temperature packs of one usable energy go one distance. Heating counts in the cold only."
    )
    columns = tuple(Column(plain(outlook.title)) for outlook in outlooks)
    return Table("The stated car", "Assumption", columns, tuple(rows), note)


def needs_table(trail: Trail) -> Table:
    """Return what each study's price asks for: decline, doublings and learning rate."""
    priced = [one for one in trail.outlooks.values() if "pack_unit_price" in one.results]
    units = " or ".join(dict.fromkeys(unit_of(outlook.results["pack_unit_price"]) for outlook in priced))
    columns = [Column("Price at the start", units), Column("Price at the end", units)]
    columns += [Column(label(name), said(name, "").unit) for name in NEEDS]
    rows = []
    for outlook in (one for one in trail.outlooks.values() if "required_doublings" in one.results):
        costs = [trail.answer(outlook, "pack_unit_price", row) for row in (0, len(outlook.years) - 1)]
        years = f"{outlook.name}, {outlook.years[0]} to {outlook.years[-1]}"
        cells = (*costs, *(trail.answer(outlook, name) for name in NEEDS))
        rows.append(Row(plain(outlook.title), plain(years), cells))
    note = (
        "Learning rate needed: to reach the end cost with the doublings expected. Doublings needed: to reach it at the "
        "learning rates assumed. Where the doublings needed exceed those expected, the cost is not reached."
    )
    return Table("What each study asks for", "Study", tuple(columns), tuple(rows), note)


@dataclass(frozen=True)
class Card:
    """One worked relation with its values in the units people say them in."""

    relation: Relation
    equation: str
    anchor: str
    values: tuple[tuple[str, Cell], ...]
    order: str
    figures: tuple[Cell, ...]
    assumptions: tuple[Cell, ...]


_LABELS = {
    "pack_cost_low": "Pack cost at the low end", "pack_cost_high": "Pack cost at the high end",
    "least_cost": "Least cost that pays the material", "over_low_end": "That cost over the printed low end",
    "total_decline_low": "Total decline from the low end", "total_decline_high": "Total decline from the high end",
    "factor_low": "Factor from the low end", "factor_high": "Factor from the high end",
    "annual_decline_low": "Annual decline from the low end", "annual_decline_high": "Annual decline from the high end",
    "pack_cost_today_low": "Pack cost today at the low end", "pack_cost_today_high": "Pack cost today at the high end",
    "pack_cost_then": "Pack cost at the forecast", "energy": "Pack energy for the range, all of it usable",
    "cells_volume": "Cell volume at 800 Wh/L", "needed_consumption": "Consumption with the 100 kWh pack",
    "miss_factor": "Lowest consumption assumed over that",
    "energy_printed": "Energy, range as printed", "energy_window": "Energy, read as 10 to 80 %",
    "power_printed": "Mean power, range as printed", "power_window": "Mean power, read as 10 to 80 %",
    "current_printed": "Current, range as printed", "current_window": "Current, read as 10 to 80 %",
    "most_consumption_printed": "Most consumption at 1,000 A, as printed",
    "most_consumption_window": "Most consumption at 1,000 A, 10 to 80 %",
    "most_ratio_perfect_cell": "Most consumption ratio, perfect cell",
    "most_ratio_at_bound": "Most consumption ratio, capacity at its bound",
    "air_density_ratio": "Air density, cold over warm", "heating_alone_ratio": "Consumption ratio, heating alone",
    "range_retention_heating_alone": "Range kept, heating alone", "range_kept": "Range kept as claimed",
    "most_heater_power": "Most heater power, perfect cell",
} | {f"cell_mass_{g}": f"Cell mass at {g} Wh/kg" for g in (250, 300, 400, 600)}  # fmt: skip


def cards(trail: Trail) -> list[Card]:
    """Return the worked relations."""
    consumption = trail.assumption(trail.outlooks[SOLID], "battery_consumption")
    listed = []
    for relation in worked_relations().values():
        anchor = f"rests-{relation.id}"
        sizes = {int(np.size(value.magnitude)) for value in relation.values.values()}
        order = next((words for size, words in _ORDERS.items() if size in sizes), "")
        values = tuple(
            (_LABELS.get(name, humanised(name)), _value(name, value, anchor)) for name, value in relation.values.items()
        )
        figures = tuple(map(_claim, map(reader.figures().__getitem__, relation.rests_on)))
        assumed = (consumption,) if 3 in sizes else ()
        listed.append(Card(relation, typeset(relation.equation), anchor, values, order, figures, assumed))
    return listed


# How many values a relation works out at once says what for.
_ORDERS = {3: "low, central and high consumption", 2: "5 and 5.7 years"}


def _value(name: str, value: Any, anchor: str) -> Cell:
    """Return a relation's value; several stand for the consumptions or the numbers of years tried."""
    how = said("total_decline" if "decline" in name else name, unit_of(value))
    numbers = [number(one) for one in how.values(np.atleast_1d(value.magnitude))]
    return Cell(
        " / ".join(numbers),
        anchor,
        f"{humanised(name)}, computed from the figures and assumptions listed below",
        "",
        how.unit,
    )


@dataclass(frozen=True)
class Named:
    """One named system: what it claims, and what that implies."""

    row: Implied
    claims: tuple[Cell, ...]
    cells: tuple[Cell, ...]


def named_systems() -> list[Named]:
    """Return the systems with figures, in the order of their ids."""
    return [Named(row, tuple(map(_claim, row.figures)), tuple(_implied(row))) for row in implied_by_systems()]


def _claim(figure: Figure) -> Cell:
    return Cell(claim(figure), figure_anchor(figure.id), str(figure), topic(figure))


def _implied(row: Implied) -> Iterator[Cell]:
    for field, (head, unit, function) in IMPLIED.items():
        interval: Interval | None = getattr(row, field)
        if interval is None or interval.low is interval.high is None:
            yield nothing(f"{head}: no bound follows from the figures")
        else:
            assumed = [name for name in row.assumed if name in ASSUMED_FOR.get(field, FOR_ENERGY)]
            told = f"{head} by {function.__name__} from {', '.join((*row.rests_on, *assumed))}"
            mark = "*" if set(assumed) - set(FOR_ENERGY) else ""
            yield Cell(interval.text(unit) + mark, f"implied-{field.replace('_', '-')}", told, "", unit)


@dataclass(frozen=True)
class Reason:
    """How an answer is computed: in words, as an equation, and for each group of studies that agree on it."""

    name: str
    label: str
    words: str
    formula: str
    groups: tuple[tuple[Why, ...], ...]


def reasons(trail: Trail) -> list[Reason]:
    """Return how each answer is computed, in the order of the outlook."""
    listed = []
    for name in dict.fromkeys(name for outlook in trail.outlooks.values() for name in outlook.results):
        shown = [outlook for outlook in trail.outlooks.values() if name in outlook.results]
        told = equation(shown[0].function(name))
        groups: dict[Any, list[Why]] = {}
        for outlook in shown:
            why = trail.why(outlook, name)
            groups.setdefault(why.printed, []).append(why)
        agreed = tuple(map(tuple, groups.values()))
        listed.append(Reason(name, label(name), told.words, mathematics(told.latex), agreed))
    return listed


def implied_reasons(trail: Trail) -> list[tuple[str, str, str, str, tuple[Cell, ...]]]:
    """Return how each implied value of a system is computed: anchor, label, words, equation, what it rests on."""
    central = trail.outlooks[SOLID]
    consumption, share, *others = (trail.assumption(central, field) for field in ASSUMED_FOR["cells_mass"])
    rests = {
        "pack_energy": (consumption, share),
        "cells_mass": (consumption, share, *others),
        "charging_power": (consumption,),
        "price_today": (figure_cell("004/battery-cost-2025"),),
        "price_then": (figure_cell("004/battery-cost-2030"),),
    }
    listed = []
    for field, (head, _, function) in IMPLIED.items():
        told = equation(function)
        anchor = f"implied-{field.replace('_', '-')}"
        listed.append((anchor, head, told.words, mathematics(told.latex), rests.get(field, ())))
    return listed


@dataclass(frozen=True)
class Said:
    """One figure as the list of figures shows it."""

    figure: Figure
    anchor: str
    quantity: str
    claim: str
    circumstances: str
    conflicts: tuple[Cell, ...]


def documents() -> list[tuple[Any, list[Said]]]:
    """Return each document with its figures, in the order of the text."""
    heads = {sheet.document.id: sheet.document for sheet in reader.sheets()}
    figures: Iterable[Figure] = reader.figures().values()
    return [
        (heads[name], list(map(_said, group))) for name, group in groupby(figures, key=lambda figure: figure.document)
    ]


def _said(figure: Figure) -> Said:
    told = (humanised(figure.quantity), claim(figure), circumstances(figure))
    return Said(figure, figure_anchor(figure.id), *told, tuple(map(figure_cell, figure.conflicts)))
