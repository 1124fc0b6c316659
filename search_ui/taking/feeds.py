"""A search as an Atom feed (RFC 4287), and this archive as a search engine of browsers (OpenSearch
1.1). Pure: XML from what it is handed.

An entry's `updated` is when its article was indexed, for that is when the archive last changed it;
when it was published is told by `dcterms:issued`, which unlike Atom's own `published` may be as
coarse as a year. Ids are made of the archive's address and the article or search: they stay as long
as both do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from search_ui.answering.labels import Language, actor_label
from search_ui.answering.present import opening
from search_ui.asking.addresses import encoded
from search_ui.taking.file_words import word
from search_ui.taking.references import web_address

ATOM = "http://www.w3.org/2005/Atom"
DCTERMS = "http://purl.org/dc/terms/"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
MEDIA_ATOM = "application/atom+xml"
MEDIA_OPENSEARCH = "application/opensearchdescription+xml"
SUMMARY = 400  # code points of a text that stand for it
# What XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article of a feed, as it is kept, and where it is read."""

    article: Mapping[str, Any]
    url: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `root` is the archive's own address, `url` that of the feed, whatever number of
    articles it holds, `own` that of this one, `page` that of the same search for people.
    `updated` is a time in UTC, for a feed without entries."""

    title: str
    root: str
    url: str
    own: str
    page: str
    updated: str
    language: Language
    entries: Sequence[FeedEntry]


def atom(feed: Feed) -> bytes:
    """The document of a feed."""
    root = etree.fromstring(f'<feed xmlns="{ATOM}" xmlns:dcterms="{DCTERMS}"/>')
    root.set("{http://www.w3.org/XML/1998/namespace}lang", feed.language)
    _add(root, "id", _id(feed.root, feed.url))
    _add(root, "title", feed.title)
    times = [entry.article.get("indexed_at") for entry in feed.entries]
    _add(root, "updated", max(filter(None, times), default=feed.updated))
    _add(_add(root, "author"), "name", "Kashshaf")
    _add(root, "generator", "Kashshaf")
    _link(root, "self", feed.own, MEDIA_ATOM)
    _link(root, "alternate", feed.page, "text/html")
    for entry in feed.entries:
        _entry(_add(root, "entry"), entry, feed)
    return _document(root)


def opensearch(results: str, feed: str, own: str, icon: str, language: Language) -> bytes:
    """The description from which a browser learns to search here; what it is handed are addresses
    of the results, the feed, itself and a picture."""
    name = word("search", "name", language)
    root = etree.fromstring(f'<OpenSearchDescription xmlns="{OPENSEARCH}"/>')
    _add(root, "ShortName", name, OPENSEARCH)
    _add(root, "Description", word("search", "description", language), OPENSEARCH)
    _add(root, "InputEncoding", "UTF-8", OPENSEARCH)
    _add(root, "OutputEncoding", "UTF-8", OPENSEARCH)
    _add(root, "Language", language, OPENSEARCH)
    _add(root, "Image", icon, OPENSEARCH).set("type", "image/svg+xml")
    terms = "q={searchTerms}" + ("" if language == "ar" else f"&lang={language}")
    for media, template in (
        ("text/html", f"{results}?{terms}"),
        (MEDIA_ATOM, f"{feed}?{terms}"),
        (MEDIA_OPENSEARCH, own),
    ):
        url = _add(root, "Url", "", OPENSEARCH)
        url.set("type", media)
        url.set("template", encoded(template))
        if media == MEDIA_OPENSEARCH:
            url.set("rel", "self")
    return _document(root)


def _entry(made: etree._Element, entry: FeedEntry, feed: Feed) -> None:
    article = entry.article
    _add(made, "id", _id(feed.root, "article", article["id"]))
    _add(made, "title", article.get("title") or _untitled(article, feed.language))
    _add(made, "updated", article.get("indexed_at") or feed.updated)
    if article.get("published"):
        _add(made, "issued", article["published"][:10], DCTERMS)
    if article.get("author"):
        _add(_add(made, "author"), "name", article["author"])
    if article.get("source"):
        _add(made, "publisher", article["source"], DCTERMS)
    _link(made, "alternate", entry.url, "text/html")
    if _is_web(article.get("url")):
        _link(made, "via", article["url"])
    for actor in article.get("actors", ()):
        category = _add(made, "category")
        category.set("term", xml_text(actor["id"]))
        label = actor_label(actor["id"], feed.language, actor["name"])["label"]
        category.set("label", xml_text(label))
    summary = article.get("deck") or _short(article.get("body") or "")
    if summary:
        _add(made, "summary", summary).set("type", "text")


def _add(parent: etree._Element, name: str, text: str = "", space: str = ATOM) -> etree._Element:
    made = etree.SubElement(parent, f"{{{space}}}{name}")
    if text:
        made.text = xml_text(text)
    return made


def _link(parent: etree._Element, rel: str, href: str, media: str | None = None) -> None:
    link = _add(parent, "link")
    link.set("rel", rel)
    link.set("href", encoded(web_address(xml_text(href))))
    if media:
        link.set("type", media)


def _document(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def xml_text(text: str) -> str:
    """The text with U+FFFD where it holds what no XML document may hold."""
    return _NOT_XML.sub("\ufffd", text)


def _id(root: str, *parts: str) -> str:
    """A name for good: the scheme plays no part, so that it outlives a change to https."""
    address = root.partition("://")[2]
    return uuid5(NAMESPACE_URL, "\n".join([address, *(p.replace(root, "") for p in parts)])).urn


def _is_web(url: str | None) -> bool:
    try:
        return bool(url) and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _untitled(article: Mapping[str, Any], language: Language) -> str:
    """What stands for a headline that an article does not have: that it has none, and its begin."""
    return ": ".join(filter(None, (word("cite", "untitled", language), opening(article["body"]))))


def _short(text: str) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= SUMMARY:
        return text
    return text[:SUMMARY].rpartition(" ")[0] + " …"
