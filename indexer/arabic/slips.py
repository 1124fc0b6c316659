"""How far apart two words are for a person who writes Arabic, and the spellings near a word.

Distance is counted in steps, between word-depth terms: a letter left out, put in or replaced, or
two neighbours changed about (the restricted Damerau-Levenshtein steps). A step costs 1, but less
where people slip: letters listed in ``mappings/lexicon/letter_slips.txt``, a letter doubled,
neighbours changed about, a long vowel more or less, the article. So all that is within n plain
steps is within distance n, and several slips of the cheap kind cost no more than one of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate, permutations

from rapidfuzz.distance import OSA

import mappings

SPELLINGS = 1_000  # near a word, at most
LONGEST = 24  # letters of a word that has others near it
_DOUBLED, _SWAPPED, _VOWEL, _OTHER_ARTICLE, _ANY = 0.5, 0.45, 0.6, 0.5, 1.0
_VOWELS = frozenset("اوي")
_SCRIPTS = ("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abcdefghijklmnopqrstuvwxyz", "0123456789")
_AL = "ال"
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=..)")
_CLITICS = re.compile("[وف]?(?:[بك]?ال|لل|[بلك])|[وف]")
_KEPT = 2  # letters at the beginning, after an article


def distance(one: str, other: str) -> float:
    """What it costs to make `one` into `other`."""
    if one == other:
        return 0.0
    costs = _costs()
    more = [_without(other, at) for at in range(len(other))]
    before: list[float] = []
    last = [0.0, *accumulate(more)]
    for at, letter in enumerate(one):
        less = _without(one, at)
        row = [last[0] + less]
        for against, wanted in enumerate(other):
            instead = 0.0 if letter == wanted else costs.get(letter + wanted, _ANY)
            cost = min(last[against] + instead, last[against + 1] + less, row[-1] + more[against])
            if at and against and letter == other[against - 1] and one[at - 1] == wanted:
                cost = min(cost, before[against - 1] + (_SWAPPED if letter != wanted else 0.0))
            row.append(cost)
        before, last = last, row
    return last[-1]


def steps(one: str, other: str, most: int) -> int:
    """How many plain steps lie between two words; `most` + 1 where they are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    return OSA.distance(one, other, score_cutoff=most)


def near(word: str, others: Iterable[str], most: int) -> list[str]:
    """Those of many words that lie at most so many plain steps from a word."""
    far = OSA.distance
    return [other for other in others if far(word, other, score_cutoff=most) <= most]


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
    single = _within(word) | _other_article(word)
    double: dict[str, float] = {}
    for spelling, cost in single.items():
        if cost < _ANY:
            for other, more in _cheap(spelling, _ANY - cost).items():
                if other not in single and cost + more < double.get(other, _ANY + 1e-9):
                    double[other] = cost + more
    room = max(SPELLINGS - len(single), 0)
    costs = single | {other: double[other] for other in _nearest(double)[:room]}
    costs.pop(word, None)
    return {other: costs[other] for other in _nearest(costs)[:SPELLINGS]}


def _nearest(costs: Mapping[str, float]) -> list[str]:
    """Spellings by cost, those of one cost by their letters."""
    return sorted(sorted(costs), key=costs.__getitem__)


def kept_letters(word: str) -> int:
    """How many letters at its beginning a word must share with what is two steps away: two, not
    counting an article, so that a dictionary is never walked from end to end."""
    article = _ARTICLE.match(word)
    return min((article.end() if article else 0) + _KEPT, len(word))


def clitics_apart(word: str) -> tuple[str, str]:
    """A word in two: the clitics that it may begin with, the article among them, and the rest."""
    clitics = _CLITICS.match(word)
    end = clitics.end() if clitics else 0
    return word[:end], word[end:]


def _other_article(word: str) -> dict[str, float]:
    """The word without its article, or with one."""
    if word.startswith(_AL):
        bare = word.removeprefix(_AL)
        return {bare: _OTHER_ARTICLE} if len(bare) > 1 else {}
    return {_AL + word: _OTHER_ARTICLE} if word[0] in _SCRIPTS[0] else {}


def _within(word: str) -> dict[str, float]:
    """The spellings one step from a word, with the least cost."""
    letters = _alphabet(word)
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    plain = {before + other + after for before, after in cuts for other in letters}
    plain |= {before + other + after[1:] for before, after in cuts[:-1] for other in letters}
    plain |= {before + after[1:] for before, after in cuts[:-1]} - {""}
    plain.discard(word)
    return dict.fromkeys(plain, _ANY) | _cheap(word, _ANY, letters)


def _cheap(word: str, reach: float, letters: str = "") -> dict[str, float]:
    """The spellings one step from a word that cost less than any other does, and no more than
    `reach`; only `letters` are put in, if any are given."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found: dict[str, float] = {}
    if reach >= _VOWEL:
        found |= dict.fromkeys(_vowel_more_or_less(cuts, letters), _VOWEL)
    if reach >= _DOUBLED:
        found |= dict.fromkeys(_doubled_or_single(cuts, letters), _DOUBLED)
    if reach >= _SWAPPED:
        changed = (b + a[1] + a[0] + a[2:] for b, a in cuts[:-2] if a[0] != a[1])
        found |= dict.fromkeys(changed, _SWAPPED)
    alike = _alike()
    found |= {  # no other step gives the same
        before + other + after[1:]: cost
        for before, after in cuts[:-1]
        for other, cost in alike.get(after[0], ())
        if cost <= reach and (not letters or other in letters)
    }
    found.pop("", None)
    return found


def _vowel_more_or_less(cuts: list[tuple[str, str]], letters: str) -> list[str]:
    more = [vowel for vowel in _VOWELS if not letters or vowel in letters]
    return [before + after[1:] for before, after in cuts[1:-1] if after[0] in _VOWELS] + [
        before + vowel + after
        for before, after in cuts[1:]
        for vowel in more
        if vowel != before[-1] and vowel != after[:1]
    ]


def _doubled_or_single(cuts: list[tuple[str, str]], letters: str) -> list[str]:
    less = [b + a[1:] for b, a in cuts[:-1] if a[0] in (b[-1:], a[1:2])]
    return less + [b + a[0] + a for b, a in cuts[:-1] if not letters or a[0] in letters]


def _without(word: str, at: int) -> float:
    """The cost of the letter at `at` being there or not."""
    letter = word[at]
    if word[at - 1 : at] == letter or word[at + 1 : at + 2] == letter:
        return _DOUBLED
    return _VOWEL if at and letter in _VOWELS else _ANY


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
def _alike() -> dict[str, list[tuple[str, float]]]:
    """The letters that a letter is written for, with what that costs, where less than any other."""
    alike: dict[str, list[tuple[str, float]]] = {}
    for pair, cost in _costs().items():
        if cost < _ANY:
            alike.setdefault(pair[0], []).append((pair[1], cost))
    return alike
