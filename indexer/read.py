"""READ: what the named paths hold, as a stream of items; what cannot be read is refused, and why.

    files       the paths, folders and globs            decode, letters   bytes to text
    archives    zip and tar, member by member           documents         text, Markdown, HTML
    streams     bytes in chunks, gzip                   json_lines, json_values, tables   records
    mail, warc  what they hold, one by one              pdf, office, epub documents with parts

Memory does not grow with the input: at most one document, line or element is held.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from indexer.errors import NO_INPUT
from indexer.interrupts import waiting
from indexer.reading import files, kinds
from indexer.reading.archives import tar_members, zip_members
from indexer.reading.decode import declared_in, encoding_of
from indexer.reading.documents import document, read_document
from indexer.reading.epub import read_epub
from indexer.reading.facts import record
from indexer.reading.json_lines import read_lines
from indexer.reading.json_values import read_json
from indexer.reading.mail import read_mail, read_mbox
from indexer.reading.office import read_docx, read_odt
from indexer.reading.pdf import read_pdf
from indexer.reading.source import Source
from indexer.reading.streams import Bomb, Budget, Unreadable, chunks_of, peeked, unzipped
from indexer.reading.tables import read_table
from indexer.reading.warc import read_warc
from indexer.records import RECORD, RawItem, Refusal
from indexer.settings import Settings

Items = Iterator[RawItem | Refusal]


def read(
    paths: Sequence[str],
    settings: Settings,
    on_bytes: Callable[[int], object] = lambda count: None,
    besides: Collection[Path] = (),
) -> Items:
    """Every item of files, folders, globs (``**`` too), archives and standard input ("-").

    Files and folders of `besides` are passed over. `on_bytes` is told how many more bytes of the
    named files were consumed, packed ones of archives; in all, as many as `total_bytes` says.
    Raises `UsageError` at once if there is nothing at any of the paths; everything else that is
    wrong is a `Refusal` among the items.
    """
    return _items(files.files(files.resolve(paths), besides), settings, on_bytes)


def total_bytes(paths: Sequence[str], besides: Collection[Path] = ()) -> int | None:
    """How many bytes `read` will consume; None where that cannot be known ("-")."""
    if files.STDIN in paths:
        return None
    found = files.files([files.name_of(path) for path in paths], besides)
    return sum(file.size for file in found if isinstance(file, files.File))


def raw_item(id: str, origin: str, original: dict[str, Any]) -> RawItem | Refusal:
    """The item that `read` made, from what the archive keeps of it (media, text, encoding).

    A record's own id is given only if it is `id`, so that the item comes out under that id.
    """
    media, text, encoding = original["media"], original["text"], original["encoding"]
    if media != RECORD:
        return document(origin, media, text, encoding)
    try:
        item = record(origin, text, encoding)
    except Unreadable as error:
        return Refusal(origin, error.reason, None, text)
    if item.given.get("id", id) != id:
        given = {name: value for name, value in item.given.items() if name != "id"}
        return replace(item, given=given)
    return item


def _items(
    found_files: Iterator[files.File | Refusal],
    settings: Settings,
    on_bytes: Callable[[int], object],
) -> Items:
    for found in found_files:
        if isinstance(found, Refusal):
            yield found
            continue
        meter = _Meter(on_bytes, found.size)
        try:
            yield from _file(found, settings, meter)
        except Unreadable as error:
            yield Refusal(found.origin, error.reason, error.line)
        except OSError as error:
            yield Refusal(found.origin, files.why(error))
        meter.fill()


def _file(file: files.File, settings: Settings, meter: _Meter) -> Items:
    if file.path == files.STDIN:
        if sys.stdin is None:
            raise Unreadable(NO_INPUT)
        yield from _opened(file, waiting(sys.stdin.buffer), None, settings, meter)
        return
    with open(file.path, "rb") as opened:
        yield from _opened(file, opened, file.size, settings, meter)


def _opened(
    file: files.File, opened: IO[bytes], size: int | None, settings: Settings, meter: _Meter
) -> Items:
    kind, limit = kinds.kind_of(file.origin), settings.max_item_bytes
    budget = Budget(settings.max_archive_bytes, size)
    if kind.form == kinds.ZIP:
        if kind.packed:
            raise Unreadable("it is an archive in an archive: unpack it and name the files")
        members = zip_members(opened, file.origin, limit, budget, meter.add)
        yield from _members(members, settings)
        return
    chunks = chunks_of(opened, meter.add)
    if kind.form is None and not kind.packed:  # the name does not say; that of a pipe never does
        head, chunks = peeked(chunks)
        kind = replace(kind, packed=head.startswith(kinds.GZIP))
    if kind.packed:
        chunks, size = unzipped(chunks, budget), None
    if kind.form == kinds.TAR:
        yield from _members(tar_members(chunks, file.origin, limit, budget), settings)
    else:
        yield from _source(Source(file.origin, kind, chunks, limit, size), settings)


def _members(members: Iterator[RawItem | Source | Refusal], settings: Settings) -> Items:
    found = False
    for member in members:
        found = True
        if not isinstance(member, Source):
            yield member
            continue
        try:
            yield from _source(member, settings)
        except Bomb:
            raise
        except Unreadable as error:
            yield Refusal(member.origin, error.reason, error.line)
    if not found:
        raise Unreadable("there is no file in the archive (hidden ones are not read)")


def _source(source: Source, settings: Settings) -> Items:
    form = source.kind.form
    if form is None:
        form, source = _sniffed(source)
    elif form == kinds.TEXT:
        form, source = _looked_into(source)
    if form in _HOLDERS:
        return _members(_HOLDERS[form](source), settings)
    if form == kinds.PDF:
        return read_pdf(source, settings)
    if form in _READERS:
        return _READERS[form](source)
    return read_document(source, form)


_HOLDERS: dict[str, Callable[[Source], Iterator[RawItem | Source | Refusal]]] = {
    kinds.MAIL: read_mail,
    kinds.MBOX: read_mbox,
    kinds.WARC: read_warc,
}
_READERS: dict[str, Callable[[Source], Items]] = {
    kinds.LINES: read_lines,
    kinds.JSON: read_json,
    kinds.TABLE: read_table,
    kinds.DOCX: read_docx,
    kinds.ODT: read_odt,
    kinds.EPUB: read_epub,
}


def _sniffed(source: Source) -> tuple[str, Source]:
    """What a source without a telling name holds, by how it begins."""
    head, chunks = peeked(source.chunks)
    if signed := kinds.signed(head):
        return signed, replace(source, chunks=chunks)
    encoding = encoding_of(head, declared_in(head), complete=False)
    form = kinds.sniffed(head.decode(encoding, "ignore").removeprefix("\ufeff"))
    if form is None:
        raise Unreadable(f"it is XML; what is read: {kinds.READ_KINDS}")
    return form, replace(source, chunks=chunks)


def _looked_into(source: Source) -> tuple[str, Source]:
    """What a source that is called a text holds."""
    head, chunks = peeked(source.chunks)
    beginning = head[: kinds.BEGINNING]
    try:
        encoding = encoding_of(beginning, complete=False)
        form = kinds.of_plain_text(beginning.decode(encoding, "ignore").removeprefix("\ufeff"))
    except Unreadable:  # whoever reads all of it knows better
        form = kinds.TEXT
    return form, replace(source, chunks=chunks)


class _Meter:
    """Tells how many bytes of one file of `size` bytes were consumed: in the end, all of them."""

    def __init__(self, on_bytes: Callable[[int], object], size: int) -> None:
        self._on_bytes, self._left = on_bytes, size

    def add(self, count: int) -> None:
        count = min(count, self._left)
        self._left -= count
        self._on_bytes(count)

    def fill(self) -> None:
        """Tells of what was left out."""
        if self._left:
            self.add(self._left)
