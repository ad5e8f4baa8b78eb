"""Files that a study's file uses: chemistries, formats, vehicles and plants of one's own, and sheets of figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ...core.catalogue import Catalogue
from ...documents.own import Preset
from ...ground.errors import SsbError, StudyError, did_you_mean, short
from ...presets.stated.catalogues import CHEMISTRIES, FORMATS, PLANTS, PRICE_DECKS, VEHICLES
from ...sheets.reader import load_sheet, read_toml

MOST_FILES = 50
CATALOGUES: Mapping[str, Catalogue[Preset]] = {
    "chemistry": CHEMISTRIES, "cell_format": FORMATS, "plant": PLANTS, "price_deck": PRICE_DECKS, "vehicle": VEHICLES,
}  # fmt: skip
SHEET = "document"


class UsedFile(NamedTuple):
    """A file that a study uses, as its text names it, and what it holds."""

    file: str
    presets: tuple[Preset, ...] = ()
    figures: Any = None


@dataclass(frozen=True)
class Used:
    """What all files that a study uses hold together: presets by kind and name, figures by id."""

    files: tuple[UsedFile, ...] = ()
    presets: Mapping[tuple[str, str], Preset] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[UsedFile]) -> "Used":
        """Return what some files hold together."""
        kept = tuple(files)
        presets = {(one.kind, one.name): one for file in kept for one in file.presets}
        return cls(kept, presets, {key: row for file in kept for key, row in (file.figures or {}).items()})

    def preset(self, key: str, value: Any) -> Any:
        """Return what a choice names where a used file holds it, else the choice as it stands."""
        return self.presets.get((_kind(key), value), value) if isinstance(value, str) else value

    def knows(self, key: str, value: Preset) -> bool:
        """Return whether a name alone says what a preset is: it ships with the library, or a used file holds it."""
        kind, name = _kind(key), value.name
        if (kind, name) in self.presets:
            return self.presets[kind, name] == value
        return kind in CATALOGUES and name in CATALOGUES[kind].shipped and CATALOGUES[kind][name] == value


NOTHING_USED = Used()


def _kind(key: str) -> str:
    return "cell_format" if key == "format" else "price_deck" if key == "deck" else key


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
        return NOTHING_USED
    found = []
    for name in dict.fromkeys(names):
        try:
            found.append(_used(name, folder))
        except SsbError as error:
            problems += str(error).splitlines()
    problems += _twice(found)
    return Used.of(found)


def _twice(found: Iterable[UsedFile]) -> list[str]:
    """Tell of names that two files give, or that the library has."""
    seen: dict[tuple[str, str], str] = {}
    told = []
    for file, one in ((each.file, one) for each in found for one in each.presets):
        before = seen.setdefault((one.kind, one.name), file)
        if before != file:
            told.append(f"uses: {one.kind} {one.name!r} stands in {before!r} and in {file!r}. Rename one.")
        elif one.name in CATALOGUES[one.kind].shipped:
            told.append(f"uses: {one.kind} {one.name!r} of {file!r} is the library's own name. Give it another one.")
    return told


def _used(name: str, folder: Path | None) -> UsedFile:
    """Return what one file holds."""
    path = _inside(name, folder)
    tables = read_toml(path, StudyError)
    if SHEET in tables:
        return UsedFile(name, (), load_sheet(path).figures)
    kind = next((kind for kind in CATALOGUES if kind in tables), None)
    if kind is None:
        known = [SHEET, *CATALOGUES]
        near = did_you_mean(next(iter(tables), ""), known)
        raise StudyError(f"uses: {name!r} holds none of: {', '.join(f'[{one}]' for one in known)}.{near}")
    return UsedFile(name, tuple(CATALOGUES[kind].found(path).values()))


def _inside(name: str, folder: Path | None) -> Path:
    """Return the path of a used file, which never leaves the folder."""
    if folder is None:
        raise StudyError(f"uses: {name!r} is looked for beside the study's file; write Study.read(path).")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise StudyError(f"uses: {name!r} leads out of the folder of the study. Copy it beside the study's file.")
    return path
