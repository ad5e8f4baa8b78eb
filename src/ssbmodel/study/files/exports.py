"""Answers of a study as records, CSV, JSON, data frame or dataset, each number with its unit and what it rests on."""

import csv
import io
import itertools
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ...core.labelled import Labelled
from ...core.own import AS_STATED
from ...core.terms import term
from ...ground.errors import ExtraError, StudyError
from ...ground.units import Q
from ..composition import Composition

SCHEMA = "ssbmodel-results-1"
COLUMNS = ("study", "name", "label", "value", "unit", "rests_on")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def meaning(name: str) -> str:
    """Return what a name means, as the glossary says it.

    >>> meaning("pack_mass")
    'mass of a pack with everything around the cells'
    """
    row = term(name)
    return row.meaning if row else name.replace("_", " ")


def studies_of(results: Any) -> dict[Any, Any]:
    """Return the studies behind results by their label on the further axis; a single one bears none."""
    return dict(getattr(results.study, "studies", {"": results.study}))


def behind(made: Composition, name: str) -> tuple[str, ...]:
    """Return the stated names that an answer rests on, each once."""
    stated = dict.fromkeys(one.removesuffix(AS_STATED) for one in made.graph.behind(name))
    return tuple(one for one in stated if one in made.said or one in made.prepared)


def figures_behind(made: Composition, name: str) -> tuple[str, ...]:
    """Return the ids of the figures that an answer rests on, each once."""
    said = (made.said[one].assumption for one in behind(made, name) if one in made.said)
    return tuple(dict.fromkeys(figure for one in said for figure in one.rests_on))


# records


def records(results: Any) -> list[dict[str, Any]]:
    """Return one flat record per value; every record has a column for every axis, empty where there is none."""
    columns = _columns(results)
    return [row for name, answer in results.items() for row in _rows(results, name, answer, columns)]


def _columns(results: Any) -> dict[str, str]:
    """Return the column of each axis, with its unit; temperatures are in degrees Celsius."""
    units = {axis: unit for one in results.values() for axis, unit in one.units.items()}
    shown = {axis: _celsius(units.get(axis, "")) for axis in results.axes}
    own = {axis: f"{axis} axis" if axis in COLUMNS else axis for axis in shown}
    return {axis: f"{own[axis]} [{unit}]" if unit else own[axis] for axis, unit in shown.items()}


def _celsius(unit: str) -> str:
    return "degC" if unit == "K" else unit


def _label(answer: Labelled, axis: str, label: Any) -> Any:
    """Return a label as a column holds it."""
    unit = answer.units.get(axis, "")
    return round(float(Q(label, unit).m_as("degC")), 9) if unit == "K" else label


