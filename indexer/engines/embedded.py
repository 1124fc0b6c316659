"""The embedded engine: tantivy indices in a folder, one per generation, one writer, many readers.

ARCHIVE/
  pointer.json      which generation is current, which one rollback returns to
  withdrawn.json    ids that stay away for good
  kept-NAME.txt     what the archive's keeper said, by name
  lock, writer.json the lock of the one writer, and who holds it
  g000001/          a tantivy index; beside its files generation.json, and unsettled.json where
                    families of copies are not decided yet
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from indexer.engines import tantivy_terms
from indexer.engines.answers import Found, Generation, Hit, Listing
from indexer.engines.document import mapping_digest, others_of, told_of_copy
from indexer.engines.embedded_generations import Generations
from indexer.engines.embedded_lock import locked
from indexer.engines.embedded_writer import EmbeddedWriter
from indexer.engines.files import folder_bytes, read_json, read_text, unwritable, write_json
from indexer.engines.generation import begin, rollback, switch
from indexer.engines.query import DateSort, Keyword, Query, Search
from indexer.engines.sort_keys import SCORE, check_after
from indexer.engines.tantivy_document import encode, known_in
from indexer.engines.tantivy_errors import readable
from indexer.engines.tantivy_keys import Names
from indexer.engines.tantivy_query import compile_both, compile_query, filtered
from indexer.engines.tantivy_record import Kept, packed_forms, record, whole
from indexer.engines.tantivy_search import count, facet_counts, first, in_order, ranked
from indexer.engines.writing import Known, Prepared, Writer
from indexer.records import Article
from indexer.settings import Settings

HEAP_BYTES = 48_000_000  # of the writer; small, so that memory does not grow with the archive
WRITER_THREADS = 1


class EmbeddedEngine:
    """See `indexer.engines.base.Engine`. Not shared between threads while writing."""

    def __init__(self, path: str, settings: Settings) -> None:
        self.path = Path(path).expanduser()
        self.settings = settings
        self.label = f"embedded:{path}"
        self._generations = Generations(self.path, self.label)
        self._actors: dict[str, Names] = {}  # by generation

    # ---- writing

    def encoder(self) -> Callable[[Article], Prepared]:
        return encode

    @contextmanager
    def writer(self, purpose: str, generation: str | None = None) -> Iterator[Writer]:
        with locked(self.path, self.label, purpose):
            generation = generation or self._generations.current_or_first()
            with self._writing(generation) as writer:
                yield writer

    @contextmanager
    def _writing(self, generation: str) -> Iterator[EmbeddedWriter]:
        index = self._index(generation)
        writer = EmbeddedWriter(
            index, self._open_writer(index), self.path / generation, self._kept_in
        )
        try:
            yield writer
        finally:
            writer.close()

    def withdraw(self, ids: Iterable[str]) -> int:
        ids = frozenset(ids)
        with locked(self.path, self.label, "delete"):
            current = self._generations.current_or_first()
            write_json(self.path / "withdrawn.json", sorted(self.withdrawn() | ids))
            return self._bury(ids)[current]

    def _bury(self, ids: frozenset[str]) -> dict[str, int]:
        """Removes articles from every generation, so that none comes back with `rollback`; how many
        each held."""
        removed = {}
        for generation in self.generations():
            removed[generation.name] = self.count(Keyword("id", tuple(ids)), generation.name)
            if removed[generation.name]:
                with self._writing(generation.name) as writer:
                    if generation.mapping == mapping_digest():
                        writer.delete(ids)
                    else:  # what it keeps of an article may not be readable
                        writer.forget(ids)
                    writer.commit()
            if generation.state != "current":
                self._generations.opened.close(generation.name)
        return removed

    def withdrawn(self) -> frozenset[str]:
        return frozenset(read_json(self.path / "withdrawn.json", []))

    # ---- reading

    def search(self, search: Search) -> Found:
        check_after(search, relevance=(SCORE, int, int), date=(int, int))
        generation = self.current()
        index = self._index(generation)
        searcher, schema = index.searcher(), index.schema
        with readable(self.label):
            query = compile_both(schema, search.query, searcher)
            filters = {
                name: compile_query(schema, filter, searcher)
                for name, filter in search.filters.items()
            }
            narrowed = filtered(query.ranking if search.size else query.finding, filters.values())
            total, rows = ranked(searcher, schema, narrowed, search)
            hits = tuple([_hit(searcher, *row) for row in rows])
            names = self._names_of(generation)
            facets = facet_counts(searcher, query.finding, filters, search, total, names)
            families = _families(searcher, hits)
        return Found(total, hits, facets, generation, families)

    def get(self, id: str) -> dict[str, Any] | None:
        index = self._index(self.current())
        searcher = index.searcher()
        query = tantivy.Query.term_query(index.schema, "id", id)
        with readable(self.label):
            hits = searcher.search(query, 1, count=False).hits
            return whole(searcher.doc(hits[0][1])) if hits else None

    def copies(
        self, stories: Collection[str], besides: Collection[str], most: int
    ) -> Callable[[], list[dict[str, Any]]]:
        if not stories:
            return list
        hits = self.search(Search(others_of(stories, besides), sort="oldest", size=most)).hits
        return lambda: [told_of_copy(hit.document) for hit in hits]

    def count(self, query: Query, generation: str | None = None) -> int:
        index = self._index(generation or self.current())
        searcher = index.searcher()
        compiled = self._compiled(index, searcher, query)
        with readable(self.label):
            return count(searcher, compiled)

    def scan(
        self, query: Query, generation: str | None = None, apart: bool = True
    ) -> Iterator[dict[str, Any]]:
        index = self._index(generation or self.current())
        searcher = index.searcher()  # one snapshot for the whole scan
        made = whole if apart else record
        compiled = self._compiled(index, searcher, query)
        yield from self._walk(searcher, compiled, index.schema, made)

    @contextmanager
    def listing(self, query: Query, sort: DateSort = "newest") -> Iterator[Listing]:
        generation = self.current()
        index = self._index(generation)
        searcher = index.searcher()
        compiled = self._compiled(index, searcher, query)
        with readable(self.label):
            total = count(searcher, compiled)
        articles = self._walk(searcher, compiled, index.schema, record, sort)
        yield Listing(total, generation, articles)

    def known(self, ids: Iterable[str], generation: str) -> dict[str, Known]:
        with readable(self.label):
            return known_in(self._index(generation), ids)

    def counts(self, queries: Sequence[Query]) -> list[int]:
        index = self._index(self.current())
        searcher = index.searcher()
        compiled = [self._compiled(index, searcher, query) for query in queries]
        with readable(self.label):
            return [count(searcher, query) for query in compiled]

    def forms(self, query: Query, most: int) -> list[str | bytes]:
        index = self._index(self.current())
        searcher = index.searcher()
        compiled = self._compiled(index, searcher, query)
        with readable(self.label):
            addresses = first(searcher, compiled, "newest", most)
            if len(addresses) == most:
                addresses += first(searcher, compiled, "oldest", most)
            return [packed_forms(searcher.doc(address)) for address in addresses]

    def frequencies(self, depth: str, terms: Collection[str]) -> dict[str, int]:
        with readable(self.label):
            return tantivy_terms.frequencies(self._index(self.current()), depth, terms)

    def names(self, ids: Collection[str], generation: str) -> dict[str, str]:
        index = self._index(generation)
        with readable(self.label):
            return self._names_of(generation).names(index.searcher(), index.schema, ids)

    def beginning(self, depth: str, prefix: str, most: int) -> list[str]:
        with readable(self.label):
            return tantivy_terms.beginning(self._index(self.current()), depth, prefix, most)

    def similar(self, depth: str, term: str, kept: int) -> set[str]:
        with readable(self.label):
            return tantivy_terms.similar(self._index(self.current()), depth, term, kept)

    # ---- generations

    def current(self) -> str:
        return self._generations.current()

    def stored(self) -> int:
        return folder_bytes(self.path / self.current())

    def revision(self) -> str:
        generation = self.current()
        written, file = self._generations.opened.stamp(generation)
        return f"{generation}-{written}-{file}"

    def generations(self) -> list[Generation]:
        return self._generations.all()

    def begin(self) -> str:
        return begin(self._generations)

    def switch(self, generation: str) -> None:
        switch(self._generations, generation)

    def rollback(self) -> str:
        if withdrawn := self.withdrawn():  # by a `withdraw` that was killed, or of another version
            with locked(self.path, self.label, "rollback"):
                self._bury(withdrawn)
        return rollback(self._generations)

    def kept(self, name: str) -> str:
        return read_text(self._kept_in(name))

    def read_ahead(self) -> None:
        generation = self.current()
        with readable(self.label):
            self._names_of(generation).read_ahead(self._index(generation).searcher())

    def close(self) -> None:
        self._generations.opened.close_all()

    # ---- inside

    def _compiled(
        self, index: tantivy.Index, searcher: tantivy.Searcher, query: Query
    ) -> tantivy.Query:
        with readable(self.label):
            return compile_both(index.schema, query, searcher).finding

    def _walk(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query,
        schema: tantivy.Schema,
        read: Callable[[tantivy.Document], dict[str, Any]],
        sort: DateSort = "newest",
    ) -> Iterator[dict[str, Any]]:
        with readable(self.label):
            for address in in_order(searcher, schema, query, sort):
                yield read(searcher.doc(address))

    def _names_of(self, generation: str) -> Names:
        names = self._actors.get(generation)
        if names is None:  # of one generation at a time: another may call the same actor otherwise
            self._actors = {generation: (names := Names())}
        return names

    def _kept_in(self, name: str) -> Path:
        return self.path / f"kept-{name}.txt"

    def _index(self, generation: str) -> tantivy.Index:
        return self._generations.opened.get(generation)

    def _open_writer(self, index: tantivy.Index) -> tantivy.IndexWriter:
        try:
            return index.writer(HEAP_BYTES, WRITER_THREADS)
        except (OSError, ValueError) as error:
            raise unwritable(self.path, error) from error


def _families(searcher: tantivy.Searcher, hits: Iterable[Hit]) -> dict[str, int]:
    """`Found.families`; what was deleted is counted until its segment is written again."""
    stories = {hit.facts["story"] for hit in hits if hit.facts.get("story")}
    return {story: searcher.doc_freq("story", story) for story in stories}


def _hit(searcher: tantivy.Searcher, score: float, key: Any, address: Any) -> Hit:
    article = Kept(searcher.doc(address))
    facts, forms = article.facts, article.packed_forms
    return Hit(facts["id"], score, key, article, facts, article.named, article.places, forms)
