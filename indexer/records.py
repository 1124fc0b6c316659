"""The records that travel down the pipeline, one type per stage, none of them ever changed.

READ yields `RawItem` or `Refusal`; EXTRACT makes a `Page` of a raw item; DESCRIBE makes an
`Article` of a page. Offsets everywhere are Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TEXT, HTML, RECORD = "text", "html", "record"
PIPED = "-"  # the origin of what standard input holds


@dataclass(frozen=True, slots=True)
class RawItem:
    """One source as read.

    `origin` is relative to the path that was named, with ``!member`` or ``#line``. `media` is
    "text", "html" or "record". `original` is the whole item as read (text, HTML, or the JSON of a
    record), enough to make this item again. `given` holds the facts a record states, under the
    names id, title, source, published, author, url; a key that is present with None says that the
    article has none. `content` is what extraction works on: the text, the HTML, or a record's body;
    `markup` says whether that body is HTML.
    """

    origin: str
    media: str
    content: str
    original: str
    given: dict[str, str | None] = field(default_factory=dict)
    encoding: str = "utf-8"
    markup: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read: it ends in quarantine, with the reason and the way out."""

    origin: str
    reason: str
    line: int | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that extraction took out of the article, and why (menu, related, comment, ...)."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Markup:
    """What the markup of an HTML page states about the article; each absent where it does not.

    `page_title` is the title of the page, with what it adds to the headline.
    """

    title: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    page_title: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An article separated from its page.

    `head` are the cleaned lines around the headline that are neither headline nor body (dates,
    bylines, mastheads), `foot` those after the body; both in reading order. The first `over` lines
    of `head` stand over the headline. Lines of related lists, comments and other furniture are in
    `dropped` only: no fact of the article is read from them but what a site says of itself.
    """

    title: str | None
    deck: str | None
    body: str
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    markup: Markup = Markup()
    over: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is named: `form` stands at [start, end) of `field`."""

    field: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActorFound:
    """An actor that the article names, with every place where it does."""

    id: str
    name: str
    type: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A detected value and the text it was read from; `origin` is text, markup, url or given."""

    value: str
    evidence: str
    origin: str


@dataclass(frozen=True, slots=True)
class Article:
    """What design names an article. A fact that the record does not state is None.

    `sketch` is what its copies are found by, `story` the name of its family (`indexer.families`),
    `run` the run of indexing that wrote it.
    """

    id: str
    origin: str
    title: str | None
    deck: str | None
    body: str
    source: str | None
    author: str | None
    place: str | None
    published: str | None
    published_precision: str | None
    published_evidence: str | None
    language: str | None
    url: str | None
    actors: tuple[ActorFound, ...]
    story: str | None
    words: int
    indexed_at: str | None
    digest: str
    notes: dict[str, Any]
    original: dict[str, Any]
    sketch: tuple[str, ...] = ()
    run: str | None = None
