"""How far apart two words are for a person who writes Arabic, and the spellings near a word.

Distance is counted in steps, between word-depth terms: a letter left out, put in or replaced, or
two neighbours changed about (the restricted Damerau-Levenshtein steps). A step costs 1, but less
where people slip: letters listed in ``mappings/lexicon/letter_slips.txt``, a letter doubled,
neighbours changed about, a long vowel more or less, the article. So all that is within n plain
steps is within distance n, and several slips of the cheap kind cost no more than one of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import permutations

import mappings

SPELLINGS = 1_000  # near a word, at most
LONGEST = 24  # letters of a word that has others near it
_DOUBLED, _SWAPPED, _VOWEL, _OTHER_ARTICLE, _ANY = 0.5, 0.45, 0.6, 0.5, 1.0
_VOWELS = frozenset("اوي")
_SCRIPTS = ("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abcdefghijklmnopqrstuvwxyz", "0123456789")
_AL = "ال"
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=..)")
_KEPT = 2  # letters at the beginning, after an article


def distance(one: str, other: str) -> float:
    """What it costs to make `one` into `other`."""
    if one == other:
        return 0.0
    before: list[float] = []
    last = [0.0]
    for letter_at in range(len(other)):
        last.append(last[-1] + _without(other, letter_at))
    for at, letter in enumerate(one):
        row = [last[0] + _without(one, at)]
        for against, wanted in enumerate(other):
            cost = min(
                last[against] + _instead(letter, wanted),
                last[against + 1] + _without(one, at),
                row[against] + _without(other, against),
            )
            if at and against and letter == other[against - 1] and one[at - 1] == wanted:
                cost = min(cost, before[against - 1] + (_SWAPPED if letter != wanted else 0.0))
            row.append(cost)
        before, last = last, row
    return last[-1]


def steps(one: str, other: str, most: int) -> int:
    """How many plain steps lie between two words; `most` + 1 where they are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    if len(set(one).difference(other)) > most or len(set(other).difference(one)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one):
        row = [at + 1]
        for against, wanted in enumerate(other):
            cost = min(last[against] + (letter != wanted), last[against + 1] + 1, row[against] + 1)
            if at and against and letter == other[against - 1] and one[at - 1] == wanted:
                cost = min(cost, before[against - 1] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def alike(word: str, other: str, slips: int) -> bool:
    """Whether `other` is within so many slips, one or two, of a word that somebody typed.

    One slip is a step anywhere, or two cheap ones (`neighbours`); two slips are looked for behind
    the first letters only (`kept_letters`), and never make up a whole word.
    """
    if other == word or other in neighbours(word):
        return True
    return (
        slips > 1
        and other.startswith(word[: kept_letters(word)])
        and steps(word, other, slips) <= min(slips, len(word) - 1, len(other) - 1)
        and set(_alphabet(word)).issuperset(other)
    )


@lru_cache(maxsize=256)
def neighbours(word: str) -> Mapping[str, float]:
    """The spellings within one slip of a word and how far each is, nearest first; not the word
    itself, and no more than `SPELLINGS`.

    Every spelling one plain step away is among them, and two cheap steps together as far as there
    is room. Only letters of the word's own script are put in. A word of more than `LONGEST` letters
    has none.
    """
    if len(word) > LONGEST:
        return {}
    single = _within(word, _ANY) | _other_article(word)
    double: dict[str, float] = {}
    for spelling, cost in single.items():
        for other, more in _within(spelling, _ANY - cost).items() if cost < _ANY else ():
            if other not in single and cost + more < double.get(other, _ANY + 1e-9):
                double[other] = cost + more
    room = max(SPELLINGS - len(single), 0)
    nearest = sorted(double, key=lambda other: (double[other], other))[:room]
    costs = single | {other: double[other] for other in nearest}
    costs.pop(word, None)
    return dict(sorted(costs.items(), key=lambda row: (row[1], row[0]))[:SPELLINGS])


def kept_letters(word: str) -> int:
    """How many letters at its beginning a word must share with what is two steps away: two, not
    counting an article, so that a dictionary is never walked from end to end."""
    article = _ARTICLE.match(word)
    return min((article.end() if article else 0) + _KEPT, len(word))


def _other_article(word: str) -> dict[str, float]:
    """The word without its article, or with one."""
    if word.startswith(_AL):
        bare = word.removeprefix(_AL)
        return {bare: _OTHER_ARTICLE} if len(bare) > 1 else {}
    return {_AL + word: _OTHER_ARTICLE} if word[0] in _SCRIPTS[0] else {}


def _within(word: str, reach: float) -> dict[str, float]:
    """The spellings one step from a word that cost no more than `reach`, with the least cost."""
    found: dict[str, float] = {}
    for other, cost in _one_step(word, reach):
        if other and cost < found.get(other, _ANY + 1e-9):
            found[other] = cost
    return found


def _one_step(word: str, reach: float) -> Iterator[tuple[str, float]]:
    letters = _alphabet(word)
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if (cost := _without(word, at)) <= reach:
            yield before + after, cost
        if after and after[0] != letter and reach >= _SWAPPED:
            yield before + after[0] + letter + after[1:], _SWAPPED
        for other in letters if reach >= _ANY else _alike().get(letter, ""):
            if other != letter and (cost := _instead(letter, other)) <= reach:
                yield before + other + after, cost
    for at in range(len(word) + 1):
        near = word[max(at - 1, 0) : at + 1]
        for other in letters if reach >= _ANY else {*near, *(_VOWELS if at else ())}:
            made = word[:at] + other + word[at:]
            if (cost := _without(made, at)) <= reach:
                yield made, cost


def _without(word: str, at: int) -> float:
    """The cost of the letter at `at` being there or not."""
    letter = word[at]
    if word[at - 1 : at] == letter or word[at + 1 : at + 2] == letter:
        return _DOUBLED
    return _VOWEL if at and letter in _VOWELS else _ANY


def _instead(letter: str, other: str) -> float:
    return 0.0 if letter == other else _costs().get(letter + other, _ANY)


@cache
def _alphabet(word: str) -> str:
    return "".join(script for script in _SCRIPTS if not set(script).isdisjoint(word)) or _SCRIPTS[0]


@cache
def _costs() -> dict[str, float]:
    """What it costs to write one letter for another, by the two together."""
    costs: dict[str, float] = {}
    for cost, _, letters in mappings.table("letter_slips", 3):
        for pair in map("".join, permutations(letters, 2)):
            costs[pair] = min(float(cost), costs.get(pair, _ANY))
    return costs


@cache
def _alike() -> dict[str, str]:
    """The letters that a letter is written for."""
    alike: dict[str, str] = {}
    for pair in _costs():
        alike[pair[0]] = alike.get(pair[0], "") + pair[1]
    return alike
