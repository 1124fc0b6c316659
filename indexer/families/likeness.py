"""Whether two texts are copies, word by word.

A copy holds most words of the other, in their order, all the way through. Two reports of one event
share a quotation or a paragraph of background: many words in one place, few elsewhere. So the
shorter text is looked at in stretches, nearly each of which must share pairs of neighbouring words
with the longer; and the longest common subsequence of words must cover most of the shorter text.
The bounds were chosen on 14,000 reports of five news outlets, read by eye where they decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

STRETCH = 20  # words
SHARED_PAIRS = 0.3  # of a stretch, at least, that speak for a copy
STRETCHES = 0.8  # of the shorter text, at least, that must speak so
COMMON = 0.72  # of the words of the shorter text, at least, in the order of the longer
FAR_COMMON = 0.8  # the same for texts of days further apart than `NEAR_DAYS`
NEAR_DAYS = 2  # bulletins in one mould, and news told anew, come days apart
LEAST_LENGTH = 1 / 3  # of the longer text: a short report inside a survey is no copy of it


def are_copies(
    one: Sequence[str], other: Sequence[str], days: tuple[str | None, str | None] = (None, None)
) -> bool:
    """Whether two texts, as terms at word depth, are copies; `days` are the dates of both.

    A date that is not exact to the day says nothing.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(short) < len(long) * LEAST_LENGTH:
        return False
    if not _all_through(short, long):
        return False
    wanted = FAR_COMMON if _far_apart(*days) else COMMON
    return common_words(short, long) >= wanted * len(short)


def common_words(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence of two texts in words.

    Bit by bit, all words of the shorter text at once (Hyyrö, Bit-parallel LCS-length computation
    revisited, 2004): as many steps as the longer text has words.
    """
    short, long = sorted((one, other), key=len)
    places: dict[str, int] = {}
    for at, word in enumerate(short):
        places[word] = places.get(word, 0) | 1 << at
    everything = row = (1 << len(short)) - 1
    for word in long:
        matches = row & places.get(word, 0)
        row = (row + matches | row - matches) & everything
    return len(short) - row.bit_count()


def _all_through(short: Sequence[str], long: Sequence[str]) -> bool:
    there = set(pairwise(long))
    shared = [pair in there for pair in pairwise(short)]
    count = max(1, round(len(shared) / STRETCH))
    edges = [at * len(shared) // count for at in range(count + 1)]
    alike = sum(
        sum(shared[start:end]) >= SHARED_PAIRS * (end - start) for start, end in pairwise(edges)
    )
    return alike >= STRETCHES * count


def _far_apart(one: str | None, other: str | None) -> bool:
    if not one or not other or min(len(one), len(other)) < len("2017-10-03"):
        return False
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) > NEAR_DAYS
