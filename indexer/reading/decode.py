"""Which encoding bytes are in, surest evidence first; what no evidence decides is refused.

    byte order mark > sound UTF-8 > UTF-16 by its zero bytes > what an HTML page declares > the
    Arabic one-byte encodings by their letters

Sound UTF-8 goes before a declaration: no other encoding of Arabic is ever sound UTF-8 over more
than a few letters, and pages that were saved again often declare what they were before.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from indexer.reading.kinds import READ_KINDS
from indexer.reading.letters import arabic_encoding
from indexer.reading.streams import Chunks, Unreadable, as_utf8, peeked

READ_ENCODINGS = "UTF-8, UTF-16, windows-1256, ISO-8859-6 and MacArabic"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNPACK = "unpack it and name the files"
_SIGNATURES = (  # how they begin, what that is, and the way out
    (b"%PDF", "a PDF under another name", "name it .pdf"),
    (
        b"PK\x03\x04",
        "a zip archive, a spreadsheet or an office document under another name",
        "name it as what it is (.zip, .docx, .odt, .epub), and save each sheet of a spreadsheet as "
        "CSV UTF-8",
    ),
    (b"\x1f\x8b", "gzip data under another name, or packed twice", "unpack it"),
    (b"\x89PNG", "an image", ""),
    (b"\xff\xd8\xff", "an image", ""),
    (b"GIF8", "an image", ""),
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document",
        "save it as DOCX, or a spreadsheet as CSV UTF-8",
    ),
    (b"{\\rtf", "an RTF document", "save it as DOCX or text"),
    (b"7z\xbc\xaf", "a 7z archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"BZh", "bzip2 data", _UNPACK),
    (b"\xfd7zXZ", "xz data", _UNPACK),
    (b"SQLite format 3", "a database", ""),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f"))
_FEW_CONTROLS = 8  # that a damaged text may hold, however short it is
_META = re.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_DECLARED_WITHIN = 8192  # bytes from the start of a page
_NAMES = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}
_ALIASES = {"x-mac-arabic": "mac-arabic", "asmo-708": "iso-8859-6", "dos-720": "cp720"}
# What servers declare by default, whatever the page is in.
_NO_EVIDENCE = {"ascii", "iso8859-1", "cp1252", "utf-8"}


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """A whole document: its text, without a byte order mark, and the name of its encoding.

    `declared` is what its server or mail declares, which counts as what it declares itself.
    Raises `Unreadable` for binary data and for what is broken or in no known encoding.
    """
    encoding = encoding_of(data, declared or declared_in(data))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise broken(encoding, error.start, _line(data, error.start)) from None
    if "\0" in text:
        place = len(text[: text.index("\0")].encode(encoding))
        raise Unreadable(
            f"it holds a zero byte at byte {place:,}, so it is binary or damaged: export it as "
            "text or HTML, or fetch it again",
            text.count("\n", 0, text.index("\0")) + 1,
        )
    return text.removeprefix("\ufeff"), encoding


class Text(NamedTuple):
    """A text of any length as UTF-8: its first bytes, all of it, and the encoding it was in."""

    head: bytes
    chunks: Chunks
    encoding: str


def utf8(chunks: Chunks) -> Text:
    """A text whose encoding its first `streams.HEAD` bytes tell. UTF-8 is passed on unchecked.

    Raises `Unreadable` as `encoding_of` does.
    """
    head, chunks = peeked(chunks)
    encoding = encoding_of(head, complete=False)
    if encoding != "utf-8":
        head, chunks = peeked(as_utf8(chunks, encoding))
    return Text(head, chunks, encoding)


def encoding_of(data: bytes, declared: str | None = None, complete: bool = True) -> str:
    """The encoding of `data`; with ``complete=False``, of a text that begins with `data`.

    Broken UTF-8 and UTF-16 count as what they are; decoding shows where they break. Raises
    `Unreadable` for binary data and where nothing tells the encoding.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    _refuse_signature(data)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=complete)
        found = _utf16(data) if b"\0" in data or b"\x06" in data else None
        found = found or "utf-8"
    except UnicodeDecodeError as error:
        found = _utf16(data) or _one_byte_encoding(data, declared)
        if found is None:
            _refuse_controls(data)
            raise Unreadable(
                f"byte {error.start:,} is not UTF-8, and too little in it tells what else it is "
                f"({READ_ENCODINGS} are read): save it again as UTF-8",
                _line(data, error.start),
            ) from None
    if not found.startswith("utf-16"):
        _refuse_controls(data)
    return found


def _one_byte_encoding(data: bytes, declared: str | None) -> str | None:
    if _mostly_utf8(data):
        return "utf-8"
    known = _codec(declared)
    if known and known not in _NO_EVIDENCE and _decodes(data, known):
        return _NAMES.get(known, known)
    found = arabic_encoding(data)
    if found is None and known and known != "utf-8" and _decodes(data, known):
        return _NAMES.get(known, known)
    return found


def broken(encoding: str, place: int, line: int | None) -> Unreadable:
    """The error of text that breaks off its own encoding at byte `place`."""
    name = {"utf-8": "UTF-8"}.get(encoding, encoding)
    where = f"byte {place:,}" + (f", line {line:,}" if line and encoding == "utf-8" else "")
    return Unreadable(
        f"broken {name} at {where}: nothing is guessed, so save it as UTF-8 or fetch it again",
        line,
    )


def declared_in(data: bytes) -> str | None:
    """The charset that an HTML or XML document declares."""
    head = data[:_DECLARED_WITHIN]
    match = _XML.search(head) or _META.search(head)
    return match[1].decode("ascii") if match else None


def _codec(declared: str | None) -> str | None:
    """Python's name for a declared charset, None for one that is unknown or no charset of text."""
    if not declared:
        return None
    name = _ALIASES.get(declared.lower(), declared)
    try:
        b"a".decode(name)
        known = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        return None
    # a declaration that can be read as ASCII is not in UTF-16
    return None if known.startswith(("utf-16", "utf-32")) else known


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether it was UTF-8 before it was damaged: most of its other bytes are sound sequences."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - bad > bad


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: zero or 06 (the Arabic block) in every other byte, and only there."""
    even = data[: len(data) // 2 * 2]
    shares = {
        "utf-16-le": _share(even[1::2]),
        "utf-16-be": _share(even[0::2]),
    }
    best = max(shares, key=lambda name: shares[name])
    worst = min(shares.values())
    if not even or shares[best] < 0.7 or worst > 0.3:
        return None
    return best


def _share(high: bytes) -> float:
    """How many of the high bytes are those of ASCII, Arabic, its forms and general punctuation."""
    known = len(high) - len(high.translate(None, b"\x00\x06\x20\xfb\xfc\xfd\xfe"))
    return known / len(high) if high.count(0) + high.count(6) else 0.0


def _refuse_signature(data: bytes) -> None:
    for signature, kind, way_out in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"it is {kind}: {way_out}") if way_out else _binary(f"it is {kind}")


def _refuse_controls(data: bytes) -> None:
    """Raises for the bytes of a program or an image, which are full of control characters."""
    if len(data) - len(data.translate(None, _CONTROL)) > max(_FEW_CONTROLS, len(data) // 100):
        raise _binary("it is binary")


def _binary(what: str) -> Unreadable:
    return Unreadable(f"{what}, and only text is read ({READ_KINDS}): export it as text or HTML")


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
