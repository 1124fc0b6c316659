"""The folded copy of a text in which dates are looked for, and the way back to the text itself.

Letters that are written for one another (hamza seats, teh marbuta, Persian letters), digits of
every script, dashes and spaces become one; vowel marks, tatweel and invisible direction marks go.
The letters are data (``mappings/lexicon/date_letters.txt``); the rest is told by Unicode category.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

import mappings

# Vowel marks and Quranic signs, tatweel, soft hyphen, zero-width and direction marks.
_UNSEEN = (
    "\u00ad\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
# Scripts whose digits, dashes and spaces are met beside Arabic end below this code point.
_TABLE_END = 0x3001


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` is folded; `_shifts[k]` is the first place in it that lies k + 1 places further on."""

    text: str
    _shifts: tuple[int, ...]
    _original: str

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as given, marks on the last letter included, direction marks not."""
        first = start + bisect_right(self._shifts, start)
        last = end + bisect_right(self._shifts, end - 1)
        text = self._original
        while last < len(text) and _unseen().match(text[last]):
            last += 1
        while unicodedata.category(text[last - 1]) == "Cf":
            last -= 1
        return first, last


def fold(text: str) -> Shadow:
    """The shadow of `text`; no input is refused."""
    shadow = text.translate(_table())
    unseen = _unseen()
    if not unseen.search(shadow):
        return Shadow(shadow, (), text)
    removed = [match.start() for match in unseen.finditer(shadow)]
    shifts = tuple(place - before for before, place in enumerate(removed))
    return Shadow(unseen.sub("", shadow), shifts, text)


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{_UNSEEN}]")


@cache
def _table() -> dict[int, str]:
    table = {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    for point in range(0x80, _TABLE_END):
        character = chr(point)
        category = unicodedata.category(character)
        if category == "Nd":
            table[point] = str(unicodedata.decimal(character))
        elif category == "Pd":
            table[point] = "-"
        elif category == "Zs":
            table[point] = " "
    table[0x2212] = "-"  # the minus sign is a symbol by category
    for printed, read in mappings.table("date_letters", 2):
        table[ord(printed)] = read
    return table
