"""The readings of a word: which known stem it has under which prefix and ending, heaviest first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from indexer.arabic import affixes, lexicon
from indexer.arabic.affixes import IMPERFECT, NOUNS, PARTICLES, Ending, Prefix
from indexer.arabic.kinds import bits

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


def readings(word: str) -> list[Reading]:
    """Every reading of a word-depth term through the lexicon, the heaviest first."""
    found: list[Reading] = []
    known, before, after = lexicon.stems(), _prefixes(), _endings()
    length = len(word)
    for cut in range(min(_LONGEST_PREFIX, length - 1) + 1):
        heads = before.get(word[:cut])
        if heads is None:
            continue
        for end in range(length, max(cut, length - _LONGEST_ENDING - 1), -1):
            tails = after.get(word[end:])
            if tails is None or not heads[0] & tails[0]:
                continue
            stems = known.get(word[cut:end])
            if stems is not None:
                _combine(word[cut:end], heads, tails, stems, length, found)
    if len(found) > 1:
        found.sort(
            key=lambda r: (
                -r.weight,
                r.word != word[len(r.prefix) :],
                len(r.prefix) + len(r.ending),
                r.word,
            )
        )
    return found


def _combine(
    letters: str,
    heads: tuple[int, tuple[Prefix, ...]],
    tails: tuple[int, tuple[Ending, ...]],
    stems: tuple[lexicon.Stem, ...],
    length: int,
    found: list[Reading],
) -> None:
    """Adds the readings of one way to cut a word: what prefix, stem and ending all admit."""
    least, short = _least(len(letters), length), len(letters) < 3
    for stem in stems:
        if not stem.kinds & heads[0] & tails[0]:
            continue
        for head in heads[1]:
            for tail in tails[1]:
                kinds = head.kinds & tail.kinds & stem.kinds
                if not kinds or (tail.bound and head.definite):
                    continue
                weight = stem.weight - head.cost - tail.cost
                feminine = kinds & _FEMININE if tail.text == "ه" else 0
                if short and head.cost and not (head.definite or feminine or kinds & IMPERFECT):
                    weight -= _SHORT_STEM if stem.rule != "particle" else 0
                if not tail.text or feminine:
                    weight += _WHOLE if kinds & (NOUNS | PARTICLES) else _WHOLE // 2
                if weight >= least:
                    found.append(
                        Reading(stem.word, head.text, letters, tail.text, kinds, weight, stem.rule)
                    )


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
def _prefixes() -> dict[str, tuple[int, tuple[Prefix, ...]]]:
    """The prefixes by their text, with all their kinds together."""
    return {
        text: (_union(prefix.kinds for prefix in group), group)
        for text, group in affixes.prefixes().items()
    }


@cache
def _endings() -> dict[str, tuple[int, tuple[Ending, ...]]]:
    return {
        text: (_union(ending.kinds for ending in group), group)
        for text, group in affixes.endings().items()
    }


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found
