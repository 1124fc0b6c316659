"""Text typed while the wrong keyboard layout was on, read as the keys that were meant.

The layouts stand in ``mappings/lexicon/keyboards.txt``.
"""

from __future__ import annotations

import re
from functools import cache

import mappings
from indexer.arabic.script import arabic_letters

_LATIN = re.compile("[A-Za-z]")


def retyped(text: str) -> list[str]:
    """The text under each other layout: Arabic where it has only Latin letters, else Latin; empty
    where it has letters of both scripts or of neither. Digits and blanks stay."""
    latin, arabic = bool(_LATIN.search(text)), bool(arabic_letters(text))
    if latin == arabic:
        return []
    made = [(_to_arabic if latin else _to_latin)(text, layout) for layout in _layouts()]
    return [other for other in dict.fromkeys(made) if other is not None]


def _to_arabic(text: str, layout: str) -> str | None:
    keys = _layouts()[layout]
    return "".join(keys.get(key) or keys.get(key.lower(), key) for key in text)


def _to_latin(text: str, layout: str) -> str | None:
    """None where the text has a letter that no key of the layout types."""
    typed = {letters: key for key, letters in reversed(_layouts()[layout].items())}
    longest = max(map(len, typed))
    made, at = [], 0
    while at < len(text):
        for length in range(longest, 0, -1):
            key = typed.get(text[at : at + length])
            if key:
                made.append(key)
                at += length
                break
        else:
            if arabic_letters(text[at]):
                return None
            made.append(text[at])
            at += 1
    return "".join(made)


@cache
def _layouts() -> dict[str, dict[str, str]]:
    """What the keys of each layout type."""
    layouts: dict[str, dict[str, str]] = {}
    for layout, key, letters in mappings.table("keyboards", 3):
        layouts.setdefault(layout, {})[key] = letters
    return layouts
