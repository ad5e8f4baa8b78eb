"""Things by name: those that ship with the library, loaded when asked for, and those that a user adds."""

import html
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar

from ..ground.errors import MissingNameError, StudyError, did_you_mean, short

T = TypeVar("T")
_MOST_LINES, _WIDTH = 20, 110


class FilePath(Protocol):
    """A path that knows its own text, as pathlib's do."""

    def __fspath__(self) -> str: ...


Path = str | FilePath


class Catalogue(Mapping[str, T], Generic[T]):
    """A mapping from names to things of one kind, to which a user's own can be added.

    Parameters
    ----------
    kind : what one of them is called, such as ``chemistry``
    names : names of what ships with the library, or a function that gives them
    load : function from such a name to the thing; called once for each name that is asked for
    read : function from a path to the things in the file by name, where files of them can be read
    plural : what many of them are called, where it is not the kind with an s

    Raises
    ------
    MissingNameError
        If something is asked for that is not there; a KeyError too.
    StudyError
        If something is added under a name that is taken, or is no name.

    Examples
    --------
    >>> metals = Catalogue("metal", ("copper", "steel"), {"copper": 8960.0, "steel": 7800.0}.__getitem__)
    >>> metals.add("aluminium", 2700.0)
    >>> metals["aluminium"], metals.names
    (2700.0, ('copper', 'steel', 'aluminium'))
    """

    def __init__(
        self,
        kind: str,
        names: Iterable[str] | Callable[[], Iterable[str]],
        load: Callable[[str], T],
        read: Callable[[Path], Mapping[str, T]] | None = None,
        plural: str = "",
    ) -> None:
        self.kind, self.plural = kind, plural or f"{kind}s"
        self._names, self._load, self._reader = names, load, read
        self._shipped: tuple[str, ...] | None = None
        self._held: dict[str, T] = {}
        self._own: list[str] = []
        self._lock = threading.RLock()

    @property
    def names(self) -> tuple[str, ...]:
        """The names, those of the library first, then one's own in the order in which they were added."""
        return (*self.shipped, *self._own)

    @property
    def shipped(self) -> tuple[str, ...]:
        """The names of what comes with the library."""
        with self._lock:
            if self._shipped is None:
                self._shipped = tuple(self._names() if callable(self._names) else self._names)
            return self._shipped

    def __getitem__(self, name: str) -> T:
        with self._lock:
            if name not in self:
                raise MissingNameError(self._missing(name))
            if name not in self._held:
                self._held[name] = self._load(name)
            return self._held[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def add(self, name: str, item: T) -> None:
        """Add something of one's own, for as long as the program runs.

        Raises
        ------
        StudyError
            If the name is taken, or is none.
        """
        with self._lock:
            self._refuse([name])
            self._held[name] = item
            self._own.append(name)

    def read(self, path: Path) -> tuple[str, ...]:
        """Add what a file holds, and return the names in it; nothing is added where one of them is taken.

        Raises
        ------
        StudyError
            If the file cannot be read, or a name in it is taken.
        """
        found = self.found(path)
        with self._lock:
            self._refuse(found)
            for name, item in found.items():
                self.add(name, item)
        return tuple(found)

    def found(self, path: Path) -> Mapping[str, T]:
        """Return what a file holds, by name, without adding it.

        Raises
        ------
        StudyError
            If the file cannot be read.
        """
        if self._reader is None:
            raise StudyError(f"{self.plural} are not read from files. Write add(name, ...).")
        return self._reader(path)

    def _refuse(self, names: Iterable[str]) -> None:
        """Refuse names that are none or are taken."""
        for name in names:
            if not isinstance(name, str) or not name.strip():
                raise StudyError(f"a {self.kind} is added as {short(name)}. Expected a name; write add('my-own', ...).")
            if name in self:
                raise StudyError(f"{self.kind} {name!r} is there already. Add it under another name.")

    def _missing(self, name: Any) -> str:
        near = did_you_mean(name, self.names) if isinstance(name, str) else ""
        return f"no {self.kind} called {short(name)}.{near} Choose of {_cut(self.names)}."

    def __repr__(self) -> str:
        head = f"<Catalogue: {len(self)} {self.kind if len(self) == 1 else self.plural}"
        lines = textwrap.wrap(
            ", ".join(self.names), _WIDTH, break_long_words=False, break_on_hyphens=False,
            initial_indent="  ", subsequent_indent="  ",
        )  # fmt: skip
        more = [f"  ... {len(lines) - _MOST_LINES} more lines; .names has them all"] * (len(lines) > _MOST_LINES)
        return "\n".join([head, *lines[:_MOST_LINES], *more]) + ">"

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{html.escape(name)}</li>" for name in self.names)
        return f"<details open><summary>{len(self)} {html.escape(self.plural)}</summary><ul>{items}</ul></details>"


def _cut(names: tuple[str, ...]) -> str:
    return ", ".join(names[:20]) + ", ..." * (len(names) > 20)
