"""DESCRIBE: an item as read becomes an article; given facts win over detected ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from indexer.arabic.analyzers import word_terms
from indexer.clean import clean_line
from indexer.describe.actors import known_actors, seeks_unlisted
from indexer.describe.bylines import Byline, find_byline
from indexer.describe.common_bodies import told_apart
from indexer.describe.dates import stated_date
from indexer.describe.language import language_of
from indexer.describe.published import Published, find_published
from indexer.describe.sources import find_source
from indexer.describe.unlisted import with_unlisted
from indexer.extract import extract
from indexer.families.sketch import sketch
from indexer.furniture import NOTHING, Learned, without
from indexer.records import PIPED, RECORD, Article, Dropped, Fact, Page, RawItem, Refusal

MAX_ID_BYTES = 512  # of an id; Elasticsearch takes no longer ones
NO_DATE = "no_date"  # why a date that a record gives is among what was taken out


def describe(raw: RawItem, learned: Learned = NOTHING) -> Article | Refusal:
    """The article that an item holds, or why it holds none; `learned` is the furniture of the
    archive's sources."""
    id = item_id(raw)
    if len(id.encode()) > MAX_ID_BYTES:
        return _refusal(raw, f"its id is longer than {MAX_ID_BYTES} bytes")
    page = extract(raw)
    title = _title(raw, page)
    if not page.body and not title:
        return _refusal(raw, "no article was found in it: only furniture of the page, or nothing")
    url = _url(raw, page)
    source = source_of(raw, page)
    byline = find_byline(page, raw.given.get("author"), source.value if source else None)
    published = find_published(page, raw.given.get("published"), url)
    page = without(page, learned.get(source.value, ()) if source else ())
    page = replace(page, dropped=(*page.dropped, *_no_date(raw.given.get("published"))))
    return Article(
        id=id,
        origin=raw.origin,
        title=title,
        deck=page.deck,
        body=page.body,
        source=source.value if source else None,
        author=byline.author.value if byline.author else None,
        place=byline.place.value if byline.place else None,
        published=published.value if published else None,
        published_precision=published.precision if published else None,
        published_evidence=published.evidence if published else None,
        language=language_of(page.body or title or "", page.markup.language),
        url=url,
        indexed_at=None,
        digest=item_digest(raw),
        notes=_notes(page, source, byline, published),
        original=_original(raw),
        **read_off(title, page.deck, page.body),
    )


def source_of(raw: RawItem, page: Page) -> Fact | None:
    """The publisher of an item whose page this is."""
    return find_source(page, raw.given.get("source"), raw.given.get("author"), _url(raw, page))


def _no_date(given: str | None) -> Iterator[Dropped]:
    """What the record gives where its date belongs, if that is none."""
    if given and stated_date(given) is None:
        yield Dropped(given, NO_DATE)


def _url(raw: RawItem, page: Page) -> str | None:
    return web_address(raw.given.get("url") or page.markup.url)


def read_off(title: str | None, deck: str | None, body: str) -> dict[str, Any]:
    """The fields of an article that follow from its texts: actors, family of copies, length."""
    hashes = sketch(body)
    texts = {"title": title, "deck": deck, "body": body}
    listed = known_actors().find(texts)
    return {
        "actors": told_apart(texts, with_unlisted(texts, listed)) if seeks_unlisted() else listed,
        "story": hashes[0] if hashes else None,
        "sketch": hashes,
        "words": len(word_terms(body)),
    }


def item_id(raw: RawItem) -> str:
    """The id that the input gives, else one made of its origin. What is piped in all comes from one
    place, which would let each pipe replace the one before: there the content makes it."""
    made_of = raw.origin
    if made_of == PIPED or made_of.startswith((f"{PIPED}#", f"{PIPED}!")):
        made_of = f"{PIPED}\0{raw.original}"
    given = raw.given.get("id")
    return given or blake2b(made_of.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def item_digest(raw: RawItem) -> str:
    """Tells whether an item has changed since it was indexed."""
    made_of = f"{raw.media}\0{raw.original}"
    return blake2b(made_of.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _title(raw: RawItem, page: Page) -> str | None:
    if "title" in raw.given:
        return clean_line(raw.given["title"] or "") or None
    return page.title


def web_address(url: str | None) -> str | None:
    """Only addresses that a page may link to; anything else (``javascript:``) is no address."""
    url = clean_line(url or "")
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _notes(
    page: Page, source: Fact | None, byline: Byline, published: Published | None
) -> dict[str, Any]:
    """Where each fact was read, and what was taken out of the page; shown, never searched."""
    facts = {"source": source, "author": byline.author, "place": byline.place}
    evidence = {
        name: {"evidence": fact.evidence, "origin": fact.origin}
        for name, fact in facts.items()
        if fact
    }
    if published:
        evidence["published"] = {"evidence": published.evidence, "origin": published.origin}
        if published.doubt:
            evidence["published"]["doubt"] = published.doubt
    return {
        "facts": evidence,
        "head": list(page.head),
        "foot": list(page.foot),
        "dropped": [{"text": line.text, "reason": line.reason} for line in page.dropped],
    }


def _original(raw: RawItem) -> dict[str, Any]:
    return {"media": raw.media, "text": raw.original, "encoding": raw.encoding}


def _refusal(raw: RawItem, reason: str) -> Refusal:
    line = raw.origin.rpartition("#")[2] if raw.media == RECORD else ""
    return Refusal(raw.origin, reason, int(line) if line.isdigit() else None, raw.original)
