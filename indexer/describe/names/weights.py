"""The weights of features at each distance, as rows of one table; features that come together
share a row with their sum, so that what a form says is the sum of a few rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Generic, TypeVar

import numpy as np

from indexer.describe.names.chain import Floats, Ints

DISTANCES = ("", "-1", "+1", "-2", "+2")  # as they stand before the name of a feature
BESIDES = ("K", "L")  # before the names of features of several words, which have no distance

Key = TypeVar("Key")


class Weights:
    """Rows of weights by distance and label; row 0 is nothing."""

    def __init__(self, names: Sequence[str], weights: Floats) -> None:
        """`names` of features, sorted, a distance before some; `weights` has a row for each and a
        column for each label."""
        places = {prefix: having(names, prefix) for prefix in (*DISTANCES[1:], *BESIDES)}
        here = np.ones(len(names), bool)
        for place in places.values():
            here[place] = False
        at_distance = [[names[at] for at in np.flatnonzero(here).tolist()]]
        at_distance += [[name[2:] for name in names[places[d]]] for d in DISTANCES[1:]]
        self._names = at_distance
        known = dict.fromkeys(chain.from_iterable(at_distance))
        self._row = dict(zip(known, range(1, len(known) + 1), strict=True))
        self._learnt = len(known) + 1
        self._table: Floats = np.zeros(
            (2 * self._learnt, len(DISTANCES), weights.shape[1]), np.float32
        )
        for distance, features in enumerate(at_distance):
            rows = weights[places[DISTANCES[distance]]] if distance else weights[here]
            self._table[[self._row[name] for name in features], distance] = rows
        self.forget()

    def __getitem__(self, name: str) -> Floats:
        """The weights of a feature by distance and label."""
        weights: Floats = self._table[self.row(name)]
        return weights

    def row(self, name: str) -> int:
        """The row of a feature; 0 where nothing was learnt of it."""
        return self._row.get(name, 0)

    def put(self, weights: Floats) -> int:
        """The row of further weights, which are put into the table for good."""
        row = self._learnt
        self._table[row] = weights
        self._learnt += 1
        self.forget()
        return row

    def named(self, prefix: str) -> dict[str, int]:
        """The rows of the features whose names begin with a prefix, by what follows it."""
        cut, row = len(prefix), self._row
        return {
            name[cut:]: row[name] for names in self._names for name in names[having(names, prefix)]
        }

    def ending(self, suffix: str) -> dict[str, int]:
        """The rows of the features of a form alone whose names end so, by what stands before it."""
        cut, row = -len(suffix), self._row
        return {name[:cut]: row[name] for name in self._names[0] if name.endswith(suffix)}

    def add(self, rows: Sequence[int], others: Sequence[int]) -> None:
        """Adds to each of the rows another one."""
        self._table[rows] += self._table[others]

    def together(self, names: Sequence[str]) -> int:
        """The row of several features that come together."""
        row = self._row
        rows = tuple([row[name] for name in names if name in row])
        if len(rows) < 2:
            return rows[0] if rows else 0
        found = self._together.get(rows)
        if found is None:
            found = self._together[rows] = self._learnt + len(self._together)
            self._waiting.append(rows)
        return found

    def sums(self, rows: Ints) -> Floats:
        """The sums of the rows that stand in each row of `rows`."""
        if self._waiting:
            self._add_up()
        sums: Floats = self._table.take(rows, axis=0).sum(axis=1)
        return sums

    def forget(self) -> None:
        """Forgets which features came together."""
        self._together: dict[tuple[int, ...], int] = {}
        self._waiting: list[tuple[int, ...]] = []

    def _add_up(self) -> None:
        last = self._learnt + len(self._together)
        while last > len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        lengths = np.array(list(map(len, self._waiting)), np.intp)
        rows = np.fromiter(chain.from_iterable(self._waiting), np.intp, int(lengths.sum()))
        sums = np.add.reduceat(self._table[rows], np.cumsum(lengths) - lengths)
        self._table[last - len(self._waiting) : last] = sums
        self._waiting = []


class Together(dict[Key, int], Generic[Key]):
    """The row of the features that a key stands for, by the key."""

    def __init__(self, weights: Weights, features: Callable[[Key], Sequence[str]]) -> None:
        super().__init__()
        self.weights, self.features = weights, features

    def __missing__(self, key: Key) -> int:
        row = self[key] = self.weights.together(self.features(key))
        return row


def having(names: Sequence[str], prefix: str) -> slice:
    """Where the names that begin with a prefix stand among sorted `names`."""
    return slice(
        bisect_left(names, prefix), bisect_left(names, prefix[:-1] + chr(ord(prefix[-1]) + 1))
    )
