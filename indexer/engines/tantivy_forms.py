"""Forms of a lemma, looked up in the terms of the archive: tantivy has no ranges over text."""

from __future__ import annotations

from dataclasses import replace

import tantivy

from indexer.engines.base import Bool, Boost, Constant, Form, Keyword, Nothing, Query


def look_up(searcher: tantivy.Searcher, query: Query) -> Query:
    """The query with each `Form` as the set of terms that it stands for in this archive."""
    match query:
        case Form(field, path, without):
            below = searcher.terms_with_prefix(field, path)
            terms = tuple(term for term, _ in below if not term.startswith(without))
            return Keyword(field, terms) if terms else Nothing()
        case Bool(must, should, must_not, filter, minimum):
            known = [
                tuple(look_up(searcher, inner) for inner in part)
                for part in (must, should, must_not, filter)
            ]
            return Bool(known[0], known[1], known[2], known[3], minimum)
        case Boost(inner, _) | Constant(inner, _):
            return replace(query, query=look_up(searcher, inner))
        case _:
            return query
