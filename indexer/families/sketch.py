"""The sketch of a text: few hashes, of which copies share many.

The first is the hash of all its words, at word depth and in order. The others are the `SIZE`
smallest 32-bit hashes of its runs of `RUN` words, without doubles: the "bottom-k" form of MinHash
(Broder, On the resemblance and containment of documents, 1997). Of two texts, the smallest hashes
that stand in both are a sample of the runs that they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

RUN = 4  # words; a fifth of the words changed leaves two runs of five as they were
SIZE = 24  # hashes; fewer lose shortened copies, more cost time and room in the index
LEAST_WORDS = 12  # a text of fewer words is no evidence that two articles are copies


_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd: multiplying by it loses nothing


class _WordHashes(dict[str, int]):
    """Remembers the hash of a word; bounded, since typing errors never end."""

    LIMIT = 1_000_000

    def __missing__(self, word: str) -> int:
        if len(self) >= self.LIMIT:
            self.clear()
        hashed = self[word] = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
        return hashed


_hashes = _WordHashes()


def sketch(terms: Sequence[str]) -> tuple[str, ...]:
    """The sketch of a text by its terms at word depth; empty for one too short to tell.

    The hash of the whole has 16 hexadecimal digits, those of runs have 8, smallest first.
    """
    if len(terms) < LEAST_WORDS:
        return ()
    whole = blake2b(" ".join(terms).encode(), digest_size=8).hexdigest()
    words = np.fromiter(map(_hashes.__getitem__, terms), np.uint64, len(terms))
    runs = words[: len(terms) - RUN + 1].copy()
    for place in range(1, RUN):  # for all runs at once; whole numbers wrap around
        runs = runs * _MIX + words[place : len(terms) - RUN + 1 + place]
    runs *= _MIX
    smallest = np.unique(runs >> np.uint64(32))[:SIZE]
    return (whole, *[f"{hashed:08x}" for hashed in smallest.tolist()])
