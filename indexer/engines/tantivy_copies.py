"""Which articles of a tantivy index share hashes of their sketches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import tantivy

from indexer.engines.tantivy_document import record

_Place = tuple[int, int]  # segment and document


def alike(
    index: tantivy.Index, sketches: Mapping[str, Sequence[str]], least: int, most: int
) -> dict[str, list[dict[str, Any]]]:
    """See `indexer.engines.base.Writer.alike`. Only articles that share enough are loaded."""
    searcher = index.searcher()
    ascending = tantivy.Order.Asc

    @cache
    def holders(value: str) -> list[_Place]:
        if searcher.doc_freq("sketch", value) < 2:
            return []
        query = tantivy.Query.term_query(index.schema, "sketch", value)
        hits = searcher.search(query, most, False, "newest", order=ascending).hits
        return [(address.segment_ord, address.doc) for _, address in hits]

    @cache
    def loaded(place: _Place) -> dict[str, Any]:
        return record(searcher.doc(tantivy.DocAddress(*place)))

    found = {}
    for id, sketch in sketches.items():
        shared = Counter(place for value in sketch for place in holders(value))
        others = [loaded(place) for place, count in shared.items() if count >= least]
        found[id] = [other for other in others if other["id"] != id]
    return found
