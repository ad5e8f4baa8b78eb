"""A scenario: one battery, one car and one cost path, every value of them an assumption with a source or a reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import field_validator, model_validator

from ..documents.toml import toml_text
from ..ground.errors import ScenarioError, SsbError, did_you_mean, short
from ..ground.quantities import declared
from ..ground.records import Assumption, Record
from ..ground.spelling import read_unit
from ..ground.units import Q, converter
from ..presets.loader import preset
from ..sheets import reader
from ..sheets.figure import Figure
from .fields import FIELDS, FieldSpec, resolved

MOST_SPREADS = 12
_TODAY = "Neither is ever today's value; rest it on a measured or reported figure, or on a published source."


class Scenario(Record):
    """A frozen, complete and checked set of assumptions.

    ``battery`` is ``"solid"`` or ``"liquid"``; ``assumptions`` hold one entry per field. Make one from a name, a file
    or another scenario:

    >>> Scenario.named("documents-central").replace(rated_energy="80 kWh").title
    'Solid-state pack, central path of the documents'
    """

    name: str
    title: str
    battery: Literal["solid", "liquid"]
    assumptions: tuple[Assumption, ...]

    @field_validator("assumptions", mode="after")
    @classmethod
    def _read_figures(cls, assumptions: tuple[Assumption, ...]) -> tuple[Assumption, ...]:
        known = reader.figures()
        missing = [(a.field, name) for a in assumptions for name in a.rests_on if name not in known]
        if missing:
            told = (
                f"assumption {field!r} rests on {name!r}, which is no figure.{did_you_mean(name, known)}"
                for field, name in missing
            )
            raise ScenarioError("\n".join(told))
        return tuple(resolved(assumption, known) for assumption in assumptions)

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        problems = [*_names(self.assumptions), *_contents(self.assumptions)]
        if problems:
            raise ScenarioError("\n".join(problems))
        first, last = (self[field] for field in ("start_year", "end_year"))
        for year in (first, last):
            if year.spread is not None or year.value != int(year.ends.central):
                raise ScenarioError(f"{year.field}={year.ends.central:g}. Expected one whole year, without a spread.")
        if last.ends.central <= first.ends.central:
            raise ScenarioError("end_year is not after start_year. Write a later end_year.")
        return self

    def __getitem__(self, field: str) -> Assumption:
        """Return the assumption of one field."""
        for assumption in self.assumptions:
            if assumption.field == field:
                return assumption
        near = did_you_mean(field, FIELDS) or f" Expected one of {', '.join(FIELDS)}."
        raise ScenarioError(f"no assumption called {field!r}.{near}")

    @classmethod
    def named(cls, name: str) -> Self:
        """Return one of the library's own scenarios; :meth:`names` lists them."""
        return cls(**_named(name))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the library's own scenarios."""
        return tuple(entry["name"] for entry in preset("scenarios.toml")["scenario"])

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a scenario from TOML text as :meth:`to_toml` writes it; anything unknown in it is refused."""
        return cls._from_tables(reader.parse_toml(text.encode(), "scenario text", ScenarioError))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a scenario from a TOML file."""
        return cls._from_tables(reader.read_toml(path, ScenarioError))

    @classmethod
    def _from_tables(cls, tables: dict[str, Any]) -> Self:
        unknown = sorted(set(tables) - {"scenario", "assumption"})
        if unknown:
            raise ScenarioError(f"unknown table {unknown[0]!r}.{did_you_mean(unknown[0], ['scenario', 'assumption'])}")
        head = tables.get("scenario")
        if not isinstance(head, dict):
            raise ScenarioError("table [scenario] is missing. Write [scenario] with name, title and battery.")
        return cls(**{**head, "assumptions": tables.get("assumption", [])})

    def to_toml(self) -> str:
        """Return the scenario as TOML, to edit and read back with :meth:`from_toml`."""
        head = {"name": self.name, "title": self.title, "battery": self.battery}
        tables = [("[scenario]", head), *(("[[assumption]]", _written(a)) for a in self.assumptions)]
        return toml_text(tables)

    def replace(self, *, name: str | None = None, title: str | None = None, **values: Any) -> Self:
        """Return a copy with other values: quantities, text such as ``"80 kWh"``, or whole assumptions.

        Raises
        ------
        ScenarioError
            If a field is unknown, a value does not fit it, or the air temperature changes without the values that
            hold at that temperature alone.
        """
        for field in values:
            self[field]
        cold = [field for field, spec in FIELDS.items() if spec.cold and field not in values]
        if "ambient_temperature" in values and cold:
            raise ScenarioError(
                f"ambient_temperature is replaced, but {', '.join(cold)} hold at the old one alone. "
                f"Write them too: {', '.join(f'{field}=...' for field in cold)}."
            )
        new = [_chosen(a.field, values[a.field]) if a.field in values else a for a in self.assumptions]
        return type(self)(
            name=name or self.name, title=title or self.title, battery=self.battery, assumptions=tuple(new)
        )

    def outlook(self, years: Any = None) -> Any:
        """Return the answers for each year; by default from the start year to the end year.

        Returns
        -------
        Outlook
        """
        from .outlook import outlook

        return outlook(self, years)

    def explain(self, field: str) -> Any:
        """Return where an input or an answer comes from: formula, assumptions, figures.

        Returns
        -------
        Explanation
        """
        from .explain import explain

        return explain(self, field)


