"""The words that a tantivy index holds: how many articles hold each, and which are like another."""

from __future__ import annotations

from collections.abc import Collection

import tantivy

from indexer.engines.query import TEXT_FIELDS, Term, either
from indexer.engines.tantivy_query import compile_query
from indexer.engines.tantivy_search import count

STEPS = 2  # of `similar`
BEGINNING, MANY = 4, 18  # letters; terms that begin with the same


def frequencies(index: tantivy.Index, depth: str, terms: Collection[str]) -> dict[str, int]:
    """See `indexer.engines.base.Engine.frequencies`."""
    searcher = index.searcher()
    fields = [f"{name}.{depth}" for name in TEXT_FIELDS]
    found = {}
    for term, holding in sorted(_holding(searcher, fields, terms).items()):
        query = either(*(Term(field, term) for field in holding))
        found[term] = count(searcher, compile_query(index.schema, query))
    return {term: articles for term, articles in found.items() if articles}


def beginning(index: tantivy.Index, depth: str, prefix: str, most: int) -> list[str]:
    """See `indexer.engines.base.Engine.beginning`."""
    return sorted(set(_with_prefix(index, depth, prefix)))[:most]


def similar(index: tantivy.Index, depth: str, term: str, kept: int) -> set[str]:
    """See `indexer.engines.base.Engine.similar`."""
    lengths = range(len(term) - STEPS, len(term) + STEPS + 1)
    return {t for t in _with_prefix(index, depth, term[:kept]) if len(t) in lengths} - {term}


def _holding(
    searcher: tantivy.Searcher, fields: list[str], terms: Collection[str]
) -> dict[str, list[str]]:
    """The fields that hold each of the terms, be it in removed articles only. Many that begin alike
    are looked for among all that begin so: a look-up of one costs as much as reading some."""
    begun: dict[str, list[str]] = {}
    for term in terms:
        begun.setdefault(term[:BEGINNING], []).append(term)
    few: list[str] = []
    many: list[tuple[str, list[str]]] = []
    for beginning, alike in begun.items():
        if len(alike) < MANY or len(beginning) < BEGINNING:
            few += alike
        else:
            many.append((beginning, alike))
    found: dict[str, list[str]] = {}
    look_up = searcher.doc_freq
    for field in fields:
        held = [term for term in few if look_up(field, term)]
        for beginning, alike in many:
            there = {term for term, _ in searcher.terms_with_prefix(field, beginning)}
            held += there.intersection(alike)
        for term in held:
            found.setdefault(term, []).append(field)
    return found


def _with_prefix(index: tantivy.Index, depth: str, prefix: str) -> list[str]:
    """Terms that begin so, once for each field that holds them."""
    searcher = index.searcher()
    return [
        term
        for name in TEXT_FIELDS
        for term, _ in searcher.terms_with_prefix(f"{name}.{depth}", prefix)
    ]
