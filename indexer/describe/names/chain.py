"""How likely each label of each word is, given all words of its sentence.

The forward and backward pass of a linear chain (Rabiner, 1989, "A tutorial on hidden Markov
models", section III). A chain soon forgets: what stands more than `REACH` words away changes
nothing that matters. So a text is cut into short stretches that overlap by so much, and all of
them take each step at once, in both directions.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
_Doubles = NDArray[np.float64]

REACH = 4  # words that a pass runs ahead of its stretch
_STRETCH = 8  # words
_NEVER = 1e-30  # the chance of what cannot be; not 0, so that it can be divided by


def with_edge(moves: Floats) -> _Doubles:
    """The weights of going from one label to the next, with one more label for an edge of a
    sentence: before and after it anything may stand. Forward, and backward."""
    count = len(moves)
    table = np.ones((count + 1, count + 1))
    table[:count, :count] = moves
    return np.stack((table, table.T))


def label_chances(scores: Floats, edges: Ints, moves: _Doubles) -> _Doubles:
    """The probability of each label of each word of a text.

    `scores` has a row for each word and each edge of a sentence, and a column for each label;
    `edges` are the rows that are edges, to which no label is given; `moves` is e to the weights
    `with_edge`.
    """
    count, labels = scores.shape
    stretches = -(-count // _STRETCH)
    likely = np.full((stretches * _STRETCH + 2 * REACH, labels + 1), _NEVER)
    words = likely[REACH : REACH + count]
    np.exp(scores - scores.max(axis=1, keepdims=True), out=words[:, :labels])
    words[edges] = likely[:REACH] = likely[REACH + count :] = [*[_NEVER] * labels, 1.0]
    steps = np.arange(REACH + _STRETCH)[:, None]
    firsts = np.arange(0, stretches * _STRETCH, _STRETCH)
    onward, back = steps + firsts, steps[::-1] + firsts + REACH
    passes = likely[np.stack((onward, back), axis=1)]  # step, direction, stretch, label
    for before, after in pairwise(passes):
        after *= before @ moves
    inside = passes[REACH:]
    both = (inside[:, 0] * inside[::-1, 1]).swapaxes(0, 1).reshape(-1, labels + 1)[:count]
    both /= words  # which is in either pass
    chances: _Doubles = both[:, :labels] / both.sum(axis=1, keepdims=True)
    chances[edges] = 0.0
    return chances
