"""What the markup of a page states about its article: JSON-LD, meta elements, links, times.

Each fact by a cascade, surest first; the first that is there is taken. A date is one of publication
or none: dates of change or of collection are never read.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from indexer.clean import clean_line
from indexer.extract.dom import Element
from indexer.extract.vocabulary import is_section
from indexer.lists.outlets import find_outlet
from indexer.records import Markup

_ARTICLE = re.compile(r"(Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$")
_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date.issued",
    "citation_publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publication_date",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
)
_TITLE = ("og:title", "twitter:title", "dc.title", "headline")
_SITE = ("og:site_name", "application-name", "al:android:app_name")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_BRAND = re.compile(r"(?:site|blog)[-_]?(?:title|name)|\blogo|\bbrand", re.IGNORECASE)
_BRANDS = ("a", "div", "span", "p", "h1", "h2", "img", "header")  # elements that hold such a name
# what stands between the parts of a page's title
JOINT = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb:-]+\s+|\s*\|\s*")
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"[@/]")
NAME = 8  # words of an author's name, and of what he or she is, at most
_LANGUAGE = ("og:locale", "content-language", "language", "dc.language")


def read(tree: Element) -> Markup:
    """The facts that the markup of `tree` states, each cleaned, each None where it is absent."""
    metas = _metas(tree)
    linked = _article(tree, metas)
    return Markup(
        title=_text(linked.get("headline")) or _first(metas, _TITLE),
        site=_first(metas, _SITE)
        or _name(linked.get("publisher"))
        or _titled(tree)
        or _branded(tree),
        author=_name(linked.get("author")) or _author(metas) or _item_author(tree),
        published=_text(linked.get("datePublished")) or _first(metas, _PUBLISHED) or _item(tree),
        url=_canonical(tree) or _first(metas, ("og:url",)) or _address(linked),
        language=_language(tree, metas),
        page_title=page_title(tree) or None,
    )


def page_title(tree: Element) -> str:
    """The title of the page, cleaned; empty where it has none. A page saved within a page has the
    tags of the inner one in it."""
    element = next(("".join(map(str, one.itertext())) for one in tree.iter("title")), "")
    return clean_line(_TAG.sub(" ", element))


def _titled(tree: Element) -> str | None:
    """The known outlet whose name the title of the page begins or ends with."""
    parts = [part for part in JOINT.split(page_title(tree)) if part]
    ends = (part for part in (*parts[-1:], *parts[:1]) if not is_section(part))
    return next((part for part in ends if find_outlet(part)), None)


def _branded(tree: Element) -> str | None:
    """What an element calls the name of the site and the title of the page has as a part."""
    first, *parts = JOINT.split(page_title(tree))
    if not parts:
        return None
    for element in tree.iter(*_BRANDS):
        if not _BRAND.search(f"{element.get('class', '')} {element.get('id', '')}"):
            continue
        images = [image.get("alt") or "" for image in element.iter("img")]
        for name in ("".join(map(str, element.itertext())), *images):
            if clean_line(name) in (first, *parts):
                return clean_line(name)
    return None


def _metas(tree: Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        name = name or meta.get("http-equiv") or ""
        content = clean_line(meta.get("content") or "")
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _author(metas: dict[str, str]) -> str | None:
    """A profile's address is no name."""
    names = (metas[name] for name in _AUTHOR if name in metas)
    return next((name for name in names if "/" not in name and "@" not in name), None)


def _article(tree: Element, metas: dict[str, str]) -> dict[str, Any]:
    """The JSON-LD object of the article itself; where several are given, that of this page."""
    found = [thing for script in _scripts(tree) for thing in _articles(script)]
    if len(found) > 1:
        about = _first(metas, _TITLE) or ""
        same = [thing for thing in found if (_text(thing.get("headline")) or "\0") in about]
        named = {_text(thing.get("headline")) for thing in found}
        found = same or (found if len(named) == 1 else [])
    return found[0] if found else {}


def _scripts(tree: Element) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>")
        try:
            yield json.loads(text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue


def _articles(thing: Any) -> Iterator[dict[str, Any]]:
    """The articles among the things at the top: those within lists and parts are others."""
    if isinstance(thing, list):
        for one in thing:
            yield from _articles(one)
    elif isinstance(thing, dict):
        kinds = thing.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
            yield thing
        yield from _articles(thing.get("@graph"))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return clean_line(html.unescape(value)) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """The name of a person or body, or the names of several."""
    if isinstance(value, list):
        names = [name for name in map(_name, value) if name]
        return "\N{ARABIC COMMA} ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    text = _text(value)
    return text if text and "://" not in text else None


def _item(tree: Element) -> str | None:
    """A time marked as that of publication, by microdata or the old `pubdate` attribute."""
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            return _text(time.get("datetime"))
    return None


def _item_author(tree: Element) -> str | None:
    """The one author that microdata names, those of comments aside."""
    found = set()
    for element in tree.iterfind(".//*[@itemprop='author']"):
        around = list(element.iterancestors())
        if any("comment" in f"{e.get('itemprop')} {e.get('itemtype')}".lower() for e in around):
            continue
        named = next(element.iterfind(".//*[@itemprop='name']"), element)
        name = clean_line(named.get("content") or " ".join(map(str, named.itertext())))
        if name and len(name.split()) <= NAME and not _ADDRESS.search(name):
            found.add(name)
    return found.pop() if len(found) == 1 else None


def _canonical(tree: Element) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _text(link.get("href"))
    return None


def _address(linked: dict[str, Any]) -> str | None:
    page = linked.get("mainEntityOfPage") or linked.get("url")
    return _text(page.get("@id") if isinstance(page, dict) else page)


def _language(tree: Element, metas: dict[str, str]) -> str | None:
    stated = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    stated = stated or _first(metas, _LANGUAGE) or ""
    code = re.match(r"[A-Za-z]{2,3}", stated.strip())
    return code.group().lower() if code else None
