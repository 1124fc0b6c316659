"""How likely each label of each word is, given all words of its sentence.

The forward and backward pass of a linear chain, scaled at every word (Rabiner, 1989, "A tutorial on
hidden Markov models", section III and V), all sentences of a text at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
_Doubles = NDArray[np.float64]
_Steps = Sequence[tuple[int, int, int]]

_SCALED = 8  # steps after which sums are brought back to 1, long before doubles run out


def label_chances(scores: Floats, moves: Floats, lengths: Ints) -> Floats:
    """The probability of each label of each word.

    `scores` has a row for each word, one sentence after another, and a column for each label;
    `moves` is e to the weight of going from one label to another; `lengths` are the words of each
    sentence, in order. All first words are taken together, then all second words, and so on, the
    longest sentence first, so that those which go on are the first rows of each step.
    """
    starts = np.cumsum(lengths) - lengths
    rank = np.empty_like(lengths)
    rank[np.argsort(-lengths, kind="stable")] = np.arange(len(lengths))
    step_of = np.arange(len(scores)) - np.repeat(starts, lengths)
    order = np.lexsort((np.repeat(rank, lengths), step_of))
    counts = np.bincount(step_of)
    firsts = np.cumsum(counts) - counts
    steps = list(zip(firsts[:-1].tolist(), firsts[1:].tolist(), counts[1:].tolist(), strict=True))
    likely = np.exp((scores - scores.max(axis=1, keepdims=True))[order]).astype(np.float64)
    both = _forward(likely, moves.astype(np.float64), steps)
    both *= _backward(likely, moves.astype(np.float64), steps)
    chances = np.empty_like(scores)
    chances[order] = both / both.sum(axis=1, keepdims=True)
    return chances


def _forward(likely: _Doubles, moves: _Doubles, steps: _Steps) -> _Doubles:
    """What the words up to each one say, in any scale; a step is the first row of the words before,
    the first row of those after, and how many these are."""
    found = likely.copy()
    for number, (before, after, count) in enumerate(steps):
        rows = found[after : after + count]
        rows *= found[before : before + count] @ moves
        if number % _SCALED == 0:
            rows /= rows.sum(axis=1, keepdims=True)
    return found


def _backward(likely: _Doubles, moves: _Doubles, steps: _Steps) -> _Doubles:
    """What the words after each one say, in any scale."""
    found = np.ones_like(likely)
    back = moves.T.copy()
    for number, (before, after, count) in enumerate(reversed(steps)):
        rows = (found[after : after + count] * likely[after : after + count]) @ back
        if number % _SCALED == 0:
            rows /= rows.sum(axis=1, keepdims=True)
        found[before : before + count] = rows
    return found
