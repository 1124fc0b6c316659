"""The names in a text, each with its place: text is cut into sentences of words and signs, and the
model reads all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from indexer.describe.names.model import Model, model
from indexer.describe.names.words import CUT

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
    cut = [
        (field, text, start, forms)
        for field, text in texts.items()
        if text
        for start, forms in _sentences(text)
    ]
    found: list[NameFound] = []
    names = (by or model()).find([forms for *_, forms in cut])
    for (field, text, start, forms), inside in zip(cut, names, strict=True):
        if not inside:
            continue
        places = _places(text, start, forms)
        for name in inside:
            first, last = places[name.start][0], places[name.end - 1][1]
            words = tuple(forms[name.start : name.end])
            found.append(NameFound(field, first, last, name.type, name.probability, words))
    return found


def _sentences(text: str) -> Iterator[tuple[int, list[str]]]:
    """The sentences as words and signs, each with a place of the text before which it does not
    begin. A line ends one, and so does a stop, unless it may belong to an abbreviation."""
    begin = 0
    for line in text.split("\n"):
        forms = CUT.findall(line)
        start = 0
        if not _STOPS.isdisjoint(forms):
            place = begin
            for at, form in enumerate(forms):
                if form in _STOPS and at and len(forms[at - 1]) > _ABBREVIATED:
                    yield place, forms[start : at + 1]
                    place = _places(text, place, forms[start : at + 1])[-1][1]
                    start = at + 1
            if start < len(forms):
                yield place, forms[start:]
        elif forms:
            yield begin, forms
        begin += len(line) + 1


def _places(text: str, start: int, forms: list[str]) -> list[tuple[int, int]]:
    """Where each of the forms stands; nothing that is a form stands between two of them."""
    places = []
    for form in forms:
        start = text.index(form, start)
        places.append((start, start + len(form)))
        start += len(form)
    return places
