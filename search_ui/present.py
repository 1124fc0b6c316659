"""A hit as a page or a program gets it: snippets, marks, labels. Pure; decided here only."""

from __future__ import annotations

from typing import Any

from indexer.engines.base import Hit
from search_ui.labels import Language, actor_label
from search_ui.marks import Marker
from search_ui.snippets import passages

# What a hit tells of its article, as it is kept.
_FACTS = (
    *("id", "origin", "title", "source", "author", "place"),
    *("published", "published_precision", "url", "language"),
)


def present_hit(
    hit: Hit, marker: Marker, family: list[dict[str, Any]], language: Language
) -> dict[str, Any]:
    """The hit of an answer; `family` holds every article of its family of copies."""
    article = hit.document
    shown: dict[str, Any] = {name: article.get(name) for name in _FACTS}
    shown["snippets"] = _snippets(article, marker)
    shown["actors"] = [
        {**actor_label(actor["id"], language), "mentions": len(actor["mentions"])}
        for actor in article.get("actors", ())
    ]
    shown["score"] = hit.score
    shown["copies"] = [copy for copy in family if copy["id"] != hit.id]
    return shown


def present_article(article: dict[str, Any], language: Language) -> dict[str, Any]:
    """An article as the API gives it: every kept field, actors under their label of today."""
    shown = {name: value for name, value in article.items() if name != "digest"}
    shown["actors"] = [
        {**actor, **actor_label(actor["id"], language)} for actor in article.get("actors", ())
    ]
    return shown


def _snippets(article: dict[str, Any], marker: Marker) -> list[dict[str, Any]]:
    """The title and deck where they are marked, then the best passages of the body."""
    actors = article.get("actors", ())
    snippets = []
    for name in ("title", "deck", "body"):
        text = article.get(name)
        if not text:
            continue
        marks = marker.marks(text, name, actors)
        if name == "body":
            for passage in passages(text, marks):
                snippets.append(_snippet(name, passage.text, list(passage.marks)))
        elif marks:
            snippets.append(_snippet(name, text, [(mark.start, mark.end) for mark in marks]))
    return snippets


def _snippet(name: str, text: str, marks: list[tuple[int, int]]) -> dict[str, Any]:
    return {"field": name, "text": text, "marks": [list(mark) for mark in marks]}
