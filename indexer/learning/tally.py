"""Counting more lines than fit into memory: sightings go to files by their key, and each file is
sorted and counted by itself. What comes out does not depend on the order of what went in."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

PARTS = 128  # files; ten million articles of fifteen lines make some 25 MB each
_SIGHTING = struct.Struct(">QQIIB")  # key, text, source, page, flags: sorts by key, then text
EDGE, FOREIGN = 1, 2


@dataclass(frozen=True, slots=True)
class Count:
    """Of one key: its `texts`, how many of them have it at an edge, how many are foreign to it, and
    one `page` that holds it."""

    key: int
    source: int
    texts: int
    edge: int
    foreign: int
    page: int


class Tally:
    """A context manager over files in a folder that exists; `add`, then `counts`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._paths = [folder / f"{name}-{part:03}" for part in range(PARTS)]
        self._files: list[BinaryIO] = []
        self._stack = ExitStack()

    def __enter__(self) -> Tally:
        self._files = [self._stack.enter_context(path.open("w+b")) for path in self._paths]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def add(self, key: int, text: int, source: int, page: int, flags: int = 0) -> None:
        """One sighting; keys and texts are numbers below 2**64, evenly spread."""
        self._files[key % PARTS].write(_SIGHTING.pack(key, text, source, page, flags))

    def counts(self) -> Iterator[Count]:
        """The count of every key; several sightings in one text are one."""
        for file in self._files:
            file.seek(0)
            data, size = file.read(), _SIGHTING.size
            rows = sorted(data[at : at + size] for at in range(0, len(data), size))
            for _, sightings in groupby(rows, key=lambda row: row[:8]):
                yield _count([_SIGHTING.unpack(row) for row in sightings])


def _count(sightings: list[tuple[int, int, int, int, int]]) -> Count:
    edge = foreign = texts = 0
    for _, same in groupby(sightings, key=lambda sighting: sighting[1]):
        flags = EDGE | FOREIGN
        for sighting in same:
            flags &= sighting[4]
        texts += 1
        edge += bool(flags & EDGE)
        foreign += bool(flags & FOREIGN)
    key, _, source, page, _ = sightings[0]
    return Count(key, source, texts, edge, foreign, page)
