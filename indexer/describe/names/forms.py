"""What the model knows of each written form, worked out when the form is first met.

What a word says for each label does not depend on where it stands, so the sums of its weights at
the five distances are kept as one row of a table.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.arabic.name_forms import CONJUNCTIONS
from indexer.describe.names import features, listed
from indexer.describe.names.chain import Floats, Ints
from indexer.describe.names.facts import Known
from indexer.describe.names.groups import Groups
from indexer.describe.names.weights import Together, Weights
from indexer.describe.names.words import KINDS, LONE, Word, word

LIMIT = 150_000  # forms that are remembered; a row each of some 200 bytes
_OWN, _BEFORE, _AFTER = range(3)
EDGE = ""  # the form that stands for either end of a sentence
_KINDS = {kind: number for number, kind in enumerate(KINDS)}
KIND, JOINS, LONE_ONE, ALONE, FIRST, SECOND = range(6)  # columns of `Forms.facts`


class Forms:
    """The forms met so far, by number: `weights` by distance and label, and `words`, each at
    word depth as it is written and without clitics. Number 0 is `EDGE`.

    `facts` are, in this order: the number of its kind in `KINDS`; whether it begins with a
    conjunction; whether it is no word of its own; the mark of the listed name that it is; whether
    it is the first word of a longer one; and whether the second.
    """

    words: list[tuple[str, str]]
    weights: Floats
    facts: Ints

    def __init__(self, weights: Weights, groups: Groups):
        self._weights = weights
        self._groups = groups
        self._bases, self._fulls = weights.named(features.BASE), weights.named(features.FULL)
        rows = [[weights.row(name) for name in names] for names in groups.names]
        numbers = zip(rows, groups.numbers.T, strict=True)
        self._group_rows = np.zeros((len(groups) + 1, len(rows)), np.intp)
        self._group_rows[:-1] = np.array([np.array(row)[column] for row, column in numbers]).T
        self._group_rows[-1, 0] = weights.together(features.UNGROUPED)
        self._edge, self._joined = np.zeros_like([weights[features.BIAS]] * 2)
        self._edge[_BEFORE] = weights[features.BEGIN][_OWN]
        self._edge[_AFTER] = weights[features.END][_OWN]
        self._joined[_OWN] = weights[features.JOINED][_OWN]
        self._joined[_AFTER] = weights[features.NEXT_JOINED][_OWN]
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
        words = list(map(word, forms))
        self._numbers.update(zip(forms, range(first, last), strict=True))
        self.words += [(word.full, word.base) for word in words]
        self.facts[first:last] = list(map(_facts, forms, words))
        self.weights[first:last] = self._weights.sums(self._rows(words))
        self.weights[first:last] += self._weights[features.BIAS]
        self.weights[first:last] += self.facts[first:last, JOINS, None, None] * self._joined

    def _rows(self, words: Sequence[Word]) -> Ints:
        """The rows of weights that belong to each word."""
        bases, fulls, told, used = self._bases, self._fulls, self._told, self._used
        starts, ends, bare_starts = self._shapes
        place = self._groups.place
        rows, places = [], []
        for full, _, preposition, base, kind, facts in words:
            start, end, bare_start = features.shape(base, kind)
            rows += (
                bases.get(base, 0),
                fulls.get(full, 0),
                told[kind, facts],
                used[preposition, len(base)],
                starts[start],
                ends[end],
                bare_starts[bare_start],
            )
            places.append(place.get(base, -1))
        found = np.fromiter(rows, np.intp, len(rows)).reshape(len(words), -1)
        return np.hstack([found, self._group_rows[places]])

    def _forget(self) -> None:
        weights = self._weights
        weights.forget()
        self._told = Together[Known](weights, lambda key: features.told(*key))
        self._used = Together[tuple[str, int]](weights, lambda key: features.used(*key))
        self._shapes = [
            Together(weights, of) for of in (features.starts, features.ends, features.bare_starts)
        ]
        self._numbers: dict[str, int] = {EDGE: 0}
        self.words = [(EDGE, EDGE)]
        self.weights = np.zeros((4096, *self._edge.shape), np.float32)
        self.weights[0] = self._edge
        self.facts = np.zeros((4096, 6), np.intp)
        self.facts[0, KIND] = KINDS.index(features.EDGE)


def _facts(form: str, word: Word) -> tuple[int, ...]:
    full, conjunction, _, base, kind, _ = word
    lone = form in LONE
    names = listed.names_of(full, base)
    seconds = listed.seconds()
    return (
        _KINDS[kind],
        form in CONJUNCTIONS if lone else conjunction,
        lone,
        names.alone,
        bool(names.longer),
        full in seconds or base in seconds,
    )
