"""The words that a tantivy index holds: how many articles hold each, and which are like another."""

from __future__ import annotations

from collections.abc import Collection

import tantivy

from indexer.engines.base import TEXT_FIELDS, Term, either
from indexer.engines.tantivy_query import compile_query
from indexer.engines.tantivy_search import count

STEPS = 2  # of `similar`
BEGINNING, MANY = 4, 18  # letters; terms that begin with the same


def frequencies(index: tantivy.Index, depth: str, terms: Collection[str]) -> dict[str, int]:
    """See `indexer.engines.base.Engine.frequencies`."""
    searcher = index.searcher()
    fields = [f"{name}.{depth}" for name in TEXT_FIELDS]
    found = {}
    for term in sorted(_there(searcher, fields, terms)):
        query = either(*(Term(field, term) for field in fields))
        found[term] = count(searcher, compile_query(index.schema, query))
    return {term: articles for term, articles in found.items() if articles}


def beginning(index: tantivy.Index, depth: str, prefix: str, most: int) -> list[str]:
    """See `indexer.engines.base.Engine.beginning`."""
    return sorted(_with_prefix(index, depth, prefix))[:most]


def similar(index: tantivy.Index, depth: str, term: str, kept: int) -> set[str]:
    """See `indexer.engines.base.Engine.similar`."""
    lengths = range(len(term) - STEPS, len(term) + STEPS + 1)
    return {
        other
        for other in _with_prefix(index, depth, term[:kept])
        if other != term and len(other) in lengths
    }


def _there(searcher: tantivy.Searcher, fields: list[str], terms: Collection[str]) -> set[str]:
    """Those of the terms that stand in a field, be it in removed articles only. Many that begin
    alike are looked for among all that begin so: a look-up of one costs as much as reading some."""
    begun: dict[str, list[str]] = {}
    for term in terms:
        begun.setdefault(term[:BEGINNING], []).append(term)
    found: set[str] = set()
    few: list[str] = []
    for beginning, alike in begun.items():
        if len(alike) < MANY or len(beginning) < BEGINNING:
            few += alike
        else:
            held = {t for f in fields for t, _ in searcher.terms_with_prefix(f, beginning)}
            found |= held.intersection(alike)
    look_up = searcher.doc_freq
    for field in fields:
        found.update([term for term in few if look_up(field, term)])
    return found


def _with_prefix(index: tantivy.Index, depth: str, prefix: str) -> set[str]:
    searcher = index.searcher()
    return {
        term
        for name in TEXT_FIELDS
        for term, _ in searcher.terms_with_prefix(f"{name}.{depth}", prefix)
    }
