"""Reads a chemistry, cell format, vehicle or plant of one's own from a file of assumptions."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.assumption import Assumption
from ..core.catalogue import Catalogue, Path
from ..ground.errors import SsbError, StudyError, did_you_mean, short
from ..ground.nomenclature import TERMS
from ..ground.spelling import CURRENCIES, read_unit
from ..sheets.reader import figures, read_toml
from ..sheets.rules import is_slug
from .rules import assumption_from
from .toml import toml_text

Facts = dict[str, str | bool]


@dataclass(frozen=True)
class Preset:
    """What a name of a catalogue stands for: its discrete choices, and everything that is assumed about it.

    ``kind`` is what it is, such as ``chemistry``; ``facts`` are the choices that other parts may read.
    """

    kind: str
    name: str
    title: str
    facts: Mapping[str, str | bool]
    assumptions: tuple[Assumption, ...]

    def __getitem__(self, name: str) -> Assumption:
        """Return what is stated of one name.

        Raises
        ------
        StudyError
            If nothing is.
        """
        for one in self.assumptions:
            if one.name == name:
                return one
        near = did_you_mean(str(name), [one.name for one in self.assumptions])
        raise StudyError(f"{self.kind} {self.name!r} states no {short(name)}.{near}")

    def named(self, name: str, title: str, facts: Mapping[str, str | bool], *changed: Assumption) -> "Preset":
        """Return another one like it, with other choices and other or further assumptions."""
        new = {one.name: one for one in changed}
        kept = [new.pop(one.name, one) for one in self.assumptions]
        told = {**self.facts, **facts, self.kind: name} if self.kind in self.facts else {**self.facts, **facts}
        return Preset(self.kind, name, title or self.title, told, (*kept, *new.values()))

    def to_toml(self) -> str:
        """Return it as a file of its own, to edit and read back."""
        facts = {key: value for key, value in self.facts.items() if key != self.kind and value != ""}
        head = {"name": self.name, "title": self.title, **facts}
        return toml_text([(f"[{self.kind}]", head), *(("[[assumption]]", one.to_table()) for one in self.assumptions)])

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name!r}: {self.title}; {len(self.assumptions)} assumptions>"


def own_preset(path: Path, kind: str, facts: Mapping[str, type], known: Callable[[str], Preset]) -> dict[str, Preset]:
    """Return what a file of one's own states, by its name.

    Parameters
    ----------
    path : path of a TOML file
        A table ``[kind]`` with ``name``, perhaps ``title``, choices, and ``base``, the name of one whose choices and
        assumptions hold where the file says nothing; then ``[[assumption]]`` tables.
    kind : what it holds, such as ``chemistry``
    facts : choices that the head may make, with their types
    known : function from a name to what a catalogue holds, for ``base``

    Raises
    ------
    StudyError
        With everything that is wrong in the file, one line each.
    """
    tables = read_toml(path, StudyError)
    head = tables.get(kind)
    name = os.path.basename(os.fspath(path))
    problems = [*_misplaced(tables, kind), *_misheaded(head, kind, facts)]
    stated = _stated(tables.get("assumption", []), problems)
    if problems or not isinstance(head, dict):
        raise StudyError("\n".join(f"{name}: {problem}" for problem in problems))
    made = Preset(kind, head["name"], "", {kind: head["name"]}, ())
    base = known(head["base"]) if "base" in head else made
    chosen = {key: head[key] for key in facts if key in head}
    return {made.name: base.named(made.name, str(head.get("title", made.name)), chosen, *stated)}


def _misplaced(tables: Mapping[str, Any], kind: str) -> Iterator[str]:
    for key in tables:
        if key not in {kind, "assumption"}:
            yield f"unknown table {short(key)}.{did_you_mean(key, [kind, 'assumption'])}"
    if not isinstance(tables.get("assumption", []), list):
        yield "assumption is no list of tables. Write [[assumption]] above each."


def _misheaded(head: Any, kind: str, facts: Mapping[str, type]) -> Iterator[str]:
    """Tell of a head that is missing, has unknown keys, or values of another type."""
    if not isinstance(head, dict):
        yield f'table [{kind}] is missing. Write [{kind}] with name = "my-own".'
        return
    types: dict[str, type] = {"name": str, "title": str, "base": str, **facts}
    for key, value in head.items():
        if key not in types:
            yield f"[{kind}]: unknown key {short(key)}.{did_you_mean(key, types)}"
        elif not isinstance(value, types[key]):
            wanted = "true or false" if types[key] is bool else "text"
            yield f"[{kind}]: {key} = {short(value)}. Expected {wanted}."
    if not isinstance(head.get("name"), str) or not is_slug(head["name"]):
        yield f"[{kind}]: name = {short(head.get('name'))}. Expected lower-case words joined by hyphens."


def _stated(rows: Any, problems: list[str]) -> list[Assumption]:
    """Return the assumptions of a file, adding to the problems what is wrong with them."""
    made: list[Assumption] = []
    for row in rows if isinstance(rows, list) else []:
        try:
            made.append(assumption_from(row, figures()))
        except (SsbError, AttributeError) as error:
            problems += str(error).splitlines() if isinstance(error, SsbError) else [f"{short(row)} is no table."]
    for name, times in Counter(one.name for one in made).items():
        if times > 1:
            problems.append(f"{name} stands {times} times. Keep one.")
    problems += [line for one in made for line in _unfounded(one)]
    return made


def _unfounded(one: Assumption) -> Iterator[str]:
    """Tell of an unknown name, of neither source nor reason, and of money without a price year."""
    if one.name not in TERMS and not one.name.startswith("price_year_"):
        yield f"{one.name!r} is no name.{did_you_mean(one.name, TERMS)}"
    if one.derivation == "assumed" and not one.reason:
        yield f'{one.name} has neither source nor reason. Write sources = ["..."] or reason = "...".'
    if undated := [word for word, _ in read_unit(one.unit) if word in CURRENCIES]:
        dated = one.unit.replace(undated[0], f"{undated[0]}_2025")
        yield f'{one.name} is in {one.unit}, which names no price year. Write the year of the money: unit = "{dated}".'


def own_catalogue(
    kind: str,
    names: Callable[[], Iterable[str]],
    load: Callable[[str], Preset],
    choices: Mapping[str, type] = {},
    plural: str = "",
) -> Catalogue[Preset]:
    """Return a catalogue of presets whose own files may rest on anything that it holds."""

    def read(path: Path) -> dict[str, Preset]:
        return own_preset(path, kind, dict(choices), made.__getitem__)

    made = Catalogue(kind.replace("_", " "), names, load, read, plural=plural)
    return made
