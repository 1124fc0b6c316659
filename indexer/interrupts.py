"""Ctrl-C loses nothing: the first asks long work to end in good order, the second breaks it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupts:
    """Whether somebody has asked for an end; `requested` never goes back to false."""

    def __init__(self) -> None:
        self.requested = False

    def request(self, number: int, frame: FrameType | None) -> None:
        """A signal handler: notes the first request, raises `KeyboardInterrupt` at the second."""
        if self.requested:
            signal.default_int_handler(number, frame)
        self.requested = True


@contextmanager
def watched() -> Iterator[Interrupts]:
    """Inside the block SIGINT and SIGTERM ask for an end. Only the main thread can watch."""
    interrupts = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, interrupts.request) for number in numbers]
    try:
        yield interrupts
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
