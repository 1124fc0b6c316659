"""Ctrl-C loses nothing: the first asks long work to end in good order, the second breaks it.

Work that waits for standard input would hear of the first only when more comes. So whoever reads
from there waits for either (`waiting`), and is told to stop.
"""

from __future__ import annotations

import io
import os
import select
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import IO


class Stopped(KeyboardInterrupt):
    """An end was asked for while more input was waited for. What was read before is sound."""


class Interrupts:
    """Whether somebody has asked for an end; `requested` never goes back to false."""

    def __init__(self) -> None:
        self.requested = False

    def request(self, number: int, frame: FrameType | None) -> None:
        """A signal handler: notes the first request, raises `KeyboardInterrupt` at the second."""
        if self.requested:
            signal.default_int_handler(number, frame)
        self.requested = True


class _Watch:
    """The interrupts that are watched for, and what is readable once a signal has come. Only a file
    can be waited for without a gap: a signal just before the wait would not end it."""

    def __init__(self) -> None:
        self.interrupts = Interrupts()
        self.woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self._before = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)

    def close(self) -> None:
        signal.set_wakeup_fd(self._before)
        os.close(self.woken)
        os.close(self._wake)


_watch: _Watch | None = None  # signals come to the process, and so are its own


@contextmanager
def watched() -> Iterator[Interrupts]:
    """Inside the block SIGINT and SIGTERM ask for an end. Only the main thread can watch."""
    global _watch
    if threading.current_thread() is not threading.main_thread():
        yield Interrupts()
        return
    outer, watch = _watch, _Watch()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, watch.interrupts.request) for number in numbers]
    _watch = watch
    try:
        yield watch.interrupts
    finally:
        _watch = outer
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
        watch.close()


def is_watched() -> bool:
    """Whether somebody hears of an end that is asked for."""
    return _watch is not None


class _Waiting(io.RawIOBase):
    """A file that is read as bytes come in, with an ear for signals."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file.fileno()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        # typeshed's WriteableBuffer is wider, but only these are handed over
        if _watch is not None:
            while True:
                if _watch.interrupts.requested:
                    raise Stopped
                ready, _, _ = select.select([self._file, _watch.woken], [], [])
                if self._file in ready:
                    break
                os.read(_watch.woken, 1024)
        return os.readv(self._file, [buffer])


def waiting(file: IO[bytes]) -> IO[bytes]:
    """A file that nothing was read of; to read it raises `Stopped` once an end is asked for."""
    try:
        file.fileno()
    except OSError:  # no file of the system: there is nothing to wait for
        return file
    return _Waiting(file) if os.name == "posix" else file  # type: ignore[return-value]  # raw
