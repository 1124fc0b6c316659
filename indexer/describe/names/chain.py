"""How likely each label of each word is, given all words of its sentence.

The forward and backward pass of a linear chain, scaled at every word (Rabiner, 1989, "A tutorial on
hidden Markov models", section III and V), all sentences of a text at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


def label_chances(scores: Floats, moves: Floats, lengths: Ints) -> Floats:
    """The probability of each label of each word.

    `scores` has a row for each word, one sentence after another, and a column for each label;
    `moves` is e to the weight of going from one label to another; `lengths` are the words of each
    sentence, in order. The sentences go side by side, the longest first, so that at each step those
    that still have a word are the first rows.
    """
    likely: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    counts = np.searchsorted(-lengths[order], -np.arange(lengths.max()), side="left").tolist()
    both = _forward(likely, moves, starts, counts) * _backward(likely, moves, starts, counts)
    chances: Floats = both / both.sum(axis=1, keepdims=True)
    return chances


def _forward(likely: Floats, moves: Floats, starts: Ints, counts: list[int]) -> Floats:
    """What the words up to each one say; `counts` is the number of sentences with a word at each
    step, `starts` the row of each one's first word."""
    found = np.empty_like(likely)
    state = np.ones((len(starts), likely.shape[1]), np.float32)
    for step, count in enumerate(counts):
        at = starts[:count] + step
        state = (state[:count] @ moves if step else state[:count]) * likely[at]
        state /= state.sum(axis=1, keepdims=True)
        found[at] = state
    return found


def _backward(likely: Floats, moves: Floats, starts: Ints, counts: list[int]) -> Floats:
    """What the words after each one say."""
    found = np.ones_like(likely)
    back = moves.T.copy()
    for step in range(len(counts) - 2, -1, -1):
        at = starts[: counts[step + 1]] + step
        state = (found[at + 1] * likely[at + 1]) @ back
        found[at] = state / state.sum(axis=1, keepdims=True)
    return found
