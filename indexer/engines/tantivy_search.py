"""Ranked hits, pages of them, and facet counts from a tantivy searcher.

tantivy sorts by score or by one field and pages by offset. Here a page begins after a hit: by date
through a range on the (mostly unique) sort field, by relevance by ranking far enough to meet that
hit again wherever it stands by now, with equal scores ordered by date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tantivy

from indexer.engines.query import DateSort, Facet, Search, Sort
from indexer.engines.tantivy_document import KEY, NUMBERED
from indexer.engines.tantivy_keys import Names
from indexer.engines.tantivy_query import filtered

SCAN_PAGE = 20_000  # addresses, not articles
ALL_BUCKETS = 1_000_000
_TIES = 16  # hits beyond a page that are looked at: copies score alike
_FEW = 200  # articles
_MUST = tantivy.Occur.Must

Row = tuple[float, tuple[float | int | str, ...], Any]  # score, sort key, address


def count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many documents a query finds."""
    found: Any = searcher.search(query, 1)  # tantivy's own types forget its `count`
    return int(found.count)


def ranked(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query, search: Search
) -> tuple[int, list[Row]]:
    """The total, and (score, key, address) of the hits after ``search.after``."""
    if not search.size:
        return count(searcher, query), []
    return (_by_score if search.sort == "relevance" else _by_date)(searcher, schema, query, search)


def _by_score(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query, search: Search
) -> tuple[int, list[Row]]:
    """A key is the score, the date, which tells one article from another, and the rank."""
    all_there = max(searcher.num_docs, 1)  # no use, and no memory, for more: keys may be forged
    seen = min(max(int(search.after[2]), 0), all_there) if search.after else 0
    limit = seen + search.size + _TIES
    while True:  # more, until no hit beyond the limit could tie with the last one wanted
        found: Any = searcher.search(query, limit)
        scores = [score for score, _ in found.hits]
        addresses = [address for _, address in found.hits]
        newest = [int(key or 0) for key in searcher.fast_field_values("newest", addresses)]
        rows = sorted(
            zip(scores, newest, addresses, strict=True), key=lambda row: (-row[0], -row[1])
        )
        everything = len(rows) >= found.count
        start = _start(rows, search.after, everything)
        wanted = [] if start is None else rows[start : start + search.size]
        full = len(wanted) == search.size and wanted[-1][0] > scores[-1]
        if start is not None and (full or everything):
            return found.count, [
                (score, (score, key, rank), address)
                for rank, (score, key, address) in enumerate(wanted, start + 1)
            ]
        limit *= 2


def _start(
    rows: Sequence[tuple[float, int, Any]],
    after: tuple[float | int | str, ...] | None,
    everything: bool,
) -> int | None:
    """The place in `rows` behind the hit with this key; None where it may stand further down.

    Every article that comes or goes moves the scores of all others a little, but hardly their
    order. So the hit is known by its date. Where it is gone itself, its score has to do."""
    if after is None:
        return 0
    score, newest = float(after[0]), int(after[1])
    same = [place for place, row in enumerate(rows) if row[1] == newest]
    if same:  # nearly always one
        return min(same, key=lambda place: (abs(rows[place][0] - score), -place)) + 1
    if not everything:
        return None
    return sum((-row[0], -row[1]) <= (-score, -newest) for row in rows)


def _by_date(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query, search: Search
) -> tuple[int, list[Row]]:
    """A key is a sort key and how many hits had it before, since several articles may share one."""
    total, bounded, seen = None, query, 0
    if search.after:
        edge = int(search.after[0])
        seen = min(max(int(search.after[1]), 0), searcher.num_docs)
        total = count(searcher, query)
        bounded = _from_edge(schema, query, search.sort, edge)
    found: Any = searcher.search(
        bounded, search.size + seen, order_by_field=search.sort, order=_order(search.sort)
    )
    rows: list[Row] = []
    last, same = None, 0
    for key, address in found.hits:
        last, same = key, same + 1 if key == last else 1
        rows.append((0.0, (key, same), address))
    return found.count if total is None else total, rows[seen:]


