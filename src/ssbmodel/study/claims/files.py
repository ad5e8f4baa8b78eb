"""A set of claims as a file: TOML that a reader of an announcement writes in two minutes.

.. code-block:: toml

    title   = "Megawatt charging"
    subject = "car"

    [[claim]]
    quantity = "range_added"
    says     = "400 km"

    [[assume]]
    quantity = "battery_consumption"
    says     = "130 to 180 Wh/km"
    reason   = "a mid-size car"
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...ground.errors import ClaimError, SsbError, did_you_mean, short
from ...sheets.reader import parse_toml, read_toml
from .checker import Check, check
from .claim import Claim
from .problem import MOST_CLAIMS, Join

_OUTER = ("title", "subject", "as_of", "solid_class", "claimant", "conditions", "envelopes", "claim", "assume", "join")
_SHARED = ("subject", "as_of", "solid_class", "claimant")
LARGEST_SET = 500_000  # bytes; a set of 200 claims takes a tenth of it


@dataclass(frozen=True)
class ClaimSet:
    """Claims that are checked together, with the reader's own assumptions and joins."""

    title: str
    claims: tuple[Claim, ...]
    assume: tuple[Claim, ...] = ()
    joins: tuple[Join, ...] = ()
    envelopes: bool = True

    def check(self) -> Check:
        """Return whether the claims can all be true."""
        reference = None if self.envelopes else ()
        return check(self.claims, assume=self.assume, joins=self.joins, reference=reference, title=self.title)


def check_all(sets: Iterable[ClaimSet], progress: Callable[[int], object] = lambda done: None) -> Iterator[Check]:
    """Yield the verdict on each of many sets of claims, one at a time.

    Parameters
    ----------
    sets : sets of claims; taken one by one, so that there may be more than fit in memory
    progress : called with the number of verdicts reached so far
    """
    for done, claims in enumerate(sets, 1):
        found = claims.check()
        progress(done)
        yield found


def load_claims(path: str | os.PathLike[str]) -> ClaimSet:
    """Read a set of claims from a TOML file.

    Raises
    ------
    ClaimError
        With everything that is wrong in the file, one line each.
    """
    if os.path.isfile(path):
        _refuse_large(os.path.getsize(path), os.path.basename(os.fspath(path)))
    return _set(read_toml(path, ClaimError), os.path.basename(os.fspath(path)))


def parse_claims(text: str, name: str = "claims") -> ClaimSet:
    r"""Return the set of claims that a TOML text holds.

    Examples
    --------
    >>> parse_claims('[[claim]]\nquantity = "driving_range"\nsays = "1000 km"').claims[0].printed
    '1000 km'
    """
    _refuse_large(len(text), name)
    return _set(parse_toml(text.encode(), name, ClaimError), name)


def _refuse_large(size: int, name: str) -> None:
    if size > LARGEST_SET:
        raise ClaimError(f"{name}: {size:,} bytes. Expected at most {LARGEST_SET:,}; check each subject on its own.")


def _set(tables: Mapping[str, Any], name: str) -> ClaimSet:
    problems = [f"unknown key {key!r}.{did_you_mean(key, _OUTER)}" for key in tables if key not in _OUTER]
    shared = {key: tables[key] for key in _SHARED if key in tables}
    conditions = tables.get("conditions", {})
    if not isinstance(conditions, dict):
        problems.append('conditions is no table. Write conditions = { vehicle_class = "mid-size" }.')
        conditions = {}
    made: dict[str, list[Any]] = {}
    makers: dict[str, Callable[[dict[str, Any]], Any]] = {
        "claim": lambda row: Claim(**(shared | row | {"conditions": conditions | row.get("conditions", {})})),
        "assume": lambda row: Claim(**row),
        "join": _join,
    }
    for key, make in makers.items():
        made[key] = list(_made(key, tables.get(key, []), make, problems))
    if problems:
        raise ClaimError("\n".join(f"{name}: {problem}" for problem in problems))
    title = tables.get("title", name)
    envelopes = tables.get("envelopes", True)
    if not isinstance(title, str) or not isinstance(envelopes, bool):
        raise ClaimError(f'{name}: title is text and envelopes is true or false; write title = "...".')
    return ClaimSet(title, tuple(made["claim"]), tuple(made["assume"]), tuple(made["join"]), envelopes)


def _made(key: str, rows: Any, make: Callable[[dict[str, Any]], Any], problems: list[str]) -> Iterator[Any]:
    """Yield what can be made of the rows, adding to the problems what is wrong with the others."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        problems.append(f"{key} is no list of tables. Write [[{key}]] above each.")
        return
    if len(rows) > MOST_CLAIMS:
        problems.append(
            f"{len(rows):,} tables [[{key}]]. Expected at most {MOST_CLAIMS}; check each subject on its own."
        )
        return
    for number, row in enumerate(rows, 1):
        try:
            yield make(row)
        except SsbError as error:
            problems.extend(f"{key} {number}: {line}" for line in str(error).splitlines())


def _join(row: dict[str, Any]) -> Join:
    wrong = [key for key in row if key not in Join._fields]
    missing = [key for key in Join._fields if not isinstance(row.get(key), str)]
    if wrong or missing:
        told = f"unknown key {wrong[0]!r}.{did_you_mean(wrong[0], Join._fields)}" if wrong else f"no {missing[0]}."
        raise ClaimError(f'{told} Write left = "pack_voltage", right = "platform_voltage", reason = "...".')
    if not all(len(row[key]) <= 500 for key in Join._fields):
        raise ClaimError(f"left = {short(row['left'])} is too long. Expected at most 500 characters.")
    return Join(**row)
