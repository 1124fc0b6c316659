"""The sketch of a text: few hashes, of which copies share many.

The first is the hash of all its words, at word depth and in order. The others are the `SIZE`
smallest 32-bit hashes of its runs of `RUN` words, without doubles: the "bottom-k" form of MinHash
(Broder, On the resemblance and containment of documents, 1997). Of two texts, the smallest hashes
that stand in both are a sample of the runs that they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

RUN = 4  # words; a fifth of the words changed leaves two runs of five as they were
SIZE = 24  # hashes; fewer lose shortened copies, more cost time and room in the index
LEAST_WORDS = 12  # a text of fewer words is no evidence that two articles are copies
_WORD = 4  # bytes of the hash of a word


class _WordHashes(dict[str, bytes]):
    """Remembers the hash of a word; bounded, since typing errors never end."""

    LIMIT = 1_000_000

    def __missing__(self, word: str) -> bytes:
        if len(self) >= self.LIMIT:
            self.clear()
        hashed = self[word] = blake2b(word.encode(), digest_size=_WORD).digest()
        return hashed


_hashes = _WordHashes()


def sketch(terms: Sequence[str]) -> tuple[str, ...]:
    """The sketch of a text by its terms at word depth; empty for one too short to tell.

    The hash of the whole has 16 hexadecimal digits, those of runs have 8, smallest first.
    """
    if len(terms) < LEAST_WORDS:
        return ()
    whole = blake2b(" ".join(terms).encode(), digest_size=8).hexdigest()
    words = b"".join(map(_hashes.__getitem__, terms))
    runs = map(words.__getitem__, _slices(len(terms) - RUN + 1))  # no step of Python's own a run
    return (whole, *[f"{hashed:08x}" for hashed in sorted(set(map(crc32, runs)))[:SIZE]])


@lru_cache(maxsize=256)
def _slices(runs: int) -> tuple[slice, ...]:
    """Where each of so many runs stands in the hashes of the words."""
    return tuple(slice(at, at + RUN * _WORD) for at in range(0, runs * _WORD, _WORD))
