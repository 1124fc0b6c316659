"""Families of copies in an answer: one article stands for all, or each is told with its hits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from indexer.engines.base import Engine, Found, Hit, Keyword, Search

MOST_COPIES = 200  # looked up for one page of hits


def one_of_each(engine: Engine, wanted: Search, found: Found) -> Found:
    """The answer with the best copy of each family for all of it; total and facets stay.

    A hit stands for its family if no copy that the search finds ranks before it. So every page
    can be told alone, whatever stood on the pages before.
    """
    kept: list[Hit] = []
    page = found
    while True:
        best = _best_copies(engine, wanted, page.hits)
        kept += [hit for hit in page.hits if best.get(hit.document.get("story"), hit.id) == hit.id]
        if len(kept) >= wanted.size or len(page.hits) < wanted.size:
            return replace(found, hits=tuple(kept[: wanted.size]))
        page = engine.search(replace(wanted, facets=(), after=page.hits[-1].key))


def _best_copies(engine: Engine, wanted: Search, hits: tuple[Hit, ...]) -> dict[str | None, str]:
    """The id of the first hit of every family that the hits belong to."""
    stories = tuple({hit.document["story"] for hit in hits if hit.document.get("story")})
    best: dict[str | None, str] = {}
    if stories:
        families = {**wanted.filters, "stories": Keyword("story", stories)}
        copies = replace(wanted, filters=families, facets=(), size=MOST_COPIES, after=None)
        for hit in engine.search(copies).hits:
            best.setdefault(hit.document["story"], hit.id)
    return best


def copies_of_hits(engine: Engine, hits: tuple[Hit, ...]) -> dict[str, list[dict[str, Any]]]:
    """The articles of the hits' families, by family."""
    stories = {hit.document["story"] for hit in hits if hit.document.get("story")}
    others = engine.copies(stories, [hit.id for hit in hits], MOST_COPIES)
    families: dict[str, list[dict[str, Any]]] = {}
    for article in (*(hit.document for hit in hits), *others):
        if article.get("story"):
            copy = {"id": article["id"], "source": article.get("source")}
            families.setdefault(article["story"], []).append(copy)
    return families
