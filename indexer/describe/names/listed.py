"""Where the listed names of actors and places stand in a sentence: what the model is told of them.

The model learns how far to trust a list: a listed name may be part of a longer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import mappings
from indexer.describe.names.labels import LOCATION, ORGANIZATION, PERSON
from indexer.describe.names.words import CUT, spelling

_TYPES = {"person": PERSON, "state": LOCATION}  # of actors; all others are bodies
_LONGEST = 16  # words of a name
NOTHING = "-"
MARKS = (
    NOTHING,
    *(f"{part}{type_}" for type_ in (PERSON, ORGANIZATION, LOCATION) for part in "BI"),
)


class Names(NamedTuple):
    """The names that begin with one word: the mark of the word alone, and the longer ones by their
    second word, each as its words from there on and the mark of its first; the longest first."""

    alone: int
    longer: dict[str, list[tuple[tuple[str, ...], int]]]


@cache
def starts() -> dict[str, Names]:
    """The listed names by their first word at word depth; what names several is the first of them
    in the order person, body, place."""
    names: dict[tuple[str, ...], int] = {}
    for mark, name in sorted((MARKS.index(f"B{type_}"), name) for type_, name in _listed()):
        names.setdefault(tuple(map(spelling, CUT.findall(name))), mark)
    found: dict[str, Names] = {}
    for words, mark in sorted(names.items(), key=lambda item: -len(item[0])):
        first = found.setdefault(words[0], Names(names.get(words[:1], 0), {}))
        if len(words) > 1:
            first.longer.setdefault(words[1], []).append((words[1:], mark))
    return found


@cache
def seconds() -> frozenset[str]:
    """The words that are the second of a listed name."""
    return frozenset(word for names in starts().values() for word in names.longer)


def names_of(full: str, base: str) -> Names:
    """The listed names that begin with a word, as it is written or without clitics."""
    known = starts()
    return known.get(full) or known.get(base) or _NONE


def marks(words: Sequence[tuple[str, str]]) -> list[int]:
    """The mark of each word of a sentence, given as written and without clitics."""
    found = [names_of(*word).alone for word in words]
    for at, end, mark in longer(words, range(len(words))):
        found[at:end] = [mark] + [mark + 1] * (end - at - 1)
    return found


def longer(
    words: Sequence[tuple[str, str]], places: Iterable[int]
) -> Iterator[tuple[int, int, int]]:
    """The start, the end and the mark of the listed names of several words that begin at `places`,
    which rise; the longest of each place, and none over another."""
    free = 0
    for at in places:
        names = names_of(*words[at]).longer if at >= free else {}
        further = words[at + 1 : at + _LONGEST] if names else ()
        if not further:
            continue
        full, base = further[0]
        fulls = tuple([word[0] for word in further])
        for rest, mark in names.get(full) or names.get(base) or ():
            if fulls[: len(rest)] == rest:
                free = at + 1 + len(rest)
                yield at, free, mark
                break


def _listed() -> Iterable[tuple[str, str]]:
    for actor in mappings.actors():
        for name in (actor.name, *actor.aliases):
            yield _TYPES.get(actor.type, ORGANIZATION), name
    for _, name, others in mappings.table("places", 3):
        for other in (name, *filter(None, others.split(";"))):
            yield LOCATION, other
    for name, _, _ in mappings.table("place_names", 3):
        yield LOCATION, name


_NONE = Names(0, {})
