"""The query tree of a query: what matches, and what it is worth.

Under "smart" a word matches at word depth or at lemma depth; the word as written is worth more, so
the forms typed come first, and a lemma that it is less likely a form of is worth less. A name of a
known actor also finds the articles that hold the actor under any other name. Three things only add
to the score: words of the query that stand in the lead of the article, by their root; neighbours of
the query near each other; and the whole query as a phrase. Every weight stands in `Weights`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.arabic.lemma import is_stop_word, lemma, query_lemmas
from indexer.arabic.root import root
from indexer.arabic.slips import neighbours
from indexer.describe.actors import known_actors
from indexer.describe.names.identity import type_of
from indexer.describe.sources import canonical_source
from indexer.engines.base import (
    LEAD,
    AnyTerm,
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
from search_ui.widening import Widened

Depth = Literal["exact", "word", "smart"]
Match = Literal["all", "any"]


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
_NOT_WIDENED: Mapping[Clause, Widened] = MappingProxyType({})


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


def meaning(
    typed: Typed,
    depth: Depth,
    match: Match,
    weights: Weights = WEIGHTS,
    widened: Mapping[Clause, Widened] | None = None,
) -> Meaning:
    """What a typed query asks of an engine; see the module for the rules. `widened` are the words
    of the archive that clauses stand for; without them ~ stands for every spelling near the word.
    """
    groups, ignored = _without_stop_words(typed)
    found = Meaning(None, ignored)
    widened = widened or _NOT_WIDENED
    required: list[Query] = []
    optional: list[Query] = []
    excluded: list[Query] = []
    plain: list[Clause] = []  # the words whose nearness counts
    for group in _spans(groups, depth):
        if isinstance(group, _Name):
            found.actors.append((group.actor, group.clauses[0].start, group.clauses[-1].end))
            out = TakenOut.of(group.clauses)
            held = out.less_names(group.actor) if out else Keyword("actor", (group.actor,))
            actor = Constant(held, weights.actor)
            words = [word for c in group.clauses for word in _words(c, depth, weights)]
            if match == "all":
                required.append(either(Bool(must=tuple(words)), actor))
            else:
                optional += [*words, actor]
            plain.extend(group.clauses)
            continue
        wanted = [clause for clause in group if not clause.without]
        excluded.extend(clause_query(c, depth, weights, widened) for c in group if c.without)
        if not wanted:
            continue
        free = len(wanted) == 1 and wanted[0].kind == "word" and not wanted[0].field
        if free:
            plain.append(wanted[0])
        if free and match == "any":
            optional += _words(wanted[0], depth, weights)
        else:
            ways = (clause_query(clause, depth, weights, widened) for clause in wanted)
            required.append(either(*ways))
    if required or optional or excluded:
        found.query = Bool(
            must=(*required, *((either(*optional),) if optional else ())),
            should=tuple(_only_scored(plain, weights)) if depth == "smart" else (),
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


def clause_query(
    clause: Clause,
    depth: Depth,
    weights: Weights = WEIGHTS,
    widened: Mapping[Clause, Widened] = _NOT_WIDENED,
) -> Query:
    """What one clause asks of an engine, whatever stands around it."""
    if clause.field in ("source", "author", "place"):
        return Keyword(clause.field, keyword_values(clause.field, clause.text))
    if clause.field == "actor":
        ids = actor_ids(clause.text)
        return Keyword("actor", ids) if ids else Nothing()
    fields = [(f, w) for f, w in weights.fields if clause.field in (None, f)]
    if clause.kind == "word":
        words = _words(clause, depth, weights)
        return words[0] if len(words) == 1 else Bool(must=tuple(words))
    if clause.exact:
        depth = "exact"
    if clause.kind in ("prefix", "fuzzy"):
        return _widened(clause, fields, weights, widened.get(clause))
    if clause.kind == "near":
        return _near(clause, fields, depth, weights)
    return _phrase(clause.text, fields, depth)


def _words(clause: Clause, depth: Depth, weights: Weights) -> list[Query]:
    """A query for each term of a word: one with a hyphen has several, and a sign before it is for
    all of it together."""
    fields = [(f, w) for f, w in weights.fields if clause.field in (None, f)]
    if clause.exact:
        depth = "exact"
    if (clause.without or clause.exact) and len(word_terms(clause.text)) > 1:
        return [_phrase(clause.text, fields, depth)]
    out = TakenOut.of([clause])
    return [
        either(*(out.less(q) for f, w in fields for q in _word(term, f, w, depth, weights)))
        for term in (exact_terms if depth == "exact" else word_terms)(clause.text)
    ]


def _word(term: str, name: str, weight: float, depth: Depth, weights: Weights) -> list[Query]:
    if depth != "smart":
        return [Boost(Term(f"{name}.{depth}", term), weight)]
    ways: list[Query] = [Boost(Term(f"{name}.word", term), weight * weights.word)]
    for place, lemmas in enumerate(query_lemmas(term)):
        worth = weights.other if place else weights.lemma
        ways.append(Boost(Phrase(f"{name}.lemma", lemmas), weight * worth))
    return ways


def _phrase(text: str, fields: list[tuple[str, float]], depth: Depth) -> Query:
    at = "exact" if depth == "exact" else "word"
    terms = tuple((exact_terms if at == "exact" else word_terms)(text))
    return either(*(Boost(Phrase(f"{name}.{at}", terms), weight) for name, weight in fields))


def _widened(
    clause: Clause, fields: list[tuple[str, float]], weights: Weights, widened: Widened | None
) -> Query:
    """A clause that stands for several words; what stands before a hyphen in it stands as it is."""
    *before, last = word_terms(clause.text)
    terms = widened.terms if widened else (last, *neighbours(last))
    as_beginning = clause.kind == "prefix" and not widened
    ways = [
        Constant(
            Prefix(f"{f}.word", last) if as_beginning else AnyTerm(f"{f}.word", terms),
            w * weights.prefix,
        )
        for f, w in fields
    ]
    if not terms:
        return Nothing()
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


def _only_scored(plain: list[Clause], weights: Weights) -> list[Query]:
    """What the words of the query add where they stand in the lead, near each other, or as a
    phrase."""
    words = [term for clause in plain for term in word_terms(clause.text)]
    lemmas = [lemma(word).term.split() for word in words]
    added: list[Query] = [
        Boost(Phrase(LEAD, tuple(map(root, terms))), weights.lead) for terms in lemmas
    ]
    neighbours = [(one[-1], other[0]) for one, other in pairwise(lemmas) if one[-1] != other[0]]
    added += [
        Constant(Near("body.lemma", one, other, weights.near_within), weights.near)
        for one, other in neighbours
    ]
    if len(words) > 1:
        added += [
            Boost(Phrase(f"{name}.word", tuple(words)), weight * weights.phrase)
            for name, weight in weights.fields
        ]
    return added


def actor_ids(text: str) -> tuple[str, ...]:
    """The ids of the actors that a text names by id, name, alias or short form."""
    index = known_actors()
    text = text.strip()
    text = index.merged.get(text, text)
    if text in index.actors or type_of(text) or not word_terms(text):
        return (text,) if text else ()
    return index.named(text)


def keyword_values(name: str, text: str) -> tuple[str, ...]:
    """The values of a keyword field that a text means; a source by any of its names."""
    return (canonical_source(text),) if name == "source" else (text.strip(),)
