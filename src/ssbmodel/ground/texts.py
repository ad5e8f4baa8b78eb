"""Texts as people have them: utf-8 with or without a mark of its order of bytes, utf-16 with one."""

import codecs

from .errors import SsbError

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(raw: bytes, name: str, error: type[SsbError]) -> str:
    """Return the bytes of a file as text.

    Parameters
    ----------
    raw : content of the file
    name : what messages call it
    error : what is raised where it is neither

    Examples
    --------
    >>> decoded("400 Wh/kg".encode("utf-16"), "text.txt", SsbError)
    '400 Wh/kg'
    """
    encoding = next((found for mark, found in _MARKED if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as failure:
        raise error(f"{name}: byte {failure.start} is not {encoding[:6]}. Save the file as utf-8.") from None
