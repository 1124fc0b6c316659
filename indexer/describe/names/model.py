"""The model at work: a linear chain over words.

What a word says for each label does not depend on where it stands: a text is scored by looking up
its forms (`forms`). The labels are those that are likeliest word by word (`chain`).
"""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from indexer.describe.names import features, listed
from indexer.describe.names.chain import Floats, Ints, label_chances, with_edge
from indexer.describe.names.forms import ALONE, EDGE, FIRST, JOINS, KIND, LONE_ONE, SECOND, Forms
from indexer.describe.names.groups import Groups
from indexer.describe.names.labels import LABELS
from indexer.describe.names.weights import BESIDES, Weights, having
from indexer.describe.names.words import KINDS
from mappings.arrays import Arrays, read, to_lines, to_text

FILE = "models/names.npz"
AT_ONCE = 50_000  # forms that are scored together: each takes some 700 bytes then


class Name(NamedTuple):
    """A name found: the forms [start, end) of its sentence, its type, and how sure that is (0–1,
    the least of its words)."""

    start: int
    end: int
    type: str
    probability: float


class Model:
    """Weights and clusters as `train` writes them."""

    def __init__(self, arrays: Arrays) -> None:
        names = to_lines(arrays["attributes"])
        learnt = np.zeros((len(names), len(LABELS)), np.float32)
        learnt[arrays["rows"], arrays["labels"]] = arrays["weights"]
        weights = Weights(names, learnt)
        self._around = _around(names, learnt)
        self._joined, self._next_joined = (
            weights[name][0] for name in (features.JOINED, features.NEXT_JOINED)
        )
        self._moves = with_edge(np.exp(arrays["moves"].astype(np.float32)))
        self.groups = _groups(arrays)
        self.forms = Forms(weights, self.groups)

    def find(self, sentences: Sequence[Sequence[str]]) -> list[list[Name]]:
        """The names in each of the sentences, which are given as forms (words and signs)."""
        return [names for some in _together(sentences) for names in self._find(some)]

    def _find(self, sentences: Sequence[Sequence[str]]) -> list[list[Name]]:
        stream, starts = [EDGE, EDGE], []
        for sentence in sentences:
            starts.append(len(stream))
            stream += sentence
            stream += (EDGE, EDGE)
        found: list[list[Name]] = [[] for _ in sentences]
        for name in self._names(stream):
            number = bisect(starts, name.start) - 1
            start, end = name.start - starts[number], name.end - starts[number]
            found[number].append(Name(start, end, name.type, name.probability))
        return found

    def _names(self, stream: Sequence[str]) -> list[Name]:
        """The names in a stream of sentences with edges before, between and behind them."""
        numbers, scores, places = self.scored(stream)
        chances = label_chances(scores, np.flatnonzero(numbers == 0), self._moves)
        best = chances.argmax(axis=1)
        named = np.flatnonzero(best)
        sure = chances[named, best[named]]
        return _joined(named.tolist(), best[named].tolist(), sure.tolist(), places)

    def scored(self, stream: Sequence[str]) -> tuple[Ints, Floats, Ints]:
        """The numbers of the forms of a stream that are words of their own, or edges; the scores of
        their labels; and their places in it."""
        numbers = self.forms.numbers(stream)
        facts = self.forms.facts.take(numbers, axis=0).T
        lone = facts[LONE_ONE]
        if not lone.any():
            return numbers, self._scores(numbers, facts), np.arange(len(stream))
        places = np.flatnonzero(lone == 0)
        conjunctions = np.cumsum(lone * facts[JOINS])[places]
        numbers, facts = numbers[places], facts[:, places]
        scores = self._scores(numbers, facts)
        joined = (np.diff(conjunctions, prepend=0) > 0) & (facts[JOINS] == 0)  # if not by its form
        scores += joined[:, None] * self._joined
        scores[:-1] += joined[1:, None] * self._next_joined
        return numbers, scores, places

    def _scores(self, numbers: Ints, facts: Ints) -> Floats:
        """The scores of each label of the words and edges of a stream."""
        scores = np.zeros((len(numbers), len(LABELS)), np.float32)
        told, weights = scores[2:-2], self.forms.weights.take(numbers, axis=0)
        for number, start in enumerate((2, 1, 3, 0, 4)):
            told += weights[start : start + len(told), number]
        triple, triple_before, listed_triple = self._around
        count = len(KINDS)
        kinds, marks = facts[KIND], self._marks(numbers, facts)
        triples = (kinds[:-2] * count + kinds[1:-1]) * count + kinds[2:]
        told += triple.take(triples[1:-1], axis=0)
        told += triple_before.take(triples[:-2], axis=0)
        count = len(listed.MARKS)
        triples = (marks[1:-3] * count + marks[2:-2]) * count + marks[3:-1]
        told += listed_triple.take(triples, axis=0)
        return scores

    def _marks(self, numbers: Ints, facts: Ints) -> Ints:
        """The mark of each word that a listed name covers."""
        marks: Ints = facts[ALONE].copy()
        places = np.flatnonzero(facts[FIRST, :-1] & facts[SECOND, 1:])
        if len(places):
            known = self.forms.words
            words = [known[number] for number in numbers.tolist()]
            for at, end, mark in listed.longer(words, places.tolist()):
                marks[at], marks[at + 1 : end] = mark, mark + 1
        return marks