def _chosen(field: str, value: Any) -> Assumption:
    """Return a user's value as an assumption."""
    if isinstance(value, Assumption):
        return value
    unit = declared(FIELDS[field].word)[0]  # type: ignore[index]
    refused = f"{field}={short(value)} does not fit. Expected one value in {unit or 'a plain ratio'}."
    try:
        quantity: Any = Q(value) if isinstance(value, str) else value
    except SsbError as error:
        raise ScenarioError(f"{refused} {error}") from None
    try:
        conversion = converter(unit).conversion(tuple(quantity.unit_items()))
        magnitude = float(conversion(quantity.magnitude))
    except (SsbError, AttributeError, TypeError, ValueError):
        raise ScenarioError(refused) from None
    told = unit.replace("money", conversion.money)
    return Assumption(field=field, unit=told, value=magnitude, rule="given by the user", reason="Replaced by the user.")


def _named(name: str) -> dict[str, Any]:
    """Return a named scenario's plain data, the shared sets under its own assumptions."""
    data = preset("scenarios.toml")
    entry = next((entry for entry in data["scenario"] if entry["name"] == name), None)
    if entry is None:
        known = Scenario.names()
        raise ScenarioError(f"no scenario called {name!r}.{did_you_mean(name, known)} Known: {', '.join(known)}.")
    sets = [one for wanted in entry["sets"] for one in data["set"] if one["name"] == wanted]
    chosen = {a["field"]: a for part in [*sets, entry] for a in part.get("assumption", [])}
    ordered = sorted(chosen.values(), key=lambda a: list(FIELDS).index(a["field"]))
    return {"name": name, "title": entry["title"], "battery": entry["battery"], "assumptions": ordered}


def _names(assumptions: tuple[Assumption, ...]) -> Iterator[str]:
    """Tell of unknown, repeated and missing fields, of too many spreads, and of money of two kinds."""
    names = [a.field for a in assumptions]
    for name in sorted(set(names)):
        if name not in FIELDS:
            yield f"no assumption called {name!r}.{did_you_mean(name, FIELDS)}"
        elif names.count(name) > 1:
            yield f"assumption {name!r} stands {names.count(name)} times. Keep one."
    for name, spec in FIELDS.items():
        if name not in names:
            yield f"assumption {name!r} is missing ({spec.meaning}). Write [[assumption]] with field = {name!r}."
    if sum(a.spread is not None for a in assumptions) > MOST_SPREADS:
        yield f"more than {MOST_SPREADS} assumptions have a spread. Give the least important ones a value."
    moneys = {a.unit for a in assumptions if a.field in {"start_cost", "end_cost"}}
    if len(moneys) > 1:
        yield f"start_cost and end_cost are in {' and '.join(sorted(moneys))}. Convert one: exchange(..., rates=...)."


def _contents(assumptions: tuple[Assumption, ...]) -> Iterator[str]:
    """Tell of values that do not fit their field, and of figures that may not stand behind them."""
    known = reader.figures()
    for assumption in assumptions:
        spec = FIELDS.get(assumption.field)
        if spec is not None:
            yield from _value_fits(assumption, spec)
            for name in assumption.rests_on:
                yield from _figure_fits(assumption, spec, known[name])


def _value_fits(assumption: Assumption, spec: FieldSpec) -> Iterator[str]:
    unit, bounds = declared(spec.word)  # type: ignore[misc]
    try:
        conversion = converter(unit).conversion(read_unit(assumption.unit))
    except SsbError as error:
        yield f"assumption {assumption.field!r} is in {assumption.unit or 'no unit'}. {error}"
        return
    low, high = bounds.closed
    for value in sorted(set(assumption.ends)):
        if not low <= conversion(value) <= high:
            yield f"{assumption.field}={value:g} {assumption.unit}. Expected {bounds} {unit}.".replace(" .", ".")


def _figure_fits(assumption: Assumption, spec: FieldSpec, figure: Figure) -> Iterator[str]:
    told = f"assumption {assumption.field!r} rests on {figure.id!r}, which"
    if figure.quantity not in spec.accepts:
        wanted = ", ".join(sorted(spec.accepts)) or "no figure, only a source or a reason"
        yield f"{told} states {figure.quantity} ({figure.basis}). Expected a figure of: {wanted}."
    if figure.kind in {"target", "forecast"} and not spec.then:
        yield f"{told} is a {figure.kind} for {figure.as_of}. {_TODAY}"
    if spec.level and figure.level not in {spec.level, "unspecified"}:
        yield f"{told} is at {figure.level} level. Expected {spec.level} level."


def _written(assumption: Assumption) -> dict[str, Any]:
    """Return an assumption's keys in the order a reader wants them, empty ones left out."""
    data = assumption.model_dump(exclude_none=True)
    order = ("field", "value", "spread", "unit", "rests_on", "sources", "rule", "reason", "derivation")
    return {key: data[key] for key in order if key in data and data[key] != ()}
