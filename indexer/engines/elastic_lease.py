"""The lease of the one writer of an archive on Elasticsearch, kept alive while it works.

Several machines may share an archive, so the lock is a document, made only where there is none
(``op_type=create``). A writer that was killed leaves it behind; it runs out after `LEASE_SECONDS`
by the clock of whoever comes next, and is then taken over only in the state it was seen in.
"""

from __future__ import annotations

import os
import socket
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from indexer.engines.elastic_errors import translated
from indexer.errors import ArchiveBusy, EngineError

LEASE_SECONDS = 60
_ID = "writer"


class Lease:
    """A context manager: held inside the block; raises `ArchiveBusy` where another holds it."""

    def __init__(self, client: Elasticsearch, index: str, label: str, purpose: str) -> None:
        self.client, self.index, self.label = client, index, label
        self.about: dict[str, Any] = {
            "kind": "writer",
            "purpose": purpose,
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._stop = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="kashshaf-lease", daemon=True)

    def __enter__(self) -> Lease:
        with translated(self.label):
            try:
                self.client.create(index=self.index, id=_ID, document=self._body())
            except ConflictError:
                self._take_over()
        self._keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._keeper.join()
        try:
            with translated(self.label):
                self.client.options(ignore_status=404).delete(index=self.index, id=_ID)
        except EngineError:
            if error is None:  # else the block's own error says what is wrong
                raise

    def _take_over(self) -> None:
        try:
            found = self.client.get(index=self.index, id=_ID)
        except NotFoundError:  # let go in between
            self.client.create(index=self.index, id=_ID, document=self._body())
            return
        holder = found["_source"]
        if holder["until"] > datetime.now(UTC).timestamp():
            raise ArchiveBusy(
                f"{self.label} is being written by another process: {holder['purpose']}, process "
                f"{holder['process']} on {holder['host']} since {holder['since']}; wait for it to "
                f"end, or stop it (nothing is lost; its hold ends after {LEASE_SECONDS} s)"
            )
        self.client.index(
            index=self.index,
            id=_ID,
            document=self._body(),
            if_seq_no=found["_seq_no"],
            if_primary_term=found["_primary_term"],
        )

    def _keep(self) -> None:
        while not self._stop.wait(LEASE_SECONDS / 3):
            try:
                with translated(self.label):
                    self.client.index(index=self.index, id=_ID, document=self._body())
            except EngineError:
                continue  # the writer meets the same error and reports it

    def _body(self) -> dict[str, Any]:
        return {**self.about, "until": datetime.now(UTC).timestamp() + LEASE_SECONDS}
