"""Known places, by any spelling of their names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import mappings
from indexer.lists.phrases import key

KINDS = ("city", "region", "country", "both")


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is spelt as listed; `kind` is one of `KINDS` (both: a country and its capital)."""

    name: str
    kind: str

    @property
    def is_town(self) -> bool:
        return self.kind in ("city", "both")


def find_place(text: str) -> Place | None:
    """The place whose name `text` is, however it is spelt; vowel marks stay as printed."""
    place = _places().get(key(text))
    if place and text != place.name and _letters(text) == _letters(place.name):
        return Place(text, place.kind)
    return place


def _letters(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Mn")


@cache
def _places() -> dict[str, Place]:
    places: dict[str, Place] = {}
    for kind, name, others in mappings.table("places", 3):
        if kind not in KINDS:
            raise mappings.ListError(f"mappings/lexicon/places.txt: unknown kind {kind!r}")
        for spelling in (name, *filter(None, others.split(";"))):
            if places.setdefault(key(spelling), Place(spelling, kind)).name != spelling:
                raise mappings.ListError(f"mappings/lexicon/places.txt: {spelling!r} twice")
    return places
