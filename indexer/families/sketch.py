"""The sketch of a text: few hashes, of which copies share many.

The first is the hash of all its words, at word depth and in order. The others are the `SIZE`
smallest 32-bit hashes of its runs of `RUN` words, without doubles: the "bottom-k" form of MinHash
(Broder, On the resemblance and containment of documents, 1997). Of two texts, the smallest hashes
that stand in both are a sample of the runs that they share.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from indexer.arabic.analyzers import normalize, word_terms, words_of
from indexer.arabic.vocabulary import Figures

RUN = 4  # words; a fifth of the words changed leaves two runs of five as they were
SIZE = 24  # hashes; fewer lose shortened copies, more cost time and room in the index
LEAST_WORDS = 12  # a text of fewer words is no evidence that two articles are copies


_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd: multiplying by it loses nothing


def _hash(form: str) -> int:
    return int.from_bytes(blake2b(normalize(form).encode(), digest_size=8).digest())


_hashes = Figures(_hash, np.uint64)


def sketch(text: str) -> tuple[str, ...]:
    """The sketch of a text; empty for one too short to tell.

    The hash of the whole has 16 hexadecimal digits, those of runs have 8, smallest first.
    """
    terms, words = word_terms(text), words_of(text)
    if len(terms) < LEAST_WORDS:
        return ()
    all_ = " ".join(terms)
    if not words.are_terms:
        words = words_of(all_)
    whole = blake2b(all_.encode(), digest_size=8).hexdigest()
    hashes = _hashes.of(words)
    runs = hashes[: len(terms) - RUN + 1].copy()
    for place in range(1, RUN):  # for all runs at once; whole numbers wrap around
        runs = runs * _MIX + hashes[place : len(terms) - RUN + 1 + place]
    runs *= _MIX
    smallest = sorted(set((runs >> np.uint64(32)).tolist()))[:SIZE]
    return (whole, *[f"{hashed:08x}" for hashed in smallest])
