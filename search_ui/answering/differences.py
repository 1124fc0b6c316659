"""Where two copies differ, word by word. Pure.

Words are compared at word depth, so another spelling of a word is no difference, nor is another
punctuation mark. A stretch that differs is given by its places in both texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from indexer.arabic.analyzers import word_tokens

AROUND = 12  # words of a long stretch of equal text that are shown at either end of it

Place = tuple[int, int]  # [start, end) in code points
Kind = Literal["same", "here", "there", "left_out"]


@dataclass(frozen=True, slots=True)
class Difference:
    """The words in `here` of the one text stand where those in `there` of the other do; a place
    without words is empty."""

    here: Place
    there: Place


@dataclass(frozen=True, slots=True)
class Diff:
    """Every stretch of words in which two texts differ, in order; `likeness` is how much of both is
    the same, 0 to 1: equal words over all words."""

    differences: list[Difference]
    likeness: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of both texts ("same"), of one ("here", "there"), or so many words that are in both
    and not shown ("left_out")."""

    kind: Kind
    text: str = ""
    words: int = 0


def diff(here: str, there: str) -> Diff:
    """What tells two texts from each other."""
    one, other = _Words(here), _Words(there)
    matcher = SequenceMatcher(None, one.terms, other.terms)
    differences = [
        Difference(one.place(a, b), other.place(c, d))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    return Diff(differences, matcher.ratio())


def side_by_side(here: str, there: str) -> list[Stretch]:
    """Both texts as one run of stretches; of long equal stretches only the ends."""
    found: list[Stretch] = []
    at = 0
    for difference in diff(here, there).differences:
        found += _same(here[at : difference.here[0]], bool(found))
        for kind, text, (start, end) in (
            ("here", here, difference.here),
            ("there", there, difference.there),
        ):
            if start < end:
                found.append(Stretch("here" if kind == "here" else "there", text[start:end]))
        at = difference.here[1]
    return found + list(_same(here[at:], bool(found), last=True))


class _Words:
    """The words of a text: terms at word depth, and where each stands."""

    def __init__(self, text: str) -> None:
        tokens = word_tokens(text)
        self.terms = [token.term for token in tokens]
        self._places = [(token.start, token.end) for token in tokens]
        self._length = len(text)

    def place(self, start: int, end: int) -> Place:
        """Where the words [start, end) stand; for none, the place before the next word."""
        if start < end:
            return self._places[start][0], self._places[end - 1][1]
        at = self._places[start][0] if start < len(self._places) else self._length
        return at, at


def _same(text: str, after: bool, last: bool = False) -> Iterator[Stretch]:
    """An equal stretch: whole if it is short, else the ends that touch a difference."""
    tokens = word_tokens(text)
    head = AROUND if after else 0
    tail = 0 if last else AROUND
    if len(tokens) <= head + tail + 1:
        if text:
            yield Stretch("same", text)
        return
    if head:
        yield Stretch("same", text[: tokens[head - 1].end])
    yield Stretch("left_out", words=len(tokens) - head - tail)
    if tail:
        yield Stretch("same", text[tokens[-tail].start :])
