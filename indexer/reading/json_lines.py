"""JSON Lines: one record on each line; a broken line is refused and the others go on."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.reading.decode import broken, utf8
from indexer.reading.facts import record
from indexer.reading.source import Source
from indexer.reading.streams import Chunks, Line, Unreadable, lines, too_large
from indexer.records import RawItem, Refusal

_SPACE = " \t\r\n"
_OWN = b'{"export": {"program": "Kashshaf '  # how the first line of an export of ours begins


def read_lines(source: Source) -> Iterator[RawItem | Refusal]:
    """The records of a source, each with ``#line`` in its origin; blank lines, and what an export
    of ours says of itself, are none."""
    text = utf8(source.chunks)
    return records(source, text.chunks, text.encoding)


def records(source: Source, chunks: Chunks, encoding: str) -> Iterator[RawItem | Refusal]:
    """The records of the lines in `chunks`, which are UTF-8 by now and were in `encoding`."""
    found = False
    for line in lines(chunks, source.limit):
        if line.data is None or not (line.data.isspace() or line.data.startswith(_OWN)):
            found = True
            yield _record(f"{source.origin}#{line.number}", line, source.limit, encoding)
    if not found:
        raise Unreadable("it is empty")


def _record(origin: str, line: Line, limit: int, encoding: str) -> RawItem | Refusal:
    text = None
    try:
        if line.data is None:
            raise too_large(limit, what="the line")
        # a mark may stand at any line: files are joined
        text = line.data.decode().removeprefix("\ufeff").strip(_SPACE)
        return record(origin, text, encoding)
    except UnicodeDecodeError as error:
        reason = broken("utf-8", line.offset + error.start, line.number).reason
        text = error.object.decode("utf-8", "backslashreplace").strip(_SPACE)
    except Unreadable as error:
        reason = error.reason
    return Refusal(origin, reason, line.number, text)
