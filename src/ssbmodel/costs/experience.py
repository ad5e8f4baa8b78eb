"""What the library states of learning: exponents with their spread, paths of output, what earlier experience counts."""

from typing import Any

from ..core.assumption import Assumption
from ..ground.errors import StudyError, did_you_mean
from ..presets.loader import preset

Stated = tuple[Assumption, ...]
SHAPES = ("yearly", "exponential", "logistic", "gompertz")
_GWH = "GWh"
_NOT_NOISE = "The spread of the exponent alone: the noise of single years is not in it."


def exponents() -> tuple[str, ...]:
    """Return the names of the exponents that the library states.

    >>> exponents()
    ('panel', 'lithium-ion-levels', 'way-batteries')
    """
    return tuple(_entries("forecast.toml", "exponent"))


def exponent_assumption(name: str) -> Assumption:
    """Return an exponent of Wright's law by its name, with the spread that its source gives it.

    Raises
    ------
    StudyError
        If there is none of that name.

    Examples
    --------
    >>> exponent_assumption("way-batteries").spread.named()
    {'normal': {'mean': 0.421, 'sd': 0.063}}
    """
    entry = _entry("forecast.toml", "exponent", name)
    spread: Any = {"normal": (entry["value"], entry["sd"])}
    return Assumption(name="experience_exponent", spread=spread, sources=(entry["source"],), reason=_NOT_NOISE)


def paths() -> tuple[str, ...]:
    """Return the names of the paths of output that the library states.

    >>> paths()
    ('large', 'small')
    """
    return tuple(_entries("claims.toml", "path"))


def path_assumptions(name: str) -> Stated:
    """Return a path of yearly output by its name, and the experience when it starts.

    Raises
    ------
    StudyError
        If there is none of that name.

    Examples
    --------
    >>> print(next(one for one in path_assumptions("small") if one.name == "end_output"))
    end_output = 48 GWh [assumed: the 13.5 GWh that SMM names for 2028, carried on to 2030]
    """
    entry, claim = _entry("claims.toml", "path", name), preset("claims.toml")["claim"]
    after, why = preset("claims.toml")["after"], entry["reason"]
    carried: dict[str, Any] = {"reason": entry["last_reason"]} if "last_reason" in entry else {}
    return (
        Assumption(name="path_year", value=claim["start"], reason="The first year of the path."),
        Assumption(name="path_end_year", value=claim["year"], reason="The last year of which an output is stated."),
        Assumption(name="start_output", value=entry["first"], unit=_GWH, reason=why),
        Assumption(name="end_output", value=entry["last"], unit=_GWH, **(carried or {"sources": (entry["source"],)})),
        Assumption(name="later_growth", value=after["growth"], sources=(after["source"],), reason=_reason(after)),
        Assumption(name="experience", value=entry["experience"], unit=_GWH, reason=why),
    )


def bases() -> tuple[str, ...]:
    """Return the names of what earlier experience may count.

    >>> bases()
    ('own', 'shared')
    """
    return tuple(_entries("claims.toml", "base"))


def base_assumption(name: str) -> Assumption:
    """Return what experience counts from before a path, by its name.

    Raises
    ------
    StudyError
        If there is none of that name.

    Examples
    --------
    >>> print(base_assumption("own"))
    prior_experience = 0 GWh [assumed: solid-state cells start from nothing but their own output]
    """
    entry = _entry("claims.toml", "base", name)
    return Assumption(name="prior_experience", value=entry["prior"], unit=entry["unit"], reason=_reason(entry))


def _reason(entry: dict[str, Any]) -> str:
    return str(entry["reason"]).removeprefix("assumption: ")  # an assumption says by itself that it is one


def _entries(file: str, kind: str) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in preset(file)[kind]}


def _entry(file: str, kind: str, name: str) -> dict[str, Any]:
    known = _entries(file, kind)
    if name not in known:
        raise StudyError(f"no {kind} {name!r}.{did_you_mean(name, known)} Expected one of: {', '.join(known)}.")
    return known[name]
