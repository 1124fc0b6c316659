"""The readings of a word: which known stem it has under which prefix and ending, heaviest first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from indexer.arabic import affixes, lexicon
from indexer.arabic.affixes import IMPERFECT, NOUNS, PARTICLES
from indexer.arabic.kinds import bits

RECENT = 20_000  # words whose readings are remembered: each is asked for by several stages
_FEMININE = bits("TF")
_WHOLE = 4  # a noun without an ending is more often that than another word with one; a verb, half
_NO_LEAST = -99  # weight that a word without affixes needs
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
    stems_of, cuts, longest_prefix, longest_ending = _tables()
    length = len(word)
    for prefix, ending, start, left, ways in cuts[longest_prefix(word), longest_ending(word)]:
        letters = word[start : length - left]
        stems = stems_of(letters)
        if stems is None:
            continue
        size = len(letters)
        least = _least(size, length) if size < length else _NO_LEAST
        short = size < 3
        for kinds, heavy, citation, rule in stems:
            for admitted, gain, rare in ways[kinds]:
                weight = heavy + gain
                if short and rare and rule != "particle":
                    weight -= _SHORT_STEM
                if weight >= least:
                    read = citation, prefix, letters, ending, admitted, weight, rule
                    found.append(_new(Reading, read))
    if len(found) > 1:
        found.sort(key=_weight_of, reverse=True)
        if len(set(map(_weight_of, found))) < len(found):
            found.sort(key=lambda r: _rank(word, r))
    return found


def _rank(word: str, r: Reading) -> tuple[int, bool, int, str]:
    return -r.weight, r.word != word[len(r.prefix) :], len(r.prefix) + len(r.ending), r.word


_new = tuple.__new__  # quicker than calling the class, which only passes the fields on
_weight_of = itemgetter(Reading._fields.index("weight"))


class _Ways(dict[int, tuple[tuple[int, int, bool], ...]]):
    """What a prefix, an ending and a stem of some kinds all admit: the kinds, what is added to the
    weight of the stem, and whether the prefix is rarely one before a short stem."""

    def __init__(self, prefix: str, ending: str) -> None:
        super().__init__()
        self.prefix, self.ending = prefix, ending

    def __missing__(self, stem: int) -> tuple[tuple[int, int, bool], ...]:
        ways = []
        for head in affixes.prefixes()[self.prefix]:
            for tail in affixes.endings()[self.ending]:
                kinds = head.kinds & tail.kinds & stem
                if not kinds or (tail.bound and head.definite):
                    continue
                gain = -head.cost - tail.cost
                feminine = kinds & _FEMININE if self.ending == "ه" else 0
                if not self.ending or feminine:
                    gain += _WHOLE if kinds & (NOUNS | PARTICLES) else _WHOLE // 2
                rare = bool(head.cost) and not (head.definite or feminine or kinds & IMPERFECT)
                ways.append((kinds, gain, rare))
        found = self[stem] = tuple(ways)
        return found


class _Cuts(dict[tuple[str, str], list[tuple[str, str, int, int, _Ways]]]):
    """The ways to cut a word with this longest prefix and this longest ending: each prefix and
    ending that go together, their lengths, and what stems they admit."""

    def __missing__(self, longest: tuple[str, str]) -> list[tuple[str, str, int, int, _Ways]]:
        prefix, ending = longest
        found = self[longest] = [
            (head, tail, len(head), len(tail), ways)
            for head in (prefix[:end] for end in range(len(prefix) + 1))
            for tail in (ending[start:] for start in range(len(ending), -1, -1))
            if (ways := _ways(head, tail)) is not None
        ]
        return found


@cache
def _ways(prefix: str, ending: str) -> _Ways | None:
    heads, tails = affixes.prefixes().get(prefix), affixes.endings().get(ending)
    if heads and tails and any(h.kinds & t.kinds for h in heads for t in tails):
        return _Ways(prefix, ending)
    return None


@cache
def _tables() -> tuple[
    Callable[[str], tuple[lexicon.Stem, ...] | None],
    _Cuts,
    Callable[[str], str],
    Callable[[str], str],
]:
    """The stems by their letters, the cuts, and what gives the longest affixes of a word."""
    return lexicon.stems().get, _Cuts(), _longest_prefix(), _longest_ending()


def _longest_prefix() -> Callable[[str], str]:
    known = affixes.prefixes()
    reach = {text[:1]: len(text) for text in sorted(known, key=len)}

    def longest(word: str) -> str:
        for length in range(reach.get(word[:1], 0), 0, -1):
            if word[:length] in known:
                return word[:length]
        return ""

    return longest


def _longest_ending() -> Callable[[str], str]:
    known = affixes.endings()
    reach = {text[-2:]: len(text) for text in sorted(known, key=len)}

    def longest(word: str) -> str:
        for length in range(reach.get(word[-2:], 1), 0, -1):
            if word[-length:] in known:
                return word[-length:]
        return ""

    return longest


def _least(stem: int, word: int) -> int:
    """The weight that a reading needs: short rare stems among many affixes are names misread."""
    others = word - stem
    if stem < 3:
        return 5 if stem == 2 else 99
    if others > stem and stem < 4:
        return 6
    return -3 if stem == 3 else -12
