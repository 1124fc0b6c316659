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

import os
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy
from filelock import FileLock, Timeout

import mappings
from indexer.engines import tantivy_terms
from indexer.engines.base import (
    DateSort,
    Everything,
    Found,
    Generation,
    Hit,
    Known,
    Listing,
    Prepared,
    Query,
    Search,
    Writer,
)
from indexer.engines.document import mapping_digest, others_of, told_of_copy
from indexer.engines.embedded_writer import EmbeddedWriter
from indexer.engines.files import read_json, read_text, write_json
from indexer.engines.sort_keys import SCORE, check_after
from indexer.engines.suggesting import merge_suggestions
from indexer.engines.tantivy_document import encode, known_in, record, schema, whole
from indexer.engines.tantivy_errors import readable
from indexer.engines.tantivy_forms import look_up
from indexer.engines.tantivy_keys import Names
from indexer.engines.tantivy_query import compile_query, keep
from indexer.engines.tantivy_search import count, facet_counts, in_order, ranked
from indexer.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveMissing,
    ArchiveOutdated,
    EngineUnavailable,
)
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
        self._folder = str(self.path)
        self._pointed: tuple[tuple[int, int, int] | None, dict[str, Any]] = (None, {})
        self._opened: dict[str, tantivy.Index] = {}
        self._read: dict[str, str] = {}  # the revision that a generation was read again for
        self._opening = threading.Lock()
        self._names_of_keys = Names()
        self._checked: set[tuple[str, str]] = set()  # generations found to be of this mapping

    # ---- writing

    def encoder(self) -> Callable[[Article], Prepared]:
        return encode

    @contextmanager
    def writer(self, purpose: str, generation: str | None = None) -> Iterator[Writer]:
        with self._locked(purpose):
            if generation is None:
                generation = self._pointer().get("current")
                if generation is None:
                    generation = self._create(1)
                    self._point(generation, None)
                self._check_mapping(generation)
            index = self._index(generation)
            writer = EmbeddedWriter(
                index, self._open_writer(index), self.path / generation, self._kept_in
            )
            try:
                yield writer
            finally:
                writer.close()

    def withdraw(self, ids: Iterable[str]) -> int:
        ids = list(ids)
        with self.writer("delete") as writer:
            write_json(self.path / "withdrawn.json", sorted(self.withdrawn() | set(ids)))
            removed = writer.delete(ids)
            writer.commit()
        return removed

    def withdrawn(self) -> frozenset[str]:
        return frozenset(read_json(self.path / "withdrawn.json", []))

    # ---- reading

    def search(self, search: Search) -> Found:
        check_after(search, relevance=(SCORE, int, int), date=(int, int))
        generation = self._current()
        index = self._index(generation)
        searcher = index.searcher()
        with readable(self.label):
            search = replace(search, query=look_up(searcher, search.query))
            query = compile_query(index.schema, keep(search.query, search.filters))
            total, rows = ranked(searcher, index.schema, query, search)
            hits = tuple(self._hit(searcher, score, key, address) for score, key, address in rows)
            facets = facet_counts(searcher, index.schema, search, total, self._names_of_keys)
        return Found(total, hits, facets, generation)

    def get(self, id: str) -> dict[str, Any] | None:
        index = self._index(self._current())
        searcher = index.searcher()
        query = tantivy.Query.term_query(index.schema, "id", id)
        with readable(self.label):
            hits = searcher.search(query, 1, count=False).hits
            return whole(searcher.doc(hits[0][1])) if hits else None

    def copies(
        self, stories: Collection[str], besides: Collection[str], most: int
    ) -> list[dict[str, Any]]:
        searcher = self._index(self._current()).searcher()
        with readable(self.label):
            several = [story for story in stories if searcher.doc_freq("story", story) > 1]
        if not several:
            return []
        hits = self.search(Search(others_of(several, besides), sort="oldest", size=most)).hits
        return [told_of_copy(hit.document) for hit in hits]

    def count(self, query: Query, generation: str | None = None) -> int:
        index = self._index(generation or self._current())
        searcher = index.searcher()
        compiled = self._compiled(index, searcher, query)
        with readable(self.label):
            return count(searcher, compiled)

    def scan(
        self, query: Query, generation: str | None = None, apart: bool = True
    ) -> Iterator[dict[str, Any]]:
        index = self._index(generation or self._current())
        searcher = index.searcher()  # one snapshot for the whole scan
        made = whole if apart else record
        compiled = self._compiled(index, searcher, query)
        yield from self._walk(searcher, compiled, index.schema, made)

    @contextmanager
    def listing(self, query: Query, sort: DateSort = "newest") -> Iterator[Listing]:
        generation = self._current()
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

    def suggest(self, prefix: str, size: int) -> list[tuple[str, int]]:
        index = self._index(self._current())
        everything = compile_query(index.schema, Everything())
        with readable(self.label):
            found = index.searcher().terms_with_prefix("suggest", prefix, everything, 1000)
        return merge_suggestions(found, size)

    def frequencies(self, depth: str, terms: Collection[str]) -> dict[str, int]:
        with readable(self.label):
            return tantivy_terms.frequencies(self._index(self._current()), depth, terms)

    def beginning(self, depth: str, prefix: str, most: int) -> list[str]:
        with readable(self.label):
            return tantivy_terms.beginning(self._index(self._current()), depth, prefix, most)

    def similar(self, depth: str, term: str, kept: int) -> set[str]:
        with readable(self.label):
            return tantivy_terms.similar(self._index(self._current()), depth, term, kept)

    # ---- generations

    def current(self) -> str:
        return self._current()

    def revision(self) -> str:
        generation = self._current()
        index = self._index(generation)
        try:
            file = os.stat(f"{self._folder}/{generation}/meta.json")
        except OSError as error:
            raise EngineUnavailable(f"cannot read {self.label}: {error}") from error
        revision = f"{generation}-{file.st_mtime_ns}-{file.st_ino}"
        if self._read.get(generation) != revision:  # readers follow only a moment later
            with readable(self.label):
                index.reload()
            self._read[generation] = revision
        return revision

    def generations(self) -> list[Generation]:
        pointer = self._pointer()
        states = {pointer.get("previous"): "previous", pointer.get("current"): "current"}
        return [
            Generation(
                name=name,
                state=states.get(name, "building"),
                articles=self._index(name).searcher().num_docs,
                created=about["created"],
                mapping=about["mapping"],
                lists=about["lists"],
            )
            for name in self._names()
            for about in [read_json(self.path / name / "generation.json", {})]
        ]

    def begin(self) -> str:
        self._current(check=False)
        with self._locked("reindex"):
            pointer = self._pointer()
            kept = (pointer.get("current"), pointer.get("previous"))
            made_here = (mapping_digest(), mappings.digest())
            for name in self._names():
                if name in kept:
                    continue
                about = read_json(self.path / name / "generation.json", {})
                if (about.get("mapping"), about.get("lists")) == made_here:
                    return name
                self._remove(name)  # begun by another version of the program: of no use
            return self._create(max(int(name[1:]) for name in self._names()) + 1)

    def switch(self, generation: str) -> None:
        current = self._current(check=False)
        self._point(generation, current)
        for name in self._names():
            if name not in (generation, current):
                self._remove(name)

    def rollback(self) -> str:
        self._current(check=False)
        with self._locked("rollback"):
            pointer = self._pointer()
            previous = pointer.get("previous")
            if not previous:
                raise ArchiveError(f"{self.label} has no previous generation to go back to")
            self._point(previous, pointer["current"])
            return str(previous)

    def kept(self, name: str) -> str:
        return read_text(self._kept_in(name))

    def close(self) -> None:
        self._opened.clear()

    # ---- inside

    def _compiled(
        self, index: tantivy.Index, searcher: tantivy.Searcher, query: Query
    ) -> tantivy.Query:
        with readable(self.label):
            return compile_query(index.schema, look_up(searcher, query))

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

    def _hit(self, searcher: tantivy.Searcher, score: float, key: Any, address: Any) -> Hit:
        article = record(searcher.doc(address))
        return Hit(article["id"], score, key, article)

    def _current(self, check: bool = True) -> str:
        current = self._pointer().get("current")
        if current is None:
            raise ArchiveMissing(
                f"there is no archive at {self.label} yet: `kashshaf index PATH` makes one"
            )
        if check:
            self._check_mapping(current)
        return str(current)

    def _check_mapping(self, generation: str) -> None:
        if (generation, mapping_digest()) in self._checked and generation in self._opened:
            return
        about = read_json(self.path / generation / "generation.json", {})
        if not about:
            raise ArchiveError(
                f"generation {generation} is gone from {self.label}: restore its folder, or go "
                "back with `kashshaf rollback`"
            )
        if about.get("mapping") != mapping_digest():
            raise ArchiveOutdated(
                f"generation {generation} of {self.label} was made by another version of the "
                "mapping: run `kashshaf reindex`"
            )
        self._checked.add((generation, mapping_digest()))

    def _kept_in(self, name: str) -> Path:
        return self.path / f"kept-{name}.txt"

    def _pointer(self) -> dict[str, Any]:
        """Which generation is current and which previous; read again once the file is another."""
        try:
            file = os.stat(f"{self._folder}/pointer.json")
            stamp = (file.st_ino, file.st_mtime_ns, file.st_size)
        except OSError:  # what reads it says why
            stamp = None
        kept, pointer = self._pointed
        if stamp is None or stamp != kept:
            pointer = read_json(self.path / "pointer.json", {})
            self._pointed = (stamp, pointer)
        return pointer

    def _point(self, current: str, previous: str | None) -> None:
        write_json(self.path / "pointer.json", {"current": current, "previous": previous})

    def _names(self) -> list[str]:
        return sorted(path.parent.name for path in self.path.glob("g*/generation.json"))

    def _create(self, number: int) -> str:
        name = f"g{number:06}"
        folder = self.path / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tantivy.Index(schema(), str(folder))
            about = {
                "created": datetime.now(UTC).isoformat(timespec="seconds"),
                "mapping": mapping_digest(),
                "lists": mappings.digest(),
            }
            write_json(folder / "generation.json", about)
        except (OSError, ValueError) as error:
            raise EngineUnavailable(f"cannot write the archive at {folder}: {error}") from error
        return name

    def _remove(self, name: str) -> None:
        self._opened.pop(name, None)
        (self.path / name / "generation.json").unlink(missing_ok=True)  # first: it is gone for all
        shutil.rmtree(self.path / name, ignore_errors=True)

    def _index(self, generation: str) -> tantivy.Index:
        with self._opening:
            index = self._opened.get(generation)
            if index is None:
                try:
                    index = tantivy.Index.open(str(self.path / generation))
                except (OSError, ValueError) as error:
                    if "PermissionDenied" in str(error):
                        raise EngineUnavailable(
                            f"cannot open generation {generation} of {self.label}: this user "
                            "cannot write the archive, and to read it takes a lock there, too"
                        ) from error
                    raise EngineUnavailable(
                        f"cannot open generation {generation} of {self.label}: {error}"
                    ) from error
                splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
                index.register_tokenizer("whitespace", splitter)
                index.config_reader("commit")
                index.reload()
                self._opened[generation] = index
                for gone in self._opened.keys() - set(self._names()):  # removed by a re-index
                    del self._opened[gone]
            return index

    def _open_writer(self, index: tantivy.Index) -> tantivy.IndexWriter:
        try:
            return index.writer(HEAP_BYTES, WRITER_THREADS)
        except (OSError, ValueError) as error:
            raise EngineUnavailable(f"cannot write to {self.label}: {error}") from error

    @contextmanager
    def _locked(self, purpose: str) -> Iterator[None]:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / "lock", timeout=0, thread_local=False)
            lock.acquire()
        except Timeout:
            holder = read_json(self.path / "writer.json", {})
            raise ArchiveBusy(
                f"{self.label} is being written by another process: {holder.get('purpose', '?')}, "
                f"process {holder.get('process', '?')} since {holder.get('since', '?')}; "
                "wait for it to end, or stop it (nothing is lost)"
            ) from None
        except OSError as error:
            raise EngineUnavailable(f"cannot write the archive at {self.path}: {error}") from error
        try:
            since = datetime.now(UTC).isoformat(timespec="seconds")
            holder = {"purpose": purpose, "process": os.getpid(), "since": since}
            write_json(self.path / "writer.json", holder)
            yield
        finally:
            (self.path / "writer.json").unlink(missing_ok=True)
            lock.release()
