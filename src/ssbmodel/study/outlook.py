"""A scenario's answers year by year: a column of plain calls of model functions."""

import itertools
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from ..ground.door import Door
from ..ground.errors import ScenarioError, did_you_mean, short
from ..ground.quantities import Quantity
from ..ground.units import Q, make
from ..models.battery.cell import cell_density, cells_mass, cells_volume
from ..models.battery.pack import pack_mass, pack_volume, usable_energy
from ..models.economics.cost import pack_cost
from ..models.economics.decline import (
    annual_decline,
    cost_at_rate,
    effective_doublings,
    required_doublings,
    required_learning_rate,
)
from ..models.vehicle.driving import (
    air_density_ratio,
    cold_consumption,
    consumption_ratio,
    drive_ratio,
    driving_range,
    range_retention,
)
from .fields import FIELDS
from .scenario import Scenario

MOST_YEARS = 200


class Line(NamedTuple):
    """One answer: its name, what a reader calls it, the function and where each argument comes from."""

    name: str
    label: str
    function: Door[..., Any]
    inputs: dict[str, str]


def _line(name: str, label: str, function: Door[..., Any], **renamed: str) -> Line:
    """Take each argument from the field or line of its own name, unless renamed."""
    return Line(name, label, function, {p: renamed.get(p, p) for p in function.units if p != "return"})


LINES: tuple[Line, ...] = (
    _line("annual_decline", "Annual decline of the cost", annual_decline, steps="span"),
    _line("unit_cost", "Cost per energy", cost_at_rate, steps="elapsed"),
    _line("pack_cost", "Pack cost", pack_cost),
    _line("doublings", "Doublings of experience expected", effective_doublings),
    _line("required_learning_rate", "Learning rate needed", required_learning_rate),
    _line("required_doublings", "Doublings needed", required_doublings),
    _line("cell_density", "Cell density", cell_density),
    _line("cells_mass", "Cell mass", cells_mass),
    _line("cells_volume", "Cell volume", cells_volume),
    _line("pack_mass", "Pack mass", pack_mass),
    _line("pack_volume", "Pack volume", pack_volume),
    _line("usable_energy", "Usable energy", usable_energy),
    _line(
        "range_warm",
        "Range at the reference temperature",
        driving_range,
        capacity_retention="reference_capacity_retention",
    ),
    _line("drag_ratio", "Air density, cold over reference", air_density_ratio),
    _line("drive_ratio", "Driving energy, cold over reference", drive_ratio),
    _line("consumption_ratio", "Consumption, cold over reference", consumption_ratio),
    _line("cold_consumption", "Consumption in the cold", cold_consumption),
    _line("range_retention", "Range retention in the cold", range_retention),
    _line("range_cold", "Range in the cold", driving_range, battery_consumption="cold_consumption"),
)
BY_NAME = {line.name: line for line in LINES}


