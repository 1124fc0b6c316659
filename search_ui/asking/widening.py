"""The words of the archive that a word with ~ or * stands for: never more than can be searched for
at once, and the same in both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.arabic.analyzers import word_terms
from indexer.arabic.slips import (
    begun_otherwise,
    distance,
    kept_letters,
    near,
    slips_between,
    steps,
)
from indexer.engines.base import Engine
from indexer.engines.query import MOST_BEGINNING
from search_ui.asking.query import Clause, Typed

MOST_LIKE = 50  # words that a word with ~ stands for


@dataclass(frozen=True, slots=True)
class Widened:
    """What a clause stands for: word-depth terms, and whether there were more than are taken.

    `articles` holds how many articles hold each of the terms; empty for a beginning.
    """

    terms: tuple[str, ...]
    cut: bool = False
    articles: tuple[int, ...] = ()


Widenings = dict[Clause, Widened]


def widen(engine: Engine, typed: Typed) -> Widenings:
    """The words of every clause with ~, commonest first, and of every one with * that begins too
    many words for one search: of those, the first in the order of the alphabet."""
    found: Widenings = {}
    for clause in typed.clauses:
        if clause.kind == "fuzzy":
            term = word_terms(clause.text)[-1]
            like = words_like(engine, term, clause.within)
            kept = sorted(like, key=lambda other: (-like[other], other))[:MOST_LIKE]
            counts = tuple(like[other] for other in kept)
            found[clause] = Widened(tuple(kept), len(like) > len(kept), counts)
        elif clause.kind == "prefix":
            begins = word_terms(clause.text)[-1]
            begun = engine.beginning("word", begins, MOST_BEGINNING)
            if len(begun) == MOST_BEGINNING:
                found[clause] = Widened(tuple(begun), cut=True)
    return found


def words_like(engine: Engine, term: str, slips: int) -> dict[str, int]:
    """The words of the archive within so many slips of a word-depth term, itself included, and how
    many articles hold each."""
    rings = words_around(engine, term)
    return next(rings) | (next(rings) if slips > 1 else {})


def words_around(engine: Engine, term: str) -> Iterator[dict[str, int]]:
    """The words of the archive within one slip of a word-depth term, itself included, then those
    within two slips but not within one; and how many articles hold each."""
    begun_alike = near(term, engine.similar("word", term, kept_letters(term)), 2)
    slips = {other: slips_between(term, other) for other in begun_alike}
    one_off = [other for other in slips if slips[other] == 1]
    yield engine.frequencies("word", [term, *one_off, *begun_otherwise(term)])
    yield engine.frequencies("word", [other for other in slips if slips[other] == 2])


def likeness(term: str, other: str) -> float:
    """How far a word of the archive is from a word as typed."""
    return min(distance(term, other), float(steps(term, other, 3)))
