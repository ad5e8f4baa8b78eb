"""The answers of a study: labelled quantities by name, and the ways out of the library."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from ..core.labelled import Labelled, label_text
from ..ground.errors import StudyError, did_you_mean, short
from ..ground.spelling import is_money
from ..sheets.money import Index, Order
from .flags import Flag, flags_of

MOST_SHOWN, MOST_FLAGS = 19, 4  # lines
_LAST_DIGITS = 1e-12  # a price that is led to a target meets it but for its last digits


class Results(Mapping[str, Labelled]):
    """Answers by name, each a labelled quantity; also as attributes.

    ``results.cold_range`` and ``results["cold_range"]`` are the same. Axes that an answer does not depend on are not
    there: a mass has no year.
    """

    def __init__(self, study: Any, found: Mapping[str, Labelled], at: Mapping[str, Any] | None = None) -> None:
        self.study, self._found, self._at = study, dict(found), dict(at or {})

    def __getitem__(self, name: str) -> Labelled:
        if not isinstance(name, str) or name not in self._found:
            told = f"no answer called {short(name)} here.{did_you_mean(name, self._found)}"
            raise StudyError(f"{told} Ask for it: study.run({short(name)}).")
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Results):
            return NotImplemented
        return bool(self.study == other.study and self._found == other._found)

    def __hash__(self) -> int:
        return hash(tuple(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def __getattr__(self, name: str) -> Labelled:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._found:
            raise AttributeError(f"no answer called {name!r} here.{did_you_mean(name, self._found)}")
        return self._found[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._found]

    @property
    def axes(self) -> dict[str, tuple[Any, ...]]:
        """Labels of every axis that an answer carries."""
        return {axis: one.labels[axis] for one in self._found.values() for axis in one.dims}

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What to know of answers that stand outside what their models were made for, and at which labels.

        >>> from ssbmodel import Study
        >>> print(*Study.named("documents-central").run("pack_mass").flags) or None
        <BLANKLINE>
        """
        return flags_of(self.study, self, self._at)

    def run(self, *names: str) -> "Results":
        """Return other answers of the same study, at the labels that were picked.

        >>> from ssbmodel import cell_design
        >>> coating = cell_design("oxide-nmc-li").run("positive_coating").positive_coating
        >>> print(round(float(coating.m_as("um")), 1))
        69.5
        """
        return type(self)(self.study, self._again(self.study, names), self._at)

    def explain(self, name: str, /, **where: Any) -> Any:
        """Return where an answer comes from; see :meth:`Study.explain`."""
        axis = getattr(self.study, "axis", None)
        if axis is not None and axis not in where:
            label = next(iter(self.study.studies))
            raise StudyError(f"explain asks one study. Say which: results.explain({name!r}, {axis}={label!r}).")
        if axis is not None:
            return self.study[where.pop(axis)].explain(name, **where)
        return self.study.explain(name, **where)

    def sel(self, **labels: Any) -> "Results":
        """Return the answers at labels; those that do not carry an axis stay as they are."""
        known = self.axes
        wrong = [axis for axis in labels if axis not in known]
        if wrong:
            told = f"no answer has an axis {wrong[0]!r}.{did_you_mean(wrong[0], known)}"
            raise StudyError(f"{told} There are: {', '.join(known) or 'none'}.")
        picked = {name: self._picked(one, labels) for name, one in self._found.items()}
        axis = getattr(self.study, "axis", None)
        at = {other: label for other, label in (self._at | labels).items() if other != axis}
        return type(self)(self.study[labels[axis]] if axis in labels else self.study, picked, at)

    @staticmethod
    def _picked(one: Labelled, labels: Mapping[str, Any]) -> Labelled:
        return one.sel(**{axis: label for axis, label in labels.items() if axis in one.dims})

    def first_year(self, name: str, *, at_or_below: str) -> Any:
        """Return the first year in which an answer is at or below another, nan where there is none.

        Parameters
        ----------
        name : an answer with an axis of years
        at_or_below : the answer it is held against

        Returns
        -------
        array or number, shape of the other axes
        """
        one, other = self[name], self[at_or_below]
        if "year" not in one.dims:
            raise StudyError(f"{name} has no years. Expected an answer that declines.")
        values = np.moveaxis(np.asarray(one.magnitude), one.dims.index("year"), -1)
        limits = np.asarray(other.m_as(one.unit))
        limits = np.moveaxis(limits, other.dims.index("year"), -1) if "year" in other.dims else limits[..., None]
        reached = values <= limits + _LAST_DIGITS * np.abs(limits)
        years = np.asarray(one.labels["year"], float)
        return np.where(reached.any(-1), years[reached.argmax(-1)], np.nan)[()]

    def in_money(
        self, to: str, *, rates: Any = None, index: Index | None = None, order: Order | None = None
    ) -> "Results":
        """Return the same answers of the same study in another money.

        Every price enters at the money it was stated in, so that these are the answers of
        ``study.replace(money=Money(to, ...))``; they differ from this money's answers exchanged afterwards, as each
        price then passes through two exchanges.

        Parameters
        ----------
        to : currency and price year, such as ``"USD_2025"``
        rates, index, order : as in :class:`ssbmodel.Money`; the study's own where not said

        Returns
        -------
        Results
            Of the study in that money. Answers without money are the same.

        Raises
        ------
        MoneyError
            If that is no money with a price year, the table lacks a year, or the study states a factor into its money.

        Examples
        --------
        >>> from ssbmodel import Study
        >>> found = Study.named("sulfide-in-et7").run("base_pack_unit_price")
        >>> print(f"{found.in_money('USD_2025').base_pack_unit_price.m_as('USD_2025/kWh'):.1f}")
        228.0
        """
        from .moneys import in_other_money

        study = in_other_money(self.study, to, rates=rates, index=index, order=order)
        names = tuple(name for name, one in self._found.items() if has_money(one))
        found = {**self._found, **(self._again(study, names) if names else {})}
        return type(self)(study, {name: found[name] for name in self._found}, self._at)

    def _again(self, study: Any, names: tuple[str, ...]) -> Mapping[str, Labelled]:
        """Return answers of a study at the same labels."""
        found = study.run(*names)
        return {name: self._picked(one, self._at) for name, one in found.items()}

    # exports

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record per value: its name, what it means, its labels, value and unit."""
        from .files.exports import records

        return records(self)

    def to_csv(self) -> str:
        """Return the records as CSV text; cells that a spreadsheet would run as a formula are neutralised."""
        from .files.exports import csv_text

        return csv_text(self.to_records())

    def to_json(self) -> str:
        """Return answers, assumptions and figures as JSON text."""
        from .files.exports import json_text

        return json_text(self)

    def to_frame(self) -> Any:
        """Return the records as a pandas data frame (extra ``frames``)."""
        from .files.exports import frame

        return frame(self.to_records())

    def to_xarray(self) -> Any:
        """Return the answers as an xarray dataset, units as attributes (extra ``frames``)."""
        from .files.exports import dataset

        return dataset(self)

    def __repr__(self) -> str:
        lines = _at_most(MOST_SHOWN, [f"  {row}" for row in _rows(self._found)])
        flags = _at_most(MOST_FLAGS, [f"  {flag}" for flag in self.flags])
        return "\n".join([f"<Results of {getattr(self.study, 'name', self.study)!r}>", *lines, *flags])

    def _repr_html_(self) -> str:
        from html import escape

        cells = (row.split("  ") for row in _rows(self._found))
        rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row if c) + "</tr>" for row in cells)
        flags = "".join(f"<p>{escape(str(flag))}</p>" for flag in self.flags)
        return f"<table><caption>{escape(str(getattr(self.study, 'name', '')))}</caption>{rows}</table>{flags}"


def _at_most(most: int, lines: list[str]) -> list[str]:
    """Return lines, those beyond some as one that counts them."""
    return [*lines[:most], f"  ... and {len(lines) - most} more"] if len(lines) > most else lines


def has_money(one: Labelled) -> bool:
    """Return whether an answer's unit holds a money."""
    return any(is_money(name) for name, _ in one.value.unit_items())


def _rows(found: Mapping[str, Labelled]) -> list[str]:
    width = max((len(name) for name in found), default=0)
    return [f"{name:{width}}  {_summary(one)}" for name, one in found.items()]


def _summary(one: Labelled) -> str:
    """Return an answer on one line: its value, or its ends along the axes."""
    values = np.asarray(one.magnitude, float)
    if not one.dims:
        return f"{values:.5g} {one.unit}".rstrip()
    axes = ", ".join(f"{axis} {_span(one, axis)}" for axis in one.dims)
    return f"{values.min():.5g} to {values.max():.5g} {one.unit}".rstrip() + f"  ({axes})"


def _span(one: Labelled, axis: str) -> str:
    labels = one.labels.get(axis, ())
    shown = [label_text(label, one.units.get(axis, "")) for label in (labels[0], labels[-1])] if labels else ["", ""]
    return f"{shown[0]} to {shown[1]}" if len(labels) > 1 else shown[0]
