"""Whether two texts are copies, word by word.

A copy holds most words of the other, in their order, all the way through. Two reports of one event
share a quotation or a paragraph of background: many words in one place, few elsewhere. So the
shorter text is looked at in stretches: the first and nearly all others must share pairs of
neighbouring words with the longer. And the longest common subsequence of words must cover most of
the shorter text; more of it where something speaks against a copy: the longer text begins
otherwise, or the two were published days apart (bulletins in one mould). Reports of one outlet are
copies only where they open alike, word for word: its news that has moved on keeps the old report
below a new opening. The bounds were chosen on 14,000 reports of five news outlets, read by eye
where they decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

STRETCH = 20  # words
SHARED_PAIRS = 0.3  # of a stretch of the shorter text, at least, that speak for a copy
STRETCHES = 0.85  # of the shorter text, at least, that must speak so
LEAD_PAIRS = 0.4  # of the first stretch of the longer text, at least, for both to begin alike
OPENING = 40  # words of an opening; those of the other text may come half as far again
SAME_OPENING = 0.7  # of the words of either opening, at least, for both to open alike
COMMON = 0.72  # of the words of the shorter text, at least, in the order of the longer
MOST_OF = 0.82  # the same where the longer begins otherwise, and all stretches speak for a copy
NEARLY_ALL = 0.83  # the same where some do not, or the days are far apart
NEAR_DAYS = 2
LEAST_LENGTH = 1 / 3  # of the longer text: a short report inside a survey is no copy of it
OWN_LENGTH = 1 / 2  # the same where one outlet published both


def are_copies(
    one: Sequence[str],
    other: Sequence[str],
    days: tuple[str | None, str | None] = (None, None),
    same_source: bool = False,
) -> bool:
    """Whether two texts, as terms at word depth, are copies; `days` are the dates of both, and
    `same_source` says that one outlet published both.

    A date that is not exact to the day says nothing.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(short) < len(long) * LEAST_LENGTH:
        return False
    stretches = _stretches(_shared_pairs(short, long))
    if not stretches[0] or sum(stretches) < STRETCHES * len(stretches):
        return False
    alike = _open_alike(short, long)
    if same_source and not (alike and len(short) >= len(long) * OWN_LENGTH):
        return False
    least = COMMON
    if _far_apart(*days):
        least = NEARLY_ALL
    elif not (alike or _leads(short, long)):
        least = MOST_OF if all(stretches) else NEARLY_ALL
    return common_words(short, long) >= least * len(short)


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


def _shared_pairs(text: Sequence[str], other: Sequence[str]) -> list[bool]:
    """Of each pair of neighbouring words of a text, whether it stands in the other."""
    there = set(pairwise(other))
    return [pair in there for pair in pairwise(text)]


def _stretches(shared: list[bool]) -> list[bool]:
    """Of each stretch of a text, whether enough of its pairs are shared."""
    count = max(1, round(len(shared) / STRETCH))
    edges = [at * len(shared) // count for at in range(count + 1)]
    return [
        sum(shared[start:end]) >= SHARED_PAIRS * (end - start) for start, end in pairwise(edges)
    ]


def _leads(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the first stretch of the longer text stands in the shorter."""
    lead = _shared_pairs(long[: STRETCH + 1], short)
    return sum(lead) >= LEAD_PAIRS * len(lead)


def _open_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each text opens with words that open the other, in their order."""
    reach = OPENING + OPENING // 2
    return all(
        common_words(text[:OPENING], beside[:reach]) >= SAME_OPENING * min(len(text), OPENING)
        for text, beside in ((one, other), (other, one))
    )


def _far_apart(one: str | None, other: str | None) -> bool:
    if not one or not other or min(len(one), len(other)) < len("2017-10-03"):
        return False
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) > NEAR_DAYS
