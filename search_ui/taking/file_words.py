"""The words of files that leave the archive (``mappings/lexicon/file_words.txt``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import mappings
from search_ui.answering.labels import Language, value_label

NAMED = ("actor", "actor_all", "not_actor", "source", "not_source")  # by ids or any of its names
CHOICES = ("undated", "depth", "match", "copies", "order")  # whose values are a few words


def word(kind: str, code: str, language: Language) -> str:
    """A word by what it is (column, about, value, cite, search) and which one, in a language."""
    return _words()[kind, code][language]


def in_words(
    facts: Iterable[tuple[str, str]], language: Language, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Facts of an export as people read them: (what, value) for each (name, value); `names` are
    those of actors by id, as far as they are known."""
    return [
        (word("about", name, language), _value(name, value, language, names))
        for name, value in facts
    ]


def _value(name: str, value: str, language: Language, names: Mapping[str, str]) -> str:
    if name in NAMED:
        return value_label(name, value, language, names)
    if name in CHOICES:
        return word("value", value, language)
    return value


@cache
def _words() -> dict[tuple[str, str], dict[str, str]]:
    return {
        (kind, code): {"ar": arabic, "en": english}
        for kind, code, arabic, english in mappings.table("file_words", 4)
    }
