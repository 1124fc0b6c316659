"""The weights of the letters that a base starts with, ends in, and starts with behind its article.

The longest letters that the model knows stand in one row with all that are shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indexer.arabic.name_forms import ARTICLE
from indexer.describe.names import features
from indexer.describe.names.weights import Weights

_AL = len(ARTICLE)
_NOTHING = (0, 0, 0)
_OTHERS = (features.BASE, features.FULL, features.START)  # begin names that look like letters


class Shapes:
    """The rows of weights of the letters of bases (`features.STARTS` and so on say how many)."""

    def __init__(self, weights: Weights) -> None:
        starts, ends = weights.named(features.START), weights.ending(features.END_OF)
        bare_starts = weights.named(features.BARE_START)
        self._starts = _nested(weights, starts, features.STARTS, lambda letters: letters[:-1])
        self._ends = _nested(weights, ends, features.ENDS, lambda letters: letters[1:])
        self._bare = _nested(
            weights, bare_starts, features.BARE_STARTS, lambda letters: letters[:-1]
        )

    def rows(self, base: str, kind: str) -> tuple[int, int, int]:
        """The rows of a base of a kind; the letters are never all that it has."""
        if kind in features.UNCUT:
            return _NOTHING
        starts, ends = self._starts.get, self._ends.get
        front, back = base[:-1], base[1:]
        bare = 0
        if front.startswith(ARTICLE):
            bare = self._bare.get(front[_AL : _AL + 3]) or self._bare.get(front[_AL : _AL + 2]) or 0
        return (
            starts(front[:4]) or starts(front[:3]) or starts(front[:2]) or 0,
            ends(back[-4:]) or ends(back[-3:]) or ends(back[-2:]) or ends(back[-1:]) or 0,
            bare,
        )


def _nested(
    weights: Weights, named: dict[str, int], lengths: Sequence[int], shorter: Callable[[str], str]
) -> dict[str, int]:
    """The rows by their letters; to each is added that of the longest shorter letters, which by
    then holds all that are shorter still."""
    rows = {letters: row for letters, row in named.items() if not letters.startswith(_OTHERS)}
    for length in lengths[1:]:
        long = [letters for letters in rows if len(letters) == length]
        parts = []
        for letters in long:
            while (letters := shorter(letters)) and letters not in rows:
                pass
            parts.append(rows.get(letters, 0))
        weights.add([rows[letters] for letters in long], parts)
    return rows
