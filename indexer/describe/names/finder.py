"""The names in a text, each with its place: text is cut into sentences of words and signs, and the
model reads all of them at once. Beside its names stand the bodies that their words give away."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from indexer.arabic.analyzers import parts
from indexer.describe.names.bodies import bodies
from indexer.describe.names.labels import LOCATION, ORGANIZATION
from indexer.describe.names.model import Model, Name, model

_SIGN = re.compile(r"(\S)")
_STOPS = frozenset(".!?؟…")
SURE = 0.7  # probability of a body that the model knows better than its words do
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
        for name in _with_bodies(forms, inside)
    ]


def _with_bodies(forms: Sequence[str], names: list[Name]) -> list[Name]:
    """The names of a sentence, and the bodies that no name of the model's stands against."""
    for start, end in bodies(forms):
        inside = [name for name in names if name.start < end and start < name.end]
        if inside and inside[-1].type not in (ORGANIZATION, LOCATION):
            end = max(end, inside[-1].end)  # the head of somebody's or something's name
        if not any(_stands_against(name, start, end) for name in inside):
            names = sorted({*names, Name(start, end, ORGANIZATION, 1.0)} - {*inside})
    return names


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
    for at, between in enumerate(words[::2]):
        if between != " ":
            cut += words[done : 2 * at]
            cut += _signs(between)
            done = 2 * at + 1
    cut += words[done:]
    forms = cut[1::2]
    lines = {at for at, between in enumerate(cut[::2]) if "\n" in between}
    breaks = {0, len(forms), *lines}
    if not _STOPS.isdisjoint(forms):
        for at, form in enumerate(forms):
            if form in _STOPS and at and at not in lines and len(forms[at - 1]) > _ABBREVIATED:
                breaks.add(at + 1)
    return cut, sorted(breaks)


@lru_cache(maxsize=1_000)
def _signs(between: str) -> tuple[str, ...]:
    """What stands between two words: space and, at odd places, signs."""
    return tuple(_SIGN.split(between))
