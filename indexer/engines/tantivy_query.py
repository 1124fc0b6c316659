"""The query tree as tantivy queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import tantivy

from indexer.engines.document import minutes
from indexer.engines.query import (
    AnyTerm,
    Bool,
    Boost,
    Constant,
    Everything,
    Form,
    Keyword,
    Near,
    Nothing,
    Phrase,
    Prefix,
    Query,
    Span,
    Term,
)

_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
_INTEGER = tantivy.FieldType.Integer
_FAR = 2**62  # minutes: before and after every date
_SEVERAL = 64  # values that are looked up one by one


class Compiled(NamedTuple):
    """A query that ranks, and one that finds the same without what only scores: it is quicker."""

    ranking: tantivy.Query
    finding: tantivy.Query


def compile_both(
    schema: tantivy.Schema, query: Query, searcher: tantivy.Searcher | None = None
) -> Compiled:
    """What `compile_query` makes of a query, and what it makes of it without mere scoring."""
    match query:
        case Bool(must, should, _, filter, 0) if should and (must or filter):
            needed = _needed(schema, query, searcher)
            scored = [(_SHOULD, compile_query(schema, inner, searcher)) for inner in should]
            make = tantivy.Query.boolean_query
            ranking = make([*needed, *scored], minimum_number_should_match=0)
            return Compiled(ranking, make(needed))
    compiled = compile_query(schema, query, searcher)
    return Compiled(compiled, compiled)


def filtered(query: tantivy.Query, filters: Iterable[tantivy.Query]) -> tantivy.Query:
    """A query, kept to what every filter finds."""
    clauses = [(_MUST, tantivy.Query.const_score_query(one, 0.0)) for one in filters]
    return tantivy.Query.boolean_query([(_MUST, query), *clauses]) if clauses else query


def compile_query(
    schema: tantivy.Schema, query: Query, searcher: tantivy.Searcher | None = None
) -> tantivy.Query:
    """What `query` finds, with the scores that `indexer.engines.query` promises. A `Form` is looked
    up in the terms of the searcher: tantivy has no ranges over text."""
    make = tantivy.Query
    match query:  # the commonest first
        case Boost(inner, weight):
            return make.boost_query(compile_query(schema, inner, searcher), weight)
        case Term(field, text):
            return make.term_query(schema, field, text)
        case Phrase(field, (text,)):
            return make.term_query(schema, field, text)
        case Phrase(field, terms):
            return make.phrase_query(schema, field, list(terms))
        case Bool():
            return _bool(schema, query, searcher)
        case Constant(inner, score):
            return make.const_score_query(compile_query(schema, inner, searcher), score)
        case Near(field, first, second, within):
            pairs = [[first, second], [second, first]]
            ways = [make.phrase_query(schema, field, list(p), within - 1) for p in pairs]
            return make.const_score_query(make.boolean_query([(_SHOULD, w) for w in ways]), 1.0)
        case AnyTerm(field, values) | Keyword(field, values):
            return make.const_score_query(any_of(schema, field, values), 1.0)
        case Prefix(field, text):  # a term is letters and digits: nothing in it to escape
            return make.const_score_query(make.regex_query(schema, field, f"{text}.*"), 1.0)
        case Form(field, path, without):
            if searcher is None:
                raise TypeError("forms are looked up in a searcher")
            below = searcher.terms_with_prefix(field, path)
            found = [term for term, _ in below if not term.startswith(without)]
            return make.const_score_query(any_of(schema, field, found), 1.0)
        case Span(first, last):
            return _span(schema, first, last)
        case Everything():
            return make.const_score_query(make.all_query(), 1.0)
        case Nothing():
            return make.empty_query()


def any_of(schema: tantivy.Schema, field: str, values: Collection[str]) -> tantivy.Query:
    """What holds any of the values; of a few, each is looked up by itself: a set is an automaton,
    which takes longer to make than they all to find."""
    make = tantivy.Query
    if not values:
        return make.empty_query()
    if len(values) > _SEVERAL:
        return make.term_set_query(schema, field, list(values))
    terms = [(_SHOULD, make.term_query(schema, field, value)) for value in values]
    return make.boolean_query(terms) if len(terms) > 1 else terms[0][1]


def _span(schema: tantivy.Schema, first: str | None, last: str | None) -> tantivy.Query:
    make = tantivy.Query
    low = minutes(first) if first else -_FAR
    high = minutes(last) if last else _FAR
    ends = [
        (_MUST, make.range_query(schema, "published_last", _INTEGER, low, None)),
        (_MUST, make.range_query(schema, "published_first", _INTEGER, None, high)),
    ]
    return make.const_score_query(make.boolean_query(ends), 1.0)


def _bool(schema: tantivy.Schema, query: Bool, searcher: tantivy.Searcher | None) -> tantivy.Query:
    clauses = _needed(schema, query, searcher)
    clauses += [(_SHOULD, compile_query(schema, inner, searcher)) for inner in query.should]
    minimum = query.minimum if query.should else None
    return tantivy.Query.boolean_query(clauses, minimum_number_should_match=minimum)


def _needed(
    schema: tantivy.Schema, query: Bool, searcher: tantivy.Searcher | None
) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    """Everything of it but `should`."""
    make = tantivy.Query
    clauses = [(_MUST, compile_query(schema, inner, searcher)) for inner in query.must]
    for inner in query.filter:
        compiled = compile_query(schema, inner, searcher)
        clauses.append((_MUST, make.const_score_query(compiled, 0.0)))
    if not clauses and not query.minimum:
        clauses.append((_MUST, make.const_score_query(make.all_query(), 0.0)))
    clauses += [(_NOT, compile_query(schema, inner, searcher)) for inner in query.must_not]
    return clauses
