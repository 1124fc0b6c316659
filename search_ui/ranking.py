"""The query tree of a query: what matches, and what it is worth.

Under "smart" a word matches at word depth or at lemma depth; the word as written is worth more, so
the forms typed come first. A name of a known actor also finds the articles that hold the actor
under any other name, for less. Words near each other, and the whole query as a phrase, only add to
the score. Every weight stands in `Weights`; they were chosen with ``benchmarks/quality.py`` on the
development queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.arabic.lemma import is_stop_word, lemma, query_lemmas
from indexer.describe.actors import known_actors
from indexer.describe.sources import canonical_source
from indexer.engines.base import (
    Bool,
    Boost,
    Constant,
    Keyword,
    Near,
    Nothing,
    Phrase,
    Prefix,
    Query,
    Term,
    either,
)
from search_ui.query import Clause, Typed
from search_ui.taken_out import TakenOut

Depth = Literal["exact", "word", "smart"]
Match = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a match is worth, by field and depth, and what nearness adds."""

    fields: tuple[tuple[str, float], ...] = (("title", 1.6), ("deck", 1.1), ("body", 1.0))
    word: float = 0.42
    lemma: float = 1.0
    actor: float = 0.56  # an article that holds the actor, by whatever name; a constant
    prefix: float = 0.5  # a constant
    near: float = 1.8  # two neighbours of the query near each other; a constant
    near_within: int = 12  # words
    phrase: float = 0.72  # the whole query word for word; times BM25


WEIGHTS = Weights()


@dataclass(slots=True)
class Meaning:
    """What a query was taken to mean.

    `query` is what is asked of the engine; None where nothing in the query can be searched for.
    `ignored` are the stop words left out, `actors` (id, first, end) the spans of the query that
    name a known actor.
    """

    query: Query | None
    ignored: list[str] = field(default_factory=list)
    actors: list[tuple[str, int, int]] = field(default_factory=list)


def meaning(typed: Typed, depth: Depth, match: Match, weights: Weights = WEIGHTS) -> Meaning:
    """What a typed query asks of an engine; see the module for the rules."""
    groups, ignored = _without_stop_words(typed)
    found = Meaning(None, ignored)
    required: list[Query] = []
    optional: list[Query] = []
    excluded: list[Query] = []
    plain: list[Clause] = []  # the words whose nearness counts
    for group in _spans(groups, depth):
        if isinstance(group, _Name):
            found.actors.append((group.actor, group.clauses[0].start, group.clauses[-1].end))
            words = Bool(must=tuple(_clause(c, depth, weights) for c in group.clauses))
            out = TakenOut.of(group.clauses)
            held = out.less_names(group.actor) if out else Keyword("actor", (group.actor,))
            actor = Constant(held, weights.actor)
            (required if match == "all" else optional).append(either(words, actor))
            plain.extend(group.clauses)
            continue
        wanted = [clause for clause in group if not clause.without]
        excluded.extend(_clause(c, depth, weights) for c in group if c.without)
        if not wanted:
            continue
        query = either(*(_clause(clause, depth, weights) for clause in wanted))
        free = len(wanted) == 1 and wanted[0].kind == "word" and not wanted[0].field
        if free:
            plain.append(wanted[0])
        (optional if match == "any" and free else required).append(query)
    if required or optional or excluded:
        found.query = Bool(
            must=(*required, *((either(*optional),) if optional else ())),
            should=tuple(_nearness(plain, depth, weights)),
            must_not=tuple(excluded),
        )
    return found


@dataclass(frozen=True, slots=True)
class _Name:
    """Neighbouring words of the query that are a known actor's name."""

    clauses: tuple[Clause, ...]
    actor: str


def _without_stop_words(typed: Typed) -> tuple[list[tuple[Clause, ...]], list[str]]:
    """Stop words go unless they stand in quotes, behind a sign, or are all there is."""
    kept: list[tuple[Clause, ...]] = []
    ignored: list[str] = []
    for group in typed.groups:
        if len(group) == 1 and _is_free_word(group[0]) and _is_stop(group[0]) and not group[0].out:
            ignored.append(group[0].text)
        else:
            kept.append(group)
    if not any(not clause.without for group in kept for clause in group) and ignored:
        return list(typed.groups), []
    return kept, ignored


def _is_stop(clause: Clause) -> bool:
    return all(is_stop_word(term) for term in word_terms(clause.text))


def _is_free_word(clause: Clause) -> bool:
    return clause.kind == "word" and not (clause.field or clause.without or clause.exact)