def first(searcher: tantivy.Searcher, query: tantivy.Query, sort: DateSort, most: int) -> list[Any]:
    """The addresses of the first documents that a query finds."""
    found: Any = searcher.search(query, most, count=False, order_by_field=sort, order=_order(sort))
    return [address for _, address in found.hits]


def _order(sort: Sort) -> tantivy.Order:
    return tantivy.Order.Asc if sort == "oldest" else tantivy.Order.Desc


def facet_counts(
    searcher: tantivy.Searcher,
    query: tantivy.Query,
    filters: Mapping[str, tantivy.Query],
    search: Search,
    total: int,
    names: Names,
) -> dict[str, tuple[tuple[str, int], ...]]:
    """(value, count) by facet of what a query and the search's filters find, `total` articles.
    Facets that share their filters are counted in one pass."""
    beyond = 100 if total > _FEW else ALL_BUCKETS  # of few articles, all there is: ties are common
    passes: dict[tuple[str, ...], list[Facet]] = {}
    for facet in search.facets:
        others = tuple(name for name in filters if name != facet.own)
        passes.setdefault(others, []).append(facet)
    counted = {}
    for others, facets in passes.items():
        narrowed = filtered(query, [filters[name] for name in others])
        counted.update(_terms(searcher, narrowed, facets, names, beyond))
    return {facet.name: counted[facet.name] for facet in search.facets}


def _terms(
    searcher: tantivy.Searcher,
    query: tantivy.Query,
    facets: list[Facet],
    names: Names,
    beyond: int,
) -> dict[str, tuple[tuple[str, int], ...]]:
    wanted = {
        facet.name: {
            "terms": {
                "field": KEY if facet.field == NUMBERED else facet.field,
                "size": facet.size + beyond,
                "segment_size": ALL_BUCKETS,
            }
        }
        for facet in facets
    }
    answer = searcher.aggregate(query, wanted)
    counted = {}
    for facet in facets:
        rows = [(row["key"], row["doc_count"]) for row in answer[facet.name]["buckets"]]
        if len(rows) > facet.size:  # by count; of the tie at the end, names decide who is in
            least = rows[facet.size - 1][1]
            if rows[-1][1] == least and len(rows) == facet.size + beyond:  # the tie goes on
                counted.update(_terms(searcher, query, [facet], names, ALL_BUCKETS))
                continue
            rows = [row for row in rows if row[1] >= least]
        if facet.field == NUMBERED:
            named = names.ids(searcher, [key for key, _ in rows])
            rows = [(name, count) for name, (_, count) in zip(named, rows, strict=True)]
        rows.sort()  # by value; of Python's text that is the order of UTF-8, too
        rows.sort(key=_by_count)
        counted[facet.name] = tuple(rows[: facet.size])
    return counted


def _by_count(row: tuple[str, int]) -> int:
    return -row[1]


def in_order(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query, sort: DateSort
) -> Iterator[Any]:
    """The address of every document that a query finds, by date; a page of them is held at once."""
    edge: int | None = None
    at_edge: set[tuple[int, int]] = set()  # those already given whose sort key is that of the edge
    while True:
        found: Any = searcher.search(
            _from_edge(schema, query, sort, edge),
            SCAN_PAGE,
            count=False,
            order_by_field=sort,
            order=_order(sort),
        )
        given = 0
        for key, address in found.hits:
            place = (address.segment_ord, address.doc)
            if key == edge and place in at_edge:
                continue
            at_edge = at_edge | {place} if key == edge else {place}
            edge = key
            given += 1
            yield address
        if len(found.hits) < SCAN_PAGE or not given:
            return


def _from_edge(
    schema: tantivy.Schema, query: tantivy.Query, sort: Sort, edge: int | None
) -> tantivy.Query:
    """The query, kept to sort keys from one on, itself included."""
    if edge is None:
        return query
    low, high = (edge, None) if sort == "oldest" else (None, edge)
    bound = tantivy.Query.range_query(schema, sort, tantivy.FieldType.Integer, low, high)
    return tantivy.Query.boolean_query([(_MUST, query), (_MUST, bound)])
