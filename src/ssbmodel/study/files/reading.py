"""Reads studies from TOML files; anything unknown in a file is refused, all of it in one message."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...core.assumption import Assumption
from ...core.part import Part, kind_of
from ...core.statement import assumed
from ...core.terms import RETIRED, near, term
from ...costs.money import Money
from ...documents.rules import assumption_from
from ...ground.errors import SsbError, StudyError, did_you_mean, short
from ...sheets.reader import figures, parse_toml, read_toml
from ..study import PARTS, Study
from .kinds import load_kinds
from .uses import used_files

HEAD = ("name", "title", "years", "money", "uses")
MONEY = ("unit", "rates", "index", "order")
Tables = Mapping[str, Any]


def read(path: str | os.PathLike[str]) -> Study:
    """Return the study in a TOML file; files that it uses stand in its folder.

    Raises
    ------
    StudyError
        With everything that is wrong in the file, one line each.
    """
    return from_tables(read_toml(path, StudyError), Path(path).name, Path(path).resolve().parent)


def parsed(text: Any, origin: str) -> Study:
    """Return the study in a TOML text, which is called ``origin`` in messages."""
    if not isinstance(text, str):
        raise StudyError(f"{origin}: {short(text)} is no text. For a file write Study.read(path).")
    try:
        raw = text.encode()
    except UnicodeEncodeError as error:
        raise StudyError(f"{origin}: character {error.start} cannot be written as utf-8. Write it anew.") from None
    return from_tables(parse_toml(raw, origin, StudyError), origin)


def from_tables(tables: Tables, origin: str, folder: Path | None = None) -> Study:
    """Return the study that the tables of a file state.

    Parameters
    ----------
    tables : ``study``, one table for each part, and a list of ``assumption`` tables
    origin : what messages call the file
    folder : where files that it uses stand, if it may use any

    Raises
    ------
    StudyError
        With everything that is wrong, one line each.
    """
    load_kinds()
    problems = [*_misplaced(tables)]
    said = tables.get("study")
    head = said if isinstance(said, dict) else {}
    used = used_files(head.get("uses", []), folder, problems)
    values: dict[str, Any] = _headed(head, problems)
    classes = {role: _kind(role, tables[role], problems) for role in PARTS if role in tables}
    stated = _stated(tables.get("assumption", []), {**figures(), **used.figures}, problems)
    homes = {name: role for role, kind in reversed(classes.items()) if kind for name in kind.statable()}
    for role, kind in classes.items():
        if kind is not None:
            chosen = _choices(role, kind, tables[role], problems)
            fields: dict[str, Any] = {key: used.thing(key, value) for key, value in chosen.items()}
            fields |= {one.name: one for one in stated if homes.get(one.name) == role}
            values[role] = _part(kind, fields, problems)
    if problems:
        raise StudyError("\n".join(f"{origin}: {line}" for line in dict.fromkeys(problems)))
    edits = tuple(one for one in stated if one.name not in homes)
    return Study(**values, edits=edits, uses=used.files, figures=used.figures or None)


def _misplaced(tables: Tables) -> Iterator[str]:
    """Tell of unknown tables, and of those that are none."""
    known = ("study", *PARTS, "assumption")
    for key, value in tables.items():
        if key == "scenario":
            yield "a scenario is a study now. Write [study], its parts, and [[assumption]] with name = for field =."
        elif key not in known:
            yield f"unknown table {short(key)}.{did_you_mean(key, known)}"
        elif key == "assumption" and not isinstance(value, list):
            yield "assumption is no list of tables. Write [[assumption]] above each."
        elif key != "assumption" and not isinstance(value, dict):
            yield f"{key} is no table. Write [{key}] and its keys below."
    if "study" not in tables:
        yield 'table [study] is missing. Write [study] with name = "my-own".'


def _headed(head: Tables, problems: list[str]) -> dict[str, Any]:
    """Return name, title, years and money of a study, as far as they are said."""
    found: dict[str, Any] = {}
    for key, value in head.items():
        if key not in HEAD:
            problems.append(f"[study]: unknown key {short(key)}.{did_you_mean(key, HEAD)}")
        elif key in ("name", "title") and not isinstance(value, str):
            problems.append(f"[study]: {key} = {short(value)}. Expected text.")
        elif key in ("name", "title"):
            found[key] = value
    try:
        found |= {"years": _years(head["years"])} if "years" in head else {}
        found |= {"money": _money(head["money"])} if "money" in head else {}
    except SsbError as error:
        problems += [f"[study]: {line}" for line in str(error).splitlines()]
    return found


def _years(said: Any) -> Any:
    """Return the years of a file: first and last, or each."""
    each = said.get("each") if isinstance(said, dict) and list(said) == ["each"] else said
    if not isinstance(each, list) or not all(type(year) is int for year in each):
        raise StudyError(f"years = {short(said)}. Expected the first and the last, years = [2025, 2030].")
    return range(each[0], each[1] + 1) if each is said and len(each) == 2 else each


def _money(said: Any) -> Money:
    table: Any = {"unit": said} if isinstance(said, str) else said
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise StudyError(f'money = {short(said)}. Expected money = {{ unit = "CNY_2025", rates = ..., index = ... }}.')
    for key in table:
        if key not in MONEY:
            raise StudyError(f"money: unknown key {short(key)}.{did_you_mean(key, MONEY)}")
    return Money(**table)


def _kind(role: str, table: Any, problems: list[str]) -> type[Part] | None:
    """Return the class of a part by the kind that its table names."""
    if isinstance(table, dict):
        try:
            return kind_of(role, table.get("kind", ""))
        except StudyError as error:
            problems.append(str(error))
    return None


def _choices(role: str, kind: type[Part], table: Tables, problems: list[str]) -> dict[str, Any]:
    """Return the choices that a part's table makes, adding to the problems what is wrong with them."""
    choices = [name for name in kind.model_fields if name not in kind.statable()]
    for key, value in table.items():
        if key in kind.statable():
            problems.append(f"[{role}]: {key} is stated, not chosen. Write [[assumption]] with name = {key!r}.")
        elif key not in ("kind", *choices):
            known = f" Expected one of: {', '.join(('kind', *choices))}."
            problems.append(f"[{role}]: unknown key {short(key)}.{did_you_mean(key, choices) or known}")
        elif not is_choice(value):
            problems.append(f"[{role}]: {key} = {short(value)}. Expected text, a number, or a list of these.")
    return {key: value for key, value in table.items() if key in choices}


