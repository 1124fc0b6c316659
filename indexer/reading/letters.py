"""Which of the Arabic one-byte encodings a text is in, told by how often each letter stands.

The frequencies were counted for this project in 3,000 articles of the Arabic Wikipedia (2017).
"""

from __future__ import annotations

import math
import re
from functools import cache

CANDIDATES = ("windows-1256", "iso-8859-6", "mac-arabic")  # the first of equals is taken
FEWEST = 8  # letters on which a decision can stand

# Of 10,000 letters, from hamza to ghain and from feh to yeh, in the order of Unicode; the vowel
# signs last, as a page of which half is vocalised has them.
_FREQUENCIES = {
    0x0621: (
        30, 10, 199, 8, 77, 35, 1460, 367, 323, 427, 66, 134, 173, 76, 308, 57, 477, 64, 265, 95,
        90, 56, 92, 21, 316, 49,
    ),
    0x0641: (260, 203, 211, 1124, 632, 525, 236, 567, 87, 802),
    0x064B: (20, 8, 8, 200, 90, 130, 100, 90),
}  # fmt: skip
_MARK = 20  # tatweel, Arabic punctuation and digits
_PERSIAN = 6
_NEUTRAL = 40  # what any text may hold beside letters: quotation marks, dashes, odd spaces
_FOREIGN = 0.2  # accented Latin letters, controls, signs of nothing
_SECOND = math.log2(4 / 10_000)
_LEAST = -6.0  # bits for each byte: wrong readings lie below -6.3, right ones near -5
_BESIDE_LATIN = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]")
_ASCII = bytes(range(128))
_SECOND_SPACE = b"\xa0"


def arabic_encoding(data: bytes) -> str | None:
    """The encoding in which `data` reads as Arabic, or None where none or too little does."""
    high = data.translate(None, _ASCII)
    if len(high) < FEWEST or 2 * len(_BESIDE_LATIN.findall(data)) > len(high):
        return None
    counts = [high.count(byte) for byte in range(128, 256)]
    second = data.count(_SECOND_SPACE) > data.count(b" ")
    scores = {name: _score(counts, name, second) for name in CANDIDATES}
    best = max(CANDIDATES, key=lambda name: scores[name])
    if second and scores[best] == scores["mac-arabic"]:
        best = "mac-arabic"  # its letters are those of ISO-8859-6
    return best if scores[best] >= _LEAST and _letters(counts, best) >= FEWEST else None


def _score(counts: list[int], encoding: str, second: bool) -> float:
    """How likely the bytes 128 to 255 are, read so: the mean of their logarithms.

    MacArabic has the signs of ASCII a second time, for text that runs right to left. Where the text
    has its spaces from there (`second`) they tell nothing, elsewhere they are out of place.
    """
    total, counted = 0.0, 0
    for count, weight in zip(counts, _weights(encoding), strict=True):
        if count and not (second and weight == _SECOND):
            total += count * weight
            counted += count
    return total / counted if counted else -math.inf


def _letters(counts: list[int], encoding: str) -> int:
    decoded = bytes(range(128, 256)).decode(encoding, "replace")
    return sum(n for n, c in zip(counts, decoded, strict=True) if "\u0621" <= c <= "\u064a")


@cache
def _weights(encoding: str) -> list[float]:
    """Of each byte from 128 on, the logarithm of its frequency."""
    decoded = bytes(range(128, 256)).decode(encoding, "replace")
    return [_SECOND if c.isascii() else _bits(c) for c in decoded]


def _bits(character: str) -> float:
    if character == "\ufffd":  # the byte is not defined
        return -math.inf
    return math.log2(_frequency(character) / 10_000)


def _frequency(character: str) -> float:
    code = ord(character)
    for first, frequencies in _FREQUENCIES.items():
        if first <= code < first + len(frequencies):
            return frequencies[code - first]
    if 0x0600 <= code <= 0x0670:
        return _MARK
    if 0x0671 <= code <= 0x06FF:
        return _PERSIAN
    if character in "\u00a0\u00ab\u00bb" or 0x2000 <= code <= 0x2026:
        return _NEUTRAL
    return _FOREIGN
