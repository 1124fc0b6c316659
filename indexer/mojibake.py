"""Text of one encoding that was read as another, read again as what it was.

    UTF-8 read as windows-1252, ISO-8859-1 or windows-1256    two odd signs for each letter
    windows-1256 read as windows-1252 or ISO-8859-1           capitals with accents

Only runs whose bytes are sound in the right encoding and say something in it are changed, so that
French, German or Persian words stay. Text damaged twice over is repaired in two passes.
"""

from __future__ import annotations

import re
from functools import cache

# The lead bytes of Arabic letters and general punctuation in UTF-8, as each wrong encoding shows
# them; then any byte of 80 to BF.
_LEADS_1252 = "\u00c2\u00c3\u00d8-\u00db\u00e2\u00ef"
_TAH, _ZAH, _AIN, _GHAIN = "\u0637", "\u0638", "\u0639", "\u063a"
_ARABIC = re.compile("[\u0621-\u064a]")
_TELLTALE = re.compile(
    "[\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00d6\u00d8-\u00f6\u00f8-\u00ff]"
)
_SUSPECT_1252 = re.compile(f"[{_LEADS_1252}][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_ACCENTED = re.compile("[\u00c0-\u00ff]{2}")
_SUSPECT_1256 = re.compile(
    f"[{_TAH}{_ZAH}][\u0080-\u00bf\u0152-\u0192\u02c6\u2013-\u2122\u0679-\u06d2\u200c-\u200f]"
)
# What the right reading may hold: Latin letters with accents, Arabic, general punctuation; also
# what text damaged twice shows after the first repair.
_LIKELY = re.compile("[\u0080-\u0192\u02c6\u02dc\u060c-\u06d5\u2010-\u2122\ufeff]+")
_TIMES = 4  # how often over damage is undone
_WORDS = re.compile("[\u00a1-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122\u0080-\u009f]+")


def possible(strange: str) -> bool:
    """Whether a text may be damaged, by the characters in it that no sound Arabic text has."""
    return bool(_TELLTALE.search(strange))


def repair(text: str) -> str:
    """`text` with every damaged run read again; unchanged where nothing is damaged."""
    for _ in range(_TIMES):
        before, text = text, _repair_once(text)
        if text == before:
            break
    return text


def _repair_once(text: str) -> str:
    if _SUSPECT_1256.search(text):
        text = "\n".join(map(_utf8_as_1256, text.split("\n")))
    if _SUSPECT_1252.search(text):
        text = _runs_of("cp1252").sub(lambda run: _utf8(run.group(), "cp1252"), text)
    if _ACCENTED.search(text):
        text = "\n".join(map(_windows_1256, text.split("\n")))
    return text


@cache
def _byte_of(encoding: str) -> dict[str, int]:
    """Each character of the upper half of `encoding` and its byte, and the C1 controls besides."""
    table = {chr(byte): byte for byte in range(0x80, 0x100 if encoding == "cp1252" else 0xA0)}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(encoding, "ignore")
        if char:
            table[char] = byte
    return table


@cache
def _runs_of(encoding: str) -> re.Pattern[str]:
    """Sound UTF-8 sequences of two and three bytes, as `encoding` shows them."""
    shown: dict[int, str] = {}
    for char, byte in _byte_of(encoding).items():
        shown[byte] = shown.get(byte, "") + char

    def some(first: int, last: int) -> str:
        return "[" + re.escape("".join(shown.get(b, "") for b in range(first, last + 1))) + "]"

    follow = some(0x80, 0xBF)
    return re.compile(f"(?:{some(0xC2, 0xDF)}{follow}|{some(0xE1, 0xEF)}{follow}{follow})+")


def _utf8(run: str, encoding: str) -> str:
    table = _byte_of(encoding)
    try:
        read = bytes(table[char] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return run
    return read if _LIKELY.fullmatch(read) else run


def _utf8_as_1256(line: str) -> str:
    """Here the damage looks like Arabic letters beside signs, as a sound text has them too (a word
    in quotation marks): a line counts as damaged once it holds three such pairs on end."""
    runs = _runs_of("cp1256")
    if not any(
        len(_ARABIC.findall(_utf8(run.group(), "cp1256"))) >= 3
        and _utf8(run.group(), "cp1256") != run.group()
        for run in runs.finditer(line)
    ):
        return line
    return runs.sub(lambda run: _utf8(run.group(), "cp1256"), line)


def _windows_1256(line: str) -> str:
    """A line of windows-1256 read as windows-1252; else the line, with what words of it are."""
    if not _ACCENTED.search(line):
        return line
    letters = [char for char in line if char.isalpha()]
    accented = sum("\u00c0" <= char <= "\u00ff" for char in letters)
    table = _byte_of("cp1252")
    if accented * 5 >= len(letters) * 3 and not _ARABIC.search(line):
        return "".join(_shown_1256(char, table) for char in line)
    return _WORDS.sub(_word_1256, line)


def _word_1256(match: re.Match[str]) -> str:
    word = match.group()
    if sum("\u00c0" <= char <= "\u00ff" for char in word) < 3:
        return word
    return "".join(_shown_1256(char, _byte_of("cp1252")) for char in word)


def _shown_1256(char: str, table: dict[str, int]) -> str:
    byte = table.get(char)
    return char if byte is None else bytes([byte]).decode("cp1256")
