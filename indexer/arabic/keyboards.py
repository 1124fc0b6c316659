"""Text typed while the wrong keyboard layout was on, read as the keys that were meant.

The layouts stand in ``mappings/lexicon/keyboards.txt``.
"""

from __future__ import annotations

import re
from functools import cache

import mappings
from indexer.arabic.script import arabic_letters

_LATIN = re.compile("[A-Za-z]")
_MOST = 8  # ways to type one text


def retyped(text: str) -> list[str]:
    """The text under each other layout: Arabic where it has only Latin letters, else Latin; empty
    where it has letters of both scripts or of neither. Digits and blanks stay."""
    latin, arabic = bool(_LATIN.search(text)), bool(arabic_letters(text))
    if latin == arabic:
        return []
    made = [
        other
        for layout in _layouts()
        for other in (_to_arabic if latin else _to_latin)(text, layout)
    ]
    return list(dict.fromkeys(made))


def _to_arabic(text: str, layout: str) -> list[str]:
    keys = _layouts()[layout]
    return ["".join(keys.get(key) or keys.get(key.lower(), key) for key in text)]


def _to_latin(text: str, layout: str) -> list[str]:
    """Every way to type the text, where one key types what two others do; none where it has a
    letter that no key types."""
    typed = {letters: key for key, letters in reversed(_layouts()[layout].items())}
    longest = max(map(len, typed))
    ways: list[list[str]] = [[""]]  # of the text up to each place
    for end in range(1, len(text) + 1):
        made = []
        for length in range(min(longest, end), 0, -1):
            piece = text[end - length : end]
            key = typed.get(piece) or (piece if length == 1 and not arabic_letters(piece) else "")
            made += [before + key for before in ways[end - length]] if key else []
        ways.append(made[:_MOST])
    return ways[-1]


@cache
def _layouts() -> dict[str, dict[str, str]]:
    """What the keys of each layout type."""
    layouts: dict[str, dict[str, str]] = {}
    for layout, key, letters in mappings.table("keyboards", 3):
        layouts.setdefault(layout, {})[key] = letters
    return layouts
