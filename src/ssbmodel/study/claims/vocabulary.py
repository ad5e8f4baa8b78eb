"""What claims may speak about: names with unit, meaning and scale; names that leave something open; what to ask."""

from functools import cache
from typing import Any, NamedTuple

from ...ground.errors import ClaimError, did_you_mean, short
from ...ground.nomenclature import TERMS
from ...presets.loader import preset
from ...sheets.vocabulary import QUANTITIES

DATES = "calendar year"


class Subject(NamedTuple):
    """A quantity that can be claimed: unit, meaning, and whether it multiplies (log) or adds up (plain)."""

    name: str
    unit: str
    meaning: str
    plain: bool = False


class Entry(NamedTuple):
    """A quantity that is read as another one: ``1 - x``, ``1 + x`` or ``log2``, the exponent of a learning rate."""

    to: str
    rule: str


def data() -> dict[str, Any]:
    """Return the preset of quantities as plain data."""
    return preset("claim_quantities.toml")


@cache
def quantity(name: str) -> Subject:
    """Return a quantity by name.

    Raises
    ------
    ClaimError
        If no claim can speak about it.
    """
    if not isinstance(name, str) or name not in names():
        near = did_you_mean(name, sorted(names())) if isinstance(name, str) else ""
        raise ClaimError(f"quantity = {short(name)} is unknown.{near or ' Expected a name such as driving_range.'}")
    row = data()["quantity"].get(name)
    if row:
        return Subject(name, row["unit"], row["meaning"], row.get("scale") == "plain")
    if name in TERMS:
        return Subject(name, TERMS[name].unit, TERMS[name].meaning)
    meaning = QUANTITIES.get(name)
    if meaning:
        return Subject(name, meaning.unit, name.replace("_", " "), meaning.kind == DATES)
    unit = quantity(next(iter(data()["general"][name]["names"].values()))).unit if name in data()["general"] else ""
    return Subject(name, unit, name.replace("_", " "))


@cache
def names() -> frozenset[str]:
    """Return every name that a claim may use."""
    rows = data()
    return frozenset({*rows["quantity"], *rows["general"], *rows["entry"], *TERMS, *QUANTITIES})


def entry(name: str) -> Entry | None:
    """Return how a quantity is read as another one, or None where it stands for itself."""
    row = data()["entry"].get(name)
    return Entry(row["to"], row["map"]) if row else None


def specific(name: str, level: str, basis: str, statistic: str) -> str | None:
    """Return the name that says all, or None where something is left open.

    >>> specific("specific_energy", "cell", "unspecified", "unspecified")
    'cell_specific_energy'
    """
    row = data()["general"].get(name)
    if row is None:
        return name
    key = {"level": level, "statistic": statistic, "level and basis": f"{level} {basis}"}[row["by"]]
    found = row["names"].get(key)
    return None if found is None else str(found)


def question(name: str) -> str:
    """Return what to ask where a claim cannot be checked.

    >>> question("risk_reduction")
    'Which metric, against which battery?'
    """
    rows = data()
    general = rows["general"].get(name)
    if general:
        return str(general["question"])
    return str(rows["question"].get(name, f"What else is known that bears on the {name.replace('_', ' ')}?"))