def _rows(results: Any, name: str, answer: Labelled, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the records of one answer."""
    held, axis = studies_of(results), getattr(results.study, "axis", "")
    figures = {label: " ".join(figures_behind(study.composition, name)) for label, study in held.items()}
    values = np.asarray(answer.magnitude, float)
    empty = dict.fromkeys(columns.values(), "")
    for place in itertools.product(*(range(size) for size in values.shape)):
        at = {own: answer.labels[own][k] for own, k in zip(answer.dims, place, strict=True)}
        label = at.get(axis, "")
        shown = {columns[own]: _label(answer, own, said) for own, said in at.items()}
        head = {"study": held[label].name, "name": name, "label": meaning(name)}
        yield head | empty | shown | {
            "value": float(values[place]), "unit": answer.unit, "rests_on": figures[label],
        }  # fmt: skip


def csv_text(rows: list[dict[str, Any]]) -> str:
    r"""Return records as CSV; text cells that a spreadsheet would run as a formula get a leading apostrophe.

    >>> csv_text([{"name": "=1+1", "value": -2.5}])
    "name,value\r\n'=1+1,-2.5\r\n"
    """
    if not rows:
        return ""
    out = io.StringIO()
    columns = dict.fromkeys(key for row in rows for key in row)  # rows may have other axes
    writer = csv.DictWriter(out, [_cell(key) for key in columns])
    writer.writeheader()
    writer.writerows({_cell(key): _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


# JSON


def json_text(results: Any) -> str:
    """Return answers, the assumptions and figures they rest on, and the studies they are of, as JSON."""
    held = studies_of(results)
    data = {
        "schema": SCHEMA,
        "axis": getattr(results.study, "axis", None),
        "studies": [_study(label, study, tuple(results)) for label, study in held.items()],
        "answers": {name: _answer(name, answer, held) for name, answer in results.items()},
        "flags": [{"text": one.text, "answers": one.answers, "places": one.places} for one in results.flags],
        "figures": _figures(held, tuple(results)),
    }
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    """Return a label that JSON does not know as a number or as text."""
    return value.item() if isinstance(value, np.generic) else str(value)


def _study(label: Any, study: Any, names: tuple[str, ...]) -> dict[str, Any]:
    made = study.composition
    inside = dict.fromkeys(one for name in names for one in behind(made, name))
    said = {one: made.said[one].assumption.to_table() for one in inside if one in made.said}
    objects = {one: made.prepared[one].source for one in inside if one in made.prepared}
    head = {"label": label, "name": study.name, "title": study.title, "years": study.years}
    money = study.money.model_dump(mode="json")
    own = [one.name for one in study.own]
    return {**head, "money": money, "own_functions": own, "assumptions": said, "objects": objects}


def _answer(name: str, answer: Labelled, held: Mapping[Any, Any]) -> dict[str, Any]:
    made = [study.composition for study in held.values()]
    return {
        "label": meaning(name),
        "unit": answer.unit,
        "dims": answer.dims,
        "labels": {axis: list(answer.labels[axis]) for axis in answer.dims},
        "units": {axis: answer.units[axis] for axis in answer.dims if axis in answer.units},
        "values": _numbers(np.asarray(answer.magnitude, float).tolist()),
        "assumptions": list(dict.fromkeys(one for each in made for one in behind(each, name))),
        "rests_on": list(dict.fromkeys(one for each in made for one in figures_behind(each, name))),
    }


def _numbers(values: Any) -> Any:
    """Return nested lists in which what is no number is null."""
    if isinstance(values, list):
        return [_numbers(value) for value in values]
    return values if math.isfinite(values) else None


def _figures(held: Mapping[Any, Any], names: tuple[str, ...]) -> dict[str, str]:
    """Return the figures behind some answers, each in words, by id."""
    return {
        figure: str(study.known_figures[figure])
        for study in held.values()
        for name in names
        for figure in figures_behind(study.composition, name)
    }


# other libraries


def frame(rows: list[dict[str, Any]]) -> Any:
    """Return records as a pandas data frame."""
    try:
        import pandas as pd
    except ImportError:
        raise ExtraError(
            "to_frame needs pandas, which is not installed. Write: pip install 'ssbmodel[frames]'."
        ) from None
    return pd.DataFrame.from_records(rows)


def _is_axis(name: str, answer: Any) -> bool:
    """Return whether an answer is but the labels of its own axis."""
    return bool(answer.dims == (name,) and np.array_equal(answer.magnitude, answer.labels[name]))


def dataset(results: Any) -> Any:
    """Return answers as an xarray dataset: plain numbers, their axes as coordinates, units as attributes."""
    try:
        import xarray as xr
    except ImportError:
        raise ExtraError("to_xarray needs xarray, which is not installed. Write: pip install xarray.") from None
    units = {axis: unit for one in results.values() for axis, unit in one.units.items()}
    coordinates = {
        axis: (axis, list(labels), {"units": units[axis]} if axis in units else {})
        for axis, labels in results.axes.items()
    }
    found = {
        name: (answer.dims, np.asarray(answer.magnitude), {"units": answer.unit, "long_name": meaning(name)})
        for name, answer in results.items()
        if not _is_axis(name, answer)
    }
    if twice := [name for name in found if name in coordinates]:
        raise StudyError(f"{twice[0]} is an answer and an axis. Leave it out: results without {twice[0]!r}.")
    return xr.Dataset(found, coordinates, {"study": str(getattr(results.study, "name", results.study))})
