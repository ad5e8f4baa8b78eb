"""What is written as TOML reads back as equal."""

import tomllib
from typing import Any

from hypothesis import given, strategies as st

from ssbmodel.documents.toml import toml_text

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


def test_tables_stand_apart_with_their_keys_in_line() -> None:
    written = toml_text(
        [("[study]", {"name": "mine"}), ("[[assumption]]", {"name": "wage", "spread": {"pert": [1, 2, 3]}})]
    )
    assert written == ('[study]\nname = "mine"\n\n[[assumption]]\nname   = "wage"\nspread = { pert = [1, 2, 3] }\n')
