"""A study's answers as tables and charts want them: by year and case, with what each rests on.

Tables, charts and the page read this and nothing else of a study, so that whatever a study is made of is shown alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..core.graph import taken
from ..core.labelled import Labelled
from ..core.own import AS_STATED
from ..core.terms import term
from ..ground.spelling import is_money
from ..ground.units import make
from ..study.composition import CASE, YEAR
from ..study.flags import Flag
from ..study.moneys import in_other_money
from ..study.results import Results
from ..study.said import Stated, stated
from ..study.study import Study

CASES = ("low", "central", "high")
QUANTILES = {"5 %": 0.05, "median": 0.5, "95 %": 0.95}
DRAWN = 2**14  # cases behind every band that is printed
# What a reader calls an answer; the glossary's meaning where nothing shorter stands here.
LABELS = {
    "annual_decline": "Annual decline of the price",
    "pack_unit_price": "Price per energy",
    "pack_price": "Pack price",
    "base_pack_unit_price": "Price per energy today",
    "base_pack_price": "Pack price today",
    "doublings": "Doublings of experience expected",
    "required_learning_rate": "Learning rate needed",
    "required_doublings": "Doublings needed",
    "cell_density": "Cell density",
    "cells_mass": "Mass of the cells",
    "cells_volume": "Volume of the cells",
    "pack_mass": "Pack mass",
    "pack_volume": "Pack volume",
    "usable_energy": "Usable energy",
    "driving_range": "Range at the reference temperature",
    "drag_ratio": "Air density, cold over reference",
    "drive_ratio": "Driving energy, cold over reference",
    "consumption_ratio": "Consumption, cold over reference",
    "cold_consumption": "Consumption in the cold",
    "range_retention": "Range retention in the cold",
    "cold_range": "Range in the cold",
}


def label(name: str) -> str:
    """Return what a reader calls a name.

    >>> label("cold_range"), label("separator_thickness")
    ('Range in the cold', 'Thickness of what lies between the electrodes')
    """
    row = term(name)
    meaning = row.meaning if row else name.replace("_", " ")
    return LABELS.get(name, meaning[:1].upper() + meaning[1:])


@dataclass(frozen=True, eq=False)
class Answers:
    """The answers of one study, each of shape (years,) or (years, cases)."""

    study: Study

    @cached_property
    def found(self) -> Results:
        """The study's results; where an input has a spread, the median of draws and the ends that hold 90 % of them."""
        return _found(self.study, self.study.answers)

    @property
    def name(self) -> str:
        """The study's name."""
        return self.study.name

    @property
    def title(self) -> str:
        """The study's title, or its name."""
        return self.study.title or self.study.name

    @property
    def years(self) -> tuple[int, ...]:
        """The years asked for."""
        return self.study.years

    @property
    def cases(self) -> tuple[str, ...]:
        """Low, central and high (5 %, median and 95 % of the draws) where an input has a spread."""
        return CASES if any(CASE in one.dims for one in self.found.values()) else ("central",)

    @cached_property
    def results(self) -> Mapping[str, Any]:
        """Every answer by name, along years and cases; those with further axes at their first label."""
        return {name: self._by_year(one) for name, one in self.found.items()}

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What to know of the answers shown, at the first label of each further axis."""
        first = {axis: labels[0] for axis, labels in self.found.axes.items() if axis not in (YEAR, CASE)}
        return self.found.sel(**first).flags

    def _by_year(self, one: Labelled) -> Any:
        for axis in one.dims:
            if axis not in (YEAR, CASE):
                one = one.sel(**{axis: one.labels[axis][0]})
        value = np.asarray(one.magnitude, float)
        value = value if YEAR in one.dims else value[..., None]
        value = value if CASE in one.dims else value[None]
        shape = (len(CASES) if len(self.cases) > 1 else 1, len(self.years))
        table = np.broadcast_to(value, shape).T
        return make((table if len(self.cases) > 1 else table[:, 0]).copy(), tuple(one.value.unit_items()))

    def case(self, name: str, case: str) -> Any:
        """Return one answer's column of one case, shape (years,); without spreads every case is the central one."""
        quantity: Any = self.results[name]
        return quantity if len(self.cases) == 1 else quantity[:, self.cases.index(case)]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names that are stated, in the study's order."""
        made = self.study.composition
        return tuple(name for name in made.said if made.by.get(name))

    def said(self, name: str) -> Stated:
        """Return a stated name as a page shows it.

        Raises
        ------
        StudyError
            If the study does not state it.
        """
        return stated(self.study, name)

    def function(self, name: str) -> Any:
        """Return the model function that computes an answer."""
        return self.study.composition.graph.suppliers[name].function

    def inputs(self, name: str) -> dict[str, str]:
        """Return what each argument of an answer's function is taken from."""
        one = self.study.composition.graph.suppliers[name]
        return {slot.name: said for said, slot in taken(one).items()}

    def rests_on(self, name: str) -> tuple[list[str], list[str]]:
        """Return the stated names and the figures behind one answer."""
        made = self.study.composition
        behind = (each.removesuffix(AS_STATED) for each in made.graph.behind(name))
        names = [each for each in dict.fromkeys(behind) if each in made.said]
        figures = dict.fromkeys(figure for each in names for figure in self.said(each).rests_on)
        return names, list(figures)

    def in_money(self, to: str, **how: Any) -> "Answers":
        """Return the answers of the study in another money; see :meth:`Results.in_money`."""
        return Answers(in_other_money(self.study, to, **how))

    @property
    def money(self) -> str:
        """The money of the answers."""
        names = (name for one in self.found.values() for name, _ in one.value.unit_items())
        return next((name for name in names if is_money(name)), self.study.money.unit)


class Drawn(Results):
    """Results along the quantiles of draws; in another money they are drawn again."""

    def _again(self, study: Any, names: tuple[str, ...]) -> Mapping[str, Labelled]:
        return {name: self._picked(one, self._at) for name, one in _found(study, names).items()}


def _found(study: Study, names: tuple[str, ...]) -> Results:
    """Return answers of a study: quantiles of draws where an input behind them has a spread."""
    if not study.composition.spreads_behind(names):
        return study.run(*names)
    spread = study.propagate(n=DRAWN, outputs=names)
    return Drawn(study, {name: _quantiles(spread, name) for name in names})


def _quantiles(spread: Any, name: str) -> Labelled:
    """Return 5 %, median and 95 % of an answer along the axis of cases; one value where it does not vary."""
    found = [_labelled(spread[name].quantile(share), name) for share in QUANTILES.values()]
    values = np.stack([np.asarray(one.magnitude, float) for one in found])
    first = found[0]
    if (values == values[0]).all():
        return first
    units = tuple(first.value.unit_items())
    return Labelled(
        make(values, units), (CASE, *first.dims), {CASE: tuple(QUANTILES), **first.labels}, first.units, name
    )


def _labelled(quantity: Any, name: str) -> Labelled:
    return quantity if isinstance(quantity, Labelled) else Labelled(quantity, name=name)
