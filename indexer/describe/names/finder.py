"""The names in a text, each with its place: text is cut into sentences of words and signs, and the
model reads all of them at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from indexer.arabic.analyzers import parts
from indexer.describe.names.model import Model, model

_SIGN = re.compile(r"(\S)")
_STOPS = frozenset(".!?؟…")
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
    ends = {field: list(accumulate(map(len, pieces))) for field, (pieces, _) in cut.items()}
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
        for name in inside
    ]


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
