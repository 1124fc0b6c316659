"""The words of files that leave the archive (``mappings/lexicon/file_words.txt``)."""

from __future__ import annotations

from functools import cache

import mappings
from search_ui.labels import Language


def word(kind: str, code: str, language: Language) -> str:
    """A word by what it is (column, about, cite) and which one, in a language."""
    return _words()[kind, code][language]


@cache
def _words() -> dict[tuple[str, str], dict[str, str]]:
    return {
        (kind, code): {"ar": arabic, "en": english}
        for kind, code, arabic, english in mappings.table("file_words", 4)
    }
