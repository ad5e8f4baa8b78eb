"""Sheets of figures: the five that ship, and a user's own under the same rules.

Nothing in a file is trusted: its size is known before it is read, it is parsed as TOML and never evaluated, and every
failure is a :class:`~ssbmodel.ground.errors.FigureError` that says what to write.
"""

import os
import re
import stat
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any, TypeVar

from pydantic import ValidationError

from ..ground.errors import FigureError, MissingError, SsbError, did_you_mean, short
from ..ground.texts import decoded
from .figure import DateBasis, Figure, Lookup, Reason, Record, mistyped
from .rules import LONGEST_ID, LONGEST_TOKEN, LONGEST_VALUE, first_day, is_id, is_slug, shown
from .vocabulary import QUANTITIES

LARGEST_FILE = 5_000_000
LONGEST_LINE = 2_000
MOST_DOTS = 12  # in one line, numbers apart: a key of n parts costs the parser n squared steps
DEEPEST = 8
LONGEST_LIST = 10_000

_DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")
R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Document(Record):
    """The head of a sheet: which document it speaks about, and when that was written.

    A sheet that states ``digit_runs`` and ``lexicon_hits`` promises that every one of them is a figure or excluded.
    """

    id: str
    file: str
    sha256: str
    date: int | str
    date_basis: DateBasis
    about: str
    digit_runs: int | None = None
    lexicon_hits: int | None = None


class Exclusion(Record):
    """A number in a document that is no figure, and why."""

    token: str
    start: int
    reason: Reason

    @property
    def end(self) -> int:
        """The character offset behind the token."""
        return self.start + len(self.token)


class Figures(Lookup[str, Figure]):
    """Figures by id; an immutable mapping.

    Examples
    --------
    >>> found = figures().find(quantity="battery_cost")
    >>> list(found)
    ['004/battery-cost-2025', '004/battery-cost-2030']
    """

    def __getitem__(self, key: str) -> Figure:
        try:
            return super().__getitem__(key)
        except (KeyError, TypeError):
            raise MissingError(f"no figure called {shown(key)}.{did_you_mean(str(key), self)}") from None

    def find(
        self,
        *,
        quantity: str | None = None,
        subject: str | None = None,
        group: str | None = None,
        document: str | None = None,
        techno_economic: bool | None = None,
    ) -> "Figures":
        """Return the figures that agree with everything asked.

        Raises
        ------
        FigureError
            If a name is not one that any figure could have.
        """
        known: dict[str, Iterable[str]] = {
            "quantity": QUANTITIES,
            "group": {meaning.group for meaning in QUANTITIES.values()},
            "subject": {figure.subject for figure in self.values()},
            "document": {figure.document for figure in self.values()},
        }
        asked = {"quantity": quantity, "subject": subject, "group": group, "document": document}
        chosen = {key: value for key, value in asked.items() if value is not None}
        for key, value in chosen.items():
            refuse_unknown("find", key, value, known[key])
        wanted = chosen if techno_economic is None else chosen | {"techno_economic": techno_economic}
        rows = self.items()
        return Figures({id: row for id, row in rows if all(getattr(row, key) == want for key, want in wanted.items())})

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat dict per figure: numbers, text and booleans alone, ready for JSON or a data frame."""
        return [figure.to_record() for figure in self.values()]

    def __repr__(self) -> str:
        documents = sorted({figure.document for figure in self.values()})
        return f"<Figures: {len(self)} of {', '.join(documents) or 'no document'}>"


def refuse_unknown(asker: str, key: str, value: object, known: Iterable[str]) -> None:
    """Raise FigureError where a value is not among the known ones."""
    names = sorted(known)
    if value not in names:
        near = (
            did_you_mean(str(value), names) or f" Expected one of {', '.join(names[:12])}{', ...' * (len(names) > 12)}."
        )
        raise FigureError(f"{asker}: {key} = {shown(value)} is unknown.{near}")


@dataclass(frozen=True)
class Sheet:
    """What one document says: its head, its figures, and the numbers in it that are none."""

    document: Document
    figures: Figures = field(repr=False)
    exclusions: tuple[Exclusion, ...] = field(repr=False)


def load_sheet(path: str | os.PathLike[str]) -> Sheet:
    """Read a sheet of figures of your own, under the rules of the shipped ones (seeds/README.md).

    Parameters
    ----------
    path : path of a TOML file of at most 5 MB

    Raises
    ------
    FigureError
        With everything that is wrong in the file, one line each.
    """
    return _sheet(read_toml(path), PurePath(path).name)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return the sheets of the five documents, in their order."""
    names = sorted(entry.name for entry in seeds_folder().iterdir() if re.fullmatch(r"\d{3}\.toml", entry.name))
    return tuple(_sheet(parse_toml((seeds_folder() / name).read_bytes(), name), name) for name in names)


@cache
def figures() -> Figures:
    """Return all figures of the five documents.

    >>> print(figures()["004/saic-specific-energy"].low)
    400.0 watt_hour / kilogram
    """
    found = Figures({id: figure for sheet in sheets() for id, figure in sheet.figures.items()})
    if problems := [line for figure in found.values() for line in _dangling(figure, found)]:
        raise FigureError("\n".join(problems))
    return found


