"""The lease of the one writer of an archive on Elasticsearch, kept alive while it works.

Several machines may share an archive, so the lock is a document, made only where there is none
(``op_type=create``). A writer that was killed leaves it behind; it runs out after `LEASE_SECONDS`
by the clock of whoever comes next, and is then taken over only in the state it was seen in. A
writer that slept so long that another took over is told so, and writes nothing more.
"""

from __future__ import annotations

import os
import socket
import threading
import uuid
from contextlib import suppress
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
            "token": uuid.uuid4().hex,
            "purpose": purpose,
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._until = 0.0
        self._state: dict[str, Any] = {}  # of the document, as this writer left it
        self._lost_to: dict[str, Any] | None = None
        self._renewing = threading.Lock()
        self._stop = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="kashshaf-lease", daemon=True)

    def __enter__(self) -> Lease:
        try:
            with translated(self.label):
                self._take()
            self._keeper.start()
        except BaseException:  # Ctrl-C too: the node may hold what its answer never told us of
            self._let_go()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._keeper.join()
        self._let_go()

    def check(self) -> None:
        """Raises `ArchiveBusy` if another writer has taken over since."""
        if _now() > self._until:  # this process was stopped for a while
            with translated(self.label):
                self._renew()
        if self._lost_to is not None:
            raise self._busy(self._lost_to)

    def _take(self) -> None:
        while True:
            try:
                self._hold({"op_type": "create"})
                return
            except ConflictError:
                found = self._found()
            if found is None:
                continue  # let go in between
            holder = found["_source"]
            if holder["until"] > _now() and holder.get("token") != self.about["token"]:
                raise self._busy(holder)
            with suppress(ConflictError):  # another was faster: it is asked about again
                self._hold(_state(found))
                return

    def _keep(self) -> None:
        while self._lost_to is None and not self._stop.wait(LEASE_SECONDS / 3):
            with suppress(EngineError), translated(self.label):
                self._renew()  # where it fails, the writer meets the same error and reports it

    def _renew(self) -> None:
        with self._renewing:
            try:
                self._hold(self._state)
            except ConflictError:
                found = self._found()
                holder = found["_source"] if found else {}
                if found and holder.get("token") == self.about["token"]:  # ours, sent twice
                    self._hold(_state(found))
                else:
                    self._lost_to = holder

    def _hold(self, condition: dict[str, Any]) -> None:
        until = _now() + LEASE_SECONDS
        body = {**self.about, "until": until}
        answer = self.client.index(index=self.index, id=_ID, document=body, **condition)
        self._until, self._state = until, _state(answer.body)

    def _found(self) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self.client.get(index=self.index, id=_ID).body
        except NotFoundError:
            return None
        return found

    def _let_go(self) -> None:
        """Removes the lease if it is this writer's; where that fails, it runs out."""
        with suppress(EngineError), translated(self.label), suppress(ConflictError):
            found = self._found()
            if found and found["_source"].get("token") == self.about["token"]:
                self.client.delete(index=self.index, id=_ID, **_state(found))

    def _busy(self, holder: dict[str, Any]) -> ArchiveBusy:
        return ArchiveBusy(
            f"{self.label} is being written by another process: {holder.get('purpose', '?')}, "
            f"process {holder.get('process', '?')} on {holder.get('host', '?')} since "
            f"{holder.get('since', '?')}; wait for it to end, or stop it (nothing is lost; its "
            f"hold ends after {LEASE_SECONDS} s)"
        )


def _state(found: dict[str, Any]) -> dict[str, Any]:
    """The condition that a document is still as it was found."""
    return {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}


def _now() -> float:
    return datetime.now(UTC).timestamp()
