"""The clusters that bases belong to (`clusters` makes them)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class Groups(Mapping[str, tuple[str, ...]]):
    """The cluster features of bases, from the coarsest clusters to the finest."""

    def __init__(
        self, words: Sequence[str], numbers: NDArray[np.uint16], sizes: Sequence[int]
    ) -> None:
        """`numbers` has the cluster of each word, a column for each of the sizes."""
        self.place = dict(zip(words, range(len(words)), strict=True))
        self.numbers = numbers
        self.names = [[f"c{size}={number}" for number in range(size)] for size in sizes]

    def __getitem__(self, base: str) -> tuple[str, ...]:
        numbers = self.numbers[self.place[base]].tolist()
        return tuple([names[at] for names, at in zip(self.names, numbers, strict=True)])

    def __iter__(self) -> Iterator[str]:
        return iter(self.place)

    def __len__(self) -> int:
        return len(self.place)
