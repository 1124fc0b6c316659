"""Every error a person can meet, in one tree.

    KashshafError
    ├── UsageError            what was asked for cannot be done: the message says what can
    │   └── QueryError        a query that cannot be read; `position` points at the place
    ├── EngineError           the engine refused or failed
    │   ├── EngineUnavailable it does not answer; trying again may help
    │   ├── EngineVersion     it is of a version this program does not speak
    │   ├── EngineRefused     it answered, and will not take what it was sent
    │   └── ArchiveBusy       another writer holds the archive; the message names it
    ├── ArchiveError          the archive itself is in the way
    │   ├── ArchiveMissing    there is none of that name yet
    │   └── ArchiveOutdated   it was made by another version of the mapping; re-index it
    └── CursorExpired         a cursor of a generation, sort or query that is gone

What a foreign library raises is translated into one of these where that library is called, and
nowhere else. Each message names what happened, where, and the way out.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_INPUT = "standard input is closed: pipe something in, or name a file"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Inside the block a file is written: an error for lack of room, which names none, names it."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM and error.filename is None:
            error.filename = str(path)
        raise


class KashshafError(Exception):
    """The root: anything else that escapes is a defect of the program."""


class UsageError(KashshafError):
    pass


class QueryError(UsageError):
    """`position` is the code point in the query at which reading it failed, or None."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class EngineError(KashshafError):
    pass


class EngineUnavailable(EngineError):
    pass


class EngineVersion(EngineError):
    pass


class EngineRefused(EngineError):
    pass


class ArchiveBusy(EngineError):
    pass


class ArchiveError(KashshafError):
    pass


class ArchiveMissing(ArchiveError):
    pass


class ArchiveOutdated(ArchiveError):
    pass


class CursorExpired(KashshafError):
    pass