def seeds_folder() -> Traversable:
    """Return the folder of the sheets: inside an installed package, else beside pyproject.toml of a checkout."""
    installed = files("ssbmodel") / "seeds"
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file() and (checkout / "seeds").is_dir():
        return checkout / "seeds"
    raise FigureError("the sheets of figures are missing from the installation. Install ssbmodel again.")


def read_toml(path: str | os.PathLike[str], error: type[SsbError] = FigureError) -> dict[str, Any]:
    """Return the tables of a TOML file that need not be trusted; every failure is ``error``, in words."""
    if not isinstance(path, (str, os.PathLike)):
        raise error(f"path = {shown(path)}. Expected the path of a TOML file; write 'figures.toml'.")
    try:
        if fault := _unreadable(os.stat(path)):
            raise error(f"{shown(os.fspath(path))} {fault}")
        with open(path, "rb") as file:
            raw = file.read(LARGEST_FILE)
    except FileNotFoundError:
        raise error(f"there is no file {shown(os.fspath(path))}. {_elsewhere(os.fspath(path))}") from None
    except SsbError:
        raise
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or failure
        raise error(f"{shown(os.fspath(path))} cannot be read: {reason}. Expected a TOML file.") from None
    return parse_toml(raw, PurePath(path).name, error)


def _unreadable(status: os.stat_result) -> str:
    """Return why something must not be opened as a sheet, or nothing."""
    if stat.S_ISDIR(status.st_mode):
        return "is a folder. Expected a TOML file; write the name of a file in it."
    if not stat.S_ISREG(status.st_mode):
        return "is no regular file. Expected a TOML file."
    if status.st_size > LARGEST_FILE:
        return f"has {status.st_size:,} bytes. Expected at most {LARGEST_FILE:,}; split the file."
    return ""


def _elsewhere(path: str) -> str:
    """Return what to write for a path that leads nowhere."""
    if "\\" in path and os.sep == "/":
        slashed = re.sub(r"^[A-Za-z]:", "", path).replace("\\", "/")
        return f"Folders are separated by '/' here; write {shown(slashed)}."
    return "Write its path from the working folder, or a full path."


def with_own(own: Any) -> Mapping[str, Figure]:
    """Return the figures of the documents and one's own beside them: a sheet, or figures by their ids.

    Raises
    ------
    FigureError
        If they are neither.
    """
    if own is None:
        return figures()
    given = own.figures if isinstance(own, Sheet) else own
    if not isinstance(given, Mapping) or not all(isinstance(one, Figure) for one in given.values()):
        raise FigureError(f"figures={short(own)}. Expected figures by id; write figures=load_sheet(path).")
    return {**figures(), **given}


def parse_toml(raw: bytes, name: str, error: type[SsbError] = FigureError) -> dict[str, Any]:
    """Return the tables of a TOML text in utf-8, within the caps on line length, depth and length of lists."""
    text = decoded(raw, name, error)
    try:
        _cap_lines(text, name, error)
        tables = tomllib.loads(text)
    except RecursionError:
        raise error(f"{name}: nested too deeply. Expected at most {DEEPEST} levels.") from None
    except SsbError:
        raise
    except ValueError as failure:
        raise error(f"{name}: not valid TOML: {failure}. Write each key once, and text in quotes.") from None
    _cap(tables, name, error)
    return tables


def _cap_lines(text: str, name: str, error: type[SsbError]) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE or (line.count(".") > MOST_DOTS and _DECIMAL.sub("", line).count(".") > MOST_DOTS):
            limits = f"at most {LONGEST_LINE:,} characters and {MOST_DOTS} dots outside numbers"
            raise error(f"{name}: line {number} is too long. Expected {limits}; break it into lines.")


def _cap(tables: dict[str, Any], name: str, error: type[SsbError]) -> None:
    """Refuse what is nested too deeply or lists too much, without recursion."""
    waiting: list[tuple[Any, int]] = [(tables, 0)]
    while waiting:
        value, depth = waiting.pop()
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        if inner and depth >= DEEPEST:
            raise error(f"{name}: nested too deeply. Expected at most {DEEPEST} levels.")
        if len(inner) > LONGEST_LIST:
            raise error(f"{name}: a list of {len(inner):,} entries. Expected at most {LONGEST_LIST:,}; split the file.")
        waiting += [(item, depth + 1) for item in inner]


def _sheet(tables: Mapping[str, Any], name: str) -> Sheet:
    """Return the sheet that the tables of a file hold, or raise with everything that is wrong in them."""
    problems = list(_misplaced(tables))
    if problems:
        raise FigureError(_together(name, problems))
    document = _head(tables.get("document"), name)
    figures = _gathered(lambda number, row: _figure(row, document), tables.get("figure", []), problems)
    exclusions = _gathered(_exclusion, tables.get("exclusion", []), problems)
    sheet = Sheet(document, Figures({figure.id: figure for figure in figures}), tuple(exclusions))
    problems += [*_repeated(figures), *overlaps(sheet)]
    problems += [line for figure in figures for line in _dangling(figure, sheet.figures)]
    if problems:
        raise FigureError(_together(name, problems))
    return sheet


