"""The one writer of a generation of the embedded engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy

from indexer.engines.files import read_json, unwritable, write_json, write_text
from indexer.engines.tantivy_copies import alike
from indexer.engines.tantivy_document import known_in, tantivy_document
from indexer.engines.tantivy_search import count
from indexer.engines.writing import Known, Prepared, Unsettled, Written
from indexer.errors import EngineRefused

COMMIT_EVERY = 5_000  # articles between two commits that nobody asked for


class EmbeddedWriter:
    """See `indexer.engines.writing.Writer`."""

    def __init__(
        self,
        index: tantivy.Index,
        writer: tantivy.IndexWriter,
        folder: Path,
        kept_in: Callable[[str], Path],
    ) -> None:
        self.index, self.folder, self.kept_in = index, folder, kept_in
        self._unsettled = folder / "unsettled.json"
        self._writer: tantivy.IndexWriter | None = writer
        self._pending: dict[str, Known] = {}

    @property
    def writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise EngineRefused("this writer is closed")
        return self._writer

    def write(self, prepared: Iterable[Prepared]) -> Iterator[Written]:
        for item in prepared:
            try:
                document = tantivy_document(item.payload)
            except (OverflowError, TypeError, ValueError) as error:
                yield Written(item.id, f"the engine refused it: {error}")
                continue
            try:
                self.writer.delete_documents_by_term("id", item.id)
                self.writer.add_document(document)
            except (OSError, ValueError) as error:
                raise unwritable(self.folder, error) from error
            self._pending[item.id] = Known(item.digest, item.origin)
            if len(self._pending) >= COMMIT_EVERY:
                self.commit()
            yield Written(item.id)

    def delete(self, ids: Iterable[str]) -> int:
        ids = list(ids)
        there = self.known(ids)
        self.unsettle(Unsettled(stories=frozenset(k.story for k in there.values() if k.story)))
        self.forget(there)
        return len(there)

    def forget(self, ids: Iterable[str]) -> None:
        """Removes, and looks at nothing that is kept of these articles."""
        for id in ids:
            self.writer.delete_documents_by_term("id", id)
            self._pending.pop(id, None)

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        ids = list(ids)
        known = known_in(self.index, (id for id in ids if id not in self._pending))
        known.update({id: self._pending[id] for id in ids if id in self._pending})
        return known

    def shared(self, field: str, values: Iterable[str]) -> set[str]:
        searcher, schema = self.index.searcher(), self.index.schema
        return {
            value
            for value in set(values)
            if searcher.doc_freq(field, value) > 1  # it counts what was deleted, too
            and count(searcher, tantivy.Query.term_query(schema, field, value)) > 1
        }

    def alike(
        self, sketches: Mapping[str, Sequence[str]], least: int, most: int
    ) -> dict[str, list[dict[str, Any]]]:
        return alike(self.index, sketches, least, most)

    def unsettled(self) -> Unsettled:
        noted = read_json(self._unsettled, {})
        return Unsettled(frozenset(noted.get("runs", ())), frozenset(noted.get("stories", ())))

    def unsettle(self, more: Unsettled) -> None:
        noted = self.unsettled()
        runs, stories = noted.runs | more.runs, noted.stories | more.stories
        if (runs, stories) != (noted.runs, noted.stories):
            write_json(self._unsettled, {"runs": sorted(runs), "stories": sorted(stories)})

    def settled(self) -> None:
        self._unsettled.unlink(missing_ok=True)

    def commit(self) -> None:
        try:
            self.writer.commit()
        except (OSError, ValueError) as error:
            raise unwritable(self.folder, error) from error
        self.index.reload()
        self._pending.clear()

    def keep(self, name: str, text: str) -> None:
        if text:
            write_text(self.kept_in(name), text)
            return
        try:
            self.kept_in(name).unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def close(self) -> None:
        if self._writer is not None:
            self._writer.rollback()  # what was not committed was not acknowledged
            self._writer.wait_merging_threads()
            self._writer = None
            self.index.reload()