def is_choice(value: Any) -> bool:
    """Return whether a file can hold a choice as it stands: text, a number, true or false, or a list of these."""
    if isinstance(value, (list, tuple)):
        return all(isinstance(item, (str, bool, int, float)) for item in value)
    return isinstance(value, (str, bool, int, float))


def _part(kind: type[Part], fields: Mapping[str, Any], problems: list[str]) -> Part | None:
    """Return a part of its choices and of what is stated of its fields."""
    try:
        return kind(**fields)
    except SsbError as error:
        problems += [f"[{kind.role}]: {line}" for line in str(error).splitlines()]
    return None


def _stated(rows: Any, known: Mapping[str, Any], problems: list[str]) -> list[Assumption]:
    """Return the assumptions of a file, adding to the problems what is wrong with them."""
    made: list[Assumption] = []
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        try:
            made.append(_assumption(row, number, known))
        except SsbError as error:
            problems += str(error).splitlines()
    for name, times in Counter(one.name for one in made).items():
        if times > 1:
            problems.append(f"{name} stands {times} times. Keep one.")
    return made


def _assumption(row: Any, number: int, known: Mapping[str, Any]) -> Assumption:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str):
        told = "field = is name = now." if isinstance(row, dict) and "field" in row else 'Write name = "...".'
        raise StudyError(f"assumption {number} has no name. {told}")
    name = row["name"]
    if name in RETIRED or term(name) is None:
        raise StudyError(f"{name!r} is {'retired' if name in RETIRED else 'no name'}.{near(name)}")
    return assumed(name, assumption_from(row, known))
