"""Which articles of a tantivy index share hashes of their sketches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import tantivy
from tantivy import Occur

from indexer.engines.tantivy_record import record

_Place = tuple[int, int]  # segment and document


def alike(
    index: tantivy.Index, sketches: Mapping[str, Sequence[str]], least: int, most: int
) -> dict[str, list[dict[str, Any]]]:
    """See `indexer.engines.writing.Writer.alike`. Only articles that share enough are loaded."""
    searcher = index.searcher()

    @cache
    def oldest(value: str, whole: str | None) -> list[_Place]:
        query = _with(index.schema, value, whole)
        hits = searcher.search(query, most, False, "newest", order=tantivy.Order.Asc).hits
        return [(address.segment_ord, address.doc) for _, address in hits]

    @cache
    def held_by(value: str) -> int:
        return searcher.doc_freq("sketch", value)  # it counts what was deleted, too

    def of_few(value: str) -> bool:
        return held_by(value) <= most

    def holders(value: str, whole: str) -> list[_Place]:
        if held_by(value) < 2:
            return []
        return oldest(value, None if value == whole or of_few(value) else whole)

    @cache
    def loaded(place: _Place) -> dict[str, Any]:
        return record(searcher.doc(tantivy.DocAddress(*place)))

    found = {}
    for id, sketch in sketches.items():
        lists = [holders(value, sketch[0]) for value in sketch]
        shared = Counter(place for places in lists for place in places)
        same = set(lists[0]) if lists else set()
        near = [place for place, count in shared.items() if count >= least or place in same]
        itself = len(near) == 1 and all(map(of_few, sketch))
        others = [] if itself else [loaded(place) for place in near]
        found[id] = [other for other in others if other["id"] != id]
    return found


def _with(schema: tantivy.Schema, value: str, whole: str | None) -> tantivy.Query:
    """Articles whose sketches hold `value`, but not those that hold `whole`."""
    holding = tantivy.Query.term_query(schema, "sketch", value)
    if whole is None:
        return holding
    others = tantivy.Query.term_query(schema, "sketch", whole)
    return tantivy.Query.boolean_query([(Occur.Must, holding), (Occur.MustNot, others)])
