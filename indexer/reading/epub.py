"""EPUB: one article for each document of the book's text, with what the book states of itself.

A book is too long to be one hit, and its chapters are files of their own. A chapter's title is its
name in the table of contents, its source the title of the book, its author and date those of the
book: properties that EPUB requires, or defines as those of the publication. A book of one document
has the title of the book and no source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element as Element

from indexer.extract import dom
from indexer.reading.decode import decode
from indexer.reading.facts import record
from indexer.reading.files import shown
from indexer.reading.parts import Parts, beside, found, local
from indexer.reading.source import Source
from indexer.reading.streams import Unreadable
from indexer.records import RawItem, Refusal

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_DATE = re.compile(r"(?:1[0-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?")  # 0101-01-01 is how one says «none»


def read_epub(source: Source) -> Iterator[RawItem | Refusal]:
    """The chapters of a book, as ``book.epub!part``. Raises `Unreadable` where it is too large,
    broken, encrypted, or holds no text."""
    parts = Parts(source, "EPUB")
    _refuse_encrypted(parts)
    package = _package_name(parts)
    root = parts.xml(package)
    chapters = _chapters(root, package)
    pages: list[tuple[str, str, str] | Refusal] = []
    for name in chapters:
        try:
            text, encoding = decode(parts.read(name))
        except Unreadable as error:
            pages.append(Refusal(f"{source.origin}!{shown(name)}", error.reason))
            continue
        if _says_something(text):
            pages.append((name, text, encoding))
    texts = [page for page in pages if not isinstance(page, Refusal)]
    if not pages:
        raise Unreadable("there is no text in it, at most pictures")
    titles, book = _contents(parts, root, package), _facts(root)
    for page in pages:
        if isinstance(page, Refusal):
            yield page
        else:
            title = titles.get(page[0]) if len(texts) > 1 else book.get("title")
            yield _item(source, page, title, book, len(texts) > 1)


def _item(
    source: Source, page: tuple[str, str, str], title: str | None, book: dict[str, str], many: bool
) -> RawItem:
    name, text, encoding = page
    fields = {**source.given, "title": title, "html": text}
    fields |= {ours: book[ours] for ours in ("author", "published") if ours in book}
    if many and "title" in book:
        fields["source"] = book["title"]
    if not title:
        del fields["title"]  # its own heading may be one
    item = record(f"{source.origin}!{shown(name)}", json.dumps(fields, ensure_ascii=False), "EPUB")
    return replace(item, encoding=encoding)


def _refuse_encrypted(parts: Parts) -> None:
    if _ENCRYPTION not in parts.names:
        return
    for method in found(parts.xml(_ENCRYPTION), "EncryptionMethod"):
        if method.get("Algorithm") not in _FONTS:  # fonts alone may be scrambled
            raise Unreadable("it is encrypted (DRM): only whoever holds the key can open it")


def _package_name(parts: Parts) -> str:
    for rootfile in found(parts.xml(_CONTAINER), "rootfile"):
        return str(rootfile.get("full-path", ""))
    raise Unreadable(f"its part {_CONTAINER} names no package: fetch it again")


def _chapters(root: Element, package: str) -> list[str]:
    """The parts that hold the text, in reading order; the table of contents is none."""
    manifest = {item.get("id"): item for item in found(root, "item")}
    names: dict[str, None] = {}
    for reference in found(root, "itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in str(item.get("properties", "")).split():
            names[beside(package, str(item.get("href", "")))] = None
    return list(names)


def _contents(parts: Parts, root: Element, package: str) -> dict[str, str]:
    """What the table of contents calls each part; the first name of several. A broken one has no
    names."""
    titles: dict[str, str] = {}
    for item in found(root, "item"):
        name = beside(package, str(item.get("href", "")))
        is_nav = "nav" in str(item.get("properties", "")).split()
        if name not in parts.names:
            continue
        try:
            if is_nav:
                entries = _links(parts.xml(name))
            elif item.get("media-type") == "application/x-dtbncx+xml":
                entries = _points(parts.xml(name))
            else:
                continue
        except Unreadable:
            continue
        for address, label in entries:
            if label:
                titles.setdefault(beside(name, address), label)
    return titles


def _links(nav: Element) -> Iterator[tuple[str, str]]:
    for link in found(nav, "a"):
        yield str(link.get("href", "")), " ".join("".join(map(str, link.itertext())).split())


def _points(ncx: Element) -> Iterator[tuple[str, str]]:
    for point in found(ncx, "navPoint"):
        labels = (e for e in point if local(e) == "navLabel")
        content = next((e for e in point if local(e) == "content"), None)
        label = " ".join("".join(str(t) for e in labels for t in e.itertext()).split())
        yield str(content.get("src", "")) if content is not None else "", label


def _facts(root: Element) -> dict[str, str]:
    """Title, author and date of the book, each absent where the package does not state it."""
    said: dict[str, list[str]] = {"title": [], "creator": [], "date": []}
    for metadata in found(root, "metadata"):
        for element in metadata.iter():
            text = " ".join((element.text or "").split()) if local(element) in said else ""
            if text:
                said[local(element)].append(text)
    facts = {"title": said["title"][0]} if said["title"] else {}
    if said["creator"]:
        facts["author"] = "\N{ARABIC COMMA} ".join(said["creator"])
    dates = [match[0] for date in said["date"][:1] if (match := _DATE.match(date))]
    return facts | ({"published": dates[0]} if dates else {})


def _says_something(html: str) -> bool:
    return any(map(str.isalnum, dom.bare_text(html.partition("<body")[2] or html)))
