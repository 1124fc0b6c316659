"""Where the listed names of actors and places stand in a sentence: what the model is told of them.

The model learns how far to trust a list: a listed name may be part of a longer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import mappings
from indexer.describe.names.labels import LOCATION, ORGANIZATION, PERSON
from indexer.describe.names.words import CUT, word

_TYPES = {"person": PERSON, "state": LOCATION}  # of actors; all others are bodies
NOTHING = "-"
MARKS = (
    NOTHING,
    *(f"{part}{type_}" for type_ in (PERSON, ORGANIZATION, LOCATION) for part in "BI"),
)

Rests = tuple[tuple[tuple[str, ...], str], ...]


@cache
def starts() -> dict[str, Rests]:
    """The listed names by the base of their first word: the further bases and the type; the
    longest first, and of the same letters the first in the order person, body, place."""
    names: dict[tuple[str, ...], str] = {}
    for type_, name in sorted(_listed(), key=lambda pair: MARKS.index(f"B{pair[0]}")):
        bases = tuple(word(form).base for form in CUT.findall(name))
        if bases:
            names.setdefault(bases, type_)
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for bases, type_ in names.items():
        found.setdefault(bases[0], []).append((bases[1:], type_))
    return {first: tuple(sorted(rests, key=lambda r: -len(r[0]))) for first, rests in found.items()}


def marks(bases: Sequence[str], places: Iterable[int]) -> list[tuple[int, int]]:
    """(place, number of its mark in `MARKS`) of every word that a listed name covers; names are
    looked for at `places`, in rising order, and do not overlap."""
    known = starts()
    found: list[tuple[int, int]] = []
    free = 0
    for at in places:
        if at < free:
            continue
        for rest, type_ in known.get(bases[at], ()):
            end = at + 1 + len(rest)
            if not rest or tuple(bases[at + 1 : end]) == rest:
                first = MARKS.index(f"B{type_}")
                found.append((at, first))
                found += [(further, first + 1) for further in range(at + 1, end)]
                free = end
                break
    return found


def _listed() -> Iterable[tuple[str, str]]:
    for actor in mappings.actors():
        for name in (actor.name, *actor.aliases):
            yield _TYPES.get(actor.type, ORGANIZATION), name
    for _, name, others in mappings.table("places", 3):
        for spelling in (name, *filter(None, others.split(";"))):
            yield LOCATION, spelling
    for name, _, _ in mappings.table("place_names", 3):
        yield LOCATION, name
