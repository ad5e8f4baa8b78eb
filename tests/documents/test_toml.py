"""What is written as TOML reads back as equal."""

import tomllib
from typing import Any

from hypothesis import given, strategies as st

from ssbmodel.documents.toml import toml_text
from ssbmodel.sheets.reader import parse_toml

# TOML knows no surrogates; all else that a text can hold is written escaped where it must be
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = texts | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
values: Any = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=8
)
keys = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)


@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_a_table_reads_back_as_equal(table: dict[str, Any]) -> None:
    assert tomllib.loads(toml_text([("[one]", table)])) == {"one": table}


LONG = st.lists(scalars, min_size=9, max_size=40) | st.lists(
    st.sampled_from([". ", ".", " ", "a", '"', "\\"]), min_size=60
).map("".join)


@given(LONG)
def test_long_lists_and_texts_stand_on_lines_that_a_reader_of_files_takes(value: Any) -> None:
    written = toml_text([("[one]", {"key": value, "inside": {"list": value}})])
    assert tomllib.loads(written) == {"one": {"key": value, "inside": {"list": value}}}
    assert parse_toml(toml_text([("[one]", {"key": [0.1] * 999, "text": "e.g. " * 200})]).encode(), "text")


def test_a_long_list_of_numbers_stands_on_several_lines() -> None:
    lines = toml_text([("[one]", {"key": [1.5] * 40})]).splitlines()
    assert lines[1] == "key = ["
    assert lines[2] == "    1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5,"
    assert (lines[-1], len(lines)) == ("]", 8)


def test_tables_stand_apart_with_their_keys_in_line() -> None:
    written = toml_text(
        [("[study]", {"name": "mine"}), ("[[assumption]]", {"name": "wage", "spread": {"pert": [1, 2, 3]}})]
    )
    assert written == ('[study]\nname = "mine"\n\n[[assumption]]\nname   = "wage"\nspread = { pert = [1, 2, 3] }\n')
