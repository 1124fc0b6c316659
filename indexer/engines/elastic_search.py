"""A search as a request to Elasticsearch, its answer, and walks over all that a query finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from indexer.engines.answers import Found, Hit
from indexer.engines.document import named_in, places_in
from indexer.engines.elastic_errors import translated
from indexer.engines.elastic_kept import FORMS, kept_in, whole
from indexer.engines.elastic_node import Node
from indexer.engines.elastic_query import Dsl, compile_query
from indexer.engines.query import Facet, Search
from indexer.errors import EngineError

SCAN_PAGE = 500
_KEPT = {"keep_alive": "5m"}  # a snapshot, between two pages of it

Order = list[dict[str, str]]
ORDERS: dict[str, Order] = {
    "relevance": [{"_score": "desc"}, {"newest": "desc"}, {"id": "asc"}],
    "newest": [{"newest": "desc"}, {"id": "asc"}],
    "oldest": [{"oldest": "asc"}, {"id": "asc"}],
    "indexed": [{"indexed": "desc"}, {"id": "asc"}],
}
UNORDERED: Order = [{"_shard_doc": "asc"}]
_FAMILIES, _INDEX = "families of hits", "index of counts"  # no facet is called so


def request(search: Search, one_shard: bool = False) -> dict[str, Any]:
    """The body that asks what `search` asks, of an index that may have several shards."""
    owned = {facet.own for facet in search.facets} & set(search.filters)
    filters = {name: compile_query(query) for name, query in search.filters.items()}
    always = [query for name, query in filters.items() if name not in owned]
    query: Dsl = {"bool": {"must": [compile_query(search.query)], "filter": always}}
    body: dict[str, Any] = {
        "query": query if always else query["bool"]["must"][0],
        "size": search.size,
        "sort": ORDERS[search.sort],
        "track_total_hits": True,
        **whole(apart=False),
        "aggs": {
            facet.name: _facet(facet, [filters[n] for n in sorted(owned - {facet.own})], one_shard)
            for facet in search.facets
        },
    }
    if owned:
        body["post_filter"] = {"bool": {"filter": [filters[name] for name in sorted(owned)]}}
    if search.families and search.size and search.sort == "relevance" and not search.after:
        body["aggs"][_FAMILIES] = _families(search.size, list(filters.values()))
    if search.after:
        body["search_after"] = list(search.after)
    return body


def requests(search: Search, one_shard: bool = False) -> list[dict[str, Any]]:
    """The same in the bodies that are sent at once: hits, and what is counted. Side by side they
    take less time, and Elasticsearch remembers counts from page to page."""
    asked = request(search, one_shard)
    counted = {facet.name: asked["aggs"].pop(facet.name) for facet in search.facets}
    if not (counted and search.size):
        return [{**asked, "aggs": asked["aggs"] | counted}]
    found_by = ("query", "post_filter")
    counts: dict[str, Any] = {name: asked[name] for name in found_by if name in asked}
    told = {_INDEX: {"terms": {"field": "_index", "size": 1}}}  # of no hit
    counts |= {"size": 0, "track_total_hits": True, "aggs": counted | told}
    return [{**asked, "track_total_hits": False}, counts]


def index_of(answer: Any) -> str | None:
    """The index that answered one of `requests`; None where it found nothing to tell by."""
    rows: list[Any] = answer["hits"]["hits"]
    if not rows and _INDEX in answer.get("aggregations", ()):
        rows = [{"_index": row["key"]} for row in answer["aggregations"][_INDEX]["buckets"]]
    return rows[0]["_index"] if rows else None


def found(search: Search, generation: str, answers: Sequence[Any]) -> Found:
    """What Elasticsearch answered to `requests`."""
    rows, counts = answers[0]["hits"]["hits"], answers[-1]
    facets = {
        facet.name: tuple(
            (str(bucket["key"]), int(bucket["doc_count"]))
            for bucket in _values(counts["aggregations"][facet.name])
        )
        for facet in search.facets
    }
    total, hits = counts["hits"]["total"]["value"], tuple(map(_hit, rows))
    return Found(total, hits, facets, generation, _sizes(answers[0]))


def _hit(row: dict[str, Any]) -> Hit:
    article = kept_in(row)
    score, key, named = row["_score"] or 0.0, tuple(row["sort"]), named_in(article)
    places = partial(places_in, article)
    return Hit(article["id"], score, key, article, article, named, places, article[FORMS])


def _facet(facet: Facet, filters: list[Dsl], one_shard: bool) -> Dsl:
    terms = {
        "field": facet.field,
        "size": facet.size,
        # of several shards, each must tell more than the first, or sums fall short
        "shard_size": facet.size if one_shard else max(facet.size * 10, 1000),
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
    if not filters:
        return {"terms": terms}
    return {"filter": {"bool": {"filter": filters}}, "aggs": {"values": {"terms": terms}}}


def _values(counted: Any) -> Any:
    """The buckets of a facet."""
    return counted.get("values", counted)["buckets"]


def _families(size: int, filters: list[Dsl]) -> Dsl:
    """The families of the articles of the best scores, with how many articles the whole index holds
    of each: what significant terms are weighed by. So nobody has to ask for the copies of an
    article that has none. What was deleted is counted until its segment is merged."""
    best = {"shard_size": size}
    terms = {
        "field": "story",
        "size": size,
        "min_doc_count": 1,
        "execution_hint": "map",
        "percentage": {},  # the score that leaves none out
    }
    of_best = {"sampler": best, "aggs": {"values": {"significant_terms": terms}}}
    return {"filter": {"bool": {"filter": filters}}, "aggs": {"best": of_best}}


def _sizes(answer: Any) -> dict[str, int]:
    """`Found.families`. A shard counts only families of its own best, so there must be but one."""
    told = answer.get("aggregations", {}).get(_FAMILIES)
    if told is None or answer["_shards"]["total"] > 1:
        return {}
    return {row["key"]: row["bg_count"] for row in told["best"]["values"]["buckets"]}


class Snapshot:
    """A generation at one point in time: what is read of it does not change."""

    def __init__(self, node: Node, pit: str) -> None:
        self._node, self._pit = node, pit

    def count(self, query: Dsl) -> int:
        """How many articles a query finds."""
        return int(self._search(query=query, size=0, track_total_hits=True)["total"]["value"])

    def articles(self, query: Dsl, order: Order, apart: bool) -> Iterator[dict[str, Any]]:
        """Every article that a query finds, as readers get it; a page of them is held at once."""
        after: list[Any] | None = None
        while True:
            rows = self._search(
                query=query,
                size=SCAN_PAGE,
                sort=order,
                track_total_hits=False,
                **whole(apart),
                **({"search_after": after} if after else {}),
            )["hits"]
            for row in rows:
                yield kept_in(row)
            if len(rows) < SCAN_PAGE:
                return
            after = rows[-1]["sort"]

    def close(self) -> None:
        with suppress(EngineError), translated(self._node.label):  # else it ends by itself
            self._node.client.options(ignore_status=404).close_point_in_time(id=self._pit)

    def _search(self, **asked: Any) -> Any:
        with translated(self._node.label):
            body = {"pit": {"id": self._pit, **_KEPT}, **asked}
            answer = self._node.client.search(body=body, allow_partial_search_results=False)
        self._pit = answer["pit_id"]  # it may change
        return answer["hits"]


@contextmanager
def snapshot(node: Node, generation: str) -> Iterator[Snapshot]:
    """A generation as it is now, to the end of the block."""
    with translated(node.label):
        opened = node.client.open_point_in_time(
            index=node.index(generation), keep_alive=_KEPT["keep_alive"]
        )
    taken = Snapshot(node, opened["id"])
    try:
        yield taken
    finally:
        taken.close()
