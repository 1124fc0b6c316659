"""Which letters belong to which of the languages that are written in Arabic script."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\ufb50-\ufefc]+")
_OWN = {  # letters that Arabic does not have; Persian and Urdu share some, so each has its tell
    "fa": "پچژگ",
    "ur": "ٹڈڑےںھ",
    "ckb": "ێۆەڕڵ",
}


def arabic_letters(text: str) -> int:
    """How many letters of `text` are of the Arabic script, presentation forms included."""
    return sum(map(len, _ARABIC.findall(text)))


def letter_counts(text: str) -> dict[str, int]:
    """How many letters of `text` each language has for its own: fa, ur, ckb."""
    return {language: sum(map(text.count, letters)) for language, letters in _OWN.items()}
