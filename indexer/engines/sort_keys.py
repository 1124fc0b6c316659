"""Sort keys come back from links, so they may be another engine's, or nobody's."""

from __future__ import annotations

from indexer.engines.query import Search
from indexer.errors import CursorExpired

SCORE = (int, float)
Parts = tuple[type | tuple[type, ...], ...]


def check_after(search: Search, relevance: Parts, date: Parts) -> None:
    """Raises `CursorExpired` if ``search.after`` is not made as the keys of this sort are."""
    parts = relevance if search.sort == "relevance" else date
    after = search.after
    if after is None:
        return
    if len(after) != len(parts) or not all(map(isinstance, after, parts)):
        raise CursorExpired(
            "this cursor was made by another engine or sort; leave it out to begin anew"
        )
