"""Bytes of a file as text, whatever program saved them."""

import pytest

from ssbmodel.ground.errors import ClaimError
from ssbmodel.ground.texts import decoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-mark", "utf-16-be-mark"])
def test_text_is_read_as_it_was_saved(encoding: str) -> None:
    said = "续航 1000 km, -20 °C"
    marked = encoding.endswith("-mark")
    raw = ("\ufeff" + said).encode(encoding.removesuffix("-mark")) if marked else said.encode(encoding)
    assert decoded(raw, "text.txt", ClaimError) == said


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("续航".encode("gb18030"), r"text\.txt: byte 0 is not utf-8\. Save the file as utf-8"),
        (b"range \xff", r"byte 6 is not utf-8"),
        (b"\xff\xfe\x00\xd8", r"byte 2 is not utf-16"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(raw: bytes, told: str) -> None:
    with pytest.raises(ClaimError, match=told):
        decoded(raw, "text.txt", ClaimError)
