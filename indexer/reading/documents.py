"""A source that is one article: a text, a Markdown or an HTML page."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.reading import kinds
from indexer.reading.decode import decode
from indexer.reading.markdown import read_markdown, without_front
from indexer.reading.source import Source
from indexer.reading.streams import Unreadable
from indexer.records import HTML, TEXT, RawItem


def read_document(source: Source, form: str) -> Iterator[RawItem]:
    """The one article of a source. Raises `Unreadable` where it is too large, empty or no text."""
    text, encoding = decode(source.data(), source.declared)
    if not text.strip():
        raise Unreadable("it is empty")
    media = HTML if form == kinds.HTML or kinds.says_html(text) else TEXT
    yield document(source.origin, media, text, encoding)


def document(origin: str, media: str, text: str, encoding: str) -> RawItem:
    """The item of a document; that it is Markdown, the name in its origin tells. Front matter that
    states a fact is no part of any text."""
    if media != TEXT:
        return RawItem(origin, media, text, text, {}, encoding)
    if kinds.kind_of(origin).form == kinds.MARKDOWN:
        content, given = read_markdown(text)
    else:
        content, given = without_front(text)
    return RawItem(origin, media, content, text, given, encoding)
