"""WARC, the form of web archives: every answer that is a page or a document, one source.

The address is a given fact, and the charset that the server declared is evidence for decoding. The
day of the record is that of the crawl and no fact of the article. Requests, redirects, errors and
the pictures and programs of pages are no articles and left out; an archive of nothing else is
refused and says what it holds.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from indexer.reading import kinds
from indexer.reading.decode import decode
from indexer.reading.facts import record
from indexer.reading.source import Source
from indexer.reading.streams import Unreadable, as_file, too_large
from indexer.records import RawItem, Refusal

_RECORDS = ("response", "resource", "conversion")
_FORMS = {
    "text/html": kinds.HTML,
    "application/xhtml+xml": kinds.HTML,
    "text/plain": kinds.TEXT,
    "application/pdf": kinds.PDF,
    "application/epub+zip": kinds.EPUB,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": kinds.DOCX,
    "application/vnd.oasis.opendocument.text": kinds.ODT,
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
_LISTED = 5  # kinds of records that a refusal names

Found = RawItem | Source | Refusal


def read_warc(source: Source) -> Iterator[Found]:
    """The pages and documents of an archive, as ``crawl.warc!n``: the n-th record, from 1.

    Raises `Unreadable` where the archive is damaged, after everything before that place, and where
    nothing in it can be read.
    """
    others: Counter[str] = Counter()
    found = False
    number = 0
    try:
        for number, entry in enumerate(ArchiveIterator(as_file(source.chunks)), 1):
            if entry.format != "warc":
                raise Unreadable("it does not begin as a WARC archive does: fetch it again")
            form = _form(entry)
            if form in _FORMS.values():
                found = True
                yield _one(entry, f"{source.origin}!{number}", form, source)
            else:
                others[form] += 1
    except (ArchiveLoadFailed, ValueError, EOFError, zlib.error, AttributeError, KeyError) as error:
        reason = " ".join(str(error).split())[:120]
        raise Unreadable(
            f"it is damaged behind record {number:,} ({reason}), and what follows is lost: fetch "
            "it again"
        ) from None
    if not found:
        listed = ", ".join(f"{count:,} × {form}" for form, count in others.most_common(_LISTED))
        raise Unreadable(f"there is no page in it, only {listed or 'no record at all'}")


def _form(entry: Any) -> str:
    """What a record holds: one of `_FORMS`, else a word for it."""
    if entry.rec_type not in _RECORDS:
        return str(entry.rec_type)
    status = entry.http_headers.get_statuscode() if entry.http_headers else "200"
    if status not in ("200", "203"):
        return f"answer {status}"
    kind = _content_type(entry).partition(";")[0].strip().lower()
    return _FORMS.get(kind, kind or "answer of no kind")


def _content_type(entry: Any) -> str:
    headers = entry.http_headers or entry.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _one(entry: Any, origin: str, form: str, source: Source) -> Found:
    try:
        data = _content(entry, source.limit + 1)
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, zlib.error, AttributeError) as error:
        return Refusal(origin, f"its data are damaged ({error}): fetch it again")
    if len(data) > source.limit:
        return Refusal(origin, too_large(source.limit).reason)
    address = str(entry.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    given = {"url": address} if address.startswith(("http://", "https://")) else {}
    if form not in (kinds.HTML, kinds.TEXT):
        kind = kinds.Kind(form, False)
        return Source(origin, kind, iter([data]), source.limit, len(data), given)
    declared = _CHARSET.search(_content_type(entry))
    try:
        return _page(data, declared[1] if declared else None, origin, form, given)
    except Unreadable as error:
        return Refusal(origin, error.reason)


def _content(entry: Any, most: int) -> bytes:
    """The first `most` bytes of what an answer holds, uncompressed. (warcio knows Brotli, too, but
    not the Brotli library of today.)"""
    headers = entry.http_headers
    how = str(headers.get_header("Content-Encoding") or "") if headers else ""
    if how.strip().lower() != "br":
        return bytes(entry.content_stream().read(most))
    headers.remove_header("Content-Encoding")
    data = bytes(entry.content_stream().read(most))
    try:
        return _unbrotli(data, most)
    except brotli.error:  # the crawler has uncompressed it, and left the header
        return data


def _unbrotli(data: bytes, most: int) -> bytes:
    stream = brotli.Decompressor()
    made = bytes(stream.process(data, output_buffer_limit=most))
    while len(made) < most and not stream.is_finished():
        more = bytes(stream.process(b"", output_buffer_limit=most - len(made)))
        if not more:
            break
        made += more
    if len(made) < most and not stream.is_finished():
        raise EOFError("they end too early")
    return made


def _page(
    data: bytes, declared: str | None, origin: str, form: str, given: dict[str, str]
) -> RawItem:
    text, encoding = decode(data, declared)
    if not text.strip():
        raise Unreadable("it is empty")
    name = "html" if form == kinds.HTML or kinds.says_html(text) else "text"
    return record(origin, json.dumps({**given, name: text}, ensure_ascii=False), encoding)
