"""Writes a study as TOML: what was said of it, and no value that a rule reads."""

from collections.abc import Iterable, Iterator
from typing import Any

from ...core.part import Part
from ...documents.own import Preset
from ...documents.toml import toml_text
from ...ground.errors import StudyError, short
from ..study import PARTS, Study
from .reading import MONEY, is_choice
from .uses import Thing, Used


def written(study: Study) -> str:
    """Return a study as TOML text: what was said of it, rules without the values that they read.

    Raises
    ------
    StudyError
        If it holds functions or objects of one's own, which no file can hold, by name.
    """
    if told := [*_unwritable(study)]:
        raise StudyError("\n".join(f"to_toml: {line}" for line in told))
    parts = [part for part in study.parts if part.role in PARTS]
    edits = {one.name: one for one in study.edits}
    stated = [edits.pop(one.name, one) for part in parts for one in part.fields_stated]
    tables = [("[study]", _head(study)), *((f"[{part.role}]", {"kind": part.kind, **_choices(part)}) for part in parts)]
    return toml_text([*tables, *(("[[assumption]]", one.to_table()) for one in (*stated, *edits.values()))])


def _head(study: Study) -> dict[str, Any]:
    years, money = study.years, study.money
    span = years == tuple(range(years[0], years[-1] + 1))
    listed: Any = list(dict.fromkeys((years[0], years[-1]))) if span else {"each": list(years)}
    head = {"name": study.name, "title": study.title, "years": listed}
    head["money"] = {key: getattr(money, key) for key in MONEY}
    head["uses"] = [one.file for one in study.uses]
    return {key: value for key, value in head.items() if key == "name" or value not in ("", [])}


def _choices(part: Part) -> dict[str, Any]:
    """Return the choices that were made of a part, as a file writes them."""
    return {key: value.name if isinstance(value, Thing) else value for key, value in _chosen(part)}


def _chosen(part: Part) -> Iterator[tuple[str, Any]]:
    for key in type(part).model_fields:
        value = getattr(part, key)
        if key in part.model_fields_set and key not in type(part).statable() and value is not None:
            yield key, value


def _unwritable(study: Study) -> Iterator[str]:
    """Tell of what a file cannot hold."""
    if study.own:
        names = ", ".join(one.name for one in study.own)
        yield f"own functions are not written: {names}. Add them again after reading: with_node(...)."
    if study.common != type(study).model_fields["common"].default:
        yield f"common={study.common.title()}(...) is not written. Give it again after reading: replace(common=...)."
    used = Used.of(study.uses)
    if study.figures is not None and dict(study.figures) != used.figures:
        yield 'figures of one\'s own are not written. Name their sheet in a file of the study: uses = ["sheet.toml"].'
    for part in study.parts:
        yield from (f"{part.title()}: {line}" for line in _unnamed(_chosen(part), used))


def _unnamed(chosen: Iterable[tuple[str, Any]], used: Used) -> Iterator[str]:
    for key, value in chosen:
        if isinstance(value, Thing) and not used.knows(value):
            file = f"{value.name}.{'toml' if isinstance(value, Preset) else 'csv'}"
            yield f"{key} {value.name!r} is one's own. Write it to a file beside the study's: uses = [\"{file}\"]."
        elif not isinstance(value, Thing) and not is_choice(value):
            yield f"{key}={short(value)} is an object, and files hold names. Give it again after reading: replace(...)."
