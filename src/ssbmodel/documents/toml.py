"""Writes tables as TOML text that reads back as equal, one key a line."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def toml_text(tables: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """Return headings and their tables as TOML.

    Parameters
    ----------
    tables : pairs of a heading, such as ``[study]`` or ``[[assumption]]``, and its keys with their values
        Text, numbers, true and false, lists, and tables of these, which are written on the key's line.

    Examples
    --------
    >>> print(toml_text([("[[assumption]]", {"name": "wage", "value": 25.0})]), end="")
    [[assumption]]
    name  = "wage"
    value = 25.0
    """
    return "\n\n".join("\n".join([heading, *_lines(table)]) for heading, table in tables) + "\n"


def _lines(table: Mapping[str, Any]) -> list[str]:
    width = max(map(len, table), default=0)
    return [f"{key:{width}} = {_value(value)}" for key, value in table.items()]


def _value(value: Any) -> str:
    """Return one value as TOML; JSON's strings and numbers are TOML's."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "a").replace("-", "a").isalnum() else _value(key)
