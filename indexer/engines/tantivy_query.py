"""The query tree as tantivy queries."""

from __future__ import annotations

from collections.abc import Mapping

import tantivy

from indexer.engines.base import (
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
from indexer.engines.document import minutes

_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
_INTEGER = tantivy.FieldType.Integer
_FAR = 2**62  # minutes: before and after every date


def keep(query: Query, filters: Mapping[str, Query]) -> Query:
    """The query, kept to what every filter finds."""
    return Bool(must=(query,), filter=tuple(filters.values())) if filters else query


def matching(query: Query) -> Query:
    """A query that finds the same, without what only scores."""
    match query:
        case Bool(must, should, must_not, filter, 0) if should and (must or filter):
            return Bool(must=must, must_not=must_not, filter=filter)
    return query


def compile_query(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    """What `query` finds, with the scores that `indexer.engines.base` promises."""
    make = tantivy.Query
    match query:
        case Term(field, text):
            return make.term_query(schema, field, text)
        case AnyTerm(field, terms):
            return make.const_score_query(make.term_set_query(schema, field, list(terms)), 1.0)
        case Phrase(field, (text,)):
            return make.term_query(schema, field, text)
        case Phrase(field, terms):
            return make.phrase_query(schema, field, list(terms))
        case Near(field, first, second, within):
            pairs = [[first, second], [second, first]]
            ways = [make.phrase_query(schema, field, list(p), within - 1) for p in pairs]
            return make.const_score_query(make.boolean_query([(_SHOULD, w) for w in ways]), 1.0)
        case Prefix(field, text):  # a term is letters and digits: nothing in it to escape
            return make.const_score_query(make.regex_query(schema, field, f"{text}.*"), 1.0)
        case Form():
            raise TypeError("forms are looked up first: see tantivy_forms")
        case Keyword(field, values):
            return make.const_score_query(make.term_set_query(schema, field, list(values)), 1.0)
        case Span(first, last):
            low = minutes(first) if first else -_FAR
            high = minutes(last) if last else _FAR
            ends = [
                (_MUST, make.range_query(schema, "published_last", _INTEGER, low, None)),
                (_MUST, make.range_query(schema, "published_first", _INTEGER, None, high)),
            ]
            return make.const_score_query(make.boolean_query(ends), 1.0)
        case Bool():
            return _bool(schema, query)
        case Boost(inner, weight):
            return make.boost_query(compile_query(schema, inner), weight)
        case Constant(inner, score):
            return make.const_score_query(compile_query(schema, inner), score)
        case Everything():
            return make.const_score_query(make.all_query(), 1.0)
        case Nothing():
            return make.empty_query()


def _bool(schema: tantivy.Schema, query: Bool) -> tantivy.Query:
    make = tantivy.Query
    clauses = [(_MUST, compile_query(schema, inner)) for inner in query.must]
    for inner in query.filter:
        clauses.append((_MUST, make.const_score_query(compile_query(schema, inner), 0.0)))
    if not clauses and not query.minimum:
        clauses.append((_MUST, make.const_score_query(make.all_query(), 0.0)))
    clauses += [(_SHOULD, compile_query(schema, inner)) for inner in query.should]
    clauses += [(_NOT, compile_query(schema, inner)) for inner in query.must_not]
    minimum = query.minimum if query.should else None
    return make.boolean_query(clauses, minimum_number_should_match=minimum)
