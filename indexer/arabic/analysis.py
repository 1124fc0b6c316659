"""The readings of a word: which known stem it has under which prefix and ending, heaviest first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from indexer.arabic import affixes, lexicon
from indexer.arabic.affixes import IMPERFECT, NOUNS, PARTICLES
from indexer.arabic.kinds import bits

RECENT = 20_000  # words whose readings are remembered: each is asked for by several stages
_LONGEST_PREFIX = 5
_LONGEST_ENDING = 6
_FEMININE = bits("TF")
_WHOLE = 4  # a noun without an ending is more often that than another word with one; a verb, half
_SHORT_STEM = 8  # a prefix before one or two letters is rarely one


class Reading(NamedTuple):
    """A word as prefix, stem and ending, and the citation form that the stem belongs to."""

    word: str
    prefix: str
    stem: str
    ending: str
    kinds: int
    weight: int
    rule: str

    @property
    def clitic(self) -> str:
        """The prefix without the letter of the person of a verb."""
        return self.prefix[:-1] if self.kinds & IMPERFECT else self.prefix


@lru_cache(maxsize=RECENT)
def readings(word: str) -> list[Reading]:
    """Every reading of a word-depth term through the lexicon, the heaviest first."""
    found: list[Reading] = []
    known, before, after = lexicon.stems(), _prefixes(), _endings()
    length = len(word)
    ends = [
        (end, tails)
        for end in range(length, max(0, length - _LONGEST_ENDING - 1), -1)
        if (tails := after.get(word[end:])) is not None
    ]
    for cut in range(min(_LONGEST_PREFIX, length - 1) + 1):
        heads = before.get(word[:cut])
        if heads is None:
            continue
        for end, tails in ends:
            if end > cut and heads & tails and (stems := known.get(word[cut:end])) is not None:
                least = _least(end - cut, length)
                for stem in stems:
                    if stem.kinds & heads & tails:
                        _combine(word[:cut], stem, word[cut:end], word[end:], least, found)
    if len(found) > 1:
        found.sort(key=lambda r: _rank(word, r))
    return found


def _rank(word: str, r: Reading) -> tuple[int, bool, int, str]:
    return -r.weight, r.word != word[len(r.prefix) :], len(r.prefix) + len(r.ending), r.word


def _combine(
    prefix: str, stem: lexicon.Stem, letters: str, ending: str, least: int, found: list[Reading]
) -> None:
    """Adds the readings of one way to cut a word that weigh enough."""
    short = len(letters) < 3 and stem.rule != "particle"
    for kinds, gain, rare in _ways(prefix, stem.kinds, ending):
        weight = stem.weight + gain - (_SHORT_STEM if short and rare else 0)
        if weight >= least:
            found.append(Reading(stem.word, prefix, letters, ending, kinds, weight, stem.rule))


@cache
def _ways(prefix: str, stem: int, ending: str) -> tuple[tuple[int, int, bool], ...]:
    """What prefix, stem and ending all admit: the kinds, what is added to the weight of the stem,
    and whether the prefix is rarely one before a short stem. `stem` is the stem's kinds."""
    ways = []
    for head in affixes.prefixes()[prefix]:
        for tail in affixes.endings()[ending]:
            kinds = head.kinds & tail.kinds & stem
            if not kinds or (tail.bound and head.definite):
                continue
            gain = -head.cost - tail.cost
            feminine = kinds & _FEMININE if ending == "ه" else 0
            if not ending or feminine:
                gain += _WHOLE if kinds & (NOUNS | PARTICLES) else _WHOLE // 2
            rare = bool(head.cost) and not (head.definite or feminine or kinds & IMPERFECT)
            ways.append((kinds, gain, rare))
    return tuple(ways)


def _least(stem: int, word: int) -> int:
    """The weight that a reading needs: short rare stems among many affixes are names misread."""
    others = word - stem
    if others == 0:
        return -99
    if stem < 3:
        return 5 if stem == 2 else 99
    if others > stem and stem < 4:
        return 6
    return -3 if stem == 3 else -12


@cache
def _prefixes() -> dict[str, int]:
    """All the kinds that each prefix goes with, by its text."""
    return {t: _union(one.kinds for one in group) for t, group in affixes.prefixes().items()}


@cache
def _endings() -> dict[str, int]:
    return {t: _union(one.kinds for one in group) for t, group in affixes.endings().items()}


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found
