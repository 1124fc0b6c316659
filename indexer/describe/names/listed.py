"""Where the listed names of actors and places stand in a sentence: what the model is told of them.

The model learns how far to trust a list: a listed name may be part of a longer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import mappings
from indexer.describe.names.labels import LOCATION, ORGANIZATION, PERSON
from indexer.describe.names.words import CUT, word

_TYPES = {"person": PERSON, "state": LOCATION}  # of actors; all others are bodies
NOTHING = "-"
MARKS = (
    NOTHING,
    *(f"{part}{type_}" for type_ in (PERSON, ORGANIZATION, LOCATION) for part in "BI"),
)


class Names(NamedTuple):
    """The names that begin with one word: the type of the word alone, and of the longer ones, by
    their second word, the bases from there on and the type; the longest first."""

    alone: str | None
    longer: dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def starts() -> dict[str, Names]:
    """The listed names by the base of their first word; what names several is the first of them
    in the order person, body, place."""
    names: dict[tuple[str, ...], str] = {}
    for type_, name in sorted(_listed(), key=lambda pair: MARKS.index(f"B{pair[0]}")):
        bases = tuple(word(form).base for form in CUT.findall(name))
        if bases:
            names.setdefault(bases, type_)
    found: dict[str, Names] = {}
    for bases, type_ in sorted(names.items(), key=lambda item: -len(item[0])):
        first = found.setdefault(bases[0], Names(names.get(bases[:1]), {}))
        if len(bases) > 1:
            first.longer.setdefault(bases[1], []).append((bases[1:], type_))
    return found


def marks(bases: Sequence[str], places: Iterable[int]) -> list[tuple[int, int]]:
    """(place, number of its mark in `MARKS`) of every word that a listed name covers; names are
    looked for at `places`, in rising order, and do not overlap."""
    known = starts()
    found: list[tuple[int, int]] = []
    free = 0
    for at in places:
        if at < free:
            continue
        length, type_ = _longest(known.get(bases[at]), bases, at)
        if type_:
            first = MARKS.index(f"B{type_}")
            found.append((at, first))
            found += [(further, first + 1) for further in range(at + 1, at + length)]
            free = at + length
    return found


def _longest(names: Names | None, bases: Sequence[str], at: int) -> tuple[int, str | None]:
    """The number of words and the type of the longest of the names that stands at a place."""
    if names is None:
        return 0, None
    if names.longer and at + 1 < len(bases):
        for rest, type_ in names.longer.get(bases[at + 1], ()):
            if tuple(bases[at + 1 : at + 1 + len(rest)]) == rest:
                return 1 + len(rest), type_
    return 1, names.alone


def _listed() -> Iterable[tuple[str, str]]:
    for actor in mappings.actors():
        for name in (actor.name, *actor.aliases):
            yield _TYPES.get(actor.type, ORGANIZATION), name
    for _, name, others in mappings.table("places", 3):
        for spelling in (name, *filter(None, others.split(";"))):
            yield LOCATION, spelling
    for name, _, _ in mappings.table("place_names", 3):
        yield LOCATION, name
