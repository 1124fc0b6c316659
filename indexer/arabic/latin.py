"""Arabic spellings of a name in Latin letters, likeliest first.

By rule, from ``mappings/lexicon/latin_letters.txt``: every way to cut the word into listed
stretches gives spellings, of which the archive's own words then tell the right one. And by name:
the words of the listed persons, whose English and Arabic names go word by word, actors' names of
one word, and ``mappings/lexicon/latin_places.txt``.
"""

from __future__ import annotations

import heapq
import re
from functools import cache
from itertools import groupby

import mappings
from indexer.arabic.analyzers import normalize, word_terms

_LONGEST = 4  # letters of a stretch
_FURTHER = 6  # tenths: what a way costs for each way before it in its row
_CUT = 4  # tenths: what each further stretch costs: the longest ones are likelier
_ARTICLES = ("al", "el")
_LATIN = re.compile("[a-z]{2,}")


def arabic_spellings(word: str, most: int) -> dict[str, float]:
    """At most `most` ways to write a Latin word-depth term in Arabic, at word depth, and how far
    fetched each is, the likeliest (0) first; empty where it is not of Latin letters only."""
    if not _LATIN.fullmatch(word):
        return {}
    once = _single(word)
    ways = [_ways(once, at) for at in range(len(once))]
    rest = _least_rest(ways)
    found: dict[str, float] = {}
    waiting: list[tuple[int, int, str]] = [(rest[0], 0, "")]
    met: set[tuple[int, str]] = set()
    while waiting and len(found) < most:
        cost, at, made = heapq.heappop(waiting)  # the cost of the whole, at its least
        if (at, made) in met:
            continue
        met.add((at, made))
        if at == len(once):
            if made:
                found.setdefault(made, (cost - rest[0]) / 10)
            continue
        for stretch, letters, more in ways[at]:
            ahead = at + stretch
            whole = cost - rest[at] + more + rest[ahead]
            heapq.heappush(waiting, (whole, ahead, made + letters))
    return found


def _least_rest(ways: list[list[tuple[int, str, int]]]) -> list[int]:
    """The least that the rest of a word costs from each place on, so that no way is followed far
    before it is its turn."""
    rest = [0] * (len(ways) + 1)
    for at in range(len(ways) - 1, -1, -1):
        rest[at] = min(more + rest[at + stretch] for stretch, _, more in ways[at])
    return rest


def listed_spellings(word: str) -> tuple[str, ...]:
    """How the Arabic names of listed actors and places write a Latin word-depth term of their
    English names."""
    return _listed().get(word, ())


def _ways(word: str, at: int) -> list[tuple[int, str, int]]:
    """(letters taken, Arabic, cost) of every listed stretch of the word from `at` on."""
    ways = []
    for length in range(1, _LONGEST + 1):
        stretch = word[at : at + length]
        if len(stretch) < length:
            break
        listed = _letters().get(stretch, {})
        ends = at + length == len(word)
        where = "first" if at == 0 else "last" if ends else "any"
        for number, letters in enumerate(listed.get(where) or listed.get("any", ())):
            ways.append((length, letters, _CUT + number * _FURTHER))
    return ways


def _single(word: str) -> str:
    """With doubled consonants once; vowels as they are, since oo and ee are not o and e."""
    return "".join(
        letter * (min(len(list(run)), 2) if letter in "aeiou" else 1)
        for letter, run in groupby(word)
    )


@cache
def _letters() -> dict[str, dict[str, tuple[str, ...]]]:
    """The Arabic ways of a stretch by its place in the word."""
    letters: dict[str, dict[str, tuple[str, ...]]] = {}
    for stretch, place, ways in mappings.table("latin_letters", 3):
        made = tuple("" if way == "-" else way for way in ways.split())
        letters.setdefault(stretch, {})[place] = made
    return letters


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    """The Arabic words of actors' names by the English words that stand at the same place."""
    found: dict[str, dict[str, None]] = {}
    for english, name in mappings.table("latin_places", 2):
        found.setdefault(english, {}).setdefault(normalize(name))
    for actor in mappings.actors():
        arabic = word_terms(actor.name)
        if actor.type != "person" and len(arabic) > 1:  # the order of words differs
            continue
        latin = [actor.english, *(form for form in actor.aliases if form.isascii())]
        for form in latin:
            words = _joined(word_terms(form))
            if len(words) == len(arabic):
                for (*article, word), letters in zip(words, arabic, strict=True):
                    found.setdefault(word, {}).setdefault(letters)
                    if article:
                        found.setdefault("".join(article) + word, {}).setdefault(letters)
    return {word: tuple(letters) for word, letters in found.items()}


def _joined(words: list[str]) -> list[list[str]]:
    """The words of an English name, each with the article before it, which Arabic writes to it."""
    joined: list[list[str]] = []
    for word in words:
        if joined and joined[-1][-1] in _ARTICLES:
            joined[-1].append(word)
        else:
            joined.append([word])
    return joined