@dataclass(frozen=True)
class Outlook:
    """The answers of one scenario; each is an attribute, a quantity of shape (years,) or (years, cases).

    The cases are low, central and high: the least and the greatest answer over all ends of the assumptions' spreads,
    and the answer at their central values. A scenario without spreads has the central case alone.
    """

    scenario: Scenario
    years: tuple[int, ...]
    cases: tuple[str, ...]
    results: Mapping[str, Quantity]

    def __getattr__(self, name: str) -> Quantity:
        if name.startswith("_") or "results" not in self.__dict__:
            raise AttributeError(name)
        if name not in self.results:
            raise ScenarioError(f"no answer called {name!r}.{did_you_mean(name, self.results)}")
        return self.results[name]

    def case(self, name: str, case: str) -> Any:
        """Return one answer's column of one case, shape (years,); without spreads every case is the central one."""
        quantity: Any = getattr(self, name)
        return quantity if len(self.cases) == 1 else quantity[:, self.cases.index(case)]

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record per year and answer, with its case values, unit and what it rests on."""
        from .export import records

        return records(self)

    def to_csv(self) -> str:
        """Return the records as CSV text; cells that a spreadsheet would run as a formula are neutralised."""
        from .export import csv_text

        return csv_text(self.to_records())

    def to_json(self) -> str:
        """Return answers, assumptions and figures as JSON text."""
        from .export import json_text

        return json_text(self)

    def to_frame(self) -> Any:
        """Return the records as a pandas data frame (extra ``frames``)."""
        from .export import frame

        return frame(self.to_records())

    def in_money(self, to: str, *, rates: Any, index: Any = "gdp_deflator", order: Any = None) -> "Outlook":
        """Return the outlook with every amount of money exchanged; see :func:`ssbmodel.exchange` for the choices."""
        from ..sheets.money import exchange
        from .export import has_money

        how: Any = {"to": to, "rates": rates, "index": index, "order": order}
        new = {n: exchange(q, **how) if has_money(q) else q for n, q in self.results.items()}
        return Outlook(self.scenario, self.years, self.cases, MappingProxyType(new))

    def explain(self, field: str) -> Any:
        """Return where an answer or an input comes from."""
        return self.scenario.explain(field)


def outlook(scenario: Scenario, years: Any = None) -> Outlook:
    """Return a scenario's answers for each year.

    Raises
    ------
    ScenarioError
        If a year lies before the scenario's start or after its end.
    """
    first, last = (int(scenario[field].ends.central) for field in ("start_year", "end_year"))
    chosen = chosen_years(range(first, last + 1) if years is None else years, first, last)
    varied = [a.field for a in scenario.assumptions if a.spread is not None]
    values: dict[str, Any] = {field: _column(scenario, field, varied) for field in FIELDS}
    values["span"] = values["end_year"] - values["start_year"]
    values["elapsed"] = Q(np.asarray(chosen, float)[:, None], "") - values["start_year"]
    answer(values)
    results = {line.name: _cases(values[line.name], len(chosen), bool(varied)) for line in LINES}
    return Outlook(scenario, chosen, ("low", "central", "high") if varied else ("central",), MappingProxyType(results))


def answer(values: dict[str, Any], lines: tuple[Line, ...] = LINES, *, plain: bool = False) -> None:
    """Add the answer of each line to the values it draws on: quantities, or plain arrays in the declared units."""
    for line in lines:
        function = line.function.kernel if plain else line.function
        values[line.name] = function(**{p: values[source] for p, source in line.inputs.items()})


def chosen_years(years: Any, first: int, last: int) -> tuple[int, ...]:
    """Return the years asked for, or refuse those that the scenario does not span."""
    try:
        given = [years] if isinstance(years, (int, np.integer)) else years
        chosen = tuple(operator.index(year) for year in itertools.islice(given, MOST_YEARS + 1))
    except (TypeError, ValueError):
        raise ScenarioError(
            f"years={short(years)}. Expected whole years; write outlook(range({first}, {last + 1}))."
        ) from None
    outside = [year for year in chosen if not first <= year <= last]
    if outside or not chosen or len(chosen) > MOST_YEARS:
        raise ScenarioError(
            f"years={(outside or list(chosen))[:3]}. Expected years from {first} to {last}, which the scenario spans; "
            "another end_year=... extends it."
        )
    return chosen


def _column(scenario: Scenario, field: str, varied: list[str]) -> Any:
    """Return one field over the central case and all combinations of ends, shape (1, columns)."""
    low, central, high = scenario[field].ends
    column = [central]
    if varied:
        picks = itertools.product((0, 1), repeat=len(varied))
        place = varied.index(field) if field in varied else -1
        column += [(low, high)[pick[place]] if place >= 0 else central for pick in picks]
    return Q(np.asarray([column], float), scenario[field].unit)


def _cases(quantity: Any, years: int, varied: bool) -> Any:
    """Return least, central and greatest column, shape (years, 3), or the one column, shape (years,)."""
    columns = np.broadcast_to(quantity.magnitude, (years, quantity.magnitude.shape[-1]))
    units = tuple(quantity.unit_items())
    if not varied:
        return make(columns[:, 0].copy(), units)
    return make(np.stack([columns.min(axis=1), columns[:, 0], columns.max(axis=1)], axis=1), units)


def sources_of(name: str) -> Iterator[str]:
    """Yield the fields that an answer or an input rests on, each once, in the scenario's order."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in FIELDS:
            found.add(current)
        waiting += _INSIDE.get(current, BY_NAME[current].inputs.values() if current in BY_NAME else ())
    yield from (field for field in FIELDS if field in found)


_INSIDE: dict[str, tuple[str, ...]] = {
    "span": ("start_year", "end_year"),
    "elapsed": ("start_year",),
}
