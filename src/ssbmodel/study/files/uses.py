"""Files that a study's file uses: chemistries, vehicles, plants and cycles of one's own, and sheets of figures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ...cells.catalogues import chemistries, formats
from ...core.catalogue import Catalogue
from ...documents.own import Preset
from ...ground.errors import SsbError, StudyError, did_you_mean, short
from ...models.vehicle.road.cycle import Cycle
from ...plants.catalogues import catalogue as plants, price_decks
from ...presets.traces import cycle, cycles, read_cycle
from ...sheets.reader import load_sheet, read_toml
from ...vehicles.catalogues import cars

MOST_FILES = 50
SHEET, TRACE = "document", ".csv"
CATALOGUES: Mapping[str, Catalogue[Preset]] = {
    "chemistry": chemistries, "cell_format": formats, "plant": plants, "price_deck": price_decks, "vehicle": cars,
}  # fmt: skip
_KINDS = {"format": "cell_format", "prices": "price_deck"}  # of choices that are not called by their kind
Thing = Preset | Cycle


class UsedFile(NamedTuple):
    """A file that a study uses, as its text names it, and what it holds: presets or a cycle, or figures."""

    file: str
    things: tuple[Thing, ...] = ()
    figures: Any = None


@dataclass(frozen=True)
class Used:
    """What all files that a study uses hold together: presets and cycles by kind and name, figures by id."""

    files: tuple[UsedFile, ...] = ()
    things: Mapping[tuple[str, str], Thing] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[UsedFile]) -> "Used":
        """Return what some files hold together."""
        kept = tuple(files)
        things = {(kind_of(one), one.name): one for file in kept for one in file.things}
        return cls(kept, things, {key: row for file in kept for key, row in (file.figures or {}).items()})

    def thing(self, choice: str, value: Any) -> Any:
        """Return what a choice names where a used file holds it, else the choice as it stands."""
        return self.things.get((_KINDS.get(choice, choice), value), value) if isinstance(value, str) else value

    def knows(self, thing: Thing) -> bool:
        """Return whether a name alone says what something is: a used file holds it, or it ships with the library."""
        key = kind_of(thing), thing.name
        return bool(thing == (self.things[key] if key in self.things else shipped(*key)))


def kind_of(thing: Thing) -> str:
    """Return what a preset or cycle is called, such as ``chemistry``."""
    return thing.kind if isinstance(thing, Preset) else "cycle"


def shipped(kind: str, name: str) -> Thing | None:
    """Return what ships with the library under a name, if anything does.

    >>> shipped("vehicle", "no such car") is None
    True
    """
    if kind == "cycle":
        return cycle(name) if name in cycles() else None
    return CATALOGUES[kind][name] if name in CATALOGUES[kind].shipped else None


def used_files(names: Any, folder: Path | None, problems: list[str]) -> Used:
    """Return what the files that a study names hold, adding to the problems what is wrong with them.

    Parameters
    ----------
    names : list of paths, relative to the folder
    folder : where they stand; no file outside it is read
    problems : list to add to
    """
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or len(names) > MOST_FILES:
        problems.append(f'uses = {short(names)}. Expected at most {MOST_FILES} file names: uses = ["mine.toml"].')
        return Used()
    found = []
    for name in dict.fromkeys(names):
        try:
            found.append(_used(name, _inside(name, folder)))
        except SsbError as error:
            problems += str(error).splitlines()
    problems += _taken(found)
    return Used.of(found)


def _taken(found: Iterable[UsedFile]) -> Iterator[str]:
    """Tell of names that two files give, or that the library has."""
    seen: dict[tuple[str, str], str] = {}
    for file, one in ((each.file, one) for each in found for one in each.things):
        kind, before = kind_of(one), seen.setdefault((kind_of(one), one.name), file)
        if before != file:
            yield f"uses: {kind} {one.name!r} stands in {before!r} and in {file!r}. Rename one."
        elif shipped(kind, one.name) is not None:
            yield f"uses: {kind} {one.name!r} of {file!r} is the library's own name. Give it another one."


def _inside(name: str, folder: Path | None) -> Path:
    """Return the path of a used file, which never leaves the folder."""
    if folder is None:
        raise StudyError(f"uses: {name!r} is looked for beside the study's file; write Study.read(path).")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise StudyError(f"uses: {name!r} leads out of the folder of the study. Copy it beside the study's file.")
    if not path.is_file():
        raise StudyError(f"uses: there is no file {name!r} beside the study's file.")
    return path


def _used(name: str, path: Path) -> UsedFile:
    """Return what one file holds."""
    if path.suffix == TRACE:
        return UsedFile(name, (read_cycle(path),))
    tables = read_toml(path, StudyError)
    if SHEET in tables:
        return UsedFile(name, (), load_sheet(path).figures)
    kind = next((kind for kind in CATALOGUES if kind in tables), None)
    if kind is None:
        known = [SHEET, *CATALOGUES]
        near = did_you_mean(next(iter(tables), ""), known)
        raise StudyError(f"uses: {name!r} holds none of: {', '.join(f'[{one}]' for one in known)}.{near}")
    return UsedFile(name, tuple(CATALOGUES[kind].found(path).values()))
