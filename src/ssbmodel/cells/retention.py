"""The lines of capacity retention by family of cells, each slope with its source, its band and its reason."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..core.assumption import Assumption
from ..ground.errors import StudyError, did_you_mean


@dataclass(frozen=True)
class RetentionLine:
    """Capacity retention of one family: what is stated, by name, and the band of each slope in the slope's unit.

    ``assumed_as`` names the family whose slopes were taken where none were found; it is empty otherwise.

    >>> retention_line("nmc").stated["driving_retention_slope"].value
    0.0016
    """

    family: str
    title: str
    stated: Mapping[str, Assumption]
    bands: Mapping[str, tuple[float, float]]
    assumed_as: str = ""

    def spread(self, name: str) -> Assumption:
        """Return a slope with its band as a distribution to draw from; its mode is the stated value.

        Raises
        ------
        StudyError
            If no band is stated of the name.

        Examples
        --------
        >>> print(retention_line("lfp").spread("cell_retention_slope").spread.ends)
        Ends(low=0.0055, central=0.0075, high=0.0133)
        """
        if name not in self.bands:
            raise StudyError(f"{self.family}: {name} has no band. Expected one of: {', '.join(self.bands)}.")
        (low, high), stated = self.bands[name], self.stated[name].to_table()
        return Assumption(**{**stated, "value": None, "spread": {"triangular": (low, stated["value"], high)}})


@cache
def retention_families() -> tuple[str, ...]:
    """Return the names of the families that have a line.

    >>> retention_families()[:5]
    ('nmc', 'lfp', 'semi-solid', 'sulfide', 'sodium')
    """
    return tuple(_families())


@cache
def retention_line(name: str) -> RetentionLine:
    """Return the line of a family, or of the family that a shipped chemistry belongs to.

    Parameters
    ----------
    name : text
        A family of :func:`retention_families`, or a chemistry such as ``"sulfide-nmc-li"``.

    Raises
    ------
    StudyError
        If there is neither a family nor a chemistry of that name.

    Notes
    -----
    The slopes of a cell and of a car have different names, as one is against the temperature of the cell, the other
    against that of the air.

    References
    ----------
    Each assumption names its own; where it names none, it says what it was taken from.

    Examples
    --------
    >>> line = retention_line("oxide-nmc-li")
    >>> line.family, line.assumed_as
    ('oxide', 'semi-solid')
    >>> retention_line("sulfide-nmc-li").stated["cell_retention_slope"].quantity()
    <Quantity(0.0037, '1 / kelvin')>
    """
    families = _families()
    of_chemistry = {chemistry: row["name"] for row in families.values() for chemistry in row["chemistries"]}
    family = name if name in families else of_chemistry.get(name)
    if family is None:
        known = (*families, *of_chemistry)
        told = f"no retention line of {name!r}.{did_you_mean(name, known)}"
        raise StudyError(f"{told} Name a family: {', '.join(families)}; or state capacity_retention.")
    return _line(families[family])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("ssbmodel.cells") / "data" / "retention.toml").read_text("utf-8"))


def _families() -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in _data()["family"]}


def _line(family: dict[str, Any]) -> RetentionLine:
    """Return the line of a family: what all share, then what it takes from another family, then its own."""
    other = _families().get(family.get("as", ""))
    rows = {row["name"]: row for row in _data()["assumption"]}
    if other is not None:
        why = f"assumed as {other['title']}: {family['reason']}"
        rows |= {row["name"]: {**row, "reason": why, "sources": [], "see": []} for row in other["assumption"]}
    rows |= {row["name"]: row for row in family.get("assumption", ())}
    bands = {name: (row["band"][0], row["band"][1]) for name, row in rows.items() if "band" in row}
    stated = {name: Assumption(**{k: v for k, v in row.items() if k != "band"}) for name, row in rows.items()}
    held = MappingProxyType(stated), MappingProxyType(bands)
    return RetentionLine(family["name"], family["title"], *held, assumed_as=family.get("as", ""))
