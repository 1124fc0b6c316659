"""The lock of the one writer of an embedded archive, and the note of who holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from indexer.engines.files import read_json, unwritable, write_json
from indexer.errors import ArchiveBusy


@contextmanager
def locked(path: Path, label: str, purpose: str) -> Iterator[None]:
    """Holds the archive at a folder for the block. Raises `ArchiveBusy` where another does."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path / "lock", timeout=0, thread_local=False)
        lock.acquire()
    except Timeout:
        holder = read_json(path / "writer.json", {})
        raise ArchiveBusy(
            f"{label} is being written by another process: {holder.get('purpose', '?')}, "
            f"process {holder.get('process', '?')} since {holder.get('since', '?')}; "
            "wait for it to end, or stop it (nothing is lost)"
        ) from None
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        holder = {"purpose": purpose, "process": os.getpid(), "since": since}
        write_json(path / "writer.json", holder)
        yield
    finally:
        (path / "writer.json").unlink(missing_ok=True)
        lock.release()
