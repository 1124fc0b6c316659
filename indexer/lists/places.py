"""Known places, by any spelling of their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import mappings
from indexer.lists.phrases import key

REMEMBERED = 8192  # texts, since the same names stand in many articles
KINDS = ("city", "region", "country", "both")


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is spelt as listed; `kind` is one of `KINDS` (both: a country and its capital)."""

    name: str
    kind: str

    @property
    def is_town(self) -> bool:
        return self.kind in ("city", "both")


@lru_cache(maxsize=REMEMBERED)
def find_place(text: str) -> Place | None:
    """The place whose name `text` is, however it is spelt; vowel marks stay as printed."""
    place = _places().get(key(text))
    if place and text != place.name and _letters(text) == _letters(place.name):
        return Place(text, place.kind)
    return place


def english_name(place: str) -> str | None:
    """What a place is called in English, however it is spelt; None where no list says it."""
    return _english().get(key(place))


def called_in_english(name: str) -> tuple[str, ...]:
    """The Arabic names, in each of their spellings, of the places that are called so in English,
    in whatever letters; none where no list has it."""
    return _arabic().get(name.strip().casefold(), ())


def _letters(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Mn")


def _rows() -> Iterator[tuple[str, ...]]:
    """The kind of each listed place, its name, and its other spellings."""
    for kind, name, others in mappings.table("places", 3):
        yield kind, name, *filter(None, others.split(";"))


@cache
def _places() -> dict[str, Place]:
    places: dict[str, Place] = {}
    for kind, *spellings in _rows():
        if kind not in KINDS:
            raise mappings.ListError(f"mappings/lexicon/places.txt: unknown kind {kind!r}")
        for spelling in spellings:
            if places.setdefault(key(spelling), Place(spelling, kind)).name != spelling:
                raise mappings.ListError(f"mappings/lexicon/places.txt: {spelling!r} twice")
    return places


@cache
def _english() -> dict[str, str]:
    """English names by the `key` of each spelling of the Arabic ones."""
    states = {key(one.name): one.english for one in mappings.actors() if one.type == "state"}
    listed = {row[0]: row[1] for row in mappings.table("places_english", 2)}
    told: dict[str, str] = {}
    for kind, name, *others in _rows():
        english = listed.pop(name, None) or (states.get(key(name)) if kind == "country" else None)
        if english:
            told |= {key(one): english for one in (name, *others)}
    if listed:
        unknown = next(iter(listed))
        raise mappings.ListError(
            f"mappings/lexicon/places_english.txt: {unknown!r} is not in places.txt"
        )
    return told


@cache
def _arabic() -> dict[str, tuple[str, ...]]:
    told: dict[str, list[str]] = {}
    for _, *spellings in _rows():
        english = english_name(spellings[0])
        for called in (english, *english.split(" / ")) if english else ():
            spelt = told.setdefault(called.casefold(), [])
            spelt += [one for one in spellings if one not in spelt]
    return {english: tuple(names) for english, names in told.items()}
