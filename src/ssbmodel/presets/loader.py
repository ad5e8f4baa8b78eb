"""Reads the library's own preset data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def preset(name: str) -> dict[str, Any]:
    """Return a preset file of this package as plain data; callers do not change it.

    >>> sorted(preset("studies.toml"))
    ['set', 'study']
    """
    return tomllib.loads((files("ssbmodel.presets") / name).read_text("utf-8"))


def shipped(*names: str) -> Any:
    """Return a file or folder that comes with this package, by the names on the way to it.

    >>> shipped("cycles", "WLTC.csv").is_file()
    True
    """
    place: Any = files("ssbmodel.presets")
    for name in names:
        place = place / name
    return place
