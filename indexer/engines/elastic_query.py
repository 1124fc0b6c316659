"""The query tree as Elasticsearch's query DSL. Only terms are looked up: nothing a user typed is
ever parsed by Elasticsearch."""

from __future__ import annotations

from typing import Any

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

Dsl = dict[str, Any]
_PATHS = {
    "word": "{field}",
    "exact": "{field}.exact",
    "lemma": "lemma.{field}",
    "path": "path.{field}",
    "root": "root.{field}",
}


def compile_query(query: Query) -> Dsl:
    """What `query` finds, with the scores that `indexer.engines.query` promises."""
    match query:
        case Term(field, text):
            return {"term": {path(field): {"value": text}}}
        case AnyTerm(field, terms):
            return _constant({"terms": {path(field): list(terms)}}, 1)
        case Phrase(field, (text,)):
            return {"term": {path(field): {"value": text}}}
        case Phrase(field, terms):
            return _phrase(field, terms, 0)
        case Near(field, first, second, within):
            pairs = [(first, second), (second, first)]
            return _constant(
                {"bool": {"should": [_phrase(field, p, within - 1) for p in pairs]}}, 1
            )
        case Prefix(field, text):
            return _constant({"prefix": {path(field): {"value": text}}}, 1)
        case Form(field, below, without):
            return _forms(path(field), below, without)
        case Keyword(field, values):
            return _constant({"terms": {field: list(values)}}, 1)
        case Span(first, last):
            ends: list[Dsl] = []
            if first:
                ends.append({"range": {"published_last": {"gte": first}}})
            if last:
                ends.append({"range": {"published_first": {"lte": last}}})
            return _constant({"bool": {"filter": ends}}, 1)
        case Bool():
            return _bool(query)
        case Boost(inner, weight):
            return {"bool": {"must": [compile_query(inner)], "boost": weight}}
        case Constant(inner, score):
            return _constant(compile_query(inner), score)
        case Everything():
            return {"match_all": {}}
        case Nothing():
            return {"match_none": {}}


def _bool(query: Bool) -> Dsl:
    parts: dict[str, Any] = {
        "must": [compile_query(inner) for inner in query.must],
        "should": [compile_query(inner) for inner in query.should],
        "must_not": [compile_query(inner) for inner in query.must_not],
        "filter": [compile_query(inner) for inner in query.filter],
    }
    parts = {name: clauses for name, clauses in parts.items() if clauses}
    if "must" not in parts and "filter" not in parts and not query.minimum:
        parts["filter"] = [{"match_all": {}}]
    if "should" in parts:
        parts["minimum_should_match"] = query.minimum
    return {"bool": parts}


def _phrase(field: str, terms: tuple[str, ...], slop: int) -> Dsl:
    said = {"query": " ".join(terms), "analyzer": "lemma", "slop": slop}  # cut at spaces only
    return {"match_phrase": {path(field): said}}


def _forms(field: str, below: str, without: tuple[str, ...]) -> Dsl:
    """The terms below a path are a range of the terms' order; each of `without` is a gap in it."""
    apart = sorted(
        one
        for one in without
        if one.startswith(below) and not any(o != one and one.startswith(o) for o in without)
    )
    lows, highs = [below, *map(_after, apart)], [*apart, _after(below)]
    ranges = [
        {"range": {field: {"gte": low, "lt": high}}}
        for low, high in zip(lows, highs, strict=True)
        if low < high
    ]
    return _constant({"bool": {"should": ranges}}, 1) if ranges else {"match_none": {}}


def _after(start: str) -> str:
    """The first term that sorts after all that begin with `start`. Python orders strings by code
    point, Lucene by UTF-8: these are the same order."""
    return start[:-1] + chr(ord(start[-1]) + 1)


def _constant(query: Dsl, score: float) -> Dsl:
    return {"constant_score": {"filter": query, "boost": score}}


def path(field: str) -> str:
    """Where Elasticsearch keeps a text field at a depth."""
    name, _, depth = field.partition(".")
    return _PATHS[depth].format(field=name)
