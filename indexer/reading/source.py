"""One source: a file, a member of an archive or standard input, on its way to items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.reading.kinds import Kind
from indexer.reading.streams import Chunks, gathered, too_large


@dataclass(frozen=True, slots=True)
class Source:
    """`chunks` are its unpacked bytes; no document, line or element may be over `limit` bytes.

    `size` is the number of its unpacked bytes where that is known. `given` are facts that what
    holds it states of it; `depth` is how many mails it lies in; `declared` is the charset that a
    server declared for it.
    """

    origin: str
    kind: Kind
    chunks: Chunks
    limit: int
    size: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    declared: str | None = None

    def data(self) -> bytes:
        """All of its bytes. Raises `Unreadable` where they are more than its limit, at once where
        that is known before."""
        if self.size is not None and self.size > self.limit:
            raise too_large(self.limit, self.size)
        return gathered(self.chunks, self.limit)
