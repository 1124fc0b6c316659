"""What one clause of a query asks of an engine, whatever stands around it.

Under "smart" a word matches at word depth or at lemma depth; the word as written is worth more, so
the forms typed come first, and a lemma that it is less likely a form of is worth less.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.arabic.lemma import query_lemmas
from indexer.describe.actors import known_actors
from indexer.describe.names.identity import PREFIX, name_id, normal_form, type_of
from indexer.describe.sources import canonical_source
from indexer.engines.query import (
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
from indexer.lists.places import called_in_english
from search_ui.asking.query import Clause
from search_ui.asking.taken_out import TakenOut
from search_ui.asking.weights import WEIGHTS, Weights
from search_ui.asking.widening import Widened

Depth = Literal["exact", "word", "smart"]
NOT_WIDENED: Mapping[Clause, Widened] = MappingProxyType({})


def clause_query(
    clause: Clause,
    depth: Depth,
    weights: Weights = WEIGHTS,
    widened: Mapping[Clause, Widened] = NOT_WIDENED,
) -> Query:
    """What one clause asks of an engine, whatever stands around it."""
    if clause.field in ("source", "author", "place"):
        return Keyword(clause.field, keyword_values(clause.field, clause.text))
    if clause.field == "actor":
        ids = actor_ids(clause.text)
        return Keyword("actor", ids) if ids else Nothing()
    fields = [(f, w) for f, w in weights.fields if clause.field in (None, f)]
    if clause.kind == "word":
        words = words_of(clause, depth, weights)
        return words[0] if len(words) == 1 else Bool(must=tuple(words))
    if clause.exact:
        depth = "exact"
    if clause.kind in ("prefix", "fuzzy"):
        return _widened(clause, fields, weights, widened.get(clause))
    if clause.kind == "near":
        return _near(clause, fields, depth, weights)
    return _phrase(clause.text, fields, depth)


def words_of(clause: Clause, depth: Depth, weights: Weights) -> list[Query]:
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
    terms = widened.terms if widened else (last,)
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


def actor_ids(text: str) -> tuple[str, ...]:
    """The ids of the actors that a text names by id, name, alias or short form; of what no list
    has, those that articles give a person and a body of such a name."""
    index = known_actors()
    text = text.strip()
    text = index.merged.get(text, text)
    if text in index.actors or type_of(text) or not word_terms(text):
        return (text,) if text else ()
    return index.named(text) or _unlisted(text.split())


def _unlisted(words: list[str]) -> tuple[str, ...]:
    """The ids of a person and of a body of no list; none for a word alone: it may be anybody's."""
    normal = {type_: normal_form(words, type_) for type_ in PREFIX}
    return tuple(name_id(type_, form) for type_, form in normal.items() if len(form) > 1)


def keyword_values(name: str, text: str) -> tuple[str, ...]:
    """The values of a keyword field that a text means; a source by any of its names, a place as it
    is spelt or by its English name."""
    if name == "source":
        return (canonical_source(text),)
    text = text.strip()
    return (text, *called_in_english(text)) if name == "place" else (text,)
