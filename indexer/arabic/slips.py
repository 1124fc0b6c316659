"""How far apart two words are for a person who writes Arabic, and the spellings near a word.

Distance is counted in steps, between word-depth terms: a letter left out, put in or replaced, or
two neighbours changed about (the restricted Damerau-Levenshtein steps). A step costs 1, but less
where people slip: letters listed in ``mappings/lexicon/letter_slips.txt``, a letter doubled,
neighbours changed about, a long vowel more or less, the article. So all that is within n plain
steps is within distance n, and several slips of the cheap kind cost no more than one of the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, islice, permutations

from rapidfuzz.distance import OSA, Postfix, Prefix

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


@lru_cache(maxsize=1_000)
def distance(one: str, other: str) -> float:
    """What it costs to make `one` into `other`; how they both begin and end costs nothing."""
    first = Prefix.similarity(one, other)
    last = Postfix.similarity(one[first:], other[first:])
    costs = _costs()
    more = [_without(other, at) for at in range(first, len(other) - last)]
    before: list[float] = []
    row = [0.0, *accumulate(more)]
    for at in range(first, len(one) - last):
        letter, less = one[at], _without(one, at)
        before, above, row = row, before, [row[0] + less]
        for against, wanted in enumerate(other[first : len(other) - last]):
            instead = 0.0 if letter == wanted else costs.get(letter + wanted, _ANY)
            cost = min(
                before[against] + instead, before[against + 1] + less, row[-1] + more[against]
            )
            if above and against and letter == other[first + against - 1] and one[at - 1] == wanted:
                cost = min(cost, above[against - 1] + (_SWAPPED if letter != wanted else 0.0))
            row.append(cost)
    return row[-1]


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
    """Whether `other` is within so many slips, one or two, of a word that somebody typed."""
    return slips_between(word, other) <= slips


def slips_between(word: str, other: str) -> int:
    """How many slips make another word of one that somebody typed; 3 for more than two.

    One slip is a step anywhere, or the article, or two cheap steps that cost no more together, of
    which the article may be one where it was left out; two slips are two steps behind the first
    letters only (`kept_letters`). No slips make up a whole word, and only letters of the word's own
    script are put in.
    """
    if other == word:
        return 0
    if not other.startswith(word[: kept_letters(word)]):
        return 1 if other in begun_otherwise(word) else 3
    apart = steps(word, other, 2)
    if apart >= min(len(word), len(other)) or set(other) - set(word) - set(_alphabet(word)):
        return 3
    return 1 if apart == 2 and distance(word, other) <= _ANY else apart


@lru_cache(maxsize=256)
def begun_otherwise(word: str) -> Collection[str]:
    """The spellings within one slip of a word that do not begin with the letters that two slips
    keep, those of one step first, at most `SPELLINGS`; none of a word of more than `LONGEST`
    letters. All the others are among the words of a dictionary that begin so."""
    if len(word) > LONGEST:
        return ()
    begins, letters = word[: kept_letters(word)], _alphabet(word)
    found = dict.fromkeys(_any_step(_cuts(word)[: len(begins)], letters))
    cheap = _cheap(_cuts(word)[: len(begins) + 1], _ANY, letters)
    if word.startswith(_AL):  # which is all: behind an article that is meant words are like others
        found[word.removeprefix(_AL)] = None
    elif word[0] in _SCRIPTS[0]:
        cheap[_AL + word] = _OTHER_ARTICLE
    found |= dict.fromkeys(cheap)
    for spelling in sorted(cheap, key=cheap.__getitem__):
        found |= dict.fromkeys(_cheap(_cuts(spelling), _ANY - cheap[spelling]))
    otherwise = (spelling for spelling in found if not spelling.startswith(begins))
    return dict.fromkeys(islice(otherwise, SPELLINGS)).keys()


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


def _cuts(word: str) -> list[tuple[str, str]]:
    """A word in two, at every place."""
    return [(word[:at], word[at:]) for at in range(len(word) + 1)]


def _any_step(cuts: list[tuple[str, str]], letters: str) -> Iterator[str]:
    """The spellings one step from a word, at these places of it."""
    for before, after in cuts:
        for other in letters:
            yield before + other + after
            yield before + other + after[1:]
        if len(before + after) > 1:
            yield before + after[1:]


def _cheap(cuts: list[tuple[str, str]], reach: float, letters: str = "") -> dict[str, float]:
    """The spellings one step from a word, at these places of it, that cost less than any other step
    does, and no more than `reach`; only `letters` are put in, if any are given."""
    found: dict[str, float] = {}
    if reach >= _VOWEL:
        found |= dict.fromkeys(_vowel_more_or_less(cuts, letters), _VOWEL)
    if reach >= _DOUBLED:
        found |= dict.fromkeys(_doubled_or_single(cuts, letters), _DOUBLED)
    if reach >= _SWAPPED:
        changed = (b + a[1] + a[0] + a[2:] for b, a in cuts if a[1:] and a[0] != a[1])
        found |= dict.fromkeys(changed, _SWAPPED)
    alike = _alike(reach)
    found |= {  # no other step gives the same
        before + other + after[1:]: cost
        for before, after in cuts
        for other, cost in alike.get(after[:1], ())
        if not letters or other in letters
    }
    found.pop("", None)
    return found


def _vowel_more_or_less(cuts: list[tuple[str, str]], letters: str) -> list[str]:
    more = [vowel for vowel in _VOWELS if not letters or vowel in letters]
    return [before + after[1:] for before, after in cuts if before and after[:1] in _VOWELS] + [
        before + vowel + after
        for before, after in cuts
        for vowel in more
        if before and vowel != before[-1] and vowel != after[:1]
    ]


def _doubled_or_single(cuts: list[tuple[str, str]], letters: str) -> list[str]:
    less = [b + a[1:] for b, a in cuts if a and a[0] in (b[-1:], a[1:2])]
    return less + [b + a[0] + a for b, a in cuts if a and (not letters or a[0] in letters)]


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
def _alike(reach: float) -> dict[str, list[tuple[str, float]]]:
    """The letters that a letter is written for, with what that costs, where less than any other and
    no more than `reach`."""
    alike: dict[str, list[tuple[str, float]]] = {}
    for pair, cost in _costs().items():
        if cost < _ANY and cost <= reach:
            alike.setdefault(pair[0], []).append((pair[1], cost))
    return alike
