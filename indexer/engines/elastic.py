"""The Elasticsearch engine: an alias over one index per generation, on Elasticsearch 9.

ARCHIVE             the alias: the current generation
ARCHIVE-previous    the alias: the generation that rollback returns to
ARCHIVE-g000001     an index made from ``mappings/articles.json`` as it stands
ARCHIVE-control     who writes (a lease), tombstones, what the archive's keeper said, and what is
                    unsettled of a generation
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from elasticsearch import Elasticsearch, NotFoundError, helpers

import mappings
from indexer.engines import elastic_terms
from indexer.engines.base import (
    DateSort,
    Facet,
    Found,
    Generation,
    Hit,
    Known,
    Listing,
    Prepared,
    Query,
    Search,
    Unsettled,
    Written,
)
from indexer.engines.base import Writer as WriterProtocol
from indexer.engines.document import (
    APART,
    COPY_FACTS,
    document,
    mapping_digest,
    others_of,
    stored,
    told_of_copy,
)
from indexer.engines.elastic_copies import Copies
from indexer.engines.elastic_errors import refusal, translated
from indexer.engines.elastic_lease import Lease
from indexer.engines.elastic_query import Dsl, compile_query
from indexer.engines.sort_keys import SCORE, check_after
from indexer.engines.suggesting import merge_suggestions
from indexer.errors import (
    ArchiveError,
    ArchiveMissing,
    ArchiveOutdated,
    EngineError,
    EngineRefused,
    EngineVersion,
    UsageError,
)
from indexer.records import Article
from indexer.settings import Settings

MAJOR = "9"
DEFAULT_ARCHIVE = "kashshaf"
COMMIT_EVERY = 5_000
SCAN_PAGE = 500
_KEPT = {"keep_alive": "5m"}  # a snapshot, between two pages of it
HELD = 1.0  # seconds that a revision is taken for true: to ask for it takes a round trip
RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 1.0, 30.0  # seconds, before a busy node is given up
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_GENERATION = re.compile(r"g\d{6}")
_KNOWN = ("digest", "origin", "story")
_ORDERS: dict[str, list[dict[str, str]]] = {
    "relevance": [{"_score": "desc"}, {"newest": "desc"}, {"id": "asc"}],
    "newest": [{"newest": "desc"}, {"id": "asc"}],
    "oldest": [{"oldest": "asc"}, {"id": "asc"}],
}


class ElasticEngine:
    """See `indexer.engines.base.Engine`."""

    def __init__(self, address: str, settings: Settings) -> None:
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise UsageError(f"{address!r} is no address: {error}") from error
        self.archive = parts.path.strip("/") or DEFAULT_ARCHIVE
        if not _NAME.fullmatch(self.archive):
            raise UsageError(
                f"{self.archive!r} is no archive name: use small Latin letters, digits, - and _"
            )
        self.label = f"{parts.scheme}://{parts.netloc}/{self.archive}"
        self.settings = settings
        self.control = f"{self.archive}-control"
        self._host = f"{parts.scheme}://{parts.netloc}"
        self._client: Elasticsearch | None = None
        self._held = (0.0, "")  # until when, and the revision
        self._checked: set[tuple[str, str]] = set()  # generations found to be of this mapping

    @property
    def client(self) -> Elasticsearch:
        """The client, once the node has answered and is of a version this program speaks."""
        if self._client is None:
            client = _connect(self._host, self.settings)
            with translated(self.label):
                version = _version(client.info().body)
            if version.partition(".")[0] != MAJOR:
                client.close()
                raise EngineVersion(
                    f"{self._host} is Elasticsearch {version}; Kashshaf needs version {MAJOR}"
                )
            self._client = client
        return self._client

    # ---- writing

    def encoder(self) -> Callable[[Article], Prepared]:
        return encode

    @contextmanager
    def writer(self, purpose: str, generation: str | None = None) -> Iterator[WriterProtocol]:
        with self._leased(purpose) as lease:
            if generation is None:
                generation = self._alias_target() or self._first()
                self._check_mapping(generation)
            yield ElasticWriter(self, self._name(generation), lease)

    def withdraw(self, ids: Iterable[str]) -> int:
        ids = list(ids)
        with self.writer("delete") as writer:
            with translated(self.label):
                tombstones = (
                    {"_id": f"withdrawn:{_short(id)}", "kind": "withdrawn", "value": id}
                    for id in ids
                )
                helpers.bulk(self.client, tombstones, index=self.control, refresh=True)
            removed = writer.delete(ids)
            writer.commit()
        return removed

    def withdrawn(self) -> frozenset[str]:
        with translated(self.label):
            if not self.client.indices.exists(index=self.control):
                return frozenset()
            query = {"query": {"term": {"kind": "withdrawn"}}}
            found = helpers.scan(self.client, index=self.control, query=query)
            return frozenset(str(row["_source"]["value"]) for row in found)

    # ---- reading

    def search(self, search: Search) -> Found:
        check_after(search, relevance=(SCORE, int, str), date=(int, str))
        owned = {facet.own for facet in search.facets} & set(search.filters)
        filters = {name: compile_query(query) for name, query in search.filters.items()}
        always = [query for name, query in filters.items() if name not in owned]
        query: Dsl = {"bool": {"must": [compile_query(search.query)], "filter": always}}
        body: dict[str, Any] = {
            "query": query if always else query["bool"]["must"][0],
            "size": search.size,
            "sort": _ORDERS[search.sort],
            "track_total_hits": True,
            "source_excludes": list(APART),
            "allow_partial_search_results": False,
        }
        if owned:
            body["post_filter"] = {"bool": {"filter": [filters[name] for name in sorted(owned)]}}
        if search.facets:
            body["aggs"] = {
                facet.name: _facet(facet, [filters[n] for n in sorted(owned - {facet.own})])
                for facet in search.facets
            }
        if search.after:
            body["search_after"] = list(search.after)
        generation, answer = self._ask(body)
        hits = tuple(
            Hit(
                row["_source"]["id"],
                row["_score"] or 0.0,
                tuple(row["sort"]),
                stored(row["_source"]),
            )
            for row in answer["hits"]["hits"]
        )
        facets = {
            facet.name: tuple(
                (str(bucket["key"]), int(bucket["doc_count"]))
                for bucket in answer["aggregations"][facet.name]["values"]["buckets"]
            )
            for facet in search.facets
        }
        return Found(answer["hits"]["total"]["value"], hits, facets, generation)

    def _ask(self, body: dict[str, Any]) -> tuple[str, Any]:
        """The answer of the current generation. The alias is asked, and a hit tells which index it
        stood for: that saves a request before each search. Where no hit tells, it is asked first.
        """
        if body["size"] and self._checked:
            with translated(self.label):
                answer = self.client.options(ignore_status=404).search(index=self.archive, **body)
            hits = answer.body.get("hits", {}).get("hits")
            if hits:
                generation = hits[0]["_index"].removeprefix(f"{self.archive}-")
                if (generation, mapping_digest()) in self._checked:
                    return generation, answer
        generation = self._current()
        with translated(self.label):
            return generation, self.client.search(index=self._name(generation), **body)

    def get(self, id: str) -> dict[str, Any] | None:
        generation = self._current()
        with translated(self.label):
            try:
                answer = self.client.get(index=self._name(generation), id=id)
            except NotFoundError:
                return None
        return stored(answer["_source"])

    def copies(
        self, stories: Collection[str], besides: Collection[str], most: int
    ) -> list[dict[str, Any]]:
        if not stories:
            return []
        with translated(self.label):
            answer = self.client.search(
                index=self.archive,
                query=compile_query(others_of(stories, besides)),
                sort=_ORDERS["oldest"],
                size=most,
                source_includes=list(COPY_FACTS),
                track_total_hits=False,
            )
        return [told_of_copy(row["_source"]) for row in answer["hits"]["hits"]]

    def count(self, query: Query, generation: str | None = None) -> int:
        name = self._name(generation or self._current())
        with translated(self.label):
            return int(self.client.count(index=name, query=compile_query(query))["count"])

    def scan(
        self, query: Query, generation: str | None = None, apart: bool = True
    ) -> Iterator[dict[str, Any]]:
        with self._snapshot(generation or self._current()) as pit:
            unordered = [{"_shard_doc": "asc"}]
            without = () if apart else APART
            yield from self._walk(pit, compile_query(query), unordered, without)

    @contextmanager
    def listing(self, query: Query, sort: DateSort = "newest") -> Iterator[Listing]:
        generation, wanted = self._current(), compile_query(query)
        with self._snapshot(generation) as pit:
            with translated(self.label):
                counted = self.client.search(
                    query=wanted, pit={"id": pit[0], **_KEPT}, size=0, track_total_hits=True
                )
            pit[0] = counted["pit_id"]
            articles = self._walk(pit, wanted, _ORDERS[sort], without=APART)
            yield Listing(counted["hits"]["total"]["value"], generation, articles)

    def known(self, ids: Iterable[str], generation: str) -> dict[str, Known]:
        return self._known(self._name(generation), ids)

    def suggest(self, prefix: str, size: int) -> list[tuple[str, int]]:
        name = self._name(self._current())
        begins = "".join(c if c.isalnum() else f"\\{c}" for c in prefix) + ".*"
        words: dict[str, Any] = {"terms": {"field": "suggest", "include": begins, "size": 1000}}
        with translated(self.label):
            answer = self.client.search(index=name, size=0, aggs={"words": words})
        buckets = answer["aggregations"]["words"]["buckets"]
        return merge_suggestions(((row["key"], row["doc_count"]) for row in buckets), size)

    def frequencies(self, depth: str, terms: Collection[str]) -> dict[str, int]:
        name = self._name(self._current())
        with translated(self.label):
            return elastic_terms.frequencies(self.client, name, depth, terms)

    def beginning(self, depth: str, prefix: str, most: int) -> list[str]:
        name = self._name(self._current())
        with translated(self.label):
            return elastic_terms.beginning(self.client, name, depth, prefix, most)

    def similar(self, depth: str, term: str, kept: int) -> set[str]:
        name = self._name(self._current())
        with translated(self.label):
            return elastic_terms.similar(self.client, name, depth, term, kept)

    def kept(self, name: str) -> str:
        with translated(self.label):
            try:
                found = self.client.get(index=self.control, id=f"kept:{name}")
            except NotFoundError:
                return ""
        return str(found["_source"]["value"])

    # ---- generations

    def current(self) -> str:
        return self._current()

    def revision(self) -> str:
        until, held = self._held
        if time.monotonic() > until:
            held = self._revision()
            self._held = (time.monotonic() + HELD, held)
        return held

    def _revision(self) -> str:
        """Of the operations that each copy of each shard took, and of how often it was refreshed
        since, which is when searches see them."""
        name = self._name(self._current())
        with translated(self.label):
            told = self.client.indices.stats(index=name, metric="refresh", level="shards")
        index = told["indices"][name]
        copies = [copy for shard in index["shards"].values() for copy in shard]
        taken = sum(copy["seq_no"]["max_seq_no"] for copy in copies)
        refreshed = sum(copy["refresh"]["external_total"] for copy in copies)
        return f"{name}-{index['uuid']}-{taken}-{refreshed}"

    def generations(self) -> list[Generation]:
        current, previous = self._alias_target(), self._previous()
        states = {previous: "previous", current: "current"}
        with translated(self.label):  # no count: that fails for an index that is just being made
            names = f"{self.archive}-g*"
            found = self.client.indices.stats(index=names, metric="docs")["indices"]
        return [
            Generation(
                name=name,
                state=states.get(name, "building"),
                articles=found[self._name(name)]["primaries"].get("docs", {}).get("count", 0),
                created=about.get("created", ""),
                mapping=about.get("mapping", ""),
                lists=about.get("lists", ""),
            )
            for name, about in self._indices().items()
            if self._name(name) in found
        ]

    def begin(self) -> str:
        self._current(check=False)
        with self._leased("reindex"):
            kept = (self._current(check=False), self._previous())
            indices = self._indices()
            made_here = (mapping_digest(), mappings.digest())
            for name, about in indices.items():
                if name in kept:
                    continue
                if (about.get("mapping"), about.get("lists")) == made_here:
                    return name
                self._remove(name)  # begun by another version of the program: of no use
            return self._create(max(int(name[1:]) for name in indices) + 1)

    def switch(self, generation: str) -> None:
        current = self._current(check=False)
        with translated(self.label):
            self.client.indices.refresh(index=self._name(generation))
        self._point(generation, current)
        for name in self._indices():
            if name not in (generation, current):
                self._remove(name)

    def rollback(self) -> str:
        self._current(check=False)
        with self._leased("rollback"):
            previous = self._previous()
            if previous is None:
                raise ArchiveError(f"{self.label} has no previous generation to go back to")
            self._point(previous, self._current(check=False))
            return previous

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    # ---- inside

    @contextmanager
    def _snapshot(self, generation: str) -> Iterator[list[str]]:
        """A point in time, closed at the end; its id is the list's one item, and may change."""
        name = self._name(generation)
        with translated(self.label):
            pit = [self.client.open_point_in_time(index=name, keep_alive=_KEPT["keep_alive"])["id"]]
        try:
            yield pit
        finally:
            with suppress(EngineError), translated(self.label):  # else it ends by itself
                self.client.options(ignore_status=404).close_point_in_time(id=pit[0])

    def _walk(
        self, pit: list[str], query: Dsl, sort: list[dict[str, str]], without: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        after: list[Any] | None = None
        while True:
            with translated(self.label):
                answer = self.client.search(
                    query=query,
                    pit={"id": pit[0], **_KEPT},
                    size=SCAN_PAGE,
                    sort=sort,
                    search_after=after,
                    source_excludes=list(without) or None,
                    track_total_hits=False,
                    allow_partial_search_results=False,
                )
            pit[0] = answer["pit_id"]
            rows = answer["hits"]["hits"]
            for row in rows:
                yield stored(row["_source"])
            if len(rows) < SCAN_PAGE:
                return
            after = rows[-1]["sort"]

    def _leased(self, purpose: str) -> Lease:
        self._ensure_control()
        return Lease(self.client, self.control, self.label, purpose)

    def _name(self, generation: str) -> str:
        return f"{self.archive}-{generation}"

    def _current(self, check: bool = True) -> str:
        generation = self._alias_target()
        if generation is None:
            raise ArchiveMissing(
                f"there is no archive at {self.label} yet: `kashshaf index PATH` makes one"
            )
        if check:
            self._check_mapping(generation)
        if not self._held[1].startswith(f"{self._name(generation)}-"):
            self._held = (0.0, "")
        return generation

    def _alias_target(self) -> str | None:
        with translated(self.label):
            try:
                names = list(self.client.indices.get_alias(name=self.archive))
            except NotFoundError:
                if self.client.indices.exists(index=self.archive):
                    raise ArchiveError(
                        f"{self.archive!r} is an index of somebody else's, not an archive: "
                        "choose another name in --engine"
                    ) from None
                return None
        return names[0].removeprefix(f"{self.archive}-")

    def _check_mapping(self, generation: str) -> None:
        if (generation, mapping_digest()) in self._checked:
            return
        about = self._indices().get(generation, {})
        if about.get("mapping") != mapping_digest():
            raise ArchiveOutdated(
                f"generation {generation} of {self.label} was made by another version of the "
                "mapping: run `kashshaf reindex`"
            )
        self._checked.add((generation, mapping_digest()))

    def _indices(self) -> dict[str, dict[str, str]]:
        """What each generation says of its own making, oldest first."""
        with translated(self.label):
            found = self.client.indices.get_mapping(index=f"{self.archive}-g*").body
        generations = {}
        for name, answer in sorted(found.items()):
            generation = name.removeprefix(f"{self.archive}-")
            if _GENERATION.fullmatch(generation):
                generations[generation] = answer["mappings"].get("_meta", {})
        return generations

    def _first(self) -> str:
        """The generation of a new archive; one that was made by a run that was killed before it
        could point there is of use."""
        generation = next(iter(self._indices()), None) or self._create(1)
        self._point(generation, None)
        return generation

    def _create(self, number: int) -> str:
        generation = f"g{number:06}"
        declared = mappings.articles()
        about = {
            **declared["mappings"].get("_meta", {}),
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "mapping": mapping_digest(),
            "lists": mappings.digest(),
        }
        with translated(self.label):
            self.client.indices.create(
                index=self._name(generation),
                settings=declared["settings"],
                mappings={**declared["mappings"], "_meta": about},
            )
        return generation

    def _remove(self, generation: str) -> None:
        with translated(self.label):
            self.client.indices.delete(index=self._name(generation), ignore_unavailable=True)

    def _ensure_control(self) -> None:
        with translated(self.label):
            if not self.client.indices.exists(index=self.control):
                keyword = {"type": "keyword"}
                self.client.options(ignore_status=400).indices.create(
                    index=self.control,
                    settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
                    mappings={"dynamic": False, "properties": {"kind": keyword}},
                )

    def _previous(self) -> str | None:
        """The generation that rollback returns to."""
        with translated(self.label):
            try:
                names = list(self.client.indices.get_alias(name=f"{self.archive}-previous"))
            except NotFoundError:
                return None
        return names[0].removeprefix(f"{self.archive}-")

    def _point(self, generation: str, previous: str | None) -> None:
        """Moves both aliases in one step."""
        before = self._previous()
        moves = [("remove", previous, ""), ("remove", before, "-previous")]
        moves += [("add", generation, ""), ("add", previous, "-previous")]
        actions = [
            {move: {"index": self._name(name), "alias": self.archive + alias}}
            for move, name, alias in moves
            if name
        ]
        with translated(self.label):
            self.client.indices.update_aliases(actions=actions)

    def _known(self, index: str, ids: Iterable[str]) -> dict[str, Known]:
        ids = list(ids)
        if not ids:
            return {}
        with translated(self.label):
            answer = self.client.mget(index=index, ids=ids, source_includes=list(_KNOWN))
        return {
            str(row["_id"]): Known(*(row["_source"].get(name) for name in _KNOWN))
            for row in answer["docs"]
            if row.get("found")
        }


class ElasticWriter:
    """See `indexer.engines.base.Writer`."""

    def __init__(self, engine: ElasticEngine, index: str, lease: Lease) -> None:
        self.engine = engine
        self.index = index
        self.lease = lease
        self._copies = Copies(engine.client, index, engine.control, engine.label)
        self._pending = 0

    def write(self, prepared: Iterable[Prepared]) -> Iterator[Written]:
        def seen() -> Iterator[Any]:  # the helper passes them to `action` as they are
            for item in prepared:
                self.lease.check()
                yield item

        def action(item: Any) -> Any:
            return {"index": {"_index": self.index, "_id": item.id}}, item.payload

        label = self.engine.label
        with translated(label):
            results = helpers.streaming_bulk(
                self.engine.client,
                seen(),
                expand_action_callback=action,
                chunk_size=500,
                max_chunk_bytes=self.engine.settings.bulk_bytes,
                max_retries=RETRIES,
                initial_backoff=FIRST_WAIT,
                max_backoff=LONGEST_WAIT,
                raise_on_error=False,
            )
            for ok, info in results:
                self._pending += 1
                yield Written(info["index"]["_id"], None if ok else refusal(label, info["index"]))
                if self._pending >= COMMIT_EVERY:
                    self.commit()

    def delete(self, ids: Iterable[str]) -> int:
        there = self.known(ids)
        self.unsettle(Unsettled(stories=frozenset(k.story for k in there.values() if k.story)))
        with translated(self.engine.label):
            actions = ({"_op_type": "delete", "_id": id} for id in there)
            done = helpers.streaming_bulk(
                self.engine.client, actions, index=self.index, raise_on_error=False
            )
            for ok, info in done:
                if not ok and info["delete"]["status"] != 404:
                    raise EngineRefused(refusal(self.engine.label, info["delete"]))
        return len(there)

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        return self.engine._known(self.index, ids)

    def shared(self, field: str, values: Iterable[str]) -> set[str]:
        return set(self._copies.shared(field, values))

    def alike(
        self, sketches: Mapping[str, Sequence[str]], least: int, most: int
    ) -> dict[str, list[dict[str, Any]]]:
        return self._copies.alike(sketches, least, most)

    def unsettled(self) -> Unsettled:
        return self._copies.unsettled()

    def unsettle(self, more: Unsettled) -> None:
        self._copies.unsettle(more)

    def settled(self) -> None:
        self._copies.settled()

    def keep(self, name: str, text: str) -> None:
        self.lease.check()
        client, control, id = self.engine.client, self.engine.control, f"kept:{name}"
        with translated(self.engine.label):
            if text:
                client.index(index=control, id=id, document={"kind": "kept", "value": text})
            else:
                client.options(ignore_status=404).delete(index=control, id=id)

    def commit(self) -> None:
        self.lease.check()
        with translated(self.engine.label):
            self.engine.client.indices.refresh(index=self.index)
        self._pending = 0


def encode(article: Article) -> Prepared:
    """The article as the JSON bytes that Elasticsearch takes."""
    payload = json.dumps(document(article), ensure_ascii=False, separators=(",", ":")).encode()
    return Prepared(article.id, article.digest, article.origin, payload)


def _version(info: Any) -> str:
    """The version that a node says it is of; "unknown" where it says none."""
    version = info.get("version") if isinstance(info, dict) else None
    return str(version.get("number")) if isinstance(version, dict) else "unknown"


def _short(id: str) -> str:
    """For an id in another id, which may not be longer than an article's own."""
    return blake2b(id.encode(), digest_size=20).hexdigest()


def _connect(host: str, settings: Settings) -> Elasticsearch:
    options: dict[str, Any] = {
        "request_timeout": settings.timeout,
        "retry_on_timeout": True,
        "max_retries": 3,
    }
    if settings.elasticsearch_api_key:
        options["api_key"] = settings.elasticsearch_api_key
    elif settings.elasticsearch_user:
        options["basic_auth"] = (
            settings.elasticsearch_user,
            settings.elasticsearch_password or "",
        )
    if settings.elasticsearch_ca:
        options["ca_certs"] = settings.elasticsearch_ca
    try:
        return Elasticsearch(host, **options)
    except ValueError as error:
        raise UsageError(f"{host} is no address of an Elasticsearch: {error}") from error


def _facet(facet: Facet, filters: list[Dsl]) -> Dsl:
    terms = {
        "field": facet.field,
        "size": facet.size,
        "shard_size": max(facet.size * 10, 1000),
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
    return {"filter": {"bool": {"filter": filters}}, "aggs": {"values": {"terms": terms}}}
