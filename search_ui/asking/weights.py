"""What each way of matching is worth."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What a match is worth: a factor of its BM25, or a constant where it says so.

    They were chosen with ``benchmarks/quality.py`` on one half of the development queries and
    confirmed on the other, all sets together, and rounded: each may be a quarter higher or lower
    without much change. A headline weighs little more than the body by itself, because it is in the
    lead as well.
    """

    fields: tuple[tuple[str, float], ...] = (("title", 1.2), ("deck", 1.1), ("body", 1.0))
    word: float = 0.5
    lemma: float = 1.0  # the likeliest lemma of a word
    other: float = 0.5  # each other lemma that the word may be a form of
    lead: float = 0.9  # the root of a word in headline, deck and opening
    actor: float = 1.2  # an article that holds the actor, by whatever name; a constant
    prefix: float = 0.5  # a word that begins so, or is like the word; a constant
    near: float = 1.6  # two neighbours of the query near each other in the body; a constant
    near_within: int = 15  # words
    phrase: float = 0.7  # the whole query word for word


WEIGHTS = Weights()
