"""Where the last names of persons whom no list holds stand alone, and nothing else is read.

A last name that is no other word is its bearer's wherever it stands, whatever clitic before it. One
that is a word of the language or a given name as well is his only right behind a verb of saying.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count

from indexer.arabic.analyzers import Spans, normalize, runs, words_of
from indexer.arabic.name_forms import attach, last_name
from indexer.describe.common_names import is_common
from indexer.describe.names.identity import word_of
from indexer.describe.persons import is_given_name
from indexer.records import Mention

_SAYS = "say"  # the kind of a word
_REACH = 24  # code points before a name in which the verb stands

Taken = Mapping[str, bytearray]  # of each text, a byte for each code point: 1 where it is a name's


def last_names(
    persons: Sequence[Iterable[str]],
    texts: Mapping[str, str | None],
    taken: Taken,
) -> list[tuple[int, Mention]]:
    """The number and the mention of each person, given as what he is called, where his last name
    stands and nothing is `taken`."""
    wanted = _wanted(persons)
    found: list[tuple[int, Mention]] = []
    for field, text in texts.items():
        if not text or not wanted:
            continue
        terms = words_of(text).spelt
        places = Spans(text)
        for at in compress(count(), map(wanted.__contains__, terms)):
            number, is_doubtful = wanted[terms[at]]
            start, end = places[at]
            if is_doubtful and not _is_said(text, start):
                continue
            if not is_taken(taken, field, start, end):
                found.append((number, Mention(field, text[start:end], start, end)))
    return found


def is_taken(taken: Taken, field: str, start: int, end: int) -> bool:
    """Whether a name stands anywhere at [start, end) of a field."""
    return taken[field].find(1, start, end) >= 0


def _wanted(persons: Sequence[Iterable[str]]) -> dict[str, tuple[int, bool]]:
    """The word terms that are last names, with whose it is and whether it is another word, too."""
    lasts = [
        (number, last)
        for number, names in enumerate(persons)
        for last in {normalize(last_name(name)) for name in names}
        if " " not in last
    ]
    wanted = {
        last: (number, is_common(last) or is_given_name(last)) for number, last in reversed(lasts)
    }
    for number, last in lasts:
        if not wanted[last][1]:
            for form in attach(last):
                wanted.setdefault(form, (number, False))
    return wanted


def _is_said(text: str, start: int) -> bool:
    """Whether a verb of saying stands right before a place."""
    before = text[max(0, start - _REACH) : start]
    words = runs(before)
    if not words or before[words[-1][2] :] != " ":
        return False
    return word_of(words[-1][0]).kind == _SAYS
