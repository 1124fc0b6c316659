"""The words of a date, from the lists under ``mappings/lexicon``, ready to be looked up.

Every word or phrase has a code of one letter, the alphabet of `grammar`:

    M A K   month: Gregorian, Hijri, by a letter (only between a day and a year)
    W O     weekday, day of the month in words
    P z s f half of the day, time zone, "the hour", a preposition before a time
    m g h u era: after a year or the afternoon, Gregorian, Hijri, Persian solar
    o q e r link between the parts, "corresponding to", epithet of a month, "th"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import mappings
from indexer.describe.dates.shadow import fold

_CALENDARS = {"gregorian": "M", "hijri": "A", "short": "K"}
_ROLES = {
    "link": "o",
    "hour": "s",
    "at": "f",
    "zone": "z",
    "period": "P",
    "matching": "q",
    "epithet": "e",
    "suffix": "r",
}
_ERAS = {"either": "m", "gregorian": "g", "hijri": "h", "solar": "u"}
# A clitic is taken off only before a name too long to be the end of another word.
_SHORTEST_AFTER_CLITIC = 4


@dataclass(frozen=True, slots=True)
class Word:
    """`number` is a month, a weekday (Monday 1) or a day, else 0; `meaning` a half of the day."""

    code: str
    number: int = 0
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`match` tells what stands at a place of a shadow where a run of letters begins."""

    _words: dict[str, Word]
    _starts: frozenset[str]
    _phrase: re.Pattern[str]
    _clitics: frozenset[str]

    def match(self, text: str, start: int, letters: str) -> tuple[int, int, Word] | None:
        """(start, end, word) of the longest phrase at `start`, where the run `letters` stands.

        The start is one further where a clitic is written onto a month or a weekday.
        """
        if letters in self._starts:
            found = self._phrase.match(text, start)
            return found and (start, found.end(), self._words[_key(found[0])])
        if letters[0] in self._clitics and letters[1:] in self._starts:
            found = self._phrase.match(text, start + 1)
            if found and len(found[0]) >= _SHORTEST_AFTER_CLITIC:
                word = self._words[_key(found[0])]
                if word.code in "MAW":
                    return start + 1, found.end(), word
        return None


@cache
def vocabulary() -> Vocabulary:
    """Every listed word; raises `mappings.ListError` on a line that cannot be understood."""
    words: dict[str, Word] = {}
    phrases = []
    for printed, word in _listed():
        phrase = fold(printed).text
        if words.setdefault(_key(phrase), word) != word:
            raise mappings.ListError(f"mappings/lexicon: two meanings of {printed!r} in a date")
        phrases.append(phrase)
    return Vocabulary(
        words,
        frozenset(re.split(r"[\W\d_]", phrase, maxsplit=1)[0] for phrase in phrases),
        phrase_pattern(phrases),
        frozenset(word for role, _, word in mappings.table("date_words", 3) if role == "clitic"),
    )


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """Matches the longest of the folded `phrases`, whole words and numbers only."""
    return re.compile("|".join(_expression(phrase) for phrase in sorted(phrases, key=_longest)))


def _longest(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


def _expression(phrase: str) -> str:
    parts = re.findall(r"[^\W\d_]+|\d+|[^\w\s]", phrase)
    gaps = [
        r"[ \t]*" if not (before + after).isalpha() else r"[ \t]+"
        for before, after in pairwise(parts)
    ]
    body = "".join(re.escape(part) + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
    return body + (r"(?!\d)" if phrase[-1].isdigit() else r"(?![^\W\d_])")


def _key(phrase: str) -> str:
    return "".join(phrase.split())


def _listed() -> Iterator[tuple[str, Word]]:
    for calendar, number, name in mappings.table("months", 3):
        yield name, Word(_known(_CALENDARS, calendar, "months"), int(number))
    for number, name in mappings.table("date_weekdays", 2):
        yield name, Word("W", int(number))
    for number, name in mappings.table("date_ordinals", 2):
        yield name, Word("O", int(number))
    for role, meaning, name in mappings.table("date_words", 3):
        if role == "era":
            yield name, Word(_known(_ERAS, meaning, "date_words"))
        elif role not in ("clitic", "label"):
            yield name, Word(_known(_ROLES, role, "date_words"), meaning=meaning)


def _known(codes: dict[str, str], name: str, file: str) -> str:
    if name not in codes:
        raise mappings.ListError(f"mappings/lexicon/{file}.txt: unknown kind {name!r}")
    return codes[name]
