"""The names in a text, each with its place: text is cut into sentences of words and signs, and the
model reads all of them at once. Beside its names stand the bodies that their words give away, and
the persons who say something."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, compress, count, pairwise
from typing import NamedTuple

from indexer.arabic.analyzers import parts
from indexer.describe.names.bodies import bodies
from indexer.describe.names.identity import word_of
from indexer.describe.names.labels import LOCATION, ORGANIZATION, PERSON
from indexer.describe.names.model import Model, Name, model
from indexer.describe.names.persons import bounded
from indexer.describe.names.speakers import frames, is_speaker, speakers

_PROPER = frozenset(("unknown", "name", "seen", "latin"))
_SIGN = re.compile(r"(\S)")
_STOPS = frozenset(".!?؟…")
SURE = 0.7  # probability of a name that the model knows better than its words do
LIKELY = 0.5  # probability of a body whose first word speaks for it
DOUBTFUL = 0.3  # probability of a person that the words around have to speak for
_ABBREVIATED = 2  # letters before a full stop that may stand for a word: no sentence ends there


class NameFound(NamedTuple):
    """A name at [start, end) of a field, clitics on it included; `forms` are its words and signs;
    `probability` is that of its least sure word."""

    field: str
    start: int
    end: int
    type: str
    probability: float
    forms: tuple[str, ...]


def find_names(texts: Mapping[str, str | None], by: Model | None = None) -> list[NameFound]:
    """The names of persons, bodies, places and buildings in texts by field, in reading order."""
    cut = {field: _cut(text) for field, text in texts.items() if text}
    sentences = [
        (field, start, pieces[2 * start + 1 : 2 * end : 2])
        for field, (pieces, breaks) in cut.items()
        for start, end in pairwise(breaks)
    ]
    ends = {field: array("q", accumulate(map(len, pieces))) for field, (pieces, _) in cut.items()}
    names = (by or model()).find([forms for *_, forms in sentences])
    return [
        NameFound(
            field,
            ends[field][2 * (start + name.start)],
            ends[field][2 * (start + name.end) - 1],
            name.type,
            name.probability,
            tuple(forms[name.start : name.end]),
        )
        for (field, start, forms), inside in zip(sentences, names, strict=True)
        for name in _with_speakers(forms, _with_bodies(forms, inside))
    ]


def _with_bodies(forms: Sequence[str], names: list[Name]) -> list[Name]:
    """The names of a sentence, and the bodies that no name of the model's stands against."""
    names = [_mended(forms, name) if name.type != LOCATION else name for name in names]
    for start, end in bodies(forms):
        inside = [name for name in names if name.start < end and start < name.end]
        if inside and inside[-1].type not in (ORGANIZATION, LOCATION):
            end = max(end, inside[-1].end)  # the head of somebody's or something's name
        if not any(_stands_against(name, start, end) for name in inside):
            names = sorted({*names} - {*inside} | {Name(start, end, ORGANIZATION, 1.0)})
    return names


def _with_speakers(forms: Sequence[str], names: list[Name]) -> list[Name]:
    """The names of a sentence, and those of persons who say something in it that the model did not
    find, or not whole, or not surely."""
    places = frames(forms)
    if not places:
        return names
    found = [
        name._replace(probability=1.0)
        if _is_doubtful(name) and is_speaker(forms, places, name.start, name.end)
        else name
        for name in names
    ]
    for start, end in speakers(forms, places):
        inside = [name for name in found if name.start < end and start < name.end]
        if all(_gives_way(name, start, end) for name in inside):
            found = sorted({*found} - {*inside} | {Name(start, end, PERSON, 1.0)})
    return found


def _gives_way(name: Name, start: int, end: int) -> bool:
    """Whether a name is not rather believed than that of a person at [start, end) around it."""
    if not (start <= name.start and name.end <= end):
        return False
    return name.type == PERSON or name.probability < SURE


def _is_doubtful(name: Name) -> bool:
    """Whether the model is not sure of a person's name of several words."""
    is_one = name.type == PERSON and DOUBTFUL <= name.probability < SURE
    return is_one and name.end - name.start > 1


def _mended(forms: Sequence[str], name: Name) -> Name:
    """A person's name with its right bounds. A body that the model is not sure of is one if a
    proper name follows what it begins with."""
    if name.type == PERSON:
        return bounded(forms, name)
    if name.type != ORGANIZATION or not LIKELY <= name.probability < SURE:
        return name
    head, *others = map(word_of, forms[name.start : name.end])
    if head.kind != "body" or "al" in head.facts or not others:
        return name
    is_proper = others[0].kind in _PROPER and "nisba-bare" not in others[0].facts
    return name._replace(probability=SURE) if is_proper and not others[0].is_common else name


def _stands_against(name: Name, start: int, end: int) -> bool:
    """Whether a name is rather believed than the body at [start, end): it reaches beyond it; it is
    surely a body, of which the other is not just the longer form; or a place that begins there."""
    if not (start <= name.start and name.end <= end):
        return True
    if name.type == ORGANIZATION and name.probability >= SURE:
        return name.start > start or name.end == end
    return name.type == LOCATION and name.start == start


def _cut(text: str) -> tuple[list[str], list[int]]:
    """A text as what stands between its words and signs and, at odd places, these; and the numbers
    of those that begin a sentence, and of all. A line ends one, and so does a stop, unless it may
    belong to an abbreviation."""
    cut: list[str] = []
    words, done = parts(text), 0
    for at in compress(count(), map(" ".__ne__, words[::2])):
        cut += words[done : 2 * at]
        cut += _signs(words[2 * at])
        done = 2 * at + 1
    cut += words[done:]
    forms = cut[1::2]
    lines = {at for at, between in enumerate(cut[::2]) if "\n" in between}
    breaks = {0, len(forms), *lines}
    if not _STOPS.isdisjoint(forms):
        for at in compress(count(), map(_STOPS.__contains__, forms)):
            if at and at not in lines and len(forms[at - 1]) > _ABBREVIATED:
                breaks.add(at + 1)
    return cut, sorted(breaks)


@lru_cache(maxsize=1_000)
def _signs(between: str) -> tuple[str, ...]:
    """What stands between two words: space and, at odd places, signs."""
    return tuple(_SIGN.split(between))