def _misplaced(tables: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the outer keys of a sheet."""
    for key in tables:
        if key not in {"document", "figure", "exclusion"}:
            yield f"unknown key {shown(key)}.{did_you_mean(key, ['document', 'figure', 'exclusion'])}"
    for key in ("figure", "exclusion"):
        rows = tables.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield f"{key} is no list of tables. Write [[{key}]] above each."


def _gathered(make: Callable[[int, Any], T], rows: list[Any], problems: list[str]) -> list[T]:
    """Return what can be made of the rows, adding to the problems what is wrong with the others."""
    made = []
    for number, row in enumerate(rows, 1):
        try:
            made.append(make(number, row))
        except FigureError as failure:
            problems += str(failure).split("\n")
    return made


def _together(name: str, problems: list[str]) -> str:
    if len(problems) == 1:
        return f"{name}: {problems[0]}"
    return f"{name}: {len(problems)} problems:\n" + "\n".join(f"- {problem}" for problem in problems)


def _record(model: type[R], row: dict[str, Any], label: str) -> R:
    """Return a row as a record, or raise with what is wrong in it."""
    try:
        return model.model_validate(row)
    except ValidationError as error:
        problems, _ = mistyped(error, row, model.model_fields)
        raise FigureError("\n".join(label + problem for problem in problems)) from None


def _head(row: object, name: str) -> Document:
    if not isinstance(row, dict):
        raise FigureError(
            f"{name}: no [document] table. Write [document] with id, file, sha256, date, date_basis, about."
        )
    try:
        head = _record(Document, row, "document")
    except FigureError as error:
        raise FigureError(_together(name, str(error).split("\n"))) from None
    if problems := list(_misheaded(head)):
        raise FigureError(_together(name, problems))
    return head


def _misheaded(head: Document) -> Iterator[str]:
    if not is_slug(head.id) or not is_id(f"{head.id}/a"):
        yield f"document: id = {shown(head.id)}. Expected a short lower-case slug; write id = 'report-2025'."
    if not re.fullmatch(r"\w[\w .-]*", head.file) or len(head.file) > LONGEST_ID:
        yield f"document: file = {shown(head.file)}. Expected a plain file name, without folders."
    if not re.fullmatch(r"[0-9a-f]{64}", head.sha256):
        yield f"document: sha256 = {shown(head.sha256)}. Expected 64 hexadecimal digits of the document's bytes."
    if first_day(head.date) is None:
        yield f'document: date = {shown(head.date)}. Expected 2025, "2025-04" or "2025-04-30".'
    if len(head.about) > 2 * LONGEST_VALUE:
        yield f"document: about of {len(head.about)} characters. Expected at most {2 * LONGEST_VALUE}, in own words."


def _figure(row: Mapping[str, Any], document: Document) -> Figure:
    """Return a row as a figure of its document, dated as the document where it has no date of its own."""
    given = {"document", "sha256"} & set(row)
    if given:
        raise FigureError(f"figure {shown(row.get('id'))}: unknown key {min(given)!r}. It stands in [document] alone.")
    aimed = row.get("kind") in {"target", "forecast"}
    dated: dict[str, Any] = {"as_of_basis": document.date_basis} | ({} if aimed else {"as_of": document.date})
    return Figure(**{**dated, **row}, document=document.id, sha256=document.sha256)


def _exclusion(number: int, row: dict[str, Any]) -> Exclusion:
    made = _record(Exclusion, row, f"exclusion {number}")
    if not 1 <= len(made.token) <= LONGEST_TOKEN or made.start < 0:
        place = f"exclusion {number}: token = {shown(made.token)}, start = {made.start}"
        raise FigureError(f"{place}. Expected 1 to {LONGEST_TOKEN} characters at a character offset.")
    return made


def _repeated(figures: list[Figure]) -> Iterator[str]:
    for id, times in Counter(figure.id for figure in figures).items():
        if times > 1:
            yield f"figure {id!r} stands {times} times. Write each id once."


def overlaps(sheet: Sheet) -> Iterator[str]:
    """Yield the spans that overlap their neighbour."""
    spans = [(figure.start, figure.end, f"figure {id!r}") for id, figure in sheet.figures.items()]
    spans += [(out.start, out.end, f"exclusion {out.token!r}") for out in sheet.exclusions]
    spans.sort()
    for (_, end, first), (start, _, second) in pairwise(spans):
        if start < end:
            yield f"{second} at {start} overlaps {first}, which ends at {end}. Write one span for each number."


def _dangling(figure: Figure, known: Figures) -> Iterator[str]:
    """Yield the ids that a figure names and that no figure of a document at hand has."""
    documents = {other.document for other in known.values()}
    named = [*figure.conflicts, *(value for value in figure.conditions.values() if isinstance(value, str))]
    for name in named:
        if is_id(name) and name.partition("/")[0] in documents and name not in known:
            yield f"figure {figure.id!r} names {name!r}, which does not exist.{did_you_mean(name, known)}"
