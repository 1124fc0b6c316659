"""How an article is cited, to be copied: the Arabic way, APA (7th edition), Chicago (17th). Pure.

Each style leaves out what the article does not state as the style itself has it:

            no author                      no date                no title
  Arabic    begins with the title          its sign for undated   its words for untitled
  APA       the title takes its place      (n.d.)                 a description in [brackets]
  Chicago   the source takes its place     n.d.                   a description, not in quotes

Dates are given as precisely as they are known, to the day; the hour is no part of a citation. The
author stands as printed: which part of an Arabic name is the family's cannot be told from the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from search_ui.answering.present import date_label
from search_ui.taking.file_words import word
from search_ui.taking.references import plain

_COMMA = "\u060c "  # of Arabic
_ENDS = (".", "!", "?", "\u061f", "\u2026")  # after which no full stop stands
_APA = {4: "y", 7: "y, MMMM", 10: "y, MMMM d"}  # by the length of the date
_CHICAGO = {4: "y", 7: "MMMM y", 10: "MMMM d, y"}

_FACTS = ("author", "title", "source", "url")
_BEGIN, _END = "\ue000", "\ue001"  # around a fact, for `in_parts`; no cleaned text holds them
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # signs that would turn the whole line

Facts = Mapping[str, Any]


def arabic(article: Facts) -> str:
    """Author, «title», source, date, link: joined by commas."""
    title = _fact(article, "title")
    published = _fact(article, "published")
    parts = [
        _fact(article, "author"),
        f"«{title}»" if title else word("cite", "untitled", "ar"),
        _fact(article, "source"),
        date_label(published[:10], "ar") if published else word("cite", "undated", "ar"),
        _fact(article, "url"),
    ]
    return _stopped(_COMMA.join(filter(None, parts)), parts[-1])


def apa(article: Facts) -> str:
    """Author. (Date). Title. Source. Link."""
    author, title = _fact(article, "author"), _fact(article, "title")
    title = title or f"[{word('cite', 'untitled', 'en')}]"
    when = f"({_english_date(article, _APA)})"
    begin = [author, when, title] if author else [title, when]
    return _sentences([*begin, _fact(article, "source")], _fact(article, "url"))


def chicago(article: Facts) -> str:
    """Author. “Title.” Source, date. Link."""
    author, source = _fact(article, "author"), _fact(article, "source")
    title, when = _fact(article, "title"), _english_date(article, _CHICAGO)
    named = f"“{_stopped(title)}”" if title else _stopped(word("cite", "untitled", "en"))
    if author:
        parts = [_stopped(author), named, _stopped(", ".join(filter(None, [source, when])))]
    else:
        parts = [_stopped(source) if source else "", named, _stopped(when)]
    url = _fact(article, "url")
    return " ".join(filter(None, [*parts, f"{url}." if url else ""]))


# By name, in the order that they are shown in.
STYLES: dict[str, Callable[[Facts], str]] = {"arabic": arabic, "apa": apa, "chicago": chicago}


def in_parts(style: str, article: Facts) -> list[tuple[str, bool]]:
    """A citation in (text, stated): joined, the texts are the citation; those that are `stated`
    are facts of the article, each of a direction of its own."""
    facts = {name: _fact(article, name) for name in _FACTS}
    isolated = {name: f"{_BEGIN}{value}{_END}" if value else "" for name, value in facts.items()}
    cited = STYLES[style]({**isolated, "published": article.get("published")})
    pieces = re.split(f"[{_BEGIN}{_END}]", cited)
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]


def _fact(article: Facts, name: str) -> str:
    return plain(_DIRECTIONS.sub("", article.get(name) or ""))


def _english_date(article: Facts, patterns: Mapping[int, str]) -> str:
    day = _fact(article, "published")[:10]
    if not day:
        return word("cite", "undated", "en")
    when = date.fromisoformat(day + "0001-01-01"[len(day) :])
    return str(format_date(when, patterns[len(day)], locale="en"))


def _sentences(parts: list[str], url: str) -> str:
    """The parts, each with its full stop; a link has none."""
    return " ".join([*(_stopped(part) for part in parts if part), *([url] if url else [])])


def _stopped(text: str, link: str = "") -> str:
    """The text with a full stop, unless it ends in one, or in a link."""
    return text if link or text.rstrip(_END).endswith(_ENDS) else f"{text}."
