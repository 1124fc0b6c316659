"""What the model knows of each written form, worked out when the form is first met.

What a word says for each label does not depend on where it stands, so the sums of its weights at
the five distances are kept as one row of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np

from indexer.arabic.name_forms import CONJUNCTIONS
from indexer.describe.names import features, listed
from indexer.describe.names.chain import Floats, Ints
from indexer.describe.names.labels import LABELS
from indexer.describe.names.words import KINDS, LONE, Word

LIMIT = 150_000  # forms that are remembered; a row each of some 200 bytes
DISTANCES = ("", "-1", "+1", "-2", "+2")  # as they stand before the name of a feature
_OWN, _BEFORE, _AFTER = range(3)
EDGE = ""  # the form that stands for either end of a sentence
KIND, JOINS, LONE_ONE, ALONE, FIRST, SECOND = range(6)  # columns of `Forms.facts`


class Forms:
    """The forms met so far, by number: `weights` by distance and label, and `words`, each at
    word depth as it is written and without clitics. Number 0 is `EDGE`.

    `facts` are, in this order: the number of its kind in `KINDS`; whether it begins with a
    conjunction; whether it is no word of its own; the mark of the listed name that it is; whether
    it is the first word of a longer one; and whether the second.
    """

    def __init__(self, weights: Mapping[str, Floats], clusters: Mapping[str, Sequence[str]]):
        """`weights` are those of a feature's name with each of the distances before it."""
        self._clusters = clusters
        known = dict.fromkeys(name[2:] if name[:2] in DISTANCES else name for name in weights)
        self._row = {name: row for row, name in enumerate(known, start=1)}
        self._weights = np.zeros((len(self._row) + 1, len(DISTANCES), len(LABELS)), np.float32)
        for name, weight in weights.items():
            at = DISTANCES.index(name[:2]) if name[:2] in DISTANCES else 0
            self._weights[self._row[name[2:] if at else name], at] = weight
        self._edge, self._joined = np.zeros_like(self._weights[:2])
        self._edge[_BEFORE] = weights.get(features.BEGIN, 0.0)
        self._edge[_AFTER] = weights.get(features.END, 0.0)
        self._joined[_OWN] = weights.get(features.JOINED, 0.0)
        self._joined[_AFTER] = weights.get(features.NEXT_JOINED, 0.0)
        self._numbers: dict[str, int] = {}
        self.words: list[tuple[str, str]] = []
        self.weights: Floats = self._edge[None]
        self.facts: Ints = np.zeros((1, 6), np.intp)
        self._forget()

    def numbers(self, forms: Sequence[str]) -> Ints:
        """The number of each form."""
        if len(self._numbers) > LIMIT:
            self._forget()
        found = list(map(self._numbers.get, forms))
        if None in found:
            self._add([form for form in dict.fromkeys(forms) if form not in self._numbers])
            found = list(map(self._numbers.get, forms))
        return np.array(found, np.intp)

    def _add(self, forms: list[str]) -> None:
        first, last = len(self._numbers), len(self._numbers) + len(forms)
        while last > len(self.facts):
            self.weights = np.concatenate([self.weights, np.zeros_like(self.weights)])
            self.facts = np.concatenate([self.facts, np.zeros_like(self.facts)])
        told = [features.described(form, self._clusters, None) for form in forms]
        self.weights[first:last] = self._sums([(*one.own, features.BIAS) for one in told])
        for number, (form, one) in enumerate(zip(forms, told, strict=True), start=first):
            self._numbers[form] = number
            self.words.append((one.word.full, one.word.base))
        self.facts[first:last] = [_facts(f, one.word) for f, one in zip(forms, told, strict=True)]
        self.weights[first:last] += self.facts[first:last, JOINS, None, None] * self._joined

    def _sums(self, names: Sequence[Iterable[str]]) -> Floats:
        """The sums of the weights of several lists of features."""
        row = self._row.get
        rows = [[row(name, 0) for name in each] for each in names]  # row 0 is nothing
        lengths = np.fromiter(map(len, rows), np.intp, len(rows))
        flat = np.fromiter(chain.from_iterable(rows), np.intp, int(lengths.sum()))
        sums: Floats = np.add.reduceat(self._weights[flat], np.cumsum(lengths) - lengths)
        return sums

    def _forget(self) -> None:
        self._numbers = {EDGE: 0}
        self.words = [(EDGE, EDGE)]
        self.weights = np.zeros((4096, *self._edge.shape), np.float32)
        self.weights[0] = self._edge
        self.facts = np.zeros((4096, 6), np.intp)
        self.facts[0, KIND] = KINDS.index(features.EDGE)


def _facts(form: str, word: Word) -> tuple[int, ...]:
    lone = form in LONE
    names = listed.names_of(word.full, word.base)
    seconds = listed.seconds()
    return (
        KINDS.index(word.kind),
        form in CONJUNCTIONS if lone else word.conjunction,
        lone,
        names.alone,
        bool(names.longer),
        word.full in seconds or word.base in seconds,
    )
