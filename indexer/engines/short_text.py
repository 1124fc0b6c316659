"""Texts as short bytes: a byte a letter where every letter allows it.

An article is kept to be shown, and to read its bytes takes longer than to find it. UTF-8 takes two
bytes for an Arabic letter; windows-1256 holds those of Arabic, with its marks and signs, and Latin
ones, in one. A text with any other letter stays in UTF-8. The first byte tells which it is.
"""

from __future__ import annotations

_CODECS = {b"1": "cp1256", b"8": "utf-8"}
HEAD = 1  # bytes before the text


def shorten(text: str) -> bytes:
    """The text as bytes."""
    try:
        return b"1" + text.encode("cp1256")
    except UnicodeEncodeError:
        return b"8" + text.encode()


def restore(kept: bytes) -> str:
    """The text again; of no bytes, an empty one."""
    return kept[HEAD:].decode(codec(kept)) if kept else ""


def codec(kept: bytes) -> str:
    """The name of the encoding of what stands behind the first byte."""
    return _CODECS[kept[:HEAD]]
