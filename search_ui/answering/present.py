"""A hit as a page or a program gets it: snippets, marks, dates, directions. Pure; decided here
only."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from babel.dates import format_date

from indexer.engines.answers import Hit
from search_ui.answering.labels import Language, actor_labels
from search_ui.answering.marks import Mark, Marker
from search_ui.answering.snippets import passages

# What a hit tells of its article, as it is kept.
_FACTS = (
    *("id", "origin", "title", "source", "author", "place"),
    *("published", "published_precision", "published_evidence", "url", "language"),
)
# What the API gives of every article, null where it does not state it.
_ALWAYS = (
    *("id", "origin", "title", "deck", "body", "source", "author", "place"),
    *("published", "published_precision", "published_evidence", "url", "language", "story"),
)
_OURS = ("digest", "forms", "sketch", "run")  # kept for the program's own use
_LEVANT = "ar_SY"  # where months are named as from Beirut to Baghdad
_PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}  # by the length of the date


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text; `mark` numbers the marked ones of the text from 1, 0 is unmarked."""

    text: str
    mark: int = 0


class Why(Protocol):
    """Says why an article was found; see `search_ui.answering.explain`."""

    def why(self, hit: Hit, marks: dict[str, list[Mark]]) -> list[dict[str, Any]]: ...


def present_hits(
    hits: Sequence[Hit],
    marker: Marker,
    families: Callable[[], Mapping[str, list[dict[str, Any]]]],
    language: Language,
    explainer: Why | None = None,
) -> list[dict[str, Any]]:
    """The hits of an answer; `families`, asked last, gives every article of each family of copies.
    Each step is taken for all of them before the next: hit by hit takes longer."""
    marked = [marker.marks(hit.document, hit.forms, hit.places) for hit in hits]
    snippets = [_snippets(hit.document, marks) for hit, marks in zip(hits, marked, strict=True)]
    labels = actor_labels(language)
    actors = [
        [{**labels[id, name], "mentions": mentions} for id, name, mentions, _ in hit.named]
        for hit in hits
    ]
    copies = families()
    answer = []
    for number, (hit, marks) in enumerate(zip(hits, marked, strict=True)):
        facts = hit.facts
        shown: dict[str, Any] = {name: facts.get(name) for name in _FACTS}
        shown["snippets"] = snippets[number]
        shown["marks"] = sum(map(len, marks.values()))
        if explainer is not None:
            shown["why"] = explainer.why(hit, marks)
        shown["actors"] = actors[number]
        shown["score"] = hit.score
        family = copies.get(facts.get("story") or "", ())
        shown["copies"] = [copy for copy in family if copy["id"] != hit.id]
        answer.append(shown)
    return answer


def present_article(article: dict[str, Any], language: Language) -> dict[str, Any]:
    """An article as the API gives it: every kept field, those that any article may state null where
    this one does not, actors under their label of today."""
    shown: dict[str, Any] = {**dict.fromkeys(_ALWAYS), "body": ""}
    shown |= {name: value for name, value in article.items() if name not in _OURS}
    labels = actor_labels(language)
    shown["actors"] = [
        {**actor, **labels[actor["id"], actor["name"]]} for actor in article.get("actors", ())
    ]
    return shown


def _snippets(article: Mapping[str, Any], marks: dict[str, list[Mark]]) -> list[dict[str, Any]]:
    """The title and deck where they are marked, then the best passages of the body."""
    snippets = []
    for name, found in marks.items():
        text = article[name]
        if name == "body":
            for passage in passages(text, found):
                snippets.append(_snippet(name, passage.text, passage.marks))
        elif found:
            snippets.append(_snippet(name, text, [(mark.start, mark.end) for mark in found]))
    return snippets


def _snippet(name: str, text: str, marks: Iterable[tuple[int, int]]) -> dict[str, Any]:
    return {"field": name, "text": text, "marks": [list(mark) for mark in marks]}


def parts(text: str, marks: Iterable[Sequence[int]]) -> list[Part]:
    """The text cut where marks begin and end; joined, it is the text again."""
    cut: list[Part] = []
    at = 0
    for number, (start, end) in enumerate(marks, 1):
        if start > at:
            cut.append(Part(text[at:start]))
        cut.append(Part(text[start:end], number))
        at = end
    return [*cut, Part(text[at:])] if at < len(text) else cut


def opening(text: str, most: int = 80) -> str:
    """The begin of a text in one line, at most so many code points, cut between words: what tells
    an article without a headline from others."""
    begin = " ".join(text[: 2 * most + 1].split())
    if len(begin) <= most and len(text) <= 2 * most:
        return begin
    return (begin[: most + 1].rpartition(" ")[0] or begin[:most]) + " …"


def direction(text: str) -> str:
    """The direction of a text by its first letter that has one: "rtl", "ltr", or "auto" where none
    has."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "auto"


@lru_cache(maxsize=4096)
def date_label(published: str, language: Language) -> str:
    """A date in the words of a language, no more precise than it is: ``2017``, ``2017-10``,
    ``2017-10-03`` or ``2017-10-03T21:16``. Arabic gives the month its Levantine name too."""
    day, _, clock = published.partition("T")
    pattern = _PATTERNS[len(day)]
    when = date.fromisoformat(day + "0001-01-01"[len(day) :])
    if language == "ar" and len(day) > 4:
        pattern = pattern.replace("MMMM", f"MMMM ('{month_label(day, _LEVANT)}')")
    label = str(format_date(when, pattern, locale=language))
    comma = "\u060c" if language == "ar" else ","
    return f"{label}{comma} {clock}" if clock else label


def month_label(published: str, language: str) -> str:
    """The month of a date of month precision or finer, by name alone."""
    return str(format_date(date.fromisoformat(f"{published[:7]}-01"), "MMMM", locale=language))
