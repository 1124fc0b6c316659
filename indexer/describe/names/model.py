"""The model at work: a linear chain over words, whose weights are added up once for every form.

What a word says for each label does not depend on where it stands, so the sums of its weights at
the five distances are kept as rows of one table, and a text is scored by looking rows up. The
labels are those that are likeliest word by word (`chain`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import mappings
from indexer.describe.names import features, listed
from indexer.describe.names.chain import Floats, Ints, label_chances
from indexer.describe.names.labels import LABELS, OUTSIDE
from indexer.describe.names.words import KINDS, LONE

FILE = "models/names.npz"
LIMIT = 150_000  # forms that are remembered; a row each of some 200 bytes
LONGEST = 80  # words of a sentence; longer ones are cut
_OWN, _BEFORE, _AFTER, _BEFORE2, _AFTER2 = range(5)


class Name(NamedTuple):
    """A name found: the forms [start, end) of its sentence, its type, and how sure that is (0–1,
    the least of its words)."""

    start: int
    end: int
    type: str
    probability: float


class Model:
    """Weights and clusters as `train` writes them."""

    def __init__(self, arrays: Any) -> None:
        self.clusters = _clusters(arrays)
        attributes = _text(arrays["attributes"]).split("\n")
        weights = np.zeros((len(attributes), len(LABELS)), np.float32)
        weights[arrays["rows"], arrays["labels"]] = arrays["weights"]
        self._weights = weights
        self._row = {name: row for row, name in enumerate(attributes)}
        self._moves = np.exp(arrays["moves"].astype(np.float32))  # from a label to the next
        self._kinds = {kind: number for number, kind in enumerate(KINDS)}
        marks = {str(number): number for number in range(len(listed.MARKS))}
        self._around = [self._by_numbers(f"K{n}", self._kinds) for n in (1, 2, 3, 4)]
        self._listed = [self._by_numbers(f"L{n}", marks) for n in (1, 2, 3)]
        self._joined = self._sum((features.JOINED,))
        self._next_joined = self._sum((features.NEXT_JOINED,))
        self._forget()

    def find(self, sentences: Sequence[Sequence[str]]) -> list[list[Name]]:
        """The names in each of the sentences, which are given as forms (words and signs)."""
        pieces = [
            (number, first, sentence[first : first + LONGEST])
            for number, sentence in enumerate(sentences)
            for first in range(0, len(sentence), LONGEST)
        ]
        found: list[list[Name]] = [[] for _ in sentences]
        kept, scores, lengths = self._scores([forms for _, _, forms in pieces])
        if not len(scores):
            return found
        chances = label_chances(scores, self._moves, lengths)
        best = chances.argmax(axis=1)
        ends = np.cumsum(lengths)
        named = np.unique(np.searchsorted(ends, np.flatnonzero(best), side="right"))
        for piece in named.tolist():
            number, first, _ = pieces[piece]
            begin, end = int(ends[piece] - lengths[piece]), int(ends[piece])
            places = [place + first for place in kept[piece]]
            found[number] += _names(best[begin:end].tolist(), chances[begin:end], places)
        return found

    def _scores(self, pieces: Sequence[Sequence[str]]) -> tuple[list[Sequence[int]], Floats, Ints]:
        """For each piece the places of its words; the scores of all words by label, one piece
        after another; and how many words each piece has."""
        if len(self._ids) > LIMIT:
            self._forget()
        ids = self._ids
        stream, joined, kept, lengths = [0, 0], [False, False], list[Sequence[int]](), list[int]()
        for forms in pieces:
            places: Sequence[int] = range(len(forms))
            before = [False] * len(forms)
            if not LONE.isdisjoint(forms):
                places, before = features.words_of(forms)
                forms = [forms[place] for place in places]
            stream += [ids[form] if form in ids else self._add(form) for form in forms]
            joined += before
            kept.append(places)
            lengths.append(len(places))
            stream += (0, 0)
            joined += (False, False)
        rows = np.array(stream)
        inside = np.flatnonzero(rows)
        links = np.array(joined) | self._links[rows]
        table = self._table
        scores: Floats = table[rows[inside], _OWN]
        for distance, column in ((-1, _BEFORE), (1, _AFTER), (-2, _BEFORE2), (2, _AFTER2)):
            scores += table[rows[inside + distance], column]
        scores += links[inside, None] * self._joined + links[inside + 1, None] * self._next_joined
        scores += self._kinds_around(self._kind_of[rows], inside)
        scores += self._marks_around(rows, inside)
        return kept, scores, np.array(lengths)

    def _kinds_around(self, kinds: Ints, at: Ints) -> Floats:
        count, (left, right, both, before) = len(KINDS), self._around
        here, after = kinds[at], kinds[at + 1]
        pairs = kinds[at - 1] * count + here
        triples = kinds[at - 2] * count * count + pairs
        scores: Floats = left[pairs] + right[here * count + after]
        scores += both[pairs * count + after]
        scores += before[triples]
        return scores

    def _marks_around(self, rows: Ints, at: Ints) -> Floats:
        marks = np.zeros(len(rows), np.intp)
        starts = np.flatnonzero(self._starts[rows])
        if len(starts):
            bases = [self._bases[row] for row in rows.tolist()]
            found = listed.marks(bases, starts.tolist())
            marks[[place for place, _ in found]] = [mark for _, mark in found]
        count, (left, right, both) = len(listed.MARKS), self._listed
        here, after = marks[at], marks[at + 1]
        pairs = marks[at - 1] * count + here
        scores: Floats = left[pairs] + right[here * count + after]
        scores += both[pairs * count + after]
        return scores

    def _add(self, form: str) -> int:
        """Works out the row of a form that is met for the first time."""
        told = features.described(form, self.clusters, None)
        number = len(self._ids) + 1
        if number >= len(self._table):
            self._grow()
        row = self._table[number]
        row[_OWN] = self._sum((*told.own, features.BIAS))
        row[_BEFORE] = self._sum("-1" + name for name in told.near)
        row[_AFTER] = self._sum("+1" + name for name in told.near)
        row[_BEFORE2] = self._sum("-2" + name for name in told.far)
        row[_AFTER2] = self._sum("+2" + name for name in told.far)
        self._links[number] = told.word.conjunction
        self._kind_of[number] = self._kinds[told.word.kind]
        self._starts[number] = told.word.base in listed.starts()
        self._bases.append(told.word.base)
        self._ids[form] = number
        return number

    def _sum(self, names: Iterable[str]) -> Floats:
        known = self._row
        rows = [known[name] for name in names if name in known]
        total: Floats = self._weights[rows].sum(axis=0)
        return total

    def _forget(self) -> None:
        """Row 0 is what stands beyond the ends of a sentence."""
        self._ids: dict[str, int] = {}
        self._table = np.zeros((4096, 5, len(LABELS)), np.float32)
        self._table[0, _BEFORE] = self._sum((features.BEGIN,))
        self._table[0, _AFTER] = self._sum((features.END,))
        self._links = np.zeros(len(self._table), bool)
        self._starts = np.zeros(len(self._table), bool)
        self._kind_of = np.full(len(self._table), self._kinds[features.EDGE])
        self._bases = [""]

    def _grow(self) -> None:
        self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._links = np.concatenate([self._links, np.zeros_like(self._links)])
        self._starts = np.concatenate([self._starts, np.zeros_like(self._starts)])
        self._kind_of = np.concatenate([self._kind_of, np.zeros_like(self._kind_of)])

    def _by_numbers(self, prefix: str, numbers: Mapping[str, int]) -> Floats:
        """The weights of a feature of several values, by the numbers of these as digits."""
        length = 3 if prefix[1] in "34" else 2
        table = np.zeros((len(numbers) ** length, len(LABELS)), np.float32)
        for name, row in self._row.items():
            values = name.removeprefix(prefix).split("|")
            if name.startswith(prefix) and len(values) == length:
                place = 0
                for value in values:
                    place = place * len(numbers) + numbers[value]
                table[place] = self._weights[row]
        return table


@cache
def model() -> Model:
    """The model of the package, read once per process."""
    source = resources.files(mappings).joinpath(FILE)
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return Model(arrays)
    except FileNotFoundError as error:
        raise mappings.ListError(
            f"mappings/{FILE}: the model is missing; install the package again"
        ) from error


def _names(labels: list[int], chances: Floats, places: Sequence[int]) -> list[Name]:
    """The names that the labels of one sentence's words mark; one that nothing begins, begins."""
    found: list[Name] = []
    following = -1
    for at, label in enumerate(labels):
        if LABELS[label] == OUTSIDE:
            continue
        part, _, type_ = LABELS[label].partition("-")
        chance = float(chances[at, label])
        if part == "I" and found and following == at and found[-1].type == type_:
            last = found[-1]
            chance = min(chance, last.probability)
            found[-1] = Name(last.start, places[at] + 1, type_, chance)
        else:
            found.append(Name(places[at], places[at] + 1, type_, chance))
        following = at + 1
    return found


def _clusters(arrays: Any) -> dict[str, tuple[str, ...]]:
    """The cluster features of the bases, from the coarsest clusters to the finest."""
    sizes = json.loads(_text(arrays["cluster_sizes"]))
    columns = [
        [f"c{size}={number}" for number in column]
        for size, column in zip(sizes, arrays["clusters"].T.tolist(), strict=True)
    ]
    return dict(zip(_text(arrays["words"]).split("\n"), zip(*columns, strict=True), strict=True))


def _text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode()
