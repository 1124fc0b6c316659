"""The Elasticsearch engine: an alias over one index per generation, on Elasticsearch 9.

ARCHIVE             the alias: the current generation
ARCHIVE-previous    the alias: the generation that rollback returns to
ARCHIVE-g000001     an index made from ``mappings/articles.json`` as it stands
ARCHIVE-control     who writes (a lease), tombstones, what the archive's keeper said, and what is
                    unsettled of a generation
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from indexer.engines import elastic_terms, elastic_withdrawn
from indexer.engines.answers import Found, Generation, Listing
from indexer.engines.document import COPY_FACTS, others_of, told_of_copy
from indexer.engines.elastic_errors import translated
from indexer.engines.elastic_generations import Generations
from indexer.engines.elastic_kept import (
    FORMS,
    facts_alone,
    facts_in,
    forms_alone,
    kept_in,
    whole,
)
from indexer.engines.elastic_lease import Lease
from indexer.engines.elastic_names import Names
from indexer.engines.elastic_node import Node
from indexer.engines.elastic_query import compile_query
from indexer.engines.elastic_search import (
    ORDERS,
    UNORDERED,
    found,
    index_of,
    requests,
    snapshot,
)
from indexer.engines.elastic_writer import ElasticWriter, encode, known_in
from indexer.engines.generation import begin, rollback, switch
from indexer.engines.query import DateSort, Keyword, Query, Search
from indexer.engines.sort_keys import SCORE, check_after
from indexer.engines.writing import Known, Prepared
from indexer.engines.writing import Writer as WriterProtocol
from indexer.records import Article
from indexer.settings import Settings

HELD = 1.0  # seconds that a revision is taken for true: to ask for it takes a round trip


class ElasticEngine:
    """See `indexer.engines.base.Engine`."""

    def __init__(self, address: str, settings: Settings) -> None:
        self.node = Node(address, settings)
        self.label = self.node.label
        self.settings = settings
        self._generations = Generations(self.node)
        self._held = (0.0, "")  # until when, and the revision
        self._names = Names(self.node)

    @property
    def client(self) -> Elasticsearch:
        return self.node.client

    # ---- writing

    def encoder(self) -> Callable[[Article], Prepared]:
        return encode

    @contextmanager
    def writer(self, purpose: str, generation: str | None = None) -> Iterator[WriterProtocol]:
        with self._generations.leased(purpose) as lease:
            generation = generation or self._generations.current_or_first()
            try:
                yield ElasticWriter(self.node, generation, lease)
            finally:
                self._held = (0.0, "")

    def withdraw(self, ids: Iterable[str]) -> int:
        ids = frozenset(ids)
        with self._generations.leased("delete") as lease:
            current = self._generations.current_or_first()
            elastic_withdrawn.withdraw(self.node, ids)
            return self._bury(ids, lease)[current]

    def _bury(self, ids: frozenset[str], lease: Lease) -> dict[str, int]:
        """Removes articles from every generation, so that none comes back with `rollback`; how many
        each held."""
        removed = {}
        for generation in self.generations():
            writer = ElasticWriter(self.node, generation.name, lease)
            removed[generation.name] = writer.delete(ids)
            writer.commit()
        self._held = (0.0, "")
        return removed

    def withdrawn(self) -> frozenset[str]:
        return elastic_withdrawn.withdrawn(self.node)

    # ---- reading

    def search(self, search: Search) -> Found:
        check_after(search, relevance=(SCORE, int, str), date=(int, str))
        if search.after and search.sort == "relevance":
            search = self._rescored(search)
        generation, answers = self._ask(*requests(search, self._generations.of_one_shard))
        return found(search, generation, answers)

    def _rescored(self, search: Search) -> Search:
        """The search, to go on behind its last hit as that scores now."""
        of_last = {"last": Keyword("id", (str(search.after[-1]),))} if search.after else {}
        alone = replace(search, facets=(), families=False)  # its score is all that is wanted
        last = replace(alone, filters=of_last, size=1, after=None)
        _, answers = self._ask(*requests(last))
        keys = [row["sort"] for row in answers[0]["hits"]["hits"]]
        return replace(search, after=tuple(keys[0])) if keys else search

    def _ask(self, *bodies: dict[str, Any]) -> tuple[str, list[Any]]:
        """The answers of the current generation to searches that are sent at once. The alias is
        asked, and each answer tells which index it stood for: that saves a request before each
        search. Where one does not, where a switch came between them, or where the generation is
        not known yet, it is asked first.
        """
        if bodies[0]["size"] and self._generations.any_checked:
            archive = self.node.archive
            answers = self.node.quickly(archive, *bodies)
            told = {index_of(answer) if answer else None for answer in answers}
            index = told.pop()
            if index and not told:
                generation = index.removeprefix(f"{archive}-")
                if self._generations.is_checked(generation):
                    return generation, answers
        generation, index = self._current()
        with translated(self.label):
            return generation, self.node.search(index, *bodies)

    def get(self, id: str) -> dict[str, Any] | None:
        _, index = self._current()
        with translated(self.label):
            try:
                asked = whole(apart=True)
                answer = self.client.get(
                    index=index, id=id, source=True, stored_fields=asked["stored_fields"]
                )
            except NotFoundError:
                return None
        return kept_in(answer.body)

    def copies(
        self, stories: Collection[str], besides: Collection[str], most: int
    ) -> Callable[[], list[dict[str, Any]]]:
        if not stories:
            return list
        body = {
            "query": compile_query(others_of(stories, besides)),
            "sort": ORDERS["oldest"],
            "size": most,
            "track_total_hits": False,
            **facts_alone(*COPY_FACTS),
        }
        with translated(self.label):
            answer = self.node.send(self.node.archive, body)

        def told() -> list[dict[str, Any]]:
            with translated(self.label):
                return [told_of_copy(facts_in(row)) for row in answer()["hits"]["hits"]]

        return told

    def count(self, query: Query, generation: str | None = None) -> int:
        index = self.node.index(generation or self.current())
        with translated(self.label):
            return int(self.client.count(index=index, query=compile_query(query))["count"])

    def scan(
        self, query: Query, generation: str | None = None, apart: bool = True
    ) -> Iterator[dict[str, Any]]:
        with snapshot(self.node, generation or self.current()) as taken:
            yield from taken.articles(compile_query(query), UNORDERED, apart)

    @contextmanager
    def listing(self, query: Query, sort: DateSort = "newest") -> Iterator[Listing]:
        generation, wanted = self.current(), compile_query(query)
        with snapshot(self.node, generation) as taken:
            total = taken.count(wanted)
            yield Listing(total, generation, taken.articles(wanted, ORDERS[sort], apart=False))

    def known(self, ids: Iterable[str], generation: str) -> dict[str, Known]:
        return known_in(self.node, self.node.index(generation), ids)

    def counts(self, queries: Sequence[Query]) -> list[int]:
        _, index = self._current()
        with translated(self.label):
            return elastic_terms.counts(self.client, index, queries)

    def forms(self, query: Query, most: int) -> list[str | bytes]:
        body = {"query": compile_query(query), "size": most, "track_total_hits": False}
        ends = [{**body, **forms_alone(), "sort": ORDERS[end]} for end in ("newest", "oldest")]
        _, answers = self._ask(*ends)
        newest, oldest = (answer["hits"]["hits"] for answer in answers)
        rows = newest + oldest if len(newest) == most else newest
        return [facts_in(row).get(FORMS) or "" for row in rows]

    def frequencies(self, depth: str, terms: Collection[str]) -> dict[str, int]:
        _, index = self._current()
        with translated(self.label):
            return elastic_terms.frequencies(self.client, index, depth, terms)

    def beginning(self, depth: str, prefix: str, most: int) -> list[str]:
        _, index = self._current()
        with translated(self.label):
            return elastic_terms.beginning(self.client, index, depth, prefix, most)

    def similar(self, depth: str, term: str, kept: int) -> set[str]:
        _, index = self._current()
        with translated(self.label):
            return elastic_terms.similar(self.client, index, depth, term, kept)

    def names(self, ids: Collection[str], generation: str) -> dict[str, str]:
        return self._names.names(ids, generation)

    def read_ahead(self) -> None:
        self._names.read_ahead(self.current())

    def kept(self, name: str) -> str:
        with translated(self.label):
            try:
                answer = self.client.get(index=self.node.control, id=f"kept:{name}")
            except NotFoundError:
                return ""
        return str(answer["_source"]["value"])

    # ---- generations

    def current(self) -> str:
        return self._current()[0]

    def _current(self) -> tuple[str, str]:
        """The current generation and its index."""
        generation = self._generations.current()
        index = self.node.index(generation)
        if not self._held[1].startswith(f"{index}-"):
            self._held = (0.0, "")
        return generation, index

    def stored(self) -> int:
        _, name = self._current()
        with translated(self.label):
            told = self.client.indices.stats(index=name, metric="store")
        return int(told["indices"][name]["primaries"]["store"]["size_in_bytes"])

    def revision(self) -> str:
        until, held = self._held
        if time.monotonic() > until:
            held = self._revision()
            self._held = (time.monotonic() + HELD, held)
        return held

    def _revision(self) -> str:
        """Changes with every operation that a copy of a shard took, and with every refresh, which
        is when searches see them."""
        _, name = self._current()
        with translated(self.label):
            told = self.client.indices.stats(index=name, metric="refresh", level="shards")
        index = told["indices"][name]
        copies = [copy for shard in index["shards"].values() for copy in shard]
        taken = sum(copy["seq_no"]["max_seq_no"] for copy in copies)
        refreshed = sum(copy["refresh"]["external_total"] for copy in copies)
        return f"{name}-{index['uuid']}-{taken}-{refreshed}"

    def generations(self) -> list[Generation]:
        return self._generations.all()

    def begin(self) -> str:
        return begin(self._generations)

    def switch(self, generation: str) -> None:
        switch(self._generations, generation)

    def rollback(self) -> str:
        if withdrawn := self.withdrawn():  # by a `withdraw` that was killed, or of another version
            with self._generations.leased("rollback") as lease:
                self._bury(withdrawn, lease)
        return rollback(self._generations)

    def close(self) -> None:
        self.node.close()
