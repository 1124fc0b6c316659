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
from indexer.describe.names.shapes import Shapes
from indexer.describe.names.weights import Together, Weights
from indexer.describe.names.words import KINDS, LONE, word

LIMIT = 150_000  # forms that are remembered; a row each of some 200 bytes
_ROWS = LIMIT + 4096  # that are taken at once: the system gives memory to those in use only
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
        self._fulls = weights.named(features.FULL)
        self._base_rows, self._place = _base_rows(weights, groups)
        self._shapes = Shapes(weights)
        self._edge, joined = np.zeros_like([weights[features.BIAS]] * 2)
        self._edge[_BEFORE] = weights[features.BEGIN][_OWN]
        self._edge[_AFTER] = weights[features.END][_OWN]
        joined[_OWN] = weights[features.JOINED][_OWN]
        joined[_AFTER] = weights[features.NEXT_JOINED][_OWN]
        self._joined = weights.put(joined)
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
        self._numbers.update(zip(forms, range(first, last), strict=True))
        facts, rows = self._told(forms)
        self.facts[first:last] = facts
        self.weights[first:last] = self._weights.sums(rows)

    def _told(self, forms: Sequence[str]) -> tuple[Ints, Ints]:
        """The facts of forms, and the rows of weights that belong to each."""
        fulls, known, used, place = self._fulls, self._known, self._used, self._place
        shape_of = self._shapes.rows
        listed_names, seconds = listed.starts(), listed.seconds()
        facts: list[int] = []
        rows: list[int] = []
        places: list[int] = []
        for form in forms:
            full, conjunction, preposition, base, kind, of_base = word(form)
            self.words.append((full, base))
            names = listed_names.get(full)
            second = full in seconds
            if base != full:
                names = names or listed_names.get(base)
                second = second or base in seconds
            lone = form in LONE
            joins = form in CONJUNCTIONS if lone else conjunction
            alone, longer = (names.alone, bool(names.longer)) if names else (0, False)
            facts += (_KINDS[kind], joins, lone, alone, longer, second)
            rows += (
                fulls.get(full, 0),
                known[kind, of_base],
                used[preposition, len(base)],
                self._joined if joins else 0,
                *shape_of(base, kind),
            )
            places.append(place.get(base, -1))
        by_form = np.array(rows).reshape(len(forms), -1)
        return (
            np.array(facts).reshape(len(forms), -1),
            np.concatenate((by_form, self._base_rows[places]), axis=1),
        )

    def _forget(self) -> None:
        weights = self._weights
        weights.forget()
        self._known = Together[Known](weights, lambda key: (features.BIAS, *features.told(*key)))
        self._used = Together[tuple[str, int]](weights, lambda key: features.used(*key))
        self._numbers: dict[str, int] = {EDGE: 0}
        self.words = [(EDGE, EDGE)]
        self.weights = np.zeros((_ROWS, *self._edge.shape), np.float32)
        self.weights[0] = self._edge
        self.facts = np.zeros((_ROWS, 6), np.intp)
        self.facts[0, KIND] = KINDS.index(features.EDGE)


def _base_rows(weights: Weights, groups: Groups) -> tuple[Ints, dict[str, int]]:
    """The rows of a base itself and of its clusters, and the place of each base among them; the
    last are those of a base that neither is a feature nor in a cluster."""
    bases = weights.named(features.BASE)
    place = {**groups.place}
    for base in bases:
        place.setdefault(base, len(place))
    rows = np.zeros((len(place) + 1, 1 + len(groups.names)), np.intp)
    for column, names in enumerate(groups.names, start=1):
        number = np.array([weights.row(name) for name in names])
        rows[: len(groups), column] = number[groups.numbers[:, column - 1]]
    rows[len(groups) :, 1] = weights.together(features.UNGROUPED)
    rows[[place[base] for base in bases], 0] = list(bases.values())
    return rows, place
