"""The words of files that leave the archive (``mappings/lexicon/file_words.txt``)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import mappings
from search_ui.labels import Language, actor_label

ACTORS = ("actor", "actor_all", "not_actor")  # parameters whose values are ids
CHOICES = ("undated", "depth", "match", "copies", "order")  # whose values are a few words


def word(kind: str, code: str, language: Language) -> str:
    """A word by what it is (column, about, value, cite, search) and which one, in a language."""
    return _words()[kind, code][language]


def in_words(facts: Iterable[tuple[str, str]], language: Language) -> list[tuple[str, str]]:
    """Facts of an export as people read them: (what, value) for each (name, value)."""
    return [(word("about", name, language), _value(name, value, language)) for name, value in facts]


def _value(name: str, value: str, language: Language) -> str:
    if name in ACTORS:
        return actor_label(value, language)["label"]
    if name in CHOICES:
        return word("value", value, language)
    return value


@cache
def _words() -> dict[tuple[str, str], dict[str, str]]:
    return {
        (kind, code): {"ar": arabic, "en": english}
        for kind, code, arabic, english in mappings.table("file_words", 4)
    }
