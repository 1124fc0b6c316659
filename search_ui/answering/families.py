"""Families of copies in an answer: one article stands for all, or each is told with its hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from indexer.engines.answers import Found, Hit
from indexer.engines.base import Engine
from indexer.engines.query import Keyword, Search

Families = dict[str, list[dict[str, Any]]]  # of each the `id` and `source` of its articles

MOST_COPIES = 200  # looked up for one page of hits


def one_of_each(engine: Engine, wanted: Search, found: Found) -> Found:
    """The answer with the best copy of each family for all of it; total and facets stay.

    A hit stands for its family if no copy that the search finds ranks before it. So every page
    can be told alone, whatever stood on the pages before.
    """
    kept: list[Hit] = []
    families: dict[str, int] = {}
    page = found
    while True:
        best = _best_copies(engine, wanted, page)
        families.update(page.families)
        kept += [hit for hit in page.hits if best.get(hit.document.get("story"), hit.id) == hit.id]
        if len(kept) >= wanted.size or len(page.hits) < wanted.size:
            return replace(found, hits=tuple(kept[: wanted.size]), families=families)
        page = engine.search(replace(wanted, facets=(), after=page.hits[-1].key))


def _best_copies(engine: Engine, wanted: Search, page: Found) -> dict[str | None, str]:
    """The id of the first hit of every family that the hits of a page belong to."""
    larger = _larger(page)
    copies = [hit for hit in page.hits if hit.document.get("story") not in (None, *larger)]
    if larger:
        families = {**wanted.filters, "stories": Keyword("story", larger)}
        there = replace(wanted, filters=families, facets=(), size=MOST_COPIES, after=None)
        copies += engine.search(replace(there, families=False)).hits
    best: dict[str | None, str] = {}
    for hit in copies:
        best.setdefault(hit.document["story"], hit.id)
    return best


def copies_of_hits(engine: Engine, found: Found) -> Callable[[], Families]:
    """The articles of the hits' families, by family. What the hits do not tell is asked for at
    once, and waited for when what is returned is called."""
    others = engine.copies(_larger(found), [hit.id for hit in found.hits], MOST_COPIES)

    def told() -> Families:
        families: Families = {}
        for article in (*(hit.document for hit in found.hits), *others()):
            if article.get("story"):
                copy = {"id": article["id"], "source": article.get("source")}
                families.setdefault(article["story"], []).append(copy)
        return families

    return told


def _larger(found: Found) -> tuple[str, ...]:
    """The families that may have other articles than the hits."""
    there = Counter(hit.document["story"] for hit in found.hits if hit.document.get("story"))
    sizes = found.families
    return tuple(story for story, hits in there.items() if sizes.get(story, hits + 1) > hits)
