"""One source: a file, a member of an archive or standard input, on its way to items."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.reading.kinds import Kind
from indexer.reading.streams import Chunks


@dataclass(frozen=True, slots=True)
class Source:
    """`chunks` are its unpacked bytes; no document, line or element may be over `limit` bytes.

    `size` is the number of its unpacked bytes where that is known.
    """

    origin: str
    kind: Kind
    chunks: Chunks
    limit: int
    size: int | None = None
