"""Writes tables as TOML text that reads back as equal, one key a line."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

_LONGEST, _ON_A_LINE, _MOST_DOTS = 100, 8, 10


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


def _value(value: Any, indent: str = "") -> str:
    """Return one value as TOML; JSON's strings and numbers are TOML's."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item, indent)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return _list(value, indent)
    plain = _plain(value)
    return _paragraph(plain) if isinstance(value, str) and plain.count(".") > _MOST_DOTS else plain


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")


def _list(values: Any, indent: str) -> str:
    """Return a list on one line, or on several where it is long: numbers some to a line, others one."""
    inner = indent + "    "
    items = [_value(item, inner) for item in values]
    if sum(map(len, items)) <= _LONGEST:
        return f"[{', '.join(items)}]"
    step = _ON_A_LINE if all(isinstance(value, (int, float)) for value in values) else 1
    rows = (", ".join(items[place : place + step]) for place in range(0, len(items), step))
    return "[\n" + "".join(f"{inner}{row},\n" for row in rows) + f"{indent}]"


def _paragraph(plain: str) -> str:
    """Return a text of many full stops on several lines, as readers count the dots of a line."""
    lines = re.findall(rf"(?:[^.]*\.){{1,{_MOST_DOTS}}} *|[^.]+$", plain[1:-1])
    return '"""' + "\\\n".join(lines) + '"""'


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "a").replace("-", "a").isalnum() else _plain(key)
