"""The copies of an article: the others of its family, and where each differs from it."""

from __future__ import annotations

from typing import Any

from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.document import others_of
from indexer.engines.query import Search
from search_ui.answering.differences import diff

MOST_LISTED = 100  # beside an article
MOST_COMPARED = 20  # word by word, on one page
_FACTS = ("id", "title", "source", "author", "published", "published_precision", "url", "language")


def copies_of(engine: Engine, kept: dict[str, Any], most: int = MOST_LISTED) -> Found:
    """The other articles of the family of a kept one, oldest first."""
    others = others_of([kept.get("story") or ""], [kept["id"]])
    return engine.search(Search(others, sort="oldest", size=most))


def compared(engine: Engine, kept: dict[str, Any]) -> dict[str, Any]:
    """The copies of an article as the API gives them: `total` counts all, and each of the oldest
    has its facts, its `likeness` (0 to 1) and the `differences` of both bodies: [start, end) in
    the article's (`here`) and in the copy's (`there`)."""
    found = copies_of(engine, kept, MOST_COMPARED)
    body = kept.get("body") or ""
    copies = []
    for hit in found.hits:
        told = diff(body, hit.document.get("body") or "")
        copy = {name: hit.document.get(name) for name in _FACTS}
        copy["likeness"] = round(told.likeness, 3)
        copy["differences"] = [
            {"here": list(each.here), "there": list(each.there)} for each in told.differences
        ]
        copies.append(copy)
    return {"id": kept["id"], "total": found.total, "copies": copies}