def _spans(groups: Sequence[tuple[Clause, ...]], depth: Depth) -> list[tuple[Clause, ...] | _Name]:
    """The groups, with neighbouring free words that name an actor put together."""
    if depth != "smart":
        return list(groups)
    result: list[tuple[Clause, ...] | _Name] = []
    stretch: list[Clause] = []

    def flush() -> None:
        terms, owner = [], []
        for number, clause in enumerate(stretch):
            for term in word_terms(clause.text):
                terms.append(term)
                owner.append(number)
        named: dict[int, tuple[int, str]] = {}
        for first, end, actor in known_actors().spans(terms):
            named[owner[first]] = (owner[end - 1] + 1, actor)
        at = 0
        while at < len(stretch):
            end, actor = named.get(at, (at + 1, ""))
            span = tuple(stretch[at:end])
            result.append(_Name(span, actor) if actor else span)
            at = end
        stretch.clear()

    for group in groups:
        if len(group) == 1 and _is_free_word(group[0]):
            stretch.append(group[0])
        else:
            flush()
            result.append(group)
    flush()
    return result


def _clause(clause: Clause, depth: Depth, weights: Weights) -> Query:
    if clause.field in ("source", "author", "place"):
        return Keyword(clause.field, keyword_values(clause.field, clause.text))
    if clause.field == "actor":
        ids = actor_ids(clause.text)
        return Keyword("actor", ids) if ids else Nothing()
    fields = [(f, w) for f, w in weights.fields if clause.field in (None, f)]
    if clause.exact:
        depth = "exact"
    if clause.kind == "prefix":
        return _prefix(clause, fields, weights)
    if clause.kind == "near":
        return _near(clause, fields, depth, weights)
    together = clause.without or clause.exact  # a sign before a word with a hyphen is for all of it
    if clause.kind == "phrase" or (together and len(word_terms(clause.text)) > 1):
        return _phrase(clause.text, fields, depth)
    out = TakenOut.of([clause])
    words = [
        either(*(out.less(q) for f, w in fields for q in _word(term, f, w, depth, weights)))
        for term in (exact_terms if depth == "exact" else word_terms)(clause.text)
    ]
    return words[0] if len(words) == 1 else Bool(must=tuple(words))


def _word(term: str, name: str, weight: float, depth: Depth, weights: Weights) -> list[Query]:
    if depth != "smart":
        return [Boost(Term(f"{name}.{depth}", term), weight)]
    ways: list[Query] = [Boost(Term(f"{name}.word", term), weight * weights.word)]
    for lemmas in query_lemmas(term):
        ways.append(Boost(Phrase(f"{name}.lemma", lemmas), weight * weights.lemma))
    return ways


def _phrase(text: str, fields: list[tuple[str, float]], depth: Depth) -> Query:
    at = "exact" if depth == "exact" else "word"
    terms = tuple((exact_terms if at == "exact" else word_terms)(text))
    return either(*(Boost(Phrase(f"{name}.{at}", terms), weight) for name, weight in fields))


def _prefix(clause: Clause, fields: list[tuple[str, float]], weights: Weights) -> Query:
    *before, begins = word_terms(clause.text)
    ways = [Constant(Prefix(f"{f}.word", begins), w * weights.prefix) for f, w in fields]
    if not before:
        return either(*ways)
    words = [either(*(Term(f"{f}.word", term) for f, _ in fields)) for term in before]
    return Bool(must=(*words, either(*ways)))


def _near(clause: Clause, fields: list[tuple[str, float]], depth: Depth, weights: Weights) -> Query:
    at = "exact" if depth == "exact" else "word"
    terms = (exact_terms if at == "exact" else word_terms)(clause.text)
    if len(terms) < 2:
        return _phrase(clause.text, fields, depth)
    ways = []
    for name, weight in fields:
        pairs = [
            Near(f"{name}.{at}", first, second, clause.within)
            for first, second in pairwise(terms)
            if first != second
        ]
        ways.append(Constant(Bool(must=tuple(pairs)), weight * weights.near))
    return either(*ways)


def _nearness(plain: list[Clause], depth: Depth, weights: Weights) -> list[Query]:
    """What neighbours of the query add where they stand near each other, or as a phrase."""
    if depth != "smart":
        return []
    words = [term for clause in plain for term in word_terms(clause.text)]
    if len(words) < 2:
        return []
    lemmas = [lemma(word).term for word in words]
    near: list[Query] = [
        Constant(Near(f"{name}.lemma", first, second, weights.near_within), weights.near)
        for name in ("title", "body")
        for first, second in pairwise(lemmas)
        if first != second
    ]
    phrases: list[Query] = [
        Boost(Phrase(f"{name}.word", tuple(words)), weight * weights.phrase)
        for name, weight in weights.fields
    ]
    return near + phrases


def actor_ids(text: str) -> tuple[str, ...]:
    """The ids of the actors that a text names by id, name, alias or short form."""
    index = known_actors()
    text = text.strip()
    if text in index.actors or not word_terms(text):
        return (text,) if text else ()
    return index.named(text)


def keyword_values(name: str, text: str) -> tuple[str, ...]:
    """The values of a keyword field that a text means; a source by any of its names."""
    return (canonical_source(text),) if name == "source" else (text.strip(),)
