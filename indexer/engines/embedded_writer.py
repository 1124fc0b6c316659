"""The one writer of a generation of the embedded engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import tantivy

from indexer.engines.base import Known, Prepared, Written
from indexer.engines.files import write_text
from indexer.engines.tantivy_document import known_in, tantivy_document
from indexer.errors import EngineRefused

COMMIT_EVERY = 5_000  # articles between two commits that nobody asked for


class EmbeddedWriter:
    """See `indexer.engines.base.Writer`."""

    def __init__(
        self, index: tantivy.Index, writer: tantivy.IndexWriter, kept_in: Callable[[str], Path]
    ) -> None:
        self.index, self.kept_in = index, kept_in
        self._writer: tantivy.IndexWriter | None = writer
        self._pending: dict[str, Known] = {}
        self._pending_stories: set[str] = set()

    @property
    def writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise EngineRefused("this writer is closed")
        return self._writer

    def write(self, prepared: Iterable[Prepared]) -> Iterator[Written]:
        for item in prepared:
            try:
                self.writer.delete_documents_by_term("id", item.id)
                self.writer.add_document(tantivy_document(item.payload))
            except (OSError, ValueError) as error:
                raise EngineRefused(f"the archive cannot be written: {error}") from error
            self._pending[item.id] = Known(item.digest, item.origin)
            if item.story:
                self._pending_stories.add(item.story)
            if len(self._pending) >= COMMIT_EVERY:
                self.commit()
            yield Written(item.id)

    def delete(self, ids: Iterable[str]) -> int:
        ids = list(ids)
        there = self.known(ids)
        for id in there:
            self.writer.delete_documents_by_term("id", id)
            self._pending.pop(id, None)
        return len(there)

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        ids = list(ids)
        known = known_in(self.index, (id for id in ids if id not in self._pending))
        known.update({id: self._pending[id] for id in ids if id in self._pending})
        return known

    def stories(self, stories: Iterable[str]) -> set[str]:
        stories = set(stories)
        searcher = self.index.searcher()
        return (stories & self._pending_stories) | {
            story for story in stories if searcher.doc_freq("story", story)
        }

    def commit(self) -> None:
        try:
            self.writer.commit()
        except (OSError, ValueError) as error:
            raise EngineRefused(f"the archive cannot be written: {error}") from error
        self.index.reload()
        self._pending.clear()
        self._pending_stories.clear()

    def keep(self, name: str, text: str) -> None:
        try:
            if text:
                write_text(self.kept_in(name), text)
            else:
                self.kept_in(name).unlink(missing_ok=True)
        except OSError as error:
            raise EngineRefused(f"the archive cannot be written: {error}") from error

    def close(self) -> None:
        if self._writer is not None:
            self._writer.rollback()  # what was not committed was not acknowledged
            self._writer.wait_merging_threads()
            self._writer = None
            self.index.reload()