def _together(sentences: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """The sentences in parts of `AT_ONCE` forms or little more."""
    start = size = 0
    for end, sentence in enumerate(sentences, 1):
        size += len(sentence)
        if size >= AT_ONCE:
            yield sentences[start:end]
            start, size = end, 0
    if start < len(sentences):
        yield sentences[start:]


@cache
def model() -> Model:
    """The model of the package, read once per process."""
    return Model(read(FILE))


def _joined(
    named: Sequence[int], labels: Sequence[int], sure: Sequence[float], places: Ints
) -> list[Name]:
    """The names that the labels of `named` words mark; one that nothing begins, begins."""
    found: list[Name] = []
    following = -1
    for at, label, chance in zip(named, labels, sure, strict=True):
        part, _, type_ = LABELS[label].partition("-")
        start, end = int(places[at]), int(places[at]) + 1
        if part == "I" and following == at and found[-1].type == type_:
            last = found.pop()
            start, chance = last.start, min(chance, last.probability)
        found.append(Name(start, end, type_, chance))
        following = at + 1
    return found


def _around(names: Sequence[str], learnt: Floats) -> tuple[Floats, Floats, Floats]:
    """The weights of the features of the kinds of a word and its two neighbours; of its kind and
    that of the two before it; and of the marks of lists; by the numbers of the three as digits."""
    tables: dict[str, Floats] = {}
    for prefix, values in zip(BESIDES, (KINDS, range(len(listed.MARKS))), strict=True):
        number = {str(value): at for at, value in enumerate(values)}
        for which, length in (("1", 2), ("2", 2), ("3", 3), ("4", 3)):
            table = tables[prefix + which] = np.zeros(
                (*[len(values)] * length, len(LABELS)), np.float32
            )
            place = having(names, prefix + which)
            rows = [[number[value] for value in name[2:].split("|")] for name in names[place]]
            if rows:
                table[tuple(np.array(rows).T)] = learnt[place]
    for prefix in BESIDES:
        tables[prefix + "3"] += tables[prefix + "1"][:, :, None] + tables[prefix + "2"][None]
    first, second, third = (tables[name].reshape(-1, len(LABELS)) for name in ("K3", "K4", "L3"))
    return first, second, third


def _groups(arrays: Arrays) -> Groups:
    sizes = json.loads(to_text(arrays["cluster_sizes"]))
    return Groups(to_lines(arrays["words"]), arrays["clusters"], sizes)
